//! Quantised vectors: weights of 8 bits and activations of 16, and the loops over them.

use std::borrow::Cow;

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

    /// Takes the next `count` signed bytes, without copying static ones; `None` if there are fewer.
    pub(super) fn bytes(&mut self, count: usize) -> Option<Cow<'static, [i8]>> {
        Some(match self.take(count)? {
            Cow::Borrowed(values) => Cow::Borrowed(bytemuck::cast_slice(values)),
            Cow::Owned(values) => Cow::Owned(values.into_iter().map(|byte| byte as i8).collect()),
        })
    }

    /// Takes the next `count` numbers of 32 bits; `None` if there are fewer.
    pub(super) fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let own = self.take(count.checked_mul(4)?)?;
        Some(le_words(&own).map(f32::from_le_bytes).collect())
    }
}

/// Weights as bytes, and the scale by which they are multiplied.
#[cfg(feature = "training")]
pub(super) fn quantized(weights: &[f32]) -> (f32, Vec<i8>) {
    let most = weights.iter().fold(1e-9_f32, |most, value| most.max(value.abs()));
    (most / 127.0, weights.iter().map(|value| (value / most * 127.0).round() as i8).collect())
}

/// Vectors of 8-bit weights, each with a scale.
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
            let (scale, row) = quantized(&row);
            packed.scales.push(scale);
            values.extend(row);
        }
        packed.values = Cow::Owned(values);
        packed
    }

    #[inline(always)]
    pub(super) fn row(&self, at: usize) -> (f32, &[i8]) {
        (self.scales[at], &self.values[at * self.width..(at + 1) * self.width])
    }

    #[cfg(feature = "training")]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scales.iter().flat_map(|scale| scale.to_le_bytes()));
        out.extend(self.values.iter().map(|value| *value as u8));
    }

    /// Takes `count` rows of `width` weights; `None` if there are fewer.
    pub(super) fn read(weights: &mut WeightReader, count: usize, width: usize) -> Option<QuantizedRows> {
        let scales = weights.floats(count)?;
        let values = weights.bytes(count.checked_mul(width)?)?;
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

/// Adds four rows of shares to `sums`, element by element, in their order.
#[inline(always)]
pub(super) fn add_four_to(sums: &mut [f32], [one, two, three, four]: [&[f32]; 4]) {
    let len = sums.len();
    let (one, two, three, four) = (&one[..len], &two[..len], &three[..len], &four[..len]);
    for at in 0..len {
        sums[at] = sums[at] + one[at] + two[at] + three[at] + four[at];
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

/// Quantised activations: integers, and the scale by which they are multiplied.
#[derive(Clone, Debug, Default)]
pub(super) struct Activations {
    pub(super) scale: f32,
    /// An even number of them: one more is 0.
    values: Vec<i16>,
}

impl Activations {
    /// The integers; behind them a 0 where their number is odd.
    #[inline(always)]
    pub(super) fn values(&self) -> &[i16] {
        &self.values
    }

    /// The integers two by two.
    #[inline(always)]
    pub(super) fn pairs(&self) -> &[[i16; 2]] {
        self.values.as_chunks().0
    }

    /// Room for `len` integers, whatever stood there before.
    #[inline(always)]
    fn resize(&mut self, len: usize) -> &mut [i16] {
        self.values.resize(len + len % 2, 0);
        let (values, padding) = self.values.split_at_mut(len);
        padding.fill(0);
        values
    }

    /// Sets the activations to a vector of bytes, unchanged.
    #[inline(always)]
    pub(super) fn set_bytes(&mut self, scale: f32, from: &[i8]) {
        self.scale = scale;
        let numbers = self.resize(from.len());
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
        let numbers = self.resize(from.len());
        for at in 0..from.len() {
            numbers[at] = (from[at] * times) as i32 as i16;
        }
    }
}
