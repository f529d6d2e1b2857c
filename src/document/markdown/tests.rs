use proptest::prelude::*;

use super::super::{Document, Format, property_tests};
use std::sync::Arc;

fn open(text: &str) -> Document<'_> {
    Document::open(text.as_bytes(), Format::MARKDOWN, &Arc::default()).unwrap()
}

fn shown(text: &str) -> String {
    property_tests::check(text.as_bytes(), Format::MARKDOWN);
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
    assert_eq!(held("> trích\n>\n> <!-- morat: tắt -->\n> a\n"), ["<!-- morat: tắt -->"]);
    assert_eq!(shown("- một\n\n  <p>hai\n  ba</p>\n\n> <p>bốn\n> năm</p>\n"), "một\n\nhai ba\n\nbốn\n\nnăm");
    assert_eq!(
        shown("Gõ <kbd>a  b</kbd>, <code>c , d</code> rồi <tên> và <kho>."),
        "Gõ <kbd>a  b</kbd>, <code>c , d</code> rồi <tên> và <kho>."
    );
}

#[test]
fn formulas_hold_their_places_in_what_stands_for_an_image() {
    assert_eq!(
        held("Ta có\n\n$\n\\alpha , b\n$ và $ \\sum x $, giá 5 $ hay 6 $ thôi"),
        ["$\n\\alpha , b\n$", "$ \\sum x $"]
    );
    assert_eq!(shown("xem [kiểu](a) <sup class=\"moi\" />, rồi"), "xem kiểu <sup class=\"moi\" />, rồi");
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
fn components_of_jsx_are_markup() {
    assert_eq!(
        shown(
            "<Tabs items={['một , hai', \"ba\"]}>\n\nXem <Link to={`a`}>bài này</Link> và <Icon name=\"x\" />.\n\n</Tabs>\n"
        ),
        "Xem bài này và <Icon name=\"x\" />."
    );
    assert_eq!(
        shown("/// note | Lời *dặn*\nMột hai.\n///\n\n:::tip[Mẹo]{#a}\nBa.\n:::\n"),
        "Lời dặn\n\nMột hai.\n\nMẹo\n\nBa."
    );
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
fn only_the_start_of_a_file_is_front_matter() {
    assert_eq!(
        shown("# Bài\n\n---\nviết: một.\n\n---\nhai\n\n+++\nba\n+++\n"),
        "Bài\n\nviết: một.\n\nhai\n\n+++ ba +++"
    );
    assert_eq!(shown("---\n\nMột.\n\n---\n\nHai.\n"), "Một.\n\nHai.");
    assert_eq!(shown("---\ntitle: Đầu\n---\nThân\n\n---\ntitle: x\n---\n"), "Đầu\n\nThân\n\ntitle: x");
}

#[test]
fn boxes_and_tabs_of_mkdocs_are_read() {
    let text = "!!! note \"Lời *dặn*\"\n    Một hai.\n\n    Ba bốn:\n\n        mã\n\n    - năm\n\n??? tip\n    Sáu.\n\n=== \"Thẻ\"\n\n    Bảy.\n\n    ```\n    mã\n    ```\n\nTám\n===\n";
    assert_eq!(shown(text), "Lời dặn\n\nMột hai.\n\nBa bốn:\n\nnăm\n\nSáu.\n\nThẻ\n\nBảy.\n\nTám");
    assert_eq!(shown("1. một\n\n    !!! note\n\n        hai\n"), "một\n\nhai");
}

#[test]
fn drawn_tables_are_cells() {
    let grid = "+------+-------+\n| Cột  | Hai   |\n+======+=======+\n| ô *dài*  | chữ ,  |\n| hơn  |       |\n+------+-------+\n\nsau";
    assert_eq!(shown(grid), "Cột\n\nHai\n\nô dài hơn\n\nchữ ,\n\nsau");
    assert_eq!(
        shown("  Tên     Tuổi\n------  ------\nLan       ba\nHoa       tư\n"),
        "Tên\n\nTuổi\n\nLan\n\nba\n\nHoa\n\ntư"
    );
}

#[test]
fn names_of_pages_and_targets_are_no_words() {
    assert_eq!(
        held(
            "Xem [[Bài  hai]], [[Mục#Phần  ba|chữ *này*]], ![[ảnh ,1.png]], [[1]](http://a.vn), [x](./Bài  hai ,1.md) và <./a  b>."
        ),
        ["[[Bài  hai]]", "[[Mục#Phần  ba|", "[[ảnh ,1.png]]", "(./Bài  hai ,1.md)", "<./a  b>"]
    );
    assert_eq!(shown("[[a|chữ *này*]] sau"), "[[a|chữ này sau");
    assert_eq!(
        shown("> [!note] Lời dặn\n> Một ==hai== ba, a == b. %%lời chú%% Bốn [^la]. ^ma-1\n"),
        "Lời dặn\n\nMột hai ba, a == b. Bốn [^la]. ^ma-1"
    );
    assert_eq!(held("\\[ a , b ;; \\] và \\( x , y \\), \\(chữ này\\)"), ["\\[ a , b ;; \\]", "\\( x , y \\)"]);
}

#[test]
fn code_between_shortcodes_is_passed_over_to_its_end() {
    let text = "Một\n\n{% highlight py %}\nx = \"hai\" ;;\n\n    y\n{% endhighlight %} ba\n\n{{< mermaid >}}\nA --> B;;\n{{< /mermaid >}}\n\n{% raw %}\nbốn\n{% endraw %}\n";
    assert_eq!(shown(text), "Một\n\n{% highlight py %}\n\nba\n\n{{< mermaid >}}\n\n{% raw %} bốn {% endraw %}");
    let coverage = open("Một `hai`\n\n```\nba bốn\n```\n").coverage();
    assert_eq!((coverage.read.all, coverage.code.all), (1, 2));
    assert_eq!(open("Gõ `cả tổ nỗ lực`, `a b`").coverage().code.all, 4);
    assert!(open("```\ncả tổ nỗ lực\n```\n").coverage().is_missed());
}

#[test]
fn what_nobody_sees_leaves_one_space() {
    assert_eq!(
        shown(
            "Người [^1] với. Rồi[^1] sau <a id=x></a> đó<a id=y></a>. À<i></i>nh <!-- gì --> nữa.[^1] Hết [^1], xong[^1]\n\n[^1]: Chú.\n"
        ),
        "Người \u{FFFC} với. Rồi sau \u{FFFC} đó. Ành nữa. Hết \u{FFFC}, xong\n\nChú."
    );
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
        ("[[", 100_000),
        ("==a ", 100_000),
        ("%%", 100_000),
        ("<a ", 100_000),
        ("](", 100_000),
        ("\\(", 100_000),
        ("!!! note\n", 50_000),
        ("+--+\n| a |\n", 50_000),
        ("{% code %}", 50_000),
        ("<code>", 50_000),
        ("[^1] ", 100_000),
    ];
    property_tests::quick(Format::MARKDOWN, &pieces);
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(
        text in "(\\*\\*?|_|`{1,3}|\\[|\\]\\(a\\)|!\\[|\n{1,2}|> |- |1\\. |# |\\| |\n\\|--\\|--\\|\n|&amp;|\\\\|<b>|</b>|<!-- morat: a -->|---\n|title: |\\{\\{ x \\}\\}|::: ghi \n|:a:|\\$|~~|!!! note \"|    |==|%%|\\[\\[|\\]\\]|\\[\\^1\\]|\\[\\^1\\]: |\\+--\\+|<code>|\\{% code %\\}|[a-zđêô ,.]{1,5}){0,24}",
    ) {
        property_tests::check(text.as_bytes(), Format::MARKDOWN);
    }
}
