//! Decisions of a review that go into files: ignored findings and accepted words.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use unicode_normalization::UnicodeNormalization;

use super::super::outcome::Failure;
use crate::config::edit::{self, List, SettingsFile};
use crate::config::{IgnoreList, Ignored};
use crate::linter::Diagnostic;
use crate::problem::{Bilingual, Lang, Problem};
use crate::project::disk::{self, slashed};
use crate::project::{Project, add_ignored, ignore_path, kind_of, read_ignored, uneditable, write};

/// Collects the decisions; [`Decisions::save`] writes them.
pub(super) struct Decisions {
    root: PathBuf,
    ignored: IgnoreList,
    /// Entries for the ignore list.
    ignores: Vec<Ignored>,
    kind: SettingsFile,
    settings: PathBuf,
    /// Accepted words in composed form, new ones included.
    known: HashSet<String>,
    /// Words accepted in this run.
    found_right: Vec<String>,
    /// How many of those were written to the settings.
    saved: usize,
    /// Why the ignore list, and the settings, may not be written.
    refused: [Option<Problem>; 2],
}

impl Decisions {
    /// Reads the ignore list in `root`, and the words of the settings file in force, which need not exist.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn open(root: PathBuf, kind: SettingsFile, settings: PathBuf) -> Result<Decisions, Failure> {
        let ignored = read_ignored(&ignore_path(&root))?;
        let known = edit::list(kind, &text(&settings)?, List::Words)
            .map_err(|error| uneditable(settings.display().to_string(), error))?;
        let known = known.iter().map(|word| word.nfc().collect()).collect();
        Ok(Decisions {
            root,
            ignored,
            ignores: Vec::new(),
            kind,
            settings,
            known,
            found_right: Vec::new(),
            saved: 0,
            refused: [None, None],
        })
    }

    /// The decisions of a project; of the working folder, if a file is in none.
    ///
    /// # Errors
    /// As [`Decisions::open`].
    pub fn of(project: &Project, place: &Path) -> Result<Decisions, Failure> {
        let settings = project.file_of_terms(place, List::Words);
        let root = project.root.clone().map_or_else(std::env::current_dir, Ok)?;
        let refused = [ignore_path(&root), settings.clone()].map(|path| project.may_write(&path).err());
        Ok(Decisions { refused, ..Decisions::open(root, kind_of(&settings), settings)? })
    }

    /// A path relative to the project root, with `/`.
    fn relative(&self, path: &str) -> String {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let root = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        let inside = whole.strip_prefix(root).ok().map(|inside| inside.display().to_string());
        slashed(&inside.unwrap_or_else(|| path.to_owned()))
    }

    /// Whether a finding was ignored in this run.
    pub fn ignores(&self, diagnostic: &Diagnostic) -> bool {
        self.ignored.contains(diagnostic.fingerprint)
            || self.ignores.iter().any(|entry| entry.fingerprint == diagnostic.fingerprint)
    }

    /// The words accepted in this run.
    pub fn words(&self) -> Vec<&str> {
        self.found_right.iter().map(String::as_str).collect()
    }

    /// Ignores a finding. `path` is that of the file, `before` and `after` are a few words beside it.
    pub fn ignore(&mut self, path: &str, diagnostic: &Diagnostic, before: &str, after: &str) {
        self.ignores.push(Ignored {
            rule: diagnostic.name.clone(),
            text: diagnostic.text.clone(),
            before: before.to_owned(),
            after: after.to_owned(),
            fingerprint: diagnostic.fingerprint,
            path: self.relative(path),
        });
    }

    /// Accepts a word.
    pub fn add_word(&mut self, word: &str) {
        if self.known.insert(word.to_owned()) {
            self.found_right.push(word.to_owned());
        }
    }

    /// Writes everything to the files.
    ///
    /// # Errors
    /// For each file that could not be written: why, and the lines that should have gone there.
    pub fn save(&mut self) -> Result<(), Vec<Problem>> {
        let failed: Vec<Problem> =
            [self.save_ignores(), self.save_words()].into_iter().filter_map(Result::err).collect();
        if failed.is_empty() { Ok(()) } else { Err(failed) }
    }

    fn save_ignores(&mut self) -> Result<(), Problem> {
        if self.ignores.is_empty() {
            return Ok(());
        }
        let path = ignore_path(&self.root);
        let lines: Vec<String> = self.ignores.iter().map(Ignored::line).collect();
        let failed = |why: Bilingual| unsaved(&path, &why, &lines);
        if let Some(why) = &self.refused[0] {
            return Err(failed(whole(why)));
        }
        self.ignored = add_ignored(&path, self.ignores.iter().cloned()).map_err(|error| failed(in_line(&error)))?;
        self.ignores.clear();
        Ok(())
    }

    fn save_words(&mut self) -> Result<(), Problem> {
        let words = &self.found_right[self.saved..];
        if words.is_empty() {
            return Ok(());
        }
        let failed = |why: Bilingual| unsaved(&self.settings, &why, words);
        if let Some(why) = &self.refused[1] {
            return Err(failed(whole(why)));
        }
        let now = read(&self.settings).map_err(|error| failed(disk::said(&error)))?;
        let edited = edit::add(self.kind, &now, List::Words, words)
            .map_err(|error| failed(whole(&uneditable(self.settings.display().to_string(), error))))?;
        if edited.text != now {
            write::replace(&self.settings, edited.text.as_bytes()).map_err(|error| failed(disk::said(&error)))?;
        }
        self.saved = self.found_right.len();
        Ok(())
    }
}

