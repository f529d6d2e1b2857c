//! Files that a run cannot check and skips.

use std::path::Path;

use super::say;
use crate::problem::Problem;

/// A file that cannot be checked.
#[derive(Debug)]
pub(super) enum Unusable {
    /// The file itself cannot be used.
    File(Problem),
    /// The settings that hold for it cannot be used.
    Settings(Problem),
}

impl From<Problem> for Unusable {
    fn from(problem: Problem) -> Unusable {
        Unusable::File(problem)
    }
}

impl From<Unusable> for Problem {
    fn from(error: Unusable) -> Problem {
        match error {
            Unusable::File(problem) | Unusable::Settings(problem) => problem,
        }
    }
}

impl Unusable {
    fn problem(&self) -> &Problem {
        match self {
            Unusable::File(problem) | Unusable::Settings(problem) => problem,
        }
    }

    /// The path for reports; `morat` if the problem is in no file.
    pub fn path(&self) -> &str {
        let path = self.problem().place.as_ref().map(|place| place.path.as_str());
        let is_there = |path: &&str| matches!(self, Unusable::File(_)) || Path::new(path).exists();
        path.filter(is_there).unwrap_or("morat")
    }

    /// The message for reports. Problems with settings name their line.
    pub fn message(&self) -> String {
        let lang = say::lang();
        match self {
            Unusable::File(problem) => lang.of(&problem.message).to_owned(),
            Unusable::Settings(problem) => problem.say(lang),
        }
    }

    /// Prints it on standard error.
    pub fn complain(&self) {
        say::complain(self.problem().clone());
    }
}
