//! An editor for tests: a client of the language server, in this process or of the program.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::collections::VecDeque;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response, ResponseError};
use morat::Problem;
use morat::lsp::{End, Start, serve};
use serde_json::{Value, json};

/// How long anything may take.
const LONGEST: Duration = Duration::from_secs(60);

/// What most editors can do: columns in UTF-16, pushed diagnostics, edits with versions.
pub fn usual() -> Value {
    json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
            "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1] } },
        },
        "window": { "workDoneProgress": true },
    })
}

/// [`usual`], and diagnostics are asked for.
pub fn pulling() -> Value {
    let mut can = usual();
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can
}

/// The editor.
pub struct Editor {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    next: i32,
    /// What has come and nobody has waited for yet.
    pub notes: VecDeque<Notification>,
    /// Requests of the server, each answered.
    pub asked: Vec<Request>,
    /// What the server said of itself.
    pub server: Value,
    thread: Option<JoinHandle<Result<End, Problem>>>,
    child: Option<Child>,
}

impl Editor {
    /// An editor with these folders open, that has begun.
    pub fn open(folders: &[&Path], can: Value, more: Value) -> Editor {
        let mut editor = Editor::unbegun();
        editor.begin(folders, can, more);
        editor
    }

    /// An editor with this folder open.
    pub fn of(folder: &Path) -> Editor {
        Editor::open(&[folder], usual(), json!({}))
    }

    /// An editor that has said nothing yet.
    pub fn unbegun() -> Editor {
        let (server, client) = Connection::memory();
        let thread = std::thread::spawn(move || serve(&server, Start::default()));
        Editor::with(client.sender, client.receiver, Some(thread), None)
    }

