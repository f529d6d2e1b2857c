//! `--help` in the reader's language. `args.rs` says in Vietnamese what there is; here that tree of commands gets the other
//! language, and what clap would say in English by itself: headings, usage, defaults.
//!
//! To add a flag: its line in `args.rs`, and its English in [`en`].

mod en;
mod examples;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal};

use clap::builder::{Resettable, StyledStr};
use clap::{Arg, Command, CommandFactory};

use super::args::Args;
use super::heading;
use crate::report::Lang;
#[cfg(test)]
use examples::EXAMPLES;
pub(super) use examples::of as examples_of;

/// Columns of help where no terminal says how wide it is, and the most where one does: longer lines are hard to read.
const WIDTH: usize = 100;

/// All that may be said to morat, described in this language.
pub(super) fn command(lang: Lang) -> Command {
    let root = match lang {
        Lang::Vi => Args::command(),
        Lang::En => translated(Args::command(), ""),
    };
    let root = if io::stdout().is_terminal() { root.max_term_width(WIDTH) } else { root.term_width(WIDTH) };
    let wording = Wording { lang };
    let root = wording.finished(root, "");
    let mut built = root.clone();
    built.build();
    wording.with_usage(root, &mut built)
}

/// The command that a path of names leads to, built; with the names that were not understood.
pub(super) fn find(mut command: Command, names: &[String]) -> Result<Command, &str> {
    command.build();
    names.iter().try_fold(command, |command, name| command.find_subcommand(name).cloned().ok_or(name.as_str()))
}

/// A path of commands, one longer.
pub(super) fn join(path: &str, name: &str) -> String {
    [path, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text in paragraphs as clap takes it: the first for `-h`, all for `--help` if there is more.
fn paragraphs(text: &str) -> (StyledStr, Resettable<StyledStr>) {
    let first = text.split("\n\n").next().unwrap_or_default();
    // As clap does with doc comments: a summary is no sentence.
    (first.trim_end_matches('.').to_owned().into(), (first.len() < text.len()).then(|| text.to_owned().into()).into())
}

/// The English of a command.
fn of_command(path: &str) -> Option<&'static str> {
    en::COMMANDS.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// The English of an argument: of this command, or else of any.
fn of_argument(path: &str, id: &str) -> Option<&'static str> {
    let at = |place: &str| en::ARGUMENTS.iter().find(|(known, name, _)| *known == place && *name == id);
    at(path).or_else(|| at("*")).map(|(.., text)| *text)
}

/// The English of a heading or of the name of a value; what is not in the table is the same in both languages.
fn of_word(word: &str) -> &str {
    en::WORDS.iter().find(|(vi, _)| *vi == word).map_or(word, |(_, en)| en)
}

/// A command and all below it, in English.
fn translated(command: Command, path: &str) -> Command {
    let command = match of_command(path) {
        Some(text) => {
            let (short, long) = paragraphs(text);
            command.about(short).long_about(long)
        }
        None => command,
    };
    let command = command.mut_args(|argument| {
        let argument = match of_argument(path, argument.get_id().as_str()) {
            Some(text) => {
                let (short, long) = paragraphs(text);
                argument.help(short).long_help(long)
            }
            None => argument,
        };
        let names = argument.get_value_names().map(|names| names.iter().map(|name| of_word(name).to_owned()).collect());
        let argument = match names {
            Some::<Vec<_>>(names) if argument.get_action().takes_values() => argument.value_names(names),
            _ => argument,
        };
        match argument.get_help_heading().map(str::to_owned) {
            Some(heading) => argument.help_heading(of_word(&heading).to_owned()),
            None => argument,
        }
    });
    command.mut_subcommands(|below| {
        let path = join(path, below.get_name());
        translated(below, &path)
    })
}

/// An argument under its heading, or under that of those which have none.
fn with_heading(argument: Arg, word: impl Fn(&'static str) -> String) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(_) => return argument,
        None if argument.is_positional() => heading::ARGUMENTS,
        None => heading::OTHER,
    };
    argument.help_heading(word(heading))
}

/// The values that an argument takes, if they are few and known.
fn names_of_values(argument: &Arg) -> Vec<String> {
    let values = argument.get_possible_values();
    values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name().to_owned()).collect()
}

