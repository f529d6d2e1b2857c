//! The baseline: findings that were there when a project began to use morat, known by their fingerprints.
//!
//! `.morat/baseline.jsonl` holds a heading and then a line for each, sorted, so that version control shows what went and merges
//! what two people removed. There are no line numbers in it: edits elsewhere in a file change nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::linter::Diagnostic;
use crate::problem::Problem;
use crate::rules::Fingerprint;

/// The version of the form.
pub const VERSION: u32 = 1;

/// Letters of the marked text that are kept: for people, and to know it by when its neighbours change.
const SHOWN: usize = 60;

#[derive(Serialize, Deserialize)]
struct Heading {
    morat: String,
    version: u32,
    /// Whether doubtful findings were recorded, too.
    strict: bool,
}

#[derive(Serialize, Deserialize)]
struct Line {
    path: String,
    rule: String,
    text: String,
    fingerprint: Fingerprint,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: u32,
}

fn one() -> u32 {
    1
}

fn is_one(count: &u32) -> bool {
    *count == 1
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its rule.
    pub rule: String,
    /// The marked text, or the beginning of a long one.
    pub text: String,
    /// How many there are.
    pub count: u32,
    /// How many of them this run has seen.
    seen: u32,
}

/// Known findings by file and fingerprint, and what a run has seen of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Whether doubtful findings were recorded, too.
    pub strict: bool,
    files: BTreeMap<String, BTreeMap<Fingerprint, Known>>,
    /// Files that a run has looked at.
    checked: BTreeSet<String>,
    /// The findings of files that are no longer there, each with those files.
    gone: HashMap<Fingerprint, Vec<String>>,
    /// Files that known findings of others have moved to.
    moved: BTreeSet<String>,
}

/// As much of a marked text as is kept.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

