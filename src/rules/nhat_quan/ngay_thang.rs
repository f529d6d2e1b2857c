//! `nhat-quan/ngay-thang`: 12/5/2017 and 12-5-2017 in one text.

use std::borrow::Cow;

use super::{Tally, mark_rarer};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::TokenKind;

/// Rule `nhat-quan/ngay-thang`. Example: *12/5/2017* beside *12-5-2017*.
pub struct MixedDates;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/ngay-thang"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Một bài lẫn 12/5/2017 và 12-5-2017", "Two ways to write dates in one text"),
    why: Bilingual::fixed(
        "Gạch chéo hay gạch nối trong ngày tháng đều được, nhưng một bài nên dùng một dấu. Chỉ so ngày có đủ ngày, \
         tháng, năm; ngày không năm (12-5 có thể là khoảng số) và ngày lễ quen viết 2-9, 30-4 được để yên.",
        "Slashes or hyphens in dates: a text should keep to one. Only full dates are compared; 12-5 without a year may \
         be a range.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Từ 12/5/2017 đến 20/5/2017, họp lại 3-6-2017.", "Từ 12/5/2017 đến 20/5/2017, họp lại 3/6/2017."),
        Example::new(
            "Ngày 12-5-2017 họp, 20-5-2017 họp lại, 3/6/2017 ký.",
            "Ngày 12-5-2017 họp, 20-5-2017 họp lại, 3-6-2017 ký.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Từ 12/5/2017 đến 20/5/2017, nghỉ lễ 30-4 và 2-9."),
        Cow::Borrowed("Ngày 12-5-2017 có 3-4 người, tỉ lệ 3/4."),
        Cow::Borrowed("Từ 12/5/2017 đến 20/5/2017, đội đá sơ đồ 5-4-1."),
    ]),
};

impl Rule for MixedDates {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let dates = || {
            text.tokens().figures().filter_map(|(_, token)| {
                let written = text.of(token);
                let count = |separator| written.bytes().filter(|byte| *byte == separator).count() == 2;
                let iso = written.as_bytes().get(..4).is_some_and(|year| year.iter().all(u8::is_ascii_digit));
                let full = token.kind() == TokenKind::Date && !iso;
                let slash = count(b'/');
                // *Sơ đồ 5-4-1*: a football formation; no year has one digit.
                let full = full && written.rsplit(['/', '-']).next().is_some_and(|year| year.len() > 1);
                (full && (slash || count(b'-'))).then_some((token, slash))
            })
        };
        let mut tally = Tally::default();
        dates().for_each(|(_, slash)| tally.add(slash));
        let Some(rarer_is_slash) = tally.rarer_is_first() else { return };
        let (rare, usual) = if rarer_is_slash { ("/", "-") } else { ("-", "/") };
        let (few, many) = tally.counts();
        if many < 2 {
            return;
        }
        let rarer = dates().filter(|(_, slash)| *slash == rarer_is_slash);
        let places = rarer.map(|(token, _)| (token.span, vec![text.of(token).replace(rare, usual)]));
        mark_rarer(found, (few, many), places, |span| {
            let written = &text.text()[span.range()];
            Bilingual::new(
                format!(
                    "“{written}” dùng dấu “{rare}” ({few} chỗ), các ngày khác trong bài dùng “{usual}” ({many} chỗ)"
                ),
                format!("“{written}” has “{rare}” ({few} times), other dates in the text “{usual}” ({many} times)"),
            )
        });
    }
}
