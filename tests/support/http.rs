//! A server of morat's own in a temporary folder, and a client that sends exactly the bytes it is told.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Folder, morat};

/// A server that runs; it ends with this value.
pub struct Server {
    pub folder: Folder,
    pub address: SocketAddr,
    child: Child,
    log: BufReader<ChildStderr>,
}

/// What a server sent.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Response {
    pub fn json(&self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// A server in a folder with these files, with more arguments. Its user has no settings.
    pub fn start(files: &[(&str, &str)], args: &[&str]) -> Server {
        Server::start_with(files, args, |_| {})
    }

    pub fn start_with(files: &[(&str, &str)], args: &[&str], set: impl FnOnce(&mut Command)) -> Server {
        let folder = Folder::with(files);
        let mut command = morat(&[&["serve", "--port", "0"], args].concat());
        command.current_dir(folder.0.path()).env("HOME", folder.path("home")).stderr(Stdio::piped());
        set(&mut command);
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        Server { folder, address, child, log }
    }

    /// Closes its standard input.
    pub fn close_input(&mut self) {
        drop(self.child.stdin.take());
    }

    pub fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream: BufReader::new(stream) }
    }

    /// The answer to a request with these headers, each a line, on a connection of its own.
    pub fn ask(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Response {
        self.connect().ask(method, path, headers, body)
    }

    pub fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.ask("POST", path, &[], form(fields).as_bytes())
    }

    /// What is found with these parameters.
    pub fn check(&self, fields: &[(&str, &str)]) -> Value {
        self.post("/v2/check", fields).json()
    }

    /// The next line that the server logs.
    pub fn logged(&mut self) -> String {
        let mut line = String::new();
        self.log.read_line(&mut line).unwrap();
        line
    }

    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let killed = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status();
        assert!(killed.unwrap().success());
    }

    /// The exit status, and what is left of the log.
    pub fn ended(&mut self) -> (i32, String) {
        let begun = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => assert!(begun.elapsed() < Duration::from_secs(30), "it does not end"),
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).unwrap();
        (status.code().unwrap_or(-1), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection.
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    pub fn send(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).unwrap();
    }

    pub fn ask(&mut self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Response {
        let mut head = format!("{method} {path} HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|line| line.to_ascii_lowercase().starts_with("host:")) {
            head.push_str("Host: localhost\r\n");
        }
        for line in headers {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        self.send(&[head.as_bytes(), body].concat());
        self.response().unwrap()
    }

    /// The next response; `None` if the connection was closed.
    pub fn response(&mut self) -> Option<Response> {
        let mut line = String::new();
        self.stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let mut body = vec![0; length.map_or(0, |(_, value)| value.parse().unwrap())];
        self.stream.read_exact(&mut body).unwrap();
        Some(Response { status, headers, body: String::from_utf8(body).unwrap() })
    }
}

/// A form, encoded as browsers do it.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b' ' => "+".to_owned(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// The texts that are marked, cut out of `text` as programs do that count in UTF-16.
pub fn marked(answer: &Value, text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let matches = answer["matches"].as_array().unwrap().iter();
    let cut = |one: &Value| {
        let at = |key: &str| one[key].as_u64().unwrap() as usize;
        String::from_utf16(&units[at("offset")..at("offset") + at("length")]).unwrap()
    };
    matches.map(cut).collect()
}

/// The rules of the findings.
pub fn rules(answer: &Value) -> Vec<&str> {
    answer["matches"].as_array().unwrap().iter().map(|one| one["rule"]["id"].as_str().unwrap()).collect()
}
