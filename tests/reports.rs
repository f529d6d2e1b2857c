//! The report formats as their readers need them: columns in the right unit, XML and JSON that parse, SARIF that follows its
//! schema, unusual paths, and an HTML page without network access.

#![cfg(feature = "cli")]

use std::sync::{Arc, LazyLock};

use morat::document::{Coverage, Document, Format};
use morat::linter::{Diagnostic, Linter, Selection, Worker};
use morat::report::{Begin, FileReport, Lang, OutputFormat, Statistics, Style, Summary};
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).unwrap());

/// A path with characters that some format has to escape.
const PATH: &str = "tin tức/50% \"a\" & 'b' <c>,d:e\nf]]>.txt";

/// Findings behind an emoji, behind letters with two diacritics, on a second line, and one that removes a character.
const TEXT: &str = "Trời đẹp.\n😀 Tiếng Việt có chữ kiẻm tra và sự nổ lực.\nCam ,quýt và chiếc gh\u{200B}ế mới.";

fn checked(text: &str) -> Vec<Diagnostic> {
    let document = Document::open(text.as_bytes(), Format::TEXT, &Arc::default()).unwrap();
    let findings = LINTER.check(&document, &mut Worker::default()).unwrap();
    LINTER.diagnostics(&document, findings)
}

/// The report on files, given as path and text, and on files that could not be read.
fn written(format: OutputFormat, files: &[(&str, &str)], failed: &[&str]) -> String {
    let mut report = format.report(&Style::default());
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    for path in failed {
        summary.failed += 1;
        report.error(&mut out, path, "không đọc được: \"<&>\"\u{1}").unwrap();
    }
    for (path, text) in files {
        let diagnostics = checked(text);
        summary.add(&diagnostics);
        let text =
            if diagnostics.is_empty() || !format.needs_text() { "" } else { text.trim_start_matches('\u{FEFF}') };
        let file = FileReport {
            path,
            encoding: "utf-8",
            confidence: None,
            format: "text",
            text,
            diagnostics: &diagnostics,
            coverage: Coverage::default(),
            begin: Begin::default(),
            registry: LINTER.registry(),
        };
        report.file(&mut out, &file).unwrap();
    }
    report.finish(&mut out, &summary).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(format: OutputFormat, files: &[(&str, &str)], failed: &[&str]) -> Value {
    let out = written(format, files, failed);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

/// Line and column of a byte offset, with the column in code points and in bytes, counted independently of morat.
fn counted(text: &str, offset: usize) -> [(u64, u64); 2] {
    let line = text[..offset].matches('\n').count() as u64 + 1;
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[start..offset];
    [(line, before.chars().count() as u64 + 1), (line, before.len() as u64 + 1)]
}

fn place(value: &Value, line: &str, column: &str) -> (u64, u64) {
    (value[line].as_u64().unwrap(), value[column].as_u64().unwrap())
}

fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
}

/// The start tags of a well-formed XML document.
fn elements(xml: &str) -> Vec<quick_xml::events::BytesStart<'static>> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(legal), "a character that XML 1.0 does not allow");
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut depth) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(element) => {
                depth += 1;
                found.push(element.into_owned());
            }
            Event::Empty(element) => found.push(element.into_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "all elements are closed");
    for element in &found {
        element.attributes().for_each(|attribute| {
            attribute.unwrap().normalized_value(XmlVersion::Implicit1_0).unwrap();
        });
    }
    found
}

fn of_name<'a>(
    all: &'a [quick_xml::events::BytesStart<'static>],
    name: &str,
) -> Vec<&'a quick_xml::events::BytesStart<'static>> {
    all.iter().filter(|element| element.name().as_ref() == name).collect()
}

