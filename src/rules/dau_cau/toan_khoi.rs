//! `dau-cau/toan-khoi`: full-width (East Asian) punctuation behind Vietnamese words.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Span, blocks, is_latin};

/// Rule `dau-cau/toan-khoi`. Example: `Xin chào，tôi`.
pub struct FullWidth;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/toan-khoi"),
    severity: Severity::Error,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Dấu câu kiểu chữ Hán: ， 。 ：", "Full-width marks of Chinese type: ， 。 ："),
    why: Bilingual::fixed(
        "Bàn phím tiếng Trung, tiếng Nhật gõ ra dấu câu rộng gấp đôi; sau chữ tiếng Việt phải là dấu câu thường, nếu \
         không chữ thưa ra và tìm kiếm bị trượt. Dấu đứng sau chữ Hán, chữ Nhật được để yên.",
        "Chinese and Japanese keyboards give marks twice as wide; behind a Vietnamese word the common mark belongs, or \
         search fails. Marks behind Chinese and Japanese writing are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Xin chào，tôi là người mới。", "Xin chào, tôi là người mới."),
        Example::new("Lưu ý：mai nghỉ！", "Lưu ý: mai nghỉ!"),
        Example::new("Ông về quê。. Bà ở lại.", "Ông về quê. Bà ở lại."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Xin chào, tôi là người mới."),
        Cow::Borrowed("Câu “今天很好。” nghĩa là hôm nay rất tốt."),
    ]),
};

impl Rule for FullWidth {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let prose = text.text();
        let bytes = prose.as_bytes();
        // U+3001, U+3002 are E3 80 81, E3 80 82; the others are EF BC xx.
        let test = |one: u8, two: u8, _: u8| (one == 0xEF) & (two == 0xBC) | (one == 0xE3) & (two == 0x80);
        let mut at = blocks::find(bytes, 0, test);
        while let Some(c) = prose[at..].chars().next() {
            let end = at + c.len_utf8();
            if let Some(half) = plain(c) {
                let behind_latin =
                    prose[..at].chars().next_back().is_some_and(|c| is_latin(c) && c.is_alphanumeric() || c == ')');
                let next = prose[end..].chars().next();
                let han_follows = next.is_some_and(|c| c.is_alphanumeric() && !is_latin(c) && !c.is_ascii_digit());
                if behind_latin && !han_follows {
                    // *Takata。.* becomes one full stop and not two.
                    let plain = if next == Some(half) { String::new() } else { half.to_string() };
                    let space = if next.is_some_and(char::is_alphanumeric) { " " } else { "" };
                    let message = Bilingual::new(
                        format!("“{c}” là dấu câu kiểu chữ Hán, nên viết “{half}”"),
                        format!("“{c}” is a full-width mark; write “{half}”"),
                    );
                    found.mark(Span::of(at..end), message, vec![format!("{plain}{space}")]);
                }
            }
            at = blocks::find(bytes, end, test);
        }
    }
}

/// The usual form of a full-width mark.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '，' | '、' => ',',
        '。' | '．' => '.',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '％' => '%',
        _ => return None,
    })
}
