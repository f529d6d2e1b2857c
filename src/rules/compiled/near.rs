//! Searches for the letters that stand in every match of a pattern, those of all patterns in one pass: an Aho–Corasick
//! automaton with a transition for every byte, in a form that is used in place.
//!
//! Bytes that occur in no letters are one class. States are numbered so that those with a match come last. The row of a
//! state has a power of two of places, so that the next one is found without a product.
//!
//! Each step waits for the one before, several cycles for one byte. So a text is read at [`STREAMS`] places at once; each
//! begins a little early, by the longest letters, and gives no match that ends before its own place.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::table::{Part, Tables, Writer, number};

/// Builds the automaton of `letters`, each with the patterns that name it, and writes its parts. `None` if there are
/// more states than numbers for them.
pub fn write(letters: &[(Cow<'_, str>, Vec<u32>)], out: &mut Writer) -> Option<()> {
    let mut classes = [0_u8; 256];
    let mut width: usize = 1;
    for byte in letters.iter().flat_map(|(letters, _)| letters.bytes()) {
        if classes[byte as usize] == 0 {
            // UTF-8 has fewer bytes than a class has numbers.
            classes[byte as usize] = width as u8;
            width += 1;
        }
    }
    let width = width.next_power_of_two();
    let mut next: Vec<Vec<u32>> = vec![vec![0; width]];
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for (letters, patterns) in letters {
        let mut state = 0;
        for byte in letters.bytes() {
            let class = classes[byte as usize] as usize;
            if next[state][class] == 0 {
                next[state][class] = next.len() as u32;
                next.push(vec![0; width]);
                found.push(Vec::new());
            }
            state = next[state][class] as usize;
        }
        found[state].extend(patterns);
    }
    // By depth: the state of the longest shorter end of what has been read is complete before it is asked.
    let mut shorter = vec![0; next.len()];
    let mut queue: VecDeque<usize> = next[0].iter().filter(|to| **to != 0).map(|to| *to as usize).collect();
    while let Some(state) = queue.pop_front() {
        let from = shorter[state];
        let ends = found[from].clone();
        found[state].extend(ends);
        let past = next[from].clone();
        for (here, past) in next[state].iter_mut().zip(past) {
            match *here as usize {
                0 => *here = past,
                to => {
                    shorter[to] = past as usize;
                    queue.push_back(to);
                }
            }
        }
    }
    let (plain, ends): (Vec<usize>, Vec<usize>) = (0..next.len()).partition(|state| found[*state].is_empty());
    let mut numbers = vec![0_u16; next.len()];
    for (number, state) in plain.iter().chain(&ends).enumerate() {
        numbers[*state] = u16::try_from(number).ok()?;
    }
    let longest = letters.iter().map(|(letters, _)| letters.len()).max().unwrap_or_default();
    out.bytes(Part::NearClasses, &classes);
    out.push(Part::NearClasses, &[width.trailing_zeros(), plain.len() as u32, longest as u32]);
    for state in plain.iter().chain(&ends) {
        for to in &next[*state] {
            out.bytes(Part::NearNext, &numbers[*to as usize].to_le_bytes());
        }
    }
    let mut start = 0;
    for state in ends {
        out.push(Part::NearFound, &[start]);
        out.push(Part::NearPatterns, &found[state]);
        start += found[state].len() as u32;
    }
    out.push(Part::NearFound, &[start]);
    Some(())
}

/// How many places of a text are read at once.
const STREAMS: usize = 4;

/// The length in bytes of what is read before the matches are given: they are few, and kept until then.
const BLOCK: usize = 1 << 15;

/// The automaton of a set.
struct Automaton<'t> {
    classes: &'t [u8; 256],
    next: &'t [[u8; 2]],
    shift: u32,
}

impl Automaton<'_> {
    /// The state behind a byte; the first one, if the tables are damaged.
    #[inline(always)]
    fn step(&self, state: usize, byte: u8) -> usize {
        let at = state << self.shift | self.classes[byte as usize] as usize;
        self.next.get(at).map_or(0, |to| u16::from_le_bytes(*to) as usize)
    }
}

/// Calls `each` with the offset of the last byte of each match, and the pattern that names the letters, by their offsets.
pub fn search(tables: &Tables, text: &str, mut each: impl FnMut(usize, usize)) {
    let Some((classes, sizes)) = tables.part(Part::NearClasses).split_first_chunk() else { return };
    let (shift, plain, longest) = (number(sizes, 0), number(sizes, 1) as usize, number(sizes, 2) as usize);
    let automaton = Automaton { classes, next: tables.part(Part::NearNext).as_chunks().0, shift };
    let (found, patterns) = (tables.part(Part::NearFound), tables.part(Part::NearPatterns));
    let bytes = text.as_bytes();
    let mut ends: [Vec<(usize, usize)>; STREAMS] = Default::default();
    for from in (0..bytes.len()).step_by(BLOCK) {
        let block = BLOCK.min(bytes.len() - from);
        let stride = block / STREAMS;
        let starts: [usize; STREAMS] = std::array::from_fn(|stream| from + stream * stride);
        // Four variables and no array, so that they stay in registers.
        let [mut a, mut b, mut c, mut d] = starts.map(|start| {
            bytes[start.saturating_sub(longest)..start].iter().fold(0, |state, byte| automaton.step(state, *byte))
        });
        let [one, two, three, four] = starts.map(|start| &bytes[start..start + stride]);
        for (at, (((one, two), three), four)) in one.iter().zip(two).zip(three).zip(four).enumerate() {
            a = automaton.step(a, *one);
            b = automaton.step(b, *two);
            c = automaton.step(c, *three);
            d = automaton.step(d, *four);
            if a.max(b).max(c.max(d)) >= plain {
                for ((ends, state), start) in ends.iter_mut().zip([a, b, c, d]).zip(starts) {
                    if state >= plain {
                        ends.push((start + at, state));
                    }
                }
            }
        }
        let rest = from + STREAMS * stride;
        for (at, byte) in bytes[rest..from + block].iter().enumerate() {
            d = automaton.step(d, *byte);
            if d >= plain {
                ends[STREAMS - 1].push((rest + at, d));
            }
        }
        for (at, state) in ends.iter_mut().flat_map(|ends| ends.drain(..)) {
            for one in number(found, state - plain)..number(found, state - plain + 1) {
                each(at, number(patterns, one as usize) as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_is_found(letters in prop::collection::btree_set("[abưô]{1,4}", 0..12), text in "[abưôc]{0,60}") {
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            let named: Vec<(Cow<'_, str>, Vec<u32>)> = letters.iter().zip(0..).map(|(one, number)| (Cow::Borrowed(*one), vec![number])).collect();
            let mut writer = Writer::default();
            prop_assert!(write(&named, &mut writer).is_some());
            let (bytes, texts) = writer.finish();
            let tables = Tables::new(bytes.into(), texts.into());
            let mut found = Vec::new();
            search(&tables, &text, |end, pattern| found.push((end + 1 - letters[pattern].len(), pattern)));
            let mut wanted: Vec<(usize, usize)> = Vec::new();
            for (number, letters) in letters.iter().enumerate() {
                wanted.extend((0..text.len()).filter(|at| text.as_bytes()[*at..].starts_with(letters.as_bytes())).map(|at| (at, number)));
            }
            found.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }
}
