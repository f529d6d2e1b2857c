//! `morat review`: goes through the findings of a file with the person who decides, and writes once, at the end.
//!
//! What keys do is a state machine over text and findings ([`session`]); what it looks like are rows of text ([`view`]);
//! [`terminal`] brings the two to a screen. Only this file and [`decisions`] touch other files.

mod beside;
mod case;
mod decisions;
mod edits;
mod key;
mod layout;
mod line;
mod says;
mod session;
mod shown;
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
use super::files::Input;
use super::outcome::{Failure, Status};
use super::walk::{Inputs, Job};
use super::{guard, say};
use crate::config::words_beside;
use crate::document::Document;
use crate::linter::{self, Diagnostic, Worker};
use crate::problem::{Bilingual, Problem};
use crate::project::{Workspace, disk, write};
use crate::rules::{Edit, Finding};
use beside::BESIDE;
use case::Decision;
use decisions::Decisions;
use session::{End, Session};
use shown::shown;
use terminal::Terminal;
use view::Frame;

pub(super) fn run(review: &Review, args: &Args) -> Result<Status, Failure> {
    if review.docx {
        return word::run(review);
    }
    if !terminal::is_there() {
        return Err(Problem::new(
            "review cần một cửa sổ dòng lệnh (terminal) để hiện từng lỗi và nhận phím; ở đây hãy dùng morat check để xem lỗi, \
             morat fix để sửa",
            "review needs a terminal to show findings and take keys; use morat check to see them here, morat fix to fix them",
        )
        .into());
    }
    let workspace = Arc::new(Workspace::open(review.common.overrides())?);
    let inputs = Inputs::new(&workspace, &review.paths, None, review.common.force_exclude);
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
    let mut notebooks: HashMap<Option<PathBuf>, Decisions> = HashMap::new();
    let mut worker = Worker::default();
    for (index, job) in jobs.iter().enumerate() {
        let decisions = match notebooks.entry(job.project.root.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Decisions::of(&job.project, &job.place)?),
        };
        let name = job.input.name();
        let done = guard::file(&name, &mut worker, |worker| {
            let mut desk =
                ReviewRun { job, asks_baseline: !review.no_baseline, decisions, worker, colour: args.paints() };
            desk.review((index + 1, jobs.len()))
        });
        match done {
            Ok((now, goes_on)) => {
                status = status.max(now);
                if !goes_on {
                    break;
                }
            }
            Err(Failure::Output(error)) => return Err(Failure::Output(error)),
            Err(Failure::Problem(problem)) => {
                say::complain(problem);
                status = Status::Failed;
            }
        }
    }
    Ok(if status == Status::Found && review.common.exit_zero { Status::Clean } else { status })
}

/// The state of a review of several files.
struct ReviewRun<'d> {
    job: &'d Job,
    asks_baseline: bool,
    decisions: &'d mut Decisions,
    worker: &'d mut Worker,
    colour: bool,
}

