//! Words with marks of ours that are no syllable, whatever the forest says of them: *ựt, tậht, mnỏg* are no word in any
//! context, so no context is needed to say so. What may have been meant is still a matter of context, and may be nothing.
//!
//! Left alone is what may be of another language: a word that is known, one with marks that French or Spanish has, too, unless
//! it is one slip away from a word of ours among words of ours; what stands beside another such word, in quotes, in a
//! hyphen chain, or again and again in the text.
//!
//! Keys that an input method left in (*la2, vie65t, vafo*) are no word either.

use super::verse::is_bare;
use super::{BEHIND, Bare, Class, Meant, Read, SHOWN, Speller, Verdict, is_fragment};
use crate::lexicon::english::is_english;
use crate::lexicon::speech;
use crate::syllable::slip::Kind;
use crate::syllable::{Case, Flaw, Word, typing};
use crate::token::slots::{self, Slot};
use crate::token::{Gap, Kind as TokenKind, Mark, Script, Token, Tokens, Word as TokenWord};

/// As probable as ours were by reading: nine in ten.
const CONFIDENCE: f32 = 0.9;

/// A form that stands so often in a text is the text's own.
const OWN_WORD: usize = 3;

/// Marked letters of French, Italian, Portuguese, Spanish and Romanian: those that have no other are no proof of ours.
const SHARED: &str = "àáâãèéêìíòóôõùúýăñ";

/// The farthest that a word with no other marks may be from one of ours.
const NEAR: f32 = 1.6;

impl Speller<'_> {
    /// The words that are none among those that no verdict is about, in the order of the text.
    pub fn no_words(&self, text: &str, tokens: &Tokens, bare: &[Bare], verdicts: &[Verdict]) -> Vec<Verdict> {
        let odd =
            tokens.odd_words().filter(|(_, token, word)| self.is_no_word(token.text(text), *word)).map(|(at, ..)| at);
        let keys = tokens.list().iter().enumerate().filter(|(_, token)| token.kind() == TokenKind::Code);
        let keys = keys.filter(|(_, token)| has_keys(token.text(text))).map(|(at, _)| at);
        let mut found: Vec<usize> = odd.chain(keys).collect();
        found.sort_unstable();
        let list = tokens.list();
        let told =
            |at: usize| verdicts.iter().any(|verdict| (verdict.tokens.0..=verdict.tokens.1).contains(&(at as u32)));
        let same = |at: usize| found.iter().filter(|other| list[**other].text(text) == list[at].text(text)).count();
        let (mut row, mut lower) = (Vec::new(), String::new());
        let alone = |at: usize| ![at.wrapping_sub(1), at + 1].iter().any(|near| found.contains(near));
        let wanted = found.iter().copied().filter(|at| {
            !told(*at) && alone(*at) && same(*at) < OWN_WORD && !is_bare(bare, *at) && !is_set_apart(tokens, *at)
        });
        wanted.filter_map(|at| self.no_word(text, tokens, at, &mut row, &mut lower)).collect()
    }

    /// Whether a word is no syllable by its letters, and not known.
    fn is_no_word(&self, written: &str, word: TokenWord) -> bool {
        if word.syllable.is_some()
            || word.chained
            || word.script != Script::Latin
            || word.eth
            || word.case != Case::Lower
        {
            return false;
        }
        if self.lexicon.is_attested(written) || speech::entry(written).is_some() || is_english(written) {
            return false;
        }
        if !word.marked {
            return has_keys(written);
        }
        let letters = Word::read(written);
        match letters.as_ref().map(|letters| letters.syllable()) {
            // Too long, or with a letter that no alphabet of ours has.
            None => false,
            Some(Ok(_) | Err(Flaw::MarkPlace { .. } | Flaw::NoVowel | Flaw::NotInUse)) => false,
            Some(Err(flaw)) => {
                let ours = written.chars().any(|letter| !letter.is_ascii() && !SHARED.contains(letter));
                let near = |limit: f32| {
                    let letters = letters.as_ref().filter(|letters| letters.letters().len() > 1);
                    letters
                        .is_some_and(|letters| self.lexicon.near(letters, &flaw).iter().any(|near| near.cost <= limit))
                };
                let several = matches!(flaw, Flaw::Several);
                !has_run(written)
                    && if ours && !several {
                        written.chars().count() > 1
                    } else {
                        !several && near(NEAR) || several && ours && near(NEAR)
                    }
            }
        }
    }

    /// The finding about a word that is none, if those beside it are ours.
    fn no_word(
        &self,
        text: &str,
        tokens: &Tokens,
        at: usize,
        row: &mut Vec<Slot>,
        lower: &mut String,
    ) -> Option<Verdict> {
        slots::fill(text, tokens, tokens.sentence_of(at), self.lexicon, lower, row);
        let read = Read { text, tokens, slots: row };
        let slot = (1..row.len().saturating_sub(1)).find(|slot| row[*slot].token as usize == at)?;
        let ours = |slot: usize| {
            read.word(slot).is_some_and(|word| word.syllable.is_some_and(|syllable| self.lexicon.is_in_use(syllable)))
        };
        let foreign =
            |slot: usize| read.word(slot).is_some_and(|word| word.syllable.is_none() && word.case != Case::Upper);
        let around = [slot - 1, slot + 1];
        if is_fragment(tokens, at) || super::verdict::is_foreign(&read) || !around.iter().any(|near| ours(*near)) {
            return None;
        }
        let token = &tokens.list()[at];
        let marked = token.word().is_some_and(|word| word.marked);
        let shared = !token.text(text).chars().any(|letter| !letter.is_ascii() && !SHARED.contains(letter));
        if marked && shared && around.iter().any(|near| foreign(*near)) {
            return None;
        }
        let mut found = Vec::new();
        if let Some(word) = self.judged(&read, slot) {
            self.slips(&read, slot, &word, &mut found);
        }
        found.sort_by(|a, b| b.lead.total_cmp(&a.lead).then(a.meant.cmp(&b.meant)));
        let best = found.first().map_or(0.0, |best| best.lead);
        let mut meant: Vec<Meant> =
            found.iter().filter(|one| best - one.lead < BEHIND).take(SHOWN).map(|one| one.meant).collect();
        if meant.is_empty() && !marked {
            meant.extend(typing::decode(token.text(text)).map(|first| Meant { first, second: None }));
        }
        let kind = found.first().map_or(Kind::GoPhim, |best| best.kind);
        Some(Verdict { tokens: (at as u32, at as u32), class: Class::FLAWED, kind, meant, confidence: CONFIDENCE })
    }
}

