//! Findings that a project does not want to see: baselines, the ignore list, changed lines, entries without use.

#![cfg(feature = "cli")]

mod support;

use serde_json::Value;
use support::{Folder, Ran};

const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\n";

/// The fingerprint of the finding that marks this text.
fn fingerprint(ran: &Ran, text: &str) -> String {
    let lines = ran.stdout();
    let mut lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = lines.find(|line| line["text"] == text).unwrap();
    found["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_baseline_hides_what_was_there_and_nothing_else() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.txt", "Ăn cam ,quýt.\n")]);
    let recorded = folder.run(&["baseline"]);
    assert_eq!(recorded.status(), 0);
    assert!(recorded.stderr().contains("ghi 3 chỗ"), "{}", recorded.stderr());
    assert_eq!(folder.marks(&["."]), [""; 0]);
    let quiet = folder.run(&["check", "."]);
    assert_eq!(quiet.status(), 0);
    assert!(
        quiet.stdout().ends_with("Không kể 3 chỗ đã biết trong tệp nền (--no-baseline để xem).\n"),
        "{}",
        quiet.stdout()
    );
    assert_eq!(folder.marks(&["--no-baseline", "."]).len(), 3);
    assert_eq!(folder.marks(&["--isolated", "."]).len(), 3);
    // Edits elsewhere change nothing; a new mistake is shown, and so is a second one equal to a known one.
    folder.write("a.txt", format!("Đoạn mới bổ xung.\n\n{DRAFT}\nTrời đẹp.\n"));
    assert_eq!(folder.marks(&["."]), ["a.txt:1:bổ xung"]);
    folder.write("a.txt", format!("{DRAFT}\n{DRAFT}"));
    assert_eq!(folder.marks(&["."]), ["a.txt:3:nổ lực", "a.txt:3:kiẻm"]);
    // The file has no line numbers, and equal findings give equal bytes.
    folder.write("a.txt", DRAFT);
    let before = folder.read(".morat/baseline.jsonl");
    folder.write("a.txt", format!("Trời đẹp.\n\n{DRAFT}"));
    assert_eq!(folder.run(&["baseline"]).status(), 0);
    assert_eq!(folder.read(".morat/baseline.jsonl"), before);
}

#[test]
fn a_baseline_shrinks_by_itself_and_in_ci_a_stale_one_fails() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.txt", "Ăn cam ,quýt.\n")]);
    folder.run(&["baseline"]);
    let recorded = folder.read(".morat/baseline.jsonl");
    folder.write("b.txt", "Ăn cam, quýt.\n");
    let in_ci = folder.run_with(&["check", "b.txt"], |command| {
        command.env("CI", "true");
    });
    in_ci.fails(1, "morat: .morat/baseline.jsonl: 1 chỗ trong tệp nền đã được sửa");
    assert_eq!(folder.read(".morat/baseline.jsonl"), recorded);
    // Entries of files and rules that this run did not check are kept.
    assert_eq!(folder.run(&["check", "--select", "chinh-ta", "b.txt"]).stderr(), "");
    let here = folder.run(&["check", "b.txt"]);
    assert_eq!(here.status(), 0);
    assert!(here.stderr().contains("bỏ 1 chỗ đã được sửa, còn 2"), "{}", here.stderr());
    let left = folder.read(".morat/baseline.jsonl");
    assert!(left.contains("a.txt") && !left.contains("b.txt"), "{left}");
    let settled = folder.run_with(&["check", "b.txt"], |command| {
        command.env("CI", "1");
    });
    assert_eq!((settled.status(), settled.stderr().as_str()), (0, ""));
}

