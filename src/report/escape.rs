//! Texts and paths in the notation of each format. A path may hold quotes, line ends and `&`; a message quotes the text, which
//! may hold anything.

use std::borrow::Cow;
use std::fmt::Write;

/// A text on one line: line ends and control characters become spaces.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text for XML, between tags or in an attribute. White space other than the space is written as a number, because a reader
/// makes spaces of it in attributes; what XML 1.0 cannot hold at all is shown as its picture.
pub(super) fn xml(text: &str) -> String {
    markup(text, &['\t', '\n', '\r'])
}

/// A text for HTML, between tags or in an attribute. A CR is written as a number, because a browser makes LF of it.
pub(super) fn html(text: &str) -> String {
    markup(text, &['\r'])
}

fn markup(text: &str, numbered: &[char]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if numbered.contains(&c) => _ = write!(out, "&#{};", u32::from(c)),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(' ')),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A path with slashes, as servers write it. Only where the backslash is the separator; elsewhere it is part of a name.
pub(super) fn slashed(path: &str) -> Cow<'_, str> {
    if cfg!(windows) { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) }
}

/// A path as a URI reference: relative as long as the path is, `file:` otherwise.
pub(super) fn uri(path: &str) -> String {
    let path = slashed(path);
    let mut out = String::with_capacity(path.len() + 8);
    let drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    if path.starts_with("//") {
        out.push_str("file:");
    } else if path.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    }
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b':' if drive && at == 1 => out.push(':'),
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_holds_what_it_can() {
        assert_eq!(xml("a&b<c>\"d'\te\nf\rg"), "a&amp;b&lt;c&gt;&quot;d&#39;&#9;e&#10;f&#13;g");
        assert_eq!(xml("\u{1}\u{1B}\u{FFFF}\u{7F}"), "\u{2401}\u{241B}\u{FFFD}\u{7F}");
        assert_eq!(html("một\n\thai\r\nba\0"), "một\n\thai&#13;\nba␀");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("bài/số 1.txt"), "b%C3%A0i/s%E1%BB%91%201.txt");
        assert_eq!(uri("/tin/a&b?.md"), "file:///tin/a%26b%3F.md");
        assert_eq!(uri("a:b%20\\c\n"), "a%3Ab%2520%5Cc%0A", "no scheme, nothing decoded twice");
    }
}
