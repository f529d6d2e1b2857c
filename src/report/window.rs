//! A window on a line: as much of it around a marked text as a terminal shows, cut at words.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// How much of a line is shown, in code points without combining marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Before the marked text.
    pub before: usize,
    /// Of the marked text itself: a finding may span a paragraph.
    pub marked: usize,
    /// After the marked text.
    pub after: usize,
}

/// Part of a line, with the range of the marked text in it.
#[derive(Debug)]
pub(crate) struct Window {
    /// The shown text, safe to print.
    pub shown: String,
    /// Byte range of the marked text in `shown`.
    pub marked: Range<usize>,
}

impl Window {
    /// The window around `marked`, a byte range of `text`.
    pub fn around(text: &str, marked: Range<usize>, most: Reach) -> Window {
        let start = text.floor_char_boundary(marked.start);
        let end = text.floor_char_boundary(marked.end).max(start);
        // Only as much of the line is looked at as can be shown: a line may be megabytes long, with thousands of findings.
        let marked_end = start + reach(&text[start..end], most.marked).0;
        let (before_len, begins_line) = reach_back(&text[..start], most.before);
        let before = &text[start - before_len..start];
        // Cut at a space, so that no word is shown in half.
        let before = if begins_line { before } else { before.split_once(' ').map_or(before, |(_, rest)| rest) };
        let mut shown = String::new();
        if !begins_line {
            shown.push_str("… ");
        }
        push_visible(&mut shown, before);
        let offset = shown.len();
        push_visible(&mut shown, &text[start..marked_end]);
        let marked = offset..shown.len();
        let (after_len, ends_line) = reach(&text[marked_end..], most.after);
        let after = &text[marked_end..marked_end + after_len];
        let shown_after = if ends_line { after_len } else { after.rfind(' ').unwrap_or(after_len) };
        push_visible(&mut shown, &after[..shown_after]);
        if !ends_line {
            shown.push_str(" …");
        }
        Window { shown, marked }
    }
}

/// The length in bytes of the first `most` characters of `text`, combining marks not counted, and whether the line ends
/// there or before.
fn reach(text: &str, most: usize) -> (usize, bool) {
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += usize::from(!is_combining_mark(c));
        if matches!(c, '\n' | '\r') {
            return (at, true);
        }
        if count > most {
            return (at, false);
        }
    }
    (text.len(), true)
}

/// The length in bytes of the last line of `text`, or of its last `most` characters, and whether the line begins there.
fn reach_back(text: &str, most: usize) -> (usize, bool) {
    let mut count = 0;
    for (at, c) in text.char_indices().rev() {
        if matches!(c, '\n' | '\r') {
            return (text.len() - at - 1, true);
        }
        count += usize::from(!is_combining_mark(c));
        if count == most {
            return (text.len() - at, at == 0);
        }
    }
    (text.len(), true)
}

/// Control characters could move the cursor or paint the terminal: their pictures are shown instead. No-break and other
/// wide spaces are shown as spaces, or the underline would not stand below them everywhere.
pub(crate) fn push_visible(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        '\u{7F}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{AD}' => '·',
        '\u{A0}' | '\u{202F}' => ' ',
        c => c,
    }));
}
