//! Files that morat itself writes into a project: the baseline and the ignore list.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::fence::Fence;
use super::{discover, disk, write};
use crate::config::baseline::Baseline;
use crate::config::{Effective, IgnoreList, Ignored};
use crate::problem::Problem;

/// A baseline with the path of its file.
pub struct KnownFindings {
    /// The path of the file.
    pub path: PathBuf,
    /// The known findings.
    pub baseline: Baseline,
}

/// The path of the ignore list, whether it exists or not.
pub fn ignore_path(root: &Path) -> PathBuf {
    root.join(discover::FOLDER_NAME).join("ignore.jsonl")
}

/// The path of the baseline, whether it exists or not.
pub(super) fn baseline_path(root: &Path, general: &Effective<'_>) -> PathBuf {
    match general.text("baseline") {
        Some((path, _, folder)) => folder.join(path),
        None => root.join(discover::FOLDER_NAME).join("baseline.jsonl"),
    }
}

/// Reads the baseline of a project, if it has one and it is `wanted`, and its ignore list.
///
/// # Errors
/// If one of them cannot be read, or lies outside of the `fence`.
pub(super) fn read(
    root: &Path,
    general: &Effective<'_>,
    fence: Option<&Fence>,
    wanted: bool,
) -> Result<(Option<KnownFindings>, IgnoreList), Problem> {
    // Their names are fixed, but a repository may have links of these names.
    let folder = root.join(discover::FOLDER_NAME);
    let [standard, ignored] = [folder.join("baseline.jsonl"), ignore_path(root)];
    for path in [&folder, &standard, &ignored] {
        fence.map_or(Ok(()), |fence| fence.within(path))?;
    }
    let path = baseline_path(root, general);
    let wanted = wanted && path.exists();
    let baseline = wanted.then(|| read_baseline(path, root)).transpose()?;
    Ok((baseline, read_ignored(&ignored)?))
}

/// Reads a baseline, and marks which of its files are deleted.
///
/// # Errors
/// If it cannot be read, or has another format version.
pub fn read_baseline(path: PathBuf, root: &Path) -> Result<KnownFindings, Problem> {
    let shown = disk::shown(&path);
    let text = fs::read_to_string(&path).map_err(|error| disk::problem(&*shown, &error))?;
    let mut baseline = Baseline::parse(&shown, &text)?;
    let gone: Vec<String> = baseline.paths().filter(|path| !root.join(path).exists()).map(str::to_owned).collect();
    gone.iter().for_each(|path| baseline.note_gone(path));
    Ok(KnownFindings { path, baseline })
}

/// Adds findings to the ignore list at a path, which need not exist, and gives the list back. It is read anew: someone else
/// may have added to it meanwhile.
///
/// # Errors
/// If it cannot be read or written, or a line is invalid; only of a line the problem says where.
pub fn add_ignored(path: &Path, entries: impl IntoIterator<Item = Ignored>) -> Result<IgnoreList, Problem> {
    let failed = |error: io::Error| Problem::from(disk::said(&error));
    let now = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(failed)?,
    };
    let mut list = IgnoreList::parse(&path.display().to_string(), &now)?;
    entries.into_iter().for_each(|entry| list.append(entry));
    write::replace(path, list.text().as_bytes()).map_err(failed)?;
    Ok(list)
}

/// Reads the ignore list; empty if there is none.
///
/// # Errors
/// If it cannot be read, or a line is invalid.
pub fn read_ignored(path: &Path) -> Result<IgnoreList, Problem> {
    let shown = disk::shown(path);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(IgnoreList::default()),
        read => read.map_err(|error| disk::problem(&*shown, &error))?,
    };
    IgnoreList::parse(&shown, &text)
}
