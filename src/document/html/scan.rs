//! HTML to tags and text, with the place of everything: the tokenizer of the HTML standard as far as text needs it.
//!
//! A tokenizer of our own, because those on the crate registry hand out text that is decoded already: where in the file the
//! letter of an `&ecirc;` stands is lost. Whatever the file is, there is always a next token, each byte is looked at a bounded
//! number of times, and nothing is kept of what has been passed.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::template;

/// A token of an HTML text.
#[derive(Debug, PartialEq)]
pub enum Token {
    /// Text up to the next tag, with references in it.
    Text(Range<usize>),
    /// An opening tag.
    Open(Open),
    /// A closing tag, with its name.
    Close(Range<usize>),
    /// A comment, with its marks.
    Comment(Range<usize>),
    /// A CDATA section: its text.
    Cdata(Range<usize>),
    /// Code of a template or of a server: `<?php … ?>`, `<% … %>`.
    Code(Range<usize>),
    /// A declaration, or what browsers take for a comment.
    Other,
}

/// An opening tag.
#[derive(Debug, PartialEq)]
pub struct Open {
    /// From `<` to `>`.
    pub range: Range<usize>,
    /// The name.
    pub name: Range<usize>,
    /// Where attributes may be.
    attributes: Range<usize>,
    /// Whether it ends in `/>`.
    pub closed: bool,
}

/// An attribute: its name, its value without quotes, and the quote.
pub struct Attribute {
    pub name: Range<usize>,
    pub value: Range<usize>,
    pub quote: Option<u8>,
}

/// A tokenizer for part of a text.
#[derive(Clone)]
pub struct Scan<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str, range: Range<usize>) -> Scan<'t> {
        Scan { text, at: range.start, end: range.end }
    }

    /// The offset of the next token.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Skips to an offset.
    pub fn go_on(&mut self, at: usize) {
        self.at = self.at.max(at);
    }

    fn bytes(&self) -> &'t [u8] {
        &self.text.as_bytes()[..self.end]
    }

    /// The offset of a needle from `at` on.
    fn place_of(&self, at: usize, needle: &str) -> Option<usize> {
        memmem::find(&self.bytes()[at..], needle.as_bytes()).map(|found| at + found)
    }

    /// The text of an element that holds no tags, up to the tag that closes it: of `script`, `title`.
    pub fn raw_text(&mut self, name: &str) -> Range<usize> {
        let start = self.at;
        let bytes = self.bytes();
        let mut at = start;
        let end = loop {
            let Some(tag) = self.place_of(at, "</") else { break self.end };
            let behind = tag + 2 + name.len();
            let same = bytes.get(tag + 2..behind).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
            if same && bytes.get(behind).is_none_or(|byte| is_space(*byte) || matches!(byte, b'/' | b'>')) {
                break tag;
            }
            at = tag + 2;
        };
        self.at = end;
        start..end
    }

    /// The attributes of a tag.
    pub fn attributes(&self, open: &Open) -> Attributes<'t> {
        Attributes { bytes: &self.text.as_bytes()[..open.attributes.end], at: open.attributes.start }
    }

    fn markup(&mut self) -> Option<Token> {
        let (bytes, start) = (self.bytes(), self.at);
        let rest = &bytes[start..];
        match rest.get(1)? {
            b'!' if rest.starts_with(b"<!--") => {
                // `<!-->` is a comment, too.
                let end = self.place_of(start + 2, "-->").map_or(self.end, |at| at + 3);
                self.at = end;
                Some(Token::Comment(start..end))
            }
            b'!' if rest.starts_with(b"<![CDATA[") => {
                let end = self.place_of(start + 9, "]]>");
                self.at = end.map_or(self.end, |at| at + 3);
                Some(Token::Cdata(start + 9..end.unwrap_or(self.end)))
            }
            b'?' if rest.starts_with(b"<?php") || rest.starts_with(b"<?=") => {
                self.at = self.place_of(start + 2, "?>").map_or(self.end, |at| at + 2);
                Some(Token::Code(start..self.at))
            }
            b'%' => {
                self.at = self.place_of(start + 2, "%>").map_or(self.end, |at| at + 2);
                Some(Token::Code(start..self.at))
            }
            b'!' | b'?' => Some(self.bogus(start)),
            b'/' => match rest.get(2)? {
                byte if byte.is_ascii_alphabetic() => {
                    let name = start + 2..self.name_end(start + 2);
                    let (end, _) = self.tag_end(name.end);
                    self.at = end;
                    Some(Token::Close(name))
                }
                _ => Some(self.bogus(start)),
            },
            byte if byte.is_ascii_alphabetic() => {
                let name = start + 1..self.name_end(start + 1);
                let (end, closed) = self.tag_end(name.end);
                self.at = end;
                let attributes = name.end..end;
                Some(Token::Open(Open { range: start..end, name, attributes, closed }))
            }
            _ => None,
        }
    }

    fn bogus(&mut self, start: usize) -> Token {
        // A document type may have declarations in brackets, each with a `>` of its own.
        let bytes = self.bytes();
        let named = bytes[start..].get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"<!doctype"));
        if named && let Some(open) = memchr2(b'[', b'>', &bytes[start..]).filter(|at| bytes[start + at] == b'[') {
            self.at = self.place_of(start + open, "]").unwrap_or(start + open);
            self.at = memchr(b'>', &bytes[self.at..]).map_or(self.end, |at| self.at + at + 1);
            return Token::Other;
        }
        self.at = memchr(b'>', &self.bytes()[start..]).map_or(self.end, |at| start + at + 1);
        Token::Other
    }

    fn name_end(&self, start: usize) -> usize {
        let stop = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>' | b'<');
        self.bytes()[start..].iter().position(stop).map_or(self.end, |at| start + at)
    }

    /// The offset behind the `>` of a tag, past quoted values, and whether `/` stands before it.
    fn tag_end(&self, start: usize) -> (usize, bool) {
        let mut attributes = Attributes { bytes: self.bytes(), at: start };
        while attributes.next().is_some() {}
        let end = (attributes.at + 1).min(self.end);
        (end, attributes.at > start && self.bytes().get(attributes.at - 1) == Some(&b'/'))
    }
}

