//! `sarif`: the Static Analysis Results Interchange Format 2.1.0, which code hosts, editors and archives of findings
//! read.
//!
//! The order of keys in a JSON object is free. So results are written as they come, and what is known at the end only,
//! the rules with results and the files that could not be checked, stands behind them.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::escape::{json, json_text, uri};
use super::{FileReport, Lang, Report, Style, Summary, place, visible};
use crate::linter::Diagnostic;
use crate::rules::{Applicability, Fingerprint, Meta, Registry, Severity};
use crate::text::Position;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixOut<'a>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// A region by lines and columns. Bytes of the file could stand beside them, but viewers take a region that has them for binary.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Region {
    fn new(start: Position, end: Position) -> Region {
        Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "morat/v1")]
    morat: Fingerprint,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixOut<'a> {
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact<'a>,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

/// Properties of our own, for which the format has no key.
#[derive(Serialize)]
struct Properties {
    #[serde(skip_serializing_if = "Option::is_none")]
    applicability: Option<Applicability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

impl Properties {
    fn is_empty(&self) -> bool {
        self.applicability.is_none() && self.confidence.is_none()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<'a> {
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
}

/// One JSON object, written file by file; columns count code points, and the report says so.
pub struct Sarif {
    lang: Lang,
    begun: bool,
    /// The rules as JSON, in the order of their first results, and their indices by name.
    rules: Vec<Value>,
    index: HashMap<String, usize>,
    /// Notifications as JSON.
    failed: Vec<String>,
}

impl Sarif {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Sarif {
        Sarif { lang: style.lang, begun: false, rules: Vec::new(), index: HashMap::new(), failed: Vec::new() }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match std::mem::replace(&mut self.begun, true) {
            true => out.write_all(b",\n"),
            false => writeln!(
                out,
                "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"language\":\"{}\",\
                 \"columnKind\":\"unicodeCodePoints\",\"results\":[",
                self.lang.code(),
            ),
        }
    }

    fn index(&mut self, diagnostic: &Diagnostic, registry: &Registry) -> usize {
        if let Some(index) = self.index.get(&diagnostic.name) {
            return *index;
        }
        self.index.insert(diagnostic.name.clone(), self.rules.len());
        self.rules.push(rule(registry.rule(diagnostic.rule), self.lang));
        self.rules.len() - 1
    }
}

impl Report for Sarif {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let uri = uri(file.path);
        for diagnostic in file.diagnostics {
            self.open(out)?;
            let rule_index = self.index(diagnostic, file.registry);
            let message = place::message(diagnostic, file, self.lang);
            json(&mut *out, &finding(diagnostic, rule_index, Artifact { uri: &uri }, &message))?;
        }
        Ok(())
    }

    fn error(&mut self, _out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        let uri = uri(path);
        let place = Physical { artifact_location: Artifact { uri: &uri }, region: None };
        let notification = Notification {
            level: "error",
            message: Text { text: message },
            locations: [Location { physical_location: place }],
        };
        self.failed.push(json_text(&notification)?);
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if !self.begun {
            self.open(out)?;
        }
        let driver = serde_json::json!({
            "name": "morat",
            "version": env!("CARGO_PKG_VERSION"),
            "language": self.lang.code(),
            "rules": self.rules,
        });
        writeln!(
            out,
            "\n],\"tool\":{{\"driver\":{driver}}},\n\"invocations\":[{{\"executionSuccessful\":{},\
             \"toolExecutionNotifications\":[{}]}}]}}]}}",
            summary.failed == 0,
            self.failed.join(","),
        )
    }
}

fn finding<'a>(diagnostic: &'a Diagnostic, rule_index: usize, file: Artifact<'a>, message: &'a str) -> Finding<'a> {
    let region = Region::new(diagnostic.start, diagnostic.end);
    let place = Physical { artifact_location: file, region: Some(region) };
    // Fixes of one result are alternatives, as suggestions are; each replaces exactly the span.
    let fix = |text: &'a String| {
        let replacement = Replacement { deleted_region: region, inserted_content: Text { text } };
        FixOut { artifact_changes: [Change { artifact_location: file, replacements: [replacement] }] }
    };
    Finding {
        rule_id: &diagnostic.name,
        rule_index,
        level: level(diagnostic.severity),
        message: Text { text: message },
        locations: [Location { physical_location: place }],
        partial_fingerprints: Fingerprints { morat: diagnostic.fingerprint },
        fixes: diagnostic.suggestions.iter().map(fix).collect(),
        properties: Properties {
            applicability: diagnostic.fix.as_ref().map(|fix| fix.applicability),
            confidence: diagnostic.confidence,
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The description of a rule. The rules' pages have no public address yet, so there is no `helpUri`.
fn rule(meta: &Meta, lang: Lang) -> Value {
    let (authority, wrong) = match lang {
        Lang::Vi => ("Căn cứ", "Sai"),
        Lang::En => ("Authority", "Wrong"),
    };
    let mut help = lang.of(&meta.why).to_owned();
    if let Some(source) = &meta.authority {
        help.push_str(&format!("\n\n{authority}: {}", lang.of(source)));
    }
    if let Some(example) = meta.wrong.first() {
        help.push_str(&format!("\n\n{wrong}: {}", visible(&example.text)));
        if example.fixed != example.text {
            help.push_str(&format!("\n→ {}", visible(&example.fixed)));
        }
    }
    serde_json::json!({
        "id": meta.name,
        "shortDescription": { "text": lang.of(&meta.summary) },
        "fullDescription": { "text": lang.of(&meta.why) },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(meta.severity) },
        "properties": { "tags": [meta.group()] },
    })
}
