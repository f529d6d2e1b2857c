use proptest::prelude::*;

use super::super::{Document, Format, laws};
use std::sync::Arc;

fn open(text: &str) -> Document<'_> {
    Document::open(text.as_bytes(), Format::Markdown, &Arc::default()).unwrap()
}

fn shown(text: &str) -> String {
    laws::hold(text.as_bytes(), Format::Markdown);
    open(text).text().to_owned()
}

fn held(text: &str) -> Vec<String> {
    let document = open(text);
    document.opaque().iter().map(|span| document.text()[span.range()].to_owned()).collect()
}

#[test]
fn a_word_goes_through_marks_and_lines_through_quotes() {
    assert_eq!(shown("Ki**ể**m tra [*đường* dẫn](http://a.vn \"x\") và ~~bỏ~~\nhết."), "Kiểm tra đường dẫn và bỏ hết.");
    assert_eq!(
        shown(
            "# Tiêu đề {#ma .lop}\n\n> Trích một\n> câu dài\n\n1. một\n2. hai\n   nữa\n\n- [x] xong\n\ncứng  \nxuống\n\nDưới\n===\n"
        ),
        "Tiêu đề\n\nTrích một câu dài\n\nmột\n\nhai nữa\n\nxong\n\ncứng\nxuống\n\nDưới"
    );
    assert_eq!(shown("| Cột | Hai |\n|---|:--|\n| ô a\\|b | ô *c* |\n"), "Cột\n\nHai\n\nô a|b\n\nô c");
    assert_eq!(shown("Chữ[^1], rồi.\n\n[^1]: Chú thích.\n"), "Chữ, rồi.\n\nChú thích.");
    assert_eq!(shown("Thuật ngữ\n: Định nghĩa\n"), "Thuật ngữ\n\nĐịnh nghĩa");
}

#[test]
fn code_addresses_and_formulas_hold_their_places() {
    let text = "Dùng `a  b`, ``c ` d`` và <http://a.vn>, $x^2$ :smile: lúc 10:30.\n\n```rust\nlet x = 1 ;\n```\n\n    thụt\n\nHết ` lẻ\n\n~~~\nmở";
    assert_eq!(shown(text), "Dùng `a  b`, ``c ` d`` và <http://a.vn>, $x^2$ :smile: lúc 10:30.\n\nHết ` lẻ");
    assert_eq!(held(text), ["`a  b`", "``c ` d``", "<http://a.vn>", "$x^2$", ":smile:"]);
}

#[test]
fn escapes_and_references_are_letters() {
    let text = "Giá 5\\*3 &amp; ti&#7871;ng \\# \\\\ x";
    assert_eq!(shown(text), "Giá 5*3 & tiếng # \\ x");
    let document = open("một hai");
    let edits = document.edits(crate::text::Span::new(0, 5), "*hai* [b] <i> `c`").unwrap();
    let edited = document.edited(&edits).unwrap();
    assert_eq!(edited.text(), "*hai* [b] <i> `c` hai");
}

#[test]
fn fixes_touch_no_mark() {
    let text = "Sự n**ổ** *lực* chung";
    let document = open(text);
    let start = document.text().find('n').unwrap() as u32;
    let edits = document.edits(crate::text::Span::new(start, start + 10), "nỗ lực").unwrap();
    assert_eq!(document.edited(&edits).unwrap().source().text(), "Sự n**ỗ** *lực* chung");
}

#[test]
fn html_in_markdown_is_read_as_html() {
    let text = "Một <b>đậm</b> <img src=a> H<sub>2</sub>O<br>xuống\n\n<div title=\"chú\">\n<p>Trong <code>x</code> khung</p>\n</div>\n\n<!-- morat: tắt -->\n\nsau <!-- morat: bật --> đó";
    assert_eq!(
        shown(text),
        "Một đậm <img src=a> H2O\nxuống\n\nchú\n\nTrong \u{FFFC} khung\n\n<!-- morat: tắt -->\n\nsau <!-- morat: bật --> đó"
    );
    assert_eq!(held(text), ["<img src=a>", "\u{FFFC}", "<!-- morat: tắt -->", "<!-- morat: bật -->"]);
    assert_eq!(held("> trích\n>\n> <!-- morat: tắt -->\n> a\n"), ["<!-- morat: tắt -->\n"]);
}

#[test]
fn formulas_hold_their_places_in_what_stands_for_an_image() {
    assert_eq!(shown("![trục $x$, hàm `f` và\ngốc](a.png)"), "\u{FFFC}\n\ntrục $x$, hàm `f` và gốc");
}

#[test]
fn images_are_things_and_what_stands_for_them_comes_behind() {
    assert_eq!(
        shown("Xem ![ảnh *mưa* lớn](a.png) này.\n\nSau"),
        "Xem ![ảnh *mưa* lớn](a.png) này.\n\nảnh mưa lớn\n\nSau".replace("![ảnh *mưa* lớn](a.png)", "\u{FFFC}")
    );
}

#[test]
fn directives_shortcodes_and_modules() {
    let text = "::: warning Chú ý nhé\nNội dung {{< ref \"a\" >}}, và {{ x }}.\n:::\n\nimport X from './x'\n\nSau";
    assert_eq!(shown(text), "Chú ý nhé\n\nNội dung {{< ref \"a\" >}}, và {{ x }}.\n\nSau");
    assert_eq!(held(text), ["{{< ref \"a\" >}}", "{{ x }}"]);
}

#[test]
fn front_matter_shows_the_keys_that_were_chosen() {
    let yaml = "---\n# chú thích\ntitle: Bài về mưa # đầu\nslug: bai-ve-mua\ndescription: \"Mô tả \\\"ngắn\\\" \\u1ebf\"\nsummary: >-\n  Dòng một\n  dòng hai\n\n  đoạn hai\nseo:\n  title: không\ntags:\n  - a\nsapo: 'it''s'\nexcerpt: dài\n  hai dòng\nlead: [một, \"hai\"]\n---\n\nThân\n";
    assert_eq!(
        shown(yaml),
        "Bài về mưa\n\nMô tả \"ngắn\" ế\n\nDòng một dòng hai\n\nđoạn hai\n\nit's\n\ndài hai dòng\n\nmột\n\nhai\n\nThân"
    );
    let toml =
        "+++\ntitle = \"M\\u01b0a\"\nslug = 'a'\ndescription = '''\nMột\nhai'''\n[seo]\ntitle = \"không\"\n+++\nThân";
    assert_eq!(shown(toml), "Mưa\n\n\nMột\nhai\n\nThân");
    let document = open(yaml);
    assert!(document.edits(crate::text::Span::new(0, 4), "a: b").is_none());
}

#[test]
fn nothing_takes_long() {
    let pieces = [
        ("> ", 50_000),
        ("[", 100_000),
        ("*a ", 100_000),
        ("`", 1 << 20),
        ("{{", 300_000),
        (":", 300_000),
        ("- ", 30_000),
        ("<b>", 100_000),
        ("![", 50_000),
        ("\\", 300_000),
        ("a\n", 200_000),
    ];
    laws::quick(Format::Markdown, &pieces);
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(
        text in "(\\*\\*?|_|`{1,3}|\\[|\\]\\(a\\)|!\\[|\n{1,2}|> |- |1\\. |# |\\| |\n\\|--\\|--\\|\n|&amp;|\\\\|<b>|</b>|<!-- morat: a -->|---\n|title: |\\{\\{ x \\}\\}|::: ghi \n|:a:|\\$|~~|[a-zđêô ,.]{1,5}){0,24}",
    ) {
        laws::hold(text.as_bytes(), Format::Markdown);
    }
}