impl Iterator for Scan<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        if self.bytes()[start] == b'<'
            && let Some(token) = self.markup()
        {
            return Some(token);
        }
        // A `<` that begins no tag is text.
        self.at = memchr(b'<', &self.bytes()[start + 1..]).map_or(self.end, |at| start + 1 + at);
        Some(Token::Text(start..self.at))
    }
}

/// The attributes of a tag, up to its `>`.
pub struct Attributes<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Attributes<'_> {
    fn pass(&mut self, over: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| over(*byte)) {
            self.at += 1;
        }
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.pass(|byte| is_space(byte) || byte == b'/');
        let start = self.at;
        if self.bytes.get(start).is_none_or(|byte| *byte == b'>') {
            return None;
        }
        // What Svelte and JSX have in braces, `{...props}`, is one thing whatever is in it.
        if let Some(length) = template::braces(&self.bytes[start..]) {
            self.at += length;
            return Some(Attribute { name: start..start, value: start..start, quote: None });
        }
        // An `=` in the first place is part of the name.
        self.at += 1;
        self.pass(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = start..self.at;
        self.pass(is_space);
        if self.bytes.get(self.at) != Some(&b'=') {
            return Some(Attribute { value: name.end..name.end, name, quote: None });
        }
        self.at += 1;
        self.pass(is_space);
        let quote = self.bytes.get(self.at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
        let value = match quote {
            Some(quote) => {
                let start = self.at + 1;
                let end = memchr(quote, &self.bytes[start..]).map_or(self.bytes.len(), |at| start + at);
                self.at = (end + 1).min(self.bytes.len());
                start..end
            }
            None => {
                let start = self.at;
                self.at += template::braces(&self.bytes[start..]).unwrap_or(0);
                self.pass(|byte| !is_space(byte) && byte != b'>');
                start..self.at
            }
        };
        Some(Attribute { name, value, quote })
    }
}

/// White space of HTML.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
