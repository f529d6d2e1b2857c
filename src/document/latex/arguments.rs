//! Arguments of LaTeX commands.

use std::ops::Range;

use super::LatexPage;
use super::commands::{self, Command};

/// The longest argument, in bytes: what is not closed by then is not an argument.
const LONGEST_ARGUMENT: usize = 16 << 10;

/// What stands between the name of a command and its definition, in bytes at most.
const LONGEST_NAME: usize = 200;

/// How many accents may stand on one another.
const DEEPEST_ACCENT: usize = 8;

impl LatexPage<'_> {
    /// The offset behind an overlay specification of beamer: `<2->`.
    pub(super) fn overlay(&self, at: usize, end: usize) -> usize {
        let Some(inside) = self.text[at..end].strip_prefix('<') else { return at };
        let length =
            inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-,.|@:()".contains(byte)).count();
        let says_when = inside[..length].contains(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '@' | ':'));
        if says_when && inside[length..].starts_with('>') { at + length + 2 } else { at }
    }

    /// The offset behind a length: `-1.5em`.
    pub(super) fn length(&self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let spaces = rest.len() - rest.trim_start_matches([' ', '=']).len();
        let number = rest[spaces..].bytes().take_while(|byte| byte.is_ascii_digit() || b"+-.,".contains(byte)).count();
        let unit = rest[spaces + number..].bytes().take(2).take_while(u8::is_ascii_lowercase).count();
        if number > 0 { at + spaces + number + unit } else { at }
    }

    /// The offset behind a definition: name, parameters and braces; of `\let`, behind the other name.
    pub(super) fn definition(&self, at: usize, end: usize) -> usize {
        let name = |at: usize| self.control(at, end).unwrap_or(at);
        let named = name(at + (self.text[at..end].len() - self.text[at..end].trim_start_matches(' ').len()));
        let equals = named + usize::from(self.text[named..end].starts_with('='));
        let other = name(equals);
        if other > equals {
            return other;
        }
        let most = &self.text.as_bytes()[named..end.min(named + LONGEST_NAME)];
        let open = most.iter().position(|byte| matches!(byte, b'{' | b'\n')).map(|length| named + length);
        let body = open.and_then(|open| self.closed(open, b'{', b'}')).filter(|body| body.end < end);
        body.map_or(named, |body| body.end + 1)
    }

    /// The offset behind a branch of a condition that is never taken, its `\fi` or `\else` included; inner conditions
    /// are skipped.
    pub(super) fn end_of_branch(&self, at: usize, end: usize) -> Option<usize> {
        let mut at = at;
        let mut depth = 0_usize;
        loop {
            at += memchr::memchr(b'\\', &self.text.as_bytes()[at..end])?;
            let Some(behind) = self.control(at, end) else {
                at = end.min(at + 2);
                continue;
            };
            match &self.text[at + 1..behind] {
                "fi" | "else" if depth == 0 => return Some(behind),
                "fi" => depth -= 1,
                name if name.starts_with("if") && name != "iff" => depth += 1,
                _ => {}
            }
            at = behind;
        }
    }

    /// The offset behind the name of the command at `at`.
    pub(super) fn control(&self, at: usize, end: usize) -> Option<usize> {
        let name = self.text[at..end].strip_prefix('\\')?;
        let length = name.len() - name.trim_start_matches(|c: char| c.is_alphabetic() || c == '@').len();
        (length > 0).then_some(at + 1 + length)
    }

    /// The letter at `at` with its accents, and the offset behind it.
    pub(super) fn letter(&self, at: usize, end: usize, depth: usize) -> Option<(String, usize)> {
        let rest = self.text.get(at..end).filter(|_| depth < DEEPEST_ACCENT)?;
        if rest.starts_with('{') {
            let (letter, behind) = self.letter(at + 1, end, depth + 1)?;
            return self.text[behind..end].starts_with('}').then_some((letter, behind + 1));
        }
        let Some(command) = rest.strip_prefix('\\') else {
            let letter = rest.chars().next().filter(|c| c.is_alphabetic())?;
            return Some((letter.to_string(), at + letter.len_utf8()));
        };
        let name = command.len() - command.trim_start_matches(char::is_alphabetic).len();
        let (mark, behind) = match name {
            0 => (commands::accent(*command.as_bytes().first()?)?, at + 2),
            _ => match commands::command(&command[..name]) {
                Command::Sign(letter) if letter.starts_with(char::is_alphabetic) => {
                    let behind = at + 1 + name;
                    // In braces the space before the closing one is the letter's.
                    return Some((letter.to_owned(), self.swallow(behind, end)));
                }
                Command::Accent(mark) => (mark, self.swallow(at + 1 + name, end)),
                _ => return None,
            },
        };
        let (mut letter, behind) = self.letter(behind, end, depth + 1)?;
        letter.push(mark);
        Some((letter, behind))
    }

    /// The range between the braces that open at `at`; `None` if none do, or if nothing closes them.
    pub(super) fn argument(&self, at: usize) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let at = at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t')).count();
        self.closed(at, b'{', b'}')
    }

    pub(super) fn closed(&self, at: usize, open: u8, close: u8) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        if bytes.get(at) != Some(&open) {
            return None;
        }
        let mut depth = 0_usize;
        let mut escaped = false;
        for (offset, byte) in bytes[at..].iter().enumerate().take(LONGEST_ARGUMENT) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                byte if *byte == open => depth += 1,
                byte if *byte == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at + 1..at + offset);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The offset behind options in brackets.
    pub(super) fn options(&self, at: usize, end: usize) -> usize {
        self.closed(at, b'[', b']').map_or(at, |inside| inside.end + 1).min(end)
    }

    /// The offset behind options and `count` arguments.
    pub(super) fn arguments(&self, at: usize, count: u8, end: usize) -> usize {
        let mut behind = self.options(at, end);
        for _ in 0..count {
            match self.argument(behind).filter(|argument| argument.end < end) {
                Some(argument) => behind = self.options(argument.end + 1, end),
                // `\newcommand\ten{…}`
                None => match self.control(behind, end) {
                    Some(name) => behind = self.options(name, end),
                    None => break,
                },
            }
        }
        behind
    }

    /// The offset behind the white space that ends the name of a command, or behind `{}`.
    pub(super) fn swallow(&self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        if rest.starts_with("{}") {
            return at + 2;
        }
        at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }
}
