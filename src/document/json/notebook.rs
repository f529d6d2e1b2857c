//! Notebooks of Jupyter (.ipynb, nbformat 4): the cells that are Markdown. Code and what it printed are no prose.

use std::borrow::Cow;
use std::ops::Range;

use super::super::coverage::Reason;
use super::super::draft::Draft;
use super::super::escaping::Escaping;
use super::super::format::{About, Definition, Format, Options, Reader};
use super::super::markdown::Markdown;
use super::super::nested::Nested;
use super::scan::{self, Fault, Values};
use crate::problem::Problem;

/// A notebook.
pub(in super::super) struct Notebook;

/// Escaping of Markdown inside of a JSON string.
static STRING: Escaping = Escaping(|written| Some(scan::spell(written)));

impl Format {
    /// The Markdown of Jupyter's notebooks.
    pub const NOTEBOOK: Format = Format::new(&Definition {
        name: "ipynb",
        ends: &["ipynb"],
        about: About {
            title: ("sổ Jupyter", "Jupyter notebooks"),
            read: ("các ô Markdown", "the cells of Markdown"),
            left_out: ("ô mã và kết quả của chúng", "cells of code and what they print"),
        },
        reader: Some(&Notebook),
        ..Definition::TEXT
    });
}

impl Reader for Notebook {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        draft.escaping_around(&STRING);
        let mut cells = Cells { text, all: Vec::new(), code: Vec::new(), raw: Vec::new(), open: Cell::default() };
        super::scan_all(text, &mut cells)?;
        cells.end();
        for string in cells.code {
            draft.skip_words(&scan::unescaped(&text[string]), Reason::Code);
        }
        for string in cells.raw {
            draft.skip_vietnamese_words(&scan::unescaped(&text[string]), Reason::Markup);
        }
        for cell in cells.all {
            let mut page = Nested::default();
            let mut end: Option<usize> = None;
            for string in cell {
                // A cell is a string for each of its lines; what is between two of them is part of the line break.
                add(text, end.take().unwrap_or(string.start)..string.start, string.clone(), &mut page);
                end = Some(string.end);
            }
            page.show(&Markdown, options, draft)?;
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        Markdown.escaping()
    }
}

/// Adds a string to a page; `between` is the range of the file between the one before and this one.
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
    /// The strings of code cells, and of raw cells.
    code: Vec<Range<usize>>,
    raw: Vec<Range<usize>>,
    open: Cell,
}

/// A cell while it is read. Its type may come before its text or behind it.
#[derive(Default)]
struct Cell {
    kind: String,
    strings: Vec<Range<usize>>,
}

impl Cells<'_> {
    fn end(&mut self) {
        let cell = std::mem::take(&mut self.open);
        match cell.kind.as_str() {
            "markdown" if cell.strings.is_empty() => {}
            "markdown" => self.all.push(cell.strings),
            "code" => self.code.extend(cell.strings),
            _ => self.raw.extend(cell.strings),
        }
    }
}

impl Values for Cells<'_> {
    fn string(&mut self, keys: &[Cow<'_, str>], contents: Range<usize>) -> Result<(), Fault> {
        match keys {
            [cells, kind] if cells == "cells" && kind == "cell_type" => {
                self.text[contents].clone_into(&mut self.open.kind);
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
    use super::super::super::{Document, Format, property_tests};
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
        property_tests::check(NOTEBOOK.as_bytes(), Format::NOTEBOOK);
        let document = Document::open(NOTEBOOK.as_bytes(), Format::NOTEBOOK, &Arc::default()).unwrap();
        assert_eq!(document.text(), "Bài \"mở\" đầu\n\nCả tổ cùng nổ lực với `mã , này`.\n\nMột dòng\\\n\nHết.");
    }

    #[test]
    fn a_fix_over_two_lines_keeps_both() {
        let document = Document::open(NOTEBOOK.as_bytes(), Format::NOTEBOOK, &Arc::default()).unwrap();
        let at = document.text().find("nổ lực").unwrap();
        let edits = document.edits(Span::of(at..at + "nổ lực".len()), "nỗ lực").unwrap();
        assert_eq!(document.edited(&edits).unwrap().source().text(), NOTEBOOK.replace("nổ", "nỗ"));
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| {
            let options = Arc::default();
            Document::open(text.as_bytes(), Format::NOTEBOOK, &options).unwrap().coverage()
        };
        assert_eq!((coverage(NOTEBOOK).code.all, coverage(NOTEBOOK).markup.all), (5, 0));
        assert!(coverage(r#"{"cells": [{"cell_type": "code", "source": "\"Cả tổ n\u1ed5 lực\""}]}"#).is_missed());
        assert!(coverage(r#"{"cells": [{"cell_type": "raw", "source": ["Cả tổ nổ lực"]}]}"#).is_missed());
    }

    #[test]
    fn links_are_cited() {
        let text = r#"{"cells": [{"cell_type": "markdown", "source": ["Xem [trang **này**](a) và\n", "[kia](b)."]}]}"#;
        let document = Document::open(text.as_bytes(), Format::NOTEBOOK, &Arc::default()).unwrap();
        assert_eq!(property_tests::cited(&document), ["trang này", "kia"]);
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
            property_tests::check(text.as_bytes(), Format::NOTEBOOK);
        }
    }
}
