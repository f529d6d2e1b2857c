//! What a rule reports, in bytes of the decoded text.

use super::{Applicability, Bilingual, Context, RuleId};
use crate::text::{Decoded, Prose, Span};

/// A replacement of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit<In = Decoded> {
    /// What is replaced; empty for an insertion.
    pub span: Span<In>,
    /// What takes its place.
    pub replacement: String,
}

/// Edits that belong together: all are made or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix<In = Decoded> {
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// Sorted, without overlap.
    pub edits: Vec<Edit<In>>,
}

impl<In> Fix<In> {
    /// The same fix with its spans in another coordinate space.
    pub fn map<To>(self, place: impl Fn(Span<In>) -> Span<To>) -> Fix<To> {
        let edit = |edit: Edit<In>| Edit { span: place(edit.span), replacement: edit.replacement };
        Fix { applicability: self.applicability, edits: self.edits.into_iter().map(edit).collect() }
    }
}

/// One thing that a rule marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: RuleId,
    /// Where.
    pub span: Span<Decoded>,
    /// What is wrong, and why: one sentence without a full stop.
    pub message: Bilingual,
    /// What to write instead of exactly the span, best first.
    pub suggestions: Vec<String>,
    /// How to put it right, if that can be said.
    pub fix: Option<Fix>,
    /// Probability that the mark is right, where a rule knows it.
    pub confidence: Option<f32>,
    /// Whether it speaks of the document as a whole and is shown at the first of many places: it is then in nobody's way.
    pub whole: bool,
}

impl Finding {
    /// A finding whose fix is to put its first suggestion in place of the span.
    pub fn replacing(
        rule: RuleId,
        span: Span<Decoded>,
        message: Bilingual,
        suggestions: Vec<String>,
        applicability: Applicability,
    ) -> Finding {
        let fix = suggestions
            .first()
            .map(|first| Fix { applicability, edits: vec![Edit { span, replacement: first.clone() }] });
        Finding { rule, span, message, suggestions, fix, confidence: None, whole: false }
    }
}

/// Where one rule puts what it finds in one text.
pub struct Findings<'a> {
    rule: RuleId,
    applicability: Applicability,
    text: &'a Context<'a>,
    out: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        rule: RuleId,
        applicability: Applicability,
        text: &'a Context<'a>,
        out: &'a mut Vec<Finding>,
    ) -> Self {
        Findings { rule, applicability, text, out }
    }

    /// Marks a span; the first suggestion becomes the fix, as safe as the rule is.
    pub fn mark(&mut self, span: Span<Prose>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
        self.mark_decoded(self.text.to_decoded(span), message, suggestions)
    }

    /// The same for a place of the decoded text that the normalised text does not show.
    pub fn mark_decoded(&mut self, span: Span<Decoded>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
        let finding = Finding::replacing(self.rule, span, message, suggestions, self.applicability);
        self.out.push(finding);
        let last = self.out.len() - 1;
        &mut self.out[last]
    }
}

impl Finding {
    /// Says that this fix is beyond doubt, although those of its rule are not.
    pub fn safe_if(&mut self, certain: bool) {
        if let Some(fix) = self.fix.as_mut().filter(|_| certain) {
            fix.applicability = Applicability::Safe;
        }
    }
}
