//! Rules about capital letters.

mod chu_lac;
mod dia_danh;
mod doan_hoa;
mod don_vi;
mod giua_cau;
mod mo_cau;
mod nam_am_lich;
mod person;
mod phien_am;
pub(in crate::rules) mod row;
mod ten_nguoi;
mod ten_nuoc_ngoai;
pub(in crate::rules) mod units;

pub(super) use nam_am_lich::BRANCHES as LUNAR_YEARS;
pub(super) use units::ENDS as UNITS;

use super::Rule;

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(chu_lac::StrayCapital),
        Box::new(doan_hoa::CapitalParagraph),
        Box::new(ten_nguoi::HalfPerson),
        Box::new(dia_danh::HalfPlace),
        Box::new(don_vi::CapitalUnit),
        Box::new(don_vi::SmallUnit),
        Box::new(nam_am_lich::LunarYear),
        Box::new(phien_am::SpelledName),
        Box::new(ten_nuoc_ngoai::FixedCapitals),
        Box::new(ten_nuoc_ngoai::Acronyms),
        Box::new(mo_cau::SmallSentence),
        Box::new(giua_cau::CapitalInside),
    ]
}
