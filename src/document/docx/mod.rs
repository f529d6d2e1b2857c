//! Word.

use std::borrow::Cow;

use crate::document::Unreadable;
use crate::document::draft::{Draft, Ink};
use crate::document::reader::{Options, Reader};

/// Word.
pub(super) struct Docx;

impl Reader for Docx {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}

/// Which files of the archive are text, in reading order.
pub(super) fn parts(_: &mut crate::document::package::Files<'_>) -> Result<Vec<String>, Unreadable> {
    Ok(Vec::new())
}
