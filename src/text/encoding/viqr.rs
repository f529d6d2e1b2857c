//! VIQR (RFC 1456): Vietnamese in ASCII, diacritics as punctuation behind their letters: `Vie^.t Nam`, `dda~`. A
//! backslash takes a sign literally.

use unicode_normalization::UnicodeNormalization;

use super::marks::split;

const HATS: [(u8, char); 3] = [(b'^', '\u{302}'), (b'(', '\u{306}'), (b'+', '\u{31B}')];
const TONES: [(u8, char); 5] =
    [(b'\'', '\u{301}'), (b'`', '\u{300}'), (b'?', '\u{309}'), (b'~', '\u{303}'), (b'.', '\u{323}')];

fn is_vowel(byte: u8) -> bool {
    b"aeiouyAEIOUY".contains(&byte)
}

/// Whether a byte may stand for a diacritic.
pub fn is_mark(byte: u8) -> bool {
    HATS.iter().chain(&TONES).any(|(mark, _)| *mark == byte)
}

/// The character at the start of `bytes`, and how many bytes it takes.
pub fn step(bytes: &[u8]) -> Option<(char, usize)> {
    let first = *bytes.first()?;
    match (first, bytes.get(1)) {
        (b'\\', Some(next)) if next.is_ascii_graphic() => return Some((char::from(*next), 2)),
        (b'd', Some(b'd' | b'D')) => return Some(('đ', 2)),
        (b'D', Some(b'd' | b'D')) => return Some(('Đ', 2)),
        _ => {}
    }
    if !first.is_ascii() {
        return None;
    }
    if !is_vowel(first) {
        return Some((char::from(first), 1));
    }
    let composed = |letter: char, mark: char| {
        let mut composed = [letter, mark].into_iter().nfc();
        composed.next().filter(|_| composed.next().is_none())
    };
    let (mut letter, mut length) = (char::from(first), 1);
    for marks in [&HATS[..], &TONES[..]] {
        let mark = bytes.get(length).and_then(|byte| marks.iter().find(|(mark, _)| mark == byte));
        if let Some(with) = mark.and_then(|(_, mark)| composed(letter, *mark)) {
            (letter, length) = (with, length + 1);
        }
    }
    Some((letter, length))
}

/// Appends a character; false if VIQR has none. A sign that would be read as a diacritic of what is written already
/// gets a backslash.
pub fn encode(c: char, out: &mut Vec<u8>) -> bool {
    match c {
        'đ' | 'Đ' => {
            // A d before it, that is one by itself, would take the first of its two.
            let run = out.iter().rev().take_while(|byte| matches!(byte, b'd' | b'D')).count();
            let escaped = out.len().checked_sub(run + 1).is_some_and(|before| out[before] == b'\\');
            if run % 2 == 1 && !escaped {
                out.insert(out.len() - 1, b'\\');
            }
            out.extend(if c == 'đ' { b"dd" } else { b"DD" });
        }
        c if c.is_ascii() => {
            let byte = c as u8;
            let behind_letter =
                out.last().is_some_and(|last| is_vowel(*last) || HATS.iter().any(|(hat, _)| hat == last));
            let second = matches!(byte, b'd' | b'D') && matches!(out.last(), Some(b'd' | b'D'));
            if byte == b'\\' || second || is_mark(byte) && behind_letter {
                out.push(b'\\');
            }
            out.push(byte);
        }
        c => {
            let (base, hat, tone) = split(c);
            let sign = |marks: &[(u8, char)], mark: char| {
                marks.iter().find(|(_, known)| *known == mark).map(|(sign, _)| *sign)
            };
            let hat_sign = hat.map(|hat| sign(&HATS, hat));
            let tone_sign = tone.map(|tone| sign(&TONES, tone));
            let plain = u8::try_from(base).ok().filter(|base| is_vowel(*base));
            match (plain, hat_sign, tone_sign) {
                (Some(base), None | Some(Some(_)), None | Some(Some(_))) if hat.or(tone).is_some() => {
                    out.push(base);
                    out.extend(hat_sign.flatten());
                    out.extend(tone_sign.flatten());
                }
                _ => return false,
            }
        }
    }
    true
}
