//! The sizes of a network, where its weights lie, and which symbols of a sentence it reads.

use super::rows::le_words;
use crate::lexicon::Symbol;

/// How many symbols beyond the window are read on either side.
pub const FARTHEST: usize = 24;

/// The sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of symbols that have a vector as neighbours; more frequent symbols have lower numbers.
    pub contexts: usize,
    /// Number of symbols that have a vector as words asked about.
    pub targets: usize,
    /// Words of the window on either side.
    pub reach: usize,
    /// Length of a neighbour's vector.
    pub width: usize,
    /// Length of a hidden layer.
    pub hidden: usize,
    /// Number of residual layers.
    pub blocks: usize,
    /// Length of the vector of a word that is asked about.
    pub out: usize,
}

impl Shape {
    /// Number of inputs of the first layer.
    pub fn inputs(&self) -> usize {
        (2 * self.reach + 1) * self.width
    }

    /// Numbers of inputs and outputs of each layer.
    pub fn layers(&self) -> Vec<(usize, usize)> {
        let mut layers = vec![(self.inputs(), self.hidden)];
        layers.extend(std::iter::repeat_n((self.hidden, self.hidden), self.blocks));
        layers.push((self.hidden, self.out));
        layers
    }

    /// The symbol that stands for this one as a neighbour: [`Symbol::OTHER`] if it has no vector of its own.
    pub fn context_symbol(&self, symbol: Symbol) -> Symbol {
        if symbol.index() < self.contexts { symbol } else { Symbol::OTHER }
    }

    /// The symbol that stands for this one as a word asked about: [`Symbol::OTHER`] if it has no vector of its own.
    pub fn target_symbol(&self, symbol: Symbol) -> Symbol {
        if symbol.index() < self.targets { symbol } else { Symbol::OTHER }
    }

    #[cfg(feature = "training")]
    pub(super) fn sizes(&self) -> [usize; 7] {
        [self.contexts, self.targets, self.reach, self.width, self.hidden, self.blocks, self.out]
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Shape> {
        let sizes: Vec<usize> = le_words(bytes).map(|four| u32::from_le_bytes(four) as usize).collect();
        let [contexts, targets, reach, width, hidden, blocks, out] = sizes[..] else { return None };
        let shape = Shape { contexts, targets, reach, width, hidden, blocks, out };
        // The trainer writes no sizes beyond these, and they would overflow sums of products.
        let sound = contexts > Symbol::OTHER.index()
            && targets > Symbol::OTHER.index()
            && contexts.max(targets) <= 1 << 16
            && reach <= 64
            && width <= 512
            && blocks <= 16
            && (1..=2048).contains(&hidden)
            && (1..=2048).contains(&out)
            && shape.inputs() <= 2048;
        sound.then_some(shape)
    }
}

/// Visits the neighbours of `width` symbols at `at` in a sentence that begins and ends with [`Symbol::END`], which also
/// stands for all positions beyond. Calls `near` with a position of the window and its symbol, the left half first,
/// nearest first; then `far` with each symbol beyond the window, up to [`FARTHEST`] on either side.
#[inline(always)]
pub fn neighbours(
    sentence: &[Symbol],
    at: usize,
    width: usize,
    reach: usize,
    mut near: impl FnMut(usize, Symbol),
    mut far: impl FnMut(Symbol),
) {
    let symbol = |at: usize| sentence.get(at).copied().unwrap_or(Symbol::END);
    for step in 1..=reach {
        near(step - 1, at.checked_sub(step).map_or(Symbol::END, symbol));
        near(reach + step - 1, symbol(at + width - 1 + step));
    }
    let inside = 1..sentence.len().saturating_sub(1);
    let left = at.saturating_sub(reach + FARTHEST).max(inside.start)..at.saturating_sub(reach).max(inside.start);
    let right = (at + width + reach).min(inside.end)..(at + width + reach + FARTHEST).min(inside.end);
    left.chain(right).for_each(|at| far(symbol(at)));
}

/// The weight of the sum of `count` vectors from beyond the window.
pub fn far_weight(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}
