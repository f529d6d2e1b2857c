use proptest::prelude::*;

use super::*;

fn terms(terms: &[&str]) -> Vec<String> {
    terms.iter().map(|term| (*term).to_owned()).collect()
}

fn added(kind: SettingsFile, text: &str, which: &[&str]) -> String {
    let edited = add(kind, text, List::Words, &terms(which)).unwrap();
    assert_eq!(edited.done, which, "{}", edited.text);
    edited.text
}

fn removed(kind: SettingsFile, text: &str, which: &[&str]) -> String {
    let edited = remove(kind, text, List::Words, &terms(which)).unwrap();
    assert_eq!(edited.done, which, "{}", edited.text);
    edited.text
}

#[test]
fn an_array_on_one_line_stays_there_in_order() {
    use SettingsFile::Morat;
    let text = "# của tòa soạn\nwords = [\"bún\", \"phở\"]  # món\n\n[rules]\n\"ky-tu\" = \"off\"\n";
    let new = added(Morat, text, &["nem", "xôi", "bánh"]);
    assert_eq!(new, text.replace("[\"bún\", \"phở\"]", "[\"bánh\", \"bún\", \"nem\", \"phở\", \"xôi\"]"));
    assert_eq!(removed(Morat, &new, &["xôi", "bánh", "nem"]), text);
    // In no order: at the end.
    let text = "words = ['phở', \"bún\",]";
    assert_eq!(added(Morat, text, &["nem"]), "words = ['phở', \"bún\", \"nem\",]");
    // As a dictionary has them.
    let text = "words = [\"ăn\", \"bún\", \"Đà\", \"em\"]";
    assert_eq!(added(Morat, text, &["đi"]), "words = [\"ăn\", \"bún\", \"Đà\", \"đi\", \"em\"]");
    assert_eq!(added(Morat, "words = [ ]", &["a"]), "words = [\"a\" ]");
    assert_eq!(removed(Morat, "words = [\"a\",]", &["a"]), "words = []");
}

#[test]
fn a_line_that_grows_too_long_is_broken_up() {
    let text = format!("words = [\"a{}\", 'b {}']\nnames = []\n", "a".repeat(40), "]".repeat(40));
    let new = added(SettingsFile::Morat, &text, &["cá"]);
    let want =
        format!("words = [\n    \"a{}\",\n    'b {}',\n    \"cá\"\n]\nnames = []\n", "a".repeat(40), "]".repeat(40));
    assert_eq!(new, want);
    assert_eq!(added(SettingsFile::Morat, &new, &["dê"]), want.replace("\"cá\"", "\"cá\",\n    \"dê\""));
}

#[test]
fn an_entry_a_line_stays_so_and_keeps_its_comments() {
    use SettingsFile::Morat;
    let text = "words = [\r\n  # món ăn\r\n  \"bún\", # Huế\r\n  # miền Bắc\r\n  \"phở\" # Nam Định\r\n]\r\n";
    let new = added(Morat, text, &["xôi"]);
    assert_eq!(new, text.replace("\"phở\" # Nam Định", "\"phở\", # Nam Định\r\n  \"xôi\""));
    assert_eq!(removed(Morat, &new, &["xôi"]), text);
    let new = added(Morat, text, &["nem"]);
    assert_eq!(new, text.replace("# Huế\r\n", "# Huế\r\n  \"nem\",\r\n"));
    assert_eq!(removed(Morat, &new, &["nem"]), text);
    let new = added(Morat, text, &["bánh"]);
    assert_eq!(new, text.replace("  \"bún\"", "  \"bánh\",\r\n  \"bún\""));
    assert_eq!(removed(Morat, &new, &["bánh"]), text);
    // With a comma at the end, and with several on a line.
    let text = "words = [\n  \"a\", \"b\",\n  \"c\", \"d\",\n]\n";
    for term in ["0", "aa", "bb", "cc", "dd"] {
        let new = added(Morat, text, &[term]);
        assert_eq!(removed(Morat, &new, &[term]), text, "{new}");
    }
    let text = "words = [\"a\",\n         \"b\"]";
    assert_eq!(added(Morat, text, &["c"]), "words = [\"a\",\n         \"b\",\n         \"c\"]");
    assert_eq!(removed(Morat, &added(Morat, text, &["c"]), &["c"]), text);
    assert_eq!(added(Morat, "words = [\n]\n", &["a"]), "words = [\n    \"a\"\n]\n");
    assert_eq!(removed(Morat, "words = [\n  # x\n  \"a\", # y\n]\n", &["a"]), "words = [\n  # x\n]\n");
}

