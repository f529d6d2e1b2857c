//! `rdjson`: the Reviewdog Diagnostic Format, which reviewdog turns into review comments with suggested changes.

use std::io::{self, Write};

use serde::Serialize;

use super::escape::{json, slashed};
use super::{FileReport, Lang, Report, Style, Summary, UNREADABLE, place};
use crate::linter::Diagnostic;
use crate::rules::Severity;
use crate::text::Position;

#[derive(Serialize)]
struct Finding<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: RdJsonPlace,
    end: RdJsonPlace,
}

#[derive(Clone, Copy, Serialize)]
struct RdJsonPlace {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

/// One JSON object, written file by file; columns count bytes of UTF-8, as that format has it.
pub struct RdJson {
    lang: Lang,
    begun: bool,
}

impl RdJson {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> RdJson {
        RdJson { lang: style.lang, begun: false }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match std::mem::replace(&mut self.begun, true) {
            false => out.write_all(b"{\"source\":{\"name\":\"morat\"},\"diagnostics\":[\n"),
            true => out.write_all(b",\n"),
        }
    }
}

impl Report for RdJson {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(file.path);
        for diagnostic in file.diagnostics {
            self.open(out)?;
            let range = range(diagnostic, file.encoding);
            let finding = Finding {
                message: &place::message(diagnostic, file, self.lang),
                location: Location { path: &path, range: Some(range) },
                severity: match diagnostic.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Info => "INFO",
                },
                code: Code { value: &diagnostic.name },
                suggestions: diagnostic.suggestions.iter().map(|text| Suggestion { range, text }).collect(),
            };
            json(&mut *out, &finding)?;
        }
        Ok(())
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        self.open(out)?;
        let path = slashed(path);
        let location = Location { path: &path, range: None };
        let code = Code { value: UNREADABLE };
        let finding = Finding { message, location, severity: "ERROR", code, suggestions: Vec::new() };
        json(out, &finding)
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        if !self.begun {
            self.open(out)?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// The range in lines as they lie on disk, in which a byte order mark belongs to the first line; columns of diagnostics
/// begin behind it.
fn range(diagnostic: &Diagnostic, encoding: &str) -> Range {
    let mark = if encoding == "utf-8" { diagnostic.span.start() - diagnostic.listed.start() } else { 0 };
    let place = |at: Position| RdJsonPlace { line: at.line, column: at.byte + if at.line == 1 { mark } else { 0 } };
    Range { start: place(diagnostic.start), end: place(diagnostic.end) }
}
