//! Floor 2: which parts of a file are prose, by its format.
//!
//! A format does not cut its markup out of the text: it says which stretches are *opaque*. The tokenizer puts one token in
//! the place of each, so that a rule sees that something stands there and the mark behind an inline code is judged rightly.
//! Positions stay what they were; there is nothing to map back.

use memchr::memmem;

use crate::text::{Prose, Span};

/// What kind of file a text is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text: all of it is prose, but for HTML comments, in which morat is spoken to.
    #[default]
    Text,
    /// Markdown, for now as far as its code goes: fenced blocks, code spans and HTML comments are opaque.
    Markdown,
}

impl Format {
    /// The format of a file by the end of its name; plain text for everything unknown.
    pub fn of_name(name: &str) -> Format {
        match name.rsplit_once('.') {
            Some((_, end)) if end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown") => {
                Format::Markdown
            }
            _ => Format::Text,
        }
    }

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
        }
    }

    /// Writes the opaque stretches of a normalised text, in order and without overlap.
    pub fn opaque(self, text: &str, out: &mut Vec<Span<Prose>>) {
        out.clear();
        match self {
            Format::Text => comments(text, out),
            Format::Markdown => {
                let mut code = Vec::new();
                markdown_code(text, &mut code);
                comments(text, out);
                // A comment inside code is code, and code inside a comment is comment: what begins first has it.
                out.extend(code);
                out.sort_unstable();
                let mut end = 0;
                out.retain(|span| {
                    let keep = span.start() >= end;
                    end = if keep { span.end() } else { end };
                    keep
                });
            }
        }
    }
}

/// HTML comments; one that nothing closes is none.
fn comments(text: &str, out: &mut Vec<Span<Prose>>) {
    let mut at = 0;
    while let Some(start) = memmem::find(&text.as_bytes()[at..], b"<!--").map(|found| at + found) {
        let Some(end) = text[start..].find("-->").map(|found| start + found + 3) else { break };
        out.push(Span::of(start..end));
        at = end;
    }
}

/// Fenced code blocks and code spans.
fn markdown_code(text: &str, out: &mut Vec<Span<Prose>>) {
    let mut fence: Option<(usize, char, usize)> = None;
    let mut paragraph = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '>']);
        let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'));
        let count = mark.map_or(0, |mark| body.chars().take_while(|c| *c == mark).count());
        match (fence, mark) {
            (Some((start, open, length)), Some(mark))
                if mark == open && count >= length && body[count..].trim().is_empty() =>
            {
                out.push(Span::of(start..at + line.trim_end().len()));
                fence = None;
                paragraph = at + line.len();
            }
            (None, Some(mark)) if count >= 3 && !(mark == '`' && body[count..].contains('`')) => {
                code_spans(text, paragraph, at, out);
                fence = Some((at + line.len() - body.len(), mark, count));
            }
            (None, _) if body.trim().is_empty() => {
                code_spans(text, paragraph, at, out);
                paragraph = at + line.len();
            }
            _ => {}
        }
        at += line.len();
    }
    match fence {
        // A fence that nothing closes reaches to the end, as CommonMark has it.
        Some((start, ..)) => out.push(Span::of(start..text.len())),
        None => code_spans(text, paragraph, text.len(), out),
    }
}

/// Code spans of one block: a run of backticks to the next run of the same length.
fn code_spans(text: &str, start: usize, end: usize, out: &mut Vec<Span<Prose>>) {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes[at..end].iter().take_while(|b| **b == b'`').count();
    // The runs of backticks once, and from each the next of its length: no text of backticks takes more than that.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'`' => {
                let length = run(at);
                runs.push((at, length));
                at += length;
            }
            _ => at += 1,
        }
    }
    let mut next_of_length: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
    for (index, (_, length)) in runs.iter().enumerate().rev() {
        next_of_length.entry(*length).or_default().push(index);
    }
    let mut index = 0;
    while let Some((open, length)) = runs.get(index).copied() {
        let same = next_of_length.entry(length).or_default();
        while same.last().is_some_and(|next| *next <= index) {
            same.pop();
        }
        match same.last() {
            Some(close) => {
                out.push(Span::of(open..runs[*close].0 + length));
                index = close + 1;
            }
            None => index += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn opaque(format: Format, text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        format.opaque(text, &mut spans);
        spans.into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn code_and_comments_are_opaque_in_markdown() {
        let text = "Dùng `a  b` và ``c ` d``.\n\n```rust\nlet x = 1 ;\n```\n<!-- chú , thích -->\nHết ` lẻ\n\n~~~\nmở";
        assert_eq!(
            opaque(Format::Markdown, text),
            ["`a  b`", "``c ` d``", "```rust\nlet x = 1 ;\n```", "<!-- chú , thích -->", "~~~\nmở"]
        );
    }

    #[test]
    fn plain_text_has_only_comments() {
        assert_eq!(opaque(Format::Text, "a `b` <!-- c --> d <!-- e"), ["<!-- c -->"]);
    }

    #[test]
    fn names_tell_the_format() {
        assert_eq!(Format::of_name("bai/NHAP.MD"), Format::Markdown);
        assert_eq!(Format::of_name("nhap.txt"), Format::Text);
        assert_eq!(Format::of_name("nhap"), Format::Text);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_on_boundaries(text in "([`~\n >]|<!--|-->|```|[a-cđế]){0,60}") {
            let mut spans = Vec::new();
            Format::Markdown.opaque(&text, &mut spans);
            let mut end = 0;
            for span in spans {
                prop_assert!(span.start() >= end && !span.is_empty());
                prop_assert!(text.get(span.range()).is_some());
                end = span.end();
            }
        }
    }
}
