//! Patterns: regular expressions over the lines of the normalised text.
//!
//! Each may name a few letters that stand in every match. One automaton looks for those of all patterns in one pass, and in
//! most texts that is all that is done; an expression goes only over the lines that have its letters, and those that morat
//! carries are compiled only then: all of them together take longer than a short text.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use memchr::{memchr, memrchr};
use regex::{Captures, Regex, RegexBuilder};

use super::file::{PatternEntry, RuleFile};
use super::say;
use crate::problem::Problem;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId};
use crate::text::Span;
use crate::token::Kind;

struct Entry {
    rule: RuleId,
    expression: String,
    /// Nothing for an expression that does not compile.
    compiled: OnceLock<Option<Regex>>,
    right: Vec<String>,
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
    /// The year before which it is right.
    since: Option<u16>,
}

/// All patterns of all rules.
pub struct Patterns {
    entries: Vec<Entry>,
    /// The letters that stand in every match, without repetition.
    near: DFA,
    /// For each of those the entries that name them.
    named: Vec<Vec<usize>>,
    /// The entries that name none.
    anywhere: Vec<usize>,
}

impl Patterns {
    /// Reads the patterns of all files, and compiles those of files that are not carried.
    ///
    /// # Errors
    /// Names the file and shows the expression that does not compile.
    pub(in crate::rules) fn build(
        files: &[RuleFile],
        id_of: impl Fn(&str) -> Option<RuleId>,
    ) -> Result<Patterns, Problem> {
        let (mut entries, mut anywhere) = (Vec::new(), Vec::new());
        let (mut letters, mut named): (Vec<&str>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        let mut own = Allowance { patterns: MOST_PATTERNS, near: MOST_NEAR };
        for file in files {
            for pattern in &file.body.pattern {
                let rule = id_of(file.rule()).ok_or_else(|| file.no_rule())?;
                let (message, fix) = file.manner(files);
                let compiled = OnceLock::new();
                if !file.carried {
                    if !own.takes(pattern) {
                        return Err(file.error(
                            format!("quá nhiều mẫu: một dự án có nhiều nhất {MOST_PATTERNS} biểu thức và {MOST_NEAR} byte “near”"),
                            format!("too many patterns: a project has at most {MOST_PATTERNS} expressions and {MOST_NEAR} bytes of “near”"),
                        ));
                    }
                    let regex = compile(&pattern.regex, Some(LARGEST)).map_err(|error| {
                        file.error(format!("biểu thức chính quy không dùng được: {error}"), error.to_string())
                    })?;
                    compiled.get_or_init(|| Some(regex));
                }
                if pattern.near.rows().next().is_none() {
                    anywhere.push(entries.len());
                }
                for near in pattern.near.rows() {
                    match letters.iter().position(|known| *known == near) {
                        Some(known) => named[known].push(entries.len()),
                        None => {
                            letters.push(near);
                            named.push(vec![entries.len()]);
                        }
                    }
                }
                entries.push(Entry {
                    rule,
                    expression: pattern.regex.clone(),
                    compiled,
                    right: pattern.right.clone(),
                    message: message.ok_or_else(|| {
                        file.error("quy tắc có mẫu phải có message", "a rule of patterns needs a message")
                    })?,
                    reason: pattern.because.clone().unwrap_or_else(|| file.body.why.clone()),
                    applicability: if pattern.safe { fix } else { Applicability::Unsafe },
                    since: file.body.since,
                });
            }
        }
        let near =
            DFA::new(&letters).map_err(|error| Problem::from(Bilingual::same(error.to_string())).in_file("near"))?;
        Ok(Patterns { entries, near, named, anywhere })
    }

    /// Reports the patterns of a text.
    pub(in crate::rules) fn run(&self, text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        let is_on = |entry: &usize| enabled[self.entries[*entry].rule.index()];
        if !(0..self.entries.len()).any(|entry| is_on(&entry)) {
            return;
        }
        let all = text.text();
        for entry in self.anywhere.iter().filter(|entry| is_on(entry)) {
            let mut at = 0;
            while at < all.len() {
                at = self.entries[*entry].search(text, line_at(all, at), out);
            }
        }
        // Where the last line ends that an entry has looked at.
        let mut done = vec![0; self.entries.len()];
        // The automaton's own iterator asks more of each byte than this.
        let Ok(mut state) = self.near.start_state(Anchored::No) else { return };
        for (at, byte) in all.bytes().enumerate() {
            state = self.near.next_state(Anchored::No, state, byte);
            if !self.near.is_special(state) || !self.near.is_match(state) {
                continue;
            }
            for found in 0..self.near.match_len(state) {
                let letters = self.near.match_pattern(state, found);
                for entry in self.named[letters.as_usize()].iter().filter(|entry| is_on(entry)) {
                    if at >= done[*entry] {
                        done[*entry] = self.entries[*entry].search(text, line_at(all, at), out);
                    }
                }
            }
        }
    }

    /// The expressions that do not compile.
    #[cfg(test)]
    pub(in crate::rules) fn broken(&self) -> Vec<&str> {
        let broken = self.entries.iter().filter(|entry| entry.regex().is_none());
        broken.map(|entry| entry.expression.as_str()).collect()
    }
}

/// Letters of the Latin alphabets, Vietnamese capitals and small letters, and digits, as ranges: the classes of Unicode hold
/// hundreds of alphabets, and an expression with a few of them takes a millisecond to compile.
const CLASSES: [(&str, &str); 4] = [
    (r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"),
    (r"\p{Lu}", "[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"),
    (r"\p{Ll}", "[a-zß-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
    (r"\d", "[0-9]"),
];

/// The most that the expressions of a project's own may be, for whoever clones it has not written them: how many, how large each
/// when compiled, in bytes, and how many bytes of letters they name as near. The time of a search grows with the size.
const MOST_PATTERNS: usize = 500;
const LARGEST: usize = 1 << 20;
const MOST_NEAR: usize = 16 << 10;

/// What is left of that.
struct Allowance {
    patterns: usize,
    near: usize,
}

impl Allowance {
    /// Whether one more expression fits; then it is counted.
    fn takes(&mut self, pattern: &PatternEntry) -> bool {
        let near: usize = pattern.near.rows().map(str::len).sum();
        match (self.patterns.checked_sub(1), self.near.checked_sub(near)) {
            (Some(patterns), Some(near)) => {
                *self = Allowance { patterns, near };
                true
            }
            _ => false,
        }
    }
}

/// Compiles an expression, with what its classes mean in text that is Vietnamese; not larger than `most` bytes.
fn compile(expression: &str, most: Option<usize>) -> Result<Regex, regex::Error> {
    let mut plain = expression.to_owned();
    for (class, ranges) in CLASSES {
        plain = plain.replace(class, ranges);
    }
    let mut builder = RegexBuilder::new(&plain);
    if let Some(most) = most {
        builder.size_limit(most);
    }
    builder.build()
}

/// The line around a byte of a text, without its LF.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    start..memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end)
}

impl Entry {
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.expression, None).ok()).as_ref()
    }

    /// Reports the matches in a line; gives where the next line begins.
    fn search(&self, text: &Context<'_>, line: Range<usize>, out: &mut Vec<Finding>) -> usize {
        if let Some(regex) = self.regex() {
            let found = regex.captures_iter(&text.text()[line.clone()]);
            out.extend(found.filter_map(|found| self.finding(text, line.start, &found)));
        }
        line.end + 1
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
        if self.since.is_some_and(|year| list.get(from).is_some() && text.is_past(from, year)) {
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
        Some(Finding::replacing(self.rule, text.to_shown(span), message, suggestions, self.applicability))
    }
}
