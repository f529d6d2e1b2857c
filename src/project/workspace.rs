//! Finds the settings for each file: projects are searched from the file upwards, read once, and shared.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::dictionaries::StampedDictionaries;
use super::discover::{self, ProjectRoot};
use super::fence::Fence;
use super::folder::Project;
use super::overrides::Overrides;
use super::own_rules::Rules;
use super::reach::Reach;
use super::scope::Scope;
use super::{disk, notes, terms};
use crate::config::node::Node;
use crate::config::{Effective, Layer, Settings};
use crate::problem::Problem;

/// A project, or the problem for which it cannot be used.
type ProjectResult = Result<Arc<Project>, Problem>;

/// All projects of a run.
pub struct Workspace {
    overrides: Arc<Overrides>,
    /// The layers of the user's settings.
    user: Vec<Layer>,
    /// The layers of [`Overrides::config`].
    given: Vec<Layer>,
    known: Mutex<Loaded>,
}

/// Everything that was read so far.
#[derive(Default)]
struct Loaded {
    /// Folders as they were named → with links resolved.
    real: HashMap<PathBuf, PathBuf>,
    /// Folders with links resolved → the project root in force there.
    found: HashMap<PathBuf, Option<ProjectRoot>>,
    /// Projects by their root.
    projects: HashMap<Option<PathBuf>, ProjectResult>,
    dictionaries: HashMap<PathBuf, StampedDictionaries>,
}

impl Loaded {
    fn real(&mut self, folder: &Path) -> PathBuf {
        let real =
            || fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned());
        self.real.entry(folder.to_owned()).or_insert_with(real).clone()
    }

    /// The project root in force in a folder.
    fn find(&mut self, folder: &Path) -> Result<Option<ProjectRoot>, Problem> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.found.get(folder) {
                found = known.clone();
                break;
            }
            passed.push(folder.to_owned());
            found = discover::at(folder)?;
            if found.is_some() {
                break;
            }
        }
        self.found.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }
}

/// The dictionaries that the settings name, or those inside the program.
fn dictionaries(
    known: &mut HashMap<PathBuf, StampedDictionaries>,
    general: &Effective<'_>,
) -> Result<StampedDictionaries, Problem> {
    let Some((path, _, folder)) = general.text("dictionaries") else { return Ok(StampedDictionaries::carried()) };
    let path = folder.join(path);
    if let Some(stamped) = known.get(&path) {
        return Ok(stamped.clone());
    }
    let stamped = StampedDictionaries::read(&path)?;
    known.insert(path, stamped.clone());
    Ok(stamped)
}

impl Workspace {
    /// Reads what does not depend on the files: the user's settings and those of the overrides.
    ///
    /// # Errors
    /// If one of them cannot be used.
    pub fn open(mut overrides: Overrides) -> Result<Workspace, Problem> {
        let here = std::env::current_dir().map_err(|error| disk::said(&error))?;
        let user = match discover::user_file().filter(|_| !overrides.isolated) {
            Some(file) => discover::layers(&file, None)?,
            None => Vec::new(),
        };
        let mut given = Vec::new();
        for value in &overrides.config {
            let path = Path::new(value);
            if !value.contains('=') || path.is_file() {
                given.extend(discover::layers(path, None)?);
            } else {
                let tree = Node::of_toml("--config", value)?;
                given.push(Layer::read("--config", here.clone(), &tree)?);
            }
        }
        overrides.flags.folder = here;
        Ok(Workspace { overrides: Arc::new(overrides), user, given, known: Mutex::default() })
    }

