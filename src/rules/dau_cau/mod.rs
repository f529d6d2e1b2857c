//! Rules about punctuation and spacing.

mod cach_doi;
mod cach_lung;
mod cach_ngoac;
mod cach_truoc;
mod can_cu;
mod dau_chong;
mod liet_ke;
mod ngoac_le;
mod nhay_thang;
mod phay_chuyen_y;
mod thieu_cach;
mod thieu_cham;
mod thieu_phay;
mod toan_khoi;

pub(super) use thieu_phay::openings as first_of_set_off;

use super::{Context, Rule};
use crate::token::{Mark, Token, TokenKind, Tokens};

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(dau_chong::PiledMarks),
        Box::new(cach_truoc::SpaceBeforeMark),
        Box::new(thieu_cach::NoSpaceAfterMark),
        Box::new(cach_lung::NoSpaceAfterEllipsis),
        Box::new(cach_ngoac::BracketSpacing),
        Box::new(cach_doi::DoubleSpace),
        Box::new(nhay_thang::StraightQuoteSpacing),
        Box::new(ngoac_le::Unpaired),
        Box::new(toan_khoi::FullWidth),
        Box::new(phay_chuyen_y::NoCommaAfterConnective),
        Box::new(thieu_phay::NoCommaBefore),
        Box::new(thieu_cham::NoEndMark),
        Box::new(liet_ke::UnlikeItems),
        Box::new(can_cu::Grounds),
        Box::new(can_cu::LastLine),
    ]
}

/// Whether a token is a Vietnamese word of two letters or more, which is evidence of prose.
fn is_prose(text: &Context<'_>, token: &Token) -> bool {
    match token.kind() {
        TokenKind::Word(word) => {
            let in_use = word.syllable.is_some_and(|syllable| text.lexicon().is_in_use(syllable));
            in_use && (word.marked || token.span.len() > 1)
        }
        _ => false,
    }
}

/// How many tokens on either side are searched for a word with diacritics.
const BESIDE: usize = 30;

/// Whether a word with Vietnamese diacritics stands near a token in its paragraph; without one, the text may be code.
fn is_among_prose(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let paragraph = tokens.paragraph(tokens.paragraph_of(at)).unwrap_or_default();
    let near = paragraph.start.max((at + 1).saturating_sub(BESIDE))..paragraph.end.min(at + BESIDE);
    tokens.list()[near].iter().any(|token| token.word().is_some_and(|word| word.marked))
}

/// Whether the text names a mark and does not use it: *dùng dấu ? để hỏi, kết thúc bằng ký tự ; nhé*.
fn is_named(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    if !tokens.list()[at].gap().is_space() || tokens.after(at).is_some_and(|after| after.mark().is_none()) {
        return false;
    }
    let Some((before, noun)) = tokens.previous_visible(at) else { return false };
    let earlier = tokens.previous_visible(before).map_or("", |(_, token)| text.of(token));
    match text.of(noun) {
        // In *đóng dấu*, *đánh dấu*, *con dấu* the word does not mean a punctuation mark.
        "dấu" | "Dấu" => !matches!(earlier, "đóng" | "đánh" | "con"),
        "tự" => matches!(earlier, "ký" | "kí" | "Ký" | "Kí"),
        _ => false,
    }
}

/// Whether a mark is part of an emoticon: *:) ;( =))*.
fn is_emoticon(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|token| {
        matches!(
            token.kind(),
            TokenKind::Symbol
                | TokenKind::Mark(
                    Mark::Colon | Mark::Semicolon | Mark::Hyphen | Mark::OpenBracket | Mark::CloseBracket
                )
        )
    })
}
