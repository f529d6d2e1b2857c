//! Reads a corpus folder, file by file, in chunks of whole lines.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Bytes of text in a chunk: large enough to keep a worker busy, small enough to keep several.
const CHUNK: u64 = 4 << 20;

/// Number of chunks that are processed at once.
const BATCH: usize = 8;

/// The files of the corpus in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| named(folder, error))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".txt") || name.ends_with(".txt.zst") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(io::Error::other(format!("{}: no *.txt or *.txt.zst file", folder.display())));
    }
    files.sort();
    Ok(files)
}

/// The names of the files of the corpus with their sizes in bytes, as they lie on disk.
pub fn sizes(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let of = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, fs::metadata(&path).map_err(|error| named(&path, error))?.len()))
    };
    files(folder)?.into_iter().map(of).collect()
}

/// Calls `each` with the text of a file in chunks of whole lines. Bytes that are not UTF-8 become U+FFFD.
fn chunks(path: &Path, mut each: impl FnMut(String)) -> io::Result<()> {
    let file = File::open(path).map_err(|error| named(path, error))?;
    let mut reader: Box<dyn BufRead> = if path.extension().is_some_and(|end| end == "zst") {
        let mut decoder = zstd::Decoder::new(file)?;
        decoder.window_log_max(27)?;
        Box::new(BufReader::new(decoder))
    } else {
        Box::new(BufReader::new(file))
    };
    loop {
        let mut bytes = Vec::with_capacity(CHUNK as usize + 4096);
        reader.by_ref().take(CHUNK).read_to_end(&mut bytes).map_err(|error| named(path, error))?;
        if bytes.is_empty() {
            return Ok(());
        }
        reader.read_until(b'\n', &mut bytes).map_err(|error| named(path, error))?;
        each(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()));
    }
}

/// Maps all chunks of the corpus on all cores, and adds up the results in a fixed order.
pub fn map_reduce<T: Send + Default>(
    folder: &Path,
    map: impl Fn(&str) -> T + Sync,
    reduce: impl Fn(T, T) -> T + Sync,
) -> io::Result<T> {
    map_reduce_files(folder, |_| true, map, reduce)
}

/// As [`map_reduce`], for the files whose names pass.
pub fn map_reduce_files<T: Send + Default>(
    folder: &Path,
    wanted: impl Fn(&str) -> bool,
    map: impl Fn(&str) -> T + Sync,
    reduce: impl Fn(T, T) -> T + Sync,
) -> io::Result<T> {
    let mut sum = T::default();
    for path in files(folder)? {
        if !wanted(&path.file_name().unwrap_or_default().to_string_lossy()) {
            continue;
        }
        eprintln!("{}", path.display());
        let mut batch: Vec<String> = Vec::new();
        let mut flush = |batch: &mut Vec<String>| {
            let more = batch.par_drain(..).map(|text| map(&text)).reduce(T::default, &reduce);
            sum = reduce(std::mem::take(&mut sum), more);
        };
        chunks(&path, |text| {
            batch.push(text);
            if batch.len() == BATCH {
                flush(&mut batch);
            }
        })?;
        flush(&mut batch);
    }
    Ok(sum)
}

/// The text of a file; the error names it.
pub fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map_err(|error| named(path, error))
}

/// An error with the file that it is about.
pub fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
