//! Floor 6: arguments to actions, exit status, what is said on standard error.

mod args;
mod baseline;
mod beside;
mod cache;
mod check;
mod config;
mod convert;
mod explain;
mod files;
mod fix;
mod flags;
mod git;
mod globs;
mod guard;
mod help;
mod interrupt;
mod lang;
mod notebook;
mod outputs;
mod paint;
mod progress;
mod project;
mod reach;
mod review;
mod rewrite;
mod shell;
mod shown;
mod stream;
mod tidy;
mod unused;
mod usage;
mod walk;
mod watch;
mod words;
mod write;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::problem::Problem;
use crate::report::{Lang, escape};
use args::{Args, Command};

/// How a run ended: the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing found.
    Clean = 0,
    /// Findings at or above the failing severity.
    Found = 1,
    /// A file or an argument could not be used.
    Failed = 2,
    /// Stopped by Ctrl-C: 128 and the signal's number, as shells have it.
    Interrupted = 130,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let argv: Vec<OsString> = std::env::args_os().collect();
    let args = match usage::parse(&argv) {
        Ok(args) => args,
        Err(status) => return status,
    };
    interrupt::listen();
    guard::listen();
    let lang = args.lang();
    let status = guard::caught(|| run(&args, lang)).unwrap_or_else(|place| {
        complain(guard::fault(&place, lang));
        Status::Failed
    });
    ExitCode::from(status as u8)
}

/// Does what the arguments ask for.
fn run(args: &Args, lang: Lang) -> Status {
    let done = match &args.command {
        Command::Check(check) if check.watch => watch::run(check, args),
        Command::Check(check) => check::run(check, args),
        Command::Fix(fix) => fix::run(fix, args),
        Command::Baseline(asked) => baseline::run(asked, args),
        Command::Init { folder } => config::init(folder, lang),
        Command::Config(asked) => config::run(asked, args),
        Command::Words(words) => words::run(words, args),
        Command::Review(review) => review::run(review, args),
        Command::Convert(asked) => convert::run(asked, args),
        Command::Rules { check: true, .. } => explain::check_examples(lang),
        Command::Rules { profile, names, .. } => explain::rules(profile.as_deref(), names, args),
        Command::Explain { rule } => explain::explain(rule, args),
        Command::Completions { shell } => shell::completions(*shell, lang),
        Command::Man { command, out } => shell::man(command, out.as_deref(), lang),
        Command::Help { command } => shell::help(command, lang, args.paints()),
    };
    done.unwrap_or_else(|error| {
        match error {
            // Whoever reads has seen enough: `morat check … | head`.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Status::Clean,
            Failure::Output(error) => complain(match lang {
                Lang::Vi => format!("không ghi được kết quả: {error}"),
                Lang::En => format!("cannot write the result: {error}"),
            }),
            Failure::Problem(problem) => complain(problem.say(lang)),
        }
        Status::Failed
    })
}

/// What ends a run early.
enum Failure {
    /// The output could not be written.
    Output(io::Error),
    /// Something cannot be used: arguments that make no sense together, settings, a file.
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(problem)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// One line on standard error. If even that cannot be written, nothing is left to tell.
fn complain(message: impl std::fmt::Display) {
    tell(format_args!("morat: {message}"));
}

/// Words on standard error. They may hold names of files and texts of others, which must not command the terminal.
fn tell(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{}", escape::lines(&message.to_string()));
}
