//! OpenDocument text (ODF 1.3): paragraphs and headings of the body, then of headers and footers. Notes and text boxes come
//! behind the paragraph that they hang on. White space is as ODF has it: a run is one space, more are `text:s`.

use std::collections::HashSet;
use std::ops::Range;

use super::coverage::Coverage;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Archive, Content, Definition, Format, Options, Reader};
use super::package::Files;
use super::stories::{self, Hanging, Stretch};
use super::typeface::{is_code_font, is_code_style};
use super::xml::{self, Item, Tag, Walk};
use crate::problem::Problem;

/// OpenDocument text.
pub(super) struct Odt;

/// Escaping between tags, and in a CDATA section.
static TEXT: Escaping = Escaping(|words| if loses_space(words) { None } else { xml::escape(words) });
static CDATA: Escaping = Escaping(|words| if loses_space(words) { None } else { xml::unescaped(words) });

/// Whether words have white space that would be read as one space, or as none.
fn loses_space(words: &str) -> bool {
    words.contains(['\n', '\r', '\t']) || words.contains("  ")
}

/// The most spaces that one `text:s` is shown as.
const MOST_SPACES: usize = 1000;

/// The parts with text: the body, then headers and footers, which are in the styles.
fn parts(files: &mut Files<'_>) -> Result<Vec<String>, Problem> {
    let mut parts = vec!["content.xml".to_owned()];
    if files.has("styles.xml") {
        parts.push("styles.xml".to_owned());
    }
    Ok(parts)
}

impl Format {
    /// OpenDocument text.
    pub const ODT: Format = Format::new(&Definition {
        name: "odt",
        ends: &["odt", "ott"],
        about: About {
            title: ("OpenDocument", "OpenDocument"),
            read: ("như Word", "as Word"),
            left_out: ("như Word", "as Word"),
        },
        content: Content::Archive(Archive {
            is: |files| files.has_mimetype("application/vnd.oasis.opendocument.text"),
            parts,
            unread: |_, _| Coverage::default(),
            styles: &[],
        }),
        reader: Some(&Odt),
        ..Definition::TEXT
    });
}

impl Reader for Odt {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut common = HashSet::new();
        for (part, range) in draft.parts().skip(1) {
            code_styles(Walk::new(text, range, part), "office:automatic-styles", &mut common)?;
        }
        for (part, range) in draft.parts() {
            let mut code = common.clone();
            code_styles(Walk::new(text, range.clone(), part), "office:body", &mut code)?;
            stories::read(range, |stretch| Story::new(text, stretch, part, &code), draft)?;
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

/// Collects the names of code styles, up to the element `until`.
fn code_styles(mut walk: Walk<'_>, until: &str, code: &mut HashSet<String>) -> Result<(), Problem> {
    let mut style = String::new();
    while let Some((item, _)) = walk.next()? {
        let Item::Open { tag, .. } = item else { continue };
        match tag.name() {
            "style:style" => {
                style = tag.attribute("style:name").unwrap_or_default().into_owned();
                let parent = tag.attribute("style:parent-style-name").unwrap_or_default();
                if is_code_style(&style) || is_code_style(&parent) || code.contains(&*parent) {
                    code.insert(style.clone());
                }
            }
            "style:text-properties" => {
                let font = tag.attribute("style:font-name").or_else(|| tag.attribute("fo:font-family"));
                if !style.is_empty() && font.is_some_and(|font| is_code_font(&font)) {
                    code.insert(style.clone());
                }
            }
            name if name == until => break,
            // What is set for bullets, and for what has no style.
            name if name.starts_with("text:") || name == "style:default-style" => style.clear(),
            _ => {}
        }
    }
    Ok(())
}

/// Elements whose contents are no text of the document: what was deleted, what it was written with, what it makes by itself.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "text:tracked-changes"
            | "office:annotation"
            | "text:note-citation"
            | "text:ruby-text"
            | "text:table-of-content"
            | "text:illustration-index"
            | "text:table-index"
            | "text:object-index"
            | "text:user-index"
            | "text:alphabetical-index"
            | "text:bibliography"
            | "text:hidden-text"
            | "text:script"
            | "office:forms"
            | "office:font-face-decls"
            | "office:automatic-styles"
            | "office:meta"
            | "office:scripts"
            | "text:sequence-decls"
            | "text:variable-decls"
            | "text:user-field-decls"
            | "text:dde-connection-decls"
            | "svg:title"
            | "svg:desc"
    )
}

/// Elements that hang on a paragraph and have paragraphs of their own: notes, boxes, shapes with words in them.
fn is_box(name: &str) -> bool {
    matches!(
        name,
        "text:note-body"
            | "draw:text-box"
            | "draw:custom-shape"
            | "draw:rect"
            | "draw:circle"
            | "draw:ellipse"
            | "draw:polygon"
            | "draw:caption"
            | "draw:g"
    )
}

