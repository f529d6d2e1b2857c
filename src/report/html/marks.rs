//! Cuts a text where its marks begin and end. Marks may overlap, and HTML elements may only nest: so each piece between
//! two cuts is put inside all the marks that cover it.

use std::ops::Range;

use crate::linter::Diagnostic;

/// A piece of the decoded text, in bytes, and the indices of the findings that mark it, by their starts. Empty where
/// something is to be inserted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub range: Range<usize>,
    pub inside: Vec<usize>,
}

/// Goes over a text once, line by line, and keeps the open marks.
pub(super) struct Sweep<'a> {
    diagnostics: &'a [Diagnostic],
    begun: usize,
    open: Vec<usize>,
}

impl<'a> Sweep<'a> {
    /// `diagnostics` are in the order of their starts.
    pub fn new(diagnostics: &'a [Diagnostic]) -> Sweep<'a> {
        Sweep { diagnostics, begun: 0, open: Vec::new() }
    }

    /// How many findings have begun.
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// The pieces of the next line, in bytes of the text. A mark at the very end of a line begins in the next one, unless
    /// it is the `last`.
    pub fn line(&mut self, line: Range<usize>, last: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = line.start;
        let limit = if last { line.end + 1 } else { line.end };
        loop {
            let begins = |start: usize| start <= at && start < limit;
            while let Some(next) = self.diagnostics.get(self.begun).filter(|next| begins(next.listed.range().start)) {
                match next.listed.is_empty() {
                    true => {
                        let inside = self.open.iter().copied().chain([self.begun]).collect();
                        pieces.push(Piece { range: at..at, inside });
                    }
                    false => self.open.push(self.begun),
                }
                self.begun += 1;
            }
            if at >= line.end {
                return pieces;
            }
            let ends = self.open.iter().map(|open| self.diagnostics[*open].listed.range().end);
            let start = self.diagnostics.get(self.begun).map(|next| next.listed.range().start);
            let stop = ends.chain(start).chain([line.end]).min().unwrap_or(line.end);
            pieces.push(Piece { range: at..stop, inside: self.open.clone() });
            at = stop;
            self.open.retain(|open| self.diagnostics[*open].listed.range().end > at);
        }
    }
}
