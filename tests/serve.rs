//! The server that speaks LanguageTool's interface, as its programs speak to it: with sockets.

#![cfg(all(feature = "serve", feature = "cli", unix))]

#[path = "support/http.rs"]
mod http;
mod support;

use std::process::Stdio;
use std::time::{Duration, Instant};

use http::{Server, form, marked, rules};
use serde_json::{Value, json};

const TEXT: &str = "Cả tổ nổ lực làm việc.";
const VI: (&str, &str) = ("language", "vi");

#[test]
fn every_field_is_there() {
    let server = Server::start(&[], &[]);
    let text = "Trời đẹp.\nCả tổ 😀 nổ lực làm việc.";
    let answer = server.check(&[("text", text), VI, ("motherTongue", "vi"), ("preferredVariants", "")]);
    let expected = json!({
        "software": {
            "name": "morat", "version": env!("CARGO_PKG_VERSION"), "buildDate": "", "apiVersion": 1, "premium": false, "status": "",
        },
        "warnings": { "incompleteResults": false },
        "language": {
            "name": "Vietnamese", "code": "vi-VN",
            "detectedLanguage": { "name": "Vietnamese", "code": "vi-VN", "confidence": 1.0, "source": "" },
        },
        "matches": [{
            "message": "“nổ lực” phải viết là “nỗ lực”: “nỗ” là gắng sức; “nổ” là bùng ra thành tiếng",
            "shortMessage": "Chính tả",
            "replacements": [{ "value": "nỗ lực" }],
            "offset": 19, "length": 6,
            "context": { "text": "Trời đẹp. Cả tổ 😀 nổ lực làm việc.", "offset": 19, "length": 6 },
            "sentence": "Cả tổ 😀 nổ lực làm việc.",
            "type": { "typeName": "UnknownWord" },
            "rule": {
                "id": "chinh-ta/nham-lan",
                "description": "Từ hay viết nhầm: bổ xung, nổ lực, chia sẽ, kê hoạch",
                "issueType": "misspelling",
                "category": { "id": "TYPOS", "name": "Chính tả" },
            },
            "ignoreForIncompleteSentence": false,
            "contextForSureMatch": 0,
        }],
        "sentenceRanges": [[0, 9], [10, 35]],
        "extendedSentenceRanges": [
            { "from": 0, "to": 9, "detectedLanguages": [{ "language": "vi", "rate": 1.0 }] },
            { "from": 10, "to": 35, "detectedLanguages": [{ "language": "vi", "rate": 1.0 }] },
        ],
    });
    assert_eq!(answer, expected);
    let english = Server::start(&[], &["--lang", "en"]).check(&[("text", text), VI]);
    assert_eq!(english["matches"][0]["shortMessage"], "Spelling");
    assert!(english["matches"][0]["message"].as_str().unwrap().contains("is written"), "{english}");
}

#[test]
fn categories_give_libreoffice_its_colours() {
    let server = Server::start(&[], &[]);
    let text = "Cả tổ nổ lực , nhé. Chúng tôi đến hà Nội.";
    let answer = server.check(&[("text", text), VI, ("level", "picky")]);
    let category = |rule: &str| {
        let found = answer["matches"].as_array().unwrap().iter().find(|one| one["rule"]["id"] == rule);
        let rule = &found.unwrap_or_else(|| panic!("{rule}: {answer}"))["rule"];
        (rule["category"]["id"].clone(), rule["issueType"].clone())
    };
    assert_eq!(category("chinh-ta/nham-lan"), (json!("TYPOS"), json!("misspelling")));
    assert_eq!(category("dau-cau/cach-truoc"), (json!("PUNCTUATION"), json!("typographical")));
}

#[test]
fn places_are_in_utf16_whatever_the_letters() {
    let server = Server::start(&[], &[]);
    let decomposed = "Ca\u{309} tô\u{309} no\u{302}\u{309} lu\u{323}\u{31B}c 😀 kie\u{309}m tra , nhé.";
    for text in ["😀😀 Cả tổ nổ lực 👨‍👩‍👧 kiẻm tra , nhé.", decomposed, "\u{FEFF}\r\n\r\nCả tổ nổ lực.\r\nKiẻm tra."]
    {
        let answer = server.check(&[("text", text), VI]);
        let found = marked(&answer, text);
        assert!(found.len() >= 2, "{answer}");
        for (one, found) in answer["matches"].as_array().unwrap().iter().zip(&found) {
            // The same text, cut out of the context.
            let context: Vec<u16> = one["context"]["text"].as_str().unwrap().encode_utf16().collect();
            let at = one["context"]["offset"].as_u64().unwrap() as usize;
            let length = one["context"]["length"].as_u64().unwrap() as usize;
            assert_eq!(String::from_utf16(&context[at..at + length]).unwrap(), *found);
            let sentence = one["sentence"].as_str().unwrap();
            assert!(sentence.contains(found.trim()) || *found == "\u{FEFF}" && !sentence.is_empty(), "{one}");
        }
    }
}

