//! Characters and encoding.

mod chu_d;
mod chu_giong;
mod nfc;
mod vo_hinh;

use super::Rule;

/// The rules of this group, in the order in which they speak.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(nfc::NotComposed),
        Box::new(vo_hinh::Invisible),
        Box::new(chu_d::IcelandicEth),
        Box::new(chu_giong::LookAlike),
    ]
}
