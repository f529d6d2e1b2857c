//! `ky-tu/bieu-tuong`: emoji in official text.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::TokenKind;

/// Rule `ky-tu/bieu-tuong`. Example: 😀.
pub struct Emoji;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/bieu-tuong"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Biểu tượng cảm xúc trong văn bản", "Emoji in a text"),
    why: Bilingual::fixed(
        "Văn bản hành chính, bài báo nói bằng chữ; biểu tượng cảm xúc còn hiện khác nhau trên mỗi máy. Ký hiệu thường \
         dùng (©, ™, →, ✓) được để yên.",
        "Official writing and the press speak in words, and emoji look different on every machine. Common signs (©, ™, \
         →, ✓) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Mời bạn đến dự 😀", "Mời bạn đến dự "),
        Example::new("Tin vui 🎉 của xã.", "Tin vui  của xã."),
    ]),
    right: Cow::Borrowed(&[Cow::Borrowed("Mời bạn đến dự."), Cow::Borrowed("Bản quyền ©, nhãn ™, mũi tên →, dấu ✓")]),
};

impl Rule for Emoji {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for token in
            text.tokens().list().iter().filter(|token| token.kind() == TokenKind::Symbol && token.span.len() >= 4)
        {
            if text.of(token).chars().any(|c| matches!(c, '\u{1F300}'..='\u{1FAFF}')) {
                let message = Bilingual::new(
                    format!("Biểu tượng “{}”: văn bản nên nói bằng chữ", text.of(token)),
                    format!("Emoji “{}”: official text speaks in words", text.of(token)),
                );
                found.mark(token.span, message, vec![String::new()]);
            }
        }
    }
}
