//! Declarative rules in compiled form.
//!
//! The build script (`build/main.rs`) compiles the files of `rules/` when the program is built, with this module; the files of a project are
//! compiled by the same code when they are read. The result is one array of bytes and one string ([`table`]), used in
//! place: a start parses no TOML, folds no phrase and builds no automaton.
//!
//! Nothing here depends on the text that is checked, so that the build script needs no more of the program than
//! syllables, tokens and the metadata of rules.

mod capitals;
mod compile;
mod file;
mod gate;
mod near;
mod set;
mod table;

pub use capitals::Capitals;
pub use compile::{LAST, LONGEST_PHRASE, Surroundings, compile};
pub use file::{RuleFile, SLIPS};
pub use gate::Gate;
pub use near::search;
pub use set::{Defined, Entry, Meaning, Pattern, Set};
pub use table::Tables;
