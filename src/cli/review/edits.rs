//! Which of the edits that have been accepted may stand together.

use unicode_normalization::UnicodeNormalization;

use crate::linter::Edits;
use crate::rules::Edit;
use crate::text::{Shown, SpanMap};

/// Whether an edit only spells the same letters in another way, composed for decomposed. A file has thousands of such
/// places that one finding speaks of; an edit of the words themselves goes before them and does their work as well.
pub(super) fn respells(text: &str, edit: &Edit) -> bool {
    edit.replacement.nfc().eq(text[edit.span.range()].nfc())
}

/// All edits that may stand together: those that respell give way to those that do not, which do not clash.
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
