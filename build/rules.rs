//! Lists, checks and compiles the declarative rules.

#[path = "../src/rules/compiled/mod.rs"]
pub mod compiled;
#[path = "../src/rules/meta.rs"]
mod meta;
#[path = "../src/rules/toml_fault.rs"]
mod toml_fault;

pub use crate::problem::Bilingual;
pub use meta::{Applicability, Example, GROUPS, Meta, Severity};
use toml_fault::TomlFault;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use regex_syntax::ast::parse::Parser;

use crate::problem::Problem;
use compiled::{RuleFile, Surroundings, compile};

/// Compiles the rule files of `folder` to `rules.bin` and `rules.txt` in `out`.
///
/// # Errors
/// Names the file and, where something in it is wrong, the line.
pub fn build(folder: &Path, out: &Path) -> Result<(), String> {
    let mut texts = HashMap::new();
    read(folder, folder, &mut texts).map_err(|error| format!("{}: {error}", folder.display()))?;
    let told = |error: Problem| told(&error, &texts);
    let files = texts.iter().map(|(path, text)| RuleFile::read(path, text));
    let mut files = files.collect::<Result<Vec<_>, _>>().map_err(told)?;
    let priorities = priorities(&files).map_err(told)?;
    // Sorted by priority; behind the file that defines a rule come those that add to it.
    files.sort_by(|one, other| {
        let place = |file: &RuleFile| (priorities.get(file.rule()).copied(), !file.defines());
        place(one).cmp(&place(other)).then_with(|| one.path.cmp(&other.path))
    });
    let around = Surroundings {
        carried: None,
        is_rule: &|name| priorities.contains_key(name),
        expression: &mut |expression| {
            // Only the syntax is checked here; that every pattern compiles is a test (`every_pattern_compiles`).
            Parser::new().parse(expression).map(drop).map_err(|error| format!("“{expression}”: {}", error.kind()))
        },
        bounded: false,
    };
    let (tables, texts) = compile(&files, around).map_err(told)?;
    crate::write(out, "rules.bin", &tables)?;
    crate::write(out, "rules.txt", texts.as_bytes())
}

/// Reads the rule files below a folder into a map by path from `root`, without the profiles.
fn read(root: &Path, folder: &Path, out: &mut HashMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if path.is_dir() && name != "profiles" {
            read(root, &path, out)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            out.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The priority of each rule.
///
/// # Errors
/// If a file that defines a rule has no priority, or that of another rule: which of two findings is reported would be undefined.
fn priorities(files: &[RuleFile]) -> Result<HashMap<String, u16>, Problem> {
    let mut priorities = HashMap::new();
    let mut taken: HashMap<u16, &RuleFile> = HashMap::new();
    for file in files.iter().filter(|file| file.defines()) {
        let Some(priority) = file.priority() else {
            return Err(file.error("quy tắc của morat cần có priority", "a rule that morat carries needs a priority"));
        };
        if let Some(other) = taken.insert(priority, file) {
            let (rule, both) = (other.rule(), format!("priority = {priority}"));
            return Err(file.error(format!("“{both}” đã là của {rule}"), format!("“{both}” is that of {rule}, too")));
        }
        if priorities.insert(file.rule().to_owned(), priority).is_some() {
            let name = file.rule();
            return Err(file.error(format!("quy tắc “{name}” đã có rồi"), format!("rule “{name}” is defined twice")));
        }
    }
    Ok(priorities)
}

/// An error in the form `file:line: message`.
fn told(error: &Problem, texts: &HashMap<String, String>) -> String {
    let what = &error.message.en;
    let Some(path) = error.place.as_ref().map(|place| &place.path) else { return what.to_string() };
    // A parser's message begins with the line; otherwise it is the line of the text that the message quotes, which may contain
    // quotes itself.
    let quoted = what.split_once('“').filter(|_| !what.starts_with("line ")).map_or("", |(_, rest)| rest);
    let quoted = [quoted.split_once('”'), quoted.rsplit_once('”')].into_iter().flatten().map(|(quoted, _)| quoted);
    let line = |quoted: &str| texts.get(path)?.lines().position(|line| line.contains(quoted));
    match quoted.filter(|quoted| !quoted.is_empty()).find_map(line) {
        Some(line) => format!("rules/{path}:{}: {what}", line + 1),
        None => format!("rules/{path}: {what}"),
    }
}
