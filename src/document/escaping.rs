//! How a format escapes words: between tags, in an attribute between double quotes, in a JSON string.

use std::borrow::Cow;
use std::fmt;

/// A way of escaping words. Each reader has its own, as statics: two are equal if their addresses are, and a piece of
/// shown text has a reference to one.
pub(super) struct Escaping(pub for<'r> fn(&'r str) -> Option<Cow<'r, str>>);

/// Words are written as they are.
#[cfg(any(test, feature = "serve"))]
pub(super) static VERBATIM: Escaping = Escaping(|words| Some(Cow::Borrowed(words)));

/// Nothing can be written: the format is read only.
pub(super) static READ_ONLY: Escaping = Escaping(|_| None);

impl Escaping {
    /// Words as the file spells them; `None` if they cannot be written in this way.
    pub fn write<'r>(&self, words: &'r str) -> Option<Cow<'r, str>> {
        self.0(words)
    }

    /// Whether both are the same static.
    pub fn is(&'static self, other: &'static Escaping) -> bool {
        std::ptr::eq(self, other)
    }
}

impl fmt::Debug for Escaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Escaping")
    }
}
