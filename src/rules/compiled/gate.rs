//! Rules out, by two or three adjacent words, that a sentence contains a phrase.
//!
//! A bit for each pair of syllables with which a wrong phrase begins, by hash: 64 kB that stay in the cache. Some
//! thousand phrases set one bit in a hundred, so that nearly all pairs of a text are ruled out at once; the first three
//! words of the phrases rule out most of the rest. The words of a sentence are folded and looked up only where a phrase
//! may be found.
//!
//! Phrases that are wrong by their capitals have bits of their own as well, in which the case of a word is part of it: *Việt
//! Nam* stands in one sentence of ten, *Việt nam* in hardly any. Those bits are asked where the others let a pair pass.

use std::collections::BTreeSet;

use super::table::{Part, Tables, Writer};
use crate::syllable::{Case, Syllable};
use crate::text::table;
use crate::token::Token;

/// The number that stands for any word.
const ANY: u32 = (1 << BITS) - 1;

/// Bits of a word's number with its case.
const BITS: u32 = 20;

/// The index for a token that is no word, and for the end.
const APART: u16 = u16::MAX - 1;

/// Number of bits for phrases whose capitals do not count, and for those whose capitals do.
const PLAIN: usize = 1 << 19;
const CASED: usize = 1 << 17;

const _: () = assert!(Syllable::LIMIT < APART as usize);

/// The number of a word; words that are no syllable have one number.
#[inline]
fn number(token: &Token) -> u32 {
    u32::from(match token.syllable() {
        Some(syllable) => syllable.index() as u16,
        None if token.is_word() => 0,
        None => APART,
    })
}

/// The number of a word with its case.
#[inline]
fn cased(number: u32, case: Case) -> u32 {
    number << 2 | case as u32
}

/// Three words as one number.
#[inline]
fn start(first: u32, second: u32, third: u32) -> u64 {
    u64::from(first) << (2 * BITS) | u64::from(second) << BITS | u64::from(third)
}

/// The index of the bit of a pair among `bits`, a power of two.
#[inline]
fn bit(first: u32, second: u32, bits: usize) -> usize {
    ((first.rotate_left(16) ^ second).wrapping_mul(0x9E37_79B1) >> (32 - bits.trailing_zeros())) as usize
}

/// The slot at which the search for a beginning starts among `slots`, a power of two.
#[inline]
fn slot(start: u64, slots: usize) -> usize {
    (start.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (slots - 1)
}

/// A free slot.
const EMPTY: u64 = u64::MAX;

#[inline]
fn has(bits: &[u8], at: usize) -> bool {
    bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 != 0)
}

/// The beginnings of phrases, while they are collected.
struct Starts {
    bits: Vec<u8>,
    starts: BTreeSet<u64>,
}

impl Starts {
    fn new(bits: usize) -> Starts {
        Starts { bits: vec![0; bits / 8], starts: BTreeSet::new() }
    }

    /// Sets the bit of a pair.
    fn mark(&mut self, first: u32, second: u32) {
        let at = bit(first, second, 8 * self.bits.len());
        self.bits[at / 8] |= 1 << (at % 8);
    }

    fn add(&mut self, first: u32, second: u32, third: u32) {
        self.mark(first, second);
        self.starts.insert(start(first, second, third));
    }

    fn write(&self, out: &mut Writer, [bits, starts]: [Part; 2]) {
        let mut slots = vec![EMPTY; table::slots(self.starts.len())];
        for start in &self.starts {
            let mut at = slot(*start, slots.len());
            while slots[at] != EMPTY {
                at = (at + 1) % slots.len();
            }
            slots[at] = *start;
        }
        out.bytes(bits, &self.bits);
        out.bytes(starts, &slots.iter().flat_map(|slot| slot.to_le_bytes()).collect::<Vec<u8>>());
    }
}

/// Builds the gate from phrases.
pub struct Builder {
    plain: Starts,
    cased: Starts,
    syllables: Vec<u8>,
    others: BTreeSet<String>,
}

impl Builder {
    /// A gate without phrases.
    pub fn new() -> Builder {
        let syllables = vec![0; Syllable::LIMIT.div_ceil(8)];
        Builder { plain: Starts::new(PLAIN), cased: Starts::new(CASED), syllables, others: BTreeSet::new() }
    }

    /// Adds a phrase, whatever its capitals; `folded` is the whole of it.
    pub fn add(&mut self, phrase: &[Token], folded: &str) {
        match phrase {
            [first, second, rest @ ..] => {
                self.plain.add(number(first), number(second), rest.first().map_or(ANY, number));
            }
            [first] if number(first) != 0 => {
                let at = number(first) as usize;
                self.syllables[at / 8] |= 1 << (at % 8);
            }
            _ => {
                self.others.insert(folded.to_owned());
            }
        }
    }

