//! Settles findings of one group that overlap: one of them is kept.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::rules::{Finding, Registry};
use crate::text::{Shown, Span, SpanMap};

/// Sorts findings by position. Of overlapping findings of one group, that of the rule that stands first in the registry
/// is kept, and of one rule the longer finding. A finding about the whole document overlaps nothing.
pub(super) fn settle(registry: &Registry, findings: &mut Vec<Finding>) {
    findings.sort_by_key(|finding| (finding.rule, Reverse(finding.span.len()), finding.span.start()));
    let mut kept: HashMap<&str, SpanMap<Shown>> = HashMap::new();
    findings.retain(|finding| {
        if finding.whole {
            return true;
        }
        // A place between two letters marks the letter behind it.
        let (start, end) = (finding.span.start(), finding.span.end());
        let marked = Span::new(start, end.max(start + 1));
        kept.entry(registry.rule(finding.rule).group()).or_default().insert_free(marked, ())
    });
    findings.sort_by_key(|finding| (finding.span, finding.rule));
}
