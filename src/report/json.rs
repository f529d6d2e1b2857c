//! `json` and `jsonl`: the contract with editors, CI and scripts. Stable within [`SCHEMA`]; keys are added, never changed.

use std::io::{self, Write};

use serde::Serialize;

use super::{FileReport, Lang, Report, Summary};
use crate::linter::Diagnostic;
use crate::rules::{Applicability, Edit, Fingerprint, Severity};
use crate::text::{File, Position, Span};

/// The number of the contract.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

impl From<Span<File>> for Bytes {
    fn from(span: Span<File>) -> Bytes {
        Bytes { start: span.start(), end: span.end() }
    }
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    utf16: u32,
}

impl From<Position> for Place {
    fn from(at: Position) -> Place {
        Place { line: at.line, column: at.column, utf16: at.utf16 }
    }
}

#[derive(Serialize)]
struct EditOut<'a> {
    start: u32,
    end: u32,
    replacement: &'a str,
}

#[derive(Serialize)]
struct FixOut<'a> {
    applicability: Applicability,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    text: &'a str,
    span: Bytes,
    start: Place,
    end: Place,
    suggestions: &'a [String],
    confidence: Option<f32>,
    fix: Option<FixOut<'a>>,
    url: Option<&'a str>,
    fingerprint: Fingerprint,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, path: Option<&'a str>, lang: Lang) -> Finding<'a> {
        let edit = |edit: &'a Edit<File>| EditOut {
            start: edit.span.start(),
            end: edit.span.end(),
            replacement: &edit.replacement,
        };
        let fix = diagnostic
            .fix
            .as_ref()
            .map(|fix| FixOut { applicability: fix.applicability, edits: fix.edits.iter().map(edit).collect() });
        Finding {
            path,
            rule: &diagnostic.name,
            severity: diagnostic.severity,
            message: lang.of(&diagnostic.message),
            text: &diagnostic.text,
            span: diagnostic.span.into(),
            start: diagnostic.start.into(),
            end: diagnostic.end.into(),
            suggestions: &diagnostic.suggestions,
            confidence: diagnostic.confidence,
            fix,
            // The rules' pages have no public address yet; `morat explain` shows the same text.
            url: None,
            fingerprint: diagnostic.fingerprint,
        }
    }
}

#[derive(Serialize)]
struct FileOut<'a> {
    path: &'a str,
    encoding: &'a str,
    format: &'a str,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
pub(super) struct ErrorOut {
    pub path: String,
    pub message: String,
}

#[derive(Serialize)]
pub(super) struct SummaryOut {
    files: usize,
    error: usize,
    warning: usize,
    info: usize,
}

impl From<&Summary> for SummaryOut {
    fn from(summary: &Summary) -> SummaryOut {
        SummaryOut {
            files: summary.files,
            error: summary.of(Severity::Error),
            warning: summary.of(Severity::Warning),
            info: summary.of(Severity::Info),
        }
    }
}

/// One JSON object, written file by file.
pub struct Json {
    lang: Lang,
    files: usize,
    errors: Vec<ErrorOut>,
}

impl Json {
    /// Messages in `lang`.
    pub fn new(lang: Lang) -> Json {
        Json { lang, files: 0, errors: Vec::new() }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.files {
            0 => write!(out, "{{\"schema\":{SCHEMA},\"version\":\"{}\",\"files\":[", env!("CARGO_PKG_VERSION")),
            _ => out.write_all(b","),
        }
    }
}

impl Report for Json {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        self.open(out)?;
        self.files += 1;
        let diagnostics = file.diagnostics.iter().map(|d| Finding::new(d, None, self.lang)).collect();
        let file = FileOut { path: file.path, encoding: file.encoding, format: file.format, diagnostics };
        out.write_all(b"\n")?;
        Ok(serde_json::to_writer(out, &file)?)
    }

    fn error(&mut self, _out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        self.errors.push(ErrorOut { path: path.to_owned(), message: message.to_owned() });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.files == 0 {
            self.open(out)?;
        }
        let summary = SummaryOut::from(summary);
        let errors = serde_json::to_string(&self.errors)?;
        writeln!(out, "\n],\"errors\":{errors},\"summary\":{}}}", serde_json::to_string(&summary)?)
    }
}

/// One diagnostic a line, each with its path.
pub struct JsonLines {
    lang: Lang,
}

impl JsonLines {
    /// Messages in `lang`.
    pub fn new(lang: Lang) -> JsonLines {
        JsonLines { lang }
    }
}

impl Report for JsonLines {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        for diagnostic in file.diagnostics {
            serde_json::to_writer(&mut *out, &Finding::new(diagnostic, Some(file.path), self.lang))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}
