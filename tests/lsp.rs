//! The language server, as an editor speaks to it.

#![cfg(all(feature = "lsp", feature = "cli", unix))]

#[path = "support/editor.rs"]
mod editor;
mod support;

use std::io::Write;
use std::time::{Duration, Instant};

use editor::{Editor, codes, edited, framed, marked, position, pulling, uri, usual};
use morat::lsp::End;
use serde_json::{Value, json};
use support::{Folder, morat};

const TEXT: &str = "Cả tổ nổ lực làm việc.\n";

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(start));
    found.unwrap_or_else(|| panic!("{start}: {actions:#?}"))
}

#[test]
fn columns_are_counted_as_agreed() {
    let text = "Hà Nội 😀 cả tổ nổ lực.\n";
    for (encodings, agreed, columns) in [
        (json!(["utf-8", "utf-16"]), "utf-8", [25, 35]),
        (json!(["utf-32", "utf-8"]), "utf-32", [15, 21]),
        (json!(["utf-7", "utf-16"]), "utf-16", [16, 22]),
        (json!(null), "utf-16", [16, 22]),
    ] {
        let mut can = usual();
        can["general"] = json!({ "positionEncodings": encodings });
        let mut editor = Editor::open(&[], can, json!({}));
        assert_eq!(editor.server["capabilities"]["positionEncoding"], agreed);
        let found = editor.show("untitled:a", "plaintext", text);
        assert_eq!(codes(&found), ["chinh-ta/nham-lan"]);
        let range = &found[0]["range"];
        assert_eq!([&range["start"]["character"], &range["end"]["character"]], columns, "{agreed}");
        assert_eq!(editor.end(), End::Asked);
    }
}

