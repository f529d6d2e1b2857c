//! What the settings, file names and texts of somebody else's repository must not be able to do; `SECURITY.md` lists it.

#![cfg(feature = "cli")]

mod support;

use std::fs;

use support::{Folder, Ran};

const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\n";

const REFUSED: &str = "nằm ngoài dự án nên không được đọc";

fn in_project(folder: &Folder, args: &[&str]) -> Ran {
    folder.run_in("du-an", args)
}

#[test]
fn paths_of_settings_stay_inside_the_project() {
    let folder = Folder::with(&[
        ("bashrc", "# của người dùng\n"),
        ("du-an/bai/a.txt", DRAFT),
        ("ngoai/bo.toml", "name = \"x\"\nsummary = { vi = \"x\", en = \"x\" }\n"),
        ("ngoai/chung.toml", "strict = true\n"),
    ]);
    for settings in [
        "words-file = [\"../bashrc\"]",
        "names-file = [\"../bashrc\"]",
        "words-file = [\"bai/../../bashrc\"]",
        "words-file = [\"khong-co/../../bashrc\"]",
        "extend = \"../ngoai/chung.toml\"",
        "profile = \"../ngoai/bo.toml\"",
        "dictionaries = \"../ngoai\"",
        "baseline = \"../moi.jsonl\"",
        "[[overrides]]\npaths = [\"bai/**\"]\nwords-file = [\"../bashrc\"]",
    ] {
        folder.write("du-an/morat.toml", settings);
        for args in [&["check", "bai"][..], &["words", "add", "từ"], &["words", "list"], &["baseline"], &["fix", "bai"]]
        {
            let ran = in_project(&folder, args);
            assert!(ran.status() == 2 && ran.stderr().contains(REFUSED), "{settings} {args:?}: {ran:?}");
        }
    }
    assert_eq!(folder.read("bashrc"), "# của người dùng\n");
    assert!(!folder.path("moi.jsonl").exists());
    // Nor may an absolute path.
    folder.write("du-an/morat.toml", format!("words-file = [{:?}]", folder.path("bashrc")));
    in_project(&folder, &["words", "add", "từ"]).fails(2, "morat: morat.toml:1: ");
}

#[test]
fn users_say_what_else_their_projects_may_read() {
    let folder = Folder::with(&[
        ("du-an/morat.toml", "extend = \"../chung/morat.toml\"\nwords-file = [\"../chung/tu.txt\"]\n"),
        ("du-an/a.txt", DRAFT),
        ("chung/morat.toml", ""),
        ("chung/tu.txt", "nổ lực\n"),
        ("nha/morat/morat.toml", "trusted-folders = [\"../../chung\"]\n"),
    ]);
    let check = |with_user: bool, args: &[&str]| {
        folder.run_with(&[&["check", "--format", "jsonl", "du-an"], args].concat(), |command| {
            if with_user {
                command.env("XDG_CONFIG_HOME", folder.path("nha"));
            }
        })
    };
    assert_eq!(check(false, &[]).status(), 2);
    assert_eq!(check(true, &[]).marks(), ["du-an/a.txt:1:kiẻm"]);
    assert_eq!(check(false, &["--config", "trusted-folders = [\"chung\"]"]).marks(), ["du-an/a.txt:1:kiẻm"]);
    // A trusted folder may be read, but not written.
    let add = folder.run_with(&["words", "add", "--in", "du-an", "từ"], |command| {
        command.env("XDG_CONFIG_HOME", folder.path("nha"));
    });
    add.fails(2, "morat: ");
    assert_eq!(folder.read("chung/tu.txt"), "nổ lực\n");
    // A project's own settings cannot extend the list of trusted folders.
    folder.write("du-an/morat.toml", "trusted-folders = [\"/\"]\n");
    check(false, &[]).fails(2, "morat: du-an/morat.toml:1: “trusted-folders” chỉ đặt được");
    // Files elsewhere in the same git work tree may be read, since they came with the project.
    folder.write("du-an/morat.toml", "extend = \"../chung/morat.toml\"\n");
    folder.git(&["init"]);
    assert_eq!(check(false, &[]).marks().len(), 2);
}

#[cfg(unix)]
#[test]
fn links_of_a_repository_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[
        ("bashrc", "của người dùng\n"),
        ("du-an/a.txt", DRAFT),
        ("ngoai/r.toml", "x"),
        ("du-an/.morat/x", ""),
    ]);
    let at = |path: &str| folder.path(path);
    for (target, link, args) in [
        ("../bashrc", "tu.txt", &["words", "add", "từ"][..]),
        ("../../bashrc", ".morat/ignore.jsonl", &["check", "."]),
        ("../../bashrc", ".morat/baseline.jsonl", &["baseline"]),
        ("../../ngoai", ".morat/rules", &["check", "."]),
        ("../bashrc", "morat.toml", &["words", "add", "từ"]),
    ] {
        folder.write("du-an/morat.toml", "words-file = [\"tu.txt\"]\n");
        folder.write("du-an/tu.txt", "");
        let _ = fs::remove_file(at("du-an").join(link));
        symlink(target, at("du-an").join(link)).unwrap();
        let ran = in_project(&folder, args);
        assert!(ran.status() == 2 && ran.stderr().contains(REFUSED), "{link}: {ran:?}");
        fs::remove_file(at("du-an").join(link)).unwrap();
    }
    assert_eq!(folder.read("bashrc"), "của người dùng\n");
    // Symbolic links are not followed when a folder is walked.
    symlink("../bashrc", at("du-an/b.txt")).unwrap();
    folder.write("du-an/morat.toml", "");
    assert_eq!(in_project(&folder, &["check", "--show-files", "."]).stdout(), "a.txt\ntu.txt\n");
}

