//! Whether a finding is shown: one judge for all front ends, so that what `check` has not said `review` does not ask. What stands
//! inside an accepted term, what a comment keeps quiet and what is too slight, the linter has left out before.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder::Project;
use super::{disk, write};
use crate::config::IgnoreList;
use crate::config::baseline::Baseline;
use crate::linter::Diagnostic;
use crate::problem::Problem;
use crate::rules::Fingerprint;

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is shown.
    Shown,
    /// The baseline knows it.
    Known,
    /// Its project does not want to see it.
    Ignored,
}

impl Project {
    /// Whether a finding is ignored, or shown, where no baseline is asked. What a baseline knows depends on the other findings
    /// of a file: see [`Judge`].
    pub fn judge(&self, fingerprint: Fingerprint) -> Verdict {
        of_list(&self.ignored, fingerprint)
    }
}

fn of_list(ignored: &IgnoreList, fingerprint: Fingerprint) -> Verdict {
    if ignored.contains(fingerprint) { Verdict::Ignored } else { Verdict::Shown }
}

/// What becomes of each finding of a file. `path` is that of the file from the project's folder; a baseline notes what it has
/// seen.
fn of_file(ignored: &IgnoreList, baseline: Option<&mut Baseline>, path: &str, found: &[&Diagnostic]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = found.iter().map(|one| of_list(ignored, one.fingerprint)).collect();
    if let Some(baseline) = baseline {
        let shown = || verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::Shown).map(|(at, _)| at);
        let shown: Vec<usize> = shown().collect();
        let known = baseline.recognise(path, shown.iter().map(|at| found[*at]));
        for (at, _) in shown.into_iter().zip(known).filter(|(_, known)| *known) {
            verdicts[at] = Verdict::Known;
        }
    }
    verdicts
}

/// The judge of a run, which remembers what it has seen of the baselines of its projects: each known finding stands for one.
#[derive(Default)]
pub struct Judge {
    asks_baselines: bool,
    /// By the file of the baseline.
    baselines: HashMap<PathBuf, (Arc<Project>, Baseline)>,
}

impl Judge {
    /// One that asks ignore lists, and baselines where `asks_baselines`.
    pub fn new(asks_baselines: bool) -> Judge {
        Judge { asks_baselines, baselines: HashMap::new() }
    }

    /// Leaves in `found`, which was found in one file, what is shown, and gives how many the baseline knew. A text that is not
    /// the file as it lies on the disk is judged in the same way, but nothing is remembered of it (`is_draft`).
    pub fn leave_shown<T>(
        &mut self,
        project: &Arc<Project>,
        place: &Path,
        is_draft: bool,
        found: &mut Vec<T>,
        diagnostic: impl Fn(&T) -> &Diagnostic,
    ) -> usize {
        let baseline = project.baseline.as_ref().filter(|_| self.asks_baselines).map(|known| {
            let load = || (Arc::clone(project), known.baseline.clone());
            &mut self.baselines.entry(known.path.clone()).or_insert_with(load).1
        });
        let mut copy = baseline.as_ref().filter(|_| is_draft).map(|baseline| Baseline::clone(baseline));
        let baseline = copy.as_mut().or(baseline);
        let diagnostics: Vec<&Diagnostic> = found.iter().map(diagnostic).collect();
        let verdicts = of_file(&project.ignored, baseline, &project.path_of(place), &diagnostics);
        let mut each = verdicts.iter();
        found.retain(|_| each.next() == Some(&Verdict::Shown));
        verdicts.iter().filter(|verdict| **verdict == Verdict::Known).count()
    }

    /// The baselines that were asked, each with its file and a project that it belongs to, and with what the run has seen.
    pub fn baselines(self) -> impl Iterator<Item = (PathBuf, Arc<Project>, Baseline)> {
        self.baselines.into_iter().map(|(path, (project, baseline))| (path, project, baseline))
    }
}

