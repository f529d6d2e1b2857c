//! `dau-cau/ngoac-le`: a bracket or a quote without its other half.

use std::borrow::Cow;

use super::{is_emoticon, is_named};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `dau-cau/ngoac-le`. Example: `(chưa đóng`.
pub struct Unpaired;

/// The greatest depth of nested brackets that is followed; prose has two or three.
const DEEPEST: usize = 32;

/// A text with more marks than this is code or a table and is not checked.
const HOPELESS: usize = 500;

/// How many paragraphs behind its first half the second may stand, as in a quotation or a bracketed list over several lines.
const REACH: usize = 12;

/// If more than this many are unpaired, the text has a convention of its own and nothing is reported.
const TOO_MANY: usize = 12;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/ngoac-le"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Dấu ngoặc, ngoặc kép mở mà không đóng, hoặc đóng mà không mở",
        "Unpaired brackets and quotes",
    ),
    why: Bilingual::fixed(
        "Ngoặc đơn, ngoặc vuông, ngoặc kép luôn đi đôi; thiếu một nửa thì người đọc không biết phần chú thích hay lời \
         trích kết thúc ở đâu. Thứ tự a), 1), mặt cười, lời trích qua nhiều đoạn, ký hiệu inch được để yên.",
        "Brackets and quotes come in pairs; with one half missing a reader cannot tell where the aside or the quotation \
         ends. List letters a) 1), emoticons, quotations over several paragraphs and inch marks are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Hội nghị (tổ chức ngày 5/3 đã kết thúc.", "Hội nghị (tổ chức ngày 5/3 đã kết thúc."),
        Example::new("Hội nghị tổ chức ngày 5/3) đã kết thúc.", "Hội nghị tổ chức ngày 5/3) đã kết thúc."),
        Example::new("Ông nói: “Tôi sẽ đi ngay.", "Ông nói: “Tôi sẽ đi ngay”."),
        Example::new("Số tiền “bốc hơi“, ông sống tạm bợ.", "Số tiền “bốc hơi”, ông sống tạm bợ."),
        Example::new("Cả xóm gọi là ”vua bếp” của làng.", "Cả xóm gọi là “vua bếp” của làng."),
        Example::new("Đổi mới đã có nhiều (xem phần đầu bài.", "Đổi mới đã có nhiều (xem phần đầu bài)."),
        Example::new(
            "Tổ tiên chung Lowest Common Ancestor): khái niệm.",
            "Tổ tiên chung (Lowest Common Ancestor): khái niệm.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Mai đi chơi nhé (đùa thôi :)) rồi về. Cả nhà vui (thật mà ;))"),
        Cow::Borrowed("a) Mục tiêu\n1) Nhiệm vụ gồm: i) học, ii) làm :) vui =))"),
        Cow::Borrowed("Hàm số tăng trên (0; 1] và [3; 5). Buồn quá :( mai thi rồi."),
        Cow::Borrowed("Lập tức gán x[:] = y, so sánh bằng EQUAL (=) rồi gõ dấu \" hay (\") và dấu ( là xong."),
        Cow::Borrowed("Ông nói: “Tôi đi.\n“Rồi tôi về”. Màn hình 27\" (LCD)."),
    ]),
};

