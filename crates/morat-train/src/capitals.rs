//! Runs of capitalised words and their neighbours, for finding names of people and places.

use std::ops::Range;

use morat::syllable::Case;
use morat::token::{Gap, Mark, Script, Token, TokenKind, Tokens, Word};

/// A text with its tokens, for questions about neighbours.
#[derive(Clone, Copy)]
pub struct TokenizedText<'r> {
    /// The normalised text.
    pub text: &'r str,
    /// Its tokens.
    pub tokens: &'r Tokens,
}

/// Whether a word begins with a capital and is not all capitals; a lone capital letter counts (*A Lưới*).
pub fn is_capitalised(word: &Word) -> bool {
    word.script == Script::Latin && word.case == Case::Capital
}

impl<'r> TokenizedText<'r> {
    fn list(&self) -> &'r [Token] {
        self.tokens.list()
    }

    /// A word, an abbreviation or a mark as it is written.
    pub fn text_at(&self, at: usize) -> &'r str {
        self.list()[at].text(self.text)
    }

    /// Whether a single space stands before a token.
    pub fn is_spaced(&self, at: usize) -> bool {
        self.list().get(at).is_some_and(|token| token.gap() == Gap::Space)
    }

    /// Whether there is a token at `at` and no more than one plain space before it.
    pub fn is_near(&self, at: usize) -> bool {
        self.list().get(at).is_some_and(|token| matches!(token.gap(), Gap::None | Gap::Space))
    }

    /// The word at a token.
    pub fn word(&self, at: usize) -> Option<Word> {
        self.list().get(at)?.word()
    }

    /// The mark at a token.
    pub fn mark(&self, at: usize) -> Option<Mark> {
        self.list().get(at)?.mark()
    }

    /// The index of the word or abbreviation before a token, with a single space between them.
    pub fn word_before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|_| self.is_spaced(at))?;
        matches!(self.list()[before].kind(), TokenKind::Word(_) | TokenKind::Abbreviation).then_some(before)
    }

    /// The words at `at` and before it, in lower case: up to `most` of them, one space between them, in reading order.
    pub fn phrase_up_to(&self, at: usize, most: usize) -> String {
        let mut phrase = self.text_at(at).to_lowercase();
        let mut first = at;
        for _ in 1..most {
            let Some(before) = self.word_before(first) else { break };
            phrase = format!("{} {phrase}", self.text_at(before).to_lowercase());
            first = before;
        }
        phrase
    }

    /// The longest run from `start` on of words that pass the test, with one plain space between each two; empty where
    /// there is none.
    pub fn run(&self, start: usize, pass: impl Fn(&Word) -> bool) -> Range<usize> {
        let mut end = start;
        while (end == start || self.is_spaced(end)) && self.word(end).is_some_and(|word| pass(&word)) {
            end += 1;
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_of_capitals_with_spaces_between() {
        let text = "hôm qua Lê Thị Na đến, Mai  Anh";
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        let reading = TokenizedText { text, tokens: &tokens };
        let at = |word: &str| (0..).find(|at| reading.text_at(*at) == word).unwrap();
        assert_eq!(reading.run(at("Lê"), is_capitalised), at("Lê")..at("Na") + 1);
        assert_eq!(reading.run(at("Mai"), is_capitalised).len(), 1, "two spaces part two runs");
        assert!(reading.run(at("qua"), is_capitalised).is_empty());
        assert_eq!(reading.phrase_up_to(at("qua"), 3), "hôm qua");
        assert_eq!(reading.word_before(at("Mai")), None, "a comma parts words");
    }
}
