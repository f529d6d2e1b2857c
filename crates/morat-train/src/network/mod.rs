//! Trains the network of [`morat::model::network`]: from the words around a position, to tell the word there from its rivals and
//! from random other words.
//!
//! Stochastic gradient descent with Adam (Kingma and Ba 2015), in batches spread over the whole corpus; the learning rate rises
//! for some steps and then falls to zero. A batch is divided among [`Settings::workers`] workers, independent of the number of
//! threads, and their gradients are added in a fixed order: the same corpus, settings and processor give the same bytes.

mod checkpoint;
mod data;
mod step;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use morat::lexicon::{Lexicon, Symbol};
use morat::model::network::{Network, Shape};
use rayon::prelude::*;

use crate::build::Progress;
use crate::drawn::Random;
use crate::lm::Rivals;
use crate::{lm, ngrams};
use checkpoint::Checkpoint;
use data::{Data, Example};
use step::{Shared, Worker};

/// How a network is trained.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// How many millions of places of the corpus it is trained on; more than the corpus has are taken again.
    #[arg(long, default_value_t = 150.0)]
    pub millions: f64,
    /// Length of a neighbour's vector.
    #[arg(long, default_value_t = 128)]
    pub width: usize,
    /// Length of a hidden layer.
    #[arg(long, default_value_t = 512)]
    pub hidden: usize,
    /// Number of residual layers.
    #[arg(long, default_value_t = 0)]
    pub blocks: usize,
    /// Words of the window on either side.
    #[arg(long, default_value_t = 6)]
    pub reach: usize,
    /// Length of the vector of a word that is asked about.
    #[arg(long, default_value_t = 128)]
    pub compared: usize,
    /// Symbols told apart as neighbours, the most frequent ones.
    #[arg(long, default_value_t = 10_000)]
    pub contexts: usize,
    /// Places of a batch.
    #[arg(long, default_value_t = 1024)]
    pub batch: usize,
    /// The greatest rate.
    #[arg(long, default_value_t = 0.002)]
    pub rate: f32,
    /// Workers that share a batch. Another number gives other bytes.
    #[arg(long, default_value_t = 2)]
    pub workers: usize,
    /// What the numbers are drawn by.
    #[arg(long, default_value_t = 3)]
    pub seed: u64,
    /// Where the training is kept every few minutes, and gone on from.
    #[arg(long)]
    pub checkpoint: Option<PathBuf>,
}

impl Settings {
    fn shape(&self, lexicon: &Lexicon) -> Shape {
        let targets = lexicon.first_other().index();
        let contexts = self.contexts.clamp(Symbol::OTHER.index() + 1, lexicon.symbol_count());
        let Settings { reach, width, hidden, blocks, compared: out, .. } = *self;
        Shape { contexts, targets, reach, width, hidden, blocks, out }
    }
}

/// Steps during which the learning rate rises.
const WARM_UP: f32 = 100.0;

/// Adam's decay rates for the means of gradients and of their squares.
const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.995;

/// The greatest length of a mean gradient; a longer one is clipped.
const LONGEST: f64 = 1.0;

/// Steps between two reports, and seconds between two checkpoints.
const REPORTED: u64 = 500;
const KEPT: f32 = 120.0;

/// Number of held-out positions for evaluation.
const JUDGED: usize = 20_000;

/// The weights, and Adam's means for each of them.
pub struct State {
    /// Steps done.
    pub step: u64,
    /// Number of positions visited, skipped ones included.
    pub seen: u64,
    pub weights: Vec<f32>,
    pub means: Vec<f32>,
    pub squares: Vec<f32>,
}

impl State {
    fn new(shape: Shape, counts: &[u32], seed: u64) -> State {
        let layout = shape.layout();
        let len = layout.biases.end;
        let mut draw = Random::new(seed);
        let mut weights = vec![0.0; len];
        let mut fill = |weights: &mut [f32], most: f32| {
            weights.iter_mut().for_each(|weight| *weight = (draw.below(20_001) as f32 / 10_000.0 - 1.0) * most);
        };
        fill(&mut weights[layout.embed.clone()], 0.5);
        for ((inputs, _), (matrix, _)) in shape.layers().into_iter().zip(&layout.layers) {
            fill(&mut weights[matrix.clone()], (3.0 / inputs as f32).sqrt());
        }
        fill(&mut weights[layout.words.clone()], 0.05);
        let total: f32 = counts.iter().map(|count| *count as f32).sum();
        let share = |count: &u32| (count.max(&1).to_owned() as f32 / total).ln();
        weights[layout.biases].iter_mut().zip(counts).for_each(|(bias, count)| *bias = share(count));
        State { step: 0, seen: 0, weights, means: vec![0.0; len], squares: vec![0.0; len] }
    }

