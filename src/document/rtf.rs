//! Rich Text Format.

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// Rich Text Format.
pub(super) struct Rtf;

impl Reader for Rtf {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}