/// Elements that stand in the line and are no text: pictures, drawings, formulas. What a text box holds is read as a story.
fn is_thing(name: &str) -> bool {
    matches!(
        name,
        "draw:image"
            | "draw:object"
            | "draw:object-ole"
            | "draw:plugin"
            | "draw:applet"
            | "draw:floating-frame"
            | "draw:control"
            | "draw:line"
            | "draw:path"
            | "draw:polyline"
            | "draw:connector"
            | "math:math"
    )
}

/// Fields whose text is a number or a name of the document's own making.
fn is_field(name: &str) -> bool {
    matches!(
        name,
        "text:page-number"
            | "text:page-count"
            | "text:page-continuation"
            | "text:date"
            | "text:time"
            | "text:chapter"
            | "text:sequence"
            | "text:sequence-ref"
            | "text:note-ref"
            | "text:file-name"
            | "text:placeholder"
            | "text:measure"
            | "text:paragraph-count"
            | "text:word-count"
            | "text:character-count"
            | "text:creation-date"
            | "text:modification-date"
    )
}

/// What is read in one go: a part, a note, a box.
struct Story<'t> {
    walk: Walk<'t>,
    part: &'t str,
    paragraphs: u32,
    /// For each open element whether it is a paragraph, and, for one of a link or of code, from which byte of the shown text on.
    open: Vec<(bool, Option<usize>)>,
    /// The styles of code.
    code: &'t HashSet<String>,
    /// How many paragraphs are open.
    inside: usize,
    boxes: Hanging,
}

impl stories::Story for Story<'_> {
    fn read(&mut self, draft: &mut Draft<'_>) -> Result<Hanging, Problem> {
        while let Some((item, range)) = self.walk.next()? {
            match item {
                Item::Open { tag, empty: false } => self.open(&tag, range, draft)?,
                Item::Open { tag, empty: true } => self.empty(&tag, range, draft),
                Item::Close => {
                    let (paragraph, cited) = self.open.pop().unwrap_or_default();
                    if let Some(from) = cited {
                        draft.mark_cited(from);
                    }
                    if paragraph {
                        self.inside -= 1;
                        draft.trim();
                        if self.inside == 0 && !self.boxes.is_empty() {
                            return Ok(std::mem::take(&mut self.boxes));
                        }
                    }
                }
                _ if self.inside == 0 => {}
                Item::Text => {
                    draft.escaping(&TEXT);
                    draft.collapse(range, |byte| xml::is_space(char::from(byte)));
                }
                Item::Reference(Some(c)) if xml::is_space(c) => draft.space(range),
                Item::Reference(c) => xml::show_reference(draft, range, c),
                Item::Cdata(inner) => {
                    draft.escaping(&CDATA);
                    draft.collapse(inner, |byte| xml::is_space(char::from(byte)));
                    draft.escaping(&TEXT);
                }
            }
        }
        Ok(std::mem::take(&mut self.boxes))
    }
}

impl<'t> Story<'t> {
    fn new(text: &'t str, stretch: Stretch, part: &'t str, code: &'t HashSet<String>) -> Story<'t> {
        let walk = Walk::within(text, stretch.range, part, stretch.scope);
        Story { walk, part, paragraphs: stretch.before, open: Vec::new(), code, inside: 0, boxes: Vec::new() }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let name = tag.name();
        let style = tag.attribute("text:style-name").unwrap_or_default();
        let cited = name == "text:a" || is_code_style(&style) || self.code.contains(&*style);
        let cited = cited.then_some(draft.text().len());
        match name {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                self.inside += 1;
                draft.place(self.part, self.paragraphs);
                self.open.push((true, cited));
                return Ok(());
            }
            // Found only inside of a paragraph; elsewhere a box is read where it is.
            name if is_box(name) && self.inside > 0 => {
                let before = self.paragraphs;
                let mut paragraphs = 0;
                let end =
                    self.walk.skip_seeing(|tag| paragraphs += u32::from(matches!(tag.name(), "text:p" | "text:h")))?;
                self.paragraphs += paragraphs;
                self.boxes.push(Stretch { range: range.start..end, before, scope: tag.scope().clone() });
                return Ok(());
            }
            "text:note" if self.inside > 0 => draft.object(range),
            name if is_thing(name) && self.inside > 0 => {
                let end = self.walk.skip()?;
                draft.object(range.start..end);
                return Ok(());
            }
            "text:s" | "text:tab" | "text:line-break" => {
                let end = self.walk.skip()?;
                self.empty(tag, range.start..end, draft);
                return Ok(());
            }
            name if is_field(name) && self.inside > 0 => {
                let end = self.walk.skip()?;
                draft.object(range.start..end);
                return Ok(());
            }
            name if is_passed_over(name) => return self.walk.skip().map(drop),
            _ => {}
        }
        self.open.push((false, cited));
        Ok(())
    }

