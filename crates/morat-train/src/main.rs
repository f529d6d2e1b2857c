//! Counts a corpus and writes what `dictionaries/` holds. Never a dependency of `morat` itself.

mod boost;
mod build;
mod company;
mod built;
mod corpus;
mod drawn;
mod encode;
mod eval;
mod fit;
mod lm;
mod ngrams;
mod pairs;
mod probe;
mod syllables;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Builds morat's dictionaries from a corpus of *.txt and *.txt.zst files, a paragraph or a sentence a line.
#[derive(Parser)]
#[command(version)]
enum Command {
    /// Research.
    Probe { dir: PathBuf, files: Vec<PathBuf> },
    /// Research.
    Forest { dir: PathBuf },
    /// Builds all dictionaries: syllables, words, the language model and what decides by it.
    Build {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the dictionaries are written to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Measures morat against texts in which the mistakes are marked, or which are believed right.
    Eval(eval::Eval),
    /// Counts syllables and other words; writes syllables.tsv and attested.txt.
    Syllables {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the two files are written to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Counts both forms of every confusion pair; prints wrong, right, and how often each stands, as tab-separated columns.
    Pairs {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder of the files with pairs.
        #[arg(long, default_value = "rules/chinh-ta/nham-lan")]
        rules: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Probe { dir, files } => probe::probe(&dir, &files),
        Command::Forest { dir } => build::forest(&dir),
        Command::Build { corpus, out } => build::build(&corpus, &out),
        Command::Eval(eval) => eval.run(),
        Command::Syllables { corpus, out } => syllables::build(&corpus, &out),
        Command::Pairs { corpus, rules } => pairs::count(&corpus, &rules),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("morat-train: {error}");
            ExitCode::from(2)
        }
    }
}
