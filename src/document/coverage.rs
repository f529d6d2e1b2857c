//! How many words of a file were checked, and how many were skipped for which reason.
//!
//! A file that is hardly checked gives few findings and looks clean. So a reader tells why it skips text
//! ([`Draft::skip`](super::draft::Draft::skip)), and reports tell how much that is.

use std::ops::{AddAssign, Range};

use serde::{Deserialize, Serialize};

/// Why words of a file are not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They are in another language.
    Language,
    /// They are code.
    Code,
    /// They stand in markup of unknown meaning.
    Markup,
    /// The font or encoding does not tell their letters.
    Undecodable,
}

/// A count of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Runs of letters.
    pub all: usize,
    /// Those with a letter or a diacritic that only Vietnamese has.
    pub marked: usize,
}

impl Words {
    /// Counts the words of a text. Only characters that are no letters divide words here: the count differs from that
    /// of tokens.
    pub(crate) fn of(text: &str) -> Words {
        let mut count = Count::default();
        for [first, second] in text.as_bytes().array_windows() {
            count.step(*first, *second);
        }
        if let Some(last) = text.as_bytes().last() {
            count.step(*last, 0);
        }
        count.words
    }

    /// Whether a text with these counts is Vietnamese: in prose more than half of the words have such letters, in code
    /// with Vietnamese strings and comments some.
    fn is_vietnamese(self) -> bool {
        self.marked > 0 && self.marked * 3 >= self.all
    }
}

/// The words up to a byte of a text.
#[derive(Default)]
struct Count {
    words: Words,
    /// 1 if the last byte was of a letter.
    inside: u8,
    /// 1 if its word has been counted as marked.
    counted: u8,
}

impl Count {
    /// Goes on with a byte, the one behind it given. There is no jump: where a word ends cannot be foretold.
    #[inline(always)]
    fn step(&mut self, first: u8, second: u8) {
        let of_first = FIRST[first as usize];
        let both = of_first & SECOND[second as usize];
        let letter = of_first & BEGINS & !(both >> SIGN_AT) | of_first >> GOES_ON_AT & self.inside;
        let marked = letter & u8::from(both & MARKED != 0);
        self.words.all += usize::from(letter & !self.inside);
        self.words.marked += usize::from(marked & !self.counted);
        (self.inside, self.counted) = (letter, letter & (self.counted | marked));
    }
}

/// Bits of [`FIRST`]: a byte begins a letter, or goes on with whatever stands before it, as the second byte of a
/// character and a combining mark do.
const BEGINS: u8 = 1 << 0;
const GOES_ON_AT: u32 = 7;

/// Bits that a byte has in [`FIRST`] and the one behind it in [`SECOND`]: the two are a sign and no letter (`×`, `÷`), or
/// one of the letters and diacritics that only Vietnamese has, by their first bytes.
const SIGN_AT: u32 = 5;
const MARKED: u8 = E1 | C4 | C6 | CC;
const E1: u8 = 1 << 1;
const C4: u8 = 1 << 2;
const C6: u8 = 1 << 3;
const CC: u8 = 1 << 4;

/// What the first bytes of characters say.
static FIRST: [u8; 256] = {
    let mut facts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        facts[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0xC5 | 0xC7..=0xCB | 0xCE..=0xDF | 0xE0 | 0xE3..=0xED => BEGINS,
            0xC3 => BEGINS | 1 << SIGN_AT,
            0xE1 => BEGINS | E1,
            0xC4 => BEGINS | C4,
            0xC6 => BEGINS | C6,
            0xCC => 1 << GOES_ON_AT | CC,
            0x80..=0xBF | 0xCD => 1 << GOES_ON_AT,
            _ => 0,
        };
        byte += 1;
    }
    facts
};

/// What the bytes behind them say.
static SECOND: [u8; 256] = {
    let mut facts = [CC; 256];
    let mut byte = 0x80;
    while byte < 0xC0 {
        facts[byte] |= match byte as u8 {
            0x97 | 0xB7 => 1 << SIGN_AT,
            0xBA | 0xBB => E1,
            0x82 | 0x83 | 0x90 | 0x91 => C4,
            0xA0 | 0xA1 | 0xAF | 0xB0 => C6,
            _ => 0,
        };
        byte += 1;
    }
    facts
};

impl AddAssign for Words {
    fn add_assign(&mut self, other: Words) {
        self.all += other.all;
        self.marked += other.marked;
    }
}

/// Word counts of a file, by what was done with the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Words that rules check.
    pub read: Words,
    /// Words skipped because they are in another language.
    pub language: Words,
    /// Words skipped because they are code.
    pub code: Words,
    /// Words skipped because the markup around them is of unknown meaning.
    pub markup: Words,
    /// Words skipped because their letters are unknown.
    pub undecodable: Words,
}

