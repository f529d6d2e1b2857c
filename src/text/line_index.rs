//! Lines and columns: they are computed here and nowhere else.
//!
//! A consumer counts in one of three units: bytes (the compiler-like), code points (people, `path:line:column`) or
//! UTF-16 units (editors). *tiếng Việt* is 10 code points and 14 bytes composed, 14 code points decomposed.

use std::ops::Range;

use super::units::Unit;

/// A line and a column in a text. All numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Line; lines end at LF, CR LF or a lone CR.
    pub line: u32,
    /// Column in code points.
    pub column: u32,
    /// Column in UTF-16 code units.
    pub utf16: u32,
    /// Column in bytes of UTF-8, whatever the encoding of the file is.
    pub byte: u32,
}

/// The starts of the lines of a text, and the last position asked for.
///
/// Findings are asked for in ascending order, so columns are counted onwards from the last answer: a file that is one
/// line of 100 MB costs one pass, not one pass a finding.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
    last: (u32, Position),
}

impl<'t> LineIndex<'t> {
    /// Reads the whole text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The line of CR LF ends behind the LF.
            if !bytes[at..].starts_with(b"\r\n") {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { text, starts, last: (0, Position { line: 1, column: 1, utf16: 1, byte: 1 }) }
    }

    /// The position of a byte offset into the decoded text. An offset inside a character, or past the end, is taken
    /// back to the last boundary before it.
    pub fn position(&mut self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let offset = offset as u32;
        let line = self.starts.partition_point(|start| *start <= offset) as u32;
        let start = self.starts[line as usize - 1];
        let (from, mut at) = if self.last.1.line == line && self.last.0 <= offset {
            self.last
        } else {
            (start, Position { line, column: 1, utf16: 1, byte: 1 })
        };
        for c in self.text[from as usize..offset as usize].chars() {
            at.column += 1;
            at.utf16 += c.len_utf16() as u32;
        }
        at.byte += offset - from;
        self.last = (offset, at);
        at
    }

    /// The byte offset of a line and a column, both counted from 1, the column in a unit. A column inside a character is taken back
    /// to its start, one past the end of the line to that end; `None` past the last line.
    pub fn offset(&self, line: u32, column: u32, unit: Unit) -> Option<u32> {
        let text = self.line(line)?;
        let mut left = column.saturating_sub(1);
        let mut at = self.starts[line as usize - 1];
        for c in text.chars() {
            let len = match unit {
                Unit::Byte => c.len_utf8(),
                Unit::Char => 1,
                Unit::Utf16 => c.len_utf16(),
            };
            let Some(rest) = left.checked_sub(len as u32) else { break };
            (left, at) = (rest, at + c.len_utf8() as u32);
        }
        Some(at)
    }

    /// The lines in order, in bytes, each with its line end. The last one is empty if the text ends with a line end.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.starts.iter().skip(1).map(|start| *start as usize).chain([self.text.len()]);
        self.starts.iter().zip(ends).map(|(start, end)| *start as usize..end)
    }

    /// The text of a line, counted from 1, without its line end; `None` past the last line.
    pub fn line(&self, line: u32) -> Option<&'t str> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| *next as usize);
        Some(self.text[start..end].trim_end_matches(['\n', '\r']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (u32, u32, u32, u32) {
        let p = LineIndex::new(text).position(offset as u32);
        (p.line, p.column, p.utf16, p.byte)
    }

    #[test]
    fn each_unit_is_its_own() {
        let composed = "tiếng Việt 😀.";
        assert_eq!(at(composed, composed.find('V').unwrap()), (1, 7, 7, 9));
        assert_eq!(at(composed, composed.find('.').unwrap()), (1, 13, 14, 20));
        let decomposed = "tie\u{302}\u{301}ng Vie\u{302}\u{323}t";
        assert_eq!(at(decomposed, decomposed.find('V').unwrap()), (1, 9, 9, 11));
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let text = "một\r\nhai\rba\nbốn";
        assert_eq!(at(text, text.find("hai").unwrap()).0, 2);
        assert_eq!(at(text, text.find("ba").unwrap()).0, 3);
        assert_eq!(at(text, text.find("bốn").unwrap()), (4, 1, 1, 1));
        let lines: Vec<_> = LineIndex::new(text).lines().map(|line| &text[line]).collect();
        assert_eq!(lines, ["một\r\n", "hai\r", "ba\n", "bốn"]);
        assert_eq!(LineIndex::new("một\n").lines().last(), Some(6..6));
        assert_eq!(LineIndex::new(text).line(1), Some("một"));
        assert_eq!(LineIndex::new(text).line(5), None);
    }

    #[test]
    fn a_position_leads_back_to_its_offset_in_every_unit() {
        let text = "tiếng Việt 😀.\r\nhai\rba \n\nbốn";
        let mut index = LineIndex::new(text);
        for (offset, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
            let Position { line, column, utf16, byte } = index.position(offset as u32);
            for (unit, column) in [(Unit::Char, column), (Unit::Utf16, utf16), (Unit::Byte, byte)] {
                assert_eq!(index.offset(line, column, unit), Some(offset as u32), "{c} {unit:?}");
            }
        }
        assert_eq!(
            index.offset(1, 13, Unit::Utf16),
            index.offset(1, 12, Unit::Char),
            "inside a character is before it"
        );
        assert_eq!(
            index.offset(2, 99, Unit::Char),
            Some(text.find("\rba").unwrap() as u32),
            "behind the end is the end"
        );
        assert_eq!((index.offset(5, 1, Unit::Char).is_some(), index.offset(6, 1, Unit::Char)), (true, None));
    }

    #[test]
    fn asking_backwards_gives_the_same_answers() {
        let text = "một hai\nba bốn năm";
        let mut index = LineIndex::new(text);
        let forward: Vec<_> = text.char_indices().map(|(o, _)| index.position(o as u32)).collect();
        let mut backward: Vec<_> = text.char_indices().rev().map(|(o, _)| index.position(o as u32)).collect();
        backward.reverse();
        assert_eq!(forward, backward);
    }
}
