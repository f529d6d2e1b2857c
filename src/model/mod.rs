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
pub use container::ModelError;

/// Bits of a pair's value: its level, and two flags above it.
#[cfg(feature = "training")]
pub const PAIR_BITS: u32 = 6;
/// Bits of a pair's level. The count doubles from one level to the next.
pub const PAIR_LEVEL_BITS: u32 = 4;
/// Bits of a triple's level. The count doubles every second level.
pub const TRIPLE_BITS: u32 = 5;
/// Flag of a pair: no rival of the second word is nearly as frequent after the first word.
pub const SAFE_AFTER: u8 = 1 << PAIR_LEVEL_BITS;
/// Flag of a pair: no rival of the first word is nearly as frequent before the second word.
pub const SAFE_BEFORE: u8 = 2 << PAIR_LEVEL_BITS;

/// How far two natural logarithms of counts may differ and still count as equal: levels are rounded.
const ROUNDING: f32 = 0.75;

/// The tables that turn levels into probabilities and estimate what was not kept (backoff smoothing). The trainer fills
/// them in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SmoothingTables {
    /// Natural logarithm of each symbol's share of the corpus, by [`Symbol::index`].
    pub singles: Vec<f32>,
    /// Natural logarithm of the mean count of the pairs of each level; index 0 is level 1.
    pub pair_levels: Vec<f32>,
    /// Natural logarithm of the mean count of the triples of each level; index 0 is level 1.
    pub triple_levels: Vec<f32>,
    /// Backoff weight after a single symbol, as a natural logarithm, by the binary logarithm of the symbol's count.
    pub single_backoff: Vec<f32>,
    /// Backoff weight after a pair, as a natural logarithm, by the pair's level.
    pub pair_backoff: Vec<f32>,
}

/// The n-gram model with the dictionary of compound words and the classifier.
#[derive(Clone, Debug)]
pub struct Model {
    pairs: FuseMap,
    triples: FuseMap,
    tables: SmoothingTables,
    /// Natural logarithm of the number of symbols in the corpus.
    total: f32,
    words: FuseMap,
    classifier: Classifier,
}

/// What the model says of two symbols side by side: level and flags, or that the pair is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair(Option<u8>);

impl Pair {
    /// Whether the model has the pair: it occurs at least a few times in the corpus.
    #[inline]
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }

    /// Whether no rival of the second word is nearly as frequent after the first word.
    #[inline]
    pub fn is_safe_after(self) -> bool {
        self.0.is_some_and(|value| value & SAFE_AFTER != 0)
    }

    /// Whether no rival of the first word is nearly as frequent before the second word.
    #[inline]
    pub fn is_safe_before(self) -> bool {
        self.0.is_some_and(|value| value & SAFE_BEFORE != 0)
    }

    /// The level of the pair, from 1; 0 if the model does not have it.
    #[inline]
    pub fn level(self) -> u8 {
        self.0.map_or(0, |value| 1 + (value & ((1 << PAIR_LEVEL_BITS) - 1)))
    }
}

/// The key of a pair in [`FuseMap`].
#[inline]
pub fn pair_key(one: Symbol, other: Symbol) -> u64 {
    (one.index() as u64) << 16 | other.index() as u64
}

/// The key of a triple in [`FuseMap`].
#[inline]
pub fn triple_key(one: Symbol, two: Symbol, three: Symbol) -> u64 {
    (one.index() as u64) << 32 | pair_key(two, three)
}

/// The key of one to four symbols, none of them [`Symbol::END`], in the map of compound words.
#[inline]
pub fn word_key(row: &[Symbol]) -> u64 {
    row.iter().fold(0, |key, symbol| key << 16 | symbol.index() as u64)
}

impl Model {
    /// A model of these n-grams, without compound words and classifier. `total` is the natural logarithm of the number
    /// of symbols counted.
    pub fn new(pairs: FuseMap, triples: FuseMap, tables: SmoothingTables, total: f32) -> Model {
        let words = FuseMap::build(&[], 0).unwrap_or_else(|| unreachable!("no key is there twice"));
        Model { pairs, triples, tables, total, words, classifier: Classifier::default() }
    }

    /// Looks up a pair. One in some thousand unknown pairs is taken for a known one (see [`fuse`]).
    #[inline]
    pub fn pair(&self, one: Symbol, other: Symbol) -> Pair {
        Pair(self.pairs.get(pair_key(one, other)))
    }

    /// Looks up a pair and drops most of the map's false positives: a pair cannot be more frequent than either of its
    /// words.
    #[inline]
    pub fn plausible_pair(&self, one: Symbol, other: Symbol) -> Pair {
        self.plausible(self.pair(one, other), one, other)
    }

    /// The pair, if it is not more frequent than either of its words; else an unknown one.
    #[inline]
    pub fn plausible(&self, pair: Pair, one: Symbol, other: Symbol) -> Pair {
        let most = self.log_count(one).min(self.log_count(other)) + ROUNDING;
        if pair.is_known() && self.pair_count(pair.level()) > most { Pair(None) } else { pair }
    }

    /// Level of a triple, from 1; 0 if it is not known, or if it claims to be more frequent than its two pairs, `first`
    /// and `second`.
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

    /// Natural logarithm of the mean count of the pairs of a level, which is 1 or more.
    #[inline]
    pub fn pair_count(&self, level: u8) -> f32 {
        self.tables.pair_levels[level as usize - 1]
    }

