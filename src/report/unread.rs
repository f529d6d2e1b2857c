//! The message about words that were skipped in a file.

use super::counted;
use crate::document::Coverage;
use crate::problem::Bilingual;

/// How many words of a file were skipped, and why.
pub fn unread(coverage: &Coverage) -> Bilingual {
    let skipped = coverage.skipped().all;
    let all = skipped + coverage.read.all;
    let Bilingual { vi, en } = reasons(coverage);
    Bilingual::new(
        format!("không đọc {skipped} trong {all} từ ({vi})"),
        format!("{skipped} of {} not read ({en})", counted(all, "word")),
    )
}

/// Why a file with prose, of which nothing was checked, cannot be taken for one without mistakes.
pub fn missed(coverage: &Coverage) -> Bilingual {
    let skipped = coverage.skipped().all;
    let Bilingual { vi, en } = reasons(coverage);
    Bilingual::new(
        format!("tệp có {skipped} từ mà không từ nào đọc được ({vi}), nên chưa soát gì cả"),
        format!("none of its {} could be read ({en}), so nothing was checked", counted(skipped, "word")),
    )
}

/// `tiếng khác 3, mã 2`.
fn reasons(coverage: &Coverage) -> Bilingual {
    let named = [
        (coverage.language, "tiếng khác", "another language"),
        (coverage.code, "mã", "code"),
        (coverage.markup, "thẻ lạ", "unknown markup"),
        (coverage.undecodable, "chữ hỏng", "broken letters"),
    ];
    let named = || named.iter().filter(|(words, ..)| words.all > 0);
    let vi: Vec<String> = named().map(|(words, vi, _)| format!("{vi} {}", words.all)).collect();
    let en: Vec<String> = named().map(|(words, _, en)| format!("{en} {}", words.all)).collect();
    Bilingual::new(vi.join(", "), en.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Reason, Words};

    #[test]
    fn the_reasons_are_named_in_both_languages() {
        let mut coverage = Coverage { read: Words { all: 7, marked: 5 }, ..Coverage::default() };
        coverage.skip(Words { all: 2, marked: 0 }, Reason::Code);
        coverage.skip(Words { all: 1, marked: 0 }, Reason::Language);
        let said = unread(&coverage);
        assert_eq!(said.vi, "không đọc 3 trong 10 từ (tiếng khác 1, mã 2)");
        assert_eq!(said.en, "3 of 10 words not read (another language 1, code 2)");
    }
}
