//! Formulas, code, and what stands between `\begin` and `\end`.

use super::super::coverage::Reason;
use super::super::draft::Draft;
use super::LatexPage;
use super::commands::{self, Environment};

/// The longest formula in a line, in bytes.
pub(super) const LONGEST_FORMULA: usize = 4 << 10;

impl LatexPage<'_> {
    /// `$…$`, `$$…$$`; a dollar that nothing closes is one.
    pub(super) fn formula(&mut self, at: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let marks = if self.text[at..end].starts_with("$$") { "$$" } else { "$" };
        let start = at + marks.len();
        let most = &self.text.as_bytes()[start..end.min(start + LONGEST_FORMULA)];
        let close = memchr::memmem::find_iter(most, marks).find(|at| *at > 0 && most[at - 1] != b'\\');
        let paragraph = memchr::memmem::find(most, b"\n\n").unwrap_or(most.len());
        match close.filter(|close| *close < paragraph) {
            Some(close) => self.hold(at..start + close + marks.len(), draft),
            None => {
                draft.show(at..at + 1);
                at + 1
            }
        }
    }

    /// Code between two of the same sign, or in braces, which begins at `start`.
    pub(super) fn code(&mut self, at: usize, start: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        if let Some(inside) = self.closed(start, b'{', b'}').filter(|inside| inside.end < end) {
            draft.skip_code(inside.clone());
            return self.hold(at..inside.end + 1, draft);
        }
        let Some(mark) = self.text[start..end].chars().next() else { return end };
        let from = start + mark.len_utf8();
        let close = self.text[from..end].find([mark, '\n']).map_or(end, |length| from + length);
        let behind = close + self.text[close..end].chars().next().filter(|c| *c == mark).map_or(0, char::len_utf8);
        draft.skip_code(from..close);
        self.hold(at..behind, draft)
    }

    pub(super) fn environment(&mut self, at: usize, behind: usize, end: usize, draft: &mut Draft<'_>) -> usize {
        let Some(argument) = self.argument(behind).filter(|argument| argument.end < end) else { return behind };
        let name = &self.text[argument.clone()];
        let behind = argument.end + 1;
        // Where what is in it ends, and where the command that closes it does.
        let close = || {
            let close = format!("\\end{{{name}}}");
            let found = memchr::memmem::find(&self.text.as_bytes()[behind..end], close.as_bytes());
            found.map_or((end, end), |found| (behind + found, behind + found + close.len()))
        };
        let behind = self.overlay(behind, end);
        match commands::environment(name.trim_end_matches('*')) {
            Environment::Verbatim => {
                let (inside, close) = close();
                self.block(draft);
                // What is commented out is on no page.
                if name != "comment" {
                    draft.skip(self.options(behind, inside)..inside, Reason::Code);
                }
                close
            }
            Environment::Thing => {
                let (inside, close) = close();
                draft.skip_code(behind.min(inside)..inside);
                self.hold(at..close, draft)
            }
            Environment::Table(arguments) => {
                self.tables += 1;
                self.block(draft);
                self.arguments(behind, arguments + u8::from(name == "tabular*"), end)
            }
            Environment::Titled => {
                self.block(draft);
                let behind = self.overlay(self.options(self.overlay(behind, end), end), end);
                match self.closed(behind, b'{', b'}').filter(|title| title.end < end) {
                    Some(title) => {
                        self.ends.push(title.end);
                        title.start
                    }
                    None => behind,
                }
            }
            Environment::Blocks(arguments) => {
                self.block(draft);
                self.arguments(behind, arguments, end)
            }
        }
    }
}
