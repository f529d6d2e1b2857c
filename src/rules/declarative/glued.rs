//! Two words written as one, where the capital of the second says where the space was: *củaAnh, trướcQuốc hội*.
//!
//! No n-gram is asked: in Vietnamese a capital begins a word, so a block of two syllables in use with a capital between them has
//! lost its space. Other words of this shape are brands or foreign terms (*iPhone, VinGroup, LaTeX*), and those have no
//! Vietnamese diacritics.

use crate::lexicon::Lexicon;
use crate::rules::Context;
use crate::syllable::{Syllable, Word};
use crate::token::{Script, Token, TokenKind, Word as TokenWord};

/// Natural logarithm of the corpus count from which on a syllable without diacritics is taken for a Vietnamese word
/// before a capital: *doNhà, trongSách*, and not *eMai*.
const FREQUENT: f32 = 10.5;

/// The least number of letters of a foreign name behind the missing space: *củaPutin*, and not *độC*.
const FOREIGN: usize = 3;

/// A word with its missing spaces inserted before capitals; `None` if none is missing.
pub(super) fn apart(text: &Context<'_>, at: usize, token: &Token, word: TokenWord) -> Option<String> {
    if word.chained || word.script != Script::Latin || touches_code(text, at) {
        return None;
    }
    let written = text.of(token);
    let cuts = cuts(written)?;
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for cut in cuts.into_iter().chain([written.len()]) {
        parts.push(&written[from..cut]);
        from = cut;
    }
    let small = parts[0].starts_with(char::is_lowercase);
    let parts = parts.into_iter().map(|part| Part::of(part, text.lexicon())).collect::<Option<Vec<_>>>()?;
    let (first, rest) = parts.split_first()?;
    // Two capitals and no mark are a brand; in ours the small word before the capital is one that everybody uses.
    let ours = match small {
        true => first.ours && (first.marked || first.frequent || rest.iter().any(|part| part.marked && part.ours)),
        false => parts.iter().all(|part| part.ours) && parts.iter().any(|part| part.marked),
    };
    let known = rest.iter().all(|part| part.ours || small && first.marked && part.name);
    (ours && known).then(|| parts.iter().map(|part| part.text).collect::<Vec<_>>().join(" "))
}

/// The byte offsets of capitals behind lower case letters; `None` if there are none, or so many that it is a play with
/// capitals.
fn cuts(written: &str) -> Option<Vec<usize>> {
    let mut cuts = Vec::new();
    let mut small = false;
    for (at, letter) in written.char_indices() {
        if small && letter.is_uppercase() {
            cuts.push(at);
        }
        small = letter.is_lowercase();
    }
    (1..=3).contains(&cuts.len()).then_some(cuts)
}

/// A part of a word between two capitals.
struct Part<'a> {
    text: &'a str,
    /// Whether it is a syllable in use, with no capital but the first letter.
    ours: bool,
    marked: bool,
    frequent: bool,
    /// Whether it may be a name: foreign, or letters that stand for words.
    name: bool,
}

impl Part<'_> {
    /// A part of a word; `None` if it has a digit or an apostrophe.
    fn of<'a>(text: &'a str, lexicon: &Lexicon) -> Option<Part<'a>> {
        if !text.chars().all(char::is_alphabetic) {
            return None;
        }
        let plain = text.chars().skip(1).all(char::is_lowercase);
        let syllable = Syllable::parse(text).filter(|syllable| plain && lexicon.is_in_use(*syllable));
        let letters = text.chars().count();
        let upper = text.chars().all(char::is_uppercase);
        Some(Part {
            text,
            ours: syllable.is_some() && letters > 1 || matches!(text, "à" | "ở" | "ý" | "Ý" | "Á" | "Ô"),
            marked: !text.is_ascii() && Word::read(text).is_some(),
            frequent: letters > 1 && syllable.is_some_and(|syllable| lexicon.log_count(syllable) > FREQUENT),
            name: letters >= FOREIGN && (plain || upper),
        })
    }
}

/// Whether a word touches an address, a code or a dot inside a name: *so.SánhGiá*.
fn touches_code(text: &Context<'_>, at: usize) -> bool {
    let technical = |token: Option<&Token>| {
        token.is_some_and(|token| {
            matches!(
                token.kind(),
                TokenKind::Url | TokenKind::Email | TokenKind::Code | TokenKind::Tag | TokenKind::Symbol
            )
        })
    };
    technical(text.tokens().before(at)) || technical(text.tokens().after(at))
}
