//! The syllables in use that a non-word may be a slip for.

use std::ops::Range;

use crate::syllable::letter::Tone;
use crate::syllable::nearest::SpellingIndex;
use crate::syllable::{Letter, Syllable, Word, distance};

/// A syllable in use that is near a non-word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The syllable that may have been meant.
    pub syllable: Syllable,
    /// The cost of the slip that would have led to the non-word, by [`distance::cost`].
    pub cost: f32,
}

/// The highest cost of a slip that is considered: two ordinary slips in one syllable.
const FARTHEST: f32 = 3.7;

/// The syllables in use by their letters without the tone: there are three of them for each spelling.
pub(super) struct NearbySyllables {
    index: SpellingIndex,
    /// For each spelling of the index the range of its syllables in `syllables`.
    groups: Vec<Range<usize>>,
    /// The syllables with their tones and their places in the list that they came in.
    syllables: Vec<(usize, Syllable, Tone)>,
}

impl NearbySyllables {
    /// An index of these syllables.
    pub fn new<'w>(words: impl Iterator<Item = (Syllable, &'w Word)>) -> NearbySyllables {
        let mut listed: Vec<(usize, Syllable, &Word)> =
            words.enumerate().map(|(at, (syllable, word))| (at, syllable, word)).collect();
        listed.sort_by_key(|(at, _, word)| (word.letters(), *at));
        let (mut spellings, mut groups): (Vec<&[Letter]>, Vec<Range<usize>>) = Default::default();
        for (at, (_, _, word)) in listed.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if spellings.last() == Some(&word.letters()) => group.end = at + 1,
                _ => {
                    spellings.push(word.letters());
                    groups.push(at..at + 1);
                }
            }
        }
        let index = SpellingIndex::new(&spellings);
        let syllables = listed.into_iter().map(|(at, syllable, word)| (at, syllable, word.tone())).collect();
        NearbySyllables { index, groups, syllables }
    }

    /// The syllables near to a word, in the order in which they were listed.
    pub fn to(&self, written: &Word) -> Vec<Candidate> {
        let mut found = Vec::new();
        self.index.within(written.letters(), FARTHEST, |group, letters_cost| {
            for (at, syllable, tone) in &self.syllables[self.groups[group].clone()] {
                let tone_cost = distance::tone_cost(written, *tone);
                if letters_cost <= FARTHEST - tone_cost {
                    found.push((*at, Candidate { syllable: *syllable, cost: tone_cost + letters_cost }));
                }
            }
        });
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_comparing_with_each_syllable_finds(written in "[a-zăâđêôơưáảếợổ]{1,8}") {
            let words = ["ngành", "nghành", "gia", "da", "dã", "ra", "chương", "trương", "duong", "tuổi", "ôi", "ổi", "kiểm"];
            let words = words.map(|word| Word::read(word).unwrap());
            // Whatever stands for the syllable is not looked at.
            let some = Syllable::parse("a").unwrap();
            let written = Word::read(&written).unwrap();
            let found = NearbySyllables::new(words.iter().map(|word| (some, word))).to(&written);
            let wanted: Vec<_> = words.iter().filter_map(|word| distance::cost(&written, word, FARTHEST)).collect();
            prop_assert_eq!(found.iter().map(|one| one.cost).collect::<Vec<_>>(), wanted);
        }
    }
}
