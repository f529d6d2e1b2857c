//! `nhat-quan/i-y`: kĩ and kỹ, tầu and tàu in one text.

use std::borrow::Cow;

use super::mark_rarer;
use crate::rules::alternates::{Alternate, alternates};
use crate::rules::{
    Applicability, Bilingual, Context, Example, Findings, Meta, OptionKind, Rule, RuleOption, Severity,
};
use crate::syllable::spellings;

/// Rule `nhat-quan/i-y`. Example: *kĩ thuật* beside *kỹ thuật*.
pub struct MixedIY;

/// The option for which spelling to write.
static STYLE: RuleOption = RuleOption {
    name: "style",
    kind: OptionKind::Choice { choices: &["auto", "i", "y"] },
    doc: Bilingual::fixed(
        "cách viết của tòa soạn (kĩ, lí, mĩ hay kỹ, lý, mỹ); auto: theo chỗ nhiều hơn trong bài",
        "how the house writes (kĩ, lí, mĩ or kỹ, lý, mỹ); auto: as prevails in the text",
    ),
};

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/i-y"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Một bài viết một chữ lúc lối này lúc lối kia: kĩ và kỹ, tầu và tàu",
        "One word spelled in two ways in one text: kĩ and kỹ, tầu and tàu",
    ),
    why: Bilingual::fixed(
        "kĩ thuật hay kỹ thuật, qui định hay quy định, con tầu hay con tàu đều được, nhưng một bài nên viết một cách. Chỉ \
         so từng chữ với chính nó (kĩ với kỹ), không đòi cả bài theo một lối; tên riêng và từ láy (lí nhí, tỉ mỉ, kì cọ) \
         được để yên. Chữ nào morat.toml đã chọn lối viết (house-style) thì van-phong/loi-viet-nha báo.",
        "kĩ thuật and kỹ thuật, qui định and quy định, con tầu and con tàu are all right, but a text should keep to one. \
         Each word is compared with itself only; names and words that have but one spelling (lí nhí, tỉ mỉ, kì cọ) are \
         left alone. What morat.toml has settled (house-style) is told by van-phong/loi-viet-nha.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Phòng kỹ thuật họp. Cán bộ kỹ thuật trình bày. Các kĩ sư nghe.",
            "Phòng kỹ thuật họp. Cán bộ kỹ thuật trình bày. Các kỹ sư nghe.",
        ),
        Example::new(
            "Dự án 5 tỷ đồng, gồm 2 tỷ vốn vay và 3 tỉ vốn góp.",
            "Dự án 5 tỷ đồng, gồm 2 tỷ vốn vay và 3 tỷ vốn góp.",
        ),
        Example::new(
            "Đoàn tàu vào ga. Khách lên tàu, hàng lên tầu sau.",
            "Đoàn tàu vào ga. Khách lên tàu, hàng lên tàu sau.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Cán bộ kỹ thuật làm tỉ mỉ, quản lý tốt, trẻ nói lí nhí."),
        Cow::Borrowed("Các kĩ sư họp với công ty Kỹ Thương; tỉ lệ lãi của 3 tỷ đồng; nghĩ kĩ về kĩ thuật."),
    ]),
};

/// Words beside which the syllable may be another word, so that both spellings are right in one text: *nghĩ kĩ* beside *kỹ
/// thuật*, *tỉ lệ* beside *tỷ đồng*.
const APART: &[&str] = &["diệu", "lệ", "số", "thí", "nghĩ", "càng", "xem", "thật", "rất", "dụ"];

impl Rule for MixedIY {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn options(&self) -> Vec<&'static RuleOption> {
        vec![&STYLE]
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let settled = |word: usize| text.house().spelling.as_ref().is_some_and(|style| style.preferred(word).is_some());
        let mut places: Vec<Alternate> = alternates(text)
            .filter(|place| !place.capital && !settled(place.word) && !may_be_two(text, place))
            .collect();
        if let Some(form) = ["i", "y"].iter().position(|style| *style == found.choice(&STYLE)) {
            places.retain(|place| !mark_if_other(text, place, form, found));
        }
        // Sorted by word, to compare the spellings of each.
        places.sort_by_key(|place| (place.word, place.at));
        for group in places.chunk_by(|a, b| a.word == b.word) {
            let forms = spellings::ALL[group[0].word].forms;
            let mut counts = vec![0_usize; forms.len()];
            group.iter().for_each(|place| counts[place.form] += 1);
            let count = |form: usize| counts[form];
            // Of equally frequent spellings, the first in the text.
            let Some(usual) = group.iter().rev().map(|place| place.form).max_by_key(|form| count(*form)) else {
                continue;
            };
            let many = count(usual);
            if many < 2 {
                continue;
            }
            for (rare, written) in forms.iter().enumerate().filter(|(rare, _)| *rare != usual) {
                let few = count(rare);
                let usual_form = forms[usual];
                let rarer = group.iter().filter(|place| place.form == rare);
                let rarer = rarer.map(|place| (place.span, vec![place.written_as(text, usual)]));
                mark_rarer(found, (few, many), rarer, |_| {
                    Bilingual::new(
                        format!(
                            "Bài này viết “{usual_form}” ({many} chỗ), riêng đây viết “{written}” ({few} chỗ): nên viết một cách"
                        ),
                        format!(
                            "This text writes “{usual_form}” ({many} times), but “{written}” here ({few} times): keep to one"
                        ),
                    )
                });
            }
        }
    }
}

/// Reports a syllable with *i* or *y* that differs from the chosen style; returns whether the style applies to it at all.
fn mark_if_other(text: &Context<'_>, place: &Alternate, form: usize, found: &mut Findings<'_>) -> bool {
    let spellings = &spellings::ALL[place.word];
    let divided = spellings.divides_i_from_y();
    if divided && place.form != form {
        let (rare, usual) = (spellings.forms[place.form], spellings.forms[form]);
        let message = Bilingual::new(
            format!("Tòa soạn viết “{usual}”, không viết “{rare}”"),
            format!("The house writes “{usual}”, not “{rare}”"),
        );
        found.mark(place.span, message, vec![place.written_as(text, form)]).safe_if(true);
    }
    divided
}

/// Whether a neighbour is one of [`APART`], so that the syllable may be another word here than elsewhere.
fn may_be_two(text: &Context<'_>, place: &Alternate) -> bool {
    let near = [text.previous_word(place.at), text.next_word(place.at)];
    near.into_iter().flatten().any(|(_, token, _)| APART.contains(&text.of(token)))
}
