//! One step of the training: forward pass, loss, and gradient.

use std::ops::Range;

use morat::lexicon::Symbol;
use morat::model::network::{Layout, Shape, far_weight};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

use super::data::Example;

/// A row-major matrix in a slice.
fn matrix(values: &[f32], rows: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, values.len() / rows), values).expect("rows of one length")
}

fn matrix_mut(values: &mut [f32], rows: usize) -> ArrayViewMut2<'_, f32> {
    let columns = values.len() / rows;
    ArrayViewMut2::from_shape((rows, columns), values).expect("rows of one length")
}

/// The shared words of a batch, and for each what is subtracted from its score because it is sampled more often than
/// once.
pub struct Shared {
    pub words: Vec<Symbol>,
    pub drawn: Vec<f32>,
}

/// Buffers of a worker.
pub struct Worker {
    shape: Shape,
    layout: Layout,
    /// The gradient, in the layout of the weights.
    pub gradient: Vec<f32>,
    /// Inputs, then the output of each layer before and after its nonlinearity.
    input: Vec<f32>,
    hidden: Vec<Vec<f32>>,
    bends: Vec<Vec<f32>>,
    out: Vec<f32>,
    back_out: Vec<f32>,
    back: Vec<f32>,
    bent: Vec<f32>,
    back_input: Vec<f32>,
    scores: Vec<f32>,
    vectors: Vec<f32>,
    back_vectors: Vec<f32>,
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    // Eight sums, so that they need not wait for one another.
    let mut sums = [0.0_f32; 8];
    for (one, other) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    let rest = one.len() / 8 * 8;
    sums.iter().sum::<f32>() + one[rest..].iter().zip(&other[rest..]).map(|(one, other)| one * other).sum::<f32>()
}

fn add_scaled(to: &mut [f32], from: &[f32], times: f32) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += times * from);
}

impl Worker {
    pub fn new(shape: Shape) -> Worker {
        let layout = shape.layout();
        let gradient = vec![0.0; layout.biases.end];
        Worker {
            hidden: vec![Vec::new(); shape.blocks + 1],
            bends: vec![Vec::new(); shape.blocks + 1],
            input: Vec::new(),
            out: Vec::new(),
            back_out: Vec::new(),
            back: Vec::new(),
            bent: Vec::new(),
            back_input: Vec::new(),
            scores: Vec::new(),
            vectors: Vec::new(),
            back_vectors: Vec::new(),
            shape,
            layout,
            gradient,
        }
    }

    /// The forward pass: output vectors of the examples, one behind the other.
    fn forward(&mut self, weights: &[f32], examples: &[Example]) {
        let (shape, layout) = (self.shape, &self.layout);
        let rows = examples.len();
        let inputs = shape.inputs();
        self.input.clear();
        self.input.resize(rows * inputs, 0.0);
        let embed = &weights[layout.embed.clone()];
        let vector = |symbol: &Symbol| &embed[symbol.index() * shape.width..(symbol.index() + 1) * shape.width];
        for (row, example) in self.input.chunks_exact_mut(inputs).zip(examples) {
            for (place, symbol) in row.chunks_exact_mut(shape.width).zip(&example.near) {
                place.copy_from_slice(vector(symbol));
            }
            let weight = far_weight(example.far.len());
            let far = &mut row[2 * shape.reach * shape.width..];
            example.far.iter().for_each(|symbol| add_scaled(far, vector(symbol), weight));
        }
        let layer = |from: &[f32], number: usize, to: &mut Vec<f32>| {
            let (matrix_at, offsets) = &layout.layers[number];
            let offsets = &weights[offsets.clone()];
            to.clear();
            (0..rows).for_each(|_| to.extend_from_slice(offsets));
            let own = &weights[matrix_at.clone()];
            let inputs = own.len() / offsets.len();
            general_mat_mul(1.0, &matrix(from, rows), &matrix(own, inputs), 1.0, &mut matrix_mut(to, rows));
        };
        for number in 0..=shape.blocks {
            let (before, here) = self.hidden.split_at_mut(number);
            let from = before.last().unwrap_or(&self.input);
            let bend = &mut self.bends[number];
            layer(from, number, bend);
            here[0].clear();
            match number {
                0 => here[0].extend(bend.iter().map(|value| value.max(0.0))),
                _ => here[0].extend(bend.iter().zip(from).map(|(value, own)| own + value.max(0.0))),
            }
        }
        layer(&self.hidden[shape.blocks], shape.blocks + 1, &mut self.out);
    }

