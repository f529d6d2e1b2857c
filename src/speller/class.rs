//! The classes of mistakes: each has its own offset in [`super::Calibration`].

use crate::syllable::slip::SlipKind;

/// The class of a mistake: the kind of slip where one word of the language was written for another, or
/// [`MistakeClass::FLAWED`] for what is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MistakeClass(u8);

impl MistakeClass {
    /// The number of classes.
    pub const COUNT: usize = SlipKind::ALL.len() + 1;
    /// What is written is no syllable, or one that is in no dictionary.
    pub const FLAWED: MistakeClass = MistakeClass(SlipKind::ALL.len() as u8);

    /// The class of slips of this kind from one word to another.
    pub fn of(kind: SlipKind) -> MistakeClass {
        MistakeClass(kind as u8)
    }

    /// The number of the class, below [`MistakeClass::COUNT`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
