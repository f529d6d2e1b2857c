//! Folds words to one form for comparing.

use super::Word;
use crate::syllable::{Case, ToneStyle};

/// Appends a word in lower case and the older tone style.
pub fn fold_word(word: Word, text: &str, out: &mut String) {
    match word.syllable {
        // Most words are in lower case and look the same in both styles: they are what they will be.
        Some(syllable) if word.case == Case::Lower && !syllable.has_two_styles() && !text.starts_with('ð') => {
            out.push_str(text);
        }
        Some(syllable) => syllable.write(ToneStyle::Older, out),
        None => out.extend(text.chars().flat_map(char::to_lowercase)),
    }
}
