//! Which files may be written because settings name them.

use std::path::{Path, PathBuf};

use super::disk;
use super::fence::Fence;
use crate::config::{Layer, Settings};
use crate::problem::Problem;

/// The files that may be written because settings name them.
pub(super) struct Reach {
    /// The fence of the project; `None` if there is no project.
    fence: Option<Fence>,
    /// Files that the user's own settings name: they may be written wherever they lie.
    named: Vec<PathBuf>,
}

impl Reach {
    /// For a project with this fence and a user with these settings.
    pub fn new<'l>(fence: Option<Fence>, own: impl Iterator<Item = &'l Layer>) -> Reach {
        let own = Settings { files: own.cloned().collect(), ..Settings::default() };
        let effective = own.effective(|_| false);
        let lists = ["words-file", "names-file"].into_iter().flat_map(|key| effective.texts(key));
        let lists = lists.map(|(path, folder)| folder.join(&path.value));
        let named = lists.chain(effective.text("baseline").map(|(path, _, folder)| folder.join(path))).collect();
        Reach { fence, named }
    }

    /// Checks a file before it is written.
    ///
    /// # Errors
    /// If it lies outside of the project, links resolved, and the user's settings do not name it.
    pub fn may_write(&self, path: &Path) -> Result<(), Problem> {
        let inside = self.fence.as_ref().is_none_or(|fence| fence.lets_write(path));
        if inside || self.named.iter().any(|named| named == path) {
            return Ok(());
        }
        let (vi, en) = (
            "nằm ngoài dự án nên morat không ghi vào đó theo thiết lập của dự án; hãy tự sửa tệp ấy",
            "lies outside the project, so morat does not write there on its settings' word; edit that file yourself",
        );
        Err(Problem::at(disk::shown(path), None, vi, en))
    }
}