impl Baseline {
    /// Reads a file; `path` is for errors.
    ///
    /// # Errors
    /// A line that is none, or another version of the form.
    pub fn parse(path: &str, text: &str) -> Result<Baseline, Problem> {
        let again = "hãy ghi lại tất cả: morat baseline, ở gốc dự án";
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let heading = lines.next().and_then(|(_, line)| serde_json::from_str::<Heading>(line).ok());
        let Some(heading) = heading.filter(|heading| heading.morat == "baseline") else {
            return Err(Problem::at(
                path,
                Some(1),
                format!("không phải tệp nền của morat; {again}"),
                "not a baseline of morat; record all of it again: morat baseline, in the project's folder",
            ));
        };
        if heading.version != VERSION {
            return Err(Problem::at(
                path,
                Some(1),
                format!("tệp nền phiên bản {}, bản morat này đọc phiên bản {VERSION}; {again}", heading.version),
                format!(
                    "a baseline of version {}, this morat reads version {VERSION}; record all of it again: morat baseline, in the project's folder",
                    heading.version
                ),
            ));
        }
        let mut baseline = Baseline { strict: heading.strict, ..Baseline::default() };
        for (at, line) in lines {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                let conflict =
                    line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>");
                let (vi, en) = match conflict {
                    true => (
                        "xung đột git chưa giải; giữ các dòng JSON của cả hai bên là được".to_owned(),
                        "an unsolved conflict of git; keep the JSON lines of both sides".to_owned(),
                    ),
                    false => (
                        format!("dòng này hỏng ({error}); {again}"),
                        format!(
                            "a broken line ({error}); record all of it again: morat baseline, in the project's folder"
                        ),
                    ),
                };
                Problem::at(path, Some(at as u32 + 1), vi, en)
            })?;
            let known = Known { rule: line.rule, text: line.text, count: 0, seen: 0 };
            let file = baseline.files.entry(line.path).or_default();
            file.entry(line.fingerprint).or_insert(known).count += line.count;
        }
        Ok(baseline)
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let heading = Heading { morat: "baseline".into(), version: VERSION, strict: self.strict };
        let mut out = serde_json::to_string(&heading).unwrap_or_default();
        out.push('\n');
        for (path, known) in &self.files {
            for (fingerprint, known) in known {
                let line = Line {
                    path: path.clone(),
                    rule: known.rule.clone(),
                    text: known.text.clone(),
                    fingerprint: *fingerprint,
                    count: known.count,
                };
                out.push_str(&serde_json::to_string(&line).unwrap_or_default());
                out.push('\n');
            }
        }
        out
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(|known| known.count as usize).sum()
    }

    /// Whether none is.
    #[cfg(feature = "training")]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files with known findings, as paths from the root of the project with `/` between.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Forgets what is known of a file: it is about to be recorded anew.
    pub fn forget(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Keeps what is known of these files only.
    pub fn keep_files(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|path, _| keep(path));
    }

    /// Adds a finding.
    pub fn record(&mut self, path: &str, diagnostic: &Diagnostic) {
        let known = || Known { rule: diagnostic.name.clone(), text: shown(&diagnostic.text), count: 0, seen: 0 };
        let file = self.files.entry(path.to_owned()).or_default();
        file.entry(diagnostic.fingerprint).or_insert_with(known).count += 1;
    }

    /// Says that a file with known findings is no longer there: they may turn up in a file that was not there before, for
    /// files are renamed.
    pub fn note_gone(&mut self, path: &str) {
        for fingerprint in self.files.get(path).into_iter().flat_map(BTreeMap::keys) {
            self.gone.entry(*fingerprint).or_default().push(path.to_owned());
        }
    }

    /// Which findings of a file are known, and notes that they were seen. Each known finding stands for one.
    ///
    /// First those go together that have one fingerprint. A correction beside a finding changes its fingerprint, and nobody is to
    /// be punished for correcting: what is left is matched by rule and marked text, and known by its new fingerprint from then on.
    pub fn recognise<'d>(&mut self, path: &str, found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<bool> {
        let found: Vec<&Diagnostic> = found.into_iter().collect();
        let was_known = self.files.contains_key(path) && !self.moved.contains(path);
        self.checked.insert(path.to_owned());
        let mut known: Vec<bool> = found.iter().map(|one| self.see(path, one.fingerprint)).collect();
        if known.iter().all(|known| *known) {
            return known;
        }
        let mut unseen = self.unseen(path);
        for (known, one) in known.iter_mut().zip(&found).filter(|(known, _)| !**known) {
            let shown = shown(&one.text);
            let left = unseen.iter_mut().find(|(rule, text, _)| *rule == one.name && *text == shown);
            if let Some(from) = left.and_then(|(.., fingerprints)| fingerprints.pop()) {
                *known = self.carry_over(path, from, path, one.fingerprint);
            } else if !was_known {
                *known = self.arrive(path, one.fingerprint);
            }
        }
        known
    }

    /// Whether a finding of this fingerprint is known and has not been seen yet; now it has.
    fn see(&mut self, path: &str, fingerprint: Fingerprint) -> bool {
        let known = self.files.get_mut(path).and_then(|file| file.get_mut(&fingerprint));
        known.filter(|known| known.seen < known.count).is_some_and(|known| {
            known.seen += 1;
            true
        })
    }

    /// The known findings of a file that have not been seen, each as often as it is due: rule, text, fingerprints.
    fn unseen(&self, path: &str) -> Vec<(String, String, Vec<Fingerprint>)> {
        let mut unseen: Vec<(String, String, Vec<Fingerprint>)> = Vec::new();
        for (fingerprint, known) in self.files.get(path).into_iter().flatten() {
            let due = std::iter::repeat_n(*fingerprint, (known.count - known.seen) as usize);
            match unseen.iter_mut().find(|(rule, text, _)| *rule == known.rule && *text == known.text) {
                Some((.., fingerprints)) => fingerprints.extend(due),
                None => unseen.push((known.rule.clone(), known.text.clone(), due.collect())),
            }
        }
        unseen
    }

    /// Whether a finding was known in a file that is gone: files are renamed, and what is known of them moves along.
    fn arrive(&mut self, path: &str, fingerprint: Fingerprint) -> bool {
        let due = |from: &&String| {
            let known = self.files.get(*from).and_then(|file| file.get(&fingerprint));
            known.is_some_and(|known| known.seen < known.count)
        };
        let from = self.gone.get(&fingerprint).and_then(|from| from.iter().find(due)).cloned();
        let Some(from) = from else { return false };
        self.moved.insert(path.to_owned());
        self.carry_over(&from, fingerprint, path, fingerprint)
    }

    /// Makes one known finding one of another place, and seen there.
    fn carry_over(&mut self, from: &str, was: Fingerprint, to: &str, is: Fingerprint) -> bool {
        let moved = self.files.get_mut(from).and_then(|file| {
            let known = file.get_mut(&was)?;
            known.count -= 1;
            Some(Known { count: 0, seen: 0, ..known.clone() })
        });
        let Some(moved) = moved else { return false };
        let known = self.files.entry(to.to_owned()).or_default().entry(is).or_insert(moved);
        known.count += 1;
        known.seen += 1;
        true
    }

    /// Takes out what this run should have seen and did not: it has been put right. `runs` says whether a rule ran, and how
    /// strictly: what was not looked for is kept. Files that are gone are forgotten only where the run was over the `whole`
    /// project: they may have another name that it has not come to. Gives how many known findings were taken out.
    pub fn shrink(&mut self, whole: bool, runs: impl Fn(&str) -> bool) -> usize {
        let gone: BTreeSet<String> = self.gone.values().flatten().filter(|_| whole).cloned().collect();
        let before = self.len();
        for (path, file) in &mut self.files {
            if self.checked.contains(path) || gone.contains(path) {
                for known in file.values_mut().filter(|known| runs(&known.rule)) {
                    known.count = known.seen;
                }
            }
            // What has moved to another file left nothing behind.
            file.retain(|_, known| known.count > 0);
        }
        self.files.retain(|_, file| !file.is_empty());
        before - self.len()
    }
}