#[test]
fn what_is_known_stays_known_when_its_neighbour_is_corrected() {
    let folder = Folder::with(&[("a.txt", "Cả tổ nổ lực kiẻm tra ,rồi bổ xung.\n"), ("b.txt", DRAFT)]);
    folder.run(&["baseline"]);
    let recorded = folder.read(".morat/baseline.jsonl");
    folder.write("a.txt", "Cả tổ nổ lực kiểm tra, rồi bổ xung.\n");
    // In CI a run does not shrink the baseline, but says that corrected mistakes should be recorded.
    let in_ci = folder.run_with(&["check", "--format", "jsonl", "."], |command| {
        command.env("CI", "true");
    });
    assert_eq!(in_ci.marks(), [""; 0]);
    assert!(in_ci.stderr().contains(": 2 chỗ trong tệp nền đã được sửa"), "{}", in_ci.stderr());
    assert_eq!(folder.read(".morat/baseline.jsonl"), recorded);
    let ran = folder.run(&["check", "--format", "jsonl", "."]);
    assert_eq!((ran.marks(), ran.status()), (vec![], 0));
    assert!(ran.stderr().contains("bỏ 2 chỗ đã được sửa, còn 4"), "{}", ran.stderr());
    // From then on their fingerprints are those with the new neighbours.
    assert_eq!(folder.marks(&["."]), [""; 0]);
    // Each entry stands for one finding: a second equal one is new, and so is one in another file.
    folder.write("a.txt", "Cả tổ nổ lực kiểm tra, rồi bổ xung.\n\nMai lại bổ xung.\n");
    folder.write("c.txt", "Mai sẽ bổ xung.\n");
    assert_eq!(folder.marks(&["."]), ["a.txt:3:bổ xung", "c.txt:1:bổ xung"]);
    // In the same file, findings whose neighbouring words have changed are recognised.
    std::fs::remove_file(folder.path("c.txt")).unwrap();
    folder.write("a.txt", "Cả nhóm nổ lực kiểm tra, rồi bổ xung.\n");
    assert_eq!(folder.marks(&["--no-baseline", "a.txt"]).len(), 2);
    let follows = folder.run(&["check", "--format", "jsonl", "a.txt"]);
    assert_eq!(follows.marks(), [""; 0]);
    assert!(follows.stderr().contains("chữ mới bên cạnh"), "{}", follows.stderr());
}

#[test]
fn a_baseline_follows_a_file_that_is_renamed() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("morat.toml", "baseline = \"nen/da-biet.jsonl\"\n")]);
    folder.run(&["baseline"]);
    std::fs::rename(folder.path("a.txt"), folder.path("z.txt")).unwrap();
    folder.write("khac.txt", "Trời đẹp.\n");
    // A run that does not include the new name removes no entry.
    assert_eq!(folder.run(&["check", "khac.txt"]).stderr(), "");
    let moved = folder.run(&["check", "."]);
    assert_eq!(moved.status(), 0, "{moved:?}");
    assert!(folder.read("nen/da-biet.jsonl").contains("\"z.txt\""));
    // The findings of a copy are new.
    folder.write("y.txt", DRAFT);
    assert_eq!(folder.marks(&["."]), ["y.txt:1:nổ lực", "y.txt:1:kiẻm"]);
}

#[test]
fn a_part_of_a_baseline_is_recorded_anew_by_itself() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.txt", DRAFT)]);
    folder.run(&["baseline"]);
    folder.write("b.txt", "Nhớ bổ xung.\n");
    folder.run(&["baseline", "b.txt"]);
    assert_eq!(folder.marks(&["."]), [""; 0]);
    let text = folder.read(".morat/baseline.jsonl");
    assert!(
        text.contains("bổ xung") && text.matches("a.txt").count() == 2 && text.matches("b.txt").count() == 1,
        "{text}"
    );
}

#[test]
fn what_is_no_baseline_is_refused_and_left_alone() {
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    for (text, expected) in [
        (
            "{\"morat\":\"baseline\",\"version\":9,\"strict\":false}\n",
            "morat: .morat/baseline.jsonl:1: tệp nền phiên bản 9, bản morat này đọc phiên bản 1",
        ),
        ("[]\n", "morat: .morat/baseline.jsonl:1: không phải tệp nền"),
        (
            "{\"morat\":\"baseline\",\"version\":1,\"strict\":false}\nx\n",
            "morat: .morat/baseline.jsonl:2: dòng này hỏng",
        ),
        (
            "{\"morat\":\"baseline\",\"version\":1,\"strict\":false}\n<<<<<<< HEAD\n",
            "morat: .morat/baseline.jsonl:2: xung đột git",
        ),
    ] {
        folder.write(".morat/baseline.jsonl", text);
        folder.run(&["check", "."]).fails(2, expected);
        assert_eq!(folder.read(".morat/baseline.jsonl"), text);
    }
    // The message says to record again.
    assert_eq!(folder.run(&["baseline", "."]).status(), 0);
    assert_eq!(folder.run(&["check", "."]).status(), 0);
}

