//! `morat review`: goes through the findings of a file with the person who decides, and writes once, at the end.
//!
//! What keys do is a state machine over text and findings ([`session`]); what it looks like are rows of text ([`view`]);
//! [`terminal`] brings the two to a screen. Only this file and [`notebook`] touch other files.

mod case;
mod edits;
mod layout;
mod line;
mod notebook;
mod says;
mod session;
mod telex;
mod terminal;
mod view;
mod word;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Args, Review};
use super::files::{self, Input, Unusable};
use super::lang::pick;
use super::project::Projects;
use super::walk::{Inputs, Job};
use super::{Failure, Status, guard, shown, write};
use crate::document::Document;
use crate::linter::{self, Diagnostic, Worker};
use crate::problem::Problem;
use crate::report::Lang;
use crate::rules::{Edit, Finding};
use case::Decision;
use notebook::{Notebook, ProjectFiles};
use session::{End, Session};
use terminal::Terminal;
use view::Frame;

/// A key, as far as it means anything here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Char(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    Backspace,
    Delete,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-U.
    Clear,
    Paste(String),
}

/// The ending of what is written beside a file that has changed meanwhile.
const BESIDE: &str = ".da-soat";

/// How many words on either side of an ignored finding are written down for people.
const WORDS_BESIDE: usize = 3;

pub(super) fn run(review: &Review, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    if review.docx {
        return word::run(review, args);
    }
    if !terminal::is_there() {
        return Err(Problem::new(
            "review cần một cửa sổ dòng lệnh (terminal) để hiện từng lỗi và nhận phím; ở đây hãy dùng morat check để xem lỗi, \
             morat fix để sửa",
            "review needs a terminal to show findings and take keys; use morat check to see them here, morat fix to fix them",
        )
        .into());
    }
    let projects = Arc::new(Projects::new(&review.common, lang)?);
    let inputs = Inputs::new(&projects, &review.paths, None, review.common.force_exclude);
    let mut status = Status::Clean;
    let mut jobs = Vec::new();
    for input in inputs {
        match input {
            Ok(job) => jobs.push(job),
            Err(error) => {
                error.complain();
                status = Status::Failed;
            }
        }
    }
    // What is settled in one file holds for the next one of its project.
    let mut notebooks: HashMap<Option<PathBuf>, ProjectFiles> = HashMap::new();
    let mut worker = Worker::default();
    for (index, job) in jobs.iter().enumerate() {
        let notebook = match notebooks.entry(job.project.root.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(ProjectFiles::of(&job.project, &job.place)?),
        };
        let name = job.input.name();
        let done = guard::file(&name, lang, &mut worker, |worker| {
            let mut desk =
                Desk { job, asks_baseline: !review.no_baseline, notebook, worker, lang, colour: args.paints() };
            desk.review(&job.input, (index + 1, jobs.len()))
        });
        match done {
            Ok((now, goes_on)) => {
                status = status.max(now);
                if !goes_on {
                    break;
                }
            }
            Err(Failed::Terminal(error)) => return Err(Failure::Output(error)),
            Err(Failed::File(error)) => {
                error.complain();
                status = Status::Failed;
            }
        }
    }
    Ok(if status == Status::Found && review.common.exit_zero { Status::Clean } else { status })
}

enum Failed {
    /// The file cannot be used; the others go on.
    File(Unusable),
    /// The terminal has gone.
    Terminal(io::Error),
}

impl From<Unusable> for Failed {
    fn from(error: Unusable) -> Failed {
        Failed::File(error)
    }
}

/// What is needed to review one file after the other.
struct Desk<'d> {
    job: &'d Job,
    asks_baseline: bool,
    notebook: &'d mut dyn Notebook,
    worker: &'d mut Worker,
    lang: Lang,
    colour: bool,
}

