//! Tables: CSV with commas, semicolons, bars or tabs between, as spreadsheets write them (RFC 4180). The first record is the
//! heading; the columns that are prose are shown cell by cell, one under the other.
//!
//! A reader of our own, because the crates that read CSV give the contents of cells and not where they stand.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr2_iter};

use super::columns::Columns;
use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader, RecordShape};
use crate::problem::Problem;

/// A table.
pub(super) struct Csv;

/// The possible separators of cells.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Escaping in a quoted cell.
static QUOTED: Escaping = Escaping(|words| {
    let is_doubled = words.contains('"');
    Some(if is_doubled { Cow::Owned(words.replace('"', "\"\"")) } else { Cow::Borrowed(words) })
});

/// Escaping in a cell without quotes, by separator.
static BARE: [Escaping; SEPARATORS.len()] = [
    Escaping(bare::<{ SEPARATORS[0] }>),
    Escaping(bare::<{ SEPARATORS[1] }>),
    Escaping(bare::<{ SEPARATORS[2] }>),
    Escaping(bare::<{ SEPARATORS[3] }>),
];

fn bare<const SEPARATOR: u8>(words: &str) -> Option<Cow<'_, str>> {
    let breaks = |byte: u8| matches!(byte, b'"' | b'\n' | b'\r') || byte == SEPARATOR;
    (!words.bytes().any(breaks)).then_some(Cow::Borrowed(words))
}

impl Format {
    /// Tables with commas, semicolons or tabs between: the columns that are prose.
    pub const CSV: Format = Format::new(&Definition {
        name: "csv",
        ends: &["csv", "tsv", "tab"],
        about: About {
            title: ("bảng", "tables"),
            read: ("những cột trong `columns`", "the columns in `columns`"),
            left_out: ("các cột khác", "the other columns"),
        },
        records: Some(RecordShape { end_of_last, heading: Some(heading) }),
        reader: Some(&Csv),
        ..Definition::TEXT
    });
}

impl Reader for Csv {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let head = options.block.as_ref().map_or_else(|| heading(text), |block| &block.heading);
        let separator = separator(head);
        let names: Vec<Cow<'_, str>> = Record::of(head, 0, separator).map(|cell| cell.content(head)).collect();
        let columns = Columns::new(&options.columns);
        let chosen: Vec<bool> = names.iter().map(|name| columns.has(name)).collect();
        if !chosen.contains(&true) {
            if head.trim().is_empty() {
                return Ok(());
            }
            return Err(columns.none_of(&names.iter().map(AsRef::as_ref).collect::<Vec<_>>()));
        }
        let mut at = if options.block.is_some() { 0 } else { head.len() };
        while at < text.len() {
            let mut record = Record::of(text, at, separator);
            for (cell, chosen) in record.by_ref().zip(chosen.iter().map(Some).chain(std::iter::repeat(None))) {
                match chosen {
                    Some(true) => cell.show(text, separator, draft),
                    _ if columns.are_asked() => {}
                    // Nobody has said that there is no prose in it.
                    _ => draft.skip_vietnamese(cell.range, Reason::Markup),
                }
            }
            at = record.end;
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &QUOTED
    }
}

/// The first record of a table, with its line break.
fn heading(text: &str) -> &str {
    ends(text.as_bytes()).next().map_or(text, |end| &text[..end])
}

/// The length of the complete records in `bytes`, which begin with a record; 0 if there is none.
fn end_of_last(bytes: &[u8]) -> usize {
    ends(bytes).last().unwrap_or(0)
}

/// The offsets behind each line break that is no part of a cell.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    memchr2_iter(b'"', b'\n', bytes).filter_map(move |at| {
        quoted ^= bytes[at] == b'"';
        (!quoted && bytes[at] == b'\n').then_some(at + 1)
    })
}

