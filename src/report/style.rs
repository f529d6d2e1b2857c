//! The appearance of a report.

use crate::problem::Lang;

/// The appearance of a report, where the format leaves a choice.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to paint.
    pub colour: bool,
    /// Width of the terminal, in columns.
    pub width: usize,
}

impl Default for Style {
    /// Vietnamese, without colour, as wide as a page.
    fn default() -> Style {
        Style { lang: Lang::Vi, colour: false, width: 100 }
    }
}
