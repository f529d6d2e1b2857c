//! The weights of a network as one row of numbers, as they are trained.

use std::ops::Range;

use super::matrix::{Layer, QuantizedMatrix};
use super::rows::QuantizedRows;
use super::{Network, Shape};

/// Where the weights of each part lie in one array of all of them. Matrices are row-major, inputs by outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// A vector for each neighbour symbol.
    pub embed: Range<usize>,
    /// Each layer's matrix and offsets: the window to hidden, the residual layers, hidden to out.
    pub layers: Vec<(Range<usize>, Range<usize>)>,
    /// A vector for each target symbol.
    pub words: Range<usize>,
    /// An offset for each target symbol.
    pub biases: Range<usize>,
}

impl Shape {
    /// Where the weights of each part lie.
    pub fn layout(&self) -> Layout {
        let mut end = 0;
        let mut next = |len: usize| {
            end += len;
            end - len..end
        };
        Layout {
            embed: next(self.contexts * self.width),
            layers: self.layers().iter().map(|(inputs, outputs)| (next(inputs * outputs), next(*outputs))).collect(),
            words: next(self.targets * self.out),
            biases: next(self.targets),
        }
    }
}

impl Network {
    /// A network of these weights, which lie in the order of [`Shape::layout`].
    ///
    /// # Panics
    /// If there are fewer weights than that.
    pub fn new(shape: Shape, weights: &[f32]) -> Network {
        let layout = shape.layout();
        let table = |range: &Range<usize>, width: usize| {
            QuantizedRows::pack(width, weights[range.clone()].chunks_exact(width).map(<[f32]>::to_vec))
        };
        let layer = |(inputs, outputs): (usize, usize), matrix: &Range<usize>, offsets: &Range<usize>| {
            let matrix = &weights[matrix.clone()];
            let column = |at: usize| (0..inputs).map(|input| matrix[input * outputs + at]).collect();
            Layer {
                matrix: QuantizedMatrix::pack(inputs, (0..outputs).map(column)),
                offsets: weights[offsets.clone()].to_vec(),
            }
        };
        let (embed, words) = (table(&layout.embed, shape.width), table(&layout.words, shape.out));
        let (matrix, offsets) = &layout.layers[0];
        let part = |from: usize| {
            let column = |at: usize| (0..shape.width).map(move |input| (from + input) * shape.hidden + at);
            let row = |at: usize| column(at).map(|at| weights[matrix.start + at]).collect();
            QuantizedMatrix::pack(shape.width, (0..shape.hidden).map(row))
        };
        let first = (0..shape.inputs()).step_by(shape.width).map(part).collect();
        let layers = shape.layers().into_iter().zip(&layout.layers).skip(1);
        let layers = layers.map(|(sizes, (matrix, offsets))| layer(sizes, matrix, offsets)).collect();
        let (offsets, biases) = (weights[offsets.clone()].to_vec(), weights[layout.biases.clone()].to_vec());
        Network { first, offsets, ..Network::of(shape, embed, layers, words, biases) }
    }
}