#[test]
fn a_list_that_is_not_there_is_begun() {
    use SettingsFile::{Morat, Pyproject};
    for (kind, text, want) in [
        (Morat, "", "words = [\"a\"]\n"),
        (Morat, "# chỉ có chú thích", "# chỉ có chú thích\nwords = [\"a\"]"),
        (
            Morat,
            "profile = \"chung\" # b\n\n[rules]\nx = 1\n",
            "profile = \"chung\" # b\nwords = [\"a\"]\n\n[rules]\nx = 1\n",
        ),
        (Morat, "# đầu\n\n# luật\n[rules]\nx = [1]\n", "# đầu\n\nwords = [\"a\"]\n\n# luật\n[rules]\nx = [1]\n"),
        (Morat, "a.b = [\n 1\n]\n[c]\nd=1", "a.b = [\n 1\n]\nwords = [\"a\"]\n[c]\nd=1"),
        (Pyproject, "", "[tool.morat]\nwords = [\"a\"]\n"),
        (Pyproject, "[project]\nname = \"x\"\n", "[project]\nname = \"x\"\n\n[tool.morat]\nwords = [\"a\"]\n"),
        (
            Pyproject,
            "[tool.morat] # nhặt sạn\n[tool.morat.rules]\nx = 1\n",
            "[tool.morat] # nhặt sạn\nwords = [\"a\"]\n[tool.morat.rules]\nx = 1\n",
        ),
        (
            Pyproject,
            "[tool.morat]\nnames = [\n  \"x\"\n]\n\n[[tool.x]]\ny = {z = 1}\n",
            "[tool.morat]\nnames = [\n  \"x\"\n]\nwords = [\"a\"]\n\n[[tool.x]]\ny = {z = 1}\n",
        ),
        (Pyproject, "[tool.morat.rules]\nx = 1\n", "[tool.morat.rules]\nx = 1\n\n[tool.morat]\nwords = [\"a\"]\n"),
    ] {
        assert_eq!(added(kind, text, &["a"]), want);
        // A second one goes into the same list.
        assert_eq!(list(kind, &added(kind, want, &["b"]), List::Words).unwrap(), ["a", "b"]);
    }
}

#[test]
fn package_json_keeps_its_layout() {
    use SettingsFile::Package;
    let text = "{\n\t\"name\": \"bao\",\n\t\"private\": true\n}\n";
    let new = added(Package, text, &["phở", "bún"]);
    let want = "{\n\t\"name\": \"bao\",\n\t\"private\": true,\n\t\"morat\": {\n\t\t\"words\": [\n\t\t\t\"bún\",\n\t\t\t\"phở\"\n\t\t]\n\t}\n}\n";
    assert_eq!(new, want);
    let edited = add(Package, &new, List::Names, &terms(&["Đắk \"Lắk\""])).unwrap();
    assert_eq!(
        edited.text,
        want.replace("\t\t]\n\t}", "\t\t],\n\t\t\"names\": [\n\t\t\t\"Đắk \\\"Lắk\\\"\"\n\t\t]\n\t}")
    );
    assert_eq!(added(Package, "{}", &["a"]), "{\n  \"morat\": {\n    \"words\": [\n      \"a\"\n    ]\n  }\n}");
    // What is new has lines of its own, in a file of one line, too.
    let want = "{\n  \"a\":1,\n  \"morat\": {\n    \"words\": [\n      \"b\"\n    ]\n  }\n}";
    assert_eq!(added(Package, "{\"a\":1}", &["b"]), want);
    assert_eq!(added(Package, "{\"morat\":{}}", &["b"]), "{\"morat\":{\n    \"words\": [\n      \"b\"\n    ]\n  }}");
    let text = "{\"morat\": {\"words\": [\"a\", \"c\"]}}\n";
    assert_eq!(removed(Package, &added(Package, text, &["b"]), &["b"]), text);
    // Between two entries the list gets the space that it had not; nothing else does.
    let text = "{\"x\":[1,2],\"morat\":{\"words\":[\"a\",\"c\"]}}";
    assert_eq!(added(Package, text, &["b"]), text.replace("\"a\",", "\"a\", \"b\", "));
}

