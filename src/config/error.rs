//! What is wrong with a settings file.

use std::fmt;

use crate::rules::Bilingual;

/// Why a settings file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, or the flag.
    pub path: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong, and what to do.
    pub message: Bilingual,
}

impl ConfigError {
    /// An error at a line of a file.
    pub fn new(
        path: impl Into<String>,
        line: Option<u32>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> ConfigError {
        ConfigError { path: path.into(), line, message: Bilingual::new(vi.into(), en.into()) }
    }

    /// `path:line: what`, with the message given in one language.
    pub fn say(&self, message: &str) -> String {
        match self.line {
            Some(line) => format!("{}:{line}: {message}", self.path),
            None => format!("{}: {message}", self.path),
        }
    }
}

/// In English, for programmers.
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&self.message.en))
    }
}

impl std::error::Error for ConfigError {}

/// “; did you mean “x”?” in both languages, or nothing.
pub(super) fn hint(nearest: Option<&str>) -> (String, String) {
    nearest.map_or_else(Default::default, |near| (format!("; ý bạn là “{near}”?"), format!("; did you mean “{near}”?")))
}