    /// Sets the gradient of the loss summed over the examples; gives back the loss.
    pub fn step(&mut self, weights: &[f32], examples: &[Example], shared: &Shared) -> f64 {
        self.gradient.fill(0.0);
        self.forward(weights, examples);
        let loss = self.compare(weights, examples, shared);
        self.backward(weights, examples);
        loss
    }

    /// Compares the outputs with the words; computes the gradients of both.
    fn compare(&mut self, weights: &[f32], examples: &[Example], shared: &Shared) -> f64 {
        let Worker { shape, layout, gradient, out, back_out, scores, vectors, back_vectors, .. } = self;
        let (rows, width) = (examples.len(), shape.out);
        let (words, biases) = (&weights[layout.words.clone()], &weights[layout.biases.clone()]);
        let vector = |symbol: Symbol| &words[symbol.index() * width..(symbol.index() + 1) * width];
        vectors.clear();
        shared.words.iter().for_each(|word| vectors.extend_from_slice(vector(*word)));
        let count = shared.words.len();
        scores.clear();
        let offsets: Vec<f32> =
            shared.words.iter().zip(&shared.drawn).map(|(word, drawn)| biases[word.index()] - drawn).collect();
        (0..rows).for_each(|_| scores.extend_from_slice(&offsets));
        general_mat_mul(1.0, &matrix(out, rows), &matrix(vectors, count).t(), 1.0, &mut matrix_mut(scores, rows));
        back_out.clear();
        back_out.resize(rows * width, 0.0);
        let mut loss = 0.0;
        let mut own = Vec::new();
        for (row, example) in examples.iter().enumerate() {
            let (out, back) = (&out[row * width..(row + 1) * width], &mut back_out[row * width..(row + 1) * width]);
            let scores = &mut scores[row * count..(row + 1) * count];
            own.clear();
            own.push(dot(out, vector(example.right)) + biases[example.right.index()]);
            own.extend(
                example.wrong.iter().map(|word| dot(out, vector(*word)) + biases[word.index()] + example.stands_for),
            );
            for (score, word) in scores.iter_mut().zip(&shared.words) {
                if *word == example.right {
                    *score = f32::MIN;
                }
            }
            let most = own.iter().chain(scores.iter()).fold(f32::MIN, |most, score| most.max(*score));
            own.iter_mut().chain(scores.iter_mut()).for_each(|score| *score = (*score - most).exp());
            let sum: f32 = own.iter().chain(scores.iter()).sum();
            loss -= f64::from((own[0] / sum).max(1e-30).ln());
            own.iter_mut().chain(scores.iter_mut()).for_each(|score| *score /= sum);
            own[0] -= 1.0;
            for (share, word) in own.iter().zip(std::iter::once(&example.right).chain(&example.wrong)) {
                add_scaled(back, vector(*word), *share);
                let at = layout.words.start + word.index() * width;
                add_scaled(&mut gradient[at..at + width], out, *share);
                gradient[layout.biases.start + word.index()] += share;
            }
        }
        general_mat_mul(1.0, &matrix(scores, rows), &matrix(vectors, count), 1.0, &mut matrix_mut(back_out, rows));
        back_vectors.clear();
        back_vectors.resize(count * width, 0.0);
        let by_word = matrix(scores, rows);
        general_mat_mul(1.0, &by_word.t(), &matrix(out, rows), 0.0, &mut matrix_mut(back_vectors, count));
        for ((word, back), shares) in shared.words.iter().zip(back_vectors.chunks_exact(width)).zip(by_word.columns()) {
            let at = layout.words.start + word.index() * width;
            add_scaled(&mut gradient[at..at + width], back, 1.0);
            gradient[layout.biases.start + word.index()] += shares.sum();
        }
        loss
    }

