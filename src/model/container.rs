//! The container of a model file: a magic number, a version, named sections, a checksum.
//!
//! ```text
//! "MORAT\0LM" | version u32 | sections u32 | (name [4], length u32) … | the sections | CRC-32 of all before it
//! ```
//!
//! All numbers are little-endian. A file that is damaged, of another version, or made for other dictionaries is
//! refused.

use std::borrow::Cow;
use std::fmt;

use crate::problem::Problem;

const MAGIC: &[u8; 8] = b"MORAT\0LM";

/// Why a model file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file does not begin with the magic number of a model.
    Magic,
    /// The file has another format version than the one that is read.
    Version {
        /// The version of the file.
        found: u32,
        /// The version that is read.
        read: u32,
    },
    /// The checksum does not match, or the file ends too early.
    Checksum,
    /// The section of this name is missing or cannot be read.
    Section([u8; 4]),
    /// The model was built with other word lists than those beside it.
    OtherWords,
    /// The classifier of the model was trained on other features than this version of morat computes.
    OtherFeatures,
}

impl ModelError {
    /// What is wrong and what to do, in Vietnamese. The English text is that of [`fmt::Display`].
    pub fn vi(self) -> String {
        match self {
            ModelError::Magic => "không phải mô hình của morat".into(),
            ModelError::Version { found, read } => {
                format!("mô hình dạng {found}, bản morat này đọc dạng {read}; hãy tạo lại bằng morat-train build")
            }
            ModelError::Checksum => "tệp hỏng: sai tổng kiểm tra; hãy chép lại hoặc tạo lại".into(),
            ModelError::Section(name) => format!("tệp hỏng: không đọc được phần {}", String::from_utf8_lossy(&name)),
            ModelError::OtherWords => {
                "được tạo cùng danh sách từ khác với danh sách bên cạnh; hãy chép đủ các tệp của cùng một lần tạo"
                    .into()
            }
            ModelError::OtherFeatures => {
                "bộ phân loại dùng các đặc trưng khác với bản morat này; hãy tạo lại bằng morat-train build".into()
            }
        }
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::Magic => f.write_str("not a morat model"),
            ModelError::Version { found, read } => {
                write!(f, "model format {found}, this morat reads {read}; build it again with this version")
            }
            ModelError::Checksum => f.write_str("damaged: the checksum does not match; copy or build it again"),
            ModelError::Section(name) => write!(f, "damaged: section {} cannot be read", String::from_utf8_lossy(name)),
            ModelError::OtherWords => {
                f.write_str("built with other word lists than those beside it; copy all files of one build together")
            }
            ModelError::OtherFeatures => f.write_str(
                "its classifier decides by other features than this morat collects; build it again with this version",
            ),
        }
    }
}

impl std::error::Error for ModelError {}

impl From<ModelError> for Problem {
    fn from(error: ModelError) -> Problem {
        Problem::new(error.vi(), error.to_string())
    }
}

/// The bytes of a file of this format version with these sections.
#[cfg(feature = "training")]
pub(super) fn write(version: u32, sections: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(version.to_le_bytes());
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

/// The sections of a file that were not taken out yet, by name. They borrow from static bytes and are copied from
/// others.
pub(super) struct Sections(Vec<([u8; 4], Cow<'static, [u8]>)>);

/// Whether the last four bytes of a file are the CRC-32 of those before.
fn is_whole(bytes: &[u8]) -> bool {
    bytes.split_last_chunk::<4>().is_some_and(|(body, sum)| crc32fast::hash(body) == u32::from_le_bytes(*sum))
}

/// Splits a file into its sections. Gives back the section `head` beside the others. `words` is the checksum of the
/// word lists that the model has to belong to: it is compared with the first four bytes of `head`. With `None` (the
/// model inside the binary) neither checksum is verified, which saves time at each start.
pub(super) fn open(
    bytes: Cow<'static, [u8]>,
    version: u32,
    head: [u8; 4],
    words: Option<u32>,
) -> Result<(Sections, Cow<'static, [u8]>), ModelError> {
    let whole = words.is_none() || is_whole(&bytes);
    let mut sections = Sections::read(bytes, version)?;
    if !whole {
        return Err(ModelError::Checksum);
    }
    let first = sections.take(head)?;
    let built_with = first.first_chunk::<4>().ok_or(ModelError::Section(head))?;
    if words.is_some_and(|words| u32::from_le_bytes(*built_with) != words) {
        return Err(ModelError::OtherWords);
    }
    Ok((sections, first))
}

impl Sections {
    /// Splits a file of this format version into its sections, without verifying the checksum.
    fn read(bytes: Cow<'static, [u8]>, version: u32) -> Result<Sections, ModelError> {
        let word = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or(ModelError::Checksum)
        };
        if bytes.get(..8) != Some(MAGIC) {
            return Err(ModelError::Magic);
        }
        let found = word(8)?;
        if found != version {
            return Err(ModelError::Version { found, read: version });
        }
        let count = word(12)? as usize;
        let mut start = count.checked_mul(8).map(|table| table + 16).filter(|start| *start <= bytes.len());
        let mut sections = Vec::new();
        for number in 0..count {
            let begin = start.ok_or(ModelError::Checksum)?;
            let name: [u8; 4] = word(16 + 8 * number)?.to_le_bytes();
            let end = begin + word(20 + 8 * number)? as usize;
            let body = match &bytes {
                Cow::Borrowed(bytes) => bytes.get(begin..end).map(Cow::Borrowed),
                Cow::Owned(bytes) => bytes.get(begin..end).map(|body| Cow::Owned(body.to_vec())),
            };
            sections.push((name, body.ok_or(ModelError::Checksum)?));
            start = Some(end);
        }
        Ok(Sections(sections))
    }

    /// Removes a section and gives it back.
    pub(super) fn take(&mut self, name: [u8; 4]) -> Result<Cow<'static, [u8]>, ModelError> {
        let at = self.0.iter().position(|(own, _)| *own == name).ok_or(ModelError::Section(name))?;
        Ok(self.0.swap_remove(at).1)
    }
}
