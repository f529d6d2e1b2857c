//! Which words are checked at all: those that the n-grams leave in doubt, and that are not of another language, a name
//! or a fragment.

use super::{ContextSpeller, SentenceView};
use crate::lexicon::{Symbol, is_spelled_as_ours};
use crate::model::Pair;
use crate::syllable::{Case, Syllable, Word, spellings, typing};
use crate::token::slots::Slot;
use crate::token::{Mark, Script, Token, TokenKind, Tokens, Word as TokenWord};

/// From this pointwise mutual information (natural logarithm) with a neighbour on a word is not checked by the network:
/// where that neighbour has no rival of the word beside it, and where neither neighbour has. Of the mistakes on
/// `eval/dev` that are found when every word is checked these two let 98 in 100 through, and 4 of 100 words.
const BOUND: f32 = 2.5;
const BOUND_WITHOUT_RIVAL: f32 = -0.5;

impl ContextSpeller<'_> {
    /// Whether a dictionary word has to be checked: not if it is bound to a neighbour beside which no rival is more
    /// frequent, or stands in triples that are known. A pair says little where a rival has a more frequent one: old
    /// mistakes are in the corpus, and rare words in them are bound, too (*bời vì*).
    pub(super) fn in_doubt(&self, read: &SentenceView<'_>, at: usize, left: Pair, after: Pair) -> bool {
        let symbol = |at: Option<usize>| at.and_then(|at| read.slots.get(at)).map_or(Symbol::END, |slot| slot.symbol);
        let [one, own, other] = [at - 1, at, at + 1].map(|at| symbol(Some(at)));
        let (safe_after, safe_before) = (left.is_safe_after(), after.is_safe_before());
        let limit = if safe_after && safe_before { BOUND_WITHOUT_RIVAL } else { BOUND };
        let (left, after) = (self.model.plausible(left, one, own), self.model.plausible(after, own, other));
        let bound = |pair: Pair, one: Symbol, other: Symbol| {
            self.model.attraction(pair.level(), one, other).is_some_and(|attraction| attraction >= limit)
        };
        if safe_after && bound(left, one, own) || safe_before && bound(after, own, other) {
            return false;
        }
        let known = |symbols: [Symbol; 3], first: Pair, second: Pair| self.model.triple(symbols, first, second) > 0;
        if known([one, own, other], left, after) {
            return false;
        }
        let (before, behind) = (symbol(at.checked_sub(2)), symbol(Some(at + 2)));
        !(safe_after && safe_before)
            || !(one != Symbol::END && known([before, one, own], self.model.plausible_pair(before, one), left)
                || other != Symbol::END && known([own, other, behind], after, self.model.plausible_pair(other, behind)))
    }

    /// The word in a slot if it can be checked; `None` for foreign words, names, acronyms, fragments and other
    /// spellings.
    pub(super) fn checkable_word(&self, read: &SentenceView<'_>, at: usize) -> Option<TokenWord> {
        let symbol = read.slots[at].symbol;
        if !symbol.is_word() && symbol != Symbol::OTHER {
            return None;
        }
        let token = read.token(at)?;
        if is_fragment(read.tokens, read.slots[at].token as usize) {
            return None;
        }
        let word = match token.kind() {
            TokenKind::Word(word) => word,
            // VNI keys left in a word: nguo72i, but not CO2.
            TokenKind::Code => {
                let text = token.text(read.text);
                let small = !text.chars().skip(1).any(char::is_uppercase);
                typing::decode(&text.to_lowercase()).filter(|_| small).map(|_| TokenWord::CODE)?
            }
            _ => return None,
        };
        if word.chained || word.case == Case::Mixed || word.script != Script::Latin || word.eth {
            return None;
        }
        let named = word.case == Case::Capital && read.slots[at - 1].symbol != Symbol::END;
        if word.syllable.is_none() && (symbol.is_word() || named && !word.marked) {
            return None; // foreign: normal, or a name
        }
        let keys = token.kind() == TokenKind::Code;
        if word.syllable.is_none()
            && !word.marked
            && !keys
            && [at - 1, at + 1].iter().any(|near| self.is_foreign(read, *near))
        {
            return None; // hat trick: half of a foreign phrase
        }
        if word.syllable.is_some_and(|syllable| self.is_other_spelling(read.slots, at, syllable)) {
            return None;
        }
        if is_spelled_as_ours(token.text(read.text)) {
            return None;
        }
        if word.case == Case::Upper {
            let upper = |slot| {
                read.word(slot).is_some_and(|word: TokenWord| word.case == Case::Upper && word.syllable.is_some())
            };
            if !upper(at - 1) && !upper(at + 1) {
                return None;
            }
        }
        Some(word)
    }

    /// Whether a syllable is the rarer spelling of a word that fits here: *tầu* in *đoàn tầu*. The model knows the word
    /// by its usual spelling only.
    fn is_other_spelling(&self, slots: &[Slot], at: usize, written: Syllable) -> bool {
        let Some(usual) = spellings::twin(written) else { return false };
        let symbol = self.lexicon.symbol(usual);
        self.lexicon.log_count(usual) > self.lexicon.log_count(written)
            && (!self.lexicon.is_in_use(written)
                || self.model.pair(slots[at - 1].symbol, symbol).is_known()
                || self.model.pair(symbol, slots[at + 1].symbol).is_known())
    }

    /// Whether the word in a slot is unknown and of another language: neither a syllable nor one without its
    /// diacritics.
    fn is_foreign(&self, read: &SentenceView<'_>, slot: usize) -> bool {
        let unknown = (read.slots[slot].symbol == Symbol::OTHER).then(|| read.token(slot)).flatten();
        let latin = |word: &TokenWord| word.syllable.is_none() && !word.marked && word.script == Script::Latin;
        let text = unknown.filter(|token| token.word().is_some_and(|word| latin(&word)));
        let read = text.map(|token| Word::read(token.text(read.text)));
        read.is_some_and(|word| word.is_none_or(|word| self.lexicon.marked_forms(&word).is_empty()))
    }
}

/// Whether a token is a fragment of something that is no word: the rest of an address (*https://a.vn/bcủa*), part of a
/// software name (*so.sanh*).
pub(super) fn is_fragment(tokens: &Tokens, index: usize) -> bool {
    let is_technical = |token: Option<&Token>| {
        token.is_some_and(|token| matches!(token.kind(), TokenKind::Url | TokenKind::Email | TokenKind::Code))
    };
    let is_dotted = |dot: Option<usize>| {
        let Some(dot) = dot.filter(|dot| tokens.list().get(*dot).and_then(Token::mark) == Some(Mark::Stop)) else {
            return false;
        };
        let is_small = |token: Option<&Token>| token.and_then(Token::word).is_some_and(|word| word.case == Case::Lower);
        is_small(tokens.before(dot)) && is_small(tokens.after(dot))
    };
    is_technical(tokens.before(index))
        || is_technical(tokens.after(index))
        || is_dotted(index.checked_sub(1))
        || is_dotted(Some(index + 1))
}
