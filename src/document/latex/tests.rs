use proptest::prelude::*;

use super::super::{Document, Format, property_tests};
use std::sync::Arc;

fn open(text: &str) -> Document<'_> {
    Document::open(text.as_bytes(), Format::LATEX, &Arc::default()).unwrap()
}

fn shown(text: &str) -> String {
    property_tests::check(text.as_bytes(), Format::LATEX);
    open(text).text().to_owned()
}

#[test]
fn paragraphs_headings_and_notes() {
    let text = "\\documentclass{article}\n\\title{Bài \\textbf{viết}}\n\\begin{document}\n\\maketitle\n\\section*{Mở đầu}\nSáng nay\n  mưa\\footnote{Rất \\emph{to}.} to. % thôi\n  Hết.\n\n\\begin{itemize}\n\\item một\n\\item[a] hai\n\\end{itemize}\n\\end{document}\nngoài";
    assert_eq!(shown(text), "Bài viết\n\nMở đầu\n\nSáng nay mưa to. Hết.\n\nRất to.\n\nmột\n\nhai");
}

#[test]
fn commands_are_markup_and_words_go_through_braces() {
    assert_eq!(
        shown("n\\textbf{ổ} {l}ực, \\href{http://a.vn}{nơi này} và \\textcolor{red}{đỏ}\\LaTeX\\ thì"),
        "nổ lực, nơi này và đỏ\\LaTeX thì"
    );
    assert_eq!(shown("Xem \\cite[tr.~3]{a}, hình~\\ref{b}.\\label{c}"), "Xem \\cite[tr.~3]{a}, hình \\ref{b}.");
    let document = open("Xem \\cite{a}, $x^2$ và \\(y\\).");
    let held: Vec<&str> = document.opaque().iter().map(|span| &document.text()[span.range()]).collect();
    assert_eq!(held, ["\\cite{a}", "$x^2$", "\\(y\\)"]);
}

#[test]
fn signs_and_accents_are_letters() {
    assert_eq!(
        shown("``hai'' -- ba --- 5\\% \\& tr\\u{a}ng ti\\'\\ecircumflex ng Vi\\d{\\ecircumflex}t \\dj\\uhorn\\ohorn c"),
        "“hai” – ba — 5% & trăng tiếng Việt đươc"
    );
    let document = open("giá 5 đồng");
    let edits = document.edits(crate::text::Span::new(0, 4), "100% & _").unwrap();
    let edited = document.edited(&edits).unwrap();
    assert_eq!(edited.text(), "100% & _ 5 đồng");
    assert_eq!(edited.source().text(), "100\\% \\& \\_ 5 đồng");
}

#[test]
fn tables_code_and_formulas() {
    let text = "\\begin{tabular}{l|r}\nmột & hai \\\\ \\hline\nba & bốn\n\\end{tabular}\n\\begin{verbatim}\n x & % \\foo\n\\end{verbatim}\nTa có\n\\begin{equation}a &= b\\end{equation}\nthế thôi \\verb|a b|.";
    assert_eq!(
        shown(text),
        "một\n\nhai\n\nba\n\nbốn\n\nTa có \\begin{equation}a &= b\\end{equation} thế thôi \\verb|a b|."
    );
    assert_eq!(shown("a \\\\ b"), "a\nb");
    assert_eq!(shown("giá $5 thôi\n\nvà $6"), "giá $5 thôi\n\nvà $6");
}