impl ReviewRun<'_> {
    /// Reviews one file. Gives back its exit status, and whether to go on with the next.
    fn review(&mut self, file: (usize, usize)) -> Result<(Status, bool), Failure> {
        let name = self.job.input.name();
        let Input::File(path) = &self.job.input else {
            let stdin = Problem::new("review không đọc đầu vào chuẩn", "review does not read standard input");
            return Err(stdin.in_file(name).into());
        };
        let content = self.job.read()?;
        let document = content.document(self.job)?;
        let found = self.check(&document)?;
        if found.is_empty() {
            say::tell(Bilingual::new(format!("{name}: không có lỗi nào"), format!("{name}: nothing found")));
            return Ok((Status::Clean, true));
        }
        // Told now, not after all has been looked at.
        write::replaceable(path).map_err(|error| disk::problem(&*name, &error))?;
        let mut session = Session::new(&document, found);
        let frame = Frame { name: &name, file, lang: say::lang() };
        let end = talk(&mut session, &frame, self.colour)?;
        match end {
            End::Done | End::Quit => {
                let status = self.carry_out(&session, &document, &content.bytes, path, &name)?;
                Ok((status, end == End::Done))
            }
            End::Discard | End::Interrupt => {
                say::tell(Bilingual::new(
                    format!("{name}: không ghi gì, tệp còn nguyên"),
                    format!("{name}: nothing saved, the file is as it was"),
                ));
                Ok((if end == End::Interrupt { Status::Interrupted } else { Status::Found }, false))
            }
        }
    }

    /// The findings of a document that are to be shown.
    fn check(&mut self, document: &Document<'_>) -> Result<Vec<(Finding, Diagnostic)>, Problem> {
        // With the words that have been found right since the settings were read.
        let linter = &self.job.checker.linter;
        let linter = linter.accepting(Arc::new(linter.terms().and(self.decisions.words())));
        let mut found = shown(self.job, &linter, document, self.worker, self.asks_baseline)?;
        found.retain(|(_, diagnostic)| !self.decisions.ignores(diagnostic));
        Ok(found)
    }

    /// Writes the file and the lists, and reports what was done.
    fn carry_out(
        &mut self,
        session: &Session,
        document: &Document<'_>,
        bytes: &[u8],
        path: &Path,
        name: &str,
    ) -> Result<Status, Problem> {
        let edits = session.edits();
        let each: Vec<&[Edit]> = edits.iter().map(std::slice::from_ref).collect();
        let (after, made) = linter::make(document, each);
        let text = after.text();
        let mut status = Status::Clean;
        let changed = !made.is_empty();
        if changed {
            let new = after.bytes().map_err(|error| error.in_file(name))?;
            status = save(path, bytes, &new, name);
        }
        if made.len() < edits.len() {
            let not_made = edits.len() - made.len();
            say::complain(
                Problem::new(
                    format!("{not_made} chỗ không sửa được vì vướng mã đánh dấu; hãy sửa trong tệp"),
                    format!("{not_made} could not be corrected across markup; do it in the file"),
                )
                .in_file(name),
            );
            status = Status::Failed;
        }
        let done = match (changed, status) {
            (true, Status::Clean) => Bilingual::fixed("đã ghi", "saved"),
            (true, _) => Bilingual::fixed("chưa ghi", "not saved"),
            (false, _) => Bilingual::fixed("tệp không đổi", "the file is as it was"),
        };
        // First the words, for the terms decide what is found.
        for (index, case) in session.cases().iter().enumerate() {
            if matches!(session.decision(index), Decision::Word) {
                self.decisions.add_word(&case.word());
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
            self.decisions.ignore(name, now, &before, &after);
        }
        let left = left.iter().filter(|(_, diagnostic)| !self.decisions.ignores(diagnostic)).count();
        if let Err(failed) = self.decisions.save() {
            failed.into_iter().for_each(say::complain);
            status = Status::Failed;
        }
        let counts = says::counts(&session.counts());
        let left_note = match left {
            0 => Bilingual::fixed("không còn lỗi nào", "nothing left"),
            _ => Bilingual::new(format!("còn {left} chỗ"), format!("{left} left")),
        };
        say::tell(Bilingual::new(
            format!("{name}: {} ({}); {}", done.vi, counts.vi, left_note.vi),
            format!("{name}: {} ({}); {}", done.en, counts.en, left_note.en),
        ));
        Ok(status.max(if left > 0 { Status::Found } else { Status::Clean }))
    }
}

/// Runs the session in the terminal until it ends, and restores the terminal.
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

/// Writes the file if it still has the content that was read; else writes a copy beside it. Either way nothing is lost.
fn save(path: &Path, old: &[u8], new: &[u8], name: &str) -> Status {
    let changed = Bilingual::fixed(
        "tệp đã bị sửa hoặc xóa trong lúc duyệt nên không ghi đè",
        "the file was changed or removed meanwhile, so it is not overwritten",
    );
    let why = match write::replace_if_unchanged(path, old, new) {
        Ok(true) => return Status::Clean,
        Ok(false) => changed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => changed,
        Err(error) => disk::said(&error),
    };
    let problem = match write::beside(path, BESIDE, new) {
        Ok(beside) => {
            let beside = beside.display();
            Problem::new(
                format!("{}; bản đã soát ở {beside}", why.vi),
                format!("{}; the reviewed text is in {beside}", why.en),
            )
        }
        Err(error) => {
            let error = disk::said(&error);
            Problem::new(
                format!("{}; cũng không ghi được bên cạnh: {}", why.vi, error.vi),
                format!("{}; nor could it be saved beside: {}", why.en, error.en),
            )
        }
    };
    say::complain(problem.in_file(name));
    Status::Failed
}
