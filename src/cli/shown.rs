//! Whether a finding is shown: one judge for all commands, so that what `check` has not said `review` does not ask. What stands
//! inside an accepted term, what a comment keeps quiet and what is too slight, the linter has left out before.

use std::path::Path;

use super::project::Project;
use crate::config::baseline::Baseline;
use crate::linter::Diagnostic;

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
