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

mod reviewed {
    use super::super::Note;
    use super::*;
    use crate::text::Span;

    /// Changes of words, with what is said of each.
    fn notes(document: &Document<'_>, changes: &[(&str, &str)]) -> Vec<Note> {
        let note = |(old, new): &(&str, &str)| {
            let start = document.text().find(old).unwrap();
            let span = Span::of(start..start + old.len());
            let changes = if old == new { Vec::new() } else { vec![(span, (*new).to_owned())] };
            Note {
                span,
                comment: format!("“{old}” <nên> là “{new}”"),
                elsewhere: "[chú thích] ".into(),
                in_box: "[hộp chữ] ".into(),
                changes,
                date: "2026-11-26T12:00:00Z".into(),
            }
        };
        changes.iter().map(note).collect()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    }

    /// The document with all changes rejected: what was put in is gone, what was struck out is back.
    fn rejected(bytes: &[u8], name: &str) -> String {
        let mut text = part(bytes, name);
        let ours = |text: &str| {
            let mut all = text.match_indices("<w:ins ").map(|(at, _)| at);
            all.find(|at| text[*at..].split('>').next().is_some_and(|tag| tag.contains("morat")))
        };
        while let Some(start) = ours(&text) {
            let end = start + text[start..].find("</w:ins>").unwrap() + "</w:ins>".len();
            text.replace_range(start..end, "");
        }
        text.replace("w:delText", "w:t").replace("<w:del ", "<w:kept ").replace("</w:del>", "</w:kept>")
    }

    fn check(body: &str, changes: &[(&str, &str)]) -> String {
        let bytes = docx(body, &[("[Content_Types].xml", "<Types></Types>")]);
        let document = open(&bytes);
        let reviewed = review(&document, &notes(&document, changes)).unwrap().bytes;
        let mut wanted = document.text().to_owned();
        for (old, new) in changes {
            wanted = wanted.replacen(old, new, 1);
        }
        assert_eq!(open(&reviewed).text(), wanted, "{}", part(&reviewed, "word/document.xml"));
        let before = pack(&[("word/document.xml", rejected(&reviewed, "word/document.xml").as_bytes())]);
        assert_eq!(open(&before).text(), document.text());
        part(&reviewed, "word/document.xml")
    }

    #[test]
    fn changes_are_tracked_word_by_word_and_keep_their_form() {
        let xml = check(&p(&r("Sự nổ lực lớn")), &[("nổ lực", "nỗ lực")]);
        let run = "<w:r><w:rPr><w:i/></w:rPr>";
        assert!(xml.contains(&format!("w:author=\"morat\" w:date=\"2026-11-26T12:00:00Z\">{run}<w:delText xml:space=\"preserve\">nổ</w:delText></w:r></w:del>")), "{xml}");
        assert!(xml.contains(&format!("{run}<w:t xml:space=\"preserve\">nỗ</w:t></w:r></w:ins>")), "{xml}");
        assert!(xml.contains("<w:commentRangeStart w:id=\"0\"/>") && xml.contains("<w:commentReference w:id=\"0\"/>"));
    }

    #[test]
    fn over_several_runs_and_beside_each_other() {
        check(&p(&["n", "ổ", " l", "ực và kiẻm", " tra"].map(r).concat()), &[("nổ lực", "nỗ lực"), ("kiẻm", "kiểm")]);
        check(&p("<w:r><w:t> Cam ,quýt  &amp; bưởi </w:t></w:r>"), &[(" ,", ", "), ("quýt", "quít"), ("&", "và")]);
        check(&p(&r("một hai ba")), &[("hai ", ""), ("ba", "ba bốn")]);
        check(&p(&r("một hai ba")), &[("một", "một"), ("một hai ba", "một hai ba"), ("hai", "bốn")]);
    }

