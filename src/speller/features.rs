//! Computes the feature values that the forest decides by: one for each [`Feature`].

use super::score::{Neighbours, NgramFit};
use super::{ContextSpeller, Correction, NetworkScores, SentenceView, evidence};
use crate::lexicon::Symbol;
use crate::model::{Feature, Features};
use crate::syllable::Case;
use crate::syllable::slip::SlipKind;
use crate::token::Word;

/// What the feature values of a suspect are computed from.
pub(super) struct FeatureInput<'a> {
    pub speller: ContextSpeller<'a>,
    pub read: &'a SentenceView<'a>,
    pub at: usize,
    pub width: usize,
    pub neighbours: &'a Neighbours,
    /// How the written word fits, by the n-grams.
    pub own: &'a NgramFit,
    /// How the best correction fits, by the n-grams.
    pub best: &'a NgramFit,
    pub meant: Correction,
    pub kind: SlipKind,
    pub cost: f32,
    pub lead: f32,
    /// By how much log-odds the best candidate leads the second one.
    pub margin: f32,
    /// How well the best candidate fits, by the network: a log-probability up to a constant of the position.
    pub fits: f32,
    pub scores: NetworkScores,
}

/// How a word is capitalised, as a feature: 0 no word, 1 lower, 2 capital, 3 all capitals, 4 mixed.
fn case_of(word: Option<Word>) -> f32 {
    word.map_or(0.0, |word| match word.case {
        Case::Lower => 1.0,
        Case::Capital => 2.0,
        Case::Upper => 3.0,
        Case::Mixed => 4.0,
    })
}

/// How many of the words near a slot are foreign or unknown.
fn strangers(input: &FeatureInput<'_>) -> f32 {
    let around = input.at.saturating_sub(3)..(input.at + input.width + 3).min(input.read.slots.len());
    let near = around.filter(|slot| !(input.at..input.at + input.width).contains(slot));
    let strange = near.filter(|slot| {
        input.read.word(*slot).is_some_and(|word| word.syllable.is_none() && !word.marked && word.case == Case::Lower)
    });
    strange.count() as f32
}

fn class_of(symbol: Symbol) -> f32 {
    symbol.index().min(4) as f32
}

/// The feature values of a suspect.
pub(super) fn collect(input: &FeatureInput<'_>) -> Features {
    let FeatureInput { speller, read, at, own, best, neighbours, .. } = *input;
    let ContextSpeller { model, lexicon, .. } = speller;
    let written = read.slots[at].symbol;
    let meant = lexicon.symbol(input.meant.first);
    let starts = neighbours.left[0] == Symbol::END;
    let word = read.word(at);
    let syllable = word.and_then(|word| word.syllable);
    let token = read.token(at);
    let NetworkScores { written: fits_written, rivals, best: fits_best } = input.scores;
    let odds = input.fits - fits_written;
    let evidence = evidence::collect(speller, read, at, input.width, input.meant);
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
        (Lead, input.lead),
        (ByNgrams, best.score - own.score),
        (Cost, input.cost),
        (SlipKind, f32::from(input.kind as u8)),
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
        (Margin, input.margin),
        (WrittenBondLeft, bound(own.pairs[0], neighbours.left[0], written)),
        (WrittenBondRight, bound(own.pairs[1], written, neighbours.right[0])),
        (MeantBondLeft, bound(best.pairs[0], neighbours.left[0], meant)),
        (MeantBondRight, bound(best.pairs[1], meant, neighbours.right[0])),
        (Case, case_of(word)),
        (CaseLeft, case_of(read.word(at - 1))),
        (CaseRight, case_of(read.word(at + input.width))),
        (StartsSentence, f32::from(u8::from(starts))),
        (IsSyllable, f32::from(u8::from(syllable.is_some()))),
        (IsInUse, f32::from(u8::from(syllable.is_some_and(|syllable| lexicon.is_in_use(syllable))))),
        (ClassLeft, class_of(neighbours.left[0])),
        (ClassBeforeLeft, class_of(neighbours.left[1])),
        (ClassRight, class_of(neighbours.right[0])),
        (ClassBehindRight, class_of(neighbours.right[1])),
        (WrittenScore, own.score),
        (CountLeft, model.log_count(neighbours.left[0])),
        (CountRight, model.log_count(neighbours.right[0])),
        (WrittenPairBest, own_left.max(own_right)),
        (WrittenPairWorst, own_left.min(own_right)),
        (PairGain, best_left.min(best_right) - own_left.max(own_right)),
        (Length, token.map_or(0.0, |token| token.text(read.text).chars().count() as f32)),
        (Marked, f32::from(u8::from(word.is_some_and(|word| word.marked)))),
        (Strangers, strangers(input)),
        (ByNetwork, odds),
        (MeantFits, input.fits),
        (WrittenFits, fits_written),
        (InnerPair, f32::from(best.inner.max(own.inner))),
        (WrittenWord, evidence.word[0]),
        (MeantWord, evidence.word[1]),
        (WrittenPerson, evidence.person[0]),
        (MeantPerson, evidence.person[1]),
        (WrittenPlace, evidence.place[0]),
        (MeantPlace, evidence.place[1]),
        (ByNetworkAndCost, odds - 2.2 * input.cost),
        (Rivals, rivals.ln_1p()),
        (ByNetworkAmongRivals, odds - rivals.ln_1p()),
        (BehindBest, input.fits - fits_best),
        (ByBoth, (odds - 2.2 * input.cost).min(best.score - own.score - 2.2 * input.cost)),
    ];
    let mut features = Features::default();
    named.into_iter().for_each(|(feature, value)| features[feature] = value);
    features
}
