//! morat proofreads Vietnamese: it reads text and says what a proofreader would mark.
//!
//! ```
//! let checker = morat::Checker::new(&morat::Settings::default())?;
//! let checked = checker.check("bai.txt", "Cả tổ nổ lực kiểm tra.".as_bytes())?;
//! assert_eq!(checked.findings[0].suggestions, ["nỗ lực"]);
//! # Ok::<(), morat::Problem>(())
//! ```
//!
//! [`Checker`] is the front: settings as data ([`Settings`]), files as bytes, findings with places in bytes, code points and UTF-16
//! units and with what can be done about each ([`Finding`]), corrected files. It needs no file system, no thread and no terminal,
//! and stays as it is from version to version. `docs/library.md` in the repository is its chapter.
//!
//! What stands behind it is private, but with the feature `training`: for the trainer, the tests and the benchmarks of morat itself.
//! It changes from day to day. Text goes one way through it:
//!
//! ```text
//! bytes → Source → Document → Tokens → rules → Diagnostics → report / fix
//! ```

// Without the command line there is nobody to ask for some of what the rooms have: whole modules are left out then, single methods
// are not.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

// Each room stands here twice, private and open: a visibility that depends on a feature would take a macro, and rustfmt does not
// look for modules in one.
#[cfg(feature = "training")]
pub mod checker;
#[cfg(feature = "training")]
pub mod config;
#[cfg(feature = "training")]
pub mod dictionaries;
#[cfg(feature = "training")]
pub mod document;
#[cfg(feature = "training")]
pub mod lexicon;
#[cfg(feature = "training")]
pub mod linter;
#[cfg(feature = "training")]
pub mod model;
#[cfg(feature = "training")]
pub mod problem;
#[cfg(all(feature = "project", feature = "training"))]
pub mod project;
#[cfg(all(feature = "cli", feature = "training"))]
pub mod report;
#[cfg(feature = "training")]
pub mod rules;
#[cfg(feature = "training")]
pub mod speller;
#[cfg(feature = "training")]
pub mod syllable;
#[cfg(feature = "training")]
pub mod text;
#[cfg(feature = "training")]
pub mod token;

#[cfg(not(feature = "training"))]
mod checker;
#[cfg(not(feature = "training"))]
mod config;
#[cfg(not(feature = "training"))]
mod dictionaries;
#[cfg(not(feature = "training"))]
mod document;
#[cfg(not(feature = "training"))]
mod lexicon;
#[cfg(not(feature = "training"))]
mod linter;
#[cfg(not(feature = "training"))]
mod model;
#[cfg(not(feature = "training"))]
mod problem;
#[cfg(all(feature = "project", not(feature = "training")))]
mod project;
#[cfg(all(feature = "cli", not(feature = "training")))]
mod report;
#[cfg(not(feature = "training"))]
mod rules;
#[cfg(not(feature = "training"))]
mod speller;
#[cfg(not(feature = "training"))]
mod syllable;
#[cfg(not(feature = "training"))]
mod text;
#[cfg(not(feature = "training"))]
mod token;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "lsp")]
#[doc(hidden)]
pub mod lsp;
#[cfg(feature = "serve")]
#[doc(hidden)]
pub mod serve;

pub use checker::{Action, Checked, Checker, Dictionaries, Finding, Fixed, Fixes, Settings, TextEdit};
pub use document::{ContainerPosition, Coverage, Words};
pub use problem::{Bilingual, Lang, Location, Problem};
pub use rules::Severity;
pub use text::{LineIndex, Offset, Position, Unit, Units};
