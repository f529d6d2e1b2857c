//! `chinh-ta/vi-tri-dau`: the tone mark on the wrong letter.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{self, Flaw};

/// tóan → toán
pub struct ToneMarkPlace;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/vi-tri-dau"),
    severity: Severity::Error,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Dấu thanh đặt sai chữ cái", "Tone mark on the wrong letter"),
    why: Bilingual::fixed(
        "Dấu thanh đặt trên âm chính: có âm cuối thì đặt ở chữ cuối của âm chính (toán, tiếng); ia, ua, ưa không có \
         âm cuối thì đặt ở chữ đầu (mía, của, mưa). Riêng oa, oe, uy có hai cách viết đều đúng (hòa/hoà, \
         khỏe/khoẻ, thủy/thuỷ), quy tắc này không đụng đến.",
        "The tone mark stands on the nucleus: on its last letter before a coda (toán, tiếng), on the first of open \
         ia, ua, ưa (mía, của). Both usages of open oa, oe, uy (hòa/hoà) are right and left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Quyết định 1989/QĐ-BGDĐT (2018), điều 8",
        "Decision 1989/QĐ-BGDĐT (2018), article 8",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Em thích môn tóan.", "Em thích môn toán."),
        Example::new("Ngaỳ mai cuả em.", "Ngày mai của em."),
        Example::new("Kết qủa rất tốt.", "Kết quả rất tốt."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hòa bình và hoà thuận, khỏe và khoẻ, thủy và thuỷ."),
        Cow::Borrowed("Quý khách nghỉ ngơi thuở ấy ở khuỷu sông."),
    ]),
};

impl Rule for ToneMarkPlace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (_, token, word) in text.tokens().odd_words() {
            if word.syllable.is_some() || !word.marked || !word.vietnamese || word.chained {
                continue;
            }
            let written = text.of(token);
            let Some(Err(Flaw::MarkPlace { meant })) = syllable::Word::read(written).map(|read| read.syllable()) else {
                continue;
            };
            if !text.lexicon().is_in_use(meant) {
                continue;
            }
            let right = text.as_written(&meant.spelling(), &[word.case]);
            let message = Bilingual::new(
                format!("Dấu thanh của “{written}” đặt sai chữ, viết đúng là “{right}”"),
                format!("The tone mark of “{written}” is on the wrong letter; write “{right}”"),
            );
            found.mark(token.span, message, vec![right]);
        }
    }
}
