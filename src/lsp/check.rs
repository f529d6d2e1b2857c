//! Checks a text, and keeps with each finding what can be done about it.

use std::ops::Range;

use super::session::Settings;
use crate::checker::{self, Action};
use crate::document::Document;
use crate::linter::{Diagnostic, FixOptions, Worker, as_listed};
use crate::problem::Problem;
use crate::project::{Judge, Visibility};
use crate::rules::Finding;
use crate::text::{Span, Units};

/// A finding of a text.
pub struct Found {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The marked text as people see it, without markup.
    pub shown: String,
    /// Its byte range in the text of the editor.
    pub range: Range<u32>,
    /// Other places that it is about, as byte ranges.
    pub related: Vec<Range<u32>>,
    /// What can be done, best first.
    pub choices: Vec<Choice>,
}

/// One way to correct a finding.
pub struct Choice {
    /// What it is and whether it is safe; its edits count in the decoded text.
    pub action: Action,
    /// Its edits in the text of the editor, by position.
    pub edits: Vec<(Range<u32>, String)>,
}

/// A text that was checked.
#[derive(Default)]
pub struct Checked {
    /// The findings that are shown, by position.
    pub found: Vec<Found>,
    /// What it was checked by; `None` if it is no text for morat.
    pub settings: Option<Settings>,
    /// What is wrong with it, if it is a settings file.
    pub problem: Option<Problem>,
}

/// The text of an editor as a document. It is Unicode, whatever the file is in.
fn document<'t>(settings: &Settings, text: &'t str) -> Result<Document<'t>, Problem> {
    Document::open(text.as_bytes(), settings.format, &settings.options)
}

/// Checks a text of an editor.
///
/// # Errors
/// If it is no text of its format.
pub fn check(settings: &Settings, text: &str, worker: &mut Worker) -> Result<Vec<Found>, Problem> {
    let document = document(settings, text)?;
    found(settings, &document, worker, shift(&document))
}

/// Checks a document on disk; ranges count in its listing.
///
/// # Errors
/// If its text is too long.
pub fn check_listed(settings: &Settings, document: &Document<'_>, worker: &mut Worker) -> Result<Vec<Found>, Problem> {
    found(settings, document, worker, 0)
}

/// Checks a document; ranges count in its listing, `shift` bytes further on.
fn found(settings: &Settings, document: &Document<'_>, worker: &mut Worker, shift: u32) -> Result<Vec<Found>, Problem> {
    let linter = &settings.linter.linter;
    let findings = as_listed(document, linter.check(document, worker)?);
    if findings.is_empty() {
        return Ok(Vec::new());
    }
    let units = Units::new(document.listing());
    let aside: Vec<_> = findings.iter().map(|finding| beside(document, &units, shift, finding)).collect();
    let diagnostics = linter.diagnostics(document, findings).into_iter();
    let found = diagnostics.zip(aside).map(|(diagnostic, (shown, choices, related))| {
        let range = diagnostic.listed.start() + shift..diagnostic.listed.end() + shift;
        Found { diagnostic, shown, range, related, choices }
    });
    let mut found: Vec<Found> = found.collect();
    Judge::new(true).leave_shown(&settings.project, &settings.place, true, &mut found, |found| &found.diagnostic);
    Ok(found)
}

/// How many bytes of the editor's text come before the decoded text: the byte order mark, if the editor hands one over.
fn shift(document: &Document<'_>) -> u32 {
    document.source().to_file(Span::new(0, 0)).start()
}

/// What goes with a finding: its text as people see it, what can be done, other places that it is about.
fn beside(
    document: &Document<'_>,
    units: &Units<'_>,
    shift: u32,
    finding: &Finding,
) -> (String, Vec<Choice>, Vec<Range<u32>>) {
    let shown = document.text()[finding.span.range()].to_owned();
    let choice = |action: Action| {
        let edits = action.edits.iter();
        let edits = edits.map(|edit| (edit.start.byte + shift..edit.end.byte + shift, edit.replacement.clone()));
        Choice { edits: edits.collect(), action }
    };
    let choices = checker::actions(document, units, finding).into_iter().map(choice).collect();
    // Those that its fix changes, too, and those that it is compared with.
    let whole = finding.fix.iter().filter(|_| finding.whole).flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let places = finding.related.iter().copied().chain(whole).filter(|span| *span != finding.span);
    let places = places.map(|span| document.to_listing(span));
    let related = places.map(|span| span.start() + shift..span.end() + shift).collect();
    (shown, choices, related)
}

/// The text with all safe fixes made, as `morat fix` makes them; `None` if there are none.
///
/// # Errors
/// If it is no text of its format.
pub fn fixed(settings: &Settings, text: &str, worker: &mut Worker) -> Result<Option<String>, Problem> {
    let except = |finding: &Finding| settings.project.judge(finding.fingerprint) == Visibility::Ignored;
    let fixing = FixOptions { all: false, except: Some(&except) };
    let fixed = settings.linter.linter.fix(document(settings, text)?, fixing, worker)?;
    if fixed.applied == 0 {
        return Ok(None);
    }
    let bytes = fixed.document.bytes()?;
    Ok(String::from_utf8(bytes).ok().filter(|fixed| fixed != text))
}

impl Checked {
    /// The finding of this fingerprint that begins at a byte, or else the first of that fingerprint.
    pub fn find(&self, fingerprint: &str, at: Option<u32>) -> Option<&Found> {
        let same = || self.found.iter().filter(|found| found.diagnostic.fingerprint.to_string() == fingerprint);
        same().find(|found| Some(found.range.start) == at).or_else(|| same().next())
    }

    /// The findings that a byte range touches.
    pub fn touching(&self, range: Range<usize>) -> impl Iterator<Item = &Found> {
        self.found
            .iter()
            .filter(move |found| found.range.start as usize <= range.end && range.start <= found.range.end as usize)
    }
}
