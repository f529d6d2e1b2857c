//! `dau-cau/cach-doi`: two spaces where one belongs.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, Token, TokenKind};

/// Rule `dau-cau/cach-doi`. Example: `một  hai`.
pub struct DoubleSpace;

/// This many spaces in a row, or more, are layout and no slip. One space less is layout, too, if the paragraph has another such
/// gap: answers side by side, fields of a form.
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
        Cow::Borrowed("-  gạch đầu dòng\nBên A          Bên B\nTên:\t Lan\nA. 5 cm   B. 6 cm   C. 7 cm"),
        Cow::Borrowed("Tên   : Lan\nLớp:  4A\nTổ:  hai\n--  --  --"),
        Cow::Borrowed("| món   | giá  |\n| trà đá  | 5.000 |"),
    ]),
};

impl Rule for DoubleSpace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let list = tokens.list();
        let wide: Vec<usize> = tokens.wide_gaps().map(|(at, _)| at).collect();
        for (at_wide, at) in wide.iter().copied().enumerate() {
            let gap = tokens.gap_span(at);
            let written = &text.text()[gap.range()];
            let count = written.chars().count();
            if !(2..LAYOUT).contains(&count) || written.contains('\t') {
                continue;
            }
            // The gap behind a bullet or a number at the start of a paragraph is left alone.
            let Some((last, before)) = tokens.previous_visible(at) else { continue };
            let bullet = tokens.previous_visible(last).is_none()
                && !matches!(before.kind(), TokenKind::Word(_) | TokenKind::Abbreviation);
            let list_number = before.mark().is_some()
                && tokens.before(last).is_some_and(|label| label.span.len() <= 4)
                && tokens.previous_visible(last - 1).is_none();
            // Beside the bar of a table.
            let cell = text.of(before) == "|" || text.of(&list[at]) == "|";
            let paragraph = tokens.paragraph_of(at);
            let others = || {
                let near = &wide[at_wide.saturating_sub(1)..(at_wide + 2).min(wide.len())];
                near.iter().copied().filter(|other| *other != at)
            };
            // The paragraph has another wide gap: answers side by side.
            let width = |other: usize| text.text()[tokens.gap_span(other).range()].chars().count();
            let column = others().any(|other| {
                tokens.paragraph_of(other) == paragraph && (count + 1 == LAYOUT || width(other) >= LAYOUT)
            });
            // Spaces that align colons in lines below each other, and rows of dashes.
            let beside_colon = |at: usize| [at, at - 1].iter().any(|at| list[*at].mark() == Some(Mark::Colon));
            let form = list[at].mark() == Some(Mark::Colon)
                || beside_colon(at)
                    && others().any(|other| tokens.paragraph_of(other).abs_diff(paragraph) <= 2 && beside_colon(other));
            let sign = |token: &Token| {
                matches!(
                    token.kind(),
                    TokenKind::Symbol | TokenKind::Opaque | TokenKind::Mark(Mark::Hyphen | Mark::Dash | Mark::Slash)
                )
            };
            let row = sign(before) && sign(&list[at]);
            if bullet || list_number || cell || column || form || row {
                continue;
            }
            let message = Bilingual::new(
                format!("{count} khoảng trắng liền nhau, chỉ cần một"),
                format!("{count} spaces in a row, one is enough"),
            );
            found.mark(gap, message, vec![" ".to_owned()]);
        }
    }
}
