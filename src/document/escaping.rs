//! How words are written at a place of a file: between tags, in an attribute between double quotes, in a string of JSON.

use std::borrow::Cow;
use std::fmt;

/// A way in which a format writes words. Each reader has its own, as statics: one is known again by its address, and a piece of shown
/// text carries a reference to it.
pub(super) struct Escaping(pub for<'r> fn(&'r str) -> Option<Cow<'r, str>>);

/// Words stand in the file as they are, whatever they are.
#[cfg(test)]
pub(super) static VERBATIM: Escaping = Escaping(|words| Some(Cow::Borrowed(words)));

/// Nothing can be written: the format is read only.
pub(super) static READ_ONLY: Escaping = Escaping(|_| None);

impl Escaping {
    /// Words as the file has them; `None` if they cannot be written at such a place.
    pub fn write<'r>(&self, words: &'r str) -> Option<Cow<'r, str>> {
        self.0(words)
    }

    /// Whether the two are the same way.
    pub fn is(&'static self, other: &'static Escaping) -> bool {
        std::ptr::eq(self, other)
    }
}

impl fmt::Debug for Escaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Escaping")
    }
}
