//! Edits `morat.toml` and `pyproject.toml`.
//!
//! `toml_edit` tells where things are and lays out the array; the text around the array is never printed again. Printed
//! by the library, a file loses its `\r` and its byte order mark, has dotted keys and tables in another order, and gets
//! a line end at its end.

use std::ops::Range;

use toml_edit::{Array, Document, Item, Table, TomlError, Value};

use super::array::{self, LONGEST};
use super::{EditError, List, SettingsFile};
use crate::config::ignore::line_end;

/// Where a list is, or where it would be created.
enum Located {
    /// The byte range from bracket to bracket, and the entries.
    Array(Range<usize>, Vec<String>),
    /// It is to be inserted.
    Missing(Gap),
}

/// The offset at which something is inserted, and the text before and after it.
pub(super) struct Gap {
    at: usize,
    before: String,
    after: String,
}

impl Gap {
    /// The text with something inserted.
    pub fn filled(&self, text: &str, what: &str) -> String {
        format!("{}{}{what}{}{}", &text[..self.at], self.before, self.after, &text[self.at..])
    }
}

/// The entries of a list; none if the list does not exist.
pub(super) fn entries(kind: SettingsFile, text: &str, list: List) -> Result<Vec<String>, EditError> {
    Ok(match locate(kind, text, list)? {
        Located::Array(_, entries) => entries,
        Located::Missing(_) => Vec::new(),
    })
}

/// The text with a term inserted at an index of a list.
pub(super) fn add(kind: SettingsFile, text: &str, list: List, at: usize, term: &str) -> Result<String, EditError> {
    Ok(match locate(kind, text, list)? {
        Located::Array(span, _) => edited(text, span, |array, indent| array::insert(array, at, term, indent)),
        Located::Missing(gap) => gap.filled(text, &Array::from_iter([term]).to_string()),
    })
}

/// The text without one entry of a list.
pub(super) fn remove(kind: SettingsFile, text: &str, list: List, at: usize) -> Result<String, EditError> {
    Ok(match locate(kind, text, list)? {
        Located::Array(span, _) => edited(text, span, |array, _| array::remove(array, at)),
        Located::Missing(_) => text.to_owned(),
    })
}

/// The text with another array at a span; `change` gets the array and the indent of its line. An array on one line that
/// would become too long gets a line for each entry.
fn edited(text: &str, span: Range<usize>, change: impl FnOnce(&mut Array, &str)) -> String {
    let source = &text[span.clone()];
    let Ok(Value::Array(mut array)) = source.parse() else { return text.to_owned() };
    let line = &text[text[..span.start].rfind('\n').map_or(0, |end| end + 1)..span.start];
    let indent = &line[..line.len() - line.trim_start().len()];
    let is_inline = !source.contains('\n');
    change(&mut array, indent);
    let rest = text[span.end..].split('\n').next().unwrap_or_default();
    let length = line.chars().count() + array.to_string().chars().count() + rest.chars().count();
    if is_inline && length > LONGEST && array.to_string().len() > source.len() {
        array::break_up(&mut array, indent);
    }
    // The library writes `\n` only. As the lines of the array end; a file may have both kinds.
    let end = line_end(if is_inline { text } else { source });
    format!("{}{}{}", &text[..span.start], array.to_string().replace('\n', end), &text[span.end..])
}

/// The error for a text that is no TOML.
pub(super) fn invalid(text: &str, error: &TomlError) -> EditError {
    let at = error.span().map_or(0, |span| span.start);
    let what = error.message();
    EditError::at(text, at, format!("không phải TOML hợp lệ: {what}"), format!("not valid TOML: {what}"))
}

fn locate(kind: SettingsFile, text: &str, list: List) -> Result<Located, EditError> {
    let what = format!("{} = ", list.key());
    let document = Document::parse(text).map_err(|error| invalid(text, &error))?;
    let root = document.as_table();
    let table = match kind {
        SettingsFile::Pyproject => match root.get("tool").and_then(|tool| tool.get("morat")) {
            None => return Ok(new_table(text, list)),
            Some(morat) => own_table(text, morat)?,
        },
        _ => root,
    };
    if let Some(item) = table.get(list.key()) {
        return strings(text, item, list);
    }
    let last = table.get_values().iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max();
    if kind == SettingsFile::Pyproject {
        // It is there only because a table below it is: `[tool.morat.rules]`.
        let header = table.span().filter(|_| !table.is_implicit());
        return Ok(match last.or(header.map(|header| header.end)) {
            Some(at) => Located::Missing(after_line(text, at, &what)),
            None => new_table(text, list),
        });
    }
    // Before any table, behind what stands there.
    let first = headers(root).min();
    let head = &text[..first.unwrap_or(text.len())];
    // A file that `morat init` wrote has a place for the list, as a comment.
    if let Some(at) = comment_of(head, list.key()).or(last) {
        return Ok(Located::Missing(after_line(text, at, &what)));
    }
    // What stands behind the heading of a table belongs to it as soon as the heading is no comment any more.
    Ok(match first.or_else(|| comment_of(text, "[")) {
        Some(header) => {
            let at = above_comments(text, header);
            Located::Missing(Gap { at, before: what, after: line_end(text).repeat(2) })
        }
        None => Located::Missing(at_end(text, &what)),
    })
}

