//! The destinations of reports: one goes to standard output, others to files, all with the same findings.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::{Check, Destination};
use super::outcome::Failure;
use super::unusable::Unusable;
use crate::document::Coverage;
use crate::problem::Problem;
use crate::project::{disk, write};
use crate::report::{FileReport, OutputFormat, Report, Style, Summary};

/// A report with its destination.
struct Output {
    report: Box<dyn Report>,
    to: To,
    is_for_people: bool,
}

enum To {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A temporary file, which is renamed at the end: whoever reads the old file meanwhile, or after Ctrl-C, has it
    /// whole.
    File {
        name: PathBuf,
        file: BufWriter<tempfile::NamedTempFile>,
    },
    /// Standard output that was switched off.
    Nowhere(io::Sink),
    /// A terminal, a pipe, `/dev/stdout`: nothing that can be replaced.
    Stream {
        name: PathBuf,
        file: BufWriter<fs::File>,
    },
}

impl To {
    fn open(name: PathBuf) -> Result<To, Failure> {
        let fail = |error: io::Error| unwritable(&name, &error);
        if is_stream(&name) {
            let file = BufWriter::new(fs::File::options().append(true).open(&name).map_err(fail)?);
            return Ok(To::Stream { name, file });
        }
        let real = write::real(&name).map_err(fail)?;
        let file = BufWriter::new(write::begin(&real).map_err(fail)?);
        Ok(To::File { name: real, file })
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            To::Stdout(out) => out,
            To::Nowhere(out) => out,
            To::File { file, .. } => file,
            To::Stream { file, .. } => file,
        }
    }
}

/// All reports of a run.
pub(super) struct Outputs {
    outputs: Vec<Output>,
    needs_text: bool,
    /// How much is left out: from 1 on summaries for people, from 2 on everything on standard output.
    quiet: u8,
    /// Whether the reader of standard output has gone.
    reader_gone: bool,
}

impl Outputs {
    /// Opens the destinations of the reports that are asked for.
    ///
    /// # Errors
    /// If two go to standard output, or a file cannot be written.
    pub fn open(check: &Check, style: Style) -> Result<Outputs, Failure> {
        let mut wanted: Vec<Destination> = check.format.clone();
        if wanted.is_empty() {
            wanted.push(Destination { format: OutputFormat::Full, file: None });
        }
        let free: Vec<usize> = (0..wanted.len()).filter(|at| wanted[*at].file.is_none()).collect();
        if free.len() > 1 {
            return Err(Failure::from(Problem::new(
                "chỉ một dạng được in ra màn hình; dạng kia ghi vào tệp: --format sarif=ket-qua.sarif",
                "only one format can go to standard output; give the other a file: --format sarif=result.sarif",
            )));
        }
        if let Some(file) = &check.output_file {
            match free.first() {
                Some(at) => wanted[*at].file = Some(file.clone()),
                None => {
                    return Err(Failure::from(Problem::new(
                        "--output-file cần một --format không có tệp riêng",
                        "--output-file needs a --format without a file of its own",
                    )));
                }
            }
        }
        let quiet = check.common.quiet;
        let needs_text = wanted.iter().any(|one| one.format.needs_text() && !check.statistics);
        let outputs = wanted.into_iter().map(|one| {
            // No paint in a file.
            let style = Style { colour: style.colour && one.file.is_none(), ..style };
            let report = match check.statistics {
                true => one.format.statistics(&style),
                false => one.format.report(&style),
            };
            let to = match one.file {
                None if check.common.quiet > 1 => To::Nowhere(io::sink()),
                None => To::Stdout(BufWriter::new(io::stdout().lock())),
                Some(name) => To::open(name)?,
            };
            Ok(Output { report, to, is_for_people: one.format.is_for_people() })
        });
        Ok(Outputs { outputs: outputs.collect::<Result<Vec<_>, Failure>>()?, needs_text, quiet, reader_gone: false })
    }

    /// Whether the texts of files with findings have to be kept.
    pub fn needs_text(&self) -> bool {
        self.needs_text
    }

    /// Reports a checked file.
    pub fn file(&mut self, file: &FileReport<'_>) -> Result<(), Failure> {
        self.each(|report, out| report.file(out, file))
    }

    /// Adds a further block of the last file, without findings.
    pub fn read_more(&mut self, coverage: &Coverage) {
        for output in &mut self.outputs {
            output.report.read_more(coverage);
        }
    }

    /// Reports something that could not be used: on standard error, and in formats that carry errors.
    pub fn error(&mut self, error: &Unusable) -> Result<(), Failure> {
        error.complain();
        let message = error.message();
        self.each(|report, out| report.error(out, error.path(), &message))
    }

    /// Flushes all destinations, so that a reader need not wait for the whole run.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.each(|_, out| out.flush())
    }

    /// Ends the reports and renames their files.
    pub fn finish(mut self, summary: &Summary) -> Result<(), Failure> {
        // Without a single file there is nothing to sum up.
        let none = Summary::default();
        for at in 0..self.outputs.len() {
            let sum = if self.quiet > 0 && self.outputs[at].is_for_people { &none } else { summary };
            self.one(at, |report, out| report.finish(out, sum))?;
        }
        self.flush()?;
        for output in self.outputs {
            if let To::File { name, file } = output.to {
                let unwritable = |error: io::Error| unwritable(&name, &error);
                let file = file.into_inner().map_err(|error| unwritable(error.into_error()))?;
                write::put(file, &name).map_err(unwritable)?;
            }
        }
        match self.reader_gone {
            true => Err(Failure::Output(io::ErrorKind::BrokenPipe.into())),
            false => Ok(()),
        }
    }

    /// Calls `act` for each report.
    fn each(&mut self, mut act: impl FnMut(&mut dyn Report, &mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        (0..self.outputs.len()).try_for_each(|at| self.one(at, &mut act))
    }

    /// Calls `act` for one report. If the reader of standard output has gone, files are still written.
    fn one(
        &mut self,
        at: usize,
        act: impl FnOnce(&mut dyn Report, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let alone = self.outputs.len() == 1;
        let Output { report, to, .. } = &mut self.outputs[at];
        if self.reader_gone && matches!(to, To::Stdout(_)) {
            return Ok(());
        }
        match (act(report.as_mut(), to.writer()), &*to) {
            (Ok(()), _) => Ok(()),
            (Err(error), To::Stdout(_)) if error.kind() == io::ErrorKind::BrokenPipe && !alone => {
                self.reader_gone = true;
                Ok(())
            }
            (Err(error), To::Stdout(_) | To::Nowhere(_)) => Err(Failure::Output(error)),
            (Err(error), To::File { name, .. } | To::Stream { name, .. }) => Err(unwritable(name, &error)),
        }
    }
}

/// Whether a path is no file of its own: a device, a pipe, or a link to what is open already (`/dev/stdout`), which may
/// be a file and must not be replaced by one.
fn is_stream(name: &Path) -> bool {
    const MOST_LINKS: usize = 40;
    let mut path = name.to_owned();
    for _ in 0..MOST_LINKS {
        if ["/dev", "/proc"].iter().any(|root| path.starts_with(root)) {
            return true;
        }
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    fs::metadata(name).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn unwritable(name: &Path, error: &io::Error) -> Failure {
    disk::problem(name.display().to_string(), error).into()
}
