//! Floor 7: findings to output, one module for each format. Nothing else in morat prints findings.

mod checkstyle;
mod compact;
pub(crate) mod escape;
mod format;
#[cfg(feature = "training")]
mod formats_page;
mod full;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod junit;
pub(crate) mod place;
mod rdjson;
#[cfg(feature = "training")]
mod rule_page;
mod sarif;
mod statistics;
mod style;
mod unread;
pub(crate) mod window;

pub use checkstyle::Checkstyle;
pub use compact::Compact;
pub use format::OutputFormat;
#[cfg(feature = "training")]
pub use formats_page::formats_page;
pub use full::Full;
pub use github::GitHub;
pub use gitlab::GitLab;
pub use grouped::Grouped;
pub use html::Html;
pub use json::{Json, JsonLines};
pub use junit::JUnit;
pub use rdjson::RdJson;
#[cfg(feature = "training")]
pub use rule_page::rule_pages;
pub use sarif::Sarif;
pub use statistics::Statistics;
pub use style::Style;
pub use unread::{missed, unread};

pub use crate::problem::Lang;
pub use crate::text::visible;

use std::io::{self, Write};

use crate::document::Coverage;
use crate::linter::Diagnostic;
use crate::problem::Bilingual;
use crate::rules::{Meta, Registry, Severity};

/// The position in its file at which a text begins: the start, unless it is a block of a large file of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begin {
    /// Bytes of the file before it; spans count from here.
    pub bytes: u64,
    /// Lines before it; lines of findings count from the start of the file.
    pub lines: u32,
}

impl Begin {
    /// Whether it continues the last file.
    pub fn continues(self) -> bool {
        self.bytes > 0
    }
}

/// A checked file, or a block of it.
pub struct FileReport<'a> {
    /// The path as it was given, or as it was found below a given folder.
    pub path: &'a str,
    /// The name of the encoding.
    pub encoding: &'a str,
    /// How sure the encoding is, from 0 to 1, if it was guessed.
    pub confidence: Option<f32>,
    /// The name of the format.
    pub format: &'static str,
    /// The decoded text.
    pub text: &'a str,
    /// The findings, by position.
    pub diagnostics: &'a [Diagnostic],
    /// How many words were checked and skipped.
    pub coverage: Coverage,
    /// The position in the file at which the text begins.
    pub begin: Begin,
    /// The rules that checked the file. The files of one run may have different ones: a project has rules of its own.
    pub registry: &'a Registry,
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Checked files.
    pub files: usize,
    /// Findings by severity; the index is [`Severity`].
    pub findings: [usize; 3],
    /// Files that could not be read.
    pub failed: usize,
    /// Findings in the baseline, which are not shown.
    pub known: usize,
    /// Files with words of which none was checked: they are among `files`, and not clean.
    pub unread: usize,
}

impl Summary {
    /// Adds a file with these findings.
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.files += 1;
        self.add_findings(diagnostics);
    }

    /// Adds findings of a file that is no text: of settings.
    pub fn add_findings(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            self.findings[diagnostic.severity as usize] += 1;
        }
    }

    /// Number of findings of one severity.
    pub fn of(&self, severity: Severity) -> usize {
        self.findings[severity as usize]
    }

    /// Number of all findings.
    pub fn total(&self) -> usize {
        self.findings.iter().sum()
    }
}

/// A report in some format. Files come in their final order; a format writes what it can at once and keeps little.
pub trait Report {
    /// Writes a checked file.
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()>;

    /// Adds a further block of the last file, without findings.
    fn read_more(&mut self, _coverage: &Coverage) {}

    /// Writes that a file could not be checked. The command line reports it on standard error; a format may carry
    /// errors, too.
    fn error(&mut self, _out: &mut dyn Write, _path: &str, _message: &str) -> io::Result<()> {
        Ok(())
    }

    /// Writes the end of the report.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}

/// The rule name for files that could not be checked, in formats that need one.
const UNREADABLE: &str = "khong-doc-duoc";

/// The summary line for people: how many findings of which severity, in how many files.
fn closing(out: &mut dyn Write, lang: Lang, summary: &Summary) -> io::Result<()> {
    let [info, warning, error] = summary.findings;
    if summary.files == 0 {
        // Standard error has said why no file was read; there is nothing to sum up.
        return Ok(());
    }
    // A file of which nothing was read is not one in which nothing was found.
    let files = summary.files - summary.unread.min(summary.files);
    match (lang, summary.total()) {
        (_, 0) if files == 0 => Ok(()),
        (Lang::Vi, 0) => writeln!(out, "Không tìm thấy lỗi nào trong {files} tệp."),
        (Lang::Vi, _) => {
            writeln!(out, "{error} lỗi, {warning} cảnh báo, {info} gợi ý trong {files} tệp.")
        }
        (Lang::En, 0) => writeln!(out, "Nothing found in {}.", counted(files, "file")),
        (Lang::En, _) => {
            let [error, warning] = [counted(error, "error"), counted(warning, "warning")];
            let [info, files] = [counted(info, "hint"), counted(files, "file")];
            writeln!(out, "{error}, {warning}, {info} in {files}.")
        }
    }?;
    match (lang, summary.unread) {
        (_, 0) => Ok(()),
        (Lang::Vi, unread) => writeln!(out, "Không đọc chữ nào trong {unread} tệp."),
        (Lang::En, unread) => writeln!(out, "No word was read in {}.", counted(unread, "file")),
    }?;
    match (lang, summary.known) {
        (_, 0) => Ok(()),
        (Lang::Vi, known) => writeln!(out, "Không kể {known} chỗ đã biết trong tệp nền (--no-baseline để xem)."),
        (Lang::En, known) => writeln!(out, "Not counting {known} known from the baseline (--no-baseline shows them)."),
    }
}

/// One file, two files; Vietnamese nouns have one form.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Whether a rule offers fixes.
pub fn has_fix(meta: &Meta) -> bool {
    meta.wrong.iter().any(|example| example.text != example.fixed)
}

/// The confidence of a finding, for people; `None` if the rule does not know it, or if it is as good as certain.
pub(crate) fn sure(confidence: Option<f32>) -> Option<Bilingual> {
    let percent = (100.0 * confidence?).floor();
    (percent < 100.0).then(|| Bilingual::new(format!("chắc {percent} %"), format!("{percent} % sure")))
}

/// A suggestion for people: one that is empty or blank is described in words.
pub(crate) fn suggested(text: &str) -> Bilingual {
    match text {
        "" => Bilingual::fixed("(bỏ)", "(remove)"),
        blank if blank.trim().is_empty() => Bilingual::same(format!("“{blank}”")),
        some => Bilingual::same(some.to_owned()),
    }
}
