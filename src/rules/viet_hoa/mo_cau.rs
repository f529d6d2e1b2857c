//! `viet-hoa/mo-cau`: a sentence that begins with a small letter.

use std::borrow::Cow;

use crate::rules::watch::merged;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `viet-hoa/mo-cau`. Example: *Trời mưa. đường trơn.*.
pub struct SmallSentence;

/// The fewest words before a full stop, and behind it, for both to be sentences: fewer are a heading, an abbreviation or an
/// exclamation.
const SENTENCE: usize = 4;

/// The fewest words of a paragraph of prose: a shorter one is an item of a list, a line of verse or a label.
const PROSE: usize = 8;

/// The fewest sentences with a small letter that can be the habit of a text, so that all of them get one note.
const HABIT: usize = 3;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/mo-cau"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ đầu câu không viết hoa", "A sentence begins with a small letter"),
    why: Bilingual::fixed(
        "Sau dấu chấm và khi xuống dòng, chữ đầu câu viết hoa. Phần liệt kê, thơ, dòng nối tiếp dòng trước, lời dẫn sau \
         câu nói (“Thế à?” anh hỏi) và chữ sau dấu chấm của từ viết tắt được để yên. Sau dấu hỏi, dấu than chỉ xét khi có \
         --strict. Bài mở hầu hết các câu bằng chữ thường thì được nhắc một lần.",
        "Behind a full stop and on a new line the first word of a sentence has a capital. Lists, verse, lines that go on, \
         the words that follow a quotation (“Thế à?” anh hỏi) and abbreviations are left alone. What follows a question or \
         exclamation mark is looked at with --strict only. A text that begins most of its sentences small is told so once.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục I",
        "Decree 30/2020/NĐ-CP, annex II, section I",
    )),
    wrong: Cow::Borrowed(&[
        Example::new(
            "Cơn mưa kéo dài suốt đêm. nhiều đoạn đường bị ngập sâu.",
            "Cơn mưa kéo dài suốt đêm. Nhiều đoạn đường bị ngập sâu.",
        ),
        Example::new(
            "mấy hôm nay trời trở lạnh nên chợ họp muộn hơn thường lệ.",
            "Mấy hôm nay trời trở lạnh nên chợ họp muộn hơn thường lệ.",
        ),
        Example::new(
            "lạy cha là đấng trên cao. con kêu lên cùng cha. xin cha thương lấy con.",
            "lạy cha là đấng trên cao. con kêu lên cùng cha. xin cha thương lấy con.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("“Anh về bao giờ thế?” chị hỏi. “Tối qua.” anh đáp."),
        Cow::Borrowed("Hồ sơ gồm:\na) đơn xin học;\nb) giấy khai sinh.\n- bản sao sổ hộ khẩu."),
        Cow::Borrowed("Giá 5 tr. một tấn, xem tr. 15 và v.v. rồi tính."),
        Cow::Borrowed("Con cò bay lả bay la\nbay từ cửa phủ bay ra cánh đồng."),
        Cow::Borrowed(
            "Em hãy nối hai cột thành câu hoàn chỉnh theo mẫu đã học.\n\nkêu be be gọi mẹ về chuồng. gáy vang đánh thức cả \
             xóm dậy.",
        ),
    ]),
};

impl Rule for SmallSentence {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        beginnings(text, Case::Lower).for_each(|at| mark(text, at, found));
        let capitals = || beginnings(text, Case::Capital).count();
        found.one_note_if_habit(HABIT, capitals, |count| {
            Bilingual::new(
                format!("Bài này mở câu bằng chữ thường ({count} chỗ): nếu không cố ý thì nên viết hoa chữ đầu câu"),
                format!("Sentences of this text begin with small letters ({count} places): capitals are usual there"),
            )
        });
    }
}

/// The token indices of words that begin a sentence and are in this case.
fn beginnings<'t>(text: &'t Context<'_>, case: Case) -> impl Iterator<Item = usize> + 't {
    let (tokens, list) = (text.tokens(), text.tokens().list());
    let mut pieces = Pieces { text, last: None };
    // Sentences begin with paragraphs, and behind final marks.
    let paragraphs = tokens.paragraphs().map(|paragraph| paragraph.start);
    let goes_on = |at: &usize| list.get(*at).is_some_and(|token| token.gap() != Gap::ParagraphBreak);
    let behind = tokens.finals().map(|(at, _)| at + 1).filter(goes_on);
    merged(paragraphs, behind).filter(move |at| {
        let word = &list[*at];
        if word.syllable().is_none() || word.case() != case {
            return false;
        }
        let begins = match word.gap() {
            _ if *at == 0 => begins_prose(text, 0),
            Gap::ParagraphBreak => begins_prose(text, *at),
            Gap::None => false,
            _ => follows_sentence(text, *at),
        };
        begins && (case != Case::Lower || !pieces.has(*at))
    })
}

/// Words that continue the sentence before them, where a formula or a picture stands between the two lines.
const GOING_ON: &[&str] = &["và", "hoặc", "mà", "thì", "hay", "với"];

