//! Keys.

/// A key, as far as it means anything here.
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
