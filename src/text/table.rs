//! Arrays of numbers and tables of strings as bytes, read in place: what a start needs is in the program's file and is
//! neither parsed nor copied.
//!
//! Numbers are of 32 bits, little-endian. A table of strings is an array of slots (open addressing, less than half of
//! them taken), each with the number of a string + 1, or 0.

/// The number at an index of an array; 0 behind its end.
#[inline]
pub fn number(row: &[u8], at: usize) -> u32 {
    row.get(4 * at..4 * at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The length of an array, in numbers.
#[inline]
pub fn len(row: &[u8]) -> usize {
    row.len() / 4
}

/// Appends numbers to an array.
pub fn push(row: &mut Vec<u8>, numbers: &[u32]) {
    row.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// The number of slots for this number of strings: a power of two.
pub fn slots(texts: usize) -> usize {
    (2 * texts + 1).next_power_of_two()
}

/// The FNV-1a hash: strings are a few bytes long, and nobody chooses them who could fill a table.
#[inline]
fn hash(text: &str) -> usize {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = text.as_bytes().iter().fold(0xCBF2_9CE4_8422_2325, step);
    (hash ^ hash >> 32) as usize
}

/// Appends the table of different strings with their numbers.
pub fn push_slots<'t>(row: &mut Vec<u8>, texts: impl Iterator<Item = (&'t str, u32)>) {
    let texts: Vec<(&str, u32)> = texts.collect();
    let mut table = vec![0; slots(texts.len())];
    let mask = table.len() - 1;
    for (text, number) in texts {
        let mut slot = hash(text) & mask;
        while table[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        table[slot] = number + 1;
    }
    push(row, &table);
}

/// The number of a string in a table; `spelled` gives the string of a number.
#[inline]
pub fn find<'t>(table: &[u8], text: &str, spelled: impl Fn(u32) -> &'t str) -> Option<u32> {
    let mask = len(table).checked_sub(1)?;
    let mut slot = hash(text) & mask;
    loop {
        let found = number(table, slot).checked_sub(1)?;
        if spelled(found) == text {
            return Some(found);
        }
        slot = (slot + 1) & mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_table_knows_its_texts_and_no_others(texts in prop::collection::btree_set("[ab]{0,5}", 0..40), other in "[ab]{0,5}") {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut table = Vec::new();
            push_slots(&mut table, texts.iter().copied().zip(0..));
            for text in texts.iter().copied().chain([&*other]) {
                let place = texts.iter().position(|known| *known == text).map(|at| at as u32);
                prop_assert_eq!(find(&table, text, |at| texts[at as usize]), place);
            }
        }
    }
}
