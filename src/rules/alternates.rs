//! Finds words with two right spellings in a text.

use std::borrow::Cow;

use super::context::Context;
use super::watch::{Watch, merged};
use crate::syllable::spellings;
use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, TokenKind};

/// An occurrence of a word with two spellings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alternate {
    /// Index of the word in [`spellings::ALL`].
    pub word: usize,
    /// Index of the spelling that is written.
    pub form: usize,
    /// Index of its first token.
    pub at: usize,
    /// Its span.
    pub span: Span<Prose>,
    /// Whether it begins with a capital, as the first word of a sentence does.
    pub capital: bool,
}

impl Alternate {
    /// The word in another of its spellings, with the hyphens or spaces, and the capital, of this occurrence.
    pub fn written_as(&self, text: &Context<'_>, form: usize) -> String {
        let forms = spellings::ALL[self.word].forms;
        let here = &text.text()[self.span.range()];
        let (old, new): (Vec<&str>, Vec<&str>) =
            (forms[self.form].split('-').collect(), forms[form].split('-').collect());
        let is_joint = |letter: char| letter == '-' || letter.is_whitespace();
        let joints: Vec<char> = here.chars().filter(|letter| is_joint(*letter)).collect();
        let mut out = String::with_capacity(here.len() + 2);
        if old.len() == new.len() && joints.len() + 1 == new.len() {
            for (at, piece) in new.iter().enumerate() {
                out.push_str(piece);
                out.extend(joints.get(at));
            }
        } else {
            out.push_str(forms[form]);
        }
        if self.capital { Case::Capital.apply(&out) } else { out }
    }
}

/// The words of a text that have two spellings. Names are left out: words with a capital inside a sentence, and at its
/// beginning where the word and the next one make no compound.
pub(super) fn alternates<'a>(text: &'a Context<'_>) -> impl Iterator<Item = Alternate> + 'a {
    let odd = text.tokens().odd_words().filter(|(_, _, word)| word.syllable.is_none());
    merged(text.watched(Watch::Spellings), odd.map(|(at, ..)| at)).filter_map(move |at| {
        let token = &text.tokens().list()[at];
        let word = token.word()?;
        let (capital, written) = match word.case {
            Case::Lower => (false, Cow::Borrowed(text.of(token))),
            Case::Capital if text.opens(at) => (true, Cow::Owned(text.of(token).to_lowercase())),
            _ => return None,
        };
        let here = |(word, form): (usize, usize)| {
            let span = matched(text, at, spellings::ALL[word].forms[form])?;
            Some(Alternate { word, form, at, span, capital })
        };
        let place = spellings::beginning(&written).iter().find_map(|found| here(*found))?;
        let lone = !spellings::ALL[place.word].forms[place.form].contains('-');
        (!lone || is_alternate(text, &place, word.chained, word.syllable)).then_some(place)
    })
}

/// The span of a spelling that begins at a token, its syllables joined by hyphens or separated by spaces; `None` if it
/// does not stand there.
fn matched(text: &Context<'_>, at: usize, form: &str) -> Option<Span<Prose>> {
    let list = text.tokens().list();
    let mut last = at;
    for piece in form.split('-').skip(1) {
        let mut next = last + 1;
        let hyphen = list.get(next).is_some_and(|token| token.mark() == Some(Mark::Hyphen) && token.gap() == Gap::None);
        next += usize::from(hyphen);
        let token = list.get(next)?;
        let joined = if hyphen { token.gap() == Gap::None } else { matches!(token.gap(), Gap::Space | Gap::LineBreak) };
        if !joined || token.word().is_none() || text.of(token) != piece {
            return None;
        }
        last = next;
    }
    Some(list[at].span.cover(list[last].span))
}

/// Whether a word of one syllable is the word with two spellings here, and not another one that is spelled alike.
fn is_alternate(text: &Context<'_>, place: &Alternate, chained: bool, syllable: Option<Syllable>) -> bool {
    if chained {
        return false; // Mát-xcơ-va
    }
    let spellings = &spellings::ALL[place.word];
    let lower = |at: usize| text.of(&text.tokens().list()[at]).to_lowercase();
    let (before, behind) = (text.previous_word(place.at), text.next_word(place.at));
    let before = before.map(|(at, ..)| lower(at));
    let next = behind.map(|(at, ..)| lower(at));
    if spellings.apart.has(before.as_deref(), next.as_deref())
        || !spellings.only.is_empty() && !spellings.only.has(before.as_deref(), next.as_deref())
    {
        return false;
    }
    let number = |at: usize| matches!(text.tokens().list()[at].kind(), TokenKind::Number);
    if spellings.not_behind_numbers && place.at > 0 && number(place.at - 1) {
        return false;
    }
    // Mỹ công bố, Lý nói: at the beginning of a sentence only what makes a word with the next syllable is no name.
    let Some(own) = syllable.filter(|_| place.capital) else { return true };
    let Some(other) = behind.filter(|(.., word)| word.case == Case::Lower).and_then(|(.., word)| word.syllable) else {
        return false;
    };
    let forms = spellings.forms.iter().filter_map(|form| Syllable::parse(form));
    std::iter::once(own).chain(forms).any(|form| text.make_word(form, other))
}
