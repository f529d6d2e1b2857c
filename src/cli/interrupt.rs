//! Ctrl-C: files that are being written beside their places are removed, and the run ends with 130, as a shell expects.
//!
//! Nothing polls: a run that waits for standard input or checks a long file ends at once.

use crate::project::unfinished;

/// The exit status of a run that was interrupted.
pub(super) const STATUS: u8 = 130;

/// Handles Ctrl-C from now on. Where the system does not allow it, Ctrl-C does what it did before.
pub(super) fn listen() {
    let _ = ctrlc::set_handler(|| unfinished::exit(i32::from(STATUS)));
}
