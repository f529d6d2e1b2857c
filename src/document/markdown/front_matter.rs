//! The table of settings before a Markdown text, in YAML or TOML: the values of keys that are prose.
//!
//! `toml` says where a value stands. For YAML read here are the scalars that front matter has, plain, quoted and in blocks, under keys at
//! any depth. A value of another kind is passed over, never misread. `saphyr-parser` was tried and is not taken: a scalar's span is in
//! characters and ends right, but its escapes, folded lines and indents are gone from the value with no map back, so each would be read a
//! second time; and it stops at the first thing that is no YAML, a colon in a title or a tab, where a writer has the other keys read.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::coverage::Reason;
use super::super::draft::Draft;
use super::super::escaping::Escaping;
use super::super::message::{self, StringTally};

/// The kind of quotes around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Double,
    /// Between single quotes, of which two are one.
    Single,
    /// Between single quotes of TOML, in which nothing is escaped.
    Literal,
}

pub(in super::super) static PLAIN: Escaping = Escaping(|words| {
    // In plain YAML these mean something, here or there.
    let means = [':', '#', '"', '\'', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`', '?', '-', '\\'];
    (!words.contains(means)).then(|| in_block(words))?
});
static DOUBLE: Escaping = Escaping(|words| match words.contains(['"', '\\']) {
    true => in_block(words).map(|words| Cow::Owned(words.replace('\\', "\\\\").replace('"', "\\\""))),
    false => in_block(words),
});
static SINGLE: Escaping = Escaping(|words| match words.contains('\'') {
    true => in_block(words).map(|words| Cow::Owned(words.replace('\'', "''"))),
    false => in_block(words),
});
static LITERAL: Escaping = Escaping(|words| (!words.contains('\'')).then(|| in_block(words))?);
static IN_BLOCK: Escaping = Escaping(in_block);

/// Escaping of words in one line.
fn in_block(words: &str) -> Option<Cow<'_, str>> {
    (!words.contains(char::is_control)).then_some(Cow::Borrowed(words))
}

impl Quotes {
    fn escaping(self) -> &'static Escaping {
        match self {
            Quotes::Double => &DOUBLE,
            Quotes::Single => &SINGLE,
            Quotes::Literal => &LITERAL,
        }
    }
}

/// Front matter with its marks.
pub(in super::super) struct FrontMatter<'t> {
    text: &'t str,
    range: Range<usize>,
    keys: &'t [String],
    /// For a YAML file the tally of its strings.
    whole: Option<StringTally>,
}

impl<'t> FrontMatter<'t> {
    pub fn new(text: &'t str, range: Range<usize>, keys: &'t [String]) -> FrontMatter<'t> {
        FrontMatter { text, range, keys, whole: None }
    }

    /// The front matter that is a whole YAML file, in which no key is known: a value itself tells whether it is prose.
    pub fn whole(text: &'t str) -> FrontMatter<'t> {
        let mut tally = StringTally::default();
        for line in text.lines().map(str::trim) {
            let line = line.strip_prefix("- ").unwrap_or(line);
            tally.note(key(line).map_or(line, |(_, behind)| line[behind..].trim()));
        }
        FrontMatter { text, range: 0..text.len(), keys: &[], whole: Some(tally) }
    }

    /// Shows the values of the keys that are prose, each as a block.
    pub fn show(&self, draft: &mut Draft<'_>) {
        if self.whole.is_some() {
            return self.yaml(self.range.clone(), draft);
        }
        let Some(first) = self.text[self.range.clone()].find('\n') else { return };
        let start = self.range.start + first + 1;
        let is_toml = self.text[self.range.clone()].starts_with("+++");
        let body = &self.text[start..self.range.end];
        let end = body.trim_end().trim_end_matches(['+', '-', '.']).len();
        let body = start..start + end;
        if is_toml { self.toml(body, draft) } else { self.yaml(body, draft) }
    }

    fn wants(&self, path: &[&str]) -> bool {
        self.keys.iter().any(|key| key.split('.').eq(path.iter().copied()))
    }

    fn toml(&self, body: Range<usize>, draft: &mut Draft<'_>) {
        let Ok(table) = DeTable::parse(&self.text[body.clone()]) else { return };
        let mut strings = Vec::new();
        for key in self.keys {
            let mut table = table.get_ref();
            let mut steps = key.split('.').peekable();
            while let Some(step) = steps.next() {
                let Some(value) = table.get(step) else { break };
                match (value.get_ref(), steps.peek()) {
                    (DeValue::Table(inner), Some(_)) => table = inner,
                    (DeValue::String(_), None) => strings.push(value.span()),
                    (DeValue::Array(items), None) => {
                        let texts = items.iter().filter(|item| matches!(item.get_ref(), DeValue::String(_)));
                        strings.extend(texts.map(|item| item.span()));
                    }
                    _ => break,
                }
            }
        }
        strings.sort_by_key(|range| range.start);
        strings.dedup();
        for range in strings {
            let range = body.start + range.start..body.start + range.end;
            let written = &self.text[range.clone()];
            draft.block();
            for (mark, quotes) in
                [("\"\"\"", Quotes::Double), ("'''", Quotes::Literal), ("\"", Quotes::Double), ("'", Quotes::Literal)]
            {
                let inside = written.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
                if inside.is_some() {
                    draft.escaping(quotes.escaping());
                    let start = range.start + mark.len();
                    self.quoted(start..range.end - mark.len(), quotes, draft);
                    break;
                }
            }
        }
    }

    fn yaml(&self, body: Range<usize>, draft: &mut Draft<'_>) {
        let lines = Lines::new(self.text, body);
        // The keys that lead here, each with its indent.
        let mut path: Vec<(usize, &str)> = Vec::new();
        let mut at = 0;
        while at < lines.0.len() {
            let line = &lines.0[at];
            at += 1;
            let content = &self.text[line.content.clone()];
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let item = content.strip_prefix("- ").map(|rest| content.len() - rest.trim_start().len());
            path.retain(|(indent, _)| *indent < line.indent || item.is_some() && *indent == line.indent);
            let start = line.content.start + item.unwrap_or(0);
            let rest = start..line.content.end;
            let key = if item.is_some() && self.whole.is_none() { None } else { key(&self.text[rest.clone()]) };
            let value = match key {
                Some((name, behind)) => {
                    path.push((line.indent + item.unwrap_or(0), name));
                    let value = &self.text[rest.start + behind..rest.end];
                    rest.start + behind + (value.len() - value.trim_start().len())..rest.end
                }
                None if item.is_some() => rest,
                None => {
                    // A line that goes on with something of which nothing is known.
                    if self.whole.is_some() {
                        draft.skip_vietnamese(rest, Reason::Markup);
                    }
                    continue;
                }
            };
            let names: Vec<&str> = path.iter().map(|(_, name)| *name).collect();
            // Lines that are indented deeper go on with the value.
            let indent = line.indent + item.filter(|_| key.is_some()).unwrap_or(0);
            let more = lines.0[at..].iter().take_while(|next| next.content.is_empty() || next.indent > indent).count();
            let end = lines.0[at + more - 1].content.end.max(value.end);
            let wanted = !value.is_empty()
                && match &self.whole {
                    Some(tally) => tally.is_prose(&self.text[value.start..end]),
                    None => self.wants(&names),
                };
            if wanted {
                self.value(value, &lines.0[at..at + more], draft);
                at += more;
                continue;
            }
            let in_block = self.text[value.clone()].starts_with(['|', '>']);
            if self.whole.is_some() {
                let end = if in_block { end } else { value.end };
                message::skip(self.text[value.start..end].trim_matches(['"', '\'']), draft);
            }
            if in_block {
                at += more;
            }
        }
    }

    /// Shows a value that begins in its key's line and may go on in `more`.
    fn value(&self, value: Range<usize>, more: &[Line], draft: &mut Draft<'_>) {
        let written = &self.text[value.clone()];
        draft.block();
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => {
                // A quoted value over several lines is rare, and what its line breaks mean is another story.
                let quotes = if quote == '"' { Quotes::Double } else { Quotes::Single };
                if let Some(end) = closing(&written[1..], quote) {
                    draft.escaping(quotes.escaping());
                    self.quoted(value.start + 1..value.start + 1 + end, quotes, draft);
                } else {
                    let end = more.last().map_or(value.end, |last| last.content.end.max(value.end));
                    draft.skip_vietnamese(value.start..end, Reason::Markup);
                }
            }
            None if written.starts_with(['|', '>']) => {
                draft.escaping(&IN_BLOCK);
                let folded = written.starts_with('>');
                let indent = more.iter().find(|line| !line.content.is_empty()).map_or(0, |line| line.indent);
                let mut before: Option<usize> = None;
                for line in more.iter().filter(|line| !line.content.is_empty()) {
                    let start = line.content.start - line.indent.saturating_sub(indent);
                    if let Some(before) = before {
                        let lines = self.text[before..start].matches('\n').count();
                        draft.show_respelled(
                            before..start,
                            if folded && lines == 1 { " " } else { &"\n\n"[..lines.min(2)] },
                        );
                    }
                    self.say(start..line.content.end, draft);
                    before = Some(line.content.end);
                }
            }
            None if written.starts_with('[') => self.list(value, draft),
            // Anchors, tags, maps: no text.
            None if written.starts_with(['&', '*', '!', '{', '%', '@', '`']) => {
                let end = more.last().map_or(value.end, |last| last.content.end.max(value.end));
                draft.skip_vietnamese(value.start..end, Reason::Markup);
            }
            None => {
                draft.escaping(&PLAIN);
                let mut end = value.start + uncommented(written).len();
                self.say(value.start..end, draft);
                for line in more.iter().filter(|line| !line.content.is_empty()) {
                    let content = uncommented(&self.text[line.content.clone()]);
                    draft.show_respelled(end..line.content.start, " ");
                    end = line.content.start + content.len();
                    self.say(line.content.start..end, draft);
                }
            }
        }
    }

    /// Shows a range, in YAML files with its placeholders as opaque.
    fn say(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        match self.whole {
            Some(_) => message::show(self.text, range, None, draft),
            None => draft.show(range),
        }
    }

    /// Shows the items of a list in brackets on one line.
    fn list(&self, value: Range<usize>, draft: &mut Draft<'_>) {
        let mut at = value.start + 1;
        while at < value.end {
            let rest = &self.text[at..value.end];
            let item = at + (rest.len() - rest.trim_start().len());
            let rest = &self.text[item..value.end];
            draft.block();
            match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let Some(end) = closing(&rest[1..], quote) else { return };
                    let quotes = if quote == '"' { Quotes::Double } else { Quotes::Single };
                    draft.escaping(quotes.escaping());
                    self.quoted(item + 1..item + 1 + end, quotes, draft);
                    let behind = item + end + 2;
                    at = self.text[behind..value.end].find(',').map_or(value.end, |comma| behind + comma + 1);
                }
                _ => {
                    let end = rest.find([',', ']']).unwrap_or(rest.len());
                    draft.escaping(&PLAIN);
                    self.say(item..item + rest[..end].trim_end().len(), draft);
                    at = item + end + 1;
                }
            }
        }
    }

    /// Shows what stands between quotes.
    fn quoted(&self, range: Range<usize>, quotes: Quotes, draft: &mut Draft<'_>) {
        let mut said = range.start;
        let mark = match quotes {
            Quotes::Double => b'\\',
            Quotes::Single => b'\'',
            _ => return self.say(range, draft),
        };
        while let Some(at) = memchr::memchr(mark, &self.text.as_bytes()[said..range.end]).map(|at| said + at) {
            self.say(said..at, draft);
            let (shown, length) = match quotes {
                Quotes::Single => (Some('\''), 2),
                _ => escape(&self.text[at + 1..range.end]),
            };
            said = (at + length).min(range.end);
            match shown {
                Some(c) => draft.show_respelled(at..said, c.encode_utf8(&mut [0; 4])),
                None => draft.show_opaque(at..said),
            }
        }
        self.say(said..range.end, draft);
    }
}

