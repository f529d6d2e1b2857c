//! The file that a model lies in: a magic number, a version, named sections, a checksum.
//!
//! ```text
//! "MORAT\0LM" | version u32 | sections u32 | (name [4], length u32) … | the sections | CRC-32 of all before it
//! ```
//!
//! All numbers are little-endian. A file is whole, of this version and made for these dictionaries, or it is refused.

use std::borrow::Cow;
use std::fmt;

use crate::problem::Problem;

const MAGIC: &[u8; 8] = b"MORAT\0LM";

/// Raised by every change of what a section holds.
const VERSION: u32 = 4;

/// Why a model file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It does not begin as a model does.
    Magic,
    /// It was written by another version of morat, with this number.
    Version(u32),
    /// Its checksum is not that of its bytes, or it ends too early.
    Checksum,
    /// A section is missing or cannot be read.
    Section([u8; 4]),
    /// It was built with other word lists than those beside it.
    OtherWords,
    /// Its classifier decides by other features than this morat collects.
    OtherFeatures,
}

impl Damage {
    /// What is wrong and what to do, in Vietnamese; in English by [`fmt::Display`].
    pub fn vi(self) -> String {
        match self {
            Damage::Magic => "không phải mô hình của morat".into(),
            Damage::Version(found) => {
                format!("mô hình dạng {found}, bản morat này đọc dạng {VERSION}; hãy tạo lại bằng morat-train build")
            }
            Damage::Checksum => "tệp hỏng: sai tổng kiểm tra; hãy chép lại hoặc tạo lại".into(),
            Damage::Section(name) => format!("tệp hỏng: không đọc được phần {}", String::from_utf8_lossy(&name)),
            Damage::OtherWords => {
                "được tạo cùng danh sách từ khác với danh sách bên cạnh; hãy chép đủ các tệp của cùng một lần tạo"
                    .into()
            }
            Damage::OtherFeatures => {
                "bộ phân loại dùng các đặc trưng khác với bản morat này; hãy tạo lại bằng morat-train build".into()
            }
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Magic => f.write_str("not a morat model"),
            Damage::Version(found) => {
                write!(f, "model format {found}, this morat reads {VERSION}; build it again with this version")
            }
            Damage::Checksum => f.write_str("damaged: the checksum does not match; copy or build it again"),
            Damage::Section(name) => write!(f, "damaged: section {} cannot be read", String::from_utf8_lossy(name)),
            Damage::OtherWords => {
                f.write_str("built with other word lists than those beside it; copy all files of one build together")
            }
            Damage::OtherFeatures => f.write_str(
                "its classifier decides by other features than this morat collects; build it again with this version",
            ),
        }
    }
}

impl std::error::Error for Damage {}

impl From<Damage> for Problem {
    fn from(damage: Damage) -> Problem {
        Problem::new(damage.vi(), damage.to_string())
    }
}

/// Puts sections into one file.
#[cfg(feature = "training")]
pub(super) fn write(sections: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((sections.len() as u32).to_le_bytes());
    for (name, body) in sections {
        out.extend(name);
        out.extend((body.len() as u32).to_le_bytes());
    }
    for (_, body) in sections {
        out.extend_from_slice(body);
    }
    let sum = crc32fast::hash(&out);
    out.extend(sum.to_le_bytes());
    out
}

/// A file taken apart. The sections borrow from bytes that live for ever, and are copied from others.
pub(super) struct Sections(Vec<([u8; 4], Cow<'static, [u8]>)>);

/// Whether the checksum at the end of a file is that of its bytes.
fn is_whole(bytes: &[u8]) -> bool {
    bytes.split_last_chunk::<4>().is_some_and(|(body, sum)| crc32fast::hash(body) == u32::from_le_bytes(*sum))
}

/// Takes a file apart. `words` is the checksum of the word lists that it has to belong to, which stands at the start of the
/// section `head`; without it the bytes are trusted, those of the binary itself, and not summed up at each start. The second
/// answer is that section.
pub(super) fn open(
    bytes: Cow<'static, [u8]>,
    head: [u8; 4],
    words: Option<u32>,
) -> Result<(Sections, Cow<'static, [u8]>), Damage> {
    let whole = words.is_none() || is_whole(&bytes);
    let mut sections = Sections::read(bytes)?;
    if !whole {
        return Err(Damage::Checksum);
    }
    let first = sections.take(head)?;
    let built_with = first.first_chunk::<4>().ok_or(Damage::Section(head))?;
    if words.is_some_and(|words| u32::from_le_bytes(*built_with) != words) {
        return Err(Damage::OtherWords);
    }
    Ok((sections, first))
}

impl Sections {
    /// Takes a file apart.
    fn read(bytes: Cow<'static, [u8]>) -> Result<Sections, Damage> {
        let word = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or(Damage::Checksum)
        };
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Damage::Magic);
        }
        let version = word(8)?;
        if version != VERSION {
            return Err(Damage::Version(version));
        }
        let count = word(12)? as usize;
        let mut start = count.checked_mul(8).map(|table| table + 16).filter(|start| *start <= bytes.len());
        let mut sections = Vec::new();
        for number in 0..count {
            let begin = start.ok_or(Damage::Checksum)?;
            let name: [u8; 4] = word(16 + 8 * number)?.to_le_bytes();
            let end = begin + word(20 + 8 * number)? as usize;
            let body = match &bytes {
                Cow::Borrowed(bytes) => bytes.get(begin..end).map(Cow::Borrowed),
                Cow::Owned(bytes) => bytes.get(begin..end).map(|body| Cow::Owned(body.to_vec())),
            };
            sections.push((name, body.ok_or(Damage::Checksum)?));
            start = Some(end);
        }
        Ok(Sections(sections))
    }

    /// Takes out a section by name.
    pub(super) fn take(&mut self, name: [u8; 4]) -> Result<Cow<'static, [u8]>, Damage> {
        let at = self.0.iter().position(|(own, _)| *own == name).ok_or(Damage::Section(name))?;
        Ok(self.0.swap_remove(at).1)
    }
}
