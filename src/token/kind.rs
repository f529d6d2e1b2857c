//! The kinds of tokens, and a token in twelve bytes.
//!
//! A text has a token for every five or six bytes, and each rule that goes over all of them waits for memory: so a
//! token is its span, its syllable, and two bytes into which everything else is packed.

use crate::syllable::{Case, Syllable, SyllableSet};
use crate::text::{Prose, Span};

/// A token: its span, its kind, and the gap before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its span in the normalised text.
    pub span: Span<Prose>,
    /// What is known of a word from its letters, as in [`Letters`]; zero for other tokens.
    syllable: Option<Syllable>,
    facts: u8,
    /// The number of its kind in the low bits, from bit [`GAP_AT`] on the number of its gap.
    class: u8,
}

const _: () = assert!(size_of::<Token>() == 12);

/// The bits of the kind in [`Token::class`].
const KIND_MASK: u8 = (1 << GAP_AT) - 1;

/// The position of the gap in [`Token::class`], in bits.
const GAP_AT: u32 = 5;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of letters.
    Word(Word),
    /// Digits with their own dots and commas, and a unit that touches them: 1.000, 3,5, 20kg.
    Number,
    /// 28/12, 28/12/2017, 2-9-1945.
    Date,
    /// 9:12, 16h30.
    Time,
    /// Letters with dots that end no sentence: TP.HCM, v.v., PGS.TS.
    Abbreviation,
    /// No prose: identifiers, document numbers (30/2020/NĐ-CP), file names, letters mixed with digits.
    Code,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// #hashtag, @mention.
    Tag,
    /// A punctuation mark.
    Mark(Mark),
    /// What the format marks as no prose (code, markup, a comment): something stands here, and it is not checked.
    Opaque,
    /// Anything else, one grapheme: +, %, an emoji.
    Symbol,
}

impl TokenKind {
    /// Whether it is a number, a date or a time.
    pub fn is_figure(self) -> bool {
        matches!(self, TokenKind::Number | TokenKind::Date | TokenKind::Time)
    }
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// None: the token touches the one before, or the text begins with it.
    None,
    /// One byte: a space, seldom a tab.
    Space,
    /// More than that, inside a line: several spaces, a no-break space.
    Wide,
    /// The end of a line within a paragraph of wrapped text, with the spaces around it.
    LineBreak,
    /// The end of a paragraph, with the spaces and empty lines around it; also leading space of the text.
    ParagraphBreak,
}

impl Gap {
    const ALL: [Gap; 5] = [Gap::None, Gap::Space, Gap::Wide, Gap::LineBreak, Gap::ParagraphBreak];

    /// Whether it is white space inside a line.
    #[inline]
    pub fn is_space(self) -> bool {
        matches!(self, Gap::Space | Gap::Wide)
    }
}

/// What is known of a word from its letters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The syllable that it spells; `None` if it is none.
    pub syllable: Option<Syllable>,
    /// Its capitals.
    pub case: Case,
    /// Whether a letter has a Vietnamese diacritic or tone.
    pub marked: bool,
    /// Whether all letters are of the Vietnamese alphabet.
    pub vietnamese: bool,
    /// The scripts of its letters.
    pub script: Script,
    /// Whether a letter is Icelandic Ð or ð, taken for Đ or đ.
    pub eth: bool,
    /// Whether a hyphen joins it to the next or the previous word: Mát-xcơ-va.
    pub chained: bool,
}

impl Word {
    /// The facts of a code token that is treated as a word (VNI keystrokes left in: nguo72i).
    pub const CODE: Word = Word {
        syllable: None,
        case: Case::Lower,
        marked: false,
        vietnamese: false,
        script: Script::Latin,
        eth: false,
        chained: false,
    };
}

/// The scripts in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters only.
    Latin,
    /// No Latin letter.
    Other,
    /// Both.
    Mixed,
}

/// A [`Word`] packed into four bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    syllable: Option<Syllable>,
    /// Case in bits 0–1; in bits 2–3 the script, where 3 says that all letters are Vietnamese; then the flags.
    facts: u8,
    /// Which lists of [`super::Tokens`] it goes into: nearly every word into none.
    lists: u8,
}

const SCRIPT_AT: u32 = 2;
const VIETNAMESE: u8 = 3;
const MARKED: u8 = 1 << 4;
const ETH: u8 = 1 << 5;
const CHAINED: u8 = 1 << 6;

