//! Final punctuation that an input method turned into a tone: *ai?* became *aỉ*, *cậu.* became *cậụ*.

use crate::rules::Context;
use crate::syllable::{Case, Glyph, Syllable, Tone};
use crate::token::{Gap, Mark};

/// The last word of a sentence as intended, with its final punctuation, if the tone of its last vowel may have been that: *ai?*
/// for *aỉ*. `None` unless the word without the tone is in use.
pub(super) fn eaten(text: &Context<'_>, at: usize) -> Option<(Syllable, String)> {
    let written = text.of(&text.tokens().list()[at]);
    let next = text.tokens().list().get(at + 1);
    let ends = next.is_none_or(|next| {
        next.gap() == Gap::ParagraphBreak
            || matches!(next.mark(), Some(Mark::CloseQuote | Mark::CloseBracket))
            || next.gap() != Gap::None
                && next.word().is_some_and(|word| word.case == Case::Capital)
                && next.span.len() > 1
    });
    let (last, letter) = written.char_indices().next_back().filter(|_| ends)?;
    let (plain, mark) = taken_apart(letter)?;
    let word = format!("{}{plain}", &written[..last]);
    let syllable = Syllable::parse(&word).filter(|syllable| text.lexicon().is_in_use(*syllable))?;
    Some((syllable, format!("{word}{mark}")))
}

/// Splits a vowel with hook above or dot below into the vowel and the punctuation mark that the VIQR input method takes for that
/// tone.
fn taken_apart(letter: char) -> Option<(char, char)> {
    let glyph = Glyph::of(letter)?;
    let sign = match glyph.tone {
        Tone::Hoi => '?',
        Tone::Nang => '.',
        _ => return None,
    };
    Some((glyph.letter.char(), sign))
}
