//! The part of the module `text` that the included modules need.

#[path = "../src/text/latin.rs"]
mod latin;
#[path = "../src/text/span.rs"]
mod span;
#[path = "../src/text/table.rs"]
pub mod table;

pub use latin::is_latin;
pub use span::{Prose, Span};
