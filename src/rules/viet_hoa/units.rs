//! The words for administrative units (*tỉnh*, *huyện*, *xã*) before a name.

use std::sync::LazyLock;

use super::row;
use crate::lexicon::places::{PlaceKey, PlaceKind};
use crate::rules::Context;
use crate::syllable::{Case, SyllableSet};

/// The most syllables of a place name that are looked up together.
const LONGEST: usize = 3;

/// The last syllables of the words for a kind of place.
pub(in crate::rules) const ENDS: &[&str] = &["tỉnh", "phố", "quận", "huyện", "xã", "phường", "trấn"];

/// [`ENDS`] as numbers: comparing them rules out nearly every word.
fn ends() -> &'static SyllableSet {
    static SET: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(ENDS.iter().copied()));
    &SET
}

/// The kind of place that the words right before a token name, with the index of the first of those words.
pub(in crate::rules) fn announced(text: &Context<'_>, at: usize) -> Option<(usize, PlaceKind)> {
    let (last, ..) = text.previous_word(at)?;
    if !row::syllable(text, last).is_some_and(|syllable| ends().has(syllable)) {
        return None;
    }
    let before = |wanted: &[&str]| {
        let (first, ..) = text.previous_word(last)?;
        let word = row::folded(text, first);
        wanted.iter().position(|wanted| *wanted == word).map(|which| (first, which))
    };
    match row::folded(text, last).as_str() {
        "tỉnh" => Some((last, PlaceKind::Tinh)),
        "phố" => before(&["thành"]).map(|(first, _)| (first, PlaceKind::ThanhPho)),
        "quận" => Some((last, PlaceKind::Quan)),
        "huyện" => Some((last, PlaceKind::Huyen)),
        "xã" => match before(&["thị"]) {
            Some((first, _)) => Some((first, PlaceKind::ThiXa)),
            None => Some((last, PlaceKind::Xa)),
        },
        "phường" => Some((last, PlaceKind::Phuong)),
        "trấn" => before(&["thị"]).map(|(first, _)| (first, PlaceKind::ThiTran)),
        _ => None,
    }
}

/// The last token of the longest name of a place, of two syllables or more, that begins at `at` and that `wanted` accepts.
pub(in crate::rules) fn name_at(
    text: &Context<'_>,
    at: usize,
    wanted: impl Fn(crate::lexicon::places::PlaceKinds) -> bool,
) -> Option<usize> {
    let list = text.tokens().list();
    let mut name = PlaceKey::default();
    let mut longest = None;
    for (to, token) in list.iter().enumerate().skip(at).take(LONGEST) {
        if row::syllable(text, to).is_none() || to > at && !row::joins(text, to) {
            break;
        }
        name = name.and(text.of(token));
        if to > at && wanted(text.places().kinds(name)) {
            longest = Some(to);
        }
    }
    longest
}

/// Whether all tokens from one to another have a capital.
pub(in crate::rules) fn all_capital(text: &Context<'_>, from: usize, to: usize) -> bool {
    (from..=to).all(|at| row::case(text, at) == Some(Case::Capital))
}
