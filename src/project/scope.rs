//! Which files belong to a project: which are read, which are left out, and which overrides apply to them.

use std::path::Path;

use ignore::gitignore::Gitignore;

use super::globs::{Matches, globs, globs_said};
use crate::config::{Settings, keys};
use crate::problem::Problem;

/// The globs of a project.
pub(super) struct Scope {
    include: Gitignore,
    /// Globs of settings, which count from the project root, and globs of flags, which count from the working folder.
    exclude: [Gitignore; 2],
    overrides: Vec<Gitignore>,
}

impl Scope {
    /// Compiles the globs of settings, which count from the folder `base`; those of flags count from `here`.
    ///
    /// # Errors
    /// The first invalid glob.
    pub fn of(settings: &Settings, base: &Path, here: &Path) -> Result<Scope, Problem> {
        let general = settings.effective(|_| false);
        let said = |key| general.texts(key).into_iter().map(|(said, _)| said);
        let include = match said("include").collect::<Vec<_>>() {
            given if given.is_empty() => globs(base, keys::default_texts("include").map(|glob| (glob, None)))?,
            given if given.iter().all(|said| said.is_of_flag()) => globs_said(here, given)?,
            given => globs_said(base, given)?,
        };
        let (by_flag, by_file) = said("exclude").partition::<Vec<_>, _>(|said| said.is_of_flag());
        let exclude = [globs_said(base, by_file)?, globs_said(here, by_flag)?];
        // A file that several projects extend speaks of the paths of each.
        let overrides = settings.overrides().map(|one| globs_said(base, &one.paths));
        Ok(Scope { include, exclude, overrides: overrides.collect::<Result<_, Problem>>()? })
    }

    /// Whether a file found in a folder is read.
    pub fn includes(&self, place: &Path) -> bool {
        self.include.covers(place, false)
    }

    /// Whether a file or folder is left out in a walk.
    pub fn excludes(&self, place: &Path, is_dir: bool) -> bool {
        self.exclude.iter().any(|globs| globs.matched(place, is_dir).is_ignore())
    }

    /// Whether a file is left out by itself or by a folder above it.
    pub fn excludes_below(&self, place: &Path, is_dir: bool) -> bool {
        self.exclude.iter().any(|globs| globs.covers(place, is_dir))
    }

    /// For each override whether it applies to a file.
    pub fn holding(&self, place: &Path) -> Vec<bool> {
        self.overrides.iter().map(|globs| globs.covers(place, false)).collect()
    }

    /// The number of overrides.
    pub fn overrides(&self) -> usize {
        self.overrides.len()
    }
}
