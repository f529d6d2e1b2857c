//! Patterns: regular expressions over the lines of the normalised text.
//!
//! Each may name a few letters that stand in every match. Looking for those is many times as fast as any expression, and in
//! most texts it is all that is done; the expression goes only over the lines that have them.

use std::ops::Range;

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};
use regex::{Captures, Regex};

use super::file::{LoadError, RuleFile};
use super::say;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId};
use crate::text::Span;
use crate::token::Kind;

struct Entry {
    rule: RuleId,
    near: Finder<'static>,
    regex: Regex,
    right: Vec<String>,
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
}

/// All patterns of all rules.
pub struct Patterns {
    entries: Vec<Entry>,
}

impl Patterns {
    /// Compiles the patterns of all files.
    ///
    /// # Errors
    /// Names the file and shows the expression that does not compile.
    pub(in crate::rules) fn build(
        files: &[RuleFile],
        id_of: impl Fn(&str) -> Option<RuleId>,
    ) -> Result<Patterns, LoadError> {
        let mut entries = Vec::new();
        for file in files {
            for pattern in &file.body.pattern {
                let rule = id_of(file.rule()).ok_or_else(|| file.error(format!("no rule {}", file.rule())))?;
                let (message, fix) = file.manner(files);
                entries.push(Entry {
                    rule,
                    near: Finder::new(&pattern.near).into_owned(),
                    regex: Regex::new(&pattern.regex).map_err(|error| file.error(error.to_string()))?,
                    right: pattern.right.clone(),
                    message: message.ok_or_else(|| file.error("a rule of patterns needs a message"))?,
                    reason: pattern.because.clone().unwrap_or_else(|| file.body.why.clone()),
                    applicability: if pattern.safe { fix } else { Applicability::Unsafe },
                });
            }
        }
        Ok(Patterns { entries })
    }

    /// Reports the patterns of a text.
    pub(in crate::rules) fn run(&self, text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        for entry in self.entries.iter().filter(|entry| enabled[entry.rule.index()]) {
            let mut at = 0;
            while let Some(line) = entry.next_line(text.text(), at) {
                let found = entry.regex.captures_iter(&text.text()[line.clone()]);
                out.extend(found.filter_map(|found| entry.finding(text, line.start, &found)));
                at = line.end + 1;
            }
        }
    }
}

impl Entry {
    /// The next line that may hold a match, without its LF; `from` is where a line begins.
    fn next_line(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let at = from + self.near.find(bytes.get(from..)?)?;
        let start = memrchr(b'\n', &bytes[from..at]).map_or(from, |end| from + end + 1);
        Some(start..memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end))
    }

    /// What a match says in the line that begins at `start`.
    fn finding(&self, text: &Context<'_>, start: usize, found: &Captures<'_>) -> Option<Finding> {
        let marked = found.name("sai").or_else(|| found.get(0))?;
        let span = Span::of(start + marked.start()..start + marked.end());
        // A pattern knows nothing of code, addresses and markup: what touches one of them is not prose.
        let touches = |token: &crate::token::Token| {
            matches!(token.kind(), Kind::Opaque | Kind::Url | Kind::Email | Kind::Code) && token.span.overlaps(span)
        };
        let list = text.tokens().list();
        let from = list.partition_point(|token| token.span.end() <= span.start());
        if list[from..].iter().take_while(|token| token.span.start() < span.end()).any(touches) {
            return None;
        }
        let suggestions: Vec<String> = self
            .right
            .iter()
            .map(|template| {
                let mut out = String::new();
                found.expand(template, &mut out);
                out
            })
            .collect();
        let message = say(&self.message, marked.as_str(), suggestions.first(), &self.reason);
        Some(Finding::replacing(self.rule, text.to_decoded(span), message, suggestions, self.applicability))
    }
}
