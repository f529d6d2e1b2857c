//! AsciiDoc: paragraphs, titles, lists, tables and notes. What stands between marks of listings is code; macros and attributes hold
//! their places.
//!
//! A reader of our own, because there is no crate for AsciiDoc that tells where the letters of its text stand.

mod blocks;
mod inline;

use std::borrow::Cow;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::lines::{self, Line};
use crate::problem::Problem;
use blocks::{attributes, block_macro, definition, is_attribute, is_frame, is_heading, is_table, marks, verbatim};

/// AsciiDoc.
pub(super) struct AsciiDoc;

/// Labels at the start of a paragraph that make it a warning or a note.
const LABELS: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];

/// Styles of blocks that are code.
const CODE: [&str; 9] =
    ["source", "listing", "literal", "stem", "latexmath", "asciimath", "plantuml", "mermaid", "graphviz"];

/// Escaping in a paragraph.
static TEXT: Escaping = Escaping(|words| {
    let mark = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\0' | '*' | '_' | '`' | '#' | '+' | '{' | '}' | '[' | ']' | '|' | '<' | '\\' | '^' | '~'
        )
    };
    (!words.contains(mark) && !words.contains("::") && !words.contains("((")).then_some(Cow::Borrowed(words))
});

impl Format {
    /// AsciiDoc.
    pub const ASCIIDOC: Format = Format::new(&Definition {
        name: "asciidoc",
        ends: &["adoc", "asciidoc", "asc"],
        about: About {
            title: ("AsciiDoc", "AsciiDoc"),
            read: ("văn bản, tiêu đề, bảng, chú thích", "text, titles, tables, notes"),
            left_out: ("mã, thuộc tính, macro", "code, attributes, macros"),
        },
        reader: Some(&AsciiDoc),
        ..Definition::TEXT
    });
}

impl Reader for AsciiDoc {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut page = AsciiDocPage { text, lines: lines::lines(text), at: 0, in_table: false, notes: Vec::new() };
        page.read(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

struct AsciiDocPage<'t> {
    text: &'t str,
    lines: Vec<Line>,
    at: usize,
    in_table: bool,
    /// The notes of the open paragraph.
    notes: Vec<Range<usize>>,
}

impl<'t> AsciiDocPage<'t> {
    fn of(&self, line: usize) -> &'t str {
        self.lines.get(line).map_or("", |line| &self.text[line.text.clone()])
    }

    fn read(&mut self, draft: &mut Draft<'_>) {
        // The next block is code, as the line of attributes before it says.
        let mut code = false;
        while self.at < self.lines.len() {
            let line = self.lines[self.at].clone();
            let text = self.of(self.at);
            let range = line.text.clone();
            self.at += 1;
            if line.is_empty() {
                draft.block();
                continue;
            }
            if let Some(style) = attributes(text) {
                draft.block();
                code = CODE.contains(&style) || code && style.is_empty();
                continue;
            }
            let was_code = std::mem::take(&mut code);
            if text.starts_with("//") && !text.starts_with("///") {
                lines::comments(self.text, range, draft);
            } else if let Some(opens) = verbatim(text) {
                draft.block();
                let start = range.start;
                let inside = self.skip_to(opens);
                match opens {
                    "////" => lines::comments(self.text, start..self.lines[self.at - 1].text.end, draft),
                    "++++" => draft.skip_vietnamese(inside, Reason::Markup),
                    _ => draft.skip(inside, Reason::Code),
                }
            } else if is_table(text) {
                draft.block();
                self.in_table = !self.in_table;
            } else if was_code || line.indent > 0 && marks(text) == 0 && !self.in_table {
                // A paragraph that is set in is literal.
                draft.block();
                if is_frame(text) {
                    let opens = text.to_owned();
                    let inside = self.skip_to(&opens);
                    draft.skip(inside, Reason::Code);
                } else {
                    self.skip_paragraph();
                    draft.skip(range.start..self.lines[self.at - 1].text.end, Reason::Code);
                }
            } else if self.in_table {
                self.cells(range, draft);
            } else if is_frame(text) || matches!(text, "+" | "'''" | "<<<") || is_attribute(text) {
                draft.block();
            } else if let Some(shown) = block_macro(text) {
                draft.block();
                let shown = range.start + shown.start..range.start + shown.end;
                if !shown.is_empty() {
                    self.inline(shown, draft);
                }
                draft.block();
            } else {
                self.paragraph(range, draft);
            }
        }
    }

    /// Skips lines up to one like this, and gives back the range of those before it.
    fn skip_to(&mut self, line: &str) -> Range<usize> {
        let start = self.lines[self.at - 1].text.end;
        while self.at < self.lines.len() {
            self.at += 1;
            if self.of(self.at - 1) == line {
                return start..self.lines[self.at - 1].text.start;
            }
        }
        start..self.text.len()
    }

    fn skip_paragraph(&mut self) {
        while !self.of(self.at).is_empty() {
            self.at += 1;
        }
    }

    /// A title, an item or a paragraph that begins in the line before.
    fn paragraph(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let first = &self.text[range.clone()];
        let mut start = range.start + marks(first);
        draft.block();
        let heading = is_heading(first);
        if let Some(term) = definition(&self.text[start..range.end]) {
            let (end, behind) = (start + term.start, start + term.end);
            self.inline(start..end, draft);
            self.end(draft);
            start = behind;
            if start >= range.end {
                return;
            }
        }
        if let Some(label) = LABELS.iter().find(|label| self.text[start..range.end].starts_with(**label)) {
            start += label.len();
        }
        let mut end = range.end;
        while !heading && self.goes_on() {
            end = self.lines[self.at].text.end;
            self.at += 1;
        }
        if start < end {
            self.inline(start..end, draft);
        }
        self.end(draft);
    }

    /// Whether a paragraph goes on in the next line.
    fn goes_on(&self) -> bool {
        let next = self.of(self.at);
        !next.is_empty()
            && marks(next) == 0
            && !is_frame(next)
            && !is_table(next)
            && verbatim(next).is_none()
            && attributes(next).is_none()
            && !next.starts_with("//")
            && next != "+"
            && definition(next).is_none()
    }

    /// Ends a paragraph, and shows its notes.
    fn end(&mut self, draft: &mut Draft<'_>) {
        draft.block();
        for note in std::mem::take(&mut self.notes) {
            self.inline(note, draft);
            // A note in a note is none.
            self.notes.clear();
            draft.block();
        }
    }

    /// The cells of a line of a table.
    fn cells(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let mut start = range.start;
        let text = &self.text[range.clone()];
        let bars: Vec<usize> = text.match_indices('|').map(|(at, _)| range.start + at).collect();
        let bounds = bars.into_iter().chain([range.end]);
        for bar in bounds {
            let cell = &self.text[start..bar];
            // What stands before a bar says how the cell behind it is set: `2+`, `a`, `.3+^.>s`.
            let spec = cell.rfind(' ').map_or(0, |at| at + 1);
            let is_spec = |text: &str| {
                !text.is_empty()
                    && text.len() <= 8
                    && text.bytes().all(|b| b.is_ascii_digit() || b".+*<>^adehlmsv".contains(&b))
            };
            let cell = if bar < range.end && is_spec(&cell[spec..]) && (spec > 0 || start == range.start) {
                &cell[..spec]
            } else {
                cell
            };
            let words = cell.trim();
            if !words.is_empty() {
                let at = words.as_ptr() as usize - self.text.as_ptr() as usize;
                draft.block();
                self.inline(at..at + words.len(), draft);
                self.end(draft);
            }
            start = (bar + 1).min(range.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::ASCIIDOC);
        Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn titles_paragraphs_lists_and_notes() {
        let text = "= Mở đầu\n:toc: left\n\n.Tên khối\nMột dòng\ncòn nữa, *nghiêng* và __đ__ậm.footnote:[Ghi chú.] Hết.\n\n* mục một\n** mục hai\n. số\n\nNOTE: Nhớ kỹ.\n\nThuật ngữ:: Nghĩa\n";
        assert_eq!(
            shown(text),
            "Mở đầu\n\nTên khối\n\nMột dòng còn nữa, nghiêng và đậm.\u{FFFC} Hết.\n\nGhi chú.\n\nmục một\n\nmục hai\n\nsố\n\nNhớ kỹ.\n\nThuật ngữ\n\nNghĩa"
        );
    }

    #[test]
    fn code_and_comments_are_no_prose() {
        let text = "[source,c]\n----\nfor (;;) { a , b; }\n\n----\n// không ai đọc <!-- morat: tắt -->\n[source]\na , b\n\n====\nTrong khung.\n====\n\n literal , x\n\nimage::a.png[Chữ thay ảnh,300]\ninclude::b.adoc[]\n|===\n|Cột một |Cột hai\n2+|gộp\n|===\n";
        assert_eq!(shown(text), "<!-- morat: tắt -->\n\nTrong khung.\n\nChữ thay ảnh\n\nCột một\n\nCột hai\n\ngộp");
    }

    #[test]
    fn code_and_addresses_in_a_line_hold_their_places() {
        let text = "Gọi `a , b` ở {tên}, xem link:a,b.html[trang này] và <<khóa,chỗ kia>>, \"`nháy`\" pass:[x , y].";
        assert_eq!(shown(text), "Gọi `a , b` ở {tên}, xem trang này và chỗ kia, “nháy” pass:[x , y].");
    }

    #[test]
    fn what_is_markup_of_a_quote_or_the_index_is_left_alone() {
        let text = "Nhấn “Lưu” hoặc \"`Hủy bỏ`\". (((hủy)))(((lưu)))\nDòng sau indexterm:[a] rồi hết.\n\nimage::a.png[\"Sân, vườn và ao\",300]\n";
        assert_eq!(shown(text), "Nhấn “Lưu” hoặc “Hủy bỏ”. Dòng sau rồi hết.\n\nSân, vườn và ao");
        let document = Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap();
        let at = document.text().find("“Hủy").unwrap();
        assert!(document.edits(crate::text::Span::of(at..at + "“".len()), "\"").is_none());
    }

    #[test]
    fn long_lines_of_marks_are_read_quickly() {
        property_tests::quick(
            Format::ASCIIDOC,
            &[
                ("a ` ", 50_000),
                ("*a ", 50_000),
                ("<<a >> ", 30_000),
                ("link:a[", 30_000),
                ("a] ", 50_000),
                ("((a )) ", 30_000),
                ("a\n", 50_000),
                ("{a ", 50_000),
                ("footnote:[a] ", 20_000),
            ],
        );
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage =
            |text: &str| Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap().coverage();
        let some = coverage(
            "Một `nổ lực` `a b`.\n\n----\nba bốn\n----\n\n  năm\n\n////\nbỏ\n////\n\n++++\n<b>sáu</b>\n++++\n",
        );
        assert_eq!((some.read.all, some.code.all), (1, 5));
        assert!(coverage("....\nCả tổ nổ lực.\n....\n").is_missed());
    }

    #[test]
    fn links_are_cited() {
        let text = "Xem https://a.vn[trang này], <<b,mục kia>> và *đậm*.";
        let document = Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap();
        assert_eq!(property_tests::cited(&document), ["trang này", "mục kia"]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_the_laws(
            text in "(\n|\n\n| |----\n|====\n|\\|===\n|\\||\\[source\\]\n|\\*|_|`|\\+|link:a\\[|footnote:\\[|\\]|<<|>>|,|::|\"`|\\{a\\}|= |\\. |[a-zđêô ,.]{1,5}){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::ASCIIDOC);
        }
    }
}
