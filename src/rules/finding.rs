//! What a rule reports, in bytes of the shown text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Applicability, Bilingual, Context, RuleId, RuleOption, Severity};
use crate::text::{Prose, Shown, Span};

/// A replacement of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Edit<In = Shown> {
    /// What is replaced; empty for an insertion.
    pub span: Span<In>,
    /// What takes its place.
    pub replacement: String,
}

/// Edits that belong together: all are made or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Fix<In = Shown> {
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// Sorted, without overlap. Those of a finding about the whole document ([`Finding::whole`]) are made one by one, each
    /// wherever it can be.
    pub edits: Vec<Edit<In>>,
}

impl<In> Fix<In> {
    /// Whether `morat fix` makes it unasked.
    pub fn is_safe(&self) -> bool {
        self.applicability == Applicability::Safe
    }
}

/// What a finding is known by from run to run: a hash of its rule, the marked text and the words around it. It changes with
/// none of the edits made elsewhere in the file. Written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> String {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Fingerprint, Self::Error> {
        let number = u64::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 16);
        number.map(Fingerprint).ok_or("a fingerprint is sixteen hexadecimal digits")
    }
}

/// One thing that a rule marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: RuleId,
    /// Where.
    pub span: Span<Shown>,
    /// What is wrong, and why: one sentence without a full stop.
    pub message: Bilingual,
    /// What to write instead of exactly the span, best first.
    pub suggestions: Vec<String>,
    /// How to put it right, if that can be said.
    pub fix: Option<Fix>,
    /// Probability that the mark is right, where a rule knows it.
    pub confidence: Option<f32>,
    /// How grave it is at most, whatever its rule is.
    pub at_most: Severity,
    /// Whether it speaks of the document as a whole and is shown at the first of many places: it is then in nobody's way.
    pub whole: bool,
    /// What it is known by from run to run: set by the linter.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// A finding whose fix is to put its first suggestion in place of the span.
    pub fn replacing(
        rule: RuleId,
        span: Span<Shown>,
        message: Bilingual,
        suggestions: Vec<String>,
        applicability: Applicability,
    ) -> Finding {
        let fix = suggestions
            .first()
            .map(|first| Fix { applicability, edits: vec![Edit { span, replacement: first.clone() }] });
        Finding {
            rule,
            span,
            message,
            suggestions,
            fix,
            confidence: None,
            at_most: Severity::Error,
            whole: false,
            fingerprint: Fingerprint::default(),
        }
    }
}

/// Where one rule puts what it finds in one text.
pub struct Findings<'a> {
    rule: RuleId,
    /// How many findings there were before those of this rule.
    before: usize,
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
        Findings { rule, before: out.len(), applicability, text, out }
    }

    /// An option of this rule that is a number.
    pub fn count(&self, option: &RuleOption) -> usize {
        self.text.house().count(self.rule, option)
    }

    /// An option of this rule that is a word.
    pub fn choice(&self, option: &RuleOption) -> &'static str {
        self.text.house().choice(self.rule, option)
    }

    /// A replacement of a span.
    pub fn edit(&self, span: Span<Prose>, replacement: String) -> Edit {
        Edit { span: self.text.to_shown(span), replacement }
    }

    /// Makes one note of all that a rule of form has found, if most of the places that it asks about contradict it: the text is
    /// then written in a way of its own. From `least` places on, where three of four are contrary; `kept` says how many are as the
    /// rule wants them and is asked only then. The note stands at the first place, has no fix, and `message` tells it with the number.
    pub fn one_note_if_habit(
        &mut self,
        least: usize,
        kept: impl FnOnce() -> usize,
        message: impl FnOnce(usize) -> Bilingual,
    ) {
        let contrary = self.out.len() - self.before;
        if contrary < least.max(1) || contrary < 3 * kept() {
            return;
        }
        self.out[self.before..].sort_by_key(|finding| finding.span);
        self.out.truncate(self.before + 1);
        let Some(note) = self.out.last_mut() else { return };
        note.message = message(contrary);
        note.suggestions.clear();
        note.fix = None;
        note.at_most = Severity::Info;
        note.whole = true;
    }

    /// Marks a span; the first suggestion becomes the fix, as safe as the rule is.
    pub fn mark(&mut self, span: Span<Prose>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
        self.mark_shown(self.text.to_shown(span), message, suggestions)
    }

    /// Marks a place of the shown text that the normalised text does not show; the first suggestion becomes the fix.
    pub fn mark_shown(&mut self, span: Span<Shown>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
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

    /// Says that this fix is in doubt, although those of its rule are not.
    pub fn unsafe_if(&mut self, doubtful: bool) {
        if let Some(fix) = self.fix.as_mut().filter(|_| doubtful) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}
