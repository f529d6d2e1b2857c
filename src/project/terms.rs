//! Lists of accepted terms: which files have them, and how they are edited.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use unicode_normalization::UnicodeNormalization;

use super::discover::{self, Form};
use super::{disk, write};
use crate::config::edit::{self, EditError, Edited, List, SettingsFile};
use crate::config::{Effective, Origin, Said, Settings};
use crate::problem::Problem;

/// The terms of the key `list`, and of the files that the key `files` names.
pub(super) fn of(effective: &Effective<'_>, list: &str, files: &str) -> Result<Vec<Said<String>>, Problem> {
    let mut out: Vec<Said<String>> = effective.texts(list).into_iter().map(|(said, _)| said.clone()).collect();
    for (path, folder) in effective.texts(files) {
        let path_on_disk = folder.join(&path.value);
        if !path_on_disk.is_file() {
            return Err(
                path.error(format!("không có tệp “{}”", path.value), format!("there is no file “{}”", path.value))
            );
        }
        let text = discover::text(&path_on_disk)?;
        let file: Arc<str> = disk::shown(&path_on_disk).into();
        for (number, line) in text.lines().enumerate() {
            let term = edit::term_of_line(line);
            if !term.is_empty() {
                let origin = Origin { file: Arc::clone(&file), line: Some(number as u32 + 1) };
                out.push(Said { value: term.to_owned(), origin });
            }
        }
    }
    Ok(out)
}

/// File and line of each term in the project's own settings. Files of terms count if they lie in the project.
pub(super) fn own_terms(own: &Settings, root: Option<&Path>) -> Result<HashSet<(String, u32)>, Problem> {
    let effective = own.effective(|_| false);
    let mut out = HashSet::new();
    for (list, files) in [("words", "words-file"), ("names", "names-file")] {
        let of_others: HashSet<String> = effective
            .texts(files)
            .into_iter()
            .map(|(path, folder)| folder.join(&path.value))
            .filter(|path| root.is_none_or(|root| !path.canonicalize().is_ok_and(|path| path.starts_with(root))))
            .map(|path| disk::shown(&path))
            .collect();
        let said = of(&effective, list, files)?
            .into_iter()
            .filter_map(|said| Some((said.origin.file.to_string(), said.origin.line?)));
        out.extend(said.filter(|(file, _)| !of_others.contains(file)));
    }
    Ok(out)
}

/// The marked text of a finding as a term for a list; `None` if it is no word or name that is marked for its spelling: only
/// those can be accepted. A letter of another alphabet or a missing space is no property of a word. `marked` is the text that
/// people see.
pub fn term_of(rule: &str, marked: &str) -> Option<String> {
    if ["ky-tu/", "dau-cau/", "so-lieu/"].iter().any(|group| rule.starts_with(group)) {
        return None;
    }
    let term: String = marked.trim().nfc().collect();
    let inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '‑' | '–' | '\'' | '’' | '.' | '·');
    (term.chars().any(char::is_alphabetic) && term.chars().all(inside)).then_some(term)
}

/// The kind of a file with a list of terms, by its name.
pub fn kind_of(path: &Path) -> SettingsFile {
    match Form::of(path) {
        Form::Pyproject => SettingsFile::Pyproject,
        Form::PackageJson => SettingsFile::Package,
        Form::Toml if path.extension().is_some_and(|end| end == "toml") => SettingsFile::Morat,
        Form::Toml => SettingsFile::Terms,
    }
}

/// The problem with a file of terms that cannot be edited; `name` is the path as it is shown.
pub fn uneditable(name: impl Into<String>, error: EditError) -> Problem {
    let EditError { line, message } = error;
    Problem::at(name, line.map(|line| line as u32), message.vi, message.en)
}

/// Adds terms to a file (`add`), or removes them.
///
/// # Errors
/// If the file cannot be read, edited or written.
pub fn edit_terms(path: &Path, list: List, terms: &[String], add: bool) -> Result<Edited, Problem> {
    edit_file(path, |text| {
        let edited = match add {
            true => edit::add(kind_of(path), text, list, terms),
            false => edit::remove(kind_of(path), text, list, terms),
        }?;
        Ok((edited.text.clone(), edited))
    })
}

/// Edits a settings file or a file of terms, which need not exist: `change` makes the new text of the old. Gives back what else
/// it says.
///
/// # Errors
/// If the file cannot be read, edited or written.
pub fn edit_file<T>(path: &Path, change: impl FnOnce(&str) -> Result<(String, T), EditError>) -> Result<T, Problem> {
    let fail = |error: io::Error| disk::problem(disk::shown(path), &error);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(fail)?,
    };
    let (new, done) = change(&text).map_err(|error| uneditable(disk::shown(path), error))?;
    if new != text {
        write::replace(path, new.as_bytes()).map_err(fail)?;
    }
    Ok(done)
}
