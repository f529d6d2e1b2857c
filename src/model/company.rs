//! What company a word keeps: a small neural model of the words up to six places to either side.
//!
//! N-grams see two neighbours. Here every word near by pulls on a vector, each place with its own weights, and a candidate
//! fits as far as its own vector lies in that direction: a continuous bag of words with positions (Mikolov et al. 2013 and
//! 2018), trained to tell a word from those it is confused with. Vectors are bytes with a scale for each, so the whole is
//! under a megabyte, and only suspects are asked about.

use crate::lexicon::Symbol;

/// Numbers in a vector.
pub const WIDTH: usize = 48;
/// Words to either side.
pub const REACH: usize = 6;

/// A vector.
pub type Vector = [f32; WIDTH];

/// Vectors as bytes, each with its scale.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bytes {
    scales: Vec<f32>,
    values: Vec<i8>,
}

impl Bytes {
    fn pack(vectors: &[Vector]) -> Bytes {
        let mut bytes = Bytes::default();
        for vector in vectors {
            let most = vector.iter().fold(1e-6_f32, |most, value| most.max(value.abs()));
            bytes.scales.push(most / 127.0);
            bytes.values.extend(vector.iter().map(|value| (value / most * 127.0).round() as i8));
        }
        bytes
    }

    fn get(&self, at: usize) -> Option<(f32, &[i8])> {
        Some((*self.scales.get(at)?, self.values.get(at * WIDTH..(at + 1) * WIDTH)?))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.scales.len() as u32).to_le_bytes());
        out.extend(self.scales.iter().flat_map(|scale| scale.to_le_bytes()));
        out.extend(self.values.iter().map(|value| *value as u8));
    }

    fn read(bytes: &mut &[u8]) -> Option<Bytes> {
        let (len, rest) = bytes.split_first_chunk::<4>()?;
        let len = u32::from_le_bytes(*len) as usize;
        let (scales, rest) = rest.split_at_checked(len.checked_mul(4)?)?;
        let (values, rest) = rest.split_at_checked(len.checked_mul(WIDTH)?)?;
        *bytes = rest;
        Some(Bytes { scales: floats(scales), values: values.iter().map(|byte| *byte as i8).collect() })
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes).collect()
}

/// The model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Company {
    /// Weights of each place: the six to the left, nearest last, then the six to the right.
    places: Vec<Vector>,
    /// What each symbol says as a neighbour. Rare ones are not told apart from [`Symbol::OTHER`].
    heard: Bytes,
    /// What each symbol looks for, the classes first.
    wanted: Bytes,
    /// How likely each is whatever the company.
    biases: Vec<f32>,
}

impl Company {
    /// A model of these vectors, by symbol.
    pub fn new(places: Vec<Vector>, heard: &[Vector], wanted: &[Vector], biases: Vec<f32>) -> Company {
        Company { places, heard: Bytes::pack(heard), wanted: Bytes::pack(wanted), biases }
    }

    /// The sum of what the neighbours say. `left` and `right` hold them from the nearest on; what is beyond the reach does
    /// not count.
    pub fn listen(&self, left: impl Iterator<Item = Symbol>, right: impl Iterator<Item = Symbol>) -> Vector {
        let mut sum = [0.0; WIDTH];
        let places = left.take(REACH).enumerate().map(|(far, symbol)| (REACH - 1 - far, symbol));
        for (place, symbol) in places.chain(right.take(REACH).enumerate().map(|(far, symbol)| (REACH + far, symbol))) {
            let vector = self.heard.get(symbol.index()).or_else(|| self.heard.get(Symbol::OTHER.index()));
            let (Some(weights), Some((scale, vector))) = (self.places.get(place), vector) else { continue };
            for ((sum, weight), value) in sum.iter_mut().zip(weights).zip(vector) {
                *sum += weight * scale * f32::from(*value);
            }
        }
        sum
    }

    /// How well a symbol fits what was heard: log-odds (base e) against the words it is confused with; 0 for one that the
    /// model does not know.
    pub fn fits(&self, heard: &Vector, symbol: Symbol) -> f32 {
        let Some((scale, vector)) = self.wanted.get(symbol.index()) else { return 0.0 };
        let product: f32 = heard.iter().zip(vector).map(|(one, other)| one * f32::from(*other)).sum();
        product * scale + self.biases.get(symbol.index()).copied().unwrap_or(0.0)
    }

    /// Appends the model, little-endian.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.places.iter().flatten().flat_map(|value| value.to_le_bytes()));
        self.heard.write(out);
        self.wanted.write(out);
        out.extend(self.biases.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Reads what [`Company::write`] wrote; `None` if it is cut short.
    pub fn read(mut bytes: &[u8]) -> Option<Company> {
        let (places, rest) = bytes.split_at_checked(2 * REACH * WIDTH * 4)?;
        bytes = rest;
        let places = floats(places).chunks_exact(WIDTH).filter_map(|vector| vector.try_into().ok()).collect();
        let (heard, wanted) = (Bytes::read(&mut bytes)?, Bytes::read(&mut bytes)?);
        let biases = floats(bytes);
        (biases.len() == wanted.scales.len()).then_some(Company { places, heard, wanted, biases })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Company {
        let vector = |at: usize| std::array::from_fn(|n| if n == at { 1.0 } else { 0.0 });
        let places = (0..2 * REACH).map(|_| [1.0; WIDTH]).collect();
        let vectors: Vec<Vector> = (0..8).map(vector).collect();
        Company::new(places, &vectors, &vectors, vec![0.5; 8])
    }

    #[test]
    fn a_word_fits_the_company_that_looks_like_it() {
        let company = small();
        let heard = company.listen([Symbol::at(5)].into_iter(), [Symbol::at(6), Symbol::at(900)].into_iter());
        assert!((company.fits(&heard, Symbol::at(5)) - 1.5).abs() < 0.02);
        assert!((company.fits(&heard, Symbol::at(7)) - 0.5).abs() < 0.02);
        assert_eq!(company.fits(&heard, Symbol::at(900)), 0.0, "a word that it does not know");
        assert!((company.fits(&heard, Symbol::OTHER) - 1.5).abs() < 0.02, "an unknown neighbour is heard as OTHER");
    }

    #[test]
    fn it_reads_back_and_refuses_what_is_cut_short() {
        let mut bytes = Vec::new();
        small().write(&mut bytes);
        assert_eq!(Company::read(&bytes), Some(small()));
        for cut in [0, 100, bytes.len() - 1, bytes.len() - 4] {
            assert_eq!(Company::read(&bytes[..cut]), None);
        }
    }
}
