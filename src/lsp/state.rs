//! The state of the server: open documents, settings, what is being done.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use gen_lsp_types::{
    Diagnostic, DiagnosticRefreshRequest, MessageType, ProgressToken, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Uri, WorkspaceDocumentDiagnosticReport,
};
use lsp_server::RequestId;
use xxhash_rust::xxh3::xxh3_64;

use super::actions::Case;
use super::capabilities::ClientCan;
use super::check::{self, Checked};
use super::client::{Client, Refusal};
use super::diagnostics::{Rendering, touches};
use super::document::OpenDocument;
use super::execute::{Done, Drafts};
use super::options::Options;
use super::pool::Pool;
use super::session::Session;
use super::sweep::Swept;
use super::{settings_file, uri};
use crate::problem::{Lang, Problem};
use crate::project::disk;

/// How long after a key the check begins: those of one burst are checked together.
const BURST: Duration = Duration::from_millis(40);

/// How long after a change of a file the settings are read anew.
const SETTLING: Duration = Duration::from_millis(100);

/// What comes back from the threads of the pool.
pub enum Outcome {
    /// A text was checked.
    Checked {
        /// The document.
        uri: Uri,
        /// The state of its text.
        state: u64,
        /// The findings; the place of a panic.
        checked: Result<Checked, Fault>,
    },
    /// A request was answered.
    Answer {
        /// The request.
        id: RequestId,
        /// The answer.
        answer: Result<serde_json::Value, Refusal>,
    },
    /// A command was carried out.
    Executed {
        /// The request.
        id: RequestId,
        /// What was done.
        done: Result<Done, Problem>,
    },
    /// What is wrong with the settings, as they were read at this time.
    Settings {
        /// The count of readings.
        reading: u64,
        /// The problems.
        problems: Vec<Problem>,
        /// The files with settings.
        files: BTreeSet<PathBuf>,
    },
    /// A file was checked because all were to be.
    Swept {
        /// Which run.
        run: u64,
        /// The file, with its diagnostics.
        file: Box<SweptFile>,
    },
    /// All files have been checked, or it was cancelled.
    SweepOver {
        /// Which run.
        run: u64,
        /// Files that cannot be read.
        failed: Vec<Problem>,
    },
}

/// Why a document could not be checked.
pub enum Fault {
    /// It is no text of its format.
    Unreadable(Problem),
    /// A panic, at this place of the program.
    Panic(String),
}

/// A file that was checked because all were to be.
pub struct SweptFile {
    /// The file.
    pub uri: Uri,
    /// Its path.
    pub path: PathBuf,
    /// Its diagnostics.
    pub items: Vec<Diagnostic>,
    /// How many files have been checked, and how many there are.
    pub done: (usize, usize),
}

/// A request that waits for the findings of its document.
pub struct Parked {
    /// The request.
    pub id: RequestId,
    /// Its document.
    pub uri: Uri,
    /// What is asked.
    pub ask: Ask,
}

/// What is asked about a document.
pub enum Ask {
    /// Its diagnostics; the result that the client has.
    Pull(Option<String>),
    /// The code actions of a range.
    Actions(gen_lsp_types::Range, Option<Vec<gen_lsp_types::CodeActionKind>>),
    /// All safe fixes, to be made by the client.
    FixAll,
    /// What is at a position.
    Hover(gen_lsp_types::Position),
    /// That a finding is put on the ignore list.
    Ignore(String),
}

/// A run over all files.
pub struct Run {
    /// Who asked.
    pub id: RequestId,
    /// Whether the diagnostics are the answer; else they are pushed.
    pub is_pull: bool,
    /// The results that the client has.
    pub known: HashMap<Uri, String>,
    /// The answer so far.
    pub items: Vec<WorkspaceDocumentDiagnosticReport>,
    /// Where results may go before the answer.
    pub partial: Option<ProgressToken>,
    /// Where progress is shown, and the hundredths that were.
    pub progress: Option<(ProgressToken, usize)>,
    /// Set to end it.
    pub cancelled: Arc<AtomicBool>,
    /// Files with findings.
    pub found: HashSet<Uri>,
}

