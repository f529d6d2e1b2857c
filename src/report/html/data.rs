//! Notes as data: on a page with thousands of findings most bytes would be tags. From a number of notes on they are
//! JSON rows from which the script makes the same elements; the text and its marks stand on the page either way.

use std::collections::HashMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::words::Words;
use super::{SUGGESTED, is_fixable, is_sign, place_of, quoted_text};
use crate::linter::Diagnostic;
use crate::report::escape::json_text;
use crate::report::{Lang, escape::one_line};
use crate::rules::Severity;

/// The number of notes that are written as elements of the page, without a script.
pub(super) const WRITTEN_OUT: usize = 1000;

/// The rows of one file, and the messages of earlier ones.
#[derive(Default)]
pub(super) struct Rows {
    /// Messages and their numbers: most occur again and again.
    said: HashMap<String, usize>,
    rows: Vec<Value>,
    first: usize,
}

impl Rows {
    /// Whether the page has no rows yet.
    pub fn is_untouched(&self) -> bool {
        self.said.is_empty()
    }

    /// Adds the row of a note: the marked text, suggestions, reason, position, and class. Its rule and its severity are
    /// those of its mark.
    pub fn add(&mut self, number: usize, diagnostic: &Diagnostic, lang: Lang) {
        if self.rows.is_empty() {
            self.first = number;
        }
        let message = one_line(lang.of(&diagnostic.message));
        let next = self.said.len();
        let message = match self.said.get(&message) {
            Some(known) => json!(known),
            None => {
                self.said.insert(message.clone(), next);
                json!(message)
            }
        };
        let suggestions: Vec<String> =
            diagnostic.suggestions.iter().take(SUGGESTED).map(|one| quoted_text(one)).collect();
        let looks = usize::from(is_fixable(diagnostic)) + 2 * usize::from(is_sign(diagnostic));
        self.rows.push(json!([quoted_text(&diagnostic.text), suggestions, message, place_of(diagnostic, lang), looks]));
    }

    /// Writes the rows of a file.
    pub fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = embedded(&std::mem::take(&mut self.rows))?;
        writeln!(out, "<script type=\"application/json\" class=\"data\" data-first=\"{}\">{rows}</script>", self.first)
    }
}

/// The texts that the script needs to make notes.
pub(super) fn words(words: &Words) -> io::Result<String> {
    let Words { to_mark, or, remove, fixable, place, .. } = words;
    let [info, warning, error] = [Severity::Info, Severity::Warning, Severity::Error].map(|one| words.severity(one));
    embedded(&json!({
        "mark": to_mark, "or": or, "remove": remove, "fixable": fixable, "place": place, "si": info, "sw": warning, "se": error,
    }))
}

/// JSON inside of a `script` element, which a `<` could end.
fn embedded(value: &impl serde::Serialize) -> io::Result<String> {
    Ok(json_text(value)?.replace('<', "\\u003c"))
}
