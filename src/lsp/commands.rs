//! The commands of the server, by name, and what each is told.

use gen_lsp_types::Uri;
use serde::{Deserialize, Serialize};

/// Accepts a word: [`AddWord`].
pub const ADD_WORD: &str = "morat.addWord";
/// Puts a finding on the project's ignore list: [`Ignore`].
pub const IGNORE: &str = "morat.ignore";
/// Switches a rule off in the settings: [`DisableRule`].
pub const DISABLE_RULE: &str = "morat.disableRule";
/// Makes all safe fixes of a document: [`OfDocument`].
pub const FIX_ALL: &str = "morat.fixAll";
/// Checks all files of the open folders: no argument.
pub const CHECK_WORKSPACE: &str = "morat.checkWorkspace";
/// Gives back what a rule is about, in Markdown: [`Explain`].
pub const EXPLAIN: &str = "morat.explain";
/// Gives back the path of the settings file in force for a document, which need not exist yet; null where it lies in no folder:
/// [`OfDocument`].
pub const SETTINGS_FILE: &str = "morat.settingsFile";
/// Reads all settings anew: no argument.
pub const RELOAD: &str = "morat.reload";

/// All of them.
pub const ALL: [&str; 8] = [ADD_WORD, IGNORE, DISABLE_RULE, FIX_ALL, CHECK_WORKSPACE, EXPLAIN, SETTINGS_FILE, RELOAD];

/// The argument of [`ADD_WORD`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddWord {
    /// The document in which it was found.
    pub uri: Uri,
    /// The word.
    pub word: String,
    /// The file with the list, one of those that code actions offer for the document; where there is none, the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// The argument of [`IGNORE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ignore {
    /// The document.
    pub uri: Uri,
    /// The finding, as in the data of its diagnostic.
    pub fingerprint: String,
}

/// The argument of [`DISABLE_RULE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DisableRule {
    /// The document of which the settings in force are changed.
    pub uri: Uri,
    /// The rule.
    pub rule: String,
}

/// The argument of [`FIX_ALL`] and [`SETTINGS_FILE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfDocument {
    /// The document.
    pub uri: Uri,
}

/// The argument of [`EXPLAIN`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Explain {
    /// The rule.
    pub rule: String,
}
