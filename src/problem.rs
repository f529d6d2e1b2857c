//! Floor 0: text for people in both languages that morat speaks, and the error type made of it.
//!
//! Whoever meets a problem says in both languages what happened and what to do; only the front end that shows it knows
//! which of them is read, and how a location is written.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

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

    /// Of two texts the one in this language.
    pub const fn pick<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// The language for readers of a locale (`en`, `en_GB.UTF-8`, `en-us`; not `eno`). Vietnamese is what morat is for, so
    /// everything but English means Vietnamese: `C`, `POSIX`, `fr_FR`, nothing at all.
    pub fn of_locale(locale: &str) -> Lang {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("en") { Lang::En } else { Lang::Vi }
    }

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
}

/// A text for readers, in both languages that morat speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Vietnamese, the default.
    pub vi: Cow<'static, str>,
    /// English, for `--lang en`.
    pub en: Cow<'static, str>,
}

impl Bilingual {
    /// A text of two string literals.
    pub const fn fixed(vi: &'static str, en: &'static str) -> Bilingual {
        Bilingual { vi: Cow::Borrowed(vi), en: Cow::Borrowed(en) }
    }

    /// A text of two strings made at run time.
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Bilingual {
        Bilingual { vi: vi.into(), en: en.into() }
    }

    /// A text that comes from elsewhere (the system, a library), the same in both languages.
    pub fn same(text: impl Into<Cow<'static, str>>) -> Bilingual {
        let text = text.into();
        Bilingual { vi: text.clone(), en: text }
    }
}

/// A location in a file, or in a flag of the command line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The path as it is shown, or the name of a flag.
    pub path: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// The column, counted from 1 in code points, where it is known.
    pub column: Option<u32>,
}

/// An error for people: what cannot be used, what happened, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// Where the problem is; `None` if it is about no file.
    pub place: Option<Location>,
    /// What happened and what to do, without the location.
    pub message: Bilingual,
}

impl Problem {
    /// A problem without a location; [`Problem::in_file`] adds it.
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Problem {
        Bilingual::new(vi, en).into()
    }

    /// A problem with a file, in a line that is counted from 1.
    pub fn at(
        path: impl Into<String>,
        line: Option<u32>,
        vi: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Problem {
        let place = Location { path: path.into(), line, column: None };
        Problem { place: Some(place), message: Bilingual::new(vi, en) }
    }

    /// Adds a file to a problem that has no location yet.
    pub fn in_file(mut self, path: impl Into<String>) -> Problem {
        self.place.get_or_insert_with(|| Location { path: path.into(), line: None, column: None });
        self
    }

    /// The location and the message in one language: `path:line: message`.
    pub fn say(&self, lang: Lang) -> String {
        let message = lang.of(&self.message);
        let Some(Location { path, line, column }) = &self.place else { return message.to_owned() };
        let line = line.map_or_else(String::new, |line| format!(":{line}"));
        let column = match (column, lang) {
            (None, _) => String::new(),
            (Some(column), Lang::Vi) => format!(" cột {column}:"),
            (Some(column), Lang::En) => format!(" column {column}:"),
        };
        format!("{path}{line}:{column} {message}")
    }
}

impl From<Bilingual> for Problem {
    fn from(message: Bilingual) -> Problem {
        Problem { place: None, message }
    }
}

/// The message in English, for programmers.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_written_as_far_as_it_is_known() {
        let problem = Problem::new("hỏng", "broken");
        assert_eq!((problem.say(Lang::Vi), problem.to_string()), ("hỏng".into(), "broken".into()));
        let mut problem = problem.in_file("a.toml");
        assert_eq!(problem.say(Lang::Vi), "a.toml: hỏng");
        assert_eq!(problem.clone().in_file("b.toml"), problem);
        problem.place = Some(Location { path: "a.toml".into(), line: Some(3), column: Some(7) });
        assert_eq!(problem.say(Lang::Vi), "a.toml:3: cột 7: hỏng");
        assert_eq!(problem.to_string(), "a.toml:3: column 7: broken");
        assert_eq!(Problem::at("a.toml", Some(3), "hỏng", "broken").to_string(), "a.toml:3: broken");
    }
}
