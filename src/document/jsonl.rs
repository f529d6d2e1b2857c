//! JSON Lines: a JSON value a line; strings under the keys that are prose are shown, one under the other.
//!
//! A scanner of our own, because the crates that read JSON give values and not where the letters of a string stand. It is as
//! strict as they are about what it passes over, keeps a stack on the heap, and looks into no string that is not shown.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use memchr::memchr2;

use super::Unreadable;
use super::columns::Columns;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// JSON Lines.
pub(super) struct Jsonl;

/// How deep values may be nested: what JSON libraries allow.
const DEEPEST: usize = 128;

impl Reader for Jsonl {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let columns = Columns::new(&options.columns);
        let lines_before = options.block.as_ref().map_or(0, |block| block.lines);
        let mut scanner = Scanner { text, at: 0, columns: &columns, stack: Vec::new(), keys: Vec::new(), found: false };
        let mut first: Option<Range<usize>> = None;
        let mut at = 0;
        for (number, line) in (lines_before + 1..).zip(text.split_inclusive('\n')) {
            let body = line.trim_ascii();
            if !body.is_empty() {
                let start = at + (line.len() - line.trim_ascii_start().len());
                scanner.at = start;
                scanner.line(start + body.len(), draft).map_err(|Fault| {
                    let column = text[at..scanner.at.min(text.len())].chars().count() + 1;
                    Unreadable::new(
                        format!("dòng {number}, cột {column} không phải JSON; mỗi dòng phải là một đối tượng JSON"),
                        format!("line {number}, column {column} is not JSON; each line has to be a JSON object"),
                    )
                })?;
                first.get_or_insert(start..start + body.len());
            }
            at += line.len();
        }
        match first.filter(|_| !scanner.found && options.block.is_none()) {
            Some(first) => Err(columns.none_of(&keys(&text[first]))),
            None => Ok(()),
        }
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        if !words.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
            return Some(Cow::Borrowed(words));
        }
        let mut out = String::with_capacity(words.len() + 2);
        for c in words.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c < ' ' => _ = write!(out, "\\u{:04x}", u32::from(c)),
                c => out.push(c),
            }
        }
        Some(Cow::Owned(out))
    }
}

/// The keys of an object, as they are written, for people to choose from.
fn keys(line: &str) -> Vec<&str> {
    let object: Result<std::collections::BTreeMap<&str, serde_json::Value>, _> = serde_json::from_str(line);
    object.map(|object| object.into_keys().collect()).unwrap_or_default()
}

/// Something that no JSON has here.
struct Fault;

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Object,
    Array,
}

#[derive(Clone, Copy, PartialEq)]
enum Next {
    Value,
    /// A value, or the end of an array.
    First,
    Key,
    /// A key, or the end of an object.
    FirstKey,
    /// A comma, or the end of what is open.
    Comma,
}

struct Scanner<'t, 'c> {
    text: &'t str,
    at: usize,
    columns: &'c Columns,
    stack: Vec<Level>,
    /// The keys that lead here.
    keys: Vec<Cow<'t, str>>,
    /// Whether any key has been prose.
    found: bool,
}

