//! `/v2/words`: the accepted terms, those of `morat words`.

use std::path::PathBuf;

use super::desk::{Desk, Settings};
use super::form::Form;
use super::refusal::Refusal;
use crate::config::edit::List;
use crate::problem::Problem;
use crate::project::{discover, edit_terms};

/// How many terms are listed where a request does not say.
const USUAL: usize = 10;

/// What is done with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They are accepted.
    Add,
    /// They are accepted no more.
    Delete,
}

/// Accepted terms: `limit` of them from `offset` on.
///
/// # Errors
/// If one of these is no number.
pub fn listed(desk: &Desk, form: &Form) -> Result<Vec<String>, Refusal> {
    let number = |name: &'static str, usual: usize| match form.said(name).map(str::parse) {
        None => Ok(usual),
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) => Err(Refusal::bad(format!("'{name}' phải là một số"), format!("'{name}' must be a number"))),
    };
    let (offset, limit) = (number("offset", 0)?, number("limit", USUAL)?);
    let settings = desk.usual();
    let terms = settings.linter.linter.terms();
    Ok(terms.terms().iter().skip(offset).take(limit).cloned().collect())
}

/// Adds or removes the words of a request; whether the list has changed.
///
/// # Errors
/// If there are none, or if the list cannot be changed.
pub fn change(desk: &Desk, form: &Form, change: Change) -> Result<bool, Refusal> {
    let words: Vec<String> = match form.get("mode") {
        Some("batch") => form.get("words").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        _ => form.said("word").map(str::trim).into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect(),
    };
    if words.is_empty() {
        return Err(Refusal::bad("thiếu tham số 'word'", "Missing 'word' parameter"));
    }
    if !desk.reads_files() {
        return Err(Refusal::bad(
            "máy chủ chạy với --isolated nên không có danh sách từ",
            "The server was started with --isolated and has no word list",
        ));
    }
    let list = if form.get("dict") == Some(List::Names.key()) { List::Names } else { List::Words };
    desk.editing(|| {
        let settings = desk.usual();
        let path = file(&settings, list)?;
        let edited = edit_terms(&path, list, &words, change == Change::Add)?;
        Ok(!edited.done.is_empty())
    })
}

/// The file that words go into: that of `morat words add` in a project, and the user's own settings elsewhere.
fn file(settings: &Settings, list: List) -> Result<PathBuf, Problem> {
    let project = &settings.project;
    if project.root.is_none()
        && let Some(path) = discover::user_path()
    {
        return Ok(path);
    }
    let path = project.file_of_terms(&settings.place, list);
    project.may_write(&path)?;
    Ok(path)
}
