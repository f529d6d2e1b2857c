//! Runs the program on what golden files cannot hold: encodings, permissions, links, pipes, large files.

#![cfg(feature = "cli")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use morat::dictionaries;
use serde_json::Value;
use support::morat;
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

/// Several kinds of mistakes, characters of one to four bytes before them, no line end at the end of the file.
const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\n\
    Chị Ðào 🌱 trồng hai luống  cải xanh ,ba luống hành.\n\
    Bà kể chuyện (ngày xưa cho cháu nghe.\n\
    Tóan là môn của của tôi";

fn run(folder: &Path, args: &[&str]) -> Output {
    morat(args).current_dir(folder).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder_with(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The JSON of the only file of `check --format json` over these bytes.
fn checked(bytes: &[u8]) -> Value {
    let (folder, _) = folder_with("nhap.txt", bytes);
    let output = run(folder.path(), &["check", "--format", "json", "nhap.txt"]);
    assert_eq!(stderr(&output), "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["files"][0].clone()
}

fn diagnostics(file: &Value) -> &[Value] {
    file["diagnostics"].as_array().unwrap()
}

/// The diagnostics of a file without byte offsets, which depend on the encoding.
fn without_bytes(file: &Value) -> Vec<Value> {
    let mut all = diagnostics(file).to_vec();
    for diagnostic in &mut all {
        let object = diagnostic.as_object_mut().unwrap();
        object.remove("span");
        if let Some(edits) = object["fix"].get_mut("edits") {
            for edit in edits.as_array_mut().unwrap() {
                let edit = edit.as_object_mut().unwrap();
                edit.remove("start");
                edit.remove("end");
            }
        }
    }
    all
}

fn bytes_at<'b>(bytes: &'b [u8], range: &Value) -> &'b [u8] {
    let at = |key: &str| range[key].as_u64().unwrap() as usize;
    &bytes[at("start")..at("end")]
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

type Decode = fn(&[u8]) -> String;

fn from_utf8(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).unwrap().to_owned()
}

fn from_utf16le(bytes: &[u8]) -> String {
    String::from_utf16(&bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect::<Vec<_>>()).unwrap()
}

fn from_utf16be(bytes: &[u8]) -> String {
    String::from_utf16(&bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect::<Vec<_>>()).unwrap()
}

/// A text in every encoding that has a byte order mark: name in reports, bytes, decoder.
fn encoded(text: &str) -> [(&'static str, Vec<u8>, Decode); 3] {
    let marked = format!("\u{FEFF}{text}");
    [
        ("utf-8", marked.as_bytes().to_vec(), from_utf8),
        ("utf-16le", utf16(&marked, u16::to_le_bytes), from_utf16le),
        ("utf-16be", utf16(&marked, u16::to_be_bytes), from_utf16be),
    ]
}

#[test]
fn every_encoding_gives_the_findings_of_its_utf8_twin_with_its_own_bytes() {
    let twin = checked(DRAFT.as_bytes());
    assert!(diagnostics(&twin).len() >= 7, "{twin:#}");
    for (name, bytes, decode) in encoded(DRAFT) {
        let file = checked(&bytes);
        assert_eq!(file["encoding"], name);
        assert_eq!(without_bytes(&file), without_bytes(&twin), "{name}");
        for diagnostic in diagnostics(&file) {
            assert_eq!(decode(bytes_at(&bytes, &diagnostic["span"])), diagnostic["text"].as_str().unwrap(), "{name}");
            // An edit must not cut a code unit in two, either.
            for edit in diagnostic["fix"]["edits"].as_array().into_iter().flatten() {
                decode(bytes_at(&bytes, edit));
            }
        }
    }
}

#[test]
fn a_decomposed_file_gives_the_findings_of_its_composed_twin() {
    let composed: String = DRAFT.nfc().collect();
    let decomposed: String = DRAFT.nfd().collect();
    let said = |text: &str| -> Vec<(Value, Value, String)> {
        diagnostics(&checked(text.as_bytes()))
            .iter()
            .filter(|diagnostic| diagnostic["rule"] != "ky-tu/nfc")
            .map(|diagnostic| {
                let marked = diagnostic["text"].as_str().unwrap().nfc().collect();
                (diagnostic["rule"].clone(), diagnostic["suggestions"].clone(), marked)
            })
            .collect()
    };
    assert_eq!(said(&decomposed), said(&composed));
    let file = checked(decomposed.as_bytes());
    assert_eq!(diagnostics(&file).iter().filter(|diagnostic| diagnostic["rule"] == "ky-tu/nfc").count(), 1);
}

#[test]
fn columns_count_code_points_and_utf16_units() {
    let decomposed: String = DRAFT.nfd().collect();
    for text in [DRAFT, &decomposed] {
        for diagnostic in diagnostics(&checked(text.as_bytes())) {
            for end in ["start", "end"] {
                let before = &text[..diagnostic["span"][end].as_u64().unwrap() as usize];
                let line = before.rsplit('\n').next().unwrap();
                let place = &diagnostic[end];
                assert_eq!(place["line"], before.matches('\n').count() + 1, "{diagnostic}");
                assert_eq!(place["column"], line.chars().count() + 1, "{diagnostic}");
                assert_eq!(place["utf16"], line.encode_utf16().count() + 1, "{diagnostic}");
            }
        }
    }
}

#[test]
fn crlf_changes_no_line_and_no_column() {
    let dos = DRAFT.replace('\n', "\r\n");
    let file = checked(dos.as_bytes());
    assert_eq!(without_bytes(&file), without_bytes(&checked(DRAFT.as_bytes())));
    for diagnostic in diagnostics(&file) {
        assert_eq!(from_utf8(bytes_at(dos.as_bytes(), &diagnostic["span"])), diagnostic["text"].as_str().unwrap());
    }
}

#[test]
fn the_last_line_needs_no_end() {
    assert_eq!(checked(DRAFT.as_bytes()), checked(format!("{DRAFT}\n").as_bytes()));
}

#[test]
fn a_no_break_space_is_a_space_between_words() {
    let spaced = "Giá vé 50 nghìn đồng, cả tổ nổ lực kiẻm tra.";
    let rules = |text: &str| -> Vec<(Value, Value)> {
        let file = checked(text.as_bytes());
        diagnostics(&file).iter().map(|one| (one["rule"].clone(), one["start"].clone())).collect()
    };
    let plain = rules(spaced);
    assert_eq!(plain.len(), 2, "{plain:?}");
    assert_eq!(rules(&spaced.replace(' ', "\u{A0}")), plain);
}

#[test]
fn an_empty_file_is_clean_in_every_encoding() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b"\n", b"\r\n"] {
        assert_eq!(diagnostics(&checked(bytes)), [] as [Value; 0], "{bytes:?}");
    }
}

#[test]
fn what_git_ignores_is_not_walked() {
    // Not a golden test: git would not commit files that their own .gitignore excludes.
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(".gitignore", "/bo/\n*.nhap.txt\n");
    for name in ["a.txt", "b.nhap.txt", "bo/c.txt", "con/d.nhap.txt", "con/e.md"] {
        write(name, "Cả tổ nổ lực quét sân.\n");
    }
    let output = run(folder.path(), &["check", "--format", "json", "."]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<_> = report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    let expected: Vec<_> = ["a.txt", "con/e.md"].map(PathBuf::from).into();
    assert_eq!(names.iter().map(PathBuf::from).collect::<Vec<_>>(), expected);
    // A file that is named in the arguments is checked even if git ignores it.
    assert_eq!(status(&run(folder.path(), &["check", "b.nhap.txt"])), 1);
}

#[test]
fn threads_change_nothing_in_the_output() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..60 {
        // Long and short files by turns, so that threads finish out of order.
        let text = format!("{DRAFT}\n").repeat(1 + 37 * (index % 5));
        fs::write(folder.path().join(format!("{index:02}.txt")), text).unwrap();
    }
    for format in ["full", "compact", "json", "jsonl"] {
        let one = run(folder.path(), &["check", "--threads", "1", "--format", format, "."]);
        assert_eq!(status(&one), 1);
        for threads in ["0", "2", "7"] {
            let more = run(folder.path(), &["check", "--threads", threads, "--format", format, "."]);
            assert!(one == more, "{format} with {threads} threads");
        }
    }
}

/// A text without terminal colours.
fn stripped(bytes: &[u8]) -> String {
    let text = from_utf8(bytes);
    let mut parts = text.split('\u{1B}');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').unwrap().1)
}

#[test]
fn colour_is_only_colour() {
    let (folder, _) = folder_with("nhap.txt", DRAFT.as_bytes());
    let painted = run(folder.path(), &["check", "--color", "always", "nhap.txt"]);
    let plain = run(folder.path(), &["check", "--color", "never", "nhap.txt"]);
    let auto = run(folder.path(), &["check", "nhap.txt"]);
    assert!(painted.stdout.contains(&0x1B));
    assert!(!plain.stdout.contains(&0x1B));
    assert_eq!(stripped(&painted.stdout), from_utf8(&plain.stdout));
    // A pipe is no terminal.
    assert_eq!(auto, plain);
    let forced = morat(&["check", "--color", "never", "nhap.txt"])
        .env("CLICOLOR_FORCE", "1")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(forced, plain);
}

/// The complaint about a mistyped command, in an environment with only these variables.
fn complaint(variables: &[(&str, &str)], args: &[&str]) -> String {
    let mut command = morat(args);
    for name in ["MORAT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    assert_eq!(status(&output), 2);
    stderr(&output)
}

#[test]
fn the_environment_says_in_which_language_morat_speaks() {
    let vi = "morat: không có lệnh “chek”; ý bạn là “check”?\n";
    let en = "morat: no command “chek”; did you mean “check”?\n";
    assert_eq!(complaint(&[], &["chek"]), vi);
    assert_eq!(complaint(&[("LANG", "C.UTF-8")], &["chek"]), vi);
    assert_eq!(complaint(&[("LANG", "en_US.UTF-8")], &["chek"]), en);
    assert_eq!(complaint(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "vi_VN.UTF-8")], &["chek"]), vi);
    assert_eq!(complaint(&[("LANG", "en_US.UTF-8"), ("MORAT_LANG", "vi")], &["chek"]), vi);
    assert_eq!(complaint(&[("MORAT_LANG", "en")], &["chek"]), en);
    assert_eq!(complaint(&[("MORAT_LANG", "en")], &["chek", "--lang", "vi"]), vi);
    // So do messages of the linter.
    let unknown = complaint(&[("MORAT_LANG", "en")], &["explain", "qwertyuiop"]);
    assert!(unknown.starts_with("morat: no rule or group “qwertyuiop”"), "{unknown}");
}

