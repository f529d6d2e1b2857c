//! The keys of the review.

/// A key that has a function in the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    Backspace,
    Delete,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-U.
    Clear,
    Paste(String),
}
