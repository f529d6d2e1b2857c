//! `morat check`.

use std::io::{self, BufWriter, Write};

use rayon::prelude::*;

use super::args::{Args, Check, width};
use super::files::{self, Input, Unusable};
use super::{Failure, Status};
use crate::document::Format;
use crate::linter::{Diagnostic, Linter, Worker};
use crate::report::{FileReport, Lang, Report, Style, Summary};
use crate::text::Source;

/// How many files are checked before what they gave is written: enough for every thread, few enough to keep in memory.
const BATCH: usize = 256;

/// A file, checked.
struct Checked {
    path: String,
    encoding: &'static str,
    format: &'static str,
    text: String,
    diagnostics: Vec<Diagnostic>,
}

pub(super) fn run(check: &Check, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let linter = check.common.linter(lang)?;
    let (inputs, unusable) = files::inputs(&check.paths, check.common.stdin_filename.as_ref(), lang);
    let pool = pool(check.common.threads, inputs.len())?;
    let style = Style { lang, colour: args.paints(), width: width() };
    let mut report = check.format.report(&style, linter.registry());
    let shown = check.format.needs_text();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut summary = Summary::default();
    let fail = |report: &mut dyn Report, out: &mut dyn Write, error: &Unusable, summary: &mut Summary| {
        summary.failed += 1;
        super::complain(format_args!("{}: {}", error.path, error.message));
        report.error(out, &error.path, &error.message)
    };
    for error in &unusable {
        fail(report.as_mut(), &mut out, error, &mut summary)?;
    }
    for batch in inputs.chunks(BATCH) {
        let checked: Vec<Result<Checked, Unusable>> = pool.install(|| {
            batch
                .par_iter()
                .map_init(Worker::default, |worker, input| check_one(&linter, input, lang, shown, worker))
                .collect()
        });
        for file in checked {
            match file {
                Ok(file) => {
                    summary.add(&file.diagnostics);
                    report.file(
                        &mut out,
                        &FileReport {
                            path: &file.path,
                            encoding: file.encoding,
                            format: file.format,
                            text: &file.text,
                            diagnostics: &file.diagnostics,
                        },
                    )?;
                }
                Err(error) => fail(report.as_mut(), &mut out, &error, &mut summary)?,
            }
        }
    }
    report.finish(&mut out, &summary)?;
    out.flush()?;
    Ok(match (summary.failed, summary.total()) {
        (1.., _) => Status::Failed,
        (0, 1..) if !check.common.exit_zero => Status::Found,
        _ => Status::Clean,
    })
}

/// Checks a file. Its text is kept only if its findings are `shown` in it.
fn check_one(
    linter: &Linter,
    input: &Input,
    lang: Lang,
    shown: bool,
    worker: &mut Worker,
) -> Result<Checked, Unusable> {
    let path = input.name();
    let bytes = files::read(input, lang)?;
    let unusable = |error| Unusable { path: path.clone(), message: files::decode_message(error, lang) };
    let source = Source::decode(&bytes).map_err(unusable)?;
    let format = Format::of_name(&path);
    let findings = linter.check(source.text(), format, worker).map_err(unusable)?;
    let diagnostics = linter.diagnostics(&source, findings);
    let text = if diagnostics.is_empty() || !shown { String::new() } else { source.text().to_owned() };
    Ok(Checked { encoding: source.encoding().name(), format: format.name(), path, text, diagnostics })
}

/// As many threads as asked for, and never more than there are files.
pub(super) fn pool(threads: usize, files: usize) -> Result<rayon::ThreadPool, Failure> {
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        asked => asked,
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.min(files.max(1)))
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))
}
