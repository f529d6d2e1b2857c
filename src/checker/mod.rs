//! The library's front: settings in, findings and corrected files out.
//!
//! ```
//! use morat::{Checker, Lang, Settings};
//!
//! let checker = Checker::new(&Settings::default())?;
//! let checked = checker.check("bai.md", "Cả tổ **nổ lực** làm việc.".as_bytes())?;
//! let finding = &checked.findings[0];
//! assert_eq!(finding.rule, "chinh-ta/nham-lan");
//! assert_eq!(&checked.text[finding.start.byte as usize..finding.end.byte as usize], "nổ lực");
//! assert_eq!((finding.start.char, finding.start.utf16), (8, 8));
//! assert_eq!(finding.suggestions, ["nỗ lực"]);
//! assert!(finding.actions[0].safe);
//! assert!(finding.message(Lang::En).contains("nỗ lực"));
//!
//! let fixed = checker.fix("bai.md", "Cả tổ **nổ lực** làm việc.".as_bytes(), morat::Fixes::Safe)?;
//! assert_eq!(fixed.bytes, "Cả tổ **nỗ lực** làm việc.".as_bytes());
//! # Ok::<(), morat::Problem>(())
//! ```
//!
//! A checker is made once, which takes some milliseconds, and asked from any number of threads. It knows no file system: what
//! settings say about files, a program with files looks after.

mod dictionaries;
mod finding;
mod settings;

use std::sync::{Arc, Mutex};

pub use dictionaries::Dictionaries;
#[cfg(feature = "lsp")]
pub(crate) use finding::actions;
pub use finding::{Action, Finding, TextEdit};
pub use settings::Settings;

use crate::document::{Coverage, Document, Options};
use crate::linter::{FixOptions, Linter, Worker};
use crate::problem::Problem;
use crate::rules::Registry;

/// Checks and corrects texts by one set of settings.
pub struct Checker {
    linter: Linter,
    options: Arc<Options>,
    /// Buffers that no call is using at the moment.
    workers: Mutex<Vec<Worker>>,
}

/// The result of checking a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The findings, by position.
    pub findings: Vec<Finding>,
    /// The text that the positions of findings count in: that of the file as UTF-8, or, for a container (DOCX, EPUB,
    /// …), the text that it shows.
    pub text: String,
    /// The name of the format that the file was read as: `text`, `markdown`, `docx`, …
    pub format: &'static str,
    /// The name of the encoding of the file.
    pub encoding: &'static str,
    /// How sure the encoding is, from 0 to 1, if it was guessed.
    pub encoding_confidence: Option<f32>,
    /// How many words were checked, and how many were skipped for which reason.
    pub words: Coverage,
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fixes {
    /// Safe fixes only: they cannot change the meaning.
    #[default]
    Safe,
    /// All fixes: the safe ones, and those that a person should look at, if the confidence is at least 0.95.
    All,
}

/// The result of correcting a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The file in its own encoding; byte for byte as it was given if nothing was corrected.
    pub bytes: Vec<u8>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many findings are left.
    pub left: usize,
}

impl Checker {
    /// A checker with the rules and dictionaries inside the program.
    ///
    /// # Errors
    /// As [`Checker::with_dictionaries`].
    #[cfg(feature = "embedded")]
    pub fn new(settings: &Settings) -> Result<Checker, Problem> {
        Checker::with_dictionaries(settings, &Dictionaries::embedded())
    }

    /// A checker with the rules that morat carries and with these dictionaries.
    ///
    /// # Errors
    /// The first setting that cannot be: a name of a rule that there is not, a key that speaks of files.
    pub fn with_dictionaries(settings: &Settings, dictionaries: &Dictionaries) -> Result<Checker, Problem> {
        let registry = match settings.own_rules()? {
            own if own.is_empty() => Arc::clone(Registry::shared()),
            own => Arc::new(Registry::with_own(own)?),
        };
        let selection = settings.selection(&registry)?;
        let linter = Linter::with(registry, dictionaries.shared(), &selection)?;
        Ok(Checker { linter, options: Arc::new(settings.options()), workers: Mutex::default() })
    }

