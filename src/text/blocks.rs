//! Searching for a rare byte: blocks of bytes are tested together, without branches, so that the compiler can vectorise
//! the loop.

/// How many bytes are tested together.
const BLOCK: usize = 64;

/// The first place at or after `from` whose byte, with the two behind it (0 beyond the end), passes the test; or the end.
///
/// The test should have no branches (`&` and `|`, not `&&` and `||`).
#[inline(always)]
pub fn find(bytes: &[u8], from: usize, test: impl Fn(u8, u8, u8) -> bool) -> usize {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let here = |at: &usize| test(byte(*at), byte(at + 1), byte(at + 2));
    // Where such bytes are frequent, the next one is a few bytes away.
    let mut at = (from + BLOCK / 4).min(bytes.len());
    if let Some(found) = (from..at).find(here) {
        return found;
    }
    while at + BLOCK + 2 <= bytes.len() {
        let (first, second, third) = (&bytes[at..][..BLOCK], &bytes[at + 1..][..BLOCK], &bytes[at + 2..][..BLOCK]);
        let mut found = false;
        for i in 0..BLOCK {
            found |= test(first[i], second[i], third[i]);
        }
        if found {
            break;
        }
        at += BLOCK;
    }
    (at..bytes.len()).find(here).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(bytes in prop::collection::vec(0_u8..4, 0..400), from in 0_usize..400) {
            let from = from.min(bytes.len());
            let test = |one: u8, two: u8, three: u8| (one == 3) & (two == 2) & (three < 2);
            let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
            let plain = (from..bytes.len()).find(|i| test(at(*i), at(i + 1), at(i + 2))).unwrap_or(bytes.len());
            prop_assert_eq!(find(&bytes, from, test), plain);
        }
    }
}
