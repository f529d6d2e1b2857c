//! Style: sentences that are hard to read.

mod cau_dai;
mod lap_gan;

use super::Rule;

/// The rules of this group, in the order in which they speak.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(cau_dai::LongSentence), Box::new(lap_gan::CloseRepetition)]
}
