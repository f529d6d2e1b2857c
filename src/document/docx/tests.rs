use std::io::Cursor;

use proptest::prelude::*;

use super::super::package::tests::pack;
use super::super::{Document, Format, property_tests};
use super::review::review;
use std::sync::Arc;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

/// A document with this body, and other parts.
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<?xml version=\"1.0\"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let files = [("word/document.xml", body.as_str())];
    let files = files.iter().chain(more).map(|(name, text)| (*name, text.as_bytes()));
    pack(&files.collect::<Vec<_>>())
}

fn open(bytes: &[u8]) -> Document<'_> {
    Document::open(bytes, Format::DOCX, &Arc::default()).unwrap()
}

fn shown(body: &str) -> String {
    let bytes = docx(body, &[]);
    property_tests::check(&bytes, Format::DOCX);
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
fn prefixes_mean_nothing_and_addresses_do() {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let file = |xml: &str| pack(&[("word/document.xml", xml.as_bytes())]);
    let other = format!(
        "<w:p xmlns:w=\"urn:x\"><w:r><w:t>không</w:t></w:r><a:p xmlns:a=\"{MAIN}\"><a:r><a:t>có</a:t></a:r></a:p></w:p>"
    );
    assert_eq!(open(&file(&other)).text(), "có");
    let boxed = format!(
        "<p xmlns=\"{MAIN}\"><r><t>trước</t></r><r><pict><txbxContent><p><r><t>hộp</t></r></p></txbxContent></pict></r></p>"
    );
    assert_eq!(open(&file(&boxed)).text(), "trước\n\nhộp");
}

#[test]
fn marks_of_notes_and_things_stand_for_words() {
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    assert_eq!(shown(&p(&(r("Người ") + note + &r(" với")))), "Người \u{FFFC} với");
    assert_eq!(shown(&p(&(r("một.") + note + &r(" Hai")))), "một.\u{FFFC} Hai");
    assert_eq!(shown(&p(&(r("ảnh ") + "<w:r><w:drawing/></w:r>" + &r(" đây")))), "ảnh \u{FFFC} đây");
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>";
    assert_eq!(shown(&p(&(r("Người ") + hidden + &r(" với")))), "Người \u{FFFC} với");
    assert_eq!(shown(&p(&(r("nổ") + hidden + &r(" lực")))), "nổ lực");
    assert_eq!(
        shown(&p("<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> Chú</w:t></w:r>")),
        "\u{FFFC} Chú"
    );
}

#[test]
fn text_in_sections_and_behind_comments_is_read() {
    let body = p("<w:r><w:t xml:space=\"preserve\">nổ <![CDATA[lực & ]]>to <!-- x -->lớn</w:t></w:r>");
    assert_eq!(shown(&body), "nổ lực & to lớn");
    let bytes = docx(&body, &[]);
    let document = open(&bytes);
    let edits = document.edits(crate::text::Span::new(0, 10), "nỗ nực").unwrap();
    assert!(document.edited(&edits).unwrap().source().text().contains("nỗ <![CDATA[nực & ]]>to <!-- x -->lớn"));
}

#[test]
fn pages_that_word_takes_in_are_read() {
    let rels = "<Relationships><Relationship Id=\"a\" Type=\"x/aFChunk\" Target=\"trang.htm\"/><Relationship Type=\"x/aFChunk\" Target=\"b.mht\"/></Relationships>";
    let page = "<html><body><p>Trang <b>nổ</b> lực &amp; hết</p></body></html>";
    let chunk = "<w:altChunk w:id=\"a\"/>";
    let bytes = docx(
        &(p(&r("thân")) + chunk),
        &[("word/_rels/document.xml.rels", rels), ("word/trang.htm", page), ("word/b.mht", "MIME")],
    );
    property_tests::check(&bytes, Format::DOCX);
    let document = open(&bytes);
    assert_eq!(document.text(), "thân\n\nTrang nổ lực & hết");
    // A comment on it stands in the body.
    let at = document.text().find("nổ").unwrap();
    let span = crate::text::Span::of(at..at + "nổ".len());
    let note = super::Note {
        span,
        comment: "x".into(),
        elsewhere: "[trang.htm] ".into(),
        in_box: String::new(),
        changes: Vec::new(),
        date: "2026".into(),
    };
    assert_eq!(review(&document, &[note]).unwrap().comments, 1);
    assert!(Document::open(docx(chunk, &[]), Format::DOCX, &Arc::default()).is_err());
}

#[test]
fn files_that_are_not_taken_in_are_counted() {
    let related = |names: &[&str]| {
        let one = |name: &&str| format!("<Relationship Id=\"{name}\" Type=\"x/aFChunk\" Target=\"{name}\"/>");
        format!("<Relationships>{}</Relationships>", names.iter().map(one).collect::<String>())
    };
    let inner = docx(&p(&r("năm sáu")), &[]);
    let rels = related(&["a.rtf", "b.mht", "c.docx"]);
    let body = format!("{}{}", p(&r("thân")), "<w:altChunk/>".repeat(3));
    let body = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let bytes = pack(&[
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/a.rtf", b"{\\rtf1 m\\u7897?t hai}"),
        ("word/b.mht", "<p>ba bốn</p>".as_bytes()),
        ("word/c.docx", &inner),
    ]);
    let coverage = open(&bytes).coverage();
    assert_eq!((coverage.read.all, coverage.markup.all), (1, 6));
    assert!(Document::open(docx("<w:altChunk/>", &[]), Format::DOCX, &Arc::default()).is_err());
}

#[test]
fn links_and_code_are_cited() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = [
        p(&(r("xem ") + "<w:hyperlink>" + &r("trang ") + &run("<w:rFonts w:ascii=\"Consolas\"/>", "này") + &r(" nhé") + "</w:hyperlink>" + &r(" và"))),
        p(&(r("mã ") + &run("<w:rStyle w:val=\"VerbatimChar\"/>", "biến") + &run("<w:rFonts w:ascii=\"Courier New\"/>", "Của") + &run("<w:rFonts w:ascii=\"Arial\"/>", " ta"))),
        p(&("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"a\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>".to_owned() + &r("chỗ kia") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + &r(" hết"))),
        format!("<w:p><w:pPr><w:pStyle w:val=\"SourceCode\"/></w:pPr>{}</w:p>", r("dòng mã")),
    ]
    .concat();
    let bytes = docx(&body, &[]);
    property_tests::check(&bytes, Format::DOCX);
    assert_eq!(property_tests::cited(&open(&bytes)), ["trang này nhé", "biếnCủa", "chỗ kia", "dòng mã"]);
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
    property_tests::check(&bytes, Format::DOCX);
    assert_eq!(open(&bytes).text(), "thân\n\nchú thích\n\nhai\n\nmười");
}

#[test]
fn broken_files_are_refused() {
    let bytes = docx(&p(&r("một")), &[]);
    for cut in [0, 1, 10, bytes.len() / 2, bytes.len() - 1] {
        assert!(Document::open(&bytes[..cut], Format::DOCX, &Arc::default()).is_err());
    }
    assert!(Document::open(docx("<w:p></w:r>", &[]), Format::DOCX, &Arc::default()).is_err());
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>";
    let with_bomb = docx(&(bomb.to_owned() + &p(&r("&c;"))), &[]);
    if let Ok(document) = Document::open(with_bomb, Format::DOCX, &Arc::default()) {
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
            Just("<w:r><w:t>a<![CDATA[ b&c ]]> <!-- x -->d</w:t></w:r>".to_owned()),
            Just("<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned()),
            Just("<w:r><w:tab/></w:r>".to_owned()),
            Just("<w:r><w:br/></w:r>".to_owned()),
            Just("</w:p><w:p>".to_owned()),
            Just("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>".to_owned()),
            Just("<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>".to_owned()),
            Just("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned()),
            Just("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned()),
        ], 0..14),
    ) {
        property_tests::check(&docx(&format!("<w:p>{}</w:p>", pieces.concat()), &[]), Format::DOCX);
    }
}

mod reviewed;
