//! The kinds of things that verdicts are about.

use crate::syllable::slip::Kind;

/// What a verdict is about, with a limit of its own: the kinds of slips between two words of the language, and words that
/// are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class(u8);

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = Kind::ALL.len() + 1;
    /// Something was written that is no syllable, or none that is in use.
    pub const FLAWED: Class = Class(Kind::ALL.len() as u8);

    /// A slip from one word to another.
    pub fn of(kind: Kind) -> Class {
        Class(kind as u8)
    }

    /// Its number, below [`Class::COUNT`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
