//! Compares two reports on the same texts, and writes a page about the differences.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::texts::Texts;

/// The findings of one program, by file.
#[derive(Default)]
pub struct Findings(BTreeMap<String, BTreeMap<Key, Details>>);

/// Identifies a finding: the texts do not change, so neither does its position.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    line: u32,
    column: u32,
    part: String,
    start: u64,
    end: u64,
    rule: String,
}

/// The details of a finding.
#[derive(PartialEq, Eq)]
struct Details {
    text: String,
    suggestion: Option<String>,
    message: String,
    severity: String,
    is_safe: bool,
}

#[derive(Deserialize)]
struct Report {
    files: Vec<File>,
    errors: Vec<Unread>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Unread {
    path: String,
    message: String,
}

#[derive(Deserialize)]
struct Diagnostic {
    rule: String,
    severity: String,
    message: String,
    text: String,
    span: Span,
    start: Position,
    #[serde(default)]
    part: Option<String>,
    suggestions: Vec<String>,
    fix: Option<Fix>,
}

#[derive(Deserialize)]
struct Span {
    start: u64,
    end: u64,
}

#[derive(Deserialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
struct Fix {
    applicability: String,
}

impl Findings {
    /// Reads what `morat check --format json` has printed.
    pub fn read(json: &[u8]) -> Result<Findings, serde_json::Error> {
        let report: Report = serde_json::from_slice(json)?;
        let mut findings = Findings::default();
        for file in report.files {
            let of_file = findings.0.entry(file.path).or_default();
            for one in file.diagnostics {
                let key = Key {
                    line: one.start.line,
                    column: one.start.column,
                    part: one.part.unwrap_or_default(),
                    start: one.span.start,
                    end: one.span.end,
                    rule: one.rule,
                };
                let said = Details {
                    text: one.text,
                    suggestion: one.suggestions.into_iter().next(),
                    message: one.message,
                    severity: one.severity,
                    is_safe: one.fix.is_some_and(|fix| fix.applicability == "safe"),
                };
                of_file.insert(key, said);
            }
        }
        // A file that can no longer be read counts as a difference, too.
        for error in report.errors {
            let key = Key { line: 0, column: 0, part: String::new(), start: 0, end: 0, rule: "cannot be read".into() };
            let said = Details {
                text: String::new(),
                suggestion: None,
                message: error.message,
                severity: "error".into(),
                is_safe: false,
            };
            findings.0.entry(error.path).or_default().insert(key, said);
        }
        Ok(findings)
    }

    /// Whether no file was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn count(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }
}

/// The counts of differences.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Count {
    added: usize,
    removed: usize,
    changed: usize,
}

impl Count {
    fn add(&mut self, sign: char) {
        match sign {
            '+' => self.added += 1,
            '-' => self.removed += 1,
            _ => self.changed += 1,
        }
    }

    fn cells(self) -> String {
        format!("{} | {} | {}", self.added, self.removed, self.changed)
    }
}

/// Both reports of one repository.
pub struct Repository<'t> {
    texts: &'t Texts,
    before: Findings,
    after: Findings,
}

/// A line of the page: `+` for a new finding, `-` for one that is gone, `!` for one whose details have changed.
struct Line<'r> {
    sign: char,
    key: &'r Key,
    text: String,
}

