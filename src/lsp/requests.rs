//! Answers requests. Those about findings wait until the text as it is now has been checked; what takes time is done by a thread.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gen_lsp_types::{
    ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, CodeAction, CodeActionParams, CompletionItem,
    CompletionItemKind, CompletionParams, Contents, DiagnosticServerCancellationData, DocumentDiagnosticParams,
    DocumentDiagnosticReport, ExecuteCommandParams, FullDocumentDiagnosticReport, Hover, HoverParams, MarkupContent,
    MarkupKind, ProgressToken, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, TextEdit,
    UnchangedDocumentDiagnosticReport, Uri, WorkDoneProgressCreateParams, WorkDoneProgressCreateRequest,
    WorkspaceDiagnosticParams, WorkspaceEdit,
};
use lsp_server::{ErrorCode, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{Case, Later};
use super::check::Found;
use super::client::{Asked, Refusal};
use super::completion::{self, Kind, Offer};
use super::execute::{Done, Execution, gone};
use super::session::Settings;
use super::state::{Ask, Outcome, Parked, Run, Server, result_id};
use super::{commands, hover, position, settings_file, sweep, uri};
use crate::linter::{Worker, unknown_rule};
use crate::problem::{Lang, Problem};
use crate::rules::Registry;
use crate::text::LineIndex;

/// The parameters of a request, or the refusal for what they are not.
fn params<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))
}

/// A refusal for a problem.
pub fn refused(problem: &Problem, lang: Lang) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, problem.say(lang))
}

