//! Paths to files, and files to bytes.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::edit::EditError;
use crate::dictionaries::{self, Dictionaries};
use crate::document::{Document, Format, Options, Unreadable};
use crate::problem::{Bilingual, Problem};
use crate::report::escape::one_line;
use crate::report::{Begin, Lang};
use crate::text::{DecodeError, LineIndex};

/// What is to be read.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// Standard input, with the name that it goes by.
    Stdin(Option<String>),
    /// A file.
    File(PathBuf),
    /// Part of a large file of records.
    Block(Arc<Block>),
}

/// Records of a file that is not held in memory as a whole.
#[derive(Debug)]
pub(super) struct Block {
    /// What the file goes by.
    pub of: Input,
    pub bytes: Vec<u8>,
    pub begin: Begin,
    /// With what is known of the blocks before.
    pub options: Arc<Options>,
}

impl Input {
    /// The name in reports.
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

    /// Where in its file it begins.
    pub fn begin(&self) -> Begin {
        match self {
            Input::Block(block) => block.begin,
            _ => Begin::default(),
        }
    }

    /// How many bytes it has, as far as that is known before it is read.
    pub fn size(&self) -> u64 {
        match self {
            Input::Stdin(_) => 0,
            Input::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Input::Block(block) => block.bytes.len() as u64,
        }
    }
}

/// A path that cannot be used, and why. What is wrong with settings names their file in the message, too.
#[derive(Debug)]
pub(super) struct Unusable {
    pub path: String,
    pub message: String,
}

impl Unusable {
    /// Whether it is about settings: the message says itself where they are.
    fn is_of_settings(&self) -> bool {
        self.path == "morat" || self.message.strip_prefix(&self.path).is_some_and(|rest| rest.starts_with(':'))
    }

    /// Tells it on standard error.
    pub fn complain(&self) {
        match self.is_of_settings() {
            true => super::complain(&self.message),
            false => super::complain(format_args!("{}: {}", one_line(&self.path), self.message)),
        }
    }
}

/// Why the work on a file ended.
pub(super) enum Failed {
    /// The file cannot be used; the others go on.
    File(Unusable),
    /// Standard output cannot be written.
    Output(io::Error),
}

impl From<Unusable> for Failed {
    fn from(error: Unusable) -> Failed {
        Failed::File(error)
    }
}

/// All bytes of an input.
pub(super) fn read(input: &Input, lang: Lang) -> Result<Vec<u8>, Unusable> {
    let unusable = |message: String| Unusable { path: input.name(), message };
    let mut bytes = Vec::new();
    // One byte more than fits tells that it does not fit, whatever the file's size claims to be.
    let most = u64::from(u32::MAX) + 1;
    let done = match input {
        Input::Block(block) => return Ok(block.bytes.clone()),
        Input::Stdin(_) => io::stdin().lock().take(most).read_to_end(&mut bytes),
        Input::File(path) => {
            let metadata = fs::metadata(path).map_err(|error| unusable(say(&error, lang)))?;
            if is_device(&metadata) {
                return Err(unusable(match lang {
                    Lang::Vi => "không phải tệp thường".into(),
                    Lang::En => "not a regular file".into(),
                }));
            }
            if metadata.len() >= most {
                return Err(unusable(decode_message(DecodeError::TooLong, lang)));
            }
            bytes.reserve_exact(metadata.len() as usize + 1);
            File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
        }
    };
    done.map_err(|error| unusable(say(&error, lang)))?;
    Ok(bytes)
}

/// The dictionaries in a folder.
///
/// # Errors
/// Which file cannot be used, why, and what to do.
pub(super) fn dictionaries(folder: &Path) -> Result<Arc<Dictionaries>, Problem> {
    let in_file = |name: &str, problem: Problem| problem.in_file(folder.join(name).display().to_string());
    let bytes = |name: &str| fs::read(folder.join(name)).map_err(|error| in_file(name, said(&error).into()));
    let text = |name: &str| {
        String::from_utf8(bytes(name)?).map_err(|_| {
            let not_utf8 = Problem::new(
                "không phải UTF-8; hãy tạo lại bằng morat-train build",
                "not UTF-8; build it again with morat-train build",
            );
            in_file(name, not_utf8)
        })
    };
    let [syllables, foreign, names, places, places_2025, model, network] = dictionaries::FILES;
    let files = dictionaries::Files {
        syllables: &text(syllables)?,
        foreign: &text(foreign)?,
        names: &text(names)?,
        places: &text(places)?,
        places_2025: &text(places_2025)?,
        model: bytes(model)?.into(),
        network: bytes(network)?.into(),
    };
    Dictionaries::read(files)
        .map(Arc::new)
        .map_err(|damage| in_file(model, Problem::new(damage.vi(), damage.to_string())))
}

/// What tells one state of a folder of dictionaries from another: names, lengths and times.
pub(super) fn stamp_of_folder(folder: &Path) -> String {
    dictionaries::FILES.iter().map(|name| stamp(&folder.join(name))).collect()
}

