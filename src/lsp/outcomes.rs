//! Takes what the threads have done.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use gen_lsp_types::{
    Diagnostic, FullDocumentDiagnosticReport, MessageType, ProgressNotification, ProgressParams, ProgressToken,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use lsp_server::RequestId;
use serde_json::{Value, json};

use super::check::Checked;
use super::client::{Asked, Refusal};
use super::execute::Done;
use super::requests::refused;
use super::state::{Fault, Outcome, Server, SweptFile, result_id};
use super::{settings_file, uri};
use crate::problem::{Lang, Problem};
use crate::project::panics;

impl Server {
    /// Takes an outcome.
    pub fn outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Checked { uri, state, checked } => self.checked(&uri, state, checked),
            Outcome::Answer { id, answer } => {
                // Of a request that was cancelled the answer is out already.
                if self.working.remove(&id) {
                    self.client.answer(id, answer);
                }
            }
            Outcome::Executed { id, done } => self.executed(id, done),
            Outcome::Settings { reading, problems, files } if reading == self.reading => {
                self.watch(files);
                self.show_problems(problems);
            }
            Outcome::Settings { .. } => {}
            Outcome::Swept { run, file } => self.swept(run, *file),
            Outcome::SweepOver { run, failed } => self.sweep_over(run, &failed),
        }
    }

    /// Shows what was found, if the text is still the one that was checked; else it is checked again.
    fn checked(&mut self, uri: &Uri, state: u64, checked: Result<Checked, Fault>) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.is_running = false;
        if document.state != state {
            // It is due when its burst of keys is over.
            document.due.get_or_insert_with(Instant::now);
            return;
        }
        let checked = checked.unwrap_or_else(|fault| {
            self.tell_fault(uri, fault);
            Checked::default()
        });
        if let Some(document) = self.documents.get_mut(uri) {
            document.checked = Some((state, Arc::new(checked)));
        }
        self.publish(uri);
        self.answer_parked(uri);
    }

    /// Tells of a document that cannot be checked, once: a panic to the user, other things to the log.
    fn tell_fault(&mut self, uri: &Uri, fault: Fault) {
        let (problem, is_panic) = match fault {
            Fault::Unreadable(problem) => (problem, false),
            Fault::Panic(place) => (Problem::from(panics::fault(&place)), true),
        };
        let problem = problem.in_file(uri::name(uri));
        let said = problem.say(self.lang);
        if !self.told.insert((uri.0.clone(), said.clone())) {
            return;
        }
        match is_panic {
            true => self.show(MessageType::Error, &problem),
            false => self.client.log(MessageType::Info, format!("morat: {said}")),
        }
    }

    fn executed(&mut self, id: RequestId, done: Result<Done, Problem>) {
        let is_awaited = self.working.remove(&id);
        let answer = match done {
            Ok(Done::Written(said)) => {
                self.client.log(MessageType::Info, format!("morat: {said}"));
                self.reload();
                Ok(json!(said))
            }
            Ok(Done::Waiting(said)) => {
                self.client.show(MessageType::Warning, format!("morat: {said}"));
                self.reload();
                Ok(json!(said))
            }
            Ok(Done::Edit(edit)) => {
                self.apply(edit);
                Ok(Value::Null)
            }
            Ok(Done::Needless(said)) => {
                self.client.log(MessageType::Info, format!("morat: {said}"));
                Ok(json!(said))
            }
            Err(problem) => {
                self.show(MessageType::Error, &problem);
                Err(refused(&problem, self.lang))
            }
        };
        if is_awaited {
            self.client.answer(id, answer);
        }
    }

    /// Shows what is wrong with settings: a new problem as a message, all of them at their lines. What was wrong and is no more is
    /// taken away.
    fn show_problems(&mut self, problems: Vec<Problem>) {
        for problem in problems.iter().filter(|problem| !self.problems.contains(problem)) {
            let (vi, en) = ("thiết lập dùng được lần trước vẫn có hiệu lực", "the last good settings stay in force");
            let said = format!("{} ({})", problem.say(self.lang), self.lang.pick(vi, en));
            self.client.show(MessageType::Error, format!("morat: {said}"));
        }
        let mut shown = HashSet::new();
        for (problem, file) in problems.iter().filter_map(|problem| Some((problem, settings_file::file(problem)?))) {
            // One that is open speaks for itself: what is wrong with it as it stands in the editor.
            let Some(uri) = uri::of_path(&file).filter(|_| !self.is_open(&file)) else { continue };
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let diagnostic: Diagnostic = settings_file::diagnostic(problem, &file, &text, self.can.unit, self.lang);
            self.push(&uri, None, vec![diagnostic]);
            shown.insert(uri);
        }
        for gone in std::mem::replace(&mut self.shown_in, shown.clone()).difference(&shown) {
            if uri::path(gone).is_none_or(|path| !self.is_open(&path)) {
                self.push(gone, None, Vec::new());
            }
        }
        self.problems = problems;
    }

    fn is_open(&self, file: &Path) -> bool {
        self.documents.keys().filter_map(uri::path).any(|path| settings_file::same(&path, file))
    }

    /// Takes an answer of the client.
    pub fn response(&mut self, id: &RequestId, answer: Result<Value, lsp_server::ResponseError>) {
        if let (Some(Asked::Configuration), Ok(Value::Array(values))) = (self.client.answered(id), answer)
            // An editor without settings for morat says nothing, or an empty object: what it said at the start holds.
            && let Some(value) = values.first().filter(|value| value.as_object().is_some_and(|said| !said.is_empty()))
        {
            self.take_options(value);
        }
    }

    /// Shows progress.
    pub fn progress(&self, token: &ProgressToken, value: Value) {
        self.client.notify::<ProgressNotification>(ProgressParams { token: token.clone(), value });
    }

    fn swept(&mut self, run: u64, file: SweptFile) {
        let SweptFile { uri, path, items, done: (done, all) } = file;
        // Those that were open at the start are not among them; one may have been opened since.
        let is_open = self.documents.keys().any(|open| *open == uri || uri::path(open).as_ref() == Some(&path));
        let Some(run) = self.runs.get_mut(&run) else { return };
        let hundredths = done * 100 / all.max(1);
        let shows = run.progress.as_mut().filter(|(_, shown)| *shown < hundredths);
        let shows = shows.map(|(token, shown)| {
            *shown = hundredths;
            token.clone()
        });
        let report = (run.is_pull && !is_open).then(|| {
            let result_id = result_id(&items);
            match run.known.get(&uri) == Some(&result_id) {
                true => WorkspaceUnchangedDocumentDiagnosticReport {
                    uri: uri.clone(),
                    version: None,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
                }
                .into(),
                false => WorkspaceFullDocumentDiagnosticReport {
                    uri: uri.clone(),
                    version: None,
                    full_document_diagnostic_report: FullDocumentDiagnosticReport {
                        result_id: Some(result_id),
                        items: items.clone(),
                    },
                }
                .into(),
            }
        });
        let partial = run.partial.clone();
        if !items.is_empty() {
            run.found.insert(uri.clone());
        }
        let is_pull = run.is_pull;
        match (report, partial) {
            (Some(report), Some(token)) => {
                let report: gen_lsp_types::WorkspaceDocumentDiagnosticReport = report;
                self.progress(&token, json!({ "items": [report] }));
            }
            (Some(report), None) => run.items.push(report),
            (None, _) => {}
        }
        if !is_pull && !is_open && !items.is_empty() {
            self.swept.insert(uri.clone());
            self.push(&uri, None, items);
        }
        if let Some(token) = shows {
            let message = format!("{done}/{all}");
            self.progress(&token, json!({ "kind": "report", "message": message, "percentage": hundredths }));
        }
    }

    fn sweep_over(&mut self, run: u64, failed: &[Problem]) {
        let Some(run) = self.runs.remove(&run) else { return };
        for problem in failed {
            self.client.log(MessageType::Warning, format!("morat: {}", problem.say(self.lang)));
        }
        let is_cancelled = run.cancelled.load(Ordering::Relaxed);
        if let Some((token, _)) = &run.progress {
            let found = run.found.len();
            let message = match self.lang {
                Lang::Vi => format!("{found} bài có chỗ cần xem"),
                Lang::En => format!("{found} texts with findings"),
            };
            self.progress(token, json!({ "kind": "end", "message": message }));
        }
        if !run.is_pull && !is_cancelled {
            // Files that had something to show before this run and have nothing now.
            let gone: Vec<Uri> = self.swept.difference(&run.found).cloned().collect();
            for uri in gone {
                self.swept.remove(&uri);
                self.push(&uri, None, Vec::new());
            }
        }
        let answer = match (is_cancelled, run.is_pull) {
            (true, _) => Err(Refusal::cancelled()),
            (false, true) => Ok(json!({ "items": run.items })),
            (false, false) => Ok(json!({ "files": run.found.len() })),
        };
        self.client.answer(run.id, answer);
    }
}
