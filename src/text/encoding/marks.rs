//! Splits a letter into its base letter, its hat, breve or horn, and its tone.

use unicode_normalization::UnicodeNormalization;

/// Whether a character is a combining tone.
pub fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// The base letter; its hat, breve or horn; its tone, both as combining characters. A letter with any other mark is not
/// split.
pub fn split(c: char) -> (char, Option<char>, Option<char>) {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next().unwrap_or(c);
    let (mut hat, mut tone) = (None, None);
    for mark in parts {
        match mark {
            '\u{302}' | '\u{306}' | '\u{31B}' if hat.is_none() => hat = Some(mark),
            mark if is_tone(mark) && tone.is_none() => tone = Some(mark),
            _ => return (c, None, None),
        }
    }
    (base, hat, tone)
}
