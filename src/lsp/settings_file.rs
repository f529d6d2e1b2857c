//! What is wrong with settings, at the line where it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Code, Diagnostic, DiagnosticSeverity, Position, Range};

use super::diagnostics::SOURCE;
use super::session::Session;
use crate::problem::{Lang, Problem};
use crate::project::discover;
use crate::text::{LineIndex, Unit};

/// Whether a file is one of morat's settings, whatever is in it.
pub fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == discover::FILE_NAME)
}

/// The settings that hold in some folders: what is wrong with them, each once, and the files that they are in.
pub fn probe(session: &Session, folders: &[PathBuf]) -> (Vec<Problem>, BTreeSet<PathBuf>) {
    let mut problems = Vec::new();
    let mut files: BTreeSet<PathBuf> = discover::user_path().into_iter().collect();
    for folder in folders {
        if let Err(problem) = session.project_now(folder)
            && !problems.contains(&problem)
        {
            problems.push(problem);
        }
        // Of what cannot be used the last good settings are in force, and their files are watched.
        files.extend(session.project(folder).map(|project| project.files()).unwrap_or_default());
    }
    files.extend(problems.iter().filter_map(file));
    (problems, files)
}

/// The file that a problem is in; `None` if it is in an option of the editor.
pub fn file(problem: &Problem) -> Option<PathBuf> {
    let path = Path::new(&problem.place.as_ref()?.path);
    std::path::absolute(path).ok().filter(|path| path.is_file())
}

/// A problem as a diagnostic of a file with this text: at its line; at the first, if it is in another file.
pub fn diagnostic(problem: &Problem, file: &Path, text: &str, unit: Unit, lang: Lang) -> Diagnostic {
    let is_here = self::file(problem).is_some_and(|path| same(&path, file));
    let line = problem.place.as_ref().and_then(|place| place.line).filter(|_| is_here).unwrap_or(1);
    let mut lines = LineIndex::new(text);
    let written = lines.line(line).unwrap_or_default();
    let indent = written.len() - written.trim_start().len();
    let start = lines.offset(line, 1, Unit::Byte).map_or(text.len(), |start| start as usize);
    let (start, end) = (start + indent, start + written.trim_end().len().max(indent));
    let mut at = |byte: usize| -> Position { super::position::of_byte(&mut lines, unit, byte as u32) };
    Diagnostic {
        range: Range { start: at(start), end: at(end) },
        severity: Some(DiagnosticSeverity::Error),
        code: Some(Code::String("morat.toml".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: if is_here { lang.of(&problem.message).to_owned() } else { problem.say(lang) }.into(),
        code_description: None,
        tags: None,
        related_information: None,
        data: None,
    }
}

/// Whether two paths are one file.
pub fn same(one: &Path, other: &Path) -> bool {
    one == other || std::fs::canonicalize(one).ok().is_some_and(|one| std::fs::canonicalize(other).ok() == Some(one))
}
