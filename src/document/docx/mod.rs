//! Word documents, OOXML (ECMA-376): what is on the page, run by run.
//!
//! Read are the body and then, in this order, footnotes, endnotes, headers and footers. Tracked deletions are no text,
//! insertions are; a field is its result. What a text box holds comes behind the paragraph that the box is anchored in. Pages of HTML
//! that are embedded for Word to take in (`w:altChunk`) are read as such, behind the body.

mod comments;
mod hand;
mod parts;
mod plain;
mod review;
mod story;
mod unread;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};
use super::{html, stories, xml};
use story::Story;

pub(super) use parts::{parts, related_to};
pub(super) use review::review;
pub(super) use unread::unread;

/// Word.
pub(super) struct Docx;

/// The inks of HTML come first. Then a `w:t` without the attribute that keeps the space at its ends, which Word drops; one with it;
/// and a CDATA section in either.
const DROPS_SPACE: Ink = 16;
const KEEPS_SPACE: Ink = 17;
const IN_CDATA: Ink = 18;

impl Reader for Docx {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        for (part, range) in draft.parts() {
            if parts::is_page(part, &text[range.clone()]) {
                html::Page::new(text, range, Some(part)).read(draft);
            } else {
                stories::read(range, |stretch| Story::new(text, stretch, part), draft)?;
            }
        }
        let body = draft.parts().next().map_or("", |(_, range)| &text[range]);
        if draft.is_empty() && body.contains(parts::CHUNK) {
            return Err(Unreadable::new(
                "chữ của tệp này nằm trong một tệp khác nhúng vào nó (altChunk); hãy mở bằng Word rồi lưu lại",
                "the text of this file lies in another one inside of it (altChunk); open it in Word and save it again",
            ));
        }
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>> {
        let at_ends = words.starts_with(xml::is_space) || words.ends_with(xml::is_space);
        match ink {
            ..DROPS_SPACE => html::spell(words, ink),
            _ if words.contains(['\n', '\r', '\t']) || at_ends && ink == DROPS_SPACE => None,
            IN_CDATA => xml::unescaped(words),
            _ => xml::escape(words),
        }
    }
}
