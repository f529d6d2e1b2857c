//! Errors in arguments, in the user's language: what is wrong, and what to write instead.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, Command, Error, FromArgMatches};

use super::args::Args;
use super::lang;
use super::outcome::Status;
use super::{help, say};
use crate::linter::nearest_of;
use crate::problem::{Bilingual, Lang};

/// Parses the arguments of a run. If nothing is left to do (help was printed, an error reported), gives back the exit
/// status.
pub(super) fn parse(argv: &[OsString]) -> Result<Args, ExitCode> {
    let lang = lang::resolve(lang::said(argv));
    let colour = match lang::last_value(argv, "--color").as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    let mut command = help::command(lang).color(colour);
    let read = command.try_get_matches_from_mut(argv).and_then(|matches| Args::from_arg_matches(&matches));
    read.map_err(|error| {
        use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
        match error.kind() {
            DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand => {
                // If that cannot be written, nothing is left to tell.
                let _ = error.print();
                ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Status::Failed as u8))
            }
            _ => {
                let complaint = UsageError { error: &error, command: &command, argv, lang };
                say::complain(Bilingual::same(complaint.text()));
                ExitCode::from(Status::Failed as u8)
            }
        }
    })
}

/// An error of clap, with what is needed to translate it.
struct UsageError<'a> {
    error: &'a Error,
    command: &'a Command,
    argv: &'a [OsString],
    lang: Lang,
}

