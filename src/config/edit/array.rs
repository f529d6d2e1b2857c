//! An array of strings in a text, TOML or JSON: where it stands, and how an entry goes in and out.

use std::ops::Range;

use super::place;
use crate::config::ignore::line_end;

/// A line that would be longer than this many characters is broken up.
const LONGEST: usize = 100;

/// Where a list is, or where it would be.
#[derive(Debug)]
pub(super) enum Located {
    Array(Array),
    /// It is to be begun: these bytes go in at this place, around the array.
    Missing {
        at: usize,
        before: String,
        array: Style,
        after: String,
    },
}

/// How a new array is laid out.
#[derive(Debug)]
pub(super) enum Style {
    Inline,
    /// An entry a line; the indents of entries and of the closing bracket.
    Lines {
        entry: String,
        close: String,
    },
}

/// An array that is there.
#[derive(Debug)]
pub(super) struct Array {
    /// From bracket to bracket, in bytes.
    pub span: Range<usize>,
    pub items: Vec<Item>,
    /// By how much the entries of this kind of file are indented.
    pub indent: String,
}

#[derive(Debug)]
pub(super) struct Item {
    /// With its quotes, in bytes.
    pub span: Range<usize>,
    pub value: String,
}

impl Located {
    pub fn entries(self) -> Vec<String> {
        match self {
            Located::Array(array) => array.items.into_iter().map(|item| item.value).collect(),
            Located::Missing { .. } => Vec::new(),
        }
    }

    pub fn add(&self, text: &str, term: &str) -> String {
        match self {
            Located::Array(array) => array.add(text, term),
            Located::Missing { at, before, array, after } => {
                let (term, end) = (quoted(term), line_end(text));
                let array = match array {
                    Style::Inline => format!("[{term}]"),
                    Style::Lines { entry, close } => format!("[{end}{entry}{term}{end}{close}]"),
                };
                format!("{}{before}{array}{after}{}", &text[..*at], &text[*at..])
            }
        }
    }

    pub fn remove(&self, text: &str, at: usize) -> String {
        match self {
            Located::Array(array) => array.remove(text, at),
            Located::Missing { .. } => text.to_owned(),
        }
    }
}

/// A string as both TOML and JSON write it.
fn quoted(term: &str) -> String {
    serde_json::Value::from(term).to_string()
}

impl Array {
    fn add(&self, text: &str, term: &str) -> String {
        let entries: Vec<String> = self.items.iter().map(|item| item.value.clone()).collect();
        let (at, term, end) = (place(&entries, term), quoted(term), line_end(text));
        let insert = |at: usize, what: String| format!("{}{what}{}", &text[..at], &text[at..]);
        let open = self.span.start + 1;
        let Some(last) = self.items.last() else {
            return match self.is_inline(text) {
                true => self.broken_up(insert(open, term)),
                false => insert(open, format!("{end}{}{}{term}", line_indent(text, open), self.indent)),
            };
        };
        let on_its_line = |item: &Item| text[line_start(text, item.span.start)..item.span.start].trim().is_empty();
        let indent_of = |item: &Item| line_indent(text, item.span.start);
        if at == self.items.len() {
            // Behind the last one, its comma and the comment beside it.
            let comma = comma_after(text, last.span.end);
            let (missing, kept) = if comma.is_some() { ("", ",") } else { (",", "") };
            let from = comma.map_or(last.span.end, |comma| comma + 1);
            let line = line_rest(text, from);
            if !on_its_line(last) {
                return self.broken_up(insert(last.span.end, format!(", {term}")));
            }
            if self.span.end <= line {
                // The bracket closes on the same line.
                return insert(last.span.end, format!(",{end}{}{term}", indent_of(last)));
            }
            let added = format!("{end}{}{term}{kept}", indent_of(last));
            let (first, second) = (&text[..last.span.end], &text[last.span.end..line]);
            return format!("{first}{missing}{second}{added}{}", &text[line..]);
        }
        let next = &self.items[at];
        let Some(before) = at.checked_sub(1).map(|before| &self.items[before]).filter(|_| on_its_line(next)) else {
            if !on_its_line(next) {
                return self.broken_up(insert(next.span.start, format!("{term}, ")));
            }
            return insert(next.span.start, format!("{term},{end}{}", indent_of(next)));
        };
        // Behind the one before rather than before the next one: a comment above that belongs to it.
        let line = line_rest(text, comma_after(text, before.span.end).map_or(before.span.end, |comma| comma + 1));
        insert(line, format!("{end}{}{term},", indent_of(next)))
    }

