//! Declarative rules, compiled: what their files say, ready to be asked.
//!
//! `build.rs` compiles the files of `rules/` when the program is built, with this module; the files of a project are compiled by
//! the same lines when they are read. What comes out is one row of bytes and one string ([`table`]), used where they lie: a start
//! parses no TOML, folds no phrase and builds no automaton.
//!
//! Nothing here knows of a text that is checked, so that the build script needs no more of the program than syllables, tokens
//! and what a rule says of itself.

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
