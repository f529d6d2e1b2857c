//! JSON: catalogues of strings of programs, as web and Flutter have them (`vi.json`, `app_vi.arb`), and other files of values with
//! prose among them. Keys, addresses and code are no prose; what is, the letters say.
//!
//! The scanner is our own: `serde_json` tells no places, and a tree with places, as `jsonc-parser` builds it for settings, has strings without
//! their escapes, so each would be read a second time; besides, a file of strings need not lie in memory as a tree.

mod notebook;
pub(super) mod scan;

use std::borrow::Cow;
use std::ops::Range;

use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::message::{self, StringTally};
use crate::problem::Problem;
use scan::{Fault, Scanner, Values};

/// JSON.
pub(super) struct Json;

/// Escaping in a JSON string; placeholders of programs cannot be written.
static STRING: Escaping = Escaping(|words| {
    // What a program would put something in for.
    if words.contains(['{', '}', '%', '<', '&', '$']) {
        return None;
    }
    Some(scan::spell(words))
});

impl Format {
    /// Values of JSON that are for people.
    pub const JSON: Format = Format::new(&Definition {
        name: "json",
        ends: &["json", "arb"],
        about: About {
            title: ("JSON", "JSON"),
            read: (
                "những giá trị là lời cho người đọc: có chữ Việt, hoặc là câu chữ trong tệp đa phần tiếng Việt",
                "values for people: those with Vietnamese letters, and sentences in a file that is mostly Vietnamese",
            ),
            left_out: ("khóa, mã, địa chỉ, chỗ điền `{ten}`", "keys, code, addresses, places to fill such as `{name}`"),
        },
        reader: Some(&Json),
        ..Definition::TEXT
    });
}

impl Reader for Json {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut strings = Strings::default();
        scan_all(text, &mut strings)?;
        let mut tally = StringTally::default();
        strings.0.iter().for_each(|string| tally.note(&scan::unescaped(&text[string.clone()])));
        for string in strings.0 {
            let shown = scan::unescaped(&text[string.clone()]);
            if tally.is_prose(&shown) {
                draft.block();
                message::show(text, string, Some(scan::escape), draft);
            } else {
                message::skip(&shown, draft);
            }
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &STRING
    }
}

/// The ranges of strings that are values. In Flutter's catalogues strings under `@key` are for translators and left
/// out.
#[derive(Default)]
struct Strings(Vec<Range<usize>>);

impl Values for Strings {
    fn string(&mut self, keys: &[Cow<'_, str>], contents: Range<usize>) -> Result<(), Fault> {
        if !keys.iter().any(|key| key.starts_with(['@', '$'])) {
            self.0.push(contents);
        }
        Ok(())
    }
}

/// Scans a file of one value.
///
/// # Errors
/// If it is invalid JSON: in which line and column.
fn scan_all(text: &str, values: &mut impl Values) -> Result<(), Problem> {
    let mut scanner = Scanner::new(text);
    let end = text.trim_ascii_end().len();
    scanner.value(end, values).map_err(|Fault| {
        let before = &text[..text.floor_char_boundary(scanner.at.min(text.len()))];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Problem::new(
            format!("dòng {line}, cột {column} không phải JSON; hãy sửa tệp, hoặc ghi --as text để đọc như văn bản"),
            format!("line {line}, column {column} is not JSON; mend the file, or say --as text to read it as text"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use crate::text::Span;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::JSON);
        Document::open(text.as_bytes(), Format::JSON, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn values_for_people_are_read_and_keys_and_code_are_not() {
        let text = r#"{
  "nút": {"lưu": "Lưu  lại", "xem": "Xem them bai", "cancel": "Hủy"},
  "mẫu": "^[a-z]+$", "đường": "/trang/chủ", "n": [1, null, "Còn {n} ngày\nnữa, \"nhé\" %s"],
  "@xem": {"description": "Chú giải"}
}"#;
        assert_eq!(shown(text), "Lưu  lại\n\nXem them bai\n\nHủy\n\nCòn {n} ngày\nnữa, \"nhé\" %s");
        assert_eq!(
            shown(r#"{"a": "nổ lực", "b": "dời đi", "c": "src/a  b , c", "d": "do re mi"}"#),
            "nổ lực\n\ndời đi\n\ndo re mi"
        );
        assert_eq!(shown(r#"{"a": "x ,y;;z", "name": "my nice package", "b": "nổ lực"}"#), "nổ lực");
    }

    #[test]
    fn choices_of_icu_are_read_message_by_message() {
        let text = r#"{"a": "{n, plural, one {{n} người  theo dõi} other {# người}} nữa, lúc {t, time, medium}."}"#;
        property_tests::check(text.as_bytes(), Format::JSON);
        let document = Document::open(text.as_bytes(), Format::JSON, &Arc::default()).unwrap();
        let held: Vec<&str> = document.opaque().iter().map(|span| &document.text()[span.range()]).collect();
        assert_eq!(held, ["{n, plural, one {", "{n}", "} other {", "#", "}}", "{t, time, medium}"]);
    }

    #[test]
    fn a_fix_stays_a_string() {
        let text = "{\"a\": \"Cả tổ n\\u1ed5 lực\"}";
        let document = Document::open(text.as_bytes(), Format::JSON, &Arc::default()).unwrap();
        let at = document.text().find("nổ").unwrap();
        let edits = document.edits(Span::of(at..at + "nổ".len()), "nỗ").unwrap();
        assert_eq!(document.edited(&edits).unwrap().source().text(), "{\"a\": \"Cả tổ nỗ lực\"}");
        assert!(document.edits(Span::of(at..at + "nổ".len()), "{x}").is_none());
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let said = Document::open(&b"{\"a\": 1,\n  \"b\" 2}"[..], Format::JSON, &Arc::default()).unwrap_err();
        assert!(said.message.vi.starts_with("dòng 2, cột 7"), "{said:?}");
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| Document::open(text.as_bytes(), Format::JSON, &Arc::default()).unwrap().coverage();
        let some = coverage(
            r#"{"a": "N\u1ed5 l\u1ef1c", "b": "Save the file", "c": "x = y;", "d": "src/a", "e": "OK you win"}"#,
        );
        assert_eq!((some.read.all, some.language.all, some.code.all), (2, 6, 2));
        assert!(coverage(r#"{"a": "Save the file"}"#).is_unread());
        assert_eq!(shown(r#"{"a": "C\u1ea3 t\u1ed5"}"#), "Cả tổ");
    }

    proptest! {
        #[test]
        fn any_values_keep_the_laws(
            strings in prop::collection::vec("([a-zđêế]{1,4}|[ ,.]|\\{[a-z]{1,3}\\}|\\{a, plural, other \\{|\\} x \\{|\\}|%s|<b>|&amp;|\\PC){0,10}", 0..5),
        ) {
            property_tests::check(serde_json::json!({ "a": strings }).to_string().as_bytes(), Format::JSON);
        }
    }
}
