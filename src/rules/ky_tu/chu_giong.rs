//! `ky-tu/chu-giong`: letters of other alphabets that look like Vietnamese ones.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Syllable;
use crate::text::is_latin;
use crate::token::Script;

/// Rule `ky-tu/chu-giong`. Example: *Việt* with a Cyrillic *е*.
pub struct LookAlike;

/// Letters of other alphabets and the Latin letter that each looks like; upper case is derived from this.
const ALIKE: &[(char, char)] = &[
    // Cyrillic
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ѕ', 's'),
    ('ԁ', 'd'),
    ('һ', 'h'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ѕ', 'S'),
    // Greek
    ('ο', 'o'),
    ('α', 'a'),
    ('ι', 'i'),
    ('ν', 'v'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    // Latin letters of other languages: left by converters of old font encodings, or a caron in place of the breve.
    ('ƣ', 'ư'),
    ('Ƣ', 'Ư'),
    ('Ɖ', 'Đ'),
    ('ɖ', 'đ'),
    ('ǎ', 'ă'),
    ('Ǎ', 'Ă'),
];

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/chu-giong"),
    severity: Severity::Error,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed(
        "Chữ cái của bảng chữ khác lẫn trong từ tiếng Việt",
        "Look-alike letters of other alphabets in a Vietnamese word",
    ),
    why: Bilingual::fixed(
        "Chữ Nga, chữ Hy Lạp hoặc chữ ƣ, ǎ của ngôn ngữ khác nhìn giống chữ Việt nhưng là ký tự khác: không tìm được, \
         không đọc máy được. Thường do chép từ tệp chuyển mã hoặc do nhận dạng chữ in. Từ viết hoàn toàn bằng bảng \
         chữ khác được để yên.",
        "Cyrillic or Greek letters, or ƣ and ǎ, look like Vietnamese letters but are other characters: search and \
         screen readers fail. Words written wholly in another alphabet are left alone.",
    ),
    authority: Some(Bilingual::fixed("TCVN 6909:2001 (Unicode)", "TCVN 6909:2001 (Unicode)")),
    wrong: Cow::Borrowed(&[
        Example::new("Nhà nước ta cоi trọng nhân tài.", "Nhà nước ta coi trọng nhân tài."),
        Example::new("Con ngƣời và đất nƣớc.", "Con người và đất nước."),
        Example::new("Nǎm nay Ɖảng bộ họp.", "Năm nay Đảng bộ họp."),
        Example::new("ТRƯỜNG HỌC", "TRƯỜNG HỌC"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tiếng Nga gọi là Москва, tiếng Hy Lạp gọi là Αθήνα."),
        Cow::Borrowed("Góc α và tia β-caroten, hạt ν, sinα và cosα, neutrino (νe)."),
        Cow::Borrowed("Chữ 党 đọc là dǎng."),
    ]),
};

impl Rule for LookAlike {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (_, token, word) in text.tokens().odd_words() {
            if word.syllable.is_some() || word.vietnamese {
                continue;
            }
            let written = text.of(token);
            if written.is_ascii() {
                continue;
            }
            // Mapped twice: as a composed letter (ǎ), and as the letter under a combining tone (ƣ̀).
            let right: String = written.chars().map(latin).nfd().map(latin).nfc().collect();
            // A word written entirely in another alphabet is of another language.
            if right == written
                || word.script == Script::Other
                || !right.chars().all(|c| is_latin(c) || ('\u{300}'..'\u{370}').contains(&c))
            {
                continue;
            }
            // *ǎ* may be pinyin, and *sinα* is a formula: in these cases the result has to be a Vietnamese syllable.
            let doubtful = word.script == Script::Latin || written.contains(|c| ('\u{370}'..'\u{400}').contains(&c));
            if doubtful && Syllable::parse(&right).is_none() {
                continue;
            }
            // *νe*, *xα*: a symbol with an index. *ǎ* behind Chinese characters is pinyin.
            let symbol = written.chars().count() == 2 && written.contains(|c| ('α'..='ω').contains(&c));
            let before = text.text()[..token.span.start() as usize].chars().rev().take(PINYIN);
            if symbol || word.script == Script::Latin && before.into_iter().any(is_han) {
                continue;
            }
            let message = Bilingual::new(
                format!("“{written}” có chữ cái của bảng chữ khác, nhìn giống mà không phải; viết lại là “{right}”"),
                format!("“{written}” holds look-alike letters of another alphabet; write “{right}”"),
            );
            found.mark(token.span, message, vec![right]);
        }
    }
}

/// How many characters before a word are searched for Chinese ones, behind which it is pinyin.
const PINYIN: usize = 12;

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

fn latin(c: char) -> char {
    ALIKE.iter().find(|(other, _)| *other == c).map_or(c, |(_, latin)| *latin)
}
