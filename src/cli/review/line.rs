//! A line editor for the words that a proofreader types in the place of a finding.

use unicode_segmentation::UnicodeSegmentation;

use super::key::Key;

/// A text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    text: String,
    /// Byte offset, between two letters.
    cursor: usize,
}

impl Line {
    /// A line with `text` and the cursor at its end.
    pub fn new(text: &str) -> Line {
        Line { text: text.to_owned(), cursor: text.len() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before and after the cursor.
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Handles a key; keys without an editing function do nothing.
    pub fn press(&mut self, key: &Key) {
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Paste(text) => self.insert(text),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.after(),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            Key::Backspace => {
                let from = self.before();
                self.text.replace_range(from..self.cursor, "");
                self.cursor = from;
            }
            Key::Delete => {
                let to = self.after();
                self.text.replace_range(self.cursor..to, "");
            }
            Key::Clear => *self = Line::default(),
            _ => {}
        }
    }

    /// Inserts text without line breaks and control characters, which would end up in the file unseen.
    fn insert(&mut self, text: &str) {
        let text: String = text.chars().filter_map(plain).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        // A mark that was typed by itself joins the letter before it, or even the one after.
        let ends = self.text.grapheme_indices(true).map(|(at, letter)| at + letter.len());
        self.cursor = ends.into_iter().find(|end| *end >= self.cursor).unwrap_or(0);
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }
}

/// The character itself; a space for a line break; `None` for an invisible one.
fn plain(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => Some(c).filter(|c| !c.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_where_the_cursor_is() {
        let mut line = Line::new("kiẻm");
        for key in [Key::Left, Key::Backspace, Key::Char('ể'), Key::End, Key::Char('!')] {
            line.press(&key);
        }
        assert_eq!(line.text(), "kiểm!");
        line.press(&Key::Home);
        line.press(&Key::Delete);
        assert_eq!(line.parts(), ("", "iểm!"));
        line.press(&Key::Clear);
        line.press(&Key::Backspace);
        line.press(&Key::Paste("hai\r\ndòng\u{1b}".into()));
        assert_eq!(line.text(), "hai  dòng");
    }

    #[test]
    fn a_decomposed_letter_is_one_letter() {
        let mut line = Line::new("e\u{302}\u{309}m");
        line.press(&Key::Left);
        line.press(&Key::Backspace);
        assert_eq!(line.text(), "m");
        line.press(&Key::Char('o'));
        line.press(&Key::Char('\u{302}'));
        assert_eq!(line.parts(), ("o\u{302}", "m"));
    }
}
