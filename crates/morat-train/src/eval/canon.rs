//! What counts as a word, and which texts count as the same.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// What Python's `\w` matches: letters, numbers of every kind and the underscore, and no marks, unlike `\w` elsewhere.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").unwrap_or_else(|error| panic!("{error}")));

/// The number of words of a text.
pub fn words(text: &str) -> usize {
    WORD.find_iter(text).count()
}

/// The first letters of a rime with the tone on its first letter, the second letter, and the same with the tone on the second.
const NEW_STYLE: [(&str, char, char, &str); 3] =
    [("òóỏõọ", 'a', 'o', "àáảãạ"), ("òóỏõọ", 'e', 'o', "èéẻẽẹ"), ("ùúủũụ", 'y', 'u', "ỳýỷỹỵ")];

/// A text for comparison: NFC, lower case, one space between words, the tone on the second vowel of *hoà*, *khoẻ*, *thuỷ*
/// where they end a word.
pub fn canon(text: &str) -> String {
    let lower = text.nfc().collect::<String>().to_lowercase();
    // Python counts the four separators of ASCII as white space, too.
    let space = |c: char| c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c);
    let words: Vec<&str> = lower.split(space).filter(|word| !word.is_empty()).collect();
    let mut letters: Vec<char> = words.join(" ").chars().collect();
    for at in 1..letters.len() {
        let inside = letters.get(at + 1).is_some_and(|next| WORD.is_match(next.encode_utf8(&mut [0; 4])));
        for (marked, second, plain, moved) in NEW_STYLE {
            let tone = marked.chars().position(|c| c == letters[at - 1]).filter(|_| letters[at] == second && !inside);
            if let Some(c) = tone.and_then(|tone| moved.chars().nth(tone)) {
                (letters[at - 1], letters[at]) = (plain, c);
            }
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canon_evens_out_case_form_spaces_and_tone_places() {
        for (one, other) in [
            ("Hòa  Bình\n", "hoà bình"),
            ("khỏe", "khoẻ"),
            ("THỦY", "thuỷ"),
            ("qúy", "quý"),
            ("ho\u{300}a", "hoà"),
            ("hòa\u{1F}thuận", "hoà thuận"),
            ("(hóa)", "(hoá)"),
            ("hòa, hòa", "hoà, hoà"),
        ] {
            assert_eq!(canon(one), other);
        }
        // In a closed syllable there is only one place for the tone: nothing moves.
        assert_eq!(canon("hòan"), "hòan");
        assert_eq!(canon("hòa_"), "hòa_");
    }

    #[test]
    fn words_are_letters_digits_and_underscores() {
        assert_eq!(words("Ngày 2/9, anh_em ta (½ số) có ²"), 9);
        // A combining mark that is not composed ends a word, as in Python.
        assert_eq!(words("tie\u{302}\u{301}ng"), 2);
        assert_eq!(words("\u{24B6} — …"), 0);
    }
}
