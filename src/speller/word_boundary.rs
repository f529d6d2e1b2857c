//! Matches of a wrong form that lie across a word boundary: *hồ sơ hữu quan* contains *sơ hữu*, and nobody meant *sở
//! hữu*.
//!
//! A wrong form on a list is a sequence of real words, and two words that meet can look like it: *tập hợp | đông đủ*
//! (*hợp đông*), *vượt mặt | dù* (*mặt dù*). No list of exceptions has them all. Three things tell: the words across
//! either edge, how well the network and the n-grams say that each form fits the sentence, and whether the wrong form
//! is known as a pair. That last one is for mistakes that everybody makes (*thăm quan*, *sát nhập*): the models were
//! trained on text that has them, find them likely, and are not to be asked whether they are right. The thresholds are
//! from 2,500 matches of the list in 180 MB of press, school texts and encyclopedia, of which those with a lead below
//! nine were read.

use std::ops::RangeInclusive;

use super::score;
use super::{ContextSpeller, SentenceView, mixed_odds};
use crate::lexicon::Symbol;
use crate::model::network::ContextVector;
use crate::syllable::Syllable;
use crate::token::slots::{self, Slot};
use crate::token::{Token, Tokens};

/// How a match of a wrong form is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// The wrong form.
    Mistake,
    /// Rather the wrong form, but perhaps words that meet.
    Doubtful,
    /// Words that meet, with a word boundary inside the match.
    AcrossWords,
}

/// The least pointwise mutual information (natural logarithm) of a pair that is a mistake which everybody makes.
const OWN_WORD: f32 = -1.0;

/// From this number of words on a match is an idiom, and no words that meet.
const SAYING: usize = 4;

/// From this pointwise mutual information (natural logarithm) on a word may belong to its neighbour outside of the
/// match.
const BOUND: f32 = 1.0;

/// Below these leads of the right form (log-odds) a match is words that meet: of a form that is no known pair, with a
/// compound across one edge, and with a bound word across one; and of any other.
const STRANGE_BESIDE_WORD: f32 = 7.0;
const STRANGE: f32 = 4.5;
const FAMILIAR: f32 = 2.5;

/// Below these leads (log-odds) a match is doubtful: of a form that is no known pair, with a compound across an edge,
/// with a bound word across one, with neither; and of any other.
const DOUBTFUL_BESIDE_WORD: f32 = 9.0;
const DOUBTFUL_BESIDE_BOUND: f32 = 7.0;
const DOUBTFUL_PAIR: f32 = 5.5;
const DOUBTFUL: f32 = 0.0;

/// How many tokens on either side are read: all that the network takes, with some to spare for punctuation, which is skipped.
const NEAR: usize = 200;

/// What stands around a match and inside of it.
struct PhraseEdges {
    /// Whether the first word makes a compound with the one before, and the last one with the one behind.
    words: [bool; 2],
    /// Whether one of the two is at least bound to that neighbour.
    is_bound: bool,
    /// Whether the pairs inside of the match are known.
    is_known: bool,
}

