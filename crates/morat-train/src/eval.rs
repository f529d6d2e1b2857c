//! `morat-train eval`: how much of what is wrong morat marks, and how much of what it marks is wrong.
//!
//! A file of JSON lines holds a text a line, and its mistakes: `{"text": …, "mistakes": [{"text": …, "start_offset": …,
//! "suggest": […]}]}`, with offsets in code points; other keys do not matter. Any other file is plain text believed right.

mod canon;
mod page;
mod score;
mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use morat::dictionaries::Dictionaries;
use morat::document::{Document, Format, Options};
use morat::linter::{Linter, Selection, Worker};
use morat::problem::Problem;
use morat::rules::{Registry, RuleId};
use morat::text::Encoding;
use rayon::prelude::*;

use crate::built;
use page::Head;
use score::{Flag, Mistake, Record, Score};
use tables::Run;

/// What is measured, and where the figures go.
#[derive(clap::Args)]
pub struct Eval {
    /// Annotated texts (*.jsonl), or plain texts believed right.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The folder of another build's dictionaries, instead of those that the program carries.
    #[arg(long)]
    dictionaries: Option<PathBuf>,
    /// Measures the strict rules and doubtful findings, too.
    #[arg(long)]
    strict: bool,
    /// A group or a rule that counts, or `all`; may be said again.
    #[arg(long = "group", default_value = "chinh-ta")]
    groups: Vec<String>,
    /// Writes every flag and every mistake not found, as tab-separated columns: hit, FALSE or MISS, rule, text, first
    /// suggestion (of a miss: the corrections), text around, confidence, file.
    #[arg(long)]
    dump: Option<PathBuf>,
    /// Writes the figures by default and with --strict as a page, and keeps what is read by hand in it.
    #[arg(long, requires = "date")]
    write: Option<PathBuf>,
    /// The date that the page goes by, as YYYY-MM-DD.
    #[arg(long, value_parser = date)]
    date: Option<String>,
}

/// A text with the spans of its mistakes and the flags on it.
struct Checked {
    record: Record,
    mistakes: Vec<Range<usize>>,
    flags: Vec<Flag>,
}

impl Eval {
    /// Measures and prints; writes the page and the dump if they are asked for.
    pub fn run(&self) -> io::Result<()> {
        let dictionaries = match &self.dictionaries {
            None => Arc::clone(Dictionaries::embedded()),
            Some(folder) => Arc::new(built::load(folder)?),
        };
        let registry = Arc::new(Registry::embedded());
        let counted = self.counted(&registry)?;
        let profiles = if self.write.is_some() { vec![false, true] } else { vec![self.strict] };
        let mut runs = Vec::new();
        let mut dump = String::new();
        for strict in profiles {
            let selection = Selection { strict, ..Selection::default() };
            let linter = Linter::with(Arc::clone(&registry), Arc::clone(&dictionaries), &selection)
                .map_err(|error| io::Error::other(error.message.en.into_owned()))?;
            let mut files = Vec::new();
            for path in &self.files {
                let text = fs::read_to_string(path).map_err(|error| named(path, &error))?;
                let texts = check(path, records(path, &text)?, &linter, &counted)?;
                let mut score = Score::default();
                let misplaced = texts.iter().map(Checked::misplaced).sum::<usize>();
                if misplaced > 0 && runs.is_empty() {
                    eprintln!("{}: {misplaced} mistakes are not what stands at their offset", path.display());
                }
                for text in &texts {
                    score += &Score::of(&text.record, &text.mistakes, &text.flags);
                    if self.dump.is_some() && strict == self.strict {
                        text.dump(&name(path), &mut dump);
                    }
                }
                files.push((name(path), score));
            }
            runs.push(Run { strict, files });
        }
        let (files, rules) = (tables::files(&runs, self.files.len() > 1), tables::rules(&runs));
        write!(io::stdout().lock(), "{files}\n{rules}\n{}", tables::calibration(&runs))?;
        if let Some(path) = &self.dump {
            fs::write(path, dump).map_err(|error| named(path, &error))?;
        }
        match &self.write {
            Some(path) => self.write(path, &runs),
            None => Ok(()),
        }
    }

    /// The rules that count.
    fn counted(&self, registry: &Registry) -> io::Result<BTreeSet<RuleId>> {
        let mut counted = BTreeSet::new();
        for group in &self.groups {
            let mut rules = registry.select(group).peekable();
            if rules.peek().is_none() {
                return Err(io::Error::other(format!("no rule or group “{group}”; see the list: morat rules")));
            }
            counted.extend(rules);
        }
        Ok(counted)
    }

