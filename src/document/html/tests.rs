use proptest::prelude::*;

use super::super::{Document, Format, property_tests};
use std::sync::Arc;

fn open(text: &str) -> Document<'_> {
    Document::open(text.as_bytes(), Format::HTML, &Arc::default()).unwrap()
}

fn shown(text: &str) -> String {
    property_tests::check(text.as_bytes(), Format::HTML);
    open(text).text().to_owned()
}

/// How many words were read, and passed over as of another language, as code, as unknown markup.
fn coverage(text: &str) -> (usize, usize, usize, usize) {
    let coverage = open(text).coverage();
    (coverage.read.all, coverage.language.all, coverage.code.all, coverage.markup.all)
}

#[test]
fn blocks_lines_and_white_space() {
    let text = "<!doctype html>\n<html><head><title>Tin\n  tức</title></head><body>\n <h1>Mưa  lũ</h1>\n<p>Sáng nay,\n  mưa <b>rất </b> to.<br> Chiều.</p><ul><li>một<li>hai</ul></body></html>";
    assert_eq!(shown(text), "Tin tức\n\nMưa lũ\n\nSáng nay, mưa rất to.\nChiều.\n\nmột\n\nhai");
    assert_eq!(shown("a <b> b</b>"), "a b");
    assert_eq!(shown("1 < 2 và 3 > 2"), "1 < 2 và 3 > 2");
}

#[test]
fn a_word_goes_through_tags_and_references() {
    assert_eq!(shown("ki<b>ẻ</b>m tra"), "kiẻm tra");
    let document = open("ki<b>ẻ</b>m tra");
    let edits = document.edits(crate::text::Span::new(0, 6), "kiểm").unwrap();
    assert_eq!(document.edited(&edits).unwrap().source().text(), "ki<b>ể</b>m tra");
    assert_eq!(
        shown("ti&ecirc;&#769;ng Vi&#7879;t&nbsp;Nam &amp; AT&T"),
        "tie\u{302}\u{301}ng Việt\u{A0}Nam & AT&T".replace("e\u{302}", "ê")
    );
    let document = open("n&#7893; lực");
    let edits = document.edits(crate::text::Span::new(0, 4), "nỗ").unwrap();
    assert_eq!(document.edited(&edits).unwrap().source().text(), "nỗ lực");
}

#[test]
fn what_people_read_in_attributes_comes_behind_its_block() {
    let text = "<meta name=\"description\" content='Mô tả \"trang\"'><p>Xem <img src=a.png alt=\"ảnh &quot;mưa&quot;\"> này <a title=xa href=#>kia</a>.</p>";
    assert_eq!(shown(text), "Mô tả \"trang\"\n\nXem \u{FFFC} này kia.\n\nảnh \"mưa\"\n\nxa");
    let document = open(text);
    assert_eq!(document.opaque().len(), 1);
    let at = document.text().find("ảnh").unwrap() as u32;
    let edits = document.edits(crate::text::Span::new(at, at + 5), "bức \"ảnh\"").unwrap();
    assert!(document.edited(&edits).unwrap().source().text().contains("alt=\"bức &quot;ảnh&quot; &quot;mưa&quot;\""));
}

#[test]
fn code_scripts_and_other_languages_are_no_prose() {
    assert_eq!(
        shown(
            "<p>Gõ <code>a  b<b>c</b></code>, rồi</p><pre>x\n y</pre><script>if (a</b) {}</script><style>p{}</style>sau"
        ),
        "Gõ \u{FFFC}, rồi\n\nsau"
    );
    assert_eq!(
        shown(
            "<p lang=en>Hello <i lang=vi>chào</i> there</p><p>một <span lang=\"fr-FR\">deux <span>x</span></span> ba</p>"
        ),
        "chào\n\nmột \u{FFFC} ba"
    );
    assert_eq!(coverage("<p>một <i lang=en>two three</i></p><p lang=fr>quatre</p>"), (1, 3, 0, 0));
    assert_eq!(shown("<html lang=en><p>Hello</p></html>"), "");
    assert_eq!(shown("<html lang=en><p>Tiếng Việt đầy đủ dấu</p></html>"), "Tiếng Việt đầy đủ dấu");
    assert_eq!(shown("<p translate=no>morat</p>sau"), "sau");
    assert_eq!(shown("<ruby>chữ<rp>(</rp><rt>zi</rt></ruby> Hán"), "chữ Hán");
}

#[test]
fn the_text_decides_whatever_the_tag_says_of_its_language() {
    for text in [
        "<html lang=\"en-US\"><body lang=en><p>Trời đẹp.</p></body></html>",
        "<html lang=en><script>var a = 1; var b = 2; var c = 3; var d = 4; var e = 5;</script><p>Trời đẹp.</p>",
        "<p lang=en>Trời đẹp.</p>",
        "<p><span lang=en>Trời</span> <span lang=en>đẹp.</span></p>",
        "<p><span xml:lang=en-US>Tr</span><b><span lang=en>ời đẹp</span></b>.</p>",
        "<div lang=en><p>Trời <span lang=en>đẹp</span>.</p></div>",
        "<body class=x translate=no><p>Trời đẹp.</p></body>",
    ] {
        assert_eq!(shown(text), "Trời đẹp.", "{text}");
    }
    // What the words leave open goes by what is around, and by the page.
    assert_eq!(shown("<p lang=en>Trời đẹp, gió to.</p><p lang=en>Trang 2</p>"), "Trời đẹp, gió to.\n\nTrang 2");
    assert_eq!(shown("<p>Đi <span lang=en>ra</span> ngoài</p>"), "Đi ra ngoài");
    assert_eq!(shown("<p lang=en>HtmlPage two</p><p lang=en>ba</p>"), "");
    assert_eq!(
        shown("<div lang=en><p>The sun is out.</p><p>Trời đẹp.</p><img alt=\"Mây trắng\"><img alt=Clouds></div>"),
        "Trời đẹp.\n\n\u{FFFC}\u{FFFC}\n\nMây trắng"
    );
    assert_eq!(shown("<p><span lang=en>of H&agrave; Nội</span></p>"), "of Hà Nội");
}

