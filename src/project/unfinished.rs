//! Temporary files that are being written beside their targets: a run that is interrupted removes them.
//!
//! A file that is just being renamed is waited for, so that it is there whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// Temporary files that were not renamed yet. One list for the process, for it ends as a whole.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Removes the temporary files and ends the process with this status. Nothing is written from here on.
pub fn exit(status: i32) -> ! {
    let files = unfinished();
    for file in files.iter() {
        let _ = fs::remove_file(file);
    }
    std::process::exit(status);
}

/// Adds a temporary file to the list.
pub(super) fn begun(file: &Path) {
    unfinished().insert(file.to_owned());
}

/// Runs `act` while [`exit`] waits. It must not begin or finish a file.
pub(super) fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _files = unfinished();
    act()
}

/// Renames a temporary file by `put` while [`exit`] waits, and removes it from the list.
pub(super) fn finish<T>(file: &Path, put: impl FnOnce() -> T) -> T {
    let mut files = unfinished();
    let done = put();
    files.remove(file);
    done
}
