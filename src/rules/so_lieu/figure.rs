//! Helpers of the rules about numbers: reads dates, years and plain numbers, and asks about the words around them.

use std::ops::RangeInclusive;

use crate::rules::Context;
use crate::token::{Gap, Mark, TokenKind};

/// A date as it stands in a text: *5/3/2024*, or *ngày 5 tháng 3 năm 2024*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub day: u32,
    pub month: u32,
    pub year: Option<u32>,
    /// Its tokens; a date in words begins with the number of the day, without *ngày*.
    pub tokens: RangeInclusive<usize>,
}

/// Whether the token at an index is one of some words, which are given in lower case; its own case does not matter.
pub(super) fn says(text: &Context<'_>, at: usize, words: &[&str]) -> bool {
    let Some(token) = text.tokens().list().get(at) else { return false };
    let written = text.of(token);
    words.iter().any(|word| {
        // A plain comparison first: it nearly always fails at the first byte.
        written == *word || written.len() == word.len() && written.chars().flat_map(char::to_lowercase).eq(word.chars())
    })
}

/// The index of the word before a token, if it is one of some words.
pub(super) fn follows(text: &Context<'_>, at: usize, words: &[&str]) -> Option<usize> {
    text.previous_word(at).map(|(before, ..)| before).filter(|before| says(text, *before, words))
}

/// The index of the word behind a token, if it is one of some words.
pub(super) fn precedes(text: &Context<'_>, at: usize, words: &[&str]) -> Option<usize> {
    text.next_word(at).map(|(after, ..)| after).filter(|after| says(text, *after, words))
}

/// The number behind a token and its index: digits only, with a space before them.
pub(super) fn number_after(text: &Context<'_>, at: usize) -> Option<(usize, u32)> {
    let (next, token) = text.tokens().next_visible(at)?;
    let behind = token.gap() != Gap::None && token.kind() == TokenKind::Number;
    Some((next, plain(text.of(token)).filter(|_| behind)?))
}

/// The value of a text of one to nine digits; `None` for anything else.
pub(super) fn plain(written: &str) -> Option<u32> {
    let digits = !written.is_empty() && written.len() <= 9 && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|_| digits)
}

/// The value of a year in four digits, from 1000 to 2199.
pub(super) fn year(written: &str) -> Option<u32> {
    plain(written).filter(|year| written.len() == 4 && (1000..2200).contains(year))
}

/// Splits a figure into its leading digits, dots and commas included, and the letters stuck to it.
pub(super) fn split(written: &str) -> (&str, &str) {
    let end = written.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(written.len());
    written.split_at(end)
}

/// Day, month and year, or day and month, with the same separator between them; the day need not exist.
fn parts(written: &str) -> Option<(u32, u32, Option<u32>)> {
    let separator = written.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = written.split(separator);
    let mut next = |most: usize| parts.next().filter(|part| part.len() <= most).and_then(plain);
    let (day, month) = (next(2)?, next(2)?);
    match (separator, parts.next(), parts.next()) {
        ('/', None, _) => Some((day, month, None)),
        (_, Some(written), None) => Some((day, month, Some(year(written)?))),
        _ => None,
    }
}

/// The names of the months with their numbers; a name that begins another one stands behind that one.
const MONTHS: &[(&str, u32)] = &[
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
    ("một", 1),
];

/// The month behind *tháng* at an index, with the index of its last token: *6*, *Sáu*, *Mười Hai*.
fn month_after(text: &Context<'_>, at: usize) -> Option<(usize, u32)> {
    if let Some(found) = number_after(text, at) {
        return Some(found);
    }
    let named = |at: usize| {
        let (next, ..) = text.next_word(at)?;
        let (_, month) = MONTHS.iter().find(|(name, _)| says(text, next, &[name]))?;
        Some((next, *month))
    };
    let (first, month) = named(at)?;
    match named(first) {
        Some((second, more @ 1..=2)) if month == 10 => Some((second, 10 + more)),
        _ => Some((first, month)),
    }
}

/// The year behind *năm* behind an index, with its own index.
fn year_after(text: &Context<'_>, at: usize) -> Option<(usize, u32)> {
    let (at, _) = number_after(text, precedes(text, at, &["năm"])?)?;
    Some((at, year(text.of(&text.tokens().list()[at]))?))
}

/// The date that a figure is, or whose day it is; `None` if it does not look like a date. The date need not exist.
pub(super) fn date_at(text: &Context<'_>, at: usize) -> Option<Date> {
    let token = text.tokens().list().get(at)?;
    let written = text.of(token);
    if matches!(token.kind(), TokenKind::Date | TokenKind::Number)
        && let Some((day, month, year)) = parts(written)
    {
        // Ngày 3/6 năm 2025.
        let likely = (1..=31).contains(&day) && (1..=12).contains(&month);
        return Some(match year_after(text, at).filter(|_| year.is_none() && likely) {
            Some((end, year)) => Date { day, month, year: Some(year), tokens: at..=end },
            None => Date { day, month, year, tokens: at..=at },
        });
    }
    let day = plain(written).filter(|_| token.kind() == TokenKind::Number && written.len() <= 2)?;
    let announced = follows(text, at, &["ngày", "mùng", "mồng"]).is_some();
    let (month_at, month) = month_after(text, precedes(text, at, &["tháng"])?)?;
    let in_year = year_after(text, month_at);
    // *Thứ Hai, 3 tháng 6 năm 2025*: a comma before and a year behind make it a date without *ngày*.
    let parted = || {
        let before = text.tokens().previous_visible(at).and_then(|(_, before)| before.mark());
        in_year.is_some() && matches!(before, Some(Mark::Comma | Mark::OpenBracket))
    };
    if !announced && !parted() {
        return None;
    }
    let end = in_year.map_or(month_at, |(at, _)| at);
    Some(Date { day, month, year: in_year.map(|(_, year)| year), tokens: at..=end })
}

/// Whether the sentence of a token mentions the lunar calendar, in which any month may have 30 days.
pub(super) fn is_lunar(text: &Context<'_>, at: usize) -> bool {
    let range = text.tokens().sentence_of(at);
    range.clone().any(|at| {
        says(text, at, &["âl"])
            || says(text, at, &["lịch"]) && at > range.start && says(text, at - 1, &["âm", "nông"])
            || says(text, at, &["nhằm", "chạp", "giêng"])
    })
}

/// Whether a figure stands alone: `false` where it is part of a fraction, a range or a formula, which the tokenizer does not join.
pub(super) fn stands_alone(text: &Context<'_>, at: usize) -> bool {
    let joins = |kind: TokenKind| {
        matches!(kind, TokenKind::Mark(Mark::Slash | Mark::Hyphen) | TokenKind::Symbol | TokenKind::Code)
    };
    let before = text.tokens().before(at).is_some_and(|token| joins(token.kind()));
    let after = text.tokens().after(at).is_some_and(|token| joins(token.kind()));
    !before && !after
}