/// Whether a word is what an input method would have turned into a syllable with marks, and nothing else: digits that are
/// marks (*vie65t, la2*), letters that are (*vafo, vieejt*).
fn has_keys(written: &str) -> bool {
    if written.chars().any(|letter| letter.is_uppercase() || !letter.is_ascii_alphanumeric()) {
        return false;
    }
    let Some(meant) = typing::decode(written) else { return false };
    let digit = |byte: &u8| byte.is_ascii_digit();
    let bytes = written.as_bytes();
    if bytes.iter().any(digit) {
        // A digit behind a word may be the number of a note: those that are marks of letters, or stand inside, are none.
        let inside = bytes[..bytes.len() - 1].iter().any(digit);
        return bytes.len() > 2 && (inside || bytes.last().is_some_and(|last| (b'6'..=b'9').contains(last)));
    }
    // A tone's key at the end or inside, and at least one more reason: a doubled vowel, w, or an end that English has not.
    let key = |letter: char| matches!(letter, 'f' | 'j' | 's' | 'r' | 'x');
    let doubled = ["aa", "ee", "oo", "dd", "w"].iter().any(|pair| written.contains(pair));
    let toned = written.chars().skip(1).any(key);
    let strange = written.ends_with(['j', 'f']) || written.contains("wf") || written.contains("fj");
    written.len() > 3 && meant.spelling().chars().any(|letter| !letter.is_ascii()) && toned && (doubled || strange)
}

/// Whether a word stands in quotes by itself, or touches something that is no word: a number, a sign, an address.
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

/// Whether a letter is held down: a sound, or another rule's matter.
fn has_run(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2])
}
