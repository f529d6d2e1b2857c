//! Everything that a rule may ask about a text: tokens, dictionaries, speller, settings.

use std::cell::OnceCell;

use crate::dictionaries::Dictionaries;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::lexicon::{Lexicon, Symbol};
use crate::model::Pair;
use crate::rules::House;
use crate::rules::past::Past;
use crate::rules::watch::{Watch, WatchTable, Watched};
use crate::speller::{ContextSpeller, Reading, Speller, UnmarkedPassage, Verdict, Verse};
use crate::syllable::{self, Case, Syllable, ToneStyle};
use crate::text::{Normal, Prose, Shown, Span};
pub use crate::token::fold_word;
use crate::token::{Gap, Mark, Token, TokenKind, Tokens, Word};

/// A text that is being checked, with what rules ask about it.
pub struct Context<'a> {
    shown: &'a str,
    normal: &'a Normal<'a>,
    tokens: &'a Tokens,
    dictionaries: &'a Dictionaries,
    speller: &'a dyn Speller,
    house: &'a House,
    strict: bool,
    style: OnceCell<ToneStyle>,
    unmarked: OnceCell<Vec<UnmarkedPassage>>,
    mistakes: OnceCell<Vec<Verdict>>,
    past: OnceCell<Past>,
    watched: OnceCell<Watched>,
}

/// How many words that show a tone style decide on the style of a text.
const STYLE_SAMPLE: usize = 50;

/// The level from which on a pair is very frequent: some two thousand occurrences.
const FREQUENT: u8 = 10;

impl<'a> Context<'a> {
    /// The context of one text.
    pub fn new(
        shown: &'a str,
        normal: &'a Normal<'a>,
        tokens: &'a Tokens,
        dictionaries: &'a Dictionaries,
        speller: &'a dyn Speller,
        house: &'a House,
        strict: bool,
    ) -> Self {
        let (style, unmarked, mistakes, past, watched) = Default::default();
        Context {
            shown,
            normal,
            tokens,
            dictionaries,
            speller,
            house,
            strict,
            style,
            unmarked,
            mistakes,
            past,
            watched,
        }
    }

