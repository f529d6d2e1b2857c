//! Rules about grammar: words that cannot stand together.

mod lap_cum;
mod lap_tu;
mod phay_chu_vi;

use super::{Bilingual, Rule};

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(lap_cum::DoubledPhrase), Box::new(lap_tu::DoubledWord), Box::new(phay_chu_vi::CommaBehindSubject)]
}

/// The message about a word or phrase that is repeated.
fn typed_twice(written: &str) -> Bilingual {
    Bilingual::new(format!("“{written}” được gõ hai lần liền nhau"), format!("“{written}” is typed twice"))
}
