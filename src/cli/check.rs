//! `morat check`.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use super::args::{Args, Check, width};
use super::batch::{Checked, Wanted, check_all};
use super::git::Changed;
use super::outcome::{Failure, Status};
use super::outputs::Outputs;
use super::unusable::Unusable;
use super::unused::Unused;
use super::walk::{Inputs, Job};
use super::{files, guard, say};
use crate::document::Coverage;
use crate::problem::Problem;
use crate::project::panics::caught;
use crate::project::{BaselineOutcome, Judge, Workspace, disk, settle};
use crate::report::escape::one_line;
use crate::report::{self, Style, Summary};

/// Checks once.
pub(super) fn run(check: &Check, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let workspace = Arc::new(Workspace::open(check.common.overrides())?);
    if check.show_files {
        return show_files(check, &workspace);
    }
    let changed = check.diff_base.as_ref().map(|revision| Changed::since(revision)).transpose()?;
    let style = Style { lang, colour: args.paints(), width: width() };
    let mut outputs = Outputs::open(check, style)?;
    let mut run = Run {
        check,
        changed,
        summary: Summary::default(),
        failing: 0,
        judge: Judge::new(!check.no_baseline),
        unused: Unused::default(),
        reading: None,
        partial: 0,
    };
    let inputs =
        Inputs::new(&workspace, &check.paths, check.common.stdin_filename.as_ref(), check.common.force_exclude);
    let caches = !check.no_cache && !check.common.report_unused;
    check_all(
        inputs,
        check.common.threads,
        Wanted { cache: None, text: outputs.needs_text(), used_terms: check.common.report_unused },
        caches.then_some(check.cache_dir.as_deref()),
        |checked| match checked {
            Ok((job, file)) => {
                let path = file.path.clone();
                let done = caught(|| run.file(&job, file, &mut outputs));
                done.unwrap_or_else(|place| {
                    let fault = Problem::from(guard::fault(&place)).in_file(path);
                    run.error(&fault.into(), &mut outputs)
                })
            }
            Err(error) => run.error(&error, &mut outputs),
        },
    )?;
    run.finish(outputs)
}

