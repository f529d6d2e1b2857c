//! Makes the n-gram model from counts: which n-grams are kept, their levels, and the backoff weights of the others.

use std::collections::{HashMap, HashSet};

use morat::lexicon::{Lexicon, Symbol};
use morat::model::fuse::FuseMap;
use morat::model::{Model, PAIR_BITS, PAIR_LEVEL_BITS, SAFE_AFTER, SAFE_BEFORE, SmoothingTables, TRIPLE_BITS};
use morat::syllable::{Syllable, slip, spellings};
use rayon::prelude::*;

use crate::build::Progress;
use crate::ngrams::{self, Counted};
use crate::words;

/// Pairs seen less often are not kept.
const LEAST_PAIR: u32 = 3;
/// Triples seen less often are not kept.
const LEAST_TRIPLE: u32 = 10;

/// The level of a count, with `steps` levels to a doubling.
fn level(count: u32, least: u32, steps: f64, bits: u32) -> u8 {
    let level = (steps * (f64::from(count) / f64::from(least)).log2()).round();
    level.clamp(0.0, f64::from((1_u32 << bits) - 1)) as u8
}

/// Mean of the counts of each level, as natural logarithms; a level without counts continues from the one below.
fn means(counts: impl Iterator<Item = (u8, u32)>, bits: u32) -> Vec<f32> {
    let mut sums = vec![(0.0_f64, 0.0_f64); 1 << bits];
    for (level, count) in counts {
        let sum = &mut sums[level as usize];
        *sum = (sum.0 + f64::from(count), sum.1 + 1.0);
    }
    let mut last = 0.0;
    sums.iter()
        .map(|(sum, number)| {
            last = if *number > 0.0 { (sum / number).ln() as f32 } else { last + 0.35 };
            last
        })
        .collect()
}

/// Probability mass that the kept n-grams leave over, by class of their context.
struct BackoffMass(Vec<(f64, f64)>);

impl BackoffMass {
    fn new(classes: usize) -> BackoffMass {
        BackoffMass(vec![(0.0, 0.0); classes])
    }

    /// Adds a context of `count` occurrences, of which `kept` are kept n-grams; shorter n-grams would give these the
    /// probability `lower`.
    fn add(&mut self, class: usize, count: f64, kept: f64, lower: f64) {
        let left = ((count - kept) / count).max(1e-4) / (1.0 - lower).max(0.02);
        let last = self.0.len() - 1;
        let sum = &mut self.0[class.min(last)];
        *sum = (sum.0 + count * left.min(1.0), sum.1 + count);
    }

    fn logs(&self) -> Vec<f32> {
        let mut last = 0.0;
        let log = |(sum, count): &(f64, f64)| {
            last = if *count > 0.0 { (sum / count).ln() as f32 } else { last };
            last
        };
        self.0.iter().map(log).collect()
    }
}

/// A pair is taken for a slip of another if it is rarer by more than this factor, and by a factor of e more for each
/// [`SLIP_SLOPE`] of cost: writers confuse hỏi and ngã about once in a hundred times, and make other slips more rarely.
const SLIP_SHARE: f64 = 0.03;
const SLIP_SLOPE: f64 = 0.85;

/// A syllable is a rival if the logarithm of how much more frequent it is there exceeds its cost times this weight,
/// less the margin.
const SAFE_WEIGHT: f64 = 2.8;
const SAFE_MARGIN: f64 = 1.0;

/// The syllables that each symbol may be a slip for, with the cost.
pub type Rivals = Vec<Vec<(Symbol, f32)>>;

pub fn rivals(lexicon: &Lexicon) -> Rivals {
    let mut rivals = vec![Vec::new(); lexicon.symbol_count()];
    for syllable in Syllable::all().filter(|syllable| lexicon.is_in_use(*syllable)) {
        let wanted = |other| lexicon.is_in_use(other) && !spellings::is_matter_of_style(syllable, other);
        let near = &mut rivals[lexicon.symbol(syllable).index()];
        slip::around(syllable, slip::FARTHEST, wanted, |slip| near.push((lexicon.symbol(slip.meant), slip.cost)));
    }
    rivals
}

/// Facts about a pair beside its count.
#[derive(Clone, Copy, Default)]
struct PairFacts {
    /// Whether it is a frequent slip of a much more frequent pair.
    slip: bool,
    /// [`morat::model::SAFE_AFTER`] and [`morat::model::SAFE_BEFORE`].
    safe: u8,
}

/// Compares every pair with those that it may be a slip for.
fn standings(pairs: &Counted, rivals: &Rivals) -> Vec<PairFacts> {
    let counts: HashMap<u64, u32> = pairs.iter().copied().collect();
    let of = |(key, count): &(u64, u32)| {
        let (one, other) = (key >> 16, key & 0xFFFF);
        let count = f64::from(*count);
        let mut standing = PairFacts { slip: false, safe: SAFE_AFTER | SAFE_BEFORE };
        let mut weigh = |rival: u64, cost: f32, flag: u8| {
            let seen = f64::from(counts.get(&rival).copied().unwrap_or(1));
            let cost = f64::from(cost);
            standing.slip |= count < seen * SLIP_SHARE * (-cost / SLIP_SLOPE).exp();
            if (seen / count).ln() > SAFE_WEIGHT * cost - SAFE_MARGIN {
                standing.safe &= !flag;
            }
        };
        for (rival, cost) in &rivals[other as usize] {
            weigh(one << 16 | rival.index() as u64, *cost, SAFE_AFTER);
        }
        for (rival, cost) in &rivals[one as usize] {
            weigh((rival.index() as u64) << 16 | other, *cost, SAFE_BEFORE);
        }
        standing
    };
    pairs.par_iter().map(of).collect()
}

