//! Floor 1: what is known of Vietnamese words, without any text around them.
//!
//! Two generated files stand in `dictionaries/`: the syllables in use with their counts, and the words that are no
//! Vietnamese syllable and yet normal in Vietnamese text (*ôxy, Đắk, Lắk, top*). A word that is neither is unknown, and
//! unknown is not wrong. Names have dictionaries and modules of their own.

pub mod english;
mod known;
pub mod names;
pub mod packed;
pub mod places;
mod plain;
pub mod speech;
mod symbol;

pub use known::{Known, is_spelled_as_ours};
pub use symbol::Symbol;

use std::borrow::Cow;
use std::sync::OnceLock;

use packed::Packed;

use crate::syllable::slip::{self, Slip};
use crate::syllable::{Flaw, Syllable, Word, distance, spellings};

/// A syllable that may have been meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The syllable.
    pub syllable: Syllable,
    /// The cost of the slip, by [`distance::cost`].
    pub cost: f32,
}

/// Cost above which a slip is not believed: two ordinary slips in one syllable.
const FARTHEST: f32 = 3.7;

struct Entry {
    syllable: Syllable,
    word: Word,
    /// A bit for each letter, without hats and horns.
    letters: u32,
}

/// The words of the language, immutable.
pub struct Lexicon {
    /// Natural logarithm of the count of each syllable, by [`Syllable::index`]; 0 for those not in use.
    log_counts: Vec<f32>,
    /// The symbol of each syllable, by [`Syllable::index`].
    symbols: Vec<Symbol>,
    /// The spellings of all words and the table of those that are no syllable.
    packed: Packed,
    /// The syllables in use, in the order of their symbols: asked for by what is no word.
    entries: OnceLock<Vec<Entry>>,
    /// Asked for by text without marks only.
    plain: OnceLock<plain::Plain>,
    /// What each syllable in use may be a slip for, by the number of its symbol: worked out when first asked for.
    rivals: Vec<OnceLock<Box<[Rival]>>>,
}

/// A syllable in use that another one may be a slip for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// Its symbol.
    pub symbol: Symbol,
    /// What would have happened.
    pub slip: Slip,
}

/// The lines of a dictionary that hold something: comments begin with `#`.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn letter_bits(word: &Word) -> u32 {
    word.letters().iter().fold(0, |bits, letter| bits | 1 << (letter.plain().index() % 32))
}

impl Lexicon {
    /// The lexicon that two dictionaries make, `syllables.tsv` and `foreign.tsv`. Lines that are no entry are passed over:
    /// the checksum of the model that was built with them tells whether they are whole.
    pub fn read(syllables: &str, foreign: &str) -> Lexicon {
        let (bytes, texts) = packed::pack(syllables, foreign);
        Lexicon::packed(bytes.into(), texts.into())
    }

    /// The lexicon of words that were packed ([`packed::pack`]).
    pub fn packed(bytes: Cow<'static, [u8]>, texts: Cow<'static, str>) -> Lexicon {
        let packed = Packed::new(bytes, texts);
        let mut log_counts = vec![0.0; Syllable::LIMIT];
        let mut symbols = vec![Symbol::OTHER; Syllable::LIMIT];
        for (at, (syllable, log_count)) in packed.syllables().enumerate() {
            let (Some(count), Some(symbol)) = (log_counts.get_mut(syllable), symbols.get_mut(syllable)) else {
                continue;
            };
            (*count, *symbol) = (log_count, Symbol(Symbol::FIRST_WORD + at as u16));
        }
        let mut rivals = Vec::new();
        rivals.resize_with(packed.syllable_count(), OnceLock::new);
        Lexicon { log_counts, symbols, packed, entries: OnceLock::new(), plain: OnceLock::new(), rivals }
    }

