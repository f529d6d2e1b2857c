//! What a rule says of itself.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::problem::Bilingual;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of style.
    Info,
    /// Most probably wrong, or wrong by one authority.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The severity of a finding that is right with this probability, of a rule that knows it.
    pub(crate) fn of_confidence(sure: f32) -> Severity {
        match sure {
            _ if sure >= 0.9 => Severity::Error,
            _ if sure >= 0.6 => Severity::Warning,
            _ => Severity::Info,
        }
    }

    /// The severity of this name.
    pub fn of_name(name: &str) -> Option<Severity> {
        [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.name() == name)
    }

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Whether a fix may be applied without being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// It changes no meaning: `morat fix` applies it.
    Safe,
    /// It may change what is meant: `morat fix --unsafe` applies it.
    Unsafe,
}

/// A wrong text and what it becomes when the first suggestion of every finding is taken; equal to `text` for a rule that
/// only points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text with the mistake.
    pub text: Cow<'static, str>,
    /// The text put right.
    pub fixed: Cow<'static, str>,
}

impl Example {
    /// A wrong text and its right form.
    pub const fn new(text: &'static str, fixed: &'static str) -> Example {
        Example { text: Cow::Borrowed(text), fixed: Cow::Borrowed(fixed) }
    }
}

/// All that a rule says of itself: `morat rules`, `morat explain` and the tests read this and nothing else.
#[derive(Clone, Debug)]
pub struct Meta {
    /// `group/slug`, Vietnamese without marks; stable for ever.
    pub name: Cow<'static, str>,
    /// How grave its findings are.
    pub severity: Severity,
    /// Whether its fixes are safe as a rule; a finding may say less.
    pub fix: Applicability,
    /// Off unless asked for, by `--strict` or by name.
    pub strict: bool,
    /// What it finds, in one line.
    pub summary: Bilingual,
    /// Why that is wrong, and what the rule deliberately leaves alone.
    pub why: Bilingual,
    /// The decree, decision or dictionary that says so.
    pub authority: Option<Bilingual>,
    /// Texts that it marks.
    pub wrong: Cow<'static, [Example]>,
    /// Texts that it leaves alone.
    pub right: Cow<'static, [Cow<'static, str>]>,
}

/// The groups with their titles, in the order of the table of rules.
pub const GROUPS: &[(&str, Bilingual)] = &[
    ("chinh-ta", Bilingual::fixed("Chính tả", "Spelling")),
    ("dau-cau", Bilingual::fixed("Dấu câu và khoảng trắng", "Punctuation and spacing")),
    ("viet-hoa", Bilingual::fixed("Viết hoa", "Capital letters")),
    ("nhat-quan", Bilingual::fixed("Nhất quán trong một bài", "Consistency within a document")),
    ("ngu-phap", Bilingual::fixed("Ngữ pháp", "Grammar")),
    ("van-phong", Bilingual::fixed("Văn phong", "Style")),
    ("so-lieu", Bilingual::fixed("Số liệu, ngày tháng, đơn vị", "Numbers, dates, units")),
    ("ky-tu", Bilingual::fixed("Ký tự và bảng mã", "Characters and encoding")),
    ("morat", Bilingual::fixed("Chú thích dành cho morat", "Comments that speak to morat")),
    ("rieng", Bilingual::fixed("Quy tắc riêng của dự án", "Rules of the project's own")),
];

impl Meta {
    /// The part of the name before the slash.
    pub fn group(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// The title of its group; `None` if the group is not one of the house.
    #[cfg(feature = "training")]
    pub fn group_title(&self) -> Option<&'static Bilingual> {
        GROUPS.iter().find(|(group, _)| *group == self.group()).map(|(_, title)| title)
    }
}

/// A rule by its place in the registry. The lower of two that mark the same place in one group is the one that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RuleId(pub(super) u16);

impl RuleId {
    /// Its index in [`super::Registry::rules`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
