//! Applies fixes until the text no longer changes.

use std::collections::HashSet;

use super::edits::Edits;
use super::{Linter, Worker};
use crate::document::Document;
use crate::problem::Problem;
use crate::rules::{Edit, Finding, Fix, RuleId};
use crate::text::{Decoded, Shown, Span, SpanMap};

/// The greatest number of passes. Two or three settle ordinary text; two fixes that undo each other would never end.
const MAX_PASSES: usize = 20;

/// The least confidence of an unsafe fix that is applied.
pub const SURE: f32 = 0.95;

/// Which fixes to apply.
#[derive(Clone, Copy, Default)]
pub struct FixOptions<'f> {
    /// Whether unsafe fixes are applied, too.
    pub all: bool,
    /// Findings for which this holds are left as they are, and are not counted among what is left.
    pub except: Option<&'f dyn Fn(&Finding) -> bool>,
}

/// A document after its fixes.
#[derive(Clone, Debug)]
pub struct Fixed<'b> {
    /// The document after the last pass.
    pub document: Document<'b>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many findings are left, with or without a fix.
    pub left: usize,
    /// Whether the last pass found nothing more to change; false if two rules undo each other, or `MAX_PASSES` was reached.
    pub settled: bool,
}

/// A fix, with its edits of the file.
struct ChosenFix<'f> {
    edits: &'f [Edit],
    in_file: Vec<(Span<Decoded>, String)>,
}

impl Linter {
    /// Applies the safe fixes of a document, or all of them.
    ///
    /// Fixes that overlap wait for the next pass; the edits of one fix are made together or not at all.
    ///
    /// # Errors
    /// If the text outgrows 4 GiB.
    pub fn fix<'b>(
        &self,
        document: Document<'b>,
        fixing: FixOptions<'_>,
        worker: &mut Worker,
    ) -> Result<Fixed<'b>, Problem> {
        let mut fixed = Fixed { document, applied: 0, left: 0, settled: false };
        // What the document was before each pass: two rules that undo each other would go round for ever.
        let mut passed: Vec<(Document<'b>, usize)> = Vec::new();
        // What is left as it is, by place: what it is known by changes when a word beside it is put right.
        let mut left: HashSet<(RuleId, Span<Shown>)> = HashSet::new();
        for _ in 0..MAX_PASSES {
            let mut findings = self.check(&fixed.document, worker)?;
            if let Some(except) = fixing.except {
                findings.retain(|finding| {
                    let place = (finding.rule, finding.span);
                    let is_left = left.contains(&place) || except(finding);
                    if is_left {
                        left.insert(place);
                    }
                    !is_left
                });
            }
            fixed.left = findings.len();
            let chosen = choose(&fixed.document, &findings, fixing.all);
            let Some((next, made)) = make_chosen(&fixed.document, chosen) else {
                fixed.settled = true;
                break;
            };
            let edits = Edits::new(made.iter().copied().flatten());
            left = left.into_iter().filter_map(|(rule, span)| Some((rule, edits.place(span)?))).collect();
            passed.push((std::mem::replace(&mut fixed.document, next), fixed.applied));
            let again = |(before, _): &&(Document<'b>, usize)| before.text() == fixed.document.text();
            if let Some((document, applied)) = passed.iter().find(again) {
                (fixed.document, fixed.applied) = (document.clone(), *applied);
                break;
            }
            fixed.applied += made.len();
        }
        Ok(fixed)
    }
}

/// The fixes of one pass: those that may be applied and do not overlap.
fn choose<'f>(document: &Document<'_>, findings: &'f [Finding], all: bool) -> Vec<ChosenFix<'f>> {
    let sure = |finding: &&Finding| finding.confidence.is_none_or(|sure| sure >= SURE);
    let wanted = |finding: &&Finding| {
        let safe = finding.fix.as_ref().is_some_and(Fix::is_safe);
        safe || all && sure(finding)
    };
    let wanted = findings.iter().filter(wanted).flat_map(parts);
    let mut taken = TakenSpans::default();
    wanted.filter_map(|edits| taken.take(document, edits)).collect()
}

/// The edits of a finding's fix, grouped by what is made together or not at all: a finding about the whole document is
/// corrected at each position by itself, so that one in markup does not hinder the others.
fn parts(finding: &Finding) -> impl Iterator<Item = &[Edit]> {
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    edits.chunks(if finding.whole { 1 } else { edits.len().max(1) })
}

/// For each fix whether it is made together with those before it: not if it overlaps one, changes nothing, or cannot be
/// made in the file.
pub fn compatible(document: &Document<'_>, fixes: &[&[Edit]]) -> Vec<bool> {
    let mut taken = TakenSpans::default();
    fixes.iter().map(|edits| taken.take(document, edits).is_some()).collect()
}

/// The spans that the fixes of this pass have taken.
#[derive(Default)]
struct TakenSpans {
    shown: SpanMap<Shown>,
    /// Also by span of the decoded text, for two spans of the shown text can be one there: both letters of an entity
    /// that stands for two.
    in_file: SpanMap<Decoded>,
}

impl TakenSpans {
    fn take<'f>(&mut self, document: &Document<'_>, edits: &'f [Edit]) -> Option<ChosenFix<'f>> {
        let changes = edits.iter().any(|edit| document.text()[edit.span.range()] != edit.replacement);
        if !changes || !edits.iter().all(|edit| self.shown.is_free(edit.span)) {
            return None;
        }
        let chosen = ChosenFix::of(document, edits)?;
        if !chosen.in_file.iter().all(|(span, _)| self.in_file.is_free(*span)) {
            return None;
        }
        edits.iter().for_each(|edit| self.shown.insert(edit.span, ()));
        chosen.in_file.iter().for_each(|(span, _)| self.in_file.insert(*span, ()));
        Some(chosen)
    }
}