impl Rule for Unpaired {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut lonely: Vec<Lonely> = Vec::new();
        let mut odd_quotes: Vec<usize> = Vec::new();
        // Quotes of the wrong direction, with the right one: *“bốc hơi“*, *”xã hội”*.
        let mut turned: Vec<(usize, &str)> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut straight: Option<usize> = None;
        let end_of = |paragraph: usize| text.tokens().paragraph(paragraph).map_or(0, |range| range.end);
        let (mut here, mut end) = (0, end_of(0));
        // The extra `None` ends the last paragraph.
        for half in text.tokens().paired_marks().map(Some).chain([None]) {
            let paragraph = match half {
                Some((at, _)) if at < end => here,
                Some((at, _)) => text.tokens().paragraph_of(at),
                None => usize::MAX,
            };
            if paragraph != here {
                let unclosed = open.drain(..).filter(|at| !is_emoticon(text.tokens(), *at));
                lonely.extend(unclosed.map(|at| Lonely {
                    at,
                    paragraph: here,
                    opens: list[at].mark() != Some(Mark::CloseQuote),
                }));
                odd_quotes.extend(straight.take());
                (here, end) = (paragraph, end_of(paragraph));
            }
            let Some((at, token)) = half else { break };
            if is_named(text, at) {
                continue;
            }
            match token.mark() {
                Some(Mark::OpenQuote) if text.of(token) == "“" && leans(text, at) == Some(Side::Back) => {
                    let near = open.len().saturating_sub(DEEPEST);
                    match open[near..].iter().rposition(|open| text.of(&list[*open]) == "“") {
                        Some(opened) => {
                            let inside = open.drain(near + opened..).skip(1);
                            lonely.extend(inside.map(|at| Lonely { at, paragraph, opens: true }));
                            turned.push((at, "”"));
                        }
                        None => open.push(at),
                    }
                }
                Some(Mark::CloseQuote)
                    if text.of(token) == "”"
                        && leans(text, at) == Some(Side::On)
                        && !open[open.len().saturating_sub(DEEPEST)..]
                            .iter()
                            .any(|open| matches!(text.of(&list[*open]), "“" | "„" | "”")) =>
                {
                    open.push(at);
                }
                Some(Mark::OpenBracket | Mark::OpenQuote) if text.of(token) != "‘" => open.push(at),
                Some(Mark::CloseBracket | Mark::CloseQuote) if text.of(token) != "’" => {
                    let near = open.len().saturating_sub(DEEPEST);
                    match open[near..].iter().rposition(|open| pairs(text.of(&list[*open]), text.of(token))) {
                        // What was opened after it and not closed is unpaired.
                        Some(opened) => {
                            turned.extend(Some((open[near + opened], "“")).filter(|one| text.of(&list[one.0]) == "”"));
                            let inside = open.drain(near + opened..).skip(1);
                            lonely.extend(inside.map(|at| Lonely { at, paragraph, opens: true }));
                        }
                        // *(0, 1]*: a half-open interval.
                        None if is_interval(text, &mut open, at) => {}
                        None if is_enumeration(text, at) || is_emoticon(text.tokens(), at) => {}
                        None => lonely.push(Lonely { at, paragraph, opens: false }),
                    }
                }
                // *(")*: the text names the sign.
                Some(Mark::StraightQuote) if stands_in_brackets(text, at) => {}
                Some(Mark::StraightQuote) => {
                    let number = text.tokens().before(at).is_some_and(|before| before.kind() == TokenKind::Number);
                    let inch = number && straight.is_none();
                    if !inch {
                        straight = if straight.is_some() { None } else { Some(at) };
                    }
                }
                _ => {}
            }
        }
        if lonely.len() > HOPELESS {
            return;
        }
        if turned.len() <= TOO_MANY {
            for (at, right) in turned {
                let written = text.of(&list[at]);
                let message = Bilingual::new(
                    format!("Dấu {written} ở chỗ của dấu {right}"),
                    format!("{written} where {right} belongs"),
                );
                found.mark(list[at].span, message, vec![right.to_owned()]);
            }
        }
        lonely.sort_by_key(|one| one.at);
        let mut kept = across_paragraphs(text, lonely);
        kept.retain(|one| !(one.opens && is_closed_by_face(text, one)));
        if kept.len() <= TOO_MANY {
            for one in kept {
                let written = text.of(&list[one.at]);
                let message = if one.opens {
                    Bilingual::new(format!("Dấu {written} mở mà không đóng"), format!("{written} is never closed"))
                } else {
                    Bilingual::new(format!("Dấu {written} đóng mà không mở"), format!("{written} was never opened"))
                };
                let (span, right) = match other_half(text, &one) {
                    Some((span, right)) => (span, vec![right]),
                    None => (list[one.at].span, Vec::new()),
                };
                found.mark(span, message, right);
            }
        }
        // Straight quotes do not show which half they are: two paragraphs with an odd number each may hold one long quotation.
        if let [only] = odd_quotes[..] {
            let message = Bilingual::fixed("Dấu ngoặc kép thiếu một nửa", "A quotation mark without its other half");
            found.mark(list[only].span, message, Vec::new());
        }
    }
}

