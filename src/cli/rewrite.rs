//! Rewrites a large file of records block by block in a temporary file, which replaces it at the end.

use std::io::Write;
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::problem::Problem;
use crate::project::{disk, write};

/// A file that is being rewritten.
pub(super) struct Rewrite {
    /// The path as it was given.
    pub name: String,
    path: PathBuf,
    new: NamedTempFile,
    was: disk::FileState,
    /// How many fixes were made, and how many findings are left.
    pub applied: usize,
    pub left: usize,
}

impl Rewrite {
    /// Begins to rewrite a file.
    pub fn begin(name: String) -> Result<Rewrite, Problem> {
        let unusable = |error| disk::problem(&*name, &error);
        let path = write::real(std::path::Path::new(&name)).map_err(unusable)?;
        let new = write::begin(&path).map_err(unusable)?;
        let was = disk::state(&path);
        Ok(Rewrite { name, path, new, was, applied: 0, left: 0 })
    }

    /// Appends the next block.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let written = self.new.write_all(bytes);
        written.map_err(|error| disk::problem(&*self.name, &error))
    }

    /// Replaces the file, if anything was fixed and nobody else has changed it meanwhile.
    pub fn finish(self) -> Result<(), Problem> {
        if self.applied == 0 {
            return Ok(());
        }
        if disk::state(&self.path) != self.was {
            return Err(Problem::new(
                "tệp đã thay đổi trong lúc sửa nên không ghi; hãy thử lại",
                "the file was changed while it was fixed, so nothing was written; try again",
            )
            .in_file(self.name));
        }
        write::put(self.new, &self.path).map_err(|error| disk::problem(self.name, &error))
    }
}
