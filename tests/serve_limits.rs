//! What the server refuses: who may not ask, what is too long, too slow, too much or no request at all.

#![cfg(all(feature = "serve", feature = "cli", unix))]

#[path = "support/http.rs"]
mod http;
mod support;

use http::{Server, form, rules};
use support::Folder;

const FORM: &[(&str, &str)] = &[("text", "Cả tổ nổ lực làm việc."), ("language", "vi")];
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn pages_and_other_names_are_refused() {
    let args = ["--allow-origin", "https://toasoan.vn", "--allow-host", "morat.toasoan.vn"];
    let server = Server::start(&[], &args);
    let body = form(FORM);
    let ask = |headers: &[&str]| server.ask("POST", "/v2/check", headers, body.as_bytes());
    for host in ["localhost", "127.0.0.1:8081", "[::1]:9", "Morat.Toasoan.vn:80"] {
        assert_eq!(ask(&[&format!("Host: {host}")]).status, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:8081"] {
        let refused = ask(&[&format!("Host: {host}")]);
        assert_eq!(refused.status, 403, "{host}");
        assert!(refused.body.contains("--allow-host"), "{}", refused.body);
    }
    for origin in ["https://evil.example", "null", "http://localhost:8081"] {
        let refused = ask(&[&format!("Origin: {origin}")]);
        assert_eq!((refused.status, refused.header("access-control-allow-origin")), (403, None), "{origin}");
    }
    assert_eq!(ask(&["Sec-Fetch-Site: cross-site"]).status, 403);
    let allowed = ask(&["Origin: https://toasoan.vn", "Sec-Fetch-Site: cross-site"]);
    assert_eq!((allowed.status, allowed.header("vary")), (200, Some("Origin")));
    assert_eq!(allowed.header("access-control-allow-origin"), Some("https://toasoan.vn"));
    let before = server.ask("OPTIONS", "/v2/words/add", &["Origin: https://toasoan.vn"], b"");
    assert_eq!((before.status, before.header("access-control-allow-methods")), (204, Some("POST")));
    assert_eq!(server.ask("OPTIONS", "/v2/check", &["Origin: https://evil.example"], b"").status, 403);
    let folder = Folder::with(&[]);
    folder.run(&["serve", "--allow-origin", "*"]).fails(2, "morat: “*” không phải nguồn");
}

#[test]
fn whoever_asks_from_elsewhere_shows_the_token() {
    let folder = Folder::with(&[("ngan.txt", "ngắn\n")]);
    folder.run(&["serve", "--host", "0.0.0.0", "--port", "0"]).fails(2, "morat: máy khác gọi được tới 0.0.0.0");
    folder.run(&["serve", "--token-file", "ngan.txt"]).fails(2, "morat: ngan.txt: mã truy cập phải có từ 16");
    folder.run(&["serve", "--token-file", "khong.txt"]).fails(2, "morat: khong.txt: không có tệp này");
    let file = [("token.txt", TOKEN)];
    for server in [
        Server::start(&file, &["--host", "0.0.0.0", "--token-file", "token.txt"]),
        Server::start_with(&[], &[], |command| {
            command.env("MORAT_TOKEN", TOKEN);
        }),
    ] {
        let ask = |headers: &[&str], more: &[(&str, &str)]| {
            server.ask("POST", "/v2/check", headers, form(&[FORM, more].concat()).as_bytes())
        };
        let refused = ask(&[], &[]);
        assert_eq!((refused.status, refused.header("www-authenticate")), (401, Some("Bearer")));
        assert_eq!(ask(&[&format!("Authorization: Bearer {TOKEN}")], &[]).status, 200);
        assert_eq!(ask(&[], &[("username", "a"), ("apiKey", TOKEN)]).status, 200);
        assert_eq!(ask(&[], &[("apiKey", &TOKEN[1..])]).status, 401);
        assert_eq!(server.post("/v2/words/add", &[("word", "a")]).status, 401);
        assert_eq!(server.get("/v2/words").status, 401);
        // What is the same for everybody is no secret.
        assert_eq!((server.get("/v2/languages").status, server.get("/v2/healthcheck").status), (200, 200));
    }
}

#[test]
fn what_makes_no_sense_gets_a_reason() {
    let server = Server::start(&[], &[]);
    for (body, says) in [
        ("language=vi", "Missing 'text' or 'data' parameter"),
        ("text=a", "Missing 'language' parameter"),
        ("text=a&data=%7B%7D&language=vi", "Set only 'text' or 'data' parameter, not both"),
        ("data=%7B&language=vi", "Could not parse JSON from 'data' parameter"),
        ("text=%FF&language=vi", "not UTF-8"),
        ("text=a&language=vi&level=high", "If 'level' is set"),
        ("text=a&language=vi&mode=some", "If 'mode' is set"),
        ("text=a&language=vi&enabledOnly=true", "You must specify enabled rules or categories"),
        ("text=a&language=vi&enabledOnly=true&enabledRules=b&disabledRules=c", "You cannot specify disabled rules"),
        ("", "Missing 'text' or 'data' parameter"),
        ("{\"text\": \"a\"}", "Missing 'text' or 'data' parameter"),
    ] {
        let refused = server.ask("POST", "/v2/check", &[], body.as_bytes());
        assert_eq!(refused.status, 400, "{body}");
        assert!(refused.body.starts_with("Error: ") && refused.body.contains(says), "{body}: {}", refused.body);
        assert!(refused.body.contains("\nLỗi: "), "{}", refused.body);
    }
    let raw = |bytes: &[u8]| {
        let mut client = server.connect();
        client.send(bytes);
        client.response().map(|response| response.status)
    };
    assert_eq!(raw(b"GET /v2/check HTTP/1.1\r\n\r\n"), Some(400));
    assert_eq!(raw(b"nonsense\r\n\r\n"), Some(400));
    assert_eq!(raw(b"\x16\x03\x01\x02\x00\x01\x00\x01"), Some(400));
    assert_eq!(raw(b"POST /v2/check HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"), Some(400));
    assert_eq!(server.ask("PUT", "/v2/check", &[], b"").status, 405);
    assert_eq!(server.ask("POST", "/v2/languages", &[], b"").status, 405);
    // It lives.
    assert_eq!(rules(&server.check(FORM)).len(), 1);
}

#[test]
fn what_is_too_long_is_said_to_be() {
    let server = Server::start(&[], &["--max-length", "100"]);
    let ask = |length: usize| {
        // Three bytes of UTF-8 each, and one unit.
        server.post("/v2/check", &[("text", &"ạ".repeat(length)), ("language", "vi")])
    };
    assert_eq!((ask(100).status, ask(101).status), (200, 413));
    assert_eq!(server.post("/v2/check", &[("text", &"😀".repeat(51)), ("language", "vi")]).status, 413);
    let long = ask(40_000);
    assert_eq!((long.status, long.header("connection")), (413, Some("close")));
    assert!(long.body.contains("--max-length"), "{}", long.body);
    let mut client = server.connect();
    client.send(b"POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n");
    assert_eq!(client.response().unwrap().status, 413);
    // In pieces of which nobody says how many there are.
    let mut client = server.connect();
    client.send(b"POST /v2/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    for _ in 0..10 {
        client.send(&[&b"2710\r\n"[..], &[b'a'; 10_000], b"\r\n"].concat());
    }
    client.send(b"0\r\n\r\n");
    assert_eq!(client.response().unwrap().status, 413);
}

#[test]
fn what_is_too_slow_or_too_much_is_said_to_be() {
    let server = Server::start(&[], &["--timeout", "1", "--max-requests", "2"]);
    let begun = b"POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ntext=";
    let mut slow = [server.connect(), server.connect()];
    slow.iter_mut().for_each(|client| client.send(begun));
    std::thread::sleep(std::time::Duration::from_millis(300));
    let refused = server.post("/v2/check", FORM);
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")));
    for client in &mut slow {
        assert_eq!(client.response().unwrap().status, 408);
    }
    assert_eq!(server.post("/v2/check", FORM).status, 200);
    // Whoever says nothing, or half a word, is left.
    let mut silent = [server.connect(), server.connect()];
    silent[1].send(b"GET /v2/hea");
    for client in &mut silent {
        assert!(client.response().is_none_or(|response| response.status == 408));
    }
}

#[test]
fn a_check_that_takes_too_long_is_given_up() {
    let mut server = Server::start(&[], &["--timeout", "1", "--max-length", "100000000"]);
    let text = "hoc sinh nghi he ".repeat(500_000);
    let given_up = server.post("/v2/check", &[("text", &text), ("language", "vi")]);
    assert_eq!(given_up.status, 503, "{}", given_up.body);
    assert!(given_up.body.contains("Checking took longer than 1 seconds"), "{}", given_up.body);
    assert_eq!(server.get("/v2/healthcheck").status, 200);
    // What goes on for nobody does not keep it from ending.
    server.signal("TERM");
    assert_eq!(server.ended().0, 0);
}

#[test]
fn a_port_that_is_taken_is_said_to_be() {
    let server = Server::start(&[], &[]);
    let port = server.address.port().to_string();
    let folder = Folder::with(&[]);
    folder.run(&["serve", "--port", &port]).fails(2, &format!("morat: cổng {port} đã có chương trình khác dùng"));
}

#[test]
fn settings_that_cannot_be_used_end_it_at_once() {
    let folder = Folder::with(&[("morat.toml", "stricct = true\n")]);
    folder.run(&["serve", "-q"]).fails(2, "morat: morat.toml:1: ");
}
