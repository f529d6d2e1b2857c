//! Character encodings: Unicode, and those that Vietnam wrote in before.
//!
//! Whatever the encoding, a text is a sequence of steps: some bytes that are one character. So one loop decodes all of
//! them, and one map leads from the text back to the bytes.

mod detect;
pub mod legacy;
mod marks;
mod tables;
mod viqr;
mod vni;

#[cfg(test)]
mod tests;

use std::iter;

use unicode_normalization::UnicodeNormalization;

pub(super) use detect::{Guess, damaged_utf8, detect, utf16, utf32};
use marks::{is_tone, split};
use tables::Table;

/// A character encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// UTF-32, little end first.
    Utf32Le,
    /// UTF-32, big end first.
    Utf32Be,
    /// Windows-1258: base letters, with combining tones behind them.
    Windows1258,
    /// TCVN 5712:1993, as the fonts called ABC have it (`.VnTime`). Fonts of capitals (`.VnTimeH`) show small letters as capitals, which
    /// bytes cannot tell.
    Tcvn3,
    /// VNI for Windows: diacritics are characters behind their letter.
    Vni,
    /// The encoding of the Vietnamese Professionals Society.
    Vps,
    /// VISCII, RFC 1456.
    Viscii,
    /// VIQR, RFC 1456: ASCII with punctuation for diacritics.
    Viqr,
    /// UTF-8 with a few invalid bytes, each of which becomes U+FFFD. It is only detected, never asked for.
    DamagedUtf8,
}

/// All encodings with their name in reports and other names that are accepted.
const NAMES: [(Encoding, &str, &[&str]); 11] = [
    (Encoding::Utf8, "utf-8", &["utf8", "unicode"]),
    (Encoding::Utf16Le, "utf-16le", &["utf-16", "utf16", "utf16le", "ucs-2"]),
    (Encoding::Utf16Be, "utf-16be", &["utf16be"]),
    (Encoding::Utf32Le, "utf-32le", &["utf-32", "utf32", "utf32le", "ucs-4"]),
    (Encoding::Utf32Be, "utf-32be", &["utf32be"]),
    (Encoding::Windows1258, "windows-1258", &["cp1258", "1258", "windows1258"]),
    (Encoding::Tcvn3, "tcvn3", &["abc", "tcvn", "tcvn-3", "tcvn5712", "vn3", ".vntime"]),
    (Encoding::Vni, "vni", &["vni-windows", "vni-win"]),
    (Encoding::Vps, "vps", &["x-viet-vps"]),
    (Encoding::Viscii, "viscii", &["csviscii"]),
    (Encoding::Viqr, "viqr", &["csviqr", "vietnet"]),
];

