//! What every format gives: one trait, and the choices that people have.

use std::borrow::Cow;
use std::sync::Arc;

use super::draft::{Draft, Ink};
use super::{Format, Unreadable};
use crate::text::Encoding;

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

/// A format: takes the prose out of a text, and spells what goes back in.
pub(super) trait Reader: Sync {
    /// Writes down what the text of a file shows. A container's text is that of its parts ([`Draft::parts`]).
    ///
    /// # Errors
    /// If the text is not of this format, or goes beyond what a file of good will has.
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable>;

    /// How `words` are written at a place with this ink; `None` if they cannot be.
    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>>;
}