/// Removes pairs that are slips, and triples that contain one.
fn without_slips(pairs: &mut Counted, triples: &mut Counted, standings: &mut Vec<PairFacts>) {
    let slips: HashSet<u64> =
        pairs.iter().zip(standings.iter()).filter(|(_, standing)| standing.slip).map(|((key, _), _)| *key).collect();
    pairs.retain(|(key, _)| !slips.contains(key));
    standings.retain(|standing| !standing.slip);
    let before = triples.len();
    triples.retain(|(key, _)| !slips.contains(&(key >> 16)) && !slips.contains(&(key & 0xFFFF_FFFF)));
    eprintln!("{} pairs and {} triples are slips of others", slips.len(), before - triples.len());
}

/// Builds the model from the symbols of the corpus.
pub fn build(symbols: &[Symbol], lexicon: &Lexicon, progress: &Progress) -> Model {
    let singles = ngrams::singles(symbols, lexicon.symbol_count());
    let mut pairs = ngrams::pairs(symbols, LEAST_PAIR);
    let mut triples = ngrams::triples(symbols, LEAST_TRIPLE);
    let rivals = rivals(lexicon);
    let mut standings = standings(&pairs, &rivals);
    without_slips(&mut pairs, &mut triples, &mut standings);
    let total = symbols.len() as f64;
    let pair_level = |count| level(count, LEAST_PAIR, 1.0, PAIR_LEVEL_BITS);
    let triple_level = |count| level(count, LEAST_TRIPLE, 2.0, TRIPLE_BITS);
    let log_share = |count: &u32| (f64::from((*count).max(1)) / total).ln() as f32;
    let mut tables = SmoothingTables {
        singles: singles.iter().map(log_share).collect(),
        pair_levels: means(pairs.iter().map(|(_, count)| (pair_level(*count), *count)), PAIR_LEVEL_BITS),
        triple_levels: means(triples.iter().map(|(_, count)| (triple_level(*count), *count)), TRIPLE_BITS),
        single_backoff: vec![0.0; 28],
        pair_backoff: vec![0.0; 1 << PAIR_LEVEL_BITS],
    };
    tables.single_backoff = single_backoff(&singles, &pairs, total);
    let map = |entries: Vec<(u64, u8)>, bits| FuseMap::build(&entries, bits).expect("every key is there once");
    let valued =
        pairs.iter().zip(&standings).map(|((key, count), standing)| (*key, pair_level(*count) | standing.safe));
    let pair_map = map(valued.collect(), PAIR_BITS);
    let triple_map = map(triples.iter().map(|(key, count)| (*key, triple_level(*count))).collect(), TRIPLE_BITS);
    let model = Model::new(pair_map.clone(), triple_map.clone(), tables.clone(), total.ln() as f32);
    tables.pair_backoff = pair_backoff(&model, &pairs, &triples, &pair_level);
    progress.say("finding words");
    let words: Vec<(u64, u8)> = words::find(symbols, lexicon).into_iter().map(|found| (found.key, 0)).collect();
    let model = Model::new(pair_map, triple_map, tables, total.ln() as f32);
    model.with_words(map(words, 0))
}

fn single_backoff(singles: &[u32], pairs: &Counted, total: f64) -> Vec<f32> {
    let mut left_over = BackoffMass::new(28);
    for run in pairs.chunk_by(|a, b| a.0 >> 16 == b.0 >> 16) {
        let count = f64::from(singles[(run[0].0 >> 16) as usize]);
        let kept: f64 = run.iter().map(|(_, count)| f64::from(*count)).sum();
        let lower: f64 = run.iter().map(|(key, _)| f64::from(singles[(key & 0xFFFF) as usize]) / total).sum();
        left_over.add(count.log2() as usize, count, kept, lower);
    }
    left_over.logs()
}

fn pair_backoff(model: &Model, pairs: &Counted, triples: &Counted, level: &dyn Fn(u32) -> u8) -> Vec<f32> {
    let mut left_over = BackoffMass::new(1 << PAIR_LEVEL_BITS);
    let mut runs = triples.chunk_by(|a, b| a.0 >> 16 == b.0 >> 16).peekable();
    for (pair, count) in pairs.iter().filter(|(pair, _)| pair & 0xFFFF != Symbol::END.index() as u64) {
        while runs.next_if(|run| run[0].0 >> 16 < *pair).is_some() {}
        let run = runs.next_if(|run| run[0].0 >> 16 == *pair).unwrap_or_default();
        let kept: f64 = run.iter().map(|(_, count)| f64::from(*count)).sum();
        let two = Symbol::at((pair & 0xFFFF) as u16);
        let lower = run.iter().map(|(key, _)| {
            let three = Symbol::at((key & 0xFFFF) as u16);
            f64::from(model.after(two, three, model.pair(two, three)).exp())
        });
        left_over.add(level(*count) as usize, f64::from(*count), kept, lower.sum());
    }
    left_over.logs()
}
