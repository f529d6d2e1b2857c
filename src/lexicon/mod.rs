//! Floor 1: the words of Vietnamese, without their context.
//!
//! Two generated files stand in `dictionaries/`: the syllables in use with their counts, and the words that are no
//! Vietnamese syllable and yet normal in Vietnamese text (*ôxy, Đắk, Lắk, top*). A word that is in neither is unknown,
//! and unknown is not wrong. Names have dictionaries and modules of their own.

pub mod dialect;
pub mod english;
mod known;
pub mod names;
mod near;
pub mod packed;
pub mod places;
mod plain;
mod symbol;

pub use known::{Lookup, is_spelled_as_ours};
pub use near::Candidate;
pub use symbol::Symbol;

use std::borrow::Cow;
use std::sync::OnceLock;

use near::NearbySyllables;
use packed::PackedWords;
use plain::PlainForms;

use crate::syllable::slip::{self, Slip};
use crate::syllable::{Flaw, Syllable, Word, spellings};

/// The syllables and other words of the language, immutable.
pub struct Lexicon {
    /// Natural logarithm of the corpus count of each syllable, by [`Syllable::index`]; 0 for those not in use.
    log_counts: Vec<f32>,
    /// The symbol of each syllable, by [`Syllable::index`].
    symbols: Vec<Symbol>,
    /// The spellings of all words and the hash table of those that are no syllable.
    packed: PackedWords,
    /// The syllables by their letters without the tone; made when a non-word is first looked up.
    nearby: OnceLock<NearbySyllables>,
    /// The syllables by their letters without diacritics; made when first asked for.
    plain: OnceLock<PlainForms>,
    /// The rivals of each syllable in use, by its symbol; each list is made when first asked for.
    rivals: Vec<OnceLock<Box<[Rival]>>>,
}

/// A syllable in use that another syllable may be a slip for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// The symbol of the syllable that may have been meant.
    pub symbol: Symbol,
    /// The slip that would have led from it to the other syllable.
    pub slip: Slip,
}

/// The lines of a dictionary file without empty lines and comments, which begin with `#`.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

impl Lexicon {
    /// Reads the texts of `syllables.tsv` and `foreign.tsv`. Lines that are no entry are skipped: whether the files are
    /// whole is told by the checksum in the model that was built with them.
    pub fn read(syllables: &str, foreign: &str) -> Lexicon {
        let (bytes, texts) = packed::pack(syllables, foreign);
        Lexicon::packed(bytes.into(), texts.into())
    }

    /// The lexicon of words that were packed ([`packed::pack`]).
    pub fn packed(bytes: Cow<'static, [u8]>, texts: Cow<'static, str>) -> Lexicon {
        let packed = PackedWords::new(bytes, texts);
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
        Lexicon { log_counts, symbols, packed, nearby: OnceLock::new(), plain: OnceLock::new(), rivals }
    }

    /// The syllables in use, in the order of their symbols.
    fn words(&self) -> Vec<(Syllable, Word)> {
        let words = (0..self.packed.syllable_count()).filter_map(|at| Word::read(self.packed.word(at as u32)));
        words.filter_map(|word| Some((word.known()?, word))).collect()
    }

    /// The symbol of a syllable; [`Symbol::OTHER`] if it is not in use.
    #[inline]
    pub fn symbol(&self, syllable: Syllable) -> Symbol {
        self.symbols[syllable.index()]
    }

    /// The symbol of a word in lower case that is no syllable; [`Symbol::OTHER`] if it is on no list.
    pub fn symbol_of_other(&self, lower: &str) -> Symbol {
        self.packed.other(lower).map_or(Symbol::OTHER, |at| Symbol(Symbol::FIRST_WORD + at as u16))
    }

    /// The first symbol of a word that is no syllable: those before it are classes and syllables.
    pub fn first_other(&self) -> Symbol {
        Symbol(Symbol::FIRST_WORD + self.packed.syllable_count() as u16)
    }

    /// The number of symbols, classes included.
    #[cfg(feature = "training")]
    pub fn symbol_count(&self) -> usize {
        Symbol::FIRST_WORD as usize + self.packed.word_count()
    }

    /// Whether a well-formed syllable is in the dictionary.
    #[inline]
    pub fn is_in_use(&self, syllable: Syllable) -> bool {
        self.log_counts[syllable.index()] > 0.0
    }

    /// Natural logarithm of the corpus count of a syllable; 0 if it is not in use.
    #[inline]
    pub fn log_count(&self, syllable: Syllable) -> f32 {
        self.log_counts[syllable.index()]
    }

    /// Whether a word in lower case that is no syllable is normal in Vietnamese text.
    pub fn is_attested(&self, lower: &str) -> bool {
        self.packed.other(lower).is_some()
    }

    /// The syllables in use with the same letters as a word, diacritics and tone left out of both.
    pub fn marked_forms(&self, word: &Word) -> &[Syllable] {
        let index = || PlainForms::new(self.words().iter().map(|(syllable, word)| (*syllable, word)));
        self.plain.get_or_init(index).get(word)
    }

    /// The syllables in use that a syllable may be a slip for, in a fixed order; other spellings of the same syllable
    /// are left out.
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

    /// The syllables in use that a non-word may be a slip for, more frequent ones first.
    pub fn near(&self, word: &Word, flaw: &Flaw) -> Vec<Candidate> {
        if let Flaw::MarkPlace { meant } = flaw
            && self.is_in_use(*meant)
        {
            return vec![Candidate { syllable: *meant, cost: 0.0 }];
        }
        let index = || NearbySyllables::new(self.words().iter().map(|(syllable, word)| (*syllable, word)));
        self.nearby.get_or_init(index).to(word)
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
        assert_eq!(embedded().words().len(), lines(file).count());
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
