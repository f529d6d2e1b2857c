//! `so-lieu/thu-ngay`: a weekday that does not belong to its date.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::calendar::{Weekday, weekday};
use super::figure::{Date, date_at, is_lunar, says};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Mark, TokenKind};

/// Rule `so-lieu/thu-ngay`. Example: *thứ Hai, ngày 5/3/2024*.
pub struct WrongWeekday;

/// The first year that is checked: older texts use other calendars and names.
const SINCE: u32 = 1900;

/// Words before a weekday; behind any other word *thứ hai* may mean “the second”.
const BEFORE: &[&str] = &[
    "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "ngày", "vào", "hôm", "từ", "đến", "tới", "hết", "và", "trước",
    "qua", "này", "rồi", "là", "lúc", "tức", "nhằm", "đúng", "rạng", "giờ",
];

/// Words behind a weekday that say which one it is: *thứ Hai tuần này*, *thứ Hai vừa qua*.
const WHICH: &[&str] = &["tuần", "này", "tới", "sau", "trước", "vừa", "qua", "rồi", "đầu", "cuối"];

/// Words before ordinals with a capital, which are no weekday: *Kỳ họp thứ Hai, ngày 5/3/2024*.
const COUNTED: &[&str] = &[
    "lần", "kỳ", "kì", "họp", "khóa", "khoá", "nghị", "hội", "đợt", "phiên", "vòng", "trận", "đoạn", "phần", "chương",
    "người", "con", "năm", "tháng", "quý", "hạng", "bậc", "cấp", "số", "bản", "tập", "quyển", "cuốn", "kế", "hòa",
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
        Example::new("Thứ hai, ngày 5/3/2024, trường khai giảng.", "Thứ ba, ngày 5/3/2024, trường khai giảng."),
        Example::new("Thứ 2 ngày 05-03-2024, lớp học lại.", "Thứ 3 ngày 05-03-2024, lớp học lại."),
        Example::new("Chủ nhật tuần này - ngày 5.3.2024, chợ mở cửa.", "Thứ Ba tuần này - ngày 5.3.2024, chợ mở cửa."),
        Example::new("Lễ cưới vào ngày 5/3/2024, thứ Bảy.", "Lễ cưới vào ngày 5/3/2024, thứ Ba."),
        Example::new("Ngày 5 tháng Ba năm 2024 rơi vào thứ Tư.", "Ngày 5 tháng Ba năm 2024 rơi vào thứ Ba."),
        Example::new("Lịch họp: T2, 5/3/2024.", "Lịch họp: T3, 5/3/2024."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hội nghị họp sáng thứ Ba, ngày 5/3/2024, tức Thứ ba (5 tháng 3 năm 2024)."),
        Cow::Borrowed("Hòa giải lần thứ hai, ngày 6/3/2018; kỳ họp thứ năm ngày 7/3/2018."),
        Cow::Borrowed("Sáng thứ Hai, ngày 5/3, đoàn lên đường."),
        Cow::Borrowed("Thứ nhất, hồ sơ thiếu chữ ký. Thứ hai, ngày 5/3/2024 bên mua mới trả tiền."),
        Cow::Borrowed(
            "Cửa hàng nghỉ thứ Hai sau ngày 5/3/2024; Kỳ họp thứ Hai, ngày 5/3/2024; Bộ CN ngày 5/3/2024, văn bản 152/TTg-CN, ngày 5/3/2024.",
        ),
    ]),
};

/// A weekday in the text.
struct Named {
    day: Weekday,
    /// The index of *thứ* or *chủ*; equal to `second` in *T2*.
    first: usize,
    second: usize,
}

