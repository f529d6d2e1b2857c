//! Edits that have been accepted: which may stand together, and the text that they give.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::rules::Edit;
use crate::text::{Shown, Span, replaced};

/// Whether an edit only spells the same letters in another way, composed for decomposed. A file has thousands of such
/// places that one finding speaks of; an edit of the words themselves goes before them and does their work as well.
pub(super) fn respells(text: &str, edit: &Edit) -> bool {
    edit.replacement.nfc().eq(text[edit.span.range()].nfc())
}

/// The places that accepted edits have taken, and whose each is.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Start to end and owner, in bytes. No two clash, so no two start at one place.
    places: BTreeMap<u32, (u32, usize)>,
}

impl Taken {
    pub fn take(&mut self, span: Span<Shown>, owner: usize) {
        self.places.insert(span.start(), (span.end(), owner));
    }

    pub fn release(&mut self, span: Span<Shown>) {
        self.places.remove(&span.start());
    }

    /// Who but `except` has taken a byte of `span`, or begins where it begins: of two edits at one place nobody could say
    /// which comes first.
    pub fn clash(&self, span: Span<Shown>, except: usize) -> Option<usize> {
        let before = self.places.range(..=span.start()).rev();
        let before = before.take_while(|(start, (end, _))| *end > span.start() || **start == span.start());
        let after = self.places.range(span.start()..).skip_while(|(start, _)| **start == span.start());
        let after = after.take_while(|(start, _)| **start < span.end());
        before.chain(after).map(|(_, (_, owner))| *owner).find(|owner| *owner != except)
    }
}

/// Edits that do not clash, by position.
#[derive(Debug)]
pub(super) struct Edits<'e> {
    edits: Vec<&'e Edit>,
}

impl<'e> Edits<'e> {
    /// All `edits` that may stand together: those that respell give way to those that do not.
    pub fn settle(text: &str, edits: impl Iterator<Item = &'e Edit>) -> Edits<'e> {
        let (mut soft, mut settled): (Vec<&Edit>, Vec<&Edit>) = edits.partition(|edit| respells(text, edit));
        let mut taken = Taken::default();
        for edit in &settled {
            taken.take(edit.span, 0);
        }
        soft.retain(|edit| {
            let free = taken.clash(edit.span, usize::MAX).is_none();
            if free {
                taken.take(edit.span, 0);
            }
            free
        });
        settled.append(&mut soft);
        settled.sort_by_key(|edit| edit.span);
        Edits { edits: settled }
    }

    /// The same without those that touch the inside of `span`.
    pub fn outside(mut self, span: Span<Shown>) -> Edits<'e> {
        self.edits.retain(|edit| !edit.span.overlaps(span));
        self
    }

    /// Whether one of them changes something inside `span`.
    pub fn touch(&self, span: Span<Shown>) -> bool {
        self.edits.iter().any(|edit| edit.span.overlaps(span))
    }

    /// By position.
    pub fn list(&self) -> impl ExactSizeIterator<Item = &'e Edit> {
        self.edits.iter().copied()
    }

    /// The text with the edits made.
    pub fn apply(&self, text: &str) -> String {
        replaced(text, self.list().map(|edit| (edit.span, edit.replacement.as_str())))
    }

    /// Where a span that no edit touches stands in the new text, in bytes.
    pub fn place(&self, span: Span<Shown>) -> std::ops::Range<usize> {
        let before = self.edits.iter().take_while(|edit| edit.span.end() <= span.start());
        let (grown, shrunk) = before
            .fold((0, 0), |(grown, shrunk), edit| (grown + edit.replacement.len(), shrunk + edit.span.len() as usize));
        let start = span.start() as usize + grown - shrunk;
        start..start + span.len() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: replacement.to_owned() }
    }

    #[test]
    fn edits_clash_on_a_byte_and_on_a_start() {
        let mut taken = Taken::default();
        taken.take(Span::new(3, 6), 1);
        taken.take(Span::new(8, 8), 2);
        let clash = |start, end| taken.clash(Span::new(start, end), 9);
        assert_eq!((clash(0, 3), clash(6, 8), clash(6, 6)), (None, None, None));
        assert_eq!((clash(0, 4), clash(5, 7), clash(4, 5), clash(3, 3)), (Some(1), Some(1), Some(1), Some(1)));
        assert_eq!((clash(7, 9), clash(8, 8), clash(8, 10), clash(9, 10)), (Some(2), Some(2), Some(2), None));
        assert_eq!(taken.clash(Span::new(2, 9), 1), Some(2));
        assert_eq!(taken.clash(Span::new(4, 5), 1), None);
    }

    #[test]
    fn respelling_gives_way() {
        let text = "sư\u{323} nô\u{309} lư\u{323}c";
        let composed = |word: &str| -> Edit {
            let start = text.find(word).unwrap();
            Edit { span: Span::of(start..start + word.len()), replacement: word.nfc().collect() }
        };
        let words = "nô\u{309} lư\u{323}c";
        let start = text.find(words).unwrap();
        let firm = Edit { span: Span::of(start..start + words.len()), replacement: "nỗ lực".into() };
        let edits = [composed("ư\u{323}"), composed("ô\u{309}"), firm];
        assert_eq!(Edits::settle(text, edits.iter()).apply(text), "sự nỗ lực");
    }

    #[test]
    fn a_span_is_placed_behind_what_was_edited_before_it() {
        let edits = [edit(0, 2, "dài hơn"), edit(4, 4, "+"), edit(6, 9, "")];
        let edits = Edits::settle("ab cd efg h", edits.iter());
        assert_eq!(edits.apply("ab cd efg h"), "dài hơn c+d  h");
        assert_eq!(edits.place(Span::new(4, 5)), 12..13);
        assert_eq!(&edits.apply("ab cd efg h")[edits.place(Span::new(10, 11))], "h");
    }
}
