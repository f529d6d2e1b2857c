//! The scanner: one pass over the text, one token after another.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::kind::Letters;
use super::words::{is_letter, letters_len};
use super::{Gap, Mark, Notable, Token, TokenKind, Tokens, code, web};
use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};

/// A line at least this long, in bytes, may have been broken by an editor's wrapping; a shorter one is verse or a list.
const WRAPPED_LINE: usize = 50;

/// Abbreviations that are written with a dot and followed by a space, and so look like the end of a sentence.
const DOTTED: &[&str] = &[
    "TP", "Tp", "TX", "Tx", "TT", "Tt", "Q", "P", "H", "X", "TS", "Ts", "ThS", "Ths", "PGS", "Pgs", "GS", "Gs", "BS",
    "Bs", "KS", "LS", "DS", "ĐD", "CN", "KTS", "NS", "NSND", "NSƯT", "NXB", "Nxb", "tr", "Mr", "Mrs", "Ms", "Dr",
    "Prof", "St", "No", "vs", "TM", "KT", "TL", "TUQ",
];

/// The longest number of a document, in characters.
const LONGEST_NUMBER: usize = 64;

/// From this number of dots in a row on they are a leader or a blank to fill in, and no ellipsis.
const LEADER: usize = 5;

/// The placeholder for an object in a line that is no text: a picture, a note reference.
const OBJECT: &str = "\u{FFFC}";

pub(super) fn scan(text: &str, opaque: &[Span<Prose>], tokens: &mut Tokens) {
    let mut scanner = Scanner { text, tokens, gap: Gap::None, ended: false, last: None };
    let mut at = 0;
    for span in opaque {
        scanner.prose(at, span.start() as usize);
        if !span.is_empty() {
            scanner.push(span.range(), TokenKind::Opaque);
        }
        at = span.end() as usize;
    }
    scanner.prose(at, text.len());
}

struct Scanner<'t, 'o> {
    text: &'t str,
    tokens: &'o mut Tokens,
    /// The white space since the last token.
    gap: Gap,
    /// Whether a sentence ends with the last token, if white space follows.
    ended: bool,
    /// For a word as last token: its syllable, if it spells one.
    last: Option<Option<Syllable>>,
}

impl Scanner<'_, '_> {
    /// Adds a token that is no word.
    fn push(&mut self, range: Range<usize>, kind: TokenKind) {
        let index = self.begin(false);
        self.ended = match kind {
            TokenKind::Mark(Mark::Stop) => !self.is_list_number(),
            TokenKind::Mark(mark) if mark.is_final() => true,
            TokenKind::Mark(Mark::CloseBracket | Mark::CloseQuote | Mark::StraightQuote) => self.ended,
            // The mark of a note clings to the sentence that it is of.
            TokenKind::Opaque => self.ended && self.gap == Gap::None && self.text[range.clone()] == *OBJECT,
            _ => false,
        };
        let is_figure = match kind {
            kind if kind.is_figure() => true,
            TokenKind::Code => self.text.as_bytes()[range.start].is_ascii_digit(),
            _ => false,
        };
        if kind == TokenKind::Abbreviation {
            self.tokens.notable.abbreviations.push(index);
        }
        if is_figure {
            self.tokens.notable.figures.push(index);
        }
        if let TokenKind::Mark(mark) = kind {
            if matches!(mark, Mark::Hyphen | Mark::Dash) {
                self.tokens.notable.dashes.push(index);
            }
            if mark.is_final() {
                self.tokens.notable.finals.push(index);
            }
            if mark.is_paired() {
                self.tokens.notable.paired_marks.push(index);
            }
            if mark.is_pause() && (self.gap != Gap::None || mark == Mark::Ellipsis || !self.settles(range.end)) {
                self.tokens.notable.unusual_pauses.push(index);
            }
        }
        self.last = None;
        self.tokens.list.push(Token::new(Span::of(range), self.gap, kind));
        self.gap = Gap::None;
    }

