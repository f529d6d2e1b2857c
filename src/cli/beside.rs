//! What lies beside settings: the project's own rules, and files of terms.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reach::within;
use crate::config::fence::Fence;
use crate::config::{Effective, Origin, Said, Settings};
use crate::config::{discover, edit};
use crate::problem::Problem;

/// How many rule files of a project are read: no house has more, and whoever clones a project has not counted them.
const MOST_RULE_FILES: usize = 200;

/// The rule files of a project, by name: path as it is shown, text.
pub(super) fn own_rules(root: &Path, fence: Option<&Fence>) -> Result<Vec<(String, String)>, Problem> {
    let folder = root.join(discover::FOLDER_NAME).join("rules");
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    if paths.len() > MOST_RULE_FILES {
        let (vi, en) = (
            format!("có {} tệp quy tắc, nhiều nhất là {MOST_RULE_FILES}", paths.len()),
            format!("{} rule files, and at most {MOST_RULE_FILES} are read", paths.len()),
        );
        return Err(Problem::at(discover::shown(&folder), None, vi, en));
    }
    let read = |path: &PathBuf| {
        within(fence, path)?;
        let text = discover::text(path)?;
        Ok((discover::shown(path), text))
    };
    paths.iter().map(read).collect()
}

/// The terms of a list and of the files that another list names.
pub(super) fn terms(effective: &Effective<'_>, list: &str, files: &str) -> Result<Vec<Said<String>>, Problem> {
    let mut out: Vec<Said<String>> = effective.texts(list).into_iter().map(|(said, _)| said.clone()).collect();
    for (path, folder) in effective.texts(files) {
        let path_on_disk = folder.join(&path.value);
        if !path_on_disk.is_file() {
            return Err(
                path.error(format!("không có tệp “{}”", path.value), format!("there is no file “{}”", path.value))
            );
        }
        let text = discover::text(&path_on_disk)?;
        let file: Arc<str> = discover::shown(&path_on_disk).into();
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

/// Where a project's own settings say its terms: file and line. Files of terms count where they lie in the project.
pub(super) fn own_terms(own: &Settings, root: Option<&Path>) -> Result<HashSet<(String, u32)>, Problem> {
    let effective = own.effective(|_| false);
    let mut out = HashSet::new();
    for (list, files) in [("words", "words-file"), ("names", "names-file")] {
        let of_others: HashSet<String> = effective
            .texts(files)
            .into_iter()
            .map(|(path, folder)| folder.join(&path.value))
            .filter(|path| root.is_none_or(|root| !path.canonicalize().is_ok_and(|path| path.starts_with(root))))
            .map(|path| discover::shown(&path))
            .collect();
        let said = terms(&effective, list, files)?
            .into_iter()
            .filter_map(|said| Some((said.origin.file.to_string(), said.origin.line?)));
        out.extend(said.filter(|(file, _)| !of_others.contains(file)));
    }
    Ok(out)
}
