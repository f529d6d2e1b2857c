//! `so-lieu/met-vuong`: m2 for m².

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::Span;
use crate::token::{Gap, TokenKind};

/// Rule `so-lieu/met-vuong`. Example: *70 m2*.
pub struct PlainExponent;

/// Units with a plain digit, and with the exponent that is intended.
const UNITS: &[(&str, &str)] = &[
    ("m2", "m²"),
    ("m3", "m³"),
    ("km2", "km²"),
    ("cm2", "cm²"),
    ("cm3", "cm³"),
    ("dm2", "dm²"),
    ("dm3", "dm³"),
    ("mm2", "mm²"),
    ("mm3", "mm³"),
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/met-vuong"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: true,
    summary: Bilingual::fixed(
        "Số mũ của đơn vị viết bằng chữ số thường: m2, km2, m3",
        "An exponent as a plain digit: m2, km2, m3",
    ),
    why: Bilingual::fixed(
        "Số mũ viết nhỏ ở trên: m², km², m³. Báo mạng thường viết m2 vì dễ gõ, nên quy tắc này chỉ chạy khi được gọi; \
         m2 không đứng sau số (biến, tên máy) được để yên.",
        "An exponent stands small and high: m², km², m³. Papers on the net write m2 since it is easy to type, so this \
         rule is strict; an m2 behind no number (a variable, a model) is left alone.",
    ),
    authority: Some(Bilingual::fixed("Tài liệu SI (BIPM), mục 5.2", "SI Brochure (BIPM), section 5.2")),
    wrong: Cow::Borrowed(&[
        Example::new("Căn hộ rộng 70 m2.", "Căn hộ rộng 70 m²."),
        Example::new("Rừng rộng 120 km2, hồ chứa 5.000m3 nước.", "Rừng rộng 120 km², hồ chứa 5.000m³ nước."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Căn hộ rộng 70 m², hồ chứa 5.000 m³ nước."),
        Cow::Borrowed("Xe Honda M2, biến m2 trong hàm."),
    ]),
};

impl Rule for PlainExponent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            let unit = match token.kind() {
                TokenKind::Code => {
                    let (_, unit) = super::figure::split(text.of(token));
                    Span::new(token.span.end() - unit.len() as u32, token.span.end())
                }
                TokenKind::Number => match text.tokens().next_visible(at) {
                    Some((_, next)) if next.kind() == TokenKind::Code && next.gap() != Gap::None => next.span,
                    _ => continue,
                },
                _ => continue,
            };
            let written = &text.text()[unit.range()];
            if let Some((_, right)) = UNITS.iter().find(|(wrong, _)| *wrong == written) {
                let message = Bilingual::new(
                    format!("“{written}” viết đúng là “{right}”: số mũ viết nhỏ ở trên"),
                    format!("“{written}” is properly “{right}”: an exponent stands small and high"),
                );
                found.mark(unit, message, vec![(*right).to_owned()]);
            }
        }
    }
}