    /// Adds a word.
    #[inline(always)]
    fn push_word(&mut self, range: Range<usize>, letters: Letters) {
        let index = self.begin(letters.is_lower());
        self.ended = false;
        if letters.is_notable() {
            self.note(index, letters);
        }
        if self.last == Some(letters.syllable()) && self.gap != Gap::ParagraphBreak {
            self.tokens.notable.doubled_words.push(index);
        }
        self.last = Some(letters.syllable());
        self.tokens.list.push(Token::of_word(Span::of(range), self.gap, letters));
        self.gap = Gap::None;
    }

    /// Puts a word into the lists that it belongs to.
    fn note(&mut self, index: u32, letters: Letters) {
        let Notable { odd_words, capitals, styled, .. } = &mut self.tokens.notable;
        let lists = [(letters.is_odd(), odd_words), (letters.is_capital(), capitals), (letters.is_styled(), styled)];
        for (_, list) in lists.into_iter().filter(|(belongs, _)| *belongs) {
            list.push(index);
        }
    }

    /// Records whether a sentence or a paragraph begins with the next token, by its gap and by whether it is a word in
    /// lower case. Gives back its index.
    #[inline(always)]
    fn begin(&mut self, lower: bool) -> u32 {
        let index = self.tokens.list.len() as u32;
        // Nearly always it is a word behind a space, in the middle of a sentence.
        if self.gap != Gap::Space || self.ended {
            self.record_starts(index, lower);
        }
        index
    }

    /// Begins a new sentence at a token if the last final mark ends one: with white space behind it (and behind closing
    /// quotes and brackets), unless a word in lower case follows: *“Thế à?” anh hỏi* is one sentence. The dots of
    /// abbreviations are inside their tokens, and the dot of a list number (*1. Mục tiêu*) ends nothing.
    fn record_starts(&mut self, index: u32, lower: bool) {
        if self.gap == Gap::Wide {
            self.tokens.notable.wide_gaps.push(index);
        }
        let paragraph = index == 0 || self.gap == Gap::ParagraphBreak;
        if paragraph {
            self.tokens.paragraphs.push(index);
        }
        if paragraph || self.ended && self.gap != Gap::None && !lower {
            self.tokens.sentences.push(index);
        }
        self.ended &= !paragraph;
    }

    /// Whether a mark that ends at `end` has the usual spacing behind it: a line end, or one space and then no mark.
    fn settles(&self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes[end..] {
            [b'\n' | b'\r', ..] => true,
            [b' ', next, ..] => next.is_ascii_alphanumeric() || (0xC3..=0xC6).contains(&next),
            _ => false,
        }
    }

    /// Whether a dot after the tokens of this paragraph makes a list number: 1. or a. or II.
    fn is_list_number(&self) -> bool {
        let start = self.tokens.paragraphs.last().map_or(0, |start| *start as usize);
        let [only] = self.tokens.list[start..] else { return false };
        match only.kind() {
            TokenKind::Number => true,
            TokenKind::Word(word) => {
                let letters = only.text(self.text);
                letters.chars().count() == 1
                    || word.case == Case::Upper && letters.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            }
            _ => false,
        }
    }

