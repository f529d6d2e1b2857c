//! `so-lieu/nhom-nghin`: digits between the dots of a large number that are no groups of three.

use std::borrow::Cow;

use super::figure::{follows, says, split, stands_alone};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::TokenKind;

/// Rule `so-lieu/nhom-nghin`. Example: *12.34.567*.
pub struct Thousands;

/// What is counted in whole numbers; before these words it is no number of a section or a version.
const COUNTED: &[&str] =
    &["đồng", "đ", "vnd", "vnđ", "usd", "người", "hộ", "lượt", "tấn", "cổ", "tỷ", "tỉ", "triệu", "nghìn"];

/// Names of the đồng, which has no smaller unit.
const DONG: &[&str] = &["đồng", "đ", "vnd", "vnđ"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/nhom-nghin"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Nhóm chữ số hàng nghìn không đủ ba chữ số",
        "A group of thousands that has not three digits",
    ),
    why: Bilingual::fixed(
        "Dấu chấm ngăn từng nhóm ba chữ số kể từ phải sang, nhóm thừa hay thiếu chữ số thì không rõ là bao nhiêu. Số \
         mục, số phiên bản, địa chỉ IP và số không đứng trước đơn vị đếm được để yên.",
        "A dot sets off each three digits from the right; where a group has more or fewer the amount is in doubt. \
         Section numbers, versions, IP addresses and numbers that count nothing are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Tổng chi là 12.34.567 đồng.", "Tổng chi là 12.34.567 đồng."),
        Example::new("Mỗi suất 1.0000 đồng.", "Mỗi suất 1.0000 đồng."),
        Example::new("Cả xã có 1234.567 người.", "Cả xã có 1234.567 người."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tổng chi là 12.345.678 đồng, mỗi suất 10.000đ; tháng 9.2016 có 15 người."),
        Cow::Borrowed("Mục 1.23.456 của phiên bản 4.0.123, máy chủ 10.0.0.1, giá 3,5 triệu đồng, số 3.1415."),
    ]),
};

impl Rule for Thousands {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            if token.kind() != TokenKind::Number {
                continue;
            }
            let (number, unit) = split(text.of(token));
            // What stands behind a comma is decimals and does not matter here.
            let whole = number.split_once(',').map_or(number, |(whole, _)| whole);
            let counts = |units: &[&str]| match unit {
                "" => text.next_word(at).is_some_and(|(next, ..)| says(text, next, units)),
                unit => units.contains(&unit),
            };
            let odd = is_odd(whole);
            let cents = !odd
                && number
                    .split_once('.')
                    .is_some_and(|(_, cents)| matches!(cents.len(), 1 | 2) && cents.ends_with('0'))
                // *Câu 1: 1.0 đ* are points of a test.
                && number.len() > 3;
            let wrong = odd && counts(COUNTED) || cents && counts(DONG);
            if !wrong || follows(text, at, &["tháng", "mục", "điều", "năm"]).is_some() || !stands_alone(text, at)
            {
                continue;
            }
            let message = Bilingual::new(
                format!("“{number}” có nhóm không đủ ba chữ số: dấu chấm ngăn từng nhóm ba chữ số"),
                format!("“{number}” has a group that is not of three digits"),
            );
            found.mark(token.span, message, Vec::new());
        }
    }
}

/// Whether a number with dots has groups of three digits and others as well.
fn is_odd(number: &str) -> bool {
    let mut groups = number.split('.');
    let first = groups.next().map_or(0, str::len);
    let (mut three, mut other, mut longest) = (0, 0, 0);
    for group in groups {
        if group.len() == 3 {
            three += 1
        } else {
            other += 1
        }
        longest = longest.max(group.len());
    }
    let zero = number.starts_with('0');
    match (three, other) {
        (0, 0) => false,
        (_, 0) => first > 3 && !zero,
        (0, 1) => longest > 3 && !zero && number.ends_with("000"),
        _ => three > 0 && !zero,
    }
}
