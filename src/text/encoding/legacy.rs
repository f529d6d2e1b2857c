//! Text in an old encoding that was taken for Unicode: copied out of a document in `.VnTime` or `VNI-Times`, its
//! letters are those that windows-1252 has for the same bytes.

use unicode_normalization::UnicodeNormalization;

use super::Encoding;
use super::tables::WINDOWS_1252;

/// The encodings that fonts of their own belong to.
pub const OF_FONTS: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

/// The least number of words of a paragraph that become Vietnamese.
const FEWEST: usize = 3;

/// The old encoding of a paragraph: read in it, words become Vietnamese that were none, and hardly any Vietnamese word
/// is lost. `None` if there is none. `is_word` is asked of words without punctuation.
pub fn recognise(paragraph: &str, is_word: impl Fn(&str) -> bool) -> Option<Encoding> {
    let is_word = |word: &str| is_word(word.trim_matches(|c: char| c.is_ascii_punctuation()));
    let words = paragraph.split_whitespace().filter(|word| !word.is_ascii() && word.chars().count() > 1);
    let words: Vec<(&str, bool)> = words.map(|word| (word, is_word(word))).collect();
    // Nothing is converted in a paragraph of Vietnamese words: only what is none can become one.
    if words.iter().filter(|(_, before)| !before).count() < FEWEST {
        return None;
    }
    OF_FONTS.into_iter().find(|encoding| {
        let (mut gained, mut odd, mut lost) = (0, 0, 0);
        for &(word, before) in &words {
            let after = is_word(&convert(word, *encoding));
            gained += usize::from(after && !before);
            lost += usize::from(before && !after);
            odd += usize::from(!after && !before);
        }
        gained >= FEWEST && gained > 2 * (odd + lost)
    })
}

/// The text read in the old encoding. Characters that windows-1252 does not have stay as they are.
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
