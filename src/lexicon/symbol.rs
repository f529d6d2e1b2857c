//! The numbers of words and word classes in the language model.

/// The number of a syllable in use, of another listed word, or of a class of tokens: classes come first, then syllables,
/// then other words, the more frequent ones before the rarer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(crate) u16);

impl Symbol {
    /// The start or the end of a sentence.
    pub const END: Symbol = Symbol(0);
    /// A comma, a semicolon, a dash, a bracket inside a sentence.
    pub const PUNCTUATION: Symbol = Symbol(1);
    /// A number, a date, a time.
    pub const NUMBER: Symbol = Symbol(2);
    /// A word that is in no dictionary, a code, an address.
    pub const OTHER: Symbol = Symbol(3);
    /// The number of the first symbol that is a word.
    pub(crate) const FIRST_WORD: u16 = 4;

    /// The number itself, as index of tables and for files.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The symbol with this number.
    #[inline]
    #[cfg(feature = "training")]
    pub fn at(index: u16) -> Symbol {
        Symbol(index)
    }

    /// Whether it is a word, and no class.
    #[inline]
    pub fn is_word(self) -> bool {
        self.0 >= Symbol::FIRST_WORD
    }
}
