//! Tokens as the symbols of the language model.

use super::{Mark, Token, TokenKind, Tokens, Word};
use crate::lexicon::{Lexicon, Symbol};

/// A symbol of a sentence, and the token that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The symbol.
    pub symbol: Symbol,
    /// The index of the token; for [`Symbol::END`] that of the sentence's first token or of the one after its last.
    pub token: u32,
}

/// Writes the symbols of a sentence, a range of token indices, to `out`: [`Symbol::END`], the sentence, `END`.
/// Quotation marks and symbols are skipped, since the words on both sides belong together; a run of other marks is one
/// [`Symbol::PUNCTUATION`].
pub fn fill(
    text: &str,
    tokens: &Tokens,
    sentence: std::ops::Range<usize>,
    lexicon: &Lexicon,
    lower: &mut String,
    out: &mut Vec<Slot>,
) {
    out.clear();
    let end = |token: usize| Slot { symbol: Symbol::END, token: token as u32 };
    out.push(end(sentence.start));
    let first = sentence.start;
    let last = sentence.end;
    for (at, token) in tokens.list()[sentence].iter().enumerate() {
        let Some(symbol) = symbol(text, token, lexicon, lower) else { continue };
        let seam_follows = symbol == Symbol::PUNCTUATION && out.last().is_some_and(|last| !last.symbol.is_content());
        if !seam_follows {
            out.push(Slot { symbol, token: (first + at) as u32 });
        }
    }
    if out.last().is_some_and(|last| last.symbol == Symbol::PUNCTUATION) {
        out.pop();
    }
    out.push(end(last));
}

impl Symbol {
    /// Whether it stands for a word, a number or a name, and no mark.
    #[inline]
    fn is_content(self) -> bool {
        self != Symbol::END && self != Symbol::PUNCTUATION
    }
}

/// The symbol of a token; `None` for what is skipped.
#[inline]
fn symbol(text: &str, token: &Token, lexicon: &Lexicon, lower: &mut String) -> Option<Symbol> {
    Some(match token.kind() {
        TokenKind::Word(word) => self::word(token.text(text), word, lexicon, lower),
        TokenKind::Number | TokenKind::Date | TokenKind::Time => Symbol::NUMBER,
        TokenKind::Abbreviation
        | TokenKind::Code
        | TokenKind::Url
        | TokenKind::Email
        | TokenKind::Tag
        | TokenKind::Opaque => Symbol::OTHER,
        TokenKind::Mark(Mark::OpenQuote | Mark::CloseQuote | Mark::StraightQuote) => return None,
        TokenKind::Mark(_) => Symbol::PUNCTUATION,
        TokenKind::Symbol => return None,
    })
}

/// The symbol of a word.
#[inline]
fn word(written: &str, word: Word, lexicon: &Lexicon, lower: &mut String) -> Symbol {
    match word.syllable {
        Some(syllable) => lexicon.symbol(syllable),
        None => {
            lower.clear();
            lower.extend(written.chars().flat_map(char::to_lowercase));
            lexicon.symbol_of_other(lower)
        }
    }
}