    fn remove(&self, text: &str, at: usize) -> String {
        let item = &self.items[at];
        let without = |range: Range<usize>| format!("{}{}", &text[..range.start], &text[range.end..]);
        let comma = comma_after(text, item.span.end);
        let behind = comma.map_or(item.span.end, |comma| comma + 1);
        let start = line_start(text, item.span.start);
        let end = line_rest(text, behind);
        let alone = text[start..item.span.start].trim().is_empty()
            && self.span.start < start
            && end < self.span.end
            && self.items.get(at + 1).is_none_or(|next| next.span.start >= end);
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        if alone {
            // The line with its end; and of the last one, the comma before it, if the list has none at its end.
            let line = without(start..end + text[end..].find('\n').map_or(0, |at| at + 1));
            return match before.filter(|_| comma.is_none()).and_then(|before| comma_after(text, before.span.end)) {
                Some(comma) => format!("{}{}", &line[..comma], &line[comma + 1..]),
                None => line,
            };
        }
        match (self.items.get(at + 1), before) {
            (Some(next), _) if !text[item.span.end..next.span.start].contains(['\n', '#']) => {
                without(item.span.start..next.span.start)
            }
            (_, Some(before)) if !text[before.span.end..item.span.start].contains('#') => {
                without(before.span.end..item.span.end)
            }
            _ => without(item.span.start..behind),
        }
    }

    fn is_inline(&self, text: &str) -> bool {
        !text[self.span.clone()].contains('\n')
    }

    /// A text in which this array has grown, with an entry a line if it has been on one line and that is too long now.
    fn broken_up(&self, text: String) -> String {
        let start = line_start(&text, self.span.start);
        let end = line_rest_raw(&text, self.span.start);
        if text[start..end].chars().count() <= LONGEST {
            return text;
        }
        let Some(close) = closing(&text, self.span.start) else { return text };
        let inside = &text[self.span.start + 1..close];
        if inside.contains('\n') {
            return text;
        }
        let entries = split(inside);
        let (end, indent) = (line_end(&text), line_indent(&text, self.span.start));
        let mut lines = String::from("[");
        for (at, entry) in entries.iter().enumerate() {
            let comma = if at + 1 < entries.len() { "," } else { "" };
            lines.push_str(&format!("{end}{indent}{}{entry}{comma}", self.indent));
        }
        format!("{}{lines}{end}{indent}{}", &text[..self.span.start], &text[close..])
    }
}

/// The strings between the brackets of an array that stands on one line, with their quotes.
fn split(inside: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut rest = inside;
    while let Some(start) = rest.find(['"', '\'']) {
        let Some(end) = string_end(rest, start) else { break };
        entries.push(&rest[start..end]);
        rest = &rest[end..];
    }
    entries
}

/// The bracket that closes the array that opens at a byte.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let next = at + text[at..].find(['"', '\'', ']'])?;
        if text[next..].starts_with(']') {
            return Some(next);
        }
        at = string_end(text, next)?;
    }
}

/// One past the string of one line that begins at a byte.
fn string_end(text: &str, start: usize) -> Option<usize> {
    let quote = text[start..].chars().next()?;
    let mut escaped = false;
    for (at, c) in text[start..].char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(start + at + 1),
            _ => {}
        }
    }
    None
}

/// The comma behind an entry: past white space and comments.
fn comma_after(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let c = text[at..].chars().next()?;
        match c {
            ',' => return Some(at),
            '#' => at += text[at..].find('\n')?,
            c if c.is_whitespace() => at += c.len_utf8(),
            _ => return None,
        }
    }
}

/// Where the line of a byte begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, before its line end.
pub(super) fn line_rest(text: &str, at: usize) -> usize {
    let end = line_rest_raw(text, at);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

fn line_rest_raw(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// The white space with which the line of a byte begins.
pub(super) fn line_indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..at];
    &line[..line.len() - line.trim_start().len()]
}
