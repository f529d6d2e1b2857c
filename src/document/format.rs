//! What a format is, as one value: its name, how a file of it is recognised, what is in it, and its reader.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::coverage::Coverage;
use super::draft::Draft;
use super::escaping::{Escaping, READ_ONLY};
use super::package::{Files, Package, Parts};
use crate::problem::Problem;
use crate::text::Encoding;

/// A kind of file. Each is a constant that stands with its reader, as [`Format::TEXT`] does.
#[derive(Clone, Copy)]
pub struct Format(&'static Definition);

/// All that sets a format apart.
pub(super) struct Definition {
    /// The name in reports, and in `--as`.
    pub name: &'static str,
    /// Ends of file names.
    pub ends: &'static [&'static str],
    /// Its row on the page of formats.
    #[cfg_attr(not(feature = "training"), expect(dead_code, reason = "the page is written by tests"))]
    pub about: About,
    /// How a file begins that can be recognised without its name.
    pub begins: Option<&'static [u8]>,
    pub content: Content,
    /// Whether morat can write what it reads.
    pub is_writable: bool,
    /// How a file of records, one article each, is cut, so that one of gigabytes is read block by block.
    pub records: Option<RecordShape>,
    /// Whether words say where a line or a paragraph ends, so that another word may make a space of a break.
    pub breaks_by_words: bool,
    /// What takes the prose out of the file's text; `None` where all of it is.
    pub reader: Option<&'static dyn Reader>,
}

/// What the page of formats (`docs/formats.md`) says of one, in Vietnamese and in English, each for the cell of a table of Markdown.
#[cfg_attr(not(feature = "training"), expect(dead_code, reason = "the page is written by tests"))]
pub(crate) struct About {
    /// What people call it.
    pub title: (&'static str, &'static str),
    /// What of a file is read.
    pub read: (&'static str, &'static str),
    /// What is passed over.
    pub left_out: (&'static str, &'static str),
}

/// What a file holds.
pub(super) enum Content {
    /// Text in some encoding.
    Text,
    /// Other files.
    Archive(Archive),
    /// Signs painted on pages; this gives the text of them.
    Painted(fn(&[u8]) -> Result<String, Problem>),
}

/// An archive: which of its files are text.
pub(super) struct Archive {
    /// Whether an archive is one of this format.
    pub is: fn(&mut Files<'_>) -> Result<bool, Problem>,
    pub parts: Parts,
    /// Counts the words of what it takes in and nobody reads.
    pub unread: fn(&Package<'_>, &str) -> Coverage,
    /// Files beside the parts that name fonts.
    pub styles: &'static [&'static str],
}

/// Where a file of records is cut.
#[derive(Clone, Copy)]
pub(super) struct RecordShape {
    /// Where the last record ends that ends in these bytes, which begin with a record; 0 if none does.
    pub end_of_last: fn(&[u8]) -> usize,
    /// For a table, the heading that its text begins with.
    pub heading: Option<fn(&str) -> &str>,
}

impl Definition {
    /// What most formats are: text, which can be written.
    pub const TEXT: Definition = Definition {
        name: "",
        ends: &[],
        about: About { title: ("", ""), read: ("", ""), left_out: ("", "") },
        begins: None,
        content: Content::Text,
        is_writable: true,
        records: None,
        breaks_by_words: false,
        reader: None,
    };
}

impl Format {
    pub(super) const fn new(definition: &'static Definition) -> Format {
        Format(definition)
    }

    pub(super) const fn definition(self) -> &'static Definition {
        self.0
    }

    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Its row on the page of formats.
    #[cfg(feature = "training")]
    pub(crate) const fn about(self) -> &'static About {
        &self.0.about
    }

    /// Ends of file names, without a dot.
    pub const fn ends(self) -> &'static [&'static str] {
        self.0.ends
    }

    /// Whether a place in the file is a place of the text that it shows, not of its bytes: it holds other files, or pages.
    pub const fn is_container(self) -> bool {
        !matches!(self.0.content, Content::Text)
    }

    /// Whether the file is an archive of other files.
    pub const fn is_archive(self) -> bool {
        matches!(self.0.content, Content::Archive(_))
    }

    /// Whether morat can write what it reads.
    pub const fn is_writable(self) -> bool {
        self.0.is_writable
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Format {}

impl Hash for Format {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

/// What the reader of a file may choose about formats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Keys of a Markdown file's front matter that are prose. `a.b` is key `b` of table `a`.
    pub front_matter: Vec<String>,
    /// Columns of CSV and keys of JSONL that are prose. `a.b` is key `b` of object `a`. Where there are none, those with common
    /// names.
    pub columns: Vec<String>,
    /// The encoding of files that are text; where there is none it is recognised.
    pub encoding: Option<Encoding>,
    /// For a block of a file of records that is not its first.
    pub block: Option<Block>,
    /// The format that a person says files are in; where there is none it is recognised.
    pub format: Option<Format>,
}

/// What a block of a file of records has to know of those before it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// The heading of a table.
    pub heading: Arc<str>,
    /// How many lines come before the block.
    pub lines: u32,
}

impl Default for Options {
    fn default() -> Options {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Options {
            front_matter: owned(&["title", "subtitle", "description", "summary", "excerpt", "lead", "sapo"]),
            columns: Vec::new(),
            encoding: None,
            block: None,
            format: None,
        }
    }
}

/// Takes the prose out of a text, and says how what goes back in is written.
pub(super) trait Reader: Sync {
    /// Writes down what the text of a file shows. A container's text is that of its parts ([`Draft::parts`]).
    ///
    /// # Errors
    /// If the text is not of this format, or goes beyond what a file of good will has.
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem>;

    /// How words are written where the reader says nothing else ([`Draft::escaping`]).
    fn escaping(&self) -> &'static Escaping {
        &READ_ONLY
    }
}
