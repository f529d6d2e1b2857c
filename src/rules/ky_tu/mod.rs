//! Rules about characters and encoding.

mod bieu_tuong;
mod chu_d;
mod chu_giong;
mod khoang_la;
mod ma_cu;
mod mat_chu;
mod nfc;
mod tab;
mod utf_loi;
mod vo_hinh;

use super::Rule;

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(nfc::NotComposed),
        Box::new(vo_hinh::Invisible),
        Box::new(utf_loi::Mojibake),
        Box::new(ma_cu::OldEncoding),
        Box::new(mat_chu::LostCharacter),
        Box::new(khoang_la::OddSpace),
        Box::new(tab::TabInProse),
        Box::new(bieu_tuong::Emoji),
        Box::new(chu_d::IcelandicEth),
        Box::new(chu_giong::LookAlike),
    ]
}
