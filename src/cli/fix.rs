//! `morat fix`.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use super::args::{Args, Fix};
use super::check;
use super::files::{self, Failed, Input, Unusable};
use super::project::Projects;
use super::rewrite::Rewrite;
use super::stream::Streamed;
use super::unused::Unused;
use super::walk::{Inputs, Job, leaves_out_stdin};
use super::{Failure, Status, guard, tidy, write};
use crate::document::Format;
use crate::linter::{Fixed, Fixing, Worker};
use crate::report::escape::{lines, one_line};
use crate::report::{self, Lang};
use crate::rules::Finding;

/// How often a file that changes while it is fixed is read again.
const TRIES: usize = 3;

pub(super) fn run(fix: &Fix, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let mut common = fix.common.clone();
    common.report_unused |= fix.fix_unused;
    let projects = Arc::new(Projects::new(&common, lang)?);
    let inputs = Inputs::new(&projects, &fix.paths, common.stdin_filename.as_ref(), common.force_exclude);
    // Whoever sends a text wants it back, even if it is not ours to fix.
    let from_stdin = fix.paths.iter().any(|path| path == Path::new("-")) && !fix.diff;
    if from_stdin && leaves_out_stdin(&projects, common.stdin_filename.as_deref(), common.force_exclude) {
        io::copy(&mut io::stdin().lock(), &mut io::stdout().lock())?;
    }
    // A difference is shown of a whole file, and standard output takes back nothing.
    let mut inputs = Streamed::files(inputs, lang, !fix.diff);
    let mut status = Status::Clean;
    let mut worker = Worker::default();
    let mut rewrite: Option<Rewrite> = None;
    // One after the other: what is written is told in the same order, and a full disk stops at the first file.
    loop {
        let job = inputs.next();
        let goes_on = matches!(&job, Some(Ok(job)) if job.input.begin().continues());
        if let Some(done) = rewrite.take_if(|_| !goes_on) {
            status = status.max(finish(done, fix.common.quiet, lang));
        }
        let Some(job) = job else { break };
        let is_block = matches!(&job, Ok(Job { input: Input::Block(_), .. }));
        let done = job.map_err(Failed::File).and_then(|job| {
            guard::file(&job.input.name(), lang, &mut worker, |worker| match is_block {
                true => fix_block(&job, fix, lang, worker, &mut rewrite).map(|()| false).map_err(Failed::File),
                false => fix_one(&job, fix, lang, worker),
            })
        });
        match done {
            Ok(found) => status = status.max(if found { Status::Found } else { Status::Clean }),
            Err(Failed::Output(error)) => return Err(Failure::Output(error)),
            Err(Failed::File(error)) => {
                error.complain();
                status = Status::Failed;
                // What has been written of this file is dropped.
                rewrite = None;
                inputs.leave();
            }
        }
    }
    if fix.fix_unused {
        // What is left without use is known only now that the comments are gone.
        let unused = unused(fix, &projects, lang)?;
        status = status.max(tidy::remove(&unused, fix.diff, lang)?);
    }
    Ok(if status == Status::Found && common.exit_zero { Status::Clean } else { status })
}

/// What the files of a run leave without use in settings and in the list of what to ignore.
fn unused(fix: &Fix, projects: &Arc<Projects>, lang: Lang) -> Result<Vec<super::unused::UnusedLine>, Failure> {
    let mut unused = Unused::default();
    let mut whole = !fix.common.departs();
    let inputs = Inputs::new(projects, &fix.paths, fix.common.stdin_filename.as_ref(), fix.common.force_exclude);
    let wanted = check::Wanted { cache: None, text: false, used_terms: true, lang };
    check::check_all(inputs, fix.common.threads, wanted, None, |checked| {
        match &checked {
            Ok((job, file)) => unused.note(job, file),
            // What stands in a file that cannot be read is not known.
            Err(_) => whole = false,
        }
        Ok(())
    })?;
    Ok(unused.lines(|project| whole && check::covers(&fix.paths, project)))
}

/// Fixes a block of a file of records, and writes it behind those before.
fn fix_block(
    job: &Job,
    fix: &Fix,
    lang: Lang,
    worker: &mut Worker,
    rewrite: &mut Option<Rewrite>,
) -> Result<(), Unusable> {
    let name = job.input.name();
    if !job.input.begin().continues() {
        *rewrite = Some(Rewrite::begin(name, lang)?);
    }
    let Some(rewrite) = rewrite else { return Ok(()) };
    let bytes = files::read(&job.input, lang)?;
    let (_, fixed) = fixed(job, &bytes, fix, lang, worker)?;
    rewrite.applied += fixed.applied;
    rewrite.left += fixed.left;
    let unreadable = |error| Unusable { path: rewrite.name.clone(), message: files::unreadable(&error, lang) };
    let new = fixed.document.bytes().map_err(unreadable)?;
    rewrite.push(&new, lang)
}

/// Puts a file of records in its place, and tells what was done.
fn finish(rewrite: Rewrite, quiet: u8, lang: Lang) -> Status {
    let (name, applied, left) = (rewrite.name.clone(), rewrite.applied, rewrite.left);
    match rewrite.finish(lang) {
        Ok(()) => {
            tell(&name, applied, left, quiet, lang);
            if left > 0 { Status::Found } else { Status::Clean }
        }
        Err(error) => {
            error.complain();
            Status::Failed
        }
    }
}

