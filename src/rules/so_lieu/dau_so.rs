//! `so-lieu/dau-thap-phan` and `so-lieu/tron-dau`: a dot for a comma in numbers.

use std::borrow::Cow;

use super::figure::{follows, stands_alone};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, Token, TokenKind};

/// Rule `so-lieu/dau-thap-phan`. Example: *tăng 3.5%*.
pub struct DecimalPoint;

/// Rule `so-lieu/tron-dau`. Example: *1.000* beside *1,000*.
pub struct MixedSeparators;

/// How many places of the minority are marked one by one; if there are more, one finding stands for all.
const FEW: usize = 3;

/// Units and factors behind which a number is a measured quantity, and no number of a section or a version.
const MEASURES: &[&str] = &[
    "triệu", "tỷ", "tỉ", "nghìn", "kg", "km", "m", "cm", "mm", "ha", "tấn", "tạ", "độ", "USD", "mét", "điểm", "lần",
    "gam",
];

/// Words before a number with a dot that make it the number of a section, a version and so on: *mục 2.1*.
const NAMING: &[&str] =
    &["ngày", "mục", "điều", "khoản", "bài", "hình", "bảng", "chương", "phần", "tháng", "bản", "câu", "điểm"];

/// The notation of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// 1.000,5
    Vietnamese,
    /// 1,000.5
    English,
}

static DECIMAL: Meta = Meta {
    name: Cow::Borrowed("so-lieu/dau-thap-phan"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Số thập phân viết dấu chấm: 3.5%", "A decimal point: 3.5%"),
    why: Bilingual::fixed(
        "Tiếng Việt dùng dấu phẩy trước phần thập phân và dấu chấm giữa các nhóm hàng nghìn. Chỉ xét số đứng trước % \
         hoặc đơn vị đo; số mục, số phiên bản, dung tích xi lanh (2.0 lít) được để yên.",
        "Vietnamese has a comma before the decimals and a dot between thousands. Only numbers before % or a measure \
         are looked at; sections, versions and engines (2.0 lít) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Sản lượng tăng 3.5% trong quý này.", "Sản lượng tăng 3,5% trong quý này."),
        Example::new("Đoạn đường dài 12.75 km.", "Đoạn đường dài 12,75 km."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Sản lượng tăng 3,5%, bán 1.000 tấn, xem mục 2.1 và bản 8.1."),
        Cow::Borrowed("Tháng 9.16 điểm chuẩn tăng; thời web 2.0."),
    ]),
};

static MIXED: Meta = Meta {
    name: Cow::Borrowed("so-lieu/tron-dau"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Một bài lẫn hai kiểu số: 1.000,5 và 1,000.5",
        "Two manners of numbers in one text: 1.000,5 and 1,000.5",
    ),
    why: Bilingual::fixed(
        "Cùng một bài mà chỗ thì dấu chấm ngăn hàng nghìn, chỗ thì dấu phẩy, người đọc không biết 1.500 là một nghìn \
         rưỡi hay một phẩy năm. Chỉ kể những số không thể hiểu khác (12,5; 1.000.000; 1,000,000; 3.5%); kiểu ít gặp \
         hơn bị đánh dấu, từng chỗ nếu không quá ba, nếu hơn thì ở chỗ đầu tiên.",
        "Where a dot sets off thousands in one place and decimals in another, nobody knows what 1.500 is. Only numbers \
         that cannot be read otherwise count; the rarer manner is marked, each place of up to three, or else the first.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Thu 1.250.000 đồng, chi 2,500,000 đồng, tăng 12,5% so với năm trước.",
            "Thu 1.250.000 đồng, chi 2.500.000 đồng, tăng 12,5% so với năm trước.",
        ),
        Example::new(
            "Nhiệt độ tăng 1,5 độ, mưa nhiều hơn 3.5%, gió mạnh thêm 2,5 lần.",
            "Nhiệt độ tăng 1,5 độ, mưa nhiều hơn 3,5%, gió mạnh thêm 2,5 lần.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Thu 1.250.000 đồng, tăng 12,5%; xem mục 2.1, bản 8.1."),
        Cow::Borrowed("Máy in ra 1,250,000 và 0,125; các câu 3,5 và 7 sai."),
    ]),
};

