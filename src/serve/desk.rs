//! The settings by which texts are judged, and the linters made of them: read once, shared by all requests, and read anew when
//! a file of them has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::choice::Choice;
use super::{Note, Start};
use crate::linter::Worker;
use crate::problem::{Bilingual, Problem};
use crate::project::discover::{self, FOLDER_NAME, SETTINGS_FILES};
use crate::project::{FileLinter, Overrides, Project, Workspace, disk};

/// How many choices of rules are kept ready. A program makes the same one again and again.
const MOST_CHOICES: usize = 32;

/// The settings that hold for a text that lies in the server's folder, as far as it lies anywhere.
pub struct Settings {
    /// The project.
    pub project: Arc<Project>,
    /// Its linter.
    pub linter: Arc<FileLinter>,
    /// The path of a file in the folder, which need not exist.
    pub place: PathBuf,
}

/// Hands out settings.
pub struct Desk {
    overrides: Overrides,
    folder: PathBuf,
    log: fn(Note),
    known: Mutex<Known>,
    /// Buffers that no request is using at the moment.
    workers: Mutex<Vec<Worker>>,
    /// Word lists are changed one after the other.
    editing: Mutex<()>,
}

struct Known {
    /// The settings without any choice.
    usual: Arc<Settings>,
    chosen: HashMap<Choice, Arc<Settings>>,
    /// The files that they were read from or would be, each with its state.
    files: Vec<(PathBuf, disk::FileState)>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Reads settings.
fn read(overrides: Overrides, folder: &Path) -> Result<Settings, Problem> {
    let workspace = Workspace::open(overrides)?;
    let place = workspace.place(&folder.join("-"));
    let project = workspace.project(&place)?;
    let linter = project.checker(&place)?;
    Ok(Settings { project, linter, place })
}

impl Desk {
    /// A desk for the working folder.
    ///
    /// # Errors
    /// If the settings there cannot be used.
    pub fn open(start: &Start) -> Result<Desk, Problem> {
        // A baseline is about files, and what comes here is none.
        let overrides = Overrides { without_baselines: true, ..start.overrides.clone() };
        let folder = std::env::current_dir().map_err(|error| disk::said(&error))?;
        let usual = Arc::new(read(overrides.clone(), &folder)?);
        let known = Known { files: files(&usual, &folder, &overrides), usual, chosen: HashMap::new() };
        let (known, workers, editing) = (Mutex::new(known), Mutex::default(), Mutex::default());
        Ok(Desk { overrides, folder, log: start.log, known, workers, editing })
    }

    /// The settings without any choice.
    pub fn usual(&self) -> Arc<Settings> {
        Arc::clone(&self.fresh().usual)
    }

    /// The settings with a choice of rules.
    ///
    /// # Errors
    /// If the settings cannot be used with it.
    pub fn settings(&self, choice: &Choice) -> Result<Arc<Settings>, Problem> {
        let mut known = self.fresh();
        if *choice == Choice::default() {
            return Ok(Arc::clone(&known.usual));
        }
        if let Some(settings) = known.chosen.get(choice) {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(read(choice.above(&self.overrides), &self.folder)?);
        if known.chosen.len() >= MOST_CHOICES {
            known.chosen.clear();
        }
        known.chosen.insert(choice.clone(), Arc::clone(&settings));
        Ok(settings)
    }

    /// What is known, read anew if a file has changed. Settings that cannot be used are told once, and the last good ones stay.
    fn fresh(&self) -> MutexGuard<'_, Known> {
        let mut known = lock(&self.known);
        if known.files.iter().all(|(path, was)| disk::state(path) == *was) {
            return known;
        }
        match read(self.overrides.clone(), &self.folder) {
            Ok(usual) => {
                let usual = Arc::new(usual);
                let files = files(&usual, &self.folder, &self.overrides);
                *known = Known { files, usual, chosen: HashMap::new() };
                (self.log)(Note::News(Bilingual::fixed("đã đọc lại thiết lập", "the settings were read again")));
            }
            Err(problem) => {
                for (path, was) in &mut known.files {
                    *was = disk::state(path);
                }
                (self.log)(Note::Trouble(problem));
            }
        }
        known
    }

    /// Whether settings files are read at all.
    pub fn reads_files(&self) -> bool {
        !self.overrides.isolated
    }

    /// Calls `work` with buffers that are free, or with new ones. After a panic they are gone, and nobody misses them.
    pub fn with_worker<T>(&self, work: impl FnOnce(&mut Worker) -> T) -> T {
        let mut worker = lock(&self.workers).pop().unwrap_or_default();
        let done = work(&mut worker);
        lock(&self.workers).push(worker);
        done
    }

    /// Calls `work` while nobody else changes a word list.
    pub fn editing<T>(&self, work: impl FnOnce() -> T) -> T {
        let _turn = lock(&self.editing);
        work()
    }
}

/// The files by which texts are judged, those that would be if they existed among them, each with its state.
fn files(settings: &Settings, folder: &Path, overrides: &Overrides) -> Vec<(PathBuf, disk::FileState)> {
    let project = &settings.project;
    let mut paths = project.files();
    paths.extend(project.own_rules().map(PathBuf::from));
    paths.extend(overrides.config.iter().map(PathBuf::from).filter(|path| path.is_file()));
    if !overrides.isolated {
        paths.extend(discover::user_path());
        // A folder further down may get settings of its own, and then those count.
        for above in folder.ancestors() {
            paths.extend(SETTINGS_FILES.into_iter().chain([FOLDER_NAME]).map(|name| above.join(name)));
            if project.root.as_deref() == Some(above) {
                break;
            }
        }
    }
    paths.extend(project.root.iter().map(|root| root.join(FOLDER_NAME).join("rules")));
    paths.sort();
    paths.dedup();
    paths.into_iter().map(|path| (path.clone(), disk::state(&path))).collect()
}
