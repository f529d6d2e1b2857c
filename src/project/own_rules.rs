//! The rules of a project: the embedded ones, and those in its own files.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fence::Fence;
use super::{discover, disk};
use crate::problem::Problem;
use crate::rules::declarative::RuleFile;
use crate::rules::{Meta, Registry};

/// The greatest number of rule files of a project: no organisation has more, and whoever clones a project has not
/// counted them.
const MOST_FILES: usize = 200;

/// All rules of a project.
pub(super) struct Rules {
    pub registry: Arc<Registry>,
    /// Its own files: path as it is shown, and text.
    pub files: Vec<(String, String)>,
    own: HashSet<String>,
}

impl Rules {
    /// The rules of the project in a folder; the embedded ones if it has none of its own.
    ///
    /// # Errors
    /// A file that cannot be read or used.
    pub fn of(root: Option<&Path>, fence: Option<&Fence>) -> Result<Rules, Problem> {
        let files = root.map_or_else(|| Ok(Vec::new()), |root| read(root, fence))?;
        if files.is_empty() {
            return Ok(Rules { registry: Arc::clone(Registry::shared()), files, own: HashSet::new() });
        }
        let read = files.iter().map(|(path, text)| RuleFile::read(path, text)).collect::<Result<Vec<_>, Problem>>()?;
        let own = read.iter().map(|file| file.rule().to_owned()).collect();
        Ok(Rules { registry: Arc::new(Registry::with_own(read)?), files, own })
    }

    /// Whether a rule is one of the project's own.
    pub fn is_own(&self, meta: &Meta) -> bool {
        self.own.contains(meta.name.as_ref())
    }
}

/// The rule files of a project in the order of their names: path as it is shown, and text.
fn read(root: &Path, fence: Option<&Fence>) -> Result<Vec<(String, String)>, Problem> {
    let folder = root.join(discover::FOLDER_NAME).join("rules");
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    if paths.len() > MOST_FILES {
        let (vi, en) = (
            format!("có {} tệp quy tắc, nhiều nhất là {MOST_FILES}", paths.len()),
            format!("{} rule files, and at most {MOST_FILES} are read", paths.len()),
        );
        return Err(Problem::at(disk::shown(&folder), None, vi, en));
    }
    let read = |path: &PathBuf| {
        fence.map_or(Ok(()), |fence| fence.within(path))?;
        Ok((disk::shown(path), discover::text(path)?))
    };
    paths.iter().map(read).collect()
}
