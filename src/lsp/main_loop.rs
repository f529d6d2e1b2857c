//! The main loop: takes messages and results one by one, and waits for nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{after, never, select};
use gen_lsp_types::{InitializeResult, ServerInfo, Uri};
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId};
use serde_json::Value;

use super::capabilities::{self, ClientCan};
use super::client::{Client, Refusal};
use super::options::Options;
use super::pool::Pool;
use super::session::Session;
use super::state::Server;
use super::uri;
use crate::problem::{Lang, Problem};
use crate::project::panics;

/// How the server is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Start {
    /// The language that was asked for.
    pub asked: Option<Lang>,
    /// The language of the environment, for an editor that does not say its own.
    pub usual: Lang,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client asked for the end, and then said that it is over.
    Asked,
    /// The client went away without asking.
    Lost,
}

/// Serves a client until it says that it is over, or goes away.
///
/// # Errors
/// If not even morat's own defaults can be used.
pub fn serve(connection: &Connection, start: Start) -> Result<End, Problem> {
    let Some((id, params)) = first_request(connection) else { return Ok(End::Lost) };
    let client = Client::new(connection.sender.clone());
    let mut server = begin(client, id, &params, start)?;
    loop {
        server.do_what_is_due();
        let timer =
            server.next_due().map_or_else(never, |due| after(due.saturating_duration_since(std::time::Instant::now())));
        let results = server.pool.results.clone();
        select! {
            recv(connection.receiver) -> message => {
                let Ok(message) = message else { break };
                if !take(&mut server, message) {
                    break;
                }
            }
            recv(results) -> outcome => {
                if let Ok(outcome) = outcome {
                    guarded(&mut server, |server| server.outcome(outcome));
                }
            }
            recv(timer) -> _ => {}
        }
    }
    server.stop();
    Ok(if server.is_shut { End::Asked } else { End::Lost })
}

/// The request that begins it all. Others are refused until it comes; `None` if the client leaves before.
fn first_request(connection: &Connection) -> Option<(RequestId, Value)> {
    loop {
        match connection.receiver.recv().ok()? {
            Message::Request(Request { id, method, params }) if method == "initialize" => return Some((id, params)),
            Message::Request(Request { id, .. }) => {
                let refusal = Refusal::new(ErrorCode::ServerNotInitialized, "initialize comes first");
                Client::new(connection.sender.clone()).answer(id, Err::<(), _>(refusal));
            }
            Message::Notification(notification) if notification.method == "exit" => return None,
            _ => {}
        }
    }
}

/// The server for a client that has said who it is.
fn begin(client: Client, id: RequestId, params: &Value, start: Start) -> Result<Server, Problem> {
    let can = ClientCan::read(params);
    let at = |name: &str| params.get(name).filter(|value| !value.is_null());
    let locale = at("locale").and_then(Value::as_str).map(Lang::of_locale);
    let usual = start.asked.or(locale).unwrap_or(start.usual);
    let options = at("initializationOptions").map(Options::read);
    let (options, unread) = match options {
        Some(Ok(options)) => (options, None),
        Some(Err(error)) => (Options::default(), Some(error)),
        None => (Options::default(), None),
    };
    let (session, problem) = Session::open(options.overrides(), roots(params), None)?;
    // Two threads at least: one that checks all files does not keep the one that is typed waiting.
    let threads = thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 4));
    let result = InitializeResult {
        capabilities: capabilities::of_server(&can, options.workspace_diagnostics),
        server_info: Some(ServerInfo { name: "morat".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    };
    client.answer(id, Ok(result));
    let server = Server {
        client,
        can: Arc::new(can),
        lang: options.language().unwrap_or(usual),
        usual,
        options,
        session: Arc::new(session),
        reading: 0,
        documents: HashMap::new(),
        state: 0,
        pool: Pool::new(threads),
        parked: Vec::new(),
        working: HashSet::new(),
        runs: HashMap::new(),
        swept: HashSet::new(),
        reload: None,
        files: BTreeMap::new(),
        problems: Vec::new(),
        shown_in: HashSet::new(),
        told: BTreeSet::new(),
        is_shut: false,
    };
    if let Some(error) = unread {
        server.client.log(gen_lsp_types::MessageType::Warning, format!("morat: initializationOptions: {error}"));
    }
    server.probe(problem);
    Ok(server)
}

/// The folders that the editor has open.
fn roots(params: &Value) -> Vec<PathBuf> {
    let folder = |uri: &Value| uri::path(&Uri(uri.as_str()?.to_owned()));
    match params.get("workspaceFolders").and_then(Value::as_array) {
        Some(folders) => folders.iter().filter_map(|one| folder(one.get("uri")?)).collect(),
        None => params.get("rootUri").and_then(folder).into_iter().collect(),
    }
}

/// Takes a message of the client; false if it is the last one.
fn take(server: &mut Server, message: Message) -> bool {
    match message {
        Message::Request(request) => {
            let id = request.id.clone();
            if let Some(place) = guarded(server, |server| server.request(request)) {
                server.client.answer(id, Err::<(), _>(Refusal::new(ErrorCode::InternalError, place)));
            }
            true
        }
        Message::Response(response) => {
            guarded(server, |server| server.response(&response.id, response.response_result));
            true
        }
        Message::Notification(notification) => {
            let mut goes_on = true;
            guarded(server, |server| goes_on = server.notification(notification));
            goes_on
        }
    }
}

/// Does something; a panic is told and nothing else. Gives back what is told.
fn guarded(server: &mut Server, work: impl FnOnce(&mut Server)) -> Option<String> {
    let place = panics::caught(|| work(server)).err()?;
    let fault = Problem::from(panics::fault(&place));
    let said = fault.say(server.lang);
    if server.told.insert((String::new(), said.clone())) {
        server.show(gen_lsp_types::MessageType::Error, &fault);
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::Uri;
    use serde_json::json;

    use super::super::state::{Fault, Outcome};
    use super::*;

    #[test]
    fn a_panic_in_one_document_is_told_once_and_the_others_go_on() {
        let (ours, theirs) = Connection::memory();
        let params = json!({ "capabilities": {} });
        let mut server = begin(Client::new(ours.sender), RequestId::from(1), &params, Start::default()).unwrap();
        let [first, second] = ["untitled:a", "untitled:b"].map(Uri::from);
        for uri in [&first, &second] {
            let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": "Sự nổ lực.\n" });
            let params = json!({ "textDocument": document });
            server.notification(lsp_server::Notification::new("textDocument/didOpen".to_owned(), params));
        }
        for _ in 0..3 {
            let state = server.documents[&first].state;
            let checked = Err(Fault::Panic("a.rs:1".to_owned()));
            server.outcome(Outcome::Checked { uri: first.clone(), state, checked });
            server.schedule(&first, true);
        }
        server.do_what_is_due();
        while server.documents.values().any(|document| document.current().is_none()) {
            let outcome = server.pool.results.recv().unwrap();
            server.outcome(outcome);
            server.do_what_is_due();
        }
        let said: Vec<Message> = theirs.receiver.try_iter().collect();
        let of = |method: &str| {
            let is = |message: &&Message| matches!(message, Message::Notification(said) if said.method == method);
            said.iter().filter(is).count()
        };
        assert_eq!(of("window/showMessage"), 1);
        // Three times nothing, and then what is found in both.
        assert_eq!(of("textDocument/publishDiagnostics"), 5);
    }
}
