//! Plain text: all is shown, comments are held.

use std::borrow::Cow;

use memchr::memmem;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};
use crate::text::{Shown, Span};

/// Plain text.
pub(super) struct Text;

impl Reader for Text {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.say(0..text.len());
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        Some(Cow::Borrowed(words))
    }
}

/// HTML comments; one that nothing closes is none.
pub(super) fn comments(text: &str) -> Vec<Span<Shown>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = memmem::find(&text.as_bytes()[at..], b"<!--").map(|found| at + found) {
        let Some(end) = memmem::find(&text.as_bytes()[start..], b"-->").map(|found| start + found + 3) else { break };
        out.push(Span::of(start..end));
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comments_are_no_prose() {
        let text = "a `b` <!-- c --> d <!-- e";
        let found: Vec<&str> = comments(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, ["<!-- c -->"]);
    }
}
