//! Adds an entry to a TOML array of strings, or removes one.
//!
//! `toml_edit` reads the array and writes it. It cannot know which line a comment belongs to: for the library, all text
//! between two entries stands in front of the second one, so a comment beside the first would move away with the
//! second.

use toml_edit::{Array, RawString, Value};

/// The greatest length of a line, in code points; a longer one is broken up.
pub(super) const LONGEST: usize = 100;

/// The indent of entries relative to the line of the array, if there is no entry to take it from.
const INDENT: &str = "    ";

/// Inserts a term before the entry `at`, or behind the last one. `indent` is that of the line on which the array
/// begins.
pub(super) fn insert(array: &mut Array, at: usize, term: &str, indent: &str) {
    let (mut before, mut after) = (String::new(), String::new());
    if at < array.len() {
        let place = prefix(array, at);
        let rest = match on_its_line(array, at) {
            false => {
                before = place;
                " ".to_owned()
            }
            // The comments above the first entry stay above the list.
            true if at == 0 => {
                let rest = new_line(&place);
                before = place;
                rest
            }
            true => {
                let (beside, above) = split_line(&place);
                before = format!("{beside}{}", new_line(&place));
                above.to_owned()
            }
        };
        set_prefix(array, at, rest);
    } else if let Some(last) = array.len().checked_sub(1) {
        let tail = tail(array);
        // The comment beside the last entry stays there; a bracket on the same line goes along.
        let (beside, below) = if tail.contains('\n') { split_line(&tail) } else { ("", tail.as_str()) };
        before = match on_its_line(array, last) {
            true => format!("{beside}{}", new_line(&prefix(array, last))),
            false => " ".to_owned(),
        };
        let below = if on_its_line(array, last) { below } else { &tail };
        // White space before a comma that is there stays with the entry before it.
        if array.trailing_comma() {
            array.set_trailing(below);
        } else {
            after = below.to_owned();
            set_suffix(array, last, String::new());
        }
    } else if text(Some(array.trailing())).contains('\n') {
        before = format!("\n{indent}{INDENT}");
    }
    array.insert_formatted(at, Value::from(term).decorated(before, after));
}

/// Removes the entry `at`, with its line and the comment beside it if it has a line of its own; comments above it stay.
pub(super) fn remove(array: &mut Array, at: usize) {
    let is_last = at + 1 == array.len();
    let (before, after) = (prefix(array, at), suffix(array, at));
    let behind = if is_last { tail(array) } else { prefix(array, at + 1) };
    let is_alone = on_its_line(array, at) && behind.contains('\n');
    let has_comma = !is_last || array.trailing_comma();
    array.remove(at);
    let gap = if is_alone {
        let above = before.rfind('\n').map_or("", |end| &before[..end]);
        format!("{above}{}", split_line(&behind).1)
    } else if !is_last && !format!("{after}{behind}").contains(['\n', '#']) {
        before
    } else if at > 0 && !before.contains('#') {
        behind
    } else {
        format!("{before}{behind}")
    };
    match at.checked_sub(1) {
        _ if !is_last => set_prefix(array, at, gap),
        // The entry before is the last one now, without a comma: what follows belongs to it.
        Some(last) if !has_comma => {
            let kept = suffix(array, last);
            set_suffix(array, last, format!("{kept}{gap}"));
        }
        _ => array.set_trailing(gap),
    }
}

/// Lays the array out with an entry a line.
pub(super) fn break_up(array: &mut Array, indent: &str) {
    for at in 0..array.len() {
        set_prefix(array, at, format!("\n{indent}{INDENT}"));
        set_suffix(array, at, String::new());
    }
    array.set_trailing(format!("\n{indent}"));
    array.set_trailing_comma(false);
}

/// Whether an entry is the first on its line.
fn on_its_line(array: &Array, at: usize) -> bool {
    prefix(array, at).contains('\n')
}

/// The text behind the last entry, and behind its comma if it has one.
fn tail(array: &Array) -> String {
    let last = array.len().checked_sub(1).filter(|_| !array.trailing_comma());
    format!("{}{}", last.map_or_else(String::new, |last| suffix(array, last)), text(Some(array.trailing())))
}

/// A line end and the indent of the last line of the text before an entry.
fn new_line(prefix: &str) -> String {
    format!("\n{}", &prefix[prefix.rfind('\n').map_or(0, |end| end + 1)..])
}

/// The first line of a text, and the rest with its line end.
fn split_line(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').unwrap_or(text.len()))
}

fn prefix(array: &Array, at: usize) -> String {
    text(array.get(at).and_then(|value| value.decor().prefix()))
}

fn suffix(array: &Array, at: usize) -> String {
    text(array.get(at).and_then(|value| value.decor().suffix()))
}

/// White space and comments from the library, with `\n` as the only line end.
fn text(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().replace('\r', "")
}

fn set_prefix(array: &mut Array, at: usize, prefix: String) {
    if let Some(value) = array.get_mut(at) {
        value.decor_mut().set_prefix(prefix);
    }
}

fn set_suffix(array: &mut Array, at: usize, suffix: String) {
    if let Some(value) = array.get_mut(at) {
        value.decor_mut().set_suffix(suffix);
    }
}
