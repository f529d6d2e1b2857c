//! Trains the model of company: one pass over the corpus, each word against the words that it is confused with.
//!
//! One thread, so that the same corpus gives the same bytes.

use morat::lexicon::Symbol;
use morat::model::company::{Company, REACH, Vector, WIDTH};

use crate::drawn::Draw;

/// Symbols told apart as neighbours, most frequent first.
const HEARD: usize = 10_000;
/// A word of this share of the corpus is trained on every time; of more frequent ones, as many times as the root of the
/// ratio says.
const OFTEN: f64 = 3e-5;
/// Words that a word is told from at a time: those it is confused with, and one at random.
const RIVALS: usize = 4;
/// Steps of the gradient: the first, and the last as a share of it.
const RATE: f32 = 0.06;
const LAST: f32 = 0.02;

/// The words that each symbol is confused with, and how often each is drawn, as sums.
struct Drawn(Vec<Vec<(Symbol, u32)>>);

impl Drawn {
    fn new(rivals: &[Vec<(Symbol, f32)>], counts: &[u32]) -> Drawn {
        let sums = |rivals: &Vec<(Symbol, f32)>| {
            let mut sum = 0;
            let add = |(rival, cost): &(Symbol, f32)| {
                sum += 1 + (f64::from(counts[rival.index()]).sqrt() * f64::from(-cost).exp()) as u32;
                (*rival, sum)
            };
            rivals.iter().map(add).collect()
        };
        Drawn(rivals.iter().map(sums).collect())
    }

    fn draw(&self, of: Symbol, draw: &mut Draw) -> Option<Symbol> {
        let list = &self.0[of.index()];
        let number = draw.below(list.last()?.1 as usize) as u32;
        list.get(list.partition_point(|(_, sum)| *sum <= number)).map(|(rival, _)| *rival)
    }
}

fn dot(one: &Vector, other: &Vector) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

struct Training {
    places: Vec<Vector>,
    heard: Vec<Vector>,
    wanted: Vec<Vector>,
    biases: Vec<f32>,
}

impl Training {
    fn new(words: usize, draw: &mut Draw) -> Training {
        let mut small = || std::array::from_fn(|_| (draw.below(2001) as f32 - 1000.0) / 1000.0 / WIDTH as f32);
        let heard = (0..HEARD).map(|_| small()).collect();
        // The nearer the louder.
        let loud = |place: usize| if place < REACH { REACH - 1 - place } else { place - REACH };
        let places = (0..2 * REACH).map(|place| [1.0 / (1.0 + loud(place) as f32).sqrt(); WIDTH]).collect();
        Training { places, heard, wanted: vec![[0.0; WIDTH]; words], biases: vec![0.0; words] }
    }

    /// One step: the neighbours by place and number, the word that stood there, the others.
    fn step(&mut self, company: &[(usize, usize)], right: Symbol, wrong: &[Symbol], rate: f32) {
        let mut sum = [0.0; WIDTH];
        for (place, symbol) in company {
            for ((sum, weight), value) in sum.iter_mut().zip(&self.places[*place]).zip(&self.heard[*symbol]) {
                *sum += weight * value;
            }
        }
        let mut back = [0.0; WIDTH];
        for (number, symbol) in std::iter::once(&right).chain(wrong).enumerate() {
            let wanted = &mut self.wanted[symbol.index()];
            let bias = &mut self.biases[symbol.index()];
            let chance = 1.0 / (1.0 + (-(dot(&sum, wanted) + *bias)).exp());
            let step = rate * (f32::from(u8::from(number == 0)) - chance);
            for ((back, wanted), sum) in back.iter_mut().zip(wanted.iter_mut()).zip(&sum) {
                *back += step * *wanted;
                *wanted += step * sum;
            }
            *bias += step;
        }
        for (place, symbol) in company {
            let (weights, heard) = (&mut self.places[*place], &mut self.heard[*symbol]);
            for ((weight, value), back) in weights.iter_mut().zip(heard.iter_mut()).zip(&back) {
                let before = *value;
                *value += *weight * back;
                // Shared by all words, the places move slowly.
                *weight += 0.02 * before * back;
            }
        }
    }
}

/// Trains on a row of symbols; `rivals` are the symbols that each may be confused with, `words` how many symbols are words
/// that can be asked about.
pub fn train(symbols: &[Symbol], counts: &[u32], rivals: &[Vec<(Symbol, f32)>], words: usize) -> Company {
    let mut draw = Draw::new(2);
    let mut training = Training::new(words, &mut draw);
    let drawn = Drawn::new(rivals, counts);
    let heard = |symbol: Symbol| if symbol.index() < HEARD { symbol.index() } else { Symbol::OTHER.index() };
    let keep: Vec<u32> = counts
        .iter()
        .map(|count| ((OFTEN * symbols.len() as f64 / f64::from((*count).max(1))).sqrt().min(1.0) * 65536.0) as u32)
        .collect();
    let (mut company, mut wrong) = (Vec::new(), Vec::new());
    for (at, symbol) in symbols.iter().enumerate() {
        let asked = symbol.index() < words && !rivals[symbol.index()].is_empty();
        if !asked || draw.below(65536) as u32 >= keep[symbol.index()] {
            continue;
        }
        company.clear();
        let inside = |symbol: &&Symbol| **symbol != Symbol::END;
        let left = symbols[..at].iter().rev().take(REACH).take_while(inside).enumerate();
        company.extend(left.map(|(far, symbol)| (REACH - 1 - far, heard(*symbol))));
        let right = symbols[at + 1..].iter().take(REACH).take_while(inside).enumerate();
        company.extend(right.map(|(far, symbol)| (REACH + far, heard(*symbol))));
        wrong.clear();
        wrong.extend((0..RIVALS).filter_map(|_| drawn.draw(*symbol, &mut draw)));
        wrong.push(Symbol::at((4 + draw.below(words - 4)) as u16));
        let done = at as f32 / symbols.len() as f32;
        training.step(&company, *symbol, &wrong, RATE * (1.0 - done * (1.0 - LAST)));
    }
    Company::new(training.places, &training.heard, &training.wanted, training.biases)
}
