//! That help is whole in both languages.

use std::collections::BTreeSet;

use clap::{Arg, ArgMatches};

use super::*;

/// Every command, by its path.
fn all(command: &Command, path: &str, visit: &mut impl FnMut(&str, &Command)) {
    visit(path, command);
    for below in command.get_subcommands() {
        all(below, &join(path, below.get_name()), visit);
    }
}

fn is_vietnamese(c: char) -> bool {
    // Letters with diacritics: Latin-1 and what follows, horn letters, and the block made for Vietnamese.
    matches!(c, '\u{C0}'..='\u{1B0}' | '\u{1EA0}'..='\u{1EF9}') && c.is_alphabetic()
}

#[test]
fn the_commands_make_sense() {
    for lang in [Lang::Vi, Lang::En] {
        command(lang).debug_assert();
    }
}

#[test]
fn every_command_and_argument_has_english() {
    let mut missing = Vec::new();
    all(&Args::command(), "", &mut |path, command| {
        if of_command(path).is_none() {
            missing.push(format!("COMMANDS: (\"{path}\", …)"));
        }
        for argument in command.get_arguments() {
            let id = argument.get_id();
            if of_argument(path, id.as_str()).is_none() {
                missing.push(format!("ARGUMENTS: (\"{path}\", \"{id}\", …)"));
            }
            let names = argument.get_value_names().unwrap_or_default().iter().map(|name| name.to_string());
            for word in names.chain(argument.get_help_heading().map(str::to_owned)) {
                if of_word(&word).chars().any(is_vietnamese) {
                    missing.push(format!("WORDS: (\"{word}\", …)"));
                }
            }
        }
    });
    assert!(missing.is_empty(), "src/cli/help/en.rs lacks:\n{}", missing.join("\n"));
}

#[test]
fn every_english_entry_names_something() {
    let mut paths = BTreeSet::new();
    let mut arguments = BTreeSet::new();
    let mut words: BTreeSet<String> = [heading::ARGUMENTS, heading::OTHER].map(str::to_owned).into();
    all(&Args::command(), "", &mut |path, command| {
        paths.insert(path.to_owned());
        for argument in command.get_arguments() {
            let id = argument.get_id().to_string();
            // What has an entry of its own does not need the common one.
            let own = en::ARGUMENTS.iter().any(|(known, name, _)| *known == path && *name == id);
            arguments.insert((if own { path.to_owned() } else { "*".to_owned() }, id));
            words.extend(argument.get_value_names().unwrap_or_default().iter().map(|name| name.to_string()));
            words.extend(argument.get_help_heading().map(str::to_owned));
        }
    });
    let mut idle: Vec<String> = Vec::new();
    idle.extend(en::COMMANDS.iter().filter(|(path, _)| !paths.contains(*path)).map(|(path, _)| (*path).to_owned()));
    idle.extend(
        en::ARGUMENTS
            .iter()
            .filter(|(path, id, _)| !arguments.contains(&((*path).to_owned(), (*id).to_owned())))
            .map(|(path, id, _)| format!("{path} {id}")),
    );
    idle.extend(en::WORDS.iter().filter(|(vi, _)| !words.contains(*vi)).map(|(vi, _)| (*vi).to_owned()));
    idle.extend(EXAMPLES.iter().filter(|(path, _)| !paths.contains(*path)).map(|(path, _)| (*path).to_owned()));
    assert!(idle.is_empty(), "of nothing: {idle:?}");
}

/// Every help page, short and full.
fn pages(lang: Lang) -> Vec<String> {
    let mut root = command(lang);
    root.build();
    let mut pages = Vec::new();
    all(&root, "", &mut |_, command| {
        let mut command = command.clone();
        pages.push(command.render_help().to_string());
        pages.push(command.render_long_help().to_string());
    });
    pages
}

#[test]
fn english_help_has_no_vietnamese() {
    for page in pages(Lang::En) {
        // What is typed may be Vietnamese in any language.
        let may = |line: &str| line.contains("ngôn ngữ của thông báo") || line.trim_start().starts_with("morat ");
        let vietnamese: Vec<&str> = page.lines().filter(|line| line.chars().any(is_vietnamese) && !may(line)).collect();
        assert!(vietnamese.is_empty(), "{vietnamese:#?}");
    }
}

#[test]
fn vietnamese_help_has_none_of_claps_english() {
    let english = [
        "Usage",
        "Options:",
        "Arguments:",
        "Commands:",
        "[OPTIONS]",
        "COMMAND",
        "Print ",
        "[default",
        "[possible",
        "[alias",
        "Possible",
    ];
    for page in pages(Lang::Vi) {
        for word in english {
            assert!(!page.contains(word), "“{word}” in\n{page}");
        }
    }
}

#[test]
fn every_command_has_examples_and_every_example_is_a_command_line() {
    let root = command(Lang::Vi);
    for name in root.get_subcommands().filter(|below| !below.is_hide_set()).map(Command::get_name) {
        assert!(!examples::of(name).is_empty(), "src/cli/help/examples.rs lacks {name}");
    }
    for (path, examples) in EXAMPLES {
        for example in *examples {
            // What follows is for the shell.
            let words = example.line.split_whitespace().take_while(|word| !["|", "<", ">", ">>"].contains(word));
            let read: Result<ArgMatches, _> = root.clone().try_get_matches_from(words);
            let read = read.unwrap_or_else(|error| panic!("{}: {error}", example.line));
            let called = read.subcommand_name().unwrap_or_default();
            assert!(path.is_empty() || path.split(' ').next() == Some(called), "{}: not of {path}", example.line);
        }
    }
}

#[test]
fn an_argument_without_a_heading_gets_one() {
    let heading = |argument: Arg| with_heading(argument, str::to_owned).get_help_heading().map(str::to_owned);
    assert_eq!(heading(Arg::new("path")).as_deref(), Some(heading::ARGUMENTS));
    assert_eq!(heading(Arg::new("new").long("new")).as_deref(), Some(heading::OTHER));
    assert_eq!(heading(Arg::new("old").long("old").help_heading("A")).as_deref(), Some("A"));
}
