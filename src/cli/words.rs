//! `morat words`: the terms and names that a project accepts.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use super::args::{WordList, Words, WordsHere};
use super::outcome::{Failure, Status};
use super::say;
use crate::config::edit::List;
use crate::document::Document;
use crate::linter::Worker;
use crate::problem::{Bilingual, Problem};
use crate::project::{Overrides, Project, Workspace, disk, edit_terms};
use crate::report::escape::one_line;

pub(super) fn run(words: &Words) -> Result<Status, Failure> {
    match words {
        Words::Add(list) => change(list, true),
        Words::Remove(list) => change(list, false),
        Words::List(here) => show(here),
        Words::Check(list) => try_out(list),
    }
}

/// The project that the arguments select, and a path in it.
fn project(here: &WordsHere) -> Result<(std::sync::Arc<Project>, PathBuf), Failure> {
    if !here.path.exists() {
        return Err(disk::problem(here.path.display().to_string(), &io::ErrorKind::NotFound.into()).into());
    }
    let workspace = Workspace::open(Overrides::default())?;
    let place = workspace.place(&if here.path.is_dir() { here.path.join("-") } else { here.path.clone() });
    Ok((workspace.project(&place)?, place))
}

fn list_of(name: bool) -> List {
    if name { List::Names } else { List::Words }
}

fn change(asked: &WordList, add: bool) -> Result<Status, Failure> {
    let (project, place) = project(&asked.here)?;
    let list = list_of(asked.here.name);
    let path = project.file_of_terms(&place, list);
    project.may_write(&path)?;
    let edited = edit_terms(&path, list, &asked.terms, add)?;
    let shown = disk::shown(&path);
    let mut out = io::stdout().lock();
    for term in &edited.done {
        let line = match add {
            true => Bilingual::new(format!("{shown}: thêm “{term}”"), format!("{shown}: “{term}” added")),
            false => Bilingual::new(format!("{shown}: bỏ “{term}”"), format!("{shown}: “{term}” removed")),
        };
        writeln!(out, "{}", one_line(say::lang().of(&line)))?;
    }
    for term in &edited.needless {
        let line = match add {
            true => {
                Bilingual::new(format!("{shown}: đã có “{term}” rồi"), format!("{shown}: “{term}” is there already"))
            }
            false => Bilingual::new(format!("{shown}: không có “{term}”"), format!("{shown}: “{term}” is not there")),
        };
        writeln!(out, "{}", one_line(say::lang().of(&line)))?;
    }
    Ok(if !add && edited.done.is_empty() { Status::Found } else { Status::Clean })
}

fn show(here: &WordsHere) -> Result<Status, Failure> {
    let (project, place) = project(here)?;
    let checker = project.checker(&place)?;
    let terms = checker.linter.terms();
    let mut out = io::stdout().lock();
    for (at, (term, origin)) in terms.terms().iter().zip(&checker.terms).enumerate() {
        if here.name && !terms.is_name(at) {
            continue;
        }
        writeln!(out, "{}\t{}", one_line(term), one_line(&origin.to_string()))?;
    }
    Ok(Status::Clean)
}

/// Reports for each term whether it is accepted, or what would be marked in it.
fn try_out(asked: &WordList) -> Result<Status, Failure> {
    let (project, place) = project(&asked.here)?;
    let checker = project.checker(&place)?;
    let mut worker = Worker::default();
    let mut out = io::stdout().lock();
    let mut status = Status::Clean;
    for term in &asked.terms {
        let mut used = vec![false; checker.terms.len()];
        checker
            .linter
            .note_used_terms(&Document::of_text(term).map_err(Problem::from)?, &mut worker, &mut used)
            .map_err(Problem::from)?;
        let accepted = used.iter().zip(&checker.terms).find(|(used, _)| **used).map(|(_, origin)| origin);
        let found = checker.linter.check_text(term, &mut worker).map_err(Problem::from)?;
        let rules: HashSet<&str> =
            found.iter().map(|finding| project.registry().rule(finding.rule).name.as_ref()).collect();
        let line = match (found.first(), accepted) {
            (None, Some(origin)) => {
                Bilingual::new(format!("{term}: được nhận ({origin})"), format!("{term}: accepted ({origin})"))
            }
            (None, None) => Bilingual::new(format!("{term}: morat không báo gì"), format!("{term}: nothing is marked")),
            (Some(finding), _) => {
                status = Status::Found;
                let mut rules: Vec<&str> = rules.into_iter().collect();
                rules.sort_unstable();
                let (Bilingual { vi, en }, rules) = (&finding.message, rules.join(", "));
                Bilingual::new(format!("{term}: {vi} ({rules})"), format!("{term}: {en} ({rules})"))
            }
        };
        writeln!(out, "{}", one_line(say::lang().of(&line)))?;
    }
    Ok(status)
}
