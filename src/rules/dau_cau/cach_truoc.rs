//! `dau-cau/cach-truoc`: a space before a mark.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Kind, Mark};

/// `xin chào , bạn`
pub struct SpaceBeforeMark;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/cach-truoc"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Thừa khoảng trắng trước dấu câu", "A space before a mark"),
    why: Bilingual::fixed(
        "Dấu phẩy, chấm, chấm phẩy, hai chấm, hỏi, than viết liền vào chữ đứng trước, nếu không dấu có thể rớt xuống \
         đầu dòng sau. Tỉ số (2 : 1), dấu chấm lửng, mặt cười và tên bắt đầu bằng dấu chấm (.NET) được để yên.",
        "A mark clings to the word before it, or it may fall to the start of the next line. Ratios (2 : 1), the \
         ellipsis, emoticons and names that begin with a dot (.NET) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Cam , quýt và bưởi .", "Cam, quýt và bưởi."),
        Example::new("Anh đi đâu ? Tôi đi học !", "Anh đi đâu? Tôi đi học!"),
        Example::new("Tên ,địa chỉ", "Tên, địa chỉ"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tỉ lệ 1 : 500, cam, quýt, … vui quá :) và khung .NET nữa."),
        Cow::Borrowed("Thắng 2 : 1. Lệnh ls . rồi chạy ./a"),
    ]),
};

impl Rule for SpaceBeforeMark {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (mark_at, _) in text.tokens().marks().filter(|(at, _)| *at > 1) {
            let at = mark_at - 1;
            let (Kind::Space, Kind::Mark(mark)) = (list[at].kind, list[at + 1].kind) else { continue };
            if !mark.is_pause() || mark == Mark::Ellipsis {
                continue;
            }
            let (before, after) = (&list[at - 1], list.get(at + 2));
            let after_kind = after.map_or(Kind::ParagraphBreak, |token| token.kind);
            let clings_to_text = matches!(
                before.kind,
                Kind::Word(_)
                    | Kind::Number
                    | Kind::Date
                    | Kind::Time
                    | Kind::Mark(Mark::CloseBracket | Mark::CloseQuote | Mark::StraightQuote)
            );
            let begins_something = match after_kind {
                // A word with Vietnamese marks is no name of a tool: bưởi :ổi.
                Kind::Word(word) if word.marked => false,
                // .NET, ./a, :smile:
                Kind::Word(_) | Kind::Code | Kind::Number => {
                    matches!(mark, Mark::Stop | Mark::Colon | Mark::Exclamation)
                }
                // :) :-( :D and spaced dots
                Kind::Mark(next) => !matches!(next, Mark::CloseQuote | Mark::StraightQuote) || mark == Mark::Stop,
                Kind::Symbol | Kind::Opaque | Kind::Url | Kind::Tag => true,
                _ => false,
            };
            // 2 : 1, 7 phút : 3 = …
            let number_after = matches!(list.get(at + 3).map(|token| token.kind), Some(Kind::Number));
            let sum = || list[at + 3..].iter().take(6).any(|token| text.of(token) == "=");
            let ratio = mark == Mark::Colon && number_after && (before.kind == Kind::Number || sum());
            let foreign_stop = mark == Mark::Stop
                && before.word().is_some_and(|word| word.syllable.is_none())
                && after_kind == Kind::Space;
            if !clings_to_text || begins_something || ratio || foreign_stop {
                continue;
            }
            let written = text.of(&list[at + 1]);
            // `tên ,địa chỉ`: the space stands on the wrong side.
            let space = if matches!(after_kind, Kind::Word(_)) { " " } else { "" };
            let message = Bilingual::new(
                format!("Thừa khoảng trắng trước dấu “{written}”"),
                format!("A space before “{written}”"),
            );
            found.mark(list[at].span.cover(list[at + 1].span), message, vec![format!("{written}{space}")]);
        }
    }
}
