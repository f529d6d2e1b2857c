//! `chinh-ta/am-tiet`: a word that is no possible Vietnamese syllable.

use std::borrow::Cow;

use super::dau_cuoi;
use crate::rules::declarative::written;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::speller::MistakeClass;
use crate::syllable::{Flaw, Glyph};

/// Rule `chinh-ta/am-tiet`. Example: *kiẻm, giám sat*.
pub struct ImpossibleSyllable;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/am-tiet"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Âm tiết không có trong tiếng Việt", "A syllable that Vietnamese does not have"),
    why: Bilingual::fixed(
        "Âm tiết tiếng Việt gồm âm đầu, vần và thanh; mỗi phần chỉ nhận một số chữ nhất định và đi với nhau theo \
         luật: k trước e, ê, i; ngh trước e, ê, i; iê khi có âm cuối; âm cuối p, t, c, ch chỉ mang dấu sắc hoặc \
         nặng. Tên riêng, từ nước ngoài, từ phiên âm (Đắk Lắk, Mát-xcơ-va, ôxy), chữ viết tắt được để yên, vì không \
         biết chưa phải là sai.",
        "A Vietnamese syllable is onset, rime and tone, and each takes certain letters only: k before e, ê, i; iê \
         before a coda; sắc or nặng before p, t, c, ch. Names, foreign and transliterated words and acronyms are \
         left alone: unknown is not wrong.",
    ),
    authority: Some(Bilingual::fixed(
        "Quyết định 1989/QĐ-BGDĐT (2018), phụ lục quy tắc chính tả",
        "Decision 1989/QĐ-BGDĐT (2018), annex on spelling",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Các kù thủ cờ vua tranh tài.", "Các kỳ thủ cờ vua tranh tài."),
        Example::new("Công tác kiẻm tra còn chậm.", "Công tác kiểm tra còn chậm."),
        Example::new("Việc giám sat chưa đều.", "Việc giám sát chưa đều."),
        Example::new("Sách cũa tôi, kiễm tra rồi.", "Sách của tôi, kiểm tra rồi."),
        Example::new("Lớp sơn mnỏg và bóng.", "Lớp sơn mỏng và bóng."),
        Example::new("Các nghành đều đươc mời.", "Các ngành đều được mời."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tỉnh Đắk Lắk, người Hmông, ông Y Thịnh Niê, thủ đô Mát-xcơ-va."),
        Cow::Borrowed("Ban nhạc pop lọt top 10, UBND tỉnh, HĐND xã, website của ĐHQG."),
        Cow::Borrowed("Alô, ai đấy? Thép mạ crôm, vặn con êcu."),
        Cow::Borrowed("Gói vay 200 triệu yen, xe cont chở hàng, hệ thống không hỗ trợ cron."),
        Cow::Borrowed("Ông Paul nói très bien, món crêpe, tiệm café."),
        Cow::Borrowed("Tía tui nói bển có mấy ổng bán ghe chày."),
        Cow::Borrowed("Khí ôxy, chất prôtêin, xoong nồi, cái boong tàu."),
    ]),
};

impl Rule for ImpossibleSyllable {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for verdict in text.mistakes().iter().filter(|verdict| verdict.class == MistakeClass::FLAWED) {
            let flaw = verdict.flaw.as_ref();
            if matches!(flaw, Some(Flaw::MarkPlace { .. })) {
                continue; // chinh-ta/vi-tri-dau has said so
            }
            let (span, mut suggestions) = written(text, verdict);
            let wrong = &text.text()[span.range()];
            // For a word with foreign letters, or with keys of an input method left in it, the message is only the suggestion,
            // without a reason.
            let reason = |of: fn(&Flaw) -> String, colon: &str| {
                flaw.map_or(String::new(), |flaw| format!("{colon}{}", of(flaw)))
            };
            // *Cậụ*: an input method took the full stop for a second tone.
            if let (Some(Flaw::TwoTones), Some((_, with_mark))) =
                (flaw, dau_cuoi::eaten(text, verdict.tokens.0 as usize))
            {
                suggestions.retain(|other| *other != with_mark);
                suggestions.insert(0, with_mark);
            }
            put_nearer_first(wrong, &mut suggestions);
            let perhaps =
                |perhaps: &str| suggestions.first().map_or(String::new(), |best| format!("{perhaps} “{best}”"));
            let message = Bilingual::new(
                format!("“{wrong}” không phải âm tiết tiếng Việt{}{}", reason(Flaw::vi, ": "), perhaps("; có lẽ là")),
                format!("“{wrong}” is no Vietnamese syllable{}{}", reason(Flaw::en, ": "), perhaps("; perhaps")),
            );
            let mechanical = flaw.is_some_and(Flaw::is_mechanical) && verdict.corrections.len() == 1;
            let finding = found.mark(span, message, suggestions);
            finding.confidence = Some(verdict.confidence);
            finding.safe_if(mechanical);
        }
    }
}

/// Puts the second suggestion first if it differs by one letter and the first by two or more: a frequent word must not win over a
/// likelier slip.
fn put_nearer_first(written: &str, suggestions: &mut [String]) {
    if let [first, second, ..] = suggestions
        && letters_apart(written, first) >= 2
        && letters_apart(written, second) <= 1
    {
        std::mem::swap(first, second);
    }
}

/// The edit distance of two words in letters; diacritics do not count.
fn letters_apart(one: &str, other: &str) -> usize {
    let bare = |word: &str| -> String {
        let lower = word.chars().flat_map(char::to_lowercase);
        lower.map(|c| Glyph::of(c).map_or(c, |glyph| glyph.letter.plain().char())).collect()
    };
    strsim::levenshtein(&bare(one), &bare(other))
}

#[cfg(test)]
mod tests {
    use super::letters_apart;

    #[test]
    fn letters_are_counted_without_their_marks() {
        for (one, other, apart) in
            [("kù", "kỳ", 1), ("kù", "cầu", 2), ("thuong", "thường", 0), ("Đau", "dau", 0), ("", "ba", 2)]
        {
            assert_eq!(letters_apart(one, other), apart, "{one} {other}");
        }
    }
}
