//! `nhat-quan/i-y`: kĩ and kỹ in one text.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{Tally, mark_rarer};
use crate::rules::{
    Applicability, Bilingual, Context, Example, Findings, Meta, OptionKind, Rule, RuleOption, Severity,
};
use crate::syllable::{Case, Syllable, SyllableSet};
use crate::token::{Token, Word};

/// kĩ thuật beside kỹ thuật
pub struct MixedIY;

/// Syllables of which both spellings are in use for one word; *tí* and *tý*, *mì* and *mỳ* are also others.
const PAIRS: &[(&str, &str)] = &[("kĩ", "kỹ"), ("lí", "lý"), ("mĩ", "mỹ"), ("tỉ", "tỷ"), ("kỉ", "kỷ"), ("kì", "kỳ")];

/// What the house writes.
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
        "Một bài viết một âm tiết lúc i lúc y: kĩ và kỹ",
        "One syllable with i and with y in one text",
    ),
    why: Bilingual::fixed(
        "kĩ thuật hay kỹ thuật, tỉ đồng hay tỷ đồng đều được, nhưng một bài nên viết một cách. Chỉ so từng âm tiết với \
         chính nó (kĩ với kỹ), không đòi cả bài theo một lối; tên riêng và từ láy (lí nhí, tỉ mỉ, kì cọ) được để yên.",
        "Both kĩ thuật and kỹ thuật are right, but a text should keep to one. Each syllable is compared with itself \
         only; names and words that have but one spelling (lí nhí, tỉ mỉ, kì cọ) are left alone.",
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
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Cán bộ kỹ thuật làm tỉ mỉ, quản lý tốt, trẻ nói lí nhí."),
        Cow::Borrowed("Các kĩ sư họp với công ty Kỹ Thương; tỉ lệ lãi của 3 tỷ đồng; nghĩ kĩ về kĩ thuật."),
    ]),
};

/// Words that are written with i only, by the syllable before or behind it; and where the two are two words: *nghĩ kĩ*
/// beside *kỹ thuật*, *tỉ lệ* beside *tỷ đồng*.
const ALONE: &[&str] =
    &["mỉ", "nhí", "lắc", "tê", "cọ", "cà", "diệu", "lệ", "số", "thí", "nghĩ", "càng", "xem", "thật", "rất", "dụ"];

impl Rule for MixedIY {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn options(&self) -> Vec<&'static RuleOption> {
        vec![&STYLE]
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        if let Some(i_is_right) = ["i", "y"].iter().position(|style| *style == found.choice(&STYLE)).map(|at| at == 0) {
            return mark_all(text, i_is_right, found);
        }
        let mut tallies = [Tally::default(); PAIRS.len()];
        for (pair, with_i, _) in places(text) {
            tallies[pair].add(with_i);
        }
        for (pair, tally) in tallies.iter().enumerate() {
            let Some(rarer_is_i) = tally.rarer_is_first() else { continue };
            let (i, y) = PAIRS[pair];
            let (rare, usual) = if rarer_is_i { (i, y) } else { (y, i) };
            let (few, many) = tally.counts();
            if many < 2 {
                continue;
            }
            let list = text.tokens().list();
            let rarer = places(text).filter(|(at, with_i, _)| *at == pair && *with_i == rarer_is_i);
            let rarer = rarer.map(|(_, _, at)| {
                let right = if text.of(&list[at]).starts_with(char::is_uppercase) {
                    Case::Capital.apply(usual)
                } else {
                    usual.to_owned()
                };
                (list[at].span, vec![right])
            });
            mark_rarer(found, (few, many), rarer, |_| {
                Bilingual::new(
                    format!(
                        "Bài này viết “{usual}” ({many} chỗ), riêng đây viết “{rare}” ({few} chỗ): nên viết một cách"
                    ),
                    format!("This text writes “{usual}” ({many} times), but “{rare}” here ({few} times): keep to one"),
                )
            });
        }
    }
}

/// Marks every syllable that is not written as the house writes.
fn mark_all(text: &Context<'_>, i_is_right: bool, found: &mut Findings<'_>) {
    for (pair, with_i, at) in places(text).filter(|(_, with_i, _)| *with_i != i_is_right) {
        let (i, y) = PAIRS[pair];
        let (rare, usual) = if with_i { (i, y) } else { (y, i) };
        let message = Bilingual::new(
            format!("Tòa soạn viết “{usual}”, không viết “{rare}”"),
            format!("The house writes “{usual}”, not “{rare}”"),
        );
        found.mark(text.tokens().list()[at].span, message, vec![usual.to_owned()]).safe_if(true);
    }
}

/// The syllables that have a twin, as number of the pair, whether with i, and the index of the token.
fn places<'a>(text: &'a Context<'_>) -> impl Iterator<Item = (usize, bool, usize)> + 'a {
    text.words().filter_map(move |(at, token, word)| {
        let syllable = word.syllable.filter(|syllable| is_candidate(*syllable))?;
        if word.case != Case::Lower {
            return None;
        }
        let written = text.of(token);
        debug_assert!(syllable.coda().is_empty());
        let pair = PAIRS.iter().position(|(i, y)| *i == written || *y == written)?;
        let alone = |neighbour: Option<(usize, &Token, Word)>| {
            neighbour.is_some_and(|(_, token, _)| ALONE.contains(&text.of(token)))
        };
        let with_i = PAIRS[pair].0 == written;
        (!alone(text.next_word(at)) && !alone(text.previous_word(at))).then_some((pair, with_i, at))
    })
}

/// Whether a syllable may have a twin at all: numbers are compared, no letters.
#[inline]
fn is_candidate(syllable: Syllable) -> bool {
    static TWINS: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(PAIRS.iter().flat_map(|(i, y)| [*i, *y])));
    TWINS.has(syllable)
}
