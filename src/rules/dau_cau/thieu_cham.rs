//! `dau-cau/thieu-cham`: a paragraph whose last sentence has no end mark.

use std::borrow::Cow;
use std::ops::Range;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `dau-cau/thieu-cham`. Example: `Trời mưa. Đường ngập nước, xe không đi được`.
pub struct NoEndMark;

/// The fewest tokens of a last sentence; a shorter one is a name, a signature or a source.
const LONG_ENOUGH: usize = 6;

/// The fewest tokens of a paragraph of one sentence, with `--strict`; a shorter one is a heading or an item of a list.
const LONG_ALONE: usize = 18;

/// The fewest tokens of a paragraph that begins with one of [`OPENINGS`].
const LONG_SENTENCE: usize = 10;

/// This many paragraphs without an end mark are a habit (captions, messages).
const TOO_MANY: usize = 4;

/// How many paragraphs with an end mark there have to be for each without one, for the text to use end marks.
const HABIT: usize = 3;

/// The most tokens of a label before a title: *Điều 12.*, *Chương II.*, *Phụ lục 3A.*
const LABEL: usize = 6;

/// The most tokens of a headline that is a question and an answer.
const HEADLINE: usize = 26;

/// First words of such labels.
const PARTS: &[&str] = &["Điều", "Chương", "Mục", "Phần", "Khoản", "Bài", "Hình", "Bảng", "lục"];

/// Words that no sentence ends in: the text is cut off there, and a full stop would be no correction.
const HANGING: &[&str] =
    &["rằng", "và", "hoặc", "những", "các", "nếu", "nhưng", "sẽ", "đang", "của", "mỗi", "khiến", "nhằm", "gồm", "là"];

/// First words of sentences that refer to the text before or address somebody; no heading or caption begins with them.
const OPENINGS: &[&str] = &[
    "Đó là",
    "Đây là",
    "Đó cũng là",
    "Đây cũng là",
    "Đó chính là",
    "Đây chính là",
    "Điều này",
    "Điều đó",
    "Việc này",
    "Tuy nhiên,",
    "Do đó,",
    "Vì vậy,",
    "Vì thế,",
    "Do vậy,",
    "Ngoài ra,",
    "Bên cạnh đó,",
    "Mặt khác,",
    "Hơn nữa,",
    "Đồng thời,",
    "Trong khi đó,",
    "Theo đó,",
    "Cụ thể,",
    "Như vậy,",
    "Dịp này,",
    "Cùng với đó,",
    "Qua đó,",
    "Sau đó,",
];

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/thieu-cham"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Đoạn văn thiếu dấu kết câu", "A paragraph that ends without a mark"),
    why: Bilingual::fixed(
        "Câu kết thúc bằng dấu chấm, hỏi, than hoặc chấm lửng, câu cuối đoạn cũng vậy. Tiêu đề, chú thích ảnh, dòng ngắn, \
         mục liệt kê, tên điều khoản, chú thích nguồn, đoạn dẫn vào danh sách, bài quen bỏ dấu cuối đoạn được để yên.",
        "A sentence ends in a stop, a question or exclamation mark or an ellipsis, and the last of a paragraph does, \
         too. Headings, captions, short lines, items of lists, sources, what introduces a list, and texts whose \
         paragraphs do without are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được",
            "Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được.",
        ),
        Example::new(
            "Đó là lời dặn của ông trưởng thôn với bà con vào chiều ngày 3/9\nMưa đã tạnh.\nNước rút dần.\nCả xóm ra đồng.",
            "Đó là lời dặn của ông trưởng thôn với bà con vào chiều ngày 3/9.\nMưa đã tạnh.\nNước rút dần.\nCả xóm ra đồng.",
        ),
        // Cut off: reported without a suggestion.
        Example::new(
            "Trời mưa từ sáng. Ông trưởng thôn báo cho cả xóm biết rằng",
            "Trời mưa từ sáng. Ông trưởng thôn báo cho cả xóm biết rằng",
        ),
        Example::new(
            "Ai cũng mừng. Nhưng rồi nắng lên, cả xóm lại ra đồng",
            "Ai cũng mừng. Nhưng rồi nắng lên, cả xóm lại ra đồng.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời mưa từ sáng. Đường làng ngập nước nên xe không đi được."),
        Cow::Borrowed("Kế hoạch tổng kết năm học"),
        Cow::Borrowed(
            "Trời mưa từ sáng. Đường ngập.\nCả xóm đắp đê.\nÔng trưởng thôn trao quà cho các hộ khó khăn nhất xã\nNước rút dần.",
        ),
        Cow::Borrowed("Trời mưa từ sáng. Ảnh: Văn Bình"),
        Cow::Borrowed("Điều 12. Trách nhiệm của hộ nuôi cá trên lòng hồ chứa nước"),
        Cow::Borrowed("Hồ sơ gửi về xã như cũ. Điều 45.7.TL.2. Trách nhiệm của hộ nuôi cá trên lòng hồ"),
        Cow::Borrowed("Vì sao lúa đổ? Ba cách giữ cho ruộng đứng cây qua mùa gió lớn"),
        Cow::Borrowed("Trời mưa từ sáng. Cả xóm mang ra đồng những thứ còn dùng được như\n- cuốc và xẻng\n- bao cát"),
        Cow::Borrowed("Trời mưa từ sáng. Đường làng ngập nước nên xe của ông trưởng thôn\nkhông đi được."),
    ]),
};