#[test]
fn markup_is_not_read_and_counts() {
    let server = Server::start(&[], &[]);
    let stretches = json!({ "annotation": [
        { "text": "Cả tổ " }, { "markup": "<b title='nổ lực'>" }, { "text": "nổ" }, { "markup": "</b>" }, { "text": " lực" },
        { "markup": "<br/>", "interpretAs": "\n\n" }, { "text": "Trời ki" }, { "markup": "&#7867;", "interpretAs": "ẻ" },
        { "text": "m tra." },
    ]});
    let text = "Cả tổ <b title='nổ lực'>nổ</b> lực<br/>Trời ki&#7867;m tra.";
    let answer = server.check(&[("data", &stretches.to_string()), VI]);
    assert_eq!(marked(&answer, text), ["nổ</b> lực", "ki&#7867;m"]);
    // What replaces it leaves the markup where it was.
    assert_eq!(answer["matches"][0]["replacements"], json!([{ "value": "nỗ</b> lực" }]));
    assert_eq!(answer["matches"][1]["replacements"][0]["value"], "kiểm");
    assert_eq!(answer["sentenceRanges"].as_array().unwrap().len(), 2);
    let plain = server.check(&[("data", &json!({ "text": TEXT }).to_string()), VI]);
    assert_eq!(marked(&plain, TEXT), ["nổ lực"]);
}

#[test]
fn rules_and_categories_are_chosen() {
    let server = Server::start(&[], &[]);
    let text = "Cả tổ nổ lực , kiẻm tra.";
    let found = |more: &[(&str, &str)]| -> Vec<String> {
        let answer = server.check(&[&[("text", text), VI], more].concat());
        rules(&answer).into_iter().map(str::to_owned).collect()
    };
    let all = ["chinh-ta/nham-lan", "dau-cau/cach-truoc", "chinh-ta/am-tiet"];
    assert_eq!(found(&[]), all);
    assert_eq!(found(&[("disabledRules", "dau-cau/cach-truoc,NO_SUCH_RULE")]), [all[0], all[2]]);
    assert_eq!(found(&[("disabledCategories", "TYPOS")]), all[1..2]);
    assert_eq!(found(&[("disabledCategories", "dau-cau")]), [all[0], all[2]]);
    assert_eq!(found(&[("enabledOnly", "true"), ("enabledRules", "chinh-ta/am-tiet")]), all[2..]);
    assert_eq!(found(&[("enabledOnly", "yes"), ("enabledCategories", "PUNCTUATION")]), all[1..2]);
    assert_eq!(found(&[("enabledOnly", "true"), ("enabledRules", "MORFOLOGIK_RULE_EN_US")]), [""; 0]);
    assert_eq!(found(&[("mode", "textLevelOnly")]), [""; 0]);
    assert_eq!(found(&[("mode", "allButTextLevelOnly")]), all);
    // A rule that is off unless it is asked for.
    let server = Server::start(&[("morat.toml", "[rules]\n\"chinh-ta/am-tiet\" = \"off\"\n")], &[]);
    let found = |more: &[(&str, &str)]| rules(&server.check(&[&[("text", text), VI], more].concat())).len();
    assert_eq!((found(&[]), found(&[("enabledRules", "chinh-ta/am-tiet")])), (2, 3));
}

#[test]
fn picky_is_strict() {
    let server = Server::start(&[], &[]);
    let strict = Server::start(&[], &["--strict"]);
    let text = "Thủ tướng chính phủ đến thăm.";
    let found = |server: &Server, level: &str| rules(&server.check(&[("text", text), VI, ("level", level)])).len();
    assert!(found(&server, "picky") > found(&server, "default"));
    assert_eq!(found(&strict, "default"), found(&server, "picky"));
}

#[test]
fn languages_are_vietnamese_foreign_or_unknown() {
    let server = Server::start(&[], &[]);
    for code in ["vi", "vi-VN", "auto"] {
        assert_eq!(rules(&server.check(&[("text", TEXT), ("language", code)])).len(), 1, "{code}");
    }
    for (text, code, named) in [(TEXT, "en-US", "en-US"), ("The house is red and the sky is blue.", "auto", "zz")] {
        let answer = server.check(&[("text", text), ("language", code)]);
        assert_eq!((&answer["matches"], &answer["language"]["code"]), (&json!([]), &json!(named)));
        assert_eq!(answer["warnings"]["incompleteResults"], true);
    }
    let unknown = server.post("/v2/check", &[("text", TEXT), ("language", "xx")]);
    assert_eq!(unknown.status, 400);
    assert!(unknown.body.starts_with("Error: 'xx' is not a language code known to LanguageTool."), "{}", unknown.body);
    assert_eq!(
        server.get("/v2/languages").json(),
        json!([{ "name": "Vietnamese", "code": "vi", "longCode": "vi-VN" }])
    );
}

