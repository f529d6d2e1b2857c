//! Expands paths to files: those that are given, and those found in given folders, each with its project.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Walk;

use super::files::{self, Input};
use super::say;
use super::unusable::Unusable;
use crate::document::{Document, Expected, Format, Options};
use crate::problem::{Bilingual, Problem};
use crate::project::{FileLinter, Project, Workspace, disk, is_file, walk};

/// A file to be checked, with its settings.
pub(super) struct Job {
    pub input: Input,
    /// What is known of its format before it is read.
    pub expected: Expected,
    /// Its path with the links of its folder resolved.
    pub place: PathBuf,
    pub project: Arc<Project>,
    pub checker: Arc<FileLinter>,
}

impl Job {
    /// The options of formats.
    pub fn options(&self) -> &Arc<Options> {
        match &self.input {
            Input::Block(block) => &block.options,
            _ => &self.checker.options,
        }
    }

    /// Reads the file, and finds its format.
    ///
    /// # Errors
    /// Names the file, which cannot be read or is of a kind that morat does not read.
    pub fn read(&self) -> Result<Content, Problem> {
        let bytes = files::read(&self.input)?;
        let format = self.expected.format(&bytes).map_err(|error| error.in_file(self.input.name()))?;
        Ok(Content { bytes, format })
    }
}

/// What is in a file.
pub(super) struct Content {
    pub bytes: Vec<u8>,
    pub format: Format,
}

impl Content {
    /// The document that it is.
    ///
    /// # Errors
    /// Names the file, if the bytes are no file of the format.
    pub fn document(&self, job: &Job) -> Result<Document<'_>, Problem> {
        let document = Document::open(&self.bytes, self.format, job.options());
        document.map_err(|error| error.in_file(job.input.name()))
    }
}

/// An iterator over the files of paths: files as they are, folders walked by name, `-` once. Nothing is collected: an
/// archive of a million files is walked while it is checked.
pub(super) struct Inputs {
    workspace: Arc<Workspace>,
    paths: VecDeque<PathBuf>,
    stdin_name: Option<String>,
    force_exclude: bool,
    walk: Option<InFolder>,
    /// Files that were given already: a file that is given twice, or given and inside a given folder, is one file.
    /// `None` if one path is given.
    seen: Option<HashSet<PathBuf>>,
    /// Problems with settings that were reported, so that each is reported once.
    told: HashSet<Problem>,
}

struct InFolder {
    folder: PathBuf,
    walk: Walk,
    found: usize,
}

impl Inputs {
    pub fn new(
        workspace: &Arc<Workspace>,
        paths: &[PathBuf],
        stdin_name: Option<&String>,
        force_exclude: bool,
    ) -> Inputs {
        Inputs {
            workspace: Arc::clone(workspace),
            paths: paths.iter().cloned().collect(),
            stdin_name: stdin_name.cloned(),
            force_exclude,
            walk: None,
            seen: (paths.len() > 1).then(HashSet::new),
            told: HashSet::new(),
        }
    }

    fn is_new(&mut self, path: &Path) -> bool {
        self.seen.as_mut().is_none_or(|seen| seen.insert(path.to_owned()))
    }

    /// The job for an input; `None` if its settings cannot be used and that was reported.
    fn job(&mut self, input: Input, place: PathBuf) -> Option<Result<Job, Unusable>> {
        let made = self.workspace.project(&place).and_then(|project| {
            let checker = project.checker(&place)?;
            Ok((project, checker))
        });
        match made {
            Ok((project, checker)) => {
                let expected = Expected::of(&input.name(), &checker.options);
                Some(Ok(Job { input, expected, place, project, checker }))
            }
            Err(problem) => self.told.insert(problem.clone()).then_some(Err(Unusable::Settings(problem))),
        }
    }

    /// The next file of the folder that is walked.
    fn next_in_folder(&mut self) -> Option<Result<Job, Unusable>> {
        loop {
            let in_folder = self.walk.as_mut()?;
            let Some(entry) = in_folder.walk.next() else {
                if in_folder.found == 0 {
                    let nothing = Problem::new(
                        "thư mục không có tệp nào để soát (mặc định: .txt, .md, .html, .docx, …; xem “include”)",
                        "no file to check in this folder (by default .txt, .md, .html, .docx, …; see “include”)",
                    );
                    say::complain(nothing.in_file(in_folder.folder.display().to_string()));
                }
                self.walk = None;
                return None;
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let folder = in_folder.folder.display().to_string();
                    return Some(Err(Problem::from(said_by_walk(&error)).in_file(folder).into()));
                }
            };
            if !is_file(&entry) {
                continue;
            }
            let path = plain(entry.path());
            let place = self.workspace.place(&path);
            match self.workspace.project(&place) {
                Ok(project) if !project.includes(&place) => continue,
                _ => {}
            }
            if let Some(in_folder) = self.walk.as_mut() {
                in_folder.found += 1;
            }
            if self.is_new(&place)
                && let Some(job) = self.job(Input::File(path), place)
            {
                return Some(job);
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Job, Unusable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(job) = self.next_in_folder() {
                return Some(job);
            }
            let path = self.paths.pop_front()?;
            if path == Path::new("-") {
                let name = self.stdin_name.clone();
                let place = self.workspace.place(Path::new(name.as_deref().unwrap_or("-")));
                if !leaves_out_stdin(&self.workspace, name.as_deref(), self.force_exclude)
                    && self.is_new(&path)
                    && let Some(job) = self.job(Input::Stdin(name), place)
                {
                    return Some(job);
                }
            } else if path.is_dir() {
                let folder = self.workspace.folder(&path);
                let project = self.workspace.project_of(&folder);
                if self.force_exclude && project.is_ok_and(|project| project.excludes_folder(&folder)) {
                    continue;
                }
                let walk = walk(&path, &self.workspace);
                self.walk = Some(InFolder { folder: path, walk, found: 0 });
            } else {
                let path = plain(&path);
                let place = self.workspace.place(&path);
                let left_out = self.force_exclude
                    && self.workspace.project(&place).is_ok_and(|project| project.excludes_file(&place));
                if !left_out
                    && self.is_new(&place)
                    && let Some(job) = self.job(Input::File(path), place)
                {
                    return Some(job);
                }
            }
        }
    }
}

/// Whether standard input has the name of a file that the settings exclude, and exclusion is forced.
pub(super) fn leaves_out_stdin(workspace: &Workspace, name: Option<&str>, force_exclude: bool) -> bool {
    name.filter(|_| force_exclude).is_some_and(|name| {
        let place = workspace.place(Path::new(name));
        workspace.project(&place).is_ok_and(|project| project.excludes_file(&place))
    })
}

/// The message for a folder that cannot be entered.
fn said_by_walk(error: &ignore::Error) -> Bilingual {
    let path = match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => match &**err {
            ignore::Error::WithPath { path, .. } => Some(path),
            _ => None,
        },
        _ => None,
    };
    match (error.io_error().map(disk::said), path.map(|path| path.display())) {
        (Some(said), Some(path)) => Bilingual::new(format!("{path}: {}", said.vi), format!("{path}: {}", said.en)),
        _ => Bilingual::same(error.to_string()),
    }
}

/// A path without `./` at its start.
pub(super) fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}
