//! Bytes of a file to UTF-8 text, with the way back.

use std::borrow::Cow;
use std::fmt;

use super::span::{Decoded, File, Span};

/// How the bytes of a file spell its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first; recognised by its byte order mark.
    Utf16Le,
    /// UTF-16, big end first; recognised by its byte order mark.
    Utf16Be,
}

impl Encoding {
    /// The name that reports print.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        }
    }
}

/// Why bytes are not a text that morat can read. Offsets are bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// 4 GiB or more, in the file or once decoded: positions are 32 bits wide.
    TooLong,
    /// A NUL byte among the first bytes: not a text file.
    Binary {
        /// Where the first NUL stands.
        offset: usize,
    },
    /// Not UTF-8 from here on.
    InvalidUtf8 {
        /// The first byte that fits no character.
        offset: usize,
    },
    /// Half a surrogate pair, or half a code unit at the end.
    InvalidUtf16 {
        /// The first byte of the unit that stands alone.
        offset: usize,
    },
}

impl DecodeError {
    /// What is wrong and what to do about it, in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            DecodeError::TooLong => "tệp từ 4 GiB trở lên; hãy chia thành nhiều tệp nhỏ hơn".into(),
            DecodeError::Binary { offset } => {
                format!(
                    "không phải tệp văn bản, hoặc là UTF-16 không có BOM (byte {offset}, đếm từ 0, là NUL); hãy bỏ tệp này ra, hoặc lưu lại bằng UTF-8"
                )
            }
            DecodeError::InvalidUtf8 { offset } => {
                format!(
                    "không phải UTF-8 (từ byte {offset}, đếm từ 0); nếu là TCVN3, VNI hay Windows-1258, hãy lưu lại tệp bằng UTF-8"
                )
            }
            DecodeError::InvalidUtf16 { offset } => {
                format!("UTF-16 hỏng (đơn vị mã lẻ ở byte {offset}); hãy lưu lại tệp bằng UTF-8")
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::TooLong => write!(f, "the file is 4 GiB or more; split it into smaller files"),
            DecodeError::Binary { offset } => {
                write!(
                    f,
                    "not a text file, or UTF-16 without a byte order mark (NUL byte at offset {offset}); leave it out, or save it as UTF-8"
                )
            }
            DecodeError::InvalidUtf8 { offset } => {
                write!(f, "not UTF-8 (invalid byte at offset {offset}); save the file as UTF-8")
            }
            DecodeError::InvalidUtf16 { offset } => {
                write!(f, "broken UTF-16 (lone unit at byte {offset}); save the file as UTF-8")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// How many bytes at the start of a file are searched for the NUL that tells a binary file.
const BINARY_PROBE: usize = 8 * 1024;

/// Decoded bytes between two remembered places of a UTF-16 text; a look-up walks at most this far.
const CHECKPOINT_STEP: usize = 256;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// A file's text with its encoding and the map between the two.
#[derive(Clone, Debug)]
pub struct Source<'b> {
    encoding: Encoding,
    /// Length of the byte order mark, in bytes of the file.
    bom: u32,
    text: Cow<'b, str>,
    /// The file; empty in UTF-8, where the text and the byte order mark are all of it.
    bytes: Cow<'b, [u8]>,
    /// UTF-16 only: (decoded, file) offsets of some character boundaries, ascending, the first one (0, 2).
    checkpoints: Vec<(u32, u32)>,
}

impl<'b> Source<'b> {
    /// Decodes a whole file.
    ///
    /// # Errors
    /// [`DecodeError`], with byte offsets into `bytes`.
    pub fn decode(bytes: impl Into<Cow<'b, [u8]>>) -> Result<Self, DecodeError> {
        let bytes = bytes.into();
        // NFC makes a character at most three times as long (Unicode Annex 15, table 5), but only from what is rare;
        // the normaliser checks its own result. Here the decoded text has to fit.
        if u32::try_from(bytes.len()).is_err() {
            return Err(DecodeError::TooLong);
        }
        match &*bytes {
            [0xFF, 0xFE, ..] => Self::decode_utf16(bytes, Encoding::Utf16Le, u16::from_le_bytes),
            [0xFE, 0xFF, ..] => Self::decode_utf16(bytes, Encoding::Utf16Be, u16::from_be_bytes),
            _ => Self::decode_utf8(bytes),
        }
    }

    /// Text that is at hand as UTF-8.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if it is 4 GiB or more.
    pub fn of_text(text: impl Into<Cow<'b, str>>) -> Result<Self, DecodeError> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(DecodeError::TooLong);
        }
        let (bytes, checkpoints) = (Cow::Borrowed(&[][..]), Vec::new());
        Ok(Source { encoding: Encoding::Utf8, bom: 0, text, bytes, checkpoints })
    }

    fn decode_utf8(bytes: Cow<'b, [u8]>) -> Result<Self, DecodeError> {
        let bom = if bytes.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 };
        if let Some(offset) = bytes.iter().take(BINARY_PROBE).position(|byte| *byte == 0) {
            return Err(DecodeError::Binary { offset });
        }
        let invalid = |valid: usize| DecodeError::InvalidUtf8 { offset: bom + valid };
        let text = match bytes {
            Cow::Borrowed(bytes) => {
                let text = simdutf8::compat::from_utf8(&bytes[bom..]);
                Cow::Borrowed(text.map_err(|error| invalid(error.valid_up_to()))?)
            }
            Cow::Owned(mut bytes) => {
                bytes.drain(..bom);
                let text = String::from_utf8(bytes);
                Cow::Owned(text.map_err(|error| invalid(error.utf8_error().valid_up_to()))?)
            }
        };
        Ok(Source { bom: bom as u32, ..Source::of_text(text)? })
    }

