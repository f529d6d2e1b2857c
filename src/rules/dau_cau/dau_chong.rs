//! `dau-cau/dau-chong`: several punctuation marks where one belongs.

use std::borrow::Cow;

use super::is_prose;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, Token, TokenKind, Tokens};

/// Rule `dau-cau/dau-chong`. Example: `, ,` `;,` `. ,` `,…` `..`.
pub struct PiledMarks;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/dau-chong"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Dấu câu lặp hoặc chồng lên nhau", "Doubled or contradictory marks"),
    why: Bilingual::fixed(
        "Mỗi chỗ ngắt chỉ cần một dấu: hai dấu phẩy, chấm rồi phẩy, chấm phẩy rồi phẩy là sót lại sau khi sửa câu. \
         Dấu chấm lửng tự nó đã là chỗ ngắt, không cần dấu phẩy liền trước; dấu chấm lửng có ba chấm. Các cặp có \
         nghĩa (?! … !!! “…?”), dấu chấm lửng có cách trước (cam, quýt, …), dãy chấm để điền được để yên.",
        "One mark for one pause: two commas, a stop and a comma, a semicolon and a comma are left over from editing. An \
         ellipsis has three dots and needs no comma right before it. Pairs that mean something (?! !!! …?), a spaced \
         ellipsis (cam, quýt, …) and dots to fill in are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Trong hoạt động;, v.v. cũng vậy.", "Trong hoạt động, v.v. cũng vậy."),
        Example::new("Nhiều kết quả. , từ đó đi lên.", "Nhiều kết quả, từ đó đi lên."),
        Example::new("Cam, quýt, , bưởi.", "Cam, quýt, bưởi."),
        Example::new("Cam, quýt,… đều ngon..", "Cam, quýt… đều ngon."),
        Example::new("Anh đi đâu?. Tôi không biết.... Thôi!", "Anh đi đâu? Tôi không biết... Thôi!"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Thật ư?! Sao lại thế…? Ôi!!! Cam, quýt, … đều ngon."),
        Cow::Borrowed("Ngày …. tháng …. năm 20…. dùng C#, .NET, PHP và đuôi .docx, .pdf"),
        Cow::Borrowed(
            "Mở sổ ngày ..../..../...... Sinh ngày....tháng....năm..... Chép vào ../lib, x?.y, a;;b và 1..9.",
        ),
        Cow::Borrowed("Họ tên: ........ Công ty ABC Co., Ltd. Cháu V.. Rau, quả, v.v., đều tăng."),
    ]),
};

impl Rule for PiledMarks {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut past = 0;
        for (at, _) in text.tokens().unusual_pauses() {
            if at < past {
                continue; // inside the previous run
            }
            let run = run_at(text.tokens(), at);
            if let Some((right, safe)) = (run.len > 0).then(|| judge(text, at, &run)).flatten() {
                let span = run.span(list, at);
                let written = &text.text()[span.range()];
                let message = Bilingual::new(
                    format!("“{written}” là dấu câu chồng lên nhau, chỉ cần một dấu: “{}”", right[0]),
                    format!("“{written}” piles up marks where one is enough: “{}”", right[0]),
                );
                found.mark(span, message, right).safe_if(safe);
            }
            past = at + run.len;
        }
    }
}

/// Punctuation marks in a row, maybe with spaces between.
struct Run {
    marks: Vec<Mark>,
    spaced: bool,
    /// The number of tokens.
    len: usize,
}

impl Run {
    fn span(&self, list: &[Token], at: usize) -> Span<Prose> {
        list[at].span.cover(list[at + self.len - 1].span)
    }
}

/// The run of commas, stops, ellipses and so on that begins at a token; of length 0 if none does.
fn run_at(tokens: &Tokens, at: usize) -> Run {
    let list = tokens.list();
    // *.NET*, *.docx*: a dot with a space before and a word right behind begins a name.
    let names = |at: usize| {
        list[at].mark() == Some(Mark::Stop)
            && list[at].gap().is_space()
            && tokens.after(at).is_some_and(|next| next.mark().is_none())
    };
    let pause = |at: usize| list.get(at).and_then(Token::mark).filter(|mark| mark.is_pause() && !names(at));
    // The next mark of the run, right behind the last or behind a space.
    let goes_on = |at: usize| pause(at).filter(|_| list[at].gap() == Gap::None || list[at].gap().is_space());
    let mut run = Run { marks: Vec::new(), spaced: false, len: 0 };
    let Some(first) = pause(at) else { return run };
    run.len = 1;
    // A `Vec` is allocated for a run only, not for each mark of the text.
    if first == Mark::Ellipsis || goes_on(at + 1).is_some() {
        run.marks.push(first);
    }
    while let Some(mark) = goes_on(at + run.len) {
        run.spaced |= list[at + run.len].gap() != Gap::None;
        run.marks.push(mark);
        run.len += 1;
    }
    run
}

/// How many tokens on either side are searched for other dots of a form.
const BLANKS: usize = 12;

