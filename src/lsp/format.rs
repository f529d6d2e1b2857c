//! Which format a document is read as: what the editor takes it for, and what its name says.

use crate::document::{Expected, Format, Options};

/// Languages of editors that are formats of ours under another name.
const LANGUAGES: &[(&str, Format)] = &[
    ("plaintext", Format::TEXT),
    ("text", Format::TEXT),
    ("git-commit", Format::TEXT),
    ("gitcommit", Format::TEXT),
    ("mail", Format::TEXT),
    ("quarto", Format::MARKDOWN),
    ("rmd", Format::MARKDOWN),
    ("pandoc", Format::MARKDOWN),
    ("mdx", Format::MARKDOWN),
    ("xhtml", Format::HTML),
    ("vue-html", Format::HTML),
    ("tex", Format::LATEX),
    ("plaintex", Format::LATEX),
    ("context", Format::LATEX),
    ("restructuredtext", Format::RST),
    ("subrip", Format::SRT),
    ("webvtt", Format::VTT),
    ("gettext", Format::PO),
];

/// Languages that say little: the name of the file may say more.
const VAGUE: &[&str] = &["", "plaintext", "text", "json", "xml", "fundamental"];

/// Formats of data, in which prose is the lesser part. They are read where the settings include them, as in a folder.
const DATA: &[Format] = &[Format::JSON, Format::JSONL, Format::YAML, Format::CSV, Format::NOTEBOOK, Format::XLIFF];

/// The format of a document; `None` if it is no text that morat reads. A file of program code is none, whatever the client
/// sends it for.
pub fn of(language: &str, name: &str, options: &Options) -> Option<Format> {
    let language = language.to_lowercase();
    let known = LANGUAGES.iter().find(|(known, _)| *known == language).map(|(_, format)| *format);
    let said = known.or_else(|| Format::named(&language));
    let format = match Expected::of(name, options) {
        Expected::Known(format) => Some(format),
        Expected::Named(format) => match said {
            Some(said) if !VAGUE.contains(&language.as_str()) => Some(said),
            _ => Some(format),
        },
        Expected::Open => said.or_else(|| language.is_empty().then_some(Format::TEXT)),
    };
    format.filter(|format| !format.is_container())
}

/// Whether a format is data, and read only where the settings include it.
pub fn is_data(format: Format) -> bool {
    DATA.contains(&format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_and_the_name_are_both_asked() {
        let of = |language: &str, name: &str| of(language, name, &Options::default()).map(Format::name);
        assert_eq!(of("markdown", "bai.txt"), Some("markdown"), "the writer has chosen it");
        assert_eq!(of("plaintext", "phim.srt"), Some("srt"), "the editor knows none");
        assert_eq!(of("latex", "Untitled-1"), Some("latex"));
        assert_eq!(of("plaintext", "Untitled-1"), Some("text"));
        assert_eq!(of("json", "a.ipynb"), Some("ipynb"));
        assert_eq!(of("rust", "main.rs"), None);
        assert_eq!(of("", "ghi-chu"), Some("text"));
        assert_eq!(of("docx", "a.docx"), None, "a container has no text to edit");
        assert_eq!(of("svelte", "bai.md.svelte"), Some("markdown"));
    }
}
