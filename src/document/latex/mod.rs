//! LaTeX: what is set on the page. Commands are markup, what is in their braces is text unless the command is known to be about
//! something else; formulas, references and macros that print something hold their places; accents and `--` are the letters that
//! they set. Quotes are written as TeX writes them.
//!
//! A reader of our own: what is in braces is text or not by the command before them, which no parser of TeX's syntax knows, and those that
//! keep places (the grammar of tree-sitter, the parser inside of `texlab`) are C or no library.

mod arguments;
mod commands;
mod environment;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use crate::problem::Problem;
use commands::{Command, Environment};
use environment::LONGEST_FORMULA;

/// LaTeX.
pub(super) struct Latex;

/// Escaping in text, with quotation marks as TeX writes them.
static TEXT: Escaping = Escaping(|words| {
    // A straight quote sets the wrong sign, or is a command of babel's.
    let other = ["\n", "\r", "\t", "  ", "--", "''", "``", "`", "\"", "\0"];
    // Beside another of its kind a sign at the end would be half of a quote, or of a dash.
    let half = |c: char| matches!(c, '\'' | '-');
    if other.iter().any(|other| words.contains(other)) || words.starts_with(half) || words.ends_with(half) {
        return None;
    }
    if !words.contains(['\\', '{', '}', '%', '&', '_', '#', '$', '~', '^', '“', '”']) {
        return Some(Cow::Borrowed(words));
    }
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '“' => out.push_str("``"),
            '”' => out.push_str("''"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '_' | '#' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    Some(Cow::Owned(out))
});

impl Format {
    /// LaTeX.
    pub const LATEX: Format = Format::new(&Definition {
        name: "latex",
        ends: &["tex", "ltx", "latex"],
        about: About {
            title: ("LaTeX", "LaTeX"),
            read: (
                "văn bản, tiêu đề, chú thích; ngoặc kép viết theo kiểu TeX",
                "text, headings, notes; quotes are TeX's",
            ),
            left_out: (
                "công thức, mã, trích dẫn và lệnh in ra chữ: chúng giữ chỗ của mình, không bị sửa",
                "formulas, code, citations and macros that print something: they hold their places and are not \
                 touched",
            ),
        },
        reader: Some(&Latex),
        ..Definition::TEXT
    });
}

impl Reader for Latex {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let begin = "\\begin{document}";
        let body = text.find(begin).map(|at| at + begin.len());
        let end = text.find("\\end{document}").filter(|end| body.is_none_or(|body| body <= *end)).unwrap_or(text.len());
        let mut page = LatexPage {
            text,
            notes: Vec::new(),
            in_note: false,
            ends: Vec::new(),
            links: Vec::new(),
            seams: Vec::new(),
            unended: false,
            tables: 0,
        };
        // Before the body only what is put into its heading is text.
        if let Some(body) = body {
            for name in ["\\title", "\\subtitle"] {
                let found = text[..body].find(&format!("{name}{{")).map(|at| at + name.len());
                if let Some(argument) = found.and_then(|at| page.argument(at)).filter(|argument| argument.end < body) {
                    page.read(argument, draft);
                    page.block(draft);
                }
            }
        }
        page.read(body.unwrap_or(0)..end, draft);
        page.block(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

/// More arguments than this are a row of groups.
const MOST_ARGUMENTS: usize = 9;

/// Whether an argument sets options: `key=value`.
fn is_keyed(argument: &str) -> bool {
    let key = argument
        .trim_start()
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_./ ".contains(byte))
        .count();
    key > 0 && argument.trim_start()[key..].starts_with('=')
}

/// A text while it is read.
struct LatexPage<'t> {
    text: &'t str,
    /// The notes of the open paragraph.
    notes: Vec<Range<usize>>,
    in_note: bool,
    /// The ends of the open headings.
    ends: Vec<usize>,
    /// The ends of the open links and quotations, and the offsets in the shown text at which they begin.
    links: Vec<(usize, usize)>,
    /// Ranges between two arguments of a command.
    seams: Vec<Range<usize>>,
    /// Whether a skipped passage has no end, so that no later one has.
    unended: bool,
    /// The number of open tables.
    tables: usize,
}

impl LatexPage<'_> {
    fn read(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let bytes = &self.text.as_bytes()[..range.end];
        let mut at = range.start;
        while at < range.end {
            at = match bytes[at] {
                b' ' | b'\t' | b'\n' | b'\r' => self.white(at, range.end, draft),
                b'%' => self.comment(at, range.end, draft),
                b'\\' => self.command(at, range.end, draft),
                b'}' if self.ends.last() == Some(&at) => {
                    self.ends.pop();
                    self.block(draft);
                    at + 1
                }
                b'}' if self.links.last().is_some_and(|(end, _)| *end == at) => {
                    if let Some((_, from)) = self.links.pop() {
                        draft.mark_cited(from);
                    }
                    at + 1
                }
                b'}' if self.seams.last().is_some_and(|seam| seam.start == at) => match self.seams.pop() {
                    Some(seam) if seam.end <= range.end => self.hold(seam, draft),
                    _ => at + 1,
                },
                b'{' | b'}' => at + 1,
                b'$' => self.formula(at, range.end, draft),
                b'&' if self.tables > 0 => {
                    self.block(draft);
                    at + 1
                }
                b'~' => {
                    draft.space(at..at + 1);
                    at + 1
                }
                b'-' | b'`' | b'\'' => self.sign(at, range.end, draft),
                _ => {
                    let special = |byte: &u8| {
                        matches!(
                            byte,
                            b' ' | b'\t'
                                | b'\n'
                                | b'\r'
                                | b'%'
                                | b'\\'
                                | b'{'
                                | b'}'
                                | b'$'
                                | b'&'
                                | b'~'
                                | b'-'
                                | b'`'
                                | b'\''
                        )
                    };
                    // One space between two words is as it is.
                    let mut end = at + 1;
                    while end < range.end {
                        match bytes[end] {
                            b' ' if bytes.get(end + 1).is_some_and(|next| !special(next)) => end += 2,
                            byte if special(&byte) => break,
                            _ => end += 1,
                        }
                    }
                    draft.show(at..end);
                    end
                }
            };
        }
    }

    /// White space: one space, or the end of a paragraph if there is an empty line in it.
    fn white(&mut self, at: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let rest = &self.text[at..end];
        let behind = at + (rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len());
        if self.text[at..behind].matches('\n').count() > 1 {
            self.block(draft);
        } else {
            draft.space(at..behind);
        }
        behind
    }

    /// A comment, with the line break behind it and the indent of the next line.
    fn comment(&mut self, at: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let line = self.text[at..end].find('\n').map_or(end, |length| at + length);
        for comment in super::text::comments(&self.text[at..line]) {
            draft.show_opaque(at + comment.range().start..at + comment.range().end);
        }
        let rest = &self.text[(line + 1).min(end)..end];
        let behind = end - rest.trim_start_matches([' ', '\t']).len();
        // An empty line behind a comment is one all the same.
        if rest.is_empty() { end } else { behind }
    }

    /// Dashes and quotes that are typed as several signs.
    fn sign(&mut self, at: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let rest = &self.text[at..end];
        for (written, shown) in [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘")] {
            if rest.starts_with(written) {
                draft.show_respelled(at..at + written.len(), shown);
                return at + written.len();
            }
        }
        draft.show(at..at + 1);
        at + 1
    }

    fn command(&mut self, at: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let rest = &self.text[at + 1..end];
        // In XeTeX and LuaTeX letters with diacritics are part of a name, too.
        let name = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        if name > 0 {
            return self.word(at, at + 1 + name, end, draft);
        }
        let Some(sign) = rest.chars().next() else { return end };
        let behind = at + 1 + sign.len_utf8();
        match sign {
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => {
                draft.show_respelled(at..behind, &rest[..1]);
            }
            ' ' | ',' | ';' | ':' | '\n' => draft.space(at..behind),
            '\\' => {
                let behind = self.options(behind + usize::from(rest[1..].starts_with('*')), end);
                if self.tables > 0 {
                    self.block(draft);
                } else if !draft.is_at_block() {
                    draft.line(at..behind);
                }
                return behind;
            }
            '(' | '[' => {
                let close = if sign == '(' { "\\)" } else { "\\]" };
                let most = end.min(behind + LONGEST_FORMULA);
                let found = memchr::memmem::find(&self.text.as_bytes()[behind..most], close.as_bytes());
                return match found {
                    Some(length) => self.hold(at..behind + length + 2, draft),
                    None => behind,
                };
            }
            sign => {
                if let Some(mark) = u8::try_from(sign).ok().and_then(commands::accent) {
                    return self.accent(at, behind, end, mark, draft);
                }
            }
        }
        behind
    }

    /// A command with a name, which ends at `behind`.
    fn word(&mut self, at: usize, behind: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let name = &self.text[at + 1..behind];
        let starred = behind + usize::from(self.text[behind..end].starts_with('*'));
        let starred = self.overlay(starred, end);
        match name {
            "begin" => return self.environment(at, behind, end, draft),
            "end" => {
                let argument = self.argument(behind).filter(|argument| argument.end < end);
                let closed = argument.as_ref().map(|argument| commands::environment(&self.text[argument.clone()]));
                if let Some(Environment::Table(_)) = closed {
                    self.tables = self.tables.saturating_sub(1);
                }
                self.block(draft);
                return argument.map_or(behind, |argument| argument.end + 1);
            }
            "verb" => return self.code(at, starred, end, draft),
            "iffalse" if !self.unended => {
                let close = self.end_of_branch(behind, end);
                self.unended = close.is_none();
                return close.unwrap_or(behind);
            }
            "href" | "enquote" | "textquote" => {
                let behind = self.arguments(starred, u8::from(name == "href"), end);
                if let Some(inside) = self.closed(behind, b'{', b'}').filter(|inside| inside.end < end) {
                    self.links.push((inside.end, draft.text().len()));
                }
                return behind;
            }
            _ => {}
        }
        match commands::command(name) {
            Command::Block => {
                self.block(draft);
                let behind = self.options(starred, end);
                match self.argument(behind).filter(|argument| argument.end < end) {
                    Some(argument) => {
                        self.ends.push(argument.end);
                        argument.start
                    }
                    None => behind,
                }
            }
            Command::Break => {
                self.block(draft);
                self.options(starred, end)
            }
            Command::BreakWith(arguments) => {
                self.block(draft);
                self.arguments(starred, arguments, end)
            }
            Command::Code(arguments) => {
                let behind = self.arguments(starred, arguments, end);
                self.code(at, behind, end, draft)
            }
            Command::Note => {
                let behind = self.options(starred, end);
                match self.argument(behind).filter(|argument| argument.end < end) {
                    Some(argument) => {
                        self.notes.push(argument.clone());
                        argument.end + 1
                    }
                    None => behind,
                }
            }
            // A drawing in the line goes to its semicolon, or stands in braces.
            Command::Thing(_) if name == "tikz" && !self.text[self.options(starred, end)..end].starts_with('{') => {
                let most =
                    memchr::memmem::find(&self.text.as_bytes()[behind..end], b"\n\n").map_or(end, |at| behind + at);
                let close = self.text[behind..most].find(';').map_or(behind, |at| behind + at + 1);
                self.hold(at..close, draft)
            }
            Command::Thing(arguments) => {
                let behind = self.arguments(starred, arguments, end);
                if name == "texttt" {
                    draft.skip_code(starred..behind);
                }
                self.hold(at..behind, draft)
            }
            Command::Passed(arguments) => {
                let behind = self.arguments(starred, arguments, end);
                self.pass(starred..behind, draft);
                behind
            }
            Command::Leads(arguments) => self.arguments(starred, arguments, end),
            Command::Sign(" ") => {
                draft.space(at..behind);
                self.swallow(behind, end)
            }
            Command::Sign(shown) => {
                let behind = self.swallow(behind, end);
                draft.show_respelled(at..behind, shown);
                behind
            }
            Command::Accent(mark) => self.accent(at, behind, end, mark, draft),
            Command::Line => {
                if !draft.is_at_block() {
                    draft.line(at..behind);
                }
                self.swallow(behind, end)
            }
            // Spaces behind a name only end it.
            Command::Inline => {
                let behind = self.options(starred, end);
                self.swallow(behind, end)
            }
            Command::Switch => self.swallow(self.options(starred, end), end),
            Command::Length => self.swallow(self.length(starred, end), end),
            Command::Definition => {
                let defined = self.definition(behind, end);
                self.pass(behind..defined, draft);
                defined
            }
            Command::Unknown => self.unknown(at, starred, end, draft),
        }
    }

    /// Counts sentences in an argument that is not shown: the preamble of a page, the body of a macro. A key is one
    /// word.
    fn pass(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.text[range.clone()].contains(char::is_whitespace) {
            draft.skip_vietnamese(range, Reason::Markup);
        }
    }

    /// Handles an unknown command. Without arguments it prints something; its arguments are text, and something opaque
    /// is between two of them.
    fn unknown(&mut self, at: usize, behind: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let open = |at: usize| self.closed(at, b'{', b'}').filter(|argument| argument.end < end);
        let mut behind = self.options(behind, end);
        let mut arguments: Vec<Range<usize>> = Vec::new();
        let mut next = behind;
        while let Some(argument) = open(next).filter(|_| arguments.len() < MOST_ARGUMENTS) {
            next = self.options(argument.end + 1, end);
            // What sets options, and what is empty, is not read.
            if arguments.is_empty() && (argument.is_empty() || is_keyed(&self.text[argument.clone()])) {
                behind = next;
                continue;
            }
            arguments.push(argument);
        }
        let Some(first) = arguments.first().cloned() else { return self.hold(at..behind, draft) };
        let seams = arguments.windows(2).rev().map(|two| two[0].end..two[1].start);
        self.seams.extend(seams);
        first.start
    }

    /// An accent and the letter that it stands on, in braces or not, which may be a command or have an accent itself.
    fn accent(&mut self, at: usize, behind: usize, end: usize, mark: char, draft: &mut Draft<'_>) -> usize {
        let behind = self.swallow(behind, end);
        let Some((mut letter, letter_end)) = self.letter(behind, end, 0) else { return behind };
        letter.push(mark);
        let shown: String = letter.nfc().collect();
        draft.show_respelled(at..letter_end, &shown);
        letter_end
    }

    fn hold(&mut self, range: Range<usize>, draft: &mut Draft<'_>) -> usize {
        draft.show_opaque(range.clone());
        range.end
    }

    /// Ends the paragraph that is open, and shows its notes.
    fn block(&mut self, draft: &mut Draft<'_>) {
        draft.block();
        if self.in_note {
            return;
        }
        self.in_note = true;
        while !self.notes.is_empty() {
            for note in std::mem::take(&mut self.notes) {
                self.read(note, draft);
                draft.block();
            }
        }
        self.in_note = false;
    }
}
