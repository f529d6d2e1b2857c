//! Doubled words: whether the reduplication is usual, and what one of the two may have been meant for.

use super::{COST_WEIGHT, ContextSpeller};
use crate::lexicon::Symbol;
use crate::syllable::Syllable;
use crate::token::{Token, Tokens};

/// Natural logarithm of the share of a syllable's uses that are doubled, where the double is usual (*từ từ, dần dần*)
/// or two words meet again and again (*thành thành, vi vi*). By mistake some three words in ten thousand are doubled.
const HABIT: f32 = -8.1;

/// The limit for a syllable that begins a compound here and ends none: its doubles elsewhere are mostly two words that
/// meet.
const HABIT_OF_HALVES: f32 = -6.9;

/// Natural logarithm of the corpus count from which on a syllable's share of doubles is trusted.
const KNOWN_WELL: f32 = 8.5;

/// By how many levels the pair of the correction and the neighbour has to be more frequent: each level doubles the
/// count.
const FARTHER: u8 = 2;

/// Natural logarithm of the share of a pair's uses that stand beside a certain third word, above which the pair belongs
/// to that word.
const BOUND: f32 = -3.0;

/// The level from which on a triple that was never seen says something about its pair: some two hundred occurrences.
const OFTEN: u8 = 7;

/// The level from which on a pair does not occur by chance: a dozen occurrences.
const SEEN: u8 = 3;

impl ContextSpeller<'_> {
    /// Whether the second of two equal words at the tokens `at` and `at + 1` is one too many: the double is not usual,
    /// and no two compounds meet there of which one ends and the other begins with the word (*có thể thể hiện*).
    pub fn is_doubled_by_mistake(&self, tokens: &Tokens, at: usize) -> bool {
        let row = WordsAround::around(self, tokens, at);
        let Some(symbol) = row.word(0) else { return false };
        let pair = self.model.plausible_pair(symbol, symbol);
        let often = self.model.log_count(symbol);
        let [before, behind] = [row.makes_word(-1, 0), row.makes_word(1, 2)];
        let limit = if behind && !before { HABIT_OF_HALVES } else { HABIT };
        let habit = pair.is_known() && self.model.pair_count(pair.level()) - often > limit;
        if often < KNOWN_WELL || habit || self.model.is_word(&[symbol, symbol]) {
            return false;
        }
        let triple = |one: isize| {
            let [a, b, c] = [row.word(one)?, row.word(one + 1)?, row.word(one + 2)?];
            let (first, second) = (self.model.plausible_pair(a, b), self.model.plausible_pair(b, c));
            Some(self.model.triple([a, b, c], first, second) > 0)
        };
        // Học học phần: seen before, so somebody meant it.
        if before && behind || triple(-1) == Some(true) || triple(0) == Some(true) {
            return false;
        }
        match (before, behind) {
            // Thư ký ký vào: the second one goes with what follows, and not because of the first word.
            (true, _) => !row.is_free(true),
            (_, true) => !row.is_free(false),
            _ => {
                let seen = |one: Option<Symbol>, other: Option<Symbol>| {
                    one.zip(other).is_some_and(|(one, other)| self.model.plausible_pair(one, other).level() >= SEEN)
                };
                seen(row.word(-1), row.word(0)) && seen(row.word(1), row.word(2))
            }
        }
    }

    /// The likely correction of one of two equal words at the tokens `at` and `at + 1`, and whether it is that of the
    /// second: a slip away, and a compound with its neighbour, where the double is none: *các các nhân* for *các cá
    /// nhân*.
    pub fn doubled_correction(&self, tokens: &Tokens, at: usize) -> Option<(bool, Syllable)> {
        let row = WordsAround::around(self, tokens, at);
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
            let row_symbol = self.lexicon.symbol(written);
            let level = |other: Symbol| {
                let (one, other) = pair(other);
                self.model.plausible_pair(one, other).level()
            };
            // Where taking one of the two out leaves a word, that is the likelier slip: kiểm tra tra lại.
            let single = row.makes_word(-1, 0) || row.makes_word(1, 2);
            let farther = if single { 3 * FARTHER } else { FARTHER };
            // Sau thương vụ: the neighbour stands with the word beyond it more often than with any other reading.
            let beyond = row.word(far).map_or(0, |far| {
                let (one, other) = if second { (neighbour, far) } else { (far, neighbour) };
                self.model.plausible_pair(one, other).level()
            });
            let words = self.lexicon.rivals(written).into_owned().into_iter().filter(|rival| {
                let (one, other) = pair(rival.symbol);
                let level_here = level(rival.symbol);
                self.model.is_word(&[one, other]) && level_here >= farther + level(row_symbol) && level_here >= beyond
            });
            words
                .map(|rival| (f32::from(level(rival.symbol)) - COST_WEIGHT * rival.slip.cost, second, rival.slip.meant))
                .max_by(|one, other| one.0.total_cmp(&other.0))
        };
        let found = [best(true), best(false)].into_iter().flatten();
        found.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, second, meant)| (second, meant))
    }
}

