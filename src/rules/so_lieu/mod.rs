//! Rules about numbers, dates and units.

mod amount;
mod cach_don_vi;
mod calendar;
mod dau_so;
mod dien_thoai;
mod figure;
mod gio_khong_co;
mod met_vuong;
mod muc_tang;
mod nam_nguoc;
mod ngay_khong_co;
mod nhom_nghin;
mod phay_nghin;
mod so_la_ma;
mod so_van_ban;
mod thu_ngay;
mod tong;
mod tuoi;

use super::Rule;

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(ngay_khong_co::NoSuchDate),
        Box::new(thu_ngay::WrongWeekday),
        Box::new(gio_khong_co::NoSuchTime),
        Box::new(nam_nguoc::BackwardsYears),
        Box::new(tuoi::Age),
        Box::new(tong::WrongSum),
        Box::new(muc_tang::WrongGrowth),
        Box::new(nhom_nghin::Thousands),
        Box::new(phay_nghin::CommaThousands),
        Box::new(dau_so::MixedSeparators),
        Box::new(dau_so::DecimalPoint),
        Box::new(so_van_ban::DocumentNumber),
        Box::new(so_la_ma::Roman),
        Box::new(dien_thoai::PhoneNumber),
        Box::new(met_vuong::PlainExponent),
        Box::new(cach_don_vi::GluedUnit),
    ]
}
