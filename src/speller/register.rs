//! The register of a text: dialect of the South and the Centre, old books and verse are Vietnamese too, and what would
//! be a slip in the press is none there.
//!
//! The verdicts are filtered in the light of the sentence and of the document. Words of [`crate::lexicon::dialect`]
//! that are nothing else are never slips; those that may be slips are none beside others of their kind, and where the
//! correction is only their standard form (*chửa: chưa*). In verse, only non-words and what is beyond doubt are left;
//! in an old book, what is doubtful is dropped.

use std::cell::OnceCell;
use std::ops::Range;

use super::verse::Verse;
use super::{ContextSpeller, MistakeClass, Verdict};
use crate::lexicon::dialect::{self, DialectWord, Grade};
use crate::syllable::{Case, Syllable, ToneStyle};
use crate::token::{Token, Tokens};

/// The number of points from which on a sentence or a short text is dialect: a word that is nothing else has them all
/// ([`points`]).
const ENOUGH: usize = 2;

/// A long text needs one point more for each of this number of words.
const WORDS_A_POINT: usize = 400;

/// An old book has at least this number of different old words, and one old word in this number of words.
const OLD_WORDS: usize = 6;
const WORDS_AN_OLD_WORD: usize = 650;

/// How many tokens on either side of a word count as its sentence.
const NEAR: usize = 100;

/// The least confidence of a finding about a real word in an old book.
const SURE: f32 = 0.9;

/// The least confidence of a finding in verse: one line of eight in prose has the tones of verse by chance.
const SURE_IN_VERSE: f32 = 0.95;

/// The register of a whole text.
struct TextRegister {
    /// The text is in dialect, or in the words of another time.
    regional: bool,
    /// The text is from an old book.
    old: bool,
}

impl ContextSpeller<'_> {
    /// The verdicts that the register of the text does not speak against.
    pub fn filter_by_register(&self, text: &str, tokens: &Tokens, mut verdicts: Vec<Verdict>) -> Vec<Verdict> {
        let verse = Verse::new(tokens);
        let whole = OnceCell::new();
        let whole = || whole.get_or_init(|| TextRegister::of(text, tokens));
        verdicts.retain(|verdict| {
            let (first, last) = (verdict.tokens.0 as usize, verdict.tokens.1 as usize);
            let list = &tokens.list()[first..=last];
            let is_syllable = list.iter().all(|token| token.word().is_some_and(|word| word.syllable.is_some()));
            if self.is_border_name(text, tokens, verdict) {
                return false;
            }
            if !is_syllable {
                return true;
            }
            if self.is_said_twice(tokens, verdict) {
                return false;
            }
            let entry = list.iter().find_map(|token| entry(text, token));
            if let Some(entry) = entry {
                let meant = verdict.corrections.iter().filter(|meant| meant.second.is_none());
                let meant: Vec<String> = meant.map(|meant| older(meant.first)).collect();
                let says_the_same = meant.iter().any(|meant| entry.means.contains(&meant.as_str()));
                let quiet = entry.grade == Grade::Unambiguous
                    || entry.grade == Grade::Indicative && says_the_same
                    || points(text, tokens, sentence(tokens, first)) >= ENOUGH
                    || whole().regional;
                if quiet {
                    return false;
                }
            }
            let doubtful = |sure: f32| verdict.confidence < sure;
            let in_verse = doubtful(SURE_IN_VERSE) && verse.contains(first);
            !(in_verse || doubtful(SURE) && verdict.class != MistakeClass::FLAWED && whole().old)
        });
        verdicts
    }

    /// Whether the word of a verdict stands beside its equal: *sè sè, rầu rầu*. The same slip is not made twice in a
    /// row, unless the correction makes a compound with the other of the two: *mát mát* for *mất mát*.
    fn is_said_twice(&self, tokens: &Tokens, verdict: &Verdict) -> bool {
        let (at, last) = (verdict.tokens.0 as usize, verdict.tokens.1 as usize);
        let syllable = |at: Option<usize>| tokens.list().get(at?)?.word()?.syllable;
        let (Some(own), true) = (syllable(Some(at)), at == last) else { return false };
        let symbol = |syllable: Syllable| self.lexicon.symbol(syllable);
        let [before, after] = [at.checked_sub(1), Some(at + 1)].map(|near| syllable(near) == Some(own));
        let makes_word = verdict.corrections.iter().any(|meant| {
            before && self.model.is_word(&[symbol(own), symbol(meant.first)])
                || after && self.model.is_word(&[symbol(meant.first), symbol(own)])
        });
        (before || after) && !makes_word
    }

    /// Whether a verdict is on a name from the highlands or the border, where k stands before a broad vowel as in Khmer
    /// and the languages of the highlands: *Kà Tum, Ka Đô, Kon Tum*. A slip has no second capitalised word beside it.
    fn is_border_name(&self, text: &str, tokens: &Tokens, verdict: &Verdict) -> bool {
        let (at, last) = (verdict.tokens.0 as usize, verdict.tokens.1 as usize);
        let list = tokens.list();
        let is_capital =
            |token: Option<&Token>| token.and_then(|token| token.word()).is_some_and(|word| word.case == Case::Capital);
        let mut letters = list[at].text(text).chars().flat_map(char::to_lowercase);
        let onset = letters.next() == Some('k')
            && letters.next().is_some_and(|letter| !"eêiyhéèẻẽẹếềểễệíìỉĩịr".contains(letter));
        at == last
            && verdict.class == MistakeClass::FLAWED
            && onset
            && is_capital(list.get(at))
            && (is_capital(list.get(at + 1)) || at > 0 && is_capital(list.get(at - 1)))
    }
}

