//! How well one or two symbols fit between their neighbours, by the n-gram model.

use crate::lexicon::Symbol;
use crate::model::{Model, Pair};

/// The two symbols to the left of a position and the two to its right, nearest first. Beyond the end of a sentence all
/// are [`Symbol::END`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Neighbours {
    pub left: [Symbol; 2],
    pub right: [Symbol; 2],
    /// What the model says of the two on the left as a pair, in the order of the text, and of the two on the right.
    before: Pair,
    beyond: Pair,
}

impl Neighbours {
    pub fn new(model: &Model, left: [Symbol; 2], right: [Symbol; 2]) -> Neighbours {
        let ([l1, l2], [r1, r2]) = (left, right);
        let before = if l1 == Symbol::END { [Symbol::END; 2] } else { [l2, l1] };
        let [before, beyond] = [before, [r1, r2]].map(|[one, other]| model.plausible_pair(one, other));
        Neighbours { left, right, before, beyond }
    }
}

/// The n-grams of one or two symbols with their neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct NgramFit {
    /// Natural logarithm of the probability of the symbols and of the two after them.
    pub score: f32,
    /// Natural logarithms of the three probabilities that make it: of the symbols themselves, of the next symbol, of
    /// the one after.
    pub parts: [f32; 3],
    /// Levels of the pairs with the left and the right neighbour; 0 where a pair is not known.
    pub pairs: [u8; 2],
    /// Level of the pair that two symbols make; 0 for one symbol.
    pub inner: u8,
    /// Levels of the triples with two on the left, with one on either side, with two on the right.
    pub triples: [u8; 3],
}

/// Scores one or two symbols.
pub(super) fn fit(model: &Model, neighbours: &Neighbours, row: &[Symbol]) -> NgramFit {
    let [Some(&first), Some(&last)] = [row.first(), row.last()] else { return NgramFit::default() };
    let (entering, leaving) =
        (model.plausible_pair(neighbours.left[0], first), model.plausible_pair(last, neighbours.right[0]));
    let Neighbours { left: [l1, l2], right: [r1, r2], before, beyond } = *neighbours;
    let mut fit = NgramFit { pairs: [entering.level(), leaving.level()], ..NgramFit::default() };
    (fit.parts[0], fit.triples[0]) = model.after_two([l2, l1, first], before, entering);
    if l1 == Symbol::END {
        fit.triples[0] = 0;
    }
    let (mut previous, mut inner) = (l1, entering);
    if row.len() > 1 {
        let pair = model.plausible_pair(first, last);
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
