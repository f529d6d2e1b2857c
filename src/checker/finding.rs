//! Findings as programs want them: places in every unit, and what can be done about each.

use std::ops::Range;

use crate::document::{Document, Place};
use crate::linter::{Diagnostic, Linter, in_listing};
use crate::problem::{Bilingual, Lang};
use crate::rules::{self, Severity};
use crate::text::{Decoded, Offset, Position, Shown, Span, Unit, Units};

/// One thing that a proofreader would mark.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it: `chinh-ta/nham-lan`.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, and why, in both languages.
    pub says: Bilingual,
    /// The marked text.
    pub marked: String,
    /// Where it begins in [`crate::Checked::text`].
    pub start: Offset,
    /// Where it ends there.
    pub end: Offset,
    /// Line and column of its start.
    pub from: Position,
    /// Line and column of its end.
    pub to: Position,
    /// The bytes of the file as it was given; `None` in a container.
    pub file_bytes: Option<Range<usize>>,
    /// In which part and paragraph of a container it stands.
    pub place: Option<Place>,
    /// What to write instead, best first.
    pub suggestions: Vec<String>,
    /// How sure the rule is, from 0 to 1, where it knows.
    pub confidence: Option<f32>,
    /// What can be done, best first: each suggestion, and what the rule itself would do where that is more.
    pub actions: Vec<Action>,
    /// Sixteen hexadecimal digits that stay while the words around it stay: what a list of known findings keeps.
    pub fingerprint: String,
}

/// Something to do about a finding.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Action {
    /// What it is, for a menu.
    pub title: Bilingual,
    /// Whether it may be done unseen.
    pub safe: bool,
    /// What is replaced in [`crate::Checked::text`]: by position, without overlap, all of it together.
    pub edits: Vec<TextEdit>,
}

/// A replacement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TextEdit {
    /// Where it begins.
    pub start: Offset,
    /// Where it ends.
    pub end: Offset,
    /// What takes its place.
    pub replacement: String,
}

impl Finding {
    /// What is wrong, and why, in one language.
    pub fn message(&self, lang: Lang) -> &str {
        lang.of(&self.says)
    }
}

/// The findings of a document, by position.
pub(super) fn of(linter: &Linter, document: &Document<'_>, findings: Vec<rules::Finding>) -> Vec<Finding> {
    if findings.is_empty() {
        return Vec::new();
    }
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

fn actions(document: &Document<'_>, units: &Units<'_>, finding: &rules::Finding) -> Vec<Action> {
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
