//! `morat-train build`: everything that `dictionaries/` holds, from a corpus.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use morat::dictionaries::{Dictionaries, checksum};
use morat::lexicon::Lexicon;

use crate::encode::{self, Parts};
use crate::{fit, lm, syllables};

/// Says what is being done, with the seconds since the start.
pub struct Progress(Instant);

impl Progress {
    pub fn say(&self, what: &str) {
        eprintln!("[{:5.0} s] {what}", self.0.elapsed().as_secs_f32());
    }
}

/// Builds all dictionaries from a corpus.
pub fn build(folder: &Path, out: &Path) -> io::Result<()> {
    let progress = Progress(Instant::now());
    progress.say("counting words");
    syllables::build(folder, out)?;
    let read = |name: &str| fs::read_to_string(out.join(name));
    let (syllables, foreign) = (read("syllables.tsv")?, read("foreign.tsv")?);
    let lexicon = Lexicon::read(&syllables, &foreign);
    progress.say("encoding the corpus");
    let Parts { familiar, foreign: other } = encode::read(folder, &lexicon)?;
    let (mut symbols, few) = (familiar.symbols, other.symbols);
    progress.say(&format!("{} symbols, {} of them in files of other kinds", symbols.len() + few.len(), few.len()));
    progress.say("first model");
    let first = lm::build(&symbols, &lexicon, &progress);
    progress.say("fitting what decides");
    let lines = [familiar.held_out, other.held_out];
    let judge = fit::judge(&lines, &lexicon, &first, &progress);
    fs::write(out.join("first.bin"), first.write(checksum(&syllables, &foreign)))?;
    fs::write(out.join("held.txt"), lines[0].join("\n"))?;
    fs::write(out.join("held2.txt"), lines[1].join("\n"))?;
    progress.say("whole model");
    symbols.extend(few);
    let model = lm::build(&symbols, &lexicon, &progress);
    let bytes = model.with_judge(judge).write(checksum(&syllables, &foreign));
    progress.say(&format!("model: {} bytes", bytes.len()));
    fs::write(out.join("model.bin"), bytes)
}

pub fn forest(out: &Path) -> io::Result<()> {
    let progress = Progress(Instant::now());
    let Dictionaries { lexicon, model } = crate::probe::load(out, "model.bin")?;
    let Dictionaries { model: first, .. } = crate::probe::load(out, "first.bin")?;
    let lines = ["held.txt", "held2.txt"].map(|name| fs::read_to_string(out.join(name)).unwrap_or_default().lines().map(str::to_owned).collect());
    let judge = fit::judge(&lines, &lexicon, &first, &progress);
    let read = |name: &str| fs::read_to_string(out.join(name));
    let bytes = model.with_judge(judge).write(checksum(&read("syllables.tsv")?, &read("foreign.tsv")?));
    fs::write(out.join("model.bin"), bytes)?;
    progress.say("forest");
    Ok(())
}
