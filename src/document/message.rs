//! Strings of programs for people: catalogues of translations in JSON, YAML and XLIFF. What a program puts in is held, tags are
//! markup, and a string that is none for people is known by its letters.

use std::ops::Range;

use super::draft::Draft;
use super::html::entity;
use super::po::{placeholder, tag};

/// How strings are written in a format: the length of an escape at a backslash, and the character that it stands for, if any.
pub(super) type Escape = fn(&str) -> (Option<char>, usize);

/// Shows a string in which nothing has to be a message: `escape` reads what begins with a backslash, if the format has that.
pub(super) fn show(text: &str, range: Range<usize>, escape: Option<Escape>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    let mut at = said;
    // How many messages of ICU are open inside of others.
    let mut open = 0_usize;
    let special = |byte: &u8| matches!(byte, b'\\' | b'%' | b'{' | b'}' | b'$' | b'<' | b'&');
    while let Some(found) = text.as_bytes()[at..range.end].iter().position(special).map(|found| at + found) {
        let rest = &text[found..range.end];
        let mut upto = |length: usize| {
            draft.say(said..found);
            said = found + length;
            at = said;
            found..said
        };
        match rest.as_bytes()[0] {
            b'\\' if let Some(escape) = escape => {
                let (shown, length) = escape(rest);
                let range = upto(length.min(rest.len()));
                match shown {
                    Some(c) => draft.spell(range, c.encode_utf8(&mut [0; 4])),
                    None => draft.hold(range),
                }
            }
            b'{' if let Some(length) = choice(rest) => {
                let range = upto(length);
                draft.hold(range);
                open += 1;
            }
            b'}' if open > 0 => {
                let (length, ends) = next_choice(rest);
                let range = upto(length);
                draft.hold(range);
                open -= usize::from(ends);
            }
            b'%' | b'{' | b'$' if let Some(length) = braces(rest).or_else(|| placeholder(rest)) => {
                let range = upto(length);
                draft.hold(range);
            }
            b'<' if let Some(length) = tag(rest) => {
                let range = upto(length);
                if text[range.clone()].to_ascii_lowercase().starts_with("<br") {
                    draft.stand(range, "\n");
                }
            }
            b'&' if let Some((_, length)) = entity::reference(rest) => {
                let range = upto(length);
                draft.hold(range);
            }
            _ => at = found + 1,
        }
    }
    draft.say(said..range.end);
}

/// The length of what opens a choice of ICU and its first message: `{count, plural, offset:1 one {`.
fn choice(text: &str) -> Option<usize> {
    const LONGEST: usize = 200;
    let head = &text[..text.floor_char_boundary(text.len().min(LONGEST))];
    let end = head[1..].find(['{', '}']).map(|at| at + 1).filter(|at| head.as_bytes()[*at] == b'{')?;
    let mut parts = head[1..end].splitn(3, ',').map(str::trim);
    let (name, kind, selector) = (parts.next()?, parts.next()?, parts.next()?);
    let is_choice = matches!(kind, "plural" | "select" | "selectordinal");
    (is_choice && is_key(name) && !selector.is_empty() && selector.len() < 60).then_some(end + 1)
}

/// The length of what stands between two messages of a choice, `} other {`, or ends it, `}}`; and whether it ends it.
fn next_choice(text: &str) -> (usize, bool) {
    let behind = text[1..].trim_start();
    let at = text.len() - behind.len();
    if behind.starts_with('}') {
        return (at + 1, true);
    }
    let selector = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '=' && c != '_').unwrap_or(behind.len());
    let rest = behind[selector..].trim_start();
    match rest.starts_with('{') {
        true if selector > 0 => (text.len() - rest.len() + 1, false),
        _ => (1, true),
    }
}

fn is_key(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// The length of `{{ name }}`, of `{when, date, short}`, of `%{name}` and of `$t(key)`.
fn braces(text: &str) -> Option<usize> {
    const LONGEST: usize = 120;
    let within = &text.as_bytes()[..text.len().min(LONGEST)];
    for (open, close) in [("{{", "}}"), ("%{", "}"), ("$t(", ")")] {
        if text.starts_with(open) {
            return memchr::memmem::find(within, close.as_bytes()).map(|at| at + close.len());
        }
    }
    let end = text.starts_with('{').then(|| memchr::memchr(b'}', within)).flatten()?;
    let (name, kind) = text[1..end].split_once(',')?;
    let known = ["number", "date", "time", "spellout", "ordinal", "duration"];
    let kind = kind.trim().split(',').next().unwrap_or_default().trim();
    (is_key(name.trim()) && known.contains(&kind)).then_some(end + 1)
}

/// What the letters of a string say of it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Looks {
    /// It has letters that only Vietnamese has in such company.
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
pub(super) struct Company {
    vietnamese: usize,
    plain: usize,
}

impl Company {
    /// Notes a string.
    pub fn note(&mut self, string: &str) {
        match looks(string) {
            Looks::Vietnamese => self.vietnamese += 1,
            Looks::Plain => self.plain += 1,
            Looks::Code => {}
        }
    }

    /// Whether a string in this company is for people.
    pub fn is_prose(&self, string: &str) -> bool {
        match looks(string) {
            Looks::Vietnamese => true,
            Looks::Plain => self.vietnamese > self.plain,
            Looks::Code => false,
        }
    }
}
