//! Build script: checks and compiles the rules of `rules/`, and packs the word lists of `dictionaries/`.
//!
//! It includes the modules of the program itself, so that a project's own rules are read and compiled in the same way at run time.

// Only a part of the included modules is used here.
#![allow(dead_code, unused_imports)]

#[path = "../src/lexicon/mod.rs"]
mod lexicon;
#[path = "../src/problem.rs"]
mod problem;
mod rules;
#[path = "../src/syllable/mod.rs"]
mod syllable;
mod text;
#[path = "../src/token/mod.rs"]
mod token;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=dictionaries");
    match rules::build(&root.join("rules"), &out).and_then(|()| words(&root.join("dictionaries"), &out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

/// Packs the word lists of `folder` and writes them to `out`.
fn words(folder: &Path, out: &Path) -> Result<(), String> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (words, texts) = lexicon::packed::pack(&read("syllables.tsv")?, &read("foreign.tsv")?);
    let names = lexicon::names::pack(&read("names.tsv")?);
    let places = lexicon::places::pack(&read("places.tsv")?, &read("places-2025.txt")?);
    write(out, "words.bin", &words)?;
    write(out, "words.txt", texts.as_bytes())?;
    write(out, "names.bin", &names)?;
    write(out, "places.bin", &places)
}

/// Writes a file to `out`, for the program to include.
fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = out.join(name);
    fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