/// What became of a baseline at the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Nothing: it is as it was.
    Unchanged,
    /// So many of its findings have been put right, and nothing was to be written.
    Stale(usize),
    /// It follows new names of files and new words beside what it knows.
    Followed,
    /// So many of its findings have been put right and were taken out.
    Shrunk {
        /// How many.
        gone: usize,
        /// How many there are still.
        left: usize,
    },
}

/// Takes out of a baseline what has been put right since: it shrinks by itself. `whole` says whether the run was over the whole
/// project; without `writes` the file stays as it is.
///
/// # Errors
/// If the file may not or cannot be written.
pub fn settle(
    path: &Path,
    project: &Project,
    mut baseline: Baseline,
    whole: bool,
    writes: bool,
) -> Result<Settled, Problem> {
    let before = baseline.clone();
    let gone = baseline.shrink(whole, |rule| project.looks_for(rule, before.strict));
    if baseline.to_text() == before.to_text() {
        return Ok(Settled::Unchanged);
    }
    match (writes, gone) {
        // Files have other names, known findings have other neighbours: that is nobody's debt.
        (false, 0) => return Ok(Settled::Unchanged),
        (false, gone) => return Ok(Settled::Stale(gone)),
        (true, _) => {}
    }
    project.may_write(path)?;
    write::replace(path, baseline.to_text().as_bytes()).map_err(|error| disk::problem(disk::shown(path), &error))?;
    Ok(match gone {
        0 => Settled::Followed,
        _ => Settled::Shrunk { gone, left: baseline.len() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Ignored;
    use crate::linter::diagnostics_of as diagnostics;

    fn ignoring(diagnostic: &Diagnostic) -> IgnoreList {
        let mut ignored = IgnoreList::default();
        ignored.append(Ignored {
            rule: diagnostic.name.clone(),
            text: diagnostic.text.clone(),
            before: String::new(),
            after: String::new(),
            fingerprint: diagnostic.fingerprint,
            path: "b.txt".into(),
        });
        ignored
    }

    #[test]
    fn a_finding_is_shown_known_or_ignored() {
        let found = diagnostics("Cả tổ kiẻm tra, rồi nổ lực.\n");
        let found: Vec<&Diagnostic> = found.iter().collect();
        assert_eq!(found.len(), 2);
        let nothing = IgnoreList::default();
        let mut baseline = Baseline::default();
        baseline.record("a.txt", found[0]);
        use Verdict::{Ignored, Known, Shown};
        assert_eq!(of_file(&nothing, None, "a.txt", &found), [Shown, Shown]);
        assert_eq!(of_file(&nothing, Some(&mut baseline.clone()), "a.txt", &found), [Known, Shown]);
        assert_eq!(of_file(&nothing, Some(&mut baseline.clone()), "b.txt", &found), [Shown, Shown]);
        let ignored = ignoring(found[1]);
        assert_eq!(of_file(&ignored, Some(&mut baseline.clone()), "a.txt", &found), [Known, Ignored]);
        assert_eq!(of_file(&ignored, None, "a.txt", &found), [Shown, Ignored]);
    }

    #[test]
    fn what_is_ignored_is_not_asked_of_the_baseline_and_each_known_one_stands_for_one() {
        let found = diagnostics("Cả tổ kiẻm tra.\n");
        let mut baseline = Baseline::default();
        baseline.record("a.txt", &found[0]);
        let twice = [&found[0], &found[0]];
        use Verdict::{Ignored, Known, Shown};
        assert_eq!(of_file(&ignoring(&found[0]), Some(&mut baseline), "a.txt", &twice), [Ignored, Ignored]);
        assert_eq!(of_file(&IgnoreList::default(), Some(&mut baseline), "a.txt", &twice), [Known, Shown]);
        // It has been seen.
        assert_eq!(of_file(&IgnoreList::default(), Some(&mut baseline), "a.txt", &twice), [Shown, Shown]);
    }
}
