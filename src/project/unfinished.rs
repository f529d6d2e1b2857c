//! Files that are being written beside their places: a run that is ended meanwhile removes them.
//!
//! A file that is just being put in its place is waited for, so that it is there whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// Files that are not in their places yet. One list for the process, for it ends as a whole.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Removes them and ends the process with this status. Nothing is written from here on.
pub fn exit(status: i32) -> ! {
    let files = unfinished();
    for file in files.iter() {
        let _ = fs::remove_file(file);
    }
    std::process::exit(status);
}

/// A file is begun beside its place.
pub(super) fn begun(file: &Path) {
    unfinished().insert(file.to_owned());
}

/// Does something that [`exit`] waits for. It must not begin or finish a file.
pub(super) fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _files = unfinished();
    act()
}

/// Puts a file in its place by `put`, in one piece as far as [`exit`] goes.
pub(super) fn finish<T>(file: &Path, put: impl FnOnce() -> T) -> T {
    let mut files = unfinished();
    let done = put();
    files.remove(file);
    done
}
