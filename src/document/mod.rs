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

mod asciidoc;
mod columns;
mod coverage;
mod csv;
pub mod docx;
mod draft;
mod epub;
mod escaping;
mod format;
mod html;
mod json;
mod jsonl;
mod language;
mod latex;
mod lines;
mod markdown;
mod message;
mod nested;
mod odt;
mod opened;
mod package;
mod pdf;
mod placeholder;
mod po;
mod records;
mod rst;
mod rtf;
mod stories;
mod subtitles;
mod text;
mod typeface;
mod view;
mod xliff;
mod xml;
mod yaml;

#[cfg(any(test, fuzzing))]
pub mod property_tests;

use std::borrow::Cow;
use std::sync::Arc;

pub use coverage::{Coverage, Reason, Words};
pub use format::{Block, Format, Options};
pub use opened::Document;
pub use records::Records;
pub use view::ContainerPosition;

use crate::problem::Problem;
use format::Content;
use package::Files;

/// All formats, in the order in which they are listed, and asked whether a file is theirs. A new one is a reader with its
/// [`format::Definition`], and a line here.
const FORMATS: [Format; 21] = [
    Format::TEXT,
    Format::MARKDOWN,
    Format::HTML,
    Format::DOCX,
    Format::ODT,
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

/// Ends of names in front of which another end says what the file is: `bai.md.svelte` is Markdown that Svelte takes in.
const WRAPPERS: [&str; 3] = [".svelte", ".vue", ".astro"];

impl Format {
    /// The format of a file by the end of its name; `None` if that says nothing.
    pub fn of_name(name: &str) -> Option<Format> {
        let inner = WRAPPERS.iter().find_map(|end| name.strip_suffix(end)).filter(|inner| inner.ends_with(".md"));
        let (_, end) = inner.unwrap_or(name).rsplit_once('.')?;
        Format::all().find(|format| format.ends().iter().any(|known| end.eq_ignore_ascii_case(known)))
    }

    /// The format of a name in reports.
    pub fn named(name: &str) -> Option<Format> {
        Format::all().find(|format| name.eq_ignore_ascii_case(format.name()))
    }

    /// All formats.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.into_iter()
    }

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Format::all().map(Format::name)
    }

    /// The end of a name that says that a file is of some kind, and no kind that is known here.
    pub fn unknown_end(name: &str) -> Option<&str> {
        const LONGEST: usize = 12;
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, end) = file.rsplit_once('.')?;
        let is_end = !stem.is_empty()
            && (1..=LONGEST).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && end.bytes().any(|byte| byte.is_ascii_alphabetic());
        (is_end && Format::of_name(name).is_none()).then_some(end)
    }

    /// The format of a file: by its name, or else by how it begins; what begins like nothing known is taken for plain text.
    ///
    /// # Errors
    /// If it is something that people take for a document and morat does not read, such as Word's format of before 2007.
    pub fn detect(name: &str, bytes: &[u8]) -> Result<Format, Problem> {
        // OLE2, in which Word kept documents before 2007, whatever it is called; an encrypted .docx is one, too.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Problem::new(
                "đây là tệp Word cũ (.doc) hoặc tệp có mật khẩu; hãy mở bằng Word hay LibreOffice rồi lưu thành .docx",
                "this is an old Word file (.doc) or one with a password; open it in Word or LibreOffice and save it as .docx",
            ));
        }
        let begins = |format: &&Format| format.definition().begins.is_some_and(|begin| bytes.starts_with(begin));
        if let Some(format) = Format::of_name(name).or_else(|| FORMATS.iter().find(begins).copied()) {
            return Ok(format);
        }
        if !bytes.starts_with(package::MAGIC) {
            return Ok(Format::TEXT);
        }
        let mut files = Files::open(Cow::Borrowed(bytes))?;
        for format in FORMATS {
            if let Content::Archive(archive) = &format.definition().content
                && (archive.is)(&mut files)?
            {
                return Ok(format);
            }
        }
        Err(Problem::new(
            "đây là tệp nén, không phải .docx, .odt hay .epub; hãy giải nén rồi soát từng tệp",
            "this is an archive, and no .docx, .odt or .epub; unpack it and check what is in it",
        ))
    }
}

impl Options {
    /// The format of a file: what a person says it is, or what it is by its name and its first bytes.
    ///
    /// # Errors
    /// As [`Format::detect`].
    pub fn format_of(&self, name: &str, bytes: &[u8]) -> Result<Format, Problem> {
        self.format.map_or_else(|| Format::detect(name, bytes), Ok)
    }
}

impl<'b> Document<'b> {
    /// Reads a file of any format.
    ///
    /// # Errors
    /// Names the file, of which the format is not known or which cannot be read as that.
    pub fn of_file(name: &str, bytes: &'b [u8], options: &Arc<Options>) -> Result<Document<'b>, Problem> {
        let document = options.format_of(name, bytes).and_then(|format| Document::open(bytes, format, options));
        document.map_err(|error| error.in_file(name))
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
                assert_eq!(Format::of_name(&format!("bai.{end}")), Some(format), "{end} is claimed twice");
            }
        }
    }
}
