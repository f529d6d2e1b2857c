//! Benchmarks, and a record of what they showed.
//!
//! A time depends as much on the machine and its load as on the program. So a record holds ratios within one run, and exponents
//! of growth, which can be compared across machines.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::process::{Failure, cargo, git, output};
use crate::root;

#[derive(clap::Args)]
pub struct Options {
    /// Which benchmark: check (throughput of each stage), growth (time by length) or table (a whole check against lookups,
    /// threads, start)
    #[arg(long, value_enum, default_value_t = Bench::Check)]
    bench: Bench,
    /// Only cases with this in their name
    filter: Vec<String>,
    /// Write what came out to benches/runs, with the machine in words: "a laptop with four cores, nothing else running"
    #[arg(long, value_name = "MACHINE")]
    record: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Bench {
    Check,
    Growth,
    Table,
}

impl Bench {
    fn name(self) -> &'static str {
        match self {
            Bench::Check => "check",
            Bench::Growth => "growth",
            Bench::Table => "table",
        }
    }
}

/// The case by which all others of `check` are divided: the tokenizer, which reads every byte and looks nothing up.
const YARDSTICK: &str = "d_tokens";

/// Runs a benchmark, and records it if that is wanted.
pub fn run(options: &Options) -> Result<(), Failure> {
    let name = options.bench.name();
    let mut command = cargo(["bench", "--bench", name, "--"]);
    command.args(&options.filter);
    let Some(machine) = &options.record else { return crate::process::run(&mut command) };
    let said = output(&mut command)?;
    println!("{said}");
    let (key, lines) = match options.bench {
        Bench::Check => ("ratios", ratios(&medians(&said))?),
        Bench::Growth => ("exponents", last_columns(&said)),
        Bench::Table => ("ratios", last_columns(&said)),
    };
    if lines.is_empty() {
        return Err(Failure("the benchmark printed nothing that can be recorded".into()));
    }
    let day = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    let commit = output(&mut git(&root(), ["rev-parse", "--short=12", "HEAD"]))?;
    let changed = !output(&mut git(&root(), ["status", "--porcelain", "--untracked-files=no"]))?.is_empty();
    let path = vacant(&format!("{day}-{name}"))?;
    let record = record(&day, &commit, changed, machine, name, key, &lines);
    fs::write(&path, record).map_err(|error| Failure::of(&path, &error))?;
    println!("written to {}", path.display());
    Ok(())
}

/// The path of a file in `benches/runs` that does not exist yet.
fn vacant(stem: &str) -> Result<PathBuf, Failure> {
    let folder = root().join("benches/runs");
    fs::create_dir_all(&folder).map_err(|error| Failure::of(&folder, &error))?;
    let names = std::iter::once(stem.to_owned()).chain((2..1000).map(|at| format!("{stem}-{at}")));
    let mut paths = names.map(|name| folder.join(format!("{name}.toml")));
    paths.find(|path| !path.exists()).ok_or_else(|| Failure(format!("too many records of {stem}")))
}

/// The record as TOML; its contents are described in `benches/runs/README.md`.
fn record(
    day: &str,
    commit: &str,
    changed: bool,
    machine: &str,
    bench: &str,
    key: &str,
    lines: &[(String, f64)],
) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let text = std::env::var("MORAT_BENCH_TEXT").map_or("examples/ban-nhap.txt, repeated", |_| "a file of one's own");
    let mut record = format!(
        "date = {}\ncommit = {}\nchanged = {changed}\nmachine = {}\nbench = {}\n",
        quoted(day),
        quoted(commit),
        quoted(machine),
        quoted(bench),
    );
    if bench == "check" {
        let _ = writeln!(record, "text = {}\nyardstick = {}", quoted(text), quoted(YARDSTICK));
    }
    let _ = writeln!(record, "\n[{key}]");
    for (case, number) in lines {
        let _ = writeln!(record, "{} = {number:.3}", quoted(case));
    }
    record
}

