//! The words around a finding, as LanguageTool shows them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// How many characters are shown on either side.
const REACH: usize = 40;

/// What stands for the rest of a text.
const CUT: &str = "...";

/// A piece of a text around a byte range, in one line, and the offset of the range in it in UTF-16 code units.
pub fn around(text: &str, marked: Range<usize>) -> (String, usize) {
    let mut start = text[..marked.start].char_indices().rev().take(REACH).last().map_or(marked.start, |(at, _)| at);
    // A mark without its letter would show on the one before.
    while text[start..marked.start].starts_with(is_combining_mark) && start > 0 {
        start = text.floor_char_boundary(start - 1);
    }
    let behind = &text[marked.end..];
    let end = marked.end + behind.char_indices().nth(REACH).map_or(behind.len(), |(at, _)| at);
    let before = [if start > 0 { CUT } else { "" }, &text[start..marked.start]].concat();
    let after = if end < text.len() { CUT } else { "" };
    let offset = before.encode_utf16().count();
    let line = [&before, &text[marked.start..end], after].concat();
    (line.replace(['\n', '\r'], " "), offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_on_both_sides() {
        let text = format!("{}\nsai {}", "😀 ".repeat(40), "chữ ".repeat(20));
        let at = text.find("sai").unwrap();
        let (line, offset) = around(&text, at..at + 3);
        let marked: Vec<u16> = line.encode_utf16().skip(offset).take(3).collect();
        assert_eq!(String::from_utf16(&marked).unwrap(), "sai");
        assert!(line.starts_with("...") && line.ends_with("...") && !line.contains('\n'), "{line}");
        assert_eq!(around("sai", 0..3), ("sai".into(), 0));
        assert_eq!(around("a", 1..1), ("a".into(), 1));
    }

    #[test]
    fn no_mark_stands_without_its_letter() {
        let text = format!("e\u{302}\u{301}{}sai", "x".repeat(39));
        let at = text.find("sai").unwrap();
        let (line, _) = around(&text, at..at + 3);
        assert!(line.starts_with("e\u{302}"), "{line}");
    }
}
