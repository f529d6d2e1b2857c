//! What was passed over in a file, in words for people.

use super::{Lang, counted};
use crate::document::Coverage;

/// How many of a file's words were not read, and why.
pub fn unread(coverage: &Coverage, lang: Lang) -> String {
    let skipped = coverage.skipped().all;
    let all = skipped + coverage.read.all;
    let why = reasons(coverage, lang);
    match lang {
        Lang::Vi => format!("không đọc {skipped} trong {all} từ ({why})"),
        Lang::En => format!("{skipped} of {} not read ({why})", counted(all, "word")),
    }
}

/// Why a file with prose in it, of which nothing was read, cannot be taken for one without mistakes.
pub fn missed(coverage: &Coverage, lang: Lang) -> String {
    let skipped = coverage.skipped().all;
    let why = reasons(coverage, lang);
    match lang {
        Lang::Vi => format!("tệp có {skipped} từ mà không từ nào đọc được ({why}), nên chưa soát gì cả"),
        Lang::En => format!("none of its {} could be read ({why}), so nothing was checked", counted(skipped, "word")),
    }
}

fn reasons(coverage: &Coverage, lang: Lang) -> String {
    let named = [
        (coverage.language, "tiếng khác", "another language"),
        (coverage.code, "mã", "code"),
        (coverage.markup, "thẻ lạ", "unknown markup"),
        (coverage.undecodable, "chữ hỏng", "broken letters"),
    ];
    let said = named.iter().filter(|(words, ..)| words.all > 0).map(|(words, vi, en)| match lang {
        Lang::Vi => format!("{vi} {}", words.all),
        Lang::En => format!("{en} {}", words.all),
    });
    said.collect::<Vec<_>>().join(", ")
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
        assert_eq!(unread(&coverage, Lang::Vi), "không đọc 3 trong 10 từ (tiếng khác 1, mã 2)");
        assert_eq!(unread(&coverage, Lang::En), "3 of 10 words not read (another language 1, code 2)");
    }
}
