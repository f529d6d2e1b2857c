//! A syllable as a number of two bytes.

use std::num::NonZeroU16;

use super::letter::{Tone, ToneStyle};
use super::rime::{self, ONSETS, RIMES};

/// A syllable that Vietnamese spelling allows. Whether it is in use is the lexicon's knowledge.
///
/// Packed as 1 + tone + 6 × (rime + rimes × onset): the number is stable as long as the tables of onsets and rimes
/// are, and never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(NonZeroU16);

impl Syllable {
    pub(super) fn pack(onset: usize, rime: usize, tone: Tone) -> Syllable {
        let number = 1 + tone as usize + 6 * (rime + RIMES.len() * onset);
        let number = u16::try_from(number).expect("onsets × rimes × tones fit in 16 bits");
        Syllable(NonZeroU16::new(number).expect("one was added"))
    }

    pub(super) fn parts(self) -> (usize, usize, Tone) {
        let number = self.0.get() as usize - 1;
        (number / 6 / RIMES.len(), number / 6 % RIMES.len(), Tone::ALL[number % 6])
    }

    /// Its number, from 1 up to [`Syllable::LIMIT`]: an index for tables over all syllables.
    #[inline]
    pub fn index(self) -> usize {
        self.0.get() as usize
    }

    /// One more than the highest index.
    pub const LIMIT: usize = 1 + 6 * RIMES.len() * ONSETS.len();

    /// Every syllable that the grammar allows, in the order of their indices.
    #[cfg(feature = "training")]
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

    /// The initial consonant as it is written; empty if there is none.
    pub fn onset(self) -> &'static str {
        ONSETS[self.parts().0]
    }

    /// The sound between onset and nucleus, as written: `o`, `u`, or empty. After `qu` it is part of the onset.
    #[cfg(feature = "training")]
    pub fn glide(self) -> &'static str {
        RIMES[self.parts().1].glide()
    }

    /// The vowel or diphthong that carries the tone, as written.
    pub fn nucleus(self) -> &'static str {
        RIMES[self.parts().1].nucleus()
    }

    /// The final consonant or semivowel (i, y, o, u); empty if there is none.
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

    /// The syllable with another tone; `None` if the coda does not allow it.
    pub fn with_tone(self, tone: Tone) -> Option<Syllable> {
        let (onset, rime, _) = self.parts();
        rime::allowed(onset, rime, tone).then(|| Syllable::pack(onset, rime, tone))
    }

    /// Appends it in lower case: `hòa` in the older tone style, `hoà` in the newer.
    pub fn write(self, style: ToneStyle, out: &mut String) {
        let (onset, rime, tone) = self.parts();
        rime::spell(onset, rime, tone, style, out);
    }

    /// Its spelling in lower case and the older tone style, which most of the press uses.
    pub fn spelling(self) -> String {
        let mut out = String::new();
        self.write(ToneStyle::Older, &mut out);
        out
    }
}
