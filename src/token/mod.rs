//! Floor 2: normalised text to tokens, sentences and paragraphs.
//!
//! A token says what a stretch of text *is* (a word, a number, a web address, a mark), never whether it is right.
//! Tokens cover everything but white space; what stands before a token is its [`Gap`]. The scanner goes through the bytes
//! once; a worker keeps one [`Tokens`] and fills it anew for each file, so that the hot path allocates nothing.

mod code;
mod fold;
mod kind;
mod scan;
pub mod slots;
mod web;
mod words;

pub use fold::fold_word;
pub use kind::{Gap, Mark, Script, Token, TokenKind, Word};

use std::ops::Range;

use crate::text::{Prose, Span};

/// The tokens of a text, with the indices at which sentences and paragraphs begin.
#[derive(Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    notable: Notable,
    words: words::Words,
}

/// Indices of tokens that some rule has to look at, in order, by what they are. Most of a text is words that are
/// syllables with one space between them; a rule goes over one of these lists and never sees those.
#[derive(Debug, Default, PartialEq, Eq)]
struct Notable {
    odd_words: Vec<u32>,
    capitals: Vec<u32>,
    styled: Vec<u32>,
    doubled_words: Vec<u32>,
    paired_marks: Vec<u32>,
    unusual_pauses: Vec<u32>,
    wide_gaps: Vec<u32>,
    figures: Vec<u32>,
    dashes: Vec<u32>,
    finals: Vec<u32>,
    abbreviations: Vec<u32>,
}

impl Tokens {
    /// Tokenises `text`, reusing the memory of the last one. `opaque` are the spans that are no prose, in order and
    /// without overlap.
    pub fn fill(&mut self, text: &str, opaque: &[Span<Prose>]) {
        let Notable {
            odd_words,
            capitals,
            styled,
            doubled_words,
            paired_marks,
            unusual_pauses,
            wide_gaps,
            figures,
            dashes,
            finals,
            abbreviations,
        } = &mut self.notable;
        let words = [odd_words, capitals, styled, doubled_words];
        let notable =
            words.into_iter().chain([paired_marks, unusual_pauses, wide_gaps, figures, dashes, finals, abbreviations]);
        for indices in [&mut self.sentences, &mut self.paragraphs].into_iter().chain(notable) {
            indices.clear();
        }
        self.list.clear();
        scan::scan(text, opaque, self);
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

    /// Words with a capital.
    pub fn capitals(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.capitals)
    }

