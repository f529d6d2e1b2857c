//! `morat baseline`: records today's findings, so that only new ones are shown from now on.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Baseline as Asked;
use super::batch::{Wanted, check_all};
use super::outcome::{Failure, Status};
use super::say;
use super::walk::Inputs;
use crate::config::baseline::Baseline;
use crate::problem::Problem;
use crate::project::disk::{self, slashed};
use crate::project::{Judge, Overrides, Project, Workspace, discover, read_baseline, write};

pub(super) fn run(asked: &Asked) -> Result<Status, Failure> {
    // One that cannot be read is recorded anew, too.
    let overrides = Overrides { without_baselines: true, ..asked.common.overrides() };
    let workspace = Arc::new(Workspace::open(overrides)?);
    let inputs =
        Inputs::new(&workspace, &asked.paths, asked.common.stdin_filename.as_ref(), asked.common.force_exclude);
    let wanted = Wanted { cache: None, text: false, used_terms: false };
    let mut recorded: HashMap<PathBuf, (Arc<Project>, Baseline)> = HashMap::new();
    let mut checked: HashMap<PathBuf, HashSet<String>> = HashMap::new();
    let mut judge = Judge::default();
    let mut status = Status::Clean;
    let here = workspace.here()?;
    check_all(inputs, asked.common.threads, wanted, Some(None), |done| {
        let (job, mut file) = match done {
            Ok(done) => done,
            Err(error) => {
                error.complain();
                status = Status::Failed;
                return Ok(());
            }
        };
        // Files that are in no project go into a baseline of the working folder, which becomes one by it.
        let project = if job.project.root.is_some() { job.project } else { Arc::clone(&here) };
        let (path, root) = place(&project)?;
        if !recorded.contains_key(&path) {
            recorded.insert(path.clone(), (Arc::clone(&project), begun(&project, &path, &asked.paths)?));
        }
        let Some(entry) = recorded.get_mut(&path) else { return Ok(()) };
        let name = job.place.strip_prefix(&root).unwrap_or(&job.place).display().to_string();
        let name = slashed(&name);
        if !file.begin.continues() {
            entry.1.forget(&name);
        }
        checked.entry(path).or_default().insert(name.clone());
        judge.leave_shown(&project, &job.place, false, &mut file.found.diagnostics, |one| one);
        for diagnostic in &file.found.diagnostics {
            entry.1.record(&name, diagnostic);
        }
        Ok(())
    })?;
    if recorded.is_empty() && status == Status::Clean {
        let (path, _) = place(&here)?;
        let baseline = begun(&here, &path, &asked.paths)?;
        recorded.insert(path, (here, baseline));
    }
    for (path, (project, mut baseline)) in recorded {
        let shown = disk::shown(&path);
        let strict = project.effective(&path).switch("strict");
        let seen = checked.remove(&path).unwrap_or_default();
        // A file that could not be read is not one that has nothing to record.
        if status == Status::Clean && project.lies_in(&asked.paths) && !asked.common.departs() {
            baseline.keep_files(|path| seen.contains(path));
            baseline.strict = strict;
        }
        baseline.strict |= strict;
        project.may_write(&path)?;
        write::replace(&path, baseline.to_text().as_bytes()).map_err(|error| disk::problem(&*shown, &error))?;
        say::complain(
            Problem::new(
                format!("ghi {} chỗ đã biết; từ nay morat check chỉ báo chỗ mới", baseline.len()),
                format!("{} known findings recorded; from now on morat check shows new ones only", baseline.len()),
            )
            .in_file(&*shown),
        );
    }
    Ok(status)
}

/// The baseline to record into: the existing one, for it keeps the findings of files that the run does not check; an
/// empty one if it cannot be read and everything is recorded anew.
fn begun(project: &Project, path: &Path, paths: &[PathBuf]) -> Result<Baseline, Failure> {
    match &project.root {
        Some(root) if path.exists() => match read_baseline(path.to_owned(), root) {
            Ok(known) => Ok(known.baseline),
            Err(_) if project.lies_in(paths) => Ok(Baseline::default()),
            Err(error) => Err(error.into()),
        },
        _ => Ok(Baseline::default()),
    }
}

/// The path of the baseline, and the folder that its paths are relative to.
fn place(project: &Project) -> Result<(PathBuf, PathBuf), Failure> {
    match (project.baseline_path(), &project.root) {
        (Some(path), Some(root)) => Ok((path, root.clone())),
        _ => {
            let here = std::env::current_dir().map_err(Failure::Output)?;
            let here = std::fs::canonicalize(&here).unwrap_or(here);
            Ok((here.join(discover::FOLDER_NAME).join("baseline.jsonl"), here))
        }
    }
}
