//! Replaces whole files: at every moment there is either the old one or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::unfinished;

/// Replaces the contents of a file: the new bytes are written to a file beside it, which is then renamed. Links are
/// followed, permissions kept. A missing file is created, with its folder.
///
/// # Errors
/// If the file is write-protected, its folder takes no new file, or the disk is full; the file is then unchanged.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = real(path)?;
    let mut file = begin(&path)?;
    file.write_all(bytes)?;
    put(file, &path)
}

/// Checks whether [`replace`] will succeed, as far as that can be told, before an hour of work is put into what it is
/// to write.
///
/// # Errors
/// Those of [`replace`].
pub fn replaceable(path: &Path) -> io::Result<()> {
    begin(&real(path)?).map(drop)
}

/// As [`replace`], if the file still has the bytes `was`; else nothing is written, and false is given back. Two runs of
/// morat that fix one file take turns here.
///
/// # Errors
/// As [`replace`].
pub fn replace_if_unchanged(path: &Path, was: &[u8], bytes: &[u8]) -> io::Result<bool> {
    let path = real(path)?;
    let mut file = begin(&path)?;
    file.write_all(bytes)?;
    let old = fs::File::open(&path)?;
    // Whoever waited for the lock finds another file in this place, and that it has changed. A file system without locks
    // leaves the moment between the comparison and the renaming open.
    let _ = old.lock();
    if fs::read(&path)? != was {
        return Ok(false);
    }
    put(file, &path)?;
    Ok(true)
}

/// An empty temporary file beside the target, to be renamed by [`put`], or else removed. The folder is created if it is
/// missing.
///
/// # Errors
/// If the target is write-protected, or its folder takes no new file.
pub fn begin(path: &Path) -> io::Result<NamedTempFile> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A file renamed over a device or a pipe would take its place.
        Ok(metadata) if !metadata.is_file() => return Err(io::ErrorKind::Unsupported.into()),
        // A rename would go past the file's own protection.
        Ok(metadata) if metadata.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = shared(tempfile::Builder::new().prefix(".morat-")).tempfile_in(folder)?;
    unfinished::begun(file.path());
    Ok(file)
}

/// Renames a temporary file to its target.
///
/// # Errors
/// If the disk is full or the target cannot be replaced; it is then unchanged.
pub fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) => file.as_file().set_permissions(metadata.permissions())?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.as_file().sync_all()?;
    let begun = file.path().to_owned();
    unfinished::finish(&begun, || file.persist(path)).map_err(|error| error.error)?;
    Ok(())
}

/// Writes bytes to a new file beside `path`, named after it with `suffix`, and a number if that name is taken. Gives
/// back its path.
///
/// # Errors
/// If the folder takes no new file or the disk is full.
pub fn beside(path: &Path, suffix: &str, bytes: &[u8]) -> io::Result<PathBuf> {
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

/// The target of links; the path itself if there is no file yet.
///
/// # Errors
/// If the system does not tell.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        found => found,
    }
}

/// Gives a new file the permissions that the user's files commonly have; temporary ones are their owner's alone.
#[cfg(unix)]
fn shared<'b, 'n>(builder: &'b mut tempfile::Builder<'n, 'n>) -> &'b mut tempfile::Builder<'n, 'n> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn shared<'b, 'n>(builder: &'b mut tempfile::Builder<'n, 'n>) -> &'b mut tempfile::Builder<'n, 'n> {
    builder
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
            replace(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        replaceable(&path).unwrap();
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