/// Whether the dots are blanks of a form, with others near: *ngày....tháng....năm......*
fn is_form(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let near = at.saturating_sub(BLANKS)..(at + BLANKS).min(list.len());
    near.filter(|other| *other != at).any(|other| {
        let written = text.of(&list[other]);
        written.len() > 3 && written.bytes().all(|byte| byte == b'.')
    })
}

/// Replacements for the run, the best first, and whether the first is certain; `None` if the run is acceptable.
fn judge(text: &Context<'_>, at: usize, run: &Run) -> Option<(Vec<String>, bool)> {
    use Mark::{Colon, Comma, Ellipsis, Exclamation, Question, Semicolon, Stop};
    let list = text.tokens().list();
    let span = run.span(list, at);
    let before = text.tokens().before(at);
    if run.marks.is_empty() {
        return None;
    }
    // The dots of a blank stand behind a space or a number: *ngày …. tháng ….*
    let apart = list[at].gap().is_space() || before.is_some_and(|before| before.kind() == TokenKind::Number);
    if run.marks[0] == Ellipsis && apart {
        return None;
    }
    // Code, placeholders and ranges: what touches the run on both sides is no prose.
    let glued = text.tokens().after(at + run.len - 1);
    let is_prose = |token: &Token| is_prose(text, token);
    let closes = |token: &Token| token.mark().is_some_and(Mark::is_paired) || token.kind() == TokenKind::Abbreviation;
    if let (Some(before), Some(behind)) = (before, glued)
        && ![before, behind].iter().any(|token| is_prose(token) || closes(token))
    {
        return None;
    }
    // The parent folder: *cd ..*
    if run.marks == [Stop, Stop] && list[at].gap().is_space() {
        return None;
    }
    if run.marks == [Ellipsis] {
        if span.len() == 4 && is_form(text, at) {
            return None;
        }
        // Four dots may be an ellipsis or a full stop.
        return (span.len() == 4).then(|| (vec!["...".to_owned(), ".".to_owned()], false));
    }
    if run.marks.len() < 2 || text.tokens().previous_visible(at).is_none() {
        return None;
    }
    let plain = |mark: &Mark| matches!(mark, Stop | Comma | Semicolon | Colon);
    if let [first, .., last] = run.marks.as_slice() {
        if run.spaced && !run.marks.iter().all(plain) {
            return None;
        }
        match (first, last) {
            (Comma | Semicolon, Ellipsis) if run.marks.len() == 2 => {
                let dots = text.of(&list[at + 1]);
                return Some((vec![if dots.len() > 3 { "...".to_owned() } else { dots.to_owned() }], false));
            }
            // *táo, cam,..*: an ellipsis with a dot missing.
            (Comma, Stop) if run.marks.len() > 2 && run.marks[1..].iter().all(|mark| *mark == Stop) => {
                return Some((vec!["...".to_owned(), ".".to_owned()], false));
            }
            (Ellipsis, Stop) => {
                let ellipsis = text.of(&list[at]).to_owned();
                return run.marks[1..].iter().all(|mark| *mark == Stop).then_some((vec![ellipsis], true));
            }
            (Question | Exclamation, Stop) if run.marks.iter().filter(|mark| **mark == Stop).count() == 1 => {
                let kept = &text.text()[span.start() as usize..list[at + run.len - 1].span.start() as usize];
                return Some((vec![kept.to_owned()], true));
            }
            _ if !run.marks.iter().all(plain) => return None,
            _ => {}
        }
    }
    // An initial before a full stop (*cháu V..*), an English abbreviation before a comma (*Co., Ltd*).
    let abbreviates = before.is_some_and(|token| {
        let short = text.of(token).chars().count() <= if run.marks[1] == Stop { 1 } else { 3 };
        let foreign = run.marks[1] != Stop;
        token.kind() == TokenKind::Abbreviation
            || token.word().is_some_and(|word| {
                word.case != Case::Lower && short && !word.marked || foreign && word.syllable.is_none()
            })
    });
    if run.marks[0] == Stop && abbreviates {
        return None;
    }
    // Three full stops with spaces between are used as an ellipsis; colons in a row are code.
    if run.marks.len() > 2 && run.marks.iter().all(|mark| *mark == Stop) || run.marks.iter().all(|mark| *mark == Colon)
    {
        return None;
    }
    let goes_on = text.tokens().next_visible(at + run.len - 1).is_some_and(|(_, next)| {
        next.word().is_some_and(|word| word.case == Case::Lower) || next.kind() == TokenKind::Abbreviation
    });
    let same = run.marks.iter().all(|mark| *mark == run.marks[0]);
    let right = if same {
        run.marks[0]
    } else if !goes_on && run.marks.contains(&Stop) {
        Stop
    } else {
        *run.marks.iter().rev().find(|mark| **mark != Stop)?
    };
    let mut suggestions = vec![String::from(match right {
        Stop => ".",
        Semicolon => ";",
        Colon => ":",
        _ => ",",
    })];
    if same && right == Stop && goes_on {
        suggestions.insert(0, "...".to_owned());
    } else if same && right == Stop {
        suggestions.push("...".to_owned());
    }
    Some((suggestions, same && right != Stop))
}
