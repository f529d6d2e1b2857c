//! A text is known by its own words: speech of the South and the Centre, old books and verse are Vietnamese too, and what
//! would be a slip in the press is none there.
//!
//! What the forest found is read once more in the light of the sentence and of the document. Words of
//! [`crate::lexicon::speech`] that nothing else is written like are never slips; those that may be are none beside others of
//! their kind, and where what was "meant" is only what the press says for them (*chửa: chưa*). In verse, only what is no
//! syllable or beyond doubt is left; in an old book, what is doubtful is not told.

use std::cell::OnceCell;
use std::ops::Range;

use super::verse::Verse;
use super::{Class, ContextSpeller, Verdict};
use crate::lexicon::speech::{self, Entry, Grade};
use crate::syllable::{Case, Syllable, ToneStyle};
use crate::token::{Token, Tokens};

/// So many points say that a sentence or a short text is in the speech of a region: a word that nothing else is written like
/// has them all.
const ENOUGH: usize = 2;

/// A long text has to have one point more for this number of words.
const WORDS_A_POINT: usize = 400;

/// An old book has this number of different old words, and one of them for this number of words.
const OLD_WORDS: usize = 6;
const WORDS_AN_OLD_WORD: usize = 650;

/// How many tokens on either side are a sentence.
const NEAR: usize = 100;

/// What a finding about a real word needs in an old book.
const SURE: f32 = 0.9;

/// What it needs in verse: one line of eight in prose has the tones of verse by chance.
const SURE_IN_VERSE: f32 = 0.95;

/// What is known of the words of a whole text.
struct Whole {
    /// It is in the speech of a region, or in the words of another time.
    regional: bool,
    /// It is an old book.
    old: bool,
}

impl ContextSpeller<'_> {
    /// Those of the verdicts on a text that its own words do not speak against.
    pub fn in_its_own_words(&self, text: &str, tokens: &Tokens, mut verdicts: Vec<Verdict>) -> Vec<Verdict> {
        let verse = Verse::new(tokens);
        let whole = OnceCell::new();
        let whole = || whole.get_or_init(|| Whole::of(text, tokens));
        verdicts.retain(|verdict| {
            let (first, last) = (verdict.tokens.0 as usize, verdict.tokens.1 as usize);
            let list = &tokens.list()[first..=last];
            let is_syllable = list.iter().all(|token| token.word().is_some_and(|word| word.syllable.is_some()));
            if self.is_name_of_the_border(text, tokens, verdict) {
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
                let quiet = entry.grade == Grade::Own
                    || entry.grade == Grade::Telling && says_the_same
                    || points(text, tokens, sentence(tokens, first)) >= ENOUGH
                    || whole().regional;
                if quiet {
                    return false;
                }
            }
            let doubtful = |sure: f32| verdict.confidence < sure;
            let in_verse = doubtful(SURE_IN_VERSE) && verse.holds(first);
            !(in_verse || doubtful(SURE) && verdict.class != Class::FLAWED && whole().old)
        });
        verdicts
    }

    /// Whether a word stands beside itself: *sè sè, rầu rầu*. A slip is not made twice alike, unless what was meant makes a word
    /// with the other of the two: *mát mát* for *mất mát*.
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

    /// Whether a verdict is on a name from the highlands or the border, which k begins before a broad vowel as it does in
    /// Khmer and the languages of the highlands: *Kà Tum, Ka Đô, Kon Tum*. A slip has no second capital beside it.
    fn is_name_of_the_border(&self, text: &str, tokens: &Tokens, verdict: &Verdict) -> bool {
        let (at, last) = (verdict.tokens.0 as usize, verdict.tokens.1 as usize);
        let list = tokens.list();
        let is_capital =
            |token: Option<&Token>| token.and_then(|token| token.word()).is_some_and(|word| word.case == Case::Capital);
        let mut letters = list[at].text(text).chars().flat_map(char::to_lowercase);
        let onset = letters.next() == Some('k')
            && letters.next().is_some_and(|letter| !"eêiyhéèẻẽẹếềểễệíìỉĩịr".contains(letter));
        at == last
            && verdict.class == Class::FLAWED
            && onset
            && is_capital(list.get(at))
            && (is_capital(list.get(at + 1)) || at > 0 && is_capital(list.get(at - 1)))
    }
}

impl Whole {
    fn of(text: &str, tokens: &Tokens) -> Whole {
        let (mut words, mut old) = (0, 0);
        let mut seen: Vec<Syllable> = Vec::new();
        for word in tokens.list().iter().filter_map(Token::word) {
            words += 1;
            let Some(syllable) =
                word.syllable.filter(|syllable| word.case == Case::Lower && speech::is_telling(*syllable))
            else {
                continue;
            };
            old += usize::from(speech::is_old(syllable));
            if !seen.contains(&syllable) {
                seen.push(syllable);
            }
        }
        let old_words = seen.iter().filter(|syllable| speech::is_old(**syllable)).count();
        let needed = ENOUGH + words / WORDS_A_POINT;
        let regional = seen.len() > 1 && points(text, tokens, 0..tokens.list().len()) >= needed;
        Whole { regional, old: old_words >= OLD_WORDS && old * WORDS_AN_OLD_WORD >= words }
    }
}

/// The sentence that a token is in; of a very long one, what is near.
fn sentence(tokens: &Tokens, at: usize) -> Range<usize> {
    let sentence = tokens.sentence_of(at);
    sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + NEAR)
}

/// How much the different words of some tokens tell of a region or an age.
fn points(text: &str, tokens: &Tokens, range: Range<usize>) -> usize {
    let mut seen: Vec<&Entry> = Vec::new();
    // Most words tell nothing, and a bit says so.
    let telling = tokens.list()[range].iter().filter(|token| {
        token.word().is_some_and(|word| {
            word.syllable.is_none_or(speech::is_telling) && (word.marked || word.syllable.is_some())
        })
    });
    for entry in telling.filter_map(|token| entry(text, token)).filter(|entry| entry.grade != Grade::Common) {
        if !seen.iter().any(|other| std::ptr::eq(*other, entry)) {
            seen.push(entry);
        }
    }
    seen.iter().map(|entry| if entry.grade == Grade::Own { ENOUGH } else { 1 }).sum()
}

/// What is known of a word in small letters, or at the head of a sentence.
fn entry(text: &str, token: &Token) -> Option<&'static Entry> {
    let word = token.word().filter(|word| matches!(word.case, Case::Lower | Case::Capital) && !word.chained)?;
    match word.syllable {
        Some(syllable) => speech::entry(&older(syllable)),
        None => speech::entry(&token.text(text).to_lowercase()),
    }
}

/// A syllable as the list of words spells it.
fn older(syllable: Syllable) -> String {
    let mut spelled = String::new();
    syllable.write(ToneStyle::Older, &mut spelled);
    spelled
}
