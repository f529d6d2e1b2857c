//! Which rules run, as the user selects them, and the nearest name to an unknown one.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Terms;
use crate::problem::Problem;
use crate::rules::{House, Meta, Registry, Severity};

/// Which rules run, as the user selects them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Levels that a profile or settings give to rules or groups, in order: later ones win. They apply among the
    /// default rules; rules that `select` names run whatever they say.
    pub levels: Vec<(String, Level)>,
    /// Rules, groups or `all` that alone run; empty for the default rules.
    pub select: Vec<String>,
    /// Rules or groups that do not run.
    pub ignore: Vec<String>,
    /// Whether strict rules run and doubtful findings of the others are reported.
    pub strict: bool,
    /// The least severity of reported findings.
    pub min_severity: Option<Severity>,
    /// The least confidence for rules or groups, in order: later ones win.
    pub thresholds: Vec<(String, f32)>,
    /// The least confidence of all findings, whatever `thresholds` say; findings without a confidence are reported.
    pub min_confidence: Option<f32>,
    /// Whether comments that suppress nothing are reported.
    pub report_unused: bool,
    /// What the house style settles for rules and suggestions.
    pub house: House,
    /// The accepted terms.
    pub terms: Arc<Terms>,
}

/// Hashes all fields: the cache distinguishes selections by it.
impl Hash for Selection {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Whole, so that no field can be forgotten here.
        let Selection {
            levels,
            select,
            ignore,
            strict,
            min_severity,
            thresholds,
            min_confidence,
            report_unused,
            house,
            terms,
        } = self;
        (levels, select, ignore, strict, min_severity, report_unused, house, terms).hash(state);
        min_confidence.map(f32::to_bits).hash(state);
        thresholds.len().hash(state);
        for (name, least) in thresholds {
            (name, least.to_bits()).hash(state);
        }
    }
}

impl Selection {
    /// A selection of one rule; when rules about comments are asked for, all rules run, for only then it shows what a
    /// comment suppresses.
    pub fn of_rule(meta: &Meta) -> Selection {
        match meta.group() {
            "morat" => Selection { report_unused: meta.strict, ..Selection::default() },
            _ => Selection { select: vec![meta.name.to_string()], ..Selection::default() },
        }
    }
}

/// Whether a rule runs, and its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs, even if it is strict.
    On,
    /// It runs, and its findings are this grave.
    At(Severity),
}

impl Level {
    /// How specific a name in settings is: 0 for all rules, 1 for a group, 2 for a rule. The more specific one wins.
    pub fn reach(name: &str) -> usize {
        usize::from(name != "all") + usize::from(name.contains('/'))
    }
}

impl TryFrom<String> for Level {
    type Error = String;

    fn try_from(name: String) -> Result<Level, String> {
        Ok(match name.as_str() {
            "off" => Level::Off,
            "on" => Level::On,
            "info" => Level::At(Severity::Info),
            "warning" => Level::At(Severity::Warning),
            "error" => Level::At(Severity::Error),
            _ => return Err(format!("“{name}”: off, on, info, warning, error")),
        })
    }
}

/// The problem with a name that is neither a rule nor a group; it suggests the nearest one.
pub fn unknown_rule(registry: &Registry, name: &str) -> Problem {
    let (vi, en) = match nearest(registry, name) {
        Some(near) => (format!("; ý bạn là “{near}”?"), format!("; did you mean “{near}”?")),
        None => ("; xem danh sách: morat rules".into(), "; see the list: morat rules".into()),
    };
    Problem::new(format!("không có quy tắc hay nhóm “{name}”{vi}"), format!("no rule or group “{name}”{en}"))
}

/// The rule or group whose name is nearest to an unknown one by edit distance. People write names with diacritics and
/// spaces, and remember the rule better than its group.
pub fn nearest(registry: &Registry, name: &str) -> Option<String> {
    let name = plain(name);
    let groups = registry.rules().iter().map(|meta| meta.group());
    nearest_of(registry.rules().iter().map(|meta| meta.name.as_ref()).chain(groups), &name).map(str::to_owned)
}

/// A name in the form of rule names: lower case without diacritics, with hyphens.
pub fn plain(name: &str) -> String {
    let letters = name.trim().nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let plain = letters.map(|c| match c {
        'đ' => 'd',
        '_' | ' ' => '-',
        c => c,
    });
    plain.collect()
}

/// The name nearest to an unknown one; `None` if none is near enough.
pub fn nearest_of<'n>(names: impl IntoIterator<Item = &'n str>, name: &str) -> Option<&'n str> {
    // The slug alone is an easy thing to type: am-tiet for chinh-ta/am-tiet.
    let distance = |known: &str| {
        let slug = known.rsplit('/').next().unwrap_or(known);
        // A wrong group is one slip, whatever its letters.
        let in_any_group =
            name.rsplit_once('/').map_or(usize::MAX, |(_, wanted)| 1 + strsim::levenshtein(slug, wanted));
        strsim::levenshtein(known, name).min(strsim::levenshtein(slug, name)).min(in_any_group)
    };
    names.into_iter().min_by_key(|known| distance(known)).filter(|known| distance(known) <= 1 + name.len() / 4)
}
