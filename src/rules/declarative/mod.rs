//! Declarative rules, which a person writes without programming: TOML files of phrases, confusions and patterns, and
//! the names of the speller's findings.
//!
//! A file either defines a rule, or adds pairs to one that another file defines (`rule = "chinh-ta/nham-lan"`).
//! `docs/writing-rules.md` describes the format; `rules/` has the embedded ones, which come compiled
//! (`super::compiled`). This module searches texts for them.

mod capitals;
mod glued;
pub(super) mod pattern;
pub(super) mod phrase;
mod slips;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use super::compiled::RuleFile;
pub use slips::Slips;
pub(super) use slips::written;

use super::compiled::{Set, Tables};
use super::{Bilingual, RuleId};

/// The embedded rules, as the build script compiled them.
pub(super) fn carried() -> Set {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
    let texts = include_str!(concat!(env!("OUT_DIR"), "/rules.txt"));
    Set::new(Tables::new(Cow::Borrowed(bytes), Cow::Borrowed(texts)))
}

/// A set of rules with their ids in the registry.
pub(super) struct Loaded {
    set: Set,
    /// The ids of its rules, by their number in the set.
    rules: Vec<RuleId>,
    /// The ids of rules with phrases.
    with_phrases: Vec<RuleId>,
    /// The regular expressions of its patterns, and the ids of their rules.
    patterns: Vec<pattern::Compiled>,
    of_patterns: Vec<RuleId>,
}

impl Loaded {
    /// A set whose rules have these ids. `patterns` are its compiled patterns, all or none.
    pub fn new(set: Set, rules: Vec<RuleId>, mut patterns: Vec<pattern::Compiled>) -> Loaded {
        let mut with_phrases: Vec<RuleId> =
            set.files().filter(|file| file.has_phrases()).map(|file| rules[file.rule()]).collect();
        with_phrases.sort_unstable();
        with_phrases.dedup();
        patterns.resize_with(set.pattern_count(), OnceLock::new);
        let of_patterns = (0..patterns.len()).map(|at| rules[set.pattern(at).entry.file().rule()]).collect();
        Loaded { set, rules, with_phrases, patterns, of_patterns }
    }
}

/// The message of a finding: its template with the wrong text, the correction, and the reason.
fn say(template: &Bilingual, wrong: &str, right: Option<&String>, reason: &Bilingual) -> Bilingual {
    let right = right.map_or("", String::as_str);
    let fill = |template: &str, reason: &str| {
        template.replace("{vi_sao}", reason.trim_end_matches('.')).replace("{dung}", right).replace("{sai}", wrong)
    };
    Bilingual::new(fill(&template.vi, &reason.vi), fill(&template.en, &reason.en))
}
