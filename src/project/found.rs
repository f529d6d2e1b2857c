//! The findings of a file, as reports take them and the cache stores them.

use serde::{Deserialize, Serialize};

use super::checker::FileLinter;
use crate::document::{Coverage, Document};
use crate::linter::{Diagnostic, Worker};
use crate::problem::Problem;
use crate::rules::Registry;
use crate::text::{Encoding, LineIndex};

/// An invalid byte with its position; line and column count from 1.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Damaged {
    /// The byte.
    pub byte: u8,
    /// Its line.
    pub line: u32,
    /// Its column, in code points.
    pub column: u32,
}

impl Damaged {
    /// The invalid bytes of a document; `lines` is the number of lines before it in its file.
    pub fn of(document: &Document<'_>, lines: u32) -> Vec<Damaged> {
        let source = document.source();
        let damaged = source.damaged();
        if damaged.is_empty() {
            return Vec::new();
        }
        let mut index = LineIndex::new(source.text());
        let place = |(at, byte): (u32, u8)| {
            let place = index.position(at);
            Damaged { byte, line: place.line + lines, column: place.column }
        };
        damaged.into_iter().map(place).collect()
    }
}

/// The result of checking a file, before baseline and ignore list.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FileFindings {
    /// The name of the encoding.
    pub encoding: String,
    /// How sure the encoding is, from 0 to 1, if it was guessed.
    pub confidence: Option<f32>,
    /// The findings, by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The invalid bytes.
    pub damaged: Vec<Damaged>,
    /// How many words were checked and skipped.
    pub coverage: Coverage,
}

impl FileFindings {
    /// Checks a document; `lines` is the number of lines before it in its file.
    ///
    /// # Errors
    /// If the text cannot be normalised: it is too long.
    pub fn by(
        checker: &FileLinter,
        document: &Document<'_>,
        worker: &mut Worker,
        lines: u32,
    ) -> Result<FileFindings, Problem> {
        let findings = checker.linter.check(document, worker)?;
        let mut diagnostics = checker.linter.diagnostics(document, findings);
        for diagnostic in &mut diagnostics {
            diagnostic.start.line += lines;
            diagnostic.end.line += lines;
        }
        let source = document.source();
        Ok(FileFindings {
            encoding: source.encoding().name().to_owned(),
            confidence: source.confidence(),
            diagnostics,
            damaged: Damaged::of(document, lines),
            coverage: document.coverage(),
        })
    }

    /// Whether a cached result can be of this file: its rules exist, and its spans lie in the `bytes` of the file,
    /// unless that is a container.
    pub fn fits(&self, bytes: &[u8], is_container: bool, registry: &Registry) -> bool {
        let is_text = self.encoding == Encoding::Utf8.name();
        let within = |diagnostic: &Diagnostic| match bytes.get(diagnostic.span.range()) {
            Some(marked) => !is_text || marked == diagnostic.text.as_bytes(),
            None => false,
        };
        let has_rule = |diagnostic: &Diagnostic| registry.find(&diagnostic.name) == Some(diagnostic.rule);
        self.diagnostics.iter().all(|diagnostic| has_rule(diagnostic) && (is_container || within(diagnostic)))
    }

    /// Whether it can be of this text: each marked text stands at its span.
    pub fn fits_text(&self, listing: &str) -> bool {
        let marked = |diagnostic: &Diagnostic| listing.get(diagnostic.listed.range()) == Some(&diagnostic.text);
        self.diagnostics.iter().all(marked)
    }
}