impl Server {
    /// Answers a request, now or later.
    pub fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.is_shut {
            let refusal = Refusal::new(ErrorCode::InvalidRequest, "the server is shutting down");
            return self.client.answer(id, Err::<(), _>(refusal));
        }
        if let Err(refusal) = self.begin(&id, &method, params) {
            self.client.answer(id, Err::<(), _>(refusal));
        }
    }

    /// Begins with a request; its answer is sent here or later.
    fn begin(&mut self, id: &RequestId, method: &str, value: Value) -> Result<(), Refusal> {
        let id = id.clone();
        match method {
            "shutdown" => {
                self.is_shut = true;
                self.stop();
                for parked in std::mem::take(&mut self.parked) {
                    self.client.answer(parked.id, Err::<(), _>(Refusal::cancelled()));
                }
                self.client.answer(id, Ok(()));
            }
            "textDocument/diagnostic" => {
                let asked: DocumentDiagnosticParams = params(value)?;
                self.ask(id, asked.text_document.uri, Ask::Pull(asked.previous_result_id));
            }
            "textDocument/codeAction" => {
                let asked: CodeActionParams = params(value)?;
                self.ask(id, asked.text_document.uri, Ask::Actions(asked.range, asked.context.only));
            }
            "textDocument/hover" => {
                let asked: HoverParams = params(value)?;
                let at = asked.text_document_position_params;
                self.ask(id, at.text_document.uri, Ask::Hover(at.position));
            }
            "codeAction/resolve" => self.resolve(id, params(value)?)?,
            "textDocument/completion" => {
                let asked: CompletionParams = params(value)?;
                let at = asked.text_document_position_params;
                let items = self.complete(&at.text_document.uri, at.position);
                self.client.answer(id, Ok(items));
            }
            "workspace/executeCommand" => self.execute(id, params(value)?)?,
            "workspace/diagnostic" => self.pull_all(id, params(value)?),
            _ => return Err(Refusal::new(ErrorCode::MethodNotFound, format!("no such request: {method}"))),
        }
        Ok(())
    }

    /// Answers a question about the findings of a document once they are known.
    fn ask(&mut self, id: RequestId, uri: Uri, ask: Ask) {
        let Some(document) = self.documents.get_mut(&uri) else {
            if matches!(ask, Ask::Pull(_)) {
                // Some clients ask for what they show and have not opened.
                return self.client.answer(id, Ok(json!({ "kind": "full", "items": [] })));
            }
            let refusal = Refusal::new(ErrorCode::InvalidParams, format!("not open: {}", uri.0));
            return self.client.answer(id, Err::<(), _>(refusal));
        };
        if document.current().is_some() {
            return self.answer(id, &uri, ask);
        }
        // Whoever asks does not type.
        if document.due.is_some() {
            document.due = Some(std::time::Instant::now());
        }
        self.parked.push(Parked { id, uri, ask });
    }

    /// Answers all that waited for the findings of a document.
    pub fn answer_parked(&mut self, uri: &Uri) {
        let (ready, waiting) = std::mem::take(&mut self.parked).into_iter().partition(|parked| parked.uri == *uri);
        self.parked = waiting;
        let ready: Vec<Parked> = ready;
        ready.into_iter().for_each(|parked| self.answer(parked.id, uri, parked.ask));
    }

    /// Gives up all that waited for the findings of a text that is no more. A client that asked for diagnostics is told to ask
    /// again.
    pub fn give_up_parked(&mut self, uri: &Uri, is_closed: bool) {
        let (gone, waiting) = std::mem::take(&mut self.parked).into_iter().partition(|parked| parked.uri == *uri);
        self.parked = waiting;
        let gone: Vec<Parked> = gone;
        for parked in gone {
            let refusal = match parked.ask {
                Ask::Pull(_) => {
                    let data = DiagnosticServerCancellationData { retrigger_request: !is_closed };
                    let data = serde_json::to_value(data).ok();
                    Refusal { code: ErrorCode::ServerCancelled, message: "the text has changed".to_owned(), data }
                }
                _ => Refusal::new(ErrorCode::ContentModified, "the text has changed"),
            };
            self.client.answer(parked.id, Err::<(), _>(refusal));
        }
    }

    /// Answers a question about a document whose findings are known.
    fn answer(&mut self, id: RequestId, uri: &Uri, ask: Ask) {
        let Some(case) = self.case(uri) else {
            return self.client.answer(id, Err::<(), _>(Refusal::new(ErrorCode::ContentModified, "closed")));
        };
        match ask {
            Ask::Pull(known) => {
                let report = self.report(uri, known);
                self.client.answer(id, Ok(report));
            }
            Ask::Hover(at) => {
                let hover = self.hover(&case, at);
                self.client.answer(id, Ok(hover));
            }
            Ask::Actions(range, only) => self.work(id, move |worker| {
                let lines = LineIndex::new(&case.text);
                let range = position::to_range(&case.text, &lines, case.can.unit, range);
                Ok(json!(case.actions(range, only.as_deref(), worker).map_err(|problem| refused(&problem, case.lang))?))
            }),
            Ask::FixAll => {
                let lang = self.lang;
                self.execute_by(id, move |_, worker| {
                    let nothing = lang.pick("không có gì để sửa", "there is nothing to fix");
                    Ok(case.all_fixes(worker)?.map_or_else(|| Done::Needless(nothing.to_owned()), Done::Edit))
                });
            }
            Ask::Ignore(fingerprint) => self.execute_by(id, move |execution, _| match &case.checked.settings {
                Some(settings) => execution.ignore(settings, &case.checked, &case.text, &fingerprint),
                None => Err(gone()),
            }),
        }
    }

    /// Has a thread answer a request.
    fn work(&mut self, id: RequestId, work: impl FnOnce(&mut Worker) -> Result<Value, Refusal> + Send + 'static) {
        self.working.insert(id.clone());
        let (failed, lang) = (id.clone(), self.lang);
        self.pool.run(
            move |worker, _| Outcome::Answer { id, answer: work(worker) },
            move |place| {
                let fault = lang.of(&crate::project::panics::fault(&place)).to_owned();
                Outcome::Answer { id: failed, answer: Err(Refusal::new(ErrorCode::InternalError, fault)) }
            },
        );
    }

    /// Has a thread carry out a command.
    fn execute_by(
        &mut self,
        id: RequestId,
        work: impl FnOnce(&Execution, &mut Worker) -> Result<Done, Problem> + Send + 'static,
    ) {
        self.working.insert(id.clone());
        let failed = id.clone();
        let (session, can) = (Arc::clone(&self.session), Arc::clone(&self.can));
        let execution = Execution { session, drafts: self.drafts(), can, lang: self.lang };
        self.pool.run(
            move |worker, _| Outcome::Executed { id, done: work(&execution, worker) },
            move |place| Outcome::Executed {
                id: failed,
                done: Err(Problem::from(crate::project::panics::fault(&place))),
            },
        );
    }

    /// The diagnostics of a document, unless the client has them.
    fn report(&self, uri: &Uri, known: Option<String>) -> DocumentDiagnosticReport {
        let items = self.diagnostics(uri).unwrap_or_default();
        let result_id = result_id(&items);
        if known.as_ref() == Some(&result_id) {
            return RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            }
            .into();
        }
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
        }
        .into()
    }

    fn hover(&self, case: &Case, at: gen_lsp_types::Position) -> Option<Hover> {
        let registry = case.checked.settings.as_ref().map_or_else(|| Arc::clone(Registry::shared()), registry_of);
        let mut lines = LineIndex::new(&case.text);
        let at = position::to_byte(&case.text, &lines, self.can.unit, at);
        let found: Vec<&Found> = case.checked.touching(at..at).collect();
        let said = |found: &&Found| hover::of_finding(found, registry.rule(found.diagnostic.rule), self.lang);
        let (text, range) = match found.first() {
            Some(first) => (found.iter().map(said).collect::<Vec<_>>().join("\n\n---\n\n"), first.range.clone()),
            None => {
                let (name, range) = hover::name_at(&case.text, at)?;
                (hover::of_rule(registry.rule(registry.find(name)?), self.lang), range)
            }
        };
        let range = position::of_range(&mut lines, self.can.unit, range);
        let content = match self.can.markdown {
            true => MarkupContent { kind: MarkupKind::Markdown, value: text },
            false => MarkupContent { kind: MarkupKind::PlainText, value: hover::plain(&text) },
        };
        Some(Hover { contents: Contents::MarkupContent(content), range: Some(range) })
    }

    /// Makes out the edit of an action that was chosen.
    fn resolve(&mut self, id: RequestId, action: CodeAction) -> Result<(), Refusal> {
        let Some(later) = Later::read(action.data.as_ref()) else {
            self.client.answer(id, Ok(action));
            return Ok(());
        };
        let (uri, version) = later.of();
        let case = self.case(uri).filter(|case| case.version == version);
        let Some(case) = case else {
            return Err(Refusal::new(ErrorCode::ContentModified, "the text has changed"));
        };
        self.work(id, move |worker| {
            let edit = case.resolve(&later, worker).map_err(|problem| refused(&problem, case.lang))?;
            match edit {
                None if matches!(later, Later::Comment { .. }) => Err(refused(&no_comment(), case.lang)),
                edit => Ok(json!(CodeAction { edit: Some(edit.unwrap_or_default()), ..action })),
            }
        });
        Ok(())
    }

    fn complete(&self, uri: &Uri, at: gen_lsp_types::Position) -> Vec<CompletionItem> {
        let Some(document) = self.documents.get(uri) else { return Vec::new() };
        let text = &document.text;
        let mut lines = LineIndex::new(text);
        let at = position::to_byte(text, &lines, self.can.unit, at);
        // Rules of the project's own are offered once its settings are known.
        let settings = document.checked.as_ref().and_then(|(_, checked)| checked.settings.as_ref());
        let registry = settings.map_or_else(|| Arc::clone(Registry::shared()), registry_of);
        let is_settings = uri::path(uri).is_some_and(|path| settings_file::is_settings(&path));
        let offers = match is_settings {
            true => completion::in_settings(text, at, &registry, self.lang),
            false => completion::in_text(text, at, &registry, self.lang),
        };
        let mut item = |offer: Offer| {
            let range = offer.range.start as u32..offer.range.end as u32;
            let range = position::of_range(&mut lines, self.can.unit, range);
            let kind = match offer.kind {
                Kind::Word => CompletionItemKind::Value,
                Kind::Rule => CompletionItemKind::EnumMember,
                Kind::Key => CompletionItemKind::Property,
            };
            CompletionItem {
                label: offer.text.trim_matches('"').to_owned(),
                filter_text: Some(offer.text.clone()),
                kind: Some(kind),
                detail: Some(offer.about).filter(|about| !about.is_empty()),
                text_edit: Some(TextEdit { range, new_text: offer.text }.into()),
                ..CompletionItem::default()
            }
        };
        offers.into_iter().map(&mut item).collect()
    }

    fn execute(&mut self, id: RequestId, asked: ExecuteCommandParams) -> Result<(), Refusal> {
        let argument = asked.arguments.and_then(|arguments| arguments.into_iter().next()).unwrap_or_default();
        match asked.command.as_str() {
            commands::ADD_WORD => {
                let asked: commands::AddWord = params(argument)?;
                let settings = self.settings_of(&asked.uri)?;
                self.execute_by(id, move |execution, _| execution.add_word(&settings, &asked));
            }
            commands::DISABLE_RULE => {
                let asked: commands::DisableRule = params(argument)?;
                let settings = self.settings_of(&asked.uri)?;
                self.execute_by(id, move |execution, _| execution.disable(&settings, &asked.rule));
            }
            commands::IGNORE => {
                let asked: commands::Ignore = params(argument)?;
                self.ask(id, asked.uri, Ask::Ignore(asked.fingerprint));
            }
            commands::FIX_ALL => {
                let asked: commands::OfDocument = params(argument)?;
                self.ask(id, asked.uri, Ask::FixAll);
            }
            commands::CHECK_WORKSPACE => self.check_workspace(id)?,
            commands::EXPLAIN => {
                let asked: commands::Explain = params(argument)?;
                let of_document = |rule: &str| {
                    let known = self.documents.values().filter_map(|document| document.current()?.settings.as_ref());
                    let found = known.map(registry_of).chain([Arc::clone(Registry::shared())]);
                    found.into_iter().find(|registry| registry.find(rule).is_some())
                };
                let Some(registry) = of_document(&asked.rule) else {
                    return Err(refused(&unknown_rule(Registry::shared(), &asked.rule), self.lang));
                };
                let text = registry.find(&asked.rule).map(|id| hover::of_rule(registry.rule(id), self.lang));
                self.client.answer(id, Ok(text));
            }
            commands::RELOAD => {
                self.reload();
                self.client.answer(id, Ok(()));
            }
            command => return Err(Refusal::new(ErrorCode::InvalidParams, format!("no such command: {command}"))),
        }
        Ok(())
    }

    /// What holds for a document: an open one as it is read, or any file.
    fn settings_of(&self, uri: &Uri) -> Result<Settings, Refusal> {
        let open = self.documents.get(uri);
        let known = open.and_then(|document| document.checked.as_ref()?.1.settings.clone());
        let language = open.map_or("", |document| document.language.as_str());
        match known.map_or_else(|| self.session.settings(uri, language), |known| Ok(Some(known))) {
            Ok(Some(settings)) => Ok(settings),
            Ok(None) => Err(Refusal::new(ErrorCode::RequestFailed, format!("not checked: {}", uri.0))),
            Err(problem) => Err(refused(&problem, self.lang)),
        }
    }

    /// Has the client make an edit.
    pub fn apply(&mut self, edit: WorkspaceEdit) {
        let params = ApplyWorkspaceEditParams { label: Some("morat".to_owned()), edit, metadata: None };
        self.client.ask::<ApplyWorkspaceEditRequest>(params, Asked::Nothing);
    }

    /// Checks all files, shows progress, and pushes what is found.
    fn check_workspace(&mut self, id: RequestId) -> Result<(), Refusal> {
        if let Some(problem) = self.too_wide() {
            return Err(refused(&problem, self.lang));
        }
        let token = self.can.progress.then(|| ProgressToken::String(format!("morat-{}", self.next_state())));
        if let Some(token) = &token {
            let params = WorkDoneProgressCreateParams { token: token.clone() };
            self.client.ask::<WorkDoneProgressCreateRequest>(params, Asked::Nothing);
        }
        self.run_over_all(id, token, None);
        Ok(())
    }

    /// Answers a request for the diagnostics of all files. Without the option for it, and in a folder that holds everything, there
    /// are none.
    fn pull_all(&mut self, id: RequestId, asked: WorkspaceDiagnosticParams) {
        if !self.options.workspace_diagnostics || self.too_wide().is_some() {
            return self.client.answer(id, Ok(json!({ "items": [] })));
        }
        let progress = asked.work_done_progress_params.work_done_token;
        let known = asked.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
        self.run_over_all(id, progress, Some((known, asked.partial_result_params.partial_result_token)));
    }

    fn run_over_all(
        &mut self,
        id: RequestId,
        progress: Option<ProgressToken>,
        pull: Option<(HashMap<Uri, String>, Option<ProgressToken>)>,
    ) {
        if let Some(token) = &progress {
            let title = self.lang.pick("morat soát mọi bài", "morat checks all texts");
            self.progress(token, json!({ "kind": "begin", "title": title, "cancellable": true, "percentage": 0 }));
        }
        let is_pull = pull.is_some();
        let (known, partial) = pull.unwrap_or_default();
        self.start_run(Run {
            id,
            is_pull,
            known,
            items: Vec::new(),
            partial,
            progress: progress.map(|token| (token, 0)),
            cancelled: Arc::new(AtomicBool::new(false)),
            found: Default::default(),
        });
    }

    /// The problem that the open folders hold everything; `None` if one of them does not.
    fn too_wide(&self) -> Option<Problem> {
        let all = self.session.roots.iter().all(|root| sweep::is_too_wide(root));
        all.then(|| {
            Problem::new(
                "không có thư mục bài viết nào đang mở (morat không soát cả thư mục riêng của bạn); hãy mở thư mục chứa bài",
                "no folder with texts is open (morat does not check the whole home folder); open the one with your texts",
            )
        })
    }
}

fn registry_of(settings: &Settings) -> Arc<Registry> {
    Arc::clone(settings.project.registry())
}

/// The problem that a comment would be none.
fn no_comment() -> Problem {
    Problem::new(
        "không đặt được chú thích ở đây mà không che chỗ khác; hãy dùng danh sách bỏ qua của dự án",
        "no comment can stand here without hiding something else; use the ignore list of the project",
    )
}
