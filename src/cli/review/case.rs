//! A finding as it lies before the proofreader: what may be done about it, and what has been decided.

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::linter::Diagnostic;
use crate::rules::{Edit, Finding};
use crate::text::{Shown, Span};

/// A finding with its ways out.
#[derive(Debug)]
pub(super) struct Case {
    pub diagnostic: Diagnostic,
    /// Where it stands in what the document shows, and what that is.
    span: Span<Shown>,
    pub text: String,
    /// Best first.
    pub choices: Vec<Choice>,
}

/// One way to put a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What comes into the place that is shown.
    pub text: String,
    /// In bytes of the shown text; made together or not at all.
    pub edits: Vec<Edit>,
}

/// What has been decided about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It stays as it is, this time.
    Skipped,
    /// It is put right in this way.
    Fixed(Choice),
    /// It stays as it is, and is not to be found again.
    Ignored,
    /// Its text is a word that is right.
    Word,
}

impl Case {
    /// The fix of a diagnostic first, then the suggestions that do something else.
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

    /// Whether both are one mistake: the same rule on the same letters.
    pub fn is_like(&self, other: &Case) -> bool {
        self.diagnostic.name == other.diagnostic.name && self.same_text(other)
    }

    pub fn same_text(&self, other: &Case) -> bool {
        self.text == other.text || self.word() == other.word()
    }

    /// The marked text as a word of a list.
    pub fn word(&self) -> String {
        self.text.trim().nfc().collect()
    }

    /// Whether the marked text is a word or a name, and marked as one: only those can go into a list of words. A letter of
    /// another alphabet or a missing space is no word's own.
    pub fn is_word(&self) -> bool {
        if ["ky-tu/", "dau-cau/", "so-lieu/"].iter().any(|group| self.diagnostic.name.starts_with(group)) {
            return false;
        }
        let word = self.word();
        let inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '‑' | '–' | '\'' | '’' | '.' | '·');
        word.chars().any(char::is_alphabetic) && word.chars().all(inside)
    }
}

impl Choice {
    /// Puts `text` in the place of `span`.
    pub fn at(span: Span<Shown>, text: String) -> Choice {
        Choice { edits: vec![Edit { span, replacement: text.clone() }], text }
    }

    /// Whether it changes anything in the text.
    pub fn changes(&self, text: &str) -> bool {
        self.edits.iter().any(|edit| text[edit.span.range()] != edit.replacement)
    }
}
