//! `morat-train build`: everything that `dictionaries/` holds, from a corpus.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use morat::dictionaries::{Dictionaries, checksum};
use morat::lexicon::Lexicon;
use morat::lexicon::names::Names;
use morat::lexicon::places::Places;
use morat::model::Model;

use crate::encode::{self, Parts};
use crate::{corpus, fit, lm, names, places, syllables};

/// What is written by hand goes along where it is missing, so that the folder holds all that `morat --dictionaries` reads.
const BY_HAND: (&str, &str) = ("places-2025.txt", include_str!("../../../dictionaries/places-2025.txt"));

/// Says what is being done, with the seconds since the start.
pub struct Progress(Instant);

impl Progress {
    pub fn say(&self, what: &str) {
        eprintln!("[{:5.0} s] {what}", self.0.elapsed().as_secs_f32());
    }
}

/// The two lists of words in a folder of dictionaries: syllables, and other words.
fn words(folder: &Path) -> io::Result<(String, String)> {
    let read = |name: &str| corpus::text(&folder.join(name));
    Ok((read("syllables.tsv")?, read("foreign.tsv")?))
}

/// The lexicon in a folder of dictionaries.
pub fn lexicon(folder: &Path) -> io::Result<Lexicon> {
    let (syllables, foreign) = words(folder)?;
    Ok(Lexicon::read(&syllables, &foreign))
}

/// Dictionaries with the names in a folder.
fn named(folder: &Path, lexicon: Lexicon, model: Model) -> io::Result<Dictionaries> {
    let text = |name: &str| corpus::text(&folder.join(name));
    let places = Places::read(&text("places.tsv")?, &text(BY_HAND.0)?);
    Ok(Dictionaries { lexicon, names: Names::read(&text("names.tsv")?), places, model })
}

/// Builds all dictionaries from a corpus.
pub fn build(folder: &Path, out: &Path) -> io::Result<()> {
    let progress = Progress(Instant::now());
    progress.say("counting words");
    syllables::build(folder, out)?;
    let (syllables, foreign) = words(out)?;
    let lexicon = Lexicon::read(&syllables, &foreign);
    progress.say("finding names of people");
    names::build(folder, out)?;
    progress.say("finding names of places");
    places::build(folder, out, &lexicon)?;
    let by_hand = out.join(BY_HAND.0);
    if !by_hand.exists() {
        fs::write(by_hand, BY_HAND.1)?;
    }
    progress.say("encoding the corpus");
    let Parts { familiar, foreign: other } = encode::read(folder, &lexicon)?;
    let (mut symbols, few) = (familiar.symbols, other.symbols);
    progress.say(&format!("{} symbols, {} of them in files of other kinds", symbols.len() + few.len(), few.len()));
    progress.say("first model");
    let first = lm::build(&symbols, &lexicon, &progress);
    progress.say("fitting what decides");
    let dictionaries = named(out, lexicon, first)?;
    let judge = fit::judge(&[familiar.held_out, other.held_out], &dictionaries, &progress);
    progress.say("whole model");
    symbols.extend(few);
    let model = lm::build(&symbols, &dictionaries.lexicon, &progress);
    let bytes = model.with_judge(judge).write(checksum(&syllables, &foreign));
    progress.say(&format!("model: {} bytes", bytes.len()));
    fs::write(out.join("model.bin"), bytes)
}