/// What an escape stands for that has `text` behind its backslash, and its length with that.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(c) = text.chars().next() else { return (None, 1) };
    let simple = match c {
        'n' => '\n',
        't' => '\t',
        '"' | '\\' | '/' | ' ' => c,
        'x' | 'u' | 'U' => {
            let digits = match c {
                'x' => 2,
                'u' => 4,
                _ => 8,
            };
            let code = text.get(1..1 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            return (code.and_then(char::from_u32), if code.is_some() { digits + 2 } else { 2 });
        }
        _ => return (None, 1 + c.len_utf8()),
    };
    (Some(simple), 2)
}

/// Where a quoted value ends that has `text` behind its first quote.
fn closing(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 2,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            byte if char::from(byte) == quote => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// A key at the start of a line, and how many bytes that and its colon take.
fn key(line: &str) -> Option<(&str, usize)> {
    let colon = line
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| line[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
    Some((line[..colon].trim().trim_matches(['"', '\'']), colon + 1))
}

/// A plain value without the comment behind it.
fn uncommented(value: &str) -> &str {
    value.find(" #").map_or(value, |at| &value[..at]).trim_end()
}

/// A line without its indent and its end.
struct Line {
    indent: usize,
    content: Range<usize>,
}

struct Lines(Vec<Line>);

impl Lines {
    fn new(text: &str, range: Range<usize>) -> Lines {
        let mut at = range.start;
        let line = |line: &str| {
            let start = at;
            at += line.len();
            let indent = line.len() - line.trim_start_matches(' ').len();
            let end = start + line.trim_end().len();
            Line { indent, content: (start + indent).min(end)..end }
        };
        Lines(text[range].split_inclusive('\n').map(line).collect())
    }
}
