//! What the forest sees of a suspect: the numbers that [`Feature`] names.

use super::score::{Fit, Sides};
use super::{ContextSpeller, Correction, Opinion, SentenceView, evidence};
use crate::lexicon::Symbol;
use crate::model::{Feature, Features};
use crate::syllable::Case;
use crate::syllable::slip::Kind;
use crate::token::Word;

/// What they are taken from.
pub(super) struct Asked<'a> {
    pub speller: ContextSpeller<'a>,
    pub read: &'a SentenceView<'a>,
    pub at: usize,
    pub width: usize,
    pub sides: &'a Sides,
    /// What was written, in its place.
    pub own: &'a Fit,
    /// What may have been meant, in its place.
    pub best: &'a Fit,
    pub meant: Correction,
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
    let ContextSpeller { model, lexicon, .. } = speller;
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
    use Feature::*;
    let named = [
        (Lead, asked.lead),
        (ByNgrams, best.score - own.score),
        (Cost, asked.cost),
        (SlipKind, f32::from(asked.kind as u8)),
        (ByFirst, best.parts[0] - own.parts[0]),
        (BySecond, best.parts[1] - own.parts[1]),
        (ByThird, best.parts[2] - own.parts[2]),
        (WrittenPairLeft, own_left),
        (WrittenPairRight, own_right),
        (MeantPairLeft, best_left),
        (MeantPairRight, best_right),
        (WrittenTripleLeft, own_1),
        (WrittenTripleAround, own_2),
        (WrittenTripleRight, own_3),
        (MeantTripleLeft, best_1),
        (MeantTripleAround, best_2),
        (MeantTripleRight, best_3),
        (WrittenCount, model.log_count(written)),
        (MeantCount, model.log_count(meant)),
        (Margin, asked.margin),
        (WrittenBondLeft, bound(own.pairs[0], sides.left[0], written)),
        (WrittenBondRight, bound(own.pairs[1], written, sides.right[0])),
        (MeantBondLeft, bound(best.pairs[0], sides.left[0], meant)),
        (MeantBondRight, bound(best.pairs[1], meant, sides.right[0])),
        (Case, case_of(word)),
        (CaseLeft, case_of(read.word(at - 1))),
        (CaseRight, case_of(read.word(at + asked.width))),
        (StartsSentence, f32::from(u8::from(starts))),
        (IsSyllable, f32::from(u8::from(syllable.is_some()))),
        (IsInUse, f32::from(u8::from(syllable.is_some_and(|syllable| lexicon.is_in_use(syllable))))),
        (ClassLeft, class_of(sides.left[0])),
        (ClassBeforeLeft, class_of(sides.left[1])),
        (ClassRight, class_of(sides.right[0])),
        (ClassBehindRight, class_of(sides.right[1])),
        (WrittenScore, own.score),
        (CountLeft, model.log_count(sides.left[0])),
        (CountRight, model.log_count(sides.right[0])),
        (WrittenPairBest, own_left.max(own_right)),
        (WrittenPairWorst, own_left.min(own_right)),
        (PairGain, best_left.min(best_right) - own_left.max(own_right)),
        (Length, token.map_or(0.0, |token| token.text(read.text).chars().count() as f32)),
        (Marked, f32::from(u8::from(word.is_some_and(|word| word.marked)))),
        (Strangers, strangers(asked)),
        (ByNetwork, odds),
        (MeantFits, asked.fits),
        (WrittenFits, fits_written),
        (InnerPair, f32::from(best.inner.max(own.inner))),
        (WrittenWord, evidence.word[0]),
        (MeantWord, evidence.word[1]),
        (WrittenPerson, evidence.person[0]),
        (MeantPerson, evidence.person[1]),
        (WrittenPlace, evidence.place[0]),
        (MeantPlace, evidence.place[1]),
        (ByNetworkAndCost, odds - 2.2 * asked.cost),
        (Rivals, rivals.ln_1p()),
        (ByNetworkAmongRivals, odds - rivals.ln_1p()),
        (BehindBest, asked.fits - fits_best),
        (ByBoth, (odds - 2.2 * asked.cost).min(best.score - own.score - 2.2 * asked.cost)),
    ];
    let mut features = Features::default();
    named.into_iter().for_each(|(feature, value)| features[feature] = value);
    features
}
