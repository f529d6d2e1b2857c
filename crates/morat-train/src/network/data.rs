//! Training examples for the network: positions of the corpus, with slips generated in their neighbours, and the words
//! from which each word is to be told.

use morat::lexicon::Symbol;
use morat::model::network::{Shape, neighbours};

use crate::drawn::Random;
use crate::lm::Rivals;

/// Number of the word's own rivals in an example.
pub const OWN: usize = 24;

/// Number of words of the whole vocabulary that all examples of a batch share: sampled by frequency to the power of
/// three fifths, so that rare ones come in as well.
pub const SHARED: usize = 256;
const FLATTENED: f64 = 0.6;

/// One neighbour in this number is replaced by a slip, and one in [`UNKNOWN`] is made unknown: so that one mistake does
/// not spoil what is said of the next word.
const SLIPPED: usize = 30;
const UNKNOWN: usize = 120;

/// The rivals that each symbol is replaced by, with cumulative weights.
struct Slips(Vec<Vec<(Symbol, u32)>>);

impl Slips {
    fn new(rivals: &Rivals, counts: &[u32]) -> Slips {
        let sums = |rivals: &Vec<(Symbol, f32)>| {
            let mut sum = 0;
            let add = |(rival, cost): &(Symbol, f32)| {
                sum += 1 + (f64::from(counts[rival.index()]).sqrt() * f64::from(-cost).exp()) as u32;
                (*rival, sum)
            };
            rivals.iter().map(add).collect()
        };
        Slips(rivals.iter().map(sums).collect())
    }

    fn draw(&self, of: Symbol, draw: &mut Random) -> Option<Symbol> {
        let list = self.0.get(of.index())?;
        let number = draw.below(list.last()?.1 as usize) as u32;
        list.get(list.partition_point(|(_, sum)| *sum <= number)).map(|(rival, _)| *rival)
    }
}

/// A position of the corpus as an example.
pub struct Example {
    /// The neighbours by position in the window.
    pub near: Vec<Symbol>,
    /// The neighbours beyond the window.
    pub far: Vec<Symbol>,
    /// The word that stands there.
    pub right: Symbol,
    /// The words that it is to be told from.
    pub wrong: Vec<Symbol>,
    /// Natural logarithm of how many words each of `wrong` stands for.
    pub stands_for: f32,
}

impl Default for Example {
    fn default() -> Example {
        Example { near: Vec::new(), far: Vec::new(), right: Symbol::OTHER, wrong: Vec::new(), stands_for: 0.0 }
    }
}

/// The corpus as examples.
pub struct Data<'a> {
    symbols: &'a [Symbol],
    rivals: &'a Rivals,
    slips: Slips,
    /// Cumulative weights for sampling shared words.
    sums: Vec<f64>,
    shape: Shape,
    /// The stride between consecutive examples, so that every batch is from all of the corpus.
    stride: u64,
}

/// The greatest number of symbols on either side that are read.
const SIDE: usize = 32;

fn common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { common_divisor(other, one % other) }
}

impl<'a> Data<'a> {
    /// `counts` are the counts of all symbols.
    pub fn new(symbols: &'a [Symbol], rivals: &'a Rivals, counts: &[u32], shape: Shape) -> Data<'a> {
        let mut sum = 0.0;
        let weigh = |(at, count): (usize, &u32)| {
            let class = at < Symbol::OTHER.index();
            sum += if class { 0.0 } else { f64::from(*count).powf(FLATTENED) };
            sum
        };
        let sums = counts[..shape.targets].iter().enumerate().map(weigh).collect();
        let len = symbols.len().max(1) as u64;
        let golden = (len as f64 * 0.618_034) as u64;
        let stride = (golden.max(1)..).find(|stride| common_divisor(*stride, len) == 1).unwrap_or(1);
        Data { symbols, rivals, slips: Slips::new(rivals, counts), sums, shape, stride }
    }

    /// Shared words of a batch, and for each the natural logarithm of how often it is expected among them.
    pub fn shared(&self, draw: &mut Random) -> (Vec<Symbol>, Vec<f32>) {
        let whole = self.sums.last().copied().unwrap_or_default();
        let one = |_| {
            let number = draw.below(1 << 52) as f64 / (1_u64 << 52) as f64 * whole;
            let at = self.sums.partition_point(|sum| *sum <= number).min(self.sums.len() - 1);
            let weight = self.sums[at] - if at > 0 { self.sums[at - 1] } else { 0.0 };
            (Symbol::at(at as u16), (weight / whole * SHARED as f64).ln() as f32)
        };
        (0..SHARED).map(one).unzip()
    }

    /// Makes the example with this number; false if the position is none to learn from. The numbers from 0 up to the
    /// length of the corpus visit every position once.
    pub fn example(&self, number: u64, draw: &mut Random, example: &mut Example) -> bool {
        let len = self.symbols.len() as u64;
        let at = (u128::from(number) * u128::from(self.stride) % u128::from(len)) as usize;
        self.at(at, Some(draw), example)
    }

    /// Makes the example at an index. Without `draw` no slips are generated, and all rivals are in `wrong`.
    pub fn at(&self, at: usize, mut draw: Option<&mut Random>, example: &mut Example) -> bool {
        let symbol = self.symbols[at];
        let right = self.shape.target_symbol(symbol);
        let own = self.rivals.get(right.index()).map_or(&[][..], Vec::as_slice);
        if right != Symbol::OTHER && own.is_empty() {
            return false;
        }
        let inside = |symbol: &&Symbol| **symbol != Symbol::END;
        let before = self.symbols[at.saturating_sub(SIDE)..at].iter().rev().take_while(inside).count();
        let behind = self.symbols[at + 1..].iter().take(SIDE).take_while(inside).count();
        let sentence = &self.symbols[(at - before).saturating_sub(1)..(at + behind + 2).min(self.symbols.len())];
        let place = if at > before { before + 1 } else { before };
        example.near.clear();
        example.near.resize(2 * self.shape.reach, Symbol::END);
        example.far.clear();
        let Example { near, far, .. } = example;
        let set = |position: usize, symbol: Symbol| near[position] = symbol;
        neighbours(sentence, place, 1, self.shape.reach, set, |symbol| far.push(symbol));
        if let Some(draw) = &mut draw {
            for symbol in example.near.iter_mut().chain(&mut example.far).filter(|symbol| **symbol != Symbol::END) {
                let chance = draw.below(SLIPPED * UNKNOWN);
                if chance < UNKNOWN {
                    *symbol = self.slips.draw(*symbol, draw).unwrap_or(*symbol);
                } else if chance < UNKNOWN + SLIPPED {
                    *symbol = Symbol::OTHER;
                }
            }
        }
        example.near.iter_mut().chain(&mut example.far).for_each(|symbol| *symbol = self.shape.context_symbol(*symbol));
        example.right = right;
        example.wrong.clear();
        match &mut draw {
            Some(draw) if own.len() > OWN => {
                example.wrong.extend((0..OWN).map(|_| own[draw.below(own.len())].0));
                example.stands_for = (own.len() as f32 / OWN as f32).ln();
            }
            _ => {
                example.wrong.extend(own.iter().map(|(rival, _)| *rival));
                example.stands_for = 0.0;
            }
        }
        true
    }
}
