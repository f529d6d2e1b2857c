//! Consistency within one document.

use super::Rule;

/// The rules of this group, in the order in which they speak.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    Vec::new()
}
