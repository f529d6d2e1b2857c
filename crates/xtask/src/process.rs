//! Runs other programs, and reports failures.

use std::ffi::OsStr;
use std::fmt::Display;
use std::path::Path;
use std::process::Command;

/// Why a task failed, as a message for the user.
#[derive(Debug)]
pub struct Failure(pub String);

impl Failure {
    /// A failure that concerns a file.
    pub fn of(path: &Path, error: &dyn Display) -> Failure {
        Failure(format!("{}: {error}", path.display()))
    }
}

/// A cargo command in the folder of the repository, by way of rustup, which understands `+nightly`.
pub fn cargo<I: IntoIterator<Item: AsRef<OsStr>>>(arguments: I) -> Command {
    let mut command = Command::new("cargo");
    // These are set by the cargo that runs this program and would override `+nightly`.
    command.args(arguments).current_dir(crate::root()).env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// A git command in a folder, which never prompts.
pub fn git<I: IntoIterator<Item: AsRef<OsStr>>>(folder: &Path, arguments: I) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// Runs a command whose output the person sees.
///
/// # Errors
/// If it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("{}: {status}", shown(command)))) }
}

/// Runs a command and gives back what it prints, without white space at the ends.
///
/// # Errors
/// As [`run`]; the message includes standard error.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!("{}: {}\n{}", shown(command), output.status, said.trim())))
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure(format!("{} cannot be started: {error}", command.get_program().to_string_lossy()))
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
