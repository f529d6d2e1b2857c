//! Which characters are Latin letters.

/// Whether a character is in the blocks that Latin letters of living languages are in: up to U+024F, and U+1E00–U+1EFF.
pub fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1E00}'..='\u{1EFF}').contains(&c)
}
