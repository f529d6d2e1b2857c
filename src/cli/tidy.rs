//! `morat fix --fix-unused`: removes unused terms and entries from their files.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::difference::show_difference;
use super::outcome::{Failure, Status};
use super::say;
use super::unused::{UnusedItem, UnusedLine};
use crate::config::IgnoreList;
use crate::config::edit::{self, List, SettingsFile};
use crate::problem::Problem;
use crate::project::{disk, kind_of, uneditable, write};

/// Removes unused lines, file by file; with `only_show` prints the difference and writes nothing.
pub(super) fn remove(unused: &[UnusedLine], only_show: bool) -> Result<Status, Failure> {
    let mut by_file: BTreeMap<PathBuf, Vec<&UnusedItem>> = BTreeMap::new();
    for line in unused {
        by_file.entry(line.file.clone()).or_default().push(&line.what);
    }
    let mut status = Status::Clean;
    for (path, lines) in by_file {
        let shown = disk::shown(&path);
        let fail = |error: std::io::Error| disk::problem(&*shown, &error);
        let before = fs::read_to_string(&path).map_err(fail)?;
        let after = without(&path, &before, &lines)?;
        if after == before {
            continue;
        }
        if only_show {
            show_difference(&shown, &before, &after)?;
            status = Status::Found;
            continue;
        }
        write::replace(&path, after.as_bytes()).map_err(fail)?;
        say::complain(
            Problem::new(
                format!("bỏ {} mục không còn dùng", lines.len()),
                format!("{} without use taken out", lines.len()),
            )
            .in_file(&*shown),
        );
    }
    Ok(status)
}

/// A text without these terms and entries.
fn without(path: &Path, text: &str, lines: &[&UnusedItem]) -> Result<String, Problem> {
    let ignored: HashSet<_> = lines
        .iter()
        .filter_map(|what| match what {
            UnusedItem::Ignored(fingerprint) => Some(*fingerprint),
            UnusedItem::Term(_) => None,
        })
        .collect();
    if !ignored.is_empty() {
        return Ok(IgnoreList::parse(&disk::shown(path), text)?.without(&ignored));
    }
    let terms: Vec<String> = lines
        .iter()
        .filter_map(|what| match what {
            UnusedItem::Term(term) => Some(term.clone()),
            UnusedItem::Ignored(_) => None,
        })
        .collect();
    let kind = kind_of(path);
    let mut text = text.to_owned();
    // A plain file is one list, whatever its name.
    let lists: &[List] = if kind == SettingsFile::Terms { &[List::Words] } else { &[List::Words, List::Names] };
    for list in lists {
        let edited = edit::remove(kind, &text, *list, &terms);
        text = edited.map_err(|error| uneditable(disk::shown(path), error))?.text;
    }
    Ok(text)
}
