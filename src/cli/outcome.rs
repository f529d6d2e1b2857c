//! Exit statuses, and what ends a run early.

use std::io;

use super::interrupt;
use crate::problem::Problem;

/// The exit status of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Nothing found.
    Clean = 0,
    /// Findings at or above the failing severity.
    Found = 1,
    /// A file or an argument could not be used.
    Failed = 2,
    /// Stopped by Ctrl-C.
    Interrupted = interrupt::STATUS as isize,
}

/// Why a run, or the work on a file, ends early.
pub(super) enum Failure {
    /// The output could not be written.
    Output(io::Error),
    /// Something cannot be used: arguments that make no sense together, settings, a file.
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(problem)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}
