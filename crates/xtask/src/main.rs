//! `cargo xtask`: a command for each recurring task of contributors; needs only cargo.

mod bench;
mod ecosystem;
mod process;
mod release;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use process::{Failure, cargo, run};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What contributors do again and again, one command each")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write docs/rules, docs/settings.md, docs/house-style.md and the schema anew, from the rules and the tables
    Pages,
    /// Write the golden files of commands and reports anew; look at the difference before you commit it
    Goldens,
    /// Run the benchmarks, and record their ratios with --record
    Bench(bench::Options),
    /// Run fuzz targets, each for a while (needs a nightly compiler and cargo-fuzz)
    Fuzz {
        /// The targets; all of them if none is named
        targets: Vec<String>,
        /// How long each one runs, in seconds
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Say whether a version can be released: changelog, versions, locks, licences, and all that .ci/run tries
    Release(release::Options),
    /// Show what a change makes morat say differently over a fixed list of public texts
    Ecosystem(ecosystem::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Pages => pages(),
        Task::Goldens => goldens(),
        Task::Bench(options) => bench::run(&options),
        Task::Fuzz { targets, seconds } => fuzz(targets, seconds),
        Task::Release(options) => release::check(&options),
        Task::Ecosystem(options) => ecosystem::compare(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(PathBuf::new, Path::to_path_buf)
}

fn pages() -> Result<(), Failure> {
    run(cargo(["test", "--test", "pages"]).env("MORAT_WRITE_PAGES", "1"))
}

fn goldens() -> Result<(), Failure> {
    // trycmd fails when it has written a file, so only the next run counts.
    let _ = run(cargo(["test", "--test", "commands"]).env("TRYCMD", "overwrite"));
    run(&mut cargo(["test", "--test", "commands"]))?;
    run(cargo(["test", "--test", "snapshots"]).env("INSTA_UPDATE", "always"))
}

fn fuzz(targets: Vec<String>, seconds: u32) -> Result<(), Failure> {
    let folder = root().join("fuzz/fuzz_targets");
    let there = std::fs::read_dir(&folder).map_err(|error| Failure::of(&folder, &error))?;
    let mut all: Vec<String> =
        there.filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned())).collect();
    all.sort();
    if let Some(unknown) = targets.iter().find(|target| !all.contains(target)) {
        return Err(Failure(format!("there is no fuzz target {unknown}; there are: {}", all.join(", "))));
    }
    for target in if targets.is_empty() { all } else { targets } {
        let time = format!("-max_total_time={seconds}");
        run(&mut cargo(["+nightly", "fuzz", "run", &target, "--", &time])).map_err(|Failure(message)| {
            Failure(format!("{message}\n(fuzzing needs: rustup toolchain install nightly; cargo install cargo-fuzz)"))
        })?;
    }
    Ok(())
}