#[test]
fn other_addresses_answer() {
    let server = Server::start(&[], &["--max-length", "500"]);
    assert_eq!(server.get("/v2/info").json()["software"]["name"], "morat");
    let plain = |path: &str| (server.get(path).status, server.get(path).body);
    assert_eq!(plain("/v2/maxtextlength"), (200, "500".into()));
    assert_eq!(plain("/v2/healthcheck"), (200, "OK".into()));
    // A base that ends in a slash.
    assert_eq!(plain("//v2/healthcheck/"), (200, "OK".into()));
    assert_eq!(plain("/v1/check").0, 404);
    assert_eq!(plain("/").0, 404);
    let by_get = server.get(&format!("/v2/check?{}", form(&[("text", TEXT), VI]))).json();
    assert_eq!(marked(&by_get, TEXT), ["nổ lực"]);
}

#[test]
fn an_old_libreoffice_sends_its_text_as_it_is() {
    let server = Server::start(&[], &[]);
    let text = "Lãi 5%20 & a+b &language=en, cả tổ nổ lực 100%";
    for end in ["&language=vi-VN", "&language=vi&username=nguyễn&apiKey=khóa"] {
        let answer = server.ask("POST", "/v2/check", &[], format!("text={text}{end}").as_bytes()).json();
        assert!(marked(&answer, text).contains(&"nổ lực".to_owned()), "{answer}");
        assert_eq!(answer["sentenceRanges"][0][1], text.encode_utf16().count());
    }
    // A new one encodes it.
    let answer = server.check(&[("text", text), VI]);
    assert!(marked(&answer, text).contains(&"nổ lực".to_owned()), "{answer}");
}

#[test]
fn four_thousand_requests_each_get_their_own_answer() {
    const CLIENTS: usize = 8;
    const EACH: usize = 500;
    let server = Server::start(&[], &[]);
    let answered: usize = std::thread::scope(|scope| {
        let client = |number: usize| {
            let server = &server;
            move || {
                let mut client = server.connect();
                let mut answered = 0;
                for request in 0..EACH {
                    // No two have the same text, and where the mistake is tells whose it is.
                    let text =
                        format!("{} {number}/{request} tổ nổ lực.", "Vui ".repeat((number * EACH + request) % 97));
                    let body = form(&[("text", &text), VI]);
                    let answer = client.ask("POST", "/v2/check", &[], body.as_bytes()).json();
                    assert!(marked(&answer, &text).contains(&"nổ lực".to_owned()), "{text}: {answer}");
                    let sentence = answer["matches"][0]["context"]["text"].as_str().unwrap();
                    assert!(sentence.contains(&format!(" {number}/{request} ")), "{text}: {sentence}");
                    answered += 1;
                }
                answered
            }
        };
        let clients: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(client(number))).collect();
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    });
    assert_eq!(answered, CLIENTS * EACH);
}

#[test]
fn words_are_those_of_morat_words() {
    let mut server = Server::start(&[("morat.toml", "# nhà\nwords = [\"phở\"]\n")], &[]);
    let words = |server: &Server| server.get("/v2/words?limit=100").json()["words"].clone();
    assert_eq!(words(&server), json!(["phở"]));
    assert_eq!(server.post("/v2/words/add", &[("word", "nổ lực")]).json(), json!({ "added": true }));
    assert_eq!(server.post("/v2/words/add", &[("word", "nổ lực")]).json(), json!({ "added": false }));
    assert_eq!(rules(&server.check(&[("text", TEXT), VI])), [""; 0]);
    assert!(server.folder.read("morat.toml").starts_with("# nhà\nwords = ["));
    assert_eq!(server.logged(), "đã đọc lại thiết lập\n");
    let listed = server.folder.run(&["words", "list"]).stdout();
    assert!(listed.contains("nổ lực\tmorat.toml:"), "{listed}");
    assert_eq!(server.get("/v2/words?offset=1&limit=1").json()["words"].as_array().unwrap().len(), 1);
    let batch = [("mode", "batch"), ("words", "kiẻm bùn"), ("dict", "names")];
    assert_eq!(server.post("/v2/words/add", &batch).json(), json!({ "added": true }));
    assert!(server.folder.read("morat.toml").contains("names = ["));
    assert_eq!(server.post("/v2/words/delete", &[("word", "nổ lực")]).json(), json!({ "deleted": true }));
    assert_eq!(server.post("/v2/words/delete", &[("word", "nổ lực")]).json(), json!({ "deleted": false }));
    assert_eq!(rules(&server.check(&[("text", TEXT), VI])).len(), 1);
    assert_eq!(server.post("/v2/words/add", &[("word", " ")]).status, 400);
    assert_eq!(server.get("/v2/words?limit=ba").status, 400);
    // Nothing changes by GET.
    let by_get = server.get("/v2/words/add?word=x");
    assert_eq!((by_get.status, by_get.header("allow")), (405, Some("POST")));
    assert!(!words(&server).as_array().unwrap().contains(&json!("x")));
}

