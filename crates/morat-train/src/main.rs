//! Counts a corpus and writes what `dictionaries/` holds. Never a dependency of `morat` itself.

mod corpus;
mod syllables;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Builds morat's dictionaries from a corpus of *.txt and *.txt.zst files, a paragraph or a sentence a line.
#[derive(Parser)]
#[command(version)]
enum Command {
    /// Counts syllables and other words; writes syllables.tsv and attested.txt.
    Syllables {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the two files are written to.
        #[arg(long)]
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Syllables { corpus, out } => syllables::build(&corpus, &out),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("morat-train: {error}");
            ExitCode::from(2)
        }
    }
}