#[test]
fn explain_marks_in_colour_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let painted = run(folder.path(), &["explain", "chinh-ta/am-tiet", "--color", "always"]);
    let plain = run(folder.path(), &["explain", "chinh-ta/am-tiet"]);
    assert!(!plain.stdout.contains(&0x1B));
    assert_eq!(stripped(&painted.stdout), from_utf8(&plain.stdout));
    let painted = from_utf8(&painted.stdout);
    assert!(painted.contains("\u{1B}[31m✗\u{1B}[0m Công tác \u{1B}[1m"), "{painted}");
    assert!(painted.contains("\u{1B}[32m✓\u{1B}[0m "), "{painted}");
}

/// The names in a folder, which would include a temporary file left behind.
fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn one_name(name: &str) -> BTreeSet<String> {
    BTreeSet::from([name.to_owned()])
}

#[test]
fn fix_keeps_encoding_byte_order_mark_and_line_ends() {
    let before = "Cả tổ nổ lực.\r\nNhớ mang bút , vở 🌱.\r\nHết";
    let after = "Cả tổ nỗ lực.\r\nNhớ mang bút, vở 🌱.\r\nHết";
    let plain = ("no mark", before.as_bytes().to_vec(), after.as_bytes().to_vec());
    let marked = encoded(before).into_iter().zip(encoded(after)).map(|(old, new)| (old.0, old.1, new.1));
    for (name, old, new) in std::iter::once(plain).chain(marked) {
        let (folder, path) = folder_with("nhap.txt", &old);
        let output = run(folder.path(), &["fix", "nhap.txt"]);
        assert_eq!(status(&output), 0, "{name}: {}", stderr(&output));
        assert_eq!(fs::read(&path).unwrap(), new, "{name}");
        assert_eq!(names(folder.path()), one_name("nhap.txt"), "{name}");
        let again = run(folder.path(), &["fix", "nhap.txt"]);
        assert_eq!((status(&again), stderr(&again).as_str()), (0, ""), "{name}");
    }
}

