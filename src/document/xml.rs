//! What XML formats share: a walk over tags and text that knows where each stands, and how text is escaped.
//!
//! References to characters and to the five entities of XML are read; what a document defines by itself is not expanded, so that
//! a kilobyte stays a kilobyte, and nothing outside of the file is ever looked up.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Unreadable;
use super::draft::Draft;

/// Something in an XML text.
pub(super) enum Item<'t> {
    /// A tag that opens; `empty` if it closes at once.
    Open { tag: Tag<'t>, empty: bool },
    /// A tag that closes.
    Close,
    /// Text, without references in it.
    Text,
    /// A reference, with the character that it stands for; `None` if only the document itself says what that is.
    Reference(Option<char>),
    /// The text of a CDATA section.
    Cdata(Range<usize>),
}

/// An opening tag.
pub(super) struct Tag<'t>(BytesStart<'t>);

impl Tag<'_> {
    /// Its name, with the prefix.
    pub fn name(&self) -> &str {
        self.0.name().0
    }

    /// The value of an attribute, by its name with the prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let attribute = self.0.try_get_attribute(name).ok()??;
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| Cow::Owned(value.into_owned()))
    }
}

/// A walk over part of a text.
pub(super) struct Walk<'t> {
    reader: Reader<&'t [u8]>,
    /// Where the part begins.
    base: usize,
    /// What people call the part.
    part: &'t str,
}

impl<'t> Walk<'t> {
    /// Walks over `range` of `text`, which is `part` of a file.
    pub fn new(text: &'t str, range: Range<usize>, part: &'t str) -> Walk<'t> {
        // The reader would drop a byte order mark without counting it.
        let body = text[range.clone()].trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(body);
        reader.config_mut().allow_dangling_amp = true;
        Walk { reader, base: range.end - body.len(), part }
    }

    /// The next item, with its place in the text; `None` at the end.
    ///
    /// # Errors
    /// If it is no XML from here on.
    pub fn next(&mut self) -> Result<Option<(Item<'t>, Range<usize>)>, Unreadable> {
        loop {
            let start = self.base + self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            let range = start..self.base + self.reader.buffer_position() as usize;
            let item = match event {
                Event::Start(tag) => Item::Open { tag: Tag(tag), empty: false },
                Event::Empty(tag) => Item::Open { tag: Tag(tag), empty: true },
                Event::End(_) => Item::Close,
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
    pub fn skip(&mut self) -> Result<usize, Unreadable> {
        self.skip_seeing(|_| ())
    }

    /// The same, with a look at the tags that open on the way.
    ///
    /// # Errors
    /// As [`Walk::next`].
    pub fn skip_seeing(&mut self, mut see: impl FnMut(&Tag<'t>)) -> Result<usize, Unreadable> {
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

    fn broken(&self) -> Unreadable {
        let part = self.part;
        Unreadable::new(
            format!("phần “{part}” trong tệp không phải XML nguyên vẹn; hãy mở bằng Word hay LibreOffice rồi lưu lại"),
            format!("the part “{part}” is not whole XML; open the file in Word or LibreOffice and save it again"),
        )
    }
}

/// White space of XML.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Shows a reference: as its character, or as something that is no prose.
pub(super) fn show_reference(draft: &mut Draft<'_>, range: Range<usize>, c: Option<char>) {
    match c {
        Some(c) => draft.spell(range, c.encode_utf8(&mut [0; 4])),
        None => draft.hold(range),
    }
}

/// `words` as XML text; `None` if XML has no way to write them.
pub(super) fn escape(words: &str) -> Option<Cow<'_, str>> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if words.contains(forbidden) {
        return None;
    }
    Some(quick_xml::escape::minimal_escape(words))
}
