//! `morat-train build`: makes everything in `dictionaries/` from a corpus.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use morat::dictionaries::{Dictionaries, checksum};
use morat::lexicon::Lexicon;
use morat::lexicon::names::Names;
use morat::lexicon::places::Places;
use morat::model::network::Network;
use morat::model::{Model, ModelError};

use crate::encode::{self, Parts};
use crate::network::{self, Settings};
use crate::{corpus, eval, fit, lm, names, places, syllables};

/// The file names of the model and of the network.
const MODEL: &str = "model.bin";
const NETWORK: &str = "network.bin";

/// Lines held out of each part of the corpus for evaluating the network.
const JUDGED: usize = 20_000;

/// The hand-written file, which is copied to the folder if it is missing there, so that the folder is complete.
const BY_HAND: (&str, &str) = ("places-2025.txt", include_str!("../../../dictionaries/places-2025.txt"));

/// Reports progress with the seconds since the start.
pub struct Progress(Instant);

impl Progress {
    /// Starts the clock.
    pub fn start() -> Progress {
        Progress(Instant::now())
    }

    pub fn say(&self, what: &str) {
        eprintln!("[{:5.0} s] {what}", self.0.elapsed().as_secs_f32());
    }
}

/// The texts of `syllables.tsv` and `foreign.tsv` in a folder of dictionaries.
fn words(folder: &Path) -> io::Result<(String, String)> {
    let read = |name: &str| corpus::text(&folder.join(name));
    Ok((read("syllables.tsv")?, read("foreign.tsv")?))
}

/// The lexicon in a folder of dictionaries.
pub fn lexicon(folder: &Path) -> io::Result<Lexicon> {
    let (syllables, foreign) = words(folder)?;
    Ok(Lexicon::read(&syllables, &foreign))
}

/// Complete dictionaries: these parts, and the lists of names in a folder.
fn named(folder: &Path, lexicon: Lexicon, model: Model, network: Network) -> io::Result<Dictionaries> {
    let text = |name: &str| corpus::text(&folder.join(name));
    let places = Places::read(&text("places.tsv")?, &text(BY_HAND.0)?);
    Ok(Dictionaries { lexicon, names: Names::read(&text("names.tsv")?), places, model, network })
}

/// Trains the network with the word lists in a folder, and writes it there.
pub fn network(corpus: &Path, out: &Path, settings: &Settings) -> io::Result<()> {
    let progress = Progress::start();
    let (syllables, foreign) = words(out)?;
    let lexicon = Lexicon::read(&syllables, &foreign);
    progress.say("encoding the corpus");
    let network = trained(&encode::read(corpus, &lexicon)?, &lexicon, settings, &progress)?;
    fs::write(out.join(NETWORK), network.write(checksum(&syllables, &foreign)))
}

/// A network trained on both parts of the corpus.
fn trained(parts: &Parts, lexicon: &Lexicon, settings: &Settings, progress: &Progress) -> io::Result<Network> {
    let parts = [&parts.familiar, &parts.foreign];
    let symbols = parts.map(|part| &part.symbols[..]).concat();
    let held_out = parts.map(|part| &part.held_out[..part.held_out.len().min(JUDGED)]).concat();
    network::train(&symbols, &encode::symbols(&held_out, lexicon), lexicon, settings, progress)
}

/// How all dictionaries are built.
#[derive(clap::Args)]
pub struct Build {
    /// The folder of the corpus.
    #[arg(long)]
    corpus: PathBuf,
    /// The folder that the dictionaries are written to.
    #[arg(long)]
    out: PathBuf,
    /// A network of an earlier build, instead of training one: it has to belong to the same lists of words.
    #[arg(long)]
    network: Option<PathBuf>,
    /// Where the model of the larger files is kept, which what decides is fitted with; where there is one already, that is
    /// taken, and nothing but the fitting is done anew.
    #[arg(long)]
    first: Option<PathBuf>,
    /// Texts in which the mistakes are marked (*.jsonl, as `eval` reads them): what says how sure a finding is, is fitted to them
    /// and not to drawn mistakes alone.
    #[arg(long, num_args = 1..)]
    annotated: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

impl Build {
    /// Builds all dictionaries from a corpus.
    pub fn run(&self) -> io::Result<()> {
        let progress = Progress::start();
        let (folder, out) = (&self.corpus, &self.out);
        let kept = self.first.as_ref().filter(|path| path.exists());
        if kept.is_none() {
            progress.say("counting words");
            syllables::build(folder, out)?;
        }
        let (syllables, foreign) = words(out)?;
        let lexicon = Lexicon::read(&syllables, &foreign);
        let lists = checksum(&syllables, &foreign);
        if kept.is_none() {
            progress.say("finding names of people");
            names::build(folder, out)?;
            progress.say("finding names of places");
            places::build(folder, out, &lexicon)?;
            let by_hand = out.join(BY_HAND.0);
            if !by_hand.exists() {
                fs::write(by_hand, BY_HAND.1)?;
            }
        }
        progress.say("encoding the corpus");
        let parts = encode::read(folder, &lexicon)?;
        let network = match &self.network {
            Some(path) => read(path, |bytes| Network::read(bytes.into(), Some(lists)))?,
            None => trained(&parts, &lexicon, &self.settings, &progress)?,
        };
        fs::write(out.join(NETWORK), network.write(lists))?;
        let Parts { familiar, foreign: other } = parts;
        let (mut symbols, few) = (familiar.symbols, other.symbols);
        let (all, of_other) = (symbols.len() + few.len(), few.len());
        progress.say(&format!("{all} symbols, {of_other} of them in files of other kinds"));
        let first = match kept {
            Some(path) => read(path, |bytes| Model::read(bytes.into(), Some(lists)))?,
            None => {
                progress.say("first model");
                let first = lm::build(&symbols, &lexicon, &progress);
                self.first.as_ref().map(|path| fs::write(path, first.write(lists))).transpose()?;
                first
            }
        };
        progress.say("fitting what decides");
        let mut dictionaries = named(out, lexicon, first, network)?;
        let classifier = fit::classifier(&[familiar.held_out, other.held_out], &dictionaries, &progress);
        let model = match kept {
            Some(_) => read(&out.join(MODEL), |bytes| Model::read(bytes.into(), Some(lists)))?,
            None => {
                progress.say("whole model");
                symbols.extend(few);
                lm::build(&symbols, &dictionaries.lexicon, &progress)
            }
        };
        dictionaries.model = model.with_classifier(classifier);
        if !self.annotated.is_empty() {
            fit::calibrated(&mut dictionaries, &eval::annotated(&self.annotated)?, &progress);
        }
        let bytes = dictionaries.model.write(lists);
        progress.say(&format!("model: {} bytes", bytes.len()));
        fs::write(out.join(MODEL), bytes)
    }
}

/// Reads a file of an earlier build; the error names it.
fn read<T>(path: &Path, read: impl Fn(Vec<u8>) -> Result<T, ModelError>) -> io::Result<T> {
    let bytes = fs::read(path).map_err(|error| corpus::named(path, error))?;
    read(bytes).map_err(|damage| io::Error::other(format!("{}: {damage}", path.display())))
}