impl Rule for WrongWeekday {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let listed = Listed { text, first: OnceCell::new() };
        for (at, token) in text.tokens().figures() {
            if !matches!(token.kind(), TokenKind::Date | TokenKind::Number) {
                continue;
            }
            let Some(date) = date_at(text, at) else { continue };
            let Some(year) = date.year.filter(|year| *year >= SINCE) else { continue };
            let Some(actual) = weekday(date.day, date.month, year) else { continue };
            let Some(named) = before(text, at, &listed).or_else(|| behind(text, &date, &listed)) else { continue };
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

/// The name of a weekday as the press writes it.
fn spelled(day: Weekday) -> String {
    match day {
        Weekday::Sunday => "Chủ nhật".into(),
        day => format!("thứ {}", capital(day.names().0)),
    }
}

fn capital(word: &str) -> String {
    Case::Capital.apply(word)
}

/// The right weekday, written in the form of the wrong one.
fn rewritten(text: &Context<'_>, span: Span<Prose>, named: &Named, actual: Weekday) -> String {
    let list = text.tokens().list();
    if named.first == named.second {
        return actual.abbreviation().to_owned();
    }
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
    // *Chủ nhật* has its capital on the first word, *thứ Hai* on the second.
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

/// The weekday whose last word is at an index; *T2* and *CN* have only one.
fn named(text: &Context<'_>, last: usize) -> Option<Named> {
    let token = text.tokens().list().get(last)?;
    let written = text.of(token);
    // *152/TTg-CN*: what touches other signs is no abbreviation of Sunday.
    let touched = text.tokens().before(last).is_some_and(|before| before.mark() != Some(Mark::OpenBracket));
    if let Some(day) = Weekday::abbreviated(written).filter(|_| !touched) {
        return Some(Named { day, first: last, second: last });
    }
    if !matches!(token.kind(), TokenKind::Word(_) | TokenKind::Number) {
        return None;
    }
    let first = text.previous_word(last).map(|(at, ..)| at)?;
    let ordinal = says(text, first, &["thứ"]);
    if !ordinal && !says(text, first, &["chủ", "chúa"]) {
        return None;
    }
    Weekday::named(ordinal, &written.to_lowercase()).map(|day| Named { day, first, second: last })
}

/// The weekday stated before a date: *thứ Hai, ngày*, *thứ Hai tuần này (*, *thứ Hai –*.
fn before(text: &Context<'_>, at: usize, listed: &Listed<'_, '_>) -> Option<Named> {
    let tokens = text.tokens();
    let back = |at: usize| tokens.previous_visible(at).map(|(before, _)| before);
    let marked = |at: usize, wanted: fn(Mark) -> bool| tokens.list()[at].mark().is_some_and(wanted);
    let mut last = back(at)?;
    let mut mark = false;
    if marked(last, |mark| mark == Mark::OpenBracket) {
        (last, mark) = (back(last)?, true);
    }
    for words in [&["mùng", "mồng"][..], &["ngày"]] {
        if says(text, last, words) {
            last = back(last)?;
        }
    }
    let parts = |mark| matches!(mark, Mark::Comma | Mark::OpenBracket | Mark::Hyphen | Mark::Dash | Mark::Colon);
    if !mark && marked(last, parts) {
        (last, mark) = (back(last)?, true);
    } else if !mark && says(text, last, &["là"]) {
        last = back(last)?;
    }
    // *Thứ Hai tuần sau ngày 3/6/2025* is another day than the date: behind such words punctuation has to follow.
    for _ in 0..3 {
        if mark && says(text, last, WHICH) {
            last = back(last)?;
        }
    }
    named(text, last).filter(|found| is_no_ordinal(text, found, listed))
}

/// The weekday stated behind a date: *(thứ Hai)*, *, thứ Hai,*, *là thứ Hai*.
fn behind(text: &Context<'_>, date: &Date, listed: &Listed<'_, '_>) -> Option<Named> {
    let tokens = text.tokens();
    let end = *date.tokens.end();
    let (mut at, token) = tokens.next_visible(end)?;
    let mark = token.mark();
    let said = match mark {
        Some(Mark::OpenBracket | Mark::Comma | Mark::Hyphen | Mark::Dash) => {
            let (next, _) = tokens.next_visible(at)?;
            at = next;
            says(text, at, &["tức", "nhằm", "là", "đúng"])
        }
        _ if says(text, at, &["rơi", "đúng", "nhằm", "trúng"]) => {
            let (next, _) = tokens.next_visible(at)?;
            at = next;
            if !says(text, at, &["vào"]) {
                return None;
            }
            true
        }
        None if says(text, at, &["là"]) => true,
        _ => return None,
    };
    if said {
        (at, _) = tokens.next_visible(at)?;
    }
    if says(text, at, &["ngày"]) {
        (at, _) = tokens.next_visible(at)?;
    }
    let found = named(text, at).or_else(|| named(text, at + 1)).filter(|found| found.first == at)?;
    let capital = text.of(&tokens.list()[found.second]).starts_with(char::is_uppercase);
    let closed = tokens.next_visible(found.second).is_none_or(|(_, next)| next.mark().is_some());
    let sure = match mark {
        Some(Mark::OpenBracket) => closed,
        Some(_) => closed && (capital || found.day == Weekday::Sunday || !listed.is_before(found.first)),
        // *Ngày 3/6/2025 là thứ hai anh gặp*: here *thứ hai* is an ordinal.
        None => capital || found.day == Weekday::Sunday || closed,
    };
    sure.then_some(found)
}

/// Whether *thứ hai* is a weekday here and no ordinal: Sunday always is, others are behind words of time, behind a time, with a
/// capital of their own, or at the start of a sentence unless the text enumerates.
fn is_no_ordinal(text: &Context<'_>, named: &Named, listed: &Listed<'_, '_>) -> bool {
    let list = text.tokens().list();
    let capital = text.of(&list[named.second]).starts_with(char::is_uppercase);
    // *Bộ CN* is a ministry and not a Sunday.
    let short = named.first == named.second;
    match text.tokens().previous_visible(named.first) {
        _ if named.day == Weekday::Sunday && !short => true,
        None => short || capital || !listed.is_before(named.first),
        Some((at, before)) => match before.kind() {
            TokenKind::Word(_) if says(text, at, BEFORE) => true,
            TokenKind::Word(_) => capital && !short && !says(text, at, COUNTED),
            TokenKind::Mark(Mark::OpenBracket) | TokenKind::Time => true,
            TokenKind::Mark(_) => short || capital || !listed.is_before(named.first),
            // *Khóa 5 thứ hai*: behind a number that is no time it is no weekday.
            _ => false,
        },
    }
}

/// Where a text enumerates in words (*thứ nhất*, *một là*), so that a later *thứ hai* is an ordinal. Searched for on first use.
struct Listed<'t, 'a> {
    text: &'t Context<'a>,
    first: OnceCell<usize>,
}

impl Listed<'_, '_> {
    /// Whether such an enumeration begins before a token.
    fn is_before(&self, at: usize) -> bool {
        let text = self.text;
        let counts = |at: &usize| {
            says(text, *at, &["nhất"]) && says(text, at - 1, &["thứ"])
                || says(text, *at, &["là"]) && says(text, at - 1, &["một"]) && text.opens(at - 1)
        };
        let find = || (1..text.tokens().list().len()).find(counts).unwrap_or(usize::MAX);
        *self.first.get_or_init(find) < at
    }
}