impl Coverage {
    /// Adds skipped words.
    pub(crate) fn skip(&mut self, words: Words, why: Reason) {
        *match why {
            Reason::Language => &mut self.language,
            Reason::Code => &mut self.code,
            Reason::Markup => &mut self.markup,
            Reason::Undecodable => &mut self.undecodable,
        } += words;
    }

    /// Adds the words of a text that rules check, without those in `opaque`. A word with U+FFFD in it counts as
    /// undecodable.
    pub(super) fn read(&mut self, text: &str, opaque: impl Iterator<Item = Range<usize>>) {
        let mut at = 0;
        for held in opaque.chain(std::iter::once(text.len()..text.len())) {
            let stretch = &text[at..held.start.max(at)];
            self.read += Words::of(stretch);
            if stretch.contains('\u{FFFD}') {
                let broken = stretch.split_whitespace().filter(|word| word.contains('\u{FFFD}')).count();
                self.undecodable += Words { all: broken, marked: 0 };
            }
            at = held.end.max(at);
        }
    }

    /// All skipped words.
    pub fn skipped(&self) -> Words {
        let mut all = self.language;
        all += self.code;
        all += self.markup;
        all += self.undecodable;
        all
    }

    /// Whether more than a tenth of the words was skipped.
    pub fn is_partial(&self) -> bool {
        let skipped = self.skipped().all;
        skipped * 10 > skipped + self.read.all
    }

    /// Whether the file has words, and none is checked.
    pub fn is_unread(&self) -> bool {
        self.read.all == 0 && self.skipped().all > 0
    }

    /// Whether the file has Vietnamese prose, or undecodable letters, and nothing is checked: it must not pass for a
    /// checked file.
    pub fn is_missed(&self) -> bool {
        self.is_unread() && (self.undecodable.all > 0 || self.skipped().is_vietnamese())
    }
}

impl AddAssign for Coverage {
    fn add_assign(&mut self, other: Coverage) {
        self.read += other.read;
        self.language += other.language;
        self.code += other.code;
        self.markup += other.markup;
        self.undecodable += other.undecodable;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counted(text: &str) -> (usize, usize) {
        let words = Words::of(text);
        (words.all, words.marked)
    }

    #[test]
    fn words_are_runs_of_letters() {
        assert_eq!(counted("Nổ lực, đi-lại 12 “ăn” × a\u{A0}b."), (7, 5));
        assert_eq!(counted("no\u{302}\u{309} l\u{200B}"), (2, 1));
        assert_eq!(counted("𝑥 👩 — … 3,5 × ÷"), (0, 0));
        assert_eq!(counted("été naïve"), (2, 0));
    }

    /// The counts by characters.
    fn plain(text: &str) -> (usize, usize) {
        let is_sign = |c: char| matches!(c, '×' | '÷');
        let is_mark = |c: char| ('\u{300}'..='\u{37F}').contains(&c);
        let is_letter =
            |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='\u{1FFF}' | '\u{3000}'..='\u{D7FF}') && !is_sign(c);
        let marked =
            |c: char| matches!(c, '\u{300}'..='\u{33F}' | 'Ẁ'..='ỿ' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư');
        let words: Vec<&str> = text.split(|c: char| !is_letter(c) && !is_mark(c)).collect();
        let words = words.iter().map(|word| word.trim_start_matches(is_mark)).filter(|word| !word.is_empty());
        (words.clone().count(), words.filter(|word| word.contains(marked)).count())
    }

    proptest! {
        #[test]
        fn words_are_what_they_are_by_characters(text in "([a-zA-ZđĐơƯăấéïǎ×÷ßÿ \u{300}\u{303}\u{340}0-9,.“…—]|\\PC){0,40}") {
            prop_assert_eq!(counted(&text), plain(&text));
        }
    }

    #[test]
    fn what_is_passed_over_is_told_from_what_is_read() {
        let mut coverage = Coverage::default();
        coverage.read("một hai ba bốn ￼ năm", std::iter::once(19..22));
        assert_eq!(coverage.read.all, 5);
        coverage.skip(Words::of("sáu"), Reason::Code);
        assert!(coverage.is_partial() && !coverage.is_unread());
        let mut unread = Coverage::default();
        unread.skip(Words::of("let x = y"), Reason::Code);
        assert!(unread.is_unread() && !unread.is_missed());
        unread.skip(Words::of("cả tổ nỗ lực bổ sung"), Reason::Code);
        assert!(unread.is_missed());
        let mut broken = Coverage::default();
        broken.read("ti\u{FFFD}ng Việt", std::iter::empty());
        assert_eq!(broken.undecodable.all, 1);
    }
}
