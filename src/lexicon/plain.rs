//! Syllables by their letters without diacritics: *duong* → *dương, đường, dưỡng …*

use std::collections::HashMap;

use crate::syllable::{Letter, Syllable, Word};

/// The longest key, in letters of six bits. The longest syllable, *nghiêng*, has seven.
const LONGEST: usize = 10;

/// The syllables in use, by their letters without diacritics.
pub(super) struct PlainForms {
    /// For each key the range of its syllables in `syllables`.
    groups: HashMap<u64, (u32, u32)>,
    syllables: Vec<Syllable>,
}

impl PlainForms {
    pub fn new<'w>(words: impl Iterator<Item = (Syllable, &'w Word)>) -> PlainForms {
        let mut listed: Vec<(u64, Syllable)> =
            words.filter_map(|(syllable, word)| Some((key(word.letters())?, syllable))).collect();
        listed.sort_unstable();
        let mut groups: HashMap<u64, (u32, u32)> = HashMap::new();
        for (at, (key, _)) in (0..).zip(&listed) {
            groups.entry(*key).or_insert((at, at)).1 = at + 1;
        }
        PlainForms { groups, syllables: listed.into_iter().map(|(_, syllable)| syllable).collect() }
    }

    /// The syllables with the same letters as a word, diacritics left out of both.
    pub fn get(&self, word: &Word) -> &[Syllable] {
        let group = key(word.letters()).and_then(|key| self.groups.get(&key));
        group.map_or(&[], |(start, end)| &self.syllables[*start as usize..*end as usize])
    }
}

fn key(letters: &[Letter]) -> Option<u64> {
    let pack = |key, letter: &Letter| key << 6 | (letter.plain().index() as u64 + 1);
    (letters.len() <= LONGEST).then(|| letters.iter().fold(0, pack))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;

    fn spellings(word: &str) -> Vec<String> {
        let lexicon = &Dictionaries::embedded().lexicon;
        lexicon.marked_forms(&Word::read(word).unwrap()).iter().map(|one| one.spelling()).collect()
    }

    #[test]
    fn marks_and_tone_are_all_that_differs() {
        let found = spellings("duong");
        for form in ["dương", "đường", "dưỡng", "đương"] {
            assert!(found.contains(&form.to_owned()), "{form} in {found:?}");
        }
        assert!(found.iter().all(|form| !form.starts_with("thư")));
        assert!(spellings("nghieng").contains(&"nghiêng".to_owned()));
        assert_eq!(spellings("ĐƯỜNG"), found, "what is marked already is folded");
    }

    #[test]
    fn words_of_other_languages_have_none() {
        for word in ["which", "from", "street", "abcdefghijkl", "w"] {
            assert!(spellings(word).is_empty(), "{word}");
        }
    }
}