    /// Scans from `at` up to `end`, where an opaque span begins or the text ends.
    fn prose(&mut self, mut at: usize, end: usize) {
        // What looks ahead must not look into the opaque stretch.
        let text = &self.text[..end];
        let bytes = text.as_bytes();
        loop {
            // Nearly all of a text: a word that has been seen, and one space before the next.
            if let Some((stop, letters)) = self.tokens.words.seen(bytes, at) {
                at = self.word(text, at..stop, letters);
                if is_plain_space(bytes, at) {
                    self.gap = Gap::Space;
                    at += 1;
                }
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            let next = match c {
                ' ' | '\t' | '\n' | '\r' => self.blank(text, at),
                '0'..='9' => self.number(text, at),
                'a'..='z' | 'A'..='Z' => self.new_word(text, at),
                _ if c.is_ascii()
                    && code::may_begin(c as u8)
                    && let Some((end, kind)) = code::at(text, at) =>
                {
                    self.push(at..end, kind);
                    end
                }
                '.' => self.dots(text, at),
                '#' | '@' => self.tag(text, at),
                _ if is_letter(c) => self.new_word(text, at),
                _ if c.is_whitespace() => self.blank(text, at),
                _ => self.mark(text, at, c),
            };
            debug_assert!(next > at && next <= end);
            at = next;
        }
    }

    /// Reads white space: inside a line, between lines of a paragraph, or between paragraphs. Gives back its end.
    fn blank(&mut self, text: &str, start: usize) -> usize {
        if start > 0 && is_plain_space(text.as_bytes(), start) {
            self.gap = Gap::Space;
            return start + 1;
        }
        let rest = &text[start..];
        let len = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let end = start + len;
        let run = &text[start..end];
        let mut breaks = 0;
        let mut previous = '\0';
        for c in run.chars() {
            breaks += match c {
                '\n' if previous == '\r' => 0,
                '\n' | '\r' | '\u{85}' | '\u{2028}' => 1,
                '\u{C}' | '\u{2029}' => 2,
                _ => 0,
            };
            previous = c;
        }
        self.gap = match breaks {
            _ if start == 0 => Gap::ParagraphBreak,
            0 if len == 1 => Gap::Space,
            0 => Gap::Wide,
            1 if self.is_wrapped(text, start, end) => Gap::LineBreak,
            _ => Gap::ParagraphBreak,
        };
        end
    }

    /// Whether the line that ends at `start` goes on at `end`: it is long, ends in no final mark, and what follows begins
    /// small.
    fn is_wrapped(&self, text: &str, start: usize, end: usize) -> bool {
        let goes_on = text[end..].chars().next().is_some_and(char::is_lowercase);
        if !goes_on || text[..start].ends_with(['.', '!', '?', '…', ':', ';']) {
            return false;
        }
        // Only the last bytes are looked at: where the line began does not matter.
        let long = start.checked_sub(WRAPPED_LINE).map(|from| &self.text.as_bytes()[from..start]);
        long.is_some_and(|tail| !tail.iter().any(|byte| matches!(byte, b'\n' | b'\r')))
    }

    /// Reads one or several dots; gives back their end.
    fn dots(&mut self, text: &str, start: usize) -> usize {
        let len = text[start..].bytes().take_while(|b| *b == b'.').count();
        match len {
            // After an abbreviation's own dot or an ellipsis character, dots are counted one by one.
            1 | 2 => {
                for at in start..start + len {
                    self.push(at..at + 1, TokenKind::Mark(Mark::Stop));
                }
            }
            3 | 4 => self.push(start..start + len, TokenKind::Mark(Mark::Ellipsis)),
            LEADER.. => self.push(start..start + len, TokenKind::Symbol),
            0 => unreachable!("called at a dot"),
        }
        start + len
    }

    fn tag(&mut self, text: &str, start: usize) -> usize {
        let len = 1 + word_len(&text[start + 1..], |c| c.is_alphanumeric() || c == '_');
        self.push(start..start + len, if len > 1 { TokenKind::Tag } else { TokenKind::Symbol });
        start + len
    }

    fn mark(&mut self, text: &str, start: usize, c: char) -> usize {
        let kind = match c {
            ',' => Mark::Comma,
            ';' => Mark::Semicolon,
            ':' => Mark::Colon,
            '?' => Mark::Question,
            '!' => Mark::Exclamation,
            '…' => Mark::Ellipsis,
            '(' | '[' | '{' => Mark::OpenBracket,
            ')' | ']' | '}' => Mark::CloseBracket,
            '“' | '‘' | '«' | '„' => Mark::OpenQuote,
            '”' | '’' | '»' => Mark::CloseQuote,
            '"' => Mark::StraightQuote,
            '-' | '\u{2010}' | '\u{2011}' => Mark::Hyphen,
            '–' | '—' | '―' => Mark::Dash,
            '/' => Mark::Slash,
            _ => {
                // One grapheme, so that an emoji of several code points is one symbol.
                let len = if c.is_ascii() { 1 } else { text[start..].graphemes(true).next().map_or(1, str::len) };
                self.push(start..start + len, TokenKind::Symbol);
                return start + len;
            }
        };
        self.push(start..start + c.len_utf8(), TokenKind::Mark(kind));
        start + c.len_utf8()
    }

    /// Reads a number with what touches it: a date, a time, a document's number, a unit. Gives back its end.
    fn number(&mut self, text: &str, start: usize) -> usize {
        if let Some((end, kind)) = document_number(text, start) {
            self.push(start..end, kind);
            return end;
        }
        let bytes = text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = start;
        let mut parts = 1;
        let mut separators = [0_u8; 2];
        while digit(end) {
            end += 1;
            if matches!(bytes.get(end), Some(b'.' | b',' | b'/' | b'-' | b':')) && digit(end + 1) {
                if parts <= 2 {
                    separators[parts - 1] = bytes[end];
                }
                parts += 1;
                end += 1;
            }
        }
        let body = &text[start..end];
        let tail = word_len(&text[end..], |c| c.is_alphanumeric() || c == '_');
        let kind = match (parts, separators) {
            _ if tail > 0 => {
                end += tail;
                clinging(body, &text[end - tail..end])
            }
            (2, [b':', _]) | (3, [b':', b':']) => TokenKind::Time,
            (2, [b'/', _]) | (3, [b'/', b'/'] | [b'-', b'-'] | [b'.', b'.']) if is_date(body) => TokenKind::Date,
            _ => TokenKind::Number,
        };
        self.push(start..end, kind);
        end
    }

    /// Reads a run of letters, or what begins with one: an address, an abbreviation, an identifier. Gives back its end.
    fn new_word(&mut self, text: &str, start: usize) -> usize {
        let (end, letters) = self.tokens.words.at(text, start);
        self.word(text, start..end, letters)
    }

    /// As [`Scanner::new_word`], for a run of letters whose facts are known.
    #[inline(always)]
    fn word(&mut self, text: &str, range: Range<usize>, letters: Letters) -> usize {
        // A space or a comma behind it, and nothing that touches it before.
        let end = range.end;
        if self.gap == Gap::None || !matches!(text.as_bytes().get(end), Some(b' ' | b',' | b'\n')) {
            return self.word_or_more(text, range, letters);
        }
        self.push_word(range, letters);
        end
    }

    #[inline(never)]
    fn word_or_more(&mut self, text: &str, range: Range<usize>, mut letters: Letters) -> usize {
        let Range { start, mut end } = range;
        let rest = &text[end..];
        match rest.bytes().next() {
            Some(b'0'..=b'9' | b'_') => {
                end += word_len(rest, |c| c.is_alphanumeric() || c == '_');
                self.push(start..end, TokenKind::Code);
                return end;
            }
            Some(b'.' | b'@' | b':' | b'/' | b'-') => {
                let next = rest.as_bytes().get(1);
                if next.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'/')
                    && text[start..end].is_ascii()
                    && let Some((end, kind)) = web::at(text, start)
                {
                    self.push(start..end, kind);
                    return end;
                }
                // No syllable in small letters is an abbreviation.
                let syllable = letters.syllable().is_some() && letters.is_lower();
                if rest.starts_with('.')
                    && !syllable
                    && let Some(end) = abbreviation_end(text, start, end)
                {
                    self.push(start..end, TokenKind::Abbreviation);
                    return end;
                }
            }
            _ => {}
        }
        if self.is_chained(rest) {
            letters = letters.chained();
        }
        self.push_word(start..end, letters);
        end
    }

