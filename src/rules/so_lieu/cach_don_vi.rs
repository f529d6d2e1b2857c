//! `so-lieu/cach-don-vi`: a unit glued to its number.

use std::borrow::Cow;

use super::figure::split;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::TokenKind;

/// Rule `so-lieu/cach-don-vi`. Example: *10kg*.
pub struct GluedUnit;

/// Symbols of units before which the press mostly has a space. Those of computers and cameras (*64GB, 5G, 35mm*) are left out:
/// there the number is often part of a product's name.
const UNITS: &[&str] =
    &["kg", "km", "m", "cm", "ha", "g", "mg", "ml", "lít", "tấn", "tạ", "MW", "kW", "kWh", "m2", "m3", "km2"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/cach-don-vi"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: true,
    summary: Bilingual::fixed("Thiếu khoảng trắng giữa số và đơn vị", "No space between a number and its unit"),
    why: Bilingual::fixed(
        "Giữa số và ký hiệu đơn vị có một khoảng trắng; báo chí viết rời nhiều gấp đôi viết liền, nên \
         quy tắc này chỉ chạy khi được gọi. Đơn vị của máy tính, \
         máy ảnh (64GB, 35mm), tốc độ (5km/h), tiền (5.000đ), số có chữ đứng sát trước hay sau và tên kiểu (A4-80g) được \
         để yên.",
        "A space stands between a number and the symbol of its unit; the press does so twice as often as \
         not, which is why this rule is strict. Units of \
         computers and cameras (64GB, 35mm), speeds (5km/h), money (5.000đ) and models are left alone.",
    ),
    authority: Some(Bilingual::fixed("Tài liệu SI (BIPM), mục 5.4.3", "SI Brochure (BIPM), section 5.4.3")),
    wrong: Cow::Borrowed(&[
        Example::new("Bao gạo nặng 10kg.", "Bao gạo nặng 10 kg."),
        Example::new("Tuyến kênh dài 2,5km, rộng 30m.", "Tuyến kênh dài 2,5 km, rộng 30 m."),
        Example::new("Căn hộ rộng 70m2.", "Căn hộ rộng 70 m2."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Bao gạo 10 kg, thẻ nhớ 64GB, phim 35mm, mạng 4G, xe chạy 60km/h, giá 5.000đ."),
        Cow::Borrowed("Giấy A4-80g, cự ly 400m-800m."),
    ]),
};

impl Rule for GluedUnit {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            let (number, unit) = match token.kind() {
                TokenKind::Number | TokenKind::Code => split(text.of(token)),
                _ => continue,
            };
            let tokens = text.tokens();
            let is_part = |other: Option<&crate::token::Token>| {
                other.is_some_and(|other| match other.kind() {
                    TokenKind::Mark(mark) => !(mark.is_pause() || mark.is_paired()),
                    _ => true,
                })
            };
            if unit.is_empty() || !UNITS.contains(&unit) || is_part(tokens.before(at)) || is_part(tokens.after(at)) {
                continue;
            }
            let message = Bilingual::new(
                format!("“{number}{unit}” nên viết là “{number} {unit}”: số và đơn vị cách nhau một khoảng trắng"),
                format!("Write “{number} {unit}”: a space stands between a number and its unit"),
            );
            found.mark(token.span, message, vec![format!("{number} {unit}")]);
        }
    }
}
