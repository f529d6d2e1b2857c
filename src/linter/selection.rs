//! Which rules run, as a user says it, and the nearest name to one that there is not.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Terms;
use crate::problem::Problem;
use crate::rules::{House, Meta, Registry, Severity};

/// Which rules run, as a user says it.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What a profile has settled for rules or groups, in order: later ones go before earlier ones. They hold among the default
    /// rules; what `select` names runs whatever they say.
    pub levels: Vec<(String, Level)>,
    /// Rules, groups or `all`; empty for the default rules.
    pub select: Vec<String>,
    /// Rules or groups to leave out.
    pub ignore: Vec<String>,
    /// The strict rules, too, and doubtful findings of the others.
    pub strict: bool,
    /// Only findings at least this grave.
    pub min_severity: Option<Severity>,
    /// The least confidence of findings of rules or groups, in order: later ones go before earlier ones.
    pub thresholds: Vec<(String, f32)>,
    /// The least confidence of all findings, whatever `thresholds` say; those of rules that know none are shown.
    pub min_confidence: Option<f32>,
    /// Whether comments that keep nothing quiet are reported.
    pub report_unused: bool,
    /// What the house has settled for rules and suggestions.
    pub house: House,
    /// Terms that are accepted.
    pub terms: Arc<Terms>,
}

/// All of it: the cache tells findings of one selection from those of another by it.
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
    /// What runs one rule and, as far as can be, no other: what a comment keeps quiet is known only when all run.
    pub fn of_rule(meta: &Meta) -> Selection {
        match meta.group() {
            "morat" => Selection { report_unused: meta.strict, ..Selection::default() },
            _ => Selection { select: vec![meta.name.to_string()], ..Selection::default() },
        }
    }
}

/// What is settled for a rule.
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
    /// How much a name in settings stands for: less goes before more. 0: all rules; 1: a group; 2: a rule.
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

/// The problem with a name that is neither a rule nor a group: what is wrong, and the nearest rule or group.
pub fn unknown_rule(registry: &Registry, name: &str) -> Problem {
    let (vi, en) = match nearest(registry, name) {
        Some(near) => (format!("; ý bạn là “{near}”?"), format!("; did you mean “{near}”?")),
        None => ("; xem danh sách: morat rules".into(), "; see the list: morat rules".into()),
    };
    Problem::new(format!("không có quy tắc hay nhóm “{name}”{vi}"), format!("no rule or group “{name}”{en}"))
}

/// The rule or group whose name is most like one that there is not, by plain edit distance. People write names with marks and
/// spaces, and remember what a rule is called better than the group that it is in.
pub fn nearest(registry: &Registry, name: &str) -> Option<String> {
    let name = plain(name);
    let groups = registry.rules().iter().map(|meta| meta.group());
    nearest_of(registry.rules().iter().map(|meta| meta.name.as_ref()).chain(groups), &name).map(str::to_owned)
}

/// A name as rules have them: small letters without marks, and hyphens.
pub fn plain(name: &str) -> String {
    let letters = name.trim().nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let plain = letters.map(|c| match c {
        'đ' => 'd',
        '_' | ' ' => '-',
        c => c,
    });
    plain.collect()
}

/// Of the names that there are, the one most like one that there is not, if one is like it.
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
