//! What XML formats share: a walk over tags and text that knows where each stands, and how text is escaped.
//!
//! References to characters and to the five entities of XML are read; what a document defines by itself is not expanded, so that
//! a kilobyte stays a kilobyte, and nothing outside of the file is ever looked up. Names come as readers know them ([`scope`]),
//! whatever prefixes the file has.

mod scope;

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

pub(super) use scope::{STRICT_MAIN, Scope};

use super::draft::Draft;
use crate::problem::Problem;

/// An item of an XML text.
pub(super) enum Item<'t> {
    /// A tag that opens; `empty` if it closes at once.
    Open { tag: Tag<'t>, empty: bool },
    /// A tag that closes.
    Close,
    /// Text, without references in it.
    Text,
    /// A reference and its character; `None` for an entity that the document defines.
    Reference(Option<char>),
    /// The text of a CDATA section.
    Cdata(Range<usize>),
}

/// An opening tag.
pub(super) struct Tag<'t> {
    tag: BytesStart<'t>,
    /// The name that readers use, if the file has another prefix.
    known: Option<String>,
    scope: Scope,
    outer: Scope,
}

impl Tag<'_> {
    /// Its name, with the prefix that readers use.
    pub fn name(&self) -> &str {
        self.known.as_deref().unwrap_or(self.tag.name().0)
    }

    /// Its name as the file has it.
    pub fn written(&self) -> &str {
        self.tag.name().0
    }

    /// Its name without a prefix, for formats of which each has one namespace.
    pub fn local(&self) -> &str {
        let name = self.tag.name().0;
        name.rsplit(':').next().unwrap_or(name)
    }

    /// The value of an attribute, by its name with the prefix that readers use.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let attribute = self
            .tag
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| self.scope.known_name(attribute.key.0, true) == name)?;
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| Cow::Owned(value.into_owned()))
    }

    /// The namespaces inside of it.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The namespaces before and behind it.
    pub fn outer(&self) -> &Scope {
        &self.outer
    }

    /// The declarations of prefixes, as they are written, each with a space before it.
    pub fn declarations(&self) -> String {
        let mut out = String::new();
        for attribute in self.tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            if key == "xmlns" || key.starts_with("xmlns:") {
                let value = attribute.value.replace('"', "&quot;");
                out.push_str(&format!(" {key}=\"{value}\""));
            }
        }
        out
    }
}

/// A tokenizer for part of a text.
pub(super) struct Walk<'t> {
    reader: Reader<&'t [u8]>,
    /// The offset at which the part begins.
    base: usize,
    /// The name of the part, for error messages.
    part: &'t str,
    /// The namespaces in force.
    scope: Scope,
    /// The number of open elements; and, for each that declares prefixes, its depth and the namespaces before.
    depth: usize,
    outer: Vec<(usize, Scope)>,
}