impl<'f> ChosenFix<'f> {
    /// The edits of the file for a fix; `None` if it cannot be made there.
    fn of(document: &Document<'_>, edits: &'f [Edit]) -> Option<ChosenFix<'f>> {
        let in_file = edits.iter().map(|edit| document.edits(edit.span, &edit.replacement));
        Some(ChosenFix { edits, in_file: in_file.collect::<Option<Vec<_>>>()?.concat() })
    }
}

/// The document with fixes made, and those that were made, by position. None may overlap another.
pub fn make<'b, 'f>(document: &Document<'b>, fixes: Vec<&'f [Edit]>) -> (Document<'b>, Vec<&'f [Edit]>) {
    let chosen = fixes.into_iter().filter_map(|edits| ChosenFix::of(document, edits)).collect();
    make_chosen(document, chosen).unwrap_or_else(|| (document.clone(), Vec::new()))
}

/// The document with these fixes made, and their edits; `None` if none can be made. The result is read again: a fix
/// that markup would turn into something else is not made.
fn make_chosen<'b, 'f>(
    document: &Document<'b>,
    mut chosen: Vec<ChosenFix<'f>>,
) -> Option<(Document<'b>, Vec<&'f [Edit]>)> {
    let as_meant = |chosen: &[ChosenFix<'_>]| {
        let mut in_file: Vec<_> = chosen.iter().flat_map(|fix| fix.in_file.iter().cloned()).collect();
        in_file.sort_by_key(|(span, _)| *span);
        let edits = Edits::new(chosen.iter().flat_map(|fix| fix.edits));
        document.edited(&in_file).ok().filter(|next| next.shows(&edits.apply(document.text())))
    };
    if chosen.is_empty() {
        return None;
    }
    let mut next = as_meant(&chosen);
    if next.is_none() {
        chosen.retain(|fix| as_meant(std::slice::from_ref(fix)).is_some());
        next = as_meant(&chosen).filter(|_| !chosen.is_empty());
    }
    Some((next?, chosen.into_iter().map(|fix| fix.edits).collect()))
}

/// A plain text with the fix of every finding made that does not overlap another, for testing the examples of rules.
pub(super) fn suggested(text: &str, findings: &[Finding]) -> String {
    let Ok(document) = Document::of_text(text) else { return text.to_owned() };
    let mut taken = TakenSpans::default();
    let fixes = findings.iter().flat_map(parts);
    let chosen: Vec<ChosenFix<'_>> = fixes.filter_map(|edits| taken.take(&document, edits)).collect();
    Edits::new(chosen.iter().flat_map(|fix| fix.edits)).apply(text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::dictionaries::Dictionaries;
    use crate::document::Document;
    use crate::linter::{FixOptions, Linter, Selection, Worker};
    use crate::rules::Registry;
    use crate::rules::declarative::RuleFile;

    fn fix(text: &str, all: bool) -> (String, usize) {
        let linter = Linter::new(&Selection::default()).unwrap();
        let fixed = linter
            .fix(Document::of_text(text).unwrap(), FixOptions { all, except: None }, &mut Worker::default())
            .unwrap();
        assert!(fixed.settled);
        (fixed.document.text().to_owned(), fixed.left)
    }

    #[test]
    fn safe_fixes_only_unless_all_are_wanted() {
        assert_eq!(fix("Nổ lực kiẻm tra , nhé", false), ("Nỗ lực kiẻm tra, nhé".into(), 1));
        assert_eq!(fix("Nổ lực kiẻm tra , nhé", true), ("Nỗ lực kiểm tra, nhé".into(), 0));
    }

    #[test]
    fn a_decomposed_text_is_composed_and_corrected() {
        assert_eq!(fix("sư\u{323} nô\u{309} lư\u{323}c", false).0, "sự nỗ lực");
    }

    #[test]
    fn rules_that_undo_each_other_change_nothing() {
        let file = r#"
            name = "chinh-ta/vong"
            fix = "safe"
            summary = { vi = "a", en = "a" }
            why = { vi = "a", en = "a" }
            [pairs]
            "ba bốn" = ["một hai"]
            "một hai" = ["ba bốn"]
        "#;
        let registry = Registry::new(vec![RuleFile::read("vong.toml", file).unwrap()]).unwrap();
        let selection = Selection { select: vec!["chinh-ta/vong".into()], ..Selection::default() };
        let linter = Linter::with(Arc::new(registry), Arc::clone(Dictionaries::embedded()), &selection).unwrap();
        let fixed = linter
            .fix(
                Document::of_text("Đếm một hai.").unwrap(),
                FixOptions { all: true, except: None },
                &mut Worker::default(),
            )
            .unwrap();
        assert_eq!((fixed.document.text(), fixed.applied, fixed.settled), ("Đếm một hai.", 0, false));
        // The embedded pairs do not: the one excepts what the other is for.
        assert_eq!(fix("Tôi ngồi suy nghỉ ngơi.", true).0, "Tôi ngồi suy nghỉ ngơi.");
    }

    #[test]
    fn suppressed_findings_are_not_fixed() {
        let text = "nổ lực <!-- morat: tắt-dòng -->\r\nnổ lực";
        assert_eq!(fix(text, true).0, "nổ lực <!-- morat: tắt-dòng -->\r\nnỗ lực");
    }
}