    /// Checks a file. Its name tells the format together with its first bytes; no file of that name has to exist.
    ///
    /// # Errors
    /// If the bytes are no text, or no file of that format.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Result<Checked, Problem> {
        let document = Document::of_file(name, bytes, &self.options)?;
        let findings = self.with_worker(|worker| self.linter.check(&document, worker));
        let findings = findings.map_err(|error| Problem::from(error).in_file(name))?;
        let source = document.source();
        let (encoding, encoding_confidence) = (source.encoding().name(), source.confidence());
        let findings = finding::of(&self.linter, &document, findings);
        Ok(Checked {
            findings,
            text: document.listing().to_owned(),
            format: document.format().name(),
            encoding,
            encoding_confidence,
            words: document.coverage(),
        })
    }

    /// Corrects a file: fixes are applied and the text is checked again, until nothing changes.
    ///
    /// # Errors
    /// As [`Checker::check`].
    pub fn fix(&self, name: &str, bytes: &[u8], which: Fixes) -> Result<Fixed, Problem> {
        let document = Document::of_file(name, bytes, &self.options)?;
        let fixing = FixOptions { all: which == Fixes::All, except: None };
        let fixed = self.with_worker(|worker| self.linter.fix(document, fixing, worker));
        let fixed = fixed.map_err(|error| error.in_file(name))?;
        let bytes = match fixed.applied {
            0 => bytes.to_owned(),
            _ => fixed.document.bytes().map_err(|error| error.in_file(name))?,
        };
        Ok(Fixed { bytes, applied: fixed.applied, left: fixed.left })
    }

    /// Calls `work` with buffers that are free, or with new ones.
    fn with_worker<T>(&self, work: impl FnOnce(&mut Worker) -> T) -> T {
        let idle = || self.workers.lock().unwrap_or_else(|poison| poison.into_inner());
        let mut worker = idle().pop().unwrap_or_default();
        let done = work(&mut worker);
        idle().push(worker);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(settings: &Settings, text: &str) -> Vec<String> {
        let checked = Checker::new(settings).unwrap().check("a.txt", text.as_bytes()).unwrap();
        checked.findings.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn settings_are_heeded_wherever_they_come_from() {
        let text = "Cả tổ nổ lực làm việc , nhé.";
        assert_eq!(rules(&Settings::default(), text), ["chinh-ta/nham-lan", "dau-cau/cach-truoc"]);
        assert_eq!(rules(&Settings::default().ignore(["dau-cau"]), text), ["chinh-ta/nham-lan"]);
        assert_eq!(rules(&Settings::default().select(["dau-cau"]), text), ["dau-cau/cach-truoc"]);
        let toml = Settings::from_toml("words = [\"nổ lực\"]\n[rules]\n\"dau-cau\" = \"off\"\n").unwrap();
        assert_eq!(rules(&toml, text), [""; 0]);
        let json = Settings::from_json("{\"rules\": {\"chinh-ta\": \"off\"}}").unwrap();
        assert_eq!(rules(&json, text), ["dau-cau/cach-truoc"]);
    }

    #[test]
    fn actions_are_those_of_their_finding_wherever_its_text_is_read() {
        // The footnote is read behind its paragraph, and stands before the end of it.
        let text = "\\begin{document}\nSáng\\footnote{Sự nổ lực.} nay chia sẽ.\n\\end{document}\n";
        let checked = Checker::new(&Settings::default()).unwrap().check("a.tex", text.as_bytes()).unwrap();
        assert_eq!(checked.findings.len(), 2);
        for finding in &checked.findings {
            let edit = &finding.actions[0].edits[0];
            assert!(finding.start <= edit.start && edit.end <= finding.end, "{}: {edit:?}", finding.marked);
        }
    }

    #[test]
    fn what_cannot_be_is_told() {
        let told = |settings: Result<Settings, Problem>| {
            settings.and_then(|settings| Checker::new(&settings).map(drop)).unwrap_err().to_string()
        };
        assert!(told(Settings::from_toml("stricct = true")).contains("strict"));
        assert!(told(Settings::from_toml("words-file = [\"a.txt\"]")).contains("words-file"));
        assert!(told(Ok(Settings::default().select(["chinh-ta/nham-lam"]))).contains("chinh-ta/nham-lan"));
        let checker = Checker::new(&Settings::default()).unwrap();
        let broken = checker.check("a.docx", b"PK\x03\x04 no archive").unwrap_err();
        assert_eq!(broken.place.unwrap().path, "a.docx");
    }

    #[test]
    fn a_house_has_rules_of_its_own() {
        let own = r#"
            name = "rieng/goi-ten"
            summary = { vi = "a", en = "a" }
            why = { vi = "a", en = "a" }
            [pairs]
            "Báo Nhà" = ["báo nhà ta"]
        "#;
        let settings = Settings::default().rule_file("goi-ten.toml", own).select(["rieng"]);
        assert_eq!(rules(&settings, "Theo báo nhà ta, trời đẹp."), ["rieng/goi-ten"]);
        let broken = Checker::new(&Settings::default().rule_file("a.toml", "name = 3")).err().unwrap();
        assert_eq!(broken.place.unwrap().path, "a.toml");
    }

    #[test]
    fn a_checker_is_shared_between_threads() {
        let checker = Checker::new(&Settings::default()).unwrap();
        std::thread::scope(|scope| {
            let asked: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| checker.check("a.txt", "nổ lực".as_bytes()).unwrap().findings.len()))
                .collect();
            assert!(asked.into_iter().all(|one| one.join().unwrap() == 1));
        });
    }

    #[test]
    fn files_of_other_encodings_and_containers_come_back_as_they_were() {
        let checker = Checker::new(&Settings::default()).unwrap();
        let utf16: Vec<u8> =
            "\u{FEFF}Cả tổ nổ lực làm việc.".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
        let fixed = checker.fix("a.txt", &utf16, Fixes::Safe).unwrap();
        let right: Vec<u8> =
            "\u{FEFF}Cả tổ nỗ lực làm việc.".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!((fixed.bytes, fixed.applied, fixed.left), (right, 1, 0));
        let checked = checker.check("a.txt", &utf16).unwrap();
        assert_eq!((checked.encoding, checked.findings[0].start.char), ("utf-16le", 6));
        assert_eq!(checked.findings[0].file_bytes, Some(14..26));
    }
}
