//! `morat check --watch`: checks again whenever a file changes.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher};

use super::args::{Args, Check};
use super::outcome::{Failure, Status};
use super::{check, say};
use crate::problem::Problem;
use crate::project::Workspace;
use crate::project::discover::{FILE_NAME, FOLDER_NAME};

/// How long nothing may change before files are read: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Checks on every change until the program is ended.
pub(super) fn run(check: &Check, args: &Args) -> Result<Status, Failure> {
    let (changes, changed) = mpsc::channel();
    let fail = |error: notify::Error| {
        Failure::from(Problem::new(format!("không theo dõi được tệp: {error}"), format!("cannot watch files: {error}")))
    };
    let mut written: Vec<PathBuf> = check.written().map(Path::to_owned).collect();
    // Standard output may be a file in the watched folder; a pipe has no path.
    written.extend(std::fs::canonicalize("/dev/stdout").ok());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Ok(event) = event
            && !event.kind.is_access()
        {
            let _ = changes.send(event.paths);
        }
    })
    .map_err(fail)?;
    for path in &check.paths {
        if path == Path::new("-") {
            return Err(Failure::from(Problem::new(
                "--watch theo dõi tệp và thư mục, không theo dõi đầu vào chuẩn",
                "--watch watches files and folders, not standard input",
            )));
        }
        // An editor that replaces a file leaves a watch on the file behind; its folder sees both.
        let folder = match path.is_dir() {
            true => path.as_path(),
            false => path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        };
        let mode = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode).map_err(fail)?;
    }
    loop {
        if io::stdout().is_terminal() {
            // The screen, and what has scrolled out of it.
            print!("\x1b[2J\x1b[3J\x1b[H");
        }
        match check::run(check, args) {
            Err(Failure::Problem(problem)) => say::complain(problem),
            other => drop(other?),
        }
        say::complain(Problem::new("đang chờ thay đổi (Ctrl-C để thôi)", "waiting for changes (Ctrl-C ends)"));
        io::stdout().flush()?;
        // Only what a run reads: what it writes itself, or what others write beside it, would begin it again for ever.
        let workspace = Workspace::open(check.common.overrides()).ok();
        loop {
            let Ok(paths) = changed.recv() else { return Ok(Status::Clean) };
            if paths.iter().any(|path| matters(path, check, workspace.as_ref(), &written)) {
                break;
            }
        }
        while changed.recv_timeout(QUIET).is_ok() {}
    }
}

/// Whether a run depends on this path: a text, settings, or a file in a `.morat` folder.
fn matters(path: &Path, check: &Check, workspace: Option<&Workspace>, written: &[PathBuf]) -> bool {
    let name = path.file_name().unwrap_or_default();
    if name.to_string_lossy().starts_with(".morat-") || written.iter().any(|file| file.file_name() == Some(name)) {
        return false;
    }
    let settings = [FILE_NAME, "pyproject.toml", "package.json", ".moratignore", ".gitignore"];
    if settings.iter().any(|known| name == *known) || path.iter().any(|part| part == FOLDER_NAME) {
        return true;
    }
    if check.paths.iter().any(|named| named.file_name() == Some(name)) {
        return true;
    }
    let Some(workspace) = workspace else { return true };
    let place = workspace.place(path);
    workspace.project(&place).is_ok_and(|project| project.includes(&place) && !project.excludes_file(&place))
}
