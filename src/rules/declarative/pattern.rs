//! Patterns: regular expressions over the lines of the normalised text.
//!
//! Each may name a few letters that stand in every match. One automaton searches for those of all patterns in one pass,
//! and in most texts that is all that is done; an expression is applied only to the lines that have its letters, and
//! embedded ones are compiled only then: all of them together take longer than a short text.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::{memchr, memrchr};
use regex::{Captures, Regex, RegexBuilder};

use super::{Loaded, say};
use crate::rules::compiled::{Pattern, search};
use crate::rules::{Context, Finding, RuleId};
use crate::text::Span;
use crate::token::TokenKind;

/// An expression, compiled on first use; `None` if it is invalid.
pub(in crate::rules) type Compiled = OnceLock<Option<Regex>>;

/// Reports the patterns of a text.
pub(in crate::rules) fn run(sets: &[Loaded], text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
    for loaded in sets {
        let is_on = |pattern: usize| enabled[loaded.of_patterns[pattern].index()];
        if !(0..loaded.patterns.len()).any(is_on) {
            continue;
        }
        let all = text.text();
        let search_line = |number: usize, line: Range<usize>, out: &mut Vec<Finding>| {
            let pattern = loaded.set.pattern(number);
            let end = line.end + 1;
            if all[line.clone()].contains(pattern.with) {
                let (rule, compiled) = (loaded.of_patterns[number], &loaded.patterns[number]);
                One { rule, pattern, compiled }.search(text, line, out);
            }
            end
        };
        for pattern in loaded.set.anywhere().filter(|pattern| is_on(*pattern)) {
            let mut at = 0;
            while at < all.len() {
                at = search_line(pattern, line_at(all, at), out);
            }
        }
        // Where the last line ends that a pattern has looked at.
        let mut done = vec![0; loaded.patterns.len()];
        search(loaded.set.tables(), all, |at, pattern| {
            if at >= done[pattern] && is_on(pattern) {
                done[pattern] = search_line(pattern, line_at(all, at), out);
            }
        });
    }
}

/// The expressions that are invalid.
#[cfg(test)]
pub(in crate::rules) fn broken(sets: &[Loaded]) -> Vec<&str> {
    let all =
        sets.iter().flat_map(|loaded| (0..loaded.set.pattern_count()).map(|at| loaded.set.pattern(at).expression));
    all.filter(|expression| compile(expression, None).is_err()).collect()
}

/// The ranges that stand for classes of Unicode: letters of the Latin alphabets, capitals and small letters of
/// Vietnamese, and digits. The classes themselves have hundreds of alphabets, and an expression with a few of them
/// takes a millisecond to compile.
const CLASSES: [(&str, &str); 4] = [
    (r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"),
    (r"\p{Lu}", "[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"),
    (r"\p{Ll}", "[a-zß-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
    (r"\d", "[0-9]"),
];

/// The greatest size of a compiled expression of a project's own, in bytes, for whoever clones the project has not
/// written it.
const LARGEST: usize = 1 << 20;

/// Compiles an expression of a project's own.
///
/// # Errors
/// What is wrong with it, or that it is too large.
pub(in crate::rules) fn own(expression: &str) -> Result<Compiled, String> {
    let compiled = compile(expression, Some(LARGEST)).map_err(|error| error.to_string())?;
    Ok(OnceLock::from(Some(compiled)))
}

/// Compiles an expression, with classes narrowed to Vietnamese ([`CLASSES`]) and at most `most` bytes large.
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

/// The byte range of the line around an offset, without its LF.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    start..memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end)
}

/// A pattern of a set, with its rule.
struct One<'s> {
    rule: RuleId,
    pattern: Pattern<'s>,
    compiled: &'s Compiled,
}

impl One<'_> {
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(self.pattern.expression, None).ok()).as_ref()
    }

    /// Reports the matches in a line.
    fn search(&self, text: &Context<'_>, line: Range<usize>, out: &mut Vec<Finding>) {
        // Nearly all lines have no match, and to look for its groups takes memory for them.
        if let Some(regex) = self.regex().filter(|regex| regex.is_match(&text.text()[line.clone()])) {
            let found = regex.captures_iter(&text.text()[line.clone()]);
            out.extend(found.filter_map(|found| self.finding(text, line.start, &found)));
        }
    }

    /// The finding for a match in the line that begins at `start`.
    fn finding(&self, text: &Context<'_>, start: usize, found: &Captures<'_>) -> Option<Finding> {
        let marked = found.name("sai").or_else(|| found.get(0))?;
        let span = Span::of(start + marked.start()..start + marked.end());
        // A pattern knows nothing of code, addresses and markup: what touches one of them is not prose.
        let touches = |token: &crate::token::Token| {
            matches!(token.kind(), TokenKind::Opaque | TokenKind::Url | TokenKind::Email | TokenKind::Code)
                && token.span.overlaps(span)
        };
        let list = text.tokens().list();
        let from = list.partition_point(|token| token.span.end() <= span.start());
        if list[from..].iter().take_while(|token| token.span.start() < span.end()).any(touches) {
            return None;
        }
        let entry = self.pattern.entry;
        let file = entry.file();
        if file.since().is_some_and(|year| list.get(from).is_some() && text.is_past(from, year)) {
            return None;
        }
        let suggestions: Vec<String> = entry
            .right()
            .map(|template| {
                let mut out = String::new();
                found.expand(template, &mut out);
                out
            })
            .collect();
        let message = say(&file.message(), marked.as_str(), suggestions.first(), &entry.reason());
        Some(Finding::replacing(self.rule, text.to_shown(span), message, suggestions, entry.applicability()))
    }
}
