//! Where sentences and paragraphs begin.

use super::{Kind, Mark, Token};
use crate::syllable::Case;

/// Writes the index of the first token of each sentence and each paragraph.
///
/// A final mark ends a sentence when white space follows it (behind closing quotes and brackets) and then something that
/// is not a word in small letters: *“Thế à?” anh hỏi* is one sentence. The dots of abbreviations are inside their tokens,
/// and the dot of a list number (*1. Mục tiêu*) ends nothing.
pub(super) fn split(text: &str, tokens: &[Token], sentences: &mut Vec<u32>, paragraphs: &mut Vec<u32>) {
    sentences.clear();
    paragraphs.clear();
    let mut paragraph_begins = true;
    let mut sentence_begins = true;
    let mut ended = false;
    let mut paragraph_start = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::ParagraphBreak => {
                (paragraph_begins, sentence_begins, ended) = (true, true, false);
                continue;
            }
            Kind::Space | Kind::LineBreak => {
                sentence_begins |= ended;
                continue;
            }
            _ => {}
        }
        let lower = token.word().is_some_and(|word| word.case == Case::Lower);
        if paragraph_begins {
            paragraphs.push(index as u32);
            paragraph_start = index;
        }
        if paragraph_begins || sentence_begins && !lower {
            sentences.push(index as u32);
        }
        (paragraph_begins, sentence_begins) = (false, false);
        ended = match token.kind {
            Kind::Mark(Mark::Stop) => !is_list_number(text, &tokens[paragraph_start..index]),
            Kind::Mark(mark) if mark.is_final() => true,
            Kind::Mark(Mark::CloseBracket | Mark::CloseQuote | Mark::StraightQuote) => ended,
            _ => false,
        };
    }
}

/// Whether a dot after these first tokens of a paragraph makes a list number: 1. or a. or II.
fn is_list_number(text: &str, before: &[Token]) -> bool {
    match before {
        [only] => match only.kind {
            Kind::Number => true,
            Kind::Word(word) => {
                let letters = only.text(text);
                letters.chars().count() == 1
                    || word.case == Case::Upper && letters.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            }
            _ => false,
        },
        _ => false,
    }
}
