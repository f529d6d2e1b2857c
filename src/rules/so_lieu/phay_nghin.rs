//! `so-lieu/phay-nghin`: thousands set off by commas, in a language where a comma stands before decimals.

use std::borrow::Cow;

use super::figure::{says, split, stands_alone};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Token, TokenKind};

/// Rule `so-lieu/phay-nghin`. Example: *10,000 đồng*.
pub struct CommaThousands;

/// How many places are marked one by one; if there are more, one finding stands for all.
const FEW: usize = 3;

/// What is counted in whole numbers, or at least not in thousandths: before these words, three digits behind a comma are no decimals.
const WHOLE: &[&str] = &[
    "đồng", "đ", "vnd", "vnđ", "người", "hộ", "lượt", "cổ", "học", "sinh", "em", "con", "chiếc", "cái", "cuốn",
    "doanh", "công", "cán", "bản", "suất", "căn", "phiếu", "khách", "bệnh", "tài", "lao", "ca", "chỗ", "xe",
];

/// Units that may have three decimals, but not numbers in the millions.
const MEASURES: &[&str] = &[
    "tấn", "tạ", "kg", "m", "m2", "m²", "m3", "m³", "km", "km2", "km²", "ha", "lít", "mét", "euro", "yên", "won", "kwh",
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/phay-nghin"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Hàng nghìn ngăn bằng dấu phẩy: 10,000 đồng", "Thousands with a comma: 10,000 đồng"),
    why: Bilingual::fixed(
        "Tiếng Việt ngăn hàng nghìn bằng dấu chấm; dấu phẩy đứng trước phần thập phân, nên 10,000 đọc là mười. Chỉ xét \
         số không thể hiểu khác: đứng trước thứ đếm nguyên chiếc (đồng, người, hộ), hoặc có từ hai dấu phẩy trở lên. \
         Số thập phân (2,5 triệu; 0,125 tấn; 1,250 tỷ đồng) được để yên.",
        "Vietnamese sets off thousands with a dot, and a comma stands before decimals: 10,000 reads as ten. Only numbers \
         that cannot be meant otherwise are looked at: those that count what has no parts, or have two commas.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Giá vé là 10,000 đồng.", "Giá vé là 10.000 đồng."),
        Example::new("Tổng chi 1,500,000 VNĐ.", "Tổng chi 1.500.000 VNĐ."),
        Example::new("Mỗi suất 25,000đ.", "Mỗi suất 25.000đ."),
        Example::new("Khoảng 12,500 người dự lễ.", "Khoảng 12.500 người dự lễ."),
        Example::new("Sản lượng đạt 1,250,000 tấn.", "Sản lượng đạt 1.250.000 tấn."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Giá vé là 10.000 đồng, lãi 2,5 triệu đồng, vốn 1,250 tỷ đồng, dài 1,125 km."),
        Cow::Borrowed(
            "Giá vàng 15,426 USD một ounce; các câu 100,200,300 và 401; nặng 0,125 tấn; nặng 0,250 người; xem 1,234,567.",
        ),
    ]),
};

impl Rule for CommaThousands {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let figures = text.tokens().figures();
        let places: Vec<&Token> =
            figures.filter(|(at, token)| is_sure(text, *at, token)).map(|(_, token)| token).collect();
        let shown = if places.len() <= FEW { places.len() } else { 1 };
        let count = places.len();
        for token in &places[..shown] {
            let written = text.of(token);
            let right = written.replace(',', ".");
            let (all, every) = match count > FEW {
                true => (format!(" ({count} chỗ trong bài)"), format!(" ({count} places in this text)")),
                false => Default::default(),
            };
            let message = Bilingual::new(
                format!("“{written}” nên viết là “{right}”{all}: tiếng Việt ngăn hàng nghìn bằng dấu chấm"),
                format!("Write “{written}” as “{right}”{every}: Vietnamese sets off thousands with a dot"),
            );
            let others = places[shown..].iter().map(|token| found.edit(token.span, text.of(token).replace(',', ".")));
            let others: Vec<_> = others.collect();
            let finding = found.mark(token.span, message, vec![right]);
            finding.whole = !others.is_empty();
            finding.fix.iter_mut().for_each(|fix| fix.edits.extend_from_slice(&others));
        }
    }
}

/// Whether the commas in a number can only separate thousands.
fn is_sure(text: &Context<'_>, at: usize, token: &Token) -> bool {
    if token.kind() != TokenKind::Number || !text.of(token).contains(',') {
        return false;
    }
    let (number, unit) = split(text.of(token));
    let mut groups = number.split(',');
    let first = groups.next().unwrap_or_default();
    let plain = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let begins = (1..=3).contains(&first.len()) && plain(first) && !first.starts_with('0');
    let behind: Vec<&str> = groups.collect();
    if !begins || !behind.iter().all(|group| group.len() == 3 && plain(group)) || !stands_alone(text, at) {
        return false;
    }
    let counts = |units: &[&str]| match unit {
        "" => text.next_word(at).is_some_and(|(next, ..)| says(text, next, units)),
        unit => units.contains(&unit.to_lowercase().as_str()),
    };
    counts(WHOLE) || behind.len() > 1 && counts(MEASURES)
}