    /// Adds a phrase of two words or more with these capitals.
    pub fn add_cased(&mut self, phrase: &[Token], cases: &[Case]) {
        let number = |at: usize| match (phrase.get(at), cases.get(at)) {
            (Some(token), Some(case)) => cased(number(token), *case),
            _ => ANY,
        };
        self.cased.add(number(0), number(1), number(2));
        if let [first, second, ..] = phrase {
            self.plain.mark(self::number(first), self::number(second));
        }
    }

    /// Writes the parts of the gate.
    pub fn write(&self, out: &mut Writer) {
        self.plain.write(out, [Part::Plain, Part::PlainStarts]);
        self.cased.write(out, [Part::Cased, Part::CasedStarts]);
        out.bytes(Part::Syllables, &self.syllables);
        out.table(Part::Others, &self.others.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// The beginnings of compiled phrases.
#[derive(Clone, Copy)]
struct Pairs<'t> {
    bits: &'t [u8],
    starts: &'t [[u8; 8]],
}

impl<'t> Pairs<'t> {
    fn of(tables: &'t Tables, [bits, starts]: [Part; 2]) -> Pairs<'t> {
        Pairs { bits: tables.part(bits), starts: tables.part(starts).as_chunks().0 }
    }

    #[inline]
    fn may_have(&self, first: u32, second: u32) -> bool {
        has(self.bits, bit(first, second, 8 * self.bits.len()))
    }

    fn has(&self, [first, second, third]: [u32; 3]) -> bool {
        self.holds(start(first, second, ANY)) || self.holds(start(first, second, third))
    }

    fn holds(&self, start: u64) -> bool {
        let mut at = slot(start, self.starts.len());
        loop {
            match u64::from_le_bytes(self.starts[at]) {
                EMPTY => return false,
                found if found == start => return true,
                _ => at = (at + 1) % self.starts.len(),
            }
        }
    }
}

/// The gate of compiled rules; see the module.
#[derive(Clone, Copy)]
pub struct Gate<'t> {
    tables: &'t Tables,
    plain: Pairs<'t>,
    cased: Pairs<'t>,
    syllables: &'t [u8],
    /// Whether there are phrases of one word that is no syllable.
    others: bool,
}

impl<'t> Gate<'t> {
    /// The gate of some compiled rules.
    pub fn of(tables: &'t Tables) -> Gate<'t> {
        Gate {
            tables,
            plain: Pairs::of(tables, [Part::Plain, Part::PlainStarts]),
            cased: Pairs::of(tables, [Part::Cased, Part::CasedStarts]),
            syllables: tables.part(Part::Syllables),
            others: tables.count::<1>(Part::Others) > table::slots(0),
        }
    }

    /// Calls `each` with the index of every token with which a phrase may begin.
    pub fn each(&self, list: &[Token], text: &str, mut each: impl FnMut(usize)) {
        let end = u32::from(APART);
        let mut first = end;
        // Whether the token before this one is a phrase by itself, and has been given.
        let mut given = false;
        for (at, token) in list.iter().enumerate() {
            let second = number(token);
            // No phrase begins with the end that stands before the first token.
            if self.plain.may_have(first, second)
                && !given
                && let Some(before) = at.checked_sub(1)
                && self.begins(&list[before..])
            {
                each(before);
            }
            first = second;
            given = self.is_phrase(second, || token.text(text));
            if given {
                each(at);
            }
        }
    }

    /// Whether a phrase of two words or more may begin with the first of these tokens.
    fn begins(&self, list: &[Token]) -> bool {
        let end = u32::from(APART);
        let words: [u32; 3] = std::array::from_fn(|at| list.get(at).map_or(end, number));
        let with_cases =
            || std::array::from_fn(|at| list.get(at).map_or(end << 2, |token| cased(words[at], token.case())));
        self.plain.has(words) || {
            let words: [u32; 3] = with_cases();
            self.cased.may_have(words[0], words[1]) && self.cased.has(words)
        }
    }

    /// Whether a word is a phrase by itself. Words that are no syllables are few.
    #[inline]
    fn is_phrase<'w>(&self, number: u32, word: impl FnOnce() -> &'w str) -> bool {
        match number {
            0 => self.others && self.tables.holds(Part::Others, word().to_lowercase().as_str()),
            _ => has(self.syllables, number as usize),
        }
    }
}
