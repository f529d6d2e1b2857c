//! Floor 6: what belongs to a text on disk: settings, own rules, lists of terms, the baseline, the ignore list, the
//! cache of findings.
//!
//! A front end opens a [`Workspace`] with its [`Overrides`] and asks it for the [`Project`] of each file; that has the
//! [`FileLinter`] for the file and decides which findings are shown ([`Project::judge`], [`Judge`]). Nothing here
//! prints: what goes wrong is a [`crate::problem::Problem`], and the front end shows it.

mod cache;
mod checker;
mod dictionaries;
pub mod discover;
pub mod disk;
pub mod fence;
mod folder;
mod found;
mod globs;
mod judge;
mod notes;
mod overrides;
mod own_rules;
pub mod panics;
mod reach;
mod scope;
mod terms;
pub mod unfinished;
mod walk;
mod workspace;
pub mod write;

pub use cache::Cache;
pub use checker::FileLinter;
pub use folder::Project;
pub use found::{Damaged, FileFindings};
pub use judge::{BaselineOutcome, Judge, Visibility, settle};
pub use notes::{add_ignored, ignore_path, read_baseline, read_ignored};
pub use overrides::Overrides;
#[cfg(feature = "lsp")]
pub use terms::edit_file;
pub use terms::{edit_terms, kind_of, term_of, uneditable};
pub use walk::{is_file, walk};
pub use workspace::Workspace;
