//! A final mark that an input method took for a tone: *ai?* came out as *aỉ*, *cậu.* as *cậụ*.

use crate::rules::Context;
use crate::syllable::{Case, Glyph, Syllable, Tone};
use crate::token::{Gap, Mark};

/// What the last word of a sentence was with its final mark, if a hook or a dot on its last vowel may have been one: *ai?*
/// for *aỉ*. The word without it has to be in use.
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

/// A vowel with a hook or a dot as the vowel and the sign that stands for its tone on a keyboard without marks.
fn taken_apart(letter: char) -> Option<(char, char)> {
    let glyph = Glyph::of(letter)?;
    let sign = match glyph.tone {
        Tone::Hoi => '?',
        Tone::Nang => '.',
        _ => return None,
    };
    Some((glyph.letter.char(), sign))
}
