//! `morat-train build`: everything that `dictionaries/` holds, from a corpus.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use morat::dictionaries::{Dictionaries, checksum};
use morat::lexicon::Lexicon;

use crate::{encode, fit, lm, syllables};

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
    let encoded = encode::read(folder, &lexicon)?;
    progress.say(&format!("{} symbols, {} lines held out", encoded.symbols.len(), encoded.held_out.len()));
    let model = lm::build(&encoded.symbols, &lexicon);
    progress.say("model");
    fs::write(out.join("held.txt"), encoded.held_out.join("\n"))?;
    drop(encoded.symbols);
    let judge = fit::judge(&encoded.held_out, &lexicon, &model);
    let bytes = model.with_judge(judge).write(checksum(&syllables, &foreign));
    progress.say(&format!("model: {} bytes", bytes.len()));
    fs::write(out.join("model.bin"), bytes)
}

pub fn forest(out: &Path) -> io::Result<()> {
    let progress = Progress(Instant::now());
    let Dictionaries { lexicon, model } = crate::built::load(out)?;
    let lines: Vec<String> = fs::read_to_string(out.join("held.txt"))?.lines().map(str::to_owned).collect();
    let judge = fit::judge(&lines, &lexicon, &model);
    let read = |name: &str| fs::read_to_string(out.join(name));
    let bytes = model.with_judge(judge).write(checksum(&read("syllables.tsv")?, &read("foreign.tsv")?));
    fs::write(out.join("model.bin"), bytes)?;
    progress.say("forest");
    Ok(())
}
