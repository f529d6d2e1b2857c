//! Floor 8: the command line: arguments, exit status, messages on standard error.

mod args;
mod baseline;
mod batch;
mod check;
mod config;
mod convert;
mod difference;
mod explain;
mod files;
mod fix;
mod flags;
mod git;
mod guard;
mod heading;
mod help;
mod interrupt;
mod lang;
mod outcome;
mod outputs;
mod paint;
mod progress;
mod review;
mod rewrite;
mod say;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod stream;
mod tidy;
mod unusable;
mod unused;
mod usage;
mod walk;
mod watch;
mod words;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::project::panics;
use args::{Args, Command};
use outcome::{Failure, Status};

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let argv: Vec<OsString> = std::env::args_os().collect();
    let args = match usage::parse(&argv) {
        Ok(args) => args,
        Err(status) => return status,
    };
    if !args.command.stops_by_itself() {
        interrupt::listen();
    }
    panics::listen();
    say::speak(args.lang());
    let status = panics::caught(|| run(&args)).unwrap_or_else(|place| {
        say::complain(guard::fault(&place));
        Status::Failed
    });
    ExitCode::from(status as u8)
}

/// Serves an editor. A server that was not asked to end has not ended well.
#[cfg(feature = "lsp")]
fn serve_editor(args: &Args) -> Result<Status, outcome::Failure> {
    use std::io::IsTerminal;

    use crate::lsp::{End, Start, run};
    if io::stdin().is_terminal() {
        // A person at a terminal would wait for something to happen.
        say::tell(crate::problem::Bilingual::fixed(
            "morat lsp đợi một trình soạn thảo ở đầu vào chuẩn; cách đặt: docs/editors.md (Ctrl-C để thôi)",
            "morat lsp waits for an editor on standard input; how to set one up: docs/editors.md (Ctrl-C ends it)",
        ));
    }
    Ok(match run(Start { asked: args.asked_lang(), usual: args.lang() })? {
        End::Asked => Status::Clean,
        End::Lost => Status::Found,
    })
}

/// Runs the command of the arguments.
fn run(args: &Args) -> Status {
    let done = match &args.command {
        Command::Check(check) if check.watch => watch::run(check, args),
        Command::Check(check) => check::run(check, args),
        Command::Fix(fix) => fix::run(fix),
        Command::Baseline(asked) => baseline::run(asked),
        Command::Init { folder } => config::init(folder),
        Command::Config(asked) => config::run(asked),
        Command::Words(words) => words::run(words),
        Command::Review(review) => review::run(review, args),
        Command::Convert(asked) => convert::run(asked),
        Command::Rules { check: true, .. } => explain::check_examples(),
        Command::Rules { profile, names, .. } => explain::rules(profile.as_deref(), names),
        Command::Explain { rule } => explain::explain(rule, args),
        #[cfg(feature = "lsp")]
        Command::Lsp { .. } => serve_editor(args),
        #[cfg(feature = "serve")]
        Command::Serve(asked) => serve::run(asked),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { command, out } => shell::man(command, out.as_deref()),
        Command::Help { command } => shell::help(command, args.paints()),
    };
    done.unwrap_or_else(|error| {
        match error {
            // Whoever reads has seen enough: `morat check … | head`.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Status::Clean,
            Failure::Output(error) => say::complain(Problem::new(
                format!("không ghi được kết quả: {error}"),
                format!("cannot write the result: {error}"),
            )),
            Failure::Problem(problem) => say::complain(problem),
        }
        Status::Failed
    })
}
