//! `ky-tu/tab`: a tab inside a sentence.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Rule `ky-tu/tab`. Example: `công\ttác`.
pub struct TabInProse;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/tab"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Ký tự tab giữa câu", "A tab inside a sentence"),
    why: Bilingual::fixed(
        "Tab là để căn cột; giữa hai chữ thường của một câu thì chỉ cần khoảng trắng. Tab đầu dòng, sau số, trước chữ \
         hoa (cột, biểu mẫu) được để yên.",
        "A tab sets columns; between two words of a sentence a space belongs. Tabs at the start of a line, behind \
         numbers and before capitals (columns, forms) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Xã đã kiểm\ttra chợ.", "Xã đã kiểm tra chợ."),
        Example::new("Cam,\tquýt đều ngon.", "Cam, quýt đều ngon."),
    ]),
    right: Cow::Borrowed(&[Cow::Borrowed("\tXã đã kiểm tra."), Cow::Borrowed("Tên\tTuổi\nLan\t20\n1.\tmột")]),
};

impl Rule for TabInProse {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let list = tokens.list();
        for at in memchr::memchr_iter(b'\t', text.text().as_bytes()) {
            let next = list.partition_point(|token| (token.span.start() as usize) < at);
            let Some(after) = list.get(next).filter(|after| after.gap().is_space()) else { continue };
            let Some((_, before)) = tokens.previous_visible(next) else { continue };
            let lower = after.word().is_some_and(|word| word.case == Case::Lower && word.syllable.is_some());
            let prose = before.word().is_some_and(|word| word.syllable.is_some())
                || before.mark().is_some_and(|mark| mark == crate::token::Mark::Comma);
            let gap = tokens.gap_span(next);
            if lower && prose && gap.start() as usize == at {
                let message =
                    Bilingual::fixed("Tab giữa câu, chỉ cần khoảng trắng", "A tab in a sentence; use a space");
                found.mark(gap, message, vec![" ".to_owned()]);
            }
        }
    }
}
