//! Adjusts the forest's log-odds where it believes too readily: it was trained on generated mistakes in text that was
//! dense with them, and most text is not.
//!
//! Some seven hundred flags in text of every kind (press, law, school, medicine, manuals, encyclopedia) were read, and
//! these features told the false ones from the right ones of equal odds. A slip has one meaning: where a second
//! candidate fits as well, the passage is unusual, and nothing slipped. The correction fits well, for the network and
//! in triples of the n-grams. A common word is likelier written for another than a rare one is, and a word without
//! diacritics is often not Vietnamese. Then there are positions where a word is a name: a single letter, a word that
//! touches a sign, sentences about species of plants and animals.

use super::{MistakeClass, SentenceView, Suspect};
use crate::model::Feature;
use crate::syllable::Case;
use crate::syllable::slip::SlipKind;
use crate::token::{Token, Tokens};

/// For one word written for another: a feature, what each unit of it adds to the log-odds, and the value from which on
/// it adds no more.
const WEIGHTS: [(Feature, f32, f32); 6] = [
    (Feature::Margin, 0.11, 8.0),
    (Feature::MeantFits, 0.12, 100.0),
    (Feature::WrittenCount, 0.2, 100.0),
    (Feature::Marked, 2.2, 1.0),
    (Feature::MeantTripleLeft, 0.26, 4.0),
    (Feature::ByNgrams, 0.18, 14.0),
];

/// The share of the log-odds (with what was added and taken) that is kept, and what is then subtracted: odds at the
/// threshold stay as they were, higher ones become less sure.
const SHARE: f32 = 0.8;
const USUAL: f32 = 4.9;

/// What the log-odds lose where the word may be a name: a single letter, a word that touches a sign, a word in a
/// sentence about a species, a word without diacritics among capitalised ones without.
const LETTER: f32 = 3.0;
const TOUCHES: f32 = 2.0;
const SPECIES: f32 = 3.5;
const FOREIGN_NAME: f32 = 2.0;

/// What the log-odds lose for the other spelling of a final i or y (*hay, hai*): two words more often than a slip.
const SAME_SOUND: f32 = 2.0;

/// What the log-odds lose for a word of quite other letters (*lọc, học*): a slip of the finger leaves another word of
/// the language by chance alone, and where two such words fit, the one that was written was mostly meant.
const OTHER_LETTERS: f32 = 1.2;

/// What the log-odds of a non-word lose where it may be a name or part of a formula: enough to drop any.
const NOT_OURS: f32 = 10.0;

/// Characters of formulas and markup.
const SIGNS: &str = "~{}^=_\\$[]";

/// What the topic of a sentence says of all words in it.
pub(super) struct SentenceTopic {
    species: bool,
}

impl SentenceTopic {
    /// Whether a sentence tells of a species by its names, of which no dictionary has all (*sòi tía*, *tứ chẻ*): it
    /// mentions a *loài* that is not *loài người*, a *danh pháp* or a *tên khoa học*.
    pub(super) fn of(read: &SentenceView<'_>) -> SentenceTopic {
        let word =
            |slot: usize| read.token(slot).filter(|token| token.is_word()).map_or("", |token| token.text(read.text));
        let species = (0..read.slots.len()).any(|slot| match word(slot) {
            "loài" | "Loài" => word(slot + 1) != "người",
            "danh" => word(slot + 1) == "pháp",
            "khoa" => word(slot + 1) == "học" && slot > 0 && word(slot - 1) == "tên",
            _ => false,
        });
        SentenceTopic { species }
    }
}

/// How the log-odds (base e) of a suspect are adjusted: a linear function of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Adjustment {
    share: f32,
    added: f32,
    taken: f32,
    offset: f32,
    /// Whether it may only lower them.
    lowers: bool,
}

impl Adjustment {
    /// Takes `taken` from the log-odds.
    fn less(taken: f32) -> Adjustment {
        Adjustment { share: 1.0, added: 0.0, taken, offset: 0.0, lowers: false }
    }

    /// The adjusted log-odds.
    pub(super) fn apply(&self, odds: f32) -> f32 {
        let adjusted = self.share * (odds + self.added - self.taken) - self.offset;
        if self.lowers { adjusted.min(odds) } else { adjusted }
    }

    /// The least log-odds that can be adjusted to `adjusted` or more.
    pub(super) fn least(&self, adjusted: f32) -> f32 {
        (adjusted + self.offset) / self.share - self.added + self.taken
    }
}