impl Rule for DecimalPoint {
    fn meta(&self) -> &'static Meta {
        &DECIMAL
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            if token.kind() == TokenKind::Number && is_decimal(text, at, text.of(token), '.') {
                let written = text.of(token);
                let right = swapped(written);
                let message = Bilingual::new(
                    format!("“{written}” nên viết là “{right}”: trước phần thập phân là dấu phẩy"),
                    format!("Write “{written}” as “{right}”: a comma stands before the decimals"),
                );
                found.mark(token.span, message, vec![right]);
            }
        }
    }
}

impl Rule for MixedSeparators {
    fn meta(&self) -> &'static Meta {
        &MIXED
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let manners = || {
            text.tokens().figures().filter_map(|(at, token)| {
                let kind = matches!(token.kind(), TokenKind::Number);
                Some((token, manner(text, at, text.of(token)).filter(|_| kind)?))
            })
        };
        let (mut vietnamese, mut english) = (0, 0);
        for (_, manner) in manners() {
            *(if manner == Manner::Vietnamese { &mut vietnamese } else { &mut english }) += 1;
        }
        if vietnamese == 0 || english == 0 {
            return;
        }
        // Where both are equally frequent, the Vietnamese notation prevails.
        let (minority, few, many) = match vietnamese >= english {
            true => (Manner::English, english, vietnamese),
            false => (Manner::Vietnamese, vietnamese, english),
        };
        let ways = |manner| if manner == Manner::English { "1,000.5" } else { "1.000,5" };
        let (rare, usual) = match minority {
            Manner::English => (ways(Manner::English), ways(Manner::Vietnamese)),
            Manner::Vietnamese => (ways(Manner::Vietnamese), ways(Manner::English)),
        };
        let places = manners().filter(|(_, manner)| *manner == minority);
        for (token, _) in places.take(if few <= FEW { few } else { 1 }) {
            let written = text.of(token);
            let message = Bilingual::new(
                format!("“{written}” viết kiểu {rare} ({few} chỗ), các số khác trong bài kiểu {usual} ({many} chỗ)"),
                format!("“{written}” is of the manner {rare} ({few} times), other numbers of {usual} ({many} times)"),
            );
            found.mark(token.span, message, vec![swapped(written)]);
        }
    }
}

/// The notation of a number, if it is unambiguous.
fn manner(text: &Context<'_>, at: usize, written: &str) -> Option<Manner> {
    if !stands_alone_but_percent(text, at) || written.starts_with("00") {
        return None;
    }
    if is_grouped(written, '.', ',') {
        return Some(Manner::Vietnamese);
    }
    if is_grouped(written, ',', '.') {
        return Some(Manner::English);
    }
    if is_decimal(text, at, written, ',') {
        return Some(Manner::Vietnamese);
    }
    is_decimal(text, at, written, '.').then_some(Manner::English)
}

/// 1.000.000 or 1.000,5: groups of three, at least two of them behind the first, or a decimal part.
fn is_grouped(written: &str, thousands: char, decimal: char) -> bool {
    let (whole, fraction) = written.split_once(decimal).map_or((written, None), |(a, b)| (a, Some(b)));
    let mut groups = whole.split(thousands);
    let first =
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit()));
    let (mut behind, mut three) = (0, true);
    for group in groups {
        behind += 1;
        three &= group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    }
    let digits = fraction.is_none_or(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    first && three && digits && (behind >= 2 || behind == 1 && fraction.is_some())
}

/// 3.5 or 3,5 before % or a measure: one separator, and one or two decimals.
fn is_decimal(text: &Context<'_>, at: usize, written: &str, separator: char) -> bool {
    let Some((whole, fraction)) = written.split_once(separator) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let percent = text.tokens().after(at).is_some_and(|after| text.of(after) == "%");
    digits(whole)
        && digits(fraction)
        && fraction.len() <= 2
        && whole.len() <= 3
        && (percent || text.next_word(at).is_some_and(|(_, next, _)| MEASURES.contains(&text.of(next))))
        && follows(text, at, NAMING).is_none()
}

/// As [`stands_alone`], but % may follow without a space.
fn stands_alone_but_percent(text: &Context<'_>, at: usize) -> bool {
    let before = text.tokens().before(at).and_then(Token::mark);
    let percent = text.tokens().after(at).is_some_and(|after| text.of(after) == "%");
    stands_alone(text, at) || percent && !matches!(before, Some(Mark::Slash | Mark::Hyphen))
}

/// The number with its dots and commas exchanged.
fn swapped(written: &str) -> String {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    written.chars().map(swap).collect()
}
