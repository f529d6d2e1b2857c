//! Settings files in a project: which are found, their precedence, and messages about wrong ones.

#![cfg(feature = "cli")]

mod support;

use support::Folder;

const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\n";

#[test]
fn the_nearest_file_upwards_holds() {
    let folder = Folder::with(&[
        ("morat.toml", "words = [\"nổ lực\"]\n"),
        ("bai/a.txt", DRAFT),
        ("bai/sau/b.txt", DRAFT),
        ("rieng/morat.toml", "words = [\"kiẻm\"]\n"),
        ("rieng/c.txt", DRAFT),
    ]);
    assert_eq!(folder.marks(&["."]), ["bai/a.txt:1:kiẻm", "bai/sau/b.txt:1:kiẻm", "rieng/c.txt:1:nổ lực"]);
    assert_eq!(folder.marks(&["rieng/c.txt"]), ["rieng/c.txt:1:nổ lực"]);
    assert_eq!(folder.marks(&["--isolated", "bai"]).len(), 4);
}

#[test]
fn pyproject_and_package_json_do_as_well() {
    for (name, text) in [
        ("pyproject.toml", "[project]\nname = \"x\"\n[tool.morat]\nwords = [\"nổ lực\"]\n"),
        ("pyproject.toml", "[tool]\nmorat = { words = [\"nổ lực\"] }\n"),
        ("package.json", "{\n  \"name\": \"x\",\n  \"morat\": { \"words\": [\"nổ lực\"] }\n}\n"),
    ] {
        let folder = Folder::with(&[(name, text), ("a.txt", DRAFT)]);
        assert_eq!(folder.marks(&["."]), ["a.txt:1:kiẻm"], "{name}");
    }
    // Files shared with other tools are ignored if they hold nothing for morat, even if they are broken.
    let folder = Folder::with(&[("pyproject.toml", "= broken"), ("package.json", "{"), ("a.txt", DRAFT)]);
    assert_eq!(folder.marks(&["a.txt"]).len(), 2);
}

#[test]
fn layers_go_before_each_other_in_their_order() {
    let rules = |level: &str| format!("[rules]\n\"chinh-ta/am-tiet\" = \"{level}\"\n");
    let folder = Folder::with(&[
        ("nha/morat.toml", &rules("info")),
        ("du-an/morat.toml", &format!("extend = [\"../chung/goc.toml\"]\n{}", rules("warning"))),
        ("chung/goc.toml", "words = [\"nổ lực\"]\n[rules]\n\"chinh-ta/am-tiet\" = \"off\"\n"),
        ("khac.toml", &rules("error")),
        ("du-an/a.txt", DRAFT),
    ]);
    // A project may extend files in the same git work tree.
    folder.git(&["init"]);
    let severity = |args: &[&str], user: bool| {
        let args = [&["check", "--format", "compact", "du-an/a.txt"], args].concat();
        let ran = folder.run_with(&args, |command| {
            if user {
                std::fs::create_dir_all(folder.path("config/morat")).unwrap();
                std::fs::copy(folder.path("nha/morat.toml"), folder.path("config/morat/morat.toml")).unwrap();
                command.env("XDG_CONFIG_HOME", folder.path("config"));
            }
        });
        let out = ran.stdout();
        out.lines().next().map(|line| line.split(' ').nth(1).unwrap().to_owned()).unwrap_or_default()
    };
    assert_eq!(severity(&[], false), "warning");
    assert_eq!(severity(&[], true), "warning");
    assert_eq!(severity(&["--config", "khac.toml"], true), "error");
    assert_eq!(severity(&["--config", "rules = { \"chinh-ta/am-tiet\" = \"info\" }"], true), "info");
    assert_eq!(severity(&["--config", "khac.toml", "--min-severity", "error"], true), "error");
    assert_eq!(severity(&["--ignore", "chinh-ta/am-tiet"], false), "");
    // A user's settings apply where no project sets something else.
    folder.write("du-an/morat.toml", "words = [\"nổ lực\"]\n");
    assert_eq!(severity(&[], true), "info");
}

