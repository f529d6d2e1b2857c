//! `so-lieu/gio-khong-co`: a time that no clock shows.

use std::borrow::Cow;

use super::figure::{follows, number_after, plain, precedes};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Token, TokenKind};

/// Rule `so-lieu/gio-khong-co`. Example: *7h75*.
pub struct NoSuchTime;

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/gio-khong-co"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Giờ không có trên đồng hồ", "A time that no clock shows"),
    why: Bilingual::fixed(
        "Một ngày có 24 giờ, một giờ có 60 phút: không có 7h75, cũng không có “lúc 25 giờ”. Khoảng thời gian (làm \
         việc 48 giờ, bay 25h), 24h30 và tỉ số 9:75 được để yên.",
        "A day has 24 hours, an hour 60 minutes: there is no 7h75 and no “at 25 o'clock”. Durations (48 giờ, bay \
         25h), 24h30 and ratios are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Tàu chạy lúc 7h75 sáng nay.", "Tàu chạy lúc 7h75 sáng nay."),
        Example::new("Hội nghị khai mạc lúc 25 giờ.", "Hội nghị khai mạc lúc 25 giờ."),
        Example::new("Đúng 8 giờ 65 phút, đoàn lên đường.", "Đúng 8 giờ 65 phút, đoàn lên đường."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tàu chạy lúc 7h45, chuyến bay dài 25h, ca trực 48 giờ."),
        Cow::Borrowed(
            "Đúng 8 giờ 59 phút; lúc 24 giờ; khoảng 100 giờ 30 phút sau. Tính: 6 giờ 78 phút : 3 = 2 giờ 26 phút.",
        ),
    ]),
};

impl Rule for NoSuchTime {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            if token.kind() == TokenKind::Date {
                continue;
            }
            let written = text.of(token);
            let Some((hour, minute, end)) = time(text, at, written) else { continue };
            // *5 giờ 78 phút : 3 = …* is arithmetic.
            let sign = |token: Option<(usize, &Token)>| {
                token.is_some_and(|(_, token)| {
                    token.kind() == TokenKind::Symbol || matches!(text.of(token), ":" | "–" | "-" | "x" | "=")
                })
            };
            if sign(text.tokens().previous_visible(at)) || sign(text.tokens().next_visible(end)) {
                continue;
            }
            let span = token.span.cover(text.tokens().list()[end].span);
            let message = match minute {
                Some(minute) if (60..100).contains(&minute) && hour <= 24 => Bilingual::new(
                    format!("Không có phút thứ {minute}: một giờ có 60 phút, từ 0 đến 59"),
                    format!("There is no minute {minute}: an hour has minutes 0 to 59"),
                ),
                _ if (25..100).contains(&hour) && follows(text, at, &["lúc"]).is_some() => Bilingual::new(
                    format!("Không có lúc {hour} giờ: một ngày có 24 giờ"),
                    format!("There is no {hour} o'clock: a day has 24 hours"),
                ),
                _ => continue,
            };
            found.mark(span, message, Vec::new());
        }
    }
}

/// Hour, minute and index of the last token of what looks like a time: *7h75, 25:10, 8 giờ 65 phút*.
fn time(text: &Context<'_>, at: usize, written: &str) -> Option<(u32, Option<u32>, usize)> {
    if let Some((hour, rest)) = written.split_once(['h', 'H']) {
        let minute = rest.trim_end_matches(['\'', 'p']);
        let minute = if minute.is_empty() { None } else { Some(plain(minute).filter(|_| minute.len() == 2)?) };
        return Some((plain(hour)?, minute, at));
    }
    let hour = plain(written)?;
    let word = precedes(text, at, &["giờ"])?;
    // Without *phút* the number may count something else: sau 2 giờ 75 người đến.
    let minute = number_after(text, word).and_then(|(at, minute)| Some((precedes(text, at, &["phút"])?, minute)));
    Some((hour, minute.map(|(_, minute)| minute), minute.map_or(word, |(at, _)| at)))
}
