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
//! Behind it stand the modules, open to those who build on the parts; they change with morat. Text goes one way through them:
//!
//! ```text
//! bytes → Source → Document → Tokens → rules → Diagnostics → report / fix
//! ```

pub mod checker;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod dictionaries;
pub mod document;
pub mod lexicon;
pub mod linter;
pub mod model;
pub mod problem;
#[cfg(feature = "project")]
pub mod project;
pub mod report;
pub mod rules;
pub mod speller;
pub mod syllable;
pub mod text;
pub mod token;

pub use checker::{Action, Checked, Checker, Finding, Fixed, Fixes, Settings, TextEdit};
pub use document::{ContainerPosition, Coverage, Words};
pub use problem::{Bilingual, Lang, Location, Problem};
pub use rules::Severity;
pub use text::{Offset, Position, Unit, Units};
