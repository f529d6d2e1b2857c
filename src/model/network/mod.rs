//! The context network: how well a word fits its sentence, by six words to either side and the rest of the sentence.
//!
//! A feed-forward network with a window (Bengio and others 2003): a vector for each neighbour, all of them side by
//! side, so that every position has weights of its own, and one more for what lies further off in the sentence; a
//! hidden layer, residual layers, and an output that is compared with a vector for each word that may stand there. It
//! is trained to tell a word from those that are taken for it (`crates/morat-train/src/network`).
//!
//! Weights are bytes with a scale for each row, sums are integers: the answer is the same on every machine, whatever
//! its vector unit. The first layer is a sum over the neighbours, and what a frequent word adds to it in each position
//! is computed once and cached; what is left are some 200,000 multiplications, so only words in doubt are asked about.

mod kernel;
#[cfg(feature = "training")]
mod layout;
mod matrix;
mod rows;
mod shape;

use std::borrow::Cow;
use std::sync::OnceLock;

use pulp::Arch;

use super::container::{self, ModelError};
use crate::lexicon::Symbol;
use kernel::{Kernel, KernelWork, dispatch};
use matrix::{Layer, QuantizedMatrix};
use rows::{Activations, QuantizedRows, WeightReader, add_bytes, add_four_to, add_to};

#[cfg(feature = "training")]
pub use layout::Layout;
pub use shape::{FARTHEST, Shape, far_weight, neighbours};

/// How many of the most frequent symbols have their share of the first layer cached for each position: they are six
/// words in seven of running text.
const CACHED_SYMBOLS: usize = 1000;

/// The context vector: the network's output for the words around a position, with buffers for the layers before. A
/// worker keeps one and reuses it.
#[derive(Clone, Debug, Default)]
pub struct ContextVector {
    sentence: Vec<Symbol>,
    /// The symbols in the window, each with its position.
    near: Vec<(usize, Symbol)>,
    /// What the rare ones among them add to the first layer, one after another.
    rare: Vec<f32>,
    far: Vec<f32>,
    layer: Vec<f32>,
    next: Vec<f32>,
    numbers: Activations,
}

/// What each frequent symbol adds to the first layer, by position and symbol; computed on first use.
struct FirstLayerCache(Vec<OnceLock<Box<[f32]>>>);

impl FirstLayerCache {
    /// The place for what a symbol adds in a position; `None` for a rare symbol.
    #[inline(always)]
    fn get(&self, position: usize, symbol: Symbol) -> Option<&OnceLock<Box<[f32]>>> {
        (symbol.index() < CACHED_SYMBOLS).then(|| &self.0[position * CACHED_SYMBOLS + symbol.index()])
    }
}

/// The network: its shape and its weights. Immutable but for the cache.
pub struct Network {
    shape: Shape,
    embed: QuantizedRows,
    /// The first layer, one matrix for each position of the window and one for what lies beyond.
    first: Vec<QuantizedMatrix>,
    /// Offsets of the first layer.
    offsets: Vec<f32>,
    layers: Vec<Layer>,
    words: QuantizedRows,
    biases: Vec<f32>,
    kept: FirstLayerCache,
    arch: Arch,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl PartialEq for Network {
    fn eq(&self, other: &Network) -> bool {
        let Network { shape, embed, first, offsets, layers, words, biases, kept: _, arch: _ } = self;
        (shape, embed, first, offsets) == (&other.shape, &other.embed, &other.first, &other.offsets)
            && (layers, words, biases) == (&other.layers, &other.words, &other.biases)
    }
}

/// The computation of [`Network::encode`], to be compiled for each kernel.
struct EncodeWork<'a> {
    network: &'a Network,
    sentence: &'a [Symbol],
    at: usize,
    width: usize,
    context: &'a mut ContextVector,
}

impl KernelWork for EncodeWork<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) {
        self.network.read_sentence(kernel, self.sentence, self.at, self.width, self.context);
    }
}

/// The computation of [`Network::fit_all`], to be compiled for each kernel.
struct FitWork<'a, I, F> {
    network: &'a Network,
    context: &'a ContextVector,
    symbols: I,
    each: F,
}

