//! Code actions: what can be done about the findings at a place.

use std::ops::Range;
use std::sync::Arc;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionResponse, Command, Uri, WorkspaceEdit};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::capabilities::{ClientCan, FIX_ALL};
use super::check::{self, Checked, Choice, Found};
use super::diagnostics::Rendering;
use super::session::{Session, Settings};
use super::{commands, edits, lists};
use crate::document::Format;
use crate::linter::{Worker, comment_for};
use crate::problem::{Lang, Problem};
use crate::project::term_of;
use crate::text::{LineIndex, Unit};

/// Formats in which a comment for morat can stand.
const COMMENTED: [Format; 3] = [Format::TEXT, Format::MARKDOWN, Format::HTML];

/// A document whose findings are known, with all that actions need.
#[derive(Clone)]
pub struct Case {
    /// The document.
    pub uri: Uri,
    /// The version of the text.
    pub version: i32,
    /// The text.
    pub text: Arc<str>,
    /// Its findings.
    pub checked: Arc<Checked>,
    /// What the client understands.
    pub can: Arc<ClientCan>,
    /// The language of titles.
    pub lang: Lang,
    /// The settings.
    pub session: Arc<Session>,
}

/// An edit that is made out when its action is chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "make", rename_all = "camelCase")]
pub enum Later {
    /// All safe fixes.
    FixAll {
        /// The document.
        uri: Uri,
        /// The version that the action was offered for.
        version: i32,
    },
    /// A comment that keeps the rule of a finding quiet: behind its line, or at the end for the whole file.
    Comment {
        /// The document.
        uri: Uri,
        /// The version that the action was offered for.
        version: i32,
        /// The finding.
        fingerprint: String,
        /// Where it begins, in bytes.
        at: u32,
        /// Whether the rule is quiet in the whole file.
        whole: bool,
    },
}

impl Later {
    /// The document, and the version of it.
    pub fn of(&self) -> (&Uri, i32) {
        match self {
            Later::FixAll { uri, version } | Later::Comment { uri, version, .. } => (uri, *version),
        }
    }

    /// What the data of an action say; `None` if they are none of ours.
    pub fn read(data: Option<&serde_json::Value>) -> Option<Later> {
        Later::deserialize(data?).ok()
    }
}

/// Whether an action of a kind is wanted; kinds are wanted with all below them.
fn is_wanted(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    only.is_none_or(|only| {
        only.iter().map(|wanted| String::from(wanted.clone())).any(|wanted| {
            wanted.is_empty() || kind == wanted || kind.strip_prefix(&*wanted).is_some_and(|rest| rest.starts_with('.'))
        })
    })
}

impl Case {
    /// The actions for a byte range.
    ///
    /// # Errors
    /// If the text cannot be read again.
    pub fn actions(
        &self,
        range: Range<usize>,
        only: Option<&[CodeActionKind]>,
        worker: &mut Worker,
    ) -> Result<Vec<CodeActionResponse>, Problem> {
        let Some(settings) = &self.checked.settings else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        if is_wanted(only, "quickfix") {
            for found in self.checked.touching(range) {
                self.of_finding(settings, found, worker, &mut out)?;
            }
        }
        let is_safe = |found: &Found| found.choices.iter().any(|choice| choice.action.safe);
        if is_wanted(only, FIX_ALL) && self.checked.found.iter().any(is_safe) {
            out.extend(self.fix_all(worker)?);
        }
        if !self.can.actions {
            let command = |action: CodeAction| action.command.map(CodeActionResponse::Command);
            return Ok(out.into_iter().filter_map(command).collect());
        }
        Ok(out.into_iter().map(CodeActionResponse::CodeAction).collect())
    }