#[test]
fn overrides_hold_for_their_paths_only() {
    let folder = Folder::with(&[
        ("morat.toml", "[[overrides]]\npaths = [\"van-ban/**\", \"*.moi.txt\"]\nwords = [\"kiẻm\", \"nổ lực\"]\n"),
        ("a.txt", DRAFT),
        ("b.moi.txt", DRAFT),
        ("van-ban/sau/c.txt", DRAFT),
    ]);
    assert_eq!(folder.marks(&["."]), ["a.txt:1:nổ lực", "a.txt:1:kiẻm"]);
    assert_eq!(folder.run_in("van-ban", &["check", "--format", "jsonl", "sau/c.txt"]).status(), 0);
}

#[test]
fn include_and_exclude_say_what_is_read_in_a_folder() {
    let folder = Folder::with(&[
        ("morat.toml", "include = [\"*.thu.html\", \"*.txt\"]\nexclude = [\"luu-tru/\", \"*.nhap.txt\"]\n"),
        ("a.thu.html", DRAFT),
        ("b.txt", DRAFT),
        ("c.md", DRAFT),
        ("d.nhap.txt", DRAFT),
        ("luu-tru/e.txt", DRAFT),
        ("con/.moratignore", "f.txt\n"),
        ("con/f.txt", DRAFT),
        ("con/g.txt", DRAFT),
    ]);
    let files = |args: &[&str]| {
        let mut files: Vec<String> =
            folder.marks(args).iter().map(|mark| mark.split(':').next().unwrap().to_owned()).collect();
        files.dedup();
        files
    };
    assert_eq!(files(&["."]), ["a.thu.html", "b.txt", "con/g.txt"]);
    // A file that is named is checked, unless `--force-exclude` is given, as hooks do.
    assert_eq!(files(&["d.nhap.txt", "luu-tru/e.txt"]), ["d.nhap.txt", "luu-tru/e.txt"]);
    assert_eq!(files(&["--force-exclude", "d.nhap.txt", "luu-tru/e.txt", "b.txt"]), ["b.txt"]);
    assert_eq!(files(&["--include", "*.md", "--exclude", "con", "."]), ["c.md"]);
    // A folder outside of any project is checked in the same way.
    let elsewhere = Folder::with(&[("x/a.txt", DRAFT), ("x/b.vue", DRAFT)]);
    let path = elsewhere.path("x").display().to_string();
    assert_eq!(folder.marks(&[&path]).len(), 2);
    assert_eq!(folder.marks(&["--include", "*.vue", &path]).len(), 2);
}

#[test]
fn globs_have_braces_and_files_can_be_listed() {
    let folder = Folder::with(&[("a.txt", DRAFT), ("b.md", DRAFT), ("c.html", DRAFT), ("luu/d.txt", DRAFT)]);
    let files = |args: &[&str]| folder.run(&[&["check", "--show-files"], args, &["."]].concat()).stdout();
    assert_eq!(files(&[]), "a.txt\nb.md\nc.html\nluu/d.txt\n");
    assert_eq!(files(&["--include", "*.{txt,md}"]), "a.txt\nb.md\nluu/d.txt\n");
    assert_eq!(files(&["--include", "*.{txt,md},*.html", "--exclude", "{luu,nhap}/,b.*"]), "a.txt\nc.html\n");
    folder.write("morat.toml", "include = [\"{a,c}.*\"]\n");
    assert_eq!(files(&[]), "a.txt\nc.html\n");
    folder.run(&["check", "--show-files", "khong-co/"]).fails(0, "");
}

#[test]
fn what_git_is_told_to_exclude_is_not_walked() {
    let folder = Folder::with(&[
        ("a.txt", DRAFT),
        ("b.txt", DRAFT),
        ("nha/bo", "c.txt\n"),
        ("nha/.gitconfig", "[core]\nexcludesFile = ~/bo\n"),
        ("c.txt", DRAFT),
    ]);
    folder.git(&["init"]);
    let files = |args: &[&str]| {
        let ran = folder.run_with(&[&["check", "--show-files"], args, &["."]].concat(), |command| {
            command.env("HOME", folder.path("nha"));
        });
        ran.stdout()
    };
    assert_eq!(files(&[]), "a.txt\nb.txt\n");
    folder.write("rieng", "b.txt\n");
    folder.git(&["config", "core.excludesFile", "rieng"]);
    assert_eq!(files(&[]), "a.txt\nc.txt\n");
}

