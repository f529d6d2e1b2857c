//! What is found in a file, as reports take it and the cache keeps it.

use serde::{Deserialize, Serialize};

use super::checker::FileLinter;
use crate::document::{Coverage, Document};
use crate::linter::{Diagnostic, Worker};
use crate::problem::Problem;
use crate::rules::Registry;
use crate::text::{Encoding, LineIndex};

/// A byte that is no letter, and where it stands; line and column are counted from 1.
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
    /// The bytes of a document that are no letters; `lines` come before it in its file.
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

/// What was found in a file, before anything of it is judged.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Found {
    /// The encoding's name.
    pub encoding: String,
    /// How sure that is, from 0 to 1, where it was guessed.
    pub confidence: Option<f32>,
    /// The findings, by position.
    pub diagnostics: Vec<Diagnostic>,
    /// Bytes that are no letters.
    pub damaged: Vec<Damaged>,
    /// How many of its words were read.
    pub coverage: Coverage,
}

impl Found {
    /// What a linter finds in a document; `lines` come before it in its file.
    ///
    /// # Errors
    /// If the text cannot be normalised: it is too long.
    pub fn by(
        checker: &FileLinter,
        document: &Document<'_>,
        worker: &mut Worker,
        lines: u32,
    ) -> Result<Found, Problem> {
        let findings = checker.linter.check(document, worker)?;
        let mut diagnostics = checker.linter.diagnostics(document, findings);
        for diagnostic in &mut diagnostics {
            diagnostic.start.line += lines;
            diagnostic.end.line += lines;
        }
        let source = document.source();
        Ok(Found {
            encoding: source.encoding().name().to_owned(),
            confidence: source.confidence(),
            diagnostics,
            damaged: Damaged::of(document, lines),
            coverage: document.coverage(),
        })
    }

    /// Whether it can be about this file: its rules are those that there are, and its places lie in the file's `bytes`, where
    /// those are the text itself.
    pub fn fits(&self, bytes: &[u8], is_container: bool, registry: &Registry) -> bool {
        let is_text = self.encoding == Encoding::Utf8.name();
        let within = |diagnostic: &Diagnostic| match bytes.get(diagnostic.span.range()) {
            Some(marked) => !is_text || marked == diagnostic.text.as_bytes(),
            None => false,
        };
        let has_rule = |diagnostic: &Diagnostic| registry.find(&diagnostic.name) == Some(diagnostic.rule);
        self.diagnostics.iter().all(|diagnostic| has_rule(diagnostic) && (is_container || within(diagnostic)))
    }

    /// Whether it is about this text: each mark lies where its words are.
    pub fn fits_text(&self, listing: &str) -> bool {
        let marked = |diagnostic: &Diagnostic| listing.get(diagnostic.listed.range()) == Some(&diagnostic.text);
        self.diagnostics.iter().all(marked)
    }
}
