//! Namespaces: what a prefix means at a position of an XML text. A file may use any prefixes.
//!
//! Every reader knows an element by one name, `w:p` or `text:h`, whatever the file writes. A prefix that is not
//! declared is taken as it is: such a file is no XML with namespaces, and its meaning is plain.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::events::BytesStart;

/// The namespaces that are read, each with the prefix that readers know it by. Strict OOXML has names of its own for the same.
const KNOWN: [(&str, &str); 17] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    (STRICT_MAIN, "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("http://www.w3.org/1998/Math/MathML", "math"),
];

/// The main namespace of strict OOXML.
pub(in super::super) const STRICT_MAIN: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The namespaces in force at a position. A copy costs nothing.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Scope(Option<Rc<Bound>>);

/// The declarations of one element.
#[derive(Debug)]
struct Bound {
    bindings: Vec<Binding>,
    outer: Scope,
}

#[derive(Debug)]
struct Binding {
    prefix: String,
    uri: String,
    /// The prefix that readers use for it; `None` for an unknown namespace.
    known: Option<&'static str>,
}

impl Scope {
    /// The scope inside of an element; `None` if it binds nothing.
    pub(super) fn inside(&self, tag: &BytesStart<'_>) -> Option<Scope> {
        memchr::memmem::find(tag.attributes_raw().as_bytes(), b"xmlns")?;
        let mut bindings = Vec::new();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.0.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let uri = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default().into_owned();
            let known = KNOWN.iter().find(|(known, _)| *known == uri.trim()).map(|(_, name)| *name);
            bindings.push(Binding { prefix: prefix.to_owned(), uri, known });
        }
        (!bindings.is_empty()).then(|| Scope(Some(Rc::new(Bound { bindings, outer: self.clone() }))))
    }

    /// Whether two positions are in the same elements with declarations.
    pub fn is(&self, other: &Scope) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// The bindings from the innermost out.
    fn bindings(&self) -> impl Iterator<Item = &Binding> {
        let mut at = self.0.as_deref();
        std::iter::from_fn(move || {
            let bound = at?;
            at = bound.outer.0.as_deref();
            Some(bound.bindings.iter())
        })
        .flatten()
    }

    fn binding(&self, prefix: &str) -> Option<&Binding> {
        self.bindings().find(|binding| binding.prefix == prefix)
    }

    /// The name of an element or an attribute with the prefix that readers use.
    pub(super) fn known_name<'n>(&self, name: &'n str, is_attribute: bool) -> Cow<'n, str> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix.is_empty() && is_attribute {
            return Cow::Borrowed(name);
        }
        match self.binding(prefix).map(|binding| binding.known) {
            Some(Some(known)) if known != prefix => Cow::Owned([known, ":", local].concat()),
            // Something else under a name that means much to readers.
            Some(None) if KNOWN.iter().any(|(_, known)| *known == prefix) => Cow::Owned(["?:", local].concat()),
            _ => Cow::Borrowed(name),
        }
    }

    /// The prefixes that mean a known namespace here, the innermost first; an empty one is that of elements without a prefix.
    pub fn prefixes<'s>(&'s self, known: &'s str) -> impl Iterator<Item = &'s str> {
        let ours = move |binding: &&Binding| {
            binding.known == Some(known) && self.binding(&binding.prefix).is_some_and(|now| std::ptr::eq(now, *binding))
        };
        self.bindings().filter(ours).map(|binding| binding.prefix.as_str())
    }

    /// Whether a prefix means anything here.
    pub fn binds(&self, prefix: &str) -> bool {
        self.binding(prefix).is_some()
    }

    /// The address of a namespace as it is declared here, by the prefix that readers use.
    pub fn address(&self, known: &str) -> Option<&str> {
        self.bindings().find(|binding| binding.known == Some(known)).map(|binding| binding.uri.as_str())
    }
}