#[test]
fn confidence_and_quiet() {
    let folder = Folder::with(&[
        ("a.txt", "Cả tổ nổ lực hơn , vì giá trị khỏi tạo của bao lội thì sẻ khác.\n"),
        ("b.txt", "Trời đẹp.\n"),
    ]);
    let confidences = |args: &[&str]| -> Vec<f64> {
        let ran = folder.run(&[&["check", "--strict", "--format", "jsonl"], args, &["a.txt"]].concat());
        let lines = ran.stdout();
        let of = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["confidence"].as_f64();
        lines.lines().filter_map(of).collect()
    };
    let all = confidences(&[]);
    let middle = all.iter().copied().fold(0.0, f64::max);
    assert!(all.iter().any(|sure| *sure < 1.0), "{all:?}");
    for least in ["0.9", "0,9", "1"] {
        let number: f64 = least.replace(',', ".").parse().unwrap();
        assert!(confidences(&["--min-confidence", least]).iter().all(|sure| *sure >= number), "{least} {middle}");
    }
    folder.run(&["check", "--min-confidence", "2", "a.txt"]).fails(2, "morat: --min-confidence không nhận “2”");
    // A rule's own threshold applies where it is higher.
    let settings = "rules = { all = { min-confidence = 1.0 } }";
    assert!(confidences(&["--config", settings, "--min-confidence", "0.1"]).iter().all(|sure| *sure >= 1.0));
    let out = |args: &[&str]| folder.run(&[&["check"], args].concat());
    assert_eq!((out(&["-q", "b.txt"]).stdout(), out(&["-q", "b.txt"]).status()), (String::new(), 0));
    assert!(
        out(&["a.txt"]).stdout().contains("trong 1 tệp.") && !out(&["-q", "a.txt"]).stdout().contains("trong 1 tệp.")
    );
    assert_eq!((out(&["-qq", "a.txt"]).stdout(), out(&["-qq", "a.txt"]).status()), (String::new(), 1));
    assert_eq!(out(&["-o", "kq.txt", "--format", "compact", "a.txt"]).stdout(), "");
    assert!(folder.read("kq.txt").starts_with("a.txt:1:"));
    folder.run(&["fix", "-q", "a.txt"]).fails(1, "");
    assert_eq!(folder.run(&["fix", "-q", "a.txt"]).stderr(), "");
}

