//! Adds words and names to settings files and removes them, without changing anything else there.
//!
//! Whoever wrote the file has laid it out and commented it, so every byte outside the list stays. `toml_edit` and the
//! concrete syntax tree of `jsonc-parser` insert and remove entries. The result is parsed once more before it is given
//! back.

mod array;
mod json;
#[cfg(feature = "lsp")]
mod rules;
mod terms;
mod toml;

#[cfg(feature = "lsp")]
pub use rules::turn_off;
use unicode_normalization::UnicodeNormalization;

use crate::rules::Bilingual;

/// The term in a line of a plain file; empty if there is none. A `#` begins a comment at the start of a line and after
/// a space: `C#` is a term.
pub fn term_of_line(line: &str) -> &str {
    terms::term(line)
}

/// The kinds of files that have lists of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsFile {
    /// `morat.toml`: `words = […]` at the top.
    Morat,
    /// `pyproject.toml`: `words = […]` in `[tool.morat]`.
    Pyproject,
    /// `package.json`: `"words": […]` in `"morat"`.
    Package,
    /// A plain file, a term a line; `#` begins a comment. The file is one list, whatever its name.
    Terms,
}

/// The lists of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Accepted words.
    Words,
    /// Accepted names.
    Names,
}

impl List {
    /// The name of its key in settings files.
    pub const fn key(self) -> &'static str {
        match self {
            List::Words => "words",
            List::Names => "names",
        }
    }
}

/// A settings file after an edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// The terms that were added or removed.
    pub done: Vec<String>,
    /// The terms that were present already, or were not there to be removed.
    pub needless: Vec<String>,
}

/// Why a file cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditError {
    /// The line of the error, counted from 1, if it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do, without the line.
    pub message: Bilingual,
}

impl EditError {
    fn new(line: Option<usize>, vi: impl Into<String>, en: impl Into<String>) -> EditError {
        EditError { line, message: Bilingual::new(vi.into(), en.into()) }
    }

    /// An error at a byte offset of the text.
    fn at(text: &str, byte: usize, vi: impl Into<String>, en: impl Into<String>) -> EditError {
        let before = text.as_bytes().iter().take(byte);
        EditError::new(Some(1 + before.filter(|byte| **byte == b'\n').count()), vi, en)
    }
}

/// Adds terms to a list, each once. A sorted list stays sorted; a missing one is created.
///
/// # Errors
/// If the text is invalid, the value is no list, or a term is empty or has control characters.
pub fn add(kind: SettingsFile, text: &str, list: List, terms: &[String]) -> Result<Edited, EditError> {
    each(kind, text, list, terms, |text, entries, term| {
        if entries.iter().any(|entry| same(entry, term)) {
            return Ok(None);
        }
        Ok(Some(match kind {
            SettingsFile::Terms => terms::add(text, entries, term),
            SettingsFile::Package => json::add(text, list, place(entries, term), term).ok_or_else(|| by_hand(list))?,
            _ => toml::add(kind, text, list, place(entries, term), term)?,
        }))
    })
}

/// Removes terms from a list.
///
/// # Errors
/// As [`add`].
pub fn remove(kind: SettingsFile, text: &str, list: List, terms: &[String]) -> Result<Edited, EditError> {
    each(kind, text, list, terms, |text, entries, term| {
        let Some(at) = entries.iter().position(|entry| same(entry, term)) else { return Ok(None) };
        Ok(Some(match kind {
            SettingsFile::Terms => terms::remove(text, term),
            SettingsFile::Package => json::remove(text, list, at).ok_or_else(|| by_hand(list))?,
            _ => toml::remove(kind, text, list, at)?,
        }))
    })
}

/// The entries of a list, as they are written.
///
/// # Errors
/// If the text is invalid or the value is no list.
pub fn list(kind: SettingsFile, text: &str, list: List) -> Result<Vec<String>, EditError> {
    Ok(match kind {
        SettingsFile::Terms => terms::list(text),
        SettingsFile::Package => json::entries(text, list)?,
        _ => toml::entries(kind, text, list)?,
    })
}

/// Applies `change` for each term, each time to the text that the last change left.
fn each(
    kind: SettingsFile,
    text: &str,
    which: List,
    terms: &[String],
    mut step: impl FnMut(&str, &[String], &str) -> Result<Option<String>, EditError>,
) -> Result<Edited, EditError> {
    let mut edited = Edited { text: text.to_owned(), ..Edited::default() };
    for term in terms {
        let term: String = term.trim().nfc().collect();
        check(kind, &term)?;
        let mut changed = false;
        // A list may have a term twice, composed and decomposed.
        loop {
            let before = list(kind, &edited.text, which)?;
            let Some(next) = step(&edited.text, &before, &term)? else { break };
            let after = list(kind, &next, which).ok();
            let grew = after.as_ref().is_some_and(|after| after.len() == before.len() + 1);
            let shrank = after.as_ref().is_some_and(|after| after.len() + 1 == before.len());
            if !(grew || shrank) {
                return Err(by_hand(which));
            }
            edited.text = next;
            changed = true;
        }
        if changed { edited.done.push(term) } else { edited.needless.push(term) }
    }
    Ok(edited)
}

/// The error for a list that can be read and cannot be edited.
fn by_hand(list: List) -> EditError {
    let key = list.key();
    EditError::new(
        None,
        format!("không sửa được danh sách {key} ở đây; hãy sửa bằng tay"),
        format!("the list {key} cannot be edited here; please do it by hand"),
    )
}

/// Whether a term can be written in this kind of file.
fn check(kind: SettingsFile, term: &str) -> Result<(), EditError> {
    let is_comment = kind == SettingsFile::Terms && terms::term(term) != term;
    if term.is_empty() || term.chars().any(char::is_control) || is_comment {
        return Err(EditError::new(
            None,
            format!("“{}” không thể là một mục trong danh sách", term.escape_debug()),
            format!("“{}” cannot be an entry of a list", term.escape_debug()),
        ));
    }
    Ok(())
}

/// Whether two entries are equal after normalisation (NFC); the case counts.
fn same(one: &str, two: &str) -> bool {
    one.nfc().eq(two.nfc())
}

/// The index at which a term is inserted: in its place if the entries are sorted, as a dictionary is or by code point,
/// else at the end.
fn place(entries: &[String], term: &str) -> usize {
    // As in a Vietnamese dictionary, roughly: letters count before diacritics, and case does not count.
    let folded = |text: &str| -> (String, String) {
        let base = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
        let base = base.flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }).collect();
        (base, text.to_owned())
    };
    if entries.is_sorted_by_key(|entry| folded(entry)) {
        let term = folded(term);
        return entries.partition_point(|entry| folded(entry) < term);
    }
    if entries.is_sorted() {
        return entries.partition_point(|entry| entry.as_str() < term);
    }
    entries.len()
}

#[cfg(test)]
mod tests;
