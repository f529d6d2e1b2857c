//! What goes to the client: notifications, requests of ours, answers.

use std::collections::HashMap;

use crossbeam_channel::Sender;
use gen_lsp_types::{
    LogMessageNotification, LogMessageParams, MessageType, Notification, ShowMessageNotification, ShowMessageParams,
};
use lsp_server::{ErrorCode, Message, RequestId, Response};
use serde::Serialize;
use serde_json::Value;

/// What a request of ours was for, to know it when the answer comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing is done with the answer.
    Nothing,
    /// The settings of the editor for morat.
    Configuration,
}

/// The other end of the connection.
pub struct Client {
    sender: Sender<Message>,
    next: i32,
    asked: HashMap<RequestId, Asked>,
}

/// Why a request was not done, for its answer.
pub struct Refusal {
    /// The code of the protocol.
    pub code: ErrorCode,
    /// The reason, in the language of the client.
    pub message: String,
    /// What the code asks for.
    pub data: Option<Value>,
}

impl Refusal {
    /// A refusal without further data.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Refusal {
        Refusal { code, message: message.into(), data: None }
    }

    /// Of a request that the client or the server has given up.
    pub fn cancelled() -> Refusal {
        Refusal::new(ErrorCode::RequestCanceled, "cancelled")
    }
}

impl Client {
    /// A client that is written to by `sender`.
    pub fn new(sender: Sender<Message>) -> Client {
        Client { sender, next: 0, asked: HashMap::new() }
    }

    /// Sends a message. Where nobody listens any more, the main loop learns that from the other direction.
    fn send(&self, message: impl Into<Message>) {
        let _ = self.sender.send(message.into());
    }

    /// Notifies the client.
    pub fn notify<N: Notification>(&self, params: N::Params) {
        self.send(lsp_server::Notification::new(N::METHOD.as_str().to_owned(), params));
    }

    /// Asks the client for something.
    pub fn ask<R: gen_lsp_types::Request>(&mut self, params: R::Params, asked: Asked) {
        // With a name of its own it is not mistaken for one of the client's.
        let id = RequestId::from(format!("morat-{}", self.next));
        self.next += 1;
        if asked != Asked::Nothing {
            self.asked.insert(id.clone(), asked);
        }
        self.send(lsp_server::Request::new(id, R::METHOD.as_str().to_owned(), params));
    }

    /// What an answer of the client is about; `None` if nothing is done with it.
    pub fn answered(&mut self, id: &RequestId) -> Option<Asked> {
        self.asked.remove(id)
    }

    /// Answers a request.
    pub fn answer<T: Serialize>(&self, id: RequestId, answer: Result<T, Refusal>) {
        let response_result = match answer.map(serde_json::to_value) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(lsp_server::ResponseError {
                code: ErrorCode::InternalError as i32,
                message: error.to_string(),
                data: None,
            }),
            Err(Refusal { code, message, data }) => Err(lsp_server::ResponseError { code: code as i32, message, data }),
        };
        self.send(Response { id, response_result });
    }

    /// Shows a message to the user.
    pub fn show(&self, kind: MessageType, message: String) {
        self.notify::<ShowMessageNotification>(ShowMessageParams { kind, message });
    }

    /// Writes a message into the editor's log.
    pub fn log(&self, kind: MessageType, message: String) {
        self.notify::<LogMessageNotification>(LogMessageParams { kind, message });
    }
}
