//! Globs in settings, written as in `.gitignore`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::Said;
use crate::problem::{Bilingual, Problem};

/// The name of files with globs that morat leaves out, in their folder and below.
pub(super) const IGNORE_NAME: &str = ".moratignore";

/// Compiles globs that count from a folder.
pub(super) fn globs<'g>(
    folder: &Path,
    globs: impl IntoIterator<Item = (&'g str, Option<&'g Said<String>>)>,
) -> Result<Gitignore, Problem> {
    let mut builder = GitignoreBuilder::new(folder);
    let _ = builder.case_insensitive(true);
    for (glob, said) in globs {
        if glob.matches('[').count() > glob.matches(']').count() && !glob.contains("\\[") {
            // Git takes it for a bracket; it is more likely a slip, and would silently match nothing.
            return Err(unusable(glob, "unclosed [", said));
        }
        builder.add_line(None, glob).map_err(|error| unusable(glob, &error.to_string(), said))?;
    }
    builder.build().map_err(|error| Bilingual::same(error.to_string()).into())
}

fn unusable(glob: &str, why: &str, said: Option<&Said<String>>) -> Problem {
    let (vi, en) = (format!("mẫu đường dẫn “{glob}” viết sai: {why}"), format!("a bad glob “{glob}”: {why}"));
    match said {
        Some(said) => said.error(vi, en),
        None => Problem::new(vi, en),
    }
}

/// Compiles globs from settings, which know their origin.
pub(super) fn globs_said<'g>(
    folder: &Path,
    said: impl IntoIterator<Item = &'g Said<String>>,
) -> Result<Gitignore, Problem> {
    globs(folder, said.into_iter().map(|said| (said.value.as_str(), Some(said))))
}

/// Matching a path itself, or the folders above it.
pub(super) trait Matches {
    fn covers(&self, place: &Path, is_dir: bool) -> bool;
}

impl Matches for Gitignore {
    fn covers(&self, place: &Path, is_dir: bool) -> bool {
        match place.starts_with(self.path()) {
            true => self.matched_path_or_any_parents(place, is_dir).is_ignore(),
            // A file outside the folder of the globs has no path from there, but a name.
            false => place.file_name().is_some_and(|name| self.matched(name, is_dir).is_ignore()),
        }
    }
}

/// Whether a `.moratignore` in a folder above leaves a file out; the nearest one decides.
#[cfg(feature = "lsp")]
pub(super) fn ignored_above(place: &Path) -> bool {
    for folder in place.ancestors().skip(1) {
        let file = folder.join(IGNORE_NAME);
        if !file.is_file() {
            continue;
        }
        let (globs, _) = Gitignore::new(&file);
        if globs.covers(place, false) {
            return true;
        }
        if globs.matched_path_or_any_parents(place, false).is_whitelist() {
            return false;
        }
    }
    false
}
