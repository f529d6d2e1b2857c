//! Floor 6: what lies on the disk around a text: settings, own rules, lists of terms, the baseline, the list of what to ignore, the
//! cache of what was found.
//!
//! A front end opens a [`Workspace`] with what it was told ([`Overrides`]) and asks it for the [`Project`] of each file; that has
//! the [`FileLinter`] for the file and judges what it finds ([`Project::judge`], [`Judge`]). Nothing here speaks to people: what goes
//! wrong is a [`crate::problem::Problem`], and the front end shows it.

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
mod workspace;
pub mod write;

pub use cache::Cache;
pub use checker::FileLinter;
pub use folder::Project;
pub use found::{Damaged, Found};
pub use judge::{Judge, Settled, Verdict, settle};
pub use notes::{ignore_path, read_baseline, read_ignored};
pub use overrides::Overrides;
pub use terms::{edit_terms, kind_of, uneditable};
pub use workspace::Workspace;
