//! `viet-hoa/phien-am`: a foreign name in Vietnamese letters with a capital behind a hyphen.

use std::borrow::Cow;

use super::row;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::normal::base;
use crate::token::{Mark, Token};

/// Rule `viet-hoa/phien-am`. Example: *Mát-Xcơ-Va*.
pub struct SpelledName;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/phien-am"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên phiên âm viết hoa sau gạch nối", "A capital behind a hyphen in a spelled-out name"),
    why: Bilingual::fixed(
        "Tên nước ngoài phiên âm chỉ viết hoa chữ đầu của mỗi thành phần, sau gạch nối viết thường: Mát-xcơ-va, Lê-nin. Chỉ xét \
         tên có một tiếng không thể là tiếng Việt; hai tên ghép bằng gạch nối (Việt-Mỹ, Hà Nội-Huế) được để yên.",
        "In a foreign name spelled out the first letter of each part is a capital and what follows a hyphen is small: Mát-xcơ-va, \
         Lê-nin. Only names with a syllable that no Vietnamese word has are looked at; two names joined (Việt-Mỹ) are left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục II.2.b và III.2.b",
        "Decree 30/2020/NĐ-CP, annex II, sections II.2.b and III.2.b",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Tàu đi Mát-Xcơ-Va đã chạy.", "Tàu đi Mát-xcơ-va đã chạy."),
        Example::new("Truyện của Tôn-Xtôi rất dài.", "Truyện của Tôn-xtôi rất dài."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tàu đi Mát-xcơ-va, truyện của Tôn-xtôi, cầu Việt-Mỹ, xe Hà Nội-Huế."),
        Cow::Borrowed("Rolls-Royce, Jean-Pierre và Coca-Cola."),
        Cow::Borrowed("Tuyến Ia Pết-Đak Đoa đã thông."),
    ]),
};

impl Rule for SpelledName {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut next = 0;
        for (at, _, word) in text.tokens().odd_words() {
            if at < next || !word.chained || !word.vietnamese || !is_spelled_out(text.of(&list[at])) {
                continue;
            }
            let part = |at: usize| list.get(at).filter(|token| token.is_word());
            let hyphen = |at: usize| {
                list.get(at)
                    .is_some_and(|token| token.mark() == Some(Mark::Hyphen) && token.gap() == crate::token::Gap::None)
            };
            let touches = |at: usize| part(at).is_some_and(|token| token.gap() == crate::token::Gap::None);
            let mut from = at;
            while from >= 2 && hyphen(from - 1) && touches(from) && part(from - 2).is_some() {
                from -= 2;
            }
            let mut to = at;
            while hyphen(to + 1) && touches(to + 2) {
                to += 2;
            }
            next = to + 1;
            let parts = || (from..=to).step_by(2).filter_map(part);
            let plain = |token: &Token| matches!(token.case(), Case::Lower | Case::Capital);
            let vietnamese = |token: &Token| token.word().is_some_and(|word| word.vietnamese);
            let marked = parts().any(|token| token.word().is_some_and(|word| word.marked));
            let capitals = parts().skip(1).any(|token| token.case() == Case::Capital);
            // *Việt-Êđê, Đắk Lắk-Đắk Nông, Israel-Libăng*: the hyphen joins two names.
            let joined = parts().any(|token| is_name_of_its_own(text.of(token)));
            // *Ia Pết-Đak Đoa*: the hyphen joins two names of several words each.
            let capital = |word: Option<(usize, &Token, crate::token::Word)>| {
                word.is_some_and(|(_, _, word)| word.case == Case::Capital && !word.chained)
            };
            let amid = to == from + 2 && capital(text.previous_word(from)) && capital(text.next_word(to));
            let first_small = list[from].case() == Case::Lower;
            if to > from
                && marked
                && capitals
                && !joined
                && !amid
                && !first_small
                && parts().all(|token| plain(token) && vietnamese(token))
            {
                let right = row::recased(text, from, to, |at| if at == from { list[from].case() } else { Case::Lower });
                let why = ("tên phiên âm viết thường sau gạch nối", "a spelled-out name is small behind its hyphens");
                row::mark(found, text, (from, to), right, why);
            }
        }
    }
}

/// Whether a word that is no syllable can only be a transcribed foreign sound: *xcơ*, *xtôi*, *đvốt*. The letters ê and ô do not
/// count, since French names have them, too.
fn is_spelled_out(word: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    let cluster = letters.next() == Some('x') && letters.next().is_some_and(|second| "bcghklmnpqrtv".contains(second));
    cluster || word.chars().flat_map(char::to_lowercase).any(|letter| "ơờớởợỡưừứửựữăằắẳẵặđ".contains(letter))
}

/// Parts that are names by themselves, so that a hyphen beside them joins two names.
const NAMES: &[&str] = &["việt", "đắk", "đăk", "lắk", "lăk", "lắc", "nông", "lâm", "khu", "hán", "mỹ", "nga", "pháp"];

/// Whether a part is more than one transcribed syllable: it has two groups of vowels (*Umpơ, Libăng, Êđê*), or is a known name.
fn is_name_of_its_own(part: &str) -> bool {
    let lower = part.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(base(c));
    let starts = lower.chars().zip(lower.chars().skip(1)).filter(|(one, two)| !vowel(*one) && vowel(*two)).count();
    let groups = starts + usize::from(lower.chars().next().is_some_and(vowel));
    groups > 1 || NAMES.contains(&lower.as_str())
}
