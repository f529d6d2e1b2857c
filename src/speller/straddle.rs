//! Phrases that are none: *hồ sơ hữu quan* holds *sơ hữu*, and nobody meant *sở hữu*.
//!
//! A wrong form on a list is a row of real words, and two words that meet can look like it: *tập hợp | đông đủ* (*hợp đông*),
//! *vượt mặt | dù* (*mặt dù*). No list of exceptions has them all. Three things tell: the words across either seam, how well
//! the network and the n-grams say that each form fits the sentence, and whether the wrong form is known as a pair. That last
//! one is for mistakes that everybody makes (*thăm quan*, *sát nhập*): the models learned from text that has them, find them
//! likely, and are not to be asked whether they are right. Limits are from 2,500 matches of the list in 180 MB of press,
//! school texts and encyclopedia, of which those with a lead below nine were read.

use std::ops::RangeInclusive;

use super::score;
use super::{ContextSpeller, SentenceView, by_both};
use crate::lexicon::Symbol;
use crate::model::network::ContextVector;
use crate::syllable::Syllable;
use crate::token::slots::{self, Slot};
use crate::token::{Token, Tokens};

/// How a row of words that is on a list of wrong forms is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// As the wrong form.
    Mistake,
    /// Rather as that, but perhaps as words that meet.
    Doubtful,
    /// As words that meet.
    Straddle,
}

/// A pair that is bound by less than this (natural logarithm over chance) is no mistake that everybody makes.
const OWN_WORD: f32 = -1.0;

/// So many words are a saying, and no words that meet.
const SAYING: usize = 4;

/// A neighbour that an end is bound to by so much (natural logarithm over chance) may be what it belongs to.
const BOUND: f32 = 1.0;

/// Below these leads of the right form (natural logarithm) a row is words that meet: a form that is no known pair, beside a word
/// that it makes with a neighbour and beside one that it is bound to, and any other form, or a known one that makes such a word.
const STRANGE_BESIDE_WORD: f32 = 7.0;
const STRANGE: f32 = 4.5;
const FAMILIAR: f32 = 2.5;

/// Below these leads it is doubtful: a form that is no known pair, beside a word that it makes with a neighbour, beside one that it
/// is bound to, and elsewhere, and any form.
const DOUBTFUL_BESIDE_WORD: f32 = 9.0;
const DOUBTFUL_BESIDE_BOUND: f32 = 7.0;
const DOUBTFUL_PAIR: f32 = 5.5;
const DOUBTFUL: f32 = 0.0;

/// So many tokens on either side hold all that the network hears, with some to spare for marks that are passed over.
const NEAR: usize = 200;

/// What stands around a row and inside of it.
struct Seams {
    /// Whether the first word makes a word with the one before, and the last one with the one behind.
    words: [bool; 2],
    /// Whether one of them is bound to that neighbour at least.
    is_bound: bool,
    /// Whether what was written is itself known to stand side by side.
    is_known: bool,
}

impl ContextSpeller<'_> {
    /// Reads a row of tokens, first and last, that is a wrong form of `right`. Where it is no slip for that word by word, only the
    /// words across the seams tell.
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
        let seams = self.seams(tokens, &row[at - 1..=end + 1], meant.as_deref());
        let lead = meant.map(|meant| self.lead(&SentenceView { text, tokens, slots: &row }, at, &meant));
        seams.reading(end + 1 - at, lead.unwrap_or(f32::MAX))
    }

    /// The words of `right`, if what is written in a row of tokens is as many and each is the word or a slip for it. Of a pair that
    /// sets one word for quite another, as a house may list it, the models cannot say which was meant.
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

    /// How much likelier a row of words is than what stands there, each word asked after those before it were put right: a natural
    /// logarithm, by network and n-grams.
    fn lead(&self, read: &SentenceView<'_>, at: usize, meant: &[Symbol]) -> f32 {
        let mut row = read.slots.to_vec();
        let (mut lead, mut context) = (0.0, ContextVector::default());
        for (slot, meant) in (at..).zip(meant).filter(|(slot, meant)| read.slots[*slot].symbol != **meant) {
            let read = SentenceView { slots: &row, ..*read };
            let written = self.encode(&read, slot, 1, &mut context);
            let place = self.place(&read, slot, 1);
            let by_ngrams = score::fit(self.model, &place.sides, &[*meant]).score - place.own.score;
            lead += by_both(self.network.fits(&context, *meant) - written, by_ngrams);
            row[slot].symbol = *meant;
        }
        lead
    }

    /// Looks at the seams of a row, which is given with a neighbour on either side.
    fn seams(&self, tokens: &Tokens, row: &[Slot], meant: Option<&[Symbol]>) -> Seams {
        let [before, inside @ .., behind] = row else {
            return Seams { words: [false; 2], is_bound: false, is_known: true };
        };
        let is_spaced =
            |slot: &Slot| tokens.list().get(slot.token as usize).is_some_and(|token| token.gap().is_space());
        let attraction = |one: Symbol, other: Symbol| {
            let pair = self.model.sound_pair(one, other);
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
        Seams {
            words: beside.map(|(one, other, both)| both && self.model.is_word(&[one, other])),
            is_bound: beside
                .iter()
                .any(|(one, other, both)| *both && attraction(*one, *other).is_some_and(|bond| bond >= BOUND)),
            is_known: pairs.all(|(_, pair)| is_known(pair)),
        }
    }
}

impl Seams {
    /// How a row of `len` words is to be read whose right form has this lead.
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
            true => Reading::Straddle,
            false if lead < doubtful => Reading::Doubtful,
            false => Reading::Mistake,
        }
    }
}
