//! Phrases that are none: *hồ sơ hữu quan* holds *sơ hữu*, and nobody meant *sở hữu*.

use super::score::{self, Sides};
use super::{COST_WEIGHT, Speller};
use crate::lexicon::Symbol;
use crate::syllable::Syllable;
use crate::token::{Token, Tokens};

/// What a slip costs at least, where the n-grams are to say which reading is the likelier one.
const LEAST_COST: f32 = 0.8;

impl Speller<'_> {
    /// Whether two tokens side by side belong to two words, the first to what stands before it and the second to what stands
    /// behind: both make words there, or one does and `right`, what the two would be a slip for, is no likelier.
    pub fn straddles(&self, tokens: &Tokens, first: usize, last: usize, right: &str) -> bool {
        let list = tokens.list();
        let symbol = |token: &Token| token.word()?.syllable.map(|syllable| self.lexicon.symbol(syllable));
        let beside = |at: usize| symbol(list.get(at)?);
        let [Some(one), Some(other)] = [first, last].map(beside) else { return false };
        if last != first + 1 {
            return false;
        }
        let before = first.checked_sub(1).filter(|_| list[first].gap().is_space()).and_then(beside);
        let behind = list.get(last + 1).filter(|token| token.gap().is_space()).and_then(symbol);
        let is_word = |one: Option<Symbol>, other: Option<Symbol>| {
            one.zip(other).is_some_and(|(one, other)| self.model.is_word(&[one, other]))
        };
        match (is_word(before, Some(one)), is_word(Some(other), behind)) {
            (true, true) => true,
            (false, false) => false,
            _ => {
                let meant: Vec<Symbol> = right
                    .split(' ')
                    .filter_map(|word| Syllable::parse(&word.to_lowercase()))
                    .map(|syllable| self.lexicon.symbol(syllable))
                    .collect();
                let further = |at: Option<usize>| at.and_then(beside).unwrap_or(Symbol::END);
                let left = [before.unwrap_or(Symbol::END), further(first.checked_sub(2))];
                let sides = Sides::new(self.model, left, [behind.unwrap_or(Symbol::END), further(Some(last + 2))]);
                let score = |row: &[Symbol]| score::fit(self.model, &sides, row).score;
                meant.len() == 2 && score(&[one, other]) > score(&meant) - COST_WEIGHT * LEAST_COST
            }
        }
    }
}