/// The server.
pub struct Server {
    /// The client.
    pub client: Client,
    /// What the client can do.
    pub can: Arc<ClientCan>,
    /// The language of messages.
    pub lang: Lang,
    /// The language where the options name none.
    pub usual: Lang,
    /// The options.
    pub options: Options,
    /// The settings.
    pub session: Arc<Session>,
    /// How often settings were read.
    pub reading: u64,
    /// Open documents.
    pub documents: HashMap<Uri, OpenDocument>,
    /// The last number that a state of a text has got.
    pub state: u64,
    /// The threads.
    pub pool: Pool<Outcome>,
    /// Requests that wait for findings.
    pub parked: Vec<Parked>,
    /// Requests that a thread is about to answer.
    pub working: HashSet<RequestId>,
    /// Runs over all files.
    pub runs: HashMap<u64, Run>,
    /// Files that are not open and have diagnostics from such a run.
    pub swept: HashSet<Uri>,
    /// Documents that the client asked about before it opened them. It has been told that nothing is known, and may not ask again.
    pub asked_early: HashSet<Uri>,
    /// When the settings are to be read anew: many files may change at once.
    pub reload: Option<Instant>,
    /// The files with settings, each with the time of its last change as it was read.
    pub files: BTreeMap<PathBuf, disk::FileState>,
    /// Problems with settings that are known, and shown in their files.
    pub problems: Vec<Problem>,
    /// The files of these.
    pub shown_in: HashSet<Uri>,
    /// Faults that were reported: of a document, each once.
    pub told: BTreeSet<(String, String)>,
    /// Whether the client has asked for the end.
    pub is_shut: bool,
}

impl Server {
    /// A number for a new state of a text.
    pub fn next_state(&mut self) -> u64 {
        self.state += 1;
        self.state
    }

    /// Shows a message in the user's language.
    pub fn show(&self, kind: MessageType, problem: &Problem) {
        self.client.show(kind, format!("morat: {}", problem.say(self.lang)));
    }

    /// When something is to be done although nothing comes: a check, or a word that counts as left.
    pub fn next_due(&self) -> Option<Instant> {
        let due = self.documents.values().filter(|document| !document.is_running).filter_map(|one| one.due);
        let left = self.documents.values().filter_map(|document| document.typed.as_ref().map(|typed| typed.until));
        due.chain(left).chain(self.reload).min()
    }

