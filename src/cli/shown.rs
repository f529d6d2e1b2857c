//! Whether a finding is shown: one judge for all commands, so that what `check` has not said `review` does not ask. What stands
//! inside an accepted term, what a comment keeps quiet and what is too slight, the linter has left out before.

use std::path::Path;

use super::files::{self, Unusable};
use super::project::Project;
use super::walk::Job;
use crate::config::baseline::Baseline;
use crate::document::Document;
use crate::linter::{Diagnostic, Linter, Worker};
use crate::report::Lang;
use crate::rules::Finding;

/// What a linter finds in a document and is shown; `asks_baseline` says whether what that knows is left out.
///
/// # Errors
/// If the document cannot be checked.
pub(super) fn findings(
    job: &Job,
    linter: &Linter,
    document: &Document<'_>,
    worker: &mut Worker,
    asks_baseline: bool,
    lang: Lang,
) -> Result<Vec<(Finding, Diagnostic)>, Unusable> {
    let unusable = |error| Unusable { path: job.input.name(), message: files::decode_message(error, lang) };
    let found = linter.check(document, worker).map_err(unusable)?;
    let diagnostics = linter.diagnostics(document, found.clone());
    let mut found: Vec<(Finding, Diagnostic)> = found.into_iter().zip(diagnostics).collect();
    // A copy: nothing has been written, and the file may be looked at again.
    let mut known = job.project.baseline.as_ref().filter(|_| asks_baseline).map(|known| known.baseline.clone());
    leave_known(&job.project, &job.place, known.as_mut(), &mut found, |(_, diagnostic)| diagnostic);
    Ok(found)
}

/// Leaves out of what was found in a file what its project ignores, and what a baseline knows, where one is asked. Gives how
/// many the baseline knew.
pub(super) fn leave_known<T>(
    project: &Project,
    place: &Path,
    baseline: Option<&mut Baseline>,
    found: &mut Vec<T>,
    diagnostic: impl Fn(&T) -> &Diagnostic,
) -> usize {
    found.retain(|one| !project.ignored.contains(diagnostic(one).fingerprint));
    let Some(baseline) = baseline else { return 0 };
    let mut known = baseline.recognise(&project.path_of(place), found.iter().map(diagnostic)).into_iter();
    let before = found.len();
    found.retain(|_| !known.next().unwrap_or(false));
    before - found.len()
}
