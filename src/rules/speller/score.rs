//! How well a row of symbols stands between its neighbours, by the n-gram model.

use crate::lexicon::Symbol;
use crate::model::Model;

/// The two symbols to the left of a place and the two to its right, nearest first. Beyond the end of a sentence there is
/// more [`Symbol::END`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sides {
    pub left: [Symbol; 2],
    pub right: [Symbol; 2],
}

/// The n-grams that a row stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Fit {
    /// Natural logarithm of the probability of the row and of the two symbols after it.
    pub score: f32,
    /// The same of its three n-grams, one by one: the row itself, the next symbol, the one after.
    pub parts: [f32; 3],
    /// Levels of the pairs with the neighbours left and right; 0 where a pair is not known.
    pub pairs: [u8; 2],
    /// Level of the pair within a row of two.
    pub inner: u8,
    /// Levels of the triples: with two on the left, one on either side, two on the right.
    pub triples: [u8; 3],
}

/// Scores a row of one or two symbols.
pub(super) fn fit(model: &Model, sides: &Sides, row: &[Symbol]) -> Fit {
    let [Some(&first), Some(&last)] = [row.first(), row.last()] else { return Fit::default() };
    let ([l1, l2], [r1, r2]) = (sides.left, sides.right);
    let mut fit = Fit::default();
    let before = if l1 == Symbol::END { model.sound_pair(Symbol::END, Symbol::END) } else { model.sound_pair(l2, l1) };
    let entering = model.sound_pair(l1, first);
    fit.parts[0] = model.after_two([l2, l1, first], before, entering);
    fit.pairs[0] = entering.level();
    if l1 != Symbol::END {
        fit.triples[0] = model.triple([l2, l1, first], before, entering);
    }
    let (mut previous, mut inner) = (l1, entering);
    if row.len() > 1 {
        let pair = model.sound_pair(first, last);
        fit.parts[0] += model.after_two([l1, first, last], entering, pair);
        fit.inner = pair.level();
        (previous, inner) = (first, pair);
    }
    let leaving = model.sound_pair(last, r1);
    fit.pairs[1] = leaving.level();
    fit.parts[1] = model.after_two([previous, last, r1], inner, leaving);
    fit.triples[1] = model.triple([previous, last, r1], inner, leaving);
    if r1 != Symbol::END {
        let beyond = model.sound_pair(r1, r2);
        fit.parts[2] = model.after_two([last, r1, r2], leaving, beyond);
        fit.triples[2] = model.triple([last, r1, r2], leaving, beyond);
    }
    fit.score = fit.parts.iter().sum();
    fit
}
