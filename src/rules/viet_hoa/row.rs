//! What the rules about names ask of words side by side.

use crate::rules::context::fold_word;
use crate::rules::{Bilingual, Context, Findings};
use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};
use crate::token::Gap;

/// The span from the start of one token to the end of another.
pub(in crate::rules) fn span(text: &Context<'_>, from: usize, to: usize) -> Span<Prose> {
    let list = text.tokens().list();
    list[from].span.cover(list[to].span)
}

/// The case of a word that is a syllable; `None` for anything else.
#[inline]
pub(in crate::rules) fn case(text: &Context<'_>, at: usize) -> Option<Case> {
    let token = text.tokens().list().get(at)?;
    token.syllable().map(|_| token.case())
}

/// Whether a space, or the end of a wrapped line, stands between a word and the token before it.
#[inline]
pub(in crate::rules) fn joins(text: &Context<'_>, at: usize) -> bool {
    let gap = text.tokens().list()[at].gap();
    gap.is_space() || gap == Gap::LineBreak
}

/// The syllable at `at`.
#[inline]
pub(in crate::rules) fn syllable(text: &Context<'_>, at: usize) -> Option<Syllable> {
    text.tokens().list().get(at)?.syllable()
}

/// A word in small letters and the older tone style.
pub(in crate::rules) fn folded(text: &Context<'_>, at: usize) -> String {
    let mut out = String::new();
    if let Some((token, word)) = text.tokens().list().get(at).and_then(|token| Some((token, token.word()?))) {
        fold_word(word, text.of(token), &mut out);
    }
    out
}

/// The text of some tokens, with each word in the case that `case` gives for its index.
pub(in crate::rules) fn recased(text: &Context<'_>, from: usize, to: usize, case: impl Fn(usize) -> Case) -> String {
    let mut out = String::new();
    for at in from..=to {
        let token = &text.tokens().list()[at];
        if at > from {
            out.push_str(&text.text()[text.tokens().gap_span(at).range()]);
        }
        let lower = text.of(token).to_lowercase();
        out.push_str(&case(at).apply(&lower));
    }
    out
}

/// Reports some tokens that should be capitalised in another way.
pub(in crate::rules) fn mark(
    found: &mut Findings<'_>,
    text: &Context<'_>,
    rows: (usize, usize),
    right: String,
    why: (&str, &str),
) {
    let span = span(text, rows.0, rows.1);
    let written = &text.text()[span.range()];
    let message = Bilingual::new(
        format!("“{written}” nên viết là “{right}”: {}", why.0),
        format!("Write “{written}” as “{right}”: {}", why.1),
    );
    found.mark(span, message, vec![right]);
}