    /// Whether a hyphen joins the next token to the word before, or to the word that begins behind the hyphen in
    /// `rest`.
    fn is_chained(&self, rest: &str) -> bool {
        let joined = match self.tokens.list.as_slice() {
            [.., before, dash] => {
                self.gap == Gap::None
                    && dash.mark() == Some(Mark::Hyphen)
                    && dash.gap() == Gap::None
                    && before.is_word()
            }
            _ => false,
        };
        let joins = rest.strip_prefix(['-', '\u{2010}', '\u{2011}']);
        joined || joins.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    }
}

/// Whether one space stands here, and then something visible. Nearly always that is a letter or digit; white space beyond
/// ASCII begins with C2, E1, E2 or E3.
#[inline]
fn is_plain_space(bytes: &[u8], at: usize) -> bool {
    match bytes[at..] {
        [b' ', next, ..] => next.is_ascii_graphic() || (0xC3..=0xC6).contains(&next),
        _ => false,
    }
}

/// The length in bytes of the characters at the start of `text` that pass the test.
fn word_len(text: &str, pass: impl Fn(char) -> bool) -> usize {
    text.find(|c| !pass(c)).unwrap_or(text.len())
}

/// Reads a document's number: digits, then groups of capitals and digits behind slashes and hyphens (30/2020/NĐ-CP,
/// 12-NQ/TW).
fn document_number(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let rest = &text[start..];
    let part = |(_, c): &(usize, char)| c.is_ascii_digit() || c.is_uppercase() || matches!(c, '/' | '-');
    let len = rest.char_indices().take(LONGEST_NUMBER).take_while(part).last().map_or(0, |(at, c)| at + c.len_utf8());
    let number = rest[..len].trim_end_matches(['/', '-']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &number[digits..];
    let letters = tail.chars().filter(|c| c.is_uppercase()).count();
    let clean = !rest[number.len()..].starts_with(char::is_alphanumeric);
    (tail.starts_with(['/', '-']) && letters >= 2 && clean).then_some((start + number.len(), TokenKind::Code))
}

/// The kind of a number with letters behind it: a time (16h30, 9h), an amount (20kg), an identifier (3f2a).
fn clinging(number: &str, letters: &str) -> TokenKind {
    let hours = number.parse::<u32>().is_ok_and(|hours| hours <= 24);
    let minutes = letters.strip_prefix(['h', 'g', 'H']).map(|rest| rest.trim_end_matches(['\'', 'p', 'm']));
    match minutes {
        Some(minutes)
            if hours && (minutes.is_empty() && letters != "g" || minutes.parse::<u32>().is_ok_and(|m| m < 60)) =>
        {
            TokenKind::Time
        }
        _ if letters.chars().all(char::is_alphabetic) => TokenKind::Number,
        _ => TokenKind::Code,
    }
}

/// Whether the numbers of a text are a possible day and month: 28/12, 2-9-1945, but not 3/4/5/6 and not 45/67.
fn is_date(text: &str) -> bool {
    let parts: Option<Vec<u32>> = text.split(['/', '-', '.']).map(|part| part.parse().ok()).collect();
    let Some(parts) = parts else { return false };
    let day_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    match parts[..] {
        [day, month] => day_month(day, month),
        [day, month, year] => {
            day_month(day, month) && (year < 100 || (1000..3000).contains(&year)) || (1000..3000).contains(&day)
        }
        _ => false,
    }
}

/// The end of an abbreviation with dots whose first letters are `start..end`, or `None` if it is a word and a full stop.
fn abbreviation_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let first = &text[start..end];
    // v.v. with its last dot, if it is there and no ellipsis begins with it.
    if first.eq_ignore_ascii_case("v") && matches!(&text.as_bytes()[end..], [b'.', b'v' | b'V', ..]) {
        let letters = end + 2;
        if !text[letters..].starts_with(char::is_alphanumeric) {
            let dot = text[letters..].starts_with('.') && !text[letters..].starts_with("..");
            return Some(letters + usize::from(dot));
        }
    }
    let piece_len = |at: usize| letters_len(&text[at..]);
    let is_short = |piece: &str| {
        let count = piece.chars().count();
        piece.chars().all(char::is_uppercase) && (1..=5).contains(&count) || DOTTED.contains(&piece)
    };
    if !is_short(first) {
        return None;
    }
    let mut reached = end;
    let mut last = first;
    while text[reached..].starts_with('.') {
        let piece = &text[reached + 1..reached + 1 + piece_len(reached + 1)];
        if piece.is_empty() || !is_short(piece) {
            break;
        }
        reached += 1 + piece.len();
        last = piece;
    }
    let single = last.chars().count() == 1;
    let dot = text[reached..].starts_with('.') && !text[reached..].starts_with("..");
    let dots_itself = single || DOTTED.contains(&last);
    match dot && dots_itself {
        // A lone capital before a dot at the end of a paragraph ends a sentence, but no list number does.
        true => Some(reached + 1),
        false => (reached > end).then_some(reached),
    }
}
