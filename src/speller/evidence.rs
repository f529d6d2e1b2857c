//! What the dictionaries of compound words, personal names and places say of a suspect: as it is written, and with its
//! correction.

use super::{ContextSpeller, Correction, SentenceView};
use crate::lexicon::Symbol;
use crate::lexicon::places::PlaceKey;
use crate::syllable::{Case, Syllable, ToneStyle};

/// The most syllables of a compound word and of a place name that are looked up.
const LONGEST: usize = 4;

/// Evidence for a word as it is written (index 0) and for its correction (index 1).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Syllables of the longest compound word that it makes with its neighbours; 0 for none.
    pub word: [f32; 2],
    /// Natural logarithm of 1 + the number of personal names that contain it; 0 in lower case.
    pub person: [f32; 2],
    /// Words of the longest place name that it is part of; 0 for none and in lower case.
    pub place: [f32; 2],
}

/// Collects the evidence for `width` slots from `at` on and their correction.
pub(super) fn collect(
    speller: ContextSpeller<'_>,
    read: &SentenceView<'_>,
    at: usize,
    width: usize,
    meant: Correction,
) -> Evidence {
    let symbol = |slot: usize| read.slots[slot].symbol;
    let mut row: Vec<Symbol> = Vec::with_capacity(2 * LONGEST);
    // The neighbours that may be part of one word with it, as far as the sentence goes.
    let start =
        (at.saturating_sub(LONGEST - 1)..at).rev().take_while(|slot| symbol(*slot).is_word()).last().unwrap_or(at);
    let behind = at + width..(at + width + LONGEST - 1).min(read.slots.len());
    let end = behind.take_while(|slot| symbol(*slot).is_word()).last().map_or(at + width, |last| last + 1);
    let written = at..at + width;
    let mut longest = |meant: &[Symbol]| {
        row.clear();
        row.extend((start..at).map(symbol).chain(meant.iter().copied()).chain((written.end..end).map(symbol)));
        let from = at - start;
        let is_word = |row: &[Symbol]| speller.model.is_word(row);
        longest(row.len(), from, from + meant.len(), |from, to| is_word(&row[from..to]))
    };
    let spelled = [Some(meant.first), meant.second];
    let spelled: Vec<Symbol> = spelled.into_iter().flatten().map(|one| speller.lexicon.symbol(one)).collect();
    let written: Vec<Symbol> = written.clone().map(symbol).collect();
    let mut evidence = Evidence { word: [longest(&written), longest(&spelled)], ..Evidence::default() };
    let is_name = |slot: usize| read.word(slot).is_some_and(|word| word.case == Case::Capital);
    if width == 1 && is_name(at) {
        let person = |syllable: Syllable| {
            let roles = speller.names.roles(syllable);
            roles.family.max(roles.middle).max(roles.given)
        };
        let own = read.word(at).and_then(|word| word.syllable);
        evidence.person = [own.map_or(0.0, person), person(meant.first)];
        let first = (at.saturating_sub(LONGEST - 1)..at).rev().take_while(|slot| is_name(*slot)).last().unwrap_or(at);
        let last =
            (at + 1..(at + LONGEST).min(read.slots.len())).take_while(|slot| is_name(*slot)).last().unwrap_or(at);
        let mut spelling = String::new();
        meant.first.write(ToneStyle::Older, &mut spelling);
        let place = |instead: Option<&str>| {
            let word = |slot: usize| match instead {
                Some(instead) if slot == at => instead,
                _ => read.token(slot).map_or("", |token| token.text(read.text)),
            };
            let is_place = |from: usize, to: usize| {
                let name = (first + from..first + to).fold(PlaceKey::default(), |name, slot| name.and(word(slot)));
                !speller.places.kinds(name).is_empty()
            };
            self::longest(last + 1 - first, at - first, at + 1 - first, is_place)
        };
        evidence.place = [place(None), place(Some(&spelling))];
    }
    evidence
}

/// The length of the longest range of at most [`LONGEST`] positions that contains all of `from..to` and passes; 0 for
/// none.
fn longest(len: usize, from: usize, to: usize, pass: impl Fn(usize, usize) -> bool) -> f32 {
    let fits = |length: usize| {
        let starts = (to.saturating_sub(length)..=from).filter(|start| start + length <= len && start + length >= to);
        starts.into_iter().any(|start| pass(start, start + length))
    };
    (1..=LONGEST).rev().find(|length| *length >= to - from && fits(*length)).map_or(0.0, |length| length as f32)
}
