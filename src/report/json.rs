//! `json` and `jsonl`: the interface for editors, CI and scripts. Stable within [`SCHEMA`]; keys are added, never
//! changed.

use std::io::{self, Write};

use serde::Serialize;

use super::escape::{json, json_text};
use super::{Begin, FileReport, Lang, Report, Style, Summary};
use crate::document::Coverage;
use crate::linter::Diagnostic;
use crate::rules::{Applicability, Edit, Fingerprint, Severity};
use crate::text::{File, Position, Span};

/// The version of the interface.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Bytes {
    start: u64,
    end: u64,
}

impl Bytes {
    fn of(span: Span<File>, begin: Begin) -> Bytes {
        let at = |offset: u32| begin.bytes + u64::from(offset);
        Bytes { start: at(span.start()), end: at(span.end()) }
    }
}

#[derive(Serialize)]
struct JsonPlace {
    line: u32,
    column: u32,
    utf16: u32,
}

impl From<Position> for JsonPlace {
    fn from(at: Position) -> JsonPlace {
        JsonPlace { line: at.line, column: at.column, utf16: at.utf16 }
    }
}

#[derive(Serialize)]
struct EditOut<'a> {
    #[serde(flatten)]
    span: Bytes,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    span: Bytes,
    start: JsonPlace,
    end: JsonPlace,
    suggestions: &'a [String],
    confidence: Option<f32>,
    fix: Option<FixOut<'a>>,
    url: Option<&'a str>,
    fingerprint: Fingerprint,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, path: Option<&'a str>, begin: Begin, lang: Lang) -> Finding<'a> {
        let edit = |edit: &'a Edit<File>| EditOut { span: Bytes::of(edit.span, begin), replacement: &edit.replacement };
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
            part: diagnostic.place.as_ref().map(|place| place.part.as_str()),
            paragraph: diagnostic.place.as_ref().map(|place| place.paragraph),
            span: Bytes::of(diagnostic.span, begin),
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

/// How many words of a file were checked, and how many skipped for which reason.
#[derive(Serialize)]
struct WordsOut {
    read: usize,
    unread: UnreadOut,
}

#[derive(Serialize)]
struct UnreadOut {
    language: usize,
    code: usize,
    markup: usize,
    undecodable: usize,
}

impl From<Coverage> for WordsOut {
    fn from(coverage: Coverage) -> WordsOut {
        let Coverage { read, language, code, markup, undecodable } = coverage;
        let unread =
            UnreadOut { language: language.all, code: code.all, markup: markup.all, undecodable: undecodable.all };
        WordsOut { read: read.all, unread }
    }
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
    begun: bool,
    /// Number of findings of the current file so far; `None` before the first file.
    findings: Option<usize>,
    /// Its coverage so far: a large file comes in blocks.
    coverage: Coverage,
    errors: Vec<ErrorOut>,
}

impl Json {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Json {
        Json { lang: style.lang, begun: false, findings: None, coverage: Coverage::default(), errors: Vec::new() }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match std::mem::replace(&mut self.begun, true) {
            false => write!(out, "{{\"schema\":{SCHEMA},\"version\":\"{}\",\"files\":[", env!("CARGO_PKG_VERSION")),
            true => Ok(()),
        }
    }

    /// Ends the current file, if there is one.
    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.findings.take() {
            Some(_) => {
                let words = WordsOut::from(std::mem::take(&mut self.coverage));
                write!(out, "],\"words\":{}}}", serde_json::to_string(&words)?)
            }
            None => Ok(()),
        }
    }
}

impl Report for Json {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        self.open(out)?;
        if !file.begin.continues() || self.findings.is_none() {
            let separator = if self.findings.is_some() { "," } else { "" };
            self.close(out)?;
            write!(out, "{separator}\n{{\"path\":")?;
            json(&mut *out, &file.path)?;
            write!(out, ",\"encoding\":\"{}\"", file.encoding)?;
            if let Some(sure) = file.confidence {
                write!(out, ",\"encoding_confidence\":{sure:.3}")?;
            }
            write!(out, ",\"format\":\"{}\",\"diagnostics\":[", file.format)?;
            self.findings = Some(0);
        }
        self.coverage += file.coverage;
        for diagnostic in file.diagnostics {
            if self.findings.is_some_and(|findings| findings > 0) {
                out.write_all(b",")?;
            }
            json(&mut *out, &Finding::new(diagnostic, None, file.begin, self.lang))?;
            self.findings = self.findings.map(|findings| findings + 1);
        }
        Ok(())
    }

    fn read_more(&mut self, coverage: &Coverage) {
        self.coverage += *coverage;
    }

    fn error(&mut self, _out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        self.errors.push(ErrorOut { path: path.to_owned(), message: message.to_owned() });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.open(out)?;
        self.close(out)?;
        let summary = SummaryOut::from(summary);
        let errors = json_text(&self.errors)?;
        writeln!(out, "\n],\"errors\":{errors},\"summary\":{}}}", serde_json::to_string(&summary)?)
    }
}

/// One JSON object for each finding, with its path.
pub struct JsonLines {
    lang: Lang,
}

impl JsonLines {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> JsonLines {
        JsonLines { lang: style.lang }
    }
}

impl Report for JsonLines {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        for diagnostic in file.diagnostics {
            json(&mut *out, &Finding::new(diagnostic, Some(file.path), file.begin, self.lang))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}
