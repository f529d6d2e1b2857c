//! Applies fixes until nothing changes.

use std::collections::HashSet;

use super::{Linter, Worker};
use crate::document::Format;
use crate::rules::{Applicability, Edit, Finding, RuleId};
use crate::text::{DecodeError, Decoded, Span};

/// How often a text is linted again after its fixes. Two or three passes settle ordinary text; a fix that brings another
/// fix back and forth would never end.
pub const MAX_PASSES: usize = 10;

/// Which fixes are to be made.
#[derive(Clone, Copy, Default)]
pub struct Fixing<'f> {
    /// The unsafe ones, too.
    pub all: bool,
    /// What is left as it is, and is not counted among what is left.
    pub except: Option<&'f dyn Fn(&Finding) -> bool>,
}

/// A text with its fixes made.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The decoded text after the last pass.
    pub text: String,
    /// How many fixes were made.
    pub applied: usize,
    /// How many findings are left, with or without a fix.
    pub left: usize,
    /// Whether the last pass found nothing more to change; false if two rules undo each other, or [`MAX_PASSES`] was reached.
    pub settled: bool,
}

impl Linter {
    /// Makes the safe fixes of a decoded text, or all of them.
    ///
    /// Fixes that overlap wait for the next pass; the edits of one fix are made together or not at all.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if the text outgrows 4 GiB.
    pub fn fix(
        &self,
        text: &str,
        format: Format,
        fixing: Fixing<'_>,
        worker: &mut Worker,
    ) -> Result<Fixed, DecodeError> {
        let mut fixed = Fixed { text: text.to_owned(), applied: 0, left: 0, settled: false };
        // What the text was before each pass: two rules that undo each other would go round for ever.
        let mut passed: Vec<(String, usize)> = Vec::new();
        // What is left as it is, by place: what it is known by changes when a word beside it is put right.
        let mut left: HashSet<(RuleId, Span<Decoded>)> = HashSet::new();
        for _ in 0..MAX_PASSES {
            let mut findings = self.check(&fixed.text, format, worker)?;
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
            let chosen = choose(&fixed.text, &findings, fixing.all);
            if chosen.is_empty() {
                fixed.settled = true;
                break;
            }
            let next = apply(&fixed.text, &chosen);
            let moves = Moves::of(&chosen);
            left = left.into_iter().filter_map(|(rule, span)| Some((rule, moves.of_span(span)?))).collect();
            passed.push((std::mem::replace(&mut fixed.text, next), fixed.applied));
            if let Some((text, applied)) = passed.iter().find(|(text, _)| *text == fixed.text) {
                (fixed.text, fixed.applied) = (text.clone(), *applied);
                break;
            }
            fixed.applied += chosen.len();
        }
        Ok(fixed)
    }
}

/// The fixes of one pass: in order of position, none that overlaps another, none that changes nothing.
fn choose<'f>(text: &str, findings: &'f [Finding], all: bool) -> Vec<&'f [Edit]> {
    let mut chosen: Vec<&[Edit]> = Vec::new();
    let mut taken = std::collections::BTreeMap::new();
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let wanted = all || fix.applicability == Applicability::Safe;
        let changes = fix.edits.iter().any(|edit| text[edit.span.range()] != edit.replacement);
        let free = |edit: &Edit| {
            let before = taken.range(..=edit.span.start()).next_back();
            let after = taken.range(edit.span.start()..).next();
            before.is_none_or(|(start, end)| *end <= edit.span.start() && *start < edit.span.start())
                && after.is_none_or(|(start, _): (&u32, &u32)| *start >= edit.span.end())
        };
        if wanted && changes && fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start(), edit.span.end())));
            chosen.push(&fix.edits);
        }
    }
    chosen
}

/// Where places are once fixes have been made.
struct Moves {
    /// By position: an edit, and how many bytes further what stands behind it is.
    edits: Vec<(Span<Decoded>, i64)>,
}

impl Moves {
    fn of(fixes: &[&[Edit]]) -> Moves {
        let mut shift = 0;
        let moved = in_order(fixes).into_iter().map(|edit| {
            shift += edit.replacement.len() as i64 - i64::from(edit.span.len());
            (edit.span, shift)
        });
        Moves { edits: moved.collect() }
    }

    /// Nothing if one of the edits has touched the place.
    fn of_span(&self, span: Span<Decoded>) -> Option<Span<Decoded>> {
        let passed = self.edits.partition_point(|(edit, _)| edit.end() <= span.start());
        if self.edits.get(passed).is_some_and(|(edit, _)| edit.start() < span.end()) {
            return None;
        }
        let shift = passed.checked_sub(1).map_or(0, |last| self.edits[last].1);
        let shifted = |at: u32| u32::try_from(i64::from(at) + shift).ok();
        Some(Span::new(shifted(span.start())?, shifted(span.end())?))
    }
}

/// The edits of fixes, by position.
fn in_order<'f>(fixes: &[&'f [Edit]]) -> Vec<&'f Edit> {
    let mut edits: Vec<&Edit> = fixes.iter().copied().flatten().collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

fn apply(text: &str, fixes: &[&[Edit]]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in in_order(fixes) {
        out.push_str(&text[copied..edit.span.start() as usize]);
        out.push_str(&edit.replacement);
        copied = edit.span.end() as usize;
    }
    out.push_str(&text[copied..]);
    out
}

/// A text with the fix of every finding made that does not overlap another, for the examples of rules.
pub(super) fn suggested(text: &str, findings: &[Finding]) -> String {
    apply(text, &choose(text, findings, true))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::dictionaries::Dictionaries;
    use crate::document::Format;
    use crate::linter::{Fixing, Linter, Selection, Worker};
    use crate::rules::Registry;
    use crate::rules::declarative::RuleFile;

    fn fix(text: &str, all: bool) -> (String, usize) {
        let linter = Linter::new(&Selection::default()).unwrap();
        let fixed = linter.fix(text, Format::Text, Fixing { all, except: None }, &mut Worker::default()).unwrap();
        assert!(fixed.settled);
        (fixed.text, fixed.left)
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
            .fix("Đếm một hai.", Format::Text, Fixing { all: true, except: None }, &mut Worker::default())
            .unwrap();
        assert_eq!((fixed.text.as_str(), fixed.applied, fixed.settled), ("Đếm một hai.", 0, false));
        // The embedded pairs do not: the one excepts what the other is for.
        assert_eq!(fix("Tôi ngồi suy nghỉ ngơi.", true).0, "Tôi ngồi suy nghỉ ngơi.");
    }

    #[test]
    fn suppressed_findings_are_not_fixed() {
        let text = "nổ lực <!-- morat: tắt-dòng -->\r\nnổ lực";
        assert_eq!(fix(text, true).0, "nổ lực <!-- morat: tắt-dòng -->\r\nnỗ lực");
    }
}
