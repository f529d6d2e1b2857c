//! Helpers for formats that are read line by line.

use std::ops::Range;

use super::draft::Draft;

/// A line of a file.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its indent in columns; a tab is eight.
    pub indent: usize,
    /// The range of its text without white space around it; empty if it has none.
    pub text: Range<usize>,
}

impl Line {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        let body = line.trim_end();
        let lead = body.len() - body.trim_start().len();
        let indent = body[..lead].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
        Line { indent, text: start + lead..start + body.len() }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Shows the comments for morat in a range that is no prose.
pub(super) fn comments(text: &str, range: Range<usize>, draft: &mut Draft<'_>) {
    for comment in super::text::comments(&text[range.clone()]) {
        draft.block();
        draft.show_opaque(range.start + comment.range().start..range.start + comment.range().end);
        draft.block();
    }
}

/// The greatest distance between two marks of a pair in a line, in bytes: a paragraph may be the whole file.
const FARTHEST: usize = 4 << 10;

/// The text behind an offset, as far as a mark there may reach.
pub(super) fn behind(text: &str, at: usize, end: usize) -> &str {
    &text[at..text.floor_char_boundary(end.min(at + FARTHEST)).max(at)]
}

/// The text before an offset, as far as a mark there may reach.
pub(super) fn before(text: &str, start: usize, at: usize) -> &str {
    &text[text.ceil_char_boundary(start.max(at.saturating_sub(FARTHEST))).min(at)..at]
}

/// Shows a range in which a line end with the white space around it is a space.
pub(super) fn say(text: &str, range: Range<usize>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    while let Some(found) = memchr::memchr(b'\n', &text.as_bytes()[said..range.end]).map(|found| said + found) {
        let before = said + text[said..found].trim_end().len();
        let after = range.end - text[found..range.end].trim_start().len();
        draft.show(said..before);
        draft.show_respelled(before..after, " ");
        said = after;
    }
    draft.show(said..range.end);
}

/// Whether a sign before `at` and one behind `end` leave room for marks of emphasis between `at` and `end`: they open before
/// something, and close behind something.
pub(super) fn is_emphasis(text: &str, within: &Range<usize>, at: usize, end: usize) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let before = text[within.start..at].chars().next_back();
    let after = text[end..within.end].chars().next();
    // Nothing begins before what closes: `(void *)` is a pointer.
    let begins = inside(after) && !after.is_some_and(|c| matches!(c, ')' | ']' | '}' | ',' | ';'));
    outside(before) && begins || inside(before) && outside(after)
}
