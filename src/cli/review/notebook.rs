//! What a review settles beyond the text: findings to ignore, words that are right.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use unicode_normalization::UnicodeNormalization;

use super::super::files::{self, say};
use super::super::notebook::read_ignored;
use super::super::project::{Project, ignore_path, slashed};
use super::super::tidy::kind_of;
use super::super::words::file_of;
use super::super::{Failure, write};
use crate::config::edit::{self, List, SettingsFile};
use crate::config::{IgnoreList, Ignored};
use crate::linter::Diagnostic;
use crate::problem::Problem;
use crate::report::Lang;

/// Where decisions are written down that outlast the text. They are collected, and carried out by [`Notebook::save`].
pub(in crate::cli) trait Notebook {
    /// Whether a finding was ignored in this run.
    fn ignores(&self, diagnostic: &Diagnostic) -> bool;
    /// The words that were found right in this run.
    fn words(&self) -> Vec<&str>;
    /// A finding is not to be shown again. `path` is the file's, `before` and `after` are a few words beside it.
    fn ignore(&mut self, path: &str, diagnostic: &Diagnostic, before: &str, after: &str);
    /// A word is right.
    fn add_word(&mut self, word: &str);
    /// Writes all of it down.
    ///
    /// # Errors
    /// For every file that could not be written: which, why, and what should have gone there.
    fn save(&mut self, lang: Lang) -> Result<(), Vec<String>>;
}

/// The files of a project.
pub(in crate::cli) struct ProjectFiles {
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

impl ProjectFiles {
    /// Reads the list of what to ignore in `root`, and the words of the settings file that is in force, which need not be
    /// there yet.
    ///
    /// # Errors
    /// If one of them cannot be read: which, where in it, and why.
    pub fn open(root: PathBuf, kind: SettingsFile, settings: PathBuf) -> Result<ProjectFiles, Failure> {
        let ignored = read_ignored(&ignore_path(&root))?;
        let known =
            edit::list(kind, &text(&settings)?, List::Words).map_err(|error| files::edit(settings.display(), error))?;
        let known = known.iter().map(|word| word.nfc().collect()).collect();
        Ok(ProjectFiles {
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

    /// Those of a project; of the working folder, where a file is in none.
    ///
    /// # Errors
    /// As [`ProjectFiles::open`].
    pub fn of(project: &Project, place: &Path) -> Result<ProjectFiles, Failure> {
        let settings = file_of(project, place, List::Words);
        let root = project.root.clone().map_or_else(std::env::current_dir, Ok)?;
        let refused = [ignore_path(&root), settings.clone()].map(|path| project.may_write(&path).err());
        Ok(ProjectFiles { refused, ..ProjectFiles::open(root, kind_of(&settings), settings)? })
    }

    /// A path from the project's folder, with `/`.
    fn relative(&self, path: &str) -> String {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let root = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        let inside = whole.strip_prefix(root).ok().map(|inside| inside.display().to_string());
        slashed(&inside.unwrap_or_else(|| path.to_owned()))
    }

    fn save_ignores(&mut self, lang: Lang) -> Result<(), String> {
        if self.ignores.is_empty() {
            return Ok(());
        }
        let path = ignore_path(&self.root);
        let lines: Vec<String> = self.ignores.iter().map(Ignored::line).collect();
        let failed = |why: String| unsaved(&path, &why, &lines, lang);
        if let Some(why) = &self.refused[0] {
            return Err(failed(why.say(lang)));
        }
        // Read again: someone else may have added to it meanwhile.
        let now = read(&path).map_err(|error| failed(say(&error, lang)))?;
        let mut list = IgnoreList::parse(&path.display().to_string(), &now).map_err(|error| failed(error.say(lang)))?;
        for entry in &self.ignores {
            list.append(entry.clone());
        }
        write::replace(&path, list.text().as_bytes()).map_err(|error| failed(say(&error, lang)))?;
        self.ignores.clear();
        self.ignored = list;
        Ok(())
    }

    fn save_words(&mut self, lang: Lang) -> Result<(), String> {
        let words = &self.found_right[self.saved..];
        if words.is_empty() {
            return Ok(());
        }
        let failed = |why: String| unsaved(&self.settings, &why, words, lang);
        if let Some(why) = &self.refused[1] {
            return Err(failed(why.say(lang)));
        }
        let now = read(&self.settings).map_err(|error| failed(say(&error, lang)))?;
        let edited = edit::add(self.kind, &now, List::Words, words)
            .map_err(|error| failed(files::edit(self.settings.display(), error).say(lang)))?;
        if edited.text != now {
            write::replace(&self.settings, edited.text.as_bytes()).map_err(|error| failed(say(&error, lang)))?;
        }
        self.saved = self.found_right.len();
        Ok(())
    }
}

impl Notebook for ProjectFiles {
    fn ignores(&self, diagnostic: &Diagnostic) -> bool {
        self.ignored.contains(diagnostic.fingerprint)
            || self.ignores.iter().any(|entry| entry.fingerprint == diagnostic.fingerprint)
    }

    fn words(&self) -> Vec<&str> {
        self.found_right.iter().map(String::as_str).collect()
    }

    fn ignore(&mut self, path: &str, diagnostic: &Diagnostic, before: &str, after: &str) {
        self.ignores.push(Ignored {
            rule: diagnostic.name.clone(),
            text: diagnostic.text.clone(),
            before: before.to_owned(),
            after: after.to_owned(),
            fingerprint: diagnostic.fingerprint,
            path: self.relative(path),
        });
    }

    fn add_word(&mut self, word: &str) {
        if self.known.insert(word.to_owned()) {
            self.found_right.push(word.to_owned());
        }
    }

    fn save(&mut self, lang: Lang) -> Result<(), Vec<String>> {
        let failed: Vec<String> =
            [self.save_ignores(lang), self.save_words(lang)].into_iter().filter_map(Result::err).collect();
        if failed.is_empty() { Ok(()) } else { Err(failed) }
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
    read(path).map_err(|error| files::system(path, &error))
}

/// What could not be written, in full, so that it can be written by hand.
fn unsaved(path: &Path, why: &str, lines: &[String], lang: Lang) -> String {
    let lines = lines.join("\n  ");
    match lang {
        Lang::Vi => format!("{}: chưa ghi được: {why}\n  {lines}", path.display()),
        Lang::En => format!("{}: not saved: {why}\n  {lines}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::linter::{Linter, Selection, Worker};

    fn diagnostics(text: &str) -> Vec<Diagnostic> {
        let linter = Linter::new(&Selection::default()).unwrap();
        let document = Document::of_text(text).unwrap();
        let found = linter.check(&document, &mut Worker::default()).unwrap();
        linter.diagnostics(&document, found)
    }

    fn open(folder: &Path) -> Result<ProjectFiles, Failure> {
        ProjectFiles::open(folder.to_owned(), SettingsFile::Morat, folder.join("morat.toml"))
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
        book.save(Lang::Vi).unwrap();
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
        let failed = book.save(Lang::Vi).unwrap_err();
        assert!(failed.len() == 1 && failed[0].contains("morat.toml:1: ") && failed[0].contains("phở"), "{failed:?}");
        assert!(open(folder.path()).is_err());
    }
}