/// How many times as long each case took as the yardstick.
fn ratios(medians: &[(String, f64)]) -> Result<Vec<(String, f64)>, Failure> {
    let yardstick = medians.iter().find(|(case, _)| case == YARDSTICK).map(|(_, time)| *time);
    let one = yardstick.filter(|time| *time > 0.0).ok_or_else(|| {
        Failure(format!("{YARDSTICK} has to be among the cases: everything is recorded as a multiple of it"))
    })?;
    Ok(medians.iter().map(|(case, time)| (case.clone(), time / one)).collect())
}

/// The median time of each case in nanoseconds, from the table that divan prints.
fn medians(said: &str) -> Vec<(String, f64)> {
    let mut group = String::new();
    let mut medians = Vec::new();
    for line in said.lines() {
        let Some((indent, row)) = line.split_once("├─ ").or_else(|| line.split_once("╰─ ")) else { continue };
        let cells: Vec<&str> = row.split('│').map(str::trim).collect();
        let name = cells[0].split_whitespace().next().unwrap_or_default();
        let is_nested = !indent.is_empty();
        match cells.get(2).and_then(|cell| nanoseconds(cell)) {
            Some(time) if is_nested => medians.push((format!("{group}/{name}"), time)),
            Some(time) => medians.push((name.to_owned(), time)),
            None => name.clone_into(&mut group),
        }
    }
    medians
}

/// A time as divan writes it: `41.2 µs`.
fn nanoseconds(cell: &str) -> Option<f64> {
    let (number, unit) = cell.split_once(' ')?;
    let unit = match unit {
        "ns" => 1.0,
        "µs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

/// The figure of each case, from the tables that `growth` and `table` print: it stands in the last column, the name before the
/// first number.
fn last_columns(said: &str) -> Vec<(String, f64)> {
    let row = |line: &str| {
        let line = line.split('←').next()?;
        let figure = line.split_whitespace().next_back()?.parse().ok()?;
        let (name, _) = line.split_once("  ")?;
        Some((name.trim().to_owned(), figure))
    };
    said.lines().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIVAN: &str = "\
check              fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ a_decode        20 µs         │ 90.1 µs       │ 40 µs         │ 41.2 µs       │ 10      │ 10
│                  26.2 GB/s     │ 11.6 GB/s     │ 25 GB/s       │ 25 GB/s       │         │
├─ d_tokens        1 ms          │ 3 ms          │ 2 ms          │ 2.1 ms        │ 10      │ 10
╰─ h_check_as                    │               │               │               │         │
   ├─ Text         3.9 ms        │ 5 ms          │ 4 ms          │ 4 ms          │ 10      │ 10
   ╰─ Markdown     7 ms          │ 9 ms          │ 0.008 s       │ 8 ms          │ 10      │ 10
";

    #[test]
    fn a_record_holds_multiples_of_the_yardstick() {
        let lines = ratios(&medians(DIVAN)).unwrap();
        let record = record("2026-01-02", "abc", false, "a \"fast\" one", "check", "ratios", &lines);
        let table: toml::Table = record.parse().unwrap();
        assert_eq!(table["machine"].as_str(), Some("a \"fast\" one"));
        let ratio = |case: &str| table["ratios"][case].as_float().unwrap();
        assert_eq!((ratio("a_decode"), ratio("d_tokens")), (0.02, 1.0));
        assert_eq!((ratio("h_check_as/Text"), ratio("h_check_as/Markdown")), (2.0, 4.0));
        assert!(ratios(&medians(&DIVAN.replace("d_tokens", "d_others"))).is_err());
    }

    #[test]
    fn the_last_column_of_a_table_is_read() {
        let said = "case          bytes  last, ms   exponent\nsrt good, one paragraph   240000   12.5   1.02\nfix md   2000   9.1   1.61  ← not linear\n";
        assert_eq!(last_columns(said), [("srt good, one paragraph".to_owned(), 1.02), ("fix md".to_owned(), 1.61)]);
        let said = "case                          ratio\nspeed of two threads to one, 10,000 files      1.92\n";
        assert_eq!(last_columns(said), [("speed of two threads to one, 10,000 files".to_owned(), 1.92)]);
    }
}
