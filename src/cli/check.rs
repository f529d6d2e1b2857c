//! `morat check`.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::{Args, Check, width};
use super::cache::{Cache, Stored};
use super::files::{self, Input, Unusable};
use super::git::Changed;
use super::outputs::Outputs;
use super::progress::Progress;
use super::project::{Project, Projects};
use super::stream::Streamed;
use super::unused::Unused;
use super::walk::{Inputs, Job};
use super::{Failure, Status, guard, notebook, shown};
use crate::config::baseline::Baseline;
use crate::document::{Coverage, Document, Unreadable};
use crate::linter::{Diagnostic, Worker};
use crate::problem::{Bilingual, Problem};
use crate::report::escape::one_line;
use crate::report::{self, Begin, FileReport, Lang, Style, Summary};
use crate::rules::Registry;

/// How many files, or bytes of files, are checked before what they gave is written: enough for every thread, few enough to
/// keep in memory.
const BATCH: usize = 256;
const BATCH_BYTES: u64 = 32 << 20;

/// A cache for fewer files than this costs more than it saves.
const WORTH_CACHING: usize = 16;

/// A file, checked.
pub(super) struct Checked {
    pub path: String,
    pub encoding: String,
    /// How sure that is, where it was guessed.
    pub confidence: Option<f32>,
    pub format: &'static str,
    /// The decoded text, if it was asked for.
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
    /// Its bytes that are no letters.
    pub damaged: Vec<files::Damaged>,
    /// How many of its words were read.
    pub coverage: Coverage,
    /// Which accepted terms stand in it, if that was asked for.
    pub used_terms: Vec<bool>,
    /// Where in the file it begins.
    pub begin: Begin,
    /// The rules that found it.
    pub registry: Arc<Registry>,
}

impl Checked {
    /// With what was found in it.
    fn take(&mut self, found: Stored) {
        let Stored { encoding, confidence, diagnostics, damaged, coverage } = found;
        (self.encoding, self.confidence, self.diagnostics) = (encoding, confidence, diagnostics);
        (self.damaged, self.coverage) = (damaged, coverage);
    }

    /// As reports take it.
    fn report(&self) -> FileReport<'_> {
        FileReport {
            path: &self.path,
            encoding: &self.encoding,
            confidence: self.confidence,
            format: self.format,
            text: &self.text,
            diagnostics: &self.diagnostics,
            coverage: self.coverage,
            begin: self.begin,
            registry: &self.registry,
        }
    }
}

/// What is wanted of a file beyond its findings.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'c> {
    pub cache: Option<&'c Cache>,
    /// The texts of files with findings.
    pub text: bool,
    pub used_terms: bool,
    pub lang: Lang,
}

/// Runs once.
pub(super) fn run(check: &Check, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let projects = Arc::new(Projects::new(&check.common, lang)?);
    if check.show_files {
        return show_files(check, &projects);
    }
    let changed = check.diff_base.as_ref().map(|revision| Changed::since(revision)).transpose()?;
    let style = Style { lang, colour: args.paints(), width: width() };
    let mut outputs = Outputs::open(check, style)?;
    let mut run = Run {
        check,
        changed,
        summary: Summary::default(),
        failing: 0,
        baselines: HashMap::new(),
        unused: Unused::default(),
        reading: None,
        partial: 0,
    };
    let inputs = Inputs::new(&projects, &check.paths, check.common.stdin_filename.as_ref(), check.common.force_exclude);
    let caches = !check.no_cache && !check.common.report_unused;
    check_all(
        inputs,
        check.common.threads,
        Wanted { cache: None, text: outputs.needs_text(), used_terms: check.common.report_unused, lang },
        caches.then_some(check.cache_dir.as_deref()),
        |checked| match checked {
            Ok((job, file)) => {
                let path = file.path.clone();
                let done = guard::caught(|| run.file(&job, file, &mut outputs));
                done.unwrap_or_else(|place| {
                    run.error(&Unusable { path, message: guard::fault(&place, lang) }, &mut outputs)
                })
            }
            Err(error) => run.error(&error, &mut outputs),
        },
    )?;
    run.finish(outputs, lang)
}