#[test]
fn fix_keeps_encoding_from_standard_input_to_standard_output() {
    for (old, new) in encoded("Cả tổ nổ lực.\r\n").into_iter().zip(encoded("Cả tổ nỗ lực.\r\n")) {
        let mut child =
            morat(&["fix", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&old.1).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), output.stdout), (0, new.1), "{}", old.0);
    }
}

#[test]
fn fix_composes_a_decomposed_file() {
    let decomposed: String = "Cả tổ nổ lực.\n".nfd().collect();
    let (folder, path) = folder_with("nhap.txt", decomposed.as_bytes());
    assert_eq!(status(&run(folder.path(), &["fix", "nhap.txt"])), 0);
    assert_eq!(fs::read_to_string(path).unwrap(), "Cả tổ nỗ lực.\n");
}

#[test]
fn fix_does_not_write_a_file_that_needs_nothing() {
    let (folder, path) = folder_with("sach.txt", "Trời trong.\n".as_bytes());
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    assert_eq!(status(&run(folder.path(), &["fix", "sach.txt"])), 0);
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn fix_refuses_a_read_only_file() {
    let text = "Cả tổ nổ lực.\n";
    let (folder, path) = folder_with("nhap.txt", text.as_bytes());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = run(folder.path(), &["fix", "nhap.txt"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).starts_with("morat: nhap.txt: "), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(names(folder.path()), one_name("nhap.txt"));
}

#[test]
fn a_file_that_cannot_be_fixed_does_not_stop_the_others() {
    let (folder, path) = folder_with("nhap.txt", "Cả tổ nổ lực.\n".as_bytes());
    fs::write(folder.path().join("hong.txt"), b"C\xFF").unwrap();
    let output = run(folder.path(), &["fix", "khong-co.txt", "hong.txt", "nhap.txt"]);
    assert_eq!(status(&output), 2);
    assert_eq!(fs::read_to_string(path).unwrap(), "Cả tổ nỗ lực.\n");
    assert_eq!(fs::read(folder.path().join("hong.txt")).unwrap(), b"C\xFF");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn fix_keeps_permissions() {
        for mode in [0o640, 0o600, 0o755] {
            let (folder, path) = folder_with("nhap.txt", "Cả tổ nổ lực.\n".as_bytes());
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(status(&run(folder.path(), &["fix", "nhap.txt"])), 0);
            assert_eq!(fs::read_to_string(&path).unwrap(), "Cả tổ nỗ lực.\n");
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, mode);
        }
    }

    #[test]
    fn fix_goes_through_a_link_and_keeps_it() {
        let (folder, real) = folder_with("that.txt", "Cả tổ nổ lực.\n".as_bytes());
        fs::create_dir(folder.path().join("con")).unwrap();
        let link = folder.path().join("con/lien-ket.txt");
        symlink("../that.txt", &link).unwrap();
        assert_eq!(status(&run(folder.path(), &["fix", "con/lien-ket.txt"])), 0);
        assert_eq!(fs::read_link(&link).unwrap(), Path::new("../that.txt"));
        assert_eq!(fs::read_to_string(real).unwrap(), "Cả tổ nỗ lực.\n");
        assert_eq!(names(&folder.path().join("con")), one_name("lien-ket.txt"));
    }

    #[test]
    fn an_unreadable_file_is_named_and_the_others_are_checked() {
        let (folder, path) = folder_with("kin.txt", b"abc\n");
        fs::write(folder.path().join("nhap.txt"), "Cả tổ nổ lực.\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::File::open(&path).is_ok() {
            // The superuser reads everything.
            return;
        }
        let output = run(folder.path(), &["check", "--format", "compact", "kin.txt", "nhap.txt"]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).starts_with("morat: kin.txt: "), "{}", stderr(&output));
        assert!(from_utf8(&output.stdout).starts_with("nhap.txt:1:7: "));
    }

    #[test]
    fn an_argument_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let odd = std::ffi::OsStr::from_bytes(b"ch\xFFng");
        let output = morat(&["check", "--profile"]).arg(odd).output().unwrap();
        assert_eq!(status(&output), 2);
        assert_eq!(stderr(&output), "morat: có đối số không phải UTF-8; xem: morat check --help\n");
    }

    #[test]
    fn a_device_is_refused_at_once() {
        let output = run(Path::new("/"), &["check", "/dev/zero"]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).starts_with("morat: /dev/zero: "), "{}", stderr(&output));
    }

    #[test]
    fn a_pipe_with_a_name_is_read() {
        // What a shell passes for `morat check <(command)`.
        let mut child = morat(&["check", "--format", "compact", "/dev/stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all("Cả tổ nổ lực.\n".as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(status(&output), 1);
        assert!(from_utf8(&output.stdout).starts_with("/dev/stdin:1:7: "));
    }
}

/// Asserts that an object has exactly these keys, since other programs rely on them.
fn has_keys(value: &Value, keys: &[&str]) {
    let found: BTreeSet<&str> =
        value.as_object().unwrap_or_else(|| panic!("{value}")).keys().map(String::as_str).collect();
    assert_eq!(found, keys.iter().copied().collect(), "{value}");
}

fn is_finding(diagnostic: &Value, path: Option<&str>) {
    #[rustfmt::skip]
    const KEYS: [&str; 12] = [
        "rule", "severity", "message", "text", "span", "start", "end", "suggestions", "confidence", "fix", "url", "fingerprint",
    ];
    let is_range = |value: &Value| assert!(value["start"].as_u64() <= value["end"].as_u64() && value["end"].is_u64());
    has_keys(diagnostic, &KEYS.into_iter().chain(path.map(|_| "path")).collect::<Vec<_>>());
    assert_eq!(diagnostic.get("path").and_then(Value::as_str), path);
    assert!(diagnostic["rule"].as_str().unwrap().contains('/'));
    assert!(["error", "warning", "info"].contains(&diagnostic["severity"].as_str().unwrap()));
    assert!(!diagnostic["message"].as_str().unwrap().is_empty());
    assert!(diagnostic["text"].is_string());
    has_keys(&diagnostic["span"], &["start", "end"]);
    is_range(&diagnostic["span"]);
    for end in ["start", "end"] {
        has_keys(&diagnostic[end], &["line", "column", "utf16"]);
        assert!(diagnostic[end].as_object().unwrap().values().all(|number| number.as_u64() >= Some(1)));
    }
    assert!(diagnostic["suggestions"].as_array().unwrap().iter().all(Value::is_string));
    let confidence = &diagnostic["confidence"];
    assert!(confidence.is_null() || (0.0..=1.0).contains(&confidence.as_f64().unwrap()));
    assert!(diagnostic["url"].is_null() || diagnostic["url"].is_string());
    let fix = &diagnostic["fix"];
    if !fix.is_null() {
        has_keys(fix, &["applicability", "edits"]);
        assert!(["safe", "unsafe"].contains(&fix["applicability"].as_str().unwrap()));
        assert!(!fix["edits"].as_array().unwrap().is_empty());
        for edit in fix["edits"].as_array().unwrap() {
            has_keys(edit, &["start", "end", "replacement"]);
            is_range(edit);
            assert!(edit["replacement"].is_string());
        }
    }
}

#[test]
fn json_has_the_keys_that_were_promised() {
    let decomposed: String = DRAFT.nfd().collect();
    let (folder, _) = folder_with("nhap.txt", DRAFT.as_bytes());
    fs::write(folder.path().join("roi.md"), decomposed).unwrap();
    let args = ["check", "--strict", "nhap.txt", "khong-co.txt", "roi.md", "--format"];
    let output = run(folder.path(), &[&args[..], &["json"]].concat());
    assert_eq!(status(&output), 2);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    has_keys(&report, &["schema", "version", "files", "errors", "summary"]);
    assert_eq!(report["schema"], 1);
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    let mut findings = Vec::new();
    for (file, (path, format)) in files.iter().zip([("nhap.txt", "text"), ("roi.md", "markdown")]) {
        has_keys(file, &["path", "encoding", "format", "diagnostics", "words"]);
        has_keys(&file["words"], &["read", "unread"]);
        has_keys(&file["words"]["unread"], &["language", "code", "markup", "undecodable"]);
        assert_eq!((&file["path"], &file["format"]), (&path.into(), &format.into()));
        findings.extend(diagnostics(file).iter().cloned().map(|diagnostic| (path, diagnostic)));
    }
    findings.iter().for_each(|(_, diagnostic)| is_finding(diagnostic, None));
    assert_eq!(report["errors"].as_array().unwrap().len(), 1);
    has_keys(&report["errors"][0], &["path", "message"]);
    let summary = &report["summary"];
    has_keys(summary, &["files", "error", "warning", "info"]);
    assert_eq!(summary["files"], 2);
    for severity in ["error", "warning", "info"] {
        assert_eq!(summary[severity], findings.iter().filter(|(_, one)| one["severity"] == severity).count());
    }
    // The lines of jsonl are the same findings, each with its path.
    let output = run(folder.path(), &[&args[..], &["jsonl"]].concat());
    let lines = from_utf8(&output.stdout);
    assert_eq!(lines.lines().count(), findings.len());
    for (line, (path, expected)) in lines.lines().zip(findings) {
        let mut diagnostic: Value = serde_json::from_str(line).unwrap();
        is_finding(&diagnostic, Some(path));
        diagnostic.as_object_mut().unwrap().remove("path");
        assert_eq!(diagnostic, expected);
    }
}

/// 3 MB without a line end, with a finding every few words.
#[test]
fn a_dictionary_that_is_missing_is_named() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let (folder, _) = folder_with("nhap.txt", DRAFT.as_bytes());
    for name in dictionaries::FILES {
        fs::copy(own.join(name), folder.path().join(name)).unwrap();
    }
    let check = || run(folder.path(), &["check", "--lang", "en", "--dictionaries", ".", "nhap.txt"]);
    assert_eq!(status(&check()), 1);
    for name in dictionaries::FILES {
        let (path, away) = (folder.path().join(name), folder.path().join("away"));
        fs::rename(&path, &away).unwrap();
        let output = check();
        assert_eq!(status(&output), 2);
        let expected = format!("{}: no such file; check the path", Path::new(".").join(name).display());
        assert!(stderr(&output).contains(&expected), "{}", stderr(&output));
        fs::rename(&away, &path).unwrap();
    }
}