    /// One step of Adam along the sum of the workers' gradients over a batch.
    fn learn(&mut self, workers: &[Worker], batch: usize, rate: f32) {
        const PIECE: usize = 1 << 16;
        let share = 1.0 / batch as f32;
        let summed = |at: usize| workers.iter().map(|worker| worker.gradient[at]).sum::<f32>() * share;
        let pieces: Vec<f64> = (0..self.weights.len().div_ceil(PIECE))
            .into_par_iter()
            .map(|piece| {
                let all = piece * PIECE..((piece + 1) * PIECE).min(self.weights.len());
                all.map(|at| f64::from(summed(at)).powi(2)).sum()
            })
            .collect();
        let length = pieces.iter().sum::<f64>().sqrt();
        let cut = (LONGEST / length.max(1e-9)).min(1.0) as f32;
        self.step += 1;
        let warm = |share: f32| 1.0 - share.powi(self.step.min(100_000) as i32);
        let (rate, root) = (rate / warm(MEAN), warm(SQUARE).sqrt());
        let State { weights, means, squares, .. } = self;
        let pieces = weights.par_chunks_mut(PIECE).zip(means.par_chunks_mut(PIECE)).zip(squares.par_chunks_mut(PIECE));
        pieces.enumerate().for_each(|(piece, ((weights, means), squares))| {
            let own = weights.iter_mut().zip(means).zip(squares);
            for (at, ((weight, mean), square)) in own.enumerate() {
                let slope = summed(piece * PIECE + at) * cut;
                *mean = MEAN * *mean + (1.0 - MEAN) * slope;
                *square = SQUARE * *square + (1.0 - SQUARE) * slope * slope;
                *weight -= rate * *mean / (square.sqrt() / root + 1e-8);
            }
        });
    }
}

