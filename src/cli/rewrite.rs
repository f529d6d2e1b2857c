//! A large file of records is fixed block by block: what is written stands beside it until the last block, then takes its place.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::SystemTime;

use tempfile::NamedTempFile;

use crate::problem::Problem;
use crate::project::{disk, write};

/// A file that is being written anew.
pub(super) struct Rewrite {
    /// As it was named.
    pub name: String,
    path: PathBuf,
    new: NamedTempFile,
    was: Option<(u64, SystemTime)>,
    /// How many fixes were made, and how many findings are left.
    pub applied: usize,
    pub left: usize,
}

impl Rewrite {
    /// Begins to write a file anew.
    pub fn begin(name: String) -> Result<Rewrite, Problem> {
        let unusable = |error| disk::problem(&*name, &error);
        let path = write::real(std::path::Path::new(&name)).map_err(unusable)?;
        let new = write::begin(&path).map_err(unusable)?;
        let was = stamp(&path);
        Ok(Rewrite { name, path, new, was, applied: 0, left: 0 })
    }

    /// Writes the next block.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let written = self.new.write_all(bytes);
        written.map_err(|error| disk::problem(&*self.name, &error))
    }

    /// Puts what was written in the place of the file, if anything was fixed and nobody else has written it meanwhile.
    pub fn finish(self) -> Result<(), Problem> {
        if self.applied == 0 {
            return Ok(());
        }
        if stamp(&self.path) != self.was {
            return Err(Problem::new(
                "tệp đã thay đổi trong lúc sửa nên không ghi; hãy thử lại",
                "the file was changed while it was fixed, so nothing was written; try again",
            )
            .in_file(self.name));
        }
        write::put(self.new, &self.path).map_err(|error| disk::problem(self.name, &error))
    }
}

fn stamp(path: &std::path::Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