impl Encoding {
    /// All encodings that can be asked for.
    pub fn all() -> impl Iterator<Item = Encoding> {
        NAMES.iter().map(|(encoding, ..)| *encoding)
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(encoding, ..)| *encoding == self).map_or("utf-8", |(_, name, _)| name)
    }

    /// The encoding with this name, in any case.
    pub fn of_name(name: &str) -> Option<Encoding> {
        let name = name.trim().to_ascii_lowercase();
        let known = |(_, own, others): &&(Encoding, &str, &[&str])| *own == name || others.contains(&name.as_str());
        NAMES.iter().find(known).map(|(encoding, ..)| *encoding)
    }

    fn table(self) -> Option<&'static Table> {
        match self {
            Encoding::Windows1258 => Some(&tables::WINDOWS_1258),
            Encoding::Tcvn3 => Some(&tables::TCVN3),
            Encoding::Vps => Some(&tables::VPS),
            Encoding::Viscii => Some(&tables::VISCII),
            _ => None,
        }
    }

    /// The character at the start of `bytes`, and how many bytes it takes; `None` if there is none.
    pub fn step(self, bytes: &[u8]) -> Option<(char, usize)> {
        match self {
            Encoding::Utf8 => {
                let longest = &bytes[..bytes.len().min(4)];
                let valid = match std::str::from_utf8(longest) {
                    Ok(text) => text,
                    Err(error) => std::str::from_utf8(&longest[..error.valid_up_to()]).ok()?,
                };
                valid.chars().next().map(|c| (c, c.len_utf8()))
            }
            // A byte that is no letter is one that nobody knows.
            Encoding::DamagedUtf8 if bytes.is_empty() => None,
            Encoding::DamagedUtf8 => Some(Encoding::Utf8.step(bytes).unwrap_or((char::REPLACEMENT_CHARACTER, 1))),
            Encoding::Utf32Le => step_utf32(bytes, u32::from_le_bytes),
            Encoding::Utf32Be => step_utf32(bytes, u32::from_be_bytes),
            Encoding::Utf16Le => step_utf16(bytes, u16::from_le_bytes),
            Encoding::Utf16Be => step_utf16(bytes, u16::from_be_bytes),
            Encoding::Vni => vni::step(bytes),
            Encoding::Viqr => viqr::step(bytes),
            _ => {
                let table = self.table()?;
                let letter = table.decode(*bytes.first()?)?;
                // A tone behind its letter is one character with it, where there is such a one: text in an encoding that has no
                // other way to write it is not decomposed.
                let tone = bytes.get(1).and_then(|byte| table.decode(*byte)).filter(|tone| is_tone(*tone));
                let mut composed = iter::once(letter).chain(tone).nfc();
                match (tone, composed.next(), composed.next()) {
                    (Some(_), Some(c), None) => Some((c, 2)),
                    _ => Some((letter, 1)),
                }
            }
        }
    }

    /// The characters of `bytes`, each with its byte offset; `None` for an invalid byte.
    pub fn characters(self, bytes: &[u8]) -> impl Iterator<Item = (usize, Option<char>)> {
        let mut at = 0;
        iter::from_fn(move || {
            let start = at;
            let step = self.step(bytes.get(at..).filter(|rest| !rest.is_empty())?);
            at += step.map_or(1, |(_, length)| length);
            Some((start, step.map(|(c, _)| c)))
        })
    }

    /// Appends text in this encoding. If it has a character that the encoding lacks, gives back false with part of the
    /// text written.
    pub fn encode(self, text: &str, out: &mut Vec<u8>) -> bool {
        text.chars().all(|c| self.encode_one(c, out))
    }

    fn encode_one(self, c: char, out: &mut Vec<u8>) -> bool {
        match self {
            Encoding::Utf8 | Encoding::DamagedUtf8 => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Encoding::Utf32Le => out.extend(u32::from(c).to_le_bytes()),
            Encoding::Utf32Be => out.extend(u32::from(c).to_be_bytes()),
            Encoding::Utf16Le => out.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_le_bytes())),
            Encoding::Utf16Be => out.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes())),
            Encoding::Vni => return vni::encode(c, out),
            Encoding::Viqr => return viqr::encode(c, out),
            _ => {
                let Some(table) = self.table() else { return false };
                if let Some(byte) = table.encode(c) {
                    out.push(byte);
                    return true;
                }
                // A letter with its hat, and its tone behind it.
                let (base, hat, tone) = split(c);
                let letter = iter::once(base).chain(hat).nfc().next().and_then(|letter| table.encode(letter));
                let (Some(letter), Some(tone)) = (letter, tone.and_then(|tone| table.encode(tone))) else {
                    return false;
                };
                out.extend([letter, tone]);
            }
        }
        true
    }
}

fn step_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Option<(char, usize)> {
    let unit = unit(*bytes.first_chunk()?);
    char::from_u32(unit).map(|c| (c, 4))
}

fn step_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<(char, usize)> {
    let units = bytes.chunks_exact(2).take(2).map(|pair| unit([pair[0], pair[1]]));
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, 2 * c.len_utf16()))
}
