//! Recovers command keys from a Vietnamese input method that was left switched on.
//!
//! An editor types Vietnamese all day, and the method does not know that the next keys are commands. It turns `s` after
//! `a` into `á`, by sending a backspace and the letter; `w` alone becomes `ư`. The key that was pressed can be read off
//! the change: the tone, the hat or the horn. Only Telex is supported, by far the most common method.

use unicode_normalization::UnicodeNormalization;

/// The characters that the method has sent since the last word began.
#[derive(Debug, Default)]
pub(super) struct Telex {
    sent: Vec<char>,
    /// Characters removed by backspaces and not yet sent again, the next one last.
    erased: Vec<char>,
}

impl Telex {
    /// The command key behind a character; `None` for a character that the method only sends again.
    pub fn key(&mut self, c: char) -> Option<char> {
        let again = self.erased.pop();
        if !c.is_alphabetic() {
            self.forget();
            return Some(c);
        }
        self.sent.push(c);
        match again {
            None => Some(pressed(None, c)),
            Some(old) if old == c => None,
            // A mark was taken off again; the key that did it follows.
            Some(old) if marks(old).len() > marks(c).len() => None,
            Some(old) => Some(pressed(Some(old), c)),
        }
    }

    /// Handles a backspace: the method removes a letter, to send it again with a diacritic.
    pub fn backspace(&mut self) {
        self.erased.extend(self.sent.pop());
    }

    /// Handles any other key, which ends the word.
    pub fn forget(&mut self) {
        self.sent.clear();
        self.erased.clear();
    }
}

/// The key that makes `c` out of `old`, or out of nothing.
fn pressed(old: Option<char>, c: char) -> char {
    if matches!(c, 'đ' | 'Đ') {
        return if c == 'đ' { 'd' } else { 'D' };
    }
    let had = old.map_or_else(Vec::new, marks);
    let new = marks(c).into_iter().rfind(|mark| !had.contains(mark));
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    match new {
        Some('\u{301}') => 's',
        Some('\u{300}') => 'f',
        Some('\u{309}') => 'r',
        Some('\u{303}') => 'x',
        Some('\u{323}') => 'j',
        Some('\u{31B}' | '\u{306}') => 'w',
        // A hat is made by the letter itself.
        _ => base,
    }
}

/// The diacritics on a letter, the tone last, since it may be typed at any time.
fn marks(c: char) -> Vec<char> {
    let mut marks: Vec<char> = std::iter::once(c).nfd().skip(1).collect();
    marks.sort_by_key(|mark| !matches!(mark, '\u{302}' | '\u{306}' | '\u{31B}'));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is understood when a method sends this; `<` is a backspace.
    fn read(sent: &str) -> String {
        let mut telex = Telex::default();
        let mut read = String::new();
        for c in sent.chars() {
            match c {
                '<' => telex.backspace(),
                c => read.extend(telex.key(c)),
            }
        }
        read
    }

    #[test]
    fn without_a_method_keys_are_what_they_are() {
        assert_eq!(read("asnyAuq?1 "), "asnyAuq?1 ");
    }

    #[test]
    fn what_telex_sends_is_read_back() {
        for (sent, keys) in [
            ("a<á", "as"),
            ("a<âa", "aaa"),
            ("ư", "w"),
            ("u<ư", "uw"),
            ("a<á<ấ", "asa"),
            ("a<á<as", "ass"),
            ("an<<án", "ans"),
            ("i<í", "is"),
            ("A<Á", "As"),
            ("u<ú", "us"),
        ] {
            assert_eq!(read(sent), keys, "{sent}");
        }
    }
}
