//! What decides whether a word is a slip: a forest over named features, and numbers that were fitted with it.
//!
//! The features are named in one table, here, beside the file format: a model whose forest was trained on others is refused and
//! not misread. What each of them is worth at a place is worked out by [`crate::speller`].

use std::ops::{Index, IndexMut};

use super::forest::Forest;
use crate::syllable::slip::Kind;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A number that the forest decides by. *Written* is the word as it stands, *meant* the best correction; levels are those of
        /// the n-grams, 0 for one that is not known; logarithms are natural.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            /// The name of each, in the order in which a forest has them.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

features! {
    /// Log-odds of the correction by network, n-grams and the cost of the slip.
    Lead,
    /// Log-odds by the n-grams alone.
    ByNgrams,
    /// Cost of the slip.
    Cost,
    /// Kind of the slip, by its number.
    SlipKind,
    /// Log-odds by the n-gram that ends with the word, with the next one, and with the one after that.
    ByFirst,
    /// See [`Feature::ByFirst`].
    BySecond,
    /// See [`Feature::ByFirst`].
    ByThird,
    /// Level of the pair that was written with the left neighbour.
    WrittenPairLeft,
    /// Level of the pair that was written with the right neighbour.
    WrittenPairRight,
    /// Level of the pair that was meant with the left neighbour.
    MeantPairLeft,
    /// Level of the pair that was meant with the right neighbour.
    MeantPairRight,
    /// Level of the triple that was written, which ends with the word.
    WrittenTripleLeft,
    /// Level of the triple that was written, with a neighbour on either side.
    WrittenTripleAround,
    /// Level of the triple that was written, which begins with the word.
    WrittenTripleRight,
    /// Level of the triple that was meant, which ends with the word.
    MeantTripleLeft,
    /// Level of the triple that was meant, with a neighbour on either side.
    MeantTripleAround,
    /// Level of the triple that was meant, which begins with the word.
    MeantTripleRight,
    /// Logarithm of the count of what was written.
    WrittenCount,
    /// Logarithm of the count of what was meant.
    MeantCount,
    /// How far the second correction is behind the best one.
    Margin,
    /// How much more often than by chance what was written stands behind its left neighbour.
    WrittenBondLeft,
    /// How much more often than by chance what was written stands before its right neighbour.
    WrittenBondRight,
    /// How much more often than by chance what was meant stands behind the left neighbour.
    MeantBondLeft,
    /// How much more often than by chance what was meant stands before the right neighbour.
    MeantBondRight,
    /// Capitals of what was written: 0 no word, 1 none, 2 the first letter, 3 all letters, 4 mixed.
    Case,
    /// Capitals of the left neighbour.
    CaseLeft,
    /// Capitals of the right neighbour.
    CaseRight,
    /// 1 at the start of a sentence.
    StartsSentence,
    /// 1 if what was written is a syllable by its letters.
    IsSyllable,
    /// 1 if it is a syllable that people use.
    IsInUse,
    /// What the left neighbour is: a class below 4, or a word.
    ClassLeft,
    /// What stands before the left neighbour.
    ClassBeforeLeft,
    /// What the right neighbour is.
    ClassRight,
    /// What stands behind the right neighbour.
    ClassBehindRight,
    /// Logarithm of the probability of what was written.
    WrittenScore,
    /// Logarithm of the count of the left neighbour.
    CountLeft,
    /// Logarithm of the count of the right neighbour.
    CountRight,
    /// The higher level of the two pairs that were written.
    WrittenPairBest,
    /// The lower level of the two pairs that were written.
    WrittenPairWorst,
    /// The lower level of the two pairs that were meant, less the higher one of those that were written.
    PairGain,
    /// Letters of what was written.
    Length,
    /// 1 if a letter has a mark of ours.
    Marked,
    /// Words near by that are foreign or unknown.
    Strangers,
    /// Log-odds by the network alone.
    ByNetwork,
    /// How well what was meant fits for the network: a logarithm up to a constant of the place.
    MeantFits,
    /// How well what was written fits for the network.
    WrittenFits,
    /// Level of the pair within a word that was written as two.
    InnerPair,
    /// Syllables of the longest word that what was written is part of; 0 for none.
    WrittenWord,
    /// Syllables of the longest word that what was meant is part of.
    MeantWord,
    /// How common what was written is in names of people: the logarithm of 1 + the count.
    WrittenPerson,
    /// How common what was meant is in names of people.
    MeantPerson,
    /// Words of the longest name of a place that what was written is part of.
    WrittenPlace,
    /// Words of the longest name of a place that what was meant is part of.
    MeantPlace,
    /// Log-odds by the network less the cost of the slip.
    ByNetworkAndCost,
    /// How many times likelier all that it may be a slip for is, taken together: the logarithm of 1 + that.
    Rivals,
    /// Log-odds by the network less [`Feature::Rivals`].
    ByNetworkAmongRivals,
    /// How far what was meant is behind what fits best, whatever the slip costs.
    BehindBest,
    /// The lower of the log-odds of network and n-grams, less the cost of the slip.
    ByBoth,
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = Feature::NAMES.len();
}

/// The features of a place.
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

/// The classifier of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classifier {
    /// The forest: features to log-odds.
    pub forest: Forest,
    /// Numbers that were fitted with it: what is added to the log-odds for each kind of slip and for words that are none, then
    /// slope and offset that make a probability of them ([`crate::speller::Limits`]).
    pub limits: Vec<f32>,
}

impl Classifier {
    /// A checksum of what the numbers of a classifier mean: the names of the features in their order, and the kinds of slips.
    pub fn layout() -> u32 {
        let mut sum = crc32fast::Hasher::new();
        for name in Feature::NAMES {
            sum.update(name.as_bytes());
            sum.update(b"\n");
        }
        for kind in Kind::ALL {
            sum.update(format!("{kind:?}\n").as_bytes());
        }
        sum.finalize()
    }
}
