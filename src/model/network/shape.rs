//! The sizes of a network, where its weights lie, and what it hears of a sentence.

use super::rows::words;
use crate::lexicon::Symbol;

/// How many words beyond the window are read on either side.
pub const FARTHEST: usize = 24;

/// The sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Symbols told apart as neighbours: those with lower numbers, which are the more frequent ones.
    pub contexts: usize,
    /// Symbols that can be asked about.
    pub targets: usize,
    /// Words of the window to either side.
    pub reach: usize,
    /// Numbers in the vector of a neighbour.
    pub width: usize,
    /// Numbers in a hidden layer.
    pub hidden: usize,
    /// Residual layers.
    pub blocks: usize,
    /// Numbers in the vector of a word that is asked about.
    pub out: usize,
}

impl Shape {
    /// Numbers that the first layer takes.
    pub fn inputs(&self) -> usize {
        (2 * self.reach + 1) * self.width
    }

    /// Inputs and outputs of each layer.
    pub fn layers(&self) -> Vec<(usize, usize)> {
        let mut layers = vec![(self.inputs(), self.hidden)];
        layers.extend(std::iter::repeat_n((self.hidden, self.hidden), self.blocks));
        layers.push((self.hidden, self.out));
        layers
    }

    /// The symbol as a neighbour.
    pub fn context_symbol(&self, symbol: Symbol) -> Symbol {
        if symbol.index() < self.contexts { symbol } else { Symbol::OTHER }
    }

    /// The symbol as a word that is asked about: what has no vector of its own is asked about as [`Symbol::OTHER`].
    pub fn target_symbol(&self, symbol: Symbol) -> Symbol {
        if symbol.index() < self.targets { symbol } else { Symbol::OTHER }
    }

    #[cfg(feature = "training")]
    pub(super) fn sizes(&self) -> [usize; 7] {
        [self.contexts, self.targets, self.reach, self.width, self.hidden, self.blocks, self.out]
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Shape> {
        let sizes: Vec<usize> = words(bytes).map(|four| u32::from_le_bytes(four) as usize).collect();
        let [contexts, targets, reach, width, hidden, blocks, out] = sizes[..] else { return None };
        let shape = Shape { contexts, targets, reach, width, hidden, blocks, out };
        // What is beyond these is no network of ours, and would overflow sums of products.
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

/// The neighbours of a place of `width` symbols in a sentence that begins and ends with [`Symbol::END`], which stands for all
/// that is beyond it, too: calls `near` with a position of the window and the symbol there, the left half first, nearest first;
/// then `far` with the symbols beyond the window.
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

/// What a sum of `count` vectors from beyond the window counts for.
pub fn far_weight(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}
