//! The metadata of a rule.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::problem::Bilingual;

/// The severity of a finding.
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
    /// The severity of a finding with this probability of being right.
    pub(crate) fn of_confidence(sure: f32) -> Severity {
        match sure {
            _ if sure >= 0.9 => Severity::Error,
            _ if sure >= 0.6 => Severity::Warning,
            _ => Severity::Info,
        }
    }

    /// The severity with this name.
    pub fn of_name(name: &str) -> Option<Severity> {
        [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.name() == name)
    }

    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// It changes no meaning: `morat fix` applies it.
    Safe,
    /// It may change what is meant: `morat fix --unsafe` applies it.
    Unsafe,
}

/// A wrong text, and the text after applying the first suggestion of every finding; equal to `text` for a rule without
/// fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text with the mistake.
    pub text: Cow<'static, str>,
    /// The corrected text.
    pub fixed: Cow<'static, str>,
}

impl Example {
    /// A wrong text and its right form.
    pub const fn new(text: &'static str, fixed: &'static str) -> Example {
        Example { text: Cow::Borrowed(text), fixed: Cow::Borrowed(fixed) }
    }
}

/// The metadata of a rule: `morat rules`, `morat explain` and the tests read this and nothing else.
#[derive(Clone, Debug)]
pub struct Meta {
    /// `group/slug`, Vietnamese without diacritics; stable for ever.
    pub name: Cow<'static, str>,
    /// The severity of its findings.
    pub severity: Severity,
    /// Whether its fixes are safe in general; a single fix may be less so.
    pub fix: Applicability,
    /// Whether it is off by default, and on with `--strict` or by name.
    pub strict: bool,
    /// What it finds, in one line.
    pub summary: Bilingual,
    /// Why that is wrong, and what the rule deliberately does not report.
    pub why: Bilingual,
    /// The decree, decision or dictionary that says so.
    pub authority: Option<Bilingual>,
    /// Texts that it has to mark.
    pub wrong: Cow<'static, [Example]>,
    /// Texts that it must not mark.
    pub right: Cow<'static, [Cow<'static, str>]>,
}

/// The groups with their titles, in the order in which rules are listed.
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
    /// The name of its group, before the slash.
    pub fn group(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// The title of its group; `None` for an unknown group.
    #[cfg(feature = "training")]
    pub fn group_title(&self) -> Option<&'static Bilingual> {
        GROUPS.iter().find(|(group, _)| *group == self.group()).map(|(_, title)| title)
    }
}

/// The index of a rule in the registry. Of two rules of a group that mark the same span, the one with the lower id is
/// reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RuleId(pub(super) u16);

impl RuleId {
    /// Its index in [`super::Registry::rules`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
