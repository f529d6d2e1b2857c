//! Checks all files of the open folders, when somebody asks for it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::check::{self, Found};
use super::session::{Session, Settings};
use crate::document::{Document, Expected};
use crate::linter::Worker;
use crate::problem::Problem;
use crate::project::{is_file, panics, walk};

/// The greatest length of a file that is read, in bytes. Nobody writes a longer one in an editor.
const LONGEST: u64 = 16 << 20;

/// A file that was checked.
pub struct Swept {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What was found.
    pub found: Vec<Found>,
    /// How many files have been checked, and how many there are.
    pub done: (usize, usize),
}

/// The folders that are not swept: the user's own, and those that hold it. There everything lies.
pub fn is_too_wide(root: &Path) -> bool {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let root = real(root);
    root.parent().is_none() || home.is_some_and(|home| real(&home).starts_with(&root))
}

/// Checks the files of the open folders but those in `open`, and hands each over. Ends early when `cancelled`; gives back the
/// files that cannot be read, with the reason.
pub fn sweep(
    session: &Session,
    open: &HashSet<PathBuf>,
    cancelled: &AtomicBool,
    worker: &mut Worker,
    mut each: impl FnMut(Swept),
) -> Vec<Problem> {
    let is_over = || cancelled.load(Ordering::Relaxed);
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for root in session.roots.iter().filter(|root| !is_too_wide(root)) {
        for entry in walk(root, &session.workspace).flatten().filter(is_file) {
            if is_over() {
                return Vec::new();
            }
            let place = session.workspace.place(entry.path());
            let reads = session.project(place.parent().unwrap_or(&place)).is_ok_and(|project| project.includes(&place));
            if reads && !open.contains(&place) && seen.insert(place.clone()) {
                files.push((entry.into_path(), place));
            }
        }
    }
    let mut failed = Vec::new();
    let all = files.len();
    for (at, (path, place)) in files.into_iter().enumerate() {
        if is_over() {
            break;
        }
        let name = path.display().to_string();
        let checked = panics::caught(|| one(session, &path, place, worker)).unwrap_or_else(|at| {
            *worker = Worker::default();
            Err(Problem::from(panics::fault(&at)))
        });
        match checked {
            Ok(Some((text, found))) => each(Swept { path, text, found, done: (at + 1, all) }),
            Ok(None) => {}
            Err(problem) => failed.push(problem.in_file(name)),
        }
    }
    failed
}

/// The text of a file and what was found in it; `None` if it is no text.
fn one(
    session: &Session,
    path: &Path,
    place: PathBuf,
    worker: &mut Worker,
) -> Result<Option<(String, Vec<Found>)>, Problem> {
    let project = session.project(place.parent().unwrap_or(&place))?;
    let linter = project.checker(&place)?;
    let expected = Expected::of(&path.display().to_string(), &linter.options);
    let is_long = fs::metadata(path).is_ok_and(|metadata| metadata.len() > LONGEST);
    if is_long || matches!(expected, Expected::Named(format) | Expected::Known(format) if format.is_container()) {
        return Ok(None);
    }
    let bytes = fs::read(path).map_err(|error| Problem::from(crate::project::disk::said(&error)))?;
    let format = expected.format(&bytes)?;
    if format.is_container() {
        return Ok(None);
    }
    let options = Arc::clone(&linter.options);
    let settings = Settings { project, linter, place, format, options };
    let document = Document::open(bytes, format, &settings.options)?;
    let found = check::check_listed(&settings, &document, worker)?;
    Ok(Some((document.listing().to_owned(), found)))
}
