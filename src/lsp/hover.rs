//! What is shown for the place under the mouse: what was found there, and what `morat explain` says of the rule, in short.

use std::fmt::Write;
use std::ops::Range;

use super::check::Found;
use crate::problem::Lang;
use crate::rules::Meta;
use crate::text::visible;

/// The text about a finding, in Markdown.
pub fn of_finding(found: &Found, meta: &Meta, lang: Lang) -> String {
    let mut out = format!("**{}**\n\n", escaped(lang.of(&found.diagnostic.message)));
    let suggestions: Vec<String> =
        found.diagnostic.suggestions.iter().filter(|text| !text.trim().is_empty()).map(|text| code(text)).collect();
    if !suggestions.is_empty() {
        let _ = writeln!(out, "→ {}\n", suggestions.join(", "));
    }
    out + &of_rule(meta, lang)
}

/// The text about a rule, in Markdown.
pub fn of_rule(meta: &Meta, lang: Lang) -> String {
    let mut out = format!("{} · {}\n\n", code(&meta.name), escaped(lang.of(&meta.summary)));
    let _ = writeln!(out, "{}\n", escaped(lang.of(&meta.why)));
    if let Some(authority) = &meta.authority {
        let _ = writeln!(out, "{}: {}\n", lang.pick("Căn cứ", "Authority"), escaped(lang.of(authority)));
    }
    if let Some(example) = meta.wrong.first() {
        let _ = writeln!(out, "✗ {}  ", code(&example.text));
        if example.fixed != example.text {
            let _ = writeln!(out, "→ {}  ", code(&example.fixed));
        }
    }
    if let Some(right) = meta.right.first() {
        let _ = writeln!(out, "✓ {}", code(right));
    }
    out
}

/// What may be the name of a rule at a byte offset, in a comment or in settings, with its byte range.
pub fn name_at(text: &str, at: usize) -> Option<(&str, Range<u32>)> {
    let inside = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '/');
    let start = text[..at].trim_end_matches(inside).len();
    let end = text.len() - text[at..].trim_start_matches(inside).len();
    let name = &text[start..end];
    name.contains('/').then_some((name, start as u32..end as u32))
}

/// A text as code of Markdown, on one line.
fn code(text: &str) -> String {
    let text = visible(text);
    let fence = if text.contains('`') { "``" } else { "`" };
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A text in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same text without the marks of Markdown, for clients that show it as it stands.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' | '`' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escaped("a*b_c [d]"), "a\\*b\\_c \\[d\\]");
        assert_eq!(plain(&format!("**{}** {}", escaped("a*b"), code("c"))), "a*b c");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
