//! Floor 2: normalised text to tokens, sentences and paragraphs.
//!
//! A token says what a stretch of text *is* (a word, a number, a web address, a mark), never whether it is right.
//! Tokens cover the text without gaps. The scanner goes through the bytes once; a worker keeps one [`Tokens`] and fills
//! it anew for each file, so that the hot path allocates nothing.

mod scan;
mod sentence;
pub mod slots;
mod web;

use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};

/// A stretch of text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the normalised text.
    pub span: Span<Prose>,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters.
    Word(Word),
    /// Digits with their own dots and commas, and a unit that clings to them: 1.000, 3,5, 20kg.
    Number,
    /// 28/12, 28/12/2017, 2-9-1945.
    Date,
    /// 9:12, 16h30.
    Time,
    /// Letters with dots that end no sentence: TP.HCM, v.v., PGS.TS.
    Abbreviation,
    /// What is not prose: identifiers, document numbers (30/2020/NĐ-CP), file names, letters mixed with digits.
    Code,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// #hashtag, @mention.
    Tag,
    /// A punctuation mark.
    Mark(Mark),
    /// Spaces, tabs and no-break spaces inside a line.
    Space,
    /// The end of a line within a paragraph of wrapped text, with the spaces around it.
    LineBreak,
    /// The end of a paragraph, with the spaces and empty lines around it; also leading space of the file.
    ParagraphBreak,
    /// What the format says is no prose (code, markup, a comment): something stands here, and it is not to be judged.
    Opaque,
    /// Anything else, one grapheme: +, %, an emoji.
    Symbol,
}

/// What is known of a word from its letters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The syllable that it spells; `None` if it is none.
    pub syllable: Option<Syllable>,
    /// Its capitals.
    pub case: Case,
    /// A letter has a Vietnamese mark or tone.
    pub marked: bool,
    /// Every letter is of the Vietnamese alphabet.
    pub vietnamese: bool,
    /// Which alphabets the letters are from.
    pub script: Script,
    /// A letter is Icelandic Ð or ð, taken for Đ or đ.
    pub eth: bool,
    /// Joined to the next or the previous word by a hyphen: Mát-xcơ-va.
    pub chained: bool,
}

impl Word {
    /// What stands for a word in letters and digits, where one is asked for.
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

/// The alphabets in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters only.
    Latin,
    /// No Latin letter.
    Other,
    /// Both.
    Mixed,
}

/// Punctuation, by what it does.
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
    /// `"`: which of the two it is, its place tells.
    StraightQuote,
    /// `-`
    Hyphen,
    /// – —
    Dash,
    /// `/`
    Slash,
}

impl Mark {
    /// `. , ; : ? ! …`: what a space follows and none precedes.
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

    /// `. ? ! …`: what may end a sentence.
    pub fn is_final(self) -> bool {
        matches!(self, Mark::Stop | Mark::Question | Mark::Exclamation | Mark::Ellipsis)
    }
}

impl Token {
    /// The word, if it is one.
    #[inline]
    pub fn word(&self) -> Option<Word> {
        match self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The mark, if it is one.
    #[inline]
    pub fn mark(&self) -> Option<Mark> {
        match self.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether it is white space of any kind.
    #[inline]
    pub fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Space | Kind::LineBreak | Kind::ParagraphBreak)
    }

    /// Its text.
    #[inline]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.range()]
    }
}

/// The tokens of a text, with the places where sentences and paragraphs begin.
#[derive(Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    notable: Notable,
}

/// The tokens that a rule may have something to say about, by kind and in order. Most of a text is words that are syllables
/// with one space between them; a rule goes over one of these lists and never sees those.
#[derive(Debug, Default)]
struct Notable {
    /// Words that are no syllable, or have a letter that is not what it seems.
    odd_words: Vec<u32>,
    /// Words that follow the same word, or of two that are no syllable the second.
    echoes: Vec<u32>,
    marks: Vec<u32>,
    /// Spaces of more than one byte.
    wide_spaces: Vec<u32>,
}

impl Notable {
    fn collect(&mut self, list: &[Token]) {
        for known in [&mut self.odd_words, &mut self.echoes, &mut self.marks, &mut self.wide_spaces] {
            known.clear();
        }
        // The word before, if nothing but white space has come since.
        let mut last: Option<Option<Syllable>> = None;
        for (index, token) in list.iter().enumerate() {
            let index = index as u32;
            match token.kind {
                Kind::Word(word) => {
                    if word.syllable.is_none() || word.eth {
                        self.odd_words.push(index);
                    }
                    if last == Some(word.syllable) {
                        self.echoes.push(index);
                    }
                    last = Some(word.syllable);
                }
                Kind::Space => {
                    if token.span.len() > 1 {
                        self.wide_spaces.push(index);
                    }
                }
                Kind::LineBreak => {}
                Kind::Mark(_) => {
                    self.marks.push(index);
                    last = None;
                }
                _ => last = None,
            }
        }
    }
}

