//! How well a row of symbols stands between its neighbours, by the n-gram model.

use crate::lexicon::Symbol;
use crate::model::{Model, Pair};

/// The two symbols to the left of a place and the two to its right, nearest first. Beyond the end of a sentence there is
/// more [`Symbol::END`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sides {
    pub left: [Symbol; 2],
    pub right: [Symbol; 2],
    /// What is known of the two on the left as a pair, in the order of the text, and of the two on the right.
    before: Pair,
    beyond: Pair,
}

impl Sides {
    pub fn new(model: &Model, left: [Symbol; 2], right: [Symbol; 2]) -> Sides {
        let ([l1, l2], [r1, r2]) = (left, right);
        let before = if l1 == Symbol::END { [Symbol::END; 2] } else { [l2, l1] };
        let [before, beyond] = [before, [r1, r2]].map(|[one, other]| model.sound_pair(one, other));
        Sides { left, right, before, beyond }
    }
}

/// The n-grams that a row stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Fit {
    /// Natural logarithm of the probability of the row and of the two symbols after it.
    pub score: f32,
    /// Natural logarithms of the probability of its three n-grams: the row itself, the next symbol, the one after.
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
    let (entering, leaving) = (model.sound_pair(sides.left[0], first), model.sound_pair(last, sides.right[0]));
    let Sides { left: [l1, l2], right: [r1, r2], before, beyond } = *sides;
    let mut fit = Fit { pairs: [entering.level(), leaving.level()], ..Fit::default() };
    (fit.parts[0], fit.triples[0]) = model.after_two([l2, l1, first], before, entering);
    if l1 == Symbol::END {
        fit.triples[0] = 0;
    }
    let (mut previous, mut inner) = (l1, entering);
    if row.len() > 1 {
        let pair = model.sound_pair(first, last);
        fit.parts[0] += model.after_two([l1, first, last], entering, pair).0;
        fit.inner = pair.level();
        (previous, inner) = (first, pair);
    }
    (fit.parts[1], fit.triples[1]) = model.after_two([previous, last, r1], inner, leaving);
    if r1 != Symbol::END {
        (fit.parts[2], fit.triples[2]) = model.after_two([last, r1, r2], leaving, beyond);
    }
    fit.score = fit.parts.iter().sum();
    fit
}
