//! Phrases that are wrong by their capitals alone: the capitals in a text compared with the right ones.
//!
//! The first word of a sentence has its capital from the sentence, so there it is not compared, and it stays.

use crate::syllable::Case;

/// Which capitals are wrong.
pub enum Wrong {
    /// Exactly these.
    These(Box<[Case]>),
    /// All capitals but the right ones; with `small`, words without any capital, too.
    Others {
        /// Whether the phrase wholly in lower case is wrong.
        small: bool,
    },
}

/// The right and the wrong capitals of a phrase.
pub struct Capitals {
    /// The wrong ones.
    pub wrong: Wrong,
    /// The right ones.
    pub right: Box<[Case]>,
}

/// The greatest number of words of a phrase of which all other capitals are wrong: the gate gets two to that power.
pub const MOST_WORDS: usize = 8;

impl Capitals {
    /// The right capitals for those in a text; `None` if these are right, or if that is unknown. `opens` says that a
    /// sentence begins with the phrase.
    pub fn mend(&self, written: &[Case], opens: bool) -> Option<Box<[Case]>> {
        let plain = |case: &Case| matches!(case, Case::Lower | Case::Capital);
        let opens = opens && written.first() == Some(&Case::Capital);
        let skip = usize::from(opens);
        let wrong = match &self.wrong {
            Wrong::These(wrong) => written.get(skip..) == wrong.get(skip..),
            Wrong::Others { small } => {
                written.iter().all(plain)
                    && (*small || written.get(skip..).is_some_and(|rest| rest.contains(&Case::Capital)))
            }
        };
        let mut right = self.right.clone();
        if let Some(first) = right.first_mut().filter(|first| opens && **first == Case::Lower) {
            *first = Case::Capital;
        }
        (wrong && *written != *right).then_some(right)
    }

    /// All wrong capitals of the phrase.
    pub fn all_wrong(&self) -> impl Iterator<Item = Vec<Case>> {
        let length = self.right.len();
        let ways: Vec<Vec<Case>> = match &self.wrong {
            Wrong::These(wrong) => {
                let mut opening = wrong.to_vec();
                if let Some(first) = opening.first_mut().filter(|first| **first == Case::Lower) {
                    *first = Case::Capital;
                }
                vec![wrong.to_vec(), opening]
            }
            Wrong::Others { .. } => {
                let case = |bits: usize, at: usize| if bits >> at & 1 == 0 { Case::Lower } else { Case::Capital };
                (0..1_usize << length.min(MOST_WORDS))
                    .map(|bits| (0..length).map(|at| case(bits, at)).collect())
                    .collect()
            }
        };
        ways.into_iter().filter(|way| self.mend(way, false).is_some() || self.mend(way, true).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(phrase: &str) -> Box<[Case]> {
        phrase.split(' ').map(|word| Case::of(word.chars().map(char::is_uppercase))).collect()
    }

    fn mend(wrong: Option<&str>, right: &str, written: &str, opens: bool) -> Option<Box<[Case]>> {
        let wrong = wrong.map_or(Wrong::Others { small: false }, |wrong| Wrong::These(cases(wrong)));
        Capitals { wrong, right: cases(right) }.mend(&cases(written), opens)
    }

    #[test]
    fn these_capitals_are_wrong_and_no_others() {
        let these = |written, opens| mend(Some("bộ Tài chính"), "Bộ Tài chính", written, opens);
        assert_eq!(these("bộ Tài chính", false), Some(cases("Bộ Tài chính")));
        assert_eq!(these("bộ Tài chính", true), Some(cases("Bộ Tài chính")));
        for right in ["Bộ Tài chính", "bộ tài chính", "BỘ TÀI CHÍNH"] {
            assert_eq!(these(right, false), None, "{right}");
            assert_eq!(these(right, true), None, "{right}");
        }
    }

    #[test]
    fn the_capital_of_a_sentence_is_no_matter_of_the_phrase() {
        let day = |written, opens| mend(Some("thứ hai"), "thứ Hai", written, opens);
        assert_eq!(day("Thứ hai", true), Some(cases("Thứ Hai")));
        assert_eq!(day("Thứ hai", false), None);
        let city = |written, opens| mend(Some("Thành phố Huế"), "thành phố Huế", written, opens);
        assert_eq!(city("Thành phố Huế", true), None);
        assert_eq!(city("Thành phố Huế", false), Some(cases("thành phố Huế")));
    }

    #[test]
    fn all_others_are_wrong_but_small_and_great_letters() {
        let peace = |written, opens| mend(None, "Hòa Bình", written, opens);
        assert_eq!(peace("Hòa bình", false), Some(cases("Hòa Bình")));
        assert_eq!(peace("Hòa bình", true), None);
        assert_eq!(peace("hòa Bình", true), Some(cases("Hòa Bình")));
        for right in ["Hòa Bình", "hòa bình", "HÒA BÌNH", "HÒA Bình"] {
            assert_eq!(peace(right, false), None, "{right}");
        }
    }

    #[test]
    fn the_gate_hears_of_every_wrong_way() {
        let ways = |wrong, right: &str| Capitals { wrong, right: cases(right) }.all_wrong().count();
        assert_eq!(ways(Wrong::Others { small: true }, "Thổ Nhĩ Kỳ"), 7);
        assert_eq!(ways(Wrong::Others { small: false }, "Thổ Nhĩ Kỳ"), 6);
        assert_eq!(ways(Wrong::These(cases("bộ Tài chính")), "Bộ Tài chính"), 1);
        assert_eq!(ways(Wrong::These(cases("thứ hai")), "thứ Hai"), 2);
    }
}