    /// An editor that has started the program.
    pub fn program(mut command: Command) -> Editor {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, outgoing) = unbounded::<Message>();
        let (incoming, receiver) = unbounded();
        std::thread::spawn(move || outgoing.into_iter().try_for_each(|message| message.write(&mut stdin)));
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(Some(message)) = Message::read(&mut stdout) {
                if incoming.send(message).is_err() {
                    break;
                }
            }
        });
        Editor::with(sender, receiver, None, Some(child))
    }

    fn with(
        sender: Sender<Message>,
        receiver: Receiver<Message>,
        thread: Option<JoinHandle<Result<End, Problem>>>,
        child: Option<Child>,
    ) -> Editor {
        Editor {
            sender,
            receiver,
            next: 0,
            notes: VecDeque::new(),
            asked: Vec::new(),
            server: Value::Null,
            thread,
            child,
        }
    }

    /// Begins.
    pub fn begin(&mut self, folders: &[&Path], can: Value, more: Value) {
        let folders: Vec<Value> = folders.iter().map(|folder| json!({ "uri": uri(folder), "name": "bài" })).collect();
        let mut params = json!({ "processId": null, "capabilities": can, "workspaceFolders": folders, "locale": "vi" });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.server = self.ask("initialize", params).unwrap();
        self.tell("initialized", json!({}));
    }

    /// Notifies the server.
    pub fn tell(&self, method: &str, params: Value) {
        self.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    /// Sends a request and gives back its name.
    pub fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.sender.send(Request::new(id.clone(), method.to_owned(), params).into()).unwrap();
        id
    }

    /// Sends a request and waits for its answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.send(method, params);
        self.answer(&id)
    }

    /// Waits for the answer of a request.
    pub fn answer(&mut self, id: &RequestId) -> Result<Value, ResponseError> {
        let until = Instant::now() + LONGEST;
        loop {
            if let Some(Response { id: of, response_result }) = self.read(until).expect("an answer") {
                assert_eq!(of, *id, "each request is answered once");
                return response_result;
            }
        }
    }

    /// Reads a message: an answer is given back, a notification is kept, a request is answered. `None` after the time.
    fn read(&mut self, until: Instant) -> Option<Option<Response>> {
        match self.receiver.recv_deadline(until) {
            Ok(Message::Response(response)) => Some(Some(response)),
            Ok(Message::Notification(notification)) => {
                self.notes.push_back(notification);
                Some(None)
            }
            Ok(Message::Request(request)) => {
                let answer = match request.method.as_str() {
                    "workspace/configuration" => json!([null]),
                    "workspace/applyEdit" => json!({ "applied": true }),
                    _ => Value::Null,
                };
                self.sender.send(Response::new_ok(request.id.clone(), answer).into()).unwrap();
                self.asked.push(request);
                Some(None)
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the server is gone"),
        }
    }

    /// Waits for a notification that is wanted and gives back its parameters; others are kept.
    pub fn wait(&mut self, method: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + LONGEST;
        loop {
            let found = self.notes.iter().position(|note| note.method == method && is_wanted(&note.params));
            if let Some(found) = found {
                return self.notes.remove(found).unwrap().params;
            }
            assert!(self.read(until).expect("a notification").is_none(), "an answer that nobody asked for");
        }
    }

    /// Waits until the server has asked for something, and gives back the parameters.
    pub fn wait_asked(&mut self, method: &str) -> Value {
        let until = Instant::now() + LONGEST;
        loop {
            if let Some(found) = self.asked.iter().position(|asked| asked.method == method) {
                return self.asked.remove(found).params;
            }
            assert!(self.read(until).expect("a request").is_none(), "an answer that nobody asked for");
        }
    }

    /// Reads what comes in this time.
    pub fn listen(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Some(answer) = self.read(until) {
            assert!(answer.is_none(), "an answer that nobody asked for");
        }
    }

    /// Opens a document and gives back its diagnostics.
    pub fn show(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.open_only(uri, language, text);
        self.diagnostics(uri, 1)
    }

    /// Opens a document.
    pub fn open_only(&self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text of a document.
    pub fn change(&self, uri: &str, version: i32, text: &str) {
        self.changes(uri, version, json!([{ "text": text }]));
    }

    /// Makes changes of a document.
    pub fn changes(&self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Waits for the diagnostics of a version.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let params =
            self.wait("textDocument/publishDiagnostics", |params| params["uri"] == uri && params["version"] == version);
        params["diagnostics"].as_array().unwrap().clone()
    }

    /// The code actions for a range.
    pub fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// Carries out a command of an action.
    pub fn execute(&mut self, action: &Value) -> Result<Value, ResponseError> {
        let command = &action["command"];
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        self.ask("workspace/executeCommand", params)
    }

    /// Ends as an editor does.
    pub fn end(mut self) -> End {
        self.ask("shutdown", Value::Null).unwrap();
        self.tell("exit", Value::Null);
        self.over()
    }

    /// Waits for the end of the server.
    pub fn over(mut self) -> End {
        let thread = self.thread.take().unwrap();
        drop(std::mem::replace(&mut self.sender, unbounded().0));
        thread.join().unwrap().unwrap()
    }

    /// Waits for the end of the program; its status and what it wrote on standard error.
    pub fn exit(mut self) -> (ExitStatus, String) {
        drop(std::mem::replace(&mut self.sender, unbounded().0));
        let output = self.child.take().unwrap().wait_with_output().unwrap();
        (output.status, String::from_utf8(output.stderr).unwrap())
    }
}

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('%', "%25").replace(' ', "%20");
    format!("file://{path}")
}

/// A message of the protocol as it goes over the wire.
pub fn framed(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
    out
}

/// The byte offset of a position in UTF-16.
fn byte(text: &str, at: &Value) -> usize {
    let (line, mut left) = (at["line"].as_u64().unwrap() as usize, at["character"].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut end = start;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= c.len_utf16() as u64;
        end += c.len_utf8();
    }
    end
}

/// The position of a byte offset in UTF-16; lines end at LF only.
pub fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    json!({ "line": line, "character": column })
}

/// The text in a range.
pub fn marked<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[byte(text, &range["start"])..byte(text, &range["end"])]
}

/// A text with the edit of an action made.
pub fn edited(text: &str, edit: &Value) -> String {
    let edits = match &edit["documentChanges"] {
        Value::Null => edit["changes"].as_object().unwrap().values().next().unwrap(),
        changes => &changes[0]["edits"],
    };
    let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(byte(text, &edit["range"]["start"])));
    let mut out = text.to_owned();
    for edit in edits {
        let range = &edit["range"];
        out.replace_range(byte(text, &range["start"])..byte(text, &range["end"]), edit["newText"].as_str().unwrap());
    }
    out
}

/// The codes of diagnostics.
pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|one| one["code"].as_str().unwrap()).collect()
}