#[test]
fn plain_files_are_a_term_a_line() {
    use SettingsFile::Terms;
    let text = "# món\r\nbún # Huế\r\n\r\nphở\r\n";
    assert_eq!(list(Terms, text, List::Words).unwrap(), ["bún", "phở"]);
    for (term, want) in [
        ("nem", "# món\r\nbún # Huế\r\nnem\r\n\r\nphở\r\n"),
        ("xôi", "# món\r\nbún # Huế\r\n\r\nphở\r\nxôi\r\n"),
        ("bánh", "# món\r\nbánh\r\nbún # Huế\r\n\r\nphở\r\n"),
    ] {
        assert_eq!(added(Terms, text, &[term]), want);
        assert_eq!(removed(Terms, want, &[term]), text);
    }
    assert_eq!(added(Terms, "", &["C#"]), "C#\n");
    assert_eq!(added(Terms, "# a\n", &["b"]), "# a\nb\n");
    assert_eq!(added(Terms, "a", &["b"]), "a\nb");
    assert_eq!(removed(Terms, "a\nb", &["b"]), "a");
    assert_eq!(removed(Terms, "\u{FEFF}a\nb\n", &["a"]), "\u{FEFF}b\n");
}

#[test]
fn nothing_is_added_twice() {
    let text = "words = [\"phở\", \"Huế\"]\n";
    let edited = add(SettingsFile::Morat, text, List::Words, &terms(&["pho\u{31B}\u{309}", "huế", " Huế "])).unwrap();
    assert_eq!(edited.text, "words = [\"phở\", \"Huế\", \"huế\"]\n");
    assert_eq!((edited.done, edited.needless), (terms(&["huế"]), terms(&["phở", "Huế"])));
    let edited = remove(SettingsFile::Morat, text, List::Names, &terms(&["phở"])).unwrap();
    assert_eq!((edited.text.as_str(), edited.needless), (text, terms(&["phở"])));
    // One that stands there in two spellings goes altogether.
    let twice = "words = [\"phở\", \"x\", \"pho\u{31B}\u{309}\"]";
    assert_eq!(removed(SettingsFile::Morat, twice, &["phở"]), "words = [\"x\"]");
}

#[test]
fn errors_name_the_line() {
    use SettingsFile::{Morat, Package, Pyproject, Terms};
    for (kind, text, line) in [
        (Morat, "a = 1\nwords = [\"x\"\nb = 2\n", 3),
        (Morat, "\nwords = \"x\"", 2),
        (Morat, "words = [\n\"x\",\n1]", 3),
        (Pyproject, "[tool]\nmorat = 1\n", 2),
        (Pyproject, "[tool]\nmorat = {strict = true}\n", 2),
        (Package, "{\n\"a\": 1,\n}", 2),
        (Package, "{\n\"morat\": []}", 2),
        (Package, "{\"morat\":\n{\"words\":\n[1]}}", 3),
        (Package, "[]", 1),
    ] {
        let error = add(kind, text, List::Words, &terms(&["a"])).unwrap_err();
        assert_eq!(error.line, Some(line), "{text}: {error:?}");
    }
    for term in ["", " ", "a\nb", "# a", "a # b"] {
        assert!(add(Terms, "", List::Words, &terms(&[term])).is_err(), "{term}");
    }
}

fn term() -> impl Strategy<Value = String> {
    prop::sample::select(terms(&["phở", "bún", "Đắk Lắk", "a\"b", "c\\d", "x]y", "#z", "ăn", "Ăn", "e'f", "12"]))
}

/// A TOML array in any layout.
fn toml_array() -> impl Strategy<Value = String> {
    let entry = (
        term(),
        prop::sample::select(vec!["", " ", "\n  ", "\n  # một \"hai\", ba\n  "]),
        prop::sample::select(vec!["", " ", " # ], \"\n"]),
    );
    (prop::collection::vec(entry, 0..6), any::<bool>(), prop::sample::select(vec!["", " ", "\n", "\n# cuối\n"]))
        .prop_map(|(entries, comma, close)| {
            let mut array = String::from("[");
            let last = entries.len();
            for (at, (term, before, after)) in entries.into_iter().enumerate() {
                let comma = if at + 1 < last || comma { "," } else { "" };
                array.push_str(&format!("{before}{}{after}{comma}", serde_json::Value::from(term)));
            }
            format!("{array}{close}]")
        })
}