fn long_line() -> String {
    "Cả tổ nổ lực tưới cây , quét sân. ".repeat(70_000)
}

/// Much more than a slow machine needs for linear time, much less than for quadratic time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs `check` on the long line; kills it after [`PATIENCE`].
fn check_long_line(format: &str) {
    let (folder, _) = folder_with("dai.txt", long_line().as_bytes());
    let result = fs::File::create(folder.path().join("ket-qua")).unwrap();
    let start = Instant::now();
    let mut child =
        morat(&["check", "--format", format, "dai.txt"]).current_dir(folder.path()).stdout(result).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{format}: not done after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(1), "{format}");
}

#[test]
fn a_long_line_is_checked_in_time_that_grows_with_its_length() {
    check_long_line("compact");
    check_long_line("json");
}

#[test]
fn a_long_line_is_drawn_in_time_that_grows_with_its_length() {
    check_long_line("full");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_panic() {
    // More than a pipe buffers, so that morat is still writing when the reader closes it.
    let text = format!("{DRAFT}\n").repeat(2_000);
    let (folder, _) = folder_with("nhap.txt", text.as_bytes());
    let commands: [&[&str]; 7] = [
        &["check", "--format", "full", "nhap.txt"],
        &["check", "--format", "compact", "nhap.txt"],
        &["check", "--format", "json", "nhap.txt"],
        &["check", "--format", "jsonl", "nhap.txt"],
        &["fix", "--diff", "nhap.txt"],
        &["rules"],
        &["explain", "all"],
    ];
    for args in commands {
        let mut child =
            morat(args).current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.code().is_some(), "{args:?}: {}", output.status);
        assert_eq!(stderr(&output), "", "{args:?}");
    }
}
