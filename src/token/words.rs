//! Words: where their letters end, and what the letters say.

use unicode_normalization::char::is_combining_mark;

use super::kind::{Letters, Script, Word};
use crate::lexicon::Lexicon;
use crate::syllable::{self, Case, Glyph};
use crate::text::is_latin;

/// Whether a character is a letter of any script. Those of Vietnamese are found in a table of their own, without the search
/// through the tables of Unicode.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && (Glyph::of(c).is_some() || c.is_alphabetic())
}

/// The length of the run of letters at the start of `text`, in bytes, with marks that compose with none of them and
/// apostrophes between two of them (O'Brien).
pub(super) fn letters_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut apostrophe =
            || matches!(c, '\'' | '’') && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(is_letter(c) || !c.is_ascii() && is_combining_mark(c) || apostrophe()) {
            return at;
        }
    }
    text.len()
}

/// What letters say of the word that they are.
pub(super) fn describe(letters: &str) -> Letters {
    let word = word(letters);
    let in_use = word.syllable.is_some_and(|syllable| Lexicon::embedded().is_in_use(syllable));
    Letters::pack(word, !in_use || word.eth)
}

fn word(letters: &str) -> Word {
    if let Some(read) = syllable::Word::read(letters) {
        let shape = read.shape();
        return Word {
            syllable: read.known(),
            case: shape.case,
            marked: shape.marked,
            vietnamese: shape.vietnamese,
            script: Script::Latin,
            eth: shape.eth,
            chained: false,
        };
    }
    let (mut latin, mut other, mut marked, mut vietnamese) = (false, false, false, true);
    for c in letters.chars().filter(|c| c.is_alphabetic()) {
        latin |= is_latin(c);
        other |= !is_latin(c);
        match Glyph::of(c) {
            Some(glyph) => {
                marked |= glyph.tone != syllable::Tone::Ngang || glyph.letter != glyph.letter.plain();
                vietnamese &= glyph.letter.is_vietnamese();
            }
            None => vietnamese = false,
        }
    }
    Word {
        syllable: None,
        case: Case::of(letters.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)),
        marked,
        vietnamese,
        script: match (latin, other) {
            (true, true) => Script::Mixed,
            (false, true) => Script::Other,
            _ => Script::Latin,
        },
        eth: letters.contains(['Ð', 'ð']),
        chained: false,
    }
}
