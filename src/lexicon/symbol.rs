//! A word as the language model sees it: a small number.

/// The number of a syllable in use, of another normal word, or of a class of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(crate) u16);

impl Symbol {
    /// Where a sentence begins or ends.
    pub const END: Symbol = Symbol(0);
    /// A comma, a semicolon, a dash, a bracket: a seam inside a sentence.
    pub const SEAM: Symbol = Symbol(1);
    /// A number, a date, a time.
    pub const NUMBER: Symbol = Symbol(2);
    /// A word that is in no dictionary, a code, an address.
    pub const OTHER: Symbol = Symbol(3);
    /// The first symbol that is a word.
    pub(crate) const FIRST_WORD: u16 = 4;

    /// The number itself, for tables and files.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The symbol with a number.
    #[inline]
    #[cfg(feature = "training")]
    pub fn at(index: u16) -> Symbol {
        Symbol(index)
    }

    /// Whether it is a word of the dictionaries.
    #[inline]
    pub fn is_word(self) -> bool {
        self.0 >= Symbol::FIRST_WORD
    }
}
