//! Quantised matrices (8 bits) that are multiplied with a vector, laid out so that no sum is added up across the lanes of
//! a vector unit: that takes as long as a short product itself.
//!
//! The outputs come in blocks of [`BLOCK`]. In a block the weights of all outputs for the first two inputs stand side by
//! side, then those for the next two, and so on: a vector unit multiplies two inputs with sixteen outputs in one step, and
//! adds each pair of products to the sum of its output.

use std::borrow::Cow;

use super::kernel::{self, BLOCK, Kernel};
#[cfg(feature = "training")]
use super::rows::quantized;
use super::rows::{Activations, WeightReader};

/// A matrix of 8-bit weights with a scale for each output.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct QuantizedMatrix {
    inputs: usize,
    scales: Vec<f32>,
    /// The weights, block by block; borrowed where the network is part of the binary.
    values: Cow<'static, [i8]>,
}

impl QuantizedMatrix {
    /// Quantises the weights of each output, as many as there are `inputs`.
    #[cfg(feature = "training")]
    pub(super) fn pack(inputs: usize, outputs: impl Iterator<Item = Vec<f32>>) -> QuantizedMatrix {
        let (scales, rows): (Vec<f32>, Vec<Vec<i8>>) = outputs.map(|row| quantized(&row)).unzip();
        let weight = |row: &Vec<i8>, input: usize| row.get(input).copied().unwrap_or_default();
        let mut values = Vec::with_capacity(rows.len() * (inputs + 1));
        for block in rows.chunks(BLOCK) {
            for input in (0..inputs).step_by(2) {
                values.extend(block.iter().flat_map(|row| [weight(row, input), weight(row, input + 1)]));
            }
        }
        QuantizedMatrix { inputs, scales, values: Cow::Owned(values) }
    }

    /// The number of outputs.
    #[inline(always)]
    pub(super) fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Calls `each` with the number of each output and the sum of its products with `input`.
    #[inline(always)]
    pub(super) fn products<K: Kernel>(&self, kernel: K, input: &Activations, mut each: impl FnMut(usize, f32)) {
        let values = &input.pairs()[..self.inputs.div_ceil(2)];
        let mut sums = [0; BLOCK];
        let mut first = 0;
        while first < self.scales.len() {
            let count = BLOCK.min(self.scales.len() - first);
            let weights = &self.values[2 * values.len() * first..2 * values.len() * (first + count)];
            match count {
                BLOCK => kernel.block(weights, values, &mut sums),
                _ => kernel::portable_block(weights, values, &mut sums[..count]),
            }
            let scales = &self.scales[first..first + count];
            for at in 0..count {
                each(first + at, sums[at] as f32 * (scales[at] * input.scale));
            }
            first += count;
        }
    }

    /// Adds to each of `sums` the products of the output of that number with `input`.
    #[inline(always)]
    pub(super) fn add_products<K: Kernel>(&self, kernel: K, input: &Activations, sums: &mut [f32]) {
        let sums = &mut sums[..self.scales.len()];
        self.products(
            kernel,
            input,
            #[inline(always)]
            |at, product| sums[at] += product,
        );
    }

    #[cfg(feature = "training")]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scales.iter().flat_map(|scale| scale.to_le_bytes()));
        out.extend(self.values.iter().map(|value| *value as u8));
    }

    /// Takes the weights of so many outputs and inputs; `None` if there are fewer.
    pub(super) fn read(weights: &mut WeightReader, outputs: usize, inputs: usize) -> Option<QuantizedMatrix> {
        let scales = weights.floats(outputs)?;
        let values = weights.bytes(outputs.checked_mul(2 * inputs.div_ceil(2))?)?;
        Some(QuantizedMatrix { inputs, scales, values })
    }
}

/// One layer: a matrix, and an offset for each output.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layer {
    pub(super) matrix: QuantizedMatrix,
    pub(super) offsets: Vec<f32>,
}

impl Layer {
    pub(super) fn read(weights: &mut WeightReader, outputs: usize, inputs: usize) -> Option<Layer> {
        Some(Layer { matrix: QuantizedMatrix::read(weights, outputs, inputs)?, offsets: weights.floats(outputs)? })
    }

    /// Calls `each` with the number and the value of every output.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(&self, kernel: K, input: &Activations, mut each: impl FnMut(usize, f32)) {
        let offsets = &self.offsets[..self.matrix.outputs()];
        self.matrix.products(
            kernel,
            input,
            #[inline(always)]
            |at, product| each(at, product + offsets[at]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel::Portable;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_output_is_the_sum_of_its_products(
            (inputs, rows, input) in (1_usize..9).prop_flat_map(|inputs| {
                let row = || prop::collection::vec(-1.0_f32..1.0, inputs);
                (Just(inputs), prop::collection::vec(row(), 1..2 * BLOCK + 3), row())
            }),
        ) {
            let matrix = QuantizedMatrix::pack(inputs, rows.iter().cloned());
            let mut activations = Activations::default();
            // What stood there before is no part of it.
            activations.set(&[1.0; 20]);
            activations.set(&input);
            let mut found = Vec::new();
            matrix.products(Portable, &activations, |at, product| {
                assert_eq!(at, found.len());
                found.push(product);
            });
            prop_assert_eq!(found.len(), rows.len());
            for (row, found) in rows.iter().zip(&found) {
                let wanted: f32 = row.iter().zip(&input).map(|(weight, value)| weight * value).sum();
                prop_assert!((wanted - found).abs() < 0.02 * inputs as f32, "{wanted} {found}");
            }
            let mut bytes = Vec::new();
            matrix.write(&mut bytes);
            let mut reader = WeightReader::new(Cow::Owned(bytes));
            prop_assert_eq!(QuantizedMatrix::read(&mut reader, rows.len(), inputs), Some(matrix));
            prop_assert!(reader.is_empty());
        }
    }
}
