//! VNI for Windows: a letter, and behind it a character for its diacritics. `ñ` is đ, `ô` and `ö` are ơ and ư; i and ỵ
//! have characters of their own. All other bytes are those of windows-1252.

use unicode_normalization::UnicodeNormalization;

use super::marks::split;
use super::tables::WINDOWS_1252;

/// Letters that are one character in VNI.
const ALONE: [(char, char); 18] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
    ('Í', 'Í'),
    ('Ì', 'Ì'),
    ('Æ', 'Ỉ'),
    ('Ó', 'Ĩ'),
    ('Ò', 'Ị'),
    ('Î', 'Ỵ'),
];

/// The diacritics that a character stands for, in lower case.
const MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// The character at the start of `bytes`, and how many bytes it takes.
pub fn step(bytes: &[u8]) -> Option<(char, usize)> {
    let written = WINDOWS_1252.decode(*bytes.first()?)?;
    let letter = ALONE.iter().find(|(alone, _)| *alone == written).map_or(written, |(_, letter)| *letter);
    if "aeouyơưAEOUYƠƯ".contains(letter)
        && let Some(mark) = bytes.get(1).and_then(|byte| WINDOWS_1252.decode(*byte))
    {
        let small = mark.to_lowercase().next().unwrap_or(mark);
        if let Some((_, marks)) = MARKS.iter().find(|(known, _)| *known == small) {
            let mut composed = std::iter::once(letter).chain(marks.chars()).nfc();
            if let (Some(c), None) = (composed.next(), composed.next()) {
                return Some((c, 2));
            }
        }
    }
    Some((letter, 1))
}

/// Appends a character; false if VNI has none.
pub fn encode(c: char, out: &mut Vec<u8>) -> bool {
    let byte = |c: char| WINDOWS_1252.encode(c);
    if let Some((written, _)) = ALONE.iter().find(|(_, letter)| *letter == c) {
        out.extend(byte(*written));
        return true;
    }
    let (base, hat, tone) = split(c);
    if (hat, tone) == (None, None) {
        // Letters that would be read as others are no letters here.
        let taken = ALONE.iter().any(|(written, _)| *written == c);
        return match byte(c).filter(|_| !taken) {
            Some(byte) => {
                out.push(byte);
                true
            }
            None => false,
        };
    }
    let (letter, hat) = match (base, hat) {
        ('o', Some('\u{31B}')) => ('ô', None),
        ('O', Some('\u{31B}')) => ('Ô', None),
        ('u', Some('\u{31B}')) => ('ö', None),
        ('U', Some('\u{31B}')) => ('Ö', None),
        other => other,
    };
    let wanted: String = hat.into_iter().chain(tone).collect();
    if wanted.is_empty() {
        out.extend(byte(letter));
        return true;
    }
    let Some((mark, _)) = MARKS.iter().find(|(_, marks)| *marks == wanted) else { return false };
    let mark = if base.is_uppercase() { mark.to_uppercase().next().unwrap_or(*mark) } else { *mark };
    match (byte(letter), byte(mark)) {
        (Some(letter), Some(mark)) if "aeouyôöAEOUYÔÖ".contains(char::from(letter)) => {
            out.extend([letter, mark]);
            true
        }
        _ => false,
    }
}
