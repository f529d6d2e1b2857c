//! What more than one benchmark measures.

use std::path::Path;
use std::sync::Arc;

use morat::document::{Document, Format, Options};
use morat::linter::{Linter, Worker};
use morat::report::{Begin, FileReport, Json, Report, Style, Summary};

/// Checks a text and writes its findings as JSON; gives back how many bytes they are.
pub fn check_to_json(linter: &Linter, text: &str, options: &Arc<Options>, worker: &mut Worker) -> usize {
    let document = Document::open(text.as_bytes(), Format::TEXT, options).expect("UTF-8");
    let findings = linter.check(&document, worker).expect("short enough");
    let diagnostics = linter.diagnostics(&document, findings);
    let mut out = Vec::new();
    let file = FileReport {
        path: "bench",
        encoding: document.source().encoding().name(),
        confidence: None,
        format: "text",
        text: document.listing(),
        diagnostics: &diagnostics,
        coverage: document.coverage(),
        begin: Begin::default(),
        registry: linter.registry(),
    };
    let mut report = Json::new(&Style::default());
    report.file(&mut out, &file).and_then(|()| report.finish(&mut out, &Summary::default())).expect("to memory");
    out.len()
}

/// The Hunspell dictionary of a path without its extension.
pub fn hunspell(path: &Path) -> spellbook::Dictionary {
    let read = |extension: &str| {
        let path = path.with_extension(extension);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    spellbook::Dictionary::new(&read("aff"), &read("dic")).expect("a Hunspell dictionary")
}

/// How many words of a text a dictionary has.
pub fn known_words(dictionary: &spellbook::Dictionary, text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| dictionary.check(word)).count()
}