/// Tells which lower-case words only begin a fragment: a line that continues the one before, or a sentence in a paragraph where
/// every sentence begins in lower case, as in the halves of an exercise (*kêu be be. gáy ò ó o.*). A text of one such paragraph
/// is a habit and not fragments. The answer for the last paragraph is kept, since one paragraph may be as long as a file.
struct Pieces<'t, 'a> {
    text: &'t Context<'a>,
    last: Option<(usize, bool)>,
}

impl Pieces<'_, '_> {
    fn has(&mut self, at: usize) -> bool {
        let tokens = self.text.tokens();
        let number = tokens.paragraph_of(at);
        let Some(paragraph) = tokens.paragraph(number) else { return false };
        if at == paragraph.start && GOING_ON.contains(&super::row::folded(self.text, at).as_str()) {
            return true;
        }
        if let Some((_, is_small)) = self.last.filter(|(last, _)| *last == number) {
            return is_small;
        }
        let list = tokens.list();
        let alone = number == 0 && tokens.paragraph(1).is_none();
        let small = |at: usize| list[at].is_word() && list[at].case() == Case::Lower;
        let begins = |at: &usize| list[*at].is_word() && list[at - 1].mark().is_some_and(Mark::is_final);
        let mut others = (paragraph.start + 1..paragraph.end).filter(begins).peekable();
        let is_small = !alone && small(paragraph.start) && others.peek().is_some() && others.all(small);
        self.last = Some((number, is_small));
        is_small
    }
}

fn mark(text: &Context<'_>, at: usize, found: &mut Findings<'_>) {
    let token = &text.tokens().list()[at];
    let written = text.of(token);
    let right = Case::Capital.apply(written);
    let message = Bilingual::new(
        format!("Chữ đầu câu “{written}” phải viết hoa: “{right}”"),
        format!("“{written}” begins a sentence, write “{right}”"),
    );
    found.mark(token.span, message, vec![right]);
}

/// Whether the word at `at` begins a sentence inside a paragraph: what stands before ends one.
fn follows_sentence(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let ends = |token: &Token| match token.mark() {
        Some(Mark::Stop) => true,
        Some(Mark::Question | Mark::Exclamation) => text.is_strict(),
        _ => false,
    };
    let [.., last, stop] = &list[..at] else { return false };
    if !ends(stop) || stop.gap() != Gap::None || is_label(text, at) {
        return false;
    }
    // A word that is no syllable, before a full stop, may be an abbreviation: *tr. 15*, *St. Petersburg*.
    let before_last = at.checked_sub(3).and_then(|before| list[before].word());
    // The name of a firm: *Aden International Co. cho biết*.
    let company = last.case() == Case::Capital && before_last.is_some_and(|word| word.syllable.is_none());
    let closes = match last.kind() {
        TokenKind::Word(_) if company => false,
        TokenKind::Word(word) => {
            word.syllable.is_some() && word.case != Case::Upper && text.of(last).chars().count() > 1
        }
        TokenKind::Number | TokenKind::Date => true,
        TokenKind::Mark(mark) => mark == Mark::CloseBracket,
        _ => false,
    };
    let paragraph = text.tokens().paragraph(text.tokens().paragraph_of(at)).unwrap_or(0..0);
    closes
        && words_until_mark(list[paragraph.start..at - 1].iter().rev()) >= SENTENCE
        && words_until_mark(list[at..paragraph.end].iter()) >= SENTENCE
}

/// The number of words up to the end of the sentence.
fn words_until_mark<'t>(tokens: impl Iterator<Item = &'t Token>) -> usize {
    tokens.take_while(|token| !token.mark().is_some_and(Mark::is_final)).filter(|token| token.is_word()).count()
}

/// Whether a word is the label of a list item: *a) b. i)*.
fn is_label(text: &Context<'_>, at: usize) -> bool {
    let closed = text.tokens().after(at).and_then(Token::mark);
    matches!(closed, Some(Mark::CloseBracket | Mark::Stop | Mark::Comma | Mark::Slash | Mark::Hyphen))
        && text.of(&text.tokens().list()[at]).chars().count() <= 3
}

/// Whether the paragraph that begins at `at` is prose among prose: it holds a whole sentence, and the paragraph before it ends
/// with a final mark and does not begin in lower case.
fn begins_prose(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let list = tokens.list();
    let number = tokens.paragraph_of(at);
    let Some(paragraph) = tokens.paragraph(number) else { return false };
    let ends = |end: usize| {
        let closing =
            |token: &&Token| !matches!(token.mark(), Some(Mark::CloseQuote | Mark::StraightQuote | Mark::CloseBracket));
        let last = list[..end].iter().rev().find(closing).and_then(Token::mark);
        matches!(last, Some(Mark::Stop | Mark::Question | Mark::Exclamation))
    };
    let behind_sentence = number
        .checked_sub(1)
        .and_then(|before| tokens.paragraph(before))
        .is_none_or(|before| ends(before.end) && list[before.start].case() != Case::Lower && before.len() >= PROSE);
    // Where the next paragraph begins in lower case as well, this is verse or a list.
    let next_is_small = tokens.paragraph(number + 1).is_some_and(|next| {
        let first = &list[next.start];
        first.is_word() && first.case() == Case::Lower
    });
    behind_sentence
        && !next_is_small
        && ends(paragraph.end)
        && !is_label(text, at)
        && list[paragraph].iter().filter(|token| token.is_word()).count() >= PROSE
}