#[test]
fn outside_of_a_project_words_are_the_users_own() {
    let server = Server::start(&[], &[]);
    assert_eq!(server.post("/v2/words/add", &[("word", "nổ lực")]).json(), json!({ "added": true }));
    assert!(server.folder.read("home/.config/morat/morat.toml").contains("nổ lực"));
    assert!(!server.folder.path("morat.toml").exists());
    assert_eq!(rules(&server.check(&[("text", TEXT), VI])), [""; 0]);
    let isolated = Server::start(&[], &["--isolated"]);
    assert_eq!(isolated.post("/v2/words/add", &[("word", "a")]).status, 400);
}

#[test]
fn settings_are_read_again_and_the_last_good_ones_stay() {
    let mut server = Server::start(&[("morat.toml", "words-file = [\"tu.txt\"]\n"), ("tu.txt", "phở\n")], &[]);
    let found = |server: &Server| rules(&server.check(&[("text", TEXT), VI])).len();
    assert_eq!(found(&server), 1);
    server.folder.write("tu.txt", "phở\nnổ lực\n");
    assert_eq!(found(&server), 0);
    assert_eq!(server.logged(), "đã đọc lại thiết lập\n");
    server.folder.write("morat.toml", "words-file = [\"tu.txt\"]\nstricct = true\n");
    assert_eq!((found(&server), found(&server)), (0, 0));
    let logged = server.logged();
    assert!(logged.starts_with("morat: morat.toml:2: ") && logged.contains("strict"), "{logged}");
    server.folder.write("morat.toml", "[rules]\n\"dau-cau\" = \"off\"\n");
    assert_eq!(found(&server), 1);
    assert_eq!(server.logged(), "đã đọc lại thiết lập\n");
    // A file of settings for all.
    let server = Server::start(&[("chung.toml", "words = [\"nổ lực\"]\n")], &["--config", "chung.toml"]);
    assert_eq!(found(&server), 0);
    server.folder.write("chung.toml", "");
    assert_eq!(found(&server), 1);
}

#[test]
fn what_is_ignored_in_a_project_is_ignored_here() {
    let server = Server::start(&[("morat.toml", ""), ("a.txt", TEXT)], &[]);
    let found: Value =
        serde_json::from_str(&server.folder.run(&["check", "--format", "jsonl", "a.txt"]).stdout()).unwrap();
    let entry = json!({
        "rule": found["rule"], "text": found["text"], "before": "", "after": "", "fingerprint": found["fingerprint"], "path": "a.txt",
    });
    assert_eq!(rules(&server.check(&[("text", TEXT), VI])).len(), 1);
    server.folder.write(".morat/ignore.jsonl", format!("{entry}\n"));
    assert_eq!(rules(&server.check(&[("text", TEXT), VI])).len(), 0);
}

#[test]
fn it_ends_with_whoever_has_started_it() {
    let mut server = Server::start_with(&[], &["--until-eof"], |command| {
        command.stdin(Stdio::piped());
    });
    assert_eq!(server.get("/v2/healthcheck").status, 200);
    server.close_input();
    assert_eq!(server.ended(), (0, "morat đã thôi\n".into()));
    // Without the flag the end of the input means nothing.
    let server = Server::start_with(&[], &[], |command| {
        command.stdin(Stdio::null());
    });
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(server.get("/v2/healthcheck").status, 200);
}

#[test]
#[cfg(unix)]
fn it_finishes_what_is_under_way_and_ends() {
    for signal in ["INT", "TERM"] {
        let mut server = Server::start(&[], &[]);
        let body = form(&[("text", TEXT), VI]);
        // One that has begun, and one connection that is open for nothing.
        let mut slow = server.connect();
        let mut idle = server.connect();
        assert_eq!(idle.ask("GET", "/v2/healthcheck", &[], b"").status, 200);
        slow.send(
            format!("POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(),
        );
        slow.send(&body.as_bytes()[..10]);
        std::thread::sleep(Duration::from_millis(200));
        server.signal(signal);
        let begun = Instant::now();
        assert!(idle.response().is_none());
        slow.send(&body.as_bytes()[10..]);
        assert_eq!(marked(&slow.response().unwrap().json(), TEXT), ["nổ lực"]);
        assert_eq!(server.ended(), (0, "morat đã thôi\n".into()));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