/// The separator of cells: the one that the heading has most of, outside of quotes.
fn separator(head: &str) -> u8 {
    let mut counts = [0; SEPARATORS.len()];
    let mut quoted = false;
    for byte in head.bytes() {
        match SEPARATORS.iter().position(|separator| *separator == byte) {
            _ if byte == b'"' => quoted = !quoted,
            Some(at) if !quoted => counts[at] += 1,
            _ => {}
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    SEPARATORS[most]
}

/// A cell: the bytes of its content, without the quotes around it.
struct Cell {
    range: Range<usize>,
    quoted: bool,
}

impl Cell {
    fn content<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let content = &text[self.range.clone()];
        if self.quoted && content.contains('"') {
            Cow::Owned(content.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(content)
        }
    }

    fn show(&self, text: &str, separator: u8, draft: &mut Draft<'_>) {
        let Range { start, end } = self.range;
        draft.block();
        if !self.quoted {
            let bare = SEPARATORS.iter().position(|known| *known == separator).unwrap_or(0);
            draft.escaping(&BARE[bare]);
            return draft.show(start..end);
        }
        draft.escaping(&QUOTED);
        let mut said = start;
        while let Some(at) = memchr(b'"', &text.as_bytes()[said..end]).map(|at| said + at) {
            draft.show(said..at);
            said = (at + 2).min(end);
            draft.show_respelled(at..said, "\"");
        }
        draft.show(said..end);
    }
}

/// The cells of one record.
struct Record<'t> {
    text: &'t str,
    /// Where the next cell begins; `None` behind the last.
    at: Option<usize>,
    separator: u8,
    /// Where the next record begins, once all cells have been gone through.
    end: usize,
}

impl<'t> Record<'t> {
    fn of(text: &'t str, at: usize, separator: u8) -> Record<'t> {
        Record { text, at: Some(at), separator, end: text.len() }
    }
}

impl Iterator for Record<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        let start = self.at?;
        let bytes = self.text.as_bytes();
        let quoted = bytes.get(start) == Some(&b'"');
        let (range, behind) = if quoted {
            let mut at = start + 1;
            // A quote that nothing closes goes on to the end.
            let close = loop {
                match memchr(b'"', &bytes[at..]).map(|found| at + found) {
                    None => break bytes.len(),
                    Some(quote) if bytes.get(quote + 1) == Some(&b'"') => at = quote + 2,
                    Some(quote) => break quote,
                }
            };
            (start + 1..close, (close + 1).min(bytes.len()))
        } else {
            (start..start, start)
        };
        let stop = memchr2(self.separator, b'\n', &bytes[behind..]).map_or(bytes.len(), |found| behind + found);
        if bytes.get(stop) == Some(&self.separator) {
            self.at = Some(stop + 1);
        } else {
            self.at = None;
            self.end = (stop + 1).min(bytes.len());
        }
        let range = match quoted {
            true => range,
            false => start..start + self.text[start..stop].trim_end_matches('\r').len(),
        };
        Some(Cell { range, quoted })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str, columns: &[&str]) -> String {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        let options = Arc::new(Options { columns, ..Options::default() });
        property_tests::check_with(text.as_bytes(), Format::CSV, &options);
        Document::open(text.as_bytes(), Format::CSV, &options).unwrap().text().to_owned()
    }

    #[test]
    fn columns_of_prose_are_shown_cell_by_cell() {
        let text =
            "id,Tiêu đề,noi_dung\n1,Mưa lũ,\"Sáng nay, mưa \"\"rất\"\" to.\nChiều tạnh.\"\r\n2,Nắng,Hết mưa\n3\n";
        assert_eq!(shown(text, &[]), "Mưa lũ\n\nSáng nay, mưa \"rất\" to.\nChiều tạnh.\n\nNắng\n\nHết mưa");
        assert_eq!(shown(text, &["TIÊU ĐỀ"]), "Mưa lũ\n\nNắng");
        assert_eq!(shown("a;content;b\n1,5;một, hai;2\n", &[]), "một, hai");
        assert_eq!(shown("a\ttext\nx\tmột; hai\n", &[]), "một; hai");
        assert_eq!(shown("", &[]), "");
    }

    #[test]
    fn where_no_column_is_known_those_that_are_there_are_named() {
        let error = Document::open(&b"id,ma\n1,2\n"[..], Format::CSV, &Arc::default()).unwrap_err();
        assert!(error.message.vi.contains("id, ma") && error.message.en.contains("--columns"), "{error:?}");
    }

    #[test]
    fn a_cell_without_quotes_takes_no_separator() {
        let document = Document::open(&b"text\nmot hai\n"[..], Format::CSV, &Arc::default()).unwrap();
        let span = crate::text::Span::new(0, 3);
        assert!(document.edits(span, "một, hai").is_none());
        assert_eq!(document.edits(span, "một").unwrap()[0].1, "ộ");
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let text = "title,ghi chú,n\nMột hai,Cả tổ nổ lực,x\n,\"Bốn, năm\",y\n";
        let counted = |columns: &[&str]| {
            let columns = columns.iter().map(|name| (*name).to_owned()).collect();
            let options = Arc::new(Options { columns, ..Options::default() });
            Document::open(text.as_bytes(), Format::CSV, &options).unwrap().coverage()
        };
        assert_eq!((counted(&[]).read.all, counted(&[]).markup.all), (2, 6));
        assert_eq!(counted(&["title"]).skipped().all, 0);
        let text = "title,ghi chú\n,Cả tổ nổ lực\n";
        assert!(Document::open(text.as_bytes(), Format::CSV, &Arc::default()).unwrap().coverage().is_missed());
    }

    proptest! {
        #[test]
        fn any_table_keeps_the_laws(text in "(text|id|[,;\t\n\r\"]|\"\"|[a-zđêô .]{1,6}){0,60}") {
            let table = format!("id,text\n{text}");
            for text in [text, table] {
                property_tests::check(text.as_bytes(), Format::CSV);
            }
        }

        #[test]
        fn records_end_where_they_end_in_the_whole(text in "([,\n\"]|\"\"|[a-zđ .]{1,6}){0,40}", at in 0usize..80) {
            let bytes = text.as_bytes();
            let cut = at.min(bytes.len());
            let end = end_of_last(&bytes[..cut]);
            prop_assert!(end <= cut && (end == 0 || bytes[end - 1] == b'\n'));
            prop_assert_eq!(bytes[..end].iter().filter(|byte| **byte == b'"').count() % 2, 0);
        }
    }
}
