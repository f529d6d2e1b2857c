//! Floor 5: findings to output, one file a format. Nothing else in morat prints findings.

mod compact;
#[cfg(feature = "cli")]
mod full;
mod json;
mod rule_page;
#[cfg(feature = "cli")]
pub(crate) mod window;

pub use compact::Compact;
#[cfg(feature = "cli")]
pub use full::Full;
pub use json::{Json, JsonLines};
pub use rule_page::rule_pages;

use std::io::{self, Write};

use crate::linter::Diagnostic;
use crate::rules::{Bilingual, Meta, Severity};
use crate::text::normal::is_invisible;

/// The language that a reader is addressed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Lang::Vi => &text.vi,
            Lang::En => &text.en,
        }
    }
}

/// A file that has been checked.
pub struct FileReport<'a> {
    /// The path as it was given, or below the folder that was given.
    pub path: &'a str,
    /// The encoding's name.
    pub encoding: &'static str,
    /// The format's name.
    pub format: &'static str,
    /// The decoded text.
    pub text: &'a str,
    /// What was found, by position.
    pub diagnostics: &'a [Diagnostic],
}

/// How many files and findings there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Findings, by [`Severity`] as an index.
    pub findings: [usize; 3],
    /// Files that could not be read.
    pub failed: usize,
}

impl Summary {
    /// Counts a file.
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.files += 1;
        for diagnostic in diagnostics {
            self.findings[diagnostic.severity as usize] += 1;
        }
    }

    /// Findings of one severity.
    pub fn of(&self, severity: Severity) -> usize {
        self.findings[severity as usize]
    }

    /// All findings.
    pub fn total(&self) -> usize {
        self.findings.iter().sum()
    }
}

/// An output format. Files come in their final order; a format writes what it can at once and keeps little.
pub trait Report {
    /// A file that was checked.
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()>;

    /// A file that could not be. The command line says so on standard error; a format that carries errors says it, too.
    fn error(&mut self, _out: &mut dyn Write, _path: &str, _message: &str) -> io::Result<()> {
        Ok(())
    }

    /// The end.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}

/// Whether a rule says how to put right what it marks.
pub fn has_fix(meta: &Meta) -> bool {
    meta.wrong.iter().any(|example| example.text != example.fixed)
}

/// A suggestion as it is shown to people: one that removes and one that is blank would not be seen.
#[cfg(feature = "cli")]
pub(crate) fn suggested(text: &str, lang: Lang) -> String {
    match (text, lang) {
        ("", Lang::Vi) => "(bỏ)".to_owned(),
        ("", Lang::En) => "(remove)".to_owned(),
        (blank, _) if blank.trim().is_empty() => format!("“{blank}”"),
        (some, _) => some.to_owned(),
    }
}

/// A text on one line, with what cannot be seen written out.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            '\u{A0}' => out.push('⍽'),
            c if c.is_control() || is_invisible(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
