//! Edits plain files with a term in each line.

use super::{place, same};
use crate::config::ignore::line_end;

/// The term in a line; empty if there is none. A `#` begins a comment at the start of a line and after a space: `C#` is
/// a term.
pub(super) fn term(line: &str) -> &str {
    let line = line.trim_start_matches('\u{FEFF}');
    let comment = line
        .char_indices()
        .find(|(at, c)| *c == '#' && line[..*at].chars().next_back().is_none_or(char::is_whitespace));
    line[..comment.map_or(line.len(), |(at, _)| at)].trim()
}

pub(super) fn list(text: &str) -> Vec<String> {
    text.lines().map(term).filter(|term| !term.is_empty()).map(str::to_owned).collect()
}

/// The text with a line for a term: behind the line of the entry that comes before it, or else at the end.
pub(super) fn add(text: &str, entries: &[String], new: &str) -> String {
    let end = line_end(text);
    let at = place(entries, new);
    let mut start = 0;
    let mut seen = 0;
    for line in text.split_inclusive('\n') {
        let is_term = !term(line).is_empty();
        // The first of all goes directly before what was the first.
        if is_term && at == 0 && !entries.is_empty() {
            let mark = if line.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            let start = start + mark;
            return format!("{}{new}{end}{}", &text[..start], &text[start..]);
        }
        start += line.len();
        seen += usize::from(is_term);
        if is_term && seen == at && at < entries.len() {
            break;
        }
    }
    if text[..start].is_empty() || text[..start].ends_with('\n') || text == "\u{FEFF}" {
        return format!("{}{new}{end}{}", &text[..start], &text[start..]);
    }
    // A last line without an end: the new last one has none, either.
    format!("{}{end}{new}", &text[..start])
}

/// The text without the first line of a term.
pub(super) fn remove(text: &str, gone: &str) -> String {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if same(term(line), gone) {
            let mark = if line.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            let (before, after) = (&text[..start + mark], &text[start + line.len()..]);
            let is_last = !line.ends_with('\n');
            let before = match is_last {
                true => before.strip_suffix('\n').map_or(before, |text| text.strip_suffix('\r').unwrap_or(text)),
                false => before,
            };
            return format!("{before}{after}");
        }
        start += line.len();
    }
    text.to_owned()
}
