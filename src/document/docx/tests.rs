use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{Document, Format, laws};
use std::sync::Arc;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"mc\" xmlns:wp=\"wp\" xmlns:m=\"m\"";

/// A document with this body, and other parts.
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let body = format!("<?xml version=\"1.0\"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    for (name, text) in [("word/document.xml", body.as_str())].iter().chain(more) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Document<'_> {
    Document::open(bytes, Format::Docx, &Arc::default()).unwrap()
}

fn shown(body: &str) -> String {
    let bytes = docx(body, &[]);
    laws::hold(&bytes, Format::Docx);
    open(&bytes).text().to_owned()
}

fn p(runs: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn a_word_over_five_runs_is_one_word() {
    let body = p(&["n", "ổ", " l", "ự", "c"].map(r).concat());
    assert_eq!(shown(&body), "nổ lực");
    let bytes = docx(&body, &[("word/media/a.png", "ảnh")]);
    let document = open(&bytes);
    let edits = document.edits(crate::text::Span::new(0, 10), "nỗ lực").unwrap();
    let edited = document.edited(&edits).unwrap();
    assert_eq!(edited.text(), "nỗ lực");
    let again = edited.bytes().unwrap();
    assert_eq!(open(&again).text(), "nỗ lực");
    let mut archive = zip::ZipArchive::new(Cursor::new(&again)).unwrap();
    let mut before = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.by_index_raw(1).unwrap().crc32(), before.by_index_raw(1).unwrap().crc32());
}

#[test]
fn paragraphs_cells_and_breaks() {
    let body = [
        p(&r("Một &amp; hai&#x1EC7;")),
        format!(
            "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            p(&r("ô")),
            p(&r("kia"))
        ),
        p(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t> c </w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>",
        ),
        "<w:p/>".to_owned(),
        p(&r("cuối")),
    ];
    assert_eq!(shown(&body.concat()), "Một & haiệ\n\nô\n\nkia\n\na\tb\nc\u{2011}de\n\ncuối");
    let bytes = docx(&body.concat(), &[]);
    let document = open(&bytes);
    let at = document.text().find("cuối").unwrap() as u32;
    let place = document.place(crate::text::Span::new(at, at + 2)).unwrap();
    assert_eq!((place.part.as_str(), place.paragraph), ("word/document.xml", 6));
}

#[test]
fn what_was_deleted_is_no_text_and_what_was_inserted_is() {
    let body = p(&[
        r("giữ "),
        "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>bỏ</w:delText></w:r></w:del>".into(),
        format!("<w:ins w:id=\"2\" w:author=\"a\">{}</w:ins>", r("thêm")),
        format!("<w:moveFrom>{}</w:moveFrom>", r("dời")),
    ]
    .concat());
    assert_eq!(shown(&body), "giữ thêm");
    let joined = format!("<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>{}</w:p>{}", r("trước "), p(&r("sau")));
    assert_eq!(shown(&joined), "trước sau");
}

#[test]
fn fields_are_their_results() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            r(result)
        )
    };
    assert_eq!(shown(&p(&(r("xem ") + &field("HYPERLINK \"http://a.vn\"", "trang này")))), "xem trang này");
    assert_eq!(shown(&p(&(field("TOC \\o", &field("PAGEREF a", "12")) + &r("sau")))), "sau");
    let bytes = docx(&p(&(r("trang ") + &field("PAGE", "3"))), &[]);
    assert_eq!(open(&bytes).opaque().len(), 1);
    assert_eq!(shown(&p("<w:fldSimple w:instr=\"AUTHOR\"><w:r><w:t>Lan</w:t></w:r></w:fldSimple>")), "Lan");
}

