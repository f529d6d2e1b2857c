//! Ctrl-C: files that are being written beside their places are removed, and the run ends with 130, as a shell expects.
//!
//! Nothing polls: a run that waits for standard input or checks a long file ends at once. A file that is just being put in its
//! place is waited for, so that it is there whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// The exit status of a run that was interrupted.
pub(super) const STATUS: u8 = 130;

/// Files that are not in their places yet.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Listens for Ctrl-C from now on. Where the system does not let us, Ctrl-C does what it did before.
pub(super) fn listen() {
    let _ = ctrlc::set_handler(|| {
        let files = unfinished();
        for file in files.iter() {
            let _ = fs::remove_file(file);
        }
        std::process::exit(i32::from(STATUS));
    });
}

/// A file is begun beside its place.
pub(super) fn begun(file: &Path) {
    unfinished().insert(file.to_owned());
}

/// Does something that Ctrl-C waits for. It must not begin or finish a file.
pub(super) fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _files = unfinished();
    act()
}

/// Puts a file in its place by `put`, in one piece as far as Ctrl-C goes.
pub(super) fn finish<T>(file: &Path, put: impl FnOnce() -> T) -> T {
    let mut files = unfinished();
    let done = put();
    files.remove(file);
    done
}
