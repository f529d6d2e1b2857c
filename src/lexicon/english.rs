//! English words and words of technology that stand unchanged in Vietnamese text.
//!
//! They do not show that a text is English: *cap, yen, tab* look like Vietnamese words without their diacritics, and
//! *cron, mex* like slips. More evidence is asked for before one of them is called wrong.

use std::collections::HashSet;
use std::sync::LazyLock;

const BY_HAND: &str = include_str!("../../dictionaries/english.txt");

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| super::lines(BY_HAND).flat_map(str::split_ascii_whitespace).collect());

/// Whether a word in lower case is on the list.
pub fn is_english(lower: &str) -> bool {
    WORDS.contains(lower)
}

/// Letters that no Vietnamese syllable ends in, and that a slip seldom leaves there: a word that ends so is foreign.
/// Those that are keys of an input method (f, j, r, s, x) are not among them.
const FOREIGN_ENDS: &[u8] = b"bdklqvz";

/// Whether a word without diacritics has a foreign shape: an end or a beginning that no Vietnamese syllable has.
pub fn is_foreign_shape(lower: &str) -> bool {
    let bytes = lower.as_bytes();
    let [first, second, ..] = bytes else { return false };
    let vowel = |byte: &u8| b"aeiouy".contains(byte);
    let cluster =
        b"bcdfgkpst".contains(first) && matches!(second, b'l' | b'r' | b'w') && (*first, *second) != (b't', b'r');
    let sibilant = *first == b's' && matches!(second, b'c' | b'k' | b'm' | b'n' | b'p' | b't');
    let last = bytes.last().is_some_and(|last| FOREIGN_ENDS.contains(last));
    let closed = bytes.len() > 2 && bytes[bytes.len() - 2..].iter().all(|byte| !vowel(byte));
    let coda = ["ng", "nh", "ch", "gn"].iter().any(|coda| lower.ends_with(coda));
    bytes.iter().any(vowel) && (last || cluster || sibilant || closed && !coda && bytes.last() != Some(&b'h'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_of_small_ascii_letters() {
        let words: Vec<&str> = super::super::lines(BY_HAND).flat_map(str::split_ascii_whitespace).collect();
        assert!(words.is_sorted_by(|one, other| one < other));
        assert!(words.iter().all(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())));
    }

    #[test]
    fn the_shape_tells_words_of_another_language() {
        for word in ["tab", "lib", "cron", "src", "blog", "smart", "hold", "cont"] {
            assert!(is_foreign_shape(word) || is_english(word), "{word}");
        }
        for word in ["sat", "duoc", "kich", "nghiep", "trong", "thanh", "tr"] {
            assert!(!is_foreign_shape(word), "{word}");
        }
    }
}
