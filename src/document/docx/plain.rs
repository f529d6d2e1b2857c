//! Rewrites the text of runs without CDATA sections, comments and processing instructions: only such text can be split
//! between any two letters.

use std::ops::Range;

use super::super::joined;
use super::super::xml::{self, Item, Walk};
use super::parts::is_page;
use crate::problem::Problem;

/// The text of all parts in plain form; `None` if it is plain already.
///
/// # Errors
/// If a part is not XML.
pub fn plain(text: &str, names: &[String]) -> Result<Option<String>, Problem> {
    let mut out = String::new();
    let mut copied = 0;
    for (name, range) in joined::places(text, names).filter(|(name, range)| !is_page(name, &text[range.clone()])) {
        let mut walk = Walk::new(text, range, name);
        while let Some((item, range)) = walk.next()? {
            let Item::Open { tag, empty: false } = item else { continue };
            if tag.name() != "w:t" {
                continue;
            }
            let content = range.end..xml::end_of_content(text, range.end);
            if text[content.clone()].contains('<') {
                out.push_str(&text[copied..content.start]);
                flatten(text, content.clone(), &mut out);
                copied = content.end;
            }
        }
    }
    out.push_str(&text[copied..]);
    Ok((copied > 0).then_some(out))
}

/// Appends the content between two tags as text and references alone.
fn flatten(text: &str, content: Range<usize>, out: &mut String) {
    const OPEN: &str = "<![CDATA[";
    const CLOSE: &str = "]]>";
    let mut rest = &text[content];
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (close, inner) = match rest.strip_prefix(OPEN) {
            Some(inner) => (CLOSE, inner),
            None if rest.starts_with("<!--") => ("-->", ""),
            None => ("?>", ""),
        };
        let end = rest.find(close).map_or(rest.len(), |end| end + close.len());
        if let Some(words) = inner.find(CLOSE).map(|end| &inner[..end]) {
            // White space at the ends is Word's to drop between tags, and not in a section.
            for c in words.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    ' ' if words.starts_with(' ') || words.ends_with(' ') => out.push_str("&#32;"),
                    c => out.push(c),
                }
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
}
