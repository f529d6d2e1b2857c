//! Keystrokes of the Telex and VNI input methods that were not turned into diacritics: *thuwr*, *ddang*, *nguo72i*.

use super::letter::{Glyph, Letter, Tone};
use super::packed::Syllable;
use super::parse::MAX_LETTERS;

/// The syllable that the keystrokes of a word make in Telex or VNI; `None` if they make none, or if the word has no
/// such keystroke.
pub fn decode(word: &str) -> Option<Syllable> {
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    let (letters, tone, keys) = if digits { vni(word)? } else { telex(word)? };
    if keys == 0 {
        return None;
    }
    // Without tone the letters say where the mark belongs.
    let plain: String = letters.iter().map(|letter| letter.char()).collect();
    let stopped = ["p", "t", "c", "ch"].iter().any(|coda| plain.ends_with(coda));
    let syllable = if stopped { stopped_syllable(&letters, tone)? } else { Syllable::parse(&plain)? };
    syllable.with_tone(tone)
}

/// A syllable that ends in p, t, c or ch, which it is only with its tone.
fn stopped_syllable(letters: &[Letter], tone: Tone) -> Option<Syllable> {
    // The mark stands on one of the vowels; the right place is the one that parses.
    (0..letters.len()).filter(|at| letters[*at].is_vowel()).find_map(|marked| {
        let spelled: String = letters
            .iter()
            .enumerate()
            .map(|(at, letter)| letter.with_tone(if at == marked { tone } else { Tone::Ngang }))
            .collect();
        Syllable::parse(&spelled)
    })
}

type Keys = (Vec<Letter>, Tone, usize);

fn marked(letters: &mut [Letter], pairs: &[(char, char)]) -> bool {
    // The last letter that takes the mark; uo takes horns on both.
    let Some(at) = letters.iter().rposition(|letter| pairs.iter().any(|(from, _)| *from == letter.char())) else {
        return false;
    };
    let to = |letter: Letter| pairs.iter().find(|(from, _)| *from == letter.char()).and_then(|(_, to)| Letter::of(*to));
    let Some(new) = to(letters[at]) else { return false };
    letters[at] = new;
    if new.char() == 'ơ' && at > 0 && letters[at - 1].char() == 'u' {
        letters[at - 1] = Letter::of('ư').unwrap_or(new);
    }
    true
}

fn telex(word: &str) -> Option<Keys> {
    let (mut letters, mut tone, mut keys): Keys = (Vec::new(), Tone::Ngang, 0);
    for c in word.chars() {
        let glyph = Glyph::of(c)?;
        if glyph.tone != Tone::Ngang || letters.len() == MAX_LETTERS {
            return None;
        }
        let vowel_before = letters.iter().any(|letter: &Letter| letter.is_vowel());
        let key = glyph.letter.char();
        let as_tone = match key {
            's' => Some(Tone::Sac),
            'f' => Some(Tone::Huyen),
            'r' => Some(Tone::Hoi),
            'x' => Some(Tone::Nga),
            'j' => Some(Tone::Nang),
            _ => None,
        };
        let done = match key {
            _ if as_tone.is_some() && vowel_before && tone == Tone::Ngang => {
                tone = as_tone.unwrap_or(tone);
                true
            }
            'a' | 'e' | 'o' | 'd' => {
                let to = match key {
                    'a' => 'â',
                    'e' => 'ê',
                    'o' => 'ô',
                    _ => 'đ',
                };
                letters.last().is_some_and(|last| last.char() == key) && marked(&mut letters, &[(key, to)])
            }
            // A w without a vowel before it is ư itself.
            'w' if !vowel_before => {
                letters.extend(Letter::of('ư'));
                true
            }
            'w' => marked(&mut letters, &[('a', 'ă'), ('o', 'ơ'), ('u', 'ư')]),
            _ => false,
        };
        keys += usize::from(done);
        if !done {
            letters.push(glyph.letter);
        }
    }
    Some((letters, tone, keys))
}

fn vni(word: &str) -> Option<Keys> {
    let (mut letters, mut tone, mut keys): Keys = (Vec::new(), Tone::Ngang, 0);
    for c in word.chars() {
        let as_tone = match c {
            '1' => Some(Tone::Sac),
            '2' => Some(Tone::Huyen),
            '3' => Some(Tone::Hoi),
            '4' => Some(Tone::Nga),
            '5' => Some(Tone::Nang),
            _ => None,
        };
        if as_tone.is_some() && tone != Tone::Ngang || letters.len() == MAX_LETTERS {
            return None; // two tones: a number
        }
        let done = match c {
            '1'..='5' => {
                tone = as_tone.unwrap_or(tone);
                letters.iter().any(|letter| letter.is_vowel())
            }
            '6' => marked(&mut letters, &[('a', 'â'), ('e', 'ê'), ('o', 'ô')]),
            '7' => marked(&mut letters, &[('o', 'ơ'), ('u', 'ư')]),
            '8' => marked(&mut letters, &[('a', 'ă')]),
            '9' => marked(&mut letters, &[('d', 'đ')]),
            '0' => return None,
            _ => {
                let glyph = Glyph::of(c)?;
                if glyph.tone != Tone::Ngang && std::mem::replace(&mut tone, glyph.tone) != Tone::Ngang {
                    return None;
                }
                letters.push(glyph.letter);
                continue;
            }
        };
        if !done {
            return None;
        }
        keys += 1;
    }
    Some((letters, tone, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_marks() {
        for (typed, meant) in [
            ("thuwr", "thử"),
            ("rawfng", "rằng"),
            ("rawngf", "rằng"),
            ("ddang", "đang"),
            ("tieesng", "tiếng"),
            ("trinhf", "trình"),
            ("quar", "quả"),
            ("ddwowcj", "được"),
            ("dduowcj", "được"),
            ("cachs", "cách"),
            ("nguo72i", "người"),
            ("ban5", "bạn"),
            ("d9u7o7c5", "được"),
            ("d9u7oc5", "đựoc"),
        ] {
            assert_eq!(decode(typed), Syllable::parse(meant), "{typed}");
        }
    }

    #[test]
    fn other_words_have_no_keys() {
        for word in ["ban", "server", "B52", "a1b2", "mp3x", "được", "covid19", "h2o"] {
            assert_eq!(decode(word), None, "{word}");
        }
    }
}
