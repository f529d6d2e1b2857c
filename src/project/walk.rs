//! Which files of a folder are looked at.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use ignore::{DirEntry, Walk, WalkBuilder};

use super::globs::IGNORE_NAME;
use super::{Project, Workspace, disk};

/// A walk over a folder by name: all that the settings do not exclude and no `.moratignore` or `.gitignore` names, folders
/// among them. Links to folders are not followed, so there are no loops.
pub fn walk(folder: &Path, workspace: &Arc<Workspace>) -> Walk {
    let workspace = Arc::clone(workspace);
    // Several folders share a project; asking for it once a folder is enough.
    let last: Mutex<Option<(PathBuf, Arc<Project>)>> = Mutex::default();
    let keeps = move |entry: &DirEntry| {
        if entry.depth() == 0 {
            return true;
        }
        let place = workspace.place(entry.path());
        let parent = place.parent().unwrap_or(&place);
        let mut last = last.lock().unwrap_or_else(|poison| poison.into_inner());
        if last.as_ref().is_none_or(|(folder, _)| folder != parent) {
            // What is wrong with settings is said at the first file.
            let Ok(project) = workspace.project_of(parent) else { return true };
            *last = Some((parent.to_owned(), project));
        }
        let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
        last.as_ref().is_none_or(|(_, project)| !project.excludes(&place, is_dir))
    };
    let mut builder = WalkBuilder::new(folder);
    if let Some(file) = excludes_file(folder) {
        // What cannot be read ignores nothing.
        let _ = builder.git_global(false).add_ignore(file);
    }
    builder
        .require_git(false)
        .add_custom_ignore_filename(IGNORE_NAME)
        .sort_by_file_name(|a, b| a.cmp(b))
        .filter_entry(keeps)
        .build()
}

/// Whether an entry of a walk is a file that morat takes for a text. Word keeps a file beside one that is open in it.
pub fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && !entry.file_name().to_string_lossy().starts_with("~$")
}

/// The `core.excludesFile` of a folder's repository, if it is set. Only git knows all places where it may be set.
fn excludes_file(folder: &Path) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(folder).ok()?;
    folder.ancestors().find(|above| above.join(".git").exists())?;
    let mut command = Command::new("git");
    command.arg("-C").arg(&folder).args(["config", "--path", "-z", "--get", "core.excludesfile"]);
    let output = command.env("GIT_OPTIONAL_LOCKS", "0").stderr(Stdio::null()).output().ok()?;
    let path = output.stdout.split(|byte| *byte == 0).next().filter(|path| !path.is_empty())?;
    output.status.success().then(|| folder.join(disk::path_of_bytes(path)))
}
