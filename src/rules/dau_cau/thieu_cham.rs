//! `dau-cau/thieu-cham`: a paragraph whose last sentence has no end mark.

use std::borrow::Cow;
use std::ops::Range;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Kind, Mark};

/// `Trời mưa. Đường ngập nước, xe không đi được`
pub struct NoEndMark;

/// The fewest tokens of a last sentence; less is a name, a signature, a source.
const LONG_ENOUGH: usize = 6;

/// The fewest tokens of a paragraph of one sentence, with `--strict`; less is a heading or an item of a list.
const LONG_ALONE: usize = 18;

/// Paragraphs of several sentences without an end mark, from this many on, are a way of writing (captions, messages).
const TOO_MANY: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/thieu-cham"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Đoạn văn thiếu dấu kết câu", "A paragraph that ends without a mark"),
    why: Bilingual::fixed(
        "Câu kết thúc bằng dấu chấm, hỏi, than hoặc chấm lửng, câu cuối đoạn cũng vậy. Tiêu đề, dòng ngắn, mục liệt kê, \
         chú thích nguồn, đoạn dẫn vào danh sách được để yên.",
        "A sentence ends in a stop, a question or exclamation mark or an ellipsis, and the last of a paragraph does, \
         too. Headings, short lines, items of lists, sources and what introduces a list are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được",
            "Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được.",
        ),
        Example::new(
            "Ai cũng mừng. Nhưng rồi nắng lên, cả xóm lại ra đồng",
            "Ai cũng mừng. Nhưng rồi nắng lên, cả xóm lại ra đồng.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được."),
        Cow::Borrowed("Kế hoạch tổng kết năm học"),
        Cow::Borrowed("Trời mưa từ sáng. Ảnh: Văn Bình"),
    ]),
};

impl Rule for NoEndMark {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let list = tokens.list();
        let mut open: Vec<usize> = Vec::new();
        for paragraph in tokens.paragraphs() {
            let Some(last) = paragraph.end.checked_sub(1) else { continue };
            // Only a word ends a sentence without saying so; a number may be a page or a source.
            if !list[last].is_word() {
                continue;
            }
            let sentence = tokens.sentence_of(last);
            let alone = sentence.start <= paragraph.start;
            let enough = if alone { LONG_ALONE } else { LONG_ENOUGH };
            if last + 1 - sentence.start >= enough && is_prose(text, sentence) && !is_item(text, &paragraph) {
                open.push(last);
            }
        }
        if open.len() >= TOO_MANY {
            return;
        }
        for last in open {
            let message = Bilingual::fixed("Câu cuối đoạn thiếu dấu kết câu", "The last sentence has no end mark");
            let word = text.of(&list[last]);
            found.mark(list[last].span, message, vec![format!("{word}.")]);
        }
    }
}

/// Whether a sentence reads as prose: it begins with a capital, most of it is Vietnamese in small letters, and it holds no
/// colon and no bar of a table.
fn is_prose(text: &Context<'_>, sentence: Range<usize>) -> bool {
    let list = &text.tokens().list()[sentence];
    let capital = list[0].word().is_some_and(|word| word.case == Case::Capital);
    let last_lower =
        list[list.len() - 1].word().is_some_and(|word| word.case == Case::Lower && word.syllable.is_some());
    let small = list
        .iter()
        .filter(|token| token.word().is_some_and(|word| word.case == Case::Lower && word.syllable.is_some()))
        .count();
    let table = list.iter().any(|token| {
        matches!(token.kind(), Kind::Mark(Mark::Colon | Mark::Slash) | Kind::Opaque) || text.of(token) == "|"
    });
    capital && last_lower && small * 3 >= list.len() * 2 && !table
}

/// Whether a paragraph begins as the item of a list does.
fn is_item(text: &Context<'_>, paragraph: &Range<usize>) -> bool {
    let list = text.tokens().list();
    let first = &list[paragraph.start];
    let second = list.get(paragraph.start + 1).filter(|second| second.gap() == Gap::None).and_then(|t| t.mark());
    !first.is_word() && first.mark().is_none_or(|mark| !mark.is_half())
        || matches!(second, Some(Mark::Stop | Mark::CloseBracket))
}
