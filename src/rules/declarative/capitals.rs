//! The capitals of a phrase in a text.

use crate::rules::{Context, fold_word};
use crate::syllable::Case;
use crate::token::{Mark, Token, TokenKind};

/// The indices of the first and the last token of a phrase in a text, all words that follow one another.
pub(super) type Row = (usize, usize);

/// The cases of the words that are left if some of a phrase are removed: *đường Quốc lộ* keeps its capital as *Quốc
/// lộ*.
pub(super) fn kept(text: &Context<'_>, (first, last): Row, right: &str) -> Option<Vec<Case>> {
    let mut kept = Vec::new();
    let row = &text.tokens().list()[first..=last];
    let mut written = row.iter();
    let mut folded = String::new();
    for part in right.split(' ') {
        let token = written.find(|token| {
            folded.clear();
            token.word().iter().for_each(|word| fold_word(*word, text.of(token), &mut folded));
            folded == part
        })?;
        kept.push(token.case());
    }
    if row[0].case() == Case::Capital && text.opens(first) {
        kept[0] = Case::Capital;
    }
    (kept.len() < row.len()).then_some(kept)
}

/// Whether a word stands in a row of labels, which are typed without capitals: between upright bars, or in a paragraph of short
/// pieces between commas with neither a capital nor an end.
pub(super) fn is_label(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let Some(paragraph) = tokens.paragraph(tokens.paragraph_of(at)) else { return false };
    let row = &tokens.list()[paragraph];
    let count = |wanted: &dyn Fn(&Token) -> bool| row.iter().filter(|token| wanted(token)).count();
    let bars = count(&|token| token.kind() == TokenKind::Symbol && text.of(token) == "|");
    let short = || {
        let commas = count(&|token| token.mark() == Some(Mark::Comma));
        commas >= 3 && count(&Token::is_word) <= 4 * (commas + 1)
    };
    let capitals = || count(&|token| token.is_word() && token.case() != Case::Lower);
    let ends = || row.last().and_then(Token::mark).is_some_and(Mark::is_final);
    bars >= 2 || short() && capitals() == 0 && !ends()
}
