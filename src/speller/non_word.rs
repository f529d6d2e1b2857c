//! Non-words with Vietnamese diacritics, whatever the forest says of them: *ựt, tậht, mnỏg* are no syllables in any
//! context, so no context is needed to report them. Corrections still depend on the context, and there may be none.
//!
//! Skipped is what may be of another language: a known word; one whose diacritics French or Spanish has, too, unless it
//! is one slip away from a Vietnamese word among Vietnamese words; what stands beside another such word, in quotes, in
//! a hyphen chain, or again and again in the text.
//!
//! Keystrokes that an input method left in a word (*la2, vie65t, vafo*) make a non-word, too.

use std::collections::HashMap;

use super::gate::is_fragment;
use super::verdict::is_foreign;
use super::{ContextSpeller, Correction, MistakeClass, SentenceView, UnmarkedPassage, Verdict};
use crate::lexicon::{Lookup, Symbol};
use crate::model::network::ContextVector;
use crate::syllable::slip::SlipKind;
use crate::syllable::{Case, Flaw, Word, typing};
use crate::token::slots::{self, Slot};
use crate::token::{Gap, Mark, Script, Token, TokenKind, Tokens, Word as TokenWord};

/// The confidence of these findings: of those that were read, nine in ten were right.
const CONFIDENCE: f32 = 0.9;

/// A form that occurs this often in a text is a word of the text's own.
const OWN_WORD: usize = 3;

/// Letters with diacritics that French, Italian, Portuguese, Spanish and Romanian have, too: a word without any other
/// is not proved Vietnamese.
const SHARED: &str = "àáâãèéêìíòóôõùúýăñ";

/// The highest slip cost from a Vietnamese syllable, for a word with shared diacritics only.
const NEAR: f32 = 2.2;

/// The sentence that was read last, kept for the next word in it.
#[derive(Default)]
struct Sentence {
    start: usize,
    row: Vec<Slot>,
    foreign: bool,
}

impl ContextSpeller<'_> {
    /// The non-words of a text that no verdict covers, in the order of the text.
    pub fn non_words(
        &self,
        text: &str,
        tokens: &Tokens,
        unmarked: &[UnmarkedPassage],
        verdicts: &[Verdict],
    ) -> Vec<Verdict> {
        let list = tokens.list();
        let odd = tokens.odd_words().filter(|(_, token, word)| self.is_non_word(token.text(text), *word));
        let codes = list.iter().enumerate().filter(|(_, token)| token.kind() == TokenKind::Code);
        let keys = codes.filter(|(_, token)| has_keys(token.text(text))).map(|(at, _)| at);
        let mut found: Vec<usize> = odd.map(|(at, ..)| at).chain(keys).collect();
        if found.is_empty() {
            return Vec::new();
        }
        found.sort_unstable();
        let mut forms: HashMap<&str, usize> = HashMap::new();
        for at in &found {
            *forms.entry(list[*at].text(text)).or_default() += 1;
        }
        let is_told = |at: usize| {
            let next = verdicts.partition_point(|verdict| (verdict.tokens.1 as usize) < at);
            verdicts.get(next).is_some_and(|verdict| verdict.tokens.0 as usize <= at)
        };
        let is_alone = |at: usize| [at.wrapping_sub(1), at + 1].iter().all(|near| found.binary_search(near).is_err());
        let mut sentence = Sentence { start: usize::MAX, ..Sentence::default() };
        let wanted = found.iter().copied().filter(|at| {
            !is_told(*at)
                && is_alone(*at)
                && forms.get(list[*at].text(text)).is_some_and(|count| *count < OWN_WORD)
                && !unmarked.iter().any(|unmarked| unmarked.tokens.contains(at))
                && !is_set_apart(tokens, *at)
        });
        wanted.filter_map(|at| self.non_word(text, tokens, at, &mut sentence)).collect()
    }

    /// Whether a word may be a non-word: no syllable by its letters, and in no dictionary.
    fn is_non_word(&self, written: &str, word: TokenWord) -> bool {
        let small = word.script == Script::Latin && word.case == Case::Lower && !word.chained && !word.eth;
        if !small || word.syllable.is_some() || matches!(self.lexicon.look_up(written), Lookup::Right(_)) {
            return false;
        }
        if !word.marked {
            return has_keys(written);
        }
        written.chars().nth(1).is_some() && !has_run(written)
    }

    /// The verdict on a non-word, if the words beside it are Vietnamese.
    fn non_word(&self, text: &str, tokens: &Tokens, at: usize, sentence: &mut Sentence) -> Option<Verdict> {
        let token = &tokens.list()[at];
        let written = token.text(text);
        let marked = token.word().is_some_and(|word| word.marked);
        let shared = !written.chars().any(|letter| !letter.is_ascii() && !SHARED.contains(letter));
        let letters = Word::read(written);
        let flaw = match letters.as_ref().map(|letters| letters.syllable()) {
            Some(Err(Flaw::MarkPlace { .. } | Flaw::NoVowel)) => return None,
            Some(Err(flaw)) => Some(flaw),
            // Too long, or with a letter that no alphabet of ours has; or with keys in it.
            _ => None,
        };
        if marked && flaw.is_none() {
            return None;
        }
        let range = tokens.sentence_of(at);
        if sentence.start != range.start {
            sentence.start = range.start;
            slots::fill(text, tokens, range, self.lexicon, &mut String::new(), &mut sentence.row);
            sentence.foreign = is_foreign(&SentenceView { text, tokens, slots: &sentence.row });
        }
        if sentence.foreign || is_fragment(tokens, at) {
            return None;
        }
        let read = SentenceView { text, tokens, slots: &sentence.row };
        let mut slot = sentence.row.partition_point(|slot| (slot.token as usize) < at);
        // The end of a sentence in front of it has the number of its first token.
        slot += usize::from(sentence.row.get(slot)?.symbol == Symbol::END);
        if sentence.row.get(slot + 1).is_none() || sentence.row[slot].token as usize != at {
            return None;
        }
        let near = |limit: f32| {
            let (Some(letters), Some(flaw)) = (&letters, &flaw) else { return false };
            self.lexicon.near(letters, flaw).iter().any(|near| near.cost <= limit)
        };
        let around = [slot - 1, slot + 1].map(|slot| read.word(slot));
        let in_use = |word: &TokenWord| word.syllable.is_some_and(|syllable| self.lexicon.is_in_use(syllable));
        let ours = around.iter().flatten().any(in_use);
        let foreign = around.iter().flatten().any(|word| word.syllable.is_none() && word.case != Case::Upper);
        let several = matches!(flaw, Some(Flaw::Several));
        let believed = match (marked, shared, several) {
            (false, ..) => ours,
            (true, true, true) => false,
            (true, true, false) => ours && !foreign && !is_cluster(written) && near(NEAR),
            (true, false, true) => ours && near(NEAR),
            (true, false, false) => ours || near(NEAR),
        };
        if !believed {
            return None;
        }
        let mut suspects = Vec::new();
        self.suspect(&read, slot, &mut ContextVector::default(), &mut suspects);
        let (kind, mut corrections) =
            suspects.pop().map_or((SlipKind::GoPhim, Vec::new()), |suspect| (suspect.kind, suspect.corrections));
        if corrections.is_empty() && !marked {
            corrections.extend(typing::decode(written).map(|first| Correction { first, second: None }));
        }
        Some(Verdict {
            tokens: (at as u32, at as u32),
            class: MistakeClass::FLAWED,
            kind,
            corrections,
            flaw,
            confidence: CONFIDENCE,
        })
    }
}

