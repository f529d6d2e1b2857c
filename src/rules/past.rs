//! Whether a passage is about earlier years, in which abolished names were still right.

use std::ops::Range;
use std::sync::LazyLock;

use crate::syllable::SyllableSet;
use crate::token::{Gap, Token, TokenKind, Tokens, fold_word};

/// The years that a text may name.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2200;

/// Words that say themselves that something belongs to the past: *tỉnh Hà Giang cũ*, *sáp nhập tỉnh Hà Giang*.
const WAS: &[&str] =
    &["cũ", "sáp nhập", "hợp nhất", "trước đây", "trước kia", "hồi đó", "hồi ấy", "năm xưa", "giải thể"];

/// The years that a text names. They are searched for once, however many rules ask: a list of abolished names may have
/// thousands of entries.
pub(in crate::rules) struct Past {
    latest: Option<u16>,
    /// For sentences that name a year their first token and the earliest year; 0 for a sentence that says itself that
    /// it is about the past.
    earliest: Vec<(usize, u16)>,
}

impl Past {
    /// Searches a text for years.
    pub fn of(text: &str, tokens: &Tokens) -> Past {
        let list = tokens.list();
        let folded = |at: usize| {
            let mut folded = String::new();
            if let Some((token, word)) = list.get(at).and_then(|token| Some((token, token.word()?))) {
                fold_word(word, token.text(text), &mut folded);
            }
            folded
        };
        static BEGINS: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::first_of(WAS.iter().copied()));
        let was = |at: usize| {
            if !list[at].is_one_of(&BEGINS) {
                return false;
            }
            let word = folded(at);
            WAS.contains(&word.as_str()) || WAS.contains(&format!("{word} {}", folded(at + 1)).as_str())
        };
        let earliest = |sentence: Range<usize>| match sentence.clone().any(was) {
            true => Some(0),
            false => sentence.flat_map(|at| years(text, tokens, at)).min(),
        };
        let sentences = tokens.sentences();
        let earliest = sentences.filter_map(|sentence| Some((sentence.start, earliest(sentence)?))).collect();
        Past { latest: tokens.figures().flat_map(|(at, _)| years(text, tokens, at)).max(), earliest }
    }

    /// Whether the sentence that begins with a token names a year before `year`, or says that it speaks of the past; or whether the
    /// text names years, all of them before that.
    pub fn is_before(&self, year: u16, sentence: usize) -> bool {
        let named = self.earliest.binary_search_by_key(&sentence, |(start, _)| *start);
        named.is_ok_and(|at| self.earliest[at].1 < year) || self.latest.is_some_and(|latest| latest < year)
    }
}

/// The years that a token names: a date, the number of a document (12/2019/TT-BTC), a number of four digits behind *năm*.
fn years<'t>(text: &'t str, tokens: &'t Tokens, at: usize) -> impl Iterator<Item = u16> + 't {
    let token: &Token = &tokens.list()[at];
    let named = match token.kind() {
        TokenKind::Date | TokenKind::Code => true,
        TokenKind::Number => tokens.previous_visible(at).is_some_and(|(_, before)| {
            let is_word = before.word().is_some() && token.gap() != Gap::None;
            is_word && matches!(before.text(text), "năm" | "Năm" | "từ" | "đến" | "Từ")
        }),
        _ => false,
    };
    let parts = token.text(text).split(|c: char| !c.is_ascii_digit()).filter(move |part| named && part.len() == 4);
    parts.filter_map(|part| part.parse().ok()).filter(|year| YEARS.contains(year))
}
