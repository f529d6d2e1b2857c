//! Snapshots of the report formats.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test snapshots`, then read the difference.

#![cfg(feature = "cli")]

use std::sync::{Arc, LazyLock};

use morat::document::{Coverage, Document};
use morat::linter::{Linter, Selection, Worker};
use morat::report::{Begin, FileReport, Lang, OutputFormat, Report, Statistics, Style, Summary};
use morat::rules::Registry;
use unicode_normalization::UnicodeNormalization;

/// Findings of every severity and shape: safe, unsafe and without a fix; one suggestion, several, one that removes; a mark
/// at the very start, at the end of a line longer than the window, and at the end of the text.
const DRAFT: &str = "\
Tóan là môn em thích, chị Ðào thì thích vẽ.
Sáng chủ nhật cả nhà dậy sớm, bố quét sân, mẹ nấu xôi, còn hai anh em nổ lực kiẻm tra lại từng luống rau ngoài vườn.
Bà kể chuyện (ngày xưa cho cháu nghe..
Hai người chia sẽ công việc của của nhau ,rất vui.
Cái bàn  và chiếc gh\u{200B}ế mới, cây bút cũ của hоa sĩ, v...v";

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).unwrap());

fn registry() -> &'static Arc<Registry> {
    LINTER.registry()
}

/// The report on this text, on a clean one and on one that could not be read, without morat's version.
fn reported(report: &mut dyn Report, text: &str) -> String {
    let document = Document::of_text(text).unwrap();
    let findings = LINTER.check(&document, &mut Worker::default()).unwrap();
    let diagnostics = LINTER.diagnostics(&document, findings);
    let file = FileReport {
        path: "bai/nhap.txt",
        encoding: "utf-8",
        confidence: None,
        format: "text",
        text,
        diagnostics: &diagnostics,
        coverage: Coverage::default(),
        begin: Begin::default(),
        registry: registry(),
    };
    let mut summary = Summary::default();
    summary.add(&diagnostics);
    summary.failed += 1;
    let mut out = Vec::new();
    report.file(&mut out, &file).unwrap();
    report.error(&mut out, "bai/hong.txt", "không đọc được").unwrap();
    report.finish(&mut out, &summary).unwrap();
    let out = String::from_utf8(out).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    out.replace(&format!("\"version\":\"{version}\""), "\"version\":\"[version]\"")
        .replace(&format!("morat {version}"), "morat [version]")
}

fn styled(lang: Lang, format: OutputFormat, text: &str) -> String {
    reported(format.report(&Style { lang, ..Style::default() }).as_mut(), text)
}

fn composed(format: OutputFormat) -> String {
    styled(Lang::Vi, format, &DRAFT.nfc().collect::<String>())
}

fn decomposed(format: OutputFormat) -> String {
    styled(Lang::Vi, format, &DRAFT.nfd().collect::<String>())
}

/// A page without its style sheet and script, which are files of their own in the repository.
fn page(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    for (tag, end) in [("<style>\n", "</style>"), ("<script>\n", "</script>")] {
        let (before, after) = rest.split_once(tag).unwrap();
        let (_, after) = after.split_once(end).unwrap();
        out.push_str(before);
        out.push_str(tag);
        out.push_str(end);
        rest = after;
    }
    out + rest
}

#[test]
fn full_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Full));
}

#[test]
fn full_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Full));
}

#[test]
fn full_english() {
    insta::assert_snapshot!(styled(Lang::En, OutputFormat::Full, DRAFT));
}

#[test]
fn compact_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Compact));
}

#[test]
fn compact_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Compact));
}

#[test]
fn grouped_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Grouped));
}

#[test]
fn grouped_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Grouped));
}

#[test]
fn json_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Json));
}

#[test]
fn json_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Json));
}

#[test]
fn jsonl_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Jsonl));
}

#[test]
fn jsonl_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Jsonl));
}

#[test]
fn github_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Github));
}

#[test]
fn github_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Github));
}

#[test]
fn gitlab_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Gitlab));
}

#[test]
fn gitlab_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Gitlab));
}

#[test]
fn sarif_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Sarif));
}

#[test]
fn sarif_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Sarif));
}

#[test]
fn sarif_english() {
    insta::assert_snapshot!(styled(Lang::En, OutputFormat::Sarif, DRAFT));
}

#[test]
fn checkstyle_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Checkstyle));
}

#[test]
fn checkstyle_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Checkstyle));
}

#[test]
fn junit_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Junit));
}

#[test]
fn junit_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Junit));
}

#[test]
fn rdjson_composed() {
    insta::assert_snapshot!(composed(OutputFormat::Rdjson));
}

#[test]
fn rdjson_decomposed() {
    insta::assert_snapshot!(decomposed(OutputFormat::Rdjson));
}

#[test]
fn html_composed() {
    insta::assert_snapshot!(page(&composed(OutputFormat::Html)));
}

#[test]
fn html_decomposed() {
    insta::assert_snapshot!(page(&decomposed(OutputFormat::Html)));
}

#[test]
fn html_english() {
    insta::assert_snapshot!(page(&styled(Lang::En, OutputFormat::Html, DRAFT)));
}

#[test]
fn grouped_in_colour() {
    let style = Style { colour: true, ..Style::default() };
    let mut report = OutputFormat::Grouped.report(&style);
    insta::assert_snapshot!(reported(report.as_mut(), "Cam ,quýt"));
}

#[test]
fn statistics_as_a_table() {
    insta::assert_snapshot!(reported(&mut Statistics::new(&Style::default(), false), DRAFT));
}

#[test]
fn statistics_in_english() {
    insta::assert_snapshot!(reported(
        &mut Statistics::new(&Style { lang: Lang::En, ..Style::default() }, false),
        DRAFT
    ));
}

#[test]
fn statistics_as_json() {
    insta::assert_snapshot!(reported(&mut Statistics::new(&Style::default(), true), DRAFT));
}