    /// The backward pass: from the gradient of the outputs to all other weights.
    fn backward(&mut self, weights: &[f32], examples: &[Example]) {
        let Worker { shape, layout, gradient, input, hidden, bends, back_out, back, bent, back_input, .. } = self;
        let rows = examples.len();
        let mut through = |from: &[f32], number: usize, back: &[f32], to: &mut Vec<f32>, add: bool| {
            let (own, offsets): &(Range<usize>, Range<usize>) = &layout.layers[number];
            let inputs = own.len() / offsets.len();
            let slope = &mut matrix_mut(&mut gradient[own.clone()], inputs);
            general_mat_mul(1.0, &matrix(from, rows).t(), &matrix(back, rows), 0.0, slope);
            let sums = &mut gradient[offsets.clone()];
            back.chunks_exact(sums.len()).for_each(|row| add_scaled(sums, row, 1.0));
            to.resize(rows * inputs, 0.0);
            let weights = matrix(&weights[own.clone()], inputs);
            let keep = if add { 1.0 } else { 0.0 };
            general_mat_mul(1.0, &matrix(back, rows), &weights.t(), keep, &mut matrix_mut(to, rows));
        };
        back.clear();
        through(&hidden[shape.blocks], shape.blocks + 1, back_out, back, false);
        for number in (0..=shape.blocks).rev() {
            bent.clear();
            bent.extend(back.iter().zip(&bends[number]).map(|(back, value)| if *value > 0.0 { *back } else { 0.0 }));
            match number {
                0 => through(input, 0, bent, back_input, false),
                _ => through(&hidden[number - 1], number, bent, back, true),
            }
        }
        let inputs = shape.inputs();
        for (row, example) in back_input.chunks_exact(inputs).zip(examples) {
            for (place, symbol) in row.chunks_exact(shape.width).zip(&example.near) {
                let at = layout.embed.start + symbol.index() * shape.width;
                add_scaled(&mut gradient[at..at + shape.width], place, 1.0);
            }
            let weight = far_weight(example.far.len());
            let far = &row[2 * shape.reach * shape.width..];
            for symbol in &example.far {
                let at = layout.embed.start + symbol.index() * shape.width;
                add_scaled(&mut gradient[at..at + shape.width], far, weight);
            }
        }
    }

    /// The share of examples in which the right word is the best among its rivals, and the mean loss against them
    /// (natural logarithm).
    pub fn evaluate(&mut self, weights: &[f32], examples: &[Example]) -> (f64, f64) {
        self.forward(weights, examples);
        let (words, biases) = (&weights[self.layout.words.clone()], &weights[self.layout.biases.clone()]);
        let width = self.shape.out;
        let (mut right, mut loss) = (0, 0.0);
        for (out, example) in self.out.chunks_exact(width).zip(examples) {
            let score = |word: Symbol| {
                dot(out, &words[word.index() * width..(word.index() + 1) * width]) + biases[word.index()]
            };
            let own = score(example.right);
            let others: Vec<f32> = example.wrong.iter().map(|word| score(*word)).collect();
            right += usize::from(others.iter().all(|other| *other < own));
            loss += others.iter().map(|other| f64::from(other - own).exp()).sum::<f64>().ln_1p();
        }
        (right as f64 / examples.len() as f64, loss / examples.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawn::Random;

    const SHAPE: Shape = Shape { contexts: 9, targets: 8, reach: 2, width: 3, hidden: 5, blocks: 1, out: 4 };

    fn example(seed: u64) -> Example {
        let mut draw = Random::new(seed);
        let mut some = |count: usize, least: usize, most: usize| -> Vec<Symbol> {
            (0..count).map(|_| Symbol::at((least + draw.below(most - least)) as u16)).collect()
        };
        let (near, far, wrong) = (some(4, 0, 9), some(3, 4, 9), some(2, 4, 7));
        Example { near, far, right: Symbol::at(7), wrong, stands_for: 0.3 }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        let mut draw = Random::new(5);
        let len = SHAPE.layout().biases.end;
        let weights: Vec<f32> = (0..len).map(|_| (draw.below(2001) as f32 - 1000.0) / 1500.0).collect();
        let examples: Vec<Example> = (0..3).map(example).collect();
        let shared = Shared { words: vec![Symbol::at(3), Symbol::at(5), Symbol::at(7)], drawn: vec![0.1, -0.2, 0.3] };
        let mut worker = Worker::new(SHAPE);
        worker.step(&weights, &examples, &shared);
        let gradient = worker.gradient.clone();
        let mut loss = |at: usize, by: f32| {
            let mut moved = weights.clone();
            moved[at] += by;
            worker.step(&moved, &examples, &shared)
        };
        let mut moving = 0;
        for at in (0..len).step_by(3) {
            let slope = (loss(at, 0.003) - loss(at, -0.003)) / 0.006;
            let own = f64::from(gradient[at]);
            assert!((slope - own).abs() < 0.02 + 0.05 * own.abs(), "weight {at}: {slope} is not {own}");
            moving += usize::from(own.abs() > 0.05);
        }
        assert!(moving > 20, "only {moving} weights matter");
    }
}