#[test]
fn what_prints_something_holds_its_place() {
    let held = |text: &str| {
        let _ = shown(text);
        let document = open(text);
        document.opaque().iter().map(|span| document.text()[span.range()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(held("lớp \\lop, trang \\thepage{} và \\bfseries đậm"), ["\\lop", "\\thepage{}"]);
    assert_eq!(
        held("hàm \\lstinline|a , b| và \\lstinline[x=y]{c ;}"),
        ["\\lstinline|a , b|", "\\lstinline[x=y]{c ;}"]
    );
    assert_eq!(held("\\mintinline{c}|a;| rồi \\verb*+x  y+"), ["\\mintinline{c}|a;|", "\\verb*+x  y+"]);
    assert_eq!(held("dài \\SI{5}{km}, \\texttt{a , b}"), ["\\SI{5}{km}", "\\texttt{a , b}"]);
    assert_eq!(shown("\\bibitem{khóa} Sách \\bibitem[x]{y} Vở"), "Sách\n\nVở");
    assert_eq!(shown("\\only<1>{một} \\alert<2->{hai}"), "một hai");
    assert_eq!(shown("\\begin{frame}<1->[fragile]{Đầu}\nthân\\end{frame}"), "Đầu\n\nthân");
    assert_eq!(shown("\\muc[a=b]{khoa=c}{Tên}{Mô tả} thôi"), "Tên}{Mô tả thôi");
    assert_eq!(shown("\\def\\a#1{b}\\let\\c=\\d \\newcommand\\e[1]{f}một\\hskip 1em hai"), "mộthai");
    assert_eq!(shown("một \\iffalse không \\fi hai"), "một hai");
}

#[test]
fn quotes_are_those_of_tex() {
    let document = open("Nói ``mới'' và \"cũ\".");
    let at = document.text().find('“').unwrap();
    assert!(document.edits(crate::text::Span::new(at as u32, at as u32 + 3), "\"").is_none());
    let at = document.text().find('"').unwrap();
    let edits = document.edits(crate::text::Span::new(at as u32, at as u32 + 1), "“").unwrap();
    assert_eq!(document.edited(&edits).unwrap().source().text(), "Nói ``mới'' và ``cũ\".");
}

#[test]
fn accents_stand_on_one_another() {
    assert_eq!(
        shown("n\\~{\\^o} l\\d{\\uhorn}c v\\'{\\^{e}} th\\'\\^e tr\\h{\\ohorn} \\`{\\i}"),
        "nỗ lực vế thế trở ì"
    );
}

#[test]
fn comments_speak_to_morat() {
    assert_eq!(shown("một % <!-- morat: tắt-dòng --> khác\nhai"), "một <!-- morat: tắt-dòng -->hai");
}

#[test]
fn what_is_passed_over_is_counted() {
    let text = "Một hai.\\newcommand{\\a}{Trường học ta} \\verb|nổ lực| \\texttt{for x}\n\\begin{lstlisting}[language=C]\nint tuổi\n\\end{lstlisting}\n\\begin{comment}\nbỏ đi\n\\end{comment}\n% bỏ\n\\iffalse bỏ đi \\fi";
    let coverage = open(text).coverage();
    assert_eq!((coverage.read.all, coverage.code.all, coverage.markup.all), (2, 4, 4));
    assert!(open("\\begin{verbatim}\nCả tổ nổ lực.\n\\end{verbatim}").coverage().is_missed());
    assert_eq!(shown("\\iffalse một \\ifx hai \\fi \\fill ba \\else bốn \\fi năm"), "bốn năm");
}

#[test]
fn links_and_quotations_are_cited() {
    let text = "Xem \\href{http://a.vn}{trang \\emph{này}}, \\enquote{lời ấy} và \\textbf{kia}.";
    assert_eq!(shown(text), "Xem trang này, lời ấy và kia.");
    assert_eq!(property_tests::cited(&open(text)), ["trang này", "lời ấy"]);
}

#[test]
fn nothing_takes_long() {
    let pieces = [
        ("\\section{", 30_000),
        ("\\footnote{", 30_000),
        ("{", 300_000),
        ("$", 300_000),
        ("\\begin{equation}", 20_000),
        ("\\[", 100_000),
        ("%", 300_000),
        ("\\item[", 30_000),
        ("\\foo{", 30_000),
        ("\\foo{}{", 30_000),
        ("\\iffalse ", 100_000),
        ("\\~{", 100_000),
        ("\\lstinline{", 30_000),
        ("\\'", 200_000),
    ];
    property_tests::quick(Format::LATEX, &pieces);
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(
        text in "(\\\\(textbf|section|footnote|cite|item|verb|dj|ecircumflex|foo|lop|lstinline|def|let|bibitem|\\^|u|'|\\\\|%|\\[)|\\{|\\}|\\[|\\]|\\$|~|--?|``|''|%|&|\n{1,2}|\\\\begin\\{tabular\\}\\{l\\}|\\\\end\\{tabular\\}|[a-zđêô ,.]{1,5}){0,24}",
    ) {
        property_tests::check(text.as_bytes(), Format::LATEX);
    }
}

#[test]
fn a_drawing_in_the_line_is_a_thing() {
    let text = "Nút \\tikz[baseline=(a.base)]\\node[na](a){\\color{red}đỏ}; và \\tikz{\\draw (0,0);} kia.";
    assert_eq!(
        shown(text),
        "Nút \\tikz[baseline=(a.base)]\\node[na](a){\\color{red}đỏ}; và \\tikz{\\draw (0,0);} kia."
    );
}
