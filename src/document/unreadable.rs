//! Why a file cannot be read or written.

use std::fmt;

use crate::text::DecodeError;

/// Why a file cannot be read or written, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Unreadable {
    /// The same in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Unreadable {
        Unreadable { vi: vi.into(), en: en.into() }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for Unreadable {}

impl From<DecodeError> for Unreadable {
    fn from(error: DecodeError) -> Unreadable {
        Unreadable::new(error.vi(), error.to_string())
    }
}
