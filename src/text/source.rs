//! Decodes the bytes of a file to UTF-8 text, with a map back.

use std::borrow::Cow;
use std::fmt;

use super::encoding::{self, Encoding, Guess};
use super::replaced;
use super::span::{Decoded, File, Span};
use crate::problem::Problem;

/// Why bytes cannot be read as text. Offsets are bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// 4 GiB or more, in the file or once decoded: positions are 32 bits wide.
    TooLong,
    /// A NUL byte among the first bytes: not a text file.
    Binary {
        /// The offset of the first NUL.
        offset: usize,
    },
    /// Invalid UTF-8, and no other encoding is sure enough.
    InvalidUtf8 {
        /// The offset of the first invalid byte.
        offset: usize,
    },
    /// Invalid in the encoding that was asked for.
    Invalid {
        /// The encoding that was asked for.
        encoding: Encoding,
        /// The offset of the first invalid byte.
        offset: usize,
    },
    /// Invalid UTF-16: half a surrogate pair, or half a code unit at the end.
    InvalidUtf16 {
        /// The offset of the unit that stands alone.
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
                    "không phải tệp văn bản (byte {offset}, đếm từ 0, là NUL); hãy bỏ tệp này ra, hoặc ghi --encoding nếu biết bảng mã"
                )
            }
            DecodeError::InvalidUtf8 { offset } => {
                format!(
                    "không phải UTF-8 (từ byte {offset}, đếm từ 0), và không đoán chắc được là bảng mã nào; hãy ghi --encoding (tcvn3, vni, windows-1258, vps, viscii, viqr, …)"
                )
            }
            DecodeError::Invalid { encoding, offset } => {
                format!("không phải {} (từ byte {offset}, đếm từ 0); hãy xem lại --encoding", encoding.name())
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
                    "not a text file (NUL byte at offset {offset}); leave it out, or say --encoding if you know it"
                )
            }
            DecodeError::InvalidUtf8 { offset } => {
                write!(
                    f,
                    "not UTF-8 (invalid byte at offset {offset}), and not surely any other encoding; say --encoding (tcvn3, vni, windows-1258, vps, viscii, viqr, …)"
                )
            }
            DecodeError::Invalid { encoding, offset } => {
                write!(f, "not {} (invalid byte at offset {offset}); look at --encoding again", encoding.name())
            }
            DecodeError::InvalidUtf16 { offset } => {
                write!(f, "broken UTF-16 (lone unit at byte {offset}); save the file as UTF-8")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<DecodeError> for Problem {
    fn from(error: DecodeError) -> Problem {
        Problem::new(error.vi(), error.to_string())
    }
}

/// How many bytes at the start of a file are searched for the NUL that tells a binary file.
const BINARY_PROBE: usize = 8 * 1024;

/// The confidence (0 to 1) of UTF-16 or UTF-32 without a byte order mark, once every unit of it has turned out to be
/// text.
const WIDE_CONFIDENCE: f32 = 0.95;

/// Decoded bytes between two recorded offsets of a text that is not UTF-8; a look-up walks at most this far.
const CHECKPOINT_STEP: usize = 256;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// The decoded text of a file, with its encoding and the map between the two.
#[derive(Clone, Debug)]
pub struct Source<'b> {
    encoding: Encoding,
    /// How sure the encoding is, from 0 to 1, if it was guessed.
    confidence: Option<f32>,
    /// Length of the byte order mark, in bytes of the file.
    bom: u32,
    text: Cow<'b, str>,
    /// The bytes of the file; empty for UTF-8, where text and byte order mark are all of it.
    bytes: Cow<'b, [u8]>,
    /// For other encodings than UTF-8: (decoded, file) offsets of some character boundaries, ascending, the first one
    /// where the text begins.
    checkpoints: Vec<(u32, u32)>,
}