    /// The normalised text.
    #[inline]
    pub fn text(&self) -> &'a str {
        self.normal.text()
    }

    /// The shown text, before normalisation.
    pub fn shown(&self) -> &'a str {
        self.shown
    }

    /// The normalisation, with its changes.
    pub fn normal(&self) -> &'a Normal<'a> {
        self.normal
    }

    /// All tokens.
    #[inline]
    pub fn tokens(&self) -> &'a Tokens {
        self.tokens
    }

    /// The syllables and other words of the language.
    #[inline]
    pub fn lexicon(&self) -> &'a Lexicon {
        &self.dictionaries.lexicon
    }

    /// The syllables of personal names.
    #[inline]
    pub fn names(&self) -> &'a Names {
        &self.dictionaries.names
    }

    /// The names of places.
    #[inline]
    pub fn places(&self) -> &'a Places {
        &self.dictionaries.places
    }

    /// Whether two syllables make a compound word.
    pub fn make_word(&self, one: Syllable, other: Syllable) -> bool {
        let symbol = |syllable| self.lexicon().symbol(syllable);
        self.dictionaries.model.is_word(&[symbol(one), symbol(other)])
    }

    /// Whether two to four syllables make a compound word.
    pub fn is_word(&self, row: &[Syllable]) -> bool {
        let symbols: Vec<_> = row.iter().map(|syllable| self.lexicon().symbol(*syllable)).collect();
        self.dictionaries.model.is_word(&symbols)
    }

    /// The symbols of two syllables, and what the model says of them as a pair.
    fn pair(&self, one: Syllable, other: Syllable) -> (Symbol, Symbol, Pair) {
        let [one, other] = [one, other].map(|syllable| self.lexicon().symbol(syllable));
        (one, other, self.dictionaries.model.plausible_pair(one, other))
    }

    /// Whether the model has the pair of two syllables.
    pub fn are_seen(&self, one: Syllable, other: Syllable) -> bool {
        self.pair(one, other).2.is_known()
    }

    /// The pointwise mutual information of two adjacent syllables: a natural logarithm, 0 for an unknown pair.
    pub fn attraction(&self, one: Syllable, other: Syllable) -> f32 {
        let (one, other, pair) = self.pair(one, other);
        self.dictionaries.model.attraction(pair.level(), one, other).unwrap_or_default()
    }

    /// The level of the pair of two syllables; 0 for an unknown pair.
    pub fn level(&self, one: Syllable, other: Syllable) -> u8 {
        self.pair(one, other).2.level()
    }

    /// Whether two syllables are adjacent very frequently.
    pub fn are_frequent(&self, one: Syllable, other: Syllable) -> bool {
        self.level(one, other) >= FREQUENT
    }

    /// Whether the text around a token is about a time before `year`; computed when the first rule asks.
    pub fn is_past(&self, token: usize, year: u16) -> bool {
        self.past
            .get_or_init(|| Past::of(self.text(), self.tokens))
            .is_before(year, self.tokens.sentence_of(token).start)
    }

    /// Collects the words that rules look for, before the first of these rules runs.
    pub(super) fn watch(&self, table: &WatchTable) {
        self.watched.get_or_init(|| Watched::of(self.tokens, table));
    }

    /// The token indices of the words that spell a watched syllable, in order.
    pub(super) fn watched(&self, watch: Watch) -> impl Iterator<Item = usize> {
        self.watched.get().into_iter().flat_map(move |watched| watched.with(watch))
    }

    /// Whether a token may begin a sentence, a quotation or a list item, so that a capital there says nothing of its
    /// word.
    pub fn opens(&self, index: usize) -> bool {
        let Some((_, before)) = self.tokens.previous_visible(index) else { return true };
        match before.kind() {
            TokenKind::Mark(mark) => !matches!(mark, Mark::Comma | Mark::CloseQuote | Mark::Slash),
            kind => matches!(kind, TokenKind::Symbol | TokenKind::Opaque),
        }
    }

    /// The passages that were typed without diacritics; computed when the first rule asks.
    pub fn unmarked_passages(&self) -> &[UnmarkedPassage] {
        self.unmarked.get_or_init(|| self.speller.unmarked_passages(self.text(), self.tokens))
    }

    /// The mistakes that the speller finds; computed when the first rule asks.
    pub fn mistakes(&self) -> &[Verdict] {
        let find = || self.speller.mistakes(self.text(), self.tokens, self.unmarked_passages(), self.strict);
        self.mistakes.get_or_init(find)
    }

    /// Whether a token is in verse, where what is unusual may be intended. Always false in strict mode.
    pub fn is_verse(&self, token: usize) -> bool {
        !self.strict && Verse::new(self.tokens).contains(token)
    }

    /// How a match of a wrong form of `right`, given by its first and last token, is to be read.
    pub fn reading(&self, row: (usize, usize), right: &str) -> Reading {
        self.in_context().reading(self.text(), self.tokens, row, right)
    }

    /// Whether the second of two equal words, at the tokens `first` and `first + 1`, is one too many.
    pub fn is_doubled_by_mistake(&self, first: usize) -> bool {
        self.in_context().is_doubled_by_mistake(self.tokens, first)
    }

    /// The likely correction of one of two equal words, at the tokens `first` and `first + 1`, and whether it is that
    /// of the second.
    pub fn doubled_correction(&self, first: usize) -> Option<(bool, Syllable)> {
        self.in_context().doubled_correction(self.tokens, first)
    }

    fn in_context(&self) -> ContextSpeller<'a> {
        ContextSpeller::new(self.dictionaries)
    }

    /// Whether doubtful findings are reported, too.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// The text of a token.
    #[inline]
    pub fn of(&self, token: &Token) -> &'a str {
        token.text(self.text())
    }

    /// The span of the shown text for a span of the normalised text.
    pub fn to_shown(&self, span: Span<Prose>) -> Span<Shown> {
        self.normal.to_shown(span)
    }

    /// The words of the text, each with its token index.
    pub fn words(&self) -> impl Iterator<Item = (usize, &'a Token, Word)> + 'a {
        self.tokens.list().iter().enumerate().filter_map(|(at, token)| Some((at, token, token.word()?)))
    }

    /// The word right after a token, with nothing but a space or a line end between.
    pub fn next_word(&self, index: usize) -> Option<(usize, &'a Token, Word)> {
        let (at, token) = self.tokens.next_visible(index)?;
        Some((at, token, token.word()?)).filter(|_| token.gap() != Gap::None)
    }

    /// The word right before a token, with nothing but a space or a line end between.
    pub fn previous_word(&self, index: usize) -> Option<(usize, &'a Token, Word)> {
        let (at, token) = self.tokens.previous_visible(index)?;
        Some((at, token, token.word()?)).filter(|_| self.tokens.list()[index].gap() != Gap::None)
    }

    /// The house style.
    pub fn house(&self) -> &'a House {
        self.house
    }

    /// The tone style to write open oa, oe, uy in: that of the house style, or else the one that prevails in the text.
    pub fn tone_style(&self) -> ToneStyle {
        if let Some(style) = self.house.tone_style {
            return style;
        }
        *self.style.get_or_init(|| {
            let styles = self.tokens.styled().filter_map(|(_, token)| syllable::Word::read(self.of(token))?.style());
            let newer: i32 =
                styles.take(STYLE_SAMPLE).map(|style| if style == ToneStyle::Newer { 1 } else { -1 }).sum();
            if newer > 0 { ToneStyle::Newer } else { ToneStyle::Older }
        })
    }

    /// A phrase, given in lower case and the older tone style, as this text would write it: in the case of the words
    /// that it replaces, in the tone style of the text.
    pub fn as_written(&self, phrase: &str, cases: &[Case]) -> String {
        let words: Vec<&str> = phrase.split(' ').collect();
        let all_upper = cases.iter().all(|case| *case == Case::Upper);
        let mut out = String::with_capacity(phrase.len());
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            let case = match cases.get(at) {
                _ if all_upper => Case::Upper,
                Some(case) if words.len() == cases.len() => *case,
                Some(Case::Capital) if at == 0 => Case::Capital,
                _ => Case::Lower,
            };
            let mut spelled = String::new();
            match Syllable::parse(word) {
                Some(syllable) if self.tone_style() == ToneStyle::Newer => {
                    syllable.write(ToneStyle::Newer, &mut spelled)
                }
                _ => spelled.push_str(word),
            }
            out.push_str(&case.apply(&spelled));
        }
        out
    }
}

/// Buffers that a worker reuses from text to text.
#[derive(Default)]
pub struct Scratch {
    /// A word in lower case and one tone style.
    pub(super) word: String,
    /// Matches of phrases: last token, first token, set, meaning.
    pub(super) matches: Vec<(u32, u32, u32, u32)>,
}
