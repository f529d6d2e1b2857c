//! `dau-cau/cach-doi`: two spaces where one belongs.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::Kind;

/// `một  hai`
pub struct DoubleSpace;

/// Spaces in a row, from this many on, that are layout and not a slip.
const LAYOUT: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/cach-doi"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Hai khoảng trắng liền nhau", "Two spaces in a row"),
    why: Bilingual::fixed(
        "Giữa hai từ chỉ có một khoảng trắng, kể cả khi một trong hai là khoảng trắng không ngắt. Thụt đầu dòng, cột \
         căn bằng tab hoặc từ bốn khoảng trắng trở lên, khoảng sau gạch đầu dòng được để yên.",
        "One space stands between two words, no-break spaces counted. Indents, columns set with tabs or with four \
         spaces and more, and the gap after a bullet are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("thường xuyên, toàn diện  các mặt", "thường xuyên, toàn diện các mặt"),
        Example::new("một\u{A0} hai", "một hai"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("  thụt đầu dòng, 20\u{A0}km.  "),
        Cow::Borrowed("-  gạch đầu dòng\nBên A          Bên B\nTên:\t Lan"),
    ]),
};

impl Rule for DoubleSpace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, token) in text.tokens().wide_spaces() {
            let written = text.of(token);
            let count = written.chars().count();
            if !(2..LAYOUT).contains(&count) || written.contains('\t') {
                continue;
            }
            // The gap after the first token of a paragraph, if that is a bullet or a number.
            let bullet = at >= 1
                && text.tokens().previous_visible(at - 1).is_none()
                && !matches!(list[at - 1].kind, Kind::Word(_) | Kind::Abbreviation);
            let list_number = at >= 2
                && text.tokens().previous_visible(at - 2).is_none()
                && matches!(list[at - 1].kind, Kind::Mark(_))
                && list[at - 2].span.len() <= 4;
            if bullet || list_number {
                continue;
            }
            let message = Bilingual::new(
                format!("{count} khoảng trắng liền nhau, chỉ cần một"),
                format!("{count} spaces in a row, one is enough"),
            );
            found.mark(token.span, message, vec![" ".to_owned()]);
        }
    }
}
