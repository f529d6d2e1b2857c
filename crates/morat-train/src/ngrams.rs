//! Counts the pairs and triples of symbols.

use morat::lexicon::Symbol;
use morat::model::word_key;
use rayon::prelude::*;

/// A pair or triple of symbols packed into an integer, the first symbol highest, with its count.
pub type Counted = Vec<(u64, u32)>;

/// The pairs that occur at least `least` times, in the order of their keys.
pub fn pairs(symbols: &[Symbol], least: u32) -> Counted {
    let packed = |window: &[Symbol]| match window {
        [Symbol::END, Symbol::END] => None,
        [one, other] => Some((one.index() as u64) << 16 | other.index() as u64),
        _ => None,
    };
    counted(symbols.windows(2).filter_map(packed).collect(), least)
}

/// The triples that occur at least `least` times and do not reach over the end of a sentence.
pub fn triples(symbols: &[Symbol], least: u32) -> Counted {
    let packed = |window: &[Symbol]| match window {
        [_, Symbol::END, _] => None,
        [one, two, three] => Some((one.index() as u64) << 32 | (two.index() as u64) << 16 | three.index() as u64),
        _ => None,
    };
    counted(symbols.windows(3).filter_map(packed).collect(), least)
}

/// The sequences of `length` symbols, two to four, whose symbols all pass and that occur at least `least` times.
pub fn rows(symbols: &[Symbol], length: usize, least: u32, pass: impl Fn(Symbol) -> bool) -> Counted {
    let rows = symbols.windows(length).filter(|row| row.iter().all(|symbol| pass(*symbol)));
    counted(rows.map(word_key).collect(), least)
}

fn counted(mut keys: Vec<u64>, least: u32) -> Counted {
    keys.par_sort_unstable();
    let runs = keys.chunk_by(|a, b| a == b);
    runs.filter(|run| run.len() >= least as usize).map(|run| (run[0], run.len() as u32)).collect()
}

/// The count of each symbol.
pub fn singles(symbols: &[Symbol], count: usize) -> Vec<u32> {
    let mut counts = vec![0; count];
    for symbol in symbols {
        counts[symbol.index()] += 1;
    }
    counts
}
