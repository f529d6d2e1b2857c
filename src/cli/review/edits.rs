//! Which accepted edits are compatible.

use unicode_normalization::UnicodeNormalization;

use crate::linter::Edits;
use crate::rules::Edit;
use crate::text::{Shown, SpanMap};

/// Whether an edit only changes the composition of letters. A file has thousands of these in one finding; an edit of
/// the words themselves wins over them.
pub(super) fn respells(text: &str, edit: &Edit) -> bool {
    edit.replacement.nfc().eq(text[edit.span.range()].nfc())
}

/// All compatible edits: those that only recompose letters give way to others, which do not overlap.
pub(super) fn settled<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> Edits<'e> {
    let (respelling, mut settled): (Vec<&Edit>, Vec<&Edit>) = edits.partition(|edit| respells(text, edit));
    let mut taken = SpanMap::<Shown>::default();
    settled.iter().for_each(|edit| taken.insert(edit.span, ()));
    settled.extend(respelling.into_iter().filter(|edit| taken.insert_free(edit.span, ())));
    Edits::new(settled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

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
        assert_eq!(settled(text, edits.iter()).apply(text), "sự nỗ lực");
    }
}
