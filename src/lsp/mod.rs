//! Floor 8: the language server, `morat lsp`: findings while people write, in any editor that speaks the Language Server Protocol.
//!
//! One thread, the main loop, has the whole state and takes messages one by one. It never checks a text and never writes a file:
//! what takes time goes to the threads of a `pool`, and comes back as a message among the others.
//!
//! ```text
//! client ⇄ main_loop: notifications, requests → state → pool: check, actions, execute, sweep
//!                                outcomes  ←──────────────┘
//! ```
//!
//! A check is of a *state* of a text, a number that no other text has. When it comes back and the text has another state, it is
//! dropped and the text is checked again, so nothing is ever shown for a text that is no more, and of one document one check runs at
//! a time. What is judged, and by what, is the business of `project`; here is only who asks and how the answer is put.

mod actions;
mod capabilities;
mod check;
mod client;
mod commands;
mod completion;
mod diagnostics;
mod document;
mod edits;
mod execute;
mod format;
mod hover;
mod lists;
mod main_loop;
mod notifications;
mod options;
mod outcomes;
mod pool;
mod position;
mod requests;
mod session;
mod settings_file;
mod state;
mod sweep;
mod uri;
mod watching;

pub use main_loop::{End, Start, serve};

use std::io;

use lsp_server::Connection;

use crate::problem::{Bilingual, Problem};

/// Serves the client on standard input and output.
///
/// # Errors
/// If what comes is no message of the protocol.
pub fn run(start: Start) -> Result<End, Problem> {
    let (stdio, threads) = Connection::stdio();
    // A client that writes and does not read meanwhile must not keep the main loop from reading.
    let (sender, outgoing) = crossbeam_channel::unbounded();
    std::thread::spawn(move || outgoing.into_iter().try_for_each(|message| stdio.sender.send(message)));
    let connection = Connection { sender, receiver: stdio.receiver };
    let end = serve(&connection, start);
    // The thread that writes ends when nobody can send any more.
    drop(connection);
    match (end?, threads.join()) {
        (End::Lost, Err(error)) if error.kind() == io::ErrorKind::InvalidData => {
            Err(Problem::from(Bilingual::same(error.to_string())))
        }
        (end, _) => Ok(end),
    }
}
