//! Which settings hold for a document. They are read by the same rules as for `morat check`: each file by its nearest settings,
//! whatever folders the editor has open. What is no file is judged by the settings of the first of these folders.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use gen_lsp_types::Uri;

use super::{format, uri};
use crate::document::{Format, Options};
use crate::problem::Problem;
use crate::project::{FileLinter, Overrides, Project, Workspace};
use crate::text::Encoding;

/// Projects that could be used when they were last read, by the folder that was asked for.
type Good = Arc<Mutex<HashMap<PathBuf, Arc<Project>>>>;

/// The settings as they were read at one time; they are read anew by making another.
pub struct Session {
    /// The workspace; projects in it are read when they are first asked for.
    pub workspace: Arc<Workspace>,
    /// The folders that the editor has open.
    pub roots: Vec<PathBuf>,
    good: Good,
    /// What holds where there are no settings that could ever be used.
    bare: Arc<Workspace>,
}

/// What holds for a document.
#[derive(Clone)]
pub struct Settings {
    /// Its project.
    pub project: Arc<Project>,
    /// The linter with its settings.
    pub linter: Arc<FileLinter>,
    /// Its path with links resolved; for what is no file, one in the first folder.
    pub place: PathBuf,
    /// The format that it is read as.
    pub format: Format,
    /// The options of formats, for a text that is Unicode already.
    pub options: Arc<Options>,
}

impl Session {
    /// Reads the user's settings and those that the editor names. If these cannot be used, those of the session before stay in
    /// force, and the problem is given back.
    ///
    /// # Errors
    /// If not even morat's own defaults can be used.
    pub fn open(
        overrides: Overrides,
        roots: Vec<PathBuf>,
        before: Option<&Session>,
    ) -> Result<(Session, Option<Problem>), Problem> {
        let bare = match before {
            Some(before) => Arc::clone(&before.bare),
            None => Arc::new(Workspace::open(Overrides { isolated: true, ..Overrides::default() })?),
        };
        let good = before.map(|before| Arc::clone(&before.good)).unwrap_or_default();
        let (workspace, problem) = match Workspace::open(overrides) {
            Ok(workspace) => (Arc::new(workspace), None),
            Err(problem) => (before.map_or(&bare, |before| &before.workspace).clone(), Some(problem)),
        };
        Ok((Session { workspace, roots, good, bare }, problem))
    }

    /// The project of a folder as it is now.
    ///
    /// # Errors
    /// If its settings cannot be used.
    pub fn project_now(&self, folder: &Path) -> Result<Arc<Project>, Problem> {
        let folder = self.workspace.folder(folder);
        let project = self.workspace.project_of(&folder)?;
        self.good.lock().unwrap_or_else(|poison| poison.into_inner()).insert(folder, Arc::clone(&project));
        Ok(project)
    }

    /// The project of a folder: as it is now, or as it was when its settings could be used.
    ///
    /// # Errors
    /// If not even the defaults can be used.
    pub fn project(&self, folder: &Path) -> Result<Arc<Project>, Problem> {
        if let Ok(project) = self.project_now(folder) {
            return Ok(project);
        }
        let folder = self.workspace.folder(folder);
        let good = self.good.lock().unwrap_or_else(|poison| poison.into_inner()).get(&folder).cloned();
        good.map_or_else(|| self.bare.project_of(&folder), Ok)
    }

    /// The path of a document with links resolved; for what is no file, one in the first folder, or in no project.
    pub fn place(&self, uri: &Uri) -> PathBuf {
        if let Some(path) = uri::path(uri) {
            return self.workspace.place(&path);
        }
        let nowhere = || Path::new(std::path::MAIN_SEPARATOR_STR).to_owned();
        let folder = self.roots.first().map_or_else(nowhere, |root| self.workspace.folder(root));
        folder.join(uri::name(uri))
    }

    /// What holds for a document; `None` if it is left out, or is no text that morat reads.
    ///
    /// # Errors
    /// If not even the defaults can be used.
    pub fn settings(&self, uri: &Uri, language: &str) -> Result<Option<Settings>, Problem> {
        let place = self.place(uri);
        let project = self.project(place.parent().unwrap_or(&place))?;
        let linter = project.checker(&place)?;
        let Some(format) = format::of(language, &uri::name(uri), &linter.options) else { return Ok(None) };
        let is_file = uri::path(uri).is_some();
        if is_file && project.leaves_out(&place) || format::is_data(format) && !(is_file && project.includes(&place)) {
            return Ok(None);
        }
        let options = Options { encoding: Some(Encoding::Utf8), ..(*linter.options).clone() };
        Ok(Some(Settings { project, linter, place, format, options: Arc::new(options) }))
    }

    /// The open folder that a path lies in; the innermost, if there are several.
    pub fn root_of(&self, path: &Path) -> Option<&Path> {
        let path = self.workspace.place(path);
        let holding = self.roots.iter().filter(|root| path.starts_with(self.workspace.folder(root)));
        holding.max_by_key(|root| root.components().count()).map(PathBuf::as_path)
    }
}