impl TextRegister {
    fn of(text: &str, tokens: &Tokens) -> TextRegister {
        let (mut words, mut old) = (0, 0);
        let mut seen: Vec<Syllable> = Vec::new();
        for word in tokens.list().iter().filter_map(Token::word) {
            words += 1;
            let Some(syllable) =
                word.syllable.filter(|syllable| word.case == Case::Lower && dialect::is_indicative(*syllable))
            else {
                continue;
            };
            old += usize::from(dialect::is_old(syllable));
            if !seen.contains(&syllable) {
                seen.push(syllable);
            }
        }
        let old_words = seen.iter().filter(|syllable| dialect::is_old(**syllable)).count();
        let needed = ENOUGH + words / WORDS_A_POINT;
        let regional = seen.len() > 1 && points(text, tokens, 0..tokens.list().len()) >= needed;
        TextRegister { regional, old: old_words >= OLD_WORDS && old * WORDS_AN_OLD_WORD >= words }
    }
}

/// The token range of the sentence that a token is in, cut to [`NEAR`] tokens on either side.
fn sentence(tokens: &Tokens, at: usize) -> Range<usize> {
    let sentence = tokens.sentence_of(at);
    sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + NEAR)
}

/// How much the different dialect words of a token range tell: [`ENOUGH`] points for one that is nothing else, one
/// point for another.
fn points(text: &str, tokens: &Tokens, range: Range<usize>) -> usize {
    let mut seen: Vec<&DialectWord> = Vec::new();
    // Most words tell nothing, and a bit says so.
    let telling = tokens.list()[range].iter().filter(|token| {
        token.word().is_some_and(|word| {
            word.syllable.is_none_or(dialect::is_indicative) && (word.marked || word.syllable.is_some())
        })
    });
    for entry in telling.filter_map(|token| entry(text, token)).filter(|entry| entry.grade != Grade::Shared) {
        if !seen.iter().any(|other| std::ptr::eq(*other, entry)) {
            seen.push(entry);
        }
    }
    seen.iter().map(|entry| if entry.grade == Grade::Unambiguous { ENOUGH } else { 1 }).sum()
}

/// The dialect entry of a word in lower case or with a capital.
fn entry(text: &str, token: &Token) -> Option<&'static DialectWord> {
    let word = token.word().filter(|word| matches!(word.case, Case::Lower | Case::Capital) && !word.chained)?;
    match word.syllable {
        Some(syllable) => dialect::entry(&older(syllable)),
        None => dialect::entry(&token.text(text).to_lowercase()),
    }
}

/// A syllable in the tone style of the dialect list.
fn older(syllable: Syllable) -> String {
    let mut spelled = String::new();
    syllable.write(ToneStyle::Older, &mut spelled);
    spelled
}
