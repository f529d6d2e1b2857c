//! JSON Lines.

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// JSON Lines.
pub(super) struct Jsonl;

impl Reader for Jsonl {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}
