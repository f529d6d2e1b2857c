//! The options of one run, as plain data.

use crate::config::Layer;
use crate::document::Format;

/// The options of one run, which override all settings files.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Whether the settings of the user and of projects, and baselines, are left unread.
    pub isolated: bool,
    /// Settings files that override those of projects, or single lines `key = value`.
    pub config: Vec<String>,
    /// Settings from flags, which override all files. Their paths count from the working folder.
    pub flags: Layer,
    /// Rules or groups that alone run; empty for the selection of the settings.
    pub select: Vec<String>,
    /// Rules or groups that do not run.
    pub ignore: Vec<String>,
    /// The least confidence of reported findings, from 0 to 1.
    pub min_confidence: Option<f32>,
    /// The format of all files, whatever their names.
    pub format: Option<Format>,
    /// Whether comments, terms and list entries that suppress nothing are looked for.
    pub report_unused: bool,
    /// Whether baselines are left unread: one that cannot be read is recorded anew.
    pub without_baselines: bool,
}
