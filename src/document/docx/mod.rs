//! Word documents, OOXML (ECMA-376): what is on the page, run by run.
//!
//! Read are the body and then, in this order, footnotes, endnotes, headers and footers. Tracked deletions are no text,
//! insertions are; a field is its result. What a text box holds comes behind the paragraph that the box is anchored in. Pages of HTML
//! that are embedded for Word to take in (`w:altChunk`) are read as such, behind the body.

#[cfg(feature = "cli")]
mod comments;
#[cfg(feature = "cli")]
mod element_names;
mod parts;
#[cfg(feature = "cli")]
mod plain;
#[cfg(feature = "cli")]
mod review;
mod story;
mod unread;

#[cfg(all(test, feature = "cli"))]
mod tests;

use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Archive, Content, Definition, Format, Options, Reader};
use super::{html, stories, xml};
use crate::problem::Problem;
use story::Story;

#[cfg(feature = "cli")]
pub use review::{Note, review};

/// Word.
pub(super) struct Docx;

/// In a `w:t` without the attribute that keeps the space at its ends, which Word drops.
static DROPS_SPACE: Escaping = Escaping(|words| {
    let at_ends = words.starts_with(xml::is_space) || words.ends_with(xml::is_space);
    if at_ends || has_breaks(words) { None } else { xml::escape(words) }
});
/// In one with it.
static KEEPS_SPACE: Escaping = Escaping(|words| if has_breaks(words) { None } else { xml::escape(words) });
/// In a CDATA section in either.
static IN_CDATA: Escaping = Escaping(|words| if has_breaks(words) { None } else { xml::unescaped(words) });

/// Whether words have what is no letter in Word.
fn has_breaks(words: &str) -> bool {
    words.contains(['\n', '\r', '\t'])
}

impl Format {
    /// Word, OOXML.
    pub const DOCX: Format = Format::new(&Definition {
        name: "docx",
        ends: &["docx", "docm", "dotx", "dotm"],
        about: About {
            title: ("Word", "Word"),
            read: (
                "thân bài, tiêu đề, bảng, hộp chữ, chú thích, đầu và chân trang, trang HTML nhúng (altChunk), chữ \
                 mới thêm khi theo dõi thay đổi",
                "body, headings, tables, text boxes, notes, headers and footers, embedded pages of HTML \
                 (altChunk), tracked insertions",
            ),
            left_out: ("chữ đã xóa khi theo dõi thay đổi", "tracked deletions"),
        },
        content: Content::Archive(Archive {
            is: |files| Ok(files.has("word/document.xml")),
            parts: parts::parts,
            unread: unread::unread,
            styles: &["word/styles.xml", "word/numbering.xml"],
        }),
        reader: Some(&Docx),
        ..Definition::TEXT
    });
}

impl Reader for Docx {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        for (part, range) in draft.parts() {
            if parts::is_page(part, &text[range.clone()]) {
                html::HtmlPage::new(text, range, Some(part)).read(draft);
            } else {
                stories::read(range, |stretch| Story::new(text, stretch, part), draft)?;
            }
        }
        let body = draft.parts().next().map_or("", |(_, range)| &text[range]);
        if draft.is_empty() && body.contains(parts::CHUNK) {
            return Err(Problem::new(
                "chữ của tệp này nằm trong một tệp khác nhúng vào nó (altChunk); hãy mở bằng Word rồi lưu lại",
                "the text of this file lies in another one inside of it (altChunk); open it in Word and save it again",
            ));
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &DROPS_SPACE
    }
}