/// What an input shows before and after its fixes.
fn fixed<'b>(
    job: &Job,
    bytes: &'b [u8],
    fix: &Fix,
    lang: Lang,
    worker: &mut Worker,
) -> Result<(String, Fixed<'b>), Unusable> {
    let name = job.input.name();
    let unreadable = |error| Unusable { path: name.clone(), message: files::unreadable(&error, lang) };
    let document = files::document(&name, bytes, job.options(), lang)?;
    let format = document.format();
    let coverage = document.coverage();
    if coverage.is_missed() {
        return Err(Unusable { path: name, message: report::missed(&coverage, lang) });
    }
    files::tell_oddities(&name, format.name(), &files::damaged(&document, 0), job.options(), lang);
    if let Some(sure) = document.source().confidence().filter(|_| fix.common.quiet == 0) {
        check::tell_encoding(&name, document.source().encoding().name(), sure, lang);
    }
    let comments = job.project.registry().comments();
    let except = |finding: &Finding| {
        job.project.ignored.contains(finding.fingerprint) || (fix.fix_unused && finding.rule != comments.unused)
    };
    let fixing = Fixing { all: fix.all, except: Some(&except) };
    let before = if fix.diff { document.listing().to_owned() } else { String::new() };
    let fixed = job.checker.linter.fix(document, fixing, worker).map_err(unreadable)?;
    if !fixed.settled {
        super::complain(format_args!("{name}: {}", not_at_rest(lang)));
    }
    if fixed.left > 0 && !format.is_writable() {
        super::complain(format_args!("{name}: {}", read_only(format, lang)));
    }
    Ok((before, fixed))
}

/// What there is to do where the fixes of one run called forth others up to the last pass, or undid each other.
fn not_at_rest(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "chưa sửa hết trong một lần; hãy chạy lại `morat fix`, chỗ còn lại xem bằng `morat check`",
        Lang::En => "one run did not fix all; run `morat fix` again, and see what is left with `morat check`",
    }
}

/// Why a file that can be read is not fixed.
fn read_only(format: Format, lang: Lang) -> String {
    let name = format.name().to_uppercase();
    match lang {
        Lang::Vi => format!("morat đọc được {name} nhưng không ghi được; hãy sửa trong chương trình đã tạo ra tệp"),
        Lang::En => format!("morat reads {name} but does not write it; correct it in the program that made the file"),
    }
}

/// Fixes one input. True if findings are left, or if there is a difference to show.
fn fix_one(job: &Job, fix: &Fix, lang: Lang, worker: &mut Worker) -> Result<bool, Failed> {
    let name = job.input.name();
    let unusable = |message: String| Unusable { path: name.clone(), message };
    if let Some(end) = files::unknown_end(&name, job.options()) {
        return Err(Failed::File(unusable(match lang {
            Lang::Vi => format!(
                "đuôi .{end} lạ nên không sửa: tệp có thể không phải văn bản; nếu đúng là văn bản, hãy ghi --as text"
            ),
            Lang::En => format!(
                ".{end} is no end that is known, so nothing is fixed: it may be no text; if it is, say --as text"
            ),
        })));
    }
    for _ in 0..TRIES {
        let bytes = files::read(&job.input, lang)?;
        let (before, fixed) = fixed(job, &bytes, fix, lang, worker)?;
        let unreadable = |error| unusable(files::unreadable(&error, lang));
        let changed = fixed.applied > 0;
        if fix.diff {
            if changed {
                show_difference(&name, &before, fixed.document.listing()).map_err(Failed::Output)?;
            }
            return Ok(changed || fixed.left > 0);
        }
        let written = match &job.input {
            Input::Stdin(_) => {
                let bytes = fixed.document.bytes().map_err(unreadable)?;
                io::stdout().lock().write_all(&bytes).map_err(Failed::Output)?;
                true
            }
            Input::File(path) if changed => {
                let new = fixed.document.bytes().map_err(unreadable)?;
                write::replace_if_unchanged(path, &bytes, &new).map_err(|error| unusable(files::say(&error, lang)))?
            }
            Input::File(_) | Input::Block(_) => true,
        };
        if written {
            tell(&name, fixed.applied, fixed.left, fix.common.quiet, lang);
            return Ok(fixed.left > 0);
        }
    }
    Err(Failed::File(unusable(match lang {
        Lang::Vi => {
            "tệp cứ thay đổi trong lúc sửa nên không ghi; hãy đóng chương trình đang ghi tệp rồi thử lại".into()
        }
        Lang::En => {
            "the file kept changing while it was fixed, so nothing was written; close what writes to it and try again"
                .into()
        }
    })))
}

/// What was done, on standard error: no edit is silent but by request.
fn tell(name: &str, done: usize, left: usize, quiet: u8, lang: Lang) {
    let line = match (lang, done, left) {
        _ if quiet > 0 => return,
        (_, 0, 0) => return,
        (Lang::Vi, _, 0) => format!("{name}: đã sửa {done} chỗ"),
        (Lang::Vi, ..) => format!("{name}: đã sửa {done} chỗ, còn {left} chỗ cần người xem"),
        (Lang::En, _, 0) => format!("{name}: {done} fixed"),
        (Lang::En, ..) => format!("{name}: {done} fixed, {left} left for you"),
    };
    super::tell(one_line(&line));
}

/// Shows what would be written, as a unified diff.
pub(super) fn show_difference(name: &str, before: &str, after: &str) -> io::Result<()> {
    let difference = similar::TextDiff::from_lines(before, after);
    let mut out = io::stdout().lock();
    let name = one_line(name.trim_start_matches('/'));
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let difference = difference.unified_diff().header(&old, &new).to_string();
    // What goes to a file or a pipe is a patch, byte by byte.
    let shown = if out.is_terminal() { lines(&difference) } else { difference };
    out.write_all(shown.as_bytes())
}
