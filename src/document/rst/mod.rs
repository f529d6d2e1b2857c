//! reStructuredText (docutils, Sphinx): paragraphs, titles, lists, tables and notes. Directives are known by their names: what stands
//! in one is prose, or it is code; interpreted text that is a key holds its place.
//!
//! A reader of our own, because `rst_parser` builds the tree of docutils, in which text has no place.

mod inline;
mod table;

use std::borrow::Cow;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::lines::{self, Line};
use crate::problem::Problem;
use inline::inline;
use table::{is_grid_border, simple_border};

/// reStructuredText.
pub(super) struct Rst;

/// Directives in which there is code, or an address, or nothing that the author wrote.
const CODE: [&str; 31] = [
    "literalinclude",
    "parsed-literal",
    "highlight",
    "math",
    "raw",
    "include",
    "image",
    "toctree",
    "contents",
    "csv-table",
    "graphviz",
    "digraph",
    "graph",
    "uml",
    "plantuml",
    "mermaid",
    "tikz",
    "doctest",
    "testcode",
    "testoutput",
    "testsetup",
    "testcleanup",
    "productionlist",
    "meta",
    "index",
    "plot",
    "ipython",
    "prompt",
    "unicode",
    "date",
    "bibliography",
];

/// Those of them in which people read something else than code: tables, pages in another markup, titles of pages.
const MARKUP: [&str; 6] = ["csv-table", "raw", "toctree", "meta", "include", "index"];

/// Directives whose first line is text: of others it is a name or an address.
const TITLED: [&str; 22] = [
    "note",
    "warning",
    "tip",
    "hint",
    "important",
    "caution",
    "danger",
    "error",
    "attention",
    "admonition",
    "seealso",
    "todo",
    "topic",
    "sidebar",
    "rubric",
    "table",
    "list-table",
    "centered",
    "title",
    "epigraph",
    "replace",
    "parsed",
];

/// Directives whose first line begins with a number of a version.
const VERSIONS: [&str; 4] = ["versionadded", "versionchanged", "versionremoved", "deprecated"];

