//! Spelling.

mod am_tiet;
mod lap_tu;
mod vi_tri_dau;

use super::Rule;

/// The rules of this group, in the order in which they speak.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(vi_tri_dau::ToneMarkPlace), Box::new(am_tiet::ImpossibleSyllable), Box::new(lap_tu::DoubledWord)]
}