/// Lists the files of a run without checking them.
fn show_files(check: &Check, workspace: &Arc<Workspace>) -> Result<Status, Failure> {
    let mut status = Status::Clean;
    let mut out = io::stdout().lock();
    let common = &check.common;
    for job in Inputs::new(workspace, &check.paths, common.stdin_filename.as_ref(), common.force_exclude) {
        match job {
            // A name goes to other programs as it is; a terminal is told no name that commands it.
            Ok(job) if out.is_terminal() => writeln!(out, "{}", one_line(&job.input.name()))?,
            Ok(job) => writeln!(out, "{}", job.input.name())?,
            Err(error) => {
                error.complain();
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

/// The state of a run.
struct Run<'a> {
    check: &'a Check,
    changed: Option<Changed>,
    summary: Summary,
    /// Number of findings at or above the failing severity.
    failing: usize,
    judge: Judge,
    unused: Unused,
    /// The file that is being reported, and its coverage so far: a large one comes in blocks.
    reading: Option<(String, Coverage)>,
    /// How many files were reported as partly checked.
    partial: usize,
}

/// How many partly checked files are reported one by one; in a folder of program code it may be all.
const MOST_PARTIAL: usize = 10;

impl Run<'_> {
    fn file(&mut self, job: &Job, mut file: Checked, outputs: &mut Outputs) -> Result<(), Failure> {
        if self.check.common.report_unused {
            self.unused.note(job, &file);
        }
        // What an editor sends of a file that is not saved yet says nothing about the file.
        let is_draft = job.input.is_stdin();
        let found = &mut file.found.diagnostics;
        self.summary.known += self.judge.leave_shown(&job.project, &job.place, is_draft, found, |one| one);
        if let Some(changed) = &self.changed {
            found.retain(|diagnostic| changed.touches(&job.place, diagnostic));
        }
        if !file.begin.continues() || !file.found.damaged.is_empty() {
            files::tell_oddities(&file.path, job.expected, file.format, &file.found.damaged);
        }
        let least = job.checker.fail_on;
        self.failing += file.found.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).count();
        if file.begin.continues() {
            if let Some((_, coverage)) = &mut self.reading {
                *coverage += file.found.coverage;
            }
            self.summary.add_findings(&file.found.diagnostics);
            if file.found.diagnostics.is_empty() {
                outputs.read_more(&file.found.coverage);
                return Ok(());
            }
            return outputs.file(&file.report());
        }
        self.judge_reading(outputs)?;
        self.reading = Some((file.path.clone(), file.found.coverage));
        if let Some(sure) = file.found.confidence.filter(|_| self.check.common.quiet == 0) {
            files::tell_encoding(&file.path, &file.found.encoding, sure);
        }
        self.summary.add(&file.found.diagnostics);
        outputs.file(&file.report())
    }

    /// Reports how much of the last file was checked, if that was not nearly all.
    fn judge_reading(&mut self, outputs: &mut Outputs) -> Result<(), Failure> {
        let Some((path, coverage)) = self.reading.take() else { return Ok(()) };
        self.summary.unread += usize::from(coverage.is_unread());
        if coverage.is_missed() {
            return self.error(&Problem::from(report::missed(&coverage)).in_file(path).into(), outputs);
        }
        if coverage.is_partial() {
            self.partial += 1;
            if self.partial <= MOST_PARTIAL {
                say::complain(Problem::from(report::unread(&coverage)).in_file(path));
            }
        }
        Ok(())
    }

    /// Reports how many further files were partly checked.
    fn tell_partial(&self) {
        let more = self.partial.saturating_sub(MOST_PARTIAL);
        if more > 0 {
            say::complain(Problem::new(
                format!("và {more} tệp nữa có hơn một phần mười số từ không đọc; --format json ghi rõ từng tệp"),
                format!("and {more} more of which over a tenth was not read; --format json says how much of each"),
            ));
        }
    }

    fn error(&mut self, error: &Unusable, outputs: &mut Outputs) -> Result<(), Failure> {
        self.summary.failed += 1;
        outputs.error(error)
    }

    fn finish(mut self, mut outputs: Outputs) -> Result<Status, Failure> {
        if self.check.common.report_unused {
            let whole = self.summary.failed == 0 && !self.check.common.departs();
            let least = self.check.common.fail_on();
            for file in self.unused.reports(|project| whole && project.lies_in(&self.check.paths)) {
                let grave = file.found.diagnostics.iter().filter(|one| least.is_none_or(|least| one.severity >= least));
                self.failing += grave.count();
                self.summary.add_findings(&file.found.diagnostics);
                outputs.file(&file.report())?;
            }
        }
        self.judge_reading(&mut outputs)?;
        self.tell_partial();
        outputs.finish(&self.summary)?;
        let mut stale = false;
        // A run by other settings finds other things; nothing is put right by that.
        let settles = !self.check.common.departs();
        let quiet = self.check.common.quiet > 0;
        for (path, project, baseline) in self.judge.baselines().filter(|_| settles) {
            let whole = project.lies_in(&self.check.paths);
            let settled = settle(&path, &project, baseline, whole, !in_ci())?;
            stale |= matches!(settled, BaselineOutcome::Stale(_));
            tell_settled(&disk::shown(&path), settled, quiet);
        }
        Ok(match (self.summary.failed, self.failing) {
            (1.., _) => Status::Failed,
            (0, 1..) if !self.check.common.exit_zero => Status::Found,
            _ if stale && !self.check.common.exit_zero => Status::Found,
            _ => Status::Clean,
        })
    }
}

/// Reports what was done with a baseline. In CI nothing is written, and the run fails, so that the author of the
/// corrections records them.
fn tell_settled(shown: &str, settled: BaselineOutcome, quiet: bool) {
    let said = match settled {
        BaselineOutcome::Unchanged => return,
        BaselineOutcome::Stale(gone) => Problem::new(
            format!(
                "{gone} chỗ trong tệp nền đã được sửa mà tệp nền chưa ghi lại; hãy chạy morat check ở máy mình rồi commit tệp này"
            ),
            format!(
                "{gone} known findings have been put right and are still in the baseline; run morat check on your machine and commit this file"
            ),
        ),
        _ if quiet => return,
        BaselineOutcome::Followed => Problem::new(
            "đã theo tên mới của tệp và chữ mới bên cạnh những chỗ đã biết",
            "follows new names of files and new words beside what is known",
        ),
        BaselineOutcome::Shrunk { gone, left } => Problem::new(
            format!("bỏ {gone} chỗ đã được sửa, còn {left}"),
            format!("{gone} put right and taken out, {left} left"),
        ),
    };
    say::complain(said.in_file(shown));
}

/// Whether the run is in continuous integration, by the variable `CI`.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