#[test]
fn an_empty_element_stands_for_a_word_or_clings_to_one() {
    assert_eq!(shown("<p>Nút <i class=x></i>, và <a id=y></a> này<a id=z></a>.</p>"), "Nút \u{FFFC}, và \u{FFFC} này.");
    assert_eq!(shown("<p><a id=x></a> Ch<wbr><b></b>ữ</p>"), "Chữ");
}

#[test]
fn verse_in_an_element_for_code_is_prose() {
    let text = "<pre>\nSông sâu bên lở,\n  <b>bên</b>   bồi\n\nAi đi &ocirc; đò\n</pre>sau";
    assert_eq!(shown(text), "Sông sâu bên lở,\nbên bồi\n\nAi đi ô đò\n\nsau");
    assert_eq!(shown("<pre>let tuổi = 5;\nin(tuổi);</pre><pre><code>gọi hàm này</code></pre>sau"), "sau");
    assert_eq!(coverage("<pre>The river runs to the sea</pre>"), (0, 6, 0, 0));
    assert_eq!(coverage("<pre>let tuổi = 5; in(tuổi);</pre><code>a</code> sau <script>x y</script>"), (1, 0, 4, 0));
}

#[test]
fn expressions_in_tags_do_not_end_them() {
    let text = "<h1 class=\"chữ lớn\">Chào {a > 'ai  đó' ? 'bạn , nhé' : x}!</h1>{#each ds as {id, ten}}<li {...x} on:click={() => ghi('chữ  ấy')}>{ten} mới</li>{/each}";
    assert_eq!(
        shown(text),
        "Chào {a > 'ai  đó' ? 'bạn , nhé' : x}!\n\n{#each ds as {id, ten}}\n\n{ten} mới\n\n{/each}"
    );
    assert_eq!(open(text).opaque().len(), 4);
}

#[test]
fn templates_are_held() {
    let text = "<template><p>Xin chào {{ ten }}, có {count} thư.</p><my-tag :title=\"a ? 'x' : 'y'\" title=\"{b}\"/></template>\n<script setup>let a = '<p>';</script>";
    assert_eq!(shown(text), "Xin chào {{ ten }}, có {count} thư.");
    assert_eq!(open(text).opaque().len(), 2);
    assert_eq!(
        shown("{#if a}<p>một {nhưng thế này là chữ}</p>{/if}"),
        "{#if a}\n\nmột {nhưng thế này là chữ}\n\n{/if}"
    );
    assert_eq!(shown("a <?php echo '>' ?> b <% c %> d"), "a <?php echo '>' ?> b <% c %> d");
}

#[test]
fn comments_speak_to_morat() {
    let text = "<p>a <!-- morat: tắt --> b <!-- khác --> c</p>";
    assert_eq!(shown(text), "a <!-- morat: tắt --> b c");
}

#[test]
fn declarations_of_a_document_type_are_none_of_the_page() {
    assert_eq!(shown("<!DOCTYPE html [<!ENTITY a \"chữ\"><!ENTITY b \"x\">]><p>sau</p>"), "sau");
}

#[test]
fn sections_and_fields() {
    assert_eq!(shown("<p><![CDATA[a < b]]></p>"), "a < b");
    assert_eq!(
        shown("<textarea>một <b>hai</b></textarea><input type=submit value=Gửi><input value=x>"),
        "một <b>hai</b>\n\n\u{FFFC}\u{FFFC}\n\nGửi"
    );
}

#[test]
fn nothing_takes_long() {
    let pieces = [
        ("<b>", 200_000),
        ("<", 500_000),
        ("<a b=\"", 100_000),
        ("&", 500_000),
        ("{", 300_000),
        ("<p lang=en>", 100_000),
        ("<i lang=en>a", 50_000),
        ("<pre>ầ", 20_000),
        ("<a {'", 50_000),
        ("{'a", 100_000),
        ("<code>", 100_000),
        ("</", 300_000),
        ("<!--", 200_000),
        ("<script>", 100_000),
    ];
    property_tests::quick(Format::HTML, &pieces);
    // Many attributes of one tag are one tag.
    let start = std::time::Instant::now();
    for attribute in [" content=a", " lang=en", " title=a", " a"] {
        open(&format!("<meta{}>", attribute.repeat(60_000)));
    }
    assert!(start.elapsed().as_secs() < 20);
}

proptest! {
    #[test]
    fn any_page_keeps_the_laws(
        text in "(</?(p|b|i|code|span|td|pre|script|title)>|<br>|<br/>|<img alt=\"|<p lang=en>|<i lang=en>|\\{a|'|<a title='|\"|'|>|&ecirc;|&#769;|&amp;|&|[a-zđêô ,.]{1,5}|[ \n]{1,3}|<!-- morat: a -->|<!--|\\{\\{|\\}\\}|<|<!\\[CDATA\\[|\\]\\]>){0,24}",
    ) {
        property_tests::check(text.as_bytes(), Format::HTML);
    }
}