impl<I: Iterator<Item = Symbol>, F: FnMut(f32)> KernelWork for FitWork<'_, I, F> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(mut self, kernel: K) {
        let Network { shape, words, biases, .. } = self.network;
        let numbers = &self.context.numbers;
        let mut tell = |sum: i32, word: usize| {
            (self.each)(sum as f32 * (words.scales[word] * numbers.scale) + biases[word]);
        };
        // Four at a time: the lanes of their sums are added up together.
        let (mut four, mut count) = ([0; 4], 0);
        for symbol in self.symbols {
            four[count] = shape.target_symbol(symbol).index();
            count += 1;
            if count == four.len() {
                let rows = [words.row(four[0]).1, words.row(four[1]).1, words.row(four[2]).1, words.row(four[3]).1];
                let sums = kernel.four(rows, numbers.values());
                for at in 0..four.len() {
                    tell(sums[at], four[at]);
                }
                count = 0;
            }
        }
        for word in &four[..count] {
            tell(kernel.dot(words.row(*word).1, numbers.values()), *word);
        }
    }
}

/// The format of a network file, raised by every change of what a section holds.
const VERSION: u32 = 5;

const HEAD: [u8; 4] = *b"NETH";
const SHAPE: [u8; 4] = *b"SHAP";
const WEIGHTS: [u8; 4] = *b"WGHT";

impl Network {
    /// A network whose first layer is still empty.
    fn of(shape: Shape, embed: QuantizedRows, layers: Vec<Layer>, words: QuantizedRows, biases: Vec<f32>) -> Network {
        let kept = FirstLayerCache((0..2 * shape.reach * CACHED_SYMBOLS).map(|_| OnceLock::new()).collect());
        let (first, offsets) = Default::default();
        Network { shape, embed, first, offsets, layers, words, biases, kept, arch: Arch::new() }
    }

    /// The sizes of its layers.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Computes the context vector of `width` symbols at `at` in a sentence that begins and ends with [`Symbol::END`].
    pub fn encode(
        &self,
        sentence: impl IntoIterator<Item = Symbol>,
        at: usize,
        width: usize,
        context: &mut ContextVector,
    ) {
        let mut symbols = std::mem::take(&mut context.sentence);
        symbols.clear();
        symbols.extend(sentence);
        dispatch(self.arch, EncodeWork { network: self, sentence: &symbols, at, width, context });
        context.sentence = symbols;
    }

    #[inline(always)]
    fn read_sentence<K: Kernel>(
        &self,
        kernel: K,
        sentence: &[Symbol],
        at: usize,
        width: usize,
        context: &mut ContextVector,
    ) {
        let ContextVector { near, rare, far, layer, next, numbers, .. } = context;
        let [blocks @ .., last] = &self.layers[..] else { return };
        layer.clear();
        layer.extend_from_slice(&self.offsets);
        near.clear();
        far.clear();
        far.resize(self.shape.width, 0.0);
        let mut count = 0;
        neighbours(
            sentence,
            at,
            width,
            self.shape.reach,
            #[inline(always)]
            |position, symbol| near.push((position, self.shape.context_symbol(symbol))),
            #[inline(always)]
            |symbol| {
                count += 1;
                let (scale, vector) = self.embed.row(self.shape.context_symbol(symbol).index());
                add_bytes(far, scale, vector);
            },
        );
        self.add_near(kernel, near, rare, layer, numbers);
        if count > 0 {
            numbers.set(far);
            numbers.scale *= far_weight(count);
            self.first[2 * self.shape.reach].add_products(kernel, numbers, layer);
        }
        for sum in layer.iter_mut() {
            *sum = if *sum > 0.0 { *sum } else { 0.0 };
        }
        for block in blocks {
            numbers.set(layer);
            block.apply(kernel, numbers, |at, value| layer[at] += value.max(0.0));
        }
        numbers.set(layer);
        next.clear();
        next.resize(self.shape.out, 0.0);
        last.apply(kernel, numbers, |at, value| next[at] = value);
        numbers.set(next);
    }

