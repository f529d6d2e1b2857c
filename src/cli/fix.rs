//! `morat fix`.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::args::Fix;
use super::batch::{Wanted, check_all};
use super::difference::show_difference;
use super::files::{self, Input};
use super::outcome::{Failure, Status};
use super::rewrite::Rewrite;
use super::stream::Streamed;
use super::unused::{Unused, UnusedLine};
use super::walk::{Content, Inputs, Job, leaves_out_stdin};
use super::{guard, say, tidy};
use crate::document::Format;
use crate::linter::{FixOptions, Fixed, Worker};
use crate::problem::{Bilingual, Problem};
use crate::project::{Damaged, Visibility, Workspace, disk, write};
use crate::report;
use crate::report::escape::one_line;
use crate::rules::Finding;

/// How often a file that changes during the fix is read again.
const TRIES: usize = 3;

pub(super) fn run(fix: &Fix) -> Result<Status, Failure> {
    let mut common = fix.common.clone();
    common.report_unused |= fix.fix_unused;
    let workspace = Arc::new(Workspace::open(common.overrides())?);
    let inputs = Inputs::new(&workspace, &fix.paths, common.stdin_filename.as_ref(), common.force_exclude);
    // Whoever sends a text wants it back, even if it is not ours to fix.
    let from_stdin = fix.paths.iter().any(|path| path == Path::new("-")) && !fix.diff;
    if from_stdin && leaves_out_stdin(&workspace, common.stdin_filename.as_deref(), common.force_exclude) {
        io::copy(&mut io::stdin().lock(), &mut io::stdout().lock())?;
    }
    // A difference is shown of a whole file, and standard output takes back nothing.
    let mut inputs = Streamed::files(inputs, !fix.diff);
    let mut status = Status::Clean;
    let mut worker = Worker::default();
    let mut rewrite: Option<Rewrite> = None;
    // One after the other: what is written is told in the same order, and a full disk stops at the first file.
    loop {
        let job = inputs.next();
        let goes_on = matches!(&job, Some(Ok(job)) if job.input.begin().continues());
        if let Some(done) = rewrite.take_if(|_| !goes_on) {
            status = status.max(finish(done, fix.common.quiet));
        }
        let Some(job) = job else { break };
        let is_block = matches!(&job, Ok(Job { input: Input::Block(_), .. }));
        let done = match job {
            Ok(job) => guard::file(&job.input.name(), &mut worker, |worker| match is_block {
                true => Ok(fix_block(&job, fix, worker, &mut rewrite).map(|()| false)?),
                false => fix_one(&job, fix, worker),
            }),
            Err(error) => Err(Failure::Problem(error.into())),
        };
        match done {
            Ok(found) => status = status.max(if found { Status::Found } else { Status::Clean }),
            Err(Failure::Output(error)) => return Err(Failure::Output(error)),
            Err(Failure::Problem(problem)) => {
                say::complain(problem);
                status = Status::Failed;
                // What has been written of this file is dropped.
                rewrite = None;
                inputs.leave();
            }
        }
    }
    if fix.fix_unused {
        // What is left without use is known only now that the comments are gone.
        let unused = unused(fix, &workspace)?;
        status = status.max(tidy::remove(&unused, fix.diff)?);
    }
    Ok(if status == Status::Found && common.exit_zero { Status::Clean } else { status })
}

/// Terms and ignore list entries that the files of a run do not use.
fn unused(fix: &Fix, workspace: &Arc<Workspace>) -> Result<Vec<UnusedLine>, Failure> {
    let mut unused = Unused::default();
    let mut whole = !fix.common.departs();
    let inputs = Inputs::new(workspace, &fix.paths, fix.common.stdin_filename.as_ref(), fix.common.force_exclude);
    let wanted = Wanted { cache: None, text: false, used_terms: true };
    check_all(inputs, fix.common.threads, wanted, None, |checked| {
        match &checked {
            Ok((job, file)) => unused.note(job, file),
            // What stands in a file that cannot be read is not known.
            Err(_) => whole = false,
        }
        Ok(())
    })?;
    Ok(unused.lines(|project| whole && project.lies_in(&fix.paths)))
}

/// Fixes a block of a file of records, and writes it behind the blocks before.
fn fix_block(job: &Job, fix: &Fix, worker: &mut Worker, rewrite: &mut Option<Rewrite>) -> Result<(), Problem> {
    let name = job.input.name();
    if !job.input.begin().continues() {
        *rewrite = Some(Rewrite::begin(name)?);
    }
    let Some(rewrite) = rewrite else { return Ok(()) };
    let content = job.read()?;
    let (_, fixed) = fixed(job, &content, fix, worker)?;
    rewrite.applied += fixed.applied;
    rewrite.left += fixed.left;
    let new = fixed.document.bytes().map_err(|error| error.in_file(&*rewrite.name))?;
    rewrite.push(&new)
}