    fn decode_utf16(bytes: Cow<'b, [u8]>, encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Result<Self, DecodeError> {
        let pairs = bytes[2..].chunks_exact(2);
        if !pairs.remainder().is_empty() {
            return Err(DecodeError::InvalidUtf16 { offset: bytes.len() - 1 });
        }
        let mut text = String::with_capacity(bytes.len());
        let mut checkpoints = vec![(0, 2)];
        let mut file = 2;
        for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
            let c = c.map_err(|_| DecodeError::InvalidUtf16 { offset: file })?;
            let (last, _) = checkpoints[checkpoints.len() - 1];
            if text.len() - last as usize >= CHECKPOINT_STEP {
                checkpoints.push((text.len() as u32, file as u32));
            }
            text.push(c);
            file += 2 * c.len_utf16();
            if u32::try_from(text.len()).is_err() {
                return Err(DecodeError::TooLong);
            }
        }
        Ok(Source { encoding, bom: 2, text: Cow::Owned(text), bytes, checkpoints })
    }

    /// The decoded text, without byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding that was recognised.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Where a span of the decoded text lies in the file.
    pub fn to_file(&self, span: Span<Decoded>) -> Span<File> {
        Span::new(self.file_offset(span.start()), self.file_offset(span.end()))
    }

    /// Which part of the decoded text a span of the file is. Offsets inside a character go back to its start.
    pub fn to_decoded(&self, span: Span<File>) -> Span<Decoded> {
        Span::new(self.decoded_offset(span.start()), self.decoded_offset(span.end()))
    }

    fn file_offset(&self, decoded: u32) -> u32 {
        if self.encoding == Encoding::Utf8 {
            return decoded + self.bom;
        }
        let (from, file) = self.checkpoints[self.checkpoints.partition_point(|c| c.0 <= decoded) - 1];
        let between = &self.text[from as usize..decoded as usize];
        file + between.chars().map(|c| 2 * c.len_utf16() as u32).sum::<u32>()
    }

    fn decoded_offset(&self, file: u32) -> u32 {
        if self.encoding == Encoding::Utf8 {
            return file.saturating_sub(self.bom);
        }
        let at = self.checkpoints.partition_point(|c| c.1 <= file);
        let Some((mut decoded, mut reached)) = at.checked_sub(1).map(|i| self.checkpoints[i]) else { return 0 };
        for c in self.text[decoded as usize..].chars() {
            let next = reached + 2 * c.len_utf16() as u32;
            if next > file {
                break;
            }
            (decoded, reached) = (decoded + c.len_utf8() as u32, next);
        }
        decoded
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        match (self.encoding, self.bom) {
            (Encoding::Utf8, 0) => self.text.as_bytes().to_vec(),
            (Encoding::Utf8, _) => [UTF8_BOM, self.text.as_bytes()].concat(),
            _ => self.bytes.to_vec(),
        }
    }

    /// Whether every character of `text` can be written in this file's encoding.
    pub fn can_spell(&self, _text: &str) -> bool {
        true
    }

    /// The source with stretches of its text replaced: sorted, without overlap. What is not replaced keeps its bytes.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if the text outgrows 4 GiB.
    pub fn edited(&self, edits: &[(Span<Decoded>, String)]) -> Result<Source<'static>, DecodeError> {
        if self.encoding == Encoding::Utf8 {
            let mut text = String::with_capacity(self.text.len());
            let mut copied = 0;
            for (span, replacement) in edits {
                text.push_str(&self.text[copied..span.start() as usize]);
                text.push_str(replacement);
                copied = span.end() as usize;
            }
            text.push_str(&self.text[copied..]);
            return Ok(Source { bom: self.bom, ..Source::of_text(text)? });
        }
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut copied = 0;
        for (span, replacement) in edits {
            let place = self.to_file(*span).range();
            bytes.extend_from_slice(&self.bytes[copied..place.start]);
            bytes.extend(self.encode(replacement));
            copied = place.end;
        }
        bytes.extend_from_slice(&self.bytes[copied..]);
        Source::decode(bytes)
    }

    /// `text` as bytes in this file's encoding.
    fn encode(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn errors_name_the_byte() {
        assert_eq!(Source::decode(&b"ab\xFFc"[..]).unwrap_err(), DecodeError::InvalidUtf8 { offset: 2 });
        assert_eq!(Source::decode(&b"\xEF\xBB\xBFab\xC3"[..]).unwrap_err(), DecodeError::InvalidUtf8 { offset: 5 });
        assert_eq!(Source::decode(&b"ab\0c"[..]).unwrap_err(), DecodeError::Binary { offset: 2 });
        assert_eq!(Source::decode(&b"\xFF\xFEa\0b"[..]).unwrap_err(), DecodeError::InvalidUtf16 { offset: 4 });
        assert_eq!(Source::decode(&b"\xFE\xFF\0a\xD8\0\0b"[..]).unwrap_err(), DecodeError::InvalidUtf16 { offset: 4 });
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_keeps_its_bytes() {
        let source = Source::decode(&b"\xEF\xBB\xBFxin"[..]).unwrap();
        assert_eq!(source.text(), "xin");
        assert_eq!(source.to_file(Span::new(0, 3)), Span::new(3, 6));
        let edited = source.edited(&[(Span::new(0, 3), "chào".into())]).unwrap();
        assert_eq!(edited.bytes(), "\u{FEFF}chào".as_bytes());
    }

    proptest! {
        #[test]
        fn every_encoding_returns_to_its_bytes(text in "\\PC*", repeat in 1usize..8) {
            let text = text.repeat(repeat);
            let bom = format!("\u{FEFF}{text}");
            let files = [
                text.as_bytes().to_vec(),
                bom.as_bytes().to_vec(),
                bom.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                bom.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ];
            for bytes in files.iter().filter(|b| !b.starts_with(UTF8_BOM) || b.len() == bom.len()) {
                let source = Source::decode(bytes.as_slice()).unwrap();
                if source.text() != text {
                    continue; // the text itself began with a mark
                }
                prop_assert_eq!(&source.bytes(), bytes);
                let all = Span::<Decoded>::of(0..text.len());
                prop_assert_eq!(&source.edited(&[(all, text.clone())]).unwrap().bytes(), bytes);
                for (at, c) in text.char_indices() {
                    let span = Span::<Decoded>::of(at..at + c.len_utf8());
                    let file = source.to_file(span);
                    prop_assert_eq!(source.to_decoded(file), span);
                    let spelled = source.encode(c.encode_utf8(&mut [0; 4]));
                    prop_assert_eq!(&bytes[file.range()], &spelled[..]);
                }
            }
        }
    }
}
