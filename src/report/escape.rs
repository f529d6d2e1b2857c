//! Escapes texts and paths for each format. A path may have quotes, line ends and `&`; a message quotes the text, which
//! may have anything.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use crate::text::blocks;

/// The visible character for one that could do more than be seen: move the cursor, paint the screen, end a line, or
/// reorder text. C0 has pictures of its own.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some('\u{FFFD}'),
        c if is_of_layout(c) => Some('\u{FFFD}'),
        _ => None,
    }
}

/// Whether a character controls layout: direction marks, line and paragraph separators.
fn is_of_layout(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line: line ends and tabs become spaces, other control characters their pictures.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { picture(c).unwrap_or(c) }).collect()
}

/// A text of several lines for a terminal, without control characters.
pub(crate) fn lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { picture(c).unwrap_or(c) }).collect()
}

/// Writes a value as JSON. Characters that JSON allows and a terminal obeys (DEL, C1, layout controls) are written as
/// numbers.
pub(super) fn json(mut out: impl Write, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string(value)?;
    let mut rest = text.as_str();
    loop {
        let at = blocks::find(rest.as_bytes(), 0, obeys);
        let (plain, other) = rest.split_at(at);
        out.write_all(plain.as_bytes())?;
        let Some(c) = other.chars().next() else { return Ok(()) };
        write!(out, "\\u{:04x}", u32::from(c))?;
        rest = &other[c.len_utf8()..];
    }
}

/// Whether a character that has a [`picture`] begins with these bytes.
#[inline(always)]
fn obeys(one: u8, two: u8, three: u8) -> bool {
    let c1 = (one == 0xC2) & (two < 0xA0);
    let mark = (one == 0xD8) & (two == 0x9C);
    let general = (two == 0x80) & ((three == 0x8E) | (three == 0x8F) | (0xA8..=0xAE).contains(&three));
    let isolate = (two == 0x81) & (0xA6..=0xA9).contains(&three);
    (one < 0x20) | (one == 0x7F) | c1 | mark | (one == 0xE2) & (general | isolate)
}

/// A value as JSON text, as [`json`] writes it.
pub(super) fn json_text(value: &impl Serialize) -> io::Result<String> {
    let mut out = Vec::new();
    json(&mut out, value)?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// A text for XML, between tags or in an attribute. White space other than the space is written as a number, because a reader
/// makes spaces of it in attributes; what XML 1.0 cannot hold at all is shown as its picture.
pub(super) fn xml(text: &str) -> String {
    markup(text, |c| matches!(c, '\t' | '\n' | '\r' | '\u{7F}'..='\u{9F}') || is_of_layout(c))
}

/// A text for HTML, between tags or in an attribute. A CR is written as a number, because a browser makes LF of it, and takes the
/// numbers of C1 for letters of windows-1252.
pub(super) fn html(text: &str) -> String {
    let c1 = |c: char| matches!(c, '\u{7F}'..='\u{9F}');
    match text.contains(c1) {
        true => markup(&text.replace(c1, "\u{FFFD}"), |c| c == '\r'),
        false => markup(text, |c| c == '\r'),
    }
}

fn markup(text: &str, numbered: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if numbered(c) => _ = write!(out, "&#{};", u32::from(c)),
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
        assert_eq!(xml("\u{1}\u{1B}\u{FFFF}\u{7F}\u{202E}"), "\u{2401}\u{241B}\u{FFFD}&#127;&#8238;");
        assert_eq!(html("\u{9B}1m"), "\u{FFFD}1m");
        assert_eq!(html("một\n\thai\r\nba\0"), "một\n\thai&#13;\nba␀");
    }

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        assert_eq!(one_line("a\u{1B}[31m\tb\u{9B}\u{202E}c\n"), "a␛[31m b\u{FFFD}\u{FFFD}c ");
        assert_eq!(lines("a\u{7}\nb\r"), "a␇\nb␍");
        assert_eq!(json_text(&"\u{1B}\u{7F}\u{9B}\u{2066}é").unwrap(), r#""\u001b\u007f\u009b\u2066é""#);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("bài/số 1.txt"), "b%C3%A0i/s%E1%BB%91%201.txt");
        assert_eq!(uri("/tin/a&b?.md"), "file:///tin/a%26b%3F.md");
        assert_eq!(uri("a:b%20\\c\n"), "a%3Ab%2520%5Cc%0A", "no scheme, nothing decoded twice");
    }
}
