//! Words that are known and yet strange where they stand: *laf, cos* are in the list of words that are normal in Vietnamese
//! text (a tool, a function), and what was left of *là, có* by a key that the input method missed.
//!
//! Such a word is judged as one of no dictionary where the corpus has never seen it beside either neighbour.

use super::{Read, Speller, Suspect};
use crate::lexicon::Symbol;
use crate::model::Pair;
use crate::syllable::{Case, typing};

impl Speller<'_> {
    /// Collects a suspect for a known word that is no syllable, if it has never been seen beside its neighbours `left` and
    /// `right`, which are words of ours.
    pub(super) fn stray(&self, read: &Read<'_>, at: usize, pairs: [Pair; 2], out: &mut Vec<Suspect>) {
        let symbol = read.slots[at].symbol;
        if symbol < self.lexicon.first_other() || pairs.iter().any(|pair| pair.is_known()) {
            return;
        }
        let ours = |slot: usize| {
            let symbol = read.slots[slot].symbol;
            symbol.is_word() && symbol < self.lexicon.first_other() || symbol == Symbol::END || symbol == Symbol::SEAM
        };
        let is_small = |slot: usize| read.word(slot).is_none_or(|word| word.case == Case::Lower);
        let plain = read.word(at).is_some_and(|word| !word.marked && word.case == Case::Lower);
        let words = [at - 1, at + 1].iter().filter(|slot| read.slots[**slot].symbol.is_word()).count();
        if !plain || words == 0 || ![at - 1, at + 1].iter().all(|slot| ours(*slot) && is_small(*slot)) {
            return;
        }
        let mut slots = read.slots.to_vec();
        slots[at].symbol = Symbol::OTHER;
        let first = out.len();
        self.suspect(&Read { slots: &slots, ..*read }, at, out);
        // What is known may be put there on purpose: it takes a word of ours with a neighbour, or keys or consonants that are none.
        let written = read.token(at).map_or("", |token| token.text(read.text));
        let no_word = is_consonants(written) || typing::decode(written).is_some();
        let bound = |suspect: &Suspect| {
            let Some(meant) = suspect.meant.first().filter(|meant| meant.second.is_none()) else { return false };
            let meant = self.lexicon.symbol(meant.first);
            let is_word =
                |one: Symbol, other: Symbol| one.is_word() && other.is_word() && self.model.is_word(&[one, other]);
            is_word(slots[at - 1].symbol, meant) || is_word(meant, slots[at + 1].symbol)
        };
        if out.get(first).is_some_and(|suspect| !no_word && !bound(suspect)) {
            out.truncate(first);
        }
    }
}

/// How people shorten words in messages: no slip of a finger.
const SHORT: &[&str] = &[
    "bh", "bk", "bn", "bt", "ck", "cx", "dc", "dk", "dt", "gd", "hk", "hn", "hs", "hv", "kb", "kg", "km", "ko", "kp",
    "ks", "kt", "lm", "mk", "mn", "mng", "ms", "nc", "nt", "nv", "ntn", "pv", "qc", "qđ", "sp", "sv", "tb", "tc", "th",
    "tk", "tl", "tks", "tp", "tr", "tt", "tv", "vc", "vd", "vk", "vs", "xh", "xl", "cm", "mm", "ml", "kw", "db", "px",
    "pp",
];

/// Whether a word is what is left of a syllable that has lost its vowel, and no way to shorten one.
fn is_consonants(word: &str) -> bool {
    !word.bytes().any(|letter| b"aeiouy".contains(&letter)) && !SHORT.contains(&word)
}