    fn known(&self) -> MutexGuard<'_, Loaded> {
        self.known.lock().unwrap_or_else(|poison| poison.into_inner())
    }

    /// The path of a file with the links of its folder resolved, and its own name.
    pub fn place(&self, path: &Path) -> PathBuf {
        let Some(name) = path.file_name() else { return path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.folder(folder).join(name)
    }

    /// A folder with links resolved.
    pub fn folder(&self, folder: &Path) -> PathBuf {
        self.known().real(folder)
    }

    /// The project of the working folder.
    ///
    /// # Errors
    /// As [`Workspace::project_of`].
    pub fn here(&self) -> Result<Arc<Project>, Problem> {
        self.project_of(&self.folder(Path::new(".")))
    }

    /// The project that a file belongs to, which is given by its [`Workspace::place`].
    ///
    /// # Errors
    /// As [`Workspace::project_of`].
    pub fn project(&self, place: &Path) -> Result<Arc<Project>, Problem> {
        self.project_of(place.parent().unwrap_or(place))
    }

    /// The project of a folder, which is given by its [`Workspace::folder`].
    ///
    /// # Errors
    /// If its settings, or anything that they name, cannot be used.
    pub fn project_of(&self, folder: &Path) -> Result<Arc<Project>, Problem> {
        let mut known = self.known();
        let found = if self.overrides.isolated { None } else { known.find(folder)? };
        let root = found.as_ref().map(|found| found.root.clone());
        if let Some(project) = known.projects.get(&root) {
            return project.clone();
        }
        let project = self.load(&mut known, found, None).map(Arc::new);
        known.projects.insert(root, project.clone());
        project
    }

    /// Tries a draft of a settings file as if it were saved.
    ///
    /// # Errors
    /// What is wrong with it, or with anything that it names.
    #[cfg(feature = "lsp")]
    pub fn try_settings(&self, file: &Path, draft: &str) -> Result<(), Problem> {
        if discover::user_path().is_some_and(|user| user == file) {
            return discover::layers_of(file, Some(draft), None).map(drop);
        }
        let place = self.place(file);
        let root = place.parent().unwrap_or(&place).to_owned();
        self.load(&mut self.known(), Some(ProjectRoot { root, file: Some(place) }), Some(draft)).map(drop)
    }

    /// Loads a project; with a draft of its settings file, as if that were saved.
    fn load(&self, known: &mut Loaded, found: Option<ProjectRoot>, draft: Option<&str>) -> Result<Project, Problem> {
        let (root, file) = found.map_or((None, None), |found| (Some(found.root), found.file));
        let users = || self.user.iter().chain(&self.given).chain([&self.overrides.flags]);
        let fence = root.as_deref().map(|root| Fence::around(root, users()));
        let own =
            file.as_ref().map(|file| discover::layers_of(file, draft, fence.as_ref())).transpose()?.unwrap_or_default();
        // Files of terms need not be read twice for a run that does not ask.
        let top = own.last().filter(|_| self.overrides.report_unused);
        let top = Settings { files: top.into_iter().cloned().collect(), ..Settings::default() };
        let own_terms = terms::own_terms(&top, root.as_deref())?;
        let files = self.user.iter().cloned().chain(own).chain(self.given.iter().cloned()).collect();
        let settings = Settings { files, flags: self.overrides.flags.clone() };
        let general = settings.effective(|_| false);
        let here = known.real(Path::new("."));
        let dictionaries = dictionaries(&mut known.dictionaries, &general)?;
        let rules = Rules::of(root.as_deref(), fence.as_ref())?;
        let scope = Scope::of(&settings, root.as_deref().unwrap_or(&here), &here)?;
        let reads_baseline = !self.overrides.isolated && !self.overrides.without_baselines;
        let (baseline, ignored) = match &root {
            Some(root) => notes::read(root, &general, fence.as_ref(), reads_baseline)?,
            None => Default::default(),
        };
        let reach = Reach::new(fence, users());
        let overrides = Arc::clone(&self.overrides);
        let checkers = Mutex::default();
        drop(general);
        let project = Project {
            root,
            file,
            settings,
            baseline,
            ignored,
            scope,
            reach,
            rules,
            dictionaries,
            own_terms,
            overrides,
            checkers,
        };
        // What is wrong with a project is said before its first file, not at the first file that an override holds for.
        project.try_all()?;
        Ok(project)
    }
}
