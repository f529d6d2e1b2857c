//! Which of two right spellings a house writes, and where in a text there is a word that has two.

use std::borrow::Cow;

use crate::rules::Context;
use crate::syllable::spellings::{self, Spellings};
use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};
use crate::token::{Gap, Kind, Mark};

/// Which spelling of each word of [`spellings::ALL`] a house writes.
#[derive(Clone, Debug, Hash)]
pub struct HouseStyle {
    preferred: Vec<Option<usize>>,
    said: bool,
}

/// The styles that have a name.
pub const NAMES: &[&str] = &["off", "press", "school"];

impl HouseStyle {
    fn of(preferred: impl Fn(&Spellings) -> Option<usize>, said: bool) -> HouseStyle {
        HouseStyle { preferred: spellings::ALL.iter().map(preferred).collect(), said }
    }

    /// What most of the press writes, where nobody said what is wanted.
    pub fn press() -> HouseStyle {
        HouseStyle::of(|spellings| spellings.press, false)
    }

    /// What a settings file calls by a name: `off`, `press`, `school`.
    pub fn named(name: &str) -> Option<HouseStyle> {
        match name {
            "off" => Some(HouseStyle::of(|_| None, true)),
            "press" => Some(HouseStyle::of(|spellings| spellings.press, true)),
            "school" => Some(HouseStyle::of(|spellings| spellings.school, true)),
            _ => None,
        }
    }

    /// What a list in a settings file comes to: names of styles and single spellings, of which later ones go before earlier
    /// ones.
    ///
    /// # Errors
    /// The first item that is neither, by its number in the list.
    pub fn of_list<'i>(items: impl IntoIterator<Item = &'i str>) -> Result<HouseStyle, usize> {
        let mut style = HouseStyle::of(|_| None, true);
        for (at, item) in items.into_iter().enumerate() {
            if let Some(named) = HouseStyle::named(item) {
                style = named;
            } else {
                let (word, form) = spellings::find(&item.to_lowercase()).ok_or(at)?;
                style.preferred[word] = Some(form);
            }
        }
        Ok(style)
    }

    /// Whether the house writes one spelling of any word.
    pub fn settles_anything(&self) -> bool {
        self.preferred.iter().any(Option::is_some)
    }

    /// Whether it was asked for in so many words, and is not merely what the press writes.
    pub fn is_said(&self) -> bool {
        self.said
    }

    /// The form of a word that the house writes; `None` if it leaves that to the writer.
    pub fn preferred(&self, word: usize) -> Option<usize> {
        self.preferred.get(word).copied().flatten()
    }
}

/// A word that has two spellings, as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Which word of [`spellings::ALL`].
    pub word: usize,
    /// Which of its forms is written.
    pub form: usize,
    /// Its first token.
    pub at: usize,
    /// Where it stands.
    pub span: Span<Prose>,
    /// It begins with a capital, as the first word of a sentence does.
    pub capital: bool,
}

impl Place {
    /// What stands there in another form of the word: with its own hyphens or spaces, and its capital.
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

/// The words of a text that have two spellings, each with the form that is written. Names are left out: capitals within a
/// sentence, and at its beginning where the word and the next one are no word together.
pub(super) fn places<'a>(text: &'a Context<'_>) -> impl Iterator<Item = Place> + 'a {
    text.words().filter_map(move |(at, token, word)| {
        if let Some(syllable) = word.syllable
            && !spellings::may_begin(syllable)
        {
            return None;
        }
        let (capital, written) = match word.case {
            Case::Lower => (false, Cow::Borrowed(text.of(token))),
            Case::Capital if text.opens(at) => (true, Cow::Owned(text.of(token).to_lowercase())),
            _ => return None,
        };
        let here = |(word, form): (usize, usize)| {
            let span = matched(text, at, spellings::ALL[word].forms[form])?;
            Some(Place { word, form, at, span, capital })
        };
        let place = spellings::beginning(&written).iter().find_map(|found| here(*found))?;
        let lone = !spellings::ALL[place.word].forms[place.form].contains('-');
        (!lone || alternates(text, &place, word.chained, word.syllable)).then_some(place)
    })
}

/// Where a form stands that begins at a token, its syllables joined by hyphens or parted by spaces.
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

/// Whether a word of one syllable is here the one that has two spellings.
fn alternates(text: &Context<'_>, place: &Place, chained: bool, syllable: Option<Syllable>) -> bool {
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
    let number = |at: usize| matches!(text.tokens().list()[at].kind(), Kind::Number);
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
