//! `morat-train flags`: a sample of what each rule marks in text that nobody annotated, to be read by a person.
//!
//! Each line is a text of its own, as the corpus has it: a sentence, a paragraph, an article. The sample is the same in every
//! run, and adding files to it takes no flag out of its order: a flag is drawn by a hash of what it marks and where.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::PathBuf;

use morat::document::Document;
use morat::linter::{Diagnostic, Linter, Selection, Worker};
use rayon::prelude::*;

use crate::corpus;

/// Bytes shown on either side of a flag, more or less.
const AROUND: usize = 110;

/// The arguments of the command.
#[derive(clap::Args)]
pub struct Flags {
    /// Plain texts, a text a line.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A rule or a group to run alone; may be said again. Without it, the default rules run.
    #[arg(long = "rule")]
    rules: Vec<String>,
    /// The strict rules and doubtful findings, too.
    #[arg(long)]
    strict: bool,
    /// How many flags of a rule are shown at most.
    #[arg(long, default_value_t = 50)]
    per_rule: usize,
}

/// The flags of a rule: their number, and those with the lowest hashes.
#[derive(Default)]
struct Sample {
    count: usize,
    drawn: BTreeMap<u64, String>,
}

impl Sample {
    fn merge(mut self, other: Sample, most: usize) -> Sample {
        self.count += other.count;
        self.drawn.extend(other.drawn);
        while self.drawn.len() > most {
            self.drawn.pop_last();
        }
        self
    }
}

type Samples = BTreeMap<String, Sample>;

impl Flags {
    /// Prints for each rule a line `# rule  flags  words`, then its sample: file and line, text around with the flag in
    /// brackets and the first suggestion, message, how sure the speller is of it; tab-separated.
    ///
    /// # Errors
    /// A file that cannot be read, a name that is no rule, a line that is no text.
    pub fn run(&self) -> io::Result<()> {
        let selection = Selection { select: self.rules.clone(), strict: self.strict, ..Selection::default() };
        let linter = Linter::new(&selection).map_err(|error| io::Error::other(error.message.en.into_owned()))?;
        let mut all = Samples::new();
        let mut words = 0;
        for path in &self.files {
            let text = corpus::text(path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            words += text.split_whitespace().count();
            let lines: Vec<&str> = text.lines().collect();
            let of_line =
                |worker: &mut Worker, (at, line): (usize, &&str)| self.sample(&linter, worker, &name, at, line);
            let merge = |one: io::Result<Samples>, other: io::Result<Samples>| Ok(self.merge(one?, other?));
            let found = lines.par_iter().enumerate().map_init(Worker::default, of_line);
            all = self.merge(all, found.reduce(|| Ok(Samples::new()), merge)?);
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (rule, sample) in &all {
            writeln!(out, "# {rule}\t{} flags\t{words} words", sample.count)?;
            for line in sample.drawn.values() {
                writeln!(out, "{line}")?;
            }
        }
        out.flush()
    }

    fn merge(&self, mut one: Samples, other: Samples) -> Samples {
        for (rule, sample) in other {
            let known = one.remove(&rule).unwrap_or_default();
            one.insert(rule, known.merge(sample, self.per_rule));
        }
        one
    }

    fn sample(&self, linter: &Linter, worker: &mut Worker, name: &str, at: usize, line: &str) -> io::Result<Samples> {
        let place = |what: String| io::Error::other(format!("{name}:{}: {what}", at + 1));
        let document = Document::of_text(line).map_err(|error| place(format!("{error:?}")))?;
        let found = linter.check(&document, worker).map_err(|error| place(format!("{error:?}")))?;
        let mut samples = Samples::new();
        for flag in linter.diagnostics(&document, found) {
            let mut hasher = DefaultHasher::new();
            (line, flag.listed.start(), &flag.name).hash(&mut hasher);
            let shown = show(line, &flag);
            let sure = flag.confidence.map_or(String::new(), |confidence| format!("\t{confidence:.2}"));
            let row = format!("{name}:{}\t{shown}\t{}{sure}", at + 1, flag.message.vi);
            let one = Sample { count: 1, drawn: BTreeMap::from([(hasher.finish(), row)]) };
            samples = self.merge(samples, Samples::from([(flag.name.clone(), one)]));
        }
        Ok(samples)
    }
}

/// The text around a flag: `… before [[marked → suggestion]] after …`.
fn show(text: &str, flag: &Diagnostic) -> String {
    let range = flag.listed.range();
    let before = text.floor_char_boundary(range.start.saturating_sub(AROUND));
    let after = text.ceil_char_boundary((range.end + AROUND).min(text.len()));
    let suggestion = flag.suggestions.first().map_or(String::new(), |first| format!(" → {first}"));
    let parts = [&text[before..range.start], &text[range.clone()], &text[range.end..after]];
    let [left, marked, right] = parts.map(|part| part.replace(['\n', '\t'], " "));
    format!("{left}[[{marked}{suggestion}]]{right}")
}