#[test]
fn only_lines_changed_since_a_revision() {
    let folder = Folder::with(&[
        ("a.txt", "Dòng một bổ xung.\nDòng hai.\nDòng ba.\n"),
        ("có cách.txt", DRAFT),
        ("c.txt", DRAFT),
    ]);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "một"]);
    assert_eq!(folder.marks(&["--diff-base", "HEAD", "."]), [""; 0]);
    folder.write("a.txt", "Dòng một bổ xung.\nDòng hai nổ lực.\nDòng ba.\n");
    folder.write("có cách.txt", format!("Trời đẹp.\n{DRAFT}Nhớ bổ xung.\n"));
    folder.write("moi.txt", DRAFT);
    let expected = ["a.txt:2:nổ lực", "có cách.txt:3:bổ xung", "moi.txt:1:nổ lực", "moi.txt:1:kiẻm"];
    assert_eq!(folder.marks(&["--diff-base", "HEAD", "."]), expected);
    // Changes of others on their branch do not count.
    folder.git(&["checkout", "-qb", "nhanh"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "hai"]);
    folder.git(&["checkout", "-qf", "main"]);
    folder.write("c.txt", "Trời đẹp.\n");
    folder.git(&["commit", "-qam", "ba"]);
    folder.git(&["checkout", "-qf", "nhanh"]);
    assert_eq!(folder.marks(&["--diff-base", "main", "."]), expected);
    for wrong in ["khong-co", "--output=x", ""] {
        let flag = format!("--diff-base={wrong}");
        folder.run(&["check", &flag, "."]).fails(2, "morat: --diff-base: git không tìm thấy");
    }
    let outside = Folder::with(&[("a.txt", DRAFT)]);
    outside.run(&["check", "--diff-base", "HEAD", "."]).fails(2, "morat: --diff-base: git không tìm thấy");
}

#[test]
fn the_ignore_list_knows_a_finding_by_its_context() {
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    let found = folder.run(&["check", "--format", "jsonl", "a.txt"]);
    let line = |text: &str| {
        format!(
            "{{\"rule\":\"x\",\"text\":\"{text}\",\"path\":\"a.txt\",\"fingerprint\":\"{}\"}}\n",
            fingerprint(&found, text)
        )
    };
    folder.write(".morat/ignore.jsonl", format!("# đã hỏi tác giả\n{}", line("kiẻm")));
    assert_eq!(folder.marks(&["."]), ["a.txt:1:nổ lực"]);
    folder.write("a.txt", format!("Đoạn mới.\n\n{DRAFT}"));
    assert_eq!(folder.marks(&["."]), ["a.txt:3:nổ lực"]);
    // An ignored finding is not fixed, either.
    folder.write(".morat/ignore.jsonl", line("nổ lực"));
    folder.run(&["fix", "--unsafe", "a.txt"]);
    assert!(folder.read("a.txt").contains("nổ lực kiểm tra"), "{}", folder.read("a.txt"));
    folder.write(".morat/ignore.jsonl", "{\"rule\": 1}\n");
    folder.run(&["check", "."]).fails(2, "morat: .morat/ignore.jsonl:1: ");
}

