//! Notebooks of Jupyter (.ipynb, nbformat 4): the cells that are Markdown. Code and what it printed are no prose.

use std::borrow::Cow;
use std::ops::Range;

use super::super::Unreadable;
use super::super::draft::{Draft, Ink};
use super::super::markdown::Markdown;
use super::super::nested::Nested;
use super::super::reader::{Options, Reader};
use super::scan::{self, Fault, Values};

/// A notebook.
pub(in super::super) struct Notebook;

impl Reader for Notebook {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let mut cells = Cells { text, all: Vec::new(), open: Cell::default() };
        super::scan_all(text, &mut cells)?;
        cells.end();
        for cell in cells.all {
            let mut page = Nested::default();
            let mut end: Option<usize> = None;
            for string in cell {
                // A cell is a string for each of its lines; what is between two of them is part of the line break.
                add(text, end.take().unwrap_or(string.start)..string.start, string.clone(), &mut page);
                end = Some(string.end);
            }
            page.show(&Markdown, options, 0, draft)?;
        }
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>> {
        match Markdown.spell(words, ink)? {
            Cow::Borrowed(words) => Some(scan::spell(words)),
            Cow::Owned(words) => Some(Cow::Owned(scan::spell(&words).into_owned())),
        }
    }
}

/// Adds a string to a page; `between` is what the file has between the one before and this one.
fn add(text: &str, between: Range<usize>, string: Range<usize>, page: &mut Nested) {
    page.join(between);
    let mut said = string.start;
    while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[said..string.end]).map(|at| said + at) {
        page.say(text, said..at);
        let (shown, length) = scan::escape(&text[at..string.end]);
        said = (at + length).min(string.end);
        page.spell(at..said, shown.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
    }
    page.say(text, said..string.end);
}

/// The strings of the cells that are Markdown.
struct Cells<'t> {
    text: &'t str,
    all: Vec<Vec<Range<usize>>>,
    open: Cell,
}

/// A cell that is being read. Its kind may come before its text or behind it.
#[derive(Default)]
struct Cell {
    markdown: bool,
    strings: Vec<Range<usize>>,
}

impl Cells<'_> {
    fn end(&mut self) {
        let cell = std::mem::take(&mut self.open);
        if cell.markdown && !cell.strings.is_empty() {
            self.all.push(cell.strings);
        }
    }
}

impl Values for Cells<'_> {
    fn string(&mut self, keys: &[Cow<'_, str>], contents: Range<usize>) -> Result<(), Fault> {
        match keys {
            [cells, kind] if cells == "cells" && kind == "cell_type" => {
                self.open.markdown = &self.text[contents] == "markdown";
            }
            [cells, source] if cells == "cells" && source == "source" => self.open.strings.push(contents),
            _ => {}
        }
        Ok(())
    }

    fn ends(&mut self, keys: &[Cow<'_, str>]) {
        if let [cells] = keys
            && cells == "cells"
        {
            self.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Document, Format, laws};
    use crate::text::Span;
    use proptest::prelude::*;
    use std::sync::Arc;

    const NOTEBOOK: &str = r##"{"cells": [
  {"cell_type": "markdown", "metadata": {"name": "tên"}, "source": ["# Bài \"mở\" đầu\n", "\n", "Cả tổ cùng **nổ\n",
   "lực** với `mã , này`."]},
  {"cell_type": "code", "source": ["x = 'xúc tích'\n"], "outputs": [{"text": ["in ra"]}]},
  {"source": "Một dòng\\\n\nHết.", "cell_type": "markdown"}
 ], "nbformat": 4}"##;

    #[test]
    fn cells_of_markdown_are_read_and_code_is_not() {
        laws::hold(NOTEBOOK.as_bytes(), Format::Notebook);
        let document = Document::open(NOTEBOOK.as_bytes(), Format::Notebook, &Arc::default()).unwrap();
        assert_eq!(document.text(), "Bài \"mở\" đầu\n\nCả tổ cùng nổ lực với `mã , này`.\n\nMột dòng\\\n\nHết.");
    }

    #[test]
    fn a_fix_over_two_lines_keeps_both() {
        let document = Document::open(NOTEBOOK.as_bytes(), Format::Notebook, &Arc::default()).unwrap();
        let at = document.text().find("nổ lực").unwrap();
        let edits = document.edits(Span::of(at..at + "nổ lực".len()), "nỗ lực").unwrap();
        assert_eq!(document.edited(&edits).unwrap().source().text(), NOTEBOOK.replace("nổ", "nỗ"));
    }

    proptest! {
        #[test]
        fn any_notebook_keeps_the_laws(
            lines in prop::collection::vec("([#*_`\"> -]|\\[a\\]\\(b\\)|[a-zđê]{1,4}|\\\\|&amp;|<b>){0,9}", 0..5),
            whole in any::<bool>(),
        ) {
            let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
            let source = if whole { serde_json::json!(lines.concat()) } else { serde_json::json!(lines) };
            let text = serde_json::json!({ "cells": [{ "cell_type": "markdown", "source": source }] }).to_string();
            laws::hold(text.as_bytes(), Format::Notebook);
        }
    }
}