    /// Adds to the first layer what the symbols in the window contribute, in their order. `rare` is a buffer.
    #[inline(always)]
    fn add_near<K: Kernel>(
        &self,
        kernel: K,
        near: &[(usize, Symbol)],
        rare: &mut Vec<f32>,
        layer: &mut [f32],
        numbers: &mut Activations,
    ) {
        let len = layer.len();
        rare.clear();
        for (position, symbol) in near {
            let cached = self.kept.get(*position, *symbol);
            if cached.is_some_and(|shares| shares.get().is_some()) {
                continue;
            }
            let (scale, vector) = self.embed.row(symbol.index());
            numbers.set_bytes(scale, vector);
            let first = rare.len();
            rare.resize(first + len, 0.0);
            self.first[*position].add_products(kernel, numbers, &mut rare[first..]);
            if let Some(shares) = cached {
                // Another thread may have been quicker, with the same numbers.
                let _ = shares.set(rare[first..].into());
                rare.truncate(first);
            }
        }
        // Four at a time: their shares lie anywhere in memory, and are waited for together.
        let mut rare = &rare[..];
        let mut four = [&rare[..0]; 4];
        let mut count = 0;
        for (position, symbol) in near {
            four[count] = match self.kept.get(*position, *symbol).and_then(OnceLock::get) {
                Some(shares) => shares,
                None => {
                    let (shares, rest) = rare.split_at(len);
                    rare = rest;
                    shares
                }
            };
            count += 1;
            if count == four.len() {
                add_four_to(layer, four);
                count = 0;
            }
        }
        for shares in &four[..count] {
            add_to(layer, shares);
        }
    }

    /// How well a symbol fits the context: the natural logarithm of its probability, up to a constant of the position.
    pub fn fits(&self, context: &ContextVector, symbol: Symbol) -> f32 {
        let mut fits = 0.0;
        self.fit_all(context, std::iter::once(symbol), |one| fits = one);
        fits
    }

    /// Calls `each` with how well each of the symbols fits the context, in their order, as [`Network::fits`] gives it.
    pub fn fit_all(&self, context: &ContextVector, symbols: impl Iterator<Item = Symbol>, each: impl FnMut(f32)) {
        dispatch(self.arch, FitWork { network: self, context, symbols, each });
    }

    /// The bytes of a network file. `belongs_to` is the checksum of the word lists that number the symbols.
    #[cfg(feature = "training")]
    pub fn write(&self, belongs_to: u32) -> Vec<u8> {
        let mut weights = Vec::new();
        let floats =
            |values: &[f32], out: &mut Vec<u8>| out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        self.embed.write(&mut weights);
        self.first.iter().for_each(|part| part.write(&mut weights));
        floats(&self.offsets, &mut weights);
        for layer in &self.layers {
            layer.matrix.write(&mut weights);
            floats(&layer.offsets, &mut weights);
        }
        self.words.write(&mut weights);
        floats(&self.biases, &mut weights);
        let shape = self.shape.sizes().iter().flat_map(|size| (*size as u32).to_le_bytes()).collect();
        container::write(VERSION, &[(HEAD, belongs_to.to_le_bytes().to_vec()), (SHAPE, shape), (WEIGHTS, weights)])
    }

    /// Reads a network file. `words` is the checksum of the word lists that it has to belong to; with `None` (the
    /// network inside the binary) no checksum is verified.
    ///
    /// # Errors
    /// The [`ModelError`] for which the file is refused.
    pub fn read(bytes: Cow<'static, [u8]>, words: Option<u32>) -> Result<Network, ModelError> {
        let (mut sections, _) = container::open(bytes, VERSION, HEAD, words)?;
        let shape = Shape::read(&sections.take(SHAPE)?).ok_or(ModelError::Section(SHAPE))?;
        Network::weights(WeightReader::new(sections.take(WEIGHTS)?), shape).ok_or(ModelError::Section(WEIGHTS))
    }