#[test]
fn what_is_of_no_use_is_reported_and_taken_out() {
    let settings = "words = [\"nổ lực\", \"phở cuốn\"]\nnames = [\n    \"Kiẻm\",\n]\n";
    let text = "Cả tổ nổ lực.\n<!-- morat: tắt-dòng-sau chinh-ta -->\nTrời đẹp.\n<!-- morat: tắt-dòng-sau chinh-ta -->\nNhớ bổ xung.\n";
    let entry = "{\"rule\":\"x\",\"path\":\"bai/a.txt\",\"fingerprint\":\"00000000000000aa\"}\n";
    let folder = Folder::with(&[("morat.toml", settings), ("bai/a.txt", text), (".morat/ignore.jsonl", entry)]);
    assert_eq!(folder.marks(&["."]), [""; 0]);
    let comment = "<!-- morat: tắt-dòng-sau chinh-ta -->";
    let reported = folder.marks(&["--report-unused", "."]);
    let expected = [
        format!("bai/a.txt:2:{comment}"),
        format!(".morat/ignore.jsonl:1:{}", entry.trim_end()),
        "morat.toml:1:words = [\"nổ lực\", \"phở cuốn\"]".into(),
        "morat.toml:3:\"Kiẻm\",".into(),
    ];
    assert_eq!(reported, expected);
    assert_eq!(folder.run(&["check", "--report-unused", "."]).status(), 1);
    // A check of a part of a project does not report terms, which the rest may use.
    assert_eq!(folder.marks(&["--report-unused", "bai"]).len(), 2);
    let shown = folder.run(&["fix", "--fix-unused", "--diff", "."]);
    assert_eq!(shown.status(), 1);
    assert!(shown.stdout().contains("-    \"Kiẻm\","), "{}", shown.stdout());
    assert_eq!(folder.read("morat.toml"), settings);
    assert_eq!(folder.run(&["fix", "--fix-unused", "."]).status(), 0);
    assert_eq!(folder.read("bai/a.txt"), text.replacen(&format!("{comment}\n"), "", 1));
    assert!(folder.read("morat.toml").starts_with("words = [\"nổ lực\"]\nnames = ["), "{}", folder.read("morat.toml"));
    assert!(!folder.read("morat.toml").contains("Kiẻm"));
    assert_eq!(folder.read(".morat/ignore.jsonl"), "");
    assert_eq!(folder.marks(&["--report-unused", "."]), [""; 0]);
}

#[test]
fn a_baseline_loses_nothing_to_a_run_that_looks_elsewhere() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.txt", "Ăn cam ,quýt.\n"), ("con/giu", ""), ("morat.toml", "")]);
    folder.run(&["baseline"]);
    let recorded = folder.read(".morat/baseline.jsonl");
    let same = |args: &[&str]| {
        let ran = folder.run(args);
        assert_eq!(folder.read(".morat/baseline.jsonl"), recorded, "{args:?}: {ran:?}");
    };
    // Unsaved text from an editor, and settings that hide findings.
    same(&["check", "--stdin-filename", "a.txt", "-"]);
    same(&["check", "--config", "words = [\"nổ lực\"]", "."]);
    same(&["check", "--config", "rules = { chinh-ta = { min-confidence = 1 } }", "."]);
    same(&["check", "--profile", "hanh-chinh", "."]);
    // A file that is named twice is checked once.
    assert_eq!(folder.marks(&["a.txt", "./a.txt", "con/../a.txt"]), [""; 0]);
    // Entries of a file that cannot be read are kept.
    let text = folder.read("a.txt");
    folder.write("a.txt", b"C\xFF");
    assert_eq!(folder.run(&["baseline"]).status(), 2);
    assert_eq!(folder.read(".morat/baseline.jsonl"), recorded);
    folder.write("a.txt", text);
    // Recording a part without `--strict` does not change how the rest was recorded.
    folder.run(&["baseline", "--strict"]);
    folder.run(&["baseline", "b.txt"]);
    assert!(folder.read(".morat/baseline.jsonl").starts_with("{\"morat\":\"baseline\",\"version\":1,\"strict\":true}"));
}

#[test]
fn a_rename_is_nobodys_debt_in_ci() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.txt", "Trời đẹp.\n")]);
    folder.run(&["baseline"]);
    std::fs::rename(folder.path("a.txt"), folder.path("z.txt")).unwrap();
    let in_ci = folder.run_with(&["check", "."], |command| {
        command.env("CI", "true");
    });
    assert_eq!((in_ci.status(), in_ci.stderr().as_str()), (0, ""));
    assert!(folder.run(&["check", "."]).stderr().contains("đã theo tên mới của tệp"));
    assert!(!folder.read(".morat/baseline.jsonl").contains("\"count\":0"));
}

