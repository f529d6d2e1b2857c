//! EPUB.

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// EPUB.
pub(super) struct Epub;

impl Reader for Epub {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}

/// Which files of the archive are text, in reading order.
pub(super) fn parts(_: &mut super::package::Files<'_>) -> Result<Vec<String>, Unreadable> {
    Ok(Vec::new())
}
