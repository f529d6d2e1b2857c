//! morat proofreads Vietnamese: it reads text and says what a proofreader would mark.
//!
//! ```text
//! bytes → Source → Document → Tokens → rules → Diagnostics → report / fix
//! ```
//!
//! A module may use those listed before it, never those after it.

#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod dictionaries;
pub mod document;
pub mod lexicon;
pub mod linter;
pub mod model;
pub mod problem;
pub mod report;
pub mod rules;
pub mod speller;
pub mod syllable;
pub mod text;
pub mod token;
