//! Settings as data: what a settings file may say, without files.

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::keys::{KEYS, ValueType};
use crate::config::node::Node;
use crate::config::{Layer, Profile, Settings as Layers, Value};
use crate::document::{Format, Options};
use crate::linter::{Selection, Terms};
use crate::problem::Problem;
use crate::rules::declarative::RuleFile;
use crate::rules::{Registry, Severity};

/// The name by which settings without a file are told of.
const NAMELESS: &str = "settings";

/// What a checker is told. The keys of [`Settings::from_toml`] are those of `morat.toml`; the methods say the same from code, and
/// go before them.
///
/// ```
/// use morat::Settings;
///
/// let settings = Settings::from_toml("profile = \"bao-chi\"\nwords = [\"Phong Khê\"]\n")?.strict(true);
/// # Ok::<(), morat::Problem>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    layer: Layer,
    code: Layer,
    /// What no settings file says.
    asked: Selection,
    format: Option<Format>,
    rules: Vec<(String, String)>,
}

impl Settings {
    /// What the text of a `morat.toml` says.
    ///
    /// # Errors
    /// The first line that is no setting; a key that speaks of files, which a library does not read.
    pub fn from_toml(text: &str) -> Result<Settings, Problem> {
        Settings::of(&Node::of_toml(NAMELESS, text)?)
    }

    /// What the same keys say in JSON.
    ///
    /// # Errors
    /// As [`Settings::from_toml`].
    pub fn from_json(text: &str) -> Result<Settings, Problem> {
        Settings::of(&Node::of_json(NAMELESS, text)?)
    }

    fn of(tree: &Node) -> Result<Settings, Problem> {
        let layer = Layer::read(NAMELESS, PathBuf::new(), tree)?;
        for key in KEYS {
            let speaks_of_files = matches!(
                key.kind,
                ValueType::Path | ValueType::Paths | ValueType::Globs | ValueType::MoreGlobs | ValueType::Overrides
            );
            if let Some(said) = layer.get(key.name).filter(|_| speaks_of_files) {
                return Err(said.error(
                    format!("“{}” nói về tệp, mà thư viện không đọc tệp; hãy bỏ khóa này", key.name),
                    format!("“{}” speaks of files, which the library does not read; leave it out", key.name),
                ));
            }
        }
        if !layer.overrides.is_empty() {
            return Err(Problem::new(
                "“overrides” nói về tệp, mà thư viện không đọc tệp; hãy tạo một Checker cho mỗi loại",
                "“overrides” speaks of files, which the library does not read; make a checker for each kind of file",
            ));
        }
        Ok(Settings { layer, ..Settings::default() })
    }

    /// Only these rules or groups, by name; `all` for all.
    pub fn select<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Settings {
        self.asked.select.extend(names.into_iter().map(Into::into));
        self
    }

    /// Without these rules or groups.
    pub fn ignore<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Settings {
        self.asked.ignore.extend(names.into_iter().map(Into::into));
        self
    }

    /// Strict rules and doubtful findings, too.
    pub fn strict(mut self, strict: bool) -> Settings {
        self.code.say("strict", "strict", Value::Switch(strict));
        self
    }

    /// The set of rules of a house: `chung`, `bao-chi`, `hanh-chinh`, `giao-khoa`.
    pub fn profile(mut self, name: &str) -> Settings {
        self.code.say("profile", "profile", Value::Text(name.to_owned()));
        self
    }

    /// The least severity of reported findings.
    pub fn min_severity(mut self, severity: Severity) -> Settings {
        self.code.say("min-severity", "min_severity", Value::Text(severity.name().to_owned()));
        self
    }

    /// Only findings at least as sure as this, from 0 to 1.
    pub fn min_confidence(mut self, least: f32) -> Settings {
        self.asked.min_confidence = Some(least);
        self
    }

    /// Reads every file as this format, whatever its name: `text`, `markdown`, `html`, …
    ///
    /// # Errors
    /// If there is no format of that name.
    pub fn read_as(mut self, format: &str) -> Result<Settings, Problem> {
        let found = Format::named(format).ok_or_else(|| {
            let names = Format::names().collect::<Vec<_>>().join(", ");
            Problem::new(
                format!("không có dạng “{format}”; có: {names}"),
                format!("no format “{format}”; there are: {names}"),
            )
        })?;
        self.format = Some(found);
        Ok(self)
    }

    /// A declarative rule of one's own, as the text of its file (`docs/writing-rules.md`); `path` is for errors.
    pub fn rule_file(mut self, path: &str, text: &str) -> Settings {
        self.rules.push((path.to_owned(), text.to_owned()));
        self
    }

    pub(super) fn own_rules(&self) -> Result<Vec<RuleFile>, Problem> {
        self.rules.iter().map(|(path, text)| RuleFile::read(path, text)).collect()
    }

    fn layers(&self) -> Layers {
        Layers { files: vec![self.layer.clone()], flags: self.code.clone() }
    }

    pub(super) fn selection(&self, registry: &Registry) -> Result<Selection, Problem> {
        let layers = self.layers();
        let effective = layers.effective(|_| false);
        let mut selection = effective.selection(registry, self.asked.clone(), |name, _, _| Profile::named(name))?;
        let terms = |key| effective.texts(key).into_iter().map(|(said, _)| said.value.as_str());
        selection.terms = Arc::new(Terms::new(terms("words"), terms("names")));
        Ok(selection)
    }

    pub(super) fn options(&self) -> Options {
        Options { format: self.format, ..self.layers().effective(|_| false).options() }
    }
}
