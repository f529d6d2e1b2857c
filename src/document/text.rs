//! Plain text: all of it is shown, and what is no prose are the comments in which morat is spoken to.

use memchr::memmem;

use super::format::{About, Definition, Format};
use crate::text::{Shown, Span};

impl Format {
    /// Plain text: all of it is prose, but for HTML comments, in which morat is spoken to.
    pub const TEXT: Format = Format::new(&Definition {
        name: "text",
        ends: &["txt", "text"],
        about: About {
            title: ("văn bản", "text"),
            read: (
                "tất cả; tệp không đuôi cũng đọc như văn bản",
                "everything; a file without an end is read as text, too",
            ),
            left_out: ("chú thích `<!-- … -->`", "comments `<!-- … -->`"),
        },
        ..Definition::TEXT
    });
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
