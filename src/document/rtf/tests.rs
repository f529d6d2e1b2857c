use super::super::{Document, Format, property_tests};
use proptest::prelude::*;
use std::sync::Arc;

fn shown(body: &str) -> String {
    let text = format!(
        "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset163 Arial;}}}}{{\\info{{\\title x}}}}\n{body}}}"
    );
    property_tests::check(text.as_bytes(), Format::RTF);
    Document::open(text.as_bytes(), Format::RTF, &Arc::default()).unwrap().text().to_owned()
}

#[test]
fn letters_of_unicode_and_of_code_pages() {
    assert_eq!(
        shown("Vi\\u7879?t Nam {\\uc0\\u225 o} \\b m\\'e0u\\b0 , {\\f1 ti\\'ea\\'ecng} \\u-10179 ?\\u-8704 ?"),
        "Việt Nam áo màu, tiê\u{301}ng \u{1F600}"
    );
}

#[test]
fn paragraphs_cells_notes_and_what_is_not_shown() {
    assert_eq!(
        shown(
            "m\\'f4t{\\footnote ch\\'fa th\\'edch\\par n\\'e0y} hai\\par\n{\\v \\'e2n}{\\*\\abc x}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt n\\'f3i}}\\tab ba\\line b\\'f4n\\cell {\\deleted b\\'f4}cu\\'f4i"
        ),
        "môt hai\n\nchú thích\n\nnày\n\nnói\tba\nbôn\n\ncuôi"
    );
    assert_eq!(shown("a\\{b\\}\\~c\\_d\\emdash\\ldblquote e\\rdblquote"), "a{b}\u{A0}c\u{2011}d—“e”");
}

#[test]
fn what_is_passed_over_is_counted() {
    let coverage = |body: &str| {
        let text = format!("{{\\rtf1\\ansi{{\\fonttbl{{\\f0\\fcharset161 A;}}}}{body}}}");
        Document::open(text.as_bytes(), Format::RTF, &Arc::default()).unwrap().coverage()
    };
    let some = coverage("M\\u7897?t {\\*\\la hai b\\u7889?n n\\u259?m}{\\*\\bkmkstart c\\u7843? t\\u7893?}");
    assert_eq!((some.read.all, some.markup.all), (1, 3));
    assert!(coverage("{\\*\\la C\\u7843? t\\u7893? n\\u7893? l\\u7921?c}").is_missed());
    assert_eq!(coverage("{\\f0 a\\'ffb\\'ff\\'ff}").undecodable.all, 2);
}

#[test]
fn boxes_of_text_come_behind() {
    assert_eq!(
        shown(
            "tr\\'ean{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn a}{\\sv 3}}{\\shptxt\\pard trong\\par}}} d\\u432?\\u7899?i\\par"
        ),
        "trên dưới\n\ntrong"
    );
}

#[test]
fn what_is_no_rtf_is_refused_and_nothing_breaks() {
    for text in ["", "abc", "{\\rtf1".repeat(30_000).as_str()] {
        assert!(Document::open(text.as_bytes(), Format::RTF, &Arc::default()).is_err());
    }
    for text in ["\\'".repeat(100_000), "{\\footnote ".repeat(3000), "\\u55357 ".repeat(50_000), "}".repeat(100_000)] {
        shown(&text);
    }
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(body in "(\\{|\\}|\\\\(par|u7879 |u-10179|uc[0-3] |'e[0-9a-f]|'|footnote |cell|\\*|~|v0? )|[a-z ?,.]{1,5}|\n){0,24}") {
        property_tests::check(format!("{{\\rtf1 {body}").as_bytes(), Format::RTF);
    }
}