    fn weights(mut weights: WeightReader, shape: Shape) -> Option<Network> {
        let weights = &mut weights;
        let embed = QuantizedRows::read(weights, shape.contexts, shape.width)?;
        let part = |_| QuantizedMatrix::read(weights, shape.hidden, shape.width);
        let first = (0..=2 * shape.reach).map(part).collect::<Option<Vec<_>>>()?;
        let offsets = weights.floats(shape.hidden)?;
        let layer = |(inputs, outputs)| Layer::read(weights, outputs, inputs);
        let layers = shape.layers().into_iter().skip(1).map(layer).collect::<Option<Vec<_>>>()?;
        let words = QuantizedRows::read(weights, shape.targets, shape.out)?;
        let biases = weights.floats(shape.targets)?;
        let network = Network { first, offsets, ..Network::of(shape, embed, layers, words, biases) };
        weights.is_empty().then_some(network)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Shape = Shape { contexts: 8, targets: 6, reach: 2, width: 3, hidden: 5, blocks: 1, out: 4 };

    fn small() -> (Network, Vec<f32>) {
        let len = SMALL.layout().biases.end;
        let weights: Vec<f32> = (0..len).map(|at| ((at * 7919 % 211) as f32 - 105.0) / 150.0).collect();
        (Network::new(SMALL, &weights), weights)
    }

    /// How well a symbol fits, in floating point, straight from the definition.
    fn plainly(weights: &[f32], sentence: &[Symbol], at: usize, symbol: usize) -> f32 {
        let layout = SMALL.layout();
        let mut input = vec![0.0; SMALL.inputs()];
        let vector = |symbol: Symbol| {
            let at = SMALL.context_symbol(symbol).index() * SMALL.width;
            &weights[layout.embed.clone()][at..at + SMALL.width]
        };
        let mut far = Vec::new();
        neighbours(
            sentence,
            at,
            1,
            SMALL.reach,
            |position, symbol| {
                input[position * SMALL.width..(position + 1) * SMALL.width].copy_from_slice(vector(symbol));
            },
            |symbol| far.push(symbol),
        );
        let rest = input.len() - SMALL.width;
        for number in 0..SMALL.width {
            input[rest + number] =
                far.iter().map(|symbol| vector(*symbol)[number]).sum::<f32>() * far_weight(far.len());
        }
        for (number, ((inputs, outputs), (matrix, offsets))) in
            SMALL.layers().into_iter().zip(&layout.layers).enumerate()
        {
            let out: Vec<f32> = (0..outputs)
                .map(|out| {
                    let sum: f32 = (0..inputs).map(|at| input[at] * weights[matrix.start + at * outputs + out]).sum();
                    sum + weights[offsets.start + out]
                })
                .collect();
            input = match number {
                0 => out.iter().map(|value| value.max(0.0)).collect(),
                1 => input.iter().zip(&out).map(|(own, value)| own + value.max(0.0)).collect(),
                _ => out,
            };
        }
        let word = &weights[layout.words.start + symbol * SMALL.out..][..SMALL.out];
        input.iter().zip(word).map(|(one, other)| one * other).sum::<f32>() + weights[layout.biases.start + symbol]
    }

    #[test]
    fn bytes_answer_as_the_weights_they_were_made_of() {
        let (network, weights) = small();
        let sentence: Vec<Symbol> = [0, 4, 5, 6, 7, 4, 5, 9, 0].map(Symbol::at).to_vec();
        for at in 1..8 {
            let mut context = ContextVector::default();
            network.encode(sentence.iter().copied(), at, 1, &mut context);
            for symbol in 3..6 {
                let (found, wanted) =
                    (network.fits(&context, Symbol::at(symbol)), plainly(&weights, &sentence, at, symbol as usize));
                assert!((found - wanted).abs() < 0.05 + 0.02 * wanted.abs(), "{at} {symbol}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn it_reads_back_and_refuses_what_is_damaged() {
        let bytes = small().0.write(7);
        assert_eq!(Network::read(Cow::Owned(bytes.clone()), Some(7)), Ok(small().0));
        assert_eq!(Network::read(Cow::Owned(bytes.clone()), Some(8)), Err(ModelError::OtherWords));
        for cut in [0, 20, 60, bytes.len() - 1] {
            assert!(Network::read(Cow::Owned(bytes[..cut].to_vec()), Some(7)).is_err(), "cut at {cut}");
        }
        let mut changed = bytes;
        let last = changed.len() - 9;
        changed[last] ^= 1;
        assert_eq!(Network::read(Cow::Owned(changed), Some(7)), Err(ModelError::Checksum));
    }

    #[test]
    fn all_that_is_near_and_far_is_read_once() {
        let sentence: Vec<Symbol> = (0..60).map(|at| Symbol::at(if at == 59 { 0 } else { at })).collect();
        for (at, width) in [(1, 1), (5, 2), (30, 1), (58, 1)] {
            let (mut near, mut far) = (Vec::new(), Vec::new());
            neighbours(&sentence, at, width, 6, |_, symbol| near.push(symbol), |symbol| far.push(symbol));
            assert_eq!(near.len(), 12);
            let mut all: Vec<usize> =
                near.iter().chain(&far).map(|symbol| symbol.index()).filter(|one| *one > 0).collect();
            all.sort_unstable();
            let wanted = (1..59).filter(|one| !(at..at + width).contains(one));
            let within = wanted.filter(|one| *one + 30 >= at && *one < at + width + 30);
            assert_eq!(all, within.collect::<Vec<_>>(), "{at} {width}");
        }
    }
}