impl ContextSpeller<'_> {
    /// How to read the tokens from `first` to `last`, which are a wrong form of `right`. Where they are no slip for it
    /// word by word, only the words across the edges tell.
    pub fn reading(&self, text: &str, tokens: &Tokens, (first, last): (usize, usize), right: &str) -> Reading {
        let (mut lower, mut row) = (String::new(), Vec::new());
        // As much of the sentence as is ever read: it may be as long as a file, with a match in every line.
        let sentence = tokens.sentence_of(first);
        let near = sentence.start.max(first.saturating_sub(NEAR))..sentence.end.min(last + NEAR);
        slots::fill(text, tokens, near, self.lexicon, &mut lower, &mut row);
        let slot = |token: usize| row.binary_search_by_key(&token, |slot| slot.token as usize).ok();
        let (Some(mut at), Some(end)) = (slot(first), slot(last)) else { return Reading::Mistake };
        // The end of a sentence before its first token bears that token's index, too.
        at += usize::from(row[at].symbol == Symbol::END);
        if at == 0 || at >= end || end + 1 >= row.len() {
            return Reading::Mistake;
        }
        let meant = self.slips_of(tokens, first..=last, right);
        let edges = self.edges(tokens, &row[at - 1..=end + 1], meant.as_deref());
        let lead = meant.map(|meant| self.lead(&SentenceView { text, tokens, slots: &row }, at, &meant));
        edges.reading(end + 1 - at, lead.unwrap_or(f32::MAX))
    }

    /// The symbols of the words of `right`, if the tokens are as many and each is that word or a slip for it. Of a pair
    /// that sets one word for quite another, as a house style may list it, the models cannot say which was meant.
    fn slips_of(&self, tokens: &Tokens, row: RangeInclusive<usize>, right: &str) -> Option<Vec<Symbol>> {
        let right = right.to_lowercase();
        let mut words = right.split(' ');
        let meant = |token: &Token| {
            let (written, meant) = (token.syllable()?, self.lexicon.symbol(Syllable::parse(words.next()?)?));
            let is_slip = || self.lexicon.rivals(written).iter().any(|rival| rival.symbol == meant);
            (self.lexicon.symbol(written) == meant || is_slip()).then_some(meant)
        };
        let meant: Option<Vec<Symbol>> = tokens.list().get(row)?.iter().map(meant).collect();
        meant.filter(|_| words.next().is_none())
    }

    /// How much likelier the words `meant` are than what stands there, in log-odds by network and n-grams; each word is
    /// scored after those before it were corrected.
    fn lead(&self, read: &SentenceView<'_>, at: usize, meant: &[Symbol]) -> f32 {
        let mut row = read.slots.to_vec();
        let (mut lead, mut context) = (0.0, ContextVector::default());
        for (slot, meant) in (at..).zip(meant).filter(|(slot, meant)| read.slots[*slot].symbol != **meant) {
            let read = SentenceView { slots: &row, ..*read };
            let written = self.encode(&read, slot, 1, &mut context);
            let place = self.slot_context(&read, slot, 1);
            let by_ngrams = score::fit(self.model, &place.neighbours, &[*meant]).score - place.own.score;
            lead += mixed_odds(self.network.fits(&context, *meant) - written, by_ngrams);
            row[slot].symbol = *meant;
        }
        lead
    }

    /// Looks across the edges of a match, which is given with a neighbour on either side. `meant` are the words of the
    /// right form.
    fn edges(&self, tokens: &Tokens, row: &[Slot], meant: Option<&[Symbol]>) -> PhraseEdges {
        let [before, inside @ .., behind] = row else {
            return PhraseEdges { words: [false; 2], is_bound: false, is_known: true };
        };
        let is_spaced =
            |slot: &Slot| tokens.list().get(slot.token as usize).is_some_and(|token| token.gap().is_space());
        let attraction = |one: Symbol, other: Symbol| {
            let pair = self.model.plausible_pair(one, other);
            self.model.attraction(pair.level(), one, other)
        };
        let is_changed = |at: usize| meant.is_none_or(|meant| meant[at] != inside[at].symbol);
        let is_known = |pair: &[Slot]| attraction(pair[0].symbol, pair[1].symbol).is_some_and(|bond| bond >= OWN_WORD);
        let ends = [(before, &inside[0]), (&inside[inside.len() - 1], behind)];
        let beside = ends.map(|(one, other)| {
            let both = one.symbol.is_word() && other.symbol.is_word() && is_spaced(other);
            (one.symbol, other.symbol, both)
        });
        let mut pairs = inside.windows(2).enumerate().filter(|(at, _)| is_changed(*at) || is_changed(at + 1));
        PhraseEdges {
            words: beside.map(|(one, other, both)| both && self.model.is_word(&[one, other])),
            is_bound: beside
                .iter()
                .any(|(one, other, both)| *both && attraction(*one, *other).is_some_and(|bond| bond >= BOUND)),
            is_known: pairs.all(|(_, pair)| is_known(pair)),
        }
    }
}

impl PhraseEdges {
    /// How a match of `len` words is to be read whose right form has this lead (log-odds).
    fn reading(&self, len: usize, lead: f32) -> Reading {
        let words = self.words.iter().filter(|is_word| **is_word).count();
        let is_strange = !self.is_known;
        let straddles = match words {
            _ if len >= SAYING => false,
            2 if is_strange => true,
            // Nothing draws an end to itself: words that meet would have to come from somewhere.
            0 if !is_strange || !self.is_bound => false,
            0 if len == 2 => lead < STRANGE,
            1 if is_strange && len == 2 => lead < STRANGE_BESIDE_WORD,
            _ => lead < FAMILIAR,
        };
        let doubtful = match words {
            0 if is_strange && !self.is_bound => DOUBTFUL_PAIR,
            0 if is_strange => DOUBTFUL_BESIDE_BOUND,
            _ if is_strange => DOUBTFUL_BESIDE_WORD,
            _ => DOUBTFUL,
        };
        match straddles {
            true => Reading::AcrossWords,
            false if lead < doubtful => Reading::Doubtful,
            false => Reading::Mistake,
        }
    }
}
