//! Decides whether a finding is shown, in one place for all front ends, so that `check` and `review` agree. What stands
//! inside an accepted term, what a comment suppresses and what is too slight was dropped by the linter before.

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

/// Whether a finding is shown, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It is shown.
    Shown,
    /// Not shown: the baseline has it.
    Known,
    /// Not shown: it is on the project's ignore list.
    Ignored,
}

impl Project {
    /// Whether a finding is on the ignore list. What the baseline knows depends on the other findings of a file: see
    /// [`Judge`].
    pub fn judge(&self, fingerprint: Fingerprint) -> Visibility {
        of_list(&self.ignored, fingerprint)
    }
}

fn of_list(ignored: &IgnoreList, fingerprint: Fingerprint) -> Visibility {
    if ignored.contains(fingerprint) { Visibility::Ignored } else { Visibility::Shown }
}

/// Decides for each finding of a file. `path` is relative to the project's root; the baseline marks the findings that
/// it has seen.
fn of_file(
    ignored: &IgnoreList,
    baseline: Option<&mut Baseline>,
    path: &str,
    found: &[&Diagnostic],
) -> Vec<Visibility> {
    let mut verdicts: Vec<Visibility> = found.iter().map(|one| of_list(ignored, one.fingerprint)).collect();
    if let Some(baseline) = baseline {
        let shown =
            || verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Visibility::Shown).map(|(at, _)| at);
        let shown: Vec<usize> = shown().collect();
        let known = baseline.recognise(path, shown.iter().map(|at| found[*at]));
        for (at, _) in shown.into_iter().zip(known).filter(|(_, known)| *known) {
            verdicts[at] = Visibility::Known;
        }
    }
    verdicts
}

/// Decides for all files of a run, and remembers which known findings were seen: each is matched once.
#[derive(Default)]
pub struct Judge {
    asks_baselines: bool,
    /// The baselines by the path of their file.
    baselines: HashMap<PathBuf, (Arc<Project>, Baseline)>,
}

impl Judge {
    /// A judge that asks ignore lists and, if `asks_baselines`, baselines.
    pub fn new(asks_baselines: bool) -> Judge {
        Judge { asks_baselines, baselines: HashMap::new() }
    }

    /// Keeps in `found`, the findings of one file, those that are shown, and gives back how many the baseline has. For
    /// a text that is not the file as it lies on disk (`is_draft`) nothing is remembered.
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
        found.retain(|_| each.next() == Some(&Visibility::Shown));
        verdicts.iter().filter(|verdict| **verdict == Visibility::Known).count()
    }

    /// The baselines that were asked, each with its path and a project that uses it, and with what this run has seen.
    pub fn baselines(self) -> impl Iterator<Item = (PathBuf, Arc<Project>, Baseline)> {
        self.baselines.into_iter().map(|(path, (project, baseline))| (path, project, baseline))
    }
}

/// What was done with a baseline at the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineOutcome {
    /// It did not change.
    Unchanged,
    /// This number of its findings were corrected, but the file was not to be written.
    Stale(usize),
    /// It has new names of files and new fingerprints, and no finding less.
    Followed,
    /// Corrected findings were removed.
    Shrunk {
        /// How many were removed.
        gone: usize,
        /// How many are left.
        left: usize,
    },
}

/// Removes corrected findings from a baseline. `whole` says whether the run was over the whole project; the file is
/// written only if `writes`.
///
/// # Errors
/// If the file may not or cannot be written.
pub fn settle(
    path: &Path,
    project: &Project,
    mut baseline: Baseline,
    whole: bool,
    writes: bool,
) -> Result<BaselineOutcome, Problem> {
    let before = baseline.clone();
    let gone = baseline.shrink(whole, |rule| project.looks_for(rule, before.strict));
    if baseline.to_text() == before.to_text() {
        return Ok(BaselineOutcome::Unchanged);
    }
    match (writes, gone) {
        // Files have other names, known findings have other neighbours: that is nobody's debt.
        (false, 0) => return Ok(BaselineOutcome::Unchanged),
        (false, gone) => return Ok(BaselineOutcome::Stale(gone)),
        (true, _) => {}
    }
    project.may_write(path)?;
    write::replace(path, baseline.to_text().as_bytes()).map_err(|error| disk::problem(disk::shown(path), &error))?;
    Ok(match gone {
        0 => BaselineOutcome::Followed,
        _ => BaselineOutcome::Shrunk { gone, left: baseline.len() },
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
        use Visibility::{Ignored, Known, Shown};
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
        use Visibility::{Ignored, Known, Shown};
        assert_eq!(of_file(&ignoring(&found[0]), Some(&mut baseline), "a.txt", &twice), [Ignored, Ignored]);
        assert_eq!(of_file(&IgnoreList::default(), Some(&mut baseline), "a.txt", &twice), [Known, Shown]);
        // It has been seen.
        assert_eq!(of_file(&IgnoreList::default(), Some(&mut baseline), "a.txt", &twice), [Shown, Shown]);
    }
}
