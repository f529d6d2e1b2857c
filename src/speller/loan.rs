//! Loanwords without diacritics that stand in Vietnamese text as they are: *cap, yen, cron*.
//!
//! The forest was trained on generated slips, and no such word was among them: it takes *triệu yen* for *triệu yên*. So
//! an English word, or a word of a shape that Vietnamese does not have, is a slip only where its correction makes a
//! compound with a neighbour and nothing speaks against it on the other side: *giám sat chưa đều*, not *lấy cap màn
//! hình*.

use super::{ContextSpeller, SentenceView, Suspect, WELL_KNOWN};
use crate::lexicon::Symbol;
use crate::lexicon::english::{is_english, is_foreign_shape};
use crate::syllable::slip::SlipKind;
use crate::syllable::{Case, typing};

impl ContextSpeller<'_> {
    /// Whether a suspect is likelier a loanword than a slip for its best correction.
    pub(super) fn is_loan(&self, read: &SentenceView<'_>, suspect: &Suspect) -> bool {
        let (first, last) = suspect.tokens;
        let Some(token) = read.tokens.list().get(first as usize).filter(|_| first == last) else { return false };
        let Some(word) = token.word().filter(|word| !word.marked && word.case == Case::Lower) else { return false };
        let written = token.text(read.text);
        let listed = is_english(written);
        let keys = typing::decode(written).filter(|meant| self.lexicon.is_in_use(*meant));
        let chained = word.syllable.is_none() && is_chain(written);
        let shaped = word.syllable.is_none() && keys.is_none() && is_foreign_shape(written);
        if !listed && !shaped && !chained {
            return false;
        }
        let Ok(at) = read.slots.binary_search_by_key(&first, |slot| slot.token) else { return false };
        // A sentence begins with a slot that has the number of its first token.
        let at = if read.slots[at].symbol == Symbol::END { at + 1 } else { at };
        let Some(meant) = suspect.corrections.first() else { return false };
        let [one, other] = [meant.first, meant.second.unwrap_or(meant.first)].map(|part| self.lexicon.symbol(part));
        let (left, right) = (read.slots[at - 1].symbol, read.slots[at + 1].symbol);
        let bound = [
            left.is_word() && self.model.is_word(&[left, one]),
            right.is_word() && self.model.is_word(&[other, right]),
        ];
        let level = |one: Symbol, other: Symbol| self.model.plausible_pair(one, other).level();
        let known = [level(left, one), level(other, right)];
        let is_open = |symbol: Symbol| !symbol.is_word();
        let marks_lost = matches!(suspect.kind, SlipKind::ThieuDau | SlipKind::NhamDau);
        // A word with one neighbour, and nothing strange about the other.
        let fits = |bound: bool, beyond: Symbol, known: u8| bound && (is_open(beyond) || known > 0);
        let as_word = fits(bound[0], right, known[1]) || fits(bound[1], left, known[0]);
        let at_home = known.iter().all(|level| *level >= WELL_KNOWN);
        if word.syllable.is_some() {
            // Pin, men, sim are words of ours, too: only a slip that makes one of another is in doubt.
            return !as_word && (marks_lost && !at_home || suspect.kind == SlipKind::GoPhim);
        }
        match (listed, marks_lost) {
            (true, true) => !as_word,
            // Cng trình: consonants alone are a name in letters, or a syllable that has lost its vowel.
            (true, false) if !written.bytes().any(|letter| b"aeiouy".contains(&letter)) => !as_word,
            (true, false) => !(as_word && at_home && keys == Some(meant.first)),
            (false, _) if chained => !as_word,
            (false, _) => !as_word && !at_home,
        }
    }
}

/// Whether a word without diacritics is two or three open syllables in one, as loans and pet names are: *gato, mami,
/// cari*.
fn is_chain(written: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    let bytes = written.as_bytes();
    let groups = bytes.chunk_by(|one, other| is_vowel(one) == is_vowel(other));
    let (mut vowels, mut single) = (0, true);
    for group in groups {
        vowels += usize::from(group.first().is_some_and(is_vowel));
        single &= group.len() == 1;
    }
    (2..=3).contains(&vowels) && single && bytes.last().is_some_and(is_vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_syllables_in_one_are_a_chain() {
        assert!(["mami", "gato", "cari", "kimono"].into_iter().all(is_chain));
        assert!(!["theoi", "limh", "giia", "ma", "nhieu"].into_iter().any(is_chain));
    }
}
