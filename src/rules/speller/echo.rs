//! Words that stand twice side by side: whether people say them so, and what one of the two may have been meant for.

use super::{COST_WEIGHT, Speller};
use crate::lexicon::Symbol;
use crate::syllable::Syllable;
use crate::token::{Token, Tokens};

/// Of a syllable's uses, the share that its double has where it is said (*từ từ, dần dần*) or where two words meet again and
/// again (*thành thành, vi vi*): natural logarithm. A finger doubles some three words in ten thousand.
const HABIT: f32 = -8.1;

/// Natural logarithm of the count from which on that is known of a syllable.
const KNOWN_WELL: f32 = 8.5;

/// The level of a pair that is no chance: a dozen times.
const SEEN: u8 = 3;

impl Speller<'_> {
    /// Whether the second of two equal words at `at` and `at + 1` is one too many: nobody says the syllable twice, and no two
    /// words meet there of which one ends and the other begins with it (*có thể thể hiện*).
    pub fn is_one_too_many(&self, tokens: &Tokens, at: usize) -> bool {
        let row = Row::around(self, tokens, at);
        let Some(symbol) = row.word(0) else { return false };
        let pair = self.model.sound_pair(symbol, symbol);
        let often = self.model.log_count(symbol);
        let habit = pair.is_known() && self.model.pair_count(pair.level()) - often > HABIT;
        if often < KNOWN_WELL || habit || self.model.is_word(&[symbol, symbol]) {
            return false;
        }
        let [before, behind] = [row.makes_word(-1, 0), row.makes_word(1, 2)];
        // Học học phần: seen before, so somebody meant it.
        let meet = |one: isize| {
            let [Some(a), Some(b), Some(c)] = [one, one + 1, one + 2].map(|at| row.word(at)) else { return false };
            self.model.triple([a, b, c], self.model.sound_pair(a, b), self.model.sound_pair(b, c)) > 0
        };
        let single = || {
            [(-1, 0), (1, 2)].iter().all(|(one, other)| {
                let (Some(a), Some(b)) = (row.word(*one), row.word(*other)) else { return false };
                self.model.sound_pair(a, b).level() >= SEEN
            })
        };
        !(before && behind) && !meet(-1) && !meet(0) && (before || behind || single())
    }

    /// What one of two equal words at `at` and `at + 1` may have been meant for, and whether it is the second: a slip away, and
    /// a word with its neighbour, where the double is none: *các các nhân* for *các cá nhân*.
    pub fn behind_echo(&self, tokens: &Tokens, at: usize) -> Option<(bool, Syllable)> {
        let row = Row::around(self, tokens, at);
        let written = tokens.list().get(at)?.word()?.syllable?;
        let best = |second: bool| {
            let place = if second { 1 } else { 0 };
            let (near, far) = if second { (2, 3) } else { (-1, -2) };
            let neighbour = row.word(near)?;
            // The neighbour has another partner, or this one makes a word of it already.
            if row.makes_word(place.min(near), place.max(near)) || row.makes_word(near.min(far), near.max(far)) {
                return None;
            }
            let pair = |other: Symbol| if second { (other, neighbour) } else { (neighbour, other) };
            let level = |other: Symbol| {
                let (one, other) = pair(other);
                self.model.sound_pair(one, other).level()
            };
            let words = self.lexicon.rivals(written).into_owned().into_iter().filter(|rival| {
                let (one, other) = pair(rival.symbol);
                self.model.is_word(&[one, other]) && level(rival.symbol) >= SEEN
            });
            words
                .map(|rival| (f32::from(level(rival.symbol)) - COST_WEIGHT * rival.slip.cost, second, rival.slip.meant))
                .max_by(|one, other| one.0.total_cmp(&other.0))
        };
        let found = [best(true), best(false)].into_iter().flatten();
        found.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, second, meant)| (second, meant))
    }
}

/// The words around a place, with nothing but spaces between.
struct Row<'r> {
    speller: &'r Speller<'r>,
    tokens: &'r Tokens,
    at: usize,
}

impl<'r> Row<'r> {
    fn around(speller: &'r Speller<'r>, tokens: &'r Tokens, at: usize) -> Row<'r> {
        Row { speller, tokens, at }
    }

    /// The syllable so many words from the first of the two.
    fn word(&self, away: isize) -> Option<Symbol> {
        let list = self.tokens.list();
        let at = self.at.checked_add_signed(away)?;
        let between = if away < 0 { at + 1..self.at + 1 } else { self.at + 1..at + 1 };
        let joined = |token: &Token| token.word().is_some() && token.gap().is_space();
        if !list.get(between)?.iter().all(joined) {
            return None;
        }
        let syllable = list.get(at)?.word()?.syllable?;
        Some(self.speller.lexicon.symbol(syllable))
    }

    /// Whether the words at two places side by side make a word, by themselves or with a third one beyond.
    fn makes_word(&self, one: isize, other: isize) -> bool {
        let is = |from: isize, to: isize| {
            let row: Option<Vec<Symbol>> = (from..=to).map(|away| self.word(away)).collect();
            row.is_some_and(|row| self.speller.model.is_word(&row))
        };
        is(one, other) || if one < 0 { is(one - 1, other) } else { is(one, other + 1) }
    }
}
