//! A scanner of JSON of our own, because the crates that read it give values and not where the letters of a string stand. It is as
//! strict as they are about what it passes over, keeps a stack on the heap, and looks into no string that is not asked for.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use memchr::memchr2;

use super::super::draft::Draft;

/// How deep values may be nested: what JSON libraries allow.
const DEEPEST: usize = 128;

/// Invalid JSON at this position.
pub(in super::super) struct Fault;

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Object,
    Array,
}

#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Value,
    /// A value, or the end of an array.
    First,
    Key,
    /// A key, or the end of an object.
    FirstKey,
    /// A comma, or the end of what is open.
    Comma,
}

/// The visitor of the values.
pub(in super::super) trait Values {
    /// Called for a string, with the keys that lead to it and the range of its content.
    ///
    /// # Errors
    /// If the content is invalid.
    fn string(&mut self, keys: &[Cow<'_, str>], contents: Range<usize>) -> Result<(), Fault>;

    /// Called for other values.
    fn other(&mut self, _: &[Cow<'_, str>]) {}

    /// Called at the end of an object or an array, with the keys that lead to it.
    fn ends(&mut self, _: &[Cow<'_, str>]) {}
}

/// Goes through a JSON value.
pub(in super::super) struct Scanner<'t> {
    text: &'t str,
    /// The current offset.
    pub at: usize,
    stack: Vec<Level>,
    /// The keys that lead to the current value.
    keys: Vec<Cow<'t, str>>,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Scanner<'t> {
        Scanner { text, at: 0, stack: Vec::new(), keys: Vec::new() }
    }

    /// Reads the value that begins at `self.at` and has to end at `end`.
    ///
    /// # Errors
    /// If it is invalid JSON; `self.at` is then the offset of the error.
    pub fn value(&mut self, end: usize, values: &mut impl Values) -> Result<(), Fault> {
        let bytes = &self.text.as_bytes()[..end];
        self.stack.clear();
        self.keys.clear();
        let mut next = Expected::Value;
        loop {
            while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
                self.at += 1;
            }
            let byte = bytes.get(self.at).copied();
            match (next, byte) {
                (Expected::Comma, None) if self.stack.is_empty() => return Ok(()),
                (Expected::Comma, _) if self.stack.is_empty() => return Err(Fault),
                (Expected::Comma, Some(b',')) => {
                    self.at += 1;
                    next = match self.stack.last() {
                        Some(Level::Object) => Expected::Key,
                        _ => Expected::Value,
                    };
                }
                (Expected::Comma | Expected::FirstKey, Some(b'}')) if self.stack.last() == Some(&Level::Object) => {
                    next = self.close(values);
                }
                (Expected::Comma | Expected::First, Some(b']')) if self.stack.last() == Some(&Level::Array) => {
                    next = self.close(values);
                }
                (Expected::Key | Expected::FirstKey, Some(b'"')) => {
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
                    next = Expected::Value;
                }
                (Expected::Value | Expected::First, Some(b'{')) => next = self.open(Level::Object, values)?,
                (Expected::Value | Expected::First, Some(b'[')) => next = self.open(Level::Array, values)?,
                (Expected::Value | Expected::First, Some(b'"')) => {
                    let string = self.string(end)?;
                    values.string(&self.keys, string)?;
                    next = self.after();
                }
                (Expected::Value | Expected::First, Some(_)) => {
                    let stop = |byte: &u8| {
                        matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'{' | b'[' | b':')
                    };
                    let length = bytes[self.at..].iter().position(stop).unwrap_or(end - self.at);
                    let word = &bytes[self.at..self.at + length];
                    if !matches!(word, b"true" | b"false" | b"null") && !is_number(word) {
                        return Err(Fault);
                    }
                    // What is null, or a number, is there all the same.
                    values.other(&self.keys);
                    self.at += length;
                    next = self.after();
                }
                _ => return Err(Fault),
            }
        }
    }

    fn open(&mut self, level: Level, values: &mut impl Values) -> Result<Expected, Fault> {
        if self.stack.len() == DEEPEST {
            return Err(Fault);
        }
        // An empty list of paragraphs is there, too.
        if level == Level::Array {
            values.other(&self.keys);
        }
        self.stack.push(level);
        self.at += 1;
        Ok(if level == Level::Object { Expected::FirstKey } else { Expected::First })
    }

    fn close(&mut self, values: &mut impl Values) -> Expected {
        values.ends(&self.keys);
        self.stack.pop();
        self.at += 1;
        self.after()
    }

    /// Removes the key of a finished value.
    fn after(&mut self) -> Expected {
        if self.stack.last() == Some(&Level::Object) {
            self.keys.pop();
        }
        Expected::Comma
    }

    /// The range of the content of the string that begins at `self.at`; moves behind it.
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

/// Whether bytes are a JSON number.
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

/// Shows the content of a string.
///
/// # Errors
/// If it is invalid.
pub(in super::super) fn show(text: &str, string: Range<usize>, draft: &mut Draft<'_>) -> Result<(), Fault> {
    let Range { start, end } = string;
    if text[start..end].bytes().any(|byte| byte < b' ') {
        return Err(Fault);
    }
    let mut said = start;
    while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[said..end]).map(|at| said + at) {
        draft.show(said..at);
        let (shown, length) = escape(&text[at..end]);
        said = at + length;
        match shown {
            Some(c) => draft.show_respelled(at..said, c.encode_utf8(&mut [0; 4])),
            // Half of a pair is no letter.
            None if length > 1 => draft.show_opaque_as(at..said, "\u{FFFD}"),
            None => return Err(Fault),
        }
    }
    draft.show(said..end);
    Ok(())
}

/// The character of the escape at the start, and its length; `None` for half of a surrogate pair, or for an invalid
/// escape.
pub(in super::super) fn escape(text: &str) -> (Option<char>, usize) {
    let simple = |c: char| (Some(c), 2);
    match text.as_bytes().get(1) {
        Some(b'n') => simple('\n'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{C}'),
        Some(c @ (b'"' | b'\\' | b'/')) => simple(char::from(*c)),
        Some(b'u') => {
            let unit = |at: usize| {
                let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
                u16::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            };
            let Some(first) = unit(0) else { return (None, 1) };
            let pair = unit(6).map(|second| char::decode_utf16([first, second]).next());
            match (char::from_u32(first.into()), pair) {
                (Some(c), _) => (Some(c), 6),
                (None, Some(Some(Ok(c)))) => (Some(c), 12),
                _ => (None, 6),
            }
        }
        _ => (None, 1),
    }
}

/// The content of a string with its escapes replaced.
pub(in super::super) fn unescaped(string: &str) -> Cow<'_, str> {
    let Some(first) = string.find('\\') else { return Cow::Borrowed(string) };
    let mut out = string[..first].to_owned();
    let mut at = first;
    while let Some(rest) = string.get(at..).filter(|rest| !rest.is_empty()) {
        let (shown, length) = if rest.starts_with('\\') { escape(rest) } else { (rest.chars().next(), 0) };
        at += if length > 0 { length } else { shown.map_or(1, char::len_utf8) };
        out.push(shown.unwrap_or('\u{FFFD}'));
    }
    Cow::Owned(out)
}

/// Words with JSON escapes.
pub(in super::super) fn spell(words: &str) -> Cow<'_, str> {
    if !words.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return Cow::Borrowed(words);
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
    Cow::Owned(out)
}
