//! Which format a file has: by the end of its name, or else by its first bytes.

use super::Unreadable;
use super::package::Parts;
use super::reader::Reader;
use super::{asciidoc, csv, docx, epub, html, json, jsonl, latex, markdown, odt};
use super::{pdf, po, rst, rtf, subtitles, xliff, yaml};

/// What kind of file a text is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: all of it is prose, but for HTML comments, in which morat is spoken to.
    #[default]
    Text,
    /// CommonMark with GitHub's tables and footnotes, front matter, math and directives.
    Markdown,
    /// HTML and XHTML, and the templates of Vue and Svelte as far as they are HTML.
    Html,
    /// Word, OOXML.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Books of XHTML.
    Epub,
    /// Rich Text Format; read only.
    Rtf,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// LaTeX.
    Latex,
    /// Translations of gettext: what is translated, not what it was translated from.
    Po,
    /// Tables with commas, semicolons or tabs between: the columns that are prose.
    Csv,
    /// A JSON object a line: the keys that are prose.
    Jsonl,
    /// PDF; read only.
    Pdf,
    /// Advanced SubStation subtitles.
    Ass,
    /// reStructuredText.
    Rst,
    /// AsciiDoc.
    AsciiDoc,
    /// Translations in XLIFF: what is translated.
    Xliff,
    /// Values of JSON that are for people.
    Json,
    /// Values of YAML that are for people.
    Yaml,
    /// The Markdown of Jupyter's notebooks.
    Notebook,
}

/// All formats with their names in reports and the ends of file names.
const FORMATS: [(Format, &str, &[&str]); 21] = [
    (Format::Text, "text", &["txt", "text"]),
    (Format::Markdown, "markdown", &["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd", "svx"]),
    (Format::Html, "html", &["html", "htm", "xhtml", "xht", "vue", "svelte"]),
    (Format::Docx, "docx", &["docx", "docm", "dotx", "dotm"]),
    (Format::Odt, "odt", &["odt", "ott"]),
    (Format::Epub, "epub", &["epub"]),
    (Format::Rtf, "rtf", &["rtf"]),
    (Format::Srt, "srt", &["srt"]),
    (Format::Vtt, "vtt", &["vtt"]),
    (Format::Latex, "latex", &["tex", "ltx", "latex"]),
    (Format::Po, "po", &["po", "pot"]),
    (Format::Csv, "csv", &["csv", "tsv", "tab"]),
    (Format::Jsonl, "jsonl", &["jsonl", "ndjson"]),
    (Format::Pdf, "pdf", &["pdf"]),
    (Format::Ass, "ass", &["ass", "ssa"]),
    (Format::Rst, "rst", &["rst", "rest"]),
    (Format::AsciiDoc, "asciidoc", &["adoc", "asciidoc", "asc"]),
    (Format::Xliff, "xliff", &["xlf", "xliff"]),
    (Format::Json, "json", &["json", "arb"]),
    (Format::Yaml, "yaml", &["yml", "yaml"]),
    (Format::Notebook, "ipynb", &["ipynb"]),
];

/// Ends of names in front of which another end says what the file is: `bai.md.svelte` is Markdown that Svelte takes in.
const WRAPPERS: [&str; 3] = [".svelte", ".vue", ".astro"];

impl Format {
    /// The format of a file by the end of its name; `None` if that says nothing.
    pub fn of_name(name: &str) -> Option<Format> {
        let inner = WRAPPERS.iter().find_map(|end| name.strip_suffix(end)).filter(|inner| inner.ends_with(".md"));
        let (_, end) = inner.unwrap_or(name).rsplit_once('.')?;
        let has = |ends: &[&str]| ends.iter().any(|known| end.eq_ignore_ascii_case(known));
        FORMATS.iter().find(|(_, _, ends)| has(ends)).map(|(format, ..)| *format)
    }

    /// The format of a name in reports.
    pub fn named(name: &str) -> Option<Format> {
        FORMATS.iter().find(|(_, known, _)| name.eq_ignore_ascii_case(known)).map(|(format, ..)| *format)
    }

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|(_, name, _)| *name)
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
    pub fn detect(name: &str, bytes: &[u8]) -> Result<Format, Unreadable> {
        // OLE2, in which Word kept documents before 2007, whatever it is called; an encrypted .docx is one, too.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Unreadable::new(
                "đây là tệp Word cũ (.doc) hoặc tệp có mật khẩu; hãy mở bằng Word hay LibreOffice rồi lưu thành .docx",
                "this is an old Word file (.doc) or one with a password; open it in Word or LibreOffice and save it as .docx",
            ));
        }
        match Format::of_name(name) {
            Some(named) => Ok(named),
            _ if bytes.starts_with(b"%PDF-") => Ok(Format::Pdf),
            _ if bytes.starts_with(b"{\\rtf") => Ok(Format::Rtf),
            _ if bytes.starts_with(b"PK\x03\x04") => super::package::sniff(bytes),
            _ => Ok(Format::Text),
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or("text", |(_, name, _)| name)
    }

    /// Whether the file holds other files, so that a place in it is a place of its text, not of its bytes.
    pub const fn is_container(self) -> bool {
        matches!(self, Format::Docx | Format::Odt | Format::Epub | Format::Pdf)
    }

    /// Whether morat can write what it reads.
    pub const fn is_writable(self) -> bool {
        !matches!(self, Format::Pdf | Format::Rtf)
    }

    /// For an archive, which of its files are text.
    pub(super) fn parts(self) -> Option<Parts> {
        match self {
            Format::Docx => Some(docx::parts),
            Format::Odt => Some(odt::parts),
            Format::Epub => Some(epub::parts),
            _ => None,
        }
    }

    /// What takes the prose out of the file's text; `None` where all of it is.
    pub(super) fn reader(self) -> Option<&'static dyn Reader> {
        Some(match self {
            Format::Text => return None,
            Format::Markdown => &markdown::Markdown,
            Format::Html => &html::Html,
            Format::Docx => &docx::Docx,
            Format::Odt => &odt::Odt,
            Format::Epub => &epub::Epub,
            Format::Rtf => &rtf::Rtf,
            Format::Srt | Format::Vtt => &subtitles::Subtitles,
            Format::Latex => &latex::Latex,
            Format::Po => &po::Po,
            Format::Csv => &csv::Csv,
            Format::Jsonl => &jsonl::Jsonl,
            Format::Pdf => &pdf::Pdf,
            Format::Ass => &subtitles::Ass,
            Format::Rst => &rst::Rst,
            Format::AsciiDoc => &asciidoc::AsciiDoc,
            Format::Xliff => &xliff::Xliff,
            Format::Json => &json::Json,
            Format::Yaml => &yaml::Yaml,
            Format::Notebook => &json::Notebook,
        })
    }
}
