//! Where two rules of a group mark the same place, one speaks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::rules::{Finding, Registry};

/// Sorts findings by position. Of those of one group that overlap, the rule that stands first in the registry is kept, and of
/// one rule the longer finding. A finding about the whole document is in nobody's way.
pub(super) fn settle(registry: &Registry, findings: &mut Vec<Finding>) {
    findings.sort_by_key(|finding| (finding.rule, Reverse(finding.span.len()), finding.span.start()));
    // For each group, what has been kept: start → end, without overlap.
    let mut kept: HashMap<&str, BTreeMap<u32, u32>> = HashMap::new();
    findings.retain(|finding| {
        if finding.whole {
            return true;
        }
        let taken = kept.entry(registry.rule(finding.rule).group()).or_default();
        let span = finding.span;
        let free =
            taken.range(..span.end().max(span.start() + 1)).next_back().is_none_or(|(_, end)| *end <= span.start());
        if free {
            taken.insert(span.start(), span.end().max(span.start() + 1));
        }
        free
    });
    findings.sort_by_key(|finding| (finding.span, finding.rule));
}