#[test]
fn columns_are_in_the_unit_of_each_reader() {
    for text in [TEXT.nfc().collect::<String>(), TEXT.nfd().collect()] {
        let found = checked(&text);
        assert!(found.len() >= 4, "{found:?}");
        let spans: Vec<_> = found.iter().map(|d| (d.span.start() as usize, d.span.end() as usize)).collect();
        let files = [("a.txt", text.as_str())];
        let rdjson = json(OutputFormat::Rdjson, &files, &[]);
        let sarif = json(OutputFormat::Sarif, &files, &[]);
        let gitlab = json(OutputFormat::Gitlab, &files, &[]);
        let checkstyle = elements(&written(OutputFormat::Checkstyle, &files, &[]));
        let junit = elements(&written(OutputFormat::Junit, &files, &[]));
        let github = written(OutputFormat::Github, &files, &[]);
        let (errors, cases) = (of_name(&checkstyle, "error"), of_name(&junit, "testcase"));
        assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
        for (at, (start, end)) in spans.into_iter().enumerate() {
            let [start, end] = [counted(&text, start), counted(&text, end)];
            let range = &rdjson["diagnostics"][at]["location"]["range"];
            assert_eq!(place(&range["start"], "line", "column"), start[1]);
            assert_eq!(place(&range["end"], "line", "column"), end[1]);
            let region = &sarif["runs"][0]["results"][at]["locations"][0]["physicalLocation"]["region"];
            assert_eq!(place(region, "startLine", "startColumn"), start[0]);
            assert_eq!(place(region, "endLine", "endColumn"), end[0]);
            let positions = &gitlab[at]["location"]["positions"];
            assert_eq!(place(&positions["begin"], "line", "column"), start[0]);
            assert_eq!(place(&positions["end"], "line", "column"), end[0]);
            assert_eq!(gitlab[at]["location"]["lines"]["begin"], start[0].0);
            let (line, column) = start[0];
            assert_eq!(attribute(errors[at], "line"), Some(line.to_string()));
            assert_eq!(attribute(errors[at], "column"), Some(column.to_string()));
            assert!(attribute(cases[at], "name").unwrap().ends_with(&format!(" ({line}:{column})")));
            let command = github.lines().nth(at).unwrap();
            let expected = format!(",line={line},col={column},endLine={},endColumn={},", end[0].0, end[0].1);
            assert!(command.contains(&expected), "{expected} in {command}");
        }
    }
}

/// Applies suggestions as reviewdog does: it replaces bytes of a line of the file.
#[test]
fn suggestions_of_rdjson_put_the_file_right() {
    let text = "\u{FEFF}Tóan là môn học 😀 kiẻm tra.\nSự nổ lực.";
    let report = json(OutputFormat::Rdjson, &[("a.txt", text)], &[]);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for finding in report["diagnostics"].as_array().unwrap().iter().rev() {
        let suggestion = &finding["suggestions"][0];
        let (line, start) = place(&suggestion["range"]["start"], "line", "column");
        let (_, end) = place(&suggestion["range"]["end"], "line", "column");
        let replaced = start as usize - 1..end as usize - 1;
        lines[line as usize - 1].replace_range(replaced, suggestion["text"].as_str().unwrap());
    }
    assert_eq!(lines, ["\u{FEFF}Toán là môn học 😀 kiểm tra.", "Sự nỗ lực."]);
}

