//! Rules about spelling.

mod am_tiet;
mod dau_cuoi;
mod dia_danh;
mod keo_chu;
mod mat_dau;
mod ten_tac_pham;
mod vi_tri_dau;

pub(super) use ten_tac_pham::WORKS;

use super::Rule;

/// The rules about whole passages; of overlapping findings theirs are reported before those about words.
pub(super) fn of_stretches() -> Vec<Box<dyn Rule>> {
    vec![Box::new(mat_dau::NoMarks)]
}

/// The other rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(ten_tac_pham::MisspeltTitle),
        Box::new(vi_tri_dau::ToneMarkPlace),
        Box::new(dia_danh::NoSuchPlace),
        Box::new(keo_chu::HeldLetter),
        Box::new(am_tiet::ImpossibleSyllable),
    ]
}