    #[test]
    fn inside_insertions_links_and_fields() {
        let inserted = format!("<w:ins w:id=\"7\" w:author=\"Lan\">{}</w:ins>", r("nổ lực"));
        let linked = format!("<w:hyperlink>{}</w:hyperlink>", r("kiẻm tra"));
        let xml = check(&p(&(inserted + &linked)), &[("nổ lực", "nỗ lực"), ("kiẻm", "kiểm")]);
        assert!(xml.contains("w:id=\"8\" w:author=\"morat\""));
    }

    #[test]
    fn comments_are_added_to_those_that_are_there() {
        let rels = "<Relationships><Relationship Type=\"x/comments\" Target=\"comments.xml\"/><Relationship Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
        let comments = "<w:comments><w:comment w:id=\"4\"><w:p/></w:comment></w:comments>";
        let footnotes =
            format!("<w:footnotes><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", p(&r("nổ lực ghi chú")));
        let body = p(&(r("thân") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"));
        let bytes = docx(
            &body,
            &[
                ("word/_rels/document.xml.rels", rels),
                ("word/comments.xml", comments),
                ("word/footnotes.xml", &footnotes),
                ("a.bin", "x"),
            ],
        );
        let document = open(&bytes);
        let reviewed =
            review(&document, &notes(&document, &[("thân", "thân"), ("nổ lực", "nỗ lực"), ("ghi chú", "ghi chú")]))
                .unwrap();
        let comments = part(&reviewed.bytes, "word/comments.xml");
        assert!([4, 5, 6, 7].iter().all(|id| comments.contains(&format!("w:id=\"{id}\""))), "{comments}");
        assert!(comments.contains("“thân” &lt;nên>"), "{comments}");
        assert_eq!((reviewed.comments, reviewed.changes), (3, 1));
        assert!(comments.contains("[chú thích] “ghi chú”"), "{comments}");
        let reviewed = reviewed.bytes;
        // Word has no comments in notes.
        assert!(!part(&reviewed, "word/footnotes.xml").contains("comment"));
        assert_eq!(open(&reviewed).text(), "thân\u{FFFC}\n\nnỗ lực ghi chú");
        assert_eq!(part(&reviewed, "word/_rels/document.xml.rels"), rels);
    }

    #[test]
    fn what_is_said_of_a_text_box_stands_beside_it() {
        let inside = p(&r("nổ lực trong hộp"));
        let body = p(&(r("thân")
            + &format!("<w:r><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></w:r>")
            + &r(" bài")));
        let xml = check(&body, &[("nổ lực", "nỗ lực"), ("hộp", "hộp")]);
        let boxed = &xml[xml.find("<w:txbxContent>").unwrap()..xml.find("</w:txbxContent>").unwrap()];
        assert!(boxed.contains("w:author=\"morat\"") && !boxed.contains("comment"), "{boxed}");
        assert_eq!(xml.matches("<w:commentRangeStart").count(), 2);
    }

    #[test]
    fn a_file_keeps_its_own_prefixes() {
        const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        let bodies = [
            format!(
                "<a:document xmlns:a=\"{MAIN}\"><a:body><a:p><a:r><a:t>Sự nổ lực</a:t></a:r></a:p></a:body></a:document>"
            ),
            format!("<document xmlns=\"{MAIN}\"><body><p><r><t>Sự nổ lực</t></r></p></body></document>"),
            format!(
                "<x><y:p xmlns:y=\"{MAIN}\"><z:r xmlns:z=\"{MAIN}\"><q:t xmlns:q=\"{MAIN}\">Sự nổ lực</q:t></z:r></y:p></x>"
            ),
            format!(
                "<w:document xmlns:w=\"{STRICT}\"><w:body><w:p><w:r><w:t>Sự nổ lực</w:t></w:r></w:p></w:body></w:document>"
            ),
        ];
        for body in bodies {
            let types = "<n:Types xmlns:n=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
            let bytes = pack(&[("word/document.xml", body.as_bytes()), ("[Content_Types].xml", types.as_bytes())]);
            property_tests::check(&bytes, Format::DOCX);
            let document = open(&bytes);
            assert_eq!(document.text(), "Sự nổ lực", "{body}");
            let reviewed = review(&document, &notes(&document, &[("nổ lực", "nỗ lực")])).unwrap();
            assert_eq!((reviewed.comments, reviewed.changes), (1, 1));
            let xml = part(&reviewed.bytes, "word/document.xml");
            assert_eq!(open(&reviewed.bytes).text(), "Sự nỗ lực", "{xml}");
            // What another reader makes of it: all of it is XML, and every new element is of the file's own namespace.
            let comments = part(&reviewed.bytes, "word/comments.xml");
            assert_eq!(comments.contains(STRICT), body.contains(STRICT), "{comments}");
            let rels = part(&reviewed.bytes, "word/_rels/document.xml.rels");
            assert_eq!(rels.contains("purl.oclc.org"), body.contains(STRICT), "{rels}");
            assert!(part(&reviewed.bytes, "[Content_Types].xml").contains("<n:Override "));
            assert_eq!(xml.matches("nổ").count(), 1);
            let again = open(&reviewed.bytes);
            let again = review(&again, &notes(&again, &[("Sự", "Cái")])).unwrap();
            assert_eq!(open(&again.bytes).text(), "Cái nỗ lực");
        }
    }

    #[test]
    fn sections_of_cdata_are_split_as_text_is() {
        let body = "<w:r><w:t xml:space=\"preserve\">Sự <![CDATA[n&ổ ]]><!-- x -->lực <![CDATA[ lớn]]></w:t></w:r>";
        assert_eq!(shown(&p(body)), "Sự n&ổ lực  lớn");
        check(&p(body), &[("n&ổ", "nỗ"), ("lớn", "to")]);
    }

    #[test]
    fn a_first_comment_is_made_known() {
        let bytes = docx(&p(&r("một")), &[("[Content_Types].xml", "<Types><Default/></Types>")]);
        let document = open(&bytes);
        let reviewed = review(&document, &notes(&document, &[("một", "một")])).unwrap().bytes;
        assert!(part(&reviewed, "[Content_Types].xml").contains("PartName=\"/word/comments.xml\""));
        assert!(part(&reviewed, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
        assert_eq!(review(&document, &[]).unwrap().bytes, bytes);
    }

    proptest! {
        #[test]
        fn any_words_of_any_runs_can_be_changed(
            runs in prop::collection::vec("[a-zđê]{1,3}( [a-zđê]{0,3})?", 1..6),
            picks in prop::collection::vec((0usize..12, "[x-z]{0,3}"), 1..4),
        ) {
            let body = p(&runs.iter().map(|text| r(text)).collect::<String>());
            let bytes = docx(&body, &[]);
            let document = open(&bytes);
            let words: Vec<(usize, &str)> = document.text().split(' ').map(|word| (word.as_ptr() as usize - document.text().as_ptr() as usize, word)).collect();
            let mut picked = std::collections::BTreeMap::new();
            for (at, new) in picks {
                picked.insert(at % words.len(), new);
            }
            let mut wanted = String::new();
            let mut copied = 0;
            let mut all = Vec::new();
            for (at, new) in picked {
                let (start, word) = words[at];
                let span = Span::of(start..start + word.len());
                wanted.push_str(&document.text()[copied..start]);
                wanted.push_str(&new);
                copied = start + word.len();
                all.push(Note { span, comment: "x".into(), elsewhere: String::new(), in_box: String::new(), changes: vec![(span, new)], date: "2026".into() });
            }
            wanted.push_str(&document.text()[copied..]);
            let reviewed = review(&document, &all).unwrap().bytes;
            let after = open(&reviewed);
            prop_assert_eq!(after.text(), wanted);
        }
    }
}
