//! `--report-unused`: accepted terms and ignore list entries that nothing in the texts needs.
//!
//! Unused comments are found by the linter, file by file; these are known only at the end of a run.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::batch::Checked;
use super::walk::Job;
use crate::config::Origin;
use crate::linter::Diagnostic;
use crate::problem::Bilingual;
use crate::project::{FileFindings, Project, disk};
use crate::report::Begin;
use crate::rules::Fingerprint;
use crate::text::{LineIndex, Source, Span};

/// The terms and entries that a run has seen in use.
#[derive(Default)]
pub(super) struct Unused {
    projects: HashMap<Option<PathBuf>, ProjectUse>,
}

/// Those of one project.
struct ProjectUse {
    project: Arc<Project>,
    /// Terms by file, line and text, and whether they occur in a text.
    terms: BTreeMap<(String, u32, String), bool>,
    ignored: HashSet<Fingerprint>,
    checked: HashSet<String>,
}

/// A line of a file that is no longer used.
pub(super) struct UnusedLine {
    /// The path of the file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: u32,
    /// The term or entry in that line.
    pub what: UnusedItem,
}

/// An unused term or entry.
pub(super) enum UnusedItem {
    /// An accepted term.
    Term(String),
    /// An entry of the ignore list.
    Ignored(Fingerprint),
}

impl Unused {
    /// Records the terms and entries that a file uses, before anything is ignored.
    pub fn note(&mut self, job: &Job, file: &Checked) {
        let project = &job.project;
        let seen = self.projects.entry(project.root.clone()).or_insert_with(|| ProjectUse {
            project: Arc::clone(project),
            terms: BTreeMap::new(),
            ignored: HashSet::new(),
            checked: HashSet::new(),
        });
        let terms = job.checker.linter.terms().terms().iter().zip(&job.checker.terms);
        for ((term, origin), used) in terms.zip(&file.used_terms) {
            let Origin { file, line: Some(line) } = origin else { continue };
            if !project.is_own_term(file, *line) {
                continue;
            }
            *seen.terms.entry((file.to_string(), *line, term.clone())).or_default() |= used;
        }
        seen.ignored.extend(file.found.diagnostics.iter().map(|diagnostic| diagnostic.fingerprint));
        seen.checked.insert(project.path_of(&job.place));
    }

    /// The unused lines, by file and line. A term is reported only if its whole project was checked (`covers`); an
    /// entry only if its rule ran, and its file was checked, or the whole project was and the file is gone.
    pub fn lines(&self, covers: impl Fn(&Project) -> bool) -> Vec<UnusedLine> {
        let mut lines = Vec::new();
        for seen in self.projects.values() {
            if covers(&seen.project) {
                let unused = seen.terms.iter().filter(|(_, used)| !**used);
                lines.extend(unused.map(|((file, line, term), _)| UnusedLine {
                    file: file.into(),
                    line: *line,
                    what: UnusedItem::Term(term.clone()),
                }));
            }
            let Some(root) = &seen.project.root else { continue };
            for (line, entry) in seen.project.ignored.entries() {
                let is_gone = || covers(&seen.project) && !root.join(&entry.path).exists();
                let judged = seen.checked.contains(&entry.path) || is_gone();
                if judged && seen.project.looks_for(&entry.rule, false) && !seen.ignored.contains(&entry.fingerprint) {
                    let file = seen.project.ignore_path().unwrap_or_default();
                    lines.push(UnusedLine { file, line: line as u32, what: UnusedItem::Ignored(entry.fingerprint) });
                }
            }
        }
        lines.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        lines
    }

    /// The unused lines as findings in their files.
    pub fn reports(&self, covers: impl Fn(&Project) -> bool) -> Vec<Checked> {
        let project = self.projects.values().next().map(|seen| Arc::clone(&seen.project));
        let Some(project) = project else { return Vec::new() };
        let registry = project.registry();
        let id = registry.comments().unused;
        // As grave as settings have it; none at all where only graver findings are wanted.
        let Some(severity) = project.severity(id) else { return Vec::new() };
        let mut files: Vec<Checked> = Vec::new();
        let mut texts: HashMap<PathBuf, Vec<u8>> = HashMap::new();
        for UnusedLine { file, line, what } in self.lines(covers) {
            let bytes = texts.entry(file.clone()).or_insert_with(|| fs::read(&file).unwrap_or_default());
            let Ok(source) = Source::decode(bytes.as_slice()) else { continue };
            let mut index = LineIndex::new(source.text());
            let Some(written) = index.line(line) else { continue };
            let start = written.as_ptr() as usize - source.text().as_ptr() as usize;
            let lead = written.len() - written.trim_start().len();
            let decoded = Span::of(start + lead..start + written.trim_end().len().max(lead));
            let message = match &what {
                UnusedItem::Term(term) => Bilingual::new(
                    format!("Từ được nhận “{term}” không còn gặp trong bài nào, nên bỏ"),
                    format!("The accepted term “{term}” stands in no text any more; remove it"),
                ),
                UnusedItem::Ignored(_) => Bilingual::fixed(
                    "Mục bỏ qua này không còn che gì, nên bỏ",
                    "This entry ignores nothing any more; remove it",
                ),
            };
            let diagnostic = Diagnostic {
                rule: id,
                name: registry.rule(id).name.to_string(),
                severity,
                message,
                text: source.text()[decoded.range()].to_owned(),
                span: source.to_file(decoded),
                listed: decoded,
                place: None,
                start: index.position(decoded.start()),
                end: index.position(decoded.end()),
                suggestions: Vec::new(),
                confidence: None,
                fix: None,
                fingerprint: Fingerprint::default(),
            };
            let path = disk::shown(&file);
            match files.last_mut().filter(|last| last.path == path) {
                Some(last) => last.found.diagnostics.push(diagnostic),
                None => files.push(Checked {
                    path,
                    format: "text",
                    text: source.text().to_owned(),
                    found: FileFindings {
                        encoding: source.encoding().name().to_owned(),
                        diagnostics: vec![diagnostic],
                        ..FileFindings::default()
                    },
                    used_terms: Vec::new(),
                    begin: Begin::default(),
                    registry: Arc::clone(registry),
                }),
            }
        }
        files
    }
}
