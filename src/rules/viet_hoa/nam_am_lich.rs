//! `viet-hoa/nam-am-lich`: the name of a year of the lunar calendar without its capitals.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::row;
use crate::rules::watch::Watch;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, SyllableSet};

/// Rule `viet-hoa/nam-am-lich`. Example: *năm Mậu thân, tết kỷ dậu*.
pub struct LunarYear;

const STEMS: &[&str] = &["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "kỉ", "canh", "tân", "nhâm", "quý", "quí"];

pub(in crate::rules) const BRANCHES: &[&str] =
    &["tý", "tí", "sửu", "dần", "mão", "mẹo", "thìn", "tỵ", "tị", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"];

/// Earthly branches that mean nothing else in Vietnamese.
const SURE: &[&str] = &["tý", "sửu", "mão", "mẹo", "thìn", "tỵ", "ngọ", "dậu", "tuất", "hợi"];

/// Words behind which the name of a year may stand.
const ANNOUNCE: &[&str] = &["năm", "tết", "xuân", "tuổi", "sang", "đón", "mừng", "khoa"];

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/nam-am-lich"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên năm âm lịch viết hoa không đủ", "A year of the lunar calendar without its capitals"),
    why: Bilingual::fixed(
        "Tên năm âm lịch viết hoa cả hai tiếng: Kỷ Tỵ, Mậu Thân. Viết thường cả hai tiếng thì chỉ xét sau các từ như năm, tết, \
         xuân, tuổi; tên một tiếng (tuổi dần) được để yên.",
        "The name of a lunar year has two capitals: Kỷ Tỵ, Mậu Thân. Wholly in small letters it is looked at only behind words \
         such as năm, tết, xuân, tuổi; names of one syllable (tuổi dần) are left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.8.a",
        "Decree 30/2020/NĐ-CP, annex II, section V.8.a",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Bà sinh năm Mậu thìn.", "Bà sinh năm Mậu Thìn."),
        Example::new("Cả nhà đón xuân canh tý.", "Cả nhà đón xuân Canh Tý."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Bà sinh năm Mậu Thìn, cháu tuổi dần, giờ ngọ."),
        Cow::Borrowed("Anh Quý thân thiện, chị Tân mùi mẫn hát."),
    ]),
};

impl Rule for LunarYear {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        static STEM: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(STEMS.iter().copied()));
        for before in text.watched(Watch::LunarYears).filter_map(|branch| branch.checked_sub(1)) {
            let [stem, branch] = &text.tokens().list()[before..before + 2] else { continue };
            let Some(syllable) = branch.syllable() else { continue };
            let cases = [stem.case(), branch.case()];
            if !stem.is_one_of(&STEM)
                || cases == [Case::Capital; 2]
                || cases.iter().any(|case| !matches!(case, Case::Lower | Case::Capital))
                || !row::joins(text, before + 1)
                || !STEMS.contains(&row::folded(text, before).as_str())
            {
                continue;
            }
            let announced =
                text.previous_word(before).is_some_and(|(at, ..)| ANNOUNCE.contains(&row::folded(text, at).as_str()));
            let sure = SURE.contains(&syllable.spelling().as_str());
            if announced || cases == [Case::Capital, Case::Lower] && sure && !text.opens(before) {
                let right = row::recased(text, before, before + 1, |_| Case::Capital);
                let why = ("tên năm âm lịch viết hoa cả hai tiếng", "both syllables of a lunar year have a capital");
                row::mark(found, text, (before, before + 1), right, why);
            }
        }
    }
}
