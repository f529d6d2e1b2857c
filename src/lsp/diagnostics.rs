//! Findings as diagnostics of the protocol.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Uri,
};
use serde_json::json;

use super::capabilities::ClientCan;
use super::check::{Checked, Found};
use super::document::Typed;
use super::position;
use crate::problem::Lang;
use crate::rules::Severity;
use crate::text::LineIndex;

/// The name by which editors show whose diagnostics they are.
pub const SOURCE: &str = "morat";

/// How many other places of a finding are listed; of a house style that is broken everywhere it may be thousands.
const MOST_RELATED: usize = 20;

/// What is needed to make diagnostics of a document.
pub struct Rendering<'r> {
    /// The document.
    pub uri: &'r Uri,
    /// Its text.
    pub text: &'r str,
    /// What the client understands.
    pub can: &'r ClientCan,
    /// The language of messages.
    pub lang: Lang,
}

impl Rendering<'_> {
    /// The diagnostics of a document, without those in the word that is being typed.
    pub fn all(&self, checked: &Checked, typed: Option<&Typed>) -> Vec<Diagnostic> {
        let mut lines = LineIndex::new(self.text);
        let shown = checked.found.iter().filter(|found| typed.is_none_or(|typed| !touches(found, typed)));
        shown.map(|found| self.one(&mut lines, found)).collect()
    }

    /// One diagnostic.
    pub fn one(&self, lines: &mut LineIndex<'_>, found: &Found) -> Diagnostic {
        let diagnostic = &found.diagnostic;
        let related = found.related.iter().filter(|_| self.can.relates).take(MOST_RELATED);
        let related: Vec<DiagnosticRelatedInformation> =
            related.map(|place| self.related(lines, place.clone())).collect();
        Diagnostic {
            range: position::of_range(lines, self.can.unit, found.range.clone()),
            severity: Some(severity(diagnostic.severity)),
            code: Some(Code::String(diagnostic.name.clone())),
            code_description: page(&diagnostic.name).filter(|_| self.can.describes),
            source: Some(SOURCE.to_owned()),
            message: self.lang.of(&diagnostic.message).to_owned().into(),
            // What is only to be taken out is shown faded.
            tags: (self.can.tags && diagnostic.suggestions == [""]).then(|| vec![DiagnosticTag::Unnecessary]),
            related_information: (!related.is_empty()).then_some(related),
            data: Some(json!({ "fingerprint": diagnostic.fingerprint.to_string() })),
        }
    }

    fn related(&self, lines: &mut LineIndex<'_>, place: std::ops::Range<u32>) -> DiagnosticRelatedInformation {
        let written = &self.text[place.start as usize..place.end as usize];
        let message = match self.lang {
            Lang::Vi => format!("ở đây viết “{written}”"),
            Lang::En => format!("here it is written “{written}”"),
        };
        let range = position::of_range(lines, self.can.unit, place);
        DiagnosticRelatedInformation { location: Location { uri: self.uri.clone(), range }, message }
    }
}

/// Whether a finding marks part of the word that is being typed.
pub fn touches(found: &Found, typed: &Typed) -> bool {
    (found.range.start as usize) < typed.word.end && typed.word.start < found.range.end as usize
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The page about a rule in the repository, which the package names once the project has a public address.
fn page(rule: &str) -> Option<CodeDescription> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let is_own = rule.starts_with("rieng/");
    let page = format!("{repository}/blob/v{}/docs/rules/{rule}.md", env!("CARGO_PKG_VERSION"));
    (!repository.is_empty() && !is_own).then(|| CodeDescription { href: page.into() })
}
