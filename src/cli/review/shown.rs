//! The findings that a review shows.

use super::super::walk::Job;
use crate::document::Document;
use crate::linter::{Diagnostic, Linter, Worker, as_listed};
use crate::problem::Problem;
use crate::project::Judge;
use crate::rules::Finding;

/// The findings of a document that are shown; with `asks_baseline` without those in the baseline.
///
/// # Errors
/// If the document cannot be checked.
pub(super) fn shown(
    job: &Job,
    linter: &Linter,
    document: &Document<'_>,
    worker: &mut Worker,
    asks_baseline: bool,
) -> Result<Vec<(Finding, Diagnostic)>, Problem> {
    let unusable = |error| Problem::from(error).in_file(job.input.name());
    let found = as_listed(document, linter.check(document, worker).map_err(unusable)?);
    let diagnostics = linter.diagnostics(document, found.clone());
    let mut found: Vec<(Finding, Diagnostic)> = found.into_iter().zip(diagnostics).collect();
    // A judge of its own: nothing has been written, and the file may be looked at again.
    let mut judge = Judge::new(asks_baseline);
    judge.leave_shown(&job.project, &job.place, false, &mut found, |(_, diagnostic)| diagnostic);
    Ok(found)
}
