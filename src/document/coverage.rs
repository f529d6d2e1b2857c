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
        let mut words = Words::default();
        let (mut inside, mut marked) = (false, false);
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1).copied().unwrap_or(0);
            let letter = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => true,
                // What goes on with a character goes on with what that was; combining marks go on with their letter.
                0x80..=0xBF | 0xCC | 0xCD => inside,
                0xC3 => !matches!(next, 0x97 | 0xB7),
                0xC4..=0xDF | 0xE0 | 0xE1 | 0xE3..=0xED => true,
                _ => false,
            };
            marked |= letter
                && match byte {
                    0xE1 => matches!(next, 0xBA | 0xBB),
                    0xC4 => matches!(next, 0x82 | 0x83 | 0x90 | 0x91),
                    0xC6 => matches!(next, 0xA0 | 0xA1 | 0xAF | 0xB0),
                    0xCC => true,
                    _ => false,
                };
            if inside && !letter {
                words.add(marked);
                marked = false;
            }
            inside = letter;
        }
        if inside {
            words.add(marked);
        }
        words
    }

    fn add(&mut self, marked: bool) {
        self.all += 1;
        self.marked += usize::from(marked);
    }

    /// Whether a text with these counts is Vietnamese: in prose more than half of the words have such letters, in code
    /// with Vietnamese strings and comments some.
    fn is_vietnamese(self) -> bool {
        self.marked > 0 && self.marked * 3 >= self.all
    }
}

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
