//! Syllables that rules look for: one pass over a text collects the words that spell one of them, a few in a hundred, and
//! each rule goes over its own.

use crate::syllable::Syllable;
use crate::token::{Token, Tokens};

/// What a rule looks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Watch {
    /// The first syllables of words with two spellings.
    Spellings,
    /// The second syllables of documents, offices and titles.
    Terms,
    /// The earthly branches in the names of lunar years.
    LunarYears,
    /// Words for works before their titles.
    Works,
    /// The first syllables of phrases that a comma sets off.
    SetOff,
    /// The last syllables of the words for administrative units.
    Units,
}

impl Watch {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The [`Watch`]es of each syllable, as bits.
pub(super) struct WatchTable(Vec<u8>);

impl WatchTable {
    /// A table of these words; those that are no syllable are passed over.
    pub fn new<'w>(words: impl Iterator<Item = (Watch, &'w str)>) -> WatchTable {
        let mut watches = vec![0; Syllable::LIMIT];
        for (watch, word) in words {
            if let Some(syllable) = Syllable::parse(word) {
                watches[syllable.index()] |= watch.bit();
            }
        }
        WatchTable(watches)
    }

    fn of(&self, syllable: Syllable) -> u8 {
        self.0.get(syllable.index()).copied().unwrap_or_default()
    }
}

/// The words of a text that spell a watched syllable, each with its watches as bits.
pub(super) struct Watched(Vec<(u32, u8)>);

impl Watched {
    /// Those among some tokens.
    pub fn of(tokens: &Tokens, table: &WatchTable) -> Watched {
        let bits = |token: &Token| token.syllable().map_or(0, |syllable| table.of(syllable));
        let all = tokens.list().iter().zip(0..).map(|(token, at)| (at, bits(token)));
        Watched(all.filter(|(_, bits)| *bits != 0).collect())
    }

    /// The token indices of those with this watch, in order.
    pub fn with(&self, watch: Watch) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(_, bits)| bits & watch.bit() != 0).map(|(at, _)| *at as usize)
    }
}

/// Two rows of token indices in order as one.
pub(super) fn merged(
    one: impl Iterator<Item = usize>,
    other: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_watch_has_its_own_words() {
        let words = [
            (Watch::Units, "phố"),
            (Watch::Terms, "định"),
            (Watch::Works, "phố"),
            (Watch::Works, "Định"),
            (Watch::Units, "x"),
        ];
        let mut tokens = Tokens::default();
        tokens.fill("Thành phố ký nghị định.", &[]);
        let watched = Watched::of(&tokens, &WatchTable::new(words.into_iter()));
        let of = |watch: Watch| watched.with(watch).collect::<Vec<_>>();
        assert_eq!((of(Watch::Units), of(Watch::Terms), of(Watch::Works)), (vec![1], vec![4], vec![1, 4]));
        assert!(of(Watch::SetOff).is_empty());
    }

    #[test]
    fn two_rows_in_order_make_one() {
        let merged: Vec<usize> = merged([1, 4, 9].into_iter(), [0, 4, 5, 12].into_iter()).collect();
        assert_eq!(merged, [0, 1, 4, 4, 5, 9, 12]);
    }
}
