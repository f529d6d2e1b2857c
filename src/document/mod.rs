//! Floor 2: files to the prose in them, by format, with the way back.
//!
//! ```text
//! bytes → Source (or the texts of a container) → Reader → View: what people see, and where each piece of it is from
//! ```
//!
//! A format's reader goes through the decoded text once and says of each stretch whether it is shown as it
//! stands, is shown though spelled in another way (`&ecirc;`), or *holds* a place: code, an address, a formula. The tokenizer
//! puts one token in the place of each that is held, so that the mark behind an inline code is judged rightly. All else is
//! markup, is not shown, and is touched by no fix. No rule knows a format.

#[cfg(feature = "serve")]
mod annotated;
mod asciidoc;
mod columns;
mod coverage;
mod csv;
mod detect;
#[cfg(feature = "documents")]
pub mod docx;
mod draft;
#[cfg(feature = "documents")]
mod epub;
mod escaping;
mod format;
mod html;
mod joined;
mod json;
mod jsonl;
mod language;
mod latex;
mod lines;
mod markdown;
mod message;
mod nested;
#[cfg(feature = "documents")]
mod odt;
mod opened;
#[cfg(feature = "documents")]
mod package;
#[cfg(not(feature = "documents"))]
#[path = "no_package.rs"]
mod package;
mod pdf;
mod placeholder;
mod po;
#[cfg(feature = "cli")]
mod records;
mod rst;
mod rtf;
#[cfg(feature = "documents")]
mod stories;
mod subtitles;
mod text;
#[cfg(feature = "documents")]
mod typeface;
mod view;
mod xliff;
mod xml;
mod yaml;

#[cfg(any(test, fuzzing))]
pub mod property_tests;

use std::sync::Arc;

#[cfg(feature = "serve")]
pub use annotated::Markup;
#[cfg(feature = "training")]
pub use coverage::Reason;
pub use coverage::{Coverage, Words};
pub use detect::Expected;
#[cfg(all(test, feature = "cli"))]
pub(crate) use detect::counted;
#[cfg(feature = "training")]
pub(crate) use format::About;
#[cfg(feature = "training")]
pub use format::Block;
pub use format::{Format, Options};
#[cfg(feature = "serve")]
pub use language::is_foreign;
pub use opened::Document;
#[cfg(feature = "cli")]
pub use records::Records;
pub use view::ContainerPosition;

use crate::problem::Problem;

/// All formats, in the order in which they are listed, and asked whether a file is theirs. A new one is a reader with its
/// [`format::Definition`], and a line here.
const FORMATS: &[Format] = &[
    Format::TEXT,
    Format::MARKDOWN,
    Format::HTML,
    #[cfg(feature = "documents")]
    Format::DOCX,
    #[cfg(feature = "documents")]
    Format::ODT,
    #[cfg(feature = "documents")]
    Format::EPUB,
    Format::RTF,
    Format::SRT,
    Format::VTT,
    Format::LATEX,
    Format::PO,
    Format::CSV,
    Format::JSONL,
    Format::PDF,
    Format::ASS,
    Format::RST,
    Format::ASCIIDOC,
    Format::XLIFF,
    Format::JSON,
    Format::YAML,
    Format::NOTEBOOK,
];

impl Format {
    /// The format of a name in reports.
    pub fn named(name: &str) -> Option<Format> {
        Format::all().find(|format| name.eq_ignore_ascii_case(format.name()))
    }

    /// All formats.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().copied()
    }

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Format::all().map(Format::name)
    }
}

impl<'b> Document<'b> {
    /// Reads a file of any format.
    ///
    /// # Errors
    /// Names the file, of which the format is not known or which cannot be read as that.
    pub fn of_file(name: &str, bytes: &'b [u8], options: &Arc<Options>) -> Result<Document<'b>, Problem> {
        let format = Expected::of(name, options).format(bytes);
        format.and_then(|format| Document::open(bytes, format, options)).map_err(|error| error.in_file(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_its_ends() {
        for format in Format::all() {
            assert_eq!(Format::named(format.name()), Some(format));
            for end in format.ends() {
                assert_eq!(detect::of_name(&format!("bai.{end}")), Some(format), "{end} is claimed twice");
            }
        }
    }
}
