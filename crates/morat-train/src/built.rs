//! Reads the dictionaries of a build, for commands that measure or go on from one.

use std::path::Path;
use std::{fs, io};

use morat::dictionaries::Dictionaries;

/// The dictionaries in a folder.
///
/// # Errors
/// Names the file that cannot be read, is not UTF-8 or does not belong to the others.
pub fn load(folder: &Path) -> io::Result<Dictionaries> {
    let named = |name: &str, error: &dyn std::fmt::Display| {
        io::Error::other(format!("{}: {error}", folder.join(name).display()))
    };
    let file = |name: &str| fs::read(folder.join(name)).map_err(|error| named(name, &error));
    Dictionaries::gather(file, |name, problem| named(name, &problem))
}
