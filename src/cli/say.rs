//! Messages on standard error, in the language of the run. Messages are made in both languages; here one is chosen.

use std::io::{self, Write};
use std::sync::OnceLock;

use crate::problem::{Bilingual, Lang, Problem};
use crate::report::escape;

/// The language of the run. The process has one standard error, and so one language.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Sets the language of the run.
pub(super) fn speak(lang: Lang) {
    let _ = LANG.set(lang);
}

/// The language of the run.
pub(super) fn lang() -> Lang {
    LANG.get().copied().unwrap_or_default()
}

/// Prints a problem in one line. If that fails, nothing can be done.
pub(super) fn complain(problem: impl Into<Problem>) {
    let mut problem = problem.into();
    if let Some(place) = &mut problem.place {
        place.path = escape::one_line(&place.path);
    }
    write(&format!("morat: {}", problem.say(lang())));
}

/// Prints a message that is no problem.
pub(super) fn tell(text: impl Into<Bilingual>) {
    write(lang().of(&text.into()));
}

/// Prints a text without control characters: names of files and texts of others must not control the terminal.
fn write(text: &str) {
    let _ = writeln!(io::stderr(), "{}", escape::lines(text));
}