/// The table `[tool.morat]`.
pub(super) fn own_table<'d>(text: &str, morat: &'d Item) -> Result<&'d Table, EditError> {
    let at = morat.span().map_or(0, |span| span.start);
    match morat {
        Item::Table(table) if !table.is_dotted() => Ok(table),
        Item::Table(_) | Item::Value(Value::InlineTable(_)) => Err(EditError::at(
            text,
            at,
            "hãy viết các thiết lập của morat thành một bảng riêng, bắt đầu bằng dòng [tool.morat]",
            "please write the settings of morat as a table of its own, beginning with the line [tool.morat]",
        )),
        _ => Err(EditError::at(text, at, "tool.morat phải là một bảng", "tool.morat has to be a table")),
    }
}

fn strings(text: &str, item: &Item, list: List) -> Result<Located, EditError> {
    let wrong = |span: Option<Range<usize>>| {
        let key = list.key();
        EditError::at(
            text,
            span.map_or(0, |span| span.start),
            format!("{key} phải là một danh sách các chuỗi, như {key} = [\"Đắk Lắk\"]"),
            format!("{key} has to be a list of strings, as in {key} = [\"Đắk Lắk\"]"),
        )
    };
    let (array, span) = item.as_array().zip(item.span()).ok_or_else(|| wrong(item.span()))?;
    let entries = array.iter().map(|value| value.as_str().map(str::to_owned).ok_or_else(|| wrong(value.span())));
    Ok(Located::Array(span, entries.collect::<Result<_, _>>()?))
}

/// The byte offsets of the headers of tables, at any depth.
fn headers(table: &Table) -> impl Iterator<Item = usize> {
    let below = table.iter().flat_map(|(_, item)| -> Vec<&Table> {
        match item {
            Item::Table(table) => vec![table],
            Item::ArrayOfTables(tables) => tables.iter().collect(),
            _ => Vec::new(),
        }
    });
    let starts = below.flat_map(|table| {
        let own = table.span().filter(|_| !table.is_implicit() && !table.is_dotted()).map(|span| span.start);
        own.into_iter().chain(headers(table)).collect::<Vec<_>>()
    });
    starts.collect::<Vec<_>>().into_iter()
}

/// The offset of a line that is a comment with a key or a header in it: `# words = […]`, `# [rules]`.
fn comment_of(text: &str, what: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let commented = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix(what)?;
        (what == "[" || commented.trim_start().starts_with('=')).then_some(start)
    })
}

/// A position on a line of its own behind the line of a byte.
pub(super) fn after_line(text: &str, at: usize, what: &str) -> Gap {
    let line = text[at..].split('\n').next().unwrap_or_default();
    let at = at + line.trim_end_matches('\r').len();
    Gap { at, before: format!("{}{what}", line_end(text)), after: String::new() }
}

/// A position on a line of its own at the end of the text.
pub(super) fn at_end(text: &str, what: &str) -> Gap {
    let end = line_end(text);
    let (before, after) = match text.is_empty() || text.ends_with('\n') {
        true => (what.to_owned(), end.to_owned()),
        false => (format!("{end}{what}"), String::new()),
    };
    Gap { at: text.len(), before, after }
}

/// A new `[tool.morat]` at the end of the text.
fn new_table(text: &str, list: List) -> Located {
    Located::Missing(at_end(text, &headed(text, "[tool.morat]", &format!("{} = ", list.key()))))
}

/// A line below a header of its own, for the end of a text.
pub(super) fn headed(text: &str, header: &str, line: &str) -> String {
    let end = line_end(text);
    let gap = if text.trim().is_empty() || text.ends_with("\n\n") || text.ends_with("\n\r\n") { "" } else { end };
    format!("{gap}{header}{end}{line}")
}

/// The start of the comment lines directly above a header.
fn above_comments(text: &str, header: usize) -> usize {
    let mut start = text[..header].rfind('\n').map_or(0, |end| end + 1);
    while let Some(line) = text[..start].strip_suffix('\n') {
        let above = line.rfind('\n').map_or(0, |end| end + 1);
        if !line[above..].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}