impl<'t> Walk<'t> {
    /// Walks over `range` of `text`, which is `part` of a file.
    pub fn new(text: &'t str, range: Range<usize>, part: &'t str) -> Walk<'t> {
        Walk::within(text, range, part, Scope::default())
    }

    /// A walk over a range with these namespaces in force.
    pub fn within(text: &'t str, range: Range<usize>, part: &'t str, scope: Scope) -> Walk<'t> {
        // The reader would drop a byte order mark without counting it.
        let body = text[range.clone()].trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(body);
        reader.config_mut().allow_dangling_amp = true;
        Walk { reader, base: range.end - body.len(), part, scope, depth: 0, outer: Vec::new() }
    }

    /// The next item, with its place in the text; `None` at the end.
    ///
    /// # Errors
    /// If it is no XML from here on.
    pub fn next(&mut self) -> Result<Option<(Item<'t>, Range<usize>)>, Problem> {
        loop {
            let start = self.base + self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            let range = start..self.base + self.reader.buffer_position() as usize;
            let item = match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    let outer = self.scope.clone();
                    if let Some(inside) = self.scope.inside(&tag) {
                        self.outer.push((self.depth, std::mem::replace(&mut self.scope, inside)));
                    }
                    Item::Open { tag: known(tag, self.scope.clone(), outer), empty: false }
                }
                Event::Empty(tag) => {
                    let scope = self.scope.inside(&tag).unwrap_or_else(|| self.scope.clone());
                    Item::Open { tag: known(tag, scope, self.scope.clone()), empty: true }
                }
                Event::End(_) => {
                    if let Some((_, outer)) = self.outer.pop_if(|(depth, _)| *depth == self.depth) {
                        self.scope = outer;
                    }
                    self.depth = self.depth.saturating_sub(1);
                    Item::Close
                }
                Event::Text(_) => Item::Text,
                Event::GeneralRef(reference) => Item::Reference(match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    },
                }),
                Event::CData(_) => Item::Cdata(start + "<![CDATA[".len()..range.end - "]]>".len()),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Ok(Some((item, range)));
        }
    }

    /// Passes over everything up to the tag that closes the element that was opened last, and gives back where that ends.
    ///
    /// # Errors
    /// As [`Walk::next`].
    pub fn skip(&mut self) -> Result<usize, Problem> {
        self.skip_seeing(|_| ())
    }

    /// As [`Walk::skip`], with a callback for the tags that open on the way.
    pub fn skip_seeing(&mut self, mut see: impl FnMut(&Tag<'t>)) -> Result<usize, Problem> {
        let mut depth = 0_usize;
        while let Some((item, range)) = self.next()? {
            match item {
                Item::Open { tag, empty } => {
                    see(&tag);
                    depth += usize::from(!empty);
                }
                Item::Close if depth == 0 => return Ok(range.end),
                Item::Close => depth -= 1,
                _ => {}
            }
        }
        Err(self.broken())
    }

    fn broken(&self) -> Problem {
        let part = self.part;
        Problem::new(
            format!("phần “{part}” trong tệp không phải XML nguyên vẹn; hãy mở bằng Word hay LibreOffice rồi lưu lại"),
            format!("the part “{part}” is not whole XML; open the file in Word or LibreOffice and save it again"),
        )
    }
}

fn known<'t>(tag: BytesStart<'t>, scope: Scope, outer: Scope) -> Tag<'t> {
    let known = match scope.known_name(tag.name().0, false) {
        Cow::Owned(name) => Some(name),
        Cow::Borrowed(_) => None,
    };
    Tag { tag, known, scope, outer }
}

/// White space of XML.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Shows a reference: as its character, or as opaque.
pub(super) fn show_reference(draft: &mut Draft<'_>, range: Range<usize>, c: Option<char>) {
    match c {
        Some(c) => draft.show_respelled(range, c.encode_utf8(&mut [0; 4])),
        None => draft.show_opaque(range),
    }
}

/// `words` as the text of a CDATA section; `None` if that has no way to write them.
pub(super) fn unescaped(words: &str) -> Option<Cow<'_, str>> {
    // Two brackets could meet a `>` behind them.
    let ends = words.contains("]]") || words.starts_with([']', '>']) || words.ends_with(']');
    escape(words).filter(|_| !ends).map(|_| Cow::Borrowed(words))
}

/// Where what stands between the tags of an element ends that begins at `start`, with the tag that closes it; what is in CDATA
/// sections, comments and instructions is looked over. The end of the text, if nothing closes it.
pub(super) fn end_of_content(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[found..];
        let end = match rest {
            [b'<', b'!', b'[', ..] => memchr::memmem::find(rest, b"]]>").map(|end| end + 3),
            [b'<', b'!', b'-', ..] => memchr::memmem::find(rest, b"-->").map(|end| end + 3),
            [b'<', b'?', ..] => memchr::memmem::find(rest, b"?>").map(|end| end + 2),
            _ => return found,
        };
        let Some(end) = end else { break };
        at = found + end;
    }
    text.len()
}

/// `words` as XML text; `None` if XML has no way to write them.
pub(super) fn escape(words: &str) -> Option<Cow<'_, str>> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if words.contains(forbidden) {
        return None;
    }
    Some(quick_xml::escape::minimal_escape(words))
}
