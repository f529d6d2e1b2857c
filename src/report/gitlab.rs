//! `gitlab`: a Code Quality report, which GitLab shows in merge requests.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::escape::{json, slashed};
use super::{FileReport, Lang, Report, Style, Summary, UNREADABLE, place};
use crate::rules::{Fingerprint, Severity};
use crate::text::Position;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: Fingerprint,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    /// Lines: every version of GitLab reads them.
    lines: Lines,
    #[serde(skip_serializing_if = "Option::is_none")]
    positions: Option<Positions>,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

#[derive(Serialize)]
struct Positions {
    begin: GitLabPlace,
    end: GitLabPlace,
}

#[derive(Serialize)]
struct GitLabPlace {
    line: u32,
    column: u32,
}

impl From<Position> for GitLabPlace {
    fn from(at: Position) -> GitLabPlace {
        GitLabPlace { line: at.line, column: at.column }
    }
}

/// One JSON array, written file by file; columns count code points.
pub struct GitLab {
    lang: Lang,
    begun: bool,
}

impl GitLab {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> GitLab {
        GitLab { lang: style.lang, begun: false }
    }

    fn issue(&mut self, out: &mut dyn Write, issue: &Issue<'_>) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        json(out, issue)
    }
}

impl Report for GitLab {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(file.path);
        let mut times = HashMap::new();
        for diagnostic in file.diagnostics {
            // GitLab takes issues with the same fingerprint for one issue. Fingerprints of findings do not depend on the file and
            // are equal for equal words, so the path is added, and a number for equal ones in a file.
            let nth = times.entry(diagnostic.fingerprint).and_modify(|nth| *nth += 1).or_insert(0_u32);
            let fingerprint = unique(&path, diagnostic.fingerprint, *nth);
            let positions = Positions { begin: diagnostic.start.into(), end: diagnostic.end.into() };
            self.issue(
                out,
                &Issue {
                    description: &place::message(diagnostic, file, self.lang),
                    check_name: &diagnostic.name,
                    fingerprint,
                    severity: match diagnostic.severity {
                        Severity::Error => "major",
                        Severity::Warning => "minor",
                        Severity::Info => "info",
                    },
                    location: Location {
                        path: &path,
                        lines: Lines { begin: diagnostic.start.line, end: diagnostic.end.line },
                        positions: Some(positions),
                    },
                },
            )?;
        }
        Ok(())
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        let path = slashed(path);
        let location = Location { path: &path, lines: Lines { begin: 1, end: 1 }, positions: None };
        let fingerprint = unique(&path, Fingerprint(xxh3_64(UNREADABLE.as_bytes())), 0);
        let issue = Issue { description: message, check_name: UNREADABLE, fingerprint, severity: "critical", location };
        self.issue(out, &issue)
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// A fingerprint that is unique in its report.
fn unique(path: &str, fingerprint: Fingerprint, nth: u32) -> Fingerprint {
    Fingerprint(xxh3_64(format!("{path}\0{fingerprint}\0{nth}").as_bytes()))
}