/// Lists the files of a run, and checks none.
fn show_files(check: &Check, projects: &Arc<Projects>) -> Result<Status, Failure> {
    let mut status = Status::Clean;
    let mut out = io::stdout().lock();
    let common = &check.common;
    for job in Inputs::new(projects, &check.paths, common.stdin_filename.as_ref(), common.force_exclude) {
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

/// Checks all files on all cores and hands on what was found, in the order of the files.
pub(super) fn check_all(
    inputs: Inputs,
    threads: usize,
    wanted: Wanted<'_>,
    caches: Option<Option<&std::path::Path>>,
    mut done: impl FnMut(Result<(Job, Checked), Unusable>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Threads are started when there is more than one file.
    let mut pool: Option<rayon::ThreadPool> = None;
    let mut progress = Progress::new(wanted.lang);
    let mut cache: Option<Cache> = None;
    let mut first = true;
    let mut inputs = Streamed::new(inputs, wanted.lang).peekable();
    while inputs.peek().is_some() {
        let batch = next_batch(&mut inputs);
        if first && (batch.len() >= WORTH_CACHING || inputs.peek().is_some()) {
            cache = caches.and_then(|folder| Cache::open(folder, wanted.lang));
        }
        first = false;
        let wanted = Wanted { cache: cache.as_ref(), ..wanted };
        let one = |worker: &mut Worker, job: Result<Job, Unusable>| {
            let job = job?;
            let checked =
                guard::file(&job.input.name(), wanted.lang, worker, |worker| check_one(&job, wanted, worker))?;
            Ok((job, checked))
        };
        if pool.is_none() && batch.len() > 1 {
            let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool = Some(built.map_err(|error| Problem::from(Bilingual::same(error.to_string())))?);
        }
        let checked: Vec<_> = match &pool {
            Some(pool) => pool.install(|| batch.into_par_iter().map_init(Worker::default, one).collect()),
            None => batch.into_iter().map(|job| one(&mut Worker::default(), job)).collect(),
        };
        let count = checked.len();
        let last = checked.last().and_then(|checked| checked.as_ref().ok());
        let last = last.map_or_else(String::new, |(_, file)| file.path.clone());
        progress.aside(|| checked.into_iter().try_for_each(&mut done))?;
        progress.add(count, &last);
    }
    Ok(())
}

fn next_batch(inputs: &mut impl Iterator<Item = Result<Job, Unusable>>) -> Vec<Result<Job, Unusable>> {
    let mut bytes = 0;
    let mut batch = Vec::new();
    for input in inputs {
        bytes += input.as_ref().map_or(0, |job| job.input.size());
        batch.push(input);
        if batch.len() == BATCH || bytes >= BATCH_BYTES {
            break;
        }
    }
    batch
}

/// Checks a file, or asks the cache.
fn check_one(job: &Job, wanted: Wanted<'_>, worker: &mut Worker) -> Result<Checked, Unusable> {
    let Wanted { cache, lang, .. } = wanted;
    let path = job.input.name();
    let bytes = files::read(&job.input, lang)?;
    let unusable = |error| Unusable { path: path.clone(), message: files::unreadable(&error, lang) };
    let format = files::format(&path, &bytes, job.options()).map_err(unusable)?;
    // A block means what it does with those before it.
    let cache = cache.filter(|_| !matches!(job.input, Input::Block(_)));
    let cache = cache.map(|cache| (cache, Cache::key(job.checker.key, format.name(), &bytes)));
    let mut checked = Checked {
        path: path.clone(),
        encoding: String::new(),
        format: format.name(),
        text: String::new(),
        diagnostics: Vec::new(),
        damaged: Vec::new(),
        coverage: Coverage::default(),
        used_terms: Vec::new(),
        confidence: None,
        begin: job.input.begin(),
        registry: Arc::clone(job.project.registry()),
    };
    // In a container a person is told the words around, whatever the report.
    let with_text = wanted.text || format.is_container();
    let fits = |known: &Stored| known.fits(&bytes, format.is_container(), job.project.registry());
    let mut known = cache.and_then(|(cache, key)| cache.get(key)).filter(fits);
    if let Some(known) = known.take_if(|known| known.diagnostics.is_empty() || !with_text) {
        checked.take(known);
        return Ok(checked);
    }
    let document = Document::open(&bytes, format, job.options()).map_err(unusable)?;
    let linter = &job.checker.linter;
    let found = match known.filter(|known| known.fits_text(document.listing())) {
        Some(known) => known,
        None => {
            let findings = linter.check(&document, worker).map_err(Unreadable::from).map_err(unusable)?;
            let mut diagnostics = linter.diagnostics(&document, findings);
            for diagnostic in &mut diagnostics {
                diagnostic.start.line += checked.begin.lines;
                diagnostic.end.line += checked.begin.lines;
            }
            let source = document.source();
            let encoding = source.encoding().name().to_owned();
            let damaged = files::damaged(&document, checked.begin.lines);
            let coverage = document.coverage();
            let found = Stored { encoding, confidence: source.confidence(), diagnostics, damaged, coverage };
            if let Some((cache, key)) = cache {
                cache.put(key, &found);
            }
            found
        }
    };
    checked.take(found);
    if wanted.used_terms {
        checked.used_terms = vec![false; linter.terms().terms().len()];
        let noted = linter.note_used_terms(&document, worker, &mut checked.used_terms);
        noted.map_err(Unreadable::from).map_err(unusable)?;
    }
    if with_text && !checked.diagnostics.is_empty() {
        document.listing().clone_into(&mut checked.text);
    }
    Ok(checked)
}

/// What a run has found so far.
struct Run<'a> {
    check: &'a Check,
    changed: Option<Changed>,
    summary: Summary,
    /// Findings that are grave enough to fail.
    failing: usize,
    /// The baselines of the projects, by their files.
    baselines: HashMap<PathBuf, (Arc<Project>, Baseline)>,
    unused: Unused,
    /// The file that is being reported, and how much of it was read: a large one comes in blocks.
    reading: Option<(String, Coverage)>,
    /// Files that were told to be read in part.
    partial: usize,
}

/// How many files are told one by one to be read in part; of a folder of program code with notes it may be all.
const MOST_PARTIAL: usize = 10;

impl Run<'_> {
    fn file(&mut self, job: &Job, mut file: Checked, outputs: &mut Outputs) -> Result<(), Failure> {
        let project = &job.project;
        if self.check.common.report_unused {
            self.unused.note(job, &file);
        }
        let baseline = project.baseline.as_ref().filter(|_| !self.check.no_baseline).map(|known| {
            let load = || (Arc::clone(project), known.baseline.clone());
            &mut self.baselines.entry(known.path.clone()).or_insert_with(load).1
        });
        // What an editor sends of a file that is not saved yet says nothing about the file.
        let mut copy = baseline.as_ref().filter(|_| job.input.is_stdin()).map(|baseline| Baseline::clone(baseline));
        let baseline = copy.as_mut().or(baseline);
        self.summary.known += shown::leave_known(project, &job.place, baseline, &mut file.diagnostics, |one| one);
        if let Some(changed) = &self.changed {
            file.diagnostics.retain(|diagnostic| changed.touches(&job.place, diagnostic));
        }
        if !file.begin.continues() || !file.damaged.is_empty() {
            files::tell_oddities(&file.path, file.format, &file.damaged, job.options(), outputs.lang());
        }
        let least = job.checker.fail_on;
        self.failing += file.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).count();
        if file.begin.continues() {
            if let Some((_, coverage)) = &mut self.reading {
                *coverage += file.coverage;
            }
            self.summary.add_findings(&file.diagnostics);
            if file.diagnostics.is_empty() {
                outputs.read_more(&file.coverage);
                return Ok(());
            }
            return outputs.file(&file.report());
        }
        self.judge_reading(outputs)?;
        self.reading = Some((file.path.clone(), file.coverage));
        if let Some(sure) = file.confidence.filter(|_| self.check.common.quiet == 0) {
            tell_encoding(&file.path, &file.encoding, sure, outputs.lang());
        }
        self.summary.add(&file.diagnostics);
        outputs.file(&file.report())
    }

    /// Tells how much of the last file was read, if that was not nearly all.
    fn judge_reading(&mut self, outputs: &mut Outputs) -> Result<(), Failure> {
        let Some((path, coverage)) = self.reading.take() else { return Ok(()) };
        let lang = outputs.lang();
        self.summary.unread += usize::from(coverage.is_unread());
        if coverage.is_missed() {
            return self.error(&Unusable { path, message: report::missed(&coverage, lang) }, outputs);
        }
        if coverage.is_partial() {
            self.partial += 1;
            if self.partial <= MOST_PARTIAL {
                super::complain(format_args!("{path}: {}", report::unread(&coverage, lang)));
            }
        }
        Ok(())
    }

    /// Tells how many further files were read in part.
    fn tell_partial(&self, lang: Lang) {
        let more = self.partial.saturating_sub(MOST_PARTIAL);
        if more > 0 {
            super::complain(match lang {
                Lang::Vi => {
                    format!("và {more} tệp nữa có hơn một phần mười số từ không đọc; --format json ghi rõ từng tệp")
                }
                Lang::En => {
                    format!("and {more} more of which over a tenth was not read; --format json says how much of each")
                }
            });
        }
    }

    fn error(&mut self, error: &Unusable, outputs: &mut Outputs) -> Result<(), Failure> {
        self.summary.failed += 1;
        outputs.error(error)
    }

    fn finish(mut self, mut outputs: Outputs, lang: Lang) -> Result<Status, Failure> {
        if self.check.common.report_unused {
            let whole = self.summary.failed == 0 && !self.check.common.departs();
            let least = self.check.common.fail_on();
            for file in self.unused.reports(|project| whole && covers(&self.check.paths, project)) {
                let grave = file.diagnostics.iter().filter(|one| least.is_none_or(|least| one.severity >= least));
                self.failing += grave.count();
                self.summary.add_findings(&file.diagnostics);
                outputs.file(&file.report())?;
            }
        }
        self.judge_reading(&mut outputs)?;
        self.tell_partial(lang);
        outputs.finish(&self.summary)?;
        let mut stale = false;
        // A run by other settings finds other things; nothing is put right by that.
        let settles = !self.check.common.departs();
        let quiet = self.check.common.quiet > 0;
        for (path, (project, baseline)) in self.baselines.into_iter().filter(|_| settles) {
            stale |=
                notebook::settle_baseline(&path, &project, baseline, covers(&self.check.paths, &project), quiet, lang)?;
        }
        Ok(match (self.summary.failed, self.failing) {
            (1.., _) => Status::Failed,
            (0, 1..) if !self.check.common.exit_zero => Status::Found,
            _ if stale && !self.check.common.exit_zero => Status::Found,
            _ => Status::Clean,
        })
    }
}

/// Says on standard error which encoding a file was taken to be in: nobody else would know why a text looks odd.
pub(super) fn tell_encoding(path: &str, encoding: &str, sure: f32, lang: Lang) {
    let sure = (100.0 * sure).round();
    super::complain(match lang {
        Lang::Vi => format!("{path}: đọc theo bảng mã {encoding} (chắc {sure} %); nếu sai, hãy ghi --encoding"),
        Lang::En => format!("{path}: read as {encoding} ({sure} % sure); if that is wrong, say --encoding"),
    });
}

/// Whether the paths of a run hold the whole of a project.
pub(super) fn covers(paths: &[PathBuf], project: &Project) -> bool {
    let Some(root) = &project.root else { return false };
    paths.iter().filter_map(|path| std::fs::canonicalize(path).ok()).any(|path| root.starts_with(path))
}
