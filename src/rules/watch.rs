//! Syllables that rules look for: one pass over a text collects the words that spell one of them, a few in a hundred, and
//! each rule goes over its own.

use std::sync::LazyLock;

use super::{chinh_ta, dau_cau, nhat_quan, viet_hoa};
use crate::syllable::{Syllable, spellings};
use crate::token::Tokens;

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
static WATCHES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut watches = vec![0; Syllable::LIMIT];
    let mut add = |watch: Watch, words: &mut dyn Iterator<Item = &'static str>| {
        words.filter_map(Syllable::parse).for_each(|syllable| watches[syllable.index()] |= watch.bit());
    };
    add(Watch::Spellings, &mut spellings::forms().filter_map(|form| form.split('-').next()));
    add(Watch::Terms, &mut nhat_quan::second_of_terms());
    add(Watch::LunarYears, &mut viet_hoa::LUNAR_YEARS.iter().copied());
    add(Watch::Works, &mut chinh_ta::WORKS.iter().copied());
    add(Watch::SetOff, &mut dau_cau::first_of_set_off());
    add(Watch::Units, &mut viet_hoa::UNITS.iter().copied());
    watches
});

/// The words of a text that spell a watched syllable, each with its watches as bits.
pub(super) struct Watched(Vec<(u32, u8)>);

impl Watched {
    /// Those among some tokens.
    pub fn of(tokens: &Tokens) -> Watched {
        let watches = &**WATCHES;
        let of = |syllable: Syllable| watches.get(syllable.index()).copied().unwrap_or_default();
        let all = tokens.list().iter().zip(0..).map(|(token, at)| (at, token.syllable().map_or(0, of)));
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
        let mut tokens = Tokens::default();
        tokens.fill("Thành phố ký nghị định năm Mậu Thìn, chẳng hạn như kỹ sư và quyển sách.", &[]);
        let watched = Watched::of(&tokens);
        let of = |watch: Watch| watched.with(watch).collect::<Vec<_>>();
        assert_eq!(of(Watch::Units), [1]);
        assert_eq!(of(Watch::Terms), [4]);
        assert_eq!(of(Watch::LunarYears), [7]);
        assert_eq!(of(Watch::SetOff), [9]);
        assert_eq!(of(Watch::Works), [2, 15, 16]);
        assert!(of(Watch::Spellings).contains(&12));
    }

    #[test]
    fn two_rows_in_order_make_one() {
        let merged: Vec<usize> = merged([1, 4, 9].into_iter(), [0, 4, 5, 12].into_iter()).collect();
        assert_eq!(merged, [0, 1, 4, 4, 5, 9, 12]);
    }
}