impl<'t> Scanner<'t, '_> {
    /// Reads the value that begins at `self.at` and has to end at `end`.
    fn line(&mut self, end: usize, draft: &mut Draft<'_>) -> Result<(), Fault> {
        let bytes = &self.text.as_bytes()[..end];
        self.stack.clear();
        self.keys.clear();
        let mut next = Next::Value;
        loop {
            while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
                self.at += 1;
            }
            let byte = bytes.get(self.at).copied();
            match (next, byte) {
                (Next::Comma, None) if self.stack.is_empty() => return Ok(()),
                (Next::Comma, _) if self.stack.is_empty() => return Err(Fault),
                (Next::Comma, Some(b',')) => {
                    self.at += 1;
                    next = match self.stack.last() {
                        Some(Level::Object) => Next::Key,
                        _ => Next::Value,
                    };
                }
                (Next::Comma | Next::FirstKey, Some(b'}')) if self.stack.last() == Some(&Level::Object) => {
                    next = self.close();
                }
                (Next::Comma | Next::First, Some(b']')) if self.stack.last() == Some(&Level::Array) => {
                    next = self.close();
                }
                (Next::Key | Next::FirstKey, Some(b'"')) => {
                    let key = self.string(end)?;
                    while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
                        self.at += 1;
                    }
                    if bytes.get(self.at) != Some(&b':') {
                        return Err(Fault);
                    }
                    self.at += 1;
                    let raw = &self.text[key.clone()];
                    self.keys.push(match raw.contains('\\') {
                        true => {
                            let quoted = &self.text[key.start - 1..key.end + 1];
                            Cow::Owned(serde_json::from_str(quoted).map_err(|_| Fault)?)
                        }
                        false => Cow::Borrowed(raw),
                    });
                    next = Next::Value;
                }
                (Next::Value | Next::First, Some(b'{')) => next = self.open(Level::Object)?,
                (Next::Value | Next::First, Some(b'[')) => next = self.open(Level::Array)?,
                (Next::Value | Next::First, Some(b'"')) => {
                    let string = self.string(end)?;
                    if self.is_prose() {
                        self.found = true;
                        show(self.text, string, draft)?;
                    }
                    next = self.after();
                }
                (Next::Value | Next::First, Some(_)) => {
                    let stop = |byte: &u8| {
                        matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'"' | b'{' | b'[' | b':')
                    };
                    let length = bytes[self.at..].iter().position(stop).unwrap_or(end - self.at);
                    let word = &bytes[self.at..self.at + length];
                    if !matches!(word, b"true" | b"false" | b"null") && !is_number(word) {
                        return Err(Fault);
                    }
                    // What is null, or a number, is there all the same.
                    self.found = self.found || self.is_prose();
                    self.at += length;
                    next = self.after();
                }
                _ => return Err(Fault),
            }
        }
    }

    fn is_prose(&self) -> bool {
        match self.keys.as_slice() {
            [] => false,
            [key] => self.columns.has_path(&[key]),
            keys => self.columns.has_path(&keys.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
        }
    }

    fn open(&mut self, level: Level) -> Result<Next, Fault> {
        if self.stack.len() == DEEPEST {
            return Err(Fault);
        }
        // An empty list of paragraphs is there, too.
        self.found = self.found || level == Level::Array && self.is_prose();
        self.stack.push(level);
        self.at += 1;
        Ok(if level == Level::Object { Next::FirstKey } else { Next::First })
    }

    fn close(&mut self) -> Next {
        self.stack.pop();
        self.at += 1;
        self.after()
    }

    /// Behind a value: its key leads nowhere any more.
    fn after(&mut self) -> Next {
        if self.stack.last() == Some(&Level::Object) {
            self.keys.pop();
        }
        Next::Comma
    }

    /// The contents of the string that begins at `self.at`, which is left behind it.
    fn string(&mut self, end: usize) -> Result<Range<usize>, Fault> {
        let bytes = &self.text.as_bytes()[..end];
        let start = self.at + 1;
        let mut at = start;
        loop {
            at += memchr2(b'"', b'\\', &bytes[at..]).ok_or(Fault)?;
            if bytes[at] == b'"' {
                self.at = at + 1;
                return Ok(start..at);
            }
            at += 2;
            if at > end {
                return Err(Fault);
            }
        }
    }
}

