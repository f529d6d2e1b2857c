//! Archives in a build without the feature `documents`: there is no reader of any, and whatever is one is refused.
//!
//! The types are those of the module that reads archives, so that nobody else has to know which of the two there is. They have no value.

use std::borrow::Cow;
use std::convert::Infallible;
use std::marker::PhantomData;

use crate::problem::Problem;

/// The first bytes of an archive with files in it.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// An archive, and which of its files are read as text.
#[derive(Clone, Debug)]
pub(super) struct Package<'b>(Infallible, PhantomData<&'b ()>);

/// The files of an archive, to choose from.
pub(super) struct Files<'b>(PhantomData<Package<'b>>);

/// Chooses which files of a container are its text, in reading order.
pub(super) type Parts = fn(&mut Files<'_>) -> Result<Vec<String>, Problem>;

impl<'b> Package<'b> {
    /// Refuses an archive.
    ///
    /// # Errors
    /// Always.
    pub fn open(_: Cow<'b, [u8]>, _: Parts) -> Result<(Package<'b>, String), Problem> {
        Err(refused())
    }

    /// The names of the files that are read.
    pub fn parts(&self) -> &[String] {
        match self.0 {}
    }

    /// The archive with another text.
    ///
    /// # Errors
    /// Never.
    pub fn write(&self, _: &str) -> Result<Vec<u8>, Problem> {
        match self.0 {}
    }

    /// The archive with another text, in new fonts.
    ///
    /// # Errors
    /// Never.
    pub fn write_in_new_fonts(&self, _: &str, _: &[&str]) -> Result<Vec<u8>, Problem> {
        match self.0 {}
    }
}

impl<'b> Files<'b> {
    /// Refuses an archive.
    ///
    /// # Errors
    /// Always.
    pub fn open(_: Cow<'b, [u8]>) -> Result<Files<'b>, Problem> {
        Err(refused())
    }
}

fn refused() -> Problem {
    Problem::new(
        "bản morat này được dựng không có phần đọc .docx, .odt, .epub",
        "this build of morat has no reader of .docx, .odt and .epub",
    )
}