/// Replaces a file of records with the fixed one, and reports what was done.
fn finish(rewrite: Rewrite, quiet: u8) -> Status {
    let (name, applied, left) = (rewrite.name.clone(), rewrite.applied, rewrite.left);
    match rewrite.finish() {
        Ok(()) => {
            tell(&name, applied, left, quiet);
            if left > 0 { Status::Found } else { Status::Clean }
        }
        Err(problem) => {
            say::complain(problem);
            Status::Failed
        }
    }
}

/// The shown text of an input before its fixes, and the fixed document.
fn fixed<'b>(job: &Job, content: &'b Content, fix: &Fix, worker: &mut Worker) -> Result<(String, Fixed<'b>), Problem> {
    let name = job.input.name();
    let document = content.document(job)?;
    let format = content.format;
    let coverage = document.coverage();
    if coverage.is_missed() {
        return Err(Problem::from(report::missed(&coverage)).in_file(name));
    }
    files::tell_oddities(&name, job.expected, format.name(), &Damaged::of(&document, 0));
    if let Some(sure) = document.source().confidence().filter(|_| fix.common.quiet == 0) {
        files::tell_encoding(&name, document.source().encoding().name(), sure);
    }
    let comments = job.project.registry().comments();
    let except = |finding: &Finding| {
        job.project.judge(finding.fingerprint) == Visibility::Ignored
            || (fix.fix_unused && finding.rule != comments.unused)
    };
    let fixing = FixOptions { all: fix.all, except: Some(&except) };
    let before = if fix.diff { document.listing().to_owned() } else { String::new() };
    let fixed = job.checker.linter.fix(document, fixing, worker);
    let fixed = fixed.map_err(|error| error.in_file(&*name))?;
    if !fixed.settled {
        say::complain(not_at_rest().in_file(&*name));
    }
    if fixed.left > 0 && !format.is_writable() {
        say::complain(read_only(format).in_file(&*name));
    }
    Ok((before, fixed))
}

/// The problem that the fixes do not settle: after the last pass there are new ones, or they undo one another.
fn not_at_rest() -> Problem {
    Problem::new(
        "chưa sửa hết trong một lần; hãy chạy lại `morat fix`, chỗ còn lại xem bằng `morat check`",
        "one run did not fix all; run `morat fix` again, and see what is left with `morat check`",
    )
}

/// The problem that the format is read only.
fn read_only(format: Format) -> Problem {
    let name = format.name().to_uppercase();
    Problem::new(
        format!("morat đọc được {name} nhưng không ghi được; hãy sửa trong chương trình đã tạo ra tệp"),
        format!("morat reads {name} but does not write it; correct it in the program that made the file"),
    )
}

/// Fixes one input. True if findings are left, or if a difference was shown.
fn fix_one(job: &Job, fix: &Fix, worker: &mut Worker) -> Result<bool, Failure> {
    let name = job.input.name();
    let unusable = |message: Bilingual| Problem::from(message).in_file(&*name);
    if let Some(end) = job.expected.unknown_end(&name) {
        return Err(Failure::Problem(unusable(Bilingual::new(
            format!(
                "đuôi .{end} lạ nên không sửa: tệp có thể không phải văn bản; nếu đúng là văn bản, hãy ghi --as text"
            ),
            format!(".{end} is no end that is known, so nothing is fixed: it may be no text; if it is, say --as text"),
        ))));
    }
    for _ in 0..TRIES {
        let content = job.read()?;
        let (before, fixed) = fixed(job, &content, fix, worker)?;
        let unreadable = |error: Problem| error.in_file(&*name);
        let changed = fixed.applied > 0;
        if fix.diff {
            if changed {
                show_difference(&name, &before, fixed.document.listing())?;
            }
            return Ok(changed || fixed.left > 0);
        }
        let written = match &job.input {
            Input::Stdin(_) => {
                let bytes = fixed.document.bytes().map_err(unreadable)?;
                io::stdout().lock().write_all(&bytes)?;
                true
            }
            Input::File(path) if changed => {
                let new = fixed.document.bytes().map_err(unreadable)?;
                write::replace_if_unchanged(path, &content.bytes, &new).map_err(|error| unusable(disk::said(&error)))?
            }
            Input::File(_) | Input::Block(_) => true,
        };
        if written {
            tell(&name, fixed.applied, fixed.left, fix.common.quiet);
            return Ok(fixed.left > 0);
        }
    }
    Err(Failure::Problem(unusable(Bilingual::new(
        "tệp cứ thay đổi trong lúc sửa nên không ghi; hãy đóng chương trình đang ghi tệp rồi thử lại",
        "the file kept changing while it was fixed, so nothing was written; close what writes to it and try again",
    ))))
}

/// Reports on standard error what was done.
fn tell(name: &str, done: usize, left: usize, quiet: u8) {
    let name = one_line(name);
    match (done, left) {
        _ if quiet > 0 => {}
        (0, 0) => {}
        (_, 0) => say::tell(Bilingual::new(format!("{name}: đã sửa {done} chỗ"), format!("{name}: {done} fixed"))),
        _ => say::tell(Bilingual::new(
            format!("{name}: đã sửa {done} chỗ, còn {left} chỗ cần người xem"),
            format!("{name}: {done} fixed, {left} left for you"),
        )),
    }
}
