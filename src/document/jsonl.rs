//! JSON Lines: a JSON value a line; strings under the keys that are prose are shown, one under the other.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::Columns;
use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader, RecordShape};
use super::json::scan::{self, Fault, Scanner, Values};
use crate::problem::Problem;

/// JSON Lines.
pub(super) struct Jsonl;

/// Escaping in a JSON string.
static STRING: Escaping = Escaping(|words| Some(scan::spell(words)));

/// The length of the complete lines in `bytes`.
fn end_of_last(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1)
}

impl Format {
    /// A JSON object a line: the keys that are prose.
    pub const JSONL: Format = Format::new(&Definition {
        name: "jsonl",
        ends: &["jsonl", "ndjson"],
        about: About {
            title: ("JSON Lines", "JSON Lines"),
            read: ("những khóa trong `columns`", "the keys in `columns`"),
            left_out: ("các khóa khác", "the other keys"),
        },
        records: Some(RecordShape { end_of_last, heading: None }),
        reader: Some(&Jsonl),
        ..Definition::TEXT
    });
}

impl Reader for Jsonl {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let columns = Columns::new(&options.columns);
        let lines_before = options.block.as_ref().map_or(0, |block| block.lines);
        let mut scanner = Scanner::new(text);
        let mut found = false;
        let mut first: Option<Range<usize>> = None;
        let mut at = 0;
        for (number, line) in (lines_before + 1..).zip(text.split_inclusive('\n')) {
            let body = line.trim_ascii();
            if !body.is_empty() {
                let start = at + (line.len() - line.trim_ascii_start().len());
                scanner.at = start;
                let mut prose = Prose { text, columns: &columns, found: &mut found, draft };
                scanner.value(start + body.len(), &mut prose).map_err(|Fault| {
                    let column = text[at..scanner.at.min(text.len())].chars().count() + 1;
                    Problem::new(
                        format!("dòng {number}, cột {column} không phải JSON; mỗi dòng phải là một đối tượng JSON"),
                        format!("line {number}, column {column} is not JSON; each line has to be a JSON object"),
                    )
                })?;
                first.get_or_insert(start..start + body.len());
            }
            at += line.len();
        }
        match first.filter(|_| !found && options.block.is_none()) {
            Some(first) => Err(columns.none_of(&keys(&text[first]))),
            None => Ok(()),
        }
    }

    fn escaping(&self) -> &'static Escaping {
        &STRING
    }
}

/// Visitor that shows the strings that are prose.
struct Prose<'p, 'd> {
    text: &'p str,
    columns: &'p Columns,
    /// Set to true once a key is prose.
    found: &'p mut bool,
    draft: &'p mut Draft<'d>,
}

impl Prose<'_, '_> {
    fn wants(&self, keys: &[Cow<'_, str>]) -> bool {
        match keys {
            [] => false,
            [key] => self.columns.has_path(&[key]),
            keys => self.columns.has_path(&keys.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
        }
    }
}

impl Values for Prose<'_, '_> {
    fn string(&mut self, keys: &[Cow<'_, str>], contents: Range<usize>) -> Result<(), Fault> {
        if self.wants(keys) {
            *self.found = true;
            self.draft.block();
            scan::show(self.text, contents, self.draft)?;
        } else if !self.columns.are_asked() {
            // Nobody has said that there is no prose in it.
            self.draft.skip_vietnamese_words(&scan::unescaped(&self.text[contents]), Reason::Markup);
        }
        Ok(())
    }

    fn other(&mut self, keys: &[Cow<'_, str>]) {
        *self.found = *self.found || self.wants(keys);
    }
}

/// The keys of an object, as they are written, for people to choose from.
fn keys(line: &str) -> Vec<&str> {
    let object: Result<std::collections::BTreeMap<&str, serde_json::Value>, _> = serde_json::from_str(line);
    object.map(|object| object.into_keys().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str, columns: &[&str]) -> Result<String, Problem> {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        let options = Arc::new(Options { columns, ..Options::default() });
        property_tests::check_with(text.as_bytes(), Format::JSONL, &options);
        Document::open(text.as_bytes(), Format::JSONL, &options).map(|document| document.text().to_owned())
    }

    #[test]
    fn strings_under_the_keys_of_prose_are_shown() {
        let text = "{\"id\": 1, \"title\": \"M\\u01b0a \\ud83d\\ude00 \\\"to\\\"\", \"x\": {\"title\": \"không\"}}\n\n\
                    {\"content\": [\"một\", \"hai\\nba\"], \"tags\": [\"a\"]}\r\n";
        assert_eq!(shown(text, &[]).unwrap(), "Mưa 😀 \"to\"\n\nmột\n\nhai\nba");
        assert_eq!(shown(text, &["x.title"]).unwrap(), "không");
        assert_eq!(shown("{\"Ti\\u00eau \\u0111\\u1ec1\": \"một\"}", &["tiêu đề"]).unwrap(), "một");
        assert_eq!(shown("{\"text\": null}", &[]).unwrap(), "");
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        for text in
            ["{\"text\": \"a\"}\n{\"text\": }", "{}\n[1,]", "1\n01", "1\n{\"a\": \"\\x\", \"text\": 1} x", "1\n\"a"]
        {
            let error = shown(text, &[]).unwrap_err();
            assert!(error.message.vi.starts_with("dòng 2"), "{text}: {error:?}");
        }
        let deep = format!("{}1", "[".repeat(100_000));
        assert!(shown(&deep, &[]).is_err());
    }

    #[test]
    fn where_no_key_is_known_those_that_are_there_are_named() {
        let error = shown("{\"id\": 1, \"ma\": \"x\"}", &[]).unwrap_err();
        assert!(error.message.vi.contains("id, ma"), "{error:?}");
    }

    #[test]
    fn half_a_pair_is_held() {
        assert_eq!(shown("{\"text\": \"a \\ud800 b\"}", &[]).unwrap(), "a \u{FFFD} b");
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let text = "{\"title\": \"Một\", \"x\": \"C\\u1ea3 t\\u1ed5 n\\u1ed5 l\\u1ef1c\", \"id\": \"a b\"}\n";
        let coverage = Document::open(text.as_bytes(), Format::JSONL, &Arc::default()).unwrap().coverage();
        assert_eq!((coverage.read.all, coverage.markup.all), (1, 4));
        let asked = Arc::new(Options { columns: vec!["title".to_owned()], ..Options::default() });
        let document = Document::open(text.as_bytes(), Format::JSONL, &asked).unwrap();
        assert_eq!(document.coverage().skipped().all, 0);
        let empty = text.replace("Một", "");
        assert!(Document::open(empty.as_bytes(), Format::JSONL, &Arc::default()).unwrap().coverage().is_missed());
    }

    proptest! {
        #[test]
        fn any_lines_keep_the_laws(text in "(\\{\"text\":|\"[a-zđê ,.]{0,9}\"|\\\\[nu\"]|\\\\ud8[0-9]{2}|[\\[\\]{},:\"\n ]|1e5|null){0,30}") {
            property_tests::check(text.as_bytes(), Format::JSONL);
        }

        #[test]
        fn any_string_is_shown_as_it_was(words in "\\PC{0,30}") {
            let line = serde_json::json!({ "text": words }).to_string();
            prop_assert_eq!(shown(&line, &[]).unwrap(), words);
        }
    }
}