/// Trains a network on an array of symbols; `held_out` is another one for evaluation.
///
/// # Errors
/// If the checkpoint cannot be read or written, or is of another training.
pub fn train(
    symbols: &[Symbol],
    held_out: &[Symbol],
    lexicon: &Lexicon,
    settings: &Settings,
    progress: &Progress,
) -> io::Result<Network> {
    let shape = settings.shape(lexicon);
    let counts = ngrams::singles(symbols, lexicon.symbol_count());
    let rivals: Rivals = lm::rivals(lexicon);
    let data = Data::new(symbols, &rivals, &counts, shape);
    let checkpoint = settings.checkpoint.as_ref().map(|path| Checkpoint::new(path, settings, symbols));
    let kept = checkpoint.as_ref().map(Checkpoint::read).transpose()?.flatten();
    let mut state = kept.unwrap_or_else(|| State::new(shape, &counts, settings.seed));
    let judged = evaluation_examples(&Data::new(held_out, &rivals, &counts, shape), held_out.len());
    let mut workers: Vec<Worker> = (0..settings.workers.max(1)).map(|_| Worker::new(shape)).collect();
    let share = settings.batch.div_ceil(workers.len());
    let steps = (settings.millions * 1e6 / (share * workers.len()) as f64).ceil().max(1.0) as u64;
    progress.say(&format!("network: {} weights, {steps} steps, {} done", state.weights.len(), state.step));
    let (mut started, mut kept_at, mut loss) = ((Instant::now(), state.step), Instant::now(), 0.0);
    let mut batches: Vec<Vec<Example>> =
        workers.iter().map(|_| (0..share).map(|_| Example::default()).collect()).collect();
    while state.step < steps {
        let mut draw = Random::new(settings.seed ^ (state.step + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (words, drawn) = data.shared(&mut draw);
        let shared = Shared { words, drawn };
        let seeds: Vec<u64> = workers.iter().map(|_| draw.below(usize::MAX) as u64).collect();
        // Each worker takes every n-th position, until it has its share of usable examples.
        let (weights, seen, apart) = (&state.weights, state.seen, workers.len());
        let sums: Vec<(f64, u64)> = workers
            .par_iter_mut()
            .zip(&mut batches)
            .zip(&seeds)
            .enumerate()
            .map(|(number, ((worker, batch), seed))| {
                let mut draw = Random::new(*seed);
                let mut places = (seen + number as u64..).step_by(apart);
                for example in batch.iter_mut() {
                    places.find(|place| data.example(*place, &mut draw, example));
                }
                (worker.step(weights, batch, &shared), places.next().unwrap_or(seen) - seen)
            })
            .collect();
        loss += sums.iter().map(|(loss, _)| loss).sum::<f64>() / (share * workers.len()) as f64;
        state.seen += sums.iter().map(|(_, taken)| *taken).max().unwrap_or_default();
        let done = state.step as f32 / steps as f32;
        let rate = settings.rate * ((state.step as f32 + 1.0) / WARM_UP).min(1.0) * (1.0 - done);
        state.learn(&workers, share * workers.len(), rate);
        if state.step.is_multiple_of(REPORTED) || state.step == steps {
            let (right, among) = workers[0].evaluate(&state.weights, &judged);
            let left =
                started.0.elapsed().as_secs_f64() / (state.step - started.1) as f64 * (steps - state.step) as f64;
            progress.say(&format!(
                "network: {}/{steps}, loss {:.4}, of rivals right {:.2} %, loss among rivals {among:.4}, {:.0} min left",
                state.step,
                loss / REPORTED as f64,
                100.0 * right,
                left / 60.0,
            ));
            loss = 0.0;
            if started.1 == 0 || state.step - started.1 > 20 * REPORTED {
                started = (Instant::now(), state.step);
            }
        }
        if let Some(checkpoint) = &checkpoint
            && (kept_at.elapsed().as_secs_f32() > KEPT || state.step == steps)
        {
            checkpoint.write(&state)?;
            kept_at = Instant::now();
        }
    }
    Ok(Network::new(shape, &state.weights))
}

/// Evaluation examples, evenly spaced over an array of symbols.
fn evaluation_examples(data: &Data<'_>, len: usize) -> Vec<Example> {
    let step = (len / JUDGED).max(1);
    let mut list = Vec::new();
    for at in (0..len).step_by(step) {
        let mut example = Example::default();
        if data.at(at, None, &mut example) && example.right != Symbol::OTHER {
            list.push(example);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use morat::dictionaries::Dictionaries;

    fn settings(checkpoint: Option<PathBuf>) -> Settings {
        Settings {
            millions: 0.002,
            width: 4,
            hidden: 8,
            blocks: 1,
            reach: 2,
            compared: 4,
            contexts: 50,
            batch: 64,
            rate: 0.01,
            workers: 2,
            seed: 3,
            checkpoint,
        }
    }

    /// Sentences of five frequent words.
    fn corpus() -> Vec<Symbol> {
        let mut draw = Random::new(1);
        (0..3000).map(|at| Symbol::at(if at % 6 == 0 { 0 } else { 4 + draw.below(40) as u16 })).collect()
    }

    #[test]
    fn the_same_training_gives_the_same_network_and_goes_on_from_its_checkpoint() {
        let lexicon = &Dictionaries::embedded().lexicon;
        let (symbols, progress) = (corpus(), Progress::start());
        let train = |settings: &Settings| train(&symbols, &symbols[..600], lexicon, settings, &progress);
        let once = train(&settings(None)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint");
        let kept = settings(Some(path.clone()));
        assert_eq!(train(&kept).unwrap(), once, "by the same seed");
        assert_eq!(train(&kept).unwrap(), once, "from a checkpoint at its end");
        let other = Settings { rate: 0.02, ..kept.clone() };
        assert!(train(&other).unwrap_err().to_string().contains("no checkpoint of this training"));
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(train(&kept).is_err(), "cut short");
        let seeded = Settings { seed: 4, ..settings(None) };
        assert_ne!(train(&seeded).unwrap(), once, "by another seed");
    }
}