    /// Pointwise mutual information of a pair of this level: how much more often it occurs than chance would have it,
    /// as a natural logarithm. `None` for level 0.
    #[inline]
    pub fn attraction(&self, level: u8, one: Symbol, other: Symbol) -> Option<f32> {
        (level > 0).then(|| self.pair_count(level) - self.log_count(one) - self.single(other))
    }

    /// Natural logarithm of the probability of `next` after `one`; `pair` is what [`Model::pair`] says of the two.
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

    /// Natural logarithm of the probability of the third symbol after the first two, and the level of the triple, 0 if
    /// it is not known. `first` and `second` are the two pairs, as [`Model::pair`] gives them.
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

impl SmoothingTables {
    #[cfg(feature = "training")]
    fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for list in [&self.singles, &self.pair_levels, &self.triple_levels, &self.single_backoff, &self.pair_backoff] {
            out.extend((list.len() as u32).to_le_bytes());
            out.extend(list.iter().flat_map(|value| value.to_le_bytes()));
        }
        out
    }

    /// Reads the tables of a model file; `None` if a list is cut short, or shorter than the number of levels.
    fn read(mut bytes: &[u8]) -> Option<SmoothingTables> {
        let mut list = |least: usize| {
            let (len, rest) = bytes.split_first_chunk::<4>()?;
            let (body, rest) = rest.split_at_checked((u32::from_le_bytes(*len) as usize).checked_mul(4)?)?;
            bytes = rest;
            let values = body.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes);
            Some(values.collect::<Vec<f32>>()).filter(|list| list.len() >= least)
        };
        Some(SmoothingTables {
            singles: list(1)?,
            pair_levels: list(1 << PAIR_LEVEL_BITS)?,
            triple_levels: list(1 << TRIPLE_BITS)?,
            single_backoff: list(1)?,
            pair_backoff: list(1 << PAIR_LEVEL_BITS)?,
        })
    }
}

/// The format of a model file, raised by every change of what a section holds.
const VERSION: u32 = 4;

const PAIRS: [u8; 4] = *b"PAIR";
const TRIPLES: [u8; 4] = *b"TRIP";
const TABLES: [u8; 4] = *b"TABL";
const HEAD: [u8; 4] = *b"HEAD";
const FOREST: [u8; 4] = *b"FRST";
const CALIBRATION: [u8; 4] = *b"LIMT";
const WORDS: [u8; 4] = *b"WORD";

impl Model {
    /// The bytes of a model file. `belongs_to` is the checksum of the word lists that number the symbols.
    #[cfg(feature = "training")]
    pub fn write(&self, belongs_to: u32) -> Vec<u8> {
        let (mut pairs, mut triples, mut words, mut forest) = Default::default();
        self.words.write(&mut words);
        self.pairs.write(&mut pairs);
        self.triples.write(&mut triples);
        self.classifier.forest.write(&mut forest);
        let head = [belongs_to.to_le_bytes(), self.total.to_le_bytes(), Classifier::layout().to_le_bytes()].concat();
        container::write(
            VERSION,
            &[
                (HEAD, head),
                (TABLES, self.tables.write()),
                (FOREST, forest),
                (CALIBRATION, self.classifier.calibration.iter().flat_map(|limit| limit.to_le_bytes()).collect()),
                (PAIRS, pairs),
                (TRIPLES, triples),
                (WORDS, words),
            ],
        )
    }

    /// Reads a model file. `words` is the checksum of the word lists that it has to belong to; with `None` (the model
    /// inside the binary) neither that nor the file's own checksum is verified.
    ///
    /// # Errors
    /// The [`ModelError`] for which the file is refused.
    pub fn read(bytes: Cow<'static, [u8]>, words: Option<u32>) -> Result<Model, ModelError> {
        let (mut sections, head) = container::open(bytes, VERSION, HEAD, words)?;
        let four =
            |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok()).ok_or(ModelError::Section(HEAD));
        let (total, layout) = (four(4)?, u32::from_le_bytes(four(8)?));
        if layout != Classifier::layout() {
            return Err(ModelError::OtherFeatures);
        }
        let mut map = |name| FuseMap::read(sections.take(name)?).ok_or(ModelError::Section(name));
        let (pairs, triples, known_words) = (map(PAIRS)?, map(TRIPLES)?, map(WORDS)?);
        let tables = SmoothingTables::read(&sections.take(TABLES)?).ok_or(ModelError::Section(TABLES))?;
        let forest = Forest::read(&sections.take(FOREST)?).ok_or(ModelError::Section(FOREST))?;
        let calibration = sections.take(CALIBRATION)?;
        let calibration =
            calibration.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes).collect();
        let ngrams = Model::new(pairs, triples, tables, f32::from_le_bytes(total));
        Ok(ngrams.with_words(known_words).with_classifier(Classifier { forest, calibration }))
    }

    /// This model with a dictionary of compound words: their keys by [`word_key`].
    pub fn with_words(self, words: FuseMap) -> Model {
        Model { words, ..self }
    }

    /// Whether two to four symbols in this order are a compound word: bound more closely than chance would have it.
    #[inline]
    pub fn is_word(&self, row: &[Symbol]) -> bool {
        row.len() > 1 && self.words.get(word_key(row)).is_some()
    }

    /// This model with another classifier.
    pub fn with_classifier(self, classifier: Classifier) -> Model {
        Model { classifier, ..self }
    }

    /// The classifier that was trained with this model.
    pub fn classifier(&self) -> &Classifier {
        &self.classifier
    }
}
