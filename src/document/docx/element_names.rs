//! Names of elements in Word's main namespace, for XML that is put into a file: with the prefixes that the file uses.

use super::super::xml::{STRICT_MAIN, Scope};

/// The main namespace of OOXML, as Word writes it (ISO 29500, transitional).
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The prefix that is declared where the file has none that attributes can have.
const OWN: &str = "morat";

/// The prefix for new elements and attributes at some position of a file.
#[derive(Debug)]
pub struct ElementNames {
    /// The prefix, with its colon.
    prefix: String,
    /// The declaration of the prefix, if the file has none.
    declares: String,
}

impl ElementNames {
    /// Names for a position with this scope.
    pub fn of(scope: &Scope) -> ElementNames {
        if let Some(prefix) = scope.prefixes("w").find(|prefix| !prefix.is_empty()) {
            return ElementNames { prefix: format!("{prefix}:"), declares: String::new() };
        }
        let address = scope.address("w").unwrap_or(MAIN);
        let prefix = if scope.binds("w") { OWN } else { "w" };
        ElementNames { prefix: format!("{prefix}:"), declares: format!(" xmlns:{prefix}=\"{address}\"") }
    }

    /// Names for a new part: of strict OOXML, if the scope is.
    pub fn fresh(scope: &Scope) -> ElementNames {
        let address = if scope.address("w") == Some(STRICT_MAIN) { STRICT_MAIN } else { MAIN };
        ElementNames { prefix: "w:".to_owned(), declares: format!(" xmlns:w=\"{address}\"") }
    }

    /// An opening tag with attributes.
    pub fn opened(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let ElementNames { prefix, declares } = self;
        let attributes: String = attributes.iter().map(|(key, value)| format!(" {prefix}{key}=\"{value}\"")).collect();
        format!("<{prefix}{name}{declares}{attributes}>")
    }

    /// The closing tag for [`ElementNames::opened`].
    pub fn closed(&self, name: &str) -> String {
        format!("</{}{name}>", self.prefix)
    }

    /// Names for what is inside of an element that [`ElementNames::opened`] has opened.
    pub fn inside(&self) -> ElementNames {
        ElementNames { prefix: self.prefix.clone(), declares: String::new() }
    }

    /// An empty element with an id.
    fn empty(&self, name: &str, id: u32) -> String {
        let opened = self.opened(name, &[("id", &id.to_string())]);
        format!("{}/>", opened.trim_end_matches('>'))
    }

    /// The XML where the range of a comment begins.
    pub fn comment_begins(&self, id: u32) -> String {
        self.empty("commentRangeStart", id)
    }

    /// The XML where the range of a comment ends, with the reference to it.
    pub fn comment_ends(&self, id: u32) -> String {
        let reference = self.inside().empty("commentReference", id);
        [self.empty("commentRangeEnd", id), self.opened("r", &[]), reference, self.closed("r")].concat()
    }
}
