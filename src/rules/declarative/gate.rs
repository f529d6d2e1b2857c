//! Says of most sentences, from two or three words side by side, that no phrase can be in them.
//!
//! A bit for each pair of syllables with which a wrong phrase begins, by hash: 64 kB that stay in the cache. Some thousand
//! phrases set one bit in a hundred, so that nearly all pairs of a text are turned away at once; the first three words of the
//! phrases turn away most of the rest. The words of a sentence are folded for the automaton only where it may find something.
//!
//! Phrases that are wrong by their capitals have bits of their own, in which the case of a word is part of it: *Việt Nam*
//! stands in one sentence of ten, *Việt nam* in hardly any.

use std::collections::HashSet;

use crate::rules::{Context, Scratch};
use crate::syllable::{Case, Syllable};
use crate::token::Token;

/// In place of a word's number: any word.
const ANY: u32 = u32::MAX;

/// In place of a syllable's index: a token that is no word, and the end.
const APART: u16 = u16::MAX - 1;

/// Bits for the phrases whose capitals do not count, and for those whose capitals do.
const PLAIN: usize = 1 << 19;
const CASED: usize = 1 << 17;

const _: () = assert!(Syllable::LIMIT < APART as usize);

/// The beginnings of some phrases.
struct Pairs {
    bits: Vec<u64>,
    /// The first three words of each phrase; [`ANY`] after a phrase of two.
    starts: HashSet<[u32; 3]>,
}

impl Pairs {
    fn new(bits: usize) -> Pairs {
        Pairs { bits: vec![0; bits / 64], starts: HashSet::new() }
    }

    /// Where the bit of a pair stands.
    #[inline]
    fn slot(&self, first: u32, second: u32) -> (usize, u32) {
        let pair = first.rotate_left(16) ^ second;
        let hash = pair.wrapping_mul(0x9E37_79B1) >> (26 - self.bits.len().trailing_zeros());
        (hash as usize / 64, hash % 64)
    }

    fn add(&mut self, first: u32, second: u32, third: u32) {
        let (word, bit) = self.slot(first, second);
        self.bits[word] |= 1 << bit;
        self.starts.insert([first, second, third]);
    }

    #[inline]
    fn passes(&self, first: u32, second: u32, third: impl FnOnce() -> u32) -> bool {
        let (word, bit) = self.slot(first, second);
        self.bits[word] >> bit & 1 != 0 && {
            let third = third();
            [ANY, third].iter().any(|third| self.starts.contains(&[first, second, *third]))
        }
    }
}

/// See the module.
pub(super) struct Gate {
    plain: Pairs,
    cased: Pairs,
    /// Phrases of one word, as they are folded: those that are syllables by their numbers.
    syllables: HashSet<u32>,
    others: HashSet<String>,
}

/// A word as a number; those that are no syllable are all alike.
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

impl Gate {
    pub fn new() -> Gate {
        Gate { plain: Pairs::new(PLAIN), cased: Pairs::new(CASED), syllables: HashSet::new(), others: HashSet::new() }
    }

    /// Opens the gate for a phrase, whatever its capitals; `folded` is the whole of it.
    pub fn add(&mut self, phrase: &[Token], folded: &str) {
        match phrase {
            [first, second, rest @ ..] => {
                self.plain.add(number(first), number(second), rest.first().map_or(ANY, number));
            }
            [first] if number(first) != 0 => {
                self.syllables.insert(number(first));
            }
            _ => {
                self.others.insert(folded.trim().to_owned());
            }
        }
    }

    /// Whether a word is a phrase by itself. Words that are no syllables are few.
    #[inline]
    fn is_phrase(&self, number: u32, word: &str) -> bool {
        match number {
            0 => !self.others.is_empty() && self.others.contains(word.to_lowercase().as_str()),
            _ => !self.syllables.is_empty() && self.syllables.contains(&number),
        }
    }

    /// Opens the gate for a phrase of two words or more in these capitals.
    pub fn add_cased(&mut self, phrase: &[Token], cases: &[Case]) {
        let number = |at: usize| match (phrase.get(at), cases.get(at)) {
            (Some(token), Some(case)) => cased(number(token), *case),
            _ => ANY,
        };
        self.cased.add(number(0), number(1), number(2));
    }

    /// Folds the sentences of a text that may hold a phrase.
    pub fn fold(&self, text: &Context<'_>, scratch: &mut Scratch) {
        let list = text.tokens().list();
        scratch.clear();
        let end = u32::from(APART);
        let (mut first, mut first_cased) = (end, end << 2);
        let mut folded = 0;
        for (at, token) in list.iter().enumerate() {
            let second = number(token);
            let second_cased = cased(second, token.case());
            let next = || list.get(at + 1);
            let passes = self.plain.passes(first, second, || next().map_or(end, number))
                || self.cased.passes(first_cased, second_cased, || {
                    next().map_or(end << 2, |next| cased(number(next), next.case()))
                });
            (first, first_cased) = (second, second_cased);
            if at >= folded && (passes || self.is_phrase(second, token.text(text.text()))) {
                let sentence = text.tokens().sentence_of(at);
                folded = sentence.end;
                scratch.fold(text.text(), text.tokens(), sentence);
            }
        }
    }
}
