//! `so-lieu/dien-thoai`: a telephone number with too many digits or too few.

use std::borrow::Cow;

use super::figure::says;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Gap, Kind, Mark};

/// ĐT: 091234567
pub struct PhoneNumber;

/// What announces a telephone number.
const CUES: &[&str] = &["thoại", "đt", "đtdđ", "hotline", "tel", "sđt", "mobile", "zalo"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/dien-thoai"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Số điện thoại thừa hay thiếu chữ số", "A telephone number of wrong length"),
    why: Bilingual::fixed(
        "Số di động Việt Nam bắt đầu bằng 03, 05, 07, 08, 09 và có 10 chữ số; số cố định bắt đầu bằng 02 và có 10 hoặc \
         11 chữ số. Số ngắn (113), số 1800, 1900, số nước ngoài, số cố định cũ và số không có “điện thoại”, “ĐT” đứng \
         trước được để yên.",
        "A Vietnamese mobile number begins with 03, 05, 07, 08 or 09 and has 10 digits, a landline begins with 02 and has 10 or \
         11. Short numbers, 1800 and 1900, foreign numbers and those that no word announces are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Điện thoại: 091234567.", "Điện thoại: 091234567."),
        Example::new("Xin gọi ĐT 0981 234 56789.", "Xin gọi ĐT 0981 234 56789."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Điện thoại: 0912345678, hotline: 1900 1234, ĐT: 024 3825 1234."),
        Cow::Borrowed("Điện thoại giá 3.500.000 đồng; số 091234567 trúng giải; ĐT 113."),
    ]),
};

impl Rule for PhoneNumber {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        for (at, token) in tokens.figures() {
            if token.kind() != Kind::Number || !text.of(token).starts_with('0') || !is_announced(text, at) {
                continue;
            }
            let (mut digits, mut end) = (0, at);
            let mut clean = true;
            while let Some(next) = tokens
                .list()
                .get(end)
                .filter(|next| end == at || next.kind() == Kind::Number && matches!(next.gap(), Gap::Space | Gap::None))
            {
                let written = text.of(next);
                digits += written.bytes().filter(u8::is_ascii_digit).count();
                clean &= written.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
                end += 1;
            }
            let range = match text.of(token).as_bytes() {
                [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => 10..=10,
                [b'0', b'2', ..] => 10..=11,
                _ => continue,
            };
            let joined = tokens.list().get(end).is_some_and(|next| {
                matches!(next.kind(), Kind::Symbol | Kind::Code | Kind::Mark(Mark::Hyphen | Mark::Slash | Mark::Dash))
            });
            // Far from any number it is a date, an account, two numbers in a row.
            if !clean || joined || range.contains(&digits) || !(8..=12).contains(&digits) {
                continue;
            }
            let span = token.span.cover(tokens.list()[end - 1].span);
            let message = Bilingual::new(
                format!("Số điện thoại này có {digits} chữ số, cần {}", range.end()),
                format!("This telephone number has {digits} digits, not {}", range.end()),
            );
            found.mark(span, message, Vec::new());
        }
    }
}

/// Whether a word right before, or before a colon, says that this is a telephone number.
fn is_announced(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let Some((mut before, mark)) = tokens.previous_visible(at) else { return false };
    if matches!(mark.mark(), Some(Mark::Colon | Mark::Stop)) {
        let Some((word, _)) = tokens.previous_visible(before) else { return false };
        before = word;
    }
    says(text, before, CUES)
}
