//! PDF.

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// PDF.
pub(super) struct Pdf;

impl Reader for Pdf {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}

/// The text of each page.
///
/// # Errors
/// If the file is no PDF, or one that cannot be read.
pub(super) fn pages(_: &[u8]) -> Result<Vec<String>, Unreadable> {
    Ok(Vec::new())
}
