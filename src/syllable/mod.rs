//! The written Vietnamese syllable: onset + glide + nucleus + coda, with one of six tones.
//!
//! [`Syllable`] is one of the some 20,000 that the grammar of spelling allows, packed into two bytes; it cannot be
//! invalid. Its opposite is a [`Flaw`]: the part of a word that no Vietnamese syllable can have, which is what a
//! message tells the reader.
//!
//! Facts: the onsets and rimes of the school grammar, with the rimes of loan and dialect words that dictionaries
//! have; where marks go and which letters spell one sound, by decision 1989/QĐ-BGDĐT (2018), articles 8 and 9.

pub mod distance;
pub mod flaw;
pub mod letter;
mod parse;
mod rime;
mod set;
pub mod slip;
pub mod spellings;

pub mod typing;

pub use flaw::Flaw;
pub use letter::{Glyph, Letter, Tone};
pub use parse::{Case, Shape, ToneStyle, Word};
pub use set::SyllableSet;

use std::num::NonZeroU16;

use parse::MAX_LETTERS;
use rime::{ONSETS, RIMES};

/// A syllable that Vietnamese spelling allows. Whether it is in use is the lexicon's knowledge.
///
/// Packed as 1 + tone + 6 × (rime + rimes × onset): the number is stable as long as the tables of onsets and rimes
/// are, and never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(NonZeroU16);

impl Syllable {
    fn pack(onset: usize, rime: usize, tone: Tone) -> Syllable {
        let number = 1 + tone as usize + 6 * (rime + RIMES.len() * onset);
        let number = u16::try_from(number).expect("onsets × rimes × tones fit in 16 bits");
        Syllable(NonZeroU16::new(number).expect("one was added"))
    }

    fn parts(self) -> (usize, usize, Tone) {
        let number = self.0.get() as usize - 1;
        (number / 6 / RIMES.len(), number / 6 % RIMES.len(), Tone::ALL[number % 6])
    }

    /// Its number, above zero: an index for tables over all syllables, below [`Syllable::LIMIT`].
    #[inline]
    pub fn index(self) -> usize {
        self.0.get() as usize
    }

    /// One more than the highest index.
    pub const LIMIT: usize = 1 + 6 * RIMES.len() * ONSETS.len();

    /// The syllable that a word in any case and either tone style is.
    pub fn parse(word: &str) -> Option<Syllable> {
        Word::read(word)?.syllable().ok()
    }

    /// Every syllable that the grammar allows, in the order of their indices.
    pub fn all() -> impl Iterator<Item = Syllable> {
        (0..ONSETS.len()).flat_map(|onset| {
            (0..RIMES.len()).flat_map(move |rime| {
                Tone::ALL
                    .into_iter()
                    .filter(move |tone| rime::allowed(onset, rime, *tone))
                    .map(move |tone| Syllable::pack(onset, rime, tone))
            })
        })
    }

    /// The initial consonant as it is written; empty where there is none.
    pub fn onset(self) -> &'static str {
        ONSETS[self.parts().0]
    }

    /// The sound between onset and nucleus, as written: `o`, `u`, or empty. After `qu` it is part of the onset.
    pub fn glide(self) -> &'static str {
        RIMES[self.parts().1].glide()
    }

    /// The vowel or diphthong that carries the tone, as written.
    pub fn nucleus(self) -> &'static str {
        RIMES[self.parts().1].nucleus()
    }

    /// What closes the syllable, a consonant or one of the semivowels i y o u; empty where it is open.
    pub fn coda(self) -> &'static str {
        RIMES[self.parts().1].coda()
    }

    /// The tone.
    pub fn tone(self) -> Tone {
        self.parts().2
    }

    /// Whether the two tone styles write it differently: hòa, hoà.
    #[inline]
    pub fn has_two_styles(self) -> bool {
        let (onset, rime, tone) = self.parts();
        tone != Tone::Ngang && rime::has_two_styles(rime) && ONSETS[onset] != "qu"
    }

    /// The syllable with another tone, where the coda allows it.
    pub fn with_tone(self, tone: Tone) -> Option<Syllable> {
        let (onset, rime, _) = self.parts();
        rime::allowed(onset, rime, tone).then(|| Syllable::pack(onset, rime, tone))
    }

    /// Writes it in lower case: `hòa` in the older tone style, `hoà` in the newer.
    pub fn write(self, style: ToneStyle, out: &mut String) {
        let (onset, rime, tone) = self.parts();
        rime::spell(onset, rime, tone, style, out);
    }

    /// In lower case, in the older tone style, which most of the press uses.
    pub fn spelling(self) -> String {
        let mut out = String::new();
        self.write(ToneStyle::Older, &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> (&str, &str, &str, &str, Tone) {
        let s = Syllable::parse(word).unwrap_or_else(|| panic!("{word} is a syllable"));
        (s.onset(), s.glide(), s.nucleus(), s.coda(), s.tone())
    }

    #[test]
    fn a_syllable_has_its_parts() {
        assert_eq!(parts("nghiêng"), ("ngh", "", "iê", "ng", Tone::Ngang));
        assert_eq!(parts("toán"), ("t", "o", "a", "n", Tone::Sac));
        assert_eq!(parts("khuỷu"), ("kh", "u", "y", "u", Tone::Hoi));
        assert_eq!(parts("thuở"), ("th", "u", "ơ", "", Tone::Hoi));
        assert_eq!(parts("giếng"), ("gi", "", "iê", "ng", Tone::Sac));
        assert_eq!(parts("gì"), ("gi", "", "i", "", Tone::Huyen));
        assert_eq!(parts("giữa"), ("gi", "", "ưa", "", Tone::Nga));
        assert_eq!(parts("quyết"), ("qu", "", "yê", "t", Tone::Sac));
        assert_eq!(parts("của"), ("c", "", "ua", "", Tone::Hoi));
        assert_eq!(parts("uyên"), ("", "u", "yê", "n", Tone::Ngang));
        assert_eq!(parts("hòa"), parts("hoà"));
        assert_eq!(parts("HOÀ"), parts("hòa"));
    }

    #[test]
    fn every_syllable_reads_back_from_both_styles() {
        let mut count = 0;
        for syllable in Syllable::all() {
            for style in [ToneStyle::Older, ToneStyle::Newer] {
                let mut written = String::new();
                syllable.write(style, &mut written);
                assert_eq!(Syllable::parse(&written), Some(syllable), "{written}");
            }
            assert!(syllable.index() < Syllable::LIMIT);
            count += 1;
        }
        assert!((15_000..25_000).contains(&count), "{count}");
    }
}
