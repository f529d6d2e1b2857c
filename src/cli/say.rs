//! What is said on standard error, in the language of the run. Whoever meets a problem has it in both languages; here, and where
//! standard output is written, it becomes one.

use std::io::{self, Write};
use std::sync::OnceLock;

use crate::problem::{Bilingual, Lang, Problem};
use crate::report::escape;

/// The language of the run. Standard error is one for the process, and so is its language.
static LANG: OnceLock<Lang> = OnceLock::new();

/// From now on this language is spoken.
pub(super) fn speak(lang: Lang) {
    let _ = LANG.set(lang);
}

/// The language that is spoken.
pub(super) fn lang() -> Lang {
    LANG.get().copied().unwrap_or_default()
}

/// A problem in one line. If even that cannot be written, nothing is left to tell.
pub(super) fn complain(problem: impl Into<Problem>) {
    let mut problem = problem.into();
    if let Some(place) = &mut problem.place {
        place.path = escape::one_line(&place.path);
    }
    write(&format!("morat: {}", problem.say(lang())));
}

/// Words that are no complaint.
pub(super) fn tell(text: impl Into<Bilingual>) {
    write(lang().of(&text.into()));
}

/// Words may hold names of files and texts of others, which must not command the terminal.
fn write(text: &str) {
    let _ = writeln!(io::stderr(), "{}", escape::lines(text));
}