impl<'t> Repository<'t> {
    pub fn new(texts: &'t Texts, before: Findings, after: Findings) -> Repository<'t> {
        Repository { texts, before, after }
    }

    /// The files that differ, with their lines.
    fn files(&self) -> Vec<(&str, Vec<Line<'_>>)> {
        let paths: BTreeSet<&String> = self.before.0.keys().chain(self.after.0.keys()).collect();
        static NONE: BTreeMap<Key, Details> = BTreeMap::new();
        let lines = |path: &&String| {
            let (before, after) = (self.before.0.get(*path).unwrap_or(&NONE), self.after.0.get(*path).unwrap_or(&NONE));
            let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
            let line = |key| match (before.get(key), after.get(key)) {
                (None, Some(after)) => Some(Line { sign: '+', key, text: after.shown() }),
                (Some(before), None) => Some(Line { sign: '-', key, text: before.shown() }),
                (Some(before), Some(after)) => {
                    (before != after).then(|| Line { sign: '!', key, text: before.turned_into(after) })
                }
                (None, None) => None,
            };
            keys.into_iter().filter_map(line).collect::<Vec<_>>()
        };
        let files = paths.into_iter().map(|path| (path.as_str(), lines(&path)));
        files.filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

impl Details {
    fn shown(&self) -> String {
        let suggestion = self.suggestion.as_ref().map_or_else(String::new, |to| format!(" → {}", one_line(to)));
        let safe = if self.is_safe { ", safe" } else { "" };
        format!("“{}”{suggestion} ({}{safe}): {}", one_line(&self.text), self.severity, one_line(&self.message))
    }

    /// The old details of a finding and the new ones that differ.
    fn turned_into(&self, after: &Details) -> String {
        let mut now = Vec::new();
        if self.suggestion != after.suggestion {
            now.push(format!("→ {}", one_line(after.suggestion.as_deref().unwrap_or("(nothing)"))));
        }
        if self.severity != after.severity {
            now.push(after.severity.clone());
        }
        if self.is_safe != after.is_safe {
            now.push(if after.is_safe { "safe" } else { "not safe" }.to_owned());
        }
        if self.message != after.message {
            now.push(one_line(&after.message));
        }
        format!("{}; now: {}", self.shown(), now.join(", "))
    }
}

/// A text without line ends and code fences, shortened to fit a line.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("```", "'''");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The page, in Markdown: counts of all that is different, by rule and by repository, and `most` findings themselves.
pub fn page(repositories: &[Repository<'_>], base: &str, new: &str, most: usize) -> String {
    let mut by_rule: BTreeMap<&str, Count> = BTreeMap::new();
    let mut all = Count::default();
    let mut rows = String::new();
    for repository in repositories {
        let mut count = Count::default();
        for line in repository.files().iter().flat_map(|(_, lines)| lines) {
            count.add(line.sign);
            all.add(line.sign);
            by_rule.entry(&line.key.rule).or_default().add(line.sign);
        }
        let Repository { texts, before, after } = repository;
        let _ = writeln!(
            rows,
            "| {} | {} | {} | {} | {} |",
            texts.name,
            after.0.len(),
            before.count(),
            after.count(),
            count.cells()
        );
    }
    let mut page = format!("# What morat says differently\n\n`{base}` → `{new}`: ");
    if all == Count::default() {
        page.push_str("nothing.\n");
    } else {
        let _ = writeln!(page, "**{} added, {} removed, {} changed.**", all.added, all.removed, all.changed);
        page.push_str("\n| rule | added | removed | changed |\n|---|---:|---:|---:|\n");
        for (rule, count) in by_rule {
            let _ = writeln!(page, "| {rule} | {} |", count.cells());
        }
    }
    page.push_str("\n| texts | files | findings before | after | added | removed | changed |\n|---|---:|---:|---:|---:|---:|---:|\n");
    page.push_str(&rows);
    listed(&mut page, repositories, most);
    page
}

/// The findings, by file.
fn listed(page: &mut String, repositories: &[Repository<'_>], most: usize) {
    let (mut left, mut omitted) = (most, 0);
    for repository in repositories {
        let files = repository.files();
        if files.is_empty() {
            continue;
        }
        if left > 0 {
            let _ = writeln!(page, "\n## {}", repository.texts.name);
        }
        for (path, lines) in files {
            let shown = lines.len().min(left);
            left -= shown;
            omitted += lines.len() - shown;
            if shown == 0 {
                continue;
            }
            let link = match &repository.texts.address {
                Some(address) => format!("[{path}](<{address}/{path}>)"),
                None => path.to_owned(),
            };
            let _ = writeln!(page, "\n{link}\n\n```diff");
            for Line { sign, key, text } in &lines[..shown] {
                let part = if key.part.is_empty() { String::new() } else { format!("{}:", key.part) };
                let _ = writeln!(page, "{sign} {part}{}:{} {} {text}", key.line, key.column, key.rule);
            }
            page.push_str("```\n");
        }
    }
    if omitted > 0 {
        let _ = writeln!(page, "\n{omitted} more are counted above and not listed (`--most`).");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(findings: &[(&str, u32, &str, &str)], errors: &str) -> Findings {
        let one = |(rule, line, text, suggestion): &(&str, u32, &str, &str)| {
            format!(
                r#"{{"rule":"{rule}","severity":"error","message":"m","text":"{text}","span":{{"start":{line},"end":9}},
                "start":{{"line":{line},"column":1,"utf16":1}},"suggestions":["{suggestion}"],"fix":null}}"#
            )
        };
        let all = findings.iter().map(one).collect::<Vec<_>>().join(",");
        let json = format!(r#"{{"schema":1,"files":[{{"path":"a.md","diagnostics":[{all}]}}],"errors":[{errors}]}}"#);
        Findings::read(json.as_bytes()).unwrap()
    }

    #[test]
    fn what_comes_goes_and_changes_is_told_and_counted() {
        let texts = Texts {
            name: "o/n".into(),
            folder: "f".into(),
            paths: vec![],
            arguments: vec![],
            address: Some("https://github.com/o/n/blob/c".into()),
        };
        let before = report(&[("a/b", 1, "x", "y"), ("a/b", 2, "p", "q"), ("c/d", 3, "s", "t")], "");
        let after = report(
            &[("a/b", 1, "x", "z"), ("c/d", 3, "s", "t"), ("c/d", 4, "u", "v")],
            r#"{"path":"b.pdf","message":"damaged"}"#,
        );
        let page_of = |before, after, most| page(&[Repository::new(&texts, before, after)], "one", "two", most);
        let whole = page_of(before, after, 200);
        assert!(whole.contains("**2 added, 1 removed, 1 changed.**"), "{whole}");
        assert!(
            whole.contains("| a/b | 0 | 1 | 1 |\n| c/d | 1 | 0 | 0 |\n| cannot be read | 1 | 0 | 0 |\n"),
            "{whole}"
        );
        assert!(whole.contains("| o/n | 2 | 3 | 4 | 2 | 1 | 1 |"), "{whole}");
        let lines = "[a.md](<https://github.com/o/n/blob/c/a.md>)\n\n```diff\n! 1:1 a/b “x” → y (error): m; now: → z\n\
                     - 2:1 a/b “p” → q (error): m\n+ 4:1 c/d “u” → v (error): m\n```\n";
        assert!(whole.contains(lines), "{whole}");
        let same = page_of(report(&[("a/b", 1, "x", "y")], ""), report(&[("a/b", 1, "x", "y")], ""), 200);
        assert!(same.contains("`one` → `two`: nothing.") && !same.contains("```"), "{same}");
        let short = page_of(report(&[], ""), report(&[("a/b", 1, "x", "y"), ("a/b", 2, "x", "y")], ""), 1);
        assert!(
            short.contains("+ 1:1") && !short.contains("+ 2:1") && short.contains("\n1 more are counted"),
            "{short}"
        );
    }
}