#[test]
fn sarif_is_what_its_schema_says() {
    let mut schema: Value = serde_json::from_str(include_str!("data/sarif-2.1.0.schema.json")).unwrap();
    // The published pattern has an unmatched bracket, which is no valid regular expression in strict syntax.
    for object in ["run", "toolComponent"] {
        schema["definitions"][object]["properties"]["language"]["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    let validator = jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap();
    let twice = format!("{TEXT}\nCam ,quýt.");
    let full = json(OutputFormat::Sarif, &[("sach.txt", "Trời đẹp."), (PATH, TEXT), ("b.txt", &twice)], &[PATH]);
    let empty = json(OutputFormat::Sarif, &[], &[]);
    for report in [&full, &empty] {
        let errors: Vec<String> =
            validator.iter_errors(report).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    let mut broken = full.clone();
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&broken), "the schema does look");

    let run = &full["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        assert_eq!(result["partialFingerprints"]["morat/v1"].as_str().unwrap().len(), 16);
        let place = &result["locations"][0]["physicalLocation"];
        for fix in result["fixes"].as_array().unwrap() {
            let change = &fix["artifactChanges"][0];
            assert_eq!(change["artifactLocation"], place["artifactLocation"]);
            assert_eq!(change["replacements"][0]["deletedRegion"], place["region"]);
        }
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(empty["runs"][0]["invocations"][0]["executionSuccessful"], true);
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes.as_array().unwrap().len(), 1);
    for uri in [
        &notes[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
    ] {
        let uri = uri.as_str().unwrap();
        assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
        assert_eq!(decoded(uri), PATH);
    }
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn xml_is_well_formed_and_holds_the_path() {
    let files = [("sach.txt", "Trời đẹp."), (PATH, TEXT)];
    let count = checked(TEXT).len();

    let all = elements(&written(OutputFormat::Checkstyle, &files, &[PATH]));
    let names: Vec<_> = of_name(&all, "file").iter().map(|file| attribute(file, "name").unwrap()).collect();
    assert_eq!(names, [PATH, PATH], "the one that failed and the one with findings");
    let errors = of_name(&all, "error");
    assert_eq!(errors.len(), count + 1);
    assert_eq!(attribute(errors[0], "message").unwrap(), "không đọc được: \"<&>\"␁");
    assert_eq!(attribute(errors[0], "line"), None);

    let all = elements(&written(OutputFormat::Junit, &files, &[PATH]));
    let suites: Vec<_> = of_name(&all, "testsuite")
        .iter()
        .map(|suite| ["name", "tests", "failures", "errors"].map(|name| attribute(suite, name).unwrap()))
        .collect();
    let count = count.to_string();
    assert_eq!(suites, [[PATH, "1", "0", "1"], ["sach.txt", "1", "0", "0"], [PATH, &count, &count, "0"]]);
    assert_eq!(of_name(&all, "failure").len().to_string(), count);
    assert_eq!(of_name(&all, "error").len(), 1);
    let mut names: Vec<_> =
        of_name(&all, "testcase").iter().map(|case| (attribute(case, "classname"), attribute(case, "name"))).collect();
    let all_names = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all_names, "tests with one name are one test");

    for format in [OutputFormat::Checkstyle, OutputFormat::Junit] {
        assert_eq!(elements(&written(format, &[], &[])).len(), 1, "only the root");
    }
}

#[test]
fn code_quality_issues_are_distinct_and_complete() {
    let same = "Cam ,quýt.\n\nCam ,quýt.\n";
    let files = [("a.txt", same), ("b.txt", same)];
    let report = json(OutputFormat::Gitlab, &files, &[PATH]);
    let issues = report.as_array().unwrap();
    assert_eq!(issues.len(), 5);
    let mut fingerprints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 5, "GitLab takes issues with one fingerprint for one");
    for issue in issues {
        for key in ["description", "check_name"] {
            assert!(!issue[key].as_str().unwrap().is_empty());
        }
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
    assert_eq!(issues[0]["location"]["path"], PATH);
    // An edit elsewhere, which changes line numbers, does not change fingerprints.
    let moved = json(OutputFormat::Gitlab, &[("b.txt", &format!("Trời đẹp.\n\n{same}"))], &[]);
    assert_eq!(moved[0]["fingerprint"], issues[3]["fingerprint"]);
    assert_eq!(json(OutputFormat::Gitlab, &[("sach.txt", "Trời đẹp.")], &[]), Value::Array(Vec::new()));
}

#[test]
fn rdjson_has_the_shape_of_its_protocol() {
    let report = json(OutputFormat::Rdjson, &[(PATH, TEXT)], &["hong.txt"]);
    assert_eq!(report["source"]["name"], "morat");
    let findings = report["diagnostics"].as_array().unwrap();
    assert_eq!(findings.len(), checked(TEXT).len() + 1);
    assert_eq!(findings[0]["location"], serde_json::json!({"path": "hong.txt"}));
    for finding in findings {
        assert!(["ERROR", "WARNING", "INFO"].contains(&finding["severity"].as_str().unwrap()));
        assert!(finding["message"].is_string() && finding["code"]["value"].is_string());
    }
    assert_eq!(findings[1]["location"]["path"], PATH);
    let removes = |finding: &&Value| finding["suggestions"][0]["text"] == "";
    assert!(findings.iter().any(|finding| removes(&finding)), "the invisible character is removed");
    assert_eq!(json(OutputFormat::Rdjson, &[], &[])["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn a_command_of_github_is_one_line_whatever_the_path() {
    let report = written(OutputFormat::Github, &[(PATH, TEXT)], &[PATH]);
    assert_eq!(report.lines().count(), checked(TEXT).len() + 1);
    for line in report.lines() {
        let (properties, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let file = properties.split_once(' ').unwrap().1.split(',').next().unwrap();
        assert_eq!(file, "file=tin tức/50%25 \"a\" & 'b' <c>%2Cd%3Ae%0Af]]>.txt");
    }
}

#[test]
fn lines_for_people_stay_lines() {
    let count = checked(TEXT).len();
    assert_eq!(written(OutputFormat::Compact, &[(PATH, TEXT)], &[]).lines().count(), count);
    // The file name, its findings, an empty line, and the totals.
    assert_eq!(
        written(OutputFormat::Grouped, &[(PATH, TEXT), ("sach.txt", "Trời đẹp.")], &[]).lines().count(),
        count + 3
    );
}

#[test]
fn every_format_has_its_name_and_survives_nothing_at_all() {
    for format in OutputFormat::ALL {
        assert_eq!(OutputFormat::of_name(format.name()), Some(*format));
        written(*format, &[], &[]);
        written(*format, &[], &["hong.txt"]);
        written(*format, &[("rong.txt", "")], &[]);
    }
    assert_eq!(OutputFormat::of_name("xml"), None);
}

#[test]
fn statistics_count_by_rule() {
    use morat::report::Report;
    let diagnostics = checked("Cam ,quýt.\nBưởi ,ổi.\nSự nổ lực.");
    let mut report = Statistics::new(&Style { lang: Lang::En, ..Style::default() }, true);
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    summary.add(&diagnostics);
    let file = FileReport {
        path: "a.txt",
        encoding: "utf-8",
        confidence: None,
        format: "text",
        text: "",
        diagnostics: &diagnostics,
        coverage: Coverage::default(),
        begin: Begin::default(),
        registry: LINTER.registry(),
    };
    report.file(&mut out, &file).unwrap();
    report.finish(&mut out, &summary).unwrap();
    let report: Value = serde_json::from_slice(&out).unwrap();
    let lines = report["statistics"].as_array().unwrap();
    let counts: Vec<_> =
        lines.iter().map(|line| (line["rule"].as_str().unwrap(), line["count"].as_u64().unwrap())).collect();
    assert_eq!(counts, [("dau-cau/cach-truoc", 2), ("chinh-ta/nham-lan", 1)]);
    assert_eq!(lines[0]["safe"], 2);
    assert_eq!(report["summary"]["files"], 1);
}

mod html {
    use super::*;

    /// Findings that nest, that cross a line end, that stand at the end, and text that looks like markup.
    const PAGE: &str = "<script>alert(\"đổi\")</script> &amp; <img src=\"http://a.b/c.png\">\r\n\
         Tóan là môn em thích ,chị Ðào thì\u{A0}thích vẽ.\r\rSự nổ lực của của hai  người .\n\n\tChiếc gh\u{200B}ế , v...v";

    /// The text of the lines, without tags and with character references resolved.
    fn text_of(page: &str) -> String {
        let mut out = String::new();
        for part in page.split("<p class=\"t\"").skip(1) {
            let (line, _) = part.split_once("</p>").unwrap();
            let mut rest = line.split_once('>').unwrap().1;
            while let Some((text, after)) = rest.split_once('<') {
                out.push_str(text);
                rest = after.split_once('>').unwrap().1;
            }
            out.push_str(rest);
        }
        for (reference, c) in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&")]
        {
            out = out.replace(reference, c);
        }
        out
    }

    fn numbers(page: &str, before: &str) -> Vec<usize> {
        page.match_indices(before)
            .map(|(at, found)| page[at + found.len()..].split('"').next().unwrap().parse().unwrap())
            .collect()
    }

    #[test]
    fn the_text_is_the_text() {
        for text in [PAGE.nfc().collect::<String>(), PAGE.nfd().collect(), TEXT.to_owned(), format!("{TEXT}\n")] {
            let page = written(OutputFormat::Html, &[(PATH, &text)], &[]);
            assert_eq!(text_of(&page), text);
        }
    }

    #[test]
    fn marks_and_notes_are_in_order_and_belong_together() {
        for text in [PAGE.nfc().collect::<String>(), PAGE.nfd().collect()] {
            let count = checked(&text).len();
            assert!(count > 6);
            let page =
                written(OutputFormat::Html, &[("sach.txt", "Trời đẹp."), (PATH, &text), ("b.txt", TEXT)], &[PATH]);
            let all: Vec<usize> = (1..=count + checked(TEXT).len()).collect();
            assert_eq!(numbers(&page, " id=\"m"), all, "each mark begins once");
            assert_eq!(numbers(&page, " id=\"n"), all, "each has its note");
            assert_eq!(numbers(&page, "class=\"no\" href=\"#m"), all, "each note leads to its mark");
            let mut ends = numbers(&page, " data-n=\"");
            ends.sort_unstable();
            assert_eq!(ends, all, "each mark shows its number once");
        }
    }

    /// Every element is closed in order, and attributes are quoted.
    #[test]
    fn elements_nest() {
        let page = written(OutputFormat::Html, &[(PATH, PAGE), ("b.txt", TEXT), ("sach.txt", "Trời đẹp.")], &[PATH]);
        let page = page.replace(include_str!("../src/report/html/script.js"), "");
        let (mut open, mut rest) = (Vec::new(), page.as_str());
        while let Some((_, after)) = rest.split_once('<') {
            let (tag, after) = after.split_once('>').unwrap();
            rest = after;
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "…{}", &tag),
                None if ["!doctype", "meta", "input"].contains(&name) => {}
                None => {
                    assert!(name != "a" || !open.iter().any(|name| name == "a"), "links do not nest");
                    open.push(name.to_owned());
                }
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        }
        assert_eq!(open, [""; 0]);
    }

    #[test]
    fn nothing_is_loaded_and_nothing_runs() {
        let hostile = "javascript:alert(1)\"><script>alert(2)</script>";
        let page = written(OutputFormat::Html, &[(PATH, PAGE), (hostile, TEXT)], &[hostile]);
        assert_eq!(page.matches("<script").count(), 1, "only our own");
        for loads in
            [" src=", "href=\"http", "@import", "url(", "<link", "<img", "<iframe", "fetch(", "XMLHttp", "import("]
        {
            let quoted = loads.replace('<', "&lt;").replace('"', "&quot;");
            let places = page.matches(loads).count();
            // The draft contains ` src=` and `href` as text.
            let said = page.matches(&format!("&lt;img{quoted}")).count();
            assert_eq!(places, said, "{loads}");
        }
        for (at, _) in page.match_indices("href=\"") {
            assert!(page[at + 6..].starts_with('#'), "links stay in the page");
        }
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("&lt;script&gt;alert(&quot;đổi&quot;)&lt;/script&gt;"));
    }

    #[test]
    fn a_page_of_thousands_of_findings_holds_each_text_once_and_notes_as_data() {
        let text = |at: usize| {
            format!("Bài số {at}: cả tổ nổ lực kiẻm tra sổ sách ,rồi về </script>.\n{}", "Trời đẹp. ".repeat(150))
        };
        let texts: Vec<(String, String)> = (0..2000).map(|at| (format!("bai/{at}.txt"), text(at))).collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let page = written(OutputFormat::Html, &files, &[]);
        let size: usize = texts.iter().map(|(_, text)| text.len()).sum();
        let found = numbers(&page, " data-n=\"").len();
        assert!(
            found >= 6000 && page.len() < 10_000_000,
            "{} bytes for {size} bytes of text, {found} findings",
            page.len()
        );
        assert!((page.len() - size) / found < 400, "{} bytes a finding", (page.len() - size) / found);
        // Every finding has its note: the first ones as elements, the others as rows of data.
        assert_eq!(page.matches("<li class=\"n ").count(), 1000);
        let mut rows = 0;
        let mut said = Vec::new();
        for data in page.split("<script type=\"application/json\" class=\"data\" data-first=\"").skip(1) {
            let (first, data) = data.split_once("\">").unwrap();
            assert_eq!(first.parse::<usize>().unwrap(), 1001 + rows);
            let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
            for row in data.as_array().unwrap() {
                match &row[2] {
                    Value::String(message) => said.push(message.clone()),
                    known => assert!((known.as_u64().unwrap() as usize) < said.len()),
                }
                rows += 1;
            }
        }
        assert_eq!(1000 + rows, found);
        assert!(page.contains("id=\"words\"") && page.contains("<noscript>"));
    }

    #[test]
    fn filters_know_every_rule_that_found_something() {
        let page = written(OutputFormat::Html, &[(PATH, PAGE)], &[]);
        let mut rules: Vec<String> = checked(PAGE).into_iter().map(|diagnostic| diagnostic.name).collect();
        rules.sort();
        rules.dedup();
        for number in 1..=rules.len() {
            for part in [
                "<input type=\"checkbox\" id=\"r#\" checked",
                "body:has(#r#:not(:checked)) .n.r#{",
                "<article id=\"q#\">",
            ] {
                let part = part.replace("r#", &format!("r{number}")).replace("q#", &format!("q{number}"));
                assert_eq!(page.matches(&part).count(), 1, "{part}");
            }
        }
        assert!(!page.contains(&format!("<article id=\"q{}\">", rules.len() + 1)));
        for rule in &rules {
            assert!(page.contains(&format!("<code>{rule}</code>")), "{rule}");
        }
        let clean = written(OutputFormat::Html, &[("sach.txt", "Trời đẹp.")], &[]);
        assert!(!clean.contains("checkbox") && clean.contains("Không có gì phải sửa"));
    }
}
