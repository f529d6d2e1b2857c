//! Findings counted by rule, instead of the findings themselves.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::escape::json_text;
use super::{FileReport, Lang, Report, Style, Summary, closing, json};
use crate::rules::{Applicability, Bilingual};

/// How many findings of a rule there are, and how many of them have fixes.
#[derive(Clone, Copy, Default)]
struct Count {
    all: usize,
    safe: usize,
    unsafe_: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    rule: &'a str,
    count: usize,
    /// Fixed by `morat fix`.
    safe: usize,
    /// Fixed only by `morat fix --unsafe-fixes`.
    r#unsafe: usize,
    summary: &'a str,
}

/// A table, or a JSON object.
pub struct Statistics {
    lang: Lang,
    json: bool,
    /// The counts by rule, with the rule's summary.
    counts: BTreeMap<String, (Bilingual, Count)>,
    errors: Vec<json::ErrorOut>,
}

impl Statistics {
    /// A table in this style; `json` for machines.
    pub fn new(style: &Style, json: bool) -> Statistics {
        Statistics { lang: style.lang, json, counts: BTreeMap::new(), errors: Vec::new() }
    }

    /// The rules with findings, most findings first, then by name.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines: Vec<Line<'_>> = self
            .counts
            .iter()
            .map(|(name, (summary, count))| Line {
                rule: name,
                count: count.all,
                safe: count.safe,
                r#unsafe: count.unsafe_,
                summary: self.lang.of(summary),
            })
            .collect();
        lines.sort_by(|a, b| b.count.cmp(&a.count).then(a.rule.cmp(b.rule)));
        lines
    }

    fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines = self.lines();
        if lines.is_empty() {
            return Ok(());
        }
        let heads = match self.lang {
            Lang::Vi => ["số chỗ", "fix", "--unsafe", "quy tắc", "tìm gì"],
            Lang::En => ["found", "fix", "--unsafe", "rule", "finds"],
        };
        let rule_width = lines.iter().map(|line| line.rule.len()).max().unwrap_or(0);
        // Composed letters are one column each.
        let [count, fix, all, rule, finds] = heads;
        let width = count.chars().count();
        writeln!(out, "{count:>width$}  {fix:>6}  {all}  {rule:<rule_width$}  {finds}")?;
        for Line { rule, count, safe, r#unsafe: unsure, summary } in lines {
            writeln!(out, "{count:>width$}  {safe:>6}  {unsure:>8}  {rule:<rule_width$}  {summary}")?;
        }
        writeln!(out)
    }
}

impl Report for Statistics {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        for diagnostic in file.diagnostics {
            let summary = || (file.registry.rule(diagnostic.rule).summary.clone(), Count::default());
            let (_, count) = self.counts.entry(diagnostic.name.clone()).or_insert_with(summary);
            count.all += 1;
            match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => count.safe += 1,
                Some(Applicability::Unsafe) => count.unsafe_ += 1,
                None => {}
            }
        }
        Ok(())
    }

    fn error(&mut self, _out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        if self.json {
            self.errors.push(json::ErrorOut { path: path.to_owned(), message: message.to_owned() });
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if !self.json {
            self.table(out)?;
            return closing(out, self.lang, summary);
        }
        write!(out, "{{\"schema\":{},\"version\":\"{}\",\"statistics\":[", json::SCHEMA, env!("CARGO_PKG_VERSION"))?;
        for (at, line) in self.lines().iter().enumerate() {
            write!(out, "{}\n{}", if at == 0 { "" } else { "," }, json_text(line)?)?;
        }
        let (errors, summary) = (json_text(&self.errors)?, json::SummaryOut::from(summary));
        writeln!(out, "\n],\"errors\":{errors},\"summary\":{}}}", serde_json::to_string(&summary)?)
    }
}
