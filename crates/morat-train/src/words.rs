//! Compound words of two to four syllables, by association: what stands together far more often than its parts do by
//! chance.
//!
//! A sequence of syllables is a word when, wherever it is cut in two, the halves attract each other: its score is the
//! least pointwise mutual information over all cuts (Church and Hanks 1990; the least over the cuts as in Silva and
//! Lopes 1999), and it has to occur in the corpus often enough for that to mean something. Set phrases and names that
//! everybody writes are words in this sense, too.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use morat::lexicon::{Lexicon, Symbol};
use morat::model::word_key;
use morat::syllable::Syllable;
use rayon::prelude::*;

use crate::build;
use crate::encode::{self, Parts};
use crate::ngrams::{self, Counted};

/// The fewest occurrences of words of two, three and four syllables.
const LEAST: [u32; 3] = [20, 50, 50];

/// The least mutual information in nats, by length.
const BOUND: [f64; 3] = [3.0, 5.0, 6.0];

/// A sequence that stands inside of one longer sequence in more than this share of its occurrences is a part of that:
/// *hội chủ*.
const PART: f64 = 0.8;

/// A compound word.
pub struct Found {
    /// Its syllables, by [`word_key`].
    pub key: u64,
    pub count: u32,
    /// The least mutual information over all cuts, in nats.
    pub bound: f64,
}

/// The words in a row of symbols, in the order of their keys.
pub fn find(symbols: &[Symbol], lexicon: &Lexicon) -> Vec<Found> {
    let singles = ngrams::singles(symbols, lexicon.symbol_count());
    let is_syllable = |symbol: Symbol| symbol.is_word() && symbol < lexicon.first_other();
    let counted = |length: usize| ngrams::rows(symbols, length, LEAST[length - 2], is_syllable);
    let (two, three, four) = (counted(2), counted(3), counted(4));
    let total = (symbols.len() as f64).ln();
    let logs = |counts: &Counted| counts.iter().map(|(key, count)| (*key, f64::from(*count).ln())).collect();
    let known: [HashMap<u64, f64>; 2] = [logs(&two), logs(&three)];
    // A part that is too rare to have been counted stands less often than that.
    let log_count = |row: &[Symbol]| match row {
        [one] => f64::from(singles[one.index()].max(1)).ln(),
        _ => known[row.len() - 2].get(&word_key(row)).copied().unwrap_or(f64::from(LEAST[row.len() - 2]).ln()),
    };
    let (in_three, in_four) = (within(&three, 2), within(&four, 3));
    let found = |(key, count): (u64, u32), length: usize| {
        let longer = if length == 2 { &in_three } else { &in_four };
        let is_part = length < 4 && longer.get(&key).is_some_and(|longer| f64::from(*longer) > PART * f64::from(count));
        if is_part {
            return None;
        }
        let row = syllables(key);
        let information = |cut: usize| f64::from(count).ln() + total - log_count(&row[..cut]) - log_count(&row[cut..]);
        let bound = (1..length).map(information).fold(f64::MAX, f64::min);
        (bound >= BOUND[length - 2]).then_some(Found { key, count, bound })
    };
    let of = |counts: Counted, length| counts.into_par_iter().filter_map(move |row| found(row, length));
    let mut words: Vec<Found> = of(two, 2).chain(of(three, 3)).chain(of(four, 4)).collect();
    words.par_sort_unstable_by_key(|found| found.key);
    words
}

/// For each sequence of `length` syllables the count of the most frequent longer sequence that contains it.
fn within(longer: &Counted, length: usize) -> HashMap<u64, u32> {
    let mut most = HashMap::new();
    for (key, count) in longer {
        for part in [key >> 16, key & ((1 << (16 * length)) - 1)] {
            let most: &mut u32 = most.entry(part).or_default();
            *most = (*most).max(*count);
        }
    }
    most
}

/// The syllables of a key.
fn syllables(key: u64) -> Vec<Symbol> {
    let symbols = (0..4).rev().map(|place| Symbol::at((key >> (16 * place) & 0xFFFF) as u16));
    symbols.skip_while(|symbol| *symbol == Symbol::END).collect()
}

/// Prints the words of a corpus with their counts and scores, as tab-separated columns.
pub fn print(folder: &Path, dictionaries: &Path) -> io::Result<()> {
    let lexicon = build::lexicon(dictionaries)?;
    let Parts { familiar, foreign } = encode::read(folder, &lexicon)?;
    let symbols = [familiar.symbols, foreign.symbols].concat();
    let spellings: HashMap<Symbol, String> =
        Syllable::all().map(|syllable| (lexicon.symbol(syllable), syllable.spelling())).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for Found { key, count, bound } in find(&symbols, &lexicon) {
        let word: Vec<&str> = syllables(key).iter().map(|one| spellings[one].as_str()).collect();
        writeln!(out, "{}\t{count}\t{bound:.2}", word.join(" "))?;
    }
    Ok(())
}