impl<'b> Source<'b> {
    /// Decodes a whole file: by its byte order mark, as UTF-8, or in the old encoding that is detected.
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
        if bytes.starts_with(b"\xFF\xFE\0\0") && bytes.len().is_multiple_of(4) {
            return Self::decode_by_steps(bytes, Encoding::Utf32Le, 4);
        }
        if bytes.starts_with(b"\0\0\xFE\xFF") {
            return Self::decode_by_steps(bytes, Encoding::Utf32Be, 4);
        }
        if bytes.starts_with(b"\xFF\xFE") {
            return Self::decode_by_steps(bytes, Encoding::Utf16Le, 2);
        }
        if bytes.starts_with(b"\xFE\xFF") {
            return Self::decode_by_steps(bytes, Encoding::Utf16Be, 2);
        }
        if let Some(offset) = bytes.iter().take(BINARY_PROBE).position(|byte| *byte == 0) {
            let wide = encoding::utf32(&bytes).or_else(|| encoding::utf16(&bytes));
            let Some(encoding) = wide else { return Err(DecodeError::Binary { offset }) };
            return Self::guessed(bytes, Guess { encoding, confidence: WIDE_CONFIDENCE });
        }
        // Bytes above ASCII that are UTF-8 are nothing else.
        if bytes.is_ascii()
            && let Some(guess) = encoding::detect(&bytes)
        {
            return Self::guessed(bytes, guess);
        }
        Self::decode_utf8(bytes).or_else(|(bytes, offset)| {
            if encoding::damaged_utf8(&bytes).is_some() {
                return Self::decode_as(bytes, Encoding::DamagedUtf8);
            }
            let guess = encoding::detect(&bytes).filter(|guess| guess.encoding != Encoding::Viqr);
            guess.map_or(Err(DecodeError::InvalidUtf8 { offset }), |guess| Self::guessed(bytes, guess))
        })
    }

    fn guessed(bytes: Cow<'b, [u8]>, Guess { encoding, confidence }: Guess) -> Result<Self, DecodeError> {
        let source = Self::decode_by_steps(bytes, encoding, 0)?;
        Ok(Source { confidence: Some(confidence), ..source })
    }

    /// Decodes a whole file in a given encoding.
    ///
    /// # Errors
    /// As [`Source::decode`].
    pub fn decode_as(bytes: impl Into<Cow<'b, [u8]>>, encoding: Encoding) -> Result<Self, DecodeError> {
        let bytes = bytes.into();
        if u32::try_from(bytes.len()).is_err() {
            return Err(DecodeError::TooLong);
        }
        let bom = match encoding {
            Encoding::Utf8 => {
                return Self::decode_utf8(bytes).map_err(|(_, offset)| DecodeError::InvalidUtf8 { offset });
            }
            Encoding::Utf16Le if bytes.starts_with(b"\xFF\xFE") => 2,
            Encoding::Utf16Be if bytes.starts_with(b"\xFE\xFF") => 2,
            Encoding::Utf32Le if bytes.starts_with(b"\xFF\xFE\0\0") => 4,
            Encoding::Utf32Be if bytes.starts_with(b"\0\0\xFE\xFF") => 4,
            Encoding::DamagedUtf8 if bytes.starts_with(UTF8_BOM) => UTF8_BOM.len(),
            _ => 0,
        };
        Self::decode_by_steps(bytes, encoding, bom)
    }

    /// The source of a text that is UTF-8 already.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if it is 4 GiB or more.
    pub fn of_text(text: impl Into<Cow<'b, str>>) -> Result<Self, DecodeError> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(DecodeError::TooLong);
        }
        Ok(Source::utf8(text))
    }

    fn utf8(text: Cow<'b, str>) -> Source<'b> {
        let (bytes, checkpoints) = (Cow::Borrowed(&[][..]), Vec::new());
        Source { encoding: Encoding::Utf8, confidence: None, bom: 0, text, bytes, checkpoints }
    }

    /// Decodes UTF-8 of less than 4 GiB, with or without a byte order mark. If it is invalid, gives back the bytes and
    /// the offset of the first invalid one.
    fn decode_utf8(bytes: Cow<'b, [u8]>) -> Result<Self, (Cow<'b, [u8]>, usize)> {
        let bom = if bytes.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 };
        let text = match bytes {
            Cow::Borrowed(bytes) => match simdutf8::compat::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(&text[bom..]),
                Err(error) => return Err((Cow::Borrowed(bytes), error.valid_up_to())),
            },
            Cow::Owned(bytes) => match String::from_utf8(bytes) {
                Ok(text) if bom == 0 => Cow::Owned(text),
                Ok(text) => Cow::Owned(text[bom..].to_owned()),
                Err(error) => {
                    let offset = error.utf8_error().valid_up_to();
                    return Err((Cow::Owned(error.into_bytes()), offset));
                }
            },
        };
        Ok(Source { bom: bom as u32, ..Source::utf8(text) })
    }

    fn decode_by_steps(bytes: Cow<'b, [u8]>, encoding: Encoding, bom: usize) -> Result<Self, DecodeError> {
        let mut text = String::with_capacity(bytes.len());
        let mut checkpoints = vec![(0, bom as u32)];
        for (at, c) in encoding.characters(&bytes[bom..]) {
            let file = bom + at;
            let Some(c) = c else {
                return Err(match encoding {
                    Encoding::Utf16Le | Encoding::Utf16Be => DecodeError::InvalidUtf16 { offset: file },
                    _ => DecodeError::Invalid { encoding, offset: file },
                });
            };
            let (last, _) = checkpoints[checkpoints.len() - 1];
            if text.len() - last as usize >= CHECKPOINT_STEP {
                checkpoints.push((text.len() as u32, file as u32));
            }
            text.push(c);
            if u32::try_from(text.len()).is_err() {
                return Err(DecodeError::TooLong);
            }
        }
        Ok(Source { encoding, confidence: None, bom: bom as u32, text: Cow::Owned(text), bytes, checkpoints })
    }

    /// The decoded text, without byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text of the file.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How sure the encoding is, from 0 to 1, if it was guessed.
    pub fn confidence(&self) -> Option<f32> {
        self.confidence
    }

    /// The invalid bytes of a file that is UTF-8 otherwise, each with its offset in the decoded text.
    pub fn damaged(&self) -> Vec<(u32, u8)> {
        if self.encoding != Encoding::DamagedUtf8 {
            return Vec::new();
        }
        let bytes = encoding::damaged_utf8(&self.bytes).unwrap_or_default();
        bytes.into_iter().map(|at| (self.decoded_offset(at as u32), self.bytes[at])).collect()
    }

    /// The span of the file that a span of the decoded text was decoded from.
    pub fn to_file(&self, span: Span<Decoded>) -> Span<File> {
        Span::new(self.file_offset(span.start()), self.file_offset(span.end()))
    }

    /// The span of the decoded text for a span of the file. Offsets inside a character go back to its start.
    #[cfg(feature = "training")]
    pub fn to_decoded(&self, span: Span<File>) -> Span<Decoded> {
        Span::new(self.decoded_offset(span.start()), self.decoded_offset(span.end()))
    }

    fn file_offset(&self, decoded: u32) -> u32 {
        if self.encoding == Encoding::Utf8 {
            return decoded + self.bom;
        }
        self.walk(self.checkpoints.partition_point(|c| c.0 <= decoded), |next, _| next <= decoded).1
    }

    fn decoded_offset(&self, file: u32) -> u32 {
        if self.encoding == Encoding::Utf8 {
            return file.saturating_sub(self.bom);
        }
        self.walk(self.checkpoints.partition_point(|c| c.1 <= file), |_, next| next <= file).0
    }

    /// The last character boundary (decoded, file) for which `goes_on` holds, searched from the checkpoint before `at`
    /// on.
    fn walk(&self, at: usize, goes_on: impl Fn(u32, u32) -> bool) -> (u32, u32) {
        let Some((mut decoded, mut file)) = at.checked_sub(1).map(|at| self.checkpoints[at]) else {
            return (0, self.bom);
        };
        while let Some((c, length)) = self.encoding.step(&self.bytes[file as usize..]) {
            let next = (decoded + c.len_utf8() as u32, file + length as u32);
            if !goes_on(next.0, next.1) {
                break;
            }
            (decoded, file) = next;
        }
        (decoded, file)
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
    pub fn can_spell(&self, text: &str) -> bool {
        self.encoding == Encoding::Utf8 || self.encoding.encode(text, &mut Vec::new())
    }

    /// The source with some spans of its text replaced; `edits` are in ascending order and do not overlap. What is not
    /// replaced keeps its bytes.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if the text outgrows 4 GiB.
    pub fn edited(&self, edits: &[(Span<Decoded>, String)]) -> Result<Source<'static>, DecodeError> {
        if self.encoding == Encoding::Utf8 {
            let edits = edits.iter().map(|(span, replacement)| (*span, replacement.as_str()));
            return Ok(Source { bom: self.bom, ..Source::of_text(replaced(&self.text, edits))? });
        }
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut copied = 0;
        for (span, replacement) in edits {
            let place = self.to_file(*span).range();
            bytes.extend_from_slice(&self.bytes[copied..place.start]);
            self.encoding.encode(replacement, &mut bytes);
            copied = place.end;
        }
        bytes.extend_from_slice(&self.bytes[copied..]);
        let source = Source::decode_as(bytes, self.encoding)?;
        Ok(Source { confidence: self.confidence, ..source })
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
        let error = Source::decode_as(&b"ab\x90"[..], Encoding::Vps).map(|_| ());
        assert_eq!(error, Ok(()));
        let error = Source::decode_as(&b"ab\x91"[..], Encoding::Vps).unwrap_err();
        assert_eq!(error, DecodeError::Invalid { encoding: Encoding::Vps, offset: 2 });
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

    #[test]
    fn a_few_bytes_that_are_no_letters_are_kept() {
        let bytes = "Cả tổ cùng vui vẻ nhé".as_bytes();
        let bytes = [bytes, b" \xFF\xC3 ", bytes].concat();
        let source = Source::decode(bytes.as_slice()).unwrap();
        assert_eq!(source.text(), "Cả tổ cùng vui vẻ nhé \u{FFFD}\u{FFFD} Cả tổ cùng vui vẻ nhé");
        assert_eq!(source.damaged().iter().map(|(_, byte)| *byte).collect::<Vec<_>>(), [0xFF, 0xC3]);
        let at = source.damaged()[0].0;
        assert_eq!(&source.text()[at as usize..at as usize + 3], "\u{FFFD}");
        let edited = source.edited(&[(Span::new(0, 4), "Mọi".into())]).unwrap().bytes();
        assert_eq!(edited, ["Mọi".as_bytes(), &bytes[4..]].concat());
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
                bom.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
                bom.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
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
                    let mut spelled = Vec::new();
                    prop_assert!(source.encoding().encode(c.encode_utf8(&mut [0; 4]), &mut spelled));
                    prop_assert_eq!(&bytes[file.range()], &spelled[..]);
                }
            }
        }
    }
}
