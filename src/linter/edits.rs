//! A set of edits that are made together: the text that results, and where its spans are then.

use crate::rules::Edit;
use crate::text::{Shown, Span, replaced};

/// Edits of a text that do not overlap, by position.
#[derive(Debug)]
pub struct Edits<'e> {
    edits: Vec<&'e Edit>,
    /// For each edit, by how many bytes the text behind it moves.
    shifts: Vec<i64>,
}

impl<'e> Edits<'e> {
    /// A set of edits in any order that do not overlap.
    pub fn new(edits: impl IntoIterator<Item = &'e Edit>) -> Edits<'e> {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let mut shift = 0;
        let shifted = edits.iter().map(|edit| {
            shift += edit.replacement.len() as i64 - i64::from(edit.span.len());
            shift
        });
        Edits { shifts: shifted.collect(), edits }
    }

    /// The edits that change nothing inside of `span`.
    pub fn outside(self, span: Span<Shown>) -> Edits<'e> {
        Edits::new(self.edits.into_iter().filter(|edit| !edit.span.overlaps(span)))
    }

    /// The edits by position.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'e Edit> {
        self.edits.iter().copied()
    }

    /// The text with the edits made.
    pub fn apply(&self, text: &str) -> String {
        replaced(text, self.iter().map(|edit| (edit.span, edit.replacement.as_str())))
    }

    /// The span in the new text that a span of the old one becomes; `None` if an edit changes something inside of it.
    pub fn place(&self, span: Span<Shown>) -> Option<Span<Shown>> {
        let passed = self.edits.partition_point(|edit| edit.span.end() <= span.start());
        if self.edits.get(passed).is_some_and(|edit| edit.span.start() < span.end()) {
            return None;
        }
        let shift = passed.checked_sub(1).map_or(0, |last| self.shifts[last]);
        let shifted = |at: u32| u32::try_from(i64::from(at) + shift).ok();
        Some(Span::new(shifted(span.start())?, shifted(span.end())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: replacement.to_owned() }
    }

    #[test]
    fn a_span_is_placed_behind_what_was_edited_before_it() {
        let text = "ab cd efg h";
        let edits = [edit(6, 9, ""), edit(4, 4, "+"), edit(0, 2, "dài hơn")];
        let edits = Edits::new(&edits);
        assert_eq!(edits.apply(text), "dài hơn c+d  h");
        let place = |start, end| edits.place(Span::new(start, end)).map(Span::range);
        assert_eq!(place(4, 5), Some(12..13));
        assert_eq!(place(9, 10), Some(14..15));
        assert_eq!(place(10, 11).map(|place| edits.apply(text)[place].to_owned()).as_deref(), Some("h"));
        assert_eq!((place(1, 3), place(3, 5), place(6, 9), place(5, 11)), (None, None, None, None));
    }

    #[test]
    fn an_edit_inside_of_a_span_can_be_left_out() {
        let edits = [edit(0, 2, "x"), edit(3, 5, "y")];
        let span = Span::new(2, 4);
        let edits = Edits::new(&edits).outside(span);
        assert_eq!((edits.apply("ab cd"), edits.place(span).map(Span::range)), ("x cd".into(), Some(1..3)));
    }
}
