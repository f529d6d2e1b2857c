//! Rules about consistency within one document.
//!
//! A rule of this group counts two ways of writing the same thing and reports the rarer one: each of its places if there are at
//! most [`FEW`], or else only the first, with a fix for all. Of two equally frequent ways, the one that occurs later is reported.
//! A consistent document costs one pass over its tokens.

mod chu_giua;
mod dang_viet_tat;
mod danh_so;
mod dat_dau;
mod gach_cum;
mod gach_ngang;
mod halves;
mod i_y;
mod ngay_thang;
mod ngoac_kep;
mod phien_am;
mod ten_rieng;
mod thuat_ngu;
mod viet_tat;

pub(super) use thuat_ngu::seconds as second_of_terms;

use super::{Bilingual, Edit, Findings, Rule};
use crate::text::{Prose, Span};

/// The most places of the rarer way that are reported one by one.
const FEW: usize = 3;

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(ten_rieng::NameTwoWays),
        Box::new(phien_am::TwoTranscriptions),
        Box::new(thuat_ngu::TermCapitals),
        Box::new(dang_viet_tat::AbbreviationForms),
        Box::new(dat_dau::MixedToneStyle),
        Box::new(i_y::MixedIY),
        Box::new(gach_ngang::MixedDashes),
        Box::new(gach_cum::TermWithoutStroke),
        Box::new(ngoac_kep::MixedQuotes),
        Box::new(ngay_thang::MixedDates),
        Box::new(danh_so::MixedNumbering),
        Box::new(viet_tat::UnknownAbbreviation),
        Box::new(viet_tat::IntroducedTwice),
    ]
}

/// Counts of two ways of writing one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// The count of the first way.
    one: usize,
    /// The count of the second way.
    two: usize,
    /// Whether the first way occurs first.
    one_first: bool,
}

impl Tally {
    fn add(&mut self, first_way: bool) {
        if self.one + self.two == 0 {
            self.one_first = first_way;
        }
        *(if first_way { &mut self.one } else { &mut self.two }) += 1;
    }

    /// Whether the first way is the rarer one; `None` if only one occurs.
    fn rarer_is_first(&self) -> Option<bool> {
        let mixed = self.one > 0 && self.two > 0;
        mixed.then_some(self.one < self.two || self.one == self.two && !self.one_first)
    }

    /// The counts of the rarer way and of the other.
    fn counts(&self) -> (usize, usize) {
        (self.one.min(self.two), self.one.max(self.two))
    }
}

/// Reports the places of the rarer way, given in order with their replacements: each if there are at most [`FEW`], or else the
/// first, with a fix for all.
fn mark_rarer(
    found: &mut Findings<'_>,
    counts: (usize, usize),
    places: impl Iterator<Item = (Span<Prose>, Vec<String>)>,
    message: impl Fn(Span<Prose>) -> Bilingual,
) {
    mark_rarer_if(found, counts, places, message, false);
}

/// Reports the places of the rarer way as [`mark_rarer`] does; with `doubtful` the fix is unsafe, since the more frequent way is
/// not surely the better one.
fn mark_rarer_if(
    found: &mut Findings<'_>,
    counts: (usize, usize),
    places: impl Iterator<Item = (Span<Prose>, Vec<String>)>,
    message: impl Fn(Span<Prose>) -> Bilingual,
    doubtful: bool,
) {
    let (rare, _) = counts;
    let mut places = places;
    if rare <= FEW {
        for (span, suggestions) in places {
            let finding = found.mark(span, message(span), suggestions);
            finding.whole = true;
            finding.unsafe_if(doubtful);
        }
    } else if let Some((span, suggestions)) = places.next() {
        let others = places.filter_map(|(span, suggestions)| Some(found.edit(span, suggestions.into_iter().next()?)));
        let others: Vec<Edit> = others.collect();
        let finding = found.mark(span, message(span), suggestions);
        finding.whole = true;
        finding.fix.iter_mut().for_each(|fix| fix.edits.extend_from_slice(&others));
        finding.unsafe_if(doubtful);
    }
}