/// The words around two doubled ones, as far as nothing but spaces is between them.
struct WordsAround<'r> {
    speller: &'r ContextSpeller<'r>,
    tokens: &'r Tokens,
    at: usize,
}

impl<'r> WordsAround<'r> {
    fn around(speller: &'r ContextSpeller<'r>, tokens: &'r Tokens, at: usize) -> WordsAround<'r> {
        WordsAround { speller, tokens, at }
    }

    /// The symbol of the syllable `away` words from the first of the two; `None` beyond a mark or a word that is no
    /// syllable.
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

    /// Whether one of the two goes with its neighbour on the far side independently, and not as part of the compound
    /// that the other one makes: in *Thư ký ký vào* the second does, for people sign without being secretaries.
    fn is_free(&self, second: bool) -> bool {
        let model = self.speller.model;
        let [Some(before), Some(word), Some(behind)] = [self.word(-1), self.word(0), self.word(2)] else {
            return false;
        };
        let (first, last) = (model.plausible_pair(before, word), model.plausible_pair(word, behind));
        let pair = if second { last } else { first };
        // Chính phủ phủ quyết: the first of the two may end a word, and then little is enough to let the second begin one.
        if pair.level() < if second { SEEN } else { OFTEN } {
            return false;
        }
        match model.after_two([before, word, behind], first, last) {
            (_, 0) => true,
            (odds, _) if second => odds + model.pair_count(first.level()) - model.pair_count(last.level()) < BOUND,
            (odds, _) => odds < BOUND,
        }
    }

    /// Whether the words at two adjacent distances make a compound, by themselves or with a third one beyond.
    fn makes_word(&self, one: isize, other: isize) -> bool {
        let is = |from: isize, to: isize| {
            let row: Option<Vec<Symbol>> = (from..=to).map(|away| self.word(away)).collect();
            row.is_some_and(|row| self.speller.model.is_word(&row))
        };
        is(one, other) || if one < 0 { is(one - 1, other) } else { is(one, other + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;

    fn is_mistake(text: &str) -> bool {
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        let (at, _) = tokens.doubled_words().next().unwrap_or_else(|| panic!("{text}"));
        ContextSpeller::new(Dictionaries::embedded()).is_doubled_by_mistake(&tokens, at - 1)
    }

    #[test]
    fn words_that_nobody_says_twice() {
        for text in [
            "hội đồng kiểm kiểm duyệt nội dung",
            "tỉnh phát triển du du lịch biển",
            "cơ quan đang tiến tiến hành các thủ tục",
            "cảnh báo báo rủi ro bắt nguồn",
            "doanh nghiệp tái sản sản xuất",
        ] {
            assert!(is_mistake(text), "{text}");
        }
    }

    #[test]
    fn words_that_meet_and_words_that_are_said_twice() {
        for text in [
            "nhạc có thể thể hiện nỗi buồn",
            "những con chuồn chuồn ớt",
            "thư ký ký vào biên bản",
            "anh không chỉ chỉ trích ông",
            "sinh viên học học phần mới",
            "giọng nói đều đều buồn ngủ",
            "mắt rưng rưng lệ",
        ] {
            assert!(!is_mistake(text), "{text}");
        }
    }
}
