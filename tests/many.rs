//! Many files, the cache, `--watch`, interruptions, and unusual input.

#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use support::{Folder, morat};

const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\n";

/// A folder with this number of files, each with a mistake and a text of its own.
fn archive(files: usize) -> Folder {
    let folder = Folder::with(&[]);
    for at in 0..files {
        folder.write(&format!("{:02}/{at:04}.txt", at % 40), format!("Bài số {at}. {DRAFT}"));
    }
    folder
}

#[test]
fn a_second_run_finds_the_same_from_the_cache() {
    let folder = archive(60);
    let cache = folder.path("cache-riêng").display().to_string();
    let run = |args: &[&str]| {
        let args = [&["check", "--format", "json", "--cache-dir", &cache], args].concat();
        folder.run(&[&args[..], &["."]].concat())
    };
    let first = run(&[]);
    assert_eq!(first.status(), 1);
    assert!(folder.path("cache-riêng").is_dir());
    let second = run(&[]);
    assert_eq!(first.stdout(), second.stdout());
    // Reports that show the text, and a run without cache, are the same.
    assert_eq!(run(&["--no-cache"]).stdout(), first.stdout());
    let full = |args: &[&str]| folder.run(&[&["check", "--cache-dir", &cache], args, &["."]].concat()).stdout();
    assert_eq!(full(&[]), full(&["--no-cache"]));
    // Another text or other settings give other findings.
    folder.write("00/0000.txt", "Trời đẹp.\n");
    assert_eq!(run(&[]).stdout().matches("\"rule\"").count(), 118);
    folder.write("morat.toml", "words = [\"nổ lực\"]\n");
    assert_eq!(run(&[]).stdout().matches("\"rule\"").count(), 59);
    assert_eq!(run(&["--select", "dau-cau"]).status(), 0);
    // A damaged cache is replaced.
    for file in fs::read_dir(folder.path("cache-riêng")).unwrap() {
        fs::write(file.unwrap().path(), b"hong").unwrap();
    }
    assert_eq!(run(&[]).stdout().matches("\"rule\"").count(), 59);
}