impl Rule for NoEndMark {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let list = tokens.list();
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut closed = 0;
        for paragraph in tokens.paragraphs() {
            let Some(last) = paragraph.end.checked_sub(1) else { continue };
            if list[last].mark().is_some_and(|mark| mark.is_final()) {
                closed += 1;
                continue;
            }
            let sentence = tokens.sentence_of(last);
            let alone = sentence.start <= paragraph.start
                || is_label(text, paragraph.start..sentence.start)
                || is_headline(text, &paragraph, sentence.start);
            let length = last + 1 - sentence.start;
            let opens = alone && length >= LONG_SENTENCE && opens_prose(text, sentence.start);
            // The last token has to be a word; a number may be a page or a source, unless the sentence is certainly prose.
            let ends_plainly = list[last].is_word() || opens && list[last].kind().is_figure();
            if !ends_plainly {
                continue;
            }
            let enough = if alone { length >= LONG_ALONE && text.is_strict() } else { length >= LONG_ENOUGH };
            if (opens || enough && is_prose(text, sentence)) && !is_item(text, &paragraph) && !goes_on(text, last) {
                open.push((last, alone));
            }
        }
        if open.len() >= TOO_MANY {
            return;
        }
        // Whether a paragraph of one sentence is a heading also depends on the habit of the text.
        let habit = text.is_strict() || closed >= HABIT * open.len();
        for last in open.into_iter().filter(|(_, alone)| habit || !alone).map(|(last, _)| last) {
            let word = text.of(&list[last]);
            if HANGING.contains(&word) {
                let message = Bilingual::new(
                    format!("Đoạn dừng lại ở “{word}”, hình như còn thiếu phần sau"),
                    format!("The paragraph breaks off at “{word}”"),
                );
                found.mark(list[last].span, message, Vec::new());
                continue;
            }
            let message = Bilingual::fixed("Câu cuối đoạn thiếu dấu kết câu", "The last sentence has no end mark");
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
        matches!(token.kind(), TokenKind::Mark(Mark::Colon | Mark::Slash) | TokenKind::Opaque) || text.of(token) == "|"
    });
    // *Sau đây là danh sách…* introduces a list and needs no full stop.
    let leads_in = list
        .windows(2)
        .any(|two| matches!((text.of(&two[0]), text.of(&two[1])), ("sau" | "Sau" | "dưới" | "Dưới", "đây")))
        || list.iter().rev().take(3).any(|token| text.of(token) == "sau");
    capital && last_lower && small * 3 >= list.len() * 2 && !table && !leads_in
}

/// Whether a sentence begins with one of [`OPENINGS`] and holds no colon, which may introduce a list.
fn opens_prose(text: &Context<'_>, start: usize) -> bool {
    let tokens = text.tokens();
    let from = tokens.list()[start].span.start() as usize;
    let opening = OPENINGS.iter().any(|opening| {
        text.text()[from..].strip_prefix(*opening).is_some_and(|rest| opening.ends_with(',') || rest.starts_with(' '))
    });
    opening && tokens.list()[tokens.sentence_of(start)].iter().all(|token| token.mark() != Some(Mark::Colon))
}

/// Whether the tokens before the last sentence are only the label of a title: *Điều 12.*, *Chương II.*
fn is_label(text: &Context<'_>, before: Range<usize>) -> bool {
    let list = &text.tokens().list()[before];
    let [first, .., last, stop] = list else { return false };
    let roman = |token: &Token| {
        token.word().is_some_and(|word| word.case == Case::Upper)
            && text.of(token).bytes().all(|byte| b"IVXLC".contains(&byte))
    };
    // *…như cũ.Điều 45.2. Nhiệm vụ của*: the label is stuck to the text before it.
    let number = list.iter().rev().take_while(|token| token.gap() == Gap::None).count() + 1;
    let part = list.len().checked_sub(number + 1).map(|at| text.of(&list[at]));
    if part.is_some_and(|part| PARTS.contains(&part)) {
        return true;
    }
    let counts = last.kind().is_figure() || last.kind() == TokenKind::Code || roman(last);
    list.len() <= LABEL && first.is_word() && counts && stop.mark() == Some(Mark::Stop)
}

/// Whether a paragraph is a headline of two sentences, of which the first is a question.
fn is_headline(text: &Context<'_>, paragraph: &Range<usize>, last: usize) -> bool {
    let list = text.tokens().list();
    let asks = list[paragraph.start..last].last().and_then(Token::mark) == Some(Mark::Question);
    asks && paragraph.len() <= HEADLINE && text.tokens().sentence_of(paragraph.start).end == last
}

/// Whether the last sentence continues in the next paragraph: a broken line, items of a list, a formula.
fn goes_on(text: &Context<'_>, last: usize) -> bool {
    text.tokens().list().get(last + 1).is_some_and(|next| match next.kind() {
        TokenKind::Word(word) => word.case == Case::Lower,
        TokenKind::Mark(mark) => !mark.is_paired(),
        TokenKind::Opaque | TokenKind::Symbol => true,
        _ => false,
    })
}

/// Whether a paragraph begins as the item of a list does.
fn is_item(text: &Context<'_>, paragraph: &Range<usize>) -> bool {
    let list = text.tokens().list();
    let first = &list[paragraph.start];
    let second = list.get(paragraph.start + 1).filter(|second| second.gap() == Gap::None).and_then(|t| t.mark());
    !first.is_word() && first.mark().is_none_or(|mark| !mark.is_paired())
        || matches!(second, Some(Mark::Stop | Mark::CloseBracket))
}
