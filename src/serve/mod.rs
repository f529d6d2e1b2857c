//! Floor 8: `morat serve`, LanguageTool's HTTP interface: whatever speaks to a LanguageTool server can ask morat.
//!
//! ```text
//! socket → server: limits → gate: who may ask → form: parameters → route
//!                                                   ↓
//!                        check: annotated text → desk: settings, linters → answer
//!                        words: the lists of accepted terms
//! ```
//!
//! The interface is that of LanguageTool 6, whose server is its only full description: names of parameters and fields, what is
//! refused and in which words follow it. Where morat differs, docs/internals.md says so.

mod annotated;
mod answer;
mod category;
mod check;
mod choice;
mod context;
mod desk;
mod form;
mod gate;
mod language;
mod refusal;
mod route;
mod server;
mod words;

use std::time::Duration;

use crate::problem::{Bilingual, Lang, Problem};
use crate::project::Overrides;

pub use gate::{Origin, Token, name};
pub use server::run;

/// What a server is told at its start.
pub struct Start {
    /// The name or address of the interface on which it listens.
    pub host: String,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// What has to be shown to be answered; `None` if everybody is.
    pub token: Option<Token>,
    /// Names of this server, beside those of the machine itself, under which it may be asked, as [`name`] gives them.
    pub names: Vec<String>,
    /// Web pages and extensions whose scripts may ask.
    pub origins: Vec<Origin>,
    /// The greatest length of a text in UTF-16 code units.
    pub max_length: usize,
    /// How many requests may be under way.
    pub max_requests: usize,
    /// How long a request may take to arrive, and to be answered.
    pub timeout: Duration,
    /// Whether the end of standard input ends it, as that of whoever has started it would.
    pub until_eof: bool,
    /// The options that stand above settings files.
    pub overrides: Overrides,
    /// The language of messages.
    pub lang: Lang,
    /// Tells whoever runs the server what happens.
    pub log: fn(Note),
}

/// Something that whoever runs the server is told.
pub enum Note {
    /// All goes as it should.
    News(Bilingual),
    /// A request was refused, or settings cannot be used.
    Trouble(Problem),
}
