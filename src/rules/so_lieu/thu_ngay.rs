//! `so-lieu/thu-ngay`: a weekday that is not that of its date.

use std::borrow::Cow;

use super::calendar::{Weekday, weekday};
use super::figure::{Date, date_at, is_lunar, says};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Kind, Mark};

/// thứ Hai, ngày 5/3/2024
pub struct WrongWeekday;

/// Before this year the calendar and the language were others.
const SINCE: u32 = 1900;

/// What stands before a weekday; anything else before *thứ hai* may be what is the second of its kind.
const BEFORE: &[&str] = &[
    "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "ngày", "vào", "hôm", "từ", "đến", "tới", "hết", "và", "trước",
    "qua", "này", "rồi", "là",
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/thu-ngay"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Thứ trong tuần không khớp với ngày", "A weekday that is not that of its date"),
    why: Bilingual::fixed(
        "Ngày có đủ năm thì chỉ rơi vào một thứ; thứ không khớp thì hoặc thứ sai, hoặc ngày sai, người đọc không biết \
         tin bên nào. Ngày không ghi năm, ngày âm lịch, ngày trước năm 1900 và “thứ hai” chỉ thứ tự (lần thứ hai) được \
         để yên.",
        "A full date falls on one weekday; where the two disagree one of them is wrong. Dates without a year, lunar \
         dates, dates before 1900 and ordinals (lần thứ hai, the second time) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Hội nghị họp sáng thứ Hai, ngày 5/3/2024.", "Hội nghị họp sáng thứ Ba, ngày 5/3/2024."),
        Example::new(
            "Lễ khai mạc vào Chủ nhật ngày 5 tháng 3 năm 2024.",
            "Lễ khai mạc vào Thứ Ba ngày 5 tháng 3 năm 2024.",
        ),
        Example::new("Hạn cuối là 5/3/2024 (thứ sáu).", "Hạn cuối là 5/3/2024 (thứ ba)."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hội nghị họp sáng thứ Ba, ngày 5/3/2024, tức Thứ ba (5 tháng 3 năm 2024)."),
        Cow::Borrowed("Hòa giải lần thứ hai, ngày 6/3/2018; kỳ họp thứ năm ngày 7/3/2018."),
        Cow::Borrowed("Sáng thứ Hai, ngày 5/3, đoàn lên đường."),
    ]),
};

/// A weekday in the text.
struct Named {
    day: Weekday,
    /// *thứ* or *chủ*.
    first: usize,
    second: usize,
}

impl Rule for WrongWeekday {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            if !matches!(token.kind(), Kind::Date | Kind::Number) {
                continue;
            }
            let Some(date) = date_at(text, at) else { continue };
            let Some(year) = date.year.filter(|year| *year >= SINCE) else { continue };
            let Some(actual) = weekday(date.day, date.month, year) else { continue };
            let Some(named) = before(text, at).or_else(|| behind(text, &date)) else { continue };
            if named.day == actual || is_lunar(text, at) {
                continue;
            }
            let list = text.tokens().list();
            let span = list[named.first].span.cover(list[named.second].span);
            let written = &text.text()[span.range()];
            let Date { day, month, .. } = date;
            let right = rewritten(text, span, &named, actual);
            let message = Bilingual::new(
                format!(
                    "Ngày {day}/{month}/{year} là {}, không phải {written}: xem lại thứ hoặc ngày",
                    spelled(actual)
                ),
                format!("{day}/{month}/{year} is {}, not {written}: one of the two is wrong", spelled(actual)),
            );
            found.mark(span, message, vec![right]);
        }
    }
}

/// A weekday as the press writes it.
fn spelled(day: Weekday) -> String {
    match day {
        Weekday::Sunday => "Chủ nhật".into(),
        day => format!("thứ {}", capital(day.names().0)),
    }
}

fn capital(word: &str) -> String {
    Case::Capital.apply(word)
}

