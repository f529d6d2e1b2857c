//! Completions and manual pages, tried in bash, zsh, fish and groff. A program that is not installed is skipped with a message.

#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn morat(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_morat")).args(args).env("MORAT_LANG", "vi").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The output of a program; `None` if it is not installed.
fn run(program: &str, args: &[&str], folder: &Path) -> Option<Output> {
    match Command::new(program).args(args).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{program} is not installed: left out");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

fn lines(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_flags_values_and_rules() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("morat.bash"), morat(&["completions", "bash"])).unwrap();
    // The completions of bash for the last of these words.
    let tab = |words: &str| {
        let script = format!(
            "source morat.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _morat morat \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             [ ${{#COMPREPLY[@]}} -eq 0 ] || printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        run("bash", &["--norc", "-c", &script], folder.path()).map(|output| lines(&output))
    };
    let Some(commands) = tab("morat che") else { return };
    assert_eq!(commands, ["check"]);
    assert_eq!(tab("morat check --form").unwrap(), ["--format"]);
    assert!(tab("morat check --format js").unwrap().contains(&"jsonl".to_owned()));
    assert_eq!(tab("morat check --lang e").unwrap(), ["en"]);
    assert_eq!(tab("morat explain chinh-ta/am-t").unwrap(), ["chinh-ta/am-tiet"]);
    assert!(tab("morat fix --ignore dau-").unwrap().contains(&"dau-cau".to_owned()));
    // None from morat: bash completes file names.
    assert_eq!(tab("morat check bai").unwrap(), [""; 0]);
    let how = run("bash", &["--norc", "-c", "source morat.bash; complete -p morat"], folder.path()).unwrap();
    assert!(lines(&how)[0].contains("-o default"), "{:?}", lines(&how));
}

#[test]
fn zsh_reads_its_completions() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("_morat"), morat(&["completions", "zsh"])).unwrap();
    if let Some(output) = run("zsh", &["-n", "_morat"], folder.path()) {
        assert_eq!(lines(&output), [""; 0]);
    }
}

#[test]
fn fish_completes_and_describes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("morat.fish"), morat(&["completions", "fish"])).unwrap();
    let tab = |line: &str| {
        let script = format!("source morat.fish; complete -C '{line}'");
        // fish writes files to its home folder, which must not be the developer's.
        let mut command = Command::new("fish");
        command.args(["--no-config", "-c", &script]).current_dir(folder.path()).env("HOME", folder.path());
        match command.output() {
            Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
            Err(_) => {
                eprintln!("fish is not installed: left out");
                None
            }
        }
    };
    let Some(commands) = tab("morat che") else { return };
    assert_eq!(commands, "check\tKiểm tra tệp hoặc thư mục, in ra những chỗ cần sửa\n");
    assert!(tab("morat check --format=js").unwrap().contains("json"));
    assert!(tab("morat explain chinh-ta/am-t").unwrap().contains("chinh-ta/am-tiet"));
}

#[test]
fn other_shells_get_something() {
    for (shell, word) in [("powershell", "Register-ArgumentCompleter"), ("elvish", "edit:completion")] {
        assert!(morat(&["completions", shell]).contains(word), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_that_groff_can_set() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man/man1");
    for (lang, headings) in
        [("vi", ["TÊN", "CÁCH DÙNG", "MÔ TẢ", "CHUNG"]), ("en", ["NAME", "SYNOPSIS", "DESCRIPTION", "GENERAL"])]
    {
        morat(&["man", "--out", pages.to_str().unwrap(), "--lang", lang]);
        let mut names: Vec<String> =
            fs::read_dir(&pages).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert!(names.contains(&"morat.1".to_owned()) && names.contains(&"morat-check.1".to_owned()), "{names:?}");
        for name in &names {
            let page = fs::read_to_string(pages.join(name)).unwrap();
            for heading in headings {
                assert!(
                    page.contains(&format!(".SH \"{heading}\"")) || page.contains(&format!(".SH {heading}")),
                    "{name}: {heading}"
                );
            }
            let path = pages.join(name);
            let args = ["-Kutf8", "-Tutf8", "-man", "-ww", path.to_str().unwrap()];
            let Some(output) = run("groff", &args, folder.path()) else { continue };
            assert!(!lines(&output).is_empty(), "{name}");
        }
        let page = fs::read_to_string(pages.join("morat.1")).unwrap();
        assert_eq!(page, morat(&["man", "--lang", lang]));
        let page = fs::read_to_string(pages.join("morat-check.1")).unwrap();
        assert_eq!(page, morat(&["man", "check", "--lang", lang]));
    }
}
