//! Dictionaries and models in a folder that the settings name.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::disk;
use crate::dictionaries::{self, Dictionaries};
use crate::problem::Problem;

/// Dictionaries, with the stamp that identifies their state; the stamp is empty for those inside the program.
#[derive(Clone)]
pub(super) struct StampedDictionaries {
    pub dictionaries: Arc<Dictionaries>,
    pub stamp: String,
}

impl StampedDictionaries {
    /// Those inside the program.
    pub fn carried() -> StampedDictionaries {
        StampedDictionaries { dictionaries: Arc::clone(Dictionaries::embedded()), stamp: String::new() }
    }

    /// Reads those in a folder.
    ///
    /// # Errors
    /// Which file cannot be used, why, and what to do.
    pub fn read(folder: &Path) -> Result<StampedDictionaries, Problem> {
        let stamp = dictionaries::FILES.iter().map(|name| disk::stamp(&folder.join(name))).collect();
        Ok(StampedDictionaries { dictionaries: Arc::new(read(folder)?), stamp })
    }
}

fn read(folder: &Path) -> Result<Dictionaries, Problem> {
    let shown = |name: &str| folder.join(name).display().to_string();
    let file = |name: &str| fs::read(folder.join(name)).map_err(|error| disk::problem(shown(name), &error));
    Dictionaries::gather(file, |name, problem| problem.in_file(shown(name)))
}
