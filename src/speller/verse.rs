//! Verse is known by its lines: short, of one measure, and rhyming. What fits nowhere in prose fits there.
//!
//! Two measures are believed on sight, because they have a tone for every other syllable: the couplet of six and eight
//! (*lục bát*), and its long line where it is a text by itself. Other verse is four lines and more of four to eight
//! syllables, of which enough rhyme; a list of headings has the length and not the rhyme.

use std::ops::Range;

use crate::syllable::{Syllable, Tone};
use crate::token::{Gap, Mark, TokenKind, Tokens};

/// The number of syllables of a line.
const SHORT: std::ops::RangeInclusive<usize> = 4..=8;

/// How many lines on either side are looked at, and how many lines a stanza has at least.
const AROUND: usize = 6;
const STANZA: usize = 4;

/// The most tokens of a short line, punctuation included.
const TOKENS: usize = 16;

/// Finds out which lines of a text are verse, when asked.
pub struct Verse<'a> {
    tokens: &'a Tokens,
}

/// The syllables of a short line.
struct Line(Vec<Syllable>);

impl<'a> Verse<'a> {
    /// The verse of these tokens.
    pub fn new(tokens: &'a Tokens) -> Verse<'a> {
        Verse { tokens }
    }

    /// Whether a token stands in a line of verse.
    pub fn contains(&self, token: usize) -> bool {
        let Some(range) = self.range_of(token) else { return false };
        let Some(line) = self.line(range.clone()) else { return false };
        let before = self.lines(range.start, |verse, line: &Range<usize>| verse.range_of(line.start.checked_sub(1)?));
        let after = self.lines(range.end, |verse, line| verse.range_of(line.end));
        if before.is_empty() && after.is_empty() {
            return line.is_long_of_couplet() && self.is_alone(&range);
        }
        if before.first().is_some_and(|before| is_couplet(before, &line))
            || after.first().is_some_and(|after| is_couplet(&line, after))
        {
            return true;
        }
        let all: Vec<Line> = before.into_iter().rev().chain([line]).chain(after).collect();
        is_stanza(&all)
    }

    /// The short lines before or behind, nearest first, up to [`AROUND`].
    fn lines(&self, from: usize, next: impl Fn(&Self, &Range<usize>) -> Option<Range<usize>>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut here = from..from;
        while lines.len() < AROUND {
            let Some(range) = next(self, &here) else { break };
            let Some(line) = self.line(range.clone()) else { break };
            lines.push(line);
            here = range;
        }
        lines
    }

    /// The token range of the line that a token stands in; `None` if it is longer than [`TOKENS`].
    fn range_of(&self, token: usize) -> Option<Range<usize>> {
        let list = self.tokens.list();
        list.get(token)?;
        let mut start = token;
        while start > 0 && !self.begins(start) {
            start -= 1;
            if token - start > TOKENS {
                return None;
            }
        }
        let mut end = token + 1;
        while end < list.len() && !self.begins(end) {
            end += 1;
            if end - start > TOKENS {
                return None;
            }
        }
        Some(start..end)
    }

    /// Whether a line begins with a token: behind a line end, or behind a slash with spaces on both sides, which
    /// separates lines of verse in running text.
    fn begins(&self, token: usize) -> bool {
        let list = self.tokens.list();
        let broken = matches!(list[token].gap(), Gap::LineBreak | Gap::ParagraphBreak);
        let spaced = list[token].gap().is_space();
        let stroke = token >= 2 && list[token - 1].mark() == Some(Mark::Slash) && list[token - 1].gap().is_space();
        broken || spaced && stroke
    }

    /// The syllables of a line, if their number is that of a line of verse and all its words are syllables.
    fn line(&self, range: Range<usize>) -> Option<Line> {
        let mut syllables = Vec::with_capacity(*SHORT.end());
        for token in &self.tokens.list()[range] {
            match token.kind() {
                // A slip, or a word of no dictionary, has its place in the measure.
                TokenKind::Word(word) => syllables.push(word.syllable?),
                TokenKind::Mark(_) => {}
                _ => return None,
            }
        }
        SHORT.contains(&syllables.len()).then_some(Line(syllables))
    }

    /// Whether a line is a whole paragraph.
    fn is_alone(&self, range: &Range<usize>) -> bool {
        let paragraph = self.tokens.paragraph(self.tokens.paragraph_of(range.start));
        paragraph.is_some_and(|paragraph| paragraph.start == range.start && paragraph.end == range.end)
    }
}

impl Line {
    fn level(&self, at: usize) -> bool {
        self.0.get(at - 1).is_some_and(|syllable| is_level(*syllable))
    }