proptest! {
    #[test]
    fn only_the_array_changes_and_what_is_added_can_be_removed(
        (before, after) in prop::sample::select(vec![
            ("", ""),
            ("# á\nprofile = \"chung\"\n", "  # cuối\n\n[rules]\nx = \"off\" #\n"),
            ("a = [\"words = []\"]\n", "\nnames = [\"x\"]"),
        ]),
        array in toml_array(),
        new in prop::collection::vec(term(), 1..4),
    ) {
        let text = format!("{before}words = {array}{after}");
        let there = list(SettingsFile::Morat, &text, List::Words).unwrap();
        let edited = add(SettingsFile::Morat, &text, List::Words, &new).unwrap();
        prop_assert!(edited.text.starts_with(&format!("{before}words = [")) && edited.text.ends_with(&format!("]{after}")), "{}", edited.text);
        let now = list(SettingsFile::Morat, &edited.text, List::Words).unwrap();
        prop_assert_eq!(now.len(), there.len() + edited.done.len());
        prop_assert!(there.iter().chain(&edited.done).all(|term| now.contains(term)));
        // Comments stay.
        for line in text.lines().filter(|line| line.trim_start().starts_with('#')) {
            prop_assert!(edited.text.contains(line.trim()), "{line} in {}", edited.text);
        }
        let back = remove(SettingsFile::Morat, &edited.text, List::Words, &edited.done).unwrap();
        if there.is_empty() || text.lines().count() != back.text.lines().count() {
            // Begun or broken up: the entries are what they were.
            prop_assert_eq!(&list(SettingsFile::Morat, &back.text, List::Words).unwrap(), &there);
        } else {
            prop_assert_eq!(&back.text, &text, "by way of {}", edited.text);
        }
        // Entries of old go out, too.
        let emptied = remove(SettingsFile::Morat, &text, List::Words, &there).unwrap();
        prop_assert!(list(SettingsFile::Morat, &emptied.text, List::Words).unwrap().is_empty());
    }

    #[test]
    fn an_array_of_json_keeps_its_layout(
        (open, between, close, is_usual) in prop::sample::select(vec![
            ("", ", ", "", true),
            ("\n\t\t", ",\n\t\t", "\n\t", true),
            ("", ",", " ", false),
            (" ", ",\n", " ", false),
        ]),
        there in prop::collection::vec(term(), 1..5),
        new in prop::collection::vec(term(), 1..3),
        (before, after) in prop::sample::select(vec![
            ("{\"morat\": {\"words\": ", "}}"),
            ("{\n\t\"a\": [\"]\"],\n\t\"morat\": {\n\t\"words\":", ",\n\t\"names\": []\n}\n}\n"),
        ]),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let strings: Vec<String> = there.iter().map(|term| serde_json::Value::from(term.as_str()).to_string()).collect();
        let whole = |array: &str| format!("{before}{array}{after}").replace('\n', line_end);
        let text = whole(&format!("[{open}{}{close}]", strings.join(between)));
        let edited = add(SettingsFile::Package, &text, List::Words, &new).unwrap();
        let (before, after) = (before.replace('\n', line_end), after.replace('\n', line_end));
        prop_assert!(edited.text.starts_with(&before) && edited.text.ends_with(&after), "{}", edited.text);
        let back = remove(SettingsFile::Package, &edited.text, List::Words, &edited.done).unwrap();
        // Entries of any layout are what they were; those of a layout that tools write stand where they stood, if the list
        // has not become too long for one line.
        prop_assert_eq!(list(SettingsFile::Package, &back.text, List::Words).unwrap(), there.clone());
        if is_usual && text.lines().count() == back.text.lines().count() {
            prop_assert_eq!(&back.text, &text, "by way of {}", edited.text);
        }
        let now: serde_json::Value = serde_json::from_str(&edited.text).unwrap();
        prop_assert_eq!(now["morat"]["words"].as_array().unwrap().len(), there.len() + edited.done.len());
    }

    #[test]
    fn lines_of_plain_files_come_and_go(
        lines in prop::collection::vec(("(# [a-z]{1,4}|)", term()), 0..5),
        last in any::<bool>(),
        new in term(),
    ) {
        let mut text: String = lines.iter().map(|(comment, term)| format!("{comment}\n{term}\n")).collect();
        if last {
            text.pop();
        }
        let edited = match add(SettingsFile::Terms, &text, List::Words, std::slice::from_ref(&new)) {
            Ok(edited) => edited,
            Err(_) => return Ok(()),
        };
        let back = remove(SettingsFile::Terms, &edited.text, List::Words, &edited.done).unwrap();
        prop_assert_eq!(&back.text, &text, "by way of {}", edited.text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}\",'=#\\\\ \na-zé:.\u{FEFF}]{0,40}", new in term()) {
        for kind in [SettingsFile::Morat, SettingsFile::Pyproject, SettingsFile::Package, SettingsFile::Terms] {
            let _ = add(kind, &text, List::Words, std::slice::from_ref(&new));
            let _ = remove(kind, &text, List::Words, std::slice::from_ref(&new));
        }
    }
}
