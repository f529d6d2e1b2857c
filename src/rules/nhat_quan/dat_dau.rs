//! `nhat-quan/dat-dau`: hòa and hoà in one text.

use std::borrow::Cow;

use super::{Tally, mark_rarer};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{self, Case, ToneStyle};

/// Rule `nhat-quan/dat-dau`. Example: *hòa* beside *hoà*.
pub struct MixedToneStyle;

/// The fewest words for which any mixture is reported.
const SHOWN: usize = 6;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/dat-dau"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Một bài lẫn hai kiểu đặt dấu: hòa và hoà", "Two tone styles in one text: hòa and hoà"),
    why: Bilingual::fixed(
        "hòa, thủy và hoà, thuỷ đều đúng, nhưng một bài nên theo một kiểu. Kiểu ít gặp hơn bị đánh dấu: từng chỗ nếu \
         không quá ba, nếu hơn thì ở chỗ đầu tiên. Bài chỉ theo một kiểu và tên riêng (người ta viết sao thì để vậy) \
         được để yên.",
        "Both hòa, thủy and hoà, thuỷ are right, but a text should keep to one. The rarer style is marked: each place \
         of up to three, or else the first. Names are left as they are.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Hai bên hòa giải. Họ hòa thuận, khóa cửa rồi về. Cả làng hoà vui.",
            "Hai bên hòa giải. Họ hòa thuận, khóa cửa rồi về. Cả làng hòa vui.",
        ),
        Example::new(
            "Nước hoà vào đất, cây khoẻ, hoa toả hương, tàu thủy chạy.",
            "Nước hoà vào đất, cây khoẻ, hoa toả hương, tàu thuỷ chạy.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hai bên hòa giải, khóa cửa, tàu thủy chạy, nhà quá xa."),
        Cow::Borrowed("Anh Hoà hòa giải giúp bà Thuỷ; mọi người khỏe mạnh."),
    ]),
};

impl Rule for MixedToneStyle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let styled = || {
            text.tokens().styled().filter(|(_, token)| token.case() == Case::Lower).filter_map(|(_, token)| {
                let style = syllable::Word::read(text.of(token)).and_then(|word| word.style())?;
                Some((token, token.syllable()?, style))
            })
        };
        if let Some(house) = text.house().tone_style {
            for (token, syllable, _) in styled().filter(|(.., style)| *style != house) {
                let mut right = String::new();
                syllable.write(house, &mut right);
                let message = Bilingual::new(
                    format!("“{}” đặt dấu khác kiểu của tòa soạn: “{right}”", text.of(token)),
                    format!("“{}” is not in the house's tone style: “{right}”", text.of(token)),
                );
                found.mark(token.span, message, vec![right]);
            }
            return;
        }
        let mut tally = Tally::default();
        styled().for_each(|(_, _, style)| tally.add(style == ToneStyle::Older));
        let Some(rarer_is_older) = tally.rarer_is_first() else { return };
        let (rarer, usual, spelled) = match rarer_is_older {
            true => (ToneStyle::Older, ToneStyle::Newer, ["hòa", "hoà"]),
            false => (ToneStyle::Newer, ToneStyle::Older, ["hoà", "hòa"]),
        };
        let (few, many) = tally.counts();
        // With so few words, more than one in the rarer style may be examples that the text is about.
        if few + many < SHOWN && (few > 1 || many < 3) {
            return;
        }
        let places = styled().filter(|(_, _, style)| *style == rarer).map(|(token, syllable, _)| {
            let mut right = String::new();
            syllable.write(usual, &mut right);
            (token.span, vec![right])
        });
        mark_rarer(found, (few, many), places, |span| {
            let written = &text.text()[span.range()];
            let [rare, usual] = spelled;
            Bilingual::new(
                format!(
                    "“{written}” đặt dấu kiểu “{rare}” ({few} chỗ), các chữ khác trong bài kiểu “{usual}” ({many} chỗ)"
                ),
                format!(
                    "“{written}” has its tone as in “{rare}” ({few} times), other words as in “{usual}” ({many} times)"
                ),
            )
        });
    }
}
