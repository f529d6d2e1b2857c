//! Checks many files on all cores, with the cache of earlier runs.

use std::sync::Arc;

use rayon::prelude::*;

use super::files::Input;
use super::guard;
use super::outcome::Failure;
use super::progress::Progress;
use super::say;
use super::stream::Streamed;
use super::unusable::Unusable;
use super::walk::{Inputs, Job};
use crate::linter::Worker;
use crate::problem::{Bilingual, Problem};
use crate::project::{Cache, FileFindings};
use crate::report::{Begin, FileReport};
use crate::rules::Registry;

/// The greatest number of files, and of bytes of files, that are checked before their findings are written: enough for
/// every thread, few enough for memory.
const BATCH: usize = 256;
const BATCH_BYTES: u64 = 32 << 20;

/// The least number of files for which the cache saves more than it costs.
const WORTH_CACHING: usize = 16;

/// The result of checking a file.
pub(super) struct Checked {
    pub path: String,
    pub format: &'static str,
    /// The decoded text; empty if it was not asked for.
    pub text: String,
    /// The findings that are to be shown.
    pub found: FileFindings,
    /// For each accepted term whether it occurs in the file; empty if that was not asked for.
    pub used_terms: Vec<bool>,
    /// The position in the file at which the block begins.
    pub begin: Begin,
    /// The rules that checked the file.
    pub registry: Arc<Registry>,
}

impl Checked {
    /// The file for reports.
    pub fn report(&self) -> FileReport<'_> {
        FileReport {
            path: &self.path,
            encoding: &self.found.encoding,
            confidence: self.found.confidence,
            format: self.format,
            text: &self.text,
            diagnostics: &self.found.diagnostics,
            coverage: self.found.coverage,
            begin: self.begin,
            registry: &self.registry,
        }
    }
}

/// What is asked of a file beyond its findings.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'c> {
    pub cache: Option<&'c Cache>,
    /// Whether to keep the text of files with findings.
    pub text: bool,
    pub used_terms: bool,
}

/// Checks all files on all cores and passes the results on, in the order of the files.
pub(super) fn check_all(
    inputs: Inputs,
    threads: usize,
    wanted: Wanted<'_>,
    caches: Option<Option<&std::path::Path>>,
    mut done: impl FnMut(Result<(Job, Checked), Unusable>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Threads are started when there is more than one file.
    let mut pool: Option<rayon::ThreadPool> = None;
    let mut progress = Progress::new();
    let mut cache: Option<Cache> = None;
    let mut first = true;
    let mut inputs = Streamed::new(inputs).peekable();
    while inputs.peek().is_some() {
        let batch = next_batch(&mut inputs);
        if first && (batch.len() >= WORTH_CACHING || inputs.peek().is_some()) {
            cache = caches.and_then(|folder| Cache::open(folder, |problem| say::complain(problem.clone())));
        }
        first = false;
        let wanted = Wanted { cache: cache.as_ref(), ..wanted };
        let one = |worker: &mut Worker, job: Result<Job, Unusable>| {
            let job = job?;
            let checked = guard::file(&job.input.name(), worker, |worker| check_one(&job, wanted, worker))?;
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

/// Checks a file, or takes its findings from the cache.
fn check_one(job: &Job, wanted: Wanted<'_>, worker: &mut Worker) -> Result<Checked, Problem> {
    let path = job.input.name();
    let content = job.read()?;
    let (bytes, format) = (&content.bytes, content.format);
    let unusable = |error: Problem| error.in_file(&path);
    let begin = job.input.begin();
    let registry = job.project.registry();
    let checked = |found, text, used_terms| {
        let (path, registry) = (path.clone(), Arc::clone(registry));
        Checked { path, format: format.name(), text, found, used_terms, begin, registry }
    };
    // A block means what it does with those before it.
    let cache = wanted.cache.filter(|_| !matches!(job.input, Input::Block(_)));
    let cache = cache.map(|cache| (cache, Cache::key(job.checker.key, format.name(), bytes)));
    // In a container a person is told the words around, whatever the report.
    let with_text = wanted.text || format.is_container();
    let fits = |known: &FileFindings| known.fits(bytes, format.is_container(), registry);
    let mut known = cache.and_then(|(cache, key)| cache.get(key)).filter(fits);
    if let Some(known) = known.take_if(|known| known.diagnostics.is_empty() || !with_text) {
        return Ok(checked(known, String::new(), Vec::new()));
    }
    let document = content.document(job)?;
    let found = match known.filter(|known| known.fits_text(document.listing())) {
        Some(known) => known,
        None => {
            let found = FileFindings::by(&job.checker, &document, worker, begin.lines).map_err(unusable)?;
            if let Some((cache, key)) = cache {
                cache.put(key, &found);
            }
            found
        }
    };
    let mut used_terms = Vec::new();
    if wanted.used_terms {
        let linter = &job.checker.linter;
        used_terms = vec![false; linter.terms().terms().len()];
        let noted = linter.note_used_terms(&document, worker, &mut used_terms);
        noted.map_err(Problem::from).map_err(unusable)?;
    }
    let text = if with_text && !found.diagnostics.is_empty() { document.listing().to_owned() } else { String::new() };
    Ok(checked(found, text, used_terms))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::document::counted::{BYTES, NAMES};
    use crate::project::{Overrides, Workspace};

    #[test]
    fn the_format_of_a_file_is_looked_for_once() {
        let folder = tempfile::tempdir().unwrap();
        let records = |lines| format!("title\n{}", "Trời hôm nay rất đẹp.\n".repeat(lines));
        let texts = [
            ("a.md", "Trời *đẹp*.".to_owned()),
            ("no-end", "{\\rtf1 Trời đẹp.}".to_owned()),
            ("few.csv", records(2)),
            ("many.csv", records(100_000)),
        ];
        let paths = texts.map(|(name, text)| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        });
        let overrides = Overrides { isolated: true, ..Overrides::default() };
        let workspace = Arc::new(Workspace::open(overrides).unwrap());
        let before = (NAMES.get(), BYTES.get());
        let wanted = Wanted { cache: None, text: false, used_terms: false };
        let mut formats = Vec::new();
        for job in Streamed::new(Inputs::new(&workspace, &paths, None, false)) {
            formats.push(check_one(&job.unwrap(), wanted, &mut Worker::default()).unwrap().format);
        }
        assert_eq!(formats[..4], ["markdown", "rtf", "csv", "csv"]);
        assert!(formats.len() > 5, "many.csv comes in blocks");
        assert_eq!((NAMES.get() - before.0, BYTES.get() - before.1), (paths.len(), paths.len()));
    }
}
