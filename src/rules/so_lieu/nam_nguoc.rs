//! `so-lieu/nam-nguoc`: a period that ends before it begins.

use std::borrow::Cow;

use super::figure::{follows, says, year};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `so-lieu/nam-nguoc`. Example: *giai đoạn 2020-2015*.
pub struct BackwardsYears;

/// Words before a period; behind these it is no telephone number or subtraction.
const CUES: &[&str] = &["đoạn", "năm", "kỳ", "khóa", "khoá", "từ", "học", "trong"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/nam-nguoc"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Khoảng năm kết thúc trước khi bắt đầu: 2020-2015",
        "A period that ends before it begins: 2020-2015",
    ),
    why: Bilingual::fixed(
        "Khoảng năm viết năm đầu trước, năm cuối sau; ngược lại thì thường do gõ nhầm một chữ số. Năm trước Công \
         nguyên và các số không đứng sau “giai đoạn”, “năm”, “nhiệm kỳ”, “từ” hay trong ngoặc được để yên.",
        "The first year of a period stands first; the other way round one digit is usually mistyped. Years before \
         Christ, and numbers neither behind “giai đoạn”, “năm”, “nhiệm kỳ”, “từ” nor in brackets, are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Kế hoạch giai đoạn 2020-2015 đã duyệt.", "Kế hoạch giai đoạn 2020-2015 đã duyệt."),
        Example::new("Nhà thơ (1985 – 1912) quê ở Huế.", "Nhà thơ (1985 – 1912) quê ở Huế."),
        Example::new("Ông làm việc từ năm 2010 đến năm 2001.", "Ông làm việc từ năm 2010 đến năm 2001."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Kế hoạch giai đoạn 2015-2020; nhà thơ (1912 – 1985); từ năm 2001 đến năm 2010."),
        Cow::Borrowed("Vua trị vì (1792-1750 TCN), giảm từ 2010 đến 1500 người, số 2018-2015."),
    ]),
};

impl Rule for BackwardsYears {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, token) in text.tokens().figures() {
            if token.kind() != TokenKind::Number {
                continue;
            }
            let written = text.of(token);
            let Some((first, second, end)) = joined(text, at, written).or_else(|| spelled(text, at, written)) else {
                continue;
            };
            if first <= second || is_before_christ(text, end) {
                continue;
            }
            let message = Bilingual::new(
                format!("Khoảng năm ngược: {first} đứng sau {second}; xem lại hai năm"),
                format!("The period runs backwards: {first} is after {second}"),
            );
            found.mark(token.span.cover(list[end].span), message, Vec::new());
        }
    }
}

/// First year, last year and index of the last token of *2015-2020* or *2015 – 2020*, behind one of [`CUES`] or in brackets of
/// its own.
fn joined(text: &Context<'_>, at: usize, written: &str) -> Option<(u32, u32, usize)> {
    let tokens = text.tokens();
    let (first, second, end) = match written.split_once('-') {
        Some((first, second)) => (year(first)?, year(second)?, at),
        None => {
            let first = year(written)?;
            let (stroke, token) = tokens.next_visible(at)?;
            let (end, last) = tokens.next_visible(stroke).filter(|_| is_stroke(token))?;
            (first, year(text.of(last))?, end)
        }
    };
    let mark = |token: Option<(usize, &Token)>| token.and_then(|(_, token)| token.mark());
    let inside = mark(tokens.previous_visible(at)) == Some(Mark::OpenBracket)
        && mark(tokens.next_visible(end)) == Some(Mark::CloseBracket);
    (inside || follows(text, at, CUES).is_some()).then_some((first, second, end))
}

fn is_stroke(token: &Token) -> bool {
    matches!(token.mark(), Some(Mark::Hyphen | Mark::Dash))
}

/// The same for *từ năm 2010 đến năm 2001*.
fn spelled(text: &Context<'_>, at: usize, written: &str) -> Option<(u32, u32, usize)> {
    let first = year(written)?;
    follows(text, follows(text, at, &["năm"])?, &["từ"])?;
    let (to, ..) = text.next_word(at).filter(|(to, ..)| says(text, *to, &["đến", "tới"]))?;
    let (in_year, ..) = text.next_word(to).filter(|(at, ..)| says(text, *at, &["năm"]))?;
    let (end, last) = text.tokens().next_visible(in_year).filter(|(_, last)| last.gap() != Gap::None)?;
    Some((first, year(text.of(last))?, end))
}

fn is_before_christ(text: &Context<'_>, end: usize) -> bool {
    let behind = text.tokens().list().get(end + 1..).unwrap_or_default();
    (end + 1..).take(behind.len().min(4)).any(|at| says(text, at, &["tcn", "trước", "bc", "tr"]))
}