/// The bits of [`Letters::lists`].
const ODD: u8 = 1 << 0;
const CAPITAL: u8 = 1 << 1;
const STYLED: u8 = 1 << 2;

const CASES: [Case; 4] = [Case::Lower, Case::Capital, Case::Upper, Case::Mixed];
const SCRIPTS: [Script; 4] = [Script::Latin, Script::Other, Script::Mixed, Script::Latin];

impl Letters {
    /// Packs a word.
    pub fn pack(word: Word) -> Letters {
        let script = if word.vietnamese { VIETNAMESE } else { word.script as u8 };
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        let flags = flag(word.marked, MARKED) | flag(word.eth, ETH) | flag(word.chained, CHAINED);
        let lists = flag(word.syllable.is_none() || word.eth, ODD)
            | flag(word.case != Case::Lower, CAPITAL)
            | flag(word.syllable.is_some_and(Syllable::has_two_styles), STYLED);
        Letters { syllable: word.syllable, facts: word.case as u8 | script << SCRIPT_AT | flags, lists }
    }

    #[inline]
    fn unpack(self) -> Word {
        let script = self.facts >> SCRIPT_AT & 3;
        Word {
            syllable: self.syllable,
            case: CASES[(self.facts & 3) as usize],
            marked: self.facts & MARKED != 0,
            vietnamese: script == VIETNAMESE,
            script: SCRIPTS[script as usize],
            eth: self.facts & ETH != 0,
            chained: self.facts & CHAINED != 0,
        }
    }

    /// The same facts with [`Word::chained`] set.
    pub fn chained(mut self) -> Letters {
        self.facts |= CHAINED;
        self
    }

    #[inline]
    pub fn syllable(self) -> Option<Syllable> {
        self.syllable
    }

    /// Whether it goes into one of the lists.
    #[inline]
    pub fn is_notable(self) -> bool {
        self.lists != 0
    }

    pub fn is_odd(self) -> bool {
        self.lists & ODD != 0
    }

    pub fn is_capital(self) -> bool {
        self.lists & CAPITAL != 0
    }

    pub fn is_styled(self) -> bool {
        self.lists & STYLED != 0
    }

    #[inline]
    pub fn is_lower(self) -> bool {
        self.facts & 3 == Case::Lower as u8
    }
}

/// Punctuation marks by their function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `.`
    Stop,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `…`, or three or four dots.
    Ellipsis,
    /// ( [ {
    OpenBracket,
    /// ) ] }
    CloseBracket,
    /// “ ‘ «
    OpenQuote,
    /// ” » and ’ where it is no apostrophe.
    CloseQuote,
    /// `"`: its neighbours tell whether it opens or closes.
    StraightQuote,
    /// `-`
    Hyphen,
    /// – —
    Dash,
    /// `/`
    Slash,
}

impl Mark {
    /// Whether it is one of `. , ; : ? ! …`: a space follows it and none precedes it.
    pub fn is_pause(self) -> bool {
        matches!(
            self,
            Mark::Stop
                | Mark::Comma
                | Mark::Semicolon
                | Mark::Colon
                | Mark::Question
                | Mark::Exclamation
                | Mark::Ellipsis
        )
    }

    /// Whether it is a bracket or a quotation mark, which come in pairs.
    pub fn is_paired(self) -> bool {
        matches!(
            self,
            Mark::OpenBracket | Mark::CloseBracket | Mark::OpenQuote | Mark::CloseQuote | Mark::StraightQuote
        )
    }

    /// Whether it may end a sentence: `. ? ! …`.
    pub fn is_final(self) -> bool {
        matches!(self, Mark::Stop | Mark::Question | Mark::Exclamation | Mark::Ellipsis)
    }
}

/// The kinds of tokens by number, from 1 on; 0 is a word.
const KINDS: [TokenKind; 25] = [
    TokenKind::Number,
    TokenKind::Date,
    TokenKind::Time,
    TokenKind::Abbreviation,
    TokenKind::Code,
    TokenKind::Url,
    TokenKind::Email,
    TokenKind::Tag,
    TokenKind::Opaque,
    TokenKind::Symbol,
    TokenKind::Mark(Mark::Stop),
    TokenKind::Mark(Mark::Comma),
    TokenKind::Mark(Mark::Semicolon),
    TokenKind::Mark(Mark::Colon),
    TokenKind::Mark(Mark::Question),
    TokenKind::Mark(Mark::Exclamation),
    TokenKind::Mark(Mark::Ellipsis),
    TokenKind::Mark(Mark::OpenBracket),
    TokenKind::Mark(Mark::CloseBracket),
    TokenKind::Mark(Mark::OpenQuote),
    TokenKind::Mark(Mark::CloseQuote),
    TokenKind::Mark(Mark::StraightQuote),
    TokenKind::Mark(Mark::Hyphen),
    TokenKind::Mark(Mark::Dash),
    TokenKind::Mark(Mark::Slash),
];