/// What tells one build of this program from another.
pub(super) fn own_stamp() -> String {
    let program = std::env::current_exe().map(|path| stamp(&path)).unwrap_or_default();
    format!("{}{program}", env!("CARGO_PKG_VERSION"))
}

fn stamp(path: &Path) -> String {
    let metadata = fs::metadata(path);
    let (length, time) = metadata.map_or((0, None), |metadata| (metadata.len(), metadata.modified().ok()));
    format!("{}:{length}:{time:?};", path.display())
}

/// The format of a file: what a flag says, or what it is by its name and its first bytes.
///
/// # Errors
/// As [`Format::detect`].
pub(super) fn format(name: &str, bytes: &[u8], options: &Options) -> Result<Format, Unreadable> {
    options.format.map_or_else(|| Format::detect(name, bytes), Ok)
}

/// The end of a file's name, if that says that the file is of some kind, and nothing says of which: it is read as text, which it may not be.
pub(super) fn unknown_end<'n>(name: &'n str, options: &Options) -> Option<&'n str> {
    Format::unknown_end(name).filter(|_| options.format.is_none())
}

/// Says on standard error what is odd about a file that has been read.
pub(super) fn tell_oddities(name: &str, format: &str, damaged: &[Damaged], options: &Options, lang: Lang) {
    if let Some(end) = unknown_end(name, options).filter(|_| format == Format::TEXT.name()) {
        super::complain(match lang {
            Lang::Vi => {
                format!("{name}: đuôi .{end} lạ, đọc như văn bản; nếu là dạng khác, hãy ghi --as (markdown, html, …)")
            }
            Lang::En => format!(
                "{name}: .{end} is no end that is known, so it is read as text; if it is something else, say --as (markdown, html, …)"
            ),
        });
    }
    if damaged.is_empty() {
        return;
    }
    const LISTED: usize = 5;
    let one = |Damaged { byte, line, column }: &Damaged| match lang {
        Lang::Vi => format!("{byte:02X} (dòng {line}, cột {column})"),
        Lang::En => format!("{byte:02X} (line {line}, column {column})"),
    };
    let mut listed: Vec<String> = damaged.iter().take(LISTED).map(one).collect();
    if damaged.len() > LISTED {
        listed.push("…".to_owned());
    }
    let (count, listed) = (damaged.len(), listed.join(", "));
    super::complain(match lang {
        Lang::Vi => format!("{name}: {count} byte không phải UTF-8, đọc là � và để nguyên: {listed}"),
        Lang::En => format!("{name}: {count} bytes are not UTF-8, read as � and left as they are: {listed}"),
    });
}

/// A byte that is no letter, and where it stands; line and column are counted from 1.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Damaged {
    byte: u8,
    line: u32,
    column: u32,
}

/// The bytes of a document that are no letters; `lines` come before it in its file.
pub(super) fn damaged(document: &Document<'_>, lines: u32) -> Vec<Damaged> {
    let source = document.source();
    let damaged = source.damaged();
    if damaged.is_empty() {
        return Vec::new();
    }
    let mut index = LineIndex::new(source.text());
    let place = |(at, byte): (u32, u8)| {
        let place = index.position(at);
        Damaged { byte, line: place.line + lines, column: place.column }
    };
    damaged.into_iter().map(place).collect()
}

/// The document that bytes are, by the name of their file.
pub(super) fn document<'b>(
    name: &str,
    bytes: &'b [u8],
    options: &Arc<Options>,
    lang: Lang,
) -> Result<Document<'b>, Unusable> {
    let document = format(name, bytes, options).and_then(|format| Document::open(bytes, format, options));
    document.map_err(|error| Unusable { path: name.to_owned(), message: unreadable(&error, lang) })
}

/// Why a file cannot be read, in the reader's language.
pub(super) fn unreadable(error: &Unreadable, lang: Lang) -> String {
    match lang {
        Lang::Vi => error.vi.clone(),
        Lang::En => error.en.clone(),
    }
}

/// A decoding error in the reader's language.
pub(super) fn decode_message(error: DecodeError, lang: Lang) -> String {
    match lang {
        Lang::Vi => error.vi(),
        Lang::En => error.to_string(),
    }
}

/// What the system says, in one language.
pub(super) fn say(error: &io::Error, lang: Lang) -> String {
    lang.of(&said(error)).to_owned()
}

/// A file that the system does not let us use.
pub(super) fn system(path: &Path, error: &io::Error) -> Problem {
    Problem::from(said(error)).in_file(path.display().to_string())
}

/// A settings file that cannot be edited.
pub(super) fn edit(path: impl Display, error: EditError) -> Problem {
    let EditError { line, message } = error;
    Problem::at(path.to_string(), line.map(|line| line as u32), message.vi, message.en)
}

/// What the system says, in words: the kinds that a user can do something about.
pub(super) fn said(error: &io::Error) -> Bilingual {
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

/// Endless things that are read like files: terminals and /dev/zero. A pipe (`<(command)`) ends.
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
