//! Detects the encoding of bytes that are not UTF-8: in the right one they read as Vietnamese syllables.
//!
//! A wrong guess would be worse than none: what is not convincing is refused, and the user names the encoding with
//! `--encoding`.

use unicode_normalization::UnicodeNormalization;

use super::super::is_latin;
use super::{Encoding, viqr};
use crate::syllable::Syllable;

/// A guessed encoding, and how sure it is, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub encoding: Encoding,
    pub confidence: f32,
}

/// How many bytes are looked at.
const SAMPLE: usize = 64 << 10;

/// The least number of words with diacritics.
const FEWEST: usize = 3;

/// The least score of a guess, from 0 to 1.
const CONVINCING: f32 = 0.75;

/// The encodings of one byte a character, and VNI.
const EIGHT_BITS: [Encoding; 5] =
    [Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258, Encoding::Viscii, Encoding::Vps];

/// The encoding of bytes that are not UTF-8; `None` if none is sure enough.
pub fn detect(bytes: &[u8]) -> Option<Guess> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.is_ascii() {
        return viqr_text(sample);
    }
    let mut scores: Vec<(f32, Encoding)> =
        EIGHT_BITS.iter().filter_map(|encoding| Some((score(sample, *encoding, FEWEST)?, *encoding))).collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, encoding) = *scores.first()?;
    let second = scores.get(1).map_or(0.0, |(second, _)| *second);
    // Steep: an encoding in which half of the words are none is not half as likely.
    let (first, other) = (best.powi(6), second.powi(6));
    let confidence = if first > 0.0 { best * first / (first + other) } else { 0.0 };
    (confidence >= CONVINCING).then_some(Guess { encoding, confidence })
}

/// VIQR, if ASCII text is in it. Telex, English and programs have such signs behind vowels, too, but they seldom make
/// syllables.
fn viqr_text(sample: &[u8]) -> Option<Guess> {
    const LEAST_SHARE: usize = 5;
    const FEWEST_WORDS: usize = 5;
    let marks =
        sample.windows(2).filter(|two| two[0].is_ascii_alphabetic() && viqr::is_mark(two[1]) && two[1] != b'.').count();
    if marks < FEWEST_WORDS {
        return None;
    }
    let words = sample.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()).count();
    if marks * LEAST_SHARE < words {
        return None;
    }
    let confidence = score(sample, Encoding::Viqr, FEWEST_WORDS)?;
    (confidence >= CONVINCING).then_some(Guess { encoding: Encoding::Viqr, confidence })
}

/// The share of the words with diacritics that are syllables if the bytes are in this encoding; `None` if there are too
/// few, or if a byte is invalid in it.
fn score(sample: &[u8], encoding: Encoding, fewest: usize) -> Option<f32> {
    let mut text = String::with_capacity(sample.len() * 2);
    let mut odd = 0_usize;
    for (_, c) in encoding.characters(sample) {
        // No text has control codes but white space; VISCII and VPS have letters in their places.
        odd += usize::from(c.is_none_or(|c| c.is_control() && !c.is_whitespace()));
        text.extend(c);
    }
    let text: String = text.nfc().collect();
    let (mut marked, mut right) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1 && !word.is_ascii()) {
        marked += 1;
        right += usize::from(Syllable::parse(&word.to_lowercase()).is_some());
    }
    (marked >= fewest).then(|| right as f32 / (marked + 2 * odd) as f32 * (1.0 - 0.2 / marked as f32))
}

/// The offsets of the bytes that are invalid UTF-8, if those are few beside the valid multi-byte letters: no old
/// encoding looks like that.
pub fn damaged_utf8(bytes: &[u8]) -> Option<Vec<usize>> {
    const MOST_OF_TEN: usize = 2;
    const MOST: usize = 1000;
    let mut damaged = Vec::new();
    let (mut at, mut whole) = (0, 0_usize);
    while at < bytes.len() {
        let (valid, bad) = match simdutf8::compat::from_utf8(&bytes[at..]) {
            Ok(_) => (bytes.len() - at, 0),
            Err(error) => (error.valid_up_to(), 1),
        };
        // A letter begins with a byte of its own kind.
        whole += bytes[at..at + valid].iter().filter(|byte| **byte >= 0xC0).count();
        at += valid;
        if bad > 0 {
            damaged.push(at);
            at += 1;
        }
        if damaged.len() > MOST {
            return None;
        }
    }
    (!damaged.is_empty() && damaged.len() * 10 <= whole * MOST_OF_TEN).then_some(damaged)
}

/// UTF-32 without a byte order mark: of each four bytes two are zero, at the same end.
pub fn utf32(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !3];
    if !bytes.len().is_multiple_of(4) || sample.len() < 4 * FEWEST_PAIRS {
        return None;
    }
    let is_text = |encoding: Encoding| {
        let mut all = encoding.characters(sample).map(|(_, c)| c);
        all.all(|c| c.is_some_and(|c| !c.is_control() || c.is_whitespace()))
    };
    [Encoding::Utf32Le, Encoding::Utf32Be].into_iter().find(|encoding| is_text(*encoding))
}

/// The least number of UTF-16 units.
const FEWEST_PAIRS: usize = 4;

/// UTF-16 without a byte order mark: the position of the zero bytes of ASCII letters and spaces tells the byte order.
pub fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    if bytes.len() % 2 == 1 || pairs < FEWEST_PAIRS {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let encoding = if low_first > high_first { Encoding::Utf16Le } else { Encoding::Utf16Be };
    let (many, few) = (low_first.max(high_first), low_first.min(high_first));
    if many * 4 < pairs || few * 50 > pairs {
        return None;
    }
    // All of it has to be text, and nearly all of it in Latin letters: pairs of any two bytes are mostly Chinese.
    let (mut at, mut all, mut latin) = (0, 0_usize, 0_usize);
    while at < sample.len() {
        match encoding.step(&sample[at..]) {
            Some((c, length)) if !c.is_control() || c.is_whitespace() => {
                at += length;
                all += 1;
                latin += usize::from(is_latin(c) || matches!(c, '\u{2010}'..='\u{2027}'));
            }
            // The sample may end within a pair.
            None if at + 2 == sample.len() && sample.len() < bytes.len() => break,
            _ => return None,
        }
    }
    (latin * 10 >= all * 9).then_some(encoding)
}
