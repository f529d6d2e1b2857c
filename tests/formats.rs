//! Runs the program on documents of every format: positions are those in the file, and fixes change the prose and nothing else.

#![cfg(feature = "cli")]

mod support;

use std::io::{Cursor, Read, Write};
use std::process::Stdio;

use support::{Folder, morat};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn pack(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn unpack(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A Word file of these paragraphs, each a list of runs joined by spaces.
fn docx(paragraphs: &[&[&str]]) -> Vec<u8> {
    let run = |text: &&str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let paragraph = |runs: &&[&str]| format!("<w:p>{}</w:p>", runs.iter().map(run).collect::<String>());
    let body: String = paragraphs.iter().map(paragraph).collect();
    pack(&[
        ("[Content_Types].xml", "<Types></Types>"),
        ("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/media/anh.bin", "không phải văn bản"),
    ])
}

/// For each text format its name, a text with one mistake (`nổ lực`), and the text once that is fixed.
const TEXTS: &[(&str, &str, &str)] = &[
    ("a.txt", "Cả tổ cùng nổ lực nhé.\n", "nỗ lực"),
    (
        "a.md",
        "# Bài\n\nCả tổ cùng **nổ** [lực](http://a.vn/no-luc), `nổ lực` nhé.\n",
        "**nỗ** [lực](http://a.vn/no-luc), `nổ lực`",
    ),
    (
        "a.html",
        "<p title=\"x\">Cả tổ cùng <b>n&#7893;</b> lực <code>nổ lực</code> nhé.</p>\n",
        "<b>nỗ</b> lực <code>nổ lực</code>",
    ),
    (
        "a.vue",
        "<template><p>Cả tổ cùng nổ lực {{ noLuc }} nhé.</p></template>\n<script>nổ lực</script>\n",
        "nỗ lực {{ noLuc }}",
    ),
    ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nCả tổ cùng nổ\nlực nhé.\n", "cùng nỗ\nlực"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nCả tổ cùng <i>nổ</i> lực nhé.\n", "<i>nỗ</i> lực"),
    (
        "a.tex",
        "\\section{Bài}\nCả tổ cùng \\textbf{nổ} lực $nổ lực$ nhé. % nổ lực\n",
        "\\textbf{nỗ} lực $nổ lực$ nhé. % nổ lực",
    ),
    (
        "a.po",
        "msgid \"nổ lực\"\nmsgstr \"Cả tổ cùng nổ lực %s nhé.\"\n",
        "msgid \"nổ lực\"\nmsgstr \"Cả tổ cùng nỗ lực %s nhé.\"",
    ),
    ("a.csv", "id,ma,noi_dung\n1,nổ lực,\"Cả tổ cùng \"\"nổ lực\"\", nhé.\"\n", "1,nổ lực,\"Cả tổ cùng \"\"nỗ lực\"\""),
    ("a.tsv", "ma\ttext\nnổ lực\tCả tổ cùng nổ lực nhé.\n", "nổ lực\tCả tổ cùng nỗ lực"),
    (
        "a.jsonl",
        "{\"ma\": \"nổ lực\", \"text\": \"C\\u1ea3 tổ cùng n\\u1ed5 lực nhé.\"}\n",
        "\"nổ lực\", \"text\": \"C\\u1ea3 tổ cùng nỗ lực",
    ),
    (
        "a.ass",
        "[Events]\nFormat: Start, End, Name, Text\nDialogue: 0:00,0:01,nổ lực,{\\i1}Cả tổ cùng nổ\\Nlực{\\i0} nhé.\nComment: 0,0,a,nổ lực\n",
        "nổ lực,{\\i1}Cả tổ cùng nỗ\\Nlực{\\i0}",
    ),
    (
        "a.rst",
        "Bài\n===\n\n.. note:: Cả tổ cùng **nổ** lực, ``nổ lực``, :ref:`nổ lực`.\n\n.. code::\n\n   nổ lực\n",
        "**nỗ** lực, ``nổ lực``, :ref:`nổ lực`",
    ),
    ("a.adoc", "= Bài\n\nCả tổ cùng *nổ* lực `nổ lực` nhé.\n\n----\nnổ lực\n----\n", "*nỗ* lực `nổ lực`"),
    (
        "a.xlf",
        "<xliff><file target-language=\"vi\"><trans-unit id=\"nổ lực\"><source>nổ lực</source><target>Cả tổ cùng n<g id=\"1\">ổ</g> lực {0} nhé.</target></trans-unit></file></xliff>\n",
        "n<g id=\"1\">ỗ</g> lực {0}",
    ),
    (
        "a.json",
        "{\n  \"nổ lực\": \"Cả tổ cùng n\\u1ed5 lực {ten} nhé.\",\n  \"re\": \"a??b ,c\"\n}\n",
        "\"nổ lực\": \"Cả tổ cùng nỗ lực {ten} nhé.\",\n  \"re\": \"a??b ,c\"",
    ),
    ("a.arb", "{\"chao\": \"Cả tổ cùng nổ lực nhé.\", \"@chao\": {\"description\": \"nổ lực\"}}\n", "cùng nỗ lực"),
    (
        "a.yml",
        "vi:\n  nổ lực: \"Cả tổ cùng nổ lực %{ten} nhé.\"\n  re: 'a??b ,c'\n",
        "nổ lực: \"Cả tổ cùng nỗ lực %{ten} nhé.\"\n  re: 'a??b ,c'",
    ),
    (
        "a.ipynb",
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"nổ lực\"]}, {\"cell_type\": \"markdown\", \"source\": [\"Cả tổ cùng **nổ\\n\",\n \"lực** nhé.\"]}]}\n",
        "**nỗ\\n\",\n \"lực**",
    ),
    ("a.md.svelte", "<script>\nlet noLuc = 1;\n</script>\n\n# Bài\n\nCả tổ cùng **nổ** lực nhé.\n", "**nỗ** lực"),
    ("a.svx", "# Bài\n\nCả tổ cùng *nổ* lực nhé.\n", "*nỗ* lực"),
];

#[test]
fn one_mistake_is_found_and_fixed_in_every_text_format() {
    for &(name, text, fixed) in TEXTS {
        let folder = Folder::with(&[(name, text)]);
        let ran = folder.run(&["check", "--format", "jsonl", "--select", "chinh-ta", name]);
        let found: Vec<serde_json::Value> =
            ran.stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(found.len(), 1, "{name}: {}{}", ran.stdout(), ran.stderr());
        let span = |end: &str| found[0]["span"][end].as_u64().unwrap() as usize;
        // The text of the finding is that of the file at this position.
        assert_eq!(&text[span("start")..span("end")], found[0]["text"].as_str().unwrap(), "{name}");
        // A suggestion replaces exactly this range.
        let suggested = found[0]["suggestions"][0].as_str().unwrap();
        let by_hand = [&text[..span("start")], suggested, &text[span("end")..]].concat();
        let ran = folder.run(&["fix", "--select", "chinh-ta", name]);
        assert_eq!(ran.status(), 0, "{name}: {}", ran.stderr());
        let after = folder.read(name);
        assert!(after.contains(fixed), "{name}: {after}");
        assert_eq!(after, by_hand, "{name}");
    }
}

#[test]
fn standard_input_has_the_format_of_its_name() {
    for &(name, text, fixed) in TEXTS {
        let mut child = morat(&["fix", "--select", "chinh-ta", "--stdin-filename", name, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let done = child.wait_with_output().unwrap();
        assert!(String::from_utf8(done.stdout).unwrap().contains(fixed), "{name}");
    }
}

#[test]
fn word_files_are_placed_by_part_and_paragraph_and_fixed_run_by_run() {
    let folder = Folder::with(&[]);
    let before = docx(&[&["Mở đầu."], &["Cả tổ cùng n", "ổ l", "ực, kiẻm", " tra."]]);
    folder.write("bai.docx", &before);
    let ran = folder.run(&["check", "--format", "json", "bai.docx"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    let found = &report["files"][0]["diagnostics"];
    assert_eq!(report["files"][0]["format"], "docx");
    assert_eq!((found[0]["part"].as_str(), found[0]["paragraph"].as_u64()), (Some("word/document.xml"), Some(2)));
    assert_eq!((found[0]["text"].as_str(), found[1]["text"].as_str()), (Some("nổ lực"), Some("kiẻm")));
    let said = folder.run(&["check", "--format", "compact", "bai.docx"]).stdout();
    assert!(said.contains("[đoạn 2: Cả tổ cùng «nổ lực», kiẻm tra.]"), "{said}");
    folder.run(&["fix", "--unsafe", "bai.docx"]);
    let after = std::fs::read(folder.path("bai.docx")).unwrap();
    let xml = unpack(&after, "word/document.xml");
    assert!(xml.contains(">ỗ l<") && xml.contains(">ực, kiểm<"), "{xml}");
    assert_eq!(unpack(&after, "word/media/anh.bin"), unpack(&before, "word/media/anh.bin"));
    assert_eq!(folder.run(&["check", "bai.docx"]).status(), 0);
}

#[test]
fn findings_go_into_a_copy_of_a_word_file() {
    let folder = Folder::with(&[("bai.txt", "x")]);
    let before = docx(&[&["Cả tổ cùng nổ lực, rồi sẽ."]]);
    folder.write("bai.docx", &before);
    let ran = folder.run(&["review", "--docx", "bai.docx", "-o", "bai.da-soat.docx"]);
    assert_eq!(ran.status(), 1, "{}", ran.stderr());
    assert_eq!(std::fs::read(folder.path("bai.docx")).unwrap(), before);
    let after = std::fs::read(folder.path("bai.da-soat.docx")).unwrap();
    let xml = unpack(&after, "word/document.xml");
    assert!(
        xml.contains("<w:delText xml:space=\"preserve\">nổ</w:delText>") && xml.contains(">nỗ</w:t></w:r></w:ins>"),
        "{xml}"
    );
    assert!(unpack(&after, "word/comments.xml").contains("“nổ lực” phải viết là “nỗ lực”"));
    // Without a name the copy is written beside the file. The file itself is never written, and only Word files are accepted.
    std::fs::remove_file(folder.path("bai.da-soat.docx")).unwrap();
    folder.run(&["review", "--docx", "bai.docx"]);
    let beside = std::fs::read(folder.path("bai.da-soat.docx")).unwrap();
    assert!(unpack(&beside, "word/comments.xml").contains("“nổ lực”"));
    assert_eq!(folder.run(&["review", "--docx", "bai.docx", "-o", "bai.docx"]).status(), 2);
    assert_eq!(folder.run(&["review", "--docx", "bai.txt"]).status(), 2);
}

#[test]
fn a_reviewed_copy_is_not_overwritten_and_comments_say_where_they_belong() {
    let folder = Folder::with(&[("x.txt", "x")]);
    let rels = "<Relationships><Relationship Type=\"x/header\" Target=\"header1.xml\"/></Relationships>";
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = format!(
        "{}<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
        p("Mở đầu."),
        p("Cả tổ bổ xung.")
    );
    folder.write(
        "bai.docx",
        pack(&[
            ("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
            ("word/_rels/document.xml.rels", rels),
            ("word/header1.xml", &format!("<w:hdr {W}>{}</w:hdr>", p("Cả tổ cùng nổ lực."))),
        ]),
    );
    let ran = folder.run(&["review", "--docx", "--select", "chinh-ta", "bai.docx"]);
    assert_eq!(ran.status(), 1);
    let comments = unpack(&std::fs::read(folder.path("bai.da-soat.docx")).unwrap(), "word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 2, "{comments}");
    assert!(ran.stderr().contains("2 ghi chú, 2 chỗ sửa"), "{}", ran.stderr());
    assert!(comments.contains("[đầu trang 1, đoạn 1: Cả tổ cùng «nổ lực» .]"), "{comments}");
    assert!(comments.contains("[hộp chữ, đoạn 3: Cả tổ «bổ xung» .]"), "{comments}");
    assert!(comments.contains("(chinh-ta/nham-lan)"), "{comments}");
    folder.write("bai.da-soat.docx", "của biên tập viên");
    let ran = folder.run(&["review", "--docx", "bai.docx"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.stderr().contains("bai.da-soat.docx") && ran.stderr().contains("--force"), "{}", ran.stderr());
    assert_eq!(folder.read("bai.da-soat.docx"), "của biên tập viên");
    assert_eq!(folder.run(&["review", "--docx", "--force", "bai.docx"]).status(), 1);
    // A reviewed copy is skipped when its folder is reviewed.
    let ran = folder.run(&["review", "--docx", "--force", "."]);
    assert!(!ran.stderr().contains("da-soat.da-soat"), "{}", ran.stderr());
}

#[test]
fn an_unknown_end_is_told_and_nothing_is_fixed_without_a_word() {
    let text = "Cả tổ cùng nổ lực ,rồi.\n";
    let folder = Folder::with(&[("a.xyz", text), ("README", text), ("Chương 1. Mở đầu", text)]);
    let ran = folder.run(&["check", "--select", "chinh-ta", "a.xyz"]);
    assert_eq!(ran.status(), 1);
    assert!(ran.stderr().contains("đuôi .xyz lạ, đọc như văn bản"), "{}", ran.stderr());
    let ran = folder.run(&["fix", "--select", "chinh-ta", "a.xyz"]);
    assert_eq!((ran.status(), folder.read("a.xyz")), (2, text.to_owned()));
    assert!(ran.stderr().contains("--as text"), "{}", ran.stderr());
    let ran = folder.run(&["fix", "--as", "text", "--select", "chinh-ta", "a.xyz"]);
    assert_eq!((ran.status(), folder.read("a.xyz")), (0, text.replace("nổ", "nỗ")), "{}", ran.stderr());
    for name in ["README", "Chương 1. Mở đầu"] {
        assert_eq!(folder.run(&["fix", "--select", "chinh-ta", name]).status(), 0);
        assert!(folder.read(name).contains("nỗ"));
    }
    assert_eq!(folder.run(&["check", "--as", "khong-co", "a.xyz"]).status(), 2);
    let ran = folder.run(&["check", "--as", "markdown", "a.xyz", "--format", "json"]);
    assert!(ran.stdout().contains("\"format\":\"markdown\"") && !ran.stderr().contains(".xyz"), "{}", ran.stdout());
}

#[test]
fn damaged_letters_are_told_and_kept_and_utf_32_is_read() {
    let folder = Folder::with(&[]);
    let damaged =
        b"C\xE1\xBA\xA3 t\xE1\xBB\x95 c\xC3\xB9ng n\xE1\xBB\x95 l\xE1\xBB\xB1c, \xC4\x91\xFF i nhi\xE1\xBB\x81u.\n";
    folder.write("hong.txt", damaged);
    let ran = folder.run(&["check", "--format", "json", "hong.txt"]);
    assert_eq!(ran.status(), 1);
    assert!(
        ran.stderr().contains("1 byte không phải UTF-8") && ran.stderr().contains("FF (dòng 1, cột 21)"),
        "{}",
        ran.stderr()
    );
    assert!(ran.stdout().contains("ky-tu/mat-chu"));
    folder.run(&["fix", "--select", "chinh-ta", "hong.txt"]);
    let wanted: Vec<u8> = [&damaged[..17], "ỗ".as_bytes(), &damaged[20..]].concat();
    assert_eq!(std::fs::read(folder.path("hong.txt")).unwrap(), wanted);
    for (bom, little) in [(true, true), (true, false), (false, true), (false, false)] {
        let write = |text: &str| -> Vec<u8> {
            let text = if bom { format!("\u{FEFF}{text}") } else { text.to_owned() };
            let bytes = |c: char| if little { u32::from(c).to_le_bytes() } else { u32::from(c).to_be_bytes() };
            text.chars().flat_map(bytes).collect()
        };
        folder.write("rong.txt", write("Cả tổ cùng nổ lực nhé.\n"));
        let ran = folder.run(&["fix", "--select", "chinh-ta", "rong.txt"]);
        assert_eq!(ran.status(), 0, "{}", ran.stderr());
        assert_eq!(std::fs::read(folder.path("rong.txt")).unwrap(), write("Cả tổ cùng nỗ lực nhé.\n"));
    }
}

#[test]
fn old_encodings_are_recognised_written_back_and_converted() {
    let folder = Folder::with(&[]);
    // “Bà con đã cùng nổ lực, được hỗ trợ kịp thời.” in TCVN3.
    let text: Vec<u8> = "B\u{B5} con \u{AE}\u{B7} c\u{EF}ng n\u{E6} l\u{F9}c, \u{AE}\u{AD}\u{EE}c h\u{E7} tr\u{EE} k\u{DE}p th\u{EA}i.\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    folder.write("cu.txt", &text);
    let ran = folder.run(&["check", "--format", "json", "cu.txt"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(report["files"][0]["encoding"], "tcvn3");
    assert!(report["files"][0]["encoding_confidence"].as_f64().unwrap() > 0.75);
    assert!(ran.stderr().contains("tcvn3 (chắc"), "{}", ran.stderr());
    let span = &report["files"][0]["diagnostics"][0]["span"];
    assert_eq!(
        &text[span["start"].as_u64().unwrap() as usize..span["end"].as_u64().unwrap() as usize],
        b"n\xE6 l\xF9c"
    );
    // An encoding that is named is used.
    assert_eq!(folder.run(&["check", "--encoding", "abc", "cu.txt"]).stderr(), "");
    assert_eq!(folder.run(&["check", "--encoding", "vps", "cu.txt"]).status(), 2);
    let converted = folder.run(&["convert", "cu.txt"]);
    assert_eq!(converted.stdout(), "Bà con đã cùng nổ lực, được hỗ trợ kịp thời.\n");
    folder.run(&["fix", "cu.txt"]);
    let fixed = std::fs::read(folder.path("cu.txt")).unwrap();
    let at = text.windows(2).position(|two| two == b"n\xE6").unwrap();
    assert_eq!(fixed, [&text[..at], b"n\xE7", &text[at + 2..]].concat());
    // Bytes that the encoding does not define are reported, and the other files are read.
    folder.write("hong.txt", [&text[..], b"\x91x"].concat());
    let ran = folder.run(&["convert", "--from", "vps", "hong.txt"]);
    assert_eq!(ran.status(), 0);
    assert!(ran.stderr().contains("0xE7"), "{}", ran.stderr());
}

#[test]
fn text_in_the_letters_of_an_old_font_is_converted_on_request() {
    let old = "Céng hßa x· héi chñ nghÜa ViÖt Nam";
    let folder = Folder::with(&[("chep.txt", &format!("{old}\nĐoạn này đã là Unicode.\n"))]);
    let ran = folder.run(&["convert", "--legacy-fonts", "chep.txt"]);
    assert_eq!(ran.stdout(), "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐoạn này đã là Unicode.\n");
    folder.write("cu.docx", docx(&[&["Céng hßa ", "x· héi chñ nghÜa ViÖt Nam"]]));
    folder.run(&["convert", "--legacy-fonts", "--in-place", "cu.docx"]);
    let xml = unpack(&std::fs::read(folder.path("cu.docx")).unwrap(), "word/document.xml");
    assert!(xml.contains(">Cộng hòa <") && xml.contains(">xã hội chủ nghĩa Việt Nam<"), "{xml}");
}

#[test]
fn large_files_of_records_are_read_block_by_block() {
    let line = |at: usize| {
        format!("{{\"id\": {at}, \"text\": \"Cả tổ cùng {} lực nhé.\"}}\n", if at % 1000 == 7 { "nổ" } else { "nỗ" })
    };
    let text: String = (0..40_000).map(line).collect();
    assert!(text.len() > 2 << 20);
    let folder = Folder::with(&[("kho.jsonl", &text)]);
    let ran = folder.run(&["check", "--format", "json", "--select", "chinh-ta", "kho.jsonl"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
    let found = report["files"][0]["diagnostics"].as_array().unwrap();
    assert_eq!((found.len(), report["summary"]["files"].as_u64()), (40, Some(1)));
    for (nth, one) in found.iter().enumerate() {
        let span = |end: &str| one["span"][end].as_u64().unwrap() as usize;
        assert_eq!(&text[span("start")..span("end")], "nổ lực");
        assert_eq!(one["start"]["line"].as_u64(), Some(nth as u64 * 1000 + 8));
    }
    let ran = folder.run(&["fix", "--select", "chinh-ta", "kho.jsonl"]);
    assert_eq!((ran.status(), ran.stderr().trim()), (0, "kho.jsonl: đã sửa 40 chỗ"));
    assert_eq!(folder.read("kho.jsonl"), text.replace("nổ", "nỗ"));
    // Fields over several lines, in a table; the heading applies to every block.
    let row = |at: usize| format!("{at},\"Cả tổ cùng\n{} lực nhé.\",x\n", if at % 1000 == 7 { "nổ" } else { "nỗ" });
    let table = format!("id,noi_dung,ma\n{}", (0..40_000).map(row).collect::<String>());
    folder.write("kho.csv", &table);
    let ran = folder.run(&["check", "--format", "compact", "--select", "chinh-ta", "kho.csv"]);
    assert_eq!(ran.stdout().lines().count(), 40, "{}{}", ran.stdout(), ran.stderr());
    // An invalid line is reported with its number, and the file stays as it is.
    folder.write("hong.jsonl", format!("{text}{{\"text\": }}\n"));
    let ran = folder.run(&["fix", "--select", "chinh-ta", "hong.jsonl"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.stderr().contains("dòng 40001"), "{}", ran.stderr());
    assert_eq!(folder.read("hong.jsonl"), format!("{text}{{\"text\": }}\n"));
    assert_eq!(std::fs::read_dir(folder.path(".")).unwrap().count(), 3);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason_and_the_rest_goes_on() {
    let folder = Folder::with(&[
        ("sach.txt", "Cả tổ cùng vui.\n"),
        ("id.csv", "id,ma\n1,2\n"),
        ("x.rtf", "không"),
        ("x.epub", "PK"),
    ]);
    folder.write("cu.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cu");
    folder.write("mat-khau.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 khoa");
    folder.write("cut.docx", &docx(&[&["một"]])[..300]);
    folder.write("bom.docx", pack(&[("word/document.xml", &" ".repeat(300 << 20))]));
    folder.write("quet.pdf", b"%PDF-1.4\nhong");
    folder.write("anh.xyz", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR");
    folder.write("nen.xyz", pack(&[("a/b.txt", "x")]));
    let names = [
        "cu.doc",
        "mat-khau.docx",
        "cut.docx",
        "bom.docx",
        "quet.pdf",
        "anh.xyz",
        "nen.xyz",
        "id.csv",
        "x.rtf",
        "x.epub",
    ];
    let ran = folder.run(&[&["check", "--format", "json"], &names[..], &["sach.txt"]].concat());
    assert_eq!(ran.status(), 2);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    let errors: Vec<&str> =
        report["errors"].as_array().unwrap().iter().map(|error| error["path"].as_str().unwrap()).collect();
    assert_eq!(errors, names);
    assert_eq!(report["files"][0]["path"], "sach.txt");
    for error in report["errors"].as_array().unwrap() {
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("; ") || message.contains('('), "says what to do: {message}");
    }
}
