//! The written Vietnamese syllable: onset + glide + nucleus + coda, with one of six tones.
//!
//! [`Syllable`] is one of the some 20,000 that the grammar of spelling allows, packed into two bytes; it cannot be
//! invalid. Its opposite is a [`Flaw`]: the part of a word that no Vietnamese syllable can have, which is what a
//! message tells the reader.
//!
//! Facts: the onsets and rimes of the school grammar, with the rimes of loan and dialect words that dictionaries have; where tone
//! marks go and which letters spell one sound, by decision 1989/QĐ-BGDĐT (2018), articles 8 and 9.

pub mod distance;
pub mod flaw;
pub mod letter;
pub mod nearest;
mod packed;
mod parse;
mod rime;
mod set;
pub mod slip;
pub mod spellings;

pub mod typing;

pub use flaw::Flaw;
pub use letter::{Glyph, Letter, Tone, ToneStyle};
pub use packed::Syllable;
pub use parse::{Case, Word};
pub use set::SyllableSet;

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
