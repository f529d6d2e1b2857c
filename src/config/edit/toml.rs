//! `morat.toml` and `pyproject.toml`.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::array::{Array, Item, Located, Style, line_rest};
use super::{EditError, List, SettingsFile};
use crate::config::ignore::line_end;

type Value<'t> = Spanned<DeValue<'t>>;

/// Where a list stands in a TOML file.
pub(super) fn locate(kind: SettingsFile, text: &str, list: List) -> Result<Located, EditError> {
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message();
        EditError::at(text, at, format!("không phải TOML hợp lệ: {what}"), format!("not valid TOML: {what}"))
    })?;
    let root = root.get_ref();
    let spans = Spans::of(root, text);
    let (table, header) = match kind {
        SettingsFile::Pyproject => match root.get("tool").map(|tool| (tool, child(tool, "morat"))) {
            None | Some((_, None)) => return Ok(new_table(text, list)),
            Some((_, Some(morat))) => (as_table(text, morat)?, Some(morat.span())),
        },
        _ => (root, None),
    };
    if let Some(value) = table.get(list.key()) {
        return array(text, value, list).map(Located::Array);
    }
    let end = line_end(text);
    match header {
        // Before any table, behind what stands there.
        None => {
            let first = spans.headers.iter().copied().min();
            // A file that `morat init` wrote has a place for the list, as a comment.
            if let Some(at) = comment_of(&text[..first.unwrap_or(text.len())], list.key()) {
                return Ok(after_line(text, at, list));
            }
            match (spans.last_value(0..first.unwrap_or(text.len())), first) {
                (Some(at), _) => Ok(after_line(text, at, list)),
                (None, Some(header)) => {
                    let at = above_comments(text, header);
                    let before = format!("{} = ", list.key());
                    Ok(Located::Missing { at, before, array: Style::Inline, after: format!("{end}{end}") })
                }
                // What stands behind the heading of a table belongs to it as soon as the heading is no comment any more.
                (None, None) => match comment_of(text, "[") {
                    Some(header) => {
                        let at = above_comments(text, header);
                        let before = format!("{} = ", list.key());
                        Ok(Located::Missing { at, before, array: Style::Inline, after: format!("{end}{end}") })
                    }
                    None => Ok(at_end(text, &format!("{} = ", list.key()))),
                },
            }
        }
        Some(header) if text[header.start..].starts_with('[') => {
            let next = spans.headers.iter().copied().filter(|start| *start > header.start).min();
            let last = spans.last_value(header.end..next.unwrap_or(text.len()));
            Ok(after_line(text, last.unwrap_or(header.end), list))
        }
        // It is there only because a table below it is: `[tool.morat.rules]`.
        Some(header)
            if text[..header.start].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('[')) =>
        {
            Ok(new_table(text, list))
        }
        Some(header) => Err(EditError::at(
            text,
            header.start,
            "hãy viết các thiết lập của morat thành một bảng riêng, bắt đầu bằng dòng [tool.morat]",
            "please write the settings of morat as a table of its own, beginning with the line [tool.morat]",
        )),
    }
}

fn child<'v, 't>(value: &'v Value<'t>, key: &str) -> Option<&'v Value<'t>> {
    value.get_ref().as_table().and_then(|table| table.get(key))
}

fn as_table<'v, 't>(text: &str, value: &'v Value<'t>) -> Result<&'v DeTable<'t>, EditError> {
    value.get_ref().as_table().ok_or_else(|| {
        EditError::at(text, value.span().start, "tool.morat phải là một bảng", "tool.morat has to be a table")
    })
}

fn array(text: &str, value: &Value<'_>, list: List) -> Result<Array, EditError> {
    let wrong = |at: usize| {
        let key = list.key();
        EditError::at(
            text,
            at,
            format!("{key} phải là một danh sách các chuỗi, như {key} = [\"Đắk Lắk\"]"),
            format!("{key} has to be a list of strings, as in {key} = [\"Đắk Lắk\"]"),
        )
    };
    let items = value.get_ref().as_array().ok_or_else(|| wrong(value.span().start))?;
    let items = items.iter().map(|item| {
        let value = item.get_ref().as_str().ok_or_else(|| wrong(item.span().start))?;
        Ok(Item { span: item.span(), value: value.to_owned() })
    });
    Ok(Array { span: value.span(), items: items.collect::<Result<_, _>>()?, indent: "    ".into() })
}

/// Where a line begins that is a comment with a key or a heading in it: `# words = […]`, `# [rules]`.
fn comment_of(text: &str, what: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let commented = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix(what)?;
        (what == "[" || commented.trim_start().starts_with('=')).then_some(start)
    })
}

/// On a line of its own behind the line of a byte.
fn after_line(text: &str, at: usize, list: List) -> Located {
    let before = format!("{}{} = ", line_end(text), list.key());
    Located::Missing { at: line_rest(text, at), before, array: Style::Inline, after: String::new() }
}

/// At the end of the text, on a line of its own.
fn at_end(text: &str, what: &str) -> Located {
    let end = line_end(text);
    let (before, after) = match text.is_empty() || text.ends_with('\n') {
        true => (what.to_owned(), end.to_owned()),
        false => (format!("{end}{what}"), String::new()),
    };
    Located::Missing { at: text.len(), before, array: Style::Inline, after }
}

/// A new `[tool.morat]` at the end.
fn new_table(text: &str, list: List) -> Located {
    let end = line_end(text);
    let gap = if text.trim().is_empty() || text.ends_with("\n\n") || text.ends_with("\n\r\n") { "" } else { end };
    at_end(text, &format!("{gap}[tool.morat]{end}{} = ", list.key()))
}

/// The start of the lines of comments that stand directly above a header.
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

/// Where headers and values stand in a file.
#[derive(Default)]
struct Spans {
    headers: Vec<usize>,
    values: Vec<Range<usize>>,
}

impl Spans {
    fn of(root: &DeTable<'_>, text: &str) -> Spans {
        let mut spans = Spans::default();
        root.values().for_each(|value| spans.collect(value, text));
        spans
    }

    fn collect(&mut self, value: &Value<'_>, text: &str) {
        let span = value.span();
        match value.get_ref() {
            DeValue::Table(table) if !text[span.start..].starts_with('{') => {
                if text[span.start..].starts_with('[') {
                    self.headers.push(span.start);
                }
                table.values().for_each(|value| self.collect(value, text));
            }
            DeValue::Array(items) if items.iter().any(|item| self.is_header(item, text)) => {
                items.iter().for_each(|item| self.collect(item, text));
            }
            _ => self.values.push(span),
        }
    }

    /// Whether an element of an array is a table under a `[[header]]`.
    fn is_header(&self, item: &Value<'_>, text: &str) -> bool {
        item.get_ref().is_table() && text[item.span().start..].starts_with('[')
    }

    /// The end of the last value in a range.
    fn last_value(&self, within: Range<usize>) -> Option<usize> {
        self.values
            .iter()
            .filter(|span| within.start <= span.start && span.end <= within.end)
            .map(|span| span.end)
            .max()
    }
}
