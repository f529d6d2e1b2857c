//! `morat baseline`: records what is found today, so that only what is new is shown from now on.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Args, Baseline as Asked};
use super::check::{Wanted, check_all, covers};
use super::project::{Project, Projects, slashed};
use super::walk::Inputs;
use super::{Failure, Status, files, notebook, shown, write};
use crate::config::baseline::Baseline;
use crate::config::discover;
use crate::problem::Problem;
use crate::report::Lang;

pub(super) fn run(asked: &Asked, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let projects = Arc::new(Projects::new(&asked.common, lang)?.without_baselines());
    let inputs = Inputs::new(&projects, &asked.paths, asked.common.stdin_filename.as_ref(), asked.common.force_exclude);
    let wanted = Wanted { cache: None, text: false, used_terms: false, lang };
    let mut recorded: HashMap<PathBuf, (Arc<Project>, Baseline)> = HashMap::new();
    let mut checked: HashMap<PathBuf, HashSet<String>> = HashMap::new();
    let mut status = Status::Clean;
    let here = projects.here()?;
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
        shown::leave_known(&project, &job.place, None, &mut file.diagnostics, |one| one);
        for diagnostic in &file.diagnostics {
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
        let shown = discover::shown(&path);
        let strict = project.effective(&path).switch("strict");
        let seen = checked.remove(&path).unwrap_or_default();
        // A file that could not be read is not one that has nothing to record.
        if status == Status::Clean && covers(&asked.paths, &project) && !asked.common.departs() {
            baseline.keep_files(|path| seen.contains(path));
            baseline.strict = strict;
        }
        baseline.strict |= strict;
        project.may_write(&path)?;
        write::replace(&path, baseline.to_text().as_bytes())
            .map_err(|error| Problem::from(files::said(&error)).in_file(&shown))?;
        super::complain(match lang {
            Lang::Vi => format!("{shown}: ghi {} chỗ đã biết; từ nay morat check chỉ báo chỗ mới", baseline.len()),
            Lang::En => format!(
                "{shown}: {} known findings recorded; from now on morat check shows new ones only",
                baseline.len()
            ),
        });
    }
    Ok(status)
}

/// The baseline that is recorded into: the one that there is, for what a run does not come to stays in it; a new one where it
/// cannot be read and all is recorded anew.
fn begun(project: &Project, path: &Path, paths: &[PathBuf]) -> Result<Baseline, Failure> {
    match &project.root {
        Some(root) if path.exists() => match notebook::read_baseline(path.to_owned(), root) {
            Ok(known) => Ok(known.baseline),
            Err(_) if covers(paths, project) => Ok(Baseline::default()),
            Err(error) => Err(error.into()),
        },
        _ => Ok(Baseline::default()),
    }
}

/// Where the baseline goes, and the folder that its paths count from.
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
