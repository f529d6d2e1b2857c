//! Floor 1: the n-gram model, query side.
//!
//! Pairs and triples of [`Symbol`]s with their counts on a logarithmic scale, each in two bytes ([`fuse`]); what was too
//! rare to be kept is estimated from shorter n-grams. The model is immutable, and a lookup allocates nothing. It is
//! written by `crates/morat-train` and read from one file (`container`).

mod classifier;
mod container;
pub mod forest;
pub mod fuse;
pub mod network;

use std::borrow::Cow;

use crate::lexicon::Symbol;
use forest::Forest;
use fuse::FuseMap;

pub use classifier::{Classifier, Feature, Features};
pub use container::Damage;

/// Bits of a pair's value: its level, and above it whether it is safe.
#[cfg(feature = "training")]
pub const PAIR_BITS: u32 = 6;
/// Bits of a pair's level: the count doubles from one to the next.
pub const PAIR_LEVEL_BITS: u32 = 4;
/// Bits of a triple's level: the count doubles every second level.
pub const TRIPLE_BITS: u32 = 5;
/// The second word of a pair has no rival there.
pub const SAFE_AFTER: u8 = 1 << PAIR_LEVEL_BITS;
/// The first word of a pair has no rival there.
pub const SAFE_BEFORE: u8 = 2 << PAIR_LEVEL_BITS;

/// How far two logarithms of counts may be apart and the counts equal: levels are rounded.
const ROUNDING: f32 = 0.75;

/// What the model is made of: the trainer fills it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Natural logarithm of each symbol's share of the corpus, by [`Symbol::index`].
    pub singles: Vec<f32>,
    /// Natural logarithm of the mean count of the pairs of each level.
    pub pair_levels: Vec<f32>,
    /// Natural logarithm of the mean count of the triples of each level.
    pub triple_levels: Vec<f32>,
    /// For a symbol whose count is 2 ^ index, the weight of shorter n-grams for what was never seen after it, as a natural
    /// logarithm.
    pub single_backoff: Vec<f32>,
    /// The weight of shorter n-grams for what was never seen after a pair of this level, as a natural logarithm.
    pub pair_backoff: Vec<f32>,
}

/// The model.
#[derive(Clone, Debug)]
pub struct Model {
    pairs: FuseMap,
    triples: FuseMap,
    tables: Tables,
    /// Natural logarithm of the count of all symbols.
    total: f32,
    words: FuseMap,
    classifier: Classifier,
}

/// What is known of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair(Option<u8>);

impl Pair {
    /// Whether it was kept: seen a few times at least.
    #[inline]
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }

    /// Whether the second word has no rival after the first.
    #[inline]
    pub fn is_safe_after(self) -> bool {
        self.0.is_some_and(|value| value & SAFE_AFTER != 0)
    }

    /// Whether the first word has no rival before the second.
    #[inline]
    pub fn is_safe_before(self) -> bool {
        self.0.is_some_and(|value| value & SAFE_BEFORE != 0)
    }

    /// Its level, from 1; 0 if it is not known.
    #[inline]
    pub fn level(self) -> u8 {
        self.0.map_or(0, |value| 1 + (value & ((1 << PAIR_LEVEL_BITS) - 1)))
    }
}

/// The key of a pair.
#[inline]
pub fn pair_key(one: Symbol, other: Symbol) -> u64 {
    (one.index() as u64) << 16 | other.index() as u64
}

/// The key of a triple.
#[inline]
pub fn triple_key(one: Symbol, two: Symbol, three: Symbol) -> u64 {
    (one.index() as u64) << 32 | pair_key(two, three)
}

/// The key of a row of one to four symbols, none of them [`Symbol::END`].
#[inline]
pub fn word_key(row: &[Symbol]) -> u64 {
    row.iter().fold(0, |key, symbol| key << 16 | symbol.index() as u64)
}

impl Model {
    /// A model of these parts. `total` is the natural logarithm of the number of symbols counted.
    pub fn new(pairs: FuseMap, triples: FuseMap, tables: Tables, total: f32) -> Model {
        let words = FuseMap::build(&[], 0).unwrap_or_else(|| unreachable!("no key is there twice"));
        Model { pairs, triples, tables, total, words, classifier: Classifier::default() }
    }