impl UsageError<'_> {
    /// The whole message, in one or two lines.
    fn text(&self) -> String {
        match self.error.kind() {
            ErrorKind::InvalidSubcommand => self.no_such_command(),
            ErrorKind::UnknownArgument => self.no_such_argument(),
            ErrorKind::InvalidValue => self.not_a_value(),
            ErrorKind::ValueValidation => self.unfit_value(),
            ErrorKind::MissingRequiredArgument => self.missing_argument(),
            ErrorKind::MissingSubcommand => self.missing_command(),
            ErrorKind::ArgumentConflict => self.conflict(),
            ErrorKind::NoEquals => {
                let flag = self.flag();
                self.say(
                    &format!("giá trị của {flag} phải viết liền sau dấu bằng: {flag}=GIÁ-TRỊ"),
                    &format!("the value of {flag} goes behind an equals sign: {flag}=VALUE"),
                )
            }
            ErrorKind::TooManyValues => {
                let (flag, value) = (self.flag(), self.one(ContextKind::InvalidValue));
                let (vi, en) = (format!("{flag} không nhận “{value}”"), format!("{flag} does not take “{value}”"));
                self.with_pointer(&vi, &en)
            }
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
                let number = |kind| match self.error.get(kind) {
                    Some(ContextValue::Number(number)) => Some(*number),
                    _ => None,
                };
                let wanted = number(ContextKind::MinValues).or(number(ContextKind::ExpectedNumValues)).unwrap_or(1);
                let given = number(ContextKind::ActualNumValues).unwrap_or(0);
                let flag = self.flag();
                self.with_pointer(
                    &format!("{flag} cần {wanted} giá trị, mới có {given}"),
                    &format!("{flag} needs {wanted} values and has {given}"),
                )
            }
            ErrorKind::InvalidUtf8 => self.with_pointer("có đối số không phải UTF-8", "an argument is not UTF-8"),
            _ => self.error.to_string().trim_end().to_owned(),
        }
    }

    fn say<'t>(&self, vi: &'t str, en: &'t str) -> String {
        self.lang.pick(vi, en).to_owned()
    }

    /// The message, and where to read more.
    fn with_pointer(&self, vi: &str, en: &str) -> String {
        let (name, said) = (self.name(), self.lang.pick(vi, en));
        format!("{said}; {}: {name} --help", self.lang.pick("xem", "see"))
    }

    /// The command that was being parsed: `morat check`.
    fn name(&self) -> String {
        help::join("morat", &self.path())
    }

    fn path(&self) -> String {
        let (mut path, mut command) = (String::new(), self.command);
        for argument in self.argv.iter().skip(1).take_while(|argument| *argument != "--") {
            if let Some(below) = argument.to_str().and_then(|name| command.find_subcommand(name)) {
                path = help::join(&path, below.get_name());
                command = below;
            }
        }
        path
    }

    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// The best value of a kind that the error has: clap puts it last.
    fn one(&self, kind: ContextKind) -> String {
        self.all(kind).pop().unwrap_or_default()
    }

    /// The argument that the error is about, without the name of its value.
    fn flag(&self) -> String {
        bare(&self.one(ContextKind::InvalidArg)).to_owned()
    }

    fn did_you_mean(&self, said: &str, meant: &str) -> String {
        match self.lang {
            Lang::Vi => format!("{said}; ý bạn là “{meant}”?"),
            Lang::En => format!("{said}; did you mean “{meant}”?"),
        }
    }

    fn no_such_command(&self) -> String {
        let word = self.one(ContextKind::InvalidSubcommand);
        let is_path = word == "-" || word.contains(['/', '\\', '.']) || Path::new(&word).exists();
        let meant = self.one(ContextKind::SuggestedSubcommand);
        let path = self.path();
        // What everyone forgets once.
        if is_path && path.is_empty() {
            let said = self.say(&format!("“{word}” không phải lệnh"), &format!("“{word}” is no command"));
            return self.did_you_mean(&said, &self.with_command_first("check"));
        }
        let (vi, en) = (format!("không có lệnh “{word}”"), format!("no command “{word}”"));
        if meant.is_empty() { self.with_pointer(&vi, &en) } else { self.did_you_mean(&self.say(&vi, &en), &meant) }
    }

    fn no_such_argument(&self) -> String {
        let word = self.one(ContextKind::InvalidArg);
        let path = self.path();
        if !word.starts_with('-') {
            return self.with_pointer(
                &format!("thừa “{word}”: lệnh {path} không nhận thêm đối số"),
                &format!("“{word}” is too much: {path} takes no more arguments"),
            );
        }
        // clap reads one letter of it.
        let is_file = |said: &&OsString| said.to_string_lossy().starts_with(&word) && Path::new(said).exists();
        if let Some(file) = self.argv.iter().skip(1).find(is_file).map(|file| file.to_string_lossy()) {
            return self.did_you_mean(
                &self.say(
                    &format!("không có cờ {word}; tên tệp bắt đầu bằng dấu gạch thì viết sau --"),
                    &format!("no flag {word}; a file whose name begins with a dash goes behind --"),
                ),
                &format!("{} -- {}", self.name(), quoted(&file)),
            );
        }
        if path == "check" && matches!(word.as_str(), "--fix" | "--write") {
            let said = self.say("morat check chỉ tìm, không sửa", "morat check finds and does not fix");
            return self.did_you_mean(&said, &self.as_fix(&word));
        }
        let meant = self.one(ContextKind::SuggestedArg);
        let owners = self.owners(&word);
        // The flag is right and stands too early.
        if let Some(owner) = owners.iter().find(|owner| path.is_empty() || **owner == path) {
            return self.did_you_mean(
                &self.say(&format!("{word} phải viết sau tên lệnh"), &format!("{word} goes behind the command")),
                &self.with_command_first(owner),
            );
        }
        let (vi, en) = (format!("không có cờ {word}"), format!("no flag {word}"));
        match owners.as_slice() {
            [] if meant.is_empty() => self.with_pointer(&vi, &en),
            [] => self.did_you_mean(&self.say(&vi, &en), bare(&meant)),
            owners => {
                let owners = owners.join(", ");
                self.with_pointer(
                    &format!("lệnh {path} không có cờ {word}, cờ ấy là của {owners}"),
                    &format!("{path} has no flag {word}; it belongs to {owners}"),
                )
            }
        }
    }

    /// The command line of a check as that of a fix, without the flag `flag`.
    fn as_fix(&self, flag: &str) -> String {
        let words = self.argv.iter().skip(1).map(|word| word.to_string_lossy());
        let mut words: Vec<String> = words.filter(|word| word != flag).map(|word| quoted(&word)).collect();
        if let Some(command) = words.iter_mut().find(|word| *word == "check") {
            *command = "fix".to_owned();
        }
        if words.iter().all(|word| word == "fix" || word.starts_with('-')) {
            words.push(".".to_owned());
        }
        help::join("morat", &words.join(" "))
    }

    /// The command line with this command in front.
    fn with_command_first(&self, path: &str) -> String {
        let mut words: Vec<String> = self.argv.iter().skip(1).map(|word| quoted(&word.to_string_lossy())).collect();
        for name in path.split(' ') {
            if let Some(at) = words.iter().position(|word| word == name) {
                words.remove(at);
            }
        }
        format!("morat {path} {}", words.join(" "))
    }

    /// The commands that have this flag.
    fn owners(&self, flag: &str) -> Vec<String> {
        fn collect(command: &Command, path: &str, long: &str, out: &mut Vec<String>) {
            for below in command.get_subcommands() {
                let path = help::join(path, below.get_name());
                if below.get_arguments().any(|argument| argument.get_long() == Some(long)) {
                    out.push(path.clone());
                }
                collect(below, &path, long, out);
            }
        }
        let mut owners = Vec::new();
        if let Some(long) = flag.strip_prefix("--") {
            collect(self.command, "", long, &mut owners);
        }
        owners
    }

    fn not_a_value(&self) -> String {
        let (flag, value) = (self.flag(), self.one(ContextKind::InvalidValue));
        let known = self.all(ContextKind::ValidValue).join(", ");
        if value.is_empty() {
            let known = if known.is_empty() { known } else { format!(": {known}") };
            return self
                .with_pointer(&format!("{flag} cần một giá trị{known}"), &format!("{flag} needs a value{known}"));
        }
        let said = self.say(
            &format!("{flag} không nhận “{value}”, chỉ nhận {known}"),
            &format!("{flag} does not take “{value}” but {known}"),
        );
        let meant = self.one(ContextKind::SuggestedValue);
        if meant.is_empty() { said } else { self.did_you_mean(&said, &meant) }
    }

    fn unfit_value(&self) -> String {
        let (flag, value) = (self.flag(), self.one(ContextKind::InvalidValue));
        let why = std::error::Error::source(self.error);
        match why {
            Some(why) if why.is::<std::num::ParseIntError>() => self.with_pointer(
                &format!("{flag} cần một số nguyên, không phải “{value}”"),
                &format!("{flag} needs a whole number and not “{value}”"),
            ),
            // A parser of morat's own says what it would have taken; clap, of a number, what it is not in.
            Some(why) => {
                let known = why.to_string();
                let range = known.split_once(" is not in ").and_then(|(_, range)| range.split_once("..="));
                if let Some((least, most)) = range {
                    return self.with_pointer(
                        &format!("{flag} không nhận “{value}”, chỉ nhận số từ {least} đến {most}"),
                        &format!("{flag} does not take “{value}” but numbers from {least} to {most}"),
                    );
                }
                let said = self.say(
                    &format!("{flag} không nhận “{value}”, chỉ nhận {known}"),
                    &format!("{flag} does not take “{value}” but {known}"),
                );
                match nearest_of(known.split(", "), &value) {
                    Some(meant) => self.did_you_mean(&said, meant),
                    None => said,
                }
            }
            None => {
                self.with_pointer(&format!("{flag} không nhận “{value}”"), &format!("{flag} does not take “{value}”"))
            }
        }
    }

    fn missing_argument(&self) -> String {
        let path = self.path();
        let missing = self.all(ContextKind::InvalidArg).join(" ");
        let said = self.say(&format!("lệnh {path} còn thiếu {missing}"), &format!("{path} needs {missing}"));
        match help::examples_of(&path).first() {
            Some(example) => format!("{said}; {}: {}", self.lang.pick("ví dụ", "for example"), example.line),
            None => self.with_pointer(&said, &said),
        }
    }

    fn missing_command(&self) -> String {
        let (path, known) = (self.path(), self.all(ContextKind::ValidSubcommand).join(", "));
        self.with_pointer(
            &format!("lệnh {path} còn thiếu một lệnh con: {known}"),
            &format!("{path} needs one of its commands: {known}"),
        )
    }

    fn conflict(&self) -> String {
        let flag = match self.flag() {
            flag if flag.is_empty() => self.one(ContextKind::InvalidSubcommand),
            flag => flag,
        };
        let others: Vec<String> = self.all(ContextKind::PriorArg).iter().map(|other| bare(other).to_owned()).collect();
        if others.is_empty() || others.contains(&flag) {
            return self.with_pointer(&format!("{flag} chỉ viết một lần"), &format!("{flag} goes only once"));
        }
        let others = others.join(", ");
        self.with_pointer(&format!("{flag} không đi cùng {others}"), &format!("{flag} does not go with {others}"))
    }
}

/// A flag without its value: `--format` of `--format <full|compact>`. What is no flag stays whole.
fn bare(argument: &str) -> &str {
    if argument.starts_with('-') { argument.split([' ', '=']).next().unwrap_or(argument) } else { argument }
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-=,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
