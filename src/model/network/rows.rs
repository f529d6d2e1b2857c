//! Matrices of bytes, vectors of whole numbers, and the loops over them.

/// The largest number that an activation becomes: products with a byte, summed over some thousand, stay below 2^31.
const LARGEST: f32 = 8191.0;

pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(4).filter_map(|four| four.try_into().ok())
}

pub(super) fn floats(bytes: &[u8]) -> Vec<f32> {
    words(bytes).map(f32::from_le_bytes).collect()
}

/// Rows of bytes, each with its scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) width: usize,
    pub(super) scales: Vec<f32>,
    pub(super) values: Vec<i8>,
}

impl Rows {
    pub(super) fn pack(width: usize, rows: impl Iterator<Item = Vec<f32>>) -> Rows {
        let mut packed = Rows { width, ..Rows::default() };
        for row in rows {
            let most = row.iter().fold(1e-9_f32, |most, value| most.max(value.abs()));
            packed.scales.push(most / 127.0);
            packed.values.extend(row.iter().map(|value| (value / most * 127.0).round() as i8));
        }
        packed
    }

    #[inline(always)]
    pub(super) fn row(&self, at: usize) -> (f32, &[i8]) {
        (self.scales[at], &self.values[at * self.width..(at + 1) * self.width])
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scales.iter().flat_map(|scale| scale.to_le_bytes()));
        out.extend(self.values.iter().map(|value| *value as u8));
    }

    /// Takes `count` rows off the front; `None` if there are fewer.
    pub(super) fn read(bytes: &mut &[u8], count: usize, width: usize) -> Option<Rows> {
        let (scales, rest) = bytes.split_at_checked(count * 4)?;
        let (values, rest) = rest.split_at_checked(count * width)?;
        *bytes = rest;
        Some(Rows { width, scales: floats(scales), values: values.iter().map(|byte| *byte as i8).collect() })
    }
}

/// The sum of products. This and the loops below count places and call nothing: the adapters of iterators are functions of
/// their own, which the compiler may leave in the code for machines without wide vectors. No sum overflows ([`LARGEST`]), so none is checked for it.
#[inline(always)]
pub(super) fn dot<T: Copy + Into<i32>>(weights: &[i8], values: &[T]) -> i32 {
    let len = weights.len().min(values.len());
    let (weights, values) = (&weights[..len], &values[..len]);
    let mut sum = 0;
    for at in 0..len {
        sum = i32::wrapping_add(sum, i32::from(weights[at]).wrapping_mul(values[at].into()));
    }
    sum
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
    /// Calls `each` with every output, by number.
    #[inline(always)]
    pub(super) fn apply(&self, input: &Numbers, mut each: impl FnMut(usize, f32)) {
        let (values, times) = (&input.values[..], input.scale);
        let rows = self.rows.values.chunks_exact(self.rows.width).zip(&self.rows.scales).zip(&self.offsets);
        for (at, ((weights, scale), offset)) in rows.enumerate() {
            each(at, dot(weights, values) as f32 * (scale * times) + offset);
        }
    }
}

/// Activations as whole numbers, with what one counts for.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) scale: f32,
    pub(super) values: Vec<i16>,
}

impl Numbers {
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
