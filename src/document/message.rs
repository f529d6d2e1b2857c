//! Strings of programs for people, in translation catalogues in JSON, YAML and XLIFF. Placeholders are opaque, tags are
//! markup, and a string that is not for people is recognised by its letters.

use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::placeholder;

/// Reads an escape at a backslash: the character that it stands for, if any, and its length.
pub(super) type Escape = fn(&str) -> (Option<char>, usize);

/// Shows a string that need not be a message of ICU; `escape` reads escapes, if the format has them.
pub(super) fn show(text: &str, range: Range<usize>, escape: Option<Escape>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    let mut at = said;
    let special = |byte: &u8| placeholder::may_begin(*byte) || matches!(byte, b'\\' | b'&');
    while let Some(found) = text.as_bytes()[at..range.end].iter().position(special).map(|found| at + found) {
        let rest = &text[found..range.end];
        match escape.filter(|_| rest.starts_with('\\')) {
            Some(escape) => {
                let (shown, length) = escape(rest);
                draft.show(said..found);
                said = found + length.min(rest.len());
                at = said;
                match shown {
                    Some(c) => draft.show_respelled(found..said, c.encode_utf8(&mut [0; 4])),
                    None => draft.show_opaque(found..said),
                }
            }
            None => match placeholder::show(text, &range, found, said, "", draft) {
                Some(end) => (said, at) = (end, end),
                None => at = found + 1,
            },
        }
    }
    draft.show(said..range.end);
}

/// Counts the words of a string that is not shown: it is in another language, or code. A key and an address are no words.
pub(super) fn skip(string: &str, draft: &mut Draft<'_>) {
    match looks(string) {
        StringKind::Code if string.trim().contains(char::is_whitespace) => draft.skip_words(string, Reason::Code),
        StringKind::Code => {}
        StringKind::Plain | StringKind::Vietnamese => draft.skip_words(string, Reason::Language),
    }
}

/// The kind of a string, by its letters.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum StringKind {
    /// It has letters that among the languages of such files only Vietnamese has.
    Vietnamese,
    /// It may be for people: words in ASCII letters with spaces between.
    Plain,
    /// A key, an address, a pattern, code.
    Code,
}

/// The kind of a string.
pub(super) fn looks(string: &str) -> StringKind {
    let address = string.contains("://") || string.starts_with(['/', '#', '.', '@', '$']) && !string.contains(' ');
    let marked = string.chars().any(|c| crate::text::is_latin(c) && !c.is_ascii() && c.is_alphabetic());
    if address {
        return StringKind::Code;
    }
    if marked {
        return StringKind::Vietnamese;
    }
    let is_word = |word: &&str| word.chars().all(is_of_words) && word.chars().any(char::is_alphabetic);
    let words = string.split_whitespace().filter(is_word).count();
    let all = string.split_whitespace().count();
    let code = string.contains(['=', '\\', '^', '|', '_', ';', '*', '`', '/']);
    if words >= 2 && words * 4 >= all * 3 && !code { StringKind::Plain } else { StringKind::Code }
}

fn is_of_words(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '.' | ',' | '!' | '?' | ':' | '\'' | '"' | '(' | ')' | '-')
}

/// Decides which strings of a file are for people: all with Vietnamese letters and, if these are the majority, plain
/// ones, too.
#[derive(Default)]
pub(super) struct StringTally {
    vietnamese: usize,
    plain: usize,
}

impl StringTally {
    /// Counts a string.
    pub fn note(&mut self, string: &str) {
        match looks(string) {
            StringKind::Vietnamese => self.vietnamese += 1,
            StringKind::Plain => self.plain += 1,
            StringKind::Code => {}
        }
    }

    /// Whether a string is for people, given all that were counted.
    pub fn is_prose(&self, string: &str) -> bool {
        match looks(string) {
            StringKind::Vietnamese => true,
            StringKind::Plain => self.vietnamese > self.plain,
            StringKind::Code => false,
        }
    }
}