#[test]
fn formats_go_to_several_places_in_one_run() {
    let folder = archive(3);
    let ran = folder.run(&[
        "check",
        "--format",
        "compact",
        "--format",
        "json=kq/a.json",
        "--format",
        "jsonl=kq/b.jsonl",
        ".",
    ]);
    assert_eq!(ran.status(), 1);
    assert_eq!(ran.stdout().lines().count(), 6);
    let json: serde_json::Value = serde_json::from_str(&folder.read("kq/a.json")).unwrap();
    assert_eq!(json["files"].as_array().unwrap().len(), 3);
    assert_eq!(folder.read("kq/b.jsonl").lines().count(), 6);
    let quiet = folder.run(&["check", "--format", "compact", "--output-file", "kq/c.txt", "."]);
    assert_eq!((quiet.status(), quiet.stdout().as_str()), (1, ""));
    assert_eq!(folder.read("kq/c.txt"), ran.stdout());
    folder.run(&["check", "--format", "json", "--format", "compact", "."]).fails(2, "morat: chỉ một dạng");
    folder.run(&["check", "--output-file", "kq", "."]).fails(2, "morat: kq: ");
    // The output file is replaced as a whole, or not at all.
    let names: Vec<_> = fs::read_dir(folder.path("kq")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_watched_folder_is_checked_again_when_it_changes() {
    let folder = Folder::with(&[("bai/a.txt", "Trời đẹp.\n")]);
    let mut child = morat(&["check", "--watch", "--format", "compact", "bai"])
        .current_dir(folder.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap());
    let mut found = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    assert!(line.contains("đang chờ thay đổi"), "{line}");
    folder.write("bai/a.txt", DRAFT);
    line.clear();
    found.read_line(&mut line).unwrap();
    assert!(line.starts_with("bai/a.txt:1:7: "), "{line}");
    line.clear();
    found.read_line(&mut line).unwrap();
    // A file that is replaced, as editors do, is noticed, too.
    folder.write("bai/moi", "Nhớ bổ xung.\n");
    fs::rename(folder.path("bai/moi"), folder.path("bai/a.txt")).unwrap();
    line.clear();
    found.read_line(&mut line).unwrap();
    assert!(line.contains("bổ xung"), "{line}");
    child.kill().unwrap();
    child.wait().unwrap();
    folder.run(&["check", "--watch", "-"]).fails(2, "morat: --watch");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    /// Sends Ctrl-C to a process and returns its exit status.
    fn interrupt(mut child: std::process::Child) -> Option<i32> {
        let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let start = Instant::now();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                assert_eq!(status.signal(), None);
                return status.code();
            }
            if start.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
                panic!("not ended by Ctrl-C");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn ctrl_c_ends_with_130_and_leaves_no_half_written_file() {
        let folder = archive(4);
        folder.write("dai.txt", DRAFT.repeat(100_000));
        folder.write("ket-qua.json", "cũ");
        let child = morat(&["check", "--no-cache", "--format", "json", "--output-file", "ket-qua.json", "."])
            .current_dir(folder.path(""))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let is_begun = || {
            fs::read_dir(folder.path(""))
                .unwrap()
                .any(|entry| entry.unwrap().file_name().as_bytes().starts_with(b".morat-"))
        };
        let start = Instant::now();
        while !is_begun() {
            assert!(start.elapsed() < Duration::from_secs(20));
            std::thread::sleep(Duration::from_millis(2));
        }
        assert_eq!(interrupt(child), Some(130));
        assert_eq!(folder.read("ket-qua.json"), "cũ");
        assert!(!is_begun());
    }

    #[test]
    fn ctrl_c_ends_a_run_that_waits_for_standard_input() {
        let mut child = morat(&["check", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Gives the process time to start.
        std::thread::sleep(Duration::from_millis(500));
        let stdin = child.stdin.take();
        assert_eq!(interrupt(child), Some(130));
        drop(stdin);
    }

    #[test]
    fn a_loop_of_links_is_walked_once() {
        let folder = Folder::with(&[("a/b/c.txt", DRAFT)]);
        symlink("..", folder.path("a/b/len")).unwrap();
        symlink(folder.path("a"), folder.path("a/b/goc")).unwrap();
        assert_eq!(folder.marks(&["a"]).len(), 2);
        symlink("vong2", folder.path("vong1")).unwrap();
        symlink("vong1", folder.path("vong2")).unwrap();
        folder.run(&["check", "vong1", "a"]).fails(2, "morat: vong1: ");
    }

    #[test]
    fn a_name_that_is_not_utf8_is_read_and_told() {
        let folder = Folder::with(&[]);
        let name = OsStr::from_bytes(b"b\xE0i.txt");
        fs::write(folder.path("").join(name), DRAFT).unwrap();
        let found = folder.marks(&["."]);
        assert_eq!(found, ["b\u{FFFD}i.txt:1:nổ lực", "b\u{FFFD}i.txt:1:kiẻm"]);
        let ran = folder.run_with(&["fix"], |command| {
            command.arg(name);
        });
        assert_eq!(ran.status(), 1);
        assert_eq!(fs::read_to_string(folder.path("").join(name)).unwrap(), "Cả tổ nỗ lực kiẻm tra sổ sách.\n");
        // The baseline accepts such a file name, too.
        assert_eq!(folder.run(&["baseline"]).status(), 0);
        assert_eq!(folder.marks(&["."]), [""; 0]);
    }

    #[test]
    fn a_full_disk_loses_nothing() {
        let full = std::path::Path::new("/dev/full");
        if !full.exists() {
            return;
        }
        let folder = archive(2);
        let out = fs::File::options().write(true).open(full).unwrap();
        let ran = folder.run_with(&["check", "--format", "json", "."], |command| {
            command.stdout(out);
        });
        assert_eq!(ran.status(), 2);
        assert!(ran.stderr().starts_with("morat: không ghi được kết quả"), "{}", ran.stderr());
    }

    #[test]
    fn a_fix_that_cannot_be_written_leaves_the_file_as_it_was() {
        let folder = Folder::with(&[("b.txt", DRAFT)]);
        let long = "Cả tổ nổ lực.\n".repeat(2_000);
        folder.write("a.txt", &long);
        // With a limit on file sizes, the temporary file cannot be written in full.
        let script = format!("trap '' XFSZ; ulimit -f 4; exec '{}' fix a.txt b.txt", env!("CARGO_BIN_EXE_morat"));
        let mut command = std::process::Command::new("sh");
        let output =
            command.args(["-c", &script]).env("MORAT_LANG", "vi").current_dir(folder.path("")).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("morat: a.txt: ") && stderr.contains("tệp cũ còn nguyên"), "{stderr}");
        assert!(folder.read("a.txt") == long);
        assert!(folder.read("b.txt").contains("nỗ lực"));
        let names: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[test]
    fn devices_and_pipes_are_written_to_and_never_replaced() {
        let folder = archive(2);
        let ran = folder.run(&["check", "--format", "jsonl", "--output-file", "/dev/null", "."]);
        assert_eq!((ran.status(), ran.stdout().as_str()), (1, ""));
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        let ran = folder.run(&["check", "--format", "compact", "--format", "jsonl=/dev/stdout", "."]);
        assert_eq!(ran.stdout().lines().count(), 8);
        // An output that is a symbolic link is followed, to a file and to an open descriptor.
        folder.write("that/kq.jsonl", "cũ");
        symlink("that/kq.jsonl", folder.path("kq.jsonl")).unwrap();
        folder.run(&["check", "--format", "jsonl", "--output-file", "kq.jsonl", "."]);
        assert_eq!(fs::read_link(folder.path("kq.jsonl")).unwrap(), std::path::Path::new("that/kq.jsonl"));
        assert_eq!(folder.read("that/kq.jsonl").lines().count(), 4);
        symlink("/proc/self/fd/1", folder.path("ra")).unwrap();
        let out = fs::File::create(folder.path("ra.jsonl")).unwrap();
        folder.run_with(&["check", "--format", "jsonl", "--output-file", "ra", "."], |command| {
            command.stdout(out);
        });
        assert!(fs::symlink_metadata(folder.path("ra")).unwrap().is_symlink());
        assert_eq!(folder.read("ra.jsonl").lines().count(), 4);
        // If the reader of standard output closes it, the file is still written.
        let script =
            format!("'{}' check --format compact --format jsonl=du.jsonl . | true", env!("CARGO_BIN_EXE_morat"));
        std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).status().unwrap();
        assert_eq!(folder.read("du.jsonl").lines().count(), 4);
        let made = std::process::Command::new("mkfifo").arg(folder.path("ong")).status().unwrap();
        assert!(made.success());
        let path = folder.path("ong");
        let writer = std::thread::spawn(move || fs::write(path, DRAFT));
        folder.run(&["fix", "ong"]).fails(2, "morat: ong: không phải tệp thường nên không ghi đè được");
        writer.join().unwrap().unwrap();
    }

    #[test]
    fn files_that_vanish_and_grow_meanwhile_are_no_panic() {
        let folder = archive(300);
        let root = folder.path("");
        let meddler = std::thread::spawn(move || {
            for at in 0..300 {
                let path = root.join(format!("{:02}/{at:04}.txt", at % 40));
                match at % 3 {
                    0 => fs::remove_file(path).unwrap(),
                    1 => fs::write(path, DRAFT.repeat(50)).unwrap(),
                    _ => fs::write(path, b"C\xFF").unwrap(),
                }
            }
        });
        for _ in 0..5 {
            let ran = folder.run(&["check", "--no-cache", "--format", "json", "."]);
            assert!((1..=2).contains(&ran.status()), "{ran:?}");
            let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
            let told = report["errors"].as_array().unwrap().len();
            assert_eq!(ran.stderr().lines().count(), told, "{}", ran.stderr());
        }
        meddler.join().unwrap();
    }

    #[test]
    fn two_fixes_of_one_file_at_once_lose_nothing() {
        let folder = Folder::with(&[]);
        for round in 0..5 {
            folder.write("a.txt", "Cả tổ nổ lực ,mọi người vui.\n".repeat(300));
            let start = |rule: &str| {
                let args = ["fix", "--unsafe", "--select", rule, "a.txt"];
                morat(&args).current_dir(folder.path("")).stderr(Stdio::null()).spawn().unwrap()
            };
            let (mut one, mut two) = (start("chinh-ta/nham-lan"), start("dau-cau"));
            assert!(one.wait().unwrap().code().is_some_and(|code| code < 2));
            assert!(two.wait().unwrap().code().is_some_and(|code| code < 2));
            let expected = "Cả tổ nỗ lực, mọi người vui.\n".repeat(300);
            assert!(folder.read("a.txt") == expected, "round {round}");
        }
    }
}

#[test]
fn a_file_that_is_not_there_stops_no_other() {
    let folder = archive(2);
    let ran = folder.run(&["check", "--format", "jsonl", "khong-co.txt", "."]);
    ran.fails(2, "morat: khong-co.txt: không có tệp này");
    assert_eq!(ran.marks().len(), 4);
}

#[test]
fn a_reader_that_goes_is_no_panic_in_any_command() {
    let folder = archive(200);
    folder.run(&["baseline"]);
    for args in [&["check", "--no-baseline", "."][..], &["config", "schema"], &["config", "show"]] {
        let mut child =
            morat(args).current_dir(folder.path("")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 4];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.code().is_some(), "{args:?}: {}", output.status);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
    }
}

/// Run by `.ci/run`, since writing the archive takes a while.
#[test]
#[ignore = "writes 10,000 files"]
fn an_unchanged_tree_of_ten_thousand_files_is_not_checked_again() {
    let folder = archive(10_000);
    let cache = folder.path("cache").display().to_string();
    let timed = || {
        let start = Instant::now();
        let ran = folder.run(&["check", "--format", "compact", "--cache-dir", &cache, "."]);
        assert_eq!(ran.stdout().lines().count(), 20_000);
        start.elapsed()
    };
    let (first, second) = (timed(), timed());
    println!("{first:?}, then {second:?}: {:.2}", second.as_secs_f64() / first.as_secs_f64());
    assert!(second < first / 2, "{first:?}, then {second:?}");
}

/// The peak resident memory of a running process in kB, from Linux's `/proc`.
#[cfg(target_os = "linux")]
fn peak(folder: &Folder, path: &str) -> u64 {
    let mut child = morat(&["check", "--no-cache", "--format", "jsonl", path])
        .current_dir(folder.path(""))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = peak.max(number.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}

/// Run by `.ci/run`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "writes 120 MB"]
fn memory_does_not_grow_with_the_folder() {
    let folder = Folder::with(&[]);
    // Foreign text is checked quickly; only memory matters here.
    let text = "The old house stood at the end of the road, and nobody had lived in it for years.\n".repeat(12_500);
    for at in 0..80 {
        folder.write(&format!("nhieu/{at}.txt"), &text);
        if at < 40 {
            folder.write(&format!("it/{at}.txt"), &text);
        }
    }
    let (few, many) = (peak(&folder, "it"), peak(&folder, "nhieu"));
    println!("{few} kB, {many} kB");
    assert!(many < few + few / 3, "{few} kB, then {many} kB");
}
