//! Word documents, OOXML (ECMA-376): what is on the page, run by run.
//!
//! Read are the body and then, in this order, footnotes, endnotes, headers and footers. Tracked deletions are no text,
//! insertions are; a field is its result. What a text box holds comes behind the paragraph that the box is anchored in.

mod comments;
mod parts;
mod review;
mod story;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};
use super::{stories, xml};
use story::Story;

pub(super) use parts::{parts, related_to};
pub(super) use review::review;

/// Word.
pub(super) struct Docx;

/// The ink of a `w:t` that keeps the space at its ends; in one without, Word drops it.
const KEEPS_SPACE: Ink = 1;

impl Reader for Docx {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        for (part, range) in draft.parts() {
            stories::read(range, |range, before| Story::new(text, range, part, before), draft)?;
        }
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>> {
        let at_ends = words.starts_with(xml::is_space) || words.ends_with(xml::is_space);
        if words.contains(['\n', '\r', '\t']) || at_ends && ink != KEEPS_SPACE {
            return None;
        }
        xml::escape(words)
    }
}
