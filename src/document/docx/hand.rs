//! How elements of Word's main namespace are named where something new is put into a file: as the file names its own.

use super::super::xml::{STRICT_MAIN, Scope};

/// The main namespace of OOXML, as Word writes it (ISO 29500, transitional).
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A prefix of our own, for places at which the file has none that attributes can have.
const OWN: &str = "morat";

/// Names of elements and attributes at a place.
#[derive(Debug)]
pub struct Hand {
    /// With its colon.
    prefix: String,
    /// What binds the prefix, if the file does not.
    declares: String,
}

impl Hand {
    /// Names for a place at which prefixes have these meanings.
    pub fn of(scope: &Scope) -> Hand {
        if let Some(prefix) = scope.prefixes("w").find(|prefix| !prefix.is_empty()) {
            return Hand { prefix: format!("{prefix}:"), declares: String::new() };
        }
        let address = scope.address("w").unwrap_or(MAIN);
        let prefix = if scope.binds("w") { OWN } else { "w" };
        Hand { prefix: format!("{prefix}:"), declares: format!(" xmlns:{prefix}=\"{address}\"") }
    }

    /// Names for a part that is made anew: of strict OOXML, if the place is.
    pub fn fresh(scope: &Scope) -> Hand {
        let address = if scope.address("w") == Some(STRICT_MAIN) { STRICT_MAIN } else { MAIN };
        Hand { prefix: "w:".to_owned(), declares: format!(" xmlns:w=\"{address}\"") }
    }

    /// An opening tag with attributes.
    pub fn opened(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let Hand { prefix, declares } = self;
        let attributes: String = attributes.iter().map(|(key, value)| format!(" {prefix}{key}=\"{value}\"")).collect();
        format!("<{prefix}{name}{declares}{attributes}>")
    }

    /// The tag that closes it.
    pub fn closed(&self, name: &str) -> String {
        format!("</{}{name}>", self.prefix)
    }

    /// Names for what is inside of an element that [`Hand::opened`] has opened.
    pub fn inside(&self) -> Hand {
        Hand { prefix: self.prefix.clone(), declares: String::new() }
    }

    /// An element with nothing in it.
    fn empty(&self, name: &str, id: u32) -> String {
        let opened = self.opened(name, &[("id", &id.to_string())]);
        format!("{}/>", opened.trim_end_matches('>'))
    }

    /// A comment begins.
    pub fn comment_begins(&self, id: u32) -> String {
        self.empty("commentRangeStart", id)
    }

    /// A comment ends, and is referred to.
    pub fn comment_ends(&self, id: u32) -> String {
        let reference = self.inside().empty("commentReference", id);
        [self.empty("commentRangeEnd", id), self.opened("r", &[]), reference, self.closed("r")].concat()
    }
}
