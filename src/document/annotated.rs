//! Plain text with stretches that the program it comes from calls markup: its syntax is nobody's business but that program's.

use std::ops::Range;

use super::draft::Draft;
use super::escaping::VERBATIM;
use super::opened::Document;
use crate::text::{DecodeError, Source};

/// A stretch of markup in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    /// Its byte range.
    pub range: Range<usize>,
    /// The text that people read in its place; mostly none.
    pub reads_as: String,
}

impl<'b> Document<'b> {
    /// The document of a text with markup, which is given in order and without overlap. What stands on both sides of markup
    /// is read as if it stood side by side; no edit touches markup but that which is read as letters, which is replaced as a
    /// whole.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if it is 4 GiB or more.
    pub fn annotated(text: &'b str, markup: &[Markup]) -> Result<Document<'b>, DecodeError> {
        let source = Source::of_text(text)?;
        let mut draft = Draft::new(source.text(), &[], &VERBATIM);
        let mut at = 0;
        for Markup { range, reads_as } in markup {
            draft.show(at..range.start);
            // A break is no word that a suggestion could take in.
            match reads_as.chars().all(char::is_whitespace) {
                true => draft.show_generated(range.clone(), reads_as),
                false => draft.show_respelled(range.clone(), reads_as),
            }
            at = range.end;
        }
        draft.show(at..text.len());
        let (view, _) = draft.finish();
        match u32::try_from(view.text.len()) {
            Ok(_) => Ok(Document::viewed(source, view)),
            Err(_) => Err(DecodeError::TooLong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn markup(range: Range<usize>, reads_as: &str) -> Markup {
        Markup { range, reads_as: reads_as.into() }
    }

    #[test]
    fn places_are_those_of_the_whole_text() {
        let text = "Sự <b>nổ</b> lực.<p>V&#7879;t";
        let at = |what: &str| text.find(what).unwrap();
        let all = [
            markup(at("<b>")..at("nổ"), ""),
            markup(at("</b>")..at(" lực"), ""),
            markup(at("<p>")..at("V&"), "\n\n"),
            markup(at("&#")..text.len() - 1, "ệ"),
        ];
        let document = Document::annotated(text, &all).unwrap();
        assert_eq!(document.text(), "Sự nổ lực.\n\nVệt");
        let phrase = document.text().find("nổ lực").unwrap();
        let span = Span::of(phrase..phrase + "nổ lực".len());
        assert_eq!(&text[document.to_listing(span).range()], "nổ</b> lực");
        let edits = document.edits(span, "nỗ lực").unwrap();
        assert_eq!(edits.iter().map(|(_, new)| new.as_str()).collect::<Vec<_>>(), ["ỗ"]);
        let word = document.text().find("Vệt").unwrap();
        assert_eq!(&text[document.to_listing(Span::of(word..word + "Vệt".len())).range()], "V&#7879;t");
    }

    #[test]
    fn a_text_without_markup_is_itself() {
        let document = Document::annotated("Trời đẹp.", &[]).unwrap();
        assert_eq!((document.text(), document.listing()), ("Trời đẹp.", "Trời đẹp."));
        assert_eq!(Document::annotated("", &[]).unwrap().text(), "");
        assert_eq!(Document::annotated("<b>", &[markup(0..3, "")]).unwrap().text(), "");
    }
}
