//! Reads inputs.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::say;
use crate::document::{Expected, Format, Options};
use crate::problem::{Bilingual, Problem};
use crate::project::{Damaged, disk};
use crate::report::Begin;
use crate::text::DecodeError;

/// An input to be read.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// Standard input, with the file name that was given for it.
    Stdin(Option<String>),
    /// A file.
    File(PathBuf),
    /// Part of a large file of records.
    Block(Arc<Block>),
}

/// A block of records of a file that is not kept in memory as a whole.
#[derive(Debug)]
pub(super) struct Block {
    /// The input that it is part of.
    pub of: Input,
    pub bytes: Vec<u8>,
    pub begin: Begin,
    /// Options with what is known from the blocks before.
    pub options: Arc<Options>,
}

impl Input {
    /// Its name in reports.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin(name) => name.clone().unwrap_or_else(|| "<stdin>".to_owned()),
            Input::File(path) => path.display().to_string(),
            Input::Block(block) => block.of.name(),
        }
    }

    /// Whether it comes from standard input.
    pub fn is_stdin(&self) -> bool {
        match self {
            Input::Stdin(_) => true,
            Input::File(_) => false,
            Input::Block(block) => block.of.is_stdin(),
        }
    }

    /// The position of its start in the file.
    pub fn begin(&self) -> Begin {
        match self {
            Input::Block(block) => block.begin,
            _ => Begin::default(),
        }
    }

    /// Its size in bytes, as far as it is known before it is read.
    pub fn size(&self) -> u64 {
        match self {
            Input::Stdin(_) => 0,
            Input::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Input::Block(block) => block.bytes.len() as u64,
        }
    }
}

/// All bytes of an input.
pub(super) fn read(input: &Input) -> Result<Vec<u8>, Problem> {
    let unusable = |message: Bilingual| Problem::from(message).in_file(input.name());
    let mut bytes = Vec::new();
    // One byte more than fits tells that it does not fit, whatever the file's size claims to be.
    let most = u64::from(u32::MAX) + 1;
    let done = match input {
        Input::Block(block) => return Ok(block.bytes.clone()),
        Input::Stdin(_) => io::stdin().lock().take(most).read_to_end(&mut bytes),
        Input::File(path) => {
            let metadata = fs::metadata(path).map_err(|error| unusable(disk::said(&error)))?;
            if is_device(&metadata) {
                return Err(unusable(Bilingual::new("không phải tệp thường", "not a regular file")));
            }
            if metadata.len() >= most {
                return Err(Problem::from(DecodeError::TooLong).in_file(input.name()));
            }
            bytes.reserve_exact(metadata.len() as usize + 1);
            File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
        }
    };
    done.map_err(|error| unusable(disk::said(&error)))?;
    Ok(bytes)
}

/// Reports on standard error what is odd about a file that was read.
pub(super) fn tell_oddities(name: &str, expected: Expected, format: &str, damaged: &[Damaged]) {
    if let Some(end) = expected.unknown_end(name).filter(|_| format == Format::TEXT.name()) {
        let text = Problem::new(
            format!("đuôi .{end} lạ, đọc như văn bản; nếu là dạng khác, hãy ghi --as (markdown, html, …)"),
            format!(
                ".{end} is no end that is known, so it is read as text; if it is something else, say --as (markdown, html, …)"
            ),
        );
        say::complain(text.in_file(name));
    }
    if damaged.is_empty() {
        return;
    }
    const LISTED: usize = 5;
    let listed = |line: &str, column: &str| {
        let one = |damaged: &Damaged| {
            let Damaged { byte, line: at, column: from } = damaged;
            format!("{byte:02X} ({line} {at}, {column} {from})")
        };
        let mut listed: Vec<String> = damaged.iter().take(LISTED).map(one).collect();
        if damaged.len() > LISTED {
            listed.push("…".to_owned());
        }
        listed.join(", ")
    };
    let (count, vi, en) = (damaged.len(), listed("dòng", "cột"), listed("line", "column"));
    say::complain(
        Problem::new(
            format!("{count} byte không phải UTF-8, đọc là � và để nguyên: {vi}"),
            format!("{count} bytes are not UTF-8, read as � and left as they are: {en}"),
        )
        .in_file(name),
    );
}

/// Reports on standard error which encoding was detected: a wrong guess would be seen in odd text only.
pub(super) fn tell_encoding(path: &str, encoding: &str, sure: f32) {
    let sure = (100.0 * sure).round();
    say::complain(
        Problem::new(
            format!("đọc theo bảng mã {encoding} (chắc {sure} %); nếu sai, hãy ghi --encoding"),
            format!("read as {encoding} ({sure} % sure); if that is wrong, say --encoding"),
        )
        .in_file(path),
    );
}

/// Whether it is a device without an end: a terminal, /dev/zero. A pipe (`<(command)`) ends.
#[cfg(unix)]
fn is_device(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    kind.is_char_device() || kind.is_block_device() || kind.is_socket()
}

#[cfg(not(unix))]
fn is_device(_metadata: &fs::Metadata) -> bool {
    false
}
