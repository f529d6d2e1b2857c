//! Words of the list that are strange where they stand: *laf, php* are on the list of non-Vietnamese words that are
//! normal in Vietnamese text (a tool, a language), and may be *là, pháp* with a wrong key.
//!
//! Such a word is checked like one of no dictionary where the corpus has hardly seen it beside either neighbour, and
//! where the correction is frequent there.

use super::{ContextSpeller, SentenceView, Suspect, WELL_KNOWN};
use crate::lexicon::Symbol;
use crate::lexicon::english::is_english;
use crate::model::Pair;
use crate::model::network::ContextVector;
use crate::syllable::slip::SlipKind;
use crate::syllable::{Case, Syllable, typing};

/// How many slots on either side the network reads for such a word.
const AROUND: usize = 10;

/// Up to this level a pair counts as hardly known: slips in the corpus are as frequent.
const HARDLY: u8 = 2;

/// Abbreviations of chat messages and units: no typing mistakes.
const SHORT: &[&str] = &[
    "bh", "bk", "bn", "bt", "ck", "cx", "dc", "dk", "dt", "gd", "hk", "hn", "hs", "hv", "kb", "kg", "km", "ko", "kp",
    "ks", "kt", "lm", "mk", "mn", "mng", "ms", "nc", "nt", "nv", "ntn", "pv", "qc", "sp", "sv", "tb", "tc", "th", "tk",
    "tl", "tks", "tp", "tr", "tt", "tv", "vc", "vd", "vk", "vs", "xh", "xl", "cm", "mm", "ml", "kw", "db", "px", "pp",
    "cc", "dm",
];

impl ContextSpeller<'_> {
    /// Adds a suspect to `out` for a listed word that is no Vietnamese syllable. `pairs` is what the model says of it
    /// beside either neighbour.
    pub(super) fn listed_word(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        pairs: [Pair; 2],
        context: &mut ContextVector,
        out: &mut Vec<Suspect>,
    ) {
        if read.slots[at].symbol < self.lexicon.first_other() || pairs.iter().any(|pair| pair.level() > HARDLY) {
            return;
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text);
        if !token.word().is_some_and(|word| !word.marked && word.case == Case::Lower && !word.chained) {
            return;
        }
        let (left, right) = (read.slots[at - 1].symbol, read.slots[at + 1].symbol);
        let ours = |symbol: Symbol| symbol.is_word() && symbol < self.lexicon.first_other();
        let known = |one: Symbol, other: Symbol, level: u8| {
            ours(one) && ours(other) && self.model.plausible_pair(one, other).level() >= level
        };
        let keys = typing::decode(written).filter(|meant| self.lexicon.is_in_use(*meant));
        let at_home = |meant: Syllable| {
            let meant = self.lexicon.symbol(meant);
            known(left, meant, WELL_KNOWN) || known(meant, right, WELL_KNOWN)
        };
        let has_keys = keys.is_some_and(at_home) && written.len() > 2;
        let is_open = |symbol: Symbol| ours(symbol) || matches!(symbol, Symbol::END | Symbol::PUNCTUATION);
        if !has_keys && !(is_open(left) && is_open(right) && (ours(left) || ours(right))) {
            return;
        }
        // What stands farther off says nothing that is asked for.
        let from = at.saturating_sub(AROUND);
        let mut slots = read.slots[from..read.slots.len().min(at + AROUND)].to_vec();
        slots[at - from].symbol = Symbol::OTHER;
        let first = out.len();
        self.suspect(&SentenceView { slots: &slots, ..*read }, at - from, context, out);
        let believed = |suspect: &Suspect| {
            let Some(meant) = suspect.corrections.first().filter(|meant| meant.second.is_none()) else { return false };
            let symbol = self.lexicon.symbol(meant.first);
            let is_word = |one: Symbol, other: Symbol| ours(one) && ours(other) && self.model.is_word(&[one, other]);
            // *Duoc*: only the diacritics are missing, and the word with them is known beside both neighbours.
            let marks_lost = suspect.kind == SlipKind::ThieuDau && !is_english(written);
            let no_vowel = !written.bytes().any(|letter| b"aeiouy".contains(&letter)) && !SHORT.contains(&written);
            let both = (!ours(left) || known(left, symbol, 1)) && (!ours(right) || known(symbol, right, 1));
            is_word(left, symbol)
                || is_word(symbol, right)
                || both && (marks_lost || no_vowel || keys == Some(meant.first) && has_keys)
        };
        if out.get(first).is_some_and(|suspect| !believed(suspect)) {
            out.truncate(first);
        }
    }
}
