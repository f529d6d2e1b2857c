//! Output for the shell: completions, manual pages, help.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::outcome::{Failure, Status};
use super::{help, say};
use crate::problem::{Bilingual, Problem};
use crate::project::disk;
use crate::report::OutputFormat;
use crate::rules::{GROUPS, Registry};

/// `morat completions`.
pub(super) fn completions(shell: Shell) -> Result<Status, Failure> {
    let mut command = with_names(help::command(say::lang()), &Registry::embedded());
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "morat", &mut script);
    if shell == Shell::Fish {
        script.extend_from_slice(values_for_fish(&command).as_bytes());
    }
    io::stdout().lock().write_all(&script)?;
    Ok(Status::Clean)
}

/// The values of positional arguments, which clap_complete does not pass to fish.
fn values_for_fish(command: &Command) -> String {
    let mut script = String::new();
    for below in command.get_subcommands() {
        for argument in below.get_positionals() {
            let values = argument.get_possible_values();
            let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            if !values.is_empty() {
                let name = below.get_name();
                let values = values.join(" ");
                script +=
                    &format!("complete -c morat -n \"__fish_morat_using_subcommand {name}\" -f -a \"{values}\"\n");
            }
        }
    }
    script
}

/// The commands with the names of groups, rules and formats as values, for completion only: without completion an
/// unknown rule gets a suggestion from the linter.
fn with_names(command: Command, registry: &Registry) -> Command {
    let command = command.mut_args(|argument| {
        let called =
            |vi, en| argument.get_value_names().is_some_and(|names| names.iter().any(|name| name == vi || name == en));
        let names: Vec<String> = if called("QUY-TẮC", "RULE") {
            let rules = registry.rules().iter().map(|meta| meta.name.to_string());
            GROUPS.iter().map(|(group, _)| (*group).to_owned()).chain(rules).collect()
        } else if called("DẠNG[=TỆP]", "FORMAT[=FILE]") {
            OutputFormat::ALL.iter().map(|format| format.name().to_owned()).collect()
        } else {
            return argument;
        };
        argument.value_parser(PossibleValuesParser::new(names))
    });
    command.mut_subcommands(|below| with_names(below, registry))
}

/// `morat help`: the help of a command.
pub(super) fn help(names: &[String], paints: bool) -> Result<Status, Failure> {
    let text = named(names)?.render_long_help();
    let mut out = io::stdout().lock();
    if paints {
        write!(out, "{}", text.ansi())?
    } else {
        write!(out, "{text}")?
    }
    Ok(Status::Clean)
}

/// `morat man`: prints one manual page, or writes all of them to a folder.
pub(super) fn man(names: &[String], out: Option<&Path>) -> Result<Status, Failure> {
    let Some(folder) = out else {
        io::stdout().lock().write_all(&page(named(names)?, &names.join(" "))?)?;
        return Ok(Status::Clean);
    };
    let mut pages = Vec::new();
    all_pages(named(&[])?, "", &mut pages)?;
    let failure = |path: &Path, error| Failure::from(disk::problem(path.display().to_string(), &error));
    fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
    for (name, page) in &pages {
        let path = folder.join(name);
        fs::write(&path, page).map_err(|error| failure(&path, error))?;
    }
    let (count, folder) = (pages.len(), folder.display());
    say::tell(Bilingual::new(format!("{folder}: đã ghi {count} trang"), format!("{folder}: {count} pages written")));
    Ok(Status::Clean)
}

/// The command with this path.
fn named(names: &[String]) -> Result<Command, Failure> {
    help::find(help::command(say::lang()), names).map_err(|name| {
        Failure::from(Problem::new(
            format!("không có lệnh “{name}”; xem các lệnh: morat help"),
            format!("no command “{name}”; see the commands: morat help"),
        ))
    })
}

/// Adds the manual pages of a command and of all below it, with their file names.
fn all_pages(command: Command, path: &str, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for below in command.get_subcommands() {
        all_pages(below.clone(), &help::join(path, below.get_name()), pages)?;
    }
    let name = format!("{}.1", file_name(path));
    pages.push((name, page(command, path)?));
    Ok(())
}

/// The file name of a page: `morat-check` of `check`.
fn file_name(path: &str) -> String {
    help::join("morat", path).replace(' ', "-")
}

/// The manual page of a built command, in roff.
fn page(command: Command, path: &str) -> io::Result<Vec<u8>> {
    let lang = say::lang();
    let below: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let source = format!("morat {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).source(source).manual(lang.pick("Hướng dẫn dùng morat", "morat manual"));
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    titled(&man, Man::render_name_section, lang.pick("TÊN", "NAME"), &mut out)?;
    titled(&man, Man::render_synopsis_section, lang.pick("CÁCH DÙNG", "SYNOPSIS"), &mut out)?;
    titled(&man, Man::render_description_section, lang.pick("MÔ TẢ", "DESCRIPTION"), &mut out)?;
    if !below.is_empty() {
        titled(&man, Man::render_subcommands_section, lang.pick("CÁC LỆNH", "COMMANDS"), &mut out)?;
    }
    man.render_options_section(&mut out)?;
    endings(path, &below).to_writer(&mut out)?;
    Ok(out)
}

/// A section with a translated heading: clap_mangen has its own in English only.
fn titled(
    man: &Man,
    render: fn(&Man, &mut dyn Write) -> io::Result<()>,
    title: &str,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let mut section = Vec::new();
    render(man, &mut section)?;
    for line in String::from_utf8_lossy(&section).lines() {
        // A line of text that begins with a dot is escaped.
        if line.starts_with(".SH ") { writeln!(out, ".SH \"{title}\"")? } else { writeln!(out, "{line}")? }
    }
    Ok(())
}

/// The sections of examples and related commands.
fn endings(path: &str, below: &[String]) -> Roff {
    let lang = say::lang();
    let mut roff = Roff::new();
    let examples = help::examples_of(path);
    if !examples.is_empty() {
        roff.control("SH", [lang.pick("VÍ DỤ", "EXAMPLES")]);
        for example in examples {
            roff.control("TP", []);
            roff.text([bold(example.line)]);
            roff.text([roman(lang.of(&example.does))]);
        }
    }
    // Above it, or below.
    let names: Vec<String> = match path.rsplit_once(' ') {
        _ if path.is_empty() => below.iter().map(|name| file_name(name)).collect(),
        Some((parent, _)) => vec![file_name(parent)],
        None => vec![file_name("")],
    };
    roff.control("SH", [lang.pick("XEM THÊM", "SEE ALSO")]);
    let names: Vec<String> = names.iter().map(|name| format!("{name}(1)")).collect();
    roff.text([roman(names.join(", "))]);
    roff
}
