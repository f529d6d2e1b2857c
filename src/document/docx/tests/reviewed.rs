//! Documents with comments and tracked changes.

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
