//! Rules about style.

mod cau_dai;
mod lap_gan;
mod loi_viet_nha;

pub(super) use loi_viet_nha::NAME as HOUSE_STYLE;

use super::Rule;

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(cau_dai::LongSentence), Box::new(lap_gan::CloseRepetition), Box::new(loi_viet_nha::HouseSpelling)]
}
