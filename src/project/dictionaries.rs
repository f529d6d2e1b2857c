//! Dictionaries and models in a folder that settings name.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::disk;
use crate::dictionaries::{self, Dictionaries};
use crate::problem::Problem;

/// Dictionaries, with what tells one state of them from another; nothing for those that morat carries.
#[derive(Clone)]
pub(super) struct Stamped {
    pub dictionaries: Arc<Dictionaries>,
    pub stamp: String,
}

impl Stamped {
    /// Those that morat carries.
    pub fn carried() -> Stamped {
        Stamped { dictionaries: Arc::clone(Dictionaries::embedded()), stamp: String::new() }
    }

    /// Those in a folder.
    ///
    /// # Errors
    /// Which file cannot be used, why, and what to do.
    pub fn read(folder: &Path) -> Result<Stamped, Problem> {
        let stamp = dictionaries::FILES.iter().map(|name| disk::stamp(&folder.join(name))).collect();
        Ok(Stamped { dictionaries: Arc::new(read(folder)?), stamp })
    }
}

fn read(folder: &Path) -> Result<Dictionaries, Problem> {
    let shown = |name: &str| folder.join(name).display().to_string();
    let file = |name: &str| fs::read(folder.join(name)).map_err(|error| disk::problem(shown(name), &error));
    Dictionaries::gather(file, |name, problem| problem.in_file(shown(name)))
}
