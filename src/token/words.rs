//! Words: where their letters end, and what the letters tell.
//!
//! A few thousand spellings make up nearly all of any text, so facts about a word are kept: [`Words`] is a table from
//! the bytes of a word to its [`Letters`]. A word that is found there costs one load, a multiplication and a comparison
//! or two, a fraction of decoding and parsing it.

use unicode_normalization::char::is_combining_mark;

use super::kind::{Letters, Script, Word};
use crate::syllable::{self, Case, Glyph};
use crate::text::is_latin;

/// Whether a character is a letter of any script. Those of Vietnamese are found in a table of their own, without the search
/// through the tables of Unicode.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && (Glyph::of(c).is_some() || c.is_alphabetic())
}

/// The length of the run of letters at the start of `text`, in bytes, with marks that compose with none of them and
/// apostrophes between two of them (O'Brien).
pub(super) fn letters_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut apostrophe =
            || matches!(c, '\'' | '’') && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(is_letter(c) || !c.is_ascii() && is_combining_mark(c) || apostrophe()) {
            return at;
        }
    }
    text.len()
}

/// A cache of the facts about words of up to eight bytes, by their bytes.
///
/// A word that is not there is parsed and takes the place of another; so the table has what is frequent without any
/// count, and its answers never depend on its contents.
#[derive(Debug)]
pub(super) struct Words {
    sets: Box<[CacheLine]>,
}

/// The words of one hash, key and letters of each, in a cache line of their own. Key 0 is none.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct CacheLine([(u64, Letters); WAYS]);

/// How many words share a hash.
const WAYS: usize = 4;

/// 8,192 words in all, 128 kB: more spellings than most texts have.
const SETS: usize = 1 << 11;

impl Default for Words {
    fn default() -> Words {
        Words { sets: vec![CacheLine::default(); SETS].into_boxed_slice() }
    }
}

impl Words {
    /// The facts and the end of the word that begins at `start`, from the table or parsed anew.
    #[inline]
    pub fn at(&mut self, text: &str, start: usize) -> (usize, Letters) {
        match self.seen(text.as_bytes(), start) {
            Some(seen) => seen,
            None => self.read(text, start),
        }
    }

    /// The facts and the end of the word that begins at `start`, if the table has it; `None`, too, where no word
    /// begins.
    #[inline]
    pub fn seen(&self, bytes: &[u8], start: usize) -> Option<(usize, Letters)> {
        let (key, len) = key(bytes, start)?;
        let set = &self.sets[set(key)].0;
        // All places are compared: in which of them a word is found cannot be foretold, and a jump for each would be.
        let place = (0..WAYS).fold(WAYS, |place, way| if set[way].0 == key { way } else { place });
        let (_, letters) = set.get(place)?;
        Some((start + len, *letters))
    }

    fn read(&mut self, text: &str, start: usize) -> (usize, Letters) {
        let end = start + letters_len(&text[start..]);
        let letters = describe(&text[start..end]);
        if let Some((key, len)) = key(text.as_bytes(), start)
            && start + len == end
        {
            // What came first is likely the more frequent: only the last place is given away.
            let set = &mut self.sets[set(key)].0;
            let place = set.iter().position(|(known, _)| *known == 0).unwrap_or(WAYS - 1);
            set[place] = (key, letters);
        }
        (end, letters)
    }
}

#[inline]
fn set(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SETS.trailing_zeros())) as usize
}

/// The bytes from `start` to the first that is ASCII below `A`, as a number, and their count. `None` if there are none
/// or more than eight, if the text ends right there, or if an apostrophe may continue the word.
#[inline]
fn key(bytes: &[u8], start: usize) -> Option<(u64, usize)> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let chunk: &[u8; 9] = bytes.get(start..)?.first_chunk()?;
    let word = u64::from_le_bytes(*chunk.first_chunk()?);
    // The high bit of each byte that is below A: adding 0x3F to it does not reach 0x80, and it is no part of a longer letter.
    let ends = !(((word & !HIGH) + 0x3F3F_3F3F_3F3F_3F3F) | word) & HIGH;
    let len = (ends.trailing_zeros() / 8) as usize;
    let next = chunk[len];
    (len > 0 && next < b'A' && next != b'\'').then(|| (word & (u64::MAX >> (64 - 8 * len)), len))
}

/// The facts about a word by its letters.
fn describe(letters: &str) -> Letters {
    Letters::pack(word(letters))
}

fn word(letters: &str) -> Word {
    if let Some(read) = syllable::Word::read(letters) {
        let shape = read.shape();
        return Word {
            syllable: read.known(),
            case: shape.case,
            marked: shape.marked,
            vietnamese: shape.vietnamese,
            script: Script::Latin,
            eth: shape.eth,
            chained: false,
        };
    }
    let (mut latin, mut other, mut marked, mut vietnamese) = (false, false, false, true);
    for c in letters.chars().filter(|c| c.is_alphabetic()) {
        latin |= is_latin(c);
        other |= !is_latin(c);
        match Glyph::of(c) {
            Some(glyph) => {
                marked |= glyph.tone != syllable::Tone::Ngang || glyph.letter != glyph.letter.plain();
                vietnamese &= glyph.letter.is_vietnamese();
            }
            None => vietnamese = false,
        }
    }
    Word {
        syllable: None,
        case: Case::of(letters.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)),
        marked,
        vietnamese,
        script: match (latin, other) {
            (true, true) => Script::Mixed,
            (false, true) => Script::Other,
            _ => Script::Latin,
        },
        eth: letters.contains(['Ð', 'ð']),
        chained: false,
    }
}
