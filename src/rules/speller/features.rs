//! What the forest sees of a suspect: numbers in a fixed order.

use super::score::{Fit, Sides};
use super::{Meant, Opinion, Read, Speller, evidence};
use crate::lexicon::Symbol;
use crate::syllable::Case;
use crate::syllable::slip::Kind;
use crate::token::Word;

/// How many numbers there are.
pub const FEATURES: usize = 58;

/// Where the numbers say how long the longest word is that what was written makes with its neighbours, and what may have been
/// meant: in syllables, 0 for none.
pub(super) const WORDS: [usize; 2] = [47, 48];

/// Where they say by how much the n-grams prefer what may have been meant, how far the second candidate is behind, how common the
/// written word is, what is known of the three that ends with what may have been meant, how many letters were written and whether
/// one has a mark, and how well what may have been meant fits for the network.
pub(super) const BY_NGRAMS: usize = 1;
pub(super) const TRIPLE: usize = 14;
pub(super) const COUNT: usize = 17;
pub(super) const MARGIN: usize = 19;
pub(super) const LENGTH: usize = 40;
pub(super) const MARKED: usize = 41;
pub(super) const FITS: usize = 44;

/// The numbers.
pub type Features = [f32; FEATURES];

/// What they are taken from.
pub(super) struct Asked<'a> {
    pub speller: Speller<'a>,
    pub read: &'a Read<'a>,
    pub at: usize,
    pub width: usize,
    pub sides: &'a Sides,
    /// What was written, in its place.
    pub own: &'a Fit,
    /// What may have been meant, in its place.
    pub best: &'a Fit,
    pub meant: Meant,
    pub kind: Kind,
    pub cost: f32,
    pub lead: f32,
    /// How far the second candidate is behind.
    pub margin: f32,
    /// What the network says of the best candidate, and of the place.
    pub fits: f32,
    pub opinion: Opinion,
}

/// How a word is written, for the forest: 0 no word, 1 lower, 2 capital, 3 all capitals, 4 mixed.
fn case_of(word: Option<Word>) -> f32 {
    word.map_or(0.0, |word| match word.case {
        Case::Lower => 1.0,
        Case::Capital => 2.0,
        Case::Upper => 3.0,
        Case::Mixed => 4.0,
    })
}

/// How many of the words near a slot are foreign or unknown.
fn strangers(asked: &Asked<'_>) -> f32 {
    let around = asked.at.saturating_sub(3)..(asked.at + asked.width + 3).min(asked.read.slots.len());
    let near = around.filter(|slot| !(asked.at..asked.at + asked.width).contains(slot));
    let strange = near.filter(|slot| {
        asked.read.word(*slot).is_some_and(|word| word.syllable.is_none() && !word.marked && word.case == Case::Lower)
    });
    strange.count() as f32
}

fn class_of(symbol: Symbol) -> f32 {
    symbol.index().min(4) as f32
}

/// Collects the numbers.
pub(super) fn collect(asked: &Asked<'_>) -> Features {
    let Asked { speller, read, at, own, best, sides, .. } = *asked;
    let Speller { model, lexicon, .. } = speller;
    let written = read.slots[at].symbol;
    let meant = lexicon.symbol(asked.meant.first);
    let starts = sides.left[0] == Symbol::END;
    let word = read.word(at);
    let syllable = word.and_then(|word| word.syllable);
    let token = read.token(at);
    let Opinion { written: fits_written, rivals, best: fits_best } = asked.opinion;
    let odds = asked.fits - fits_written;
    let evidence = evidence::collect(speller, read, at, asked.width, asked.meant);
    let level = |levels: [u8; 2]| levels.map(f32::from);
    let triples = |levels: [u8; 3]| levels.map(f32::from);
    let [own_left, own_right] = level(own.pairs);
    let [best_left, best_right] = level(best.pairs);
    let [own_1, own_2, own_3] = triples(own.triples);
    let [best_1, best_2, best_3] = triples(best.triples);
    // How much oftener a pair stands than its parts let expect.
    let bound = |level: u8, one: Symbol, other: Symbol| model.attraction(level, one, other).unwrap_or(-3.0);
    [
        asked.lead,
        best.score - own.score,
        asked.cost,
        f32::from(asked.kind as u8),
        best.parts[0] - own.parts[0],
        best.parts[1] - own.parts[1],
        best.parts[2] - own.parts[2],
        own_left,
        own_right,
        best_left,
        best_right,
        own_1,
        own_2,
        own_3,
        best_1,
        best_2,
        best_3,
        model.log_count(written),
        model.log_count(meant),
        asked.margin,
        bound(own.pairs[0], sides.left[0], written),
        bound(own.pairs[1], written, sides.right[0]),
        bound(best.pairs[0], sides.left[0], meant),
        bound(best.pairs[1], meant, sides.right[0]),
        case_of(word),
        case_of(read.word(at - 1)),
        case_of(read.word(at + asked.width)),
        f32::from(u8::from(starts)),
        f32::from(u8::from(syllable.is_some())),
        f32::from(u8::from(syllable.is_some_and(|syllable| lexicon.is_in_use(syllable)))),
        class_of(sides.left[0]),
        class_of(sides.left[1]),
        class_of(sides.right[0]),
        class_of(sides.right[1]),
        own.score,
        model.log_count(sides.left[0]),
        model.log_count(sides.right[0]),
        own_left.max(own_right),
        own_left.min(own_right),
        best_left.min(best_right) - own_left.max(own_right),
        token.map_or(0.0, |token| token.text(read.text).chars().count() as f32),
        f32::from(u8::from(word.is_some_and(|word| word.marked))),
        strangers(asked),
        odds,
        asked.fits,
        fits_written,
        f32::from(best.inner.max(own.inner)),
        evidence.word[0],
        evidence.word[1],
        evidence.person[0],
        evidence.person[1],
        evidence.place[0],
        evidence.place[1],
        odds - 2.2 * asked.cost,
        rivals.ln_1p(),
        odds - rivals.ln_1p(),
        asked.fits - fits_best,
        (odds - 2.2 * asked.cost).min(best.score - own.score - 2.2 * asked.cost),
    ]
}
