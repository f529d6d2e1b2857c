//! `dau-cau/thieu-cach`: no space after punctuation.

use std::borrow::Cow;

use super::is_prose;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, Token, TokenKind, Word};

/// Rule `dau-cau/thieu-cach`. Example: `cam,quýt`.
pub struct NoSpaceAfterMark;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/thieu-cach"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Thiếu khoảng trắng sau dấu câu", "No space after a mark"),
    why: Bilingual::fixed(
        "Sau dấu phẩy, chấm, chấm phẩy, hai chấm, hỏi, than là một khoảng trắng, rồi mới đến chữ sau. Số (1.000; 3,5), \
         địa chỉ mạng, chữ viết tắt (TP.HCM), công thức và mã được để yên.",
        "A space follows a mark before the next word. Numbers, addresses, abbreviations, formulas and code are left \
         alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Cam,quýt và bưởi.", "Cam, quýt và bưởi."),
        Example::new("Hết bối cảnh.Đầu tiên là lời chào.", "Hết bối cảnh. Đầu tiên là lời chào."),
        Example::new("Ngày 30/4,chúng tôi hỏi:“Sao thế?”", "Ngày 30/4, chúng tôi hỏi: “Sao thế?”"),
        Example::new("Thành phần:nước, muối;đường.", "Thành phần: nước, muối; đường."),
        Example::new("Chúng tôi dùng Facebook,cho phép bình luận.", "Chúng tôi dùng Facebook, cho phép bình luận."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đạt 1.000 tấn, tăng 3,5% tại TP.HCM, xem bao.vn và f(x,y)."),
        Cow::Borrowed("Sở VH,TT&DL tỉnh và Bộ LĐ,TB&XH họp."),
        Cow::Borrowed("Tệp bai.docx, hàm so.sanh, lúc 9:12, bà A.B., khung ASP.NET, C:D."),
    ]),
};

impl Rule for NoSpaceAfterMark {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        for (at, here) in tokens.unusual_pauses() {
            let (Some(before), Some(after)) = (tokens.before(at), tokens.after(at)) else { continue };
            let TokenKind::Mark(mark) = here.kind() else { continue };
            if lacks_space(text, at - 1, before, mark, after) {
                let (written, next) = (text.of(here), text.of(after));
                let message = Bilingual::new(
                    format!("Thiếu khoảng trắng sau dấu “{written}”"),
                    format!("No space after “{written}”"),
                );
                found.mark(here.span.cover(after.span), message, vec![format!("{written} {next}")]);
            }
        }
    }
}

/// Whether a space is missing between the mark after `before` (token `at`) and `after`.
fn lacks_space(text: &Context<'_>, at: usize, before: &Token, mark: Mark, after: &Token) -> bool {
    let closes = matches!(before.kind(), TokenKind::Mark(Mark::CloseBracket | Mark::CloseQuote | Mark::StraightQuote));
    let (word_before, word_after) = (before.word(), after.word());
    let counts = matches!(before.kind(), TokenKind::Number | TokenKind::Date);
    if !closes && word_before.is_none() && !counts {
        return false;
    }
    let plain = matches!(mark, Mark::Comma | Mark::Semicolon | Mark::Colon);
    match after.kind() {
        TokenKind::Word(_) => {}
        // *nói:“Sao thế?”*, *gian:8 giờ*
        TokenKind::Mark(Mark::OpenQuote) => return plain && is_prose(text, before),
        TokenKind::Number | TokenKind::Date => {
            return plain && word_before.is_some_and(|word| word.marked) && is_prose(text, before);
        }
        _ => return false,
    }
    let prose_before = is_prose(text, before);
    let prose_after = is_prose(text, after);
    let capital = word_after.is_some_and(|word| word.case != Case::Lower);
    let marked = |word: Option<Word>| word.is_some_and(|word| word.marked);
    match mark {
        // An HTML entity ends in a semicolon.
        Mark::Semicolon if text.tokens().before(at).is_some_and(|sign| text.of(sign) == "&") => false,
        Mark::Comma | Mark::Semicolon => {
            let upper = |token: &Token| {
                // *TL;DR* is one abbreviation.
                let short = mark == Mark::Semicolon && token.span.len() <= 2;
                token.word().is_some_and(|word| word.case == Case::Upper) && !short
            };
            // *Bộ VH,TT&DL* is the usual form.
            let joined = text.tokens().after(at + 2).is_some_and(|sign| text.of(sign) == "&");
            let acronyms = upper(before) && upper(after) && !joined;
            // *MySQL,cho phép*: a foreign word, then Vietnamese prose.
            let goes_on = || {
                let next = text.next_word(at + 2).is_some_and(|(_, _, word)| word.marked);
                before.span.len() > 2 && prose_after && next && text.tokens().list()[at].gap() != Gap::None
            };
            (prose_before || closes || counts) && prose_after
                || prose_before && marked(word_before)
                || acronyms
                || word_before.is_some() && goes_on()
        }
        // *so.sanh* may be code; *bối cảnh.Đầu* and *đó.nhưng* are not.
        Mark::Stop => {
            let list_number = before.kind() == TokenKind::Number && text.tokens().sentence_of(at).start == at;
            prose_after && !list_number && (prose_before || closes || counts) && {
                let new_sentence = capital && (marked(word_before) || marked(word_after) || closes);
                new_sentence || marked(word_before) && marked(word_after)
            }
        }
        Mark::Colon => (prose_before || closes) && prose_after && (marked(word_before) || marked(word_after)),
        Mark::Question | Mark::Exclamation => {
            (prose_before || closes) && prose_after && (capital || marked(word_after))
        }
        // An ellipsis may touch what follows: *…và thế là*.
        _ => false,
    }
}