/// What the tree of commands says beside its descriptions, in one language.
struct Wording {
    lang: Lang,
}

impl Wording {
    /// A command and all below it, with what clap would otherwise say in its own English.
    fn finished(&self, command: Command, path: &str) -> Command {
        let word = |vi: &'static str| self.lang.pick(vi, of_word(vi)).to_owned();
        let style = *command.get_styles().get_header();
        let usage = self.lang.pick("Cách dùng", "Usage");
        let command = command
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{style}{usage}:{style:#} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(self.lang.pick("Các lệnh", "Commands"))
        .subcommand_value_name(word("LỆNH"))
        .mut_args(|argument| {
            let argument = with_heading(self.with_values(argument), word);
            // What the command is about goes before the flags under the same heading.
            if argument.is_positional() { argument.display_order(0) } else { argument }
        });
        let command = match self.endings(path, style) {
            Some((short, long)) => command.after_help(short).after_long_help(long),
            None => command,
        };
        command.mut_subcommands(|below| {
            let path = join(path, below.get_name());
            self.finished(below, &path)
        })
    }

    /// An argument whose help ends with its default and its values.
    fn with_values(&self, argument: Arg) -> Arg {
        if !argument.get_action().takes_values() {
            return argument;
        }
        let mut notes = String::new();
        let mut note = |vi, en, values: &[String]| {
            if !values.is_empty() {
                notes.push_str(&format!(" [{}: {}]", self.lang.pick(vi, en), values.join(", ")));
            }
        };
        if !argument.is_hide_possible_values_set() {
            note("giá trị", "values", &names_of_values(&argument));
        }
        if !argument.is_hide_default_value_set() {
            let values = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
            note("mặc định", "default", &values.collect::<Vec<_>>());
        }
        let ending = |text: Option<&StyledStr>| Resettable::from(text.map(|text| format!("{text}{notes}").into()));
        let (short, long) = (ending(argument.get_help()), ending(argument.get_long_help()));
        argument.help(short).long_help(long).hide_possible_values(true).hide_default_value(true)
    }

    /// What stands below the arguments: in short help, where to find more; in full help, examples.
    fn endings(&self, path: &str, style: clap::builder::styling::Style) -> Option<(String, String)> {
        let examples = examples::of(path);
        if examples.is_empty() {
            return None;
        }
        let short = match self.lang {
            Lang::Vi => format!("Đầy đủ hơn, có ví dụ: {} --help", join("morat", path)),
            Lang::En => format!("More, with examples: {} --help", join("morat", path)),
        };
        // One below the other: some of the lines are long.
        let lines: Vec<String> = examples
            .iter()
            .map(|example| format!("  {}\n      {}", example.line, self.lang.of(&example.does)))
            .collect();
        Some((short, format!("{style}{}:{style:#}\n{}", self.lang.pick("Ví dụ", "Examples"), lines.join("\n"))))
    }

    /// A command and all below it, with the usage line that clap makes of `built`, in the reader's language.
    fn with_usage(&self, command: Command, built: &mut Command) -> Command {
        let usage = built.render_usage().ansi().to_string();
        // “Usage: ”, painted, goes before.
        let usage = usage.split_once(' ').map_or(usage.as_str(), |(_, usage)| usage);
        let command = command.override_usage(usage.replace("[OPTIONS]", self.lang.pick("[CỜ]", "[FLAGS]")));
        command.mut_subcommands(|below| match built.find_subcommand_mut(below.get_name()) {
            Some(built) => self.with_usage(below, built),
            None => below,
        })
    }
}