/// How the log-odds of a suspect are adjusted.
pub(super) fn adjustment(
    class: MistakeClass,
    suspect: &Suspect,
    tokens: &Tokens,
    text: &str,
    topic: &SentenceTopic,
) -> Adjustment {
    let Suspect { kind, features, .. } = suspect;
    if matches!(kind, SlipKind::DinhChu | SlipKind::TachChu) {
        return Adjustment::less(0.0);
    }
    let touches = touches_sign(text, tokens, suspect.tokens);
    let at = suspect.tokens.0 as usize;
    let is_capital = |token: Option<&Token>| token.and_then(Token::word).is_some_and(|word| word.case == Case::Capital);
    let beside = || [tokens.before(at), tokens.after(at)].into_iter().filter(|token| is_capital(*token)).flatten();
    if class == MistakeClass::FLAWED {
        // Well formed and in no use: *Mạy, Sòi, Vư*.
        let word = tokens.list().get(at).and_then(Token::word).filter(|word| word.case == Case::Capital);
        let is_name = word.is_some_and(|word| word.syllable.is_some()) && (topic.species || beside().next().is_some());
        return Adjustment::less(if is_name || touches { NOT_OURS } else { 0.0 });
    }
    let is_unmarked = |token: &Token| token.word().is_some_and(|word| !word.marked);
    let own = tokens.list().get(at);
    let is_foreign_name = is_capital(own) && own.is_some_and(is_unmarked) && beside().any(is_unmarked);
    let added: f32 = WEIGHTS.iter().map(|(feature, weight, most)| weight * features[*feature].min(*most)).sum();
    let taken = [
        (features[Feature::Length] == 1.0, LETTER),
        (touches, TOUCHES),
        (*kind == SlipKind::IY, SAME_SOUND),
        (*kind == SlipKind::GoPhim, OTHER_LETTERS),
        (topic.species, SPECIES),
        (is_foreign_name, FOREIGN_NAME),
    ];
    let taken: f32 = taken.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
    // Of two words that end alike each is at home in many places (*cách, các*): of those that are believed for these numbers alone
    // one in seven was right.
    Adjustment { share: SHARE, added, taken, offset: USUAL, lowers: *kind == SlipKind::AmCuoi }
}

/// Whether a sign of a formula or of markup touches the tokens on either side, without a space.
fn touches_sign(text: &str, tokens: &Tokens, (first, last): (u32, u32)) -> bool {
    let span = |at: u32| tokens.list().get(at as usize).map(|token| token.span.range());
    let (Some(first), Some(last)) = (span(first), span(last)) else { return false };
    let is_sign = |letter: Option<char>| letter.is_some_and(|letter| SIGNS.contains(letter));
    let before = text.get(..first.start).and_then(|before| before.chars().next_back());
    is_sign(before) || is_sign(text.get(last.end..).and_then(|behind| behind.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::token::slots;

    /// Tokens of a text of one sentence, and what its sentence says.
    fn about(text: &str) -> (Tokens, SentenceTopic) {
        let (mut tokens, mut row) = (Tokens::default(), Vec::new());
        tokens.fill(text, &[]);
        let all = 0..tokens.list().len();
        slots::fill(text, &tokens, all, &Dictionaries::embedded().lexicon, &mut String::new(), &mut row);
        let about = SentenceTopic::of(&SentenceView { text, tokens: &tokens, slots: &row });
        (tokens, about)
    }

    #[test]
    fn a_sentence_about_a_species_is_known_by_its_words() {
        for text in ["Loài sòi tía mọc ven suối.", "Cây này có danh pháp mới.", "Nó có tên khoa học rất dài."]
        {
            assert!(about(text).1.species, "{text}");
        }
        for text in ["Cả loài người đều mong thế.", "Tên bạn ấy rất dài.", "Ngành khoa học này còn mới."]
        {
            assert!(!about(text).1.species, "{text}");
        }
    }

    #[test]
    fn a_sign_counts_where_it_touches() {
        let touches = |text: &str| {
            let (tokens, _) = about(text);
            let word = tokens.list().iter().position(|token| token.text(text) == "biên").unwrap() as u32;
            touches_sign(text, &tokens, (word, word))
        };
        assert!(touches("tính [biên theo") && touches("dùng biên] nhé"));
        assert!(!touches("tính biên theo [") && !touches("tính biên"));
    }
}