/// Whether bytes are a number as JSON has it.
fn is_number(word: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(word);
    if whole == 0 || whole > 1 && word[0] == b'0' {
        return false;
    }
    let mut rest = &word[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    match rest {
        [] => true,
        [b'e' | b'E', power @ ..] => {
            let power = power.strip_prefix(b"+").or(power.strip_prefix(b"-")).unwrap_or(power);
            !power.is_empty() && digits(power) == power.len()
        }
        _ => false,
    }
}

/// Shows the contents of a string.
fn show(text: &str, string: Range<usize>, draft: &mut Draft<'_>) -> Result<(), Fault> {
    draft.block();
    let Range { start, end } = string;
    if text[start..end].bytes().any(|byte| byte < b' ') {
        return Err(Fault);
    }
    let mut said = start;
    while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[said..end]).map(|at| said + at) {
        draft.say(said..at);
        let escape = &text[at..end];
        said = at + 2;
        match escape.as_bytes()[1] {
            b'n' => draft.spell(at..said, "\n"),
            b't' => draft.spell(at..said, "\t"),
            b'r' => draft.spell(at..said, "\r"),
            b'b' => draft.spell(at..said, "\u{8}"),
            b'f' => draft.spell(at..said, "\u{C}"),
            c @ (b'"' | b'\\' | b'/') => draft.spell(at..said, char::from(c).encode_utf8(&mut [0; 4])),
            b'u' => {
                let unit = |at: usize| {
                    let digits = escape.get(at..at + 6)?.strip_prefix("\\u")?;
                    u16::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                };
                let first = unit(0).ok_or(Fault)?;
                let pair = unit(6).map(|second| char::decode_utf16([first, second]).next());
                let (c, length) = match (char::from_u32(first.into()), pair) {
                    (Some(c), _) => (Some(c), 6),
                    (None, Some(Some(Ok(c)))) => (Some(c), 12),
                    _ => (None, 6),
                };
                said = at + length;
                match c {
                    Some(c) => draft.spell(at..said, c.encode_utf8(&mut [0; 4])),
                    // Half of a pair is no letter.
                    None => draft.hold_as(at..said, "\u{FFFD}"),
                }
            }
            _ => return Err(Fault),
        }
    }
    draft.say(said..end);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, laws};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str, columns: &[&str]) -> Result<String, Unreadable> {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        let options = Arc::new(Options { columns, ..Options::default() });
        laws::hold_with(text.as_bytes(), Format::Jsonl, &options);
        Document::open(text.as_bytes(), Format::Jsonl, &options).map(|document| document.text().to_owned())
    }

    #[test]
    fn strings_under_the_keys_of_prose_are_shown() {
        let text = "{\"id\": 1, \"title\": \"M\\u01b0a \\ud83d\\ude00 \\\"to\\\"\", \"x\": {\"title\": \"không\"}}\n\n\
                    {\"content\": [\"một\", \"hai\\nba\"], \"tags\": [\"a\"]}\r\n";
        assert_eq!(shown(text, &[]).unwrap(), "Mưa 😀 \"to\"\n\nmột\n\nhai\nba");
        assert_eq!(shown(text, &["x.title"]).unwrap(), "không");
        assert_eq!(shown("{\"Ti\\u00eau \\u0111\\u1ec1\": \"một\"}", &["tiêu đề"]).unwrap(), "một");
        assert_eq!(shown("{\"text\": null}", &[]).unwrap(), "");
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        for text in
            ["{\"text\": \"a\"}\n{\"text\": }", "{}\n[1,]", "1\n01", "1\n{\"a\": \"\\x\", \"text\": 1} x", "1\n\"a"]
        {
            let error = shown(text, &[]).unwrap_err();
            assert!(error.vi.starts_with("dòng 2"), "{text}: {error:?}");
        }
        let deep = format!("{}1", "[".repeat(100_000));
        assert!(shown(&deep, &[]).is_err());
    }

    #[test]
    fn where_no_key_is_known_those_that_are_there_are_named() {
        let error = shown("{\"id\": 1, \"ma\": \"x\"}", &[]).unwrap_err();
        assert!(error.vi.contains("id, ma"), "{error:?}");
    }

    #[test]
    fn half_a_pair_is_held() {
        assert_eq!(shown("{\"text\": \"a \\ud800 b\"}", &[]).unwrap(), "a \u{FFFD} b");
    }

    proptest! {
        #[test]
        fn any_lines_keep_the_laws(text in "(\\{\"text\":|\"[a-zđê ,.]{0,9}\"|\\\\[nu\"]|\\\\ud8[0-9]{2}|[\\[\\]{},:\"\n ]|1e5|null){0,30}") {
            laws::hold(text.as_bytes(), Format::Jsonl);
        }

        #[test]
        fn any_string_is_shown_as_it_was(words in "\\PC{0,30}") {
            let line = serde_json::json!({ "text": words }).to_string();
            prop_assert_eq!(shown(&line, &[]).unwrap(), words);
        }
    }
}
