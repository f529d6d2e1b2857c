//! Findings for programs: positions in every unit, and the actions that each finding offers.

use std::ops::Range;

use crate::document::{ContainerPosition, Document};
use crate::linter::{Diagnostic, Linter, as_listed, in_listing};
use crate::problem::{Bilingual, Lang};
use crate::rules::{self, Severity};
use crate::text::{Decoded, Offset, Position, Shown, Span, Unit, Units};

/// One thing that a proofreader would mark.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The name of the rule that found it: `chinh-ta/nham-lan`.
    pub rule: String,
    /// Its severity.
    pub severity: Severity,
    /// What is wrong and why, in both languages.
    pub says: Bilingual,
    /// The marked text, as it stands in [`crate::Checked::text`].
    pub marked: String,
    /// The start of the marked text in [`crate::Checked::text`].
    pub start: Offset,
    /// The end of the marked text there.
    pub end: Offset,
    /// Line and column of the start.
    pub from: Position,
    /// Line and column of the end.
    pub to: Position,
    /// The byte range in the file as it was given; `None` in a container (DOCX, EPUB, …).
    pub file_bytes: Option<Range<usize>>,
    /// The part and the paragraph of a container; `None` in other files.
    pub place: Option<ContainerPosition>,
    /// Replacements for the marked text, best first.
    pub suggestions: Vec<String>,
    /// The probability that the finding is right, from 0 to 1; `None` if the rule does not know it.
    pub confidence: Option<f32>,
    /// What can be done, best first: a replacement by each suggestion, and the rule's own fix where that changes more.
    pub actions: Vec<Action>,
    /// A hash of the rule, the marked text and the words around it, as sixteen hexadecimal digits: it stays the same
    /// while these do, so a list of known findings can keep it.
    pub fingerprint: String,
}

/// One way to correct a finding.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Action {
    /// A title for a menu.
    pub title: Bilingual,
    /// Whether it may be applied without a person looking at it.
    pub safe: bool,
    /// The replacements in [`crate::Checked::text`], by position, without overlap; all of them belong together.
    pub edits: Vec<TextEdit>,
}

/// A replacement of a range of the text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TextEdit {
    /// The start of the range.
    pub start: Offset,
    /// The end of the range.
    pub end: Offset,
    /// The new text of the range.
    pub replacement: String,
}

impl Finding {
    /// What is wrong and why, in one language.
    pub fn message(&self, lang: Lang) -> &str {
        lang.of(&self.says)
    }
}

/// A session with the findings of a document, by position.
pub(super) fn of(linter: &Linter, document: &Document<'_>, findings: Vec<rules::Finding>) -> Vec<Finding> {
    if findings.is_empty() {
        return Vec::new();
    }
    let findings = as_listed(document, findings);
    let units = Units::new(document.listing());
    let actions: Vec<Vec<Action>> = findings.iter().map(|finding| actions(document, &units, finding)).collect();
    let is_container = document.format().is_container();
    let diagnostics = linter.diagnostics(document, findings).into_iter();
    let finding = |(diagnostic, actions): (Diagnostic, Vec<Action>)| Finding {
        rule: diagnostic.name,
        severity: diagnostic.severity,
        says: diagnostic.message,
        marked: diagnostic.text,
        start: units.offset(Unit::Byte, diagnostic.listed.start()),
        end: units.offset(Unit::Byte, diagnostic.listed.end()),
        from: diagnostic.start,
        to: diagnostic.end,
        file_bytes: (!is_container).then(|| diagnostic.span.range()),
        place: diagnostic.place,
        suggestions: diagnostic.suggestions,
        confidence: diagnostic.confidence,
        actions,
        fingerprint: diagnostic.fingerprint.to_string(),
    };
    diagnostics.zip(actions).map(finding).collect()
}

/// What can be done about a finding, best first: a replacement by each suggestion, and the rule's own fix where that changes
/// more. `units` are those of the document's listing.
pub(crate) fn actions(document: &Document<'_>, units: &Units<'_>, finding: &rules::Finding) -> Vec<Action> {
    let fix = finding.fix.as_ref();
    let edits = |edits: &[(Span<Shown>, &str)]| -> Vec<TextEdit> {
        let edit = |(span, replacement): (Span<Decoded>, String)| TextEdit {
            start: units.offset(Unit::Byte, span.start()),
            end: units.offset(Unit::Byte, span.end()),
            replacement,
        };
        let listed = in_listing(document, edits.iter().copied(), finding.whole).unwrap_or_default();
        listed.into_iter().map(edit).collect()
    };
    let is_same = |suggestion: &str| {
        fix.is_some_and(
            |fix| matches!(&fix.edits[..], [edit] if edit.span == finding.span && edit.replacement == suggestion),
        )
    };
    let suggested = finding.suggestions.iter().map(|suggestion| Action {
        title: match suggestion.is_empty() {
            true => Bilingual::fixed("Bỏ đi", "Remove"),
            false => Bilingual::new(format!("Thay bằng “{suggestion}”"), format!("Replace by “{suggestion}”")),
        },
        safe: is_same(suggestion) && fix.is_some_and(rules::Fix::is_safe),
        edits: edits(&[(finding.span, suggestion)]),
    });
    let mut actions: Vec<Action> = suggested.collect();
    if let Some(fix) = fix.filter(|_| !finding.suggestions.iter().any(|suggestion| is_same(suggestion))) {
        let own: Vec<(Span<Shown>, &str)> =
            fix.edits.iter().map(|edit| (edit.span, edit.replacement.as_str())).collect();
        let title = Bilingual::fixed("Sửa như quy tắc đề nghị", "Correct as the rule says");
        actions.insert(0, Action { title, safe: fix.is_safe(), edits: edits(&own) });
    }
    actions.retain(|action| !action.edits.is_empty());
    actions
}
