//! `ky-tu/chu-d`: Icelandic Ð ð where Vietnamese Đ đ belongs.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};

/// Rule `ky-tu/chu-d`. Example: *Ðảng* for *Đảng*.
pub struct IcelandicEth;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/chu-d"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Ð, ð (chữ Iceland) thay cho Đ, đ", "Icelandic Ð, ð for Vietnamese Đ, đ"),
    why: Bilingual::fixed(
        "Ð (U+00D0) và ð (U+00F0) là chữ eth của tiếng Iceland; bộ gõ và phông chữ cũ dùng nhầm cho Đ (U+0110) và đ \
         (U+0111). Nhìn gần như nhau, nhưng máy không tìm, không xếp thứ tự và không kiểm tra chính tả được. Từ \
         không phải tiếng Việt (tên Iceland) được để yên.",
        "Ð (U+00D0) and ð (U+00F0) are Icelandic eth, which old keyboards produce for Đ (U+0110) and đ (U+0111). They \
         look alike, but searching, sorting and spell checking fail. Words that are not Vietnamese are left alone.",
    ),
    authority: Some(Bilingual::fixed("TCVN 6909:2001 (Unicode)", "TCVN 6909:2001 (Unicode)")),
    wrong: Cow::Borrowed(&[
        Example::new("Ðảng bộ tỉnh", "Đảng bộ tỉnh"),
        Example::new("được ðặt tại UBND, HÐND", "được đặt tại UBND, HĐND"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đảng bộ đặt tại Điện Biên."),
        Cow::Borrowed("Cầu thủ Guðjohnsen người Iceland."),
    ]),
};

impl Rule for IcelandicEth {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (_, token, word) in text.tokens().odd_words() {
            if !word.eth || word.syllable.is_none() && !word.vietnamese {
                continue;
            }
            let written = text.of(token);
            // Inside a word the letter is Icelandic; Vietnamese has đ only at the start of a syllable, or anywhere in an acronym.
            let inside = written.char_indices().any(|(at, c)| at > 0 && c == 'ð');
            if word.syllable.is_none() && inside {
                continue;
            }
            let right = written.replace('Ð', "Đ").replace('ð', "đ");
            let message = Bilingual::new(
                format!("“{written}” viết bằng chữ Ð/ð của tiếng Iceland, phải là Đ/đ: “{right}”"),
                format!("“{written}” has the Icelandic letter Ð/ð in place of Đ/đ: “{right}”"),
            );
            found.mark(token.span, message, vec![right]);
        }
    }
}
