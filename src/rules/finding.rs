//! What a rule reports, with spans of the shown text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Applicability, Bilingual, Context, RuleId, RuleOption, Severity};
use crate::text::{Prose, Shown, Span};

/// A replacement of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Edit<In = Shown> {
    /// The span that is replaced; empty for an insertion.
    pub span: Span<In>,
    /// The new text.
    pub replacement: String,
}

/// Edits that belong together: all are made or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Fix<In = Shown> {
    /// Whether it may be applied without a person looking at it.
    pub applicability: Applicability,
    /// Sorted, without overlap. Those of a finding about the whole document ([`Finding::whole`]) are made one by one,
    /// each where it can be made.
    pub edits: Vec<Edit<In>>,
}

impl<In> Fix<In> {
    /// Whether `morat fix` applies it by default.
    pub fn is_safe(&self) -> bool {
        self.applicability == Applicability::Safe
    }
}

/// A hash of the rule, the marked text and the words around it, by which a finding is recognised in a later run. Edits
/// elsewhere in the file do not change it. Written as sixteen hexadecimal digits.
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

/// A finding of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// The marked span.
    pub span: Span<Shown>,
    /// What is wrong and why: one sentence without a full stop.
    pub message: Bilingual,
    /// Replacements for exactly the span, best first.
    pub suggestions: Vec<String>,
    /// The fix, if there is one.
    pub fix: Option<Fix>,
    /// Probability that the finding is right, from 0 to 1; `None` if the rule does not know it.
    pub confidence: Option<f32>,
    /// The upper limit of its severity.
    pub at_most: Severity,
    /// Whether it is about the document as a whole and shown at the first of many places: it then overlaps no other.
    pub whole: bool,
    /// A few of the places that it is compared with, where the text writes the same thing otherwise.
    pub related: Vec<Span<Shown>>,
    /// The hash by which it is recognised; set by the linter.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// A finding whose fix replaces the span by the first suggestion.
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
            related: Vec::new(),
            fingerprint: Fingerprint::default(),
        }
    }
}

/// How many places that it is compared with are kept with a finding.
const MOST_RELATED: usize = 3;

/// Collects the findings of one rule in one text.
pub struct Findings<'a> {
    rule: RuleId,
    /// The number of findings before those of this rule.
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

    /// The value of an option that is a number.
    pub fn count(&self, option: &RuleOption) -> usize {
        self.text.house().count(self.rule, option)
    }

    /// The value of an option that is a word.
    pub fn choice(&self, option: &RuleOption) -> &'static str {
        self.text.house().choice(self.rule, option)
    }

    /// Adds findings by `mark`, each about the same other places: the first few of `places` are kept with it.
    pub fn compared_with(&mut self, places: impl Iterator<Item = Span<Prose>>, mark: impl FnOnce(&mut Self)) {
        let before = self.out.len();
        mark(self);
        if self.out.len() > before {
            let places: Vec<Span<Shown>> = places.take(MOST_RELATED).map(|place| self.text.to_shown(place)).collect();
            self.out[before..].iter_mut().for_each(|finding| finding.related.clone_from(&places));
        }
    }

    /// A replacement of a span.
    pub fn edit(&self, span: Span<Prose>, replacement: String) -> Edit {
        Edit { span: self.text.to_shown(span), replacement }
    }

    /// Replaces the findings of a rule of form by one note, if most places of the text contradict the rule: the text is
    /// then written in a way of its own. It takes at least `least` places, three of four of them contrary; `kept`
    /// counts those that follow the rule and is called only then. The note stands at the first place, has no fix, and
    /// `message` makes its text from the number.
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

    /// Adds a finding; the first suggestion becomes the fix, as safe as the rule's fixes are.
    pub fn mark(&mut self, span: Span<Prose>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
        self.mark_shown(self.text.to_shown(span), message, suggestions)
    }

    /// Adds a finding on a span of the shown text that the normalised text does not have; the first suggestion becomes
    /// the fix.
    pub fn mark_shown(&mut self, span: Span<Shown>, message: Bilingual, suggestions: Vec<String>) -> &mut Finding {
        let finding = Finding::replacing(self.rule, span, message, suggestions, self.applicability);
        self.out.push(finding);
        let last = self.out.len() - 1;
        &mut self.out[last]
    }
}

impl Finding {
    /// Makes the fix of the last finding safe if `certain`, although those of its rule are not.
    pub fn safe_if(&mut self, certain: bool) {
        if let Some(fix) = self.fix.as_mut().filter(|_| certain) {
            fix.applicability = Applicability::Safe;
        }
    }

    /// Makes the fix of the last finding unsafe if `doubtful`, although those of its rule are safe.
    pub fn unsafe_if(&mut self, doubtful: bool) {
        if let Some(fix) = self.fix.as_mut().filter(|_| doubtful) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}
