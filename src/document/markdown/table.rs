//! Tables that are drawn: Pandoc's and reStructuredText's grids, and columns under rows of dashes. CommonMark takes them for
//! paragraphs; their cells are blocks, and the spaces that align them belong to nobody.

use std::ops::Range;

/// The cells of a table, each as the stretches of its lines; `None` if a paragraph is none. `before` and `behind` are the lines beside it.
pub(super) fn cells(text: &str, paragraph: Range<usize>, before: &str, behind: &str) -> Option<Vec<Vec<Range<usize>>>> {
    let lines: Vec<Range<usize>> = lines(text, paragraph).collect();
    let first = text[lines.first()?.clone()].trim();
    if is_border(first) {
        return Some(grid(text, &lines));
    }
    if columns(before) > 1 || columns(behind) > 1 {
        let parts = lines.into_iter().filter(|line| columns(&text[line.clone()]) == 0);
        return Some(parts.flat_map(|line| apart(text, line)).map(|cell| vec![cell]).collect());
    }
    None
}

/// The lines of a stretch, without their ends.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

/// `+-----+=====+`
fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with("+")
        && line.ends_with(['+', '|'])
        && line[1..].starts_with(['-', '=', ':'])
        && line.bytes().all(|byte| b"+-=:| ".contains(&byte))
}

/// How many rows of dashes a line has that has nothing else.
fn columns(line: &str) -> usize {
    let line = line.trim();
    match !line.is_empty() && line.bytes().all(|byte| byte == b'-' || byte == b' ') {
        true => line.split(' ').filter(|part| !part.is_empty()).count(),
        false => 0,
    }
}

/// What stands apart in a line, with two spaces or more between.
fn apart(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut at = line.start;
    let mut cells = Vec::new();
    for part in text[line].split("  ") {
        let cell = trimmed(text, at..at + part.len());
        at += part.len() + 2;
        if !cell.is_empty() {
            cells.push(cell);
        }
    }
    cells
}

fn grid(text: &str, lines: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    let mut cells = Vec::new();
    let mut row: Vec<Vec<Range<usize>>> = Vec::new();
    for line in lines {
        let written = &text[line.clone()];
        let lead = written.len() - written.trim_start().len();
        if written[lead..].starts_with('+') {
            cells.append(&mut row);
            continue;
        }
        let mut at = line.start + lead;
        let mut column = 0;
        for part in text[at..line.end].split('|') {
            let place = at..at + part.len();
            at += part.len() + 1;
            // Before the first border there is no cell.
            if place.start > line.start + lead {
                if row.len() <= column {
                    row.push(Vec::new());
                }
                let cell = trimmed(text, place);
                if !cell.is_empty() {
                    row[column].push(cell);
                }
                column += 1;
            }
        }
    }
    cells.append(&mut row);
    cells.retain(|cell| !cell.is_empty());
    cells
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let start = range.start + (written.len() - written.trim_start().len());
    start..(range.start + written.trim_end().len()).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, before: &str, behind: &str) -> Option<Vec<Vec<String>>> {
        let cells = cells(text, 0..text.len(), before, behind)?;
        let shown = |cell: Vec<Range<usize>>| cell.into_iter().map(|line| text[line].to_owned()).collect();
        Some(cells.into_iter().map(shown).collect())
    }

    #[test]
    fn a_grid_is_its_cells() {
        let text = "+-----+----+\n| Cột | Ba |\n+=====+====+\n| ô   | hai|\n| dài |    |\n+-----+----+\n";
        assert_eq!(cut(text, "", "").unwrap(), [vec!["Cột"], vec!["Ba"], vec!["ô", "dài"], vec!["hai"]]);
        assert_eq!(cut("+ một\n+ hai", "", ""), None);
    }

    #[test]
    fn columns_under_dashes_are_cells() {
        assert_eq!(cut(" Tên   Số  hai\n", "", "-----  ---").unwrap(), [["Tên"], ["Số"], ["hai"]]);
        assert_eq!(cut("Câu văn", "", "-------"), None);
    }
}