    fn write(&self, path: &Path, runs: &[Run]) -> io::Result<()> {
        let old = match fs::read_to_string(path) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(path, &error)),
        };
        let command = self.command();
        let head = Head { date: self.date.as_deref().unwrap_or_default(), command: &command, groups: &self.groups };
        let page = page::page(&head, runs, old.as_deref()).map_err(|error| named(path, &error))?;
        fs::write(path, page).map_err(|error| named(path, &error))
    }

    /// The command that writes the page again, with file names without folders.
    fn command(&self) -> String {
        let mut words = vec!["cargo run --release -p morat-train -- eval".to_owned()];
        words.extend(self.files.iter().map(|path| quoted(&name(path))));
        let path = |path: &PathBuf| path.display().to_string();
        let mut option = |option: &str, value: Option<String>| {
            words.extend(value.map(|value| format!("{option} {}", quoted(&value))));
        };
        for group in &self.groups {
            option("--group", Some(group.clone()));
        }
        option("--dictionaries", self.dictionaries.as_ref().map(path));
        option("--date", self.date.clone());
        option("--write", self.write.as_ref().map(path));
        words.join(" ")
    }
}

/// The texts of a file, with what the counted rules mark in them.
fn check(path: &Path, records: Vec<Record>, linter: &Linter, counted: &BTreeSet<RuleId>) -> io::Result<Vec<Checked>> {
    let options = Arc::new(Options { encoding: Some(Encoding::Utf8), ..Options::default() });
    let texts = records.into_par_iter().map_init(Worker::default, |worker, record| {
        let mistakes = record.spans().map_err(|mistake| {
            let Mistake { text, start_offset, .. } = mistake;
            named(path, &format!("no “{text}” at code point {start_offset} of “{}”", record.text))
        })?;
        // Read like a file, so that a byte order mark at the start is treated as in the program.
        let failed = |error: Problem| named(path, &error);
        let document = Document::open(record.text.as_bytes(), Format::TEXT, &options).map_err(failed)?;
        let mut findings = linter.check(&document, worker).map_err(|error| failed(error.into()))?;
        findings.retain(|finding| counted.contains(&finding.rule));
        let flag = |diagnostic: morat::linter::Diagnostic| Flag {
            rule: diagnostic.name,
            span: diagnostic.span.range(),
            first: diagnostic.suggestions.into_iter().next(),
            confidence: diagnostic.confidence,
        };
        let flags = linter.diagnostics(&document, findings).into_iter().map(flag).collect();
        Ok(Checked { mistakes, flags, record })
    });
    texts.collect()
}

/// The records of a file: one for each line of JSON, or a single one for plain text.
fn records(path: &Path, text: &str) -> io::Result<Vec<Record>> {
    if path.extension().is_none_or(|end| end != "jsonl") {
        // Line ends are normalised, as they do not belong to the text.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        return Ok(vec![Record { text, mistakes: Vec::new() }]);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let record =
        |(at, line)| serde_json::from_str(line).map_err(|error| named(path, &format!("line {}: {error}", at + 1)));
    lines.map(record).collect()
}

/// A text in which all mistakes are marked.
pub struct Annotated {
    pub text: String,
    /// The spans of the mistakes, in bytes.
    pub mistakes: Vec<Range<usize>>,
    /// Mistakes per word in the file that the text is from.
    pub density: f64,
}

/// The texts of annotated files.
pub fn annotated(files: &[PathBuf]) -> io::Result<Vec<Annotated>> {
    let mut texts = Vec::new();
    for path in files {
        let text = fs::read_to_string(path).map_err(|error| named(path, &error))?;
        let records = records(path, &text)?;
        let words: usize = records.iter().map(|record| record.text.split_whitespace().count()).sum();
        let mistakes: usize = records.iter().map(|record| record.mistakes.len()).sum();
        let density = mistakes as f64 / words.max(1) as f64;
        for record in records {
            let mistakes = record.spans();
            let mistakes = mistakes.map_err(|lost| named(path, &format!("no “{}” in its text", lost.text)))?;
            texts.push(Annotated { mistakes, density, text: record.text });
        }
    }
    Ok(texts)
}

impl Checked {
    /// The number of mistakes whose annotated text is not at their offset: such annotations are unusable.
    fn misplaced(&self) -> usize {
        let pairs = self.mistakes.iter().zip(&self.record.mistakes);
        pairs.filter(|(span, mistake)| self.record.text[(*span).clone()] != mistake.text).count()
    }

    /// Appends a line for each flag, then for each mistake that no flag touches.
    fn dump(&self, file: &str, out: &mut String) {
        let text = &self.record.text;
        let around = |span: &Range<usize>| {
            let start = text.ceil_char_boundary(span.start.saturating_sub(40));
            &text[start..text.floor_char_boundary(span.end + 30)]
        };
        let mut line = |columns: [&str; 7]| {
            out.push_str(&columns.map(|column| column.replace(['\n', '\t'], " ")).join("\t"));
            out.push('\n');
        };
        for flag in &self.flags {
            let hit = self.mistakes.iter().any(|mistake| flag.touches(mistake));
            let (first, marked) = (flag.first.as_deref().unwrap_or_default(), &text[flag.span.clone()]);
            let confidence = flag.confidence.map(|value| format!("{value:.3}")).unwrap_or_default();
            line([if hit { "hit" } else { "FALSE" }, &flag.rule, marked, first, around(&flag.span), &confidence, file]);
        }
        for (span, mistake) in self.mistakes.iter().zip(&self.record.mistakes) {
            if !self.flags.iter().any(|flag| flag.touches(span)) {
                line(["MISS", "", &mistake.text, &mistake.suggest.join("/"), around(span), "", file]);
            }
        }
    }
}

/// Checks that an argument is a date, YYYY-MM-DD.
fn date(value: &str) -> Result<String, String> {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |part: &str, length: usize| {
        let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    match parts[..] {
        [year, month, day]
            if number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day)) =>
        {
            Ok(value.to_owned())
        }
        _ => Err("write it as YYYY-MM-DD".to_owned()),
    }
}

