//! A static map from 64-bit keys to values of a few bits, in two bytes a key: a binary fuse filter whose cells carry a
//! value.
//!
//! Each key points at three cells that lie in neighbouring segments; the exclusive or of the three is its value beside
//! a fingerprint that tells the key from one that is not in the map. Nothing else is stored: no key, no pointer, no
//! empty half of a hash table, 1.13 cells a key in all (Graf and Lemire, *Binary Fuse Filters*, 2022). A lookup is
//! three reads that do not wait for one another. A key that was never put in is taken for one that was with a
//! probability of one in 2 ^ fingerprint bits.

use std::borrow::Cow;

/// Bits of a cell; what the value does not need is the fingerprint.
const CELL_BITS: u32 = 16;

/// Seeds that are tried before building is given up; the first one nearly always works.
const SEEDS: u64 = 64;

/// An immutable map from 64-bit keys to small values.
#[derive(Clone, Debug)]
pub struct FuseMap {
    seed: u64,
    /// Cells in a segment: a power of two.
    segment: u32,
    /// Number of cells in which the first of a key's three cells may lie.
    reach: u32,
    value_bits: u32,
    cells: Cow<'static, [u8]>,
}

/// Spreads a key over 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
#[inline]
fn mix(key: u64) -> u64 {
    let mut hash = key;
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

impl FuseMap {
    /// Bytes of the header that [`FuseMap::write`] puts before the cells.
    const HEADER: usize = 8 + 4 * 4;

    /// Builds a map of these keys with their values, which are below 2 ^ `value_bits`. The same entries give the same
    /// bytes.
    ///
    /// # Errors
    /// `None` if a key occurs twice.
    pub fn build(entries: &[(u64, u8)], value_bits: u32) -> Option<FuseMap> {
        (1..=SEEDS).find_map(|seed| FuseMap::with_seed(entries, value_bits, mix(seed)))
    }

    /// An empty map for this number of keys, with segments as the paper sizes them for three cells a key.
    fn sized(keys: usize, value_bits: u32, seed: u64) -> FuseMap {
        let size = keys.max(2) as f64;
        let segment = 1_u32 << ((size.ln() / 3.33_f64.ln() + 2.25).floor() as u32).min(18);
        let factor = (0.875 + 0.25 * 1_000_000_f64.ln() / size.ln()).max(1.125);
        let segments = ((size * factor) as u32).div_ceil(segment).max(3) - 2;
        let reach = segments * segment;
        let cells = vec![0; (reach + 2 * segment) as usize * 2];
        FuseMap { seed, segment, reach, value_bits, cells: Cow::Owned(cells) }
    }

    fn with_seed(entries: &[(u64, u8)], value_bits: u32, seed: u64) -> Option<FuseMap> {
        let mut map = FuseMap::sized(entries.len(), value_bits, seed);
        let cell_count = map.cells.len() / 2;
        // For each cell how many keys point at it, and the exclusive or of their numbers: a cell with one key names it.
        let mut pointing = vec![(0_u32, 0_u32); cell_count];
        for (number, (key, _)) in entries.iter().enumerate() {
            for cell in map.places(mix(key ^ seed)) {
                pointing[cell].0 += 1;
                pointing[cell].1 ^= number as u32;
            }
        }
        let mut alone: Vec<usize> = (0..cell_count).filter(|cell| pointing[*cell].0 == 1).collect();
        let mut order = Vec::with_capacity(entries.len());
        while let Some(cell) = alone.pop() {
            let (1, number) = pointing[cell] else { continue };
            order.push((number as usize, cell));
            for other in map.places(mix(entries[number as usize].0 ^ seed)) {
                pointing[other].0 -= 1;
                pointing[other].1 ^= number;
                if pointing[other].0 == 1 {
                    alone.push(other);
                }
            }
        }
        if order.len() < entries.len() {
            return None;
        }
        let mut cells = vec![0_u16; cell_count];
        for (number, own) in order.into_iter().rev() {
            let (key, value) = entries[number];
            let hash = mix(key ^ seed);
            let wanted = map.fingerprint(hash) << value_bits | u16::from(value);
            let others = map.places(hash).into_iter().filter(|cell| *cell != own);
            cells[own] = others.fold(wanted, |left, cell| left ^ cells[cell]);
        }
        map.cells = Cow::Owned(cells.iter().flat_map(|cell| cell.to_le_bytes()).collect());
        Some(map)
    }

    #[inline]
    fn places(&self, hash: u64) -> [usize; 3] {
        let first = ((u128::from(hash) * u128::from(self.reach)) >> 64) as u32;
        let mask = self.segment - 1;
        let second = (first + self.segment) ^ ((hash >> 18) as u32 & mask);
        let third = (first + 2 * self.segment) ^ (hash as u32 & mask);
        [first as usize, second as usize, third as usize]
    }

    #[inline]
    fn fingerprint(&self, hash: u64) -> u16 {
        // The bits that choose the cells are the highest and the lowest ones.
        (hash >> 36) as u16 & (u16::MAX >> self.value_bits)
    }

    /// The value of a key; `None` for a key that is not in the map, but for the false positives of the filter.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u8> {
        let hash = mix(key ^ self.seed);
        let cell = |at: usize| match self.cells.get(2 * at..2 * at + 2) {
            Some(bytes) => u16::from_le_bytes([bytes[0], bytes[1]]),
            None => 0,
        };
        let [first, second, third] = self.places(hash);
        let found = cell(first) ^ cell(second) ^ cell(third);
        (found >> self.value_bits == self.fingerprint(hash)).then_some((found & ((1 << self.value_bits) - 1)) as u8)
    }

    /// Appends the map to `out`: header and cells, little-endian.
    #[cfg(feature = "training")]
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.seed.to_le_bytes());
        for field in [self.segment, self.reach, self.value_bits, (self.cells.len() / 2) as u32] {
            out.extend(field.to_le_bytes());
        }
        out.extend_from_slice(&self.cells);
    }

    /// Reads what [`FuseMap::write`] wrote, without copying static bytes; `None` if they cannot be a map.
    pub fn read(bytes: Cow<'static, [u8]>) -> Option<FuseMap> {
        let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let seed = u64::from_le_bytes(bytes.get(..8)?.try_into().ok()?);
        let (segment, reach, value_bits, count) = (word(8)?, word(12)?, word(16)?, word(20)?);
        let sound = segment.is_power_of_two()
            && value_bits < CELL_BITS
            && u64::from(reach) + 2 * u64::from(segment) == u64::from(count)
            && bytes.len() == FuseMap::HEADER + 2 * count as usize;
        let cells = match bytes {
            _ if !sound => return None,
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[FuseMap::HEADER..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[FuseMap::HEADER..].to_vec()),
        };
        Some(FuseMap { seed, segment, reach, value_bits, cells })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn every_key_has_its_value(entries in prop::collection::btree_map(any::<u64>(), 0_u8..32, 0..400)) {
            let entries: Vec<(u64, u8)> = entries.into_iter().collect();
            let map = FuseMap::build(&entries, 5).unwrap();
            let mut bytes = Vec::new();
            map.write(&mut bytes);
            let read = FuseMap::read(Cow::Owned(bytes)).unwrap();
            for (key, value) in &entries {
                prop_assert_eq!(map.get(*key), Some(*value));
                prop_assert_eq!(read.get(*key), Some(*value));
            }
        }

        #[test]
        fn damaged_bytes_are_refused_or_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200), key: u64) {
            if let Some(map) = FuseMap::read(Cow::Owned(bytes)) {
                map.get(key);
            }
        }
    }

    #[test]
    fn two_bytes_a_key_and_few_false_answers() {
        let entries: BTreeMap<u64, u8> = (0..100_000_u64).map(|n| (n * 977, (n % 32) as u8)).collect();
        let entries: Vec<(u64, u8)> = entries.into_iter().collect();
        let map = FuseMap::build(&entries, 5).unwrap();
        assert!(map.cells.len() < entries.len() * 5 / 2, "{}", map.cells.len());
        let wrong = (0..100_000_u64).filter(|n| map.get(n * 977 + 1).is_some()).count();
        assert!(wrong < 100, "one in 2,048 expected: {wrong}");
        let keys: Vec<(u64, u8)> = entries.iter().map(|(key, _)| (*key, 0)).collect();
        let set = FuseMap::build(&keys, 0).unwrap();
        assert!(keys.iter().all(|(key, _)| set.get(*key) == Some(0)));
        let wrong = (0..100_000_u64).filter(|n| set.get(n * 977 + 1).is_some()).count();
        assert!(wrong < 10, "one in 65,536 expected: {wrong}");
    }
}
