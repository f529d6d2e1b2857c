//! Messages for errors of the file system, and stamps that identify the state of a file.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::problem::{Bilingual, Problem};

/// The message for an error of the system: those that a user can do something about have words of their own.
pub fn said(error: &io::Error) -> Bilingual {
    let (vi, en) = match error.kind() {
        io::ErrorKind::NotFound => ("không có tệp này; hãy xem lại đường dẫn", "no such file; check the path"),
        io::ErrorKind::PermissionDenied => (
            "không có quyền đọc hoặc ghi; hãy xem lại quyền của tệp và thư mục",
            "permission denied; check the permissions of the file and its folder",
        ),
        io::ErrorKind::StorageFull => ("đĩa đầy; tệp cũ còn nguyên", "the disk is full; the file is as it was"),
        io::ErrorKind::IsADirectory => ("đây là thư mục", "this is a folder"),
        io::ErrorKind::Unsupported => {
            ("không phải tệp thường nên không ghi đè được", "not a regular file, so it cannot be replaced")
        }
        io::ErrorKind::FileTooLarge => (
            "tệp dài quá mức hệ thống cho phép; tệp cũ còn nguyên",
            "larger than the system allows; the file is as it was",
        ),
        io::ErrorKind::ReadOnlyFilesystem => {
            ("ổ đĩa chỉ cho đọc; tệp cũ còn nguyên", "the disk is read-only; the file is as it was")
        }
        _ => return Bilingual::same(error.to_string()),
    };
    Bilingual::fixed(vi, en)
}

/// The problem with a file that the system refuses; `name` is the path as it is shown.
pub fn problem(name: impl Into<String>, error: &io::Error) -> Problem {
    Problem::from(said(error)).in_file(name)
}

/// The length in bytes of a file and when it was changed; `None` if there is no such file.
pub type FileState = Option<(u64, SystemTime)>;

/// The state of a file, without reading it: another one means that the file was changed.
pub fn state(path: &Path) -> FileState {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Identifies the state of a file without reading it: its path, length and time of change.
pub(super) fn stamp(path: &Path) -> String {
    let metadata = fs::metadata(path);
    let (length, time) = metadata.map_or((0, None), |metadata| (metadata.len(), metadata.modified().ok()));
    format!("{}:{length}:{time:?};", path.display())
}

/// Identifies this build of the program.
pub(super) fn own_stamp() -> String {
    let program = std::env::current_exe().map(|path| stamp(&path)).unwrap_or_default();
    format!("{}{program}", env!("CARGO_PKG_VERSION"))
}

/// A path as the system hands it over in bytes.
#[cfg(unix)]
pub fn path_of_bytes(bytes: &[u8]) -> &OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(bytes)
}

/// A path as the system hands it over in bytes.
#[cfg(not(unix))]
pub fn path_of_bytes(bytes: &[u8]) -> &OsStr {
    OsStr::new(std::str::from_utf8(bytes).unwrap_or_default())
}

/// A path with `/` as separator on every system.
pub fn slashed(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

/// A path as it is shown: relative to the working folder if it lies below it.
pub fn shown(path: &Path) -> String {
    let below = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.as_deref().unwrap_or(path).display().to_string()
}
