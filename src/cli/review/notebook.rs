//! What a review settles beyond the text: findings to ignore, words that are right.

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
use crate::project::{Project, ignore_path, kind_of, read_ignored, uneditable, write};

/// Where decisions are written down that outlast the text. They are collected, and carried out by [`Notebook::save`].
pub(super) struct Notebook {
    root: PathBuf,
    ignored: IgnoreList,
    /// To be added to the list.
    ignores: Vec<Ignored>,
    kind: SettingsFile,
    settings: PathBuf,
    /// Composed; those to be added are among them.
    known: HashSet<String>,
    /// Found right in this run.
    found_right: Vec<String>,
    /// How many of those are in the settings by now.
    saved: usize,
    /// Why the list of what to ignore, and the settings, may not be written.
    refused: [Option<Problem>; 2],
}

impl Notebook {
    /// Reads the list of what to ignore in `root`, and the words of the settings file that is in force, which need not be
    /// there yet.
    ///
    /// # Errors
    /// If one of them cannot be read: which, where in it, and why.
    pub fn open(root: PathBuf, kind: SettingsFile, settings: PathBuf) -> Result<Notebook, Failure> {
        let ignored = read_ignored(&ignore_path(&root))?;
        let known = edit::list(kind, &text(&settings)?, List::Words)
            .map_err(|error| uneditable(settings.display().to_string(), error))?;
        let known = known.iter().map(|word| word.nfc().collect()).collect();
        Ok(Notebook {
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

    /// That of a project; of the working folder, where a file is in none.
    ///
    /// # Errors
    /// As [`Notebook::open`].
    pub fn of(project: &Project, place: &Path) -> Result<Notebook, Failure> {
        let settings = project.file_of_terms(place, List::Words);
        let root = project.root.clone().map_or_else(std::env::current_dir, Ok)?;
        let refused = [ignore_path(&root), settings.clone()].map(|path| project.may_write(&path).err());
        Ok(Notebook { refused, ..Notebook::open(root, kind_of(&settings), settings)? })
    }

    /// A path from the project's folder, with `/`.
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

    /// The words that were found right in this run.
    pub fn words(&self) -> Vec<&str> {
        self.found_right.iter().map(String::as_str).collect()
    }

    /// A finding is not to be shown again. `path` is the file's, `before` and `after` are a few words beside it.
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

    /// A word is right.
    pub fn add_word(&mut self, word: &str) {
        if self.known.insert(word.to_owned()) {
            self.found_right.push(word.to_owned());
        }
    }

    /// Writes all of it down.
    ///
    /// # Errors
    /// For every file that could not be written: which, why, and what should have gone there.
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
        // Read again: someone else may have added to it meanwhile.
        let now = read(&path).map_err(|error| failed(disk::said(&error)))?;
        let mut list = IgnoreList::parse(&path.display().to_string(), &now).map_err(|error| failed(in_line(&error)))?;
        for entry in &self.ignores {
            list.append(entry.clone());
        }
        write::replace(&path, list.text().as_bytes()).map_err(|error| failed(disk::said(&error)))?;
        self.ignores.clear();
        self.ignored = list;
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

/// The text of a file; none if there is no such file.
fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

fn text(path: &Path) -> Result<String, Problem> {
    read(path).map_err(|error| disk::problem(path.display().to_string(), &error))
}

/// A problem as a reason, with its place.
fn whole(problem: &Problem) -> Bilingual {
    Bilingual::new(problem.say(Lang::Vi), problem.say(Lang::En))
}

/// A problem as a reason, with its line in a file that is named beside it.
fn in_line(problem: &Problem) -> Bilingual {
    let line = problem.place.as_ref().and_then(|place| place.line);
    let line = line.map_or_else(String::new, |line| format!("{line}: "));
    Bilingual::new(format!("{line}{}", problem.message.vi), format!("{line}{}", problem.message.en))
}

/// What could not be written, in full, so that it can be written by hand.
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

    fn open(folder: &Path) -> Result<Notebook, Failure> {
        Notebook::open(folder.to_owned(), SettingsFile::Morat, folder.join("morat.toml"))
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
