//! What client and server can do, as they tell each other at the start.

use gen_lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticOptions,
    ExecuteCommandOptions, PositionEncodingKind, Save, SaveOptions, ServerCapabilities, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::Value;

use super::commands;
use crate::text::Unit;

/// The code action that makes all safe fixes of a document.
pub const FIX_ALL: &str = "source.fixAll.morat";

/// What the client can do, as far as it matters here.
#[derive(Clone, Debug)]
pub struct ClientCan {
    /// The unit in which columns are counted.
    pub unit: Unit,
    /// Whether it asks for diagnostics, and asks again when it is told to. Then nothing is pushed for open documents: the same
    /// finding would be shown twice.
    pub pulls: bool,
    /// Whether a diagnostic may have an address that describes it.
    pub describes: bool,
    /// Whether a diagnostic may have related places.
    pub relates: bool,
    /// Whether a diagnostic may be shown faded.
    pub tags: bool,
    /// Whether code actions may be more than commands.
    pub actions: bool,
    /// Whether the edit of a code action may be asked for once it is chosen.
    pub resolves: bool,
    /// Whether edits may say of which version of a document they are.
    pub versions: bool,
    /// Whether the server may have edits made.
    pub applies: bool,
    /// Whether files may be watched for the server.
    pub watches: bool,
    /// Whether these may be named from a folder.
    pub watches_relative: bool,
    /// Whether the settings of the editor can be asked for.
    pub configuration: bool,
    /// Whether the server may show the progress of what it does.
    pub progress: bool,
    /// Whether hovers may be Markdown.
    pub markdown: bool,
}

impl ClientCan {
    /// Reads the parameters of `initialize`. What is not there, or is not as the protocol has it, cannot be done; a slip in
    /// one capability does not keep the rest from being read.
    pub fn read(params: &Value) -> ClientCan {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, wanted: &str| {
            at(path).and_then(Value::as_array).is_some_and(|list| list.iter().any(|one| one == wanted))
        };
        let publish = |what: &str| at(&format!("textDocument/publishDiagnostics/{what}"));
        ClientCan {
            unit: unit(at("general/positionEncodings")),
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object)
                && is("workspace/diagnostics/refreshSupport"),
            describes: publish("codeDescriptionSupport") == Some(&Value::Bool(true)),
            relates: publish("relatedInformation") == Some(&Value::Bool(true)),
            tags: publish("tagSupport").is_some_and(|tags| tags.is_object() || tags == true),
            actions: at("textDocument/codeAction/codeActionLiteralSupport").is_some(),
            resolves: lists("textDocument/codeAction/resolveSupport/properties", "edit")
                && is("textDocument/codeAction/dataSupport"),
            versions: is("workspace/workspaceEdit/documentChanges"),
            applies: is("workspace/applyEdit"),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            watches_relative: is("workspace/didChangeWatchedFiles/relativePatternSupport"),
            configuration: is("workspace/configuration"),
            progress: is("window/workDoneProgress"),
            markdown: at("textDocument/hover/contentFormat").is_none()
                || lists("textDocument/hover/contentFormat", "markdown"),
        }
    }
}

/// The unit of columns: the first that the client names and that is known. UTF-16 need not be named.
fn unit(encodings: Option<&Value>) -> Unit {
    let named = |encoding: &Value| match encoding.as_str()? {
        "utf-8" => Some(Unit::Byte),
        "utf-16" => Some(Unit::Utf16),
        "utf-32" => Some(Unit::Char),
        _ => None,
    };
    encodings.and_then(Value::as_array).and_then(|list| list.iter().find_map(named)).unwrap_or(Unit::Utf16)
}

/// What the server can do for such a client.
pub fn of_server(can: &ClientCan, checks_workspace: bool) -> ServerCapabilities {
    let quiet = || WorkDoneProgressOptions { work_done_progress: None };
    let encoding = match can.unit {
        Unit::Byte => PositionEncodingKind::UTF8,
        Unit::Char => PositionEncodingKind::UTF32,
        Unit::Utf16 => PositionEncodingKind::UTF16,
    };
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::from(FIX_ALL.to_owned())];
    ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(Save::SaveOptions(SaveOptions { include_text: None })),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(kinds),
                resolve_provider: Some(can.resolves),
                documentation: None,
                work_done_progress_options: quiet(),
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "/", "\"", "["].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            work_done_progress_options: quiet(),
        }),
        diagnostic_provider: can.pulls.then(|| {
            DiagnosticOptions {
                identifier: Some("morat".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: checks_workspace,
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(checks_workspace) },
            }
            .into()
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(ChangeNotifications::Bool(true)),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
