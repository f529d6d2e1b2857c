//! Whether a text is Vietnamese, by its own words.
//!
//! Word, Calibre and page templates write `lang="en"` on texts in every language, so a language attribute is only a
//! hint, which decides where the text leaves it open.

use super::coverage::Words;
use crate::syllable::Syllable;

/// The language of a text, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextLanguage {
    Vietnamese,
    Foreign,
    /// Too little text to tell: numbers, names, words that several languages have.
    Unclear,
}

/// The longest word in capitals that may be an abbreviation in any language.
const LONGEST_ABBREVIATION: usize = 5;

/// The language of a text, by its words.
pub(super) fn language_of(text: &str) -> TextLanguage {
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    // Words that only Vietnamese has, that it shares with others, and that it cannot have.
    let (mut vietnamese, mut shared, mut foreign) = (0_usize, 0_usize, 0_usize);
    for word in text.split(|c| !is_letter(c)).filter(|word| word.len() > 1) {
        if word.is_ascii() {
            let abbreviation = word.len() <= LONGEST_ABBREVIATION && !word.bytes().any(|b| b.is_ascii_lowercase());
            foreign += usize::from(!abbreviation && Syllable::parse(word).is_none());
        } else if Words::of(word).marked > 0 {
            vietnamese += 1;
        } else if Syllable::parse(word).is_some() {
            shared += 1;
        } else {
            foreign += 1;
        }
    }
    match (vietnamese, shared, foreign) {
        // A Vietnamese text may be full of foreign terms; a text in another language may have a Vietnamese name here and there.
        (1.., _, _) if (vietnamese + shared) * 2 >= foreign => TextLanguage::Vietnamese,
        (0, 1.., 0) => TextLanguage::Vietnamese,
        (_, _, 0) => TextLanguage::Unclear,
        _ => TextLanguage::Foreign,
    }
}

/// Whether a text is in another language than Vietnamese, by its words.
#[cfg(feature = "serve")]
pub fn is_foreign(text: &str) -> bool {
    language_of(text) == TextLanguage::Foreign
}

/// Whether a text looks like a program or its output rather than sentences.
pub(super) fn looks_like_code(text: &str) -> bool {
    let signs = text.bytes().filter(|byte| b"{};=<>$\\|_".contains(byte)).count();
    signs * 25 > text.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_tells_its_language() {
        for text in ["Trời đẹp.", "Cài đặt Visual Studio Code từ trang Microsoft", "là", "co\u{302}ng ty", "kiẻm"]
        {
            assert_eq!(language_of(text), TextLanguage::Vietnamese, "{text}");
        }
        for text in
            ["machine learning", "Il est là à côté de la mer", "We flew from Hà Nội back home last week", "漢字"]
        {
            assert_eq!(language_of(text), TextLanguage::Foreign, "{text}");
        }
        for text in ["", "12 – 3", "Nam", "trong khi", "TP HCM", "A. B."] {
            assert_eq!(language_of(text), TextLanguage::Unclear, "{text}");
        }
    }

    #[test]
    fn verse_is_no_code() {
        assert!(!looks_like_code("Sông sâu bên lở, bên bồi;\nAi đi để bến đò tôi mong chờ."));
        assert!(looks_like_code("let tuổi = 5;\nnếu (tuổi > 3) { in(tuổi); }"));
    }
}
