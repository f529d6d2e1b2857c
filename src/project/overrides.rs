//! What a front end was told about a run, as plain data.

use crate::config::Layer;
use crate::document::Format;

/// What a front end was told about a run, above what all files say.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Reads no settings of the user or of projects, and no baselines.
    pub isolated: bool,
    /// Settings files that stand above those of projects, or single lines `key = value` of one.
    pub config: Vec<String>,
    /// Settings that stand above all files. Their paths count from the working folder.
    pub flags: Layer,
    /// Rules or groups that alone run; empty for what settings say.
    pub select: Vec<String>,
    /// Rules or groups that do not run.
    pub ignore: Vec<String>,
    /// The least confidence of findings, from 0 to 1.
    pub min_confidence: Option<f32>,
    /// What all files are.
    pub format: Option<Format>,
    /// Whether comments, terms and entries that keep nothing quiet are looked for.
    pub report_unused: bool,
    /// Does not read baselines: one that cannot be read is recorded anew.
    pub without_baselines: bool,
}
