//! `dau-cau/cach-lung`: no space after an ellipsis.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Token, Word};

/// Rule `dau-cau/cach-lung`. Example: `dần…nhưng`.
pub struct NoSpaceAfterEllipsis;

/// Words beside the dots of blanks in a form: *số...ngày...tháng...*
const BLANKS: &[&str] = &["số", "ngày", "tháng", "năm", "giờ", "phút"];

/// How many tokens on either side are searched for other blanks of a form.
const NEAR: usize = 6;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/cach-lung"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Thiếu khoảng trắng sau dấu chấm lửng", "No space after an ellipsis"),
    why: Bilingual::fixed(
        "Dấu chấm lửng viết liền chữ trước, cách chữ sau một khoảng trắng. Lời nói ngập ngừng cắt giữa chữ (t…tôi), dấu \
         chấm lửng đứng đầu câu, chỗ trống trong biểu mẫu (ngày...tháng...), mã (For...Next) và cặp từ được dẫn ra \
         (“càng...càng”) được để yên.",
        "An ellipsis clings to the word before it and a space follows. Stammered speech (t…tôi), an ellipsis that begins \
         a sentence, blanks of a form (ngày...tháng...), code (For...Next) and constructions that are quoted \
         (“càng...càng”) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Trời tối dần…nhưng chưa ai muốn về.", "Trời tối dần… nhưng chưa ai muốn về."),
        Example::new("Anh cứ chờ...Mãi rồi cũng đến lượt.", "Anh cứ chờ... Mãi rồi cũng đến lượt."),
        Example::new("Mua cam, xoài, ổi...về bày mâm.", "Mua cam, xoài, ổi... về bày mâm."),
        Example::new("Chờ suốt mấy năm...rồi cũng xong.", "Chờ suốt mấy năm... rồi cũng xong."),
        Example::new("Cả nhà xem phim...rồi đi ngủ.", "Cả nhà xem phim... rồi đi ngủ."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời tối dần… nhưng chưa ai muốn về. “…và thế là hết”, ông nói."),
        Cow::Borrowed("T…tôi không biết. Xem a...z và f(x1...xn), dùng For...Next hay Do...Loop."),
        Cow::Borrowed("Cặp từ “càng...càng” và cấu trúc (nếu...thì) nối hai vế."),
        Cow::Borrowed("Giấy phép số...ngày...tháng...năm... do Sở cấp, giao vào...giờ...phút."),
    ]),
};

impl Rule for NoSpaceAfterEllipsis {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        for (at, dots) in tokens.unusual_pauses() {
            let written = text.of(dots);
            if dots.mark() != Some(Mark::Ellipsis) || !matches!(written, "…" | "...") {
                continue;
            }
            let (Some(before), Some(after)) = (tokens.before(at), tokens.after(at)) else { continue };
            let (Some(one), Some(two)) = (whole(text, before), whole(text, after)) else { continue };
            let label = |token: &Token| BLANKS.contains(&text.of(token).to_lowercase().as_str());
            let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(tokens.list().len());
            let others = near.filter(|other| tokens.list()[*other].mark() == Some(Mark::Ellipsis)).count() > 1;
            let blank = others && (label(before) || label(after));
            // In brackets or quotes, *(nếu...thì)* names a construction with a gap.
            let named = tokens.before(at - 1).and_then(Token::mark).is_some_and(Mark::is_paired);
            if !(one.marked || two.marked) || named || blank {
                continue;
            }
            let message = Bilingual::new(
                format!("Thiếu khoảng trắng sau dấu chấm lửng, trước “{}”", text.of(after)),
                format!("No space between the ellipsis and “{}”", text.of(after)),
            );
            found.mark(dots.span, message, vec![format!("{written} ")]);
        }
    }
}

/// The word of a token, if it has more than one letter and is not all in capitals.
fn whole(text: &Context<'_>, token: &Token) -> Option<Word> {
    let word = token.word()?;
    let plain = matches!(word.case, Case::Lower | Case::Capital);
    (plain && text.of(token).chars().nth(1).is_some()).then_some(word)
}