#[test]
fn rule_files_have_their_limits() {
    let rule = |name: &str, rest: &str| {
        format!(
            "name = \"chinh-ta/{name}\"\nsummary = {{ vi = \"a\", en = \"a\" }}\nwhy = {{ vi = \"a\", en = \"a\" }}\nmessage = {{ vi = \"a\", en = \"a\" }}\n{rest}"
        )
    };
    let pattern = |regex: &str, near: &str| format!("[[pattern]]\nregex = '{regex}'\nnear = '{near}'\nright = []\n");
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    for (text, expected) in [
        (rule("to", &pattern(r"(\w{200}){200}", "")), "biểu thức chính quy không dùng được"),
        (rule("nhieu", &pattern("x", "x").repeat(501)), "quá nhiều mẫu"),
        (rule("gan", &pattern("x", &"y".repeat(20_000))), "quá nhiều mẫu"),
        (rule("lenh", "authority = { vi = \"\\u001b[31m\", en = \"a\" }\n"), "ký tự điều khiển"),
    ] {
        folder.write(".morat/rules/r.toml", text);
        let ran = folder.run(&["check", "a.txt"]);
        assert!(ran.status() == 2 && ran.stderr().contains(expected) && !ran.stderr().contains('\u{1B}'), "{ran:?}");
    }
}

#[test]
fn nests_without_end_are_errors() {
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for (name, text) in [
        ("morat.toml", format!("words = {}\n", deep("[", "]"))),
        ("pyproject.toml", format!("[tool.morat]\nwords = {}\n", deep("[", "]"))),
        ("package.json", format!("{{\"morat\": {}}}", deep("[", "]"))),
        (".morat/rules/r.toml", format!("name = {}\n", deep("[", "]"))),
        (".morat/ignore.jsonl", deep("[", "]")),
        (".morat/baseline.jsonl", deep("{\"a\":", "}")),
    ] {
        folder.write(name, text);
        let ran = folder.run(&["check", "."]);
        assert_eq!(ran.status(), 2, "{name}: {}", ran.stderr());
        assert!(ran.stderr().starts_with("morat: "), "{name}: {}", ran.stderr());
        fs::remove_file(folder.path(name)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn git_runs_nothing_that_the_repository_names() {
    let folder = Folder::with(&[("a.txt", "Trời đẹp.\n"), (".gitattributes", "*.txt filter=x diff=x\n")]);
    folder.git(&["init"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-m", "a"]);
    let touch = |name: &str| format!("touch {}", folder.path(name).display());
    for (key, name) in [
        ("core.fsmonitor", "monitor"),
        ("filter.x.clean", "clean"),
        ("filter.x.process", "process"),
        ("diff.x.textconv", "textconv"),
        ("diff.x.command", "command"),
        ("diff.external", "external"),
    ] {
        folder.git(&["config", key, &touch(name)]);
    }
    folder.git(&["config", "filter.x.required", "true"]);
    fs::create_dir_all(folder.path(".git/hooks")).unwrap();
    folder.write("a.txt", DRAFT);
    let ran = folder.run(&["check", "--format", "jsonl", "--diff-base", "HEAD", "."]);
    assert_eq!(ran.marks(), ["a.txt:1:nổ lực", "a.txt:1:kiẻm"], "{}", ran.stderr());
    for name in ["monitor", "clean", "process", "textconv", "command", "external"] {
        assert!(!folder.path(name).exists(), "{name}");
    }
    // A bare repository among the files of another is not used as one.
    folder.git(&["init", "--bare", "trong/kho"]);
    folder.run_in("trong/kho", &["check", "--diff-base", "HEAD", "."]).fails(2, "morat: --diff-base: ");
}

#[cfg(unix)]
#[test]
fn names_and_texts_command_no_terminal() {
    const NAME: &str = "a\u{1B}[31m\u{9B}1m\u{202E}\n\r\tb.txt";
    let folder =
        Folder::with(&[(NAME, "Cả tổ nổ\u{1B}[2J lực kiẻm\u{9B}1m tra ,\u{202E}quýt.\n"), ("hong\u{1B}[1m.docx", "x")]);
    let quiet = |text: &str, what: &str| {
        let commands =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(commands), "{what}: {:?}", text);
    };
    for format in
        ["full", "compact", "grouped", "json", "jsonl", "github", "gitlab", "sarif", "checkstyle", "junit", "rdjson"]
    {
        for more in [&[][..], &["--statistics"], &["--strict"]] {
            let ran = folder.run(&[&["check", "--format", format, "--threads", "1", ".", NAME], more].concat());
            assert_eq!(ran.status(), 2, "{format}");
            quiet(&ran.stdout(), format);
            quiet(&ran.stderr(), format);
        }
    }
    // An HTML page may keep direction marks of the text, but no control characters.
    let page = folder.run(&["check", "--format", "html", "."]).stdout();
    assert!(!page.contains(['\u{1B}', '\u{9B}', '\u{7F}']) && page.contains("a␛[31m"), "{page}");
    for args in
        [&["fix", "."][..], &["convert", "--in-place", "hong\u{1B}[1m.docx"], &["words", "check", "a\u{1B}[1mb"]]
    {
        let ran = folder.run(args);
        quiet(&ran.stderr(), "stderr");
        quiet(&ran.stdout(), "stdout");
    }
    // A file name with a line end adds no line to a report.
    let ran = folder.run(&["check", "--format", "compact", NAME]);
    assert!(ran.stdout().lines().all(|line| line.starts_with("a␛[31m")), "{}", ran.stdout());
}