    /// Does what is due: starts checks, and shows what was held back in words that have been left.
    pub fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.reload.is_some_and(|due| due <= now) {
            self.reload();
        }
        let due = |document: &&OpenDocument| !document.is_running && document.due.is_some_and(|due| due <= now);
        let due: Vec<Uri> = self.documents.values().filter(due).map(|document| document.uri.clone()).collect();
        due.iter().for_each(|uri| self.start_check(uri));
        let is_left = |document: &&OpenDocument| document.typed.as_ref().is_some_and(|typed| typed.until <= now);
        let left: Vec<Uri> = self.documents.values().filter(is_left).map(|document| document.uri.clone()).collect();
        left.iter().for_each(|uri| self.leave_word(uri));
    }

    /// Shows what was held back in the word that was being typed.
    pub fn leave_word(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        let Some(typed) = document.typed.take() else { return };
        if document.current().is_some_and(|checked| checked.found.iter().any(|found| touches(found, &typed))) {
            self.publish(uri);
            self.refresh();
        }
    }

    /// Has a document checked: at once if it was opened or asked about, or when the burst of keys is over.
    pub fn schedule(&mut self, uri: &Uri, at_once: bool) {
        let state = self.next_state();
        if let Some(document) = self.documents.get_mut(uri) {
            document.state = state;
            document.due = Some(Instant::now() + if at_once { Duration::ZERO } else { BURST });
        }
    }

    fn start_check(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.due = None;
        document.is_running = true;
        let (state, text, language) = (document.state, Arc::clone(&document.text), document.language.clone());
        let (session, uri, failed) = (Arc::clone(&self.session), uri.clone(), uri.clone());
        self.pool.run(
            move |worker, _| {
                let path = uri::path(&uri).filter(|path| settings_file::is_settings(path));
                let checked = session.settings(&uri, &language).and_then(|settings| {
                    let found = settings.as_ref().map(|settings| check::check(settings, &text, worker)).transpose()?;
                    let problem = path.and_then(|path| session.workspace.try_settings(&path, &text).err());
                    Ok(Checked { found: found.unwrap_or_default(), settings, problem })
                });
                Outcome::Checked { uri, state, checked: checked.map_err(Fault::Unreadable) }
            },
            move |place| Outcome::Checked { uri: failed, state, checked: Err(Fault::Panic(place)) },
        );
    }

    /// The diagnostics of a document, if it has been checked as it is now.
    pub fn diagnostics(&self, uri: &Uri) -> Option<Vec<Diagnostic>> {
        let document = self.documents.get(uri)?;
        let checked = document.current()?;
        let rendering = Rendering { uri, text: &document.text, can: &self.can, lang: self.lang };
        let mut all = rendering.all(checked, document.typed.as_ref());
        if let Some((problem, path)) = checked.problem.as_ref().zip(uri::path(uri)) {
            all.push(settings_file::diagnostic(problem, &path, &document.text, self.can.unit, self.lang));
        }
        Some(all)
    }

    /// Pushes the diagnostics of an open document, unless the client asks for them.
    pub fn publish(&self, uri: &Uri) {
        if self.can.pulls {
            return;
        }
        if let (Some(diagnostics), Some(document)) = (self.diagnostics(uri), self.documents.get(uri)) {
            self.push(uri, Some(document.version), diagnostics);
        }
    }

    /// Pushes diagnostics.
    pub fn push(&self, uri: &Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri: uri.clone(), version, diagnostics };
        self.client.notify::<PublishDiagnosticsNotification>(params);
    }

    /// Tells a client that asks for diagnostics to ask again.
    pub fn refresh(&mut self) {
        if self.can.pulls {
            self.client.ask::<DiagnosticRefreshRequest>((), super::client::Asked::Nothing);
        }
    }

    /// A document with its findings, if they are of the text as it is now.
    pub fn case(&self, uri: &Uri) -> Option<Case> {
        let document = self.documents.get(uri)?;
        Some(Case {
            uri: uri.clone(),
            version: document.version,
            text: Arc::clone(&document.text),
            checked: Arc::clone(document.current()?),
            can: Arc::clone(&self.can),
            lang: self.lang,
            session: Arc::clone(&self.session),
        })
    }

    /// Open documents that are files, by their paths.
    pub fn drafts(&self) -> Drafts {
        let draft = |document: &OpenDocument| {
            let path = self.session.workspace.place(&uri::path(&document.uri)?);
            Some((path, (document.uri.clone(), document.version, Arc::clone(&document.text))))
        };
        self.documents.values().filter_map(draft).collect()
    }

    /// Reads all settings anew and has every document checked by them.
    pub fn reload(&mut self) {
        let roots = self.session.roots.clone();
        self.open_session(roots);
    }

    /// Reads all settings anew when what changes at the moment has changed.
    pub fn reload_soon(&mut self) {
        self.reload = Some(Instant::now() + SETTLING);
    }

    /// Has settings read anew whose files have changed since; for clients that watch no files.
    pub fn reload_if_changed(&mut self) {
        if !self.can.watches && self.files.iter().any(|(file, was)| disk::state(file) != *was) {
            self.reload_soon();
        }
    }

    /// Reads all settings anew, with these folders open.
    pub fn open_session(&mut self, roots: Vec<PathBuf>) {
        self.reading += 1;
        self.reload = None;
        match Session::open(self.options.overrides(), roots, Some(&self.session)) {
            Ok((session, problem)) => {
                self.session = Arc::new(session);
                self.probe(problem);
            }
            Err(problem) => self.show(MessageType::Error, &problem),
        }
        let all: Vec<Uri> = self.documents.keys().cloned().collect();
        all.iter().for_each(|uri| self.schedule(uri, true));
        self.refresh();
    }

    /// Looks for what is wrong with the settings in force; `known` is a problem that was met already.
    pub fn probe(&self, known: Option<Problem>) {
        let mut folders: BTreeSet<PathBuf> = self.session.roots.iter().cloned().collect();
        let files = self.documents.keys().filter_map(uri::path);
        folders.extend(files.filter_map(|path| path.parent().map(PathBuf::from)));
        let (session, reading) = (Arc::clone(&self.session), self.reading);
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        let failed = known.clone();
        self.pool.run(
            move |_, _| {
                let (mut problems, files) = settings_file::probe(&session, &folders);
                problems.extend(known);
                Outcome::Settings { reading, problems, files }
            },
            move |_| Outcome::Settings { reading, problems: failed.into_iter().collect(), files: BTreeSet::new() },
        );
    }

    /// Starts a run over all files.
    pub fn start_run(&mut self, run: Run) {
        let number = self.next_state();
        let open: HashSet<PathBuf> = self.drafts().into_keys().collect();
        let (session, can, lang) = (Arc::clone(&self.session), Arc::clone(&self.can), self.lang);
        let cancelled = Arc::clone(&run.cancelled);
        self.runs.insert(number, run);
        self.pool.run(
            move |worker, said| {
                let failed = super::sweep::sweep(&session, &open, &cancelled, worker, |swept: Swept| {
                    let Some(uri) = uri::of_path(&swept.path) else { return };
                    let checked = Checked { found: swept.found, ..Checked::default() };
                    let items = Rendering { uri: &uri, text: &swept.text, can: &can, lang }.all(&checked, None);
                    let file = SweptFile { uri, path: swept.path, items, done: swept.done };
                    let _ = said.send(Outcome::Swept { run: number, file: Box::new(file) });
                });
                Outcome::SweepOver { run: number, failed }
            },
            move |_| Outcome::SweepOver { run: number, failed: Vec::new() },
        );
    }

    /// Ends all that is being done.
    pub fn stop(&self) {
        self.runs.values().for_each(|run| run.cancelled.store(true, Ordering::Relaxed));
    }
}

/// The name of a result: the same as long as the diagnostics are.
pub fn result_id(items: &[Diagnostic]) -> String {
    let written = serde_json::to_vec(items).unwrap_or_default();
    format!("{:016x}", xxh3_64(&written))
}
