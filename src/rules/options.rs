//! Options of rules that settings may set, beyond their level: the longest sentence, i or y.

use std::collections::BTreeMap;

use super::house_style::HouseStyle;
use super::meta::RuleId;
use crate::problem::Bilingual;
use crate::syllable::ToneStyle;

/// An option of a rule. The rule reads it by [`super::Findings::count`] or [`super::Findings::choice`].
#[derive(Debug)]
pub struct RuleOption {
    /// Its key in the rule's line of a settings file.
    pub name: &'static str,
    /// The type of its value.
    pub kind: OptionKind,
    /// What it does.
    pub doc: Bilingual,
}

/// The type of an option's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A number in a range.
    Count {
        /// The default.
        default: u32,
        /// The least value.
        least: u32,
        /// The greatest value.
        most: u32,
    },
    /// One of some words; the first one is the default.
    Choice {
        /// The words to choose from.
        choices: &'static [&'static str],
    },
}

impl OptionKind {
    /// The default and the other values, for the documentation: `60; 20–500`, `auto, i, y`.
    pub fn range(self) -> String {
        match self {
            OptionKind::Count { default, least, most } => format!("{default}; {least}–{most}"),
            OptionKind::Choice { choices } => choices.join(", "),
        }
    }
}

/// The value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OptionValue {
    /// Of [`OptionKind::Count`].
    Count(u32),
    /// Of [`OptionKind::Choice`]: the index of the word.
    Choice(usize),
}

/// House style: settings for all texts of a project.
#[derive(Clone, Debug, Default, Hash)]
pub struct House {
    /// The tone style of suggestions and of all other text; `None` for that of each text.
    pub tone_style: Option<ToneStyle>,
    /// Which of two right spellings to write; `None` if that is not settled.
    pub spelling: Option<HouseStyle>,
    options: BTreeMap<(RuleId, &'static str), OptionValue>,
}

impl House {
    /// Sets an option of a rule.
    pub fn set(&mut self, rule: RuleId, option: &RuleOption, value: OptionValue) {
        self.options.insert((rule, option.name), value);
    }

    pub(super) fn count(&self, rule: RuleId, option: &RuleOption) -> usize {
        let chosen = match (self.options.get(&(rule, option.name)), option.kind) {
            (Some(OptionValue::Count(count)), _) => *count,
            (_, OptionKind::Count { default, .. }) => default,
            (_, OptionKind::Choice { .. }) => 0,
        };
        chosen as usize
    }

    pub(super) fn choice(&self, rule: RuleId, option: &RuleOption) -> &'static str {
        let OptionKind::Choice { choices } = option.kind else { return "" };
        match self.options.get(&(rule, option.name)) {
            Some(OptionValue::Choice(index)) => choices.get(*index).copied().unwrap_or_default(),
            _ => choices[0],
        }
    }
}
