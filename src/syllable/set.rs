//! A set of syllables with a fast membership test.

use super::Syllable;

/// A set of syllables, as a bit for each possible one: some kilobytes. A rule asks it for every word of a text.
pub struct SyllableSet(Vec<u64>);

impl SyllableSet {
    /// The set of the syllables that these words spell; a word that is no syllable is left out.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> SyllableSet {
        words.into_iter().filter_map(Syllable::parse).collect()
    }

    /// The set of the first syllables of these phrases.
    pub fn first_of<'w>(phrases: impl IntoIterator<Item = &'w str>) -> SyllableSet {
        SyllableSet::of(phrases.into_iter().filter_map(|phrase| phrase.split(' ').next()))
    }

    /// Whether the set contains a syllable.
    #[inline]
    pub fn has(&self, syllable: Syllable) -> bool {
        self.0[syllable.index() / 64] >> (syllable.index() % 64) & 1 != 0
    }
}

impl FromIterator<Syllable> for SyllableSet {
    fn from_iter<I: IntoIterator<Item = Syllable>>(syllables: I) -> SyllableSet {
        let mut bits = vec![0; Syllable::LIMIT / 64 + 1];
        for syllable in syllables {
            bits[syllable.index() / 64] |= 1 << (syllable.index() % 64);
        }
        SyllableSet(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_there_and_nothing_else() {
        let set = SyllableSet::of(["xã", "huyện", "thảnh", "Facebook"]);
        let held: Vec<String> = Syllable::all().filter(|syllable| set.has(*syllable)).map(Syllable::spelling).collect();
        let mut expected = ["xã", "huyện", "thảnh"].map(|word| Syllable::parse(word).unwrap());
        expected.sort_by_key(|syllable| syllable.index());
        assert_eq!(held, expected.map(Syllable::spelling));
    }
}
