//! `so-lieu/ngay-khong-co`: a date that no calendar has.

use std::borrow::Cow;

use super::calendar::days_in;
use super::figure::{Date, date_at, follows, is_lunar, precedes, stands_alone};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, Token, TokenKind};

/// Rule `so-lieu/ngay-khong-co`. Example: *31/4*.
pub struct NoSuchDate;

/// Words before a date; behind these it is no fraction.
const CUES: &[&str] = &[
    "ngày", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "mùng", "mồng", "hai", "ba", "tư", "năm", "sáu",
    "bảy", "nhật",
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/ngay-khong-co"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Ngày tháng không có trên lịch", "A date that no calendar has"),
    why: Bilingual::fixed(
        "Tháng 4, 6, 9, 11 có 30 ngày, tháng 2 có 28 ngày (năm nhuận 29), một năm có 12 tháng. Ngày âm lịch, phân số, \
         số nhà và ngày không ghi năm mà không có chữ “ngày”, “sáng”, “thứ Hai”… đứng trước được để yên.",
        "April, June, September and November have 30 days, February has 28 (29 in a leap year), a year has 12 months. \
         Lunar dates, fractions, house numbers, and dates without a year that no word such as “ngày” or “sáng” \
         announces are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Cuộc họp diễn ra ngày 31/4 tại Huế.", "Cuộc họp diễn ra ngày 31/4 tại Huế."),
        Example::new("Văn bản ký ngày 29/2/2023 có hiệu lực ngay.", "Văn bản ký ngày 29/2/2023 có hiệu lực ngay."),
        Example::new("Lớp học mở ngày 5 tháng 13 năm 2024.", "Lớp học mở ngày 5 tháng 13 năm 2024."),
        Example::new("Hạn nộp là 12/25/2017.", "Hạn nộp là 12/25/2017."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ngày 29/2/2024 là thứ Năm; rằm tháng Hai, 30/2 âm lịch là giỗ ông."),
        Cow::Borrowed(
            "Nhà số 31/4 đường Lê Lợi, chiếm 30/2 phần, ngày 16/27 tháng 6 năm 1743, thửa đất 45/67, nghỉ 2 ngày 25/26.",
        ),
        Cow::Borrowed("Ngày 31 tháng 12 năm 2023 và đêm 30/4."),
    ]),
};

impl Rule for NoSuchDate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, token) in text.tokens().figures() {
            if !matches!(token.kind(), TokenKind::Date | TokenKind::Number) {
                continue;
            }
            let Some(date) = date_at(text, at) else { continue };
            let days = days_in(date.month, date.year);
            if days.is_some_and(|days| (1..=days).contains(&date.day)) || !is_meant(text, at, &date) {
                continue;
            }
            // A lunar month has 30 days at most, and there are 12 of them.
            if date.day <= 30 && (1..=12).contains(&date.month) && is_lunar(text, at) {
                continue;
            }
            let span = token.span.cover(list[*date.tokens.end()].span);
            let written = &text.text()[span.range()];
            let Date { day, month, year, .. } = date;
            let message = match (days, year) {
                (None, Some(_)) if (13..=31).contains(&month) && (1..=12).contains(&day) => Bilingual::new(
                    format!(
                        "“{written}” có tháng {month}: nếu viết theo kiểu Mỹ thì đổi lại thành ngày trước, tháng sau"
                    ),
                    format!("“{written}” has a month {month}: if the month stands first, put the day first"),
                ),
                (None, _) => Bilingual::new(
                    format!("“{written}”: không có tháng {month}"),
                    format!("“{written}”: there is no month {month}"),
                ),
                (Some(days), Some(year)) if month == 2 => Bilingual::new(
                    format!("“{written}” không có trên lịch: tháng 2 năm {year} chỉ có {days} ngày"),
                    format!("“{written}” is in no calendar: February {year} has {days} days"),
                ),
                (Some(days), _) => Bilingual::new(
                    format!("“{written}” không có trên lịch: tháng {month} chỉ có {days} ngày"),
                    format!("“{written}” is in no calendar: month {month} has {days} days"),
                ),
            };
            found.mark(span, message, Vec::new());
        }
    }
}

/// Whether a word of time has no number before it; in *2 ngày 25/26* it counts days.
fn is_no_count(text: &Context<'_>, word: usize) -> bool {
    text.tokens().previous_visible(word).is_none_or(|(_, before)| before.kind() != TokenKind::Number)
}

/// Whether figures that no calendar has were intended as a date: they have a year, or stand behind one of [`CUES`].
fn is_meant(text: &Context<'_>, at: usize, date: &Date) -> bool {
    let written = text.of(&text.tokens().list()[at]);
    let in_words = date.tokens.end() != date.tokens.start();
    // *0/4/2017* is a placeholder; *29.02.1900* may be of another calendar.
    let full = date.year.is_some_and(|year| year >= 1900) && written.contains('/');
    // *16/27 tháng 6, đêm 30/31 cuối tháng, năm 63/64, 24/24 giờ*: two days or years, or a ratio.
    let pair = date.year.is_none()
        && !in_words
        && (precedes(text, at, &["tháng", "giờ", "cuối"]).is_some()
            || follows(text, at, &["năm"]).is_some()
            || date.day == date.month);
    let nam_tu = follows(text, at, &["tư"]).is_some_and(|word| follows(text, word, &["nam"]).is_some());
    if pair || nam_tu {
        return false;
    }
    let cue = || {
        follows(text, at, CUES).is_some_and(|word| is_no_count(text, word))
            || text.tokens().before(at).and_then(Token::mark) == Some(Mark::OpenBracket)
                && text.tokens().after(at).and_then(Token::mark) == Some(Mark::CloseBracket)
                && text.tokens().previous_visible(at - 1).is_some_and(|(at, _)| super::figure::says(text, at, CUES))
    };
    stands_alone(text, at) && date.day > 0 && date.month > 0 && (in_words || full || cue())
}
