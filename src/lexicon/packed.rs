//! The words of the lexicon in one array of bytes and one string, which are used where they lie.
//!
//! ```text
//! syllables, words, slots | syllable, logarithm of its count … | table of other words | where each word begins … end
//! ```
//!
//! Words stand in the order of their symbols, the syllables first.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::lines;
use crate::lexicon::Symbol;
use crate::syllable::Word;
use crate::text::table::{self, number};

const HEADER: usize = 3;

/// Packs the texts of `syllables.tsv` and `foreign.tsv`.
pub fn pack(syllables: &str, foreign: &str) -> (Vec<u8>, String) {
    let (mut known, mut words): (Vec<[u32; 2]>, Vec<&str>) = Default::default();
    let most = usize::from(u16::MAX - Symbol::FIRST_WORD);
    for line in lines(syllables) {
        let Some((spelling, count)) = line.split_once('\t') else { continue };
        let (Some(word), Ok(count)) = (Word::read(spelling), count.parse::<f32>()) else { continue };
        let Some(syllable) = word.known().filter(|_| words.len() < most) else { continue };
        known.push([syllable.index() as u32, count.ln().to_bits()]);
        words.push(spelling);
    }
    let mut others = HashMap::new();
    for word in lines(foreign).filter_map(|line| line.split('\t').next()) {
        if words.len() < most && !others.contains_key(word) {
            others.insert(word, words.len() as u32);
            words.push(word);
        }
    }
    let mut bytes = Vec::new();
    table::push(&mut bytes, &[known.len() as u32, words.len() as u32, table::slots(others.len()) as u32]);
    table::push(&mut bytes, known.as_flattened());
    // The bytes are the same at each build: the table is filled in the order of the file.
    let in_order = words[known.len()..].iter().copied().zip(known.len() as u32..);
    table::push_slots(&mut bytes, in_order);
    let mut texts = String::new();
    for word in words {
        table::push(&mut bytes, &[texts.len() as u32]);
        texts.push_str(word);
    }
    table::push(&mut bytes, &[texts.len() as u32]);
    (bytes, texts)
}

/// The packed words.
pub(super) struct PackedWords {
    bytes: Cow<'static, [u8]>,
    texts: Cow<'static, str>,
    slots: Range<usize>,
}

impl PackedWords {
    pub fn new(bytes: Cow<'static, [u8]>, texts: Cow<'static, str>) -> PackedWords {
        let start = 4 * (HEADER + 2 * number(&bytes, 0) as usize);
        let slots = start..start + 4 * number(&bytes, 2) as usize;
        PackedWords { bytes, texts, slots }
    }

    /// The number of syllables in use.
    pub fn syllable_count(&self) -> usize {
        number(&self.bytes, 0) as usize
    }

    /// The number of words, syllables and others.
    #[cfg(feature = "training")]
    pub fn word_count(&self) -> usize {
        number(&self.bytes, 1) as usize
    }

    /// The syllables in use: [`Syllable::index`] and natural logarithm of the corpus count.
    pub fn syllables(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let field = |at: usize| number(&self.bytes, HEADER + at);
        (0..self.syllable_count()).map(move |at| (field(2 * at) as usize, f32::from_bits(field(2 * at + 1))))
    }

    /// The spelling of the word with this number.
    #[inline]
    pub fn word(&self, at: u32) -> &str {
        let starts = self.bytes.get(self.slots.end..).unwrap_or_default();
        let place = |at: u32| number(starts, at as usize) as usize;
        self.texts.get(place(at)..place(at + 1)).unwrap_or_default()
    }

    /// The number of a word in lower case that is no syllable; `None` if it is not on the list.
    #[inline]
    pub fn other(&self, lower: &str) -> Option<u32> {
        table::find(self.bytes.get(self.slots.clone())?, lower, |at| self.word(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_numbers_and_spellings() {
        let (bytes, texts) = pack("# a comment\nnổ\t20\nbad line\nlực\t5\n", "top\t9\nôxy\t3\ntop\t1\n");
        let packed = PackedWords::new(bytes.into(), texts.into());
        assert_eq!((packed.syllable_count(), packed.word_count()), (2, 4));
        assert_eq!([0, 1, 2, 3].map(|at| packed.word(at).to_owned()), ["nổ", "lực", "top", "ôxy"]);
        assert_eq!((packed.other("ôxy"), packed.other("nổ"), packed.other("")), (Some(3), None, None));
        let counts: Vec<f32> = packed.syllables().map(|(_, count)| count).collect();
        assert_eq!(counts, [20_f32.ln(), 5_f32.ln()]);
    }
}
