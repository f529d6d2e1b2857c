//! A finding in a review: the choices that it offers, and the decision about it.

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::linter::Diagnostic;
use crate::project::term_of;
use crate::rules::{Edit, Finding};
use crate::text::{Shown, Span};

/// A finding with its choices.
#[derive(Debug)]
pub(super) struct Case {
    pub diagnostic: Diagnostic,
    /// Its span in the shown text, and the text of the span.
    span: Span<Shown>,
    pub text: String,
    /// The choices, best first.
    pub choices: Vec<Choice>,
}

/// One way to correct a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The new text of the span.
    pub text: String,
    /// Edits of the shown text, made together or not at all.
    pub edits: Vec<Edit>,
}

/// The decision about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Decision {
    /// No decision yet.
    #[default]
    Open,
    /// Left as it is in this review.
    Skipped,
    /// Corrected by this choice.
    Fixed(Choice),
    /// Left as it is, and put on the ignore list.
    Ignored,
    /// Left as it is, and its text becomes an accepted word.
    Word,
}

impl Case {
    /// A finding with the fix of its diagnostic first, then the suggestions that change something else.
    pub fn new(finding: &Finding, diagnostic: Diagnostic, document: &Document<'_>) -> Case {
        let span = finding.span;
        let fix = finding.fix.as_ref().map(|fix| {
            let text = finding.suggestions.first().or(fix.edits.first().map(|edit| &edit.replacement));
            Choice { text: text.cloned().unwrap_or_default(), edits: fix.edits.clone() }
        });
        let suggested = diagnostic.suggestions.iter().map(|text| Choice::at(span, text.clone()));
        let mut choices: Vec<Choice> = Vec::new();
        for choice in fix.into_iter().chain(suggested) {
            let can_be = choice.edits.iter().all(|edit| document.edits(edit.span, &edit.replacement).is_some());
            if can_be && choice.changes(document.text()) && choices.iter().all(|known| known.edits != choice.edits) {
                choices.push(choice);
            }
        }
        Case { diagnostic, span, text: document.text()[span.range()].to_owned(), choices }
    }

    pub fn span(&self) -> Span<Shown> {
        self.span
    }

    /// Whether both are the same mistake: the same rule on the same text.
    pub fn is_like(&self, other: &Case) -> bool {
        self.diagnostic.name == other.diagnostic.name && self.same_text(other)
    }

    pub fn same_text(&self, other: &Case) -> bool {
        self.text == other.text || self.word() == other.word()
    }

    /// The marked text as a term for a list.
    pub fn word(&self) -> String {
        self.text.trim().nfc().collect()
    }

    /// Whether the marked text can be accepted as a word or a name.
    pub fn is_word(&self) -> bool {
        term_of(&self.diagnostic.name, &self.text).is_some()
    }
}

impl Choice {
    /// The choice of replacing `span` by `text`.
    pub fn at(span: Span<Shown>, text: String) -> Choice {
        Choice { edits: vec![Edit { span, replacement: text.clone() }], text }
    }

    /// Whether it changes anything in the text.
    pub fn changes(&self, text: &str) -> bool {
        self.edits.iter().any(|edit| text[edit.span.range()] != edit.replacement)
    }
}
