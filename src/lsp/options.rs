//! What the editor may say about the server: in `initializationOptions`, or in its own settings under `morat`.
//!
//! What a text is judged by is not among it: that stands in `morat.toml`, so that a newsroom's editors, its command line and its CI
//! say the same.

use serde::Deserialize;
use serde_json::Value;

use crate::problem::Lang;
use crate::project::Overrides;

/// The options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// The language of messages: `vi` or `en`; by default that of the editor.
    pub lang: Option<String>,
    /// Settings that go before those of the project, as `--config`: files, or lines of one.
    pub config: Lines,
    /// Whether an editor that asks for the diagnostics of the whole workspace gets them. Editors that can ask do so all the time.
    pub workspace_diagnostics: bool,
}

/// One text or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Lines {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
    /// None: editors send what is not set in more than one way.
    None(()),
}

impl Default for Lines {
    fn default() -> Lines {
        Lines::None(())
    }
}

impl Options {
    /// Reads options; those under `morat`, if there is such a key.
    ///
    /// # Errors
    /// If a key has a value of another type.
    pub fn read(value: &Value) -> Result<Options, serde_json::Error> {
        match value.get("morat").unwrap_or(value) {
            Value::Null => Ok(Options::default()),
            value => Options::deserialize(value),
        }
    }

    /// The language that is asked for.
    pub fn language(&self) -> Option<Lang> {
        self.lang.as_deref().filter(|lang| !lang.is_empty()).map(Lang::of_locale)
    }

    /// What goes before the settings of projects.
    pub fn overrides(&self) -> Overrides {
        let config = match &self.config {
            Lines::One(line) if line.is_empty() => Vec::new(),
            Lines::One(line) => vec![line.clone()],
            Lines::Many(lines) => lines.clone(),
            Lines::None(()) => Vec::new(),
        };
        Overrides { config, ..Overrides::default() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn options_come_in_the_ways_in_which_editors_send_them() {
        let read = |value| Options::read(&value).unwrap();
        assert_eq!(read(json!(null)), Options::default());
        assert_eq!(read(json!({ "morat": { "lang": "en" } })).language(), Some(Lang::En));
        assert_eq!(read(json!({ "lang": "", "trace": { "server": "off" } })).language(), None);
        assert_eq!(read(json!({ "config": "strict = true" })).overrides().config, ["strict = true"]);
        assert_eq!(read(json!({ "config": ["a.toml"], "workspaceDiagnostics": true })).overrides().config, ["a.toml"]);
        assert_eq!(read(json!({ "config": null })).overrides().config, [""; 0]);
        assert!(Options::read(&json!({ "workspaceDiagnostics": "có" })).is_err());
    }
}
