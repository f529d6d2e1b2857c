//! Reads the dictionaries of a build, for commands that measure or go on from one.

use std::path::Path;
use std::{fs, io};

use morat::dictionaries::{Dictionaries, FILES, Files};

/// The dictionaries in a folder.
///
/// # Errors
/// Names the file that cannot be read, is not UTF-8 or does not belong to the others.
pub fn load(folder: &Path) -> io::Result<Dictionaries> {
    let named = |name: &str, error: &dyn std::fmt::Display| {
        io::Error::other(format!("{}: {error}", folder.join(name).display()))
    };
    let text = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| named(name, &error));
    let [syllables, foreign, names, places, places_2025, model, network] = FILES;
    let bytes = |name: &str| fs::read(folder.join(name)).map_err(|error| named(name, &error));
    let files = Files {
        syllables: &text(syllables)?,
        foreign: &text(foreign)?,
        names: &text(names)?,
        places: &text(places)?,
        places_2025: &text(places_2025)?,
        model: bytes(model)?.into(),
        network: bytes(network)?.into(),
    };
    Dictionaries::read(files).map_err(|damage| named(model, &damage))
}