    fn of_finding(
        &self,
        settings: &Settings,
        found: &Found,
        worker: &mut Worker,
        out: &mut Vec<CodeAction>,
    ) -> Result<(), Problem> {
        let rendering = Rendering { uri: &self.uri, text: &self.text, can: &self.can, lang: self.lang };
        let diagnostic = rendering.one(&mut LineIndex::new(&self.text), found);
        let quick = |title: String| CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic.clone()]),
            ..CodeAction::default()
        };
        for (at, choice) in found.choices.iter().enumerate() {
            out.push(CodeAction {
                is_preferred: (at == 0).then_some(true),
                edit: Some(self.edit(choice.edits.iter().map(|(range, new)| (range.clone(), new.as_str())))),
                ..quick(self.lang.of(&choice.action.title).to_owned())
            });
        }
        if let Some((count, edit)) = self.everywhere(found) {
            let (marked, title) = (&found.shown, &found.choices[0].action.title);
            let title = match self.lang {
                Lang::Vi => format!("{} ở cả {count} chỗ “{marked}”", title.vi),
                Lang::En => format!("{} in all {count} places of “{marked}”", title.en),
            };
            out.push(CodeAction { edit: Some(edit), ..quick(title) });
        }
        let name = &found.diagnostic.name;
        let command = |title: String, command: &str, argument: serde_json::Value| CodeAction {
            command: Some(Command {
                title: title.clone(),
                tooltip: None,
                command: command.to_owned(),
                arguments: Some(vec![argument]),
            }),
            ..quick(title)
        };
        if let Some(word) = term_of(name, &found.shown) {
            for list in lists::of_words(&self.session, settings) {
                let title = list.title(&self.session, settings, &word, self.lang);
                let file = Some(list.path.display().to_string());
                let argument = commands::AddWord { uri: self.uri.clone(), word: word.clone(), file };
                out.push(command(title, commands::ADD_WORD, json(&argument)));
            }
        }
        if COMMENTED.contains(&settings.format) {
            for (whole, title) in self.comment_titles(name) {
                let (fingerprint, at) = (found.diagnostic.fingerprint.to_string(), found.range.start);
                let later = Later::Comment { uri: self.uri.clone(), version: self.version, fingerprint, at, whole };
                if self.can.resolves {
                    out.push(CodeAction { data: Some(json(&later)), ..quick(title) });
                } else if let Some(edit) = self.comment(settings, found, whole, worker)? {
                    out.push(CodeAction { edit: Some(edit), ..quick(title) });
                }
            }
        }
        if let Some(root) = lists::root(&self.session, settings) {
            let shown = lists::shown(&self.session, settings, &crate::project::ignore_path(&root));
            let title = match self.lang {
                Lang::Vi => format!("Bỏ qua chỗ này ({shown})"),
                Lang::En => format!("Ignore this place ({shown})"),
            };
            let fingerprint = found.diagnostic.fingerprint.to_string();
            let argument = commands::Ignore { uri: self.uri.clone(), fingerprint };
            out.push(command(title, commands::IGNORE, json(&argument)));
        }
        if let Some(file) = lists::of_settings(&self.session, settings) {
            let shown = lists::shown(&self.session, settings, &file);
            let title = match self.lang {
                Lang::Vi => format!("Tắt quy tắc {name} ({shown})"),
                Lang::En => format!("Switch off the rule {name} ({shown})"),
            };
            let argument = commands::DisableRule { uri: self.uri.clone(), rule: name.clone() };
            out.push(command(title, commands::DISABLE_RULE, json(&argument)));
        }
        Ok(())
    }

    fn edit<'e>(&self, replacements: impl IntoIterator<Item = (Range<u32>, &'e str)>) -> WorkspaceEdit {
        let edits = edits::of_bytes(&self.can, &self.text, replacements);
        edits::of_document(&self.can, &self.uri, Some(self.version), edits)
    }

    /// The best correction of a finding at all findings that are like it: of the same rule, on the same text, with the same
    /// correction; how many they are. `None` if there is one only.
    fn everywhere(&self, found: &Found) -> Option<(usize, WorkspaceEdit)> {
        let best = &found.choices.first()?.action.title;
        let alike = self.checked.found.iter().filter(|other| {
            other.diagnostic.rule == found.diagnostic.rule && other.shown.to_lowercase() == found.shown.to_lowercase()
        });
        let of_each = |other: &'_ Found| -> Option<usize> {
            let same = |choice: &Choice| choice.action.title.vi.to_lowercase() == best.vi.to_lowercase();
            other.choices.iter().position(same)
        };
        let mut end = 0;
        let mut count = 0;
        let mut replacements = Vec::new();
        for (other, at) in alike.filter_map(|other| Some((other, of_each(other)?))) {
            let edits = &other.choices[at].edits;
            let (Some((first, _)), Some((last, _))) = (edits.first(), edits.last()) else { continue };
            // Edits of one message may not overlap.
            if first.start >= end {
                (end, count) = (last.end, count + 1);
                replacements.extend(edits.iter().map(|(range, new)| (range.clone(), new.as_str())));
            }
        }
        (count > 1).then(|| (count, self.edit(replacements)))
    }

    fn fix_all(&self, worker: &mut Worker) -> Result<Option<CodeAction>, Problem> {
        let title = self.lang.pick("Sửa mọi chỗ sửa an toàn được", "Make all safe fixes").to_owned();
        let action = CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            ..CodeAction::default()
        };
        if self.can.resolves {
            let later = Later::FixAll { uri: self.uri.clone(), version: self.version };
            return Ok(Some(CodeAction { data: Some(json(&later)), ..action }));
        }
        if !self.can.actions {
            let argument = commands::OfDocument { uri: self.uri.clone() };
            let arguments = Some(vec![json(&argument)]);
            let command = Command { title, tooltip: None, command: commands::FIX_ALL.to_owned(), arguments };
            return Ok(Some(CodeAction { command: Some(command), ..action }));
        }
        Ok(self.all_fixes(worker)?.map(|edit| CodeAction { edit: Some(edit), ..action }))
    }

    /// The edit that makes all safe fixes; `None` if there are none.
    ///
    /// # Errors
    /// If the text cannot be read again.
    pub fn all_fixes(&self, worker: &mut Worker) -> Result<Option<WorkspaceEdit>, Problem> {
        let Some(settings) = &self.checked.settings else { return Ok(None) };
        let fixed = check::fixed(settings, &self.text, worker)?;
        Ok(fixed.map(|fixed| {
            let edits = edits::between(&self.can, &self.text, &fixed);
            edits::of_document(&self.can, &self.uri, Some(self.version), edits)
        }))
    }

    /// The edit that was put off; `None` if it cannot be made.
    ///
    /// # Errors
    /// If the text cannot be read again.
    pub fn resolve(&self, later: &Later, worker: &mut Worker) -> Result<Option<WorkspaceEdit>, Problem> {
        match later {
            Later::FixAll { .. } => self.all_fixes(worker),
            Later::Comment { fingerprint, at, whole, .. } => {
                let found = self.checked.find(fingerprint, Some(*at)).zip(self.checked.settings.as_ref());
                found.map_or(Ok(None), |(found, settings)| self.comment(settings, found, *whole, worker))
            }
        }
    }

    /// The titles of the actions that put a comment for a rule, for its line and for the whole file.
    fn comment_titles(&self, rule: &str) -> [(bool, String); 2] {
        match self.lang {
            Lang::Vi => [
                (false, "Bỏ qua trên dòng này (chú thích)".to_owned()),
                (true, format!("Bỏ qua {rule} trong cả bài (chú thích ở cuối)")),
            ],
            Lang::En => [
                (false, "Ignore on this line (comment)".to_owned()),
                (true, format!("Ignore {rule} in this text (comment at its end)")),
            ],
        }
    }

    /// The edit that puts a comment for the rule of a finding behind its line, or at the end for the `whole` file; `None` if that
    /// finding would stay, or one of which nobody speaks would go: in the middle of a tag a comment is none, and the lines of a
    /// paragraph of Markdown are read as one.
    fn comment(
        &self,
        settings: &Settings,
        found: &Found,
        whole: bool,
        worker: &mut Worker,
    ) -> Result<Option<WorkspaceEdit>, Problem> {
        let mut lines = LineIndex::new(&self.text);
        let comment = comment_for(&found.diagnostic.name, whole, self.lang);
        let line = lines.position(found.range.start).line;
        let (at, added) = if whole {
            let gap = if self.text.ends_with('\n') { "\n" } else { "\n\n" };
            (self.text.len(), format!("{gap}{comment}\n"))
        } else {
            let Some(end) = lines.offset(line, u32::MAX, Unit::Byte) else { return Ok(None) };
            let space = if self.text[..end as usize].ends_with([' ', '\t']) { "" } else { " " };
            (end as usize, format!("{space}{comment}"))
        };
        // As the lines of the text end.
        let added = if self.text.contains("\r\n") { added.replace('\n', "\r\n") } else { added };
        let with = format!("{}{added}{}", &self.text[..at], &self.text[at..]);
        let left = check::check(settings, &with, worker)?;
        let same_rule = |other: &&Found| other.diagnostic.rule == found.diagnostic.rule;
        let is_quiet = left.iter().filter(same_rule).all(|left| !whole && left.range.start != found.range.start);
        let meant = |other: &&Found| whole || lines.position(other.range.start).line == line;
        let quiet = self.checked.found.iter().filter(same_rule).filter(meant).count();
        let does = is_quiet && left.len() + quiet == self.checked.found.len();
        Ok(does.then(|| self.edit([(at as u32..at as u32, &*added)])))
    }
}

/// A value as JSON.
fn json<T: Serialize + DeserializeOwned>(value: &T) -> serde_json::Value {
    // Records of texts and numbers have a JSON form.
    serde_json::to_value(value).unwrap_or_default()
}
