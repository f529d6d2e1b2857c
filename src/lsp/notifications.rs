//! Takes notice of what the client says.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Instant;

use gen_lsp_types::{
    ConfigurationItem, ConfigurationParams, ConfigurationRequest, DidChangeTextDocumentParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    MessageType, ProgressToken, Uri, WorkDoneProgressCancelParams,
};
use lsp_server::{Notification, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::{Asked, Refusal};
use super::document::OpenDocument;
use super::options::Options;
use super::state::Server;
use super::{settings_file, uri};
use crate::problem::Problem;

impl Server {
    /// Takes notice of a notification; false if it is the last one.
    pub fn notification(&mut self, notification: Notification) -> bool {
        let Notification { method, params } = notification;
        match method.as_str() {
            "exit" => return false,
            "initialized" => self.initialized(),
            "textDocument/didOpen" => self.read(&method, params, Server::opened),
            "textDocument/didChange" => self.read(&method, params, Server::changed),
            "textDocument/didClose" => self.read(&method, params, Server::closed),
            "textDocument/didSave" => self.read(&method, params, Server::saved),
            "workspace/didChangeWatchedFiles" => self.reload_soon(),
            "workspace/didChangeWorkspaceFolders" => self.read(&method, params, Server::folders_changed),
            "workspace/didChangeConfiguration" => self.configuration_changed(&params),
            "window/workDoneProgress/cancel" => self.read(&method, params, Server::progress_cancelled),
            "$/cancelRequest" => self.read(&method, params, Server::cancelled),
            // What else there is need not be understood.
            _ => {}
        }
        true
    }

    /// Reads parameters and goes on with them; what cannot be read is logged.
    fn read<T: DeserializeOwned>(&mut self, method: &str, params: Value, go_on: impl FnOnce(&mut Server, T)) {
        match serde_json::from_value(params) {
            Ok(params) => go_on(self, params),
            Err(error) => self.client.log(MessageType::Warning, format!("morat: {method}: {error}")),
        }
    }

    fn initialized(&mut self) {
        self.watch_settings();
        self.ask_configuration();
    }

    fn ask_configuration(&mut self) {
        if self.can.configuration {
            let item = ConfigurationItem { scope_uri: None, section: Some("morat".to_owned()) };
            self.client.ask::<ConfigurationRequest>(ConfigurationParams { items: vec![item] }, Asked::Configuration);
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let uri = opened.uri;
        self.reload_if_changed();
        // What was said of the file before is said by the document now; the client may write its URI in another way.
        let path = uri::path(&uri);
        let same = |known: &&Uri| **known == uri || path.is_some() && uri::path(known) == path;
        let said: Vec<Uri> = self.swept.iter().chain(&self.shown_in).filter(same).cloned().collect();
        for known in said {
            self.swept.remove(&known);
            self.shown_in.remove(&known);
            if self.can.pulls || known != uri {
                self.push(&known, None, Vec::new());
            }
        }
        let document = OpenDocument {
            uri: uri.clone(),
            language: opened.language_id.to_string(),
            version: opened.version,
            text: opened.text.into(),
            state: 0,
            checked: None,
            due: None,
            is_running: false,
            typed: None,
        };
        self.give_up_parked(&uri, false);
        self.documents.insert(uri.clone(), document);
        self.schedule(&uri, true);
        self.probe(None);
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let Some(document) = self.documents.get_mut(&uri) else { return };
        document.change(params.text_document.version, params.content_changes, self.can.unit, Instant::now());
        self.give_up_parked(&uri, false);
        self.schedule(&uri, false);
    }

    fn saved(&mut self, params: DidSaveTextDocumentParams) {
        let uri = params.text_document.uri;
        // A new settings file is in no list yet.
        let is_settings = uri::path(&uri).is_some_and(|path| settings_file::is_settings(&path));
        match !self.can.watches && is_settings {
            true => self.reload_soon(),
            false => self.reload_if_changed(),
        }
        self.leave_word(&uri);
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.give_up_parked(&uri, true);
        if self.documents.remove(&uri).is_some() {
            self.told.retain(|(document, _)| *document != uri.0);
            if !self.can.pulls {
                self.push(&uri, None, Vec::new());
            }
            self.probe(None);
        }
    }

    fn folders_changed(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let mut roots = self.session.roots.clone();
        let removed: Vec<PathBuf> = params.event.removed.iter().filter_map(|folder| uri::path(&folder.uri)).collect();
        roots.retain(|root| !removed.contains(root));
        roots.extend(params.event.added.iter().filter_map(|folder| uri::path(&folder.uri)));
        let is_gone = |path: PathBuf| {
            removed.iter().any(|root| path.starts_with(root)) && !roots.iter().any(|root| path.starts_with(root))
        };
        let gone: Vec<Uri> = self.swept.iter().filter(|uri| uri::path(uri).is_some_and(is_gone)).cloned().collect();
        for uri in gone {
            self.swept.remove(&uri);
            self.push(&uri, None, Vec::new());
        }
        self.open_session(roots);
    }

    fn configuration_changed(&mut self, params: &Value) {
        match params.get("settings") {
            Some(settings) if settings.get("morat").is_some() => self.take_options(settings),
            // It says that something has changed, and wants to be asked what.
            _ => self.ask_configuration(),
        }
    }

    /// What the editor's settings say; with the same as before nothing is done.
    pub fn take_options(&mut self, value: &Value) {
        match Options::read(value) {
            Ok(options) if options == self.options => {}
            Ok(options) => {
                self.lang = options.language().unwrap_or(self.usual);
                self.options = options;
                self.reload();
            }
            Err(error) => self.show(
                MessageType::Warning,
                &Problem::new(
                    format!("thiết lập của trình soạn thảo cho morat không đọc được: {error}"),
                    format!("the editor's settings for morat cannot be read: {error}"),
                ),
            ),
        }
    }

    fn progress_cancelled(&mut self, params: WorkDoneProgressCancelParams) {
        self.cancel_runs(|_, token| token == Some(&params.token));
    }

    fn cancelled(&mut self, params: CancelledRequest) {
        let id = params.id;
        if let Some(at) = self.parked.iter().position(|parked| parked.id == id) {
            self.parked.remove(at);
            self.client.answer(id, Err::<(), _>(Refusal::cancelled()));
        } else if self.working.remove(&id) {
            self.client.answer(id, Err::<(), _>(Refusal::cancelled()));
        } else {
            self.cancel_runs(|asked, _| *asked == id);
        }
    }

    /// Ends runs over all files; each answers when it has ended.
    fn cancel_runs(&mut self, which: impl Fn(&RequestId, Option<&ProgressToken>) -> bool) {
        for run in self.runs.values().filter(|run| which(&run.id, run.progress.as_ref().map(|(token, _)| token))) {
            run.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// The parameters of `$/cancelRequest`.
#[derive(serde::Deserialize)]
struct CancelledRequest {
    id: RequestId,
}