/// The span where the other half is missing and its replacement; `None` unless there is only one possible place.
///
/// An opening mark without a comma up to the end of its sentence is closed there. A closing mark behind foreign words is opened
/// before the first of them: *tổ tiên chung Lowest Common Ancestor)*.
fn other_half(text: &Context<'_>, one: &Lonely) -> Option<(Span<Prose>, String)> {
    let list = text.tokens().list();
    let sentence = text.tokens().sentence_of(one.at);
    if one.opens {
        let closing = match text.of(&list[one.at]) {
            "(" => ")",
            "“" => "”",
            _ => return None,
        };
        let end = sentence.end.checked_sub(1).filter(|end| *end > one.at + 2)?;
        let inside = &list[one.at + 1..end];
        let stops = list[end].mark() == Some(Mark::Stop) && list[end].gap() == Gap::None;
        // A bracket at the start of its sentence, and any quote, may hold several sentences: there the paragraph has to end here.
        let goes_on = list.get(end + 1).is_some_and(|next| next.gap() != Gap::ParagraphBreak);
        let begun = one.at == sentence.start;
        let apart = |mark: Mark| mark.is_paired() || closing == ")" && mark.is_pause();
        let commas = inside.iter().any(|token| token.mark().is_some_and(apart));
        // *(tổ chức hôm qua đã kết thúc*: the parenthesis ends somewhere before the predicate, so there is no single place,
        // unless it begins with a word such as *trong*, which leads to no predicate of the sentence.
        let leads = ["trong", "xem", "tức", "nghĩa", "ví"].contains(&text.of(&inside[0]));
        let predicate =
            |token: &Token| ["đã", "sẽ", "đang", "vẫn", "cũng", "là", "được", "bị"].contains(&text.of(token));
        let resumes = closing == ")" && !leads && inside.iter().any(predicate);
        if !stops || commas || resumes || goes_on && (begun || closing == "”") {
            return None;
        }
        let last = &list[end - 1];
        return Some((last.span.cover(list[end].span), format!("{}{closing}.", text.of(last))));
    }
    if text.of(&list[one.at]) != ")" {
        return None;
    }
    let foreign = |token: &&Token| match token.kind() {
        TokenKind::Word(word) => !word.marked && word.case != Case::Lower,
        kind => matches!(kind, TokenKind::Mark(Mark::Hyphen | Mark::Dash)),
    };
    let run = list[sentence.start..one.at].iter().rev().take_while(foreign).count();
    let first = one.at - run;
    let capital = list[first].word().is_some_and(|word| word.syllable.is_none());
    let small = |token: &&Token| token.word().is_some_and(|word| word.syllable.is_some() && word.case == Case::Lower);
    let before = list[..first].last().filter(small)?;
    if run < 2 || !capital || list[first].gap() != Gap::Space || first <= sentence.start {
        return None;
    }
    let (from, to) = (list[first].span.start() as usize, list[one.at].span.end() as usize);
    let right = format!("{} ({}", text.of(before), &text.text()[from..to]);
    Some((before.span.cover(list[one.at].span), right))
}

/// The side on which a quotation mark touches a word.
#[derive(PartialEq)]
enum Side {
    Back,
    On,
}

/// On which side a quotation mark touches a word; `None` if that is not clear.
fn leans(text: &Context<'_>, at: usize) -> Option<Side> {
    let tokens = text.tokens();
    let holds = |token: &Token| match token.kind() {
        TokenKind::Mark(mark) => mark.is_final(),
        TokenKind::Word(_) | TokenKind::Abbreviation | TokenKind::Code => true,
        kind => kind.is_figure(),
    };
    let back = tokens.before(at).is_some_and(holds);
    let on = tokens.after(at).is_some_and(|token| token.mark().is_none() && holds(token));
    match (back, on) {
        (true, false) => Some(Side::Back),
        (false, true) if tokens.before(at).is_none() => Some(Side::On),
        _ => None,
    }
}

