//! Floor 5: findings to output, one file a format. Nothing else in morat prints findings.

mod compact;
#[cfg(feature = "cli")]
mod full;
mod json;

pub use compact::Compact;
#[cfg(feature = "cli")]
pub use full::Full;
pub use json::{Json, JsonLines};

use std::io::{self, Write};

use crate::linter::Diagnostic;
use crate::rules::{Bilingual, Severity};

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
