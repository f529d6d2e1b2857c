//! An open document: its text as it stands in the editor, kept up to date by edits, and the word that is being typed.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};
use unicode_normalization::char::is_combining_mark;

use super::check::Checked;
use super::position;
use crate::text::{LineIndex, Unit};

/// How long after the last edit nothing is said about the word in which it was made. An input method composes a word letter by
/// letter (`tieng` → `tiêng` → `tiếng`), and what stands there meanwhile is nobody's mistake.
pub const COMPOSING: Duration = Duration::from_millis(1500);

/// A document that is open in the editor.
pub struct OpenDocument {
    /// Its URI as the client wrote it.
    pub uri: Uri,
    /// What the client takes it for: `markdown`, `plaintext`, ….
    pub language: String,
    /// The version of the text, by the client's count.
    pub version: i32,
    /// The text.
    pub text: Arc<str>,
    /// A number that no other text of any document has had under the same settings.
    pub state: u64,
    /// The findings of a text, of this state or of an earlier one.
    pub checked: Option<(u64, Arc<Checked>)>,
    /// When it is to be checked; `None` if the check is done or running.
    pub due: Option<Instant>,
    /// Whether a check is running.
    pub is_running: bool,
    /// The word that is being typed.
    pub typed: Option<Typed>,
}

/// A word that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its byte range.
    pub word: Range<usize>,
    /// When it counts as left although nothing else was typed.
    pub until: Instant,
}

impl OpenDocument {
    /// The findings, if they are those of the text as it is now.
    pub fn current(&self) -> Option<&Arc<Checked>> {
        self.checked.as_ref().filter(|(state, _)| *state == self.state).map(|(_, checked)| checked)
    }

    /// Makes the changes of a notification, and notes the word in which the last of them ended.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, unit: Unit, now: Instant) {
        let mut text = String::from(&*self.text);
        for change in changes {
            apply(&mut text, change, unit);
        }
        self.version = version;
        self.typed =
            word_at(&text, end_of_change(&self.text, &text)).map(|word| Typed { word, until: now + COMPOSING });
        self.text = text.into();
    }
}

/// Makes one change of a text.
pub fn apply(text: &mut String, change: TextDocumentContentChangeEvent, unit: Unit) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let range = position::to_range(text, &LineIndex::new(text), unit, part.range);
            text.replace_range(range, &part.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
    }
}

/// The byte offset in the new text at which it begins to be as the old one was: where the hands of the writer are. Clients send
/// the whole text, or several changes for one key, so it is the texts that are compared.
fn end_of_change(old: &str, new: &str) -> usize {
    let same = |one: &(u8, u8)| one.0 == one.1;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    let most = old.len().min(new.len()) - before;
    let after = old.bytes().rev().zip(new.bytes().rev()).take_while(same).take(most).count();
    let mut end = new.len() - after;
    while !new.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// The byte range of the word around an offset or that ends at it; `None` if there is none.
fn word_at(text: &str, at: usize) -> Option<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let start = text[..at].trim_end_matches(inside).len();
    let end = text.len() - text[at..].trim_start_matches(inside).len();
    // A word that only begins here was not typed: what was typed before it is a space or a mark.
    (start < at).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{self as lsp, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument};
    use proptest::prelude::*;

    use super::*;

    #[allow(deprecated)]
    fn part(range: lsp::Range, text: &str) -> TextDocumentContentChangeEvent {
        let part = TextDocumentContentChangePartial { range, range_length: None, text: text.to_owned() };
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part)
    }

    fn range(start: (u32, u32), end: (u32, u32)) -> lsp::Range {
        let at = |(line, character)| lsp::Position { line, character };
        lsp::Range { start: at(start), end: at(end) }
    }

    #[test]
    fn columns_count_in_the_unit_that_was_agreed_on() {
        for (unit, column) in [(Unit::Byte, 19), (Unit::Utf16, 13), (Unit::Char, 12)] {
            let mut text = "Hà Nội 😀 có mưa.\nHết".to_owned();
            apply(&mut text, part(range((0, column), (0, column)), "đang "), unit);
            assert_eq!(text, "Hà Nội 😀 có đang mưa.\nHết", "{unit:?}");
        }
    }

    #[test]
    fn ranges_beyond_the_text_end_with_it() {
        let mut text = "một\nhai".to_owned();
        apply(&mut text, part(range((0, 99), (7, 0)), "."), Unit::Utf16);
        assert_eq!(text, "một.");
        apply(&mut text, part(range((0, 3), (0, 0)), ""), Unit::Utf16);
        assert_eq!(text, ".");
    }

    #[test]
    fn the_word_that_is_typed_is_the_one_at_the_end_of_the_change() {
        let typed = |old: &str, new: &str| word_at(new, end_of_change(old, new)).map(|word| new[word].to_owned());
        assert_eq!(typed("Cả tổ n", "Cả tổ nổ").as_deref(), Some("nổ"));
        assert_eq!(typed("Cả tổ nô lực", "Cả tổ nổ lực").as_deref(), Some("nổ"));
        assert_eq!(typed("Cả tổ no\u{302} lực", "Cả tổ no\u{302}\u{309} lực").as_deref(), Some("no\u{302}\u{309}"));
        assert_eq!(typed("Cả tổ nổ", "Cả tổ nổ "), None);
        assert_eq!(typed("Cả tổ nổ", "Cả tổ nổ."), None);
        assert_eq!(typed("Cả tổ\nnổ", "Cả tổ \nnổ"), None);
        assert_eq!(typed("a a a", "a a a a").as_deref(), Some("a"));
    }

    fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec!["a", "ế", "e\u{302}", "😀", "👩\u{200D}👧", "\n", "\r\n", "\r", " ", "đ"]),
            0..12,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn edits_one_by_one_give_the_text_that_they_give_at_once(
            start in texts(),
            edits in prop::collection::vec((any::<u16>(), any::<u16>(), texts()), 0..8),
            unit in prop::sample::select(vec![Unit::Byte, Unit::Char, Unit::Utf16]),
        ) {
            let mut expected = start.clone();
            let mut text = start;
            for (from, to, new) in edits {
                let boundary = |text: &str, at: u16| {
                    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                    // Between CR and LF no position of the protocol is.
                    let at = bounds[at as usize % bounds.len()];
                    if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at }
                };
                let (one, other) = (boundary(&expected, from), boundary(&expected, to));
                let (from, to) = (one.min(other), one.max(other));
                let mut lines = LineIndex::new(&expected);
                let range = position::of_range(&mut lines, unit, from as u32..to as u32);
                expected.replace_range(from..to, &new);
                apply(&mut text, part(range, &new), unit);
                prop_assert_eq!(&text, &expected);
            }
            let mut whole = String::new();
            let change = TextDocumentContentChangeWholeDocument { text: expected.clone() };
            apply(&mut whole, TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change), unit);
            prop_assert_eq!(whole, expected);
        }
    }
}
