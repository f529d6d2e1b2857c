//! Markdown.

use std::borrow::Cow;

use crate::document::Unreadable;
use crate::document::draft::{Draft, Ink};
use crate::document::reader::{Options, Reader};

/// Markdown.
pub(super) struct Markdown;

impl Reader for Markdown {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}
