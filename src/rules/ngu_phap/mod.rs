//! Grammar: words that cannot stand together.

mod lap_cum;
mod lap_tu;

use super::Rule;

/// The rules of this group, in the order in which they speak.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(lap_cum::DoubledPhrase), Box::new(lap_tu::DoubledWord)]
}
