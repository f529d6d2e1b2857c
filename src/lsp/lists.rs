//! The files that an editor may write words and levels of rules into: those that are in force for a document, and no other. A word
//! in a list that nobody reads is a word that is marked again.

use std::path::{Path, PathBuf};

use super::session::{Session, Settings};
use crate::config::edit::List;
use crate::problem::Lang;
use crate::project::{Project, discover};

/// A file with accepted words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordList {
    /// The path of the file, which need not exist.
    pub path: PathBuf,
    /// Whether it is the user's own, whatever the project.
    pub is_own: bool,
}

/// The files that take words for a document: that of `morat words add` first, the other ones that its settings name, and the
/// user's own last.
pub fn of_words(session: &Session, settings: &Settings) -> Vec<WordList> {
    let project = &settings.project;
    let effective = project.effective(&settings.place);
    let first = match project.root {
        Some(_) => Some(project.file_of_terms(&settings.place, List::Words)),
        None => new_settings(session, &settings.place),
    };
    let beside = effective.texts("words-file").into_iter().map(|(path, folder)| folder.join(&path.value));
    let all = first.into_iter().chain(project.file.clone()).chain(beside);
    let own = discover::user_path();
    let mut out: Vec<WordList> = Vec::new();
    for path in all.filter(|path| project.may_write(path).is_ok() && Some(path) != own.as_ref()) {
        if out.iter().all(|list| list.path != path) {
            out.push(WordList { path, is_own: false });
        }
    }
    out.extend(own.map(|path| WordList { path, is_own: true }));
    out
}

/// The settings file in force for a document, or one that would be; `None` where there is no folder for it.
pub fn of_settings(session: &Session, project: &Project, place: &Path) -> Option<PathBuf> {
    project.settings_file().or_else(|| new_settings(session, place))
}

/// The folder in which a document's ignored findings are written down; `None` where there is none.
pub fn root(session: &Session, settings: &Settings) -> Option<PathBuf> {
    settings.project.root.clone().or_else(|| session.root_of(&settings.place).map(Path::to_owned))
}

fn new_settings(session: &Session, place: &Path) -> Option<PathBuf> {
    Some(session.root_of(place)?.join(discover::FILE_NAME))
}

/// A file as it is named to people: from the root of the project, or in full.
pub fn shown(session: &Session, settings: &Settings, path: &Path) -> String {
    match root(session, settings).and_then(|root| path.strip_prefix(root).ok().map(Path::to_owned)) {
        Some(below) => below.display().to_string(),
        None => path.display().to_string(),
    }
}

impl WordList {
    /// The title of the action that adds a word to it.
    pub fn title(&self, session: &Session, settings: &Settings, word: &str, lang: Lang) -> String {
        let shown = shown(session, settings, &self.path);
        match (lang, self.is_own) {
            (Lang::Vi, false) => format!("Nhận “{word}” trong dự án ({shown})"),
            (Lang::En, false) => format!("Accept “{word}” in this project ({shown})"),
            (Lang::Vi, true) => format!("Nhận “{word}” trong mọi bài của tôi ({shown})"),
            (Lang::En, true) => format!("Accept “{word}” in all my texts ({shown})"),
        }
    }
}
