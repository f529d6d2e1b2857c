//! Counts a corpus and writes what `dictionaries/` holds. Never a dependency of `morat` itself.

mod boost;
mod build;
mod built;
mod capitals;
mod corpus;
mod coverage;
mod drawn;
mod encode;
mod eval;
mod fit;
mod flags;
mod lm;
mod names;
mod network;
mod ngrams;
mod pairs;
mod places;
mod syllables;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Builds morat's dictionaries from a corpus of *.txt and *.txt.zst files, a paragraph or a sentence a line.
#[derive(Parser)]
#[command(version)]
enum Command {
    /// Builds all dictionaries: syllables, words, names, the language model and what decides by it.
    Build(build::Build),
    /// Trains the network alone and writes network.bin; `build --network` takes it.
    Network {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the file is written to; syllables.tsv and foreign.tsv are read from it.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        settings: network::Settings,
    },
    /// Measures morat against texts in which the mistakes are marked, or which are believed right.
    Eval(eval::Eval),
    /// Shows a sample of what each rule marks in text that nobody annotated, to be read by a person.
    Flags(flags::Flags),
    /// Counts syllables and other words; writes syllables.tsv and foreign.tsv.
    Syllables {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the two files are written to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Finds the names of people; writes names.tsv.
    Names {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the file is written to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Finds the names of places; writes places.tsv.
    Places {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that the file is written to; syllables.tsv and foreign.tsv are read from it.
        #[arg(long)]
        out: PathBuf,
    },
    /// Finds the words of two to four syllables that the model holds; prints each with its count and how strongly its parts
    /// attract each other.
    Words {
        /// The folder of the corpus.
        #[arg(long)]
        corpus: PathBuf,
        /// The folder that syllables.tsv and foreign.tsv are read from.
        #[arg(long, default_value = "dictionaries")]
        dictionaries: PathBuf,
    },
    /// Measures the dictionaries against lists of names and of words; prints tab-separated columns.
    Coverage {
        /// The folder of the dictionaries.
        #[arg(long, default_value = "dictionaries")]
        dictionaries: PathBuf,
        /// Files with a name a line, of people or of places.
        #[arg(long, num_args = 1.., required_unless_present = "words")]
        names: Vec<PathBuf>,
        /// Files with a word a line, of one syllable or of several; what stands behind a tab is passed over.
        #[arg(long, num_args = 1..)]
        words: Vec<PathBuf>,
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
        Command::Build(build) => build.run(),
        Command::Network { corpus, out, settings } => build::network(&corpus, &out, &settings),
        Command::Eval(eval) => eval.run(),
        Command::Flags(flags) => flags.run(),
        Command::Syllables { corpus, out } => syllables::build(&corpus, &out),
        Command::Names { corpus, out } => names::build(&corpus, &out),
        Command::Places { corpus, out } => {
            build::lexicon(&out).and_then(|lexicon| places::build(&corpus, &out, &lexicon))
        }
        Command::Words { corpus, dictionaries } => words::print(&corpus, &dictionaries),
        Command::Coverage { dictionaries, names, words } => coverage::print(&dictionaries, &names, &words),
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
