//! `ky-tu/mat-chu`: characters that were lost in a conversion.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Span, blocks};

/// Rule `ky-tu/mat-chu`. Example: U+FFFD, or a character of the private use area.
pub struct LostCharacter;

/// This many private-use characters or more in a text belong to a special font and are reported once.
const FONT: usize = 5;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/mat-chu"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ bị mất khi đổi bảng mã hoặc phông", "Characters lost in conversion"),
    why: Bilingual::fixed(
        "Dấu � (U+FFFD) đứng chỗ một chữ không đọc được khi đổi bảng mã; ký tự vùng riêng chỉ hiện đúng với một phông \
         riêng, máy khác thấy ô vuông. Chữ gốc không còn trong tệp nên phải xem lại bản đầu. Nhiều ký tự vùng riêng thì \
         chỉ báo một lần.",
        "� (U+FFFD) stands where a character could not be read; private characters show with one font only and are \
         boxes elsewhere. What was there is not in the file: look it up in the source. Many private characters are \
         reported once.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Quy\u{FFFD}t định số 5", "Quy\u{FFFD}t định số 5"),
        Example::new("Bài \u{E025} trang 7", "Bài \u{E025} trang 7"),
    ]),
    right: Cow::Borrowed(&[Cow::Borrowed("Quyết định số 5"), Cow::Borrowed("Bài 5, trang 7, hình ①, góc 90°")]),
};

impl Rule for LostCharacter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let prose = text.text();
        let bytes = prose.as_bytes();
        let test = |one: u8, two: u8, three: u8| {
            (one == 0xEE) | (one == 0xEF) & (two < 0xA4) | (one == 0xEF) & (two == 0xBF) & (three == 0xBD)
        };
        let mut private: Vec<Span<_>> = Vec::new();
        let mut at = blocks::find(bytes, 0, test);
        while let Some(c) = prose[at..].chars().next() {
            let span = Span::of(at..at + c.len_utf8());
            if c == '\u{FFFD}' {
                let message = Bilingual::fixed(
                    "Chữ ở đây đã mất khi đổi bảng mã; xem lại bản gốc",
                    "A character was lost here in conversion; see the source",
                );
                found.mark(span, message, Vec::new());
            } else {
                private.push(span);
            }
            at = blocks::find(bytes, at + c.len_utf8(), test);
        }
        let shown = if private.len() < FONT { private.len() } else { 1 };
        for span in &private[..shown] {
            let message = Bilingual::new(
                format!("Ký tự vùng riêng, chỉ hiện đúng với một phông riêng ({} chỗ trong bài)", private.len()),
                format!("A private character, right with one font only ({} in this text)", private.len()),
            );
            found.mark(*span, message, Vec::new()).whole = shown < private.len();
        }
    }
}
