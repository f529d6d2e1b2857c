//! The report formats, as the library writes them.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test snapshots`, then read the difference.

#![cfg(feature = "cli")]

use morat::document::Format;
use morat::linter::{Linter, Selection, Worker};
use morat::report::{Compact, FileReport, Full, Json, JsonLines, Lang, Report, Summary};
use morat::text::Source;
use unicode_normalization::UnicodeNormalization;

/// Findings of every severity and shape: safe, unsafe and without a fix; one suggestion, several, one that removes; a mark
/// at the very start, at the end of a line longer than the window, and at the end of the text.
const DRAFT: &str = "\
Tóan là môn em thích, chị Ðào thì thích vẽ.
Sáng chủ nhật cả nhà dậy sớm, bố quét sân, mẹ nấu xôi, còn hai anh em nổ lực kiẻm tra lại từng luống rau ngoài vườn.
Bà kể chuyện (ngày xưa cho cháu nghe..
Hai người chia sẽ công việc của của nhau ,rất vui.
Cái bàn  và chiếc gh\u{200B}ế mới, cây bút cũ của hоa sĩ, v...v";

/// What a report writes of one text, with the version left out.
fn reported(report: &mut dyn Report, text: &str) -> String {
    let linter = Linter::new(&Selection::default()).unwrap();
    let findings = linter.check(text, Format::Text, &mut Worker::default()).unwrap();
    let source = Source::decode(text.as_bytes()).unwrap();
    let diagnostics = linter.diagnostics(&source, findings);
    let file = FileReport { path: "bai/nhap.txt", encoding: "utf-8", format: "text", text, diagnostics: &diagnostics };
    let mut summary = Summary::default();
    summary.add(&diagnostics);
    summary.failed += 1;
    let mut out = Vec::new();
    report.file(&mut out, &file).unwrap();
    report.error(&mut out, "bai/hong.txt", "không đọc được").unwrap();
    report.finish(&mut out, &summary).unwrap();
    let out = String::from_utf8(out).unwrap();
    out.replace(&format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION")), "\"version\":\"[version]\"")
}

fn composed() -> String {
    DRAFT.nfc().collect()
}

fn decomposed() -> String {
    DRAFT.nfd().collect()
}

fn full(lang: Lang) -> Full {
    Full::new(lang, false, 100)
}

#[test]
fn full_composed() {
    insta::assert_snapshot!(reported(&mut full(Lang::Vi), &composed()));
}

#[test]
fn full_decomposed() {
    insta::assert_snapshot!(reported(&mut full(Lang::Vi), &decomposed()));
}

#[test]
fn full_english() {
    insta::assert_snapshot!(reported(&mut full(Lang::En), &composed()));
}

#[test]
fn compact_composed() {
    insta::assert_snapshot!(reported(&mut Compact::new(Lang::Vi), &composed()));
}

#[test]
fn compact_decomposed() {
    insta::assert_snapshot!(reported(&mut Compact::new(Lang::Vi), &decomposed()));
}

#[test]
fn json_composed() {
    insta::assert_snapshot!(reported(&mut Json::new(Lang::Vi), &composed()));
}

#[test]
fn json_decomposed() {
    insta::assert_snapshot!(reported(&mut Json::new(Lang::Vi), &decomposed()));
}

#[test]
fn jsonl_composed() {
    insta::assert_snapshot!(reported(&mut JsonLines::new(Lang::Vi), &composed()));
}

#[test]
fn jsonl_decomposed() {
    insta::assert_snapshot!(reported(&mut JsonLines::new(Lang::Vi), &decomposed()));
}