/// The name of a file without its folder.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// An argument, quoted for a shell if necessary.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn named(path: &Path, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(name: &str, text: &str) -> io::Result<Vec<Checked>> {
        let linter = Linter::new(&Selection::default()).unwrap();
        let counted = linter.registry().select("chinh-ta").collect();
        let path = Path::new(name);
        check(path, records(path, text)?, &linter, &counted)
    }

    #[test]
    fn annotated_lines_are_measured_and_dumped() {
        let lines = concat!(
            r#"{"id": 7, "text": "\ufeffCông tác kiẻm tra ,\tgiám sát.", "mistakes": "#,
            r#"[{"text": "kiẻm", "start_offset": 10, "suggest": ["kiểm"], "kind": "x"}, "#,
            r#"{"text": "sát", "start_offset": 26, "suggest": ["xát", "sắt"]}]}"#,
            "\n\n",
            r#"{"text": "Công tác kiểm tra."}"#,
        );
        let texts = checked("a/b.jsonl", lines).unwrap();
        let mut sum = Score::default();
        let mut dump = String::new();
        for text in &texts {
            sum += &Score::of(&text.record, &text.mistakes, &text.flags);
            assert_eq!(text.misplaced(), 0);
            text.dump("b.jsonl", &mut dump);
        }
        assert_eq!((sum.mistakes, sum.words), (2, 10));
        // The space before the comma belongs to another group of rules.
        assert_eq!(sum.all, score::Tally { flags: 1, hits: 1, found: 1, right: 1 });
        let lines: Vec<Vec<&str>> = dump.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!((lines.len(), lines[0].len()), (2, 7));
        assert_eq!((lines[0][0], &lines[0][2..4], lines[0][6]), ("hit", &["kiẻm", "kiểm"][..], "b.jsonl"));
        assert_eq!(lines[1][..4], ["MISS", "", "sát", "xát/sắt"]);
        assert!(lines[1][4].ends_with("kiẻm tra , giám sát."), "{}", lines[1][4]);
    }

    #[test]
    fn any_other_file_is_one_text_believed_right() {
        let texts = checked("a.txt", "Một\r\ndòng\rnữa\n").unwrap();
        assert_eq!((texts.len(), texts[0].record.text.as_str()), (1, "Một\ndòng\nnữa\n"));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = |text: &str| checked("a/b.jsonl", text).err().unwrap().to_string();
        assert!(error("{\"text\": \"a\"}\n{").starts_with("a/b.jsonl: line 2: "));
        let outside = r#"{"text": "đã", "mistakes": [{"text": "ã", "start_offset": 2, "suggest": []}]}"#;
        assert_eq!(error(outside), "a/b.jsonl: no “ã” at code point 2 of “đã”");
    }

    #[test]
    fn the_command_of_the_page_has_no_folders_of_files() {
        let eval = Eval {
            files: vec!["/x/y/m.jsonl".into(), "bài đọc.txt".into()],
            dictionaries: None,
            strict: true,
            groups: vec!["chinh-ta".to_owned()],
            dump: Some("/tmp/d".into()),
            write: Some("docs/accuracy.md".into()),
            date: Some("2026-01-31".to_owned()),
        };
        assert_eq!(
            eval.command(),
            "cargo run --release -p morat-train -- eval m.jsonl 'bài đọc.txt' --group chinh-ta --date 2026-01-31 \
             --write docs/accuracy.md"
        );
    }

    #[test]
    fn a_date_is_a_day() {
        assert_eq!(date("2026-12-31").as_deref(), Ok("2026-12-31"));
        for wrong in
            ["", "2026-1-31", "2026-13-01", "2026-00-10", "2026-01-32", "31-12-2026", "2026-01-01-", "+026-01-01"]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }
}