    /// The long line of *lục bát*: level, sharp, level, level at every other syllable, and the last two level tones of
    /// different pitch.
    fn is_long_of_couplet(&self) -> bool {
        let pitch = |at: usize| self.0.get(at).map(|syllable| syllable.tone());
        self.0.len() == 8 && self.level(2) && !self.level(4) && self.level(6) && self.level(8) && pitch(5) != pitch(7)
    }

    fn rhymes(&self, at: usize, other: &Line, with: usize) -> bool {
        match (self.0.get(at - 1), other.0.get(with - 1)) {
            (Some(one), Some(other)) => rhyme(*one, *other),
            _ => false,
        }
    }

    fn ends_like(&self, other: &Line) -> bool {
        self.rhymes(self.0.len(), other, other.0.len())
    }
}

fn is_level(syllable: Syllable) -> bool {
    matches!(syllable.tone(), Tone::Ngang | Tone::Huyen)
}

/// Six and eight, the sixth of both rhyming and level; or eight and six of the next couplet.
fn is_couplet(one: &Line, other: &Line) -> bool {
    match (one.0.len(), other.0.len()) {
        (6, 8) => one.level(6) && one.rhymes(6, other, 6),
        (8, 6) => one.level(8) && one.rhymes(8, other, 6),
        _ => false,
    }
}

/// Four lines and more of one measure of which one in four rhymes with one near it, or of several of which half do.
fn is_stanza(lines: &[Line]) -> bool {
    let rhyming = (0..lines.len()).filter(|at| {
        let near = lines.iter().enumerate().filter(|(other, _)| other != at && other.abs_diff(*at) <= 3);
        near.into_iter().any(|(_, other)| lines[*at].ends_like(other))
    });
    let rhyming = rhyming.count();
    let even = lines.iter().all(|line| line.0.len() == lines[0].0.len() && line.0.len() > 4);
    lines.len() >= STANZA && (even && rhyming * 3 >= lines.len() || rhyming * 2 >= lines.len())
}

/// Whether two different syllables rhyme in verse: the same coda, and vowels of one kind.
fn rhyme(one: Syllable, other: Syllable) -> bool {
    let coda = |syllable: Syllable| match syllable.coda() {
        "y" => "i",
        "u" => "o",
        coda => coda,
    };
    one != other && is_level(one) == is_level(other) && coda(one) == coda(other) && vowel(one) & vowel(other) != 0
}

/// The rhyme class of a vowel, a bit for each: open, front, back, middle. *Dâu* rhymes with *đau*, *lân* with *cơn*.
fn vowel(syllable: Syllable) -> u8 {
    match syllable.nucleus() {
        "a" | "ă" => 1,
        "â" => 1 | 8,
        "i" | "y" | "ê" | "e" | "iê" | "yê" | "ia" | "ya" => 2,
        "o" | "ô" | "u" | "uô" | "ua" => 4,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_verse(text: &str) -> bool {
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        (0..tokens.list().len()).any(|token| Verse::new(&tokens).contains(token))
    }

    #[test]
    fn verse_is_known_by_measure_and_rhyme() {
        for text in [
            "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.",
            "Trải qua một cuộc bể dâu, / Những điều trông thấy mà đau đớn lòng.",
            "Trải qua một cuộc bể dâu,\nNhững điều trông thấy mà đau đớn lòng.\nLạ gì bỉ sắc tư phong,",
            "Ao thu lạnh lẽo nước trong veo,\nMột chiếc thuyền câu bé tẻo teo.\nSóng biếc theo làn hơi gợn tí,\nLá vàng trước gió sẽ đưa vèo.",
            "Kiều càng sắc sảo mặn mà,\n\nSo bề tài sắc lại là phần hơn.",
            "Những điều trông thấy mà đau đớn lòng.",
        ] {
            assert!(in_verse(text), "{text}");
        }
    }

    #[test]
    fn lists_and_prose_are_no_verse() {
        for text in [
            "Quản lý nhà nước về đất đai\nHợp tác quốc tế về biển\nKiểm tra giám sát công trình\nTổ chức bộ máy cơ quan",
            "Lưu tệp vào thư mục\nMở cửa sổ mới\nXóa mọi mục đã chọn\nĐóng chương trình",
            "Hôm nay trời đẹp. Những điều trông thấy mà đau đớn lòng. Chúng tôi đi về.",
            "Tôi đi học.",
            "",
        ] {
            assert!(!in_verse(text), "{text}");
        }
    }
}