#[test]
fn an_excluded_name_of_standard_input_is_left_alone() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = Folder::with(&[("morat.toml", "exclude = [\"luu/\"]\n"), ("luu/x", "")]);
    let run = |args: &[&str]| {
        let mut child = support::morat(args)
            .current_dir(folder.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(DRAFT.as_bytes()).unwrap();
        let done = child.wait_with_output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let named = ["--stdin-filename", "luu/a.txt", "--force-exclude", "-"];
    assert_eq!(run(&[&["check", "-q"], &named[..]].concat()), (Some(0), String::new()));
    assert_eq!(run(&[&["fix"], &named[..]].concat()), (Some(0), DRAFT.to_owned()));
    assert_eq!(run(&["check", "-qq", "--stdin-filename", "luu/a.txt", "-"]).0, Some(1));
}

#[test]
fn options_thresholds_and_the_tone_style_of_the_house() {
    let folder = Folder::with(&[
        (
            "morat.toml",
            "tone-style = \"hoà\"\n[rules]\n\"nhat-quan/i-y\" = { style = \"i\", level = \"error\" }\nchinh-ta = { min-confidence = 1 }\n",
        ),
        ("a.txt", "Hai bên hòa giải, bàn chuyện kỹ thuật.\nCả nhà khoẻ.\n"),
    ]);
    assert_eq!(folder.marks(&["."]), ["a.txt:1:hòa", "a.txt:1:kỹ"]);
    assert_eq!(folder.run(&["fix", "a.txt"]).status(), 0);
    assert_eq!(folder.read("a.txt"), "Hai bên hoà giải, bàn chuyện kĩ thuật.\nCả nhà khoẻ.\n");
}

#[test]
fn the_house_says_which_of_two_right_spellings_it_writes() {
    let folder =
        Folder::with(&[("a.txt", "Theo qui định, bác sỹ xem kĩ tầu cũ.\nChị Quí đếm bảy con tàu, nói lí nhí.\n")]);
    let marks = |settings: &str, args: &[&str]| {
        folder.write("morat.toml", settings);
        folder.marks(&[args, &["a.txt"]].concat())
    };
    let press = ["a.txt:1:qui", "a.txt:1:sỹ", "a.txt:1:kĩ", "a.txt:1:tầu"];
    assert_eq!(marks("", &[]), [""; 0]);
    assert_eq!(marks("house-style = \"off\"\n", &[]), [""; 0]);
    assert_eq!(marks("house-style = \"press\"\n", &[]), press);
    assert_eq!(marks("house-style = \"school\"\n", &[]), ["a.txt:1:qui", "a.txt:1:sỹ", "a.txt:1:tầu"]);
    assert_eq!(marks("house-style = [\"quy\", \"sĩ\", \"tầu\"]\n", &[]), ["a.txt:1:qui", "a.txt:1:sỹ", "a.txt:2:tàu"]);
    assert_eq!(marks("house-style = [\"press\", \"kĩ\", \"sỹ\"]\n", &[]), ["a.txt:1:qui", "a.txt:1:tầu"]);
    assert_eq!(marks("house-style = []\n", &[]), [""; 0]);
    // Doubtful findings follow the press, unless the settings choose a house style.
    assert_eq!(marks("", &["--strict"]), press);
    assert_eq!(marks("house-style = \"off\"\n", &["--strict"]), [""; 0]);
    assert_eq!(marks("house-style = [\"sĩ\"]\n", &["--strict"]), ["a.txt:1:sỹ"]);
    assert_eq!(marks("", &["--select", "van-phong/loi-viet-nha"]), press);
    // A setting of the rule itself takes precedence.
    assert_eq!(marks("house-style = \"press\"\n[rules]\n\"van-phong/loi-viet-nha\" = \"off\"\n", &[]), [""; 0]);
    let grave = "house-style = \"press\"\n[rules]\n\"van-phong/loi-viet-nha\" = \"error\"\n";
    assert_eq!(marks(grave, &["--min-severity", "error"]), press);
    // A later layer replaces the value of an earlier one.
    let overrides = "house-style = \"press\"\n[[overrides]]\npaths = [\"a.txt\"]\nhouse-style = [\"quy\"]\n";
    assert_eq!(marks(overrides, &[]), ["a.txt:1:qui"]);
    folder.write("morat.toml", "house-style = \"school\"\n");
    assert_eq!(folder.run(&["fix", "a.txt"]).status(), 0);
    assert_eq!(folder.read("a.txt"), "Theo quy định, bác sĩ xem kĩ tàu cũ.\nChị Quí đếm bảy con tàu, nói lí nhí.\n");
    folder.write("morat.toml", "house-style = [\"quy\",\n  \"thầy\"]\n");
    folder.run(&["check", "a.txt"]).fails(2, "morat: morat.toml:2: “thầy” không phải một chữ có hai lối viết");
    folder.write("morat.toml", "house-style = \"pres\"\n");
    folder
        .run(&["check", "a.txt"])
        .fails(2, "morat: morat.toml:1: “house-style” nhận một trong các giá trị: off, press, school");
}

#[test]
fn a_mixture_is_told_where_the_house_has_settled_nothing() {
    let draft = "Con tàu vào ga, tàu ra ga, tầu chờ.\nBác sĩ trực, bác sĩ nghỉ, bác sỹ về.\n";
    let folder = Folder::with(&[("a.txt", draft)]);
    let rules = |settings: &str| -> Vec<String> {
        folder.write("morat.toml", settings);
        let ran = folder.run(&["check", "--format", "compact", "a.txt"]);
        ran.stdout()
            .lines()
            .filter(|line| line.starts_with("a.txt"))
            .map(|line| line.split(' ').nth(2).unwrap().to_owned())
            .collect()
    };
    assert_eq!(rules(""), ["nhat-quan/i-y", "nhat-quan/i-y"]);
    assert_eq!(rules("house-style = [\"tàu\"]\n"), ["van-phong/loi-viet-nha", "nhat-quan/i-y"]);
    assert_eq!(rules("house-style = \"press\"\n"), ["van-phong/loi-viet-nha", "van-phong/loi-viet-nha"]);
    let off = "house-style = \"press\"\n[rules]\n\"van-phong/loi-viet-nha\" = \"off\"\n";
    assert_eq!(rules(off), ["nhat-quan/i-y", "nhat-quan/i-y"]);
}

#[test]
fn terms_may_stand_in_files_beside() {
    let folder = Folder::with(&[
        (".morat/tu.txt", "# của tòa soạn\nnổ lực   # đùa\n\n"),
        ("ten.txt", "Kiẻm\n"),
        ("morat.toml", "words-file = \".morat/tu.txt\"\nnames-file = [\"ten.txt\"]\n"),
        ("bai/a.txt", "Cả tổ nổ lực, chị Kiẻm cười.\n"),
    ]);
    assert_eq!(folder.marks(&["bai"]), [""; 0]);
    folder.write("morat.toml", "words = []\n\nwords-file = \"khong-co.txt\"\n");
    folder.run(&["check", "bai"]).fails(2, "morat: morat.toml:3: không có tệp “khong-co.txt”");
}

#[test]
fn a_project_has_rules_of_its_own() {
    let rule = "name = \"rieng/ten-bao\"\nseverity = \"error\"\nfix = \"safe\"\nsummary = { vi = \"Tên báo\", en = \"Our name\" }\n\
        why = { vi = \"tên báo viết liền\", en = \"our name is one word\" }\n[pairs]\n\"nhặt sạn\" = [\"nhặt xạn\"]\n";
    let folder = Folder::with(&[(".morat/rules/ten.toml", rule), ("a.txt", "Nghề nhặt xạn.\n")]);
    assert_eq!(folder.marks(&["--select", "rieng", "."]), ["a.txt:1:nhặt xạn"]);
    assert!(folder.run(&["rules"]).stdout().contains("rieng/ten-bao"));
    assert!(folder.run(&["explain", "rieng/ten-bao"]).stdout().contains("Tên báo"));
    assert_eq!(folder.run(&["fix", "--select", "rieng", "."]).status(), 0);
    assert_eq!(folder.read("a.txt"), "Nghề nhặt sạn.\n");
    let bare = folder.run(&["rules", "--check"]);
    assert_eq!(bare.status(), 1);
    assert!(bare.stdout().contains("rieng/ten-bao: cần ít nhất hai ví dụ"), "{}", bare.stdout());
    let with_examples = format!("{rule}\n").replace(
        "[pairs]",
        "wrong = [[\"Nghề nhặt xạn.\", \"Nghề nhặt sàn.\"]]\nright = [\"Hạt xạn.\", \"Tôi nhặt xạn.\"]\n[pairs]",
    );
    folder.write(".morat/rules/ten.toml", with_examples);
    let checked = folder.run(&["rules", "--check"]);
    assert_eq!(checked.status(), 1);
    assert!(
        checked.stdout().contains("sửa thành “Nghề nhặt sạn.”, ví dụ ghi “Nghề nhặt sàn.”"),
        "{}",
        checked.stdout()
    );
    assert!(checked.stdout().contains("câu đúng “Tôi nhặt xạn.” bị bắt (rieng/ten-bao)"), "{}", checked.stdout());
    for (text, expected) in [
        (
            "name = \"moi/a\"\nsummary = { vi = \"a\", en = \"a\" }\nwhy = { vi = \"a\", en = \"a\" }\n",
            "morat: .morat/rules/ten.toml: tên “moi/a” phải có dạng",
        ),
        ("name = \"rieng/a\"\n[[pattern]]\n", "morat: .morat/rules/ten.toml: không đúng dạng"),
        (
            "name = \"rieng/a\"\nmessage = { vi = \"a\", en = \"a\" }\nsummary = { vi = \"a\", en = \"a\" }\nwhy = { vi = \"a\", en = \"a\" }\n[[pattern]]\nregex = '((a{1000}){1000}){1000}'\nright = []\n",
            "morat: .morat/rules/ten.toml: biểu thức chính quy không dùng được",
        ),
        (
            &rule.replace("ten-bao", "b").replace("rieng/b", "chinh-ta/am-tiet"),
            "morat: .morat/rules/ten.toml: quy tắc chinh-ta/am-tiet đã có rồi",
        ),
    ] {
        folder.write(".morat/rules/ten.toml", text);
        folder.run(&["check", "."]).fails(2, expected);
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_stops_no_other_project() {
    let folder = Folder::with(&[("hong/a.txt", DRAFT), ("lanh/morat.toml", "strict = false\n"), ("lanh/b.txt", DRAFT)]);
    for (text, expected) in [
        (
            "strict = true\nprofil = \"chung\"\n",
            "morat: hong/morat.toml:2: không có khóa “profil”; ý bạn là “profile”?",
        ),
        ("profile = \"bao\"\n", "morat: hong/morat.toml:1: không có bộ quy tắc “bao”"),
        (
            "[rules]\n\n\"chinh-ta/am-tiec\" = \"off\"\n",
            "morat: hong/morat.toml:3: không có quy tắc hay nhóm “chinh-ta/am-tiec”; ý bạn là “chinh-ta/am-tiet”?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\nrules = { x = \"off\" }\n",
            "morat: hong/morat.toml:3: không có quy tắc hay nhóm “x”",
        ),
        ("words = [\n", "morat: hong/morat.toml:1: TOML viết sai ở cột 10: danh sách chưa đóng bằng ]: “words = [”"),
        (
            "strict = true\nprofile = bao-chi\n",
            "morat: hong/morat.toml:2: TOML viết sai ở cột 11: chuỗi phải đặt trong dấu nháy: \"…\": “profile = bao-chi”",
        ),
        ("exclude = [\"a\", \"{b\"]\n", "morat: hong/morat.toml:1: mẫu đường dẫn “{b” viết sai"),
        ("extend = \"khong-co.toml\"\n", "morat: hong/morat.toml:1: không có tệp “khong-co.toml” để lấy thêm"),
        ("extend = \"morat.toml\"\n", "morat: hong/morat.toml: “extend” đi vòng"),
        ("dictionaries = \"khong-co\"\n", "morat: "),
    ] {
        folder.write("hong/morat.toml", text);
        let ran = folder.run(&["check", "--format", "jsonl", "."]);
        ran.fails(2, expected);
        assert_eq!(ran.marks(), ["lanh/b.txt:1:nổ lực", "lanh/b.txt:1:kiẻm"], "{text}");
        assert_eq!(ran.stderr().lines().count(), 1, "{}", ran.stderr());
    }
    folder.write("hong/morat.toml", format!("words = [\n{}]\n", "\"từ\",\n".repeat(1_000_000)));
    folder.run(&["check", "hong"]).fails(2, "morat: hong/morat.toml: dài hơn 1 MiB");
    folder.write("hong/morat.toml", b"words = [\"\xFF\"]");
    folder.run(&["check", "hong"]).fails(2, "morat: hong/morat.toml: không phải UTF-8");
    folder.run(&["check", "--config", "khong-co.toml", "lanh"]).fails(2, "morat: khong-co.toml: ");
    folder.run(&["check", "--config", "profil = 1", "lanh"]).fails(2, "morat: --config:1: không có khóa “profil”");
}

#[test]
fn config_show_says_what_holds_and_where_it_was_said() {
    let folder = Folder::with(&[
        ("goc.toml", "words = [\"một\"]\n[rules]\nvan-phong = \"off\"\n"),
        (
            "morat.toml",
            "extend = \"goc.toml\"\nprofile = \"bao-chi\"\nwords = [\"hai\"]\n[[overrides]]\npaths = [\"vb/**\"]\nstrict = true\n",
        ),
        ("vb/a.txt", DRAFT),
    ]);
    let lines =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    let shown = lines(&folder.run(&["config", "show", "--min-severity", "warning"]).stdout());
    for line in [
        "# dự án: morat.toml",
        "profile = \"bao-chi\" # morat.toml:2",
        "\"một\", # goc.toml:1",
        "\"hai\", # morat.toml:3",
        "min-severity = \"warning\" # --min-severity",
        "\"van-phong\" = \"off\" # goc.toml:3",
    ] {
        assert!(shown.iter().any(|shown| shown == line), "{line}\n{shown:#?}");
    }
    assert!(shown.iter().any(|shown| shown == "strict = false # mặc định"), "{shown:#?}");
    let shown = folder.run(&["config", "show", "vb/a.txt"]).stdout();
    assert!(lines(&shown).iter().any(|shown| shown == "strict = true # morat.toml:6"), "{shown}");
    // The output is a valid settings file.
    folder.write("khac/morat.toml", &shown);
    assert_eq!(folder.run(&["config", "show", "khac"]).status(), 0);
    folder.run(&["config", "show", "khong-co"]).fails(2, "morat: khong-co: ");
}

#[test]
fn init_writes_a_file_that_says_nothing_yet() {
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    let before = folder.marks(&["."]);
    assert_eq!(folder.run(&["init"]).status(), 0);
    assert_eq!(folder.marks(&["."]), before);
    folder.run(&["init"]).fails(2, "morat: morat.toml: đã có tệp thiết lập");
    assert_eq!(folder.run(&["init", "moi/sau", "--lang", "en"]).status(), 0);
    assert!(folder.read("moi/sau/morat.toml").starts_with("# Settings of morat"));
}

#[test]
fn fail_on_parts_what_is_shown_from_what_fails() {
    let folder = Folder::with(&[("a.txt", "Ăn cam ,quýt.\n")]);
    let ran = folder.run(&["check", "--format", "jsonl", "--fail-on", "error", "."]);
    assert!(!ran.marks().is_empty());
    assert_eq!(ran.status(), 0);
    assert_eq!(folder.run(&["check", "--fail-on", "warning", "."]).status(), 1);
}

#[test]
fn words_are_edited_in_the_file_that_is_in_force() {
    let settings = "# của tòa soạn\nwords = [\n    \"kiẻm\",  # tên quán\n]\nstrict = false\n";
    let folder = Folder::with(&[("morat.toml", settings), ("bai/a.txt", DRAFT)]);
    assert_eq!(folder.run(&["words", "add", "nổ lực", "--in", "bai/a.txt"]).stdout(), "morat.toml: thêm “nổ lực”\n");
    assert_eq!(folder.marks(&["bai"]), [""; 0]);
    let text = folder.read("morat.toml");
    assert!(
        text.starts_with("# của tòa soạn\nwords = [\n    \"kiẻm\",  # tên quán\n")
            && text.ends_with("strict = false\n"),
        "{text}"
    );
    assert_eq!(folder.run(&["words", "add", "nổ lực"]).stdout(), "morat.toml: đã có “nổ lực” rồi\n");
    assert_eq!(folder.run(&["words", "list"]).stdout(), "kiẻm\tmorat.toml:3\nnổ lực\tmorat.toml:4\n");
    let tried = folder.run(&["words", "check", "nổ lực", "trời đẹp", "bổ xung"]);
    assert_eq!(tried.status(), 1);
    let lines = tried.stdout();
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines[..2], ["nổ lực: được nhận (morat.toml:4)", "trời đẹp: morat không báo gì"]);
    assert!(lines[2].starts_with("bổ xung: ") && lines[2].contains("bổ sung"), "{}", lines[2]);
    assert_eq!(folder.run(&["words", "remove", "nổ lực"]).status(), 0);
    assert_eq!(folder.read("morat.toml"), settings);
    assert_eq!(folder.run(&["words", "remove", "nổ lực"]).status(), 1);
}

#[test]
fn the_schema_takes_what_morat_takes() {
    let folder = Folder::with(&[]);
    let schema: serde_json::Value = serde_json::from_str(&folder.run(&["config", "schema"]).stdout()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in [
        "",
        "extend = \"a.toml\"\nprofile = \"bao-chi\"\nstrict = true\nwords = [\"a\"]\nmin-severity = \"info\"\n",
        "[rules]\nall = \"off\"\nchinh-ta = { min-confidence = 0.5 }\n\"van-phong/cau-dai\" = { level = \"on\", longest = 80 }\n\"rieng/a\" = \"on\"\n",
        "[[overrides]]\npaths = [\"a\"]\ntone-style = \"hoà\"\nrules = { van-phong = \"off\" }\n",
        "profil = \"a\"\n",
        "strict = 3\n",
        "words = \"a\"\n",
        "tone-style = \"hoa\"\n",
        "[rules]\nall = \"loud\"\n",
        "[rules]\nchinh-ta = { min-confidence = 2 }\n",
        "[rules]\n\"van-phong/cau-dai\" = { longest = 3 }\n",
        "[rules]\n\"van-phong/cau-dai\" = { longst = 30 }\n",
        "[[overrides]]\nstrict = true\n",
        "[[overrides]]\npaths = []\nexclude = []\n",
    ] {
        folder.write("a.toml", "");
        folder.write("bao-chi.toml", "");
        folder.write(
            ".morat/rules/a.toml",
            "name = \"rieng/a\"\nsummary = { vi = \"a\", en = \"a\" }\nwhy = { vi = \"a\", en = \"a\" }\n",
        );
        folder.write("morat.toml", text);
        let taken = folder.run(&["config", "show"]).status() == 0;
        let json: serde_json::Value = toml::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&json), taken, "{text}");
    }
}

#[test]
fn globs_of_a_shared_file_count_from_each_project() {
    let shared = "exclude = [\"nhap/\"]\n[[overrides]]\npaths = [\"van-ban/**\"]\nwords = [\"nổ lực\", \"kiẻm\"]\n";
    let folder = Folder::with(&[
        ("toa-soan/morat.toml", shared),
        ("bao/morat.toml", "extend = \"../toa-soan/morat.toml\"\n"),
        ("bao/a.txt", DRAFT),
        ("bao/van-ban/b.txt", DRAFT),
        ("bao/nhap/c.txt", DRAFT),
    ]);
    folder.git(&["init"]);
    assert_eq!(folder.marks(&["bao"]), ["bao/a.txt:1:nổ lực", "bao/a.txt:1:kiẻm"]);
    // Patterns in flags are relative to the working folder; they apply to named files only with `--force-exclude`.
    let ran = folder.run_in("bao", &["check", "--format", "jsonl", "--exclude", "a.txt", "."]);
    assert_eq!(ran.stdout(), "");
    assert_eq!(folder.marks(&["bao/nhap"]).len(), 2);
    assert_eq!(folder.marks(&["--force-exclude", "bao/nhap"]), [""; 0]);
}

#[test]
fn a_word_goes_where_the_template_has_its_place() {
    let folder = Folder::with(&[("a.txt", DRAFT)]);
    folder.run(&["init"]);
    folder.run(&["words", "add", "nổ lực"]);
    let text = folder.read("morat.toml");
    assert!(text.contains("]\nwords = [\"nổ lực\"]\n\n# "), "{text}");
    let used = text
        .replace("# [[overrides]]", "[[overrides]]")
        .replace("# paths = ", "paths = ")
        .replace("# [rules]", "[rules]");
    folder.write("morat.toml", used);
    assert_eq!(folder.marks(&["."]), ["a.txt:1:kiẻm"]);
    // A file with nothing but comments.
    folder.write("morat.toml", "# của tòa soạn\n\n# tắt bớt\n# [rules]\n# van-phong = \"off\"\n");
    folder.run(&["words", "add", "nổ lực"]);
    folder.write("morat.toml", folder.read("morat.toml").replace("# [rules]", "[rules]"));
    assert_eq!(folder.marks(&["."]), ["a.txt:1:kiẻm"]);
}

#[test]
fn init_covers_no_other_settings() {
    let folder = Folder::with(&[("pyproject.toml", "[tool.morat]\nstrict = true\n")]);
    folder.run(&["init"]).fails(2, "morat: pyproject.toml: thiết lập của morat ở đây rồi");
    assert!(!folder.path("morat.toml").exists());
}

#[test]
fn a_hash_sign_is_a_comment_only_where_one_begins() {
    let folder =
        Folder::with(&[("tu.txt", "nổ lực#1\nC#\n"), ("morat.toml", "words-file = \"tu.txt\"\n"), ("a.txt", DRAFT)]);
    assert_eq!(folder.run(&["words", "list"]).stdout(), "nổ lực#1\ttu.txt:1\nC#\ttu.txt:2\n");
    assert_eq!(folder.marks(&["."]).len(), 2);
}
