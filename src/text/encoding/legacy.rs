//! Text in an old encoding kept as if it were Unicode: copied out of a document in `.VnTime` or `VNI-Times`, its letters are those that
//! windows-1252 has in their places.

use unicode_normalization::UnicodeNormalization;

use super::Encoding;
use super::tables::WINDOWS_1252;

/// The encodings that fonts were made for.
pub const OF_FONTS: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

/// So many words of a paragraph have to become Vietnamese before it is taken for an old encoding.
const FEWEST: usize = 3;

/// The encoding that a paragraph is in, if it is in one: read in it, words become Vietnamese that were none, and hardly any
/// that were Vietnamese are lost. `is_word` is asked of words without punctuation.
pub fn recognise(paragraph: &str, is_word: impl Fn(&str) -> bool) -> Option<Encoding> {
    OF_FONTS.into_iter().find(|encoding| {
        let (mut gained, mut odd, mut lost) = (0, 0, 0);
        for word in paragraph.split_whitespace().filter(|word| !word.is_ascii() && word.chars().count() > 1) {
            let is_word = |word: &str| is_word(word.trim_matches(|c: char| c.is_ascii_punctuation()));
            let before = is_word(word);
            let after = is_word(&convert(word, *encoding));
            gained += usize::from(after && !before);
            lost += usize::from(before && !after);
            odd += usize::from(!after && !before);
        }
        gained >= FEWEST && gained > 2 * (odd + lost)
    })
}

/// The text that was meant. What windows-1252 does not have stays as it is.
pub fn convert(text: &str, encoding: Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = Vec::new();
    let flush = |bytes: &mut Vec<u8>, out: &mut String| {
        out.extend(encoding.characters(bytes).map(|(at, c)| c.unwrap_or(char::from(bytes[at]))));
        bytes.clear();
    };
    for c in text.chars() {
        // Word takes the middle dot of an ã for a bullet.
        let c = if c == '•' && encoding == Encoding::Tcvn3 { '·' } else { c };
        match WINDOWS_1252.encode(c) {
            Some(byte) => bytes.push(byte),
            None => {
                flush(&mut bytes, &mut out);
                out.push(c);
            }
        }
    }
    flush(&mut bytes, &mut out);
    out.nfc().collect()
}
