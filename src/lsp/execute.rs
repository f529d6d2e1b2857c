//! Does what commands say to files on disk.
//!
//! A file that is open in the editor with changes that are not saved is left to the editor: it gets the edit, and what its owner has
//! written there is not lost.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{Uri, WorkspaceEdit};

use super::capabilities::ClientCan;
use super::check::Checked;
use super::session::{Session, Settings};
use super::{commands, edits, lists};
use crate::config::edit::{self, EditError, List};
use crate::config::{Ignored, words_beside};
use crate::problem::{Lang, Problem};
use crate::project::{add_ignored, disk, edit_file, ignore_path, kind_of, uneditable};

/// What was done.
pub enum Done {
    /// A file was written; what to tell.
    Written(String),
    /// A file was written, and does not count while the settings cannot be used; what to tell.
    Waiting(String),
    /// The editor has to make this edit of a file that is open in it.
    Edit(WorkspaceEdit),
    /// There was nothing to do; what to tell.
    Needless(String),
}

/// Files that are open in the editor, by their paths: URI, version and text.
pub type Drafts = HashMap<PathBuf, (Uri, i32, Arc<str>)>;

/// What is needed to carry out a command.
pub struct Execution {
    /// The settings.
    pub session: Arc<Session>,
    /// Files that are open in the editor.
    pub drafts: Drafts,
    /// What the client understands.
    pub can: Arc<ClientCan>,
    /// The language of messages.
    pub lang: Lang,
}

impl Execution {
    /// Accepts a word.
    ///
    /// # Errors
    /// If the list is none of the document's, or cannot be written.
    pub fn add_word(&self, settings: &Settings, asked: &commands::AddWord) -> Result<Done, Problem> {
        let lists = lists::of_words(&self.session, settings);
        let list = match &asked.file {
            Some(file) => lists.into_iter().find(|list| list.path == Path::new(file)),
            None => lists.into_iter().next(),
        };
        let Some(list) = list else {
            return Err(Problem::new(
                "không có danh sách nào cho bài này; hãy lưu bài vào một thư mục",
                "there is no such list for this text; save it in a folder",
            ));
        };
        let shown = lists::shown(&self.session, settings, &list.path);
        let word = std::slice::from_ref(&asked.word);
        let mut is_new = true;
        let done = self.edit(&list.path, |text| {
            let edited = edit::add(kind_of(&list.path), text, List::Words, word)?;
            is_new = !edited.done.is_empty();
            Ok(edited.text)
        })?;
        let word = &asked.word;
        Ok(match done {
            Some(edit) => Done::Edit(edit),
            None if is_new => self.written(
                settings,
                match self.lang {
                    Lang::Vi => format!("{shown}: thêm “{word}”"),
                    Lang::En => format!("{shown}: “{word}” added"),
                },
            ),
            None => Done::Needless(match self.lang {
                Lang::Vi => format!("{shown}: đã có “{word}” rồi"),
                Lang::En => format!("{shown}: “{word}” is there already"),
            }),
        })
    }

    /// Switches a rule off in the settings in force.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be written.
    pub fn disable(&self, settings: &Settings, rule: &str) -> Result<Done, Problem> {
        let file = lists::of_settings(&self.session, &settings.project, &settings.place);
        let Some(file) = file else { return Err(no_project()) };
        settings.project.may_write(&file)?;
        if settings.project.registry().find(rule).is_none() {
            return Err(crate::linter::unknown_rule(settings.project.registry(), rule));
        }
        let shown = lists::shown(&self.session, settings, &file);
        let done = self.edit(&file, |text| edit::turn_off(kind_of(&file), text, rule))?;
        Ok(done.map_or_else(
            || {
                self.written(
                    settings,
                    match self.lang {
                        Lang::Vi => format!("{shown}: tắt {rule}"),
                        Lang::En => format!("{shown}: {rule} switched off"),
                    },
                )
            },
            Done::Edit,
        ))
    }

    /// Puts a finding on the ignore list.
    ///
    /// # Errors
    /// If there is no list for the document, or it cannot be written, or the finding is not there any more.
    pub fn ignore(
        &self,
        settings: &Settings,
        checked: &Checked,
        text: &str,
        fingerprint: &str,
    ) -> Result<Done, Problem> {
        let Some(root) = lists::root(&self.session, settings) else { return Err(no_project()) };
        let Some(found) = checked.find(fingerprint, None) else { return Err(gone()) };
        let path = ignore_path(&root);
        settings.project.may_write(&path)?;
        let diagnostic = &found.diagnostic;
        let (before, after) = words_beside(text, found.range.start as usize..found.range.end as usize);
        let below = settings.place.strip_prefix(&root).unwrap_or(&settings.place);
        let entry = Ignored {
            rule: diagnostic.name.clone(),
            text: diagnostic.text.clone(),
            before,
            after,
            fingerprint: diagnostic.fingerprint,
            path: disk::slashed(&below.display().to_string()),
        };
        let shown = lists::shown(&self.session, settings, &path);
        add_ignored(&path, [entry]).map_err(|problem| problem.in_file(shown.clone()))?;
        Ok(Done::Written(match self.lang {
            Lang::Vi => format!("{shown}: thêm “{}”", diagnostic.text),
            Lang::En => format!("{shown}: “{}” added", diagnostic.text),
        }))
    }

    /// What to tell of a settings file or list that was written.
    fn written(&self, settings: &Settings, said: String) -> Done {
        let folder = settings.place.parent().unwrap_or(&settings.place);
        match self.session.project_now(folder) {
            Ok(_) => Done::Written(said),
            Err(_) => Done::Waiting(match self.lang {
                Lang::Vi => format!("{said}; chưa có hiệu lực, vì thiết lập đang có chỗ sai"),
                Lang::En => format!("{said}; it does not count yet, for there is a mistake in the settings"),
            }),
        }
    }

    /// Edits a file on disk; or gives back the edit, if it is open in the editor with other text than on disk.
    fn edit(
        &self,
        path: &Path,
        mut change: impl FnMut(&str) -> Result<String, EditError>,
    ) -> Result<Option<WorkspaceEdit>, Problem> {
        let draft = self.drafts.get(&self.session.workspace.place(path)).filter(|_| self.can.applies);
        let draft = draft.filter(|(_, _, text)| fs::read_to_string(path).ok().as_deref() != Some(text));
        let Some((uri, version, text)) = draft else {
            edit_file(path, |text| change(text).map(|new| (new, ())))?;
            return Ok(None);
        };
        let new = change(text).map_err(|error| uneditable(disk::shown(path), error))?;
        Ok(Some(edits::of_document(&self.can, uri, Some(*version), edits::between(&self.can, text, &new))))
    }
}

/// The problem that there is no such finding.
pub fn gone() -> Problem {
    Problem::new("chỗ ấy không còn nữa", "that place is not there any more")
}

fn no_project() -> Problem {
    Problem::new(
        "bài này không nằm trong thư mục nào đang mở; hãy mở thư mục của nó",
        "this text lies in no folder that is open; open its folder",
    )
}
