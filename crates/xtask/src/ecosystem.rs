//! Compares the findings before and after a change on a fixed list of public texts.
//!
//! Tests cover only sentences that somebody thought of. This runs two versions of morat over real texts and writes the difference
//! as a page for a pull request.

mod diff;
mod texts;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diff::{Findings, Repository};
use texts::Texts;

use crate::process::{Failure, cargo, git, output, run};
use crate::root;

#[derive(clap::Args)]
pub struct Options {
    /// Before: a morat, or a revision of git that is built
    #[arg(long, value_name = "PROGRAM|REVISION", default_value = "HEAD")]
    base: String,
    /// After: the same, or . for the working tree as it stands
    #[arg(long, value_name = "PROGRAM|REVISION", default_value = ".")]
    new: String,
    /// The list of public texts
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Of the list only repositories with this in their name; can be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// A folder of this machine instead of the list; can be repeated
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["list", "only"])]
    folder: Vec<PathBuf>,
    /// Where fetched texts are kept
    #[arg(long, value_name = "FOLDER")]
    cache: Option<PathBuf>,
    /// Fetch nothing: a text that is not in the cache is an error
    #[arg(long)]
    offline: bool,
    /// All rules, as with morat check --strict
    #[arg(long)]
    strict: bool,
    /// Write the page here instead of printing it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The most findings that are listed; all are counted
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    most: usize,
}

/// Runs both programs over all texts and writes what is different.
pub fn compare(options: &Options) -> Result<(), Failure> {
    let texts = match options.folder.as_slice() {
        [] => {
            let list = options.list.clone().unwrap_or_else(|| root().join("crates/xtask/ecosystem.toml"));
            let cache = options.cache.clone().unwrap_or_else(|| work().join("texts"));
            texts::fetched(&list, &cache, &options.only, options.offline)?
        }
        folders => folders.iter().map(|folder| texts::local(folder)).collect::<Result<_, _>>()?,
    };
    let base = program(&options.base)?;
    let new = program(&options.new)?;
    let mut repositories = Vec::new();
    for texts in &texts {
        eprintln!("{} …", texts.name);
        let before = findings(&base, texts, options.strict)?;
        let after = findings(&new, texts, options.strict)?;
        // Without this check, an outdated list would look like a change without effects.
        if before.is_empty() && after.is_empty() {
            return Err(Failure(format!("no file of {} is read by either program", texts.name)));
        }
        repositories.push(Repository::new(texts, before, after));
    }
    let page = diff::page(&repositories, &options.base, &options.new, options.most);
    match &options.output {
        Some(path) => fs::write(path, page).map_err(|error| Failure::of(path, &error)),
        None => {
            print!("{page}");
            Ok(())
        }
    }
}

/// The folder for fetched texts and built programs.
fn work() -> PathBuf {
    root().join("target/ecosystem")
}

/// The program for an argument: an executable file, or a git revision, which is built.
fn program(wanted: &str) -> Result<PathBuf, Failure> {
    let path = Path::new(wanted);
    if path.is_file() {
        return fs::canonicalize(path).map_err(|error| Failure::of(path, &error));
    }
    let programs = work().join("programs");
    fs::create_dir_all(&programs).map_err(|error| Failure::of(&programs, &error))?;
    if wanted == "." {
        return build(&root(), &programs.join(executable("morat-working-tree")));
    }
    let commit = output(&mut git(&root(), ["rev-parse", "--verify", "--quiet", &format!("{wanted}^{{commit}}")]))
        .map_err(|_| Failure(format!("{wanted} is neither a program nor a revision of git")))?;
    let target = programs.join(executable(&format!("morat-{commit}")));
    if target.is_file() {
        return Ok(target);
    }
    let tree = work().join("trees").join(&commit);
    let path = tree.to_string_lossy().into_owned();
    if !tree.is_dir() {
        run(&mut git(&root(), ["worktree", "add", "--quiet", "--force", "--detach", &path, &commit]))?;
    }
    let built = build(&tree, &target);
    run(&mut git(&root(), ["worktree", "remove", "--force", &path]))?;
    built
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Builds the program of a tree and copies it to a file.
fn build(tree: &Path, target: &Path) -> Result<PathBuf, Failure> {
    let folder = work().join("build");
    let mut build = cargo(["build", "--release", "--locked", "--package", "morat", "--bin", "morat", "--target-dir"]);
    run(build.arg(&folder).current_dir(tree))?;
    let built = folder.join("release").join(executable("morat"));
    fs::copy(&built, target).map_err(|error| Failure::of(&built, &error))?;
    Ok(target.to_owned())
}

/// The findings of a program on texts.
fn findings(program: &Path, texts: &Texts, strict: bool) -> Result<Findings, Failure> {
    let mut command = Command::new(program);
    // Independent of settings and caches on this machine.
    command.args(["check", "--isolated", "--no-cache", "--no-baseline", "--format", "json", "--lang", "en"]);
    if strict {
        command.arg("--strict");
    }
    command.args(&texts.arguments).arg("--").args(&texts.paths).current_dir(&texts.folder).stdin(Stdio::null());
    let output = command.output().map_err(|error| Failure::of(program, &error))?;
    // Status 1 means findings, 2 that a file could not be read, which the report lists as well.
    let said = String::from_utf8_lossy(&output.stderr);
    if !matches!(output.status.code(), Some(0..=2)) {
        let mut message = format!("{} over {}: {}", program.display(), texts.name, output.status);
        let _ = write!(message, "\n{}", said.trim());
        return Err(Failure(message));
    }
    Findings::read(&output.stdout)
        .map_err(|error| Failure(format!("{} over {}: {error}\n{}", program.display(), texts.name, said.trim())))
}