    /// What is known of a pair.
    #[inline]
    pub fn pair(&self, one: Symbol, other: Symbol) -> Pair {
        Pair(self.pairs.get(pair_key(one, other)))
    }

    /// What is known of a pair, with most of the map's false answers found out: a pair cannot be more frequent than either of its
    /// words.
    #[inline]
    pub fn sound_pair(&self, one: Symbol, other: Symbol) -> Pair {
        self.sound(self.pair(one, other), one, other)
    }

    /// A pair if it may be as frequent as it says.
    #[inline]
    pub fn sound(&self, pair: Pair, one: Symbol, other: Symbol) -> Pair {
        let most = self.log_count(one).min(self.log_count(other)) + ROUNDING;
        if pair.is_known() && self.pair_count(pair.level()) > most { Pair(None) } else { pair }
    }

    /// Level of a triple, from 1; 0 if it is not known, or if it claims to be more frequent than its pairs, whose levels
    /// are `first` and `second`.
    #[inline]
    pub fn triple(&self, symbols: [Symbol; 3], first: Pair, second: Pair) -> u8 {
        if !first.is_known() || !second.is_known() {
            return 0;
        }
        let [one, two, three] = symbols;
        let level = self.triples.get(triple_key(one, two, three)).map_or(0, |value| value + 1);
        let most = self.pair_count(first.level()).min(self.pair_count(second.level())) + ROUNDING;
        if level > 0 && self.tables.triple_levels[level as usize - 1] > most { 0 } else { level }
    }

    /// Natural logarithm of a symbol's share of the corpus.
    #[inline]
    pub fn single(&self, symbol: Symbol) -> f32 {
        self.tables.singles.get(symbol.index()).copied().unwrap_or(-20.0)
    }

    /// Natural logarithm of how often a symbol was counted.
    #[inline]
    pub fn log_count(&self, symbol: Symbol) -> f32 {
        self.single(symbol) + self.total
    }

    /// Natural logarithm of the count of a pair of this level, from 1.
    #[inline]
    pub fn pair_count(&self, level: u8) -> f32 {
        self.tables.pair_levels[level as usize - 1]
    }

    /// How much oftener a pair of this level stands than chance would have it: a natural logarithm; `None` for one that is
    /// not known.
    #[inline]
    pub fn attraction(&self, level: u8, one: Symbol, other: Symbol) -> Option<f32> {
        (level > 0).then(|| self.pair_count(level) - self.log_count(one) - self.single(other))
    }

    /// Natural logarithm of the probability of `next` after `one`, given what is known of the pair.
    #[inline]
    pub fn after(&self, one: Symbol, next: Symbol, pair: Pair) -> f32 {
        match pair.level() {
            0 => {
                let level = (self.log_count(one) * std::f32::consts::LOG2_E).max(0.0) as usize;
                let backoff = &self.tables.single_backoff;
                backoff[level.min(backoff.len() - 1)] + self.single(next)
            }
            level => (self.pair_count(level) - self.log_count(one)).min(0.0),
        }
    }

    /// Natural logarithm of the probability of `three` after `one` and `two`, given what is known of the pairs (one, two)
    /// and (two, three); and the level of the triple, 0 if it is not known.
    #[inline]
    pub fn after_two(&self, symbols: [Symbol; 3], first: Pair, second: Pair) -> (f32, u8) {
        let [_, two, three] = symbols;
        if !first.is_known() {
            return (self.after(two, three, second), 0);
        }
        let context = first.level();
        match self.triple(symbols, first, second) {
            0 => (self.tables.pair_backoff[context as usize - 1] + self.after(two, three, second), 0),
            level => ((self.tables.triple_levels[level as usize - 1] - self.pair_count(context)).min(0.0), level),
        }
    }
}

