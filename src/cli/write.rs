//! Bytes to files: in one step, so that what was there is never half lost.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Puts new bytes in the place of a file: written beside it in full, then renamed over it, so that at every moment there is
/// either the old file or the new one. Links are followed, permissions kept.
///
/// # Errors
/// If the file is write-protected, its folder takes no new file, or the disk is full; the file is then as it was.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (path, metadata, mut file) = prepare(path)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Whether [`replace`] could be done, as far as can be told before an hour of work is put into what it is to write.
///
/// # Errors
/// Those of [`replace`].
pub(super) fn replaceable(path: &Path) -> io::Result<()> {
    prepare(path).map(drop)
}

/// The file behind a path, what it is like, and an empty one beside it.
fn prepare(path: &Path) -> io::Result<(PathBuf, Metadata, NamedTempFile)> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    // A rename would go past the file's own protection.
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".morat-").tempfile_in(folder)?;
    Ok((path, metadata, file))
}

/// Writes bytes to a new file beside `path`, named after it with `suffix`, and a number if that name is taken. Returns
/// its path.
///
/// # Errors
/// If the folder takes no new file or the disk is full.
pub(super) fn beside(path: &Path, suffix: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    for number in 1.. {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let name = PathBuf::from(name);
        match fs::File::create_new(&name) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(name);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a file that may not be there yet, and its folder.
///
/// # Errors
/// As [`replace`].
pub(super) fn create_or_replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return replace(path, bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Open to others as new files are; a temporary file would be its owner's alone.
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_beside_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bài.txt");
        for (text, name) in [("một", "bài.txt.da-soat"), ("hai", "bài.txt.da-soat-2"), ("ba", "bài.txt.da-soat-3")]
        {
            let written = beside(&path, ".da-soat", text.as_bytes()).unwrap();
            assert_eq!(written, folder.path().join(name));
        }
        assert_eq!(fs::read_to_string(folder.path().join("bài.txt.da-soat")).unwrap(), "một");
        assert!(beside(&folder.path().join("không/có"), ".x", b"").is_err());
    }

    #[test]
    fn a_file_and_its_folder_are_made_when_they_are_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".morat/ignore.jsonl");
        for text in ["một", "hai"] {
            create_or_replace(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        replaceable(&path).unwrap();
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