#[test]
fn text_boxes_come_behind_their_paragraph_and_once() {
    let inside = p(&r("trong hộp"));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><w:txbxContent>{inside}</w:txbxContent></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let body = p(&(r("trước ") + &drawing + &r("sau"))) + &p(&r("nữa"));
    assert_eq!(shown(&body), "trước sau\n\ntrong hộp\n\nnữa");
    let deep = (0..50).fold(String::new(), |inner, _| {
        p(&format!("<w:r><w:drawing><w:txbxContent>{inner}</w:txbxContent></w:drawing></w:r>"))
    });
    assert_eq!(shown(&deep), "");
    assert_eq!(
        shown(&p(&(r("ảnh ") + "<w:r><w:drawing><wp:inline/></w:drawing></w:r>" + &r(", rồi")))),
        "ảnh \u{FFFC}, rồi"
    );
}

#[test]
fn hidden_text_formulas_and_ruby() {
    assert_eq!(shown(&p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>")), "hiện");
    assert_eq!(shown(&p(&(r("số ") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + &r(".")))), "số \u{FFFC}.");
    assert_eq!(
        shown(&p(
            "<w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>chữ</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )),
        "chữ"
    );
}

#[test]
fn notes_headers_and_footers_come_behind_the_body() {
    let rels = "<Relationships><Relationship Type=\"x/header\" Target=\"header10.xml\"/><Relationship Type=\"x/header\" Target=\"header2.xml\"/>\
                <Relationship Type=\"x/footnotes\" Target=\"footnotes.xml\"/><Relationship Type=\"x/hyperlink\" Target=\"http://a.vn\" TargetMode=\"External\"/></Relationships>";
    let part = |text: &str| format!("<w:hdr>{}</w:hdr>", p(&r(text)));
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p(&r("---")),
        p(&r("chú thích"))
    );
    let bytes = docx(
        &p(&r("thân")),
        &[
            ("word/_rels/document.xml.rels", rels),
            ("word/header2.xml", &part("hai")),
            ("word/header10.xml", &part("mười")),
            ("word/footnotes.xml", &notes),
        ],
    );
    laws::hold(&bytes, Format::Docx);
    assert_eq!(open(&bytes).text(), "thân\n\nchú thích\n\nhai\n\nmười");
}

#[test]
fn broken_files_are_refused() {
    let bytes = docx(&p(&r("một")), &[]);
    for cut in [0, 1, 10, bytes.len() / 2, bytes.len() - 1] {
        assert!(Document::open(&bytes[..cut], Format::Docx, &Arc::default()).is_err());
    }
    assert!(Document::open(docx("<w:p></w:r>", &[]), Format::Docx, &Arc::default()).is_err());
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>";
    let with_bomb = docx(&(bomb.to_owned() + &p(&r("&c;"))), &[]);
    if let Ok(document) = Document::open(with_bomb, Format::Docx, &Arc::default()) {
        assert_eq!(document.text(), "&c;");
    }
}

proptest! {
    #[test]
    fn any_document_keeps_the_laws(
        pieces in prop::collection::vec(prop_oneof![
            "[a-zđêô ,.\n]{0,6}".prop_map(|text| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")),
            "[a-zđêô ,.\n]{0,6}".prop_map(|text| format!("<w:r><w:t>{text}</w:t></w:r>")),
            Just("<w:r><w:t>a&amp;b &lt;c</w:t></w:r>".to_owned()),
            Just("<w:r><w:t xml:space=\"preserve\"> &#7879;</w:t></w:r>".to_owned()),
            Just("<w:r><w:t><![CDATA[x]]></w:t></w:r>".to_owned()),
            Just("<w:r><w:tab/></w:r>".to_owned()),
            Just("<w:r><w:br/></w:r>".to_owned()),
            Just("</w:p><w:p>".to_owned()),
            Just("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>".to_owned()),
            Just("<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>".to_owned()),
            Just("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned()),
            Just("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned()),
        ], 0..14),
    ) {
        laws::hold(&docx(&format!("<w:p>{}</w:p>", pieces.concat()), &[]), Format::Docx);
    }
}