/// Escaping in a paragraph.
static TEXT: Escaping = Escaping(|words| {
    if words.contains(['\n', '\r', '\0']) || words.ends_with('_') || words.contains("::") {
        return None;
    }
    let is_mark = |c: char| matches!(c, '*' | '`' | '|' | '\\');
    if !words.contains(is_mark) {
        return Some(Cow::Borrowed(words));
    }
    let mut out = String::with_capacity(words.len() + 4);
    for c in words.chars() {
        if is_mark(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Some(Cow::Owned(out))
});

impl Format {
    /// reStructuredText.
    pub const RST: Format = Format::new(&Definition {
        name: "rst",
        ends: &["rst", "rest"],
        about: About {
            title: ("reStructuredText", "reStructuredText"),
            read: ("văn bản, tiêu đề, bảng, các chỉ thị như `note`", "text, titles, tables, directives such as `note`"),
            left_out: ("mã, khóa, đích liên kết", "code, keys, targets of links"),
        },
        reader: Some(&Rst),
        ..Definition::TEXT
    });
}

impl Reader for Rst {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut page = RstPage { text, lines: lines::lines(text), at: 0, inside: Vec::new() };
        page.read(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

struct RstPage<'t> {
    text: &'t str,
    lines: Vec<Line>,
    at: usize,
    /// Columns at which the cells of the open simple table begin.
    inside: Vec<usize>,
}

impl<'t> RstPage<'t> {
    fn of(&self, line: usize) -> &'t str {
        &self.text[self.lines[line].text.clone()]
    }

    fn read(&mut self, draft: &mut Draft<'_>) {
        while self.at < self.lines.len() {
            let line = self.lines[self.at].clone();
            let text = self.of(self.at);
            if line.is_empty() {
                draft.block();
                self.at += 1;
            } else if let Some(columns) = simple_border(text) {
                let closes = !self.inside.is_empty() && !self.next_is_row();
                self.inside = if closes { Vec::new() } else { columns };
                draft.block();
                self.at += 1;
            } else if !self.inside.is_empty() {
                self.row(&line, draft);
                self.at += 1;
            } else if is_grid_border(text) {
                draft.block();
                self.at += 1;
            } else if text.starts_with('|') && text.ends_with('|') && text.len() > 1 && self.is_in_grid() {
                self.grid(draft);
            } else if is_adornment(text) {
                draft.block();
                self.at += 1;
            } else if text == ".." || text.starts_with(".. ") {
                self.explicit(draft);
            } else if text.starts_with(">>> ") {
                while self.at < self.lines.len() && !self.lines[self.at].is_empty() {
                    self.at += 1;
                }
                draft.skip(line.text.start..self.passed(), Reason::Code);
            } else {
                self.paragraph(draft);
            }
        }
    }

    /// Skips empty lines and lines with a deeper indent.
    fn skip_deeper(&mut self, indent: usize) {
        while self.lines.get(self.at).is_some_and(|line| line.is_empty() || line.indent > indent) {
            self.at += 1;
        }
    }

    /// The offset at which the last line read ends.
    fn passed(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |last| self.lines[last].text.end)
    }

    /// `.. note:: …`, `.. _target: …`, `.. [1] …`, `.. |name| replace:: …`, or a comment.
    fn explicit(&mut self, draft: &mut Draft<'_>) {
        let line = self.lines[self.at].clone();
        let text = self.text[line.text.clone()].trim_start_matches("..").trim_start();
        let start = line.text.end - text.len();
        draft.block();
        self.at += 1;
        if text.starts_with("_") {
            return self.skip_deeper(line.indent);
        }
        if let Some(close) = text.starts_with('[').then(|| text.find("] ")).flatten() {
            return self.paragraph_from(start + close + 2, line.indent + 1..usize::MAX, draft);
        }
        let named = match text.strip_prefix('|') {
            Some(rest) => rest.find("| ").map_or("", |end| rest[end + 2..].trim_start()),
            None => text,
        };
        let Some(colons) = named.find("::").filter(|at| is_name(&named[..*at])) else {
            self.skip_deeper(line.indent);
            return lines::comments(self.text, start..self.passed().max(line.text.end), draft);
        };
        let name = &named[..colons];
        // `code`, `code-block`, `sourcecode`, `code-tab`, `testcode`
        if CODE.contains(&name) || name.starts_with("code") || name.ends_with("code") {
            self.skip_deeper(line.indent);
            let inside = line.text.end..self.passed().max(line.text.end);
            match name {
                _ if MARKUP.contains(&name) => draft.skip_vietnamese(inside, Reason::Markup),
                _ => draft.skip(inside, Reason::Code),
            }
            return;
        }
        let argument = named[colons + 2..].trim_start();
        let argument = line.text.end - argument.len()..line.text.end;
        if VERSIONS.contains(&name) {
            let version = self.text[argument.clone()].find(' ').map_or(argument.len(), |at| at + 1);
            self.paragraph_from(argument.start + version, line.indent + 1..usize::MAX, draft);
        } else if TITLED.contains(&name) {
            self.paragraph_from(argument.start, line.indent + 1..usize::MAX, draft);
        } else if self.text[argument.clone()].contains(' ') {
            draft.skip_vietnamese(argument, Reason::Markup);
        }
        // Options.
        while let Some(next) = self.lines.get(self.at).filter(|next| next.indent > line.indent) {
            let Some(name) = field(&self.text[next.text.clone()]) else { break };
            draft.skip_vietnamese(next.text.start + name..next.text.end, Reason::Markup);
            self.at += 1;
        }
    }

    /// The paragraph that begins in the line that is read.
    fn paragraph(&mut self, draft: &mut Draft<'_>) {
        let line = self.lines[self.at].clone();
        let start = line.text.start + marks(self.of(self.at));
        // What is set in below a line of text says what that means.
        let marked = start > line.text.start;
        let indents = if marked { line.indent + 1..usize::MAX } else { line.indent..line.indent + 1 };
        self.at += 1;
        self.paragraph_from(start, indents, draft);
    }

    /// The paragraph that begins at a place of the line before, and goes on in lines that are all set in to one of `indents`.
    fn paragraph_from(&mut self, start: usize, indents: Range<usize>, draft: &mut Draft<'_>) {
        let first = self.at - 1;
        let indent = self.lines.get(self.at).map_or(0, |next| next.indent);
        while let Some(next) = self.lines.get(self.at) {
            let text = &self.text[next.text.clone()];
            let goes_on = !next.is_empty()
                && indents.contains(&next.indent)
                && next.indent == indent
                && !is_adornment(text)
                && marks(text) == 0
                && !text.starts_with(".. ")
                && simple_border(text).is_none();
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        let mut end = self.lines[self.at - 1].text.end;
        let literal = self.text[start.min(end)..end].ends_with("::");
        if literal {
            end -= if self.text[..end - 2].ends_with(char::is_whitespace) || end - 2 <= start { 2 } else { 1 };
            end = start.max(start + self.text[start..end].trim_end().len());
        }
        if start < end {
            let start = end - self.text[start..end].trim_start().len();
            draft.block();
            inline(self.text, start..end, draft);
            draft.block();
        }
        // What a double colon announces is code.
        if literal {
            let indent = self.lines[first].indent;
            let next = self.lines[self.at..].iter().find(|line| !line.is_empty());
            if next.is_some_and(|next| next.indent > indent) {
                let start = self.passed();
                self.skip_deeper(indent);
                draft.skip(start..self.passed().max(start), Reason::Code);
            }
        }
    }
}

/// Names of directives and roles.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:+.".contains(&byte))
}

/// The line over or under a title, or between two parts.
fn is_adornment(text: &str) -> bool {
    let first = text.as_bytes()[0];
    text.len() >= 3 && first.is_ascii_punctuation() && text.bytes().all(|byte| byte == first)
}

/// The length of `:name:` at the start of a line, with the space behind it.
fn field(text: &str) -> Option<usize> {
    let end = text.strip_prefix(':')?.find(':')? + 1;
    let name = &text[1..end];
    let behind = &text[end + 1..];
    let is_field = !name.is_empty() && !name.contains('`') && (behind.is_empty() || behind.starts_with(' '));
    is_field.then(|| end + 1 + (behind.len() - behind.trim_start().len()))
}

/// The length of the marks of a list, a field, a line of verse at the start of a line.
fn marks(text: &str) -> usize {
    if let Some(length) = field(text) {
        return length;
    }
    let first = text.split(' ').next().unwrap_or_default();
    let item = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let enumerated = first.len() > item.len()
        && first.ends_with(['.', ')'])
        && (item == "#"
            || item.len() <= 3 && item.bytes().all(|byte| byte.is_ascii_digit()) && !item.is_empty()
            || item.len() == 1 && item.bytes().all(|byte| byte.is_ascii_lowercase()));
    let bullet = matches!(first, "-" | "*" | "+" | "•" | "‣" | "|");
    if (bullet || enumerated) && text.len() > first.len() {
        return first.len() + (text[first.len()..].len() - text[first.len()..].trim_start().len());
    }
    0
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::RST);
        Document::open(text.as_bytes(), Format::RST, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn titles_paragraphs_and_lists() {
        let text = "Mở đầu\n======\n\nMột dòng\ncòn nữa, *nghiêng* và **đ**\\ ậm.\n\n- mục một\n  còn nữa\n- mục hai\n\n1. số\n\nThuật ngữ\n    Nghĩa của nó.\n\n:Tác giả: Lan\n";
        assert_eq!(
            shown(text),
            "Mở đầu\n\nMột dòng còn nữa, nghiêng và đậm.\n\nmục một còn nữa\n\nmục hai\n\nsố\n\nThuật ngữ\n\nNghĩa của nó.\n\nLan"
        );
    }

    #[test]
    fn directives_are_prose_or_code() {
        let text = ".. note:: Nhớ kỹ\n   điều này.\n\n.. code-block:: c\n   :linenos:\n\n   for (;;) { a , b; }\n\n   x\n\n.. image:: a , b.png\n.. figure:: a.png\n   :alt: x\n\n   Chú thích ảnh.\n.. _đích: http://a/b , c\n.. [1] Ghi chú.\n.. class:: Tên(a , b)\n\n   Nói về lớp.\n\n   .. versionadded:: 3.2\n      Có từ đây.\n\n.. Không ai đọc <!-- morat: tắt -->\n\nVí dụ::\n\n    mã , này\n\nHết.\n";
        assert_eq!(
            shown(text),
            "Nhớ kỹ điều này.\n\nChú thích ảnh.\n\nGhi chú.\n\nNói về lớp.\n\nCó từ đây.\n\n<!-- morat: tắt -->\n\nVí dụ:\n\nHết."
        );
    }

    #[test]
    fn keys_and_code_in_a_line_hold_their_places() {
        let text =
            ":ref:`khóa , này`, :ref:`chữ này <khóa>` và ``a , b``, `liên kết <http://a/b , c>`_ [1]_, |tên|, Python_.";
        assert_eq!(shown(text), ":ref:`khóa , này`, chữ này và ``a , b``, liên kết \u{FFFC}, |tên|, Python.");
    }

    #[test]
    fn code_is_counted_and_a_table_out_of_shape_is_read_by_lines() {
        let text =
            "===== ====\nTên   Ý\n===== ====\nkích hoạt máy\nđó    đây\n===== ====\n\nGọi::\n\n  hàm một hai ba\n";
        assert_eq!(shown(text), "Tên\n\nÝ\n\nkích hoạt máy\n\nđó\n\nđây\n\nGọi:");
        let document = Document::open(text.as_bytes(), Format::RST, &Arc::default()).unwrap();
        assert_eq!(document.coverage().code.all, 4);
        assert_eq!(shown("Ép kiểu (nút *) rồi *nghiêng*, hết"), "Ép kiểu (nút *) rồi nghiêng, hết");
    }

    #[test]
    fn tables_are_read_cell_by_cell() {
        let simple = "=====  =====\nA      B C\n=====  =====\nnổ     lực\n=====  =====\n\nsau";
        assert_eq!(shown(simple), "A\n\nB C\n\nnổ\n\nlực\n\nsau");
        let grid = "+----+----+\n| nổ | a  |\n| lực| b  |\n+----+----+\n";
        assert_eq!(shown(grid), "nổ lực\n\na b");
    }

    #[test]
    fn long_lines_of_marks_are_read_quickly() {
        property_tests::quick(
            Format::RST,
            &[
                ("a ` ", 50_000),
                ("*a ", 50_000),
                ("|a ", 50_000),
                ("[a", 50_000),
                ("a\n", 50_000),
                (".. x::\n ", 20_000),
                (":a:`b", 30_000),
                ("| a |\n", 20_000),
            ],
        );
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| Document::open(text.as_bytes(), Format::RST, &Arc::default()).unwrap().coverage();
        let text = "Một ``nổ lực`` ``a b``::\n\n    bốn năm\n\n.. code-block:: c\n\n   sáu\n\n.. csv-table::\n\n   bảy, tám\n\n.. bỏ đi\n";
        let some = coverage(text);
        assert_eq!((some.read.all, some.code.all, some.markup.all), (1, 5, 2));
        assert!(coverage("::\n\n   Cả tổ nổ lực.\n").is_missed());
    }

    #[test]
    fn links_are_cited() {
        let text = "Xem `trang này <http://a.vn>`_, :ref:`mục kia <b>` và :strong:`đậm`, *nghiêng*.";
        let document = Document::open(text.as_bytes(), Format::RST, &Arc::default()).unwrap();
        assert_eq!(property_tests::cited(&document), ["trang này", "mục kia"]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_the_laws(
            text in "(\n|\n\n|   |\\.\\. |note::|code::|`|``|:ref:|\\*|\\*\\*|\\||\\+--\\+|== ==|====|\\[1\\]_|_|\\\\|::|- |[a-zđêô ,.]{1,5}){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::RST);
        }
    }
}