    /// Words that the two tone styles write differently: *hòa, hoà*.
    pub fn styled(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.styled)
    }

    /// Words that spell the same syllable as the word right before them, or where neither of the two spells one.
    pub fn doubled_words(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.doubled_words)
    }

    /// Brackets and quotes.
    pub fn paired_marks(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.paired_marks)
    }

    /// Pausing marks ([`Mark::is_pause`]) with unusual spacing: all but those that touch what is before them and have
    /// one space and then no other mark behind them, or a line end. An ellipsis is always among them.
    pub fn unusual_pauses(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.unusual_pauses)
    }

    /// The tokens behind a gap that is wider than one space, inside a line.
    pub fn wide_gaps(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.wide_gaps)
    }

    /// Numbers, dates, times, and codes that begin with a digit (30/2020/NĐ-CP, 7h75).
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.figures)
    }

    /// The [`figures`](Tokens::figures) behind the token with this index.
    pub fn figures_after(&self, token: usize) -> impl Iterator<Item = (usize, &Token)> {
        let figures = &self.notable.figures;
        self.at(&figures[figures.partition_point(|at| *at as usize <= token)..])
    }

    /// Hyphens and dashes that are tokens of their own.
    pub fn dashes(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.dashes)
    }

    /// Marks that may end a sentence ([`Mark::is_final`]).
    pub fn finals(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.finals)
    }

    /// Abbreviations with dots ([`TokenKind::Abbreviation`]).
    pub fn abbreviations(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.at(&self.notable.abbreviations)
    }

    fn at<'s>(&'s self, indices: &'s [u32]) -> impl Iterator<Item = (usize, &'s Token)> {
        indices.iter().map(|at| (*at as usize, &self.list[*at as usize]))
    }

    /// The sentences, as ranges of token indices.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        self.units(&self.sentences)
    }

    /// The paragraphs, as ranges of token indices.
    pub fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        self.units(&self.paragraphs)
    }

    /// The token range of the sentence that a token is in.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        let next = self.sentences.partition_point(|start| *start as usize <= token);
        self.unit(&self.sentences, next.saturating_sub(1)).unwrap_or(0..0)
    }

    /// The number of the paragraph that a token is in, counted from 0.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|start| *start as usize <= token).saturating_sub(1)
    }

    /// The token range of the paragraph with this number.
    pub fn paragraph(&self, number: usize) -> Option<Range<usize>> {
        self.unit(&self.paragraphs, number)
    }

    /// The index behind the last token of the paragraph that a token is in.
    pub fn paragraph_end(&self, token: usize) -> usize {
        self.paragraph(self.paragraph_of(token)).map_or(self.list.len(), |paragraph| paragraph.end)
    }

    fn units<'s>(&'s self, starts: &'s [u32]) -> impl Iterator<Item = Range<usize>> + 's {
        (0..starts.len()).filter_map(|number| self.unit(starts, number))
    }

    fn unit(&self, starts: &[u32], number: usize) -> Option<Range<usize>> {
        let start = *starts.get(number)? as usize;
        Some(start..starts.get(number + 1).map_or(self.list.len(), |next| *next as usize))
    }

    /// The token right before this one, if no white space is between.
    #[inline]
    pub fn before(&self, index: usize) -> Option<&Token> {
        let before = self.list.get(index.checked_sub(1)?)?;
        (self.list[index].gap() == Gap::None).then_some(before)
    }

    /// The token right behind this one, if no white space is between.
    #[inline]
    pub fn after(&self, index: usize) -> Option<&Token> {
        self.list.get(index + 1).filter(|after| after.gap() == Gap::None)
    }

    /// The span of the white space before a token; empty if there is none.
    pub fn gap_span(&self, index: usize) -> Span<Prose> {
        let start = index.checked_sub(1).map_or(0, |before| self.list[before].span.end());
        Span::new(start, self.list[index].span.start())
    }

    /// The next token of the same paragraph, with its index.
    #[inline]
    pub fn next_visible(&self, index: usize) -> Option<(usize, &Token)> {
        let next = self.list.get(index + 1).filter(|next| next.gap() != Gap::ParagraphBreak)?;
        Some((index + 1, next))
    }

    /// The token before `index`, of the same paragraph, with its index.
    #[inline]
    pub fn previous_visible(&self, index: usize) -> Option<(usize, &Token)> {
        let previous = index.checked_sub(1).filter(|_| self.list[index].gap() != Gap::ParagraphBreak)?;
        Some((previous, &self.list[previous]))
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

    /// The tokens, as `kind:text`.
    fn shown(text: &str) -> Vec<String> {
        tokens(text)
            .list()
            .iter()
            .map(|token| {
                let kind = match token.kind() {
                    TokenKind::Word(_) => "w".into(),
                    TokenKind::Mark(mark) => format!("{mark:?}"),
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
        fn what_was_read_before_changes_nothing(
            earlier in "([nđuoườiấ]{1,4}[ .,'’-]?|[a-zA-Z]{1,9}|\\PC){0,40}",
            text in "([nđuoườiấ]{1,4}[ .,'’-]?|[a-zA-Z]{1,9}|\\PC){0,40}",
        ) {
            let fresh = tokens(&text);
            let mut used = tokens(&earlier);
            // Once with the words of another text, once with its own.
            for _ in 0..2 {
                used.fill(&text, &[]);
                prop_assert_eq!(used.list(), fresh.list());
                prop_assert_eq!(&used.sentences, &fresh.sentences);
                prop_assert_eq!(&used.notable, &fresh.notable);
            }
        }

        #[test]
        fn tokens_and_gaps_cover_the_text(text in "([a-zăđêơấ.,:;!?\"()/@#0-9A-ZĐ \n\r-]|\\PC){0,60}") {
            let tokens = tokens(&text);
            for (at, token) in tokens.list().iter().enumerate() {
                let gap = tokens.gap_span(at);
                prop_assert!(text[gap.range()].chars().all(char::is_whitespace));
                prop_assert_eq!(gap.is_empty(), token.gap() == Gap::None);
                prop_assert!(!token.span.is_empty());
                prop_assert!(!token.text(&text).starts_with(char::is_whitespace));
            }
            let end = tokens.list().last().map_or(0, |last| last.span.end() as usize);
            prop_assert!(text[end..].chars().all(char::is_whitespace));
            for sentence in tokens.sentences().chain(tokens.paragraphs()) {
                prop_assert!(!sentence.is_empty());
            }
        }
    }
}
