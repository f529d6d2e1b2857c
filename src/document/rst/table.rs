//! Tables of reStructuredText: columns under a border, and grids.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::lines::Line;
use super::RstPage;
use super::inline::inline;

impl RstPage<'_> {
    /// A row of a simple table: what stands in each column.
    pub(super) fn row(&self, line: &Line, draft: &mut Draft<'_>) {
        let begin = self.text[..line.text.start].rfind('\n').map_or(0, |at| at + 1);
        let whole = &self.text[begin..line.text.end];
        let place = |column: usize| whole.char_indices().nth(column).map_or(line.text.end, |(at, _)| begin + at);
        // Text over the seam of two columns: the table is out of shape, and its line is read as one.
        let is_seam = |column: &usize| *column == 0 || whole.chars().nth(*column - 1).is_none_or(char::is_whitespace);
        if !self.inside.iter().all(is_seam) {
            return self.cell(line.text.clone(), draft);
        }
        for (index, column) in self.inside.iter().enumerate() {
            let end = self.inside.get(index + 1).map_or(line.text.end, |next| place(*next));
            self.cell(place(*column)..end, draft);
        }
    }

    fn cell(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        let cell = self.text[range.clone()].trim();
        let start = cell.as_ptr() as usize - self.text.as_ptr() as usize;
        draft.block();
        if !cell.is_empty() {
            inline(self.text, start..start + cell.len(), draft);
        }
        draft.block();
    }

    pub(super) fn next_is_row(&self) -> bool {
        self.lines.get(self.at + 1).is_some_and(|next| !next.is_empty())
    }

    pub(super) fn is_in_grid(&self) -> bool {
        self.at > 0 && {
            let before = self.of(self.at - 1);
            is_grid_border(before) || before.starts_with('|')
        }
    }

    /// The rows between two borders of a grid table: a cell goes over all of them.
    pub(super) fn grid(&mut self, draft: &mut Draft<'_>) {
        let first = self.at;
        let is_row = |text: &str| text.starts_with('|') && text.ends_with('|');
        while self.at < self.lines.len() && is_row(self.of(self.at)) {
            self.at += 1;
        }
        let split = |line: usize| -> Vec<Range<usize>> {
            let range = self.lines[line].text.clone();
            let bars: Vec<usize> =
                self.text[range.clone()].match_indices('|').map(|(at, _)| range.start + at).collect();
            bars.windows(2).map(|two| two[0] + 1..two[1]).collect()
        };
        let rows: Vec<Vec<Range<usize>>> = (first..self.at).map(split).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..columns {
            draft.block();
            let mut before: Option<usize> = None;
            for cell in rows.iter().filter_map(|row| row.get(column)) {
                let words = self.text[cell.clone()].trim();
                if words.is_empty() {
                    before = None;
                    draft.block();
                    continue;
                }
                let start = words.as_ptr() as usize - self.text.as_ptr() as usize;
                if let Some(before) = before {
                    draft.show_respelled(before..before + 1, " ");
                }
                inline(self.text, start..start + words.len(), draft);
                before = Some(start + words.len());
            }
        }
        draft.block();
    }
}

/// The columns of the border of a simple table.
pub(super) fn simple_border(text: &str) -> Option<Vec<usize>> {
    let of = |sign: char| text.chars().all(|c| c == sign || c == ' ') && text.contains(&format!("{sign} "));
    if !of('=') && !of('-') || text.len() < 3 {
        return None;
    }
    let mut columns = Vec::new();
    let mut before = ' ';
    for (column, c) in text.chars().enumerate() {
        if c != ' ' && before == ' ' {
            columns.push(column);
        }
        before = c;
    }
    Some(columns)
}

pub(super) fn is_grid_border(text: &str) -> bool {
    text.len() > 3 && text.starts_with('+') && text.ends_with('+') && text.chars().all(|c| matches!(c, '+' | '-' | '='))
}
