//! Strings of programs for people: catalogues of translations in JSON, YAML and XLIFF. What a program puts in is held, tags are
//! markup, and a string that is none for people is known by its letters.

use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::placeholder;

/// How strings are written in a format: the length of an escape at a backslash, and the character that it stands for, if any.
pub(super) type Escape = fn(&str) -> (Option<char>, usize);

/// Shows a string in which nothing has to be a message: `escape` reads what begins with a backslash, if the format has that.
pub(super) fn show(text: &str, range: Range<usize>, escape: Option<Escape>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    let mut at = said;
    let special = |byte: &u8| placeholder::may_begin(*byte) || matches!(byte, b'\\' | b'&');
    while let Some(found) = text.as_bytes()[at..range.end].iter().position(special).map(|found| at + found) {
        let rest = &text[found..range.end];
        match escape.filter(|_| rest.starts_with('\\')) {
            Some(escape) => {
                let (shown, length) = escape(rest);
                draft.say(said..found);
                said = found + length.min(rest.len());
                at = said;
                match shown {
                    Some(c) => draft.spell(found..said, c.encode_utf8(&mut [0; 4])),
                    None => draft.hold(found..said),
                }
            }
            None => match placeholder::show(text, &range, found, said, "", draft) {
                Some(end) => (said, at) = (end, end),
                None => at = found + 1,
            },
        }
    }
    draft.say(said..range.end);
}

/// Counts the words of a string that is not shown: it is in another language, or code. A key and an address are no words.
pub(super) fn skip(string: &str, draft: &mut Draft<'_>) {
    match looks(string) {
        Looks::Code if string.trim().contains(char::is_whitespace) => draft.skip_words(string, Reason::Code),
        Looks::Code => {}
        Looks::Plain | Looks::Vietnamese => draft.skip_words(string, Reason::Language),
    }
}

/// What the letters of a string say of it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Looks {
    /// It has letters that of languages in files of this kind only Vietnamese has.
    Vietnamese,
    /// It may be for people: words with spaces between, in ASCII letters.
    Plain,
    /// A key, an address, a pattern, code.
    Code,
}

/// What a string looks like.
pub(super) fn looks(string: &str) -> Looks {
    let address = string.contains("://") || string.starts_with(['/', '#', '.', '@', '$']) && !string.contains(' ');
    let marked = string.chars().any(|c| crate::text::is_latin(c) && !c.is_ascii() && c.is_alphabetic());
    if address {
        return Looks::Code;
    }
    if marked {
        return Looks::Vietnamese;
    }
    let is_word = |word: &&str| word.chars().all(is_of_words) && word.chars().any(char::is_alphabetic);
    let words = string.split_whitespace().filter(is_word).count();
    let all = string.split_whitespace().count();
    let code = string.contains(['=', '\\', '^', '|', '_', ';', '*', '`', '/']);
    if words >= 2 && words * 4 >= all * 3 && !code { Looks::Plain } else { Looks::Code }
}

fn is_of_words(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '.' | ',' | '!' | '?' | ':' | '\'' | '"' | '(' | ')' | '-')
}

/// Of a file's strings those that are for people: all with letters of ours, and, where those are in the majority, plain ones, too.
#[derive(Default)]
pub(super) struct StringTally {
    vietnamese: usize,
    plain: usize,
}

impl StringTally {
    /// Notes a string.
    pub fn note(&mut self, string: &str) {
        match looks(string) {
            Looks::Vietnamese => self.vietnamese += 1,
            Looks::Plain => self.plain += 1,
            Looks::Code => {}
        }
    }

    /// Whether a string among those that were noted is for people.
    pub fn is_prose(&self, string: &str) -> bool {
        match looks(string) {
            Looks::Vietnamese => true,
            Looks::Plain => self.vietnamese > self.plain,
            Looks::Code => false,
        }
    }
}
