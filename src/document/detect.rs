//! Which format a file is in: what a person says, what its name says, and what its first bytes say, each asked once.

use std::borrow::Cow;

use super::format::{Content, Format, Options};
use super::package::{self, Files};
#[cfg(feature = "cli")]
use super::records::Records;
use crate::problem::Problem;

/// Ends of names in front of which another end says what the file is: `bai.md.svelte` is Markdown that Svelte takes in.
const WRAPPERS: [&str; 3] = [".svelte", ".vue", ".astro"];

/// What is known of a file's format before the file is read. It is asked for once and goes with the file; the bytes settle it
/// ([`Expected::format`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The format whatever the bytes are: a person says so, or an earlier part of the file was found to be in it.
    Known(Format),
    /// The format that the name stands for.
    Named(Format),
    /// The name says nothing.
    Open,
}

impl Expected {
    /// What a person says in `options`, or else what the end of the name says.
    pub fn of(name: &str, options: &Options) -> Expected {
        #[cfg(test)]
        counted::NAMES.set(counted::NAMES.get() + 1);
        match options.format {
            Some(format) => Expected::Known(format),
            None => of_name(name).map_or(Expected::Open, Expected::Named),
        }
    }

    /// How the file is cut into blocks, if it is one of records.
    #[cfg(feature = "cli")]
    pub fn records(self) -> Option<Records> {
        match self {
            Expected::Known(format) | Expected::Named(format) => Records::of(format),
            Expected::Open => None,
        }
    }

    /// The end of the file's name, if that says that the file is of some kind, and no kind that is known here.
    pub fn unknown_end(self, name: &str) -> Option<&str> {
        const LONGEST: usize = 12;
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, end) = file.rsplit_once('.')?;
        let is_end = !stem.is_empty()
            && (1..=LONGEST).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && end.bytes().any(|byte| byte.is_ascii_alphabetic());
        (is_end && self == Expected::Open).then_some(end)
    }

    /// The format of a file of these bytes. Where its name says nothing it goes by how they begin; what begins like nothing known
    /// is taken for plain text.
    ///
    /// # Errors
    /// If it is something that people take for a document and morat does not read, such as Word's format of before 2007.
    pub fn format(self, bytes: &[u8]) -> Result<Format, Problem> {
        #[cfg(test)]
        counted::BYTES.set(counted::BYTES.get() + usize::from(!matches!(self, Expected::Known(_))));
        let named = match self {
            Expected::Known(format) => return Ok(format),
            Expected::Named(format) => Some(format),
            Expected::Open => None,
        };
        // OLE2, in which Word kept documents before 2007, whatever it is called; an encrypted .docx is one, too.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Problem::new(
                "đây là tệp Word cũ (.doc) hoặc tệp có mật khẩu; hãy mở bằng Word hay LibreOffice rồi lưu thành .docx",
                "this is an old Word file (.doc) or one with a password; open it in Word or LibreOffice and save it as .docx",
            ));
        }
        let begins = |format: &Format| format.definition().begins.is_some_and(|begin| bytes.starts_with(begin));
        match named.or_else(|| Format::all().find(begins)) {
            Some(format) => Ok(format),
            None if bytes.starts_with(package::MAGIC) => of_archive(bytes),
            None => Ok(Format::TEXT),
        }
    }
}

/// The format that the end of a name stands for; `None` if it stands for none.
pub(super) fn of_name(name: &str) -> Option<Format> {
    let inner = WRAPPERS.iter().find_map(|end| name.strip_suffix(end)).filter(|inner| inner.ends_with(".md"));
    let (_, end) = inner.unwrap_or(name).rsplit_once('.')?;
    Format::all().find(|format| format.ends().iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// The format of an archive, by what is in it.
fn of_archive(bytes: &[u8]) -> Result<Format, Problem> {
    let mut files = Files::open(Cow::Borrowed(bytes))?;
    for format in Format::all() {
        if let Content::Archive(archive) = &format.definition().content
            && (archive.is)(&mut files)?
        {
            return Ok(format);
        }
    }
    Err(Problem::new(
        "đây là tệp nén, không phải .docx, .odt hay .epub; hãy giải nén rồi soát từng tệp",
        "this is an archive, and no .docx, .odt or .epub; unpack it and check what is in it",
    ))
}

/// How often this thread has asked, for tests that a file's format is looked for once.
#[cfg(test)]
pub(crate) mod counted {
    use std::cell::Cell;

    thread_local! {
        /// Names that were asked.
        pub static NAMES: Cell<usize> = const { Cell::new(0) };
        /// Files of which the bytes were asked.
        pub static BYTES: Cell<usize> = const { Cell::new(0) };
    }
}