const WORD: u8 = 0;
const FIRST_MARK: u8 = 11;

const _: () = assert!(KINDS.len() < 1 << GAP_AT);

impl Token {
    #[inline]
    pub(super) fn of_word(span: Span<Prose>, gap: Gap, letters: Letters) -> Token {
        Token { span, syllable: letters.syllable, facts: letters.facts, class: WORD | (gap as u8) << GAP_AT }
    }

    /// A token that is no word.
    pub(super) fn new(span: Span<Prose>, gap: Gap, kind: TokenKind) -> Token {
        let number = match kind {
            TokenKind::Word(_) => WORD,
            TokenKind::Number => 1,
            TokenKind::Date => 2,
            TokenKind::Time => 3,
            TokenKind::Abbreviation => 4,
            TokenKind::Code => 5,
            TokenKind::Url => 6,
            TokenKind::Email => 7,
            TokenKind::Tag => 8,
            TokenKind::Opaque => 9,
            TokenKind::Symbol => 10,
            TokenKind::Mark(mark) => FIRST_MARK + mark as u8,
        };
        Token { span, syllable: None, facts: 0, class: number | (gap as u8) << GAP_AT }
    }

    /// Its kind.
    #[inline]
    pub fn kind(&self) -> TokenKind {
        match self.class & KIND_MASK {
            WORD => TokenKind::Word(self.letters().unpack()),
            number => KINDS[number as usize - 1],
        }
    }

    /// The white space before it.
    #[inline]
    pub fn gap(&self) -> Gap {
        Gap::ALL[(self.class >> GAP_AT) as usize]
    }

    /// Whether it is a word.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.class & KIND_MASK == WORD
    }

    /// The word, if it is one.
    #[inline]
    pub fn word(&self) -> Option<Word> {
        self.is_word().then(|| self.letters().unpack())
    }

    #[inline]
    fn letters(&self) -> Letters {
        Letters { syllable: self.syllable, facts: self.facts, lists: 0 }
    }

    /// Its capitals; [`Case::Lower`] if it is no word.
    #[inline]
    pub fn case(&self) -> Case {
        CASES[(self.facts & 3) as usize]
    }

    /// The syllable that it spells; `None` if it is no word or no syllable.
    #[inline]
    pub fn syllable(&self) -> Option<Syllable> {
        self.syllable
    }

    /// Whether it spells one of these syllables.
    #[inline]
    pub fn is_one_of(&self, syllables: &SyllableSet) -> bool {
        self.syllable.is_some_and(|syllable| syllables.has(syllable))
    }

    /// The punctuation mark that it is; `None` for other tokens.
    #[inline]
    pub fn mark(&self) -> Option<Mark> {
        match self.kind() {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Its characters in `text`, the normalised text.
    #[inline]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.range()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let span = Span::new(3, 7);
        for gap in Gap::ALL {
            for kind in KINDS {
                let token = Token::new(span, gap, kind);
                assert_eq!((token.kind(), token.gap(), token.word()), (kind, gap, None));
                assert_eq!(token.case(), Case::Lower);
            }
            for (script, vietnamese) in SCRIPTS.into_iter().zip([false, false, false, true]) {
                for case in CASES {
                    for flags in 0..8_u8 {
                        let [marked, eth, chained] = [1, 2, 4].map(|bit| flags & bit != 0);
                        let syllable = Syllable::parse("nghiêng").filter(|_| marked);
                        let word = Word { syllable, case, marked, vietnamese, script, eth, chained };
                        let letters = Letters::pack(word);
                        let token = Token::of_word(span, gap, letters);
                        assert_eq!((token.kind(), token.gap()), (TokenKind::Word(word), gap));
                        assert_eq!((letters.is_odd(), letters.is_styled()), (!marked || eth, false));
                        assert_eq!((letters.is_lower(), token.case()), (case == Case::Lower, case));
                        assert_eq!(letters.is_capital(), case != Case::Lower);
                    }
                }
            }
        }
    }
}
