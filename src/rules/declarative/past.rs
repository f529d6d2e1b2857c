//! Whether a text speaks of earlier years, in which what has been abolished since was still there.

use crate::rules::Context;
use crate::rules::context::fold_word;
use crate::token::{Kind, Token};

/// The years that can be meant.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2200;

/// What a sentence has that says itself that something was: *tỉnh Hà Giang cũ*, *sáp nhập tỉnh Hà Giang*.
const WAS: &[&str] =
    &["cũ", "sáp nhập", "hợp nhất", "trước đây", "trước kia", "hồi đó", "hồi ấy", "năm xưa", "giải thể"];

/// Whether the sentence around a token names a year before `year`, or says that it speaks of the past; or whether the document names
/// years, all of them before that.
pub(super) fn is_past(text: &Context<'_>, token: usize, year: u16) -> bool {
    let mut sentence = text.tokens().sentence_of(token);
    let earlier = |at: usize| years(text, at).any(|named| named < year);
    let list = text.tokens().list();
    let folded = |at: usize| {
        let mut folded = String::new();
        if let Some((token, word)) = list.get(at).and_then(|token| Some((token, token.word()?))) {
            fold_word(word, text.of(token), &mut folded);
        }
        folded
    };
    let was = |at: usize| {
        let word = folded(at);
        WAS.contains(&word.as_str()) || WAS.contains(&format!("{word} {}", folded(at + 1)).as_str())
    };
    if sentence.any(|at| earlier(at) || was(at)) {
        return true;
    }
    let latest = text.tokens().figures().flat_map(|(at, _)| years(text, at)).max();
    latest.is_some_and(|latest| latest < year)
}

/// The years that a token names: a date, the number of a document (12/2019/TT-BTC), a number of four digits behind *năm*.
fn years<'t>(text: &'t Context<'_>, at: usize) -> impl Iterator<Item = u16> + 't {
    let token: &Token = &text.tokens().list()[at];
    let named = match token.kind() {
        Kind::Date | Kind::Code => true,
        Kind::Number => text.previous_word(at).is_some_and(|(before, ..)| {
            let written = text.of(&text.tokens().list()[before]);
            matches!(written, "năm" | "Năm" | "từ" | "đến" | "Từ")
        }),
        _ => false,
    };
    let parts = text.of(token).split(|c: char| !c.is_ascii_digit()).filter(move |part| named && part.len() == 4);
    parts.filter_map(|part| part.parse().ok()).filter(|year| YEARS.contains(year))
}
