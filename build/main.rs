//! What depends on the repository alone is made when the program is built: the rules of `rules/`, checked and compiled.
//!
//! The modules that read and compile them are those of the program itself, so a project's own rules go the same way at run time.

// Of the modules of the program only a part is needed here.
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
    match rules::build(&root.join("rules"), &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}