/// The right weekday in the manner of the wrong one.
fn rewritten(text: &Context<'_>, span: Span<Prose>, named: &Named, actual: Weekday) -> String {
    let list = text.tokens().list();
    let [first, second] = [named.first, named.second].map(|at| text.of(&list[at]));
    let gap = &text.text()[list[named.first].span.end() as usize..list[named.second].span.start() as usize];
    let upper = |word: &str| word.starts_with(char::is_uppercase);
    let digit = second.starts_with(|c: char| c.is_ascii_digit());
    let all = text.text()[span.range()].chars().all(|c| !c.is_lowercase()) && !digit;
    let plain = match (actual, digit) {
        (Weekday::Sunday, _) => ["chủ", "nhật"],
        (day, false) => ["thứ", day.names().0],
        (day, true) => ["thứ", day.names().1],
    };
    // Chủ nhật has one capital, thứ Hai too, but on its other word.
    let moved = (named.day == Weekday::Sunday) != (actual == Weekday::Sunday);
    let [head, tail] = match actual {
        _ if all => return Case::Upper.apply(&format!("{}{gap}{}", plain[0], plain[1])),
        Weekday::Sunday if moved => [upper(first) || upper(second), false],
        _ if moved => [upper(first), upper(first)],
        _ => [upper(first), upper(second)],
    };
    let shown = |word: &str, big: bool| if big { capital(word) } else { word.to_owned() };
    format!("{}{gap}{}", shown(plain[0], head), shown(plain[1], tail))
}

/// The weekday whose second word is at an index.
fn named(text: &Context<'_>, second: usize) -> Option<Named> {
    let list = text.tokens().list();
    let token = list.get(second).filter(|token| matches!(token.kind(), Kind::Word(_) | Kind::Number))?;
    let first = text.previous_word(second).map(|(at, ..)| at)?;
    let ordinal = says(text, first, &["thứ"]);
    if !ordinal && !says(text, first, &["chủ"]) {
        return None;
    }
    Weekday::named(ordinal, &text.of(token).to_lowercase()).map(|day| Named { day, first, second })
}

/// *thứ Hai, ngày*, *thứ Hai (*, *thứ Hai* before a date.
fn before(text: &Context<'_>, at: usize) -> Option<Named> {
    let tokens = text.tokens();
    let (mut last, token) = tokens.previous_visible(at)?;
    let mut step = |wanted: bool| {
        if wanted && let Some((before, _)) = tokens.previous_visible(last) {
            last = before;
        }
    };
    let bracket = matches!(token.kind(), Kind::Mark(Mark::OpenBracket));
    step(bracket);
    let says_day = says(text, at.checked_sub(1 + usize::from(bracket))?, &["ngày", "mùng", "mồng"]);
    step(says_day);
    let mark = tokens.list()[at.checked_sub(1 + usize::from(bracket) + usize::from(says_day))?].mark();
    let comma = matches!(mark, Some(Mark::Comma));
    let opens = matches!(mark, Some(Mark::OpenBracket));
    step(comma || opens);
    let found =
        named(text, at.checked_sub(1 + [bracket, says_day, comma || opens].into_iter().filter(|on| *on).count())?)?;
    is_no_ordinal(text, &found).then_some(found)
}

/// *(thứ Hai)* right behind a date.
fn behind(text: &Context<'_>, date: &Date) -> Option<Named> {
    let tokens = text.tokens();
    let (at, token) = tokens.next_visible(*date.tokens.end())?;
    let found = named(text, at + 2).filter(|_| token.mark() == Some(Mark::OpenBracket))?;
    let (_, close) = tokens.next_visible(found.second)?;
    (found.first == at + 1 && matches!(close.mark(), Some(Mark::CloseBracket | Mark::Comma))).then_some(found)
}

/// Whether *thứ hai* is a day here: Sunday always is, others behind words of time, a mark, or with a capital of their own.
fn is_no_ordinal(text: &Context<'_>, named: &Named) -> bool {
    let list = text.tokens().list();
    let capital = text.of(&list[named.second]).starts_with(char::is_uppercase);
    match text.tokens().previous_visible(named.first) {
        _ if named.day == Weekday::Sunday => true,
        None => capital,
        Some((at, before)) => match before.kind() {
            Kind::Word(_) => says(text, at, BEFORE),
            Kind::Mark(Mark::OpenBracket) | Kind::Time => true,
            Kind::Mark(_) => capital,
            _ => false,
        },
    }
}