impl Tokens {
    /// Reads `text` anew, keeping the memory of the last one. `opaque` holds the stretches that are no prose, in order
    /// and without overlap.
    pub fn fill(&mut self, text: &str, opaque: &[Span<Prose>]) {
        self.list.clear();
        scan::scan(text, opaque, &mut self.list);
        sentence::split(text, &self.list, &mut self.sentences, &mut self.paragraphs);
        self.notable.collect(&self.list);
    }

    /// All tokens, in order.
    #[inline]
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    /// Words that are no Vietnamese syllable, or are one only if Ð is read as Đ.
    pub fn odd_words(&self) -> impl Iterator<Item = (usize, &Token, Word)> {
        self.at(&self.notable.odd_words).filter_map(|(at, token)| Some((at, token, token.word()?)))
    }

    /// Words that spell the same syllable as the word right before them, or neither of the two spells one.
    pub fn echoes(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.echoes)
    }

    /// Punctuation marks.
    pub fn marks(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.marks)
    }

    /// Spaces that are more than one plain space.
    pub fn wide_spaces(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.wide_spaces)
    }

    fn at<'s>(&'s self, indices: &'s [u32]) -> impl Iterator<Item = (usize, &'s Token)> {
        indices.iter().map(|at| (*at as usize, &self.list[*at as usize]))
    }

    /// The sentences, as ranges of token indices, without the white space between them.
    pub fn sentences(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.units(&self.sentences)
    }

    /// The paragraphs, as ranges of token indices, without the white space between them.
    pub fn paragraphs(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.units(&self.paragraphs)
    }

    /// The sentence that begins at or before a token.
    pub fn sentence_of(&self, token: usize) -> std::ops::Range<usize> {
        let at = self.sentences.partition_point(|start| *start as usize <= token);
        let start = at.checked_sub(1).map_or(0, |at| self.sentences[at] as usize);
        self.trimmed(start, self.sentences.get(at).map_or(self.list.len(), |end| *end as usize))
    }

    /// Which paragraph a token is in, counted from 0.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|start| *start as usize <= token).saturating_sub(1)
    }

    /// A paragraph by its number, as a range of token indices.
    pub fn paragraph(&self, number: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.paragraphs.get(number)? as usize;
        let end = self.paragraphs.get(number + 1).map_or(self.list.len(), |next| *next as usize);
        Some(self.trimmed(start, end))
    }

    fn units<'s>(&'s self, starts: &'s [u32]) -> impl Iterator<Item = std::ops::Range<usize>> + 's {
        starts.iter().enumerate().map(|(index, start)| {
            let end = starts.get(index + 1).map_or(self.list.len(), |next| *next as usize);
            self.trimmed(*start as usize, end)
        })
    }

    fn trimmed(&self, start: usize, mut end: usize) -> std::ops::Range<usize> {
        while end > start && self.list[end - 1].is_blank() {
            end -= 1;
        }
        start..end
    }

    /// The token before `index`.
    #[inline]
    pub fn before(&self, index: usize) -> Option<&Token> {
        index.checked_sub(1).map(|before| &self.list[before])
    }

    /// The token after `index`.
    #[inline]
    pub fn after(&self, index: usize) -> Option<&Token> {
        self.list.get(index + 1)
    }

    /// The next token of the same paragraph that is not white space, with its index.
    pub fn next_visible(&self, index: usize) -> Option<(usize, &Token)> {
        self.list
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(_, token)| token.kind != Kind::ParagraphBreak)
            .find(|(_, token)| !token.is_blank())
    }

    /// The last token before `index`, of the same paragraph, that is not white space, with its index.
    pub fn previous_visible(&self, index: usize) -> Option<(usize, &Token)> {
        self.list[..index]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, token)| token.kind != Kind::ParagraphBreak)
            .find(|(_, token)| !token.is_blank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        tokens
    }

    /// The tokens that are not white space, as `kind:text`.
    fn shown(text: &str) -> Vec<String> {
        tokens(text)
            .list()
            .iter()
            .filter(|token| !token.is_blank())
            .map(|token| {
                let kind = match token.kind {
                    Kind::Word(_) => "w".into(),
                    Kind::Mark(mark) => format!("{mark:?}"),
                    kind => format!("{kind:?}"),
                };
                format!("{kind}:{}", token.text(text))
            })
            .collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens
            .sentences()
            .map(|range| {
                let list = &tokens.list()[range];
                &text[list[0].span.cover(list[list.len() - 1].span).range()]
            })
            .collect()
    }

    #[test]
    fn words_marks_and_numbers() {
        assert_eq!(
            shown("Năm 2017, đạt 1.000 tỷ."),
            ["w:Năm", "Number:2017", "Comma:,", "w:đạt", "Number:1.000", "w:tỷ", "Stop:."]
        );
        assert_eq!(
            shown("chiều 28/12 lúc 9:12, 16h30 (GMT+7)"),
            [
                "w:chiều",
                "Date:28/12",
                "w:lúc",
                "Time:9:12",
                "Comma:,",
                "Time:16h30",
                "OpenBracket:(",
                "w:GMT",
                "Symbol:+",
                "Number:7",
                "CloseBracket:)"
            ]
        );
        assert_eq!(shown("năm 2017/."), ["w:năm", "Number:2017", "Slash:/", "Stop:."]);
        assert_eq!(
            shown("v.v… và... thế….."),
            ["Abbreviation:v.v", "Ellipsis:…", "w:và", "Ellipsis:...", "w:thế", "Ellipsis:…", "Stop:.", "Stop:."]
        );
    }

    #[test]
    fn what_is_not_prose_is_one_token() {
        assert_eq!(
            shown("xem https://vi.wikipedia.org/wiki/Việt, báo abc.com.vn và a.b@c.vn."),
            [
                "w:xem",
                "Url:https://vi.wikipedia.org/wiki/Việt",
                "Comma:,",
                "w:báo",
                "Url:abc.com.vn",
                "w:và",
                "Email:a.b@c.vn",
                "Stop:."
            ]
        );
        assert_eq!(
            shown("Nghị định 30/2020/NĐ-CP, số 12-NQ/TW"),
            ["w:Nghị", "w:định", "Code:30/2020/NĐ-CP", "Comma:,", "w:số", "Code:12-NQ/TW"]
        );
        assert_eq!(
            shown("B52 covid19 so_luong #hàngViệt bai.docx"),
            ["Code:B52", "Code:covid19", "Code:so_luong", "Tag:#hàngViệt", "Code:bai.docx"]
        );
    }

    #[test]
    fn abbreviations_keep_their_dots() {
        assert_eq!(
            shown("TP.HCM, PGS.TS Lê A., TP. Huế, v.v. Hết."),
            [
                "Abbreviation:TP.HCM",
                "Comma:,",
                "Abbreviation:PGS.TS",
                "w:Lê",
                "Abbreviation:A.",
                "Comma:,",
                "Abbreviation:TP.",
                "w:Huế",
                "Comma:,",
                "Abbreviation:v.v.",
                "w:Hết",
                "Stop:."
            ]
        );
        // A missing space is not an abbreviation.
        assert_eq!(shown("bối cảnh.Đầu tiên"), ["w:bối", "w:cảnh", "Stop:.", "w:Đầu", "w:tiên"]);
    }

    #[test]
    fn hyphens_chain_words() {
        let chained = |text: &str| tokens(text).list()[0].word().unwrap().chained;
        assert!(chained("Mát-xcơ-va"));
        assert!(!chained("Mát - xcơ"));
        assert!(!chained("xã hội-"));
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        assert_eq!(
            sentences("TP. Huế đạt 1.000 tấn. Các loại rau, v.v. đều tăng. Hết!"),
            ["TP. Huế đạt 1.000 tấn.", "Các loại rau, v.v. đều tăng.", "Hết!"]
        );
        assert_eq!(
            sentences("“Thế à?” anh hỏi. “Vâng.” Rồi thôi… Nhưng… không."),
            ["“Thế à?” anh hỏi.", "“Vâng.”", "Rồi thôi…", "Nhưng… không."]
        );
        assert_eq!(sentences("1. Mục tiêu\n2. Nhiệm vụ"), ["1. Mục tiêu", "2. Nhiệm vụ"]);
        assert_eq!(sentences(""), [""; 0]);
        assert_eq!(sentences(" \n "), [""; 0]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let wrapped = "Hội nghị đã nghe báo cáo tổng kết công tác năm qua và\nphương hướng năm tới.\nPhần hai.";
        assert_eq!(sentences(wrapped).len(), 2);
        assert_eq!(tokens(wrapped).paragraphs().count(), 2);
        assert_eq!(tokens("một hai\nba bốn").paragraphs().count(), 2, "short lines are verse or lists");
        assert_eq!(tokens("một\r\n\r\nhai\r\nba").paragraphs().count(), 3);
    }

    proptest! {
        #[test]
        fn tokens_cover_the_text(text in "([a-zăđêơấ.,:;!?\"()/@#0-9A-ZĐ \n\r-]|\\PC){0,60}") {
            let tokens = tokens(&text);
            let mut at = 0;
            for token in tokens.list() {
                prop_assert_eq!(token.span.start(), at);
                prop_assert!(!token.span.is_empty());
                prop_assert!(text.is_char_boundary(token.span.end() as usize));
                at = token.span.end();
            }
            prop_assert_eq!(at as usize, text.len());
            for sentence in tokens.sentences().chain(tokens.paragraphs()) {
                prop_assert!(!sentence.is_empty());
            }
        }
    }
}