impl Desk<'_> {
    /// Reviews one file. Gives back how that ended, and whether the next one is wanted.
    fn review(&mut self, input: &Input, file: (usize, usize)) -> Result<(Status, bool), Failed> {
        let lang = self.lang;
        let name = input.name();
        let unusable = |message: String| Unusable { path: name.clone(), message };
        let Input::File(path) = input else {
            let message = pick(lang, "review không đọc đầu vào chuẩn", "review does not read standard input");
            return Err(unusable(message.to_owned()).into());
        };
        let bytes = files::read(input, lang)?;
        let document = files::document(&name, &bytes, &self.job.checker.options, lang)?;
        let found = self.check(&document)?;
        if found.is_empty() {
            let clean = pick(lang, "không có lỗi nào", "nothing found");
            super::tell(format_args!("{name}: {clean}"));
            return Ok((Status::Clean, true));
        }
        // Told now, not after all has been looked at.
        write::replaceable(path).map_err(|error| unusable(files::say(&error, lang)))?;
        let mut session = Session::new(&document, found);
        let frame = Frame { name: &name, file, lang };
        let end = talk(&mut session, &frame, self.colour).map_err(Failed::Terminal)?;
        match end {
            End::Done | End::Quit => {
                let status = self.carry_out(&session, &document, &bytes, path, &name)?;
                Ok((status, end == End::Done))
            }
            End::Discard | End::Interrupt => {
                let nothing = pick(lang, "không ghi gì, tệp còn nguyên", "nothing saved, the file is as it was");
                super::tell(format_args!("{name}: {nothing}"));
                Ok((if end == End::Interrupt { Status::Interrupted } else { Status::Found }, false))
            }
        }
    }

    /// What is found in a document and not settled yet.
    fn check(&mut self, document: &Document<'_>) -> Result<Vec<(Finding, Diagnostic)>, Unusable> {
        // With the words that have been found right since the settings were read.
        let linter = &self.job.checker.linter;
        let linter = linter.accepting(Arc::new(linter.terms().and(self.notebook.words())));
        let mut found = shown::findings(self.job, &linter, document, self.worker, self.asks_baseline, self.lang)?;
        found.retain(|(_, diagnostic)| !self.notebook.ignores(diagnostic));
        Ok(found)
    }

    /// Writes the file and the notebook, and says what was done.
    fn carry_out(
        &mut self,
        session: &Session,
        document: &Document<'_>,
        bytes: &[u8],
        path: &Path,
        name: &str,
    ) -> Result<Status, Failed> {
        let lang = self.lang;
        let edits = session.edits();
        let each: Vec<&[Edit]> = edits.iter().map(std::slice::from_ref).collect();
        let (after, made) = linter::make(document, each);
        let text = after.text();
        let mut status = Status::Clean;
        let changed = !made.is_empty();
        if changed {
            let unreadable = |error| Unusable { path: name.to_owned(), message: files::unreadable(&error, lang) };
            status = save(path, bytes, &after.bytes().map_err(unreadable)?, name, lang);
        }
        if made.len() < edits.len() {
            let not_made = edits.len() - made.len();
            super::complain(match lang {
                Lang::Vi => format!("{name}: {not_made} chỗ không sửa được vì vướng mã đánh dấu; hãy sửa trong tệp"),
                Lang::En => format!("{name}: {not_made} could not be corrected across markup; do it in the file"),
            });
            status = Status::Failed;
        }
        let done = match (changed, status) {
            (true, Status::Clean) => pick(lang, "đã ghi", "saved"),
            (true, _) => pick(lang, "chưa ghi", "not saved"),
            (false, _) => pick(lang, "tệp không đổi", "the file is as it was"),
        };
        // First the words, for the terms decide what is found.
        for (index, case) in session.cases().iter().enumerate() {
            if matches!(session.decision(index), Decision::Word) {
                self.notebook.add_word(&case.word());
            }
        }
        // The findings of the new text: a correction beside an ignored finding changes what that is known by.
        let left = self.check(&after)?;
        for (index, case) in session.cases().iter().enumerate() {
            if !matches!(session.decision(index), Decision::Ignored) {
                continue;
            }
            // What is no longer there need not be ignored.
            let Some(place) = session.place(index) else { continue };
            let same = |(finding, now): &&(Finding, Diagnostic)| {
                finding.span.range() == place && now.name == case.diagnostic.name
            };
            let now = left.iter().find(same).map_or(&case.diagnostic, |(_, now)| now);
            let (before, after) = words_beside(text, place.clone());
            self.notebook.ignore(name, now, &before, &after);
        }
        let left = left.iter().filter(|(_, diagnostic)| !self.notebook.ignores(diagnostic)).count();
        if let Err(failed) = self.notebook.save(lang) {
            for message in failed {
                super::complain(message);
            }
            status = Status::Failed;
        }
        let counts = says::counts(&session.counts(), lang);
        let left_note = match (lang, left) {
            (Lang::Vi, 0) => "không còn lỗi nào".to_owned(),
            (Lang::Vi, _) => format!("còn {left} chỗ"),
            (Lang::En, 0) => "nothing left".to_owned(),
            (Lang::En, _) => format!("{left} left"),
        };
        super::tell(format_args!("{name}: {done} ({counts}); {left_note}"));
        Ok(status.max(if left > 0 { Status::Found } else { Status::Clean }))
    }
}

/// Shows the session and gives it keys until it ends. The terminal is what it was afterwards.
fn talk(session: &mut Session, frame: &Frame<'_>, colour: bool) -> io::Result<End> {
    let terminal = Terminal::open(colour)?;
    loop {
        let (columns, rows) = terminal.size();
        terminal.show(&view::draw(session, frame, columns, rows))?;
        if let Some(end) = terminal.key()?.and_then(|key| session.press(key)) {
            return Ok(end);
        }
    }
}

/// Writes the file if it is still what was read; if not, writes beside it. Either way nothing is lost.
fn save(path: &Path, old: &[u8], new: &[u8], name: &str, lang: Lang) -> Status {
    let changed = || {
        pick(
            lang,
            "tệp đã bị sửa hoặc xóa trong lúc duyệt nên không ghi đè",
            "the file was changed or removed meanwhile, so it is not overwritten",
        )
        .to_owned()
    };
    let why = match write::replace_if_unchanged(path, old, new) {
        Ok(true) => return Status::Clean,
        Ok(false) => changed(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => changed(),
        Err(error) => files::say(&error, lang),
    };
    match (write::beside(path, BESIDE, new), lang) {
        (Ok(beside), Lang::Vi) => super::complain(format_args!("{name}: {why}; bản đã soát ở {}", beside.display())),
        (Ok(beside), Lang::En) => {
            super::complain(format_args!("{name}: {why}; the reviewed text is in {}", beside.display()));
        }
        (Err(error), Lang::Vi) => {
            super::complain(format_args!("{name}: {why}; cũng không ghi được bên cạnh: {}", files::say(&error, lang)));
        }
        (Err(error), Lang::En) => {
            super::complain(format_args!("{name}: {why}; nor could it be saved beside: {}", files::say(&error, lang)));
        }
    }
    Status::Failed
}

/// A few words before and after a place, on its line.
fn words_beside(text: &str, place: std::ops::Range<usize>) -> (String, String) {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default();
    let after = text[place.end..].split('\n').next().unwrap_or_default();
    let mut before: Vec<&str> = before.split_whitespace().rev().take(WORDS_BESIDE).collect();
    before.reverse();
    let after: Vec<&str> = after.split_whitespace().take(WORDS_BESIDE).collect();
    (before.join(" "), after.join(" "))
}
