//! The baseline: findings that were there when a project began to use morat, recognised by their fingerprints.
//!
//! `.morat/baseline.jsonl` has a heading and then a line for each, sorted, so that version control shows what was
//! removed and merges what two people removed. There are no line numbers in it: edits elsewhere in a file change
//! nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::linter::Diagnostic;
use crate::problem::Problem;
use crate::rules::Fingerprint;

/// The format version of the file.
pub const VERSION: u32 = 1;

/// How many code points of the marked text are stored: for people, and for recognising it when its neighbours change.
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

/// Known findings of one file with the same fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFinding {
    /// The name of the rule.
    pub rule: String,
    /// The marked text, or the beginning of a long one.
    pub text: String,
    /// How many findings there are.
    pub count: u32,
    /// How many of them were seen in this run.
    seen: u32,
}

/// The known findings by file and fingerprint, and which of them this run has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Whether doubtful findings were recorded, too.
    pub strict: bool,
    files: BTreeMap<String, BTreeMap<Fingerprint, KnownFinding>>,
    /// The files that this run has checked.
    checked: BTreeSet<String>,
    /// The findings of deleted files by fingerprint, each with those files.
    gone: HashMap<Fingerprint, Vec<String>>,
    /// The files to which known findings of other files have moved.
    moved: BTreeSet<String>,
}

/// The part of a marked text that is stored.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

impl Baseline {
    /// Parses the text of the file; `path` is for error messages.
    ///
    /// # Errors
    /// The first invalid line, or another format version.
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
            let known = KnownFinding { rule: line.rule, text: line.text, count: 0, seen: 0 };
            let file = baseline.files.entry(line.path).or_default();
            file.entry(line.fingerprint).or_insert(known).count += line.count;
        }
        Ok(baseline)
    }

    /// The text of the file, with a line for each known finding.
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

    /// The number of known findings.
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(|known| known.count as usize).sum()
    }

    /// Whether no finding is known.
    #[cfg(feature = "training")]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files with known findings, as paths from the project root with `/` between.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Removes the known findings of a file, before they are recorded anew.
    pub fn forget(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Removes the known findings of all files but these.
    pub fn keep_files(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|path, _| keep(path));
    }

    /// Adds a finding to the known ones.
    pub fn record(&mut self, path: &str, diagnostic: &Diagnostic) {
        let known = || KnownFinding { rule: diagnostic.name.clone(), text: shown(&diagnostic.text), count: 0, seen: 0 };
        let file = self.files.entry(path.to_owned()).or_default();
        file.entry(diagnostic.fingerprint).or_insert_with(known).count += 1;
    }

    /// Marks a file with known findings as deleted: they may turn up in a new file, for files are renamed.
    pub fn note_gone(&mut self, path: &str) {
        for fingerprint in self.files.get(path).into_iter().flat_map(BTreeMap::keys) {
            self.gone.entry(*fingerprint).or_default().push(path.to_owned());
        }
    }

    /// For each finding of a file whether it is known; marks the known ones as seen. Each known finding is matched
    /// once.
    ///
    /// First those are matched that have the same fingerprint. A correction beside a finding changes its fingerprint,
    /// and nobody is to be punished for correcting: what is left is matched by rule and marked text, and gets its new
    /// fingerprint.
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

    /// Marks a known finding of this fingerprint as seen; false if there is none that was not seen yet.
    fn see(&mut self, path: &str, fingerprint: Fingerprint) -> bool {
        let known = self.files.get_mut(path).and_then(|file| file.get_mut(&fingerprint));
        known.filter(|known| known.seen < known.count).is_some_and(|known| {
            known.seen += 1;
            true
        })
    }

    /// The known findings of a file that were not seen, each as often as it was recorded: rule, text, fingerprints.
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

    /// Moves a known finding of a deleted file to this file, if one has this fingerprint: files are renamed. Gives back
    /// whether there was one.
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

    /// Moves one known finding to another file and fingerprint, and marks it as seen there.
    fn carry_over(&mut self, from: &str, was: Fingerprint, to: &str, is: Fingerprint) -> bool {
        let moved = self.files.get_mut(from).and_then(|file| {
            let known = file.get_mut(&was)?;
            known.count -= 1;
            Some(KnownFinding { count: 0, seen: 0, ..known.clone() })
        });
        let Some(moved) = moved else { return false };
        let known = self.files.entry(to.to_owned()).or_default().entry(is).or_insert(moved);
        known.count += 1;
        known.seen += 1;
        true
    }

    /// Removes the known findings that this run should have seen and did not: they were corrected. `runs` tells whether
    /// a rule ran as strictly as when it was recorded; findings of others are kept. Deleted files are removed only if
    /// the run was over the `whole` project: elsewhere they may have a new name that was not checked. Gives back how
    /// many known findings were removed.
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
