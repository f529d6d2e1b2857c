//! Matrices of bytes, vectors of whole numbers, and the loops over them.

use std::borrow::Cow;

use super::kernel::Kernel;

/// The largest number that an activation becomes: products with a byte, summed over some thousand, stay below 2^31.
pub(super) const LARGEST: f32 = 8191.0;

pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(4).filter_map(|four| four.try_into().ok())
}

/// The weights of a network file, read from front to end.
pub(super) struct Weights {
    bytes: Cow<'static, [u8]>,
    at: usize,
}

impl Weights {
    pub(super) fn new(bytes: Cow<'static, [u8]>) -> Weights {
        Weights { bytes, at: 0 }
    }

    /// Whether all of them have been read.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Takes bytes; those that live for ever are not copied. `None` if there are fewer.
    fn take(&mut self, count: usize) -> Option<Cow<'static, [u8]>> {
        let range = self.at..self.at.checked_add(count)?;
        let taken = match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(range.clone())?),
            Cow::Owned(bytes) => Cow::Owned(bytes.get(range.clone())?.to_vec()),
        };
        self.at = range.end;
        Some(taken)
    }

    /// Takes `count` numbers; `None` if there are fewer.
    pub(super) fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let own = self.take(count.checked_mul(4)?)?;
        Some(words(&own).map(f32::from_le_bytes).collect())
    }
}

/// Rows of bytes, each with its scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) width: usize,
    pub(super) scales: Vec<f32>,
    /// Of a network that the program carries they stay where they lie.
    pub(super) values: Cow<'static, [i8]>,
}

impl Rows {
    #[cfg(feature = "training")]
    pub(super) fn pack(width: usize, rows: impl Iterator<Item = Vec<f32>>) -> Rows {
        let (mut packed, mut values) = (Rows { width, ..Rows::default() }, Vec::new());
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

    /// Calls `each` with the product of each row with a vector, by number.
    #[inline(always)]
    pub(super) fn products<K: Kernel>(&self, kernel: K, input: &Numbers, mut each: impl FnMut(usize, f32)) {
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

    /// Adds the product of each row with a vector to a number.
    #[inline(always)]
    pub(super) fn add_products<K: Kernel>(&self, kernel: K, input: &Numbers, sums: &mut [f32]) {
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

    /// Takes `count` rows; `None` if there are fewer.
    pub(super) fn read(weights: &mut Weights, count: usize, width: usize) -> Option<Rows> {
        let scales = weights.floats(count)?;
        let values = match weights.take(count.checked_mul(width)?)? {
            Cow::Borrowed(values) => Cow::Borrowed(bytemuck::cast_slice(values)),
            Cow::Owned(values) => Cow::Owned(values.into_iter().map(|byte| byte as i8).collect()),
        };
        Some(Rows { width, scales, values })
    }
}

/// Adds numbers to others.
#[inline(always)]
pub(super) fn add_to(sums: &mut [f32], shares: &[f32]) {
    let len = sums.len().min(shares.len());
    let (sums, shares) = (&mut sums[..len], &shares[..len]);
    for at in 0..len {
        sums[at] += shares[at];
    }
}

/// Adds a vector of bytes to numbers.
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
    pub(super) rows: Rows,
    pub(super) offsets: Vec<f32>,
}

impl Layer {
    pub(super) fn read(weights: &mut Weights, outputs: usize, inputs: usize) -> Option<Layer> {
        Some(Layer { rows: Rows::read(weights, outputs, inputs)?, offsets: weights.floats(outputs)? })
    }

    /// Calls `each` with every output, by number.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(&self, kernel: K, input: &Numbers, mut each: impl FnMut(usize, f32)) {
        let offsets = &self.offsets[..self.rows.scales.len()];
        self.rows.products(
            kernel,
            input,
            #[inline(always)]
            |at, product| each(at, product + offsets[at]),
        );
    }
}

/// Activations as whole numbers, with what one counts for.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) scale: f32,
    pub(super) values: Vec<i16>,
}

impl Numbers {
    /// A vector of bytes as it is.
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
