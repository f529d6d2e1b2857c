//! `morat words`: the terms and names that a project accepts.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{Args, Common, WordList, Words, WordsHere};
use super::project::{Project, Projects};
use super::tidy::kind_of;
use super::{Failure, Status, files, write};
use crate::config::discover::{self, FILE_NAME};
use crate::config::edit::{self, Edited, List};
use crate::document::Document;
use crate::linter::Worker;
use crate::problem::Problem;
use crate::report::Lang;
use crate::report::escape::one_line;
use crate::text::DecodeError;

pub(super) fn run(words: &Words, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    match words {
        Words::Add(list) => change(list, lang, true),
        Words::Remove(list) => change(list, lang, false),
        Words::List(here) => show(here, lang),
        Words::Check(list) => try_out(list, lang),
    }
}

/// The project that is meant, and a place in it.
fn project(here: &WordsHere, lang: Lang) -> Result<(std::sync::Arc<Project>, PathBuf), Failure> {
    if !here.path.exists() {
        return Err(files::system(&here.path, &io::ErrorKind::NotFound.into()).into());
    }
    let projects = Projects::new(&Common::default(), lang)?;
    let place = projects.place(&if here.path.is_dir() { here.path.join("-") } else { here.path.clone() });
    Ok((projects.of(&place)?, place))
}

fn list_of(name: bool) -> List {
    if name { List::Names } else { List::Words }
}

/// The file that terms go into: the settings file in force; or the file of terms that it names, if that is where it keeps all
/// of them; or a new settings file.
pub(super) fn file_of(project: &Project, place: &Path, list: List) -> PathBuf {
    let effective = project.effective(place);
    let key = list.key();
    let (beside, folder) = (effective.texts(&format!("{key}-file")), project.root.as_deref());
    if let (true, Some((path, folder))) = (effective.texts(key).is_empty(), beside.last()) {
        return folder.join(&path.value);
    }
    match (&project.file, folder) {
        (Some(file), _) => file.clone(),
        (None, Some(root)) => root.join(FILE_NAME),
        (None, None) => PathBuf::from(FILE_NAME),
    }
}

/// Adds terms to a file of a project, or takes them out.
///
/// # Errors
/// If the file cannot be read, edited or written.
pub(super) fn edit_file(path: &Path, list: List, terms: &[String], add: bool) -> Result<Edited, Problem> {
    let shown = discover::shown(path);
    let fail = |error: io::Error| Problem::from(files::said(&error)).in_file(&shown);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(fail)?,
    };
    let edited = match add {
        true => edit::add(kind_of(path), &text, list, terms),
        false => edit::remove(kind_of(path), &text, list, terms),
    };
    let edited = edited.map_err(|error| files::edit(&shown, error))?;
    if edited.text != text {
        write::replace(path, edited.text.as_bytes()).map_err(fail)?;
    }
    Ok(edited)
}

fn change(asked: &WordList, lang: Lang, add: bool) -> Result<Status, Failure> {
    let (project, place) = project(&asked.here, lang)?;
    let list = list_of(asked.here.name);
    let path = file_of(&project, &place, list);
    project.may_write(&path)?;
    let edited = edit_file(&path, list, &asked.terms, add)?;
    let shown = discover::shown(&path);
    let mut out = io::stdout().lock();
    for term in &edited.done {
        let line = match (lang, add) {
            (Lang::Vi, true) => format!("{shown}: thêm “{term}”"),
            (Lang::Vi, false) => format!("{shown}: bỏ “{term}”"),
            (Lang::En, true) => format!("{shown}: “{term}” added"),
            (Lang::En, false) => format!("{shown}: “{term}” removed"),
        };
        writeln!(out, "{}", one_line(&line))?;
    }
    for term in &edited.needless {
        let line = match (lang, add) {
            (Lang::Vi, true) => format!("{shown}: đã có “{term}” rồi"),
            (Lang::Vi, false) => format!("{shown}: không có “{term}”"),
            (Lang::En, true) => format!("{shown}: “{term}” is there already"),
            (Lang::En, false) => format!("{shown}: “{term}” is not there"),
        };
        writeln!(out, "{}", one_line(&line))?;
    }
    Ok(if !add && edited.done.is_empty() { Status::Found } else { Status::Clean })
}

fn show(here: &WordsHere, lang: Lang) -> Result<Status, Failure> {
    let (project, place) = project(here, lang)?;
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

/// Says of each term whether it is accepted, or what would be marked in it.
fn try_out(asked: &WordList, lang: Lang) -> Result<Status, Failure> {
    let (project, place) = project(&asked.here, lang)?;
    let checker = project.checker(&place)?;
    let mut worker = Worker::default();
    let mut out = io::stdout().lock();
    let mut status = Status::Clean;
    for term in &asked.terms {
        let fail = |error: DecodeError| Problem::new(error.vi(), error.to_string());
        let mut used = vec![false; checker.terms.len()];
        checker
            .linter
            .note_used_terms(&Document::of_text(term).map_err(fail)?, &mut worker, &mut used)
            .map_err(fail)?;
        let accepted = used.iter().zip(&checker.terms).find(|(used, _)| **used).map(|(_, origin)| origin);
        let found = checker.linter.check_text(term, &mut worker).map_err(fail)?;
        let rules: HashSet<&str> =
            found.iter().map(|finding| project.registry().rule(finding.rule).name.as_ref()).collect();
        let line = match (lang, found.first(), accepted) {
            (Lang::Vi, None, Some(origin)) => format!("{term}: được nhận ({origin})"),
            (Lang::En, None, Some(origin)) => format!("{term}: accepted ({origin})"),
            (Lang::Vi, None, None) => format!("{term}: morat không báo gì"),
            (Lang::En, None, None) => format!("{term}: nothing is marked"),
            (_, Some(finding), _) => {
                status = Status::Found;
                let mut rules: Vec<&str> = rules.into_iter().collect();
                rules.sort_unstable();
                format!("{term}: {} ({})", lang.of(&finding.message), rules.join(", "))
            }
        };
        writeln!(out, "{}", one_line(&line))?;
    }
    Ok(status)
}
