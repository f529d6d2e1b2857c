//! Quantised matrices (8 bits) and vectors (16 bits), and the loops over them.

use std::borrow::Cow;

use super::kernel::Kernel;

/// The largest absolute value of a quantised activation: products with a byte, summed over some thousand, stay below
/// 2^31.
pub(super) const LARGEST: f32 = 8191.0;

pub(super) fn le_words(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(4).filter_map(|four| four.try_into().ok())
}

/// Reads the weights of a network file from front to end.
pub(super) struct WeightReader {
    bytes: Cow<'static, [u8]>,
    at: usize,
}

impl WeightReader {
    pub(super) fn new(bytes: Cow<'static, [u8]>) -> WeightReader {
        WeightReader { bytes, at: 0 }
    }

    /// Whether all weights have been read.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Takes the next `count` bytes, without copying static ones; `None` if there are fewer.
    fn take(&mut self, count: usize) -> Option<Cow<'static, [u8]>> {
        let range = self.at..self.at.checked_add(count)?;
        let taken = match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(range.clone())?),
            Cow::Owned(bytes) => Cow::Owned(bytes.get(range.clone())?.to_vec()),
        };
        self.at = range.end;
        Some(taken)
    }

    /// Takes the next `count` numbers of 32 bits; `None` if there are fewer.
    pub(super) fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let own = self.take(count.checked_mul(4)?)?;
        Some(le_words(&own).map(f32::from_le_bytes).collect())
    }
}

/// A matrix of 8-bit weights, row by row, with a scale for each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct QuantizedRows {
    pub(super) width: usize,
    pub(super) scales: Vec<f32>,
    /// All rows one after another; borrowed where the network is part of the binary.
    pub(super) values: Cow<'static, [i8]>,
}

impl QuantizedRows {
    #[cfg(feature = "training")]
    pub(super) fn pack(width: usize, rows: impl Iterator<Item = Vec<f32>>) -> QuantizedRows {
        let (mut packed, mut values) = (QuantizedRows { width, ..QuantizedRows::default() }, Vec::new());
        for row in rows {
            let most = row.iter().fold(1e-9_f32, |most, value| most.max(value.abs()));
            packed.scales.push(most / 127.0);
            values.extend(row.iter().map(|value| (value / most * 127.0).round() as i8));
        }
        packed.values = Cow::Owned(values);
        packed
    }

    #[inline(always)]
    pub(super) fn row(&self, at: usize) -> (f32, &[i8]) {
        (self.scales[at], &self.values[at * self.width..(at + 1) * self.width])
    }

    /// Calls `each` with the number of each row and its dot product with `input`.
    #[inline(always)]
    pub(super) fn products<K: Kernel>(&self, kernel: K, input: &Activations, mut each: impl FnMut(usize, f32)) {
        let (count, values) = (self.scales.len(), &input.values[..self.width]);
        let whole = count - count % 4;
        for first in (0..whole).step_by(4) {
            let rows = [self.row(first).1, self.row(first + 1).1, self.row(first + 2).1, self.row(first + 3).1];
            let sums = kernel.four(rows, values);
            let scales = &self.scales[first..first + 4];
            each(first, sums[0] as f32 * (scales[0] * input.scale));
            each(first + 1, sums[1] as f32 * (scales[1] * input.scale));
            each(first + 2, sums[2] as f32 * (scales[2] * input.scale));
            each(first + 3, sums[3] as f32 * (scales[3] * input.scale));
        }
        for at in whole..count {
            let (scale, weights) = self.row(at);
            each(at, kernel.dot(weights, values) as f32 * (scale * input.scale));
        }
    }

    /// Adds to each of `sums` the dot product of the row of that number with `input`.
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

    /// Takes `count` rows of `width` weights; `None` if there are fewer.
    pub(super) fn read(weights: &mut WeightReader, count: usize, width: usize) -> Option<QuantizedRows> {
        let scales = weights.floats(count)?;
        let values = match weights.take(count.checked_mul(width)?)? {
            Cow::Borrowed(values) => Cow::Borrowed(bytemuck::cast_slice(values)),
            Cow::Owned(values) => Cow::Owned(values.into_iter().map(|byte| byte as i8).collect()),
        };
        Some(QuantizedRows { width, scales, values })
    }
}

/// Adds `shares` to `sums`, element by element.
#[inline(always)]
pub(super) fn add_to(sums: &mut [f32], shares: &[f32]) {
    let len = sums.len().min(shares.len());
    let (sums, shares) = (&mut sums[..len], &shares[..len]);
    for at in 0..len {
        sums[at] += shares[at];
    }
}

/// Adds `scale` times `bytes` to `sums`, element by element.
#[inline(always)]
pub(super) fn add_bytes(sums: &mut [f32], scale: f32, bytes: &[i8]) {
    let len = sums.len().min(bytes.len());
    let (sums, bytes) = (&mut sums[..len], &bytes[..len]);
    for at in 0..len {
        sums[at] += scale * f32::from(bytes[at]);
    }
}

/// One layer: a row of weights and an offset for each output.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layer {
    pub(super) rows: QuantizedRows,
    pub(super) offsets: Vec<f32>,
}

impl Layer {
    pub(super) fn read(weights: &mut WeightReader, outputs: usize, inputs: usize) -> Option<Layer> {
        Some(Layer { rows: QuantizedRows::read(weights, outputs, inputs)?, offsets: weights.floats(outputs)? })
    }

    /// Calls `each` with the number and the value of every output.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(&self, kernel: K, input: &Activations, mut each: impl FnMut(usize, f32)) {
        let offsets = &self.offsets[..self.rows.scales.len()];
        self.rows.products(
            kernel,
            input,
            #[inline(always)]
            |at, product| each(at, product + offsets[at]),
        );
    }
}

/// Quantised activations: integers, and the scale by which they are multiplied.
#[derive(Clone, Debug, Default)]
pub(super) struct Activations {
    pub(super) scale: f32,
    pub(super) values: Vec<i16>,
}

impl Activations {
    /// Sets the activations to a vector of bytes, unchanged.
    #[inline(always)]
    pub(super) fn set_bytes(&mut self, scale: f32, from: &[i8]) {
        self.scale = scale;
        self.values.resize(from.len(), 0);
        let numbers = &mut self.values[..from.len()];
        for at in 0..from.len() {
            numbers[at] = i16::from(from[at]);
        }
    }

    #[inline(always)]
    pub(super) fn set(&mut self, from: &[f32]) {
        // Eight at a time, for a single one would wait for the one before.
        let mut most = [1e-9_f32; 8];
        let mut at = 0;
        while at + 8 <= from.len() {
            for lane in 0..8 {
                let value = from[at + lane].abs();
                most[lane] = if value > most[lane] { value } else { most[lane] };
            }
            at += 8;
        }
        let rest = from[at..].iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let most = most.into_iter().fold(rest, f32::max);
        self.scale = most / LARGEST;
        let times = LARGEST / most;
        self.values.resize(from.len(), 0);
        let numbers = &mut self.values[..from.len()];
        for at in 0..from.len() {
            numbers[at] = (from[at] * times) as i32 as i16;
        }
    }
}