/// The text of a file; empty if there is no such file.
fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

fn text(path: &Path) -> Result<String, Problem> {
    read(path).map_err(|error| disk::problem(path.display().to_string(), &error))
}

/// A problem with its location, as a reason.
fn whole(problem: &Problem) -> Bilingual {
    Bilingual::new(problem.say(Lang::Vi), problem.say(Lang::En))
}

/// A problem with its line, as a reason, where the file is named already.
fn in_line(problem: &Problem) -> Bilingual {
    let line = problem.place.as_ref().and_then(|place| place.line);
    let line = line.map_or_else(String::new, |line| format!("{line}: "));
    Bilingual::new(format!("{line}{}", problem.message.vi), format!("{line}{}", problem.message.en))
}

/// The problem with a file that could not be written, with the lines in full, so that they can be added by hand.
fn unsaved(path: &Path, why: &Bilingual, lines: &[String]) -> Problem {
    let lines = lines.join("\n  ");
    Problem::at(
        path.display().to_string(),
        None,
        format!("chưa ghi được: {}\n  {lines}", why.vi),
        format!("not saved: {}\n  {lines}", why.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linter::diagnostics_of as diagnostics;

    fn open(folder: &Path) -> Result<Decisions, Failure> {
        Decisions::open(folder.to_owned(), SettingsFile::Morat, folder.join("morat.toml"))
    }

    #[test]
    fn what_others_wrote_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let [list, settings] = [".morat/ignore.jsonl", "morat.toml"].map(|name| folder.path().join(name));
        let mut book = open(folder.path()).ok().unwrap();
        let found = diagnostics("Cả tổ kiẻm tra.");
        book.ignore("a.txt", &found[0], "Cả tổ", "tra.");
        book.add_word("phở");
        assert!(book.ignores(&found[0]));
        fs::create_dir(folder.path().join(".morat")).unwrap();
        fs::write(&list, "# của người khác\n").unwrap();
        fs::write(&settings, "words = [\"bún\"]\n").unwrap();
        book.save().unwrap();
        assert!(fs::read_to_string(&list).unwrap().starts_with("# của người khác\n{\"rule\":\"chinh-ta/am-tiet\""));
        assert_eq!(fs::read_to_string(&settings).unwrap(), "words = [\"bún\", \"phở\"]\n");
        assert!(open(folder.path()).ok().unwrap().ignores(&found[0]));
    }

    #[test]
    fn what_cannot_be_saved_is_told_in_full() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = open(folder.path()).ok().unwrap();
        book.add_word("phở");
        fs::write(folder.path().join("morat.toml"), "words = 1\n").unwrap();
        let failed = book.save().unwrap_err();
        assert!(
            failed.len() == 1
                && failed[0].message.vi.contains("morat.toml:1: ")
                && failed[0].message.vi.contains("phở"),
            "{failed:?}"
        );
        assert!(open(folder.path()).is_err());
    }
}