    fn empty(&mut self, tag: &Tag<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        match tag.name() {
            "text:p" | "text:h" => self.paragraphs += 1,
            _ if self.inside == 0 => {}
            "text:s" => {
                let count = tag.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                draft.show_respelled(range, &" ".repeat(count.clamp(1, MOST_SPACES)));
            }
            "text:tab" => draft.show_respelled(range, "\t"),
            "text:line-break" => draft.line(range),
            name if is_thing(name) || is_field(name) => draft.object(range),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::pack;
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn odt(body: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:automatic-styles><text:p>x</text:p></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let styles = "<a xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><style:header><text:p>đầu trang</text:p></style:header></a>";
        pack(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
            ("styles.xml", styles.as_bytes()),
        ])
    }

    fn shown(body: &str) -> String {
        let bytes = odt(body);
        property_tests::check(&bytes, Format::ODT);
        let document = Document::open(&bytes, Format::ODT, &Arc::default()).unwrap();
        document.text().strip_suffix("đầu trang").unwrap().trim_end_matches('\n').to_owned()
    }

    #[test]
    fn paragraphs_spans_and_white_space() {
        let body = "<text:h>Tiêu\n  đề</text:h><text:p> n<text:span>ổ</text:span> lực <text:s text:c=\"2\"/>rồi<text:tab/>và<text:line-break/> hết </text:p><text:p/><text:p>a &amp; b</text:p>";
        assert_eq!(shown(body), "Tiêu đề\n\nnổ lực   rồi\tvà\nhết\n\na & b");
        let bytes = odt(body);
        let document = Document::open(&bytes, Format::ODT, &Arc::default()).unwrap();
        let at = document.text().find("a &").unwrap() as u32;
        assert_eq!(document.place(crate::text::Span::new(at, at + 1)).unwrap().paragraph, 4);
        let at = document.text().find("nổ").unwrap() as u32;
        let edits = document.edits(crate::text::Span::new(at, at + 10), "nỗ lực").unwrap();
        assert!(document.edited(&edits).unwrap().source().text().contains("n<text:span>ỗ</text:span> lực"));
    }

    #[test]
    fn notes_and_boxes_come_behind_and_deletions_do_not_come() {
        let body = "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes><text:p>trước<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>chú thích</text:p></text:note-body></text:note> sau<draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame>, trang <text:page-number>3</text:page-number>.<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p><text:p>nữa</text:p>";
        assert_eq!(shown(body), "trước\u{FFFC} sau, trang \u{FFFC}.\n\nchú thích\n\nhộp\n\nnữa");
    }

    #[test]
    fn things_stand_for_words_and_shapes_come_behind() {
        let shape = "<draw:custom-shape><text:p>trong hình</text:p></draw:custom-shape>";
        let body = format!(
            "<text:p>Người <draw:frame><draw:image/></draw:frame> với {shape} ai.<text:note><text:note-body><text:p>chú</text:p></text:note-body></text:note> Hết</text:p>"
        );
        let body = body
            .replace("<text:p>Người", "<text:p xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\">Người");
        assert_eq!(shown(&body), "Người \u{FFFC} với ai.\u{FFFC} Hết\n\ntrong hình\n\nchú");
    }

    #[test]
    fn prefixes_mean_nothing_and_sections_are_text() {
        let text = "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
        assert_eq!(shown(&format!("<p {text}>một <span>hai</span><![CDATA[ & ba]]><s/>bốn</p>")), "một hai & ba bốn");
        assert_eq!(shown("<x:p xmlns:x=\"urn:x\">không</x:p><text:p xmlns:text=\"urn:x\">không</text:p>"), "");
    }

    #[test]
    fn links_and_code_are_cited() {
        let content = "<office:document-content xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"><office:automatic-styles><style:style style:name=\"T1\" style:parent-style-name=\"Source_20_Text\"/><style:style style:name=\"T2\"><style:text-properties fo:font-family=\"'Courier New'\"/></style:style><style:style style:name=\"T3\"/><text:list-style style:name=\"L1\"><style:text-properties style:font-name=\"Courier New\"/></text:list-style></office:automatic-styles><office:body><text:p>xem <text:a>trang <text:span>này</text:span></text:a>, <text:span text:style-name=\"T1\">biến</text:span>, <text:span text:style-name=\"T2\">hàm</text:span>, <text:span text:style-name=\"T3\">ta</text:span>, <text:span text:style-name=\"Mã\">lệnh</text:span></text:p></office:body></office:document-content>";
        let styles = "<a><office:styles><style:style style:name=\"Mã\"><style:text-properties style:font-name=\"Liberation Mono\"/></style:style></office:styles></a>";
        let bytes = pack(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
            ("styles.xml", styles.as_bytes()),
        ]);
        property_tests::check(&bytes, Format::ODT);
        let document = Document::open(&bytes, Format::ODT, &Arc::default()).unwrap();
        assert_eq!(property_tests::cited(&document), ["trang này", "biến", "hàm", "lệnh"]);
    }

    proptest! {
        #[test]
        fn any_document_keeps_the_laws(
            body in "(</?text:span>|<!\\[CDATA\\[a & b\\]\\]>|<text:note/>|</text:p><text:p>|<text:s/>|<text:tab/>|<text:line-break/>|&amp;|&#32;|[ \n]{1,2}|[a-zđêô ,.]{1,5}|<draw:image/>){0,16}",
        ) {
            property_tests::check(&odt(&format!("<text:p>{body}</text:p>")), Format::ODT);
        }
    }
}