/// Whether a word begins with a consonant cluster of loanwords: *crôm, brôm*.
fn is_cluster(written: &str) -> bool {
    let bytes = written.as_bytes();
    bytes.len() > 2 && b"bcdfgkps".contains(&bytes[0]) && matches!(bytes[1], b'l' | b'r')
}

/// Whether a word is a syllable with its Telex or VNI keystrokes left in: digits (*vie65t, la2*) or letters (*vafo,
/// vieejt*).
fn has_keys(written: &str) -> bool {
    if written.chars().any(|letter| letter.is_uppercase() || !letter.is_ascii_alphanumeric()) {
        return false;
    }
    let Some(meant) = typing::decode(written) else { return false };
    let digit = |byte: &u8| byte.is_ascii_digit();
    let bytes = written.as_bytes();
    if bytes.iter().any(digit) {
        // A digit behind a word may be the number of a footnote; digits that the VNI input method takes for diacritics, or inside
        // a word, are not.
        let inside = bytes[..bytes.len() - 1].iter().any(digit);
        return bytes.len() > 2 && (inside || bytes.last().is_some_and(|last| (b'6'..=b'9').contains(last)));
    }
    // A tone's key at the end or inside, and at least one more reason: a doubled vowel, w, or an end that English has not.
    let key = |letter: char| matches!(letter, 'f' | 'j' | 's' | 'r' | 'x');
    let doubled = ["aa", "ee", "oo", "dd", "w"].iter().any(|pair| written.contains(pair));
    let toned = written.chars().skip(1).any(key);
    let strange = written.ends_with(['j', 'f']) || written.contains("wf") || written.contains("fj");
    written.len() > 3 && !meant.spelling().is_ascii() && toned && (doubled || strange)
}

/// Whether a word stands alone in quotes, or touches something that is no word: a number, a sign, an address.
fn is_set_apart(tokens: &Tokens, at: usize) -> bool {
    let quote = |token: Option<&Token>| {
        token
            .and_then(Token::mark)
            .is_some_and(|mark| matches!(mark, Mark::OpenQuote | Mark::CloseQuote | Mark::StraightQuote | Mark::Slash))
    };
    let sign = |token: Option<&Token>| {
        token.is_some_and(|token| !matches!(token.kind(), TokenKind::Word(_) | TokenKind::Mark(_)))
    };
    let (before, after) = (tokens.before(at), tokens.after(at));
    let dash = |token: Option<&Token>| token.and_then(Token::mark).is_some_and(|mark| mark == Mark::Hyphen);
    quote(before) && quote(after)
        || sign(before)
        || sign(after)
        || dash(before)
        || dash(after)
        || tokens.list()[at].gap() == Gap::None && tokens.before(at).is_some_and(|token| token.is_word())
}

/// Whether a letter occurs three times in a row: an imitated sound, or a matter for another rule.
fn has_run(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2])
}
