//! What morat itself writes into a project: the baseline and the list of what to ignore.

use std::fs;
use std::path::{Path, PathBuf};

use super::project::Project;
use super::{files, write};
use crate::config::IgnoreList;
use crate::config::baseline::Baseline;
use crate::config::discover;
use crate::problem::Problem;
use crate::report::Lang;

/// The baseline of a project, and its file.
pub(super) struct KnownFindings {
    pub path: PathBuf,
    pub baseline: Baseline,
}

/// Reads a baseline, and notes which of its files are gone.
///
/// # Errors
/// If it cannot be read, or is none of this version.
pub(super) fn read_baseline(path: PathBuf, root: &Path) -> Result<KnownFindings, Problem> {
    let shown = discover::shown(&path);
    let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
    let mut baseline = Baseline::parse(&shown, &text)?;
    let gone: Vec<String> = baseline.paths().filter(|path| !root.join(path).exists()).map(str::to_owned).collect();
    gone.iter().for_each(|path| baseline.note_gone(path));
    Ok(KnownFindings { path, baseline })
}

/// The list of what to ignore; empty where there is none.
///
/// # Errors
/// If it cannot be read, or a line of it is none.
pub(super) fn read_ignored(path: &Path) -> Result<IgnoreList, Problem> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(IgnoreList::default()),
        read => read.map_err(|error| unusable(path, &error))?,
    };
    IgnoreList::parse(&discover::shown(path), &text)
}

fn unusable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::from(files::said(error)).in_file(discover::shown(path))
}

/// Takes out of a baseline what has been put right since: it shrinks by itself. In CI nothing is written, and the run fails,
/// so that whoever put things right records it. `whole` says whether the run was over the whole project. True if it fails.
pub(super) fn settle_baseline(
    path: &Path,
    project: &Project,
    mut baseline: Baseline,
    whole: bool,
    quiet: bool,
    lang: Lang,
) -> Result<bool, Problem> {
    let before = baseline.clone();
    let gone = baseline.shrink(whole, |rule| project.looks_for(rule, before.strict));
    if baseline.to_text() == before.to_text() {
        return Ok(false);
    }
    let shown = discover::shown(path);
    if in_ci() && gone == 0 {
        // Files have other names, known findings have other neighbours: that is nobody's debt.
        return Ok(false);
    }
    if in_ci() {
        super::complain(match lang {
            Lang::Vi => format!(
                "{shown}: {gone} chỗ trong tệp nền đã được sửa mà tệp nền chưa ghi lại; hãy chạy morat check ở máy mình rồi commit tệp này"
            ),
            Lang::En => format!(
                "{shown}: {gone} known findings have been put right and are still in the baseline; run morat check on your machine and commit this file"
            ),
        });
        return Ok(true);
    }
    project.may_write(path)?;
    write::replace(path, baseline.to_text().as_bytes()).map_err(|error| unusable(path, &error))?;
    if quiet {
        return Ok(false);
    }
    super::complain(match lang {
        Lang::Vi if gone == 0 => format!("{shown}: đã theo tên mới của tệp và chữ mới bên cạnh những chỗ đã biết"),
        Lang::En if gone == 0 => format!("{shown}: follows new names of files and new words beside what is known"),
        Lang::Vi => format!("{shown}: bỏ {gone} chỗ đã được sửa, còn {}", baseline.len()),
        Lang::En => format!("{shown}: {gone} put right and taken out, {} left", baseline.len()),
    });
    Ok(false)
}

/// Whether this is a run of continuous integration: what runs it says so by `CI`.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
