//! All spellings of a list that are near to what is written, without comparing it with each of them.
//!
//! The list is sorted, so that a spelling begins as the one before it does: the columns of the edit matrix for those
//! letters are still there, and where they show that no continuation can be near enough, all that continue them are
//! skipped (Navarro 2001, *A Guided Tour to Approximate String Matching*, section 5.1, with a sorted list for the trie).

use super::distance::EditMatrix;
use super::letter::Letter;

/// A list of spellings without tones, to be searched for those near to a word.
#[derive(Debug)]
pub struct SpellingIndex {
    sorted: Vec<Spelling>,
}

#[derive(Debug)]
struct Spelling {
    letters: Box<[Letter]>,
    /// Its place in the list before that was sorted.
    at: usize,
    /// How many letters it begins with that the one before it begins with, too.
    shared: usize,
}

impl SpellingIndex {
    /// An index of a list.
    pub fn new<L: AsRef<[Letter]>>(list: &[L]) -> SpellingIndex {
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by_key(|at| list[*at].as_ref());
        let mut before: &[Letter] = &[];
        let spelling = |at: usize| {
            let letters = list[at].as_ref();
            let shared = before.iter().zip(letters).take_while(|(one, other)| one == other).count();
            before = letters;
            Spelling { letters: letters.into(), at, shared }
        };
        SpellingIndex { sorted: order.into_iter().map(spelling).collect() }
    }

    /// Calls `each` with the place in the list and the cost ([`super::distance::cost`] without the tone) of every
    /// spelling for which `written` may be a slip of at most `limit`, in the order of the letters.
    pub fn within(&self, written: &[Letter], limit: f32, mut each: impl FnMut(usize, f32)) {
        let mut matrix = EditMatrix::new(written, limit);
        // The letters for which there are columns, and the length of a beginning whose continuations are all too far.
        let (mut done, mut hopeless) = (0, usize::MAX);
        for Spelling { letters, at, shared } in &self.sorted {
            done = done.min(*shared);
            if *shared < hopeless {
                hopeless = usize::MAX;
            }
            if hopeless < usize::MAX || !matrix.allows_length(letters.len()) {
                continue;
            }
            while done < letters.len() && hopeless == usize::MAX {
                done += 1;
                matrix.add_column(&letters[..done]);
                if matrix.is_hopeless(done) {
                    hopeless = done;
                }
            }
            let cost = matrix.cost(letters.len());
            if hopeless == usize::MAX && cost <= limit {
                each(*at, cost);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::distance::letters_cost;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_comparing_with_each_finds(
            list in prop::collection::vec("[aăâơoưunghtrc]{0,6}", 0..40),
            written in "[aăâơoưunghtrc]{1,8}",
            limit in 0.0_f32..6.0,
        ) {
            let letters = |text: &str| text.chars().filter_map(Letter::of).collect::<Vec<_>>();
            let list: Vec<Vec<Letter>> = list.iter().map(|text| letters(text)).collect();
            let written = letters(&written);
            let mut found = Vec::new();
            SpellingIndex::new(&list).within(&written, limit, |at, cost| found.push((at, cost)));
            found.sort_by_key(|(at, _)| *at);
            let each = list.iter().enumerate();
            let wanted: Vec<_> =
                each.filter_map(|(at, meant)| Some((at, letters_cost(&written, meant, limit)?))).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
