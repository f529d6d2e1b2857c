//! `ky-tu/khoang-la`: Unicode spaces of unusual width.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Span, blocks};

/// Rule `ky-tu/khoang-la`. Example: a thin, en, em or ideographic space between words.
pub struct OddSpace;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/khoang-la"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Khoảng trắng khác thường giữa hai chữ", "An odd space between two letters"),
    why: Bilingual::fixed(
        "Khoảng trắng mảnh, khoảng trắng rộng của trang dàn sẵn trông như khoảng trắng thường, nhưng tìm kiếm và tách \
         từ không nhận. Khoảng trắng không ngắt (U+00A0) và khoảng mảnh bên cạnh số được để yên.",
        "Thin and wide spaces of typeset pages look like a space, yet search and word splitting miss them. The no-break \
         space and thin spaces beside a number are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("công tác\u{2003}kiểm tra", "công tác kiểm tra"),
        Example::new("công\u{2009}tác và kiểm\u{3000}tra", "công tác và kiểm tra"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("công tác kiểm tra"),
        Cow::Borrowed("dài 10\u{2009}000\u{202F}km, 東\u{3000}１"),
    ]),
};

impl Rule for OddSpace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let prose = text.text();
        let bytes = prose.as_bytes();
        // U+2000 to U+200A, U+202F, U+205F; U+3000.
        let test = |one: u8, two: u8, three: u8| {
            let thin = (one == 0xE2) & (two == 0x80) & ((three <= 0x8A) | (three == 0xAF));
            thin | (one == 0xE2) & (two == 0x81) & (three == 0x9F) | (one == 0xE3) & (two == 0x80) & (three == 0x80)
        };
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let mut at = blocks::find(bytes, 0, test);
        while let Some(c) = prose[at..].chars().next() {
            let end = at + c.len_utf8();
            if letter(prose[..at].chars().next_back()) && letter(prose[end..].chars().next()) {
                let code = u32::from(c);
                let message = Bilingual::new(
                    format!("Khoảng trắng U+{code:04X} giữa hai chữ, nên dùng khoảng trắng thường"),
                    format!("Space U+{code:04X} between two words; use a common space"),
                );
                found.mark(Span::of(at..end), message, vec![" ".to_owned()]);
            }
            at = blocks::find(bytes, end, test);
        }
    }
}