#[test]
fn a_finding_says_what_the_report_says() {
    let folder = Folder::with(&[("bài viết.txt", TEXT)]);
    let mut editor = Editor::of(folder.0.path());
    let found = editor.show(&uri(&folder.path("bài viết.txt")), "plaintext", TEXT);
    let one = &found[0];
    assert_eq!((&one["source"], &one["severity"]), (&json!("morat"), &json!(1)));
    assert_eq!(marked(TEXT, &one["range"]), "nổ lực");
    assert!(one["message"].as_str().unwrap().contains("nỗ lực"));
    let report = folder.run(&["check", "--format", "json", "."]).stdout();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report.to_string().contains(one["data"]["fingerprint"].as_str().unwrap()));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn edits_are_judged_and_old_texts_are_not() {
    let mut editor = Editor::of(Folder::with(&[]).0.path());
    let mut text = TEXT.to_owned();
    assert_eq!(editor.show("untitled:a", "plaintext", &text).len(), 1);
    let mut texts = vec![String::new(), text.clone()];
    for version in 2..40 {
        // At the start, and away from what is found.
        let at = json!({ "line": 0, "character": 0 });
        let new = if version % 2 == 0 { "Nay nổ lực, " } else { "Mai, " };
        editor.changes("untitled:a", version, json!([{ "range": { "start": at, "end": at }, "text": new }]));
        text.insert_str(0, new);
        texts.push(text.clone());
    }
    let last = texts.len() as i32 - 1;
    let mut before = 1;
    loop {
        let said = editor.wait("textDocument/publishDiagnostics", |_| true);
        let version = said["version"].as_i64().unwrap() as i32;
        assert!(version >= before, "{version} after {before}");
        before = version;
        let text = &texts[version as usize];
        for one in said["diagnostics"].as_array().unwrap() {
            assert_eq!(marked(text, &one["range"]).to_lowercase(), "nổ lực", "{version}");
        }
        if version == last {
            assert_eq!(said["diagnostics"].as_array().unwrap().len(), text.matches("nổ lực").count());
            break;
        }
    }
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:a" } }));
    let said = editor.wait("textDocument/publishDiagnostics", |said| said.get("version").is_none());
    assert_eq!(said["diagnostics"], json!([]));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn the_word_that_is_typed_is_left_alone() {
    let mut editor = Editor::of(Folder::with(&[]).0.path());
    assert!(editor.show("untitled:a", "plaintext", "Cả tổ \n").is_empty());
    let typed = |editor: &Editor, version: i32, text: &str| editor.change("untitled:a", version, text);
    typed(&editor, 2, "Cả tổ kiẻm\n");
    assert!(editor.diagnostics("untitled:a", 2).is_empty(), "it may become another word");
    // A space is no part of it.
    typed(&editor, 3, "Cả tổ kiẻm \n");
    assert_eq!(codes(&editor.diagnostics("untitled:a", 3)), ["chinh-ta/am-tiet"]);
    typed(&editor, 4, "Cả tổ kiẻmm \n");
    assert!(editor.diagnostics("untitled:a", 4).is_empty());
    let begun = Instant::now();
    assert_eq!(editor.diagnostics("untitled:a", 4).len(), 1, "who does not go on has left it");
    assert!(begun.elapsed() > Duration::from_millis(700));
    typed(&editor, 5, "Cả tổ kiẻng \n");
    assert!(editor.diagnostics("untitled:a", 5).is_empty());
    let begun = Instant::now();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": "untitled:a" } }));
    assert_eq!(editor.diagnostics("untitled:a", 5).len(), 1);
    assert!(begun.elapsed() < Duration::from_millis(700));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn diagnostics_that_are_asked_for_are_not_pushed() {
    let mut editor = Editor::open(&[], pulling(), json!({}));
    let provider = &editor.server["capabilities"]["diagnosticProvider"];
    assert_eq!(provider["workspaceDiagnostics"], false);
    editor.open_only("untitled:a", "plaintext", TEXT);
    let pull = |editor: &mut Editor, known: Value| {
        let mut params = json!({ "textDocument": { "uri": "untitled:a" } });
        if known.is_string() {
            params["previousResultId"] = known;
        }
        editor.ask("textDocument/diagnostic", params).unwrap()
    };
    let first = pull(&mut editor, Value::Null);
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let again = pull(&mut editor, first["resultId"].clone());
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    editor.change("untitled:a", 2, "Trời đẹp.\n");
    let other = pull(&mut editor, first["resultId"].clone());
    assert_eq!((&other["kind"], &other["items"]), (&json!("full"), &json!([])));
    assert!(editor.notes.iter().all(|note| note.method != "textDocument/publishDiagnostics"));
    // What all files have is nobody's business unless it was asked for.
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    assert_eq!(all, json!({ "items": [] }));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_client_that_asks_is_told_when_the_typed_word_is_left() {
    let mut editor = Editor::open(&[], pulling(), json!({}));
    editor.open_only("untitled:a", "plaintext", "Cả tổ \n");
    let document = json!({ "textDocument": { "uri": "untitled:a" } });
    editor.change("untitled:a", 2, "Cả tổ kiẻm\n");
    let pull = |editor: &mut Editor| {
        let report = editor.ask("textDocument/diagnostic", document.clone()).unwrap();
        report["items"].as_array().unwrap().len()
    };
    assert_eq!(pull(&mut editor), 0);
    editor.wait_asked("workspace/diagnostic/refresh");
    assert_eq!(pull(&mut editor), 1);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_client_that_asked_before_it_opened_is_told_to_ask_again() {
    let mut editor = Editor::open(&[], pulling(), json!({}));
    let document = json!({ "textDocument": { "uri": "untitled:a" } });
    let early = editor.ask("textDocument/diagnostic", document.clone()).unwrap();
    assert_eq!(early, json!({ "kind": "full", "items": [] }));
    editor.open_only("untitled:a", "plaintext", TEXT);
    editor.wait_asked("workspace/diagnostic/refresh");
    assert_eq!(editor.ask("textDocument/diagnostic", document).unwrap()["items"].as_array().unwrap().len(), 1);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_question_about_a_text_that_is_no_more_is_given_up() {
    let mut editor = Editor::open(&[], pulling(), json!({}));
    let long = TEXT.repeat(20_000);
    editor.open_only("untitled:a", "plaintext", &long);
    let document = json!({ "textDocument": { "uri": "untitled:a" } });
    let first = editor.send("textDocument/diagnostic", document.clone());
    editor.change("untitled:a", 2, TEXT);
    let error = editor.answer(&first).unwrap_err();
    assert_eq!((error.code, error.data), (-32802, Some(json!({ "retriggerRequest": true }))));
    assert_eq!(editor.ask("textDocument/diagnostic", document.clone()).unwrap()["items"].as_array().unwrap().len(), 1);
    editor.change("untitled:a", 3, &long);
    let second = editor.send("textDocument/diagnostic", document);
    editor.tell("$/cancelRequest", json!({ "id": second }));
    assert_eq!(editor.answer(&second).unwrap_err().code, -32800);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn suggestions_are_actions_and_the_best_is_preferred() {
    let folder = Folder::with(&[]);
    let mut editor = Editor::of(folder.0.path());
    let path = uri(&folder.path("bai.md"));
    let text = "Cả tổ **nổ lực** 😀.\n\nHọ nổ lực, và kiẻm tra.\n";
    let found = editor.show(&path, "markdown", text);
    let actions = editor.actions(&path, &found[0]["range"], Some("quickfix"));
    let first = &actions[0];
    assert_eq!((&first["isPreferred"], &first["kind"]), (&json!(true), &json!("quickfix")));
    assert_eq!(first["diagnostics"][0], found[0]);
    assert_eq!(first["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(edited(text, &first["edit"]), text.replacen("nổ lực", "nỗ lực", 1));
    let all = titled(&actions, "Thay bằng “nỗ lực” ở cả 2 chỗ");
    assert_eq!(edited(text, &all["edit"]), text.replace("nổ lực", "nỗ lực"));
    assert_eq!(actions.iter().filter(|action| action["isPreferred"] == true).count(), 1);
    // Elsewhere there is nothing to do.
    let nowhere = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } });
    assert!(editor.actions(&path, &nowhere, Some("quickfix")).is_empty());
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn all_safe_fixes_are_one_action_in_every_format() {
    let mut editor = Editor::open(&[], usual(), json!({}));
    for (language, text) in [
        ("plaintext", "Cả tổ nổ lực.\r\nHọ nổ lực , và kiẻm tra.\r\n"),
        ("markdown", "# Cả tổ *nổ lực*\n\n`nổ lực` Họ nổ lực , và kiẻm tra.\n"),
        ("html", "<p>Cả tổ <b>nổ</b> lực.</p>\n<p>Họ nổ lực , và kiẻm tra.</p>\n"),
        ("latex", "\\begin{document}\nCả tổ nổ lực , và kiẻm tra.\n\\end{document}\n"),
    ] {
        let name = format!("untitled:{language}");
        editor.show(&name, language, text);
        let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        let actions = editor.actions(&name, &nowhere, Some("source.fixAll"));
        assert_eq!(actions.len(), 1, "{language}");
        assert_eq!(actions[0]["kind"], "source.fixAll.morat");
        let resolved = editor.ask("codeAction/resolve", actions[0].clone()).unwrap();
        let fixed = edited(text, &resolved["edit"]);
        let by_command = Folder::with(&[("a", text)]);
        by_command.run(&["fix", "--as", if language == "plaintext" { "text" } else { language }, "a"]);
        assert_eq!(fixed, by_command.read("a"));
        assert_eq!(fixed.matches("nổ").count(), usize::from(language == "markdown"), "{fixed}");
        // A client that resolves nothing gets the edit at once.
        assert!(actions[0].get("edit").is_none());
    }
    let mut can = usual();
    can["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut plain = Editor::open(&[], can, json!({}));
    let range = plain.show("untitled:a", "plaintext", TEXT)[0]["range"].clone();
    let actions = plain.actions("untitled:a", &range, Some("source.fixAll.morat"));
    assert_eq!(edited(TEXT, &actions[0]["edit"]), "Cả tổ nỗ lực làm việc.\n");
    let stale = json!({ "title": "x", "data": { "make": "fixAll", "uri": "untitled:text", "version": 7 } });
    assert_eq!(editor.ask("codeAction/resolve", stale).unwrap_err().code, -32801);
    assert_eq!((plain.end(), editor.end()), (End::Asked, End::Asked));
}

#[test]
fn a_word_goes_into_the_list_that_is_in_force() {
    let settings = "# Báo nhà\nstrict = false # thôi\nwords = [\"phở\"]\n";
    let folder = Folder::with(&[("morat.toml", settings), ("ban/a.txt", "")]);
    let mut editor = Editor::of(folder.0.path());
    let text = "Quán kiẻm ở đây.\n";
    let path = uri(&folder.path("ban/a.txt"));
    let found = editor.show(&path, "plaintext", text);
    let other = uri(&folder.path("b.txt"));
    assert_eq!(editor.show(&other, "plaintext", text).len(), 1);
    let actions = editor.actions(&path, &found[0]["range"], None);
    let accept = titled(&actions, "Nhận “kiẻm” trong dự án (morat.toml)");
    editor.execute(accept).unwrap();
    assert_eq!(folder.read("morat.toml"), settings.replace("[\"phở\"]", "[\"kiẻm\", \"phở\"]"));
    // Every document that it holds for is judged anew.
    assert!(editor.diagnostics(&path, 1).is_empty() && editor.diagnostics(&other, 1).is_empty());
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_list_that_is_open_and_not_saved_is_edited_in_the_editor() {
    let folder = Folder::with(&[("morat.toml", "words = [\"phở\"]\n"), ("a.txt", "")]);
    let mut editor = Editor::of(folder.0.path());
    let draft = "# mới\nwords = [\"phở\"]\n";
    assert!(editor.show(&uri(&folder.path("morat.toml")), "toml", draft).is_empty());
    let path = uri(&folder.path("a.txt"));
    let range = editor.show(&path, "plaintext", "Quán kiẻm ở đây.\n")[0]["range"].clone();
    let actions = editor.actions(&path, &range, None);
    editor.execute(titled(&actions, "Nhận “kiẻm” trong dự án")).unwrap();
    let edit = editor.wait_asked("workspace/applyEdit");
    assert_eq!(edited(draft, &edit["edit"]), "# mới\nwords = [\"kiẻm\", \"phở\"]\n");
    assert_eq!(folder.read("morat.toml"), "words = [\"phở\"]\n");
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_word_goes_into_ones_own_list_and_holds_everywhere() {
    let folder =
        Folder::with(&[("a/morat.toml", ""), ("a/a.txt", ""), ("nha/.config/morat/morat.toml", "# của tôi\n")]);
    let mut command = morat(&["lsp", "--stdio"]);
    command.env("HOME", folder.path("nha")).current_dir(folder.0.path());
    let mut editor = Editor::program(command);
    editor.begin(&[&folder.path("a")], usual(), json!({}));
    let path = uri(&folder.path("a/a.txt"));
    let range = editor.show(&path, "plaintext", "Quán kiẻm ở đây.\n")[0]["range"].clone();
    assert_eq!(editor.show("untitled:b", "plaintext", "Quán kiẻm ở đây.\n").len(), 1);
    let actions = editor.actions(&path, &range, None);
    editor.execute(titled(&actions, "Nhận “kiẻm” trong mọi bài của tôi")).unwrap();
    assert!(editor.diagnostics(&path, 1).is_empty() && editor.diagnostics("untitled:b", 1).is_empty());
    assert_eq!(folder.read("nha/.config/morat/morat.toml"), "# của tôi\nwords = [\"kiẻm\"]\n");
    assert_eq!(folder.read("a/morat.toml"), "");
    editor.ask("shutdown", Value::Null).unwrap();
    editor.tell("exit", Value::Null);
    let (status, said) = editor.exit();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn a_place_is_ignored_by_a_comment_or_by_the_list() {
    let folder = Folder::with(&[("morat.toml", ""), ("a.md", "")]);
    let mut editor = Editor::of(folder.0.path());
    let path = uri(&folder.path("a.md"));
    let text = "Họ nổ lực nhiều.\n\nAi cũng nổ lực cả.\n";
    let found = editor.show(&path, "markdown", text);
    assert_eq!(found.len(), 2);
    let actions = editor.actions(&path, &found[0]["range"], Some("quickfix"));
    let comment = editor.ask("codeAction/resolve", titled(&actions, "Bỏ qua trên dòng này").clone()).unwrap();
    let with = edited(text, &comment["edit"]);
    assert!(with.starts_with("Họ nổ lực nhiều. <!-- morat: tắt-dòng chinh-ta/nham-lan -->\n\n"), "{with}");
    editor.change(&path, 2, &with);
    assert_eq!(editor.diagnostics(&path, 2).len(), 1);
    editor.change(&path, 3, text);
    let found = editor.diagnostics(&path, 3);
    let actions = editor.actions(&path, &found[1]["range"], Some("quickfix"));
    editor.execute(titled(&actions, "Bỏ qua chỗ này (.morat/ignore.jsonl)")).unwrap();
    assert_eq!(editor.diagnostics(&path, 3).len(), 1);
    let line: Value = serde_json::from_str(folder.read(".morat/ignore.jsonl").trim()).unwrap();
    assert_eq!((&line["path"], &line["before"], &line["after"]), (&json!("a.md"), &json!("Ai cũng"), &json!("cả.")));
    let actions =
        editor.actions(&path, &json!({ "start": found[0]["range"]["start"], "end": found[0]["range"]["start"] }), None);
    let whole = titled(&actions, "Bỏ qua chinh-ta/nham-lan trong cả bài").clone();
    let whole = editor.ask("codeAction/resolve", whole).unwrap();
    assert_eq!(edited(text, &whole["edit"]), format!("{text}\n<!-- morat: tắt-tệp chinh-ta/nham-lan -->\n"));
    // The lines of one paragraph are read as one: more than was meant would be ignored.
    let range = editor.show("untitled:c", "markdown", "Họ nổ lực nhiều.\nAi cũng nổ lực cả.\n")[0]["range"].clone();
    let actions = editor.actions("untitled:c", &range, Some("quickfix"));
    let refused = editor.ask("codeAction/resolve", titled(&actions, "Bỏ qua trên dòng này").clone());
    assert_eq!(refused.unwrap_err().code, -32803);
    // In the middle of a tag a comment would be none.
    let tag = "<img alt=\"nổ lực\"\n src=\"a.png\">\n";
    let range = editor.show("untitled:b", "html", tag)[0]["range"].clone();
    let actions = editor.actions("untitled:b", &range, Some("quickfix"));
    let refused = editor.ask("codeAction/resolve", titled(&actions, "Bỏ qua trên dòng này").clone());
    assert_eq!(refused.unwrap_err().code, -32803);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_rule_is_switched_off_in_the_settings() {
    let folder =
        Folder::with(&[("morat.toml", "# nhà\n[rules] # của nhà\n\"dau-cau\" = \"off\" # thôi\n"), ("a.txt", "")]);
    let mut editor = Editor::of(folder.0.path());
    let path = uri(&folder.path("a.txt"));
    let range = editor.show(&path, "plaintext", TEXT)[0]["range"].clone();
    let actions = editor.actions(&path, &range, None);
    editor.execute(titled(&actions, "Tắt quy tắc chinh-ta/nham-lan (morat.toml)")).unwrap();
    // The next rule has the place now.
    assert_eq!(codes(&editor.diagnostics(&path, 1)), ["chinh-ta/hoi-nga"]);
    assert_eq!(
        folder.read("morat.toml"),
        "# nhà\n[rules] # của nhà\n\"dau-cau\" = \"off\" # thôi\n\"chinh-ta/nham-lan\" = \"off\"\n"
    );
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn settings_that_cannot_be_used_are_shown_at_their_line_and_the_last_good_ones_stay() {
    let folder = Folder::with(&[("morat.toml", "words = [\"kiẻm\"]\n"), ("a.txt", "")]);
    let mut editor = Editor::of(folder.0.path());
    let (path, settings) = (uri(&folder.path("a.txt")), uri(&folder.path("morat.toml")));
    let text = "Quán kiẻm, nổ lực.\n";
    assert_eq!(codes(&editor.show(&path, "plaintext", text)), ["chinh-ta/nham-lan"]);
    let changed = |editor: &Editor| {
        editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": settings, "type": 2 }] }));
    };
    folder.write("morat.toml", "words = [\"kiẻm\"]\n\nstricct = true\n");
    changed(&editor);
    let said = editor.wait("window/showMessage", |_| true);
    assert!(said["message"].as_str().unwrap().contains("stricct"), "{said}");
    let shown = editor.wait("textDocument/publishDiagnostics", |said| said["uri"] == settings);
    let range = &shown["diagnostics"][0]["range"];
    assert_eq!((&range["start"]["line"], &range["end"]["character"]), (&json!(2), &json!(14)));
    let found = editor.diagnostics(&path, 1);
    assert_eq!(codes(&found), ["chinh-ta/nham-lan"], "as before");
    // What is accepted now counts when the mistake is gone.
    let actions = editor.actions(&path, &found[0]["range"], None);
    let accept = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Nhận")).unwrap();
    editor.execute(accept).unwrap();
    let said = editor.wait("window/showMessage", |_| true);
    assert!(said["message"].as_str().unwrap().contains("chưa có hiệu lực"), "{said}");
    folder.write("morat.toml", "strict = false\n");
    changed(&editor);
    editor.wait("textDocument/publishDiagnostics", |said| said["uri"] == settings && said["diagnostics"] == json!([]));
    let is_two = |said: &Value| said["uri"] == path && said["diagnostics"].as_array().is_some_and(|all| all.len() == 2);
    editor.wait("textDocument/publishDiagnostics", is_two);
    // What is written and not saved is tried as if it were.
    let tried = editor.show(&settings, "toml", "[rules]\n\"chinh-ta/nham-lam\" = \"off\"\n");
    assert_eq!(tried[0]["range"]["start"]["line"], 1, "{tried:?}");
    assert!(tried[0]["message"].as_str().unwrap().contains("nham-lan"));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn each_file_is_judged_by_its_nearest_settings() {
    let folder = Folder::with(&[
        ("mot/morat.toml", "words = [\"kiẻm\"]\n"),
        ("mot/sau/morat.toml", ""),
        ("hai/morat.toml", "[rules]\n\"chinh-ta\" = \"off\"\n"),
        ("hai/.moratignore", "nhap/\n"),
        ("hai/loai.toml", ""),
    ]);
    let text = "Quán kiẻm. Chia , sẽ.\n";
    let mut editor = Editor::open(&[&folder.path("mot"), &folder.path("hai")], usual(), json!({}));
    let mut found = |path: &str| editor.show(&uri(&folder.path(path)), "plaintext", text).len();
    assert_eq!([found("mot/a.txt"), found("mot/sau/a.txt"), found("hai/a.txt"), found("hai/nhap/a.txt")], [1, 2, 1, 0]);
    assert_eq!(editor.show("untitled:Untitled-1", "plaintext", text).len(), 1, "by those of the first folder");
    assert_eq!(editor.show("vscode-vfs://github/a/b/bai.md", "", text).len(), 1);
    assert!(editor.show(&uri(&folder.path("mot/main.rs")), "rust", text).is_empty());
    assert!(editor.show(&uri(&folder.path("mot/a.json")), "json", "{\"title\": \"Quán kiẻm.\"}").is_empty());
    let folders = json!({ "added": [], "removed": [{ "uri": uri(&folder.path("mot")), "name": "" }] });
    editor.tell("workspace/didChangeWorkspaceFolders", json!({ "event": folders }));
    // Now the first is another; each file on disk is still judged by its own.
    assert_eq!(editor.diagnostics("untitled:Untitled-1", 1).len(), 1);
    assert_eq!(editor.diagnostics(&uri(&folder.path("mot/sau/a.txt")), 1).len(), 2);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn what_is_under_the_mouse_is_explained_in_the_reader_s_language() {
    let lang = |lang: &str| json!({ "locale": lang });
    for (more, title) in [
        (lang("vi"), "hay viết nhầm"),
        (lang("en-us"), "often confused"),
        (json!({ "locale": "en", "initializationOptions": { "lang": "vi" } }), "hay viết nhầm"),
    ] {
        let mut editor = Editor::open(&[], usual(), more);
        editor.show("untitled:a", "plaintext", TEXT);
        let at = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 8 } });
        let hover = editor.ask("textDocument/hover", at).unwrap();
        let said = hover["contents"]["value"].as_str().unwrap();
        assert_eq!(hover["contents"]["kind"], "markdown");
        assert!(said.contains("`chinh-ta/nham-lan`") && said.contains("→ `nỗ lực`"), "{said}");
        assert!(said.contains(title), "{said}");
        assert_eq!(marked(TEXT, &hover["range"]), "nổ lực");
        // The name of a rule is explained where it stands, too.
        let comment = "Trời đẹp. <!-- morat: tắt chinh-ta/nham-lan -->\n";
        editor.change("untitled:a", 2, comment);
        let at = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 30 } });
        let hover = editor.ask("textDocument/hover", at).unwrap();
        assert_eq!(marked(comment, &hover["range"]), "chinh-ta/nham-lan");
        assert!(hover["contents"]["value"].as_str().unwrap().contains(title));
        let nowhere = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 2 } });
        assert_eq!(editor.ask("textDocument/hover", nowhere).unwrap(), Value::Null);
        assert_eq!(editor.end(), End::Asked);
    }
}

#[test]
fn comments_and_settings_are_completed() {
    let folder = Folder::with(&[("morat.toml", "")]);
    let mut editor = Editor::of(folder.0.path());
    editor.show("untitled:a", "markdown", "Trời đẹp. <!-- morat: tắt chinh -->\n");
    let at = |uri: &str, line: u32, character: u32| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let offers = editor.ask("textDocument/completion", at("untitled:a", 0, 31)).unwrap();
    let rule = offers.as_array().unwrap().iter().find(|item| item["label"] == "chinh-ta/am-tiet").unwrap();
    assert_eq!(rule["textEdit"]["range"]["start"]["character"], 26);
    let settings = uri(&folder.path("morat.toml"));
    editor.show(&settings, "toml", "pro");
    let offers = editor.ask("textDocument/completion", at(&settings, 0, 3)).unwrap();
    assert!(offers.as_array().unwrap().iter().any(|item| item["label"] == "profile"));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn all_files_are_checked_when_asked_for_with_progress_and_an_end() {
    let folder = Folder::with(&[("a.txt", TEXT), ("sau/b.md", TEXT), ("c.txt", "Trời đẹp.\n"), ("d.rs", TEXT)]);
    let mut editor = Editor::of(folder.0.path());
    let check = json!({ "command": "morat.checkWorkspace", "arguments": [] });
    let answer = editor.ask("workspace/executeCommand", check.clone()).unwrap();
    assert_eq!(answer, json!({ "files": 2 }));
    for file in ["a.txt", "sau/b.md"] {
        let uri = uri(&folder.path(file));
        let said = editor.wait("textDocument/publishDiagnostics", |said| said["uri"] == uri);
        assert_eq!(said["diagnostics"].as_array().unwrap().len(), 1);
    }
    for kind in ["begin", "report", "end"] {
        editor.wait("$/progress", |said| said["value"]["kind"] == kind);
    }
    folder.write("a.txt", "Trời đẹp.\n");
    editor.ask("workspace/executeCommand", check.clone()).unwrap();
    let gone = uri(&folder.path("a.txt"));
    editor.wait("textDocument/publishDiagnostics", |said| said["uri"] == gone && said["diagnostics"] == json!([]));
    // A run that is cancelled is answered, too.
    for number in 0..400 {
        folder.write(&format!("nhieu/{number}.txt"), TEXT.repeat(50));
    }
    let id = editor.send("workspace/executeCommand", check);
    editor.tell("$/cancelRequest", json!({ "id": id }));
    assert_eq!(editor.answer(&id).unwrap_err().code, -32800);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn all_files_are_pulled_where_the_option_says_so() {
    let folder = Folder::with(&[("a.txt", TEXT), ("b.txt", "Trời đẹp.\n")]);
    let options = json!({ "initializationOptions": { "workspaceDiagnostics": true } });
    let mut editor = Editor::open(&[folder.0.path()], pulling(), options);
    let first = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = first["items"].as_array().unwrap();
    let counts: Vec<usize> = items.iter().map(|item| item["items"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 0]);
    let known: Vec<Value> = items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    let again = editor.ask("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
    assert!(again["items"].as_array().unwrap().iter().all(|item| item["kind"] == "unchanged"), "{again}");
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn a_home_folder_is_not_swept() {
    let folder = Folder::with(&[("nha/a.txt", TEXT)]);
    let mut command = morat(&["lsp"]);
    command.env("HOME", folder.path("nha"));
    let mut editor = Editor::program(command);
    editor.begin(&[&folder.path("nha")], usual(), json!({}));
    let check = json!({ "command": "morat.checkWorkspace" });
    assert_eq!(editor.ask("workspace/executeCommand", check).unwrap_err().code, -32803);
    // A client that goes away without a word has not ended well.
    let (status, _) = editor.exit();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn an_editor_can_open_the_settings_in_force() {
    let folder = Folder::with(&[("a/bai.txt", TEXT), ("b/morat.toml", ""), ("b/c/bai.txt", TEXT)]);
    let mut editor = Editor::of(folder.0.path());
    let mut settings_of = |uri: &str| {
        let params = json!({ "command": "morat.settingsFile", "arguments": [{ "uri": uri }] });
        editor.ask("workspace/executeCommand", params).unwrap()
    };
    let at = |name: &str| json!(folder.0.path().canonicalize().unwrap().join(name).display().to_string());
    assert_eq!(settings_of(&uri(&folder.path("b/c/bai.txt"))), at("b/morat.toml"));
    // Program code has settings, too, though it is not read.
    assert_eq!(settings_of(&uri(&folder.path("b/main.rs"))), at("b/morat.toml"));
    let new = settings_of(&uri(&folder.path("a/bai.txt")));
    assert!(new.as_str().unwrap().ends_with("/morat.toml") && !new.as_str().unwrap().contains("/b/"), "{new}");
    assert_eq!(settings_of("file:///bai.txt"), Value::Null);
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn what_is_no_request_is_refused_and_the_rest_goes_on() {
    let mut editor = Editor::unbegun();
    assert_eq!(editor.ask("textDocument/hover", json!({})).unwrap_err().code, -32002);
    editor.begin(&[], usual(), json!({ "initializationOptions": { "lang": 3 } }));
    assert_eq!(editor.ask("textDocument/hover", json!({ "x": 1 })).unwrap_err().code, -32602);
    assert_eq!(editor.ask("textDocument/rename", json!({})).unwrap_err().code, -32601);
    let unknown = json!({ "command": "morat.unknown" });
    assert_eq!(editor.ask("workspace/executeCommand", unknown).unwrap_err().code, -32602);
    editor.tell("textDocument/didChange", json!([1, 2]));
    editor.tell("$/anything", json!({ "x": 1 }));
    let said = editor.wait("window/logMessage", |said| said["message"].as_str().unwrap().contains("didChange"));
    assert_eq!(said["type"], 2);
    assert_eq!(editor.show("untitled:a", "plaintext", TEXT).len(), 1);
    editor.ask("shutdown", Value::Null).unwrap();
    assert_eq!(editor.ask("textDocument/hover", json!({})).unwrap_err().code, -32600);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.over(), End::Asked);
    let lost = Editor::of(Folder::with(&[]).0.path());
    lost.tell("exit", Value::Null);
    assert_eq!(lost.over(), End::Lost);
}

#[test]
fn what_is_no_message_ends_the_program_with_a_reason() {
    for (bytes, status) in [(framed("{ không phải JSON"), 2), (b"GET / HTTP/1.1\r\n\r\n".to_vec(), 2), (Vec::new(), 1)]
    {
        let mut command = morat(&["lsp"]);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.is_empty()), (Some(status), status == 1), "{said}");
    }
}

#[test]
fn a_finding_of_consistency_says_where_the_text_writes_otherwise() {
    let mut editor = Editor::open(&[], usual(), json!({}));
    let text = "Bà Lê Diệu Hoài đến. Theo bà Lê Diệu Hoài, việc đã xong. Bà Lê Diệu Hoàn chào mọi người.\n\n\
                Đoàn đến Mát-xcơ-va hôm qua. Từ Mát-xcơ-va, đoàn bay tiếp. Matxcơva đang lạnh.\n";
    let found = editor.show("untitled:a", "plaintext", text);
    assert_eq!(codes(&found), ["nhat-quan/ten-rieng", "nhat-quan/phien-am"]);
    for (one, usual) in found.iter().zip(["Lê Diệu Hoài", "Mát-xcơ-va"]) {
        let related = one["relatedInformation"].as_array().unwrap();
        assert_eq!(related.len(), 2);
        for place in related {
            assert_eq!(place["location"]["uri"], "untitled:a");
            assert_eq!(marked(text, &place["location"]["range"]), usual);
            assert_eq!(place["message"], format!("ở đây viết “{usual}”"));
        }
    }
    assert_eq!(editor.end(), End::Asked);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn after_any_edits_the_findings_are_those_of_the_text(
        edits in proptest::collection::vec((0_usize..400, 0_usize..30, 0_usize..9), 1..12),
    ) {
        const PIECES: [&str; 9] =
            ["nổ lực ", "kiẻm tra, ", "😀 ", "\n", "  ", " , ", "e\u{302}\u{301}", "<!-- morat: tắt -->", ""];
        let mut editor = Editor::open(&[], usual(), json!({}));
        let mut text = "Cả tổ nổ lực làm việc , 😀 rồi kiẻm tra.\n".repeat(6);
        editor.open_only("untitled:a", "markdown", &text);
        let mut version = 1;
        let mut change = |editor: &Editor, text: &mut String, from: usize, len: usize, piece: &str| {
            version += 1;
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = from.min(bounds.len() - 1);
            let (from, to) = (bounds[from], bounds[(from + len).min(bounds.len() - 1)]);
            let range = json!({ "start": position(text, from), "end": position(text, to) });
            editor.changes("untitled:a", version, json!([{ "range": range, "text": piece }]));
            text.replace_range(from..to, piece);
            version
        };
        for (from, len, piece) in edits {
            change(&editor, &mut text, from, len, PIECES[piece]);
        }
        // A space at the start: no word is being typed.
        let last = change(&editor, &mut text, 0, 0, " ");
        let edited = editor.diagnostics("untitled:a", last);
        let fresh = editor.show("untitled:b", "markdown", &text);
        let bare = |found: Vec<Value>| -> Vec<(Value, Value)> {
            found.into_iter().map(|one| (one["range"].clone(), one["code"].clone())).collect()
        };
        proptest::prop_assert_eq!(bare(edited), bare(fresh));
        proptest::prop_assert_eq!(editor.end(), End::Asked);
    }
}

#[test]
fn a_byte_order_mark_shifts_nothing() {
    let mut editor = Editor::open(&[], usual(), json!({}));
    let text = format!("\u{FEFF}{TEXT}");
    let found = editor.show("untitled:a", "plaintext", &text);
    assert_eq!(marked(&text, &found[0]["range"]), "nổ lực");
    let actions = editor.actions("untitled:a", &found[0]["range"], None);
    assert_eq!(edited(&text, &actions[0]["edit"]), text.replace("nổ", "nỗ"));
    assert_eq!(editor.end(), End::Asked);
}

#[test]
fn lists_that_settings_name_are_watched_or_looked_at() {
    let files = [("morat.toml", "words-file = [\"tu.txt\"]\n"), ("tu.txt", "phở\n"), ("a.txt", "")];
    let text = "Quán kiẻm ở đây.\n";
    let folder = Folder::with(&files);
    let mut editor = Editor::of(folder.0.path());
    let path = uri(&folder.path("a.txt"));
    assert_eq!(editor.show(&path, "plaintext", text).len(), 1);
    let watched = |asked: &Value| asked.to_string().contains("tu.txt");
    while !watched(&editor.wait_asked("client/registerCapability")) {}
    folder.write("tu.txt", "phở\nkiẻm\n");
    let changes = json!([{ "uri": uri(&folder.path("tu.txt")), "type": 2 }]);
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert!(editor.diagnostics(&path, 1).is_empty());
    assert_eq!(editor.end(), End::Asked);
    // A client that watches nothing.
    let folder = Folder::with(&files);
    let mut can = usual();
    can["workspace"]["didChangeWatchedFiles"] = Value::Null;
    let mut editor = Editor::open(&[folder.0.path()], can, json!({}));
    let path = uri(&folder.path("a.txt"));
    assert_eq!(editor.show(&path, "plaintext", text).len(), 1);
    editor.listen(Duration::from_millis(200));
    folder.write("tu.txt", "phở\nkiẻm\n");
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": path } }));
    let said = editor.wait("textDocument/publishDiagnostics", |said| said["diagnostics"] == json!([]));
    assert_eq!(said["uri"], path);
    assert_eq!(editor.end(), End::Asked);
}
