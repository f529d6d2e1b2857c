//! The classifier that decides whether a word is a misspelling (a *slip*): a forest of decision trees over named
//! features, and the numbers that calibrate its answer.
//!
//! The features are named in one table, here, beside the file format: a model whose forest was trained on other
//! features is refused and not misread. [`crate::speller`] computes their values.

use std::ops::{Index, IndexMut};

use super::forest::Forest;
use crate::syllable::slip::SlipKind;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A number that the forest decides by. *Written* is the word as it stands in the text, *meant* the best
        /// correction. A level is the quantised logarithm of an n-gram's count, 0 for an n-gram that the model does not
        /// have; logarithms are natural.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            /// The names of all features, in the order of their columns in a forest.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

features! {
    /// Log-odds that the correction was meant and not what is written: by network, n-grams and the cost of the slip.
    Lead,
    /// Those log-odds by the n-grams alone.
    ByNgrams,
    /// Cost of the slip, by [`crate::syllable::distance::cost`].
    Cost,
    /// Kind of the slip: its number in [`SlipKind`].
    SlipKind,
    /// Log-odds of the correction by the n-gram that ends with the word.
    ByFirst,
    /// Log-odds of the correction by the n-gram that ends one word later.
    BySecond,
    /// Log-odds of the correction by the n-gram that ends two words later.
    ByThird,
    /// Level of the pair of the left neighbour and the written word.
    WrittenPairLeft,
    /// Level of the pair of the written word and the right neighbour.
    WrittenPairRight,
    /// Level of the pair of the left neighbour and the correction.
    MeantPairLeft,
    /// Level of the pair of the correction and the right neighbour.
    MeantPairRight,
    /// Level of the triple that ends with the written word.
    WrittenTripleLeft,
    /// Level of the triple with the written word in the middle.
    WrittenTripleAround,
    /// Level of the triple that begins with the written word.
    WrittenTripleRight,
    /// Level of the triple that ends with the correction.
    MeantTripleLeft,
    /// Level of the triple with the correction in the middle.
    MeantTripleAround,
    /// Level of the triple that begins with the correction.
    MeantTripleRight,
    /// Logarithm of the corpus count of the written word.
    WrittenCount,
    /// Logarithm of the corpus count of the correction.
    MeantCount,
    /// By how much log-odds the best correction leads the second one.
    Margin,
    /// Pointwise mutual information of the left neighbour and the written word.
    WrittenBondLeft,
    /// Pointwise mutual information of the written word and the right neighbour.
    WrittenBondRight,
    /// Pointwise mutual information of the left neighbour and the correction.
    MeantBondLeft,
    /// Pointwise mutual information of the correction and the right neighbour.
    MeantBondRight,
    /// Capitals of the written word: 0 no word, 1 none, 2 the first letter, 3 all letters, 4 mixed.
    Case,
    /// Capitals of the left neighbour, numbered as in [`Feature::Case`].
    CaseLeft,
    /// Capitals of the right neighbour, numbered as in [`Feature::Case`].
    CaseRight,
    /// 1 at the start of a sentence.
    StartsSentence,
    /// 1 if what is written is spelled as a Vietnamese syllable.
    IsSyllable,
    /// 1 if what is written is a syllable of the dictionary.
    IsInUse,
    /// What the left neighbour is: the number of its class ([`crate::lexicon::Symbol`]), or 4 for any word.
    ClassLeft,
    /// The class of the symbol before the left neighbour.
    ClassBeforeLeft,
    /// The class of the right neighbour.
    ClassRight,
    /// The class of the symbol behind the right neighbour.
    ClassBehindRight,
    /// Logarithm of the probability of the written word in its place, by the n-grams.
    WrittenScore,
    /// Logarithm of the corpus count of the left neighbour.
    CountLeft,
    /// Logarithm of the corpus count of the right neighbour.
    CountRight,
    /// The higher level of the two pairs with the written word.
    WrittenPairBest,
    /// The lower level of the two pairs with the written word.
    WrittenPairWorst,
    /// The lower level of the two pairs with the correction, less the higher level of the two with the written word.
    PairGain,
    /// Length of the written word in code points.
    Length,
    /// 1 if a letter of the written word has a Vietnamese diacritic.
    Marked,
    /// How many words near by are foreign or unknown.
    Strangers,
    /// Log-odds of the correction by the network alone.
    ByNetwork,
    /// How well the correction fits the sentence for the network: a log-probability up to a constant of the position.
    MeantFits,
    /// How well the written word fits the sentence for the network, as in [`Feature::MeantFits`].
    WrittenFits,
    /// Level of the pair inside: of a correction of two syllables, or of one word that was written as two.
    InnerPair,
    /// Syllables of the longest dictionary word that the written word is part of; 0 for none.
    WrittenWord,
    /// Syllables of the longest dictionary word that the correction is part of; 0 for none.
    MeantWord,
    /// How common the written syllable is in names of people: the logarithm of 1 + the number of such names.
    WrittenPerson,
    /// How common the correction is in names of people, as in [`Feature::WrittenPerson`].
    MeantPerson,
    /// Words of the longest place name that the written word is part of; 0 for none.
    WrittenPlace,
    /// Words of the longest place name that the correction is part of; 0 for none.
    MeantPlace,
    /// Log-odds by the network, less the weighted cost of the slip.
    ByNetworkAndCost,
    /// Logarithm of 1 + how many times likelier all possible corrections are, taken together, than the written word.
    Rivals,
    /// Log-odds by the network less [`Feature::Rivals`].
    ByNetworkAmongRivals,
    /// How far the correction is behind the best-fitting candidate, the cost of the slip left out.
    BehindBest,
    /// The lower of the log-odds by network and by n-grams, less the weighted cost of the slip.
    ByBoth,
}

impl Feature {
    /// The number of features.
    pub const COUNT: usize = Feature::NAMES.len();
}

/// The feature values of one suspect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features([f32; Feature::COUNT]);

impl Features {
    /// All features, in the order of [`Feature::NAMES`].
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }
}

impl Default for Features {
    fn default() -> Features {
        Features([0.0; Feature::COUNT])
    }
}

impl Index<Feature> for Features {
    type Output = f32;

    fn index(&self, feature: Feature) -> &f32 {
        &self.0[feature as usize]
    }
}

impl IndexMut<Feature> for Features {
    fn index_mut(&mut self, feature: Feature) -> &mut f32 {
        &mut self.0[feature as usize]
    }
}

/// A trained classifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classifier {
    /// The trees: feature values to log-odds.
    pub forest: Forest,
    /// Numbers that were fitted after the forest: an offset to the log-odds for each class of mistake, then slope and
    /// offset of the logistic that turns log-odds into a probability ([`crate::speller::Calibration`]).
    pub calibration: Vec<f32>,
}

impl Classifier {
    /// A checksum of what a classifier's numbers refer to: the names of the features in their order, and the kinds of
    /// slips.
    pub fn layout() -> u32 {
        let mut sum = crc32fast::Hasher::new();
        for name in Feature::NAMES {
            sum.update(name.as_bytes());
            sum.update(b"\n");
        }
        for kind in SlipKind::ALL {
            sum.update(format!("{kind:?}\n").as_bytes());
        }
        sum.finalize()
    }
}
