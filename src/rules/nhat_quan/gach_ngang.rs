//! `nhat-quan/gach-ngang`: a hyphen and a dash between clauses in one text.

use std::borrow::Cow;

use super::{Tally, halves, mark_rarer_if};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, Token};

/// Rule `nhat-quan/gach-ngang`. Example: *một - hai, ba – bốn*.
pub struct MixedDashes;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/gach-ngang"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed(
        "Một bài lẫn gạch ngắn (-) và gạch dài (–) giữa câu",
        "Hyphens and dashes between clauses in one text",
    ),
    why: Bilingual::fixed(
        "Phần chêm giữa câu ngăn bằng “ - ” hay “ – ” đều gặp, nhưng một bài nên dùng một dấu. Chỉ so gạch có khoảng \
         trắng hai bên và có chữ hai bên; gạch ghép hai từ (quốc phòng - an ninh) được so riêng; gạch đầu dòng, gạch giữa số, gạch nối liền chữ được để yên. Gạch dài là dấu \
         nhà in dùng, nên `morat fix` không tự đổi nó thành gạch ngắn.",
        "An aside is set off by “ - ” or by “ – ”, but a text should keep to one. Only strokes with spaces and words \
         on both sides are compared; those that join two words (quốc phòng - an ninh) by themselves; those of lists, numbers and compounds are left alone. Printers set a dash, so \
         `morat fix` does not make a hyphen of one unasked.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Ông Nam – giám đốc – đã đến. Bà Hoa – phó giám đốc – vắng. Anh Tú - thư ký - ghi chép.",
            "Ông Nam – giám đốc – đã đến. Bà Hoa – phó giám đốc – vắng. Anh Tú – thư ký – ghi chép.",
        ),
        Example::new(
            "Huế - cố đô - rất đẹp. Hội An — phố cổ — cũng vậy. Sa Pa - thị xã - lạnh, Đà Lạt - nơi mát - cũng thế.",
            "Huế - cố đô - rất đẹp. Hội An - phố cổ - cũng vậy. Sa Pa - thị xã - lạnh, Đà Lạt - nơi mát - cũng thế.",
        ),
        Example::new(
            "Huyện chăm lo quốc phòng – an ninh. Các chỉ tiêu kinh tế - xã hội đều đạt.",
            "Huyện chăm lo quốc phòng - an ninh. Các chỉ tiêu kinh tế - xã hội đều đạt.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Bà Hoa – phó giám đốc – nói về kinh tế - xã hội và chính trị - xã hội."),
        Cow::Borrowed("Ông Nam – giám đốc – đã đến lúc 8-9 giờ, giai đoạn 2015 - 2020."),
        Cow::Borrowed("- Mục một\n- Mục hai: Huế – cố đô.\nMát-xcơ-va, Hà Nội - Huế."),
    ]),
};

impl Rule for MixedDashes {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        // Hyphens that join two fields are counted apart from those that set off a clause.
        let joins = |at: usize| halves::joined(text, at).is_some_and(halves::are_fields);
        for terms in [false, true] {
            let alike: Vec<&Token> = text
                .tokens()
                .dashes()
                .filter(|(at, _)| is_aside(text, *at) && joins(*at) == terms)
                .map(|(_, token)| token)
                .collect();
            settle(text, found, &alike, terms);
        }
    }
}

/// Reports the rarer of hyphens and dashes that serve one purpose. In terms that have both equally often, the hyphen is
/// suggested, as offices write it.
fn settle(text: &Context<'_>, found: &mut Findings<'_>, strokes: &[&Token], terms: bool) {
    let is_short = |token: &Token| token.mark() == Some(Mark::Hyphen);
    let mut tally = Tally::default();
    strokes.iter().for_each(|token| tally.add(is_short(token)));
    let Some(rarer_is_short) = tally.rarer_is_first() else { return };
    let (few, many) = tally.counts();
    let rarer_is_short = rarer_is_short && !(terms && few == many);
    let usual = strokes.iter().find(|token| is_short(token) != rarer_is_short).map_or("–", |token| text.of(token));
    let rarer = strokes.iter().filter(|token| is_short(token) == rarer_is_short);
    let places = rarer.map(|token| (token.span, vec![usual.to_owned()]));
    let message = |span: Span<Prose>| {
        let written = &text.text()[span.range()];
        Bilingual::new(
            format!("Gạch “{written}” ({few} chỗ) khác gạch “{usual}” của các chỗ khác trong bài ({many} chỗ)"),
            format!("The stroke “{written}” ({few} times) differs from “{usual}” elsewhere in the text ({many} times)"),
        )
    };
    // No safe fix turns a dash into a hyphen, since printers set dashes; and one against one is left to the writer.
    mark_rarer_if(found, (few, many), places, message, !rarer_is_short || many < 2);
}

/// Whether a hyphen or dash has spaces on both sides and a lower-case word on both sides, or at least behind it, so that it is no
/// route or name.
fn is_aside(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let space = |at: usize| list.get(at).is_some_and(|token| token.gap() == Gap::Space);
    let small =
        |at: usize| list.get(at).and_then(Token::word).is_some_and(|word| word.case == crate::syllable::Case::Lower);
    at > 0 && space(at) && space(at + 1) && list[at - 1].is_word() && small(at + 1)
}