impl Tables {
    #[cfg(feature = "training")]
    fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for list in [&self.singles, &self.pair_levels, &self.triple_levels, &self.single_backoff, &self.pair_backoff] {
            out.extend((list.len() as u32).to_le_bytes());
            out.extend(list.iter().flat_map(|value| value.to_le_bytes()));
        }
        out
    }

    /// `None` if a list is cut short, or too short for the levels that there can be.
    fn read(mut bytes: &[u8]) -> Option<Tables> {
        let mut list = |least: usize| {
            let (len, rest) = bytes.split_first_chunk::<4>()?;
            let (body, rest) = rest.split_at_checked((u32::from_le_bytes(*len) as usize).checked_mul(4)?)?;
            bytes = rest;
            let values = body.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes);
            Some(values.collect::<Vec<f32>>()).filter(|list| list.len() >= least)
        };
        Some(Tables {
            singles: list(1)?,
            pair_levels: list(1 << PAIR_LEVEL_BITS)?,
            triple_levels: list(1 << TRIPLE_BITS)?,
            single_backoff: list(1)?,
            pair_backoff: list(1 << PAIR_LEVEL_BITS)?,
        })
    }
}

const PAIRS: [u8; 4] = *b"PAIR";
const TRIPLES: [u8; 4] = *b"TRIP";
const TABLES: [u8; 4] = *b"TABL";
const HEAD: [u8; 4] = *b"HEAD";
const FOREST: [u8; 4] = *b"FRST";
const LIMITS: [u8; 4] = *b"LIMT";
const WORDS: [u8; 4] = *b"WORD";

impl Model {
    /// The bytes of a model file. `belongs_to` is the checksum of the word lists that give the symbols their numbers.
    #[cfg(feature = "training")]
    pub fn write(&self, belongs_to: u32) -> Vec<u8> {
        let (mut pairs, mut triples, mut words, mut forest) = Default::default();
        self.words.write(&mut words);
        self.pairs.write(&mut pairs);
        self.triples.write(&mut triples);
        self.classifier.forest.write(&mut forest);
        let head = [belongs_to.to_le_bytes(), self.total.to_le_bytes(), Classifier::layout().to_le_bytes()].concat();
        container::write(&[
            (HEAD, head),
            (TABLES, self.tables.write()),
            (FOREST, forest),
            (LIMITS, self.classifier.limits.iter().flat_map(|limit| limit.to_le_bytes()).collect()),
            (PAIRS, pairs),
            (TRIPLES, triples),
            (WORDS, words),
        ])
    }

    /// Reads a model file. `words` is the checksum of the word lists that it has to belong to; without it the bytes are
    /// trusted, those of the binary itself, and not summed up at each start.
    ///
    /// # Errors
    /// The [`Damage`] for which it is refused.
    pub fn read(bytes: Cow<'static, [u8]>, words: Option<u32>) -> Result<Model, Damage> {
        let (mut sections, head) = container::open(bytes, HEAD, words)?;
        let four = |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok()).ok_or(Damage::Section(HEAD));
        let (total, layout) = (four(4)?, u32::from_le_bytes(four(8)?));
        if layout != Classifier::layout() {
            return Err(Damage::OtherFeatures);
        }
        let mut map = |name| FuseMap::read(sections.take(name)?).ok_or(Damage::Section(name));
        let (pairs, triples, known_words) = (map(PAIRS)?, map(TRIPLES)?, map(WORDS)?);
        let tables = Tables::read(&sections.take(TABLES)?).ok_or(Damage::Section(TABLES))?;
        let forest = Forest::read(&sections.take(FOREST)?).ok_or(Damage::Section(FOREST))?;
        let limits = sections.take(LIMITS)?;
        let limits = limits.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes).collect();
        let ngrams = Model::new(pairs, triples, tables, f32::from_le_bytes(total));
        Ok(ngrams.with_words(known_words).with_classifier(Classifier { forest, limits }))
    }

    /// A model of these n-grams and of other words: their keys by [`word_key`].
    pub fn with_words(self, words: FuseMap) -> Model {
        Model { words, ..self }
    }

    /// Whether a row of two to four symbols is a word by itself: bound together more closely than chance would have it.
    #[inline]
    pub fn is_word(&self, row: &[Symbol]) -> bool {
        row.len() > 1 && self.words.get(word_key(row)).is_some()
    }

    /// A model of these n-grams with another classifier.
    pub fn with_classifier(self, classifier: Classifier) -> Model {
        Model { classifier, ..self }
    }

    /// What decides by the n-grams.
    pub fn classifier(&self) -> &Classifier {
        &self.classifier
    }
}