/// Whether the closing bracket is part of an emoticon in the same paragraph: *(đùa thôi nhé :))*.
fn is_closed_by_face(text: &Context<'_>, one: &Lonely) -> bool {
    let tokens = text.tokens();
    let mut behind = tokens.list()[one.at + 1..tokens.paragraph_end(one.at)].iter();
    text.of(&tokens.list()[one.at]) == "("
        && behind.any(|token| token.kind() == TokenKind::Symbol && text.of(token).ends_with(')'))
}

/// Whether a mark stands alone between brackets.
fn stands_in_brackets(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    tokens.before(at).and_then(Token::mark) == Some(Mark::OpenBracket)
        && tokens.after(at).and_then(Token::mark) == Some(Mark::CloseBracket)
}

/// A bracket or quote without its other half in its paragraph.
struct Lonely {
    at: usize,
    paragraph: usize,
    opens: bool,
}

/// Removes those that pair across paragraphs, and opening quotes that are repeated at the start of each paragraph of a quotation.
fn across_paragraphs(text: &Context<'_>, lonely: Vec<Lonely>) -> Vec<Lonely> {
    let list = text.tokens().list();
    let written = |one: &Lonely| text.of(&list[one.at]);
    let mut paired = vec![false; lonely.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, one) in lonely.iter().enumerate() {
        if one.opens {
            // *“* again at the start of a paragraph: the quotation continues.
            if written(one) == "“" {
                for earlier in open.iter().filter(|earlier| written(&lonely[**earlier]) == "“") {
                    paired[*earlier] |= one.paragraph - lonely[*earlier].paragraph <= REACH;
                }
            }
            open.push(index);
            continue;
        }
        let near = |opened: &&usize| {
            let opened = &lonely[**opened];
            one.paragraph - opened.paragraph <= REACH && pairs(written(opened), written(one))
        };
        if let Some(opened) = open.iter().rev().find(near).copied() {
            (paired[opened], paired[index]) = (true, true);
            open.retain(|index| *index != opened);
        }
    }
    // A quotation that continues in the next paragraph, which begins with a quote again and closes it.
    for (index, one) in lonely.iter().enumerate().filter(|(_, one)| one.opens) {
        let next = text.tokens().paragraph(one.paragraph + 1);
        paired[index] |= written(one) == "“" && next.is_some_and(|range| text.of(&list[range.start]) == "“");
    }
    lonely.into_iter().zip(paired).filter(|(_, paired)| !paired).map(|(one, _)| one).collect()
}

fn pairs(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("{", "}") | ("“" | "„" | "”", "”" | "“") | ("«", "»"))
}

/// Whether this bracket and the last open one enclose a half-open interval; the open one is then removed from `open`.
fn is_interval(text: &Context<'_>, open: &mut Vec<usize>, at: usize) -> bool {
    let list = text.tokens().list();
    let Some(opened) = open.last().copied() else { return false };
    let mixed = matches!((text.of(&list[opened]), text.of(&list[at])), ("(", "]") | ("[", ")"));
    let number = |token: Option<&Token>| token.is_some_and(|token| token.kind() == TokenKind::Number);
    let interval = mixed && (number(text.tokens().before(at)) || number(text.tokens().after(opened)));
    if interval {
        open.pop();
    }
    interval
}

/// Whether a closing bracket belongs to the label of an item: *a) 1) iv) 2.1)*, at the start of a line or behind a space or a mark.
fn is_enumeration(text: &Context<'_>, at: usize) -> bool {
    let Some(label) = text.tokens().before(at) else { return text.tokens().list()[at].gap() == Gap::None };
    let short = match label.kind() {
        TokenKind::Number => label.span.len() <= 5,
        TokenKind::Word(_) => {
            text.of(label).chars().count() == 1
                || text.of(label).bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'))
        }
        _ => false,
    };
    let glued = text.tokens().before(at - 1).map(Token::kind);
    short && !matches!(glued, Some(TokenKind::Word(_) | TokenKind::Number))
}
