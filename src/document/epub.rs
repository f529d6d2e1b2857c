//! EPUB: the pages of a book, in the order of its spine (EPUB 3.3, package documents).

use std::borrow::Cow;

use super::coverage::Coverage;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Archive, Content, Definition, Format, Options, Reader};
use super::html;
use super::package::{Files, resolved};
use super::xml::{Item, Walk};
use crate::problem::Problem;

/// A book.
pub(super) struct Epub;

impl Format {
    /// Books of XHTML.
    pub const EPUB: Format = Format::new(&Definition {
        name: "epub",
        ends: &["epub"],
        about: About {
            title: ("EPUB", "EPUB"),
            read: ("các chương theo thứ tự của sách", "the chapters in the order of the book"),
            left_out: ("như HTML", "as HTML"),
        },
        content: Content::Archive(Archive {
            is: |files| files.has_mimetype("application/epub+zip"),
            parts,
            unread: |_, _| Coverage::default(),
            styles: &[],
        }),
        reader: Some(&Epub),
        ..Definition::TEXT
    });
}

impl Reader for Epub {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        for (part, range) in draft.parts() {
            html::HtmlPage::new(text, range, Some(part)).read(draft);
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &html::TEXT
    }
}

/// Where an archive says what kind of book it holds.
const CONTAINER: &str = "META-INF/container.xml";

/// The pages of the book, in reading order.
///
/// # Errors
/// If what says which they are is missing or cannot be read.
fn parts(files: &mut Files<'_>) -> Result<Vec<String>, Problem> {
    let container = files.text(CONTAINER)?;
    let mut book = None;
    let mut walk = Walk::new(&container, 0..container.len(), CONTAINER);
    while let (None, Some((item, _))) = (&book, walk.next()?) {
        if let Item::Open { tag, .. } = item
            && local(tag.name()) == "rootfile"
        {
            book = tag.attribute("full-path").map(Cow::into_owned);
        }
    }
    let book = book.ok_or_else(|| {
        Problem::new(
            "tệp EPUB không ghi sách nằm ở đâu (META-INF/container.xml); hãy xuất lại từ phần mềm làm sách",
            "the EPUB does not say where its book is (META-INF/container.xml); export it again",
        )
    })?;
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let package = files.text(&book)?;
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut spine = Vec::new();
    let mut walk = Walk::new(&package, 0..package.len(), &book);
    while let Some((item, _)) = walk.next()? {
        let Item::Open { tag, .. } = item else { continue };
        match local(tag.name()) {
            "item" => {
                let kind = tag.attribute("media-type").unwrap_or_default();
                if let (true, Some(id), Some(href)) =
                    (kind.contains("html"), tag.attribute("id"), tag.attribute("href"))
                {
                    pages.push((id.into_owned(), resolved(folder, &unquoted(&href))));
                }
            }
            "itemref" => spine.extend(tag.attribute("idref").map(Cow::into_owned)),
            _ => {}
        }
    }
    let pages: std::collections::HashMap<String, String> = pages.into_iter().collect();
    let mut parts: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for page in spine.iter().filter_map(|id| pages.get(id)) {
        if files.has(page) && known.insert(page) {
            parts.push(page.clone());
        }
    }
    Ok(parts)
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An address with `%20` and the like decoded, and without its fragment.
fn unquoted(href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let bytes = href.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code =
            href.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| href.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::pack;
    use super::super::{Document, Expected, Format, property_tests};
    use std::sync::Arc;

    fn book(pages: &[(&str, &str)], spine: &str) -> Vec<u8> {
        let container = "<container><rootfiles><rootfile full-path=\"OPS/sach.opf\"/></rootfiles></container>";
        let items: String = pages
            .iter()
            .map(|(name, _)| {
                format!("<item id=\"{name}\" href=\"{name}.xhtml\" media-type=\"application/xhtml+xml\"/>")
            })
            .collect();
        let package = format!(
            "<package><manifest>{items}<item id=\"x\" href=\"a%20b.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine>{spine}</spine></package>"
        );
        let mut files = vec![
            ("mimetype".to_owned(), "application/epub+zip".to_owned()),
            ("META-INF/container.xml".to_owned(), container.to_owned()),
            ("OPS/sach.opf".to_owned(), package),
            ("OPS/a b.xhtml".to_owned(), "<p>cuối</p>".to_owned()),
        ];
        files.extend(pages.iter().map(|(name, text)| (format!("OPS/{name}.xhtml"), (*text).to_owned())));
        pack(&files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
    }

    #[test]
    fn pages_come_in_the_order_of_the_spine() {
        let pages = [
            ("hai", "<h1>Hai</h1><p>nổ l<i>ự</i>c</p>"),
            ("mot", "<?xml version=\"1.0\"?><html><p>Một &amp; m&#7897;t</p></html>"),
        ];
        let spine = "<itemref idref=\"mot\"/><itemref idref=\"hai\"/><itemref idref=\"khong\"/><itemref idref=\"x\"/>";
        let bytes = book(&pages, spine);
        property_tests::check(&bytes, Format::EPUB);
        let document = Document::open(&bytes, Format::EPUB, &Arc::default()).unwrap();
        assert_eq!(document.text(), "Một & một\n\nHai\n\nnổ lực\n\ncuối");
        let at = document.text().find("nổ").unwrap() as u32;
        let span = crate::text::Span::new(at, at + 10);
        let place = document.place(span).unwrap();
        assert_eq!((place.part.as_str(), place.paragraph), ("OPS/hai.xhtml", 2));
        let edited = document.edited(&document.edits(span, "nỗ lực").unwrap()).unwrap().bytes().unwrap();
        assert!(Document::open(&edited, Format::EPUB, &Arc::default()).unwrap().text().contains("nỗ lực"));
        assert_eq!(Expected::Open.format(&bytes).unwrap(), Format::EPUB);
    }

    #[test]
    fn a_page_in_utf_16_is_read_and_stays_in_it() {
        for big in [false, true] {
            let wide = |text: &str| -> Vec<u8> {
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
            };
            let container = b"<container><rootfile full-path=\"a.opf\"/></container>";
            let package = b"<package><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/><itemref idref=\"a\"/></package>";
            let page = wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?><p>nổ lực</p>");
            let bytes = pack(&[("META-INF/container.xml", container), ("a.opf", package), ("a.xhtml", &page)]);
            property_tests::check(&bytes, Format::EPUB);
            let document = Document::open(&bytes, Format::EPUB, &Arc::default()).unwrap();
            assert_eq!(document.text(), "nổ lực");
            let edits = document.edits(crate::text::Span::new(0, 4), "nỗ").unwrap();
            let edited = document.edited(&edits).unwrap().bytes().unwrap();
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(edited)).unwrap();
            let mut new = Vec::new();
            std::io::Read::read_to_end(&mut archive.by_name("a.xhtml").unwrap(), &mut new).unwrap();
            assert_eq!(new, wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?><p>nỗ lực</p>"));
        }
    }

    #[test]
    fn a_book_that_is_nowhere_is_refused() {
        for files in [
            &[("mimetype", &b"application/epub+zip"[..])][..],
            &[("META-INF/container.xml", b"<a/>")],
            &[("META-INF/container.xml", b"<rootfile full-path=\"../../etc/passwd\"/>")],
        ] {
            assert!(Document::open(pack(files), Format::EPUB, &Arc::default()).is_err());
        }
    }
}
