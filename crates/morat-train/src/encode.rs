//! The corpus as an array of symbols, without repeated lines, and with some lines held out for fitting.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use morat::lexicon::{Lexicon, Symbol};
use morat::text::Normal;
use morat::token::{Tokens, slots};

use crate::corpus;

/// One line in this number is held out: it is not counted, and serves to fit the classifier and its calibration.
const HELD_OUT: u64 = 16;

/// As [`HELD_OUT`], for the files that are left out of the first model.
const HELD_OUT_FOREIGN: u64 = 4;

/// The smallest files, which together make up one part in this number of the corpus, are left out of the first model.
const FOREIGN: u64 = 6;

/// Files whose names begin so are noisy: their words are counted, their n-grams are not.
const NOISY: &str = "fb_";

/// The corpus, encoded.
#[derive(Default)]
pub struct Encoded {
    /// The symbols of all lines in order; each sentence begins and ends with END.
    pub symbols: Vec<Symbol>,
    /// The lines held out, in the order of the corpus.
    pub held_out: Vec<String>,
    /// The index in `symbols` at which each line begins.
    starts: Vec<usize>,
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

fn encode(text: &str, lexicon: &Lexicon, held_out: u64) -> Encoded {
    let mut out = Encoded::default();
    let (mut tokens, mut lower, mut slots) = (Tokens::default(), String::new(), Vec::new());
    for line in text.lines() {
        if (hash(line.as_bytes()) >> 20).is_multiple_of(held_out) {
            out.held_out.push(line.to_owned());
            continue;
        }
        let Ok(normal) = Normal::new(line) else { continue };
        tokens.fill(normal.text(), &[]);
        out.starts.push(out.symbols.len());
        for sentence in tokens.sentences() {
            slots::fill(normal.text(), &tokens, sentence, lexicon, &mut lower, &mut slots);
            out.symbols.extend(slots.iter().map(|slot| slot.symbol));
        }
    }
    out
}

/// The symbols of lines, none of them held out.
pub fn symbols(lines: &[String], lexicon: &Lexicon) -> Vec<Symbol> {
    lines.iter().flat_map(|line| encode(line, lexicon, u64::MAX).symbols).collect()
}

impl Encoded {
    fn add(mut self, other: Encoded) -> Encoded {
        let before = self.symbols.len();
        self.starts.extend(other.starts.iter().map(|start| start + before));
        self.symbols.extend(other.symbols);
        self.held_out.extend(other.held_out);
        self
    }

    /// Removes all repetitions of a line: boilerplate tells nothing about the language the second time.
    fn without_repeats(mut self) -> Encoded {
        let mut seen = HashSet::new();
        let mut kept: Vec<Symbol> = Vec::with_capacity(self.symbols.len());
        for (number, start) in self.starts.iter().enumerate() {
            let end = self.starts.get(number + 1).copied().unwrap_or(self.symbols.len());
            let line = &self.symbols[*start..end];
            let bytes: Vec<u8> = line.iter().flat_map(|symbol| (symbol.index() as u16).to_le_bytes()).collect();
            if seen.insert(hash(&bytes)) {
                kept.extend_from_slice(line);
            }
        }
        self.symbols = kept;
        self.starts = Vec::new();
        let mut seen = HashSet::new();
        self.held_out.retain(|line| seen.insert(hash(line.as_bytes())));
        self
    }
}

/// The corpus in two parts: the large files, and the smaller ones, which are mostly of other genres. A classifier that
/// is fitted on lines of the second part with a model of the first learns what text looks like that the model has not
/// seen; most text that will be checked is such text.
pub struct Parts {
    /// The large files.
    pub familiar: Encoded,
    /// The small files.
    pub foreign: Encoded,
}

/// Reads the corpus.
pub fn read(folder: &Path, lexicon: &Lexicon) -> io::Result<Parts> {
    let mut files = corpus::sizes(folder)?;
    files.retain(|(name, _)| !name.starts_with(NOISY));
    files.sort_by_key(|(_, size)| *size);
    let whole: u64 = files.iter().map(|(_, size)| size).sum();
    let mut small = HashSet::new();
    let mut sum = 0;
    for (name, size) in files {
        sum += size;
        if sum > whole / FOREIGN {
            break;
        }
        small.insert(name);
    }
    let part = |wanted: &dyn Fn(&str) -> bool, held_out| -> io::Result<Encoded> {
        let wanted = |name: &str| !name.starts_with(NOISY) && wanted(name);
        let all = corpus::map_reduce_files(folder, wanted, |text| encode(text, lexicon, held_out), Encoded::add)?;
        Ok(all.without_repeats())
    };
    Ok(Parts {
        familiar: part(&|name| !small.contains(name), HELD_OUT)?,
        foreign: part(&|name| small.contains(name), HELD_OUT_FOREIGN)?,
    })
}