#[test]
fn only_what_a_project_itself_says_and_a_run_has_looked_for_is_taken_out() {
    let entry = |rule: &str, path: &str| {
        format!("{{\"rule\":\"{rule}\",\"path\":\"{path}\",\"fingerprint\":\"00000000000000aa\"}}\n")
    };
    let shared = "words = [\"từ chung\"]\n";
    let own =
        "extend = \"../chung.toml\"\nwords = [\"từ riêng\"]\n[[overrides]]\npaths = [\"x/**\"]\nwords = [\"nổ lực\"]\n";
    let list = entry("chinh-ta/nham-lan", "a.txt");
    let folder = Folder::with(&[
        ("chung.toml", shared),
        ("nha/morat/morat.toml", "words = [\"của tôi\"]\ntrusted-folders = [\"../..\"]\n"),
        ("bao/morat.toml", own),
        ("bao/a.txt", "Trời đẹp.\n"),
        ("bao/.morat/ignore.jsonl", &list),
    ]);
    let tidy = |args: &[&str]| {
        let ran = folder.run_with(&[&["fix", "--fix-unused"], args].concat(), |command| {
            command.current_dir(folder.path("bao")).env("XDG_CONFIG_HOME", folder.path("nha"));
        });
        (ran, folder.read("bao/morat.toml"), folder.read("bao/.morat/ignore.jsonl"))
    };
    // With other rules, files or settings nothing is reported as unused.
    for args in
        [&["--select", "dau-cau", "b.txt"][..], &["--include", "*.md", "."], &["--config", "words = [\"a\"]", "."]]
    {
        let (ran, settings, ignored) = tidy(args);
        assert_eq!(settings, own, "{args:?}: {ran:?}");
        assert!(ignored == list || args[0] != "--select", "{args:?}: {ran:?}");
    }
    // A file that cannot be read may use the term.
    folder.write("bao/hong.txt", b"C\xFF");
    assert_eq!(tidy(&["."]).1, own);
    std::fs::remove_file(folder.path("bao/hong.txt")).unwrap();
    folder.write("bao/.morat/ignore.jsonl", &list);
    let (ran, settings, ignored) = tidy(&["."]);
    assert_eq!(settings, own.replace("words = [\"từ riêng\"]", "words = []"), "{ran:?}");
    assert_eq!(ignored, "");
    assert_eq!(folder.read("chung.toml"), shared);
    assert_eq!(folder.read("nha/morat/morat.toml"), "words = [\"của tôi\"]\ntrusted-folders = [\"../..\"]\n");
}

#[test]
fn what_git_is_set_to_does_not_change_what_is_seen() {
    let folder =
        Folder::with(&[("con/a.txt", "Dòng một.\nDòng hai.\n"), ("con/b.txt", "Dòng một.\n"), ("con/lien-ket", "x\n")]);
    folder.git(&["init", "-q"]);
    folder.write(".gitattributes", "*.txt diff=rong\n");
    for setting in [
        ["diff.rong.textconv", "true"],
        ["diff.relative", "true"],
        ["diff.interHunkContext", "9"],
        ["diff.noprefix", "true"],
        ["color.diff", "always"],
    ] {
        folder.git(&["config", setting[0], setting[1]]);
    }
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "một"]);
    folder.write("con/a.txt", "Dòng một.\nDòng hai nổ lực.\n");
    folder.write("con/b.txt", "Nhớ bổ xung.\nDòng một.\n");
    // A file that was replaced by a symbolic link has two headings in a patch.
    std::fs::remove_file(folder.path("con/lien-ket")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("b.txt", folder.path("con/lien-ket")).unwrap();
    let ran = folder.run_in("con", &["check", "--diff-base", "HEAD", "--format", "jsonl", "."]);
    assert_eq!(ran.marks(), ["a.txt:2:nổ lực", "b.txt:1:bổ xung"], "{ran:?}");
}