    /// The syllables in use, in the order of their symbols.
    fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(|| {
            let words = (0..self.packed.syllable_count()).filter_map(|at| Word::read(self.packed.word(at as u32)));
            let entry = |word: Word| Some(Entry { syllable: word.known()?, letters: letter_bits(&word), word });
            words.filter_map(entry).collect()
        })
    }

    /// The symbol of a syllable; [`Symbol::OTHER`] if it is not in use.
    #[inline]
    pub fn symbol(&self, syllable: Syllable) -> Symbol {
        self.symbols[syllable.index()]
    }

    /// The symbol of a word in lower case that is no syllable.
    pub fn symbol_of_other(&self, lower: &str) -> Symbol {
        self.packed.other(lower).map_or(Symbol::OTHER, |at| Symbol(Symbol::FIRST_WORD + at as u16))
    }

    /// The first symbol that is no syllable: those before it are classes and syllables.
    pub fn first_other(&self) -> Symbol {
        Symbol(Symbol::FIRST_WORD + self.packed.syllable_count() as u16)
    }

    /// How many symbols there are, those of classes included.
    #[cfg(feature = "training")]
    pub fn symbol_count(&self) -> usize {
        Symbol::FIRST_WORD as usize + self.packed.word_count()
    }

    /// Whether a syllable that spelling allows is one that people use.
    #[inline]
    pub fn is_in_use(&self, syllable: Syllable) -> bool {
        self.log_counts[syllable.index()] > 0.0
    }

    /// Natural logarithm of how often a syllable stands in the corpus; 0 if it is not in use.
    #[inline]
    pub fn log_count(&self, syllable: Syllable) -> f32 {
        self.log_counts[syllable.index()]
    }

    /// Whether a word in lower case, no Vietnamese syllable, is normal in Vietnamese text.
    pub fn is_attested(&self, lower: &str) -> bool {
        self.packed.other(lower).is_some()
    }

    /// The syllables in use whose letters are those of a word if marks and tone are left out of both.
    pub fn marked_forms(&self, word: &Word) -> &[Syllable] {
        let entries = || self.entries().iter().map(|entry| (entry.syllable, &entry.word));
        self.plain.get_or_init(|| plain::Plain::new(entries())).get(word)
    }

    /// What a syllable may be a slip for, in a fixed order: syllables in use, without those that are another way to write it.
    pub fn rivals(&self, written: Syllable) -> Cow<'_, [Rival]> {
        let find = || {
            let wanted = |meant| self.is_in_use(meant) && !spellings::is_matter_of_style(written, meant);
            let mut rivals = Vec::new();
            slip::around(written, slip::FARTHEST, wanted, |slip| {
                rivals.push(Rival { symbol: self.symbol(slip.meant), slip });
            });
            rivals
        };
        let slot = self.symbol(written).index().checked_sub(Symbol::FIRST_WORD as usize);
        match slot.and_then(|slot| self.rivals.get(slot)) {
            Some(slot) => Cow::Borrowed(slot.get_or_init(|| find().into_boxed_slice())),
            None => Cow::Owned(find()),
        }
    }

    /// All syllables in use that a word which is none may have been meant for, in the order of their frequency.
    pub fn near(&self, word: &Word, flaw: &Flaw) -> Vec<Candidate> {
        if let Flaw::MarkPlace { meant } = flaw
            && self.is_in_use(*meant)
        {
            return vec![Candidate { syllable: *meant, cost: 0.0 }];
        }
        let letters = letter_bits(word);
        let len = word.letters().len();
        self.entries()
            .iter()
            // Letters that only one of the two has: a slip accounts for three of them at most (gi, r).
            .filter(|entry| {
                let differing = (entry.letters ^ letters).count_ones();
                let least = differing.div_ceil(3) as f32 * distance::LEAST;
                differing <= 6
                    && entry.word.letters().len().abs_diff(len) <= 2
                    && least + distance::tone_cost(word, &entry.word) <= FARTHEST
            })
            .filter_map(|entry| {
                let cost = distance::cost(word, &entry.word, FARTHEST)?;
                Some(Candidate { syllable: entry.syllable, cost })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;

    fn embedded() -> &'static Lexicon {
        &Dictionaries::embedded().lexicon
    }

    /// The syllable that is likeliest by use and cost, without any context.
    fn best(word: &str) -> String {
        let word = Word::read(word).unwrap();
        let near = embedded().near(&word, &word.syllable().unwrap_err());
        let score = |one: &Candidate| embedded().log_count(one.syllable) - 2.8 * one.cost;
        near.iter().max_by(|one, other| score(one).total_cmp(&score(other))).unwrap().syllable.spelling()
    }

    #[test]
    fn every_line_of_the_dictionary_is_read() {
        let file = include_str!("../../dictionaries/syllables.tsv");
        for line in lines(file) {
            let (spelling, count) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
            assert!(Syllable::parse(spelling).is_some() && count.parse::<u32>().is_ok(), "{line}");
        }
        assert_eq!(embedded().entries().len(), lines(file).count());
    }

    #[test]
    fn what_was_meant_comes_first() {
        for (word, meant) in [
            ("kiẻm", "kiểm"),
            ("sat", "sát"),
            ("đươc", "được"),
            ("nghiêp", "nghiệp"),
            ("cuả", "của"),
            ("nghành", "ngành"),
            ("trưòng", "trường"),
            ("thưở", "thuở"),
            ("nguời", "người"),
            ("tóan", "toán"),
            ("gỉải", "giải"),
            ("phuơng", "phương"),
            ("biêt", "biết"),
        ] {
            assert_eq!(best(word), meant, "{word}");
        }
    }

    #[test]
    fn normal_words_are_attested_and_others_unknown() {
        let lexicon = embedded();
        for normal in ["ôxy", "đắk", "web"] {
            assert!(lexicon.is_attested(normal), "{normal}");
        }
        for unknown in ["webform", "abcdefghijklmnop", "日本", "krzysztof", "nghoẻo2", "kiểm"] {
            assert!(!lexicon.is_attested(unknown), "{unknown}");
        }
    }
}
