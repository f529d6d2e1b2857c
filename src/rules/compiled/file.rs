//! The format of a rule file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::problem::Problem;
use crate::rules::{Applicability, Bilingual, Example, GROUPS, Meta, Severity, TomlFault};
use crate::syllable::slip::SlipKind;

/// The names of kinds of slips in rule files.
pub const SLIPS: [(&str, SlipKind); 13] = [
    ("hoi-nga", SlipKind::HoiNga),
    ("s-x", SlipKind::SX),
    ("ch-tr", SlipKind::ChTr),
    ("d-gi-r", SlipKind::DGiR),
    ("l-n", SlipKind::LN),
    ("am-cuoi", SlipKind::AmCuoi),
    ("i-y", SlipKind::IY),
    ("thieu-dau", SlipKind::ThieuDau),
    ("nham-dau", SlipKind::NhamDau),
    ("go-phim", SlipKind::GoPhim),
    ("dinh-chu", SlipKind::DinhChu),
    ("tach-chu", SlipKind::TachChu),
    ("ngu-canh", SlipKind::NguCanh),
];

/// One file of declarative rules, read but not yet compiled.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// The path of the file.
    pub path: String,
    pub(super) body: Body,
}

/// The keys of a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    /// Defines a rule of this name …
    name: Option<String>,
    /// … or adds to one.
    rule: Option<String>,
    /// For pairs: the kind of confusion, for readers of the file.
    #[serde(default, rename = "class")]
    _class: Option<String>,
    severity: Option<Severity>,
    pub fix: Option<Applicability>,
    #[serde(default)]
    strict: bool,
    /// Among rules of a group that mark the same span, the one with the lowest number is reported.
    priority: Option<u16>,
    summary: Option<Bilingual>,
    pub why: Bilingual,
    /// What the rule deliberately does not report: for `explain` and the documentation, not for messages.
    leaves: Option<Bilingual>,
    authority: Option<Bilingual>,
    /// The message; `{sai}` stands for what was found and `{dung}` for the correction.
    pub message: Option<Bilingual>,
    #[serde(default)]
    wrong: Vec<[String; 2]>,
    #[serde(default)]
    right: Vec<String>,
    /// Right form → wrong forms.
    #[serde(default)]
    pub pairs: BTreeMap<String, Vec<Wrong>>,
    #[serde(default)]
    pub phrase: Vec<PhraseEntry>,
    /// Names, each with its only right capitals.
    #[serde(default, rename = "names")]
    pub name_list: Vec<NameEntry>,
    /// Whether the wrong forms of pairs and phrases are wrong by their capitals.
    #[serde(default)]
    pub case: bool,
    /// Words of two syllables and more that are right, though the speller may doubt them.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words behind which a wrong form of a pair or phrase of this file is right.
    #[serde(default)]
    pub not_behind: Vec<String>,
    /// Words before which it is right.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// The year from which on its phrases and patterns are wrong: where a text speaks of an earlier year, they are
    /// right.
    pub since: Option<u16>,
    #[serde(default)]
    pub pattern: Vec<PatternEntry>,
    /// The kind of slip that the speller reports under this rule.
    pub slip: Option<String>,
}

// `unless`, `because` and `safe` stand in each kind of entry: serde cannot take them together (`flatten`) and refuse fields that it
// does not know, and a macro for three structs is longer than they are.

/// A wrong form, with or without details.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Wrong {
    Plain(String),
    Full(WrongEntry),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrongEntry {
    pub wrong: String,
    /// Longer phrases that contain the wrong form and are right.
    #[serde(default)]
    pub unless: Vec<String>,
    pub because: Option<Bilingual>,
    #[serde(default = "yes")]
    pub safe: bool,
}

fn yes() -> bool {
    true
}

impl Wrong {
    pub fn entry(&self) -> WrongEntry {
        match self {
            Wrong::Plain(wrong) => WrongEntry { wrong: wrong.clone(), unless: Vec::new(), because: None, safe: true },
            Wrong::Full(entry) => entry.clone(),
        }
    }
}

/// A phrase with its own suggestions and reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseEntry {
    pub wrong: Vec<String>,
    /// Corrections, best first; empty where only a person can say.
    pub right: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    pub because: Option<Bilingual>,
    #[serde(default = "yes")]
    pub safe: bool,
}

/// Names that are wrong in any other capitals, all capitals excepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameEntry {
    pub right: Vec<String>,
    /// Whether the name wholly in lower case is wrong, too; not if it is also a common word.
    #[serde(default = "yes")]
    pub small: bool,
    /// Longer phrases in which the words are no name.
    #[serde(default)]
    pub unless: Vec<String>,
    pub because: Option<Bilingual>,
    #[serde(default = "yes")]
    pub safe: bool,
}

/// A regular expression over the normalised text; the group `sai` is marked, or else the whole match.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternEntry {
    pub regex: String,
    /// Letters that stand in every match; or several alternatives. A line without them is not searched.
    #[serde(default)]
    pub near: Near,
    /// More letters that stand in every match: a line with `near` and without these is not searched either.
    #[serde(default)]
    pub with: String,
    /// Corrections of the marked part, with `$1` or `${name}` for groups.
    pub right: Vec<String>,
    pub because: Option<Bilingual>,
    #[serde(default = "yes")]
    pub safe: bool,
}

/// A reason, which is a clause in messages, as sentences, followed by what the rule does not report.
fn whole(why: &Bilingual, leaves: Option<&Bilingual>) -> Bilingual {
    let sentence = |clause: &str| {
        let mut letters = clause.trim_end_matches('.').chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters.as_str().chars()).chain(['.']).collect::<String>()
    };
    let both = |why: &str, leaves: Option<&str>| {
        leaves.map_or_else(|| sentence(why), |leaves| format!("{} {}", sentence(why), sentence(leaves)))
    };
    Bilingual::new(both(&why.vi, leaves.map(|text| &*text.vi)), both(&why.en, leaves.map(|text| &*text.en)))
}

/// What stands for a digit in letters near a pattern.
const DIGIT: &str = "\\d";

/// One sequence of letters, or several alternatives.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Near {
    One(String),
    Any(Vec<String>),
}

impl Default for Near {
    fn default() -> Near {
        Near::Any(Vec::new())
    }
}

impl Near {
    /// The alternatives, without empty ones. One `\d` stands for each of the ten digits.
    pub fn rows(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let rows = match self {
            Near::One(row) => std::slice::from_ref(row),
            Near::Any(rows) => rows,
        };
        rows.iter().filter(|row| !row.is_empty()).flat_map(|row| {
            let digits = if row.contains(DIGIT) { '0'..='9' } else { '0'..='0' };
            digits.map(|digit| match row.contains(DIGIT) {
                true => Cow::Owned(row.replacen(DIGIT, digit.encode_utf8(&mut [0; 4]), 1)),
                false => Cow::Borrowed(row.as_str()),
            })
        })
    }
}

/// A text with a control character, if there is one: texts of rules are printed.
fn commanding(value: &toml::Value) -> Option<&str> {
    match value {
        toml::Value::String(text) => {
            let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
            Some(text.as_str()).filter(|text| text.contains(commands))
        }
        toml::Value::Array(items) => items.iter().find_map(commanding),
        toml::Value::Table(entries) => entries.iter().find_map(|(_, value)| commanding(value)),
        _ => None,
    }
}

impl RuleFile {
    /// Parses the text of a file.
    ///
    /// # Errors
    /// With line and column, if it is no TOML or not of this format, or has control characters, for texts of rules are
    /// printed.
    pub fn read(path: &str, text: &str) -> Result<RuleFile, Problem> {
        let file = RuleFile::of(path, text)?;
        let table = text.parse::<toml::Table>().map(toml::Value::Table).ok();
        match table.as_ref().and_then(commanding) {
            Some(part) => {
                let part = part.escape_debug().to_string();
                Err(file.error(
                    format!("có ký tự điều khiển trong “{part}”; trong biểu thức hãy viết \\x{{…}}"),
                    format!("a control character in “{part}”; in an expression write \\x{{…}}"),
                ))
            }
            None => Ok(file),
        }
    }

    fn of(path: &str, text: &str) -> Result<RuleFile, Problem> {
        let body: Body = toml::from_str(text).map_err(|error| {
            let TomlFault { line, column, what } = TomlFault::new(text, &error);
            let message = Bilingual::new(
                format!("không đúng dạng của tệp quy tắc ở dòng {line}, cột {column}: {}", what.vi),
                format!("line {line}, column {column}: {}", what.en),
            );
            Problem::from(message).in_file(path)
        })?;
        let file = RuleFile { path: path.to_owned(), body };
        match (&file.body.name, &file.body.rule) {
            (Some(_), None) if file.body.summary.is_none() => Err(file.error("quy tắc cần có summary", "a rule needs a summary")),
            (None, Some(_)) if file.defines_more() => Err(file.error(
                "severity, strict, priority, summary, leaves, authority, wrong và right là việc của tệp đặt ra quy tắc",
                "severity, strict, priority, summary, leaves, authority, wrong and right belong to the file that defines the rule",
            )),
            (Some(_), None) | (None, Some(_)) => Ok(file),
            _ => Err(file.error("mỗi tệp có hoặc `name` (đặt ra quy tắc) hoặc `rule` (bổ sung cho một quy tắc)", "a file has either `name` (it defines a rule) or `rule` (it adds to one)")),
        }
    }

    /// The pairs of the file, as (wrong form, right form), in the order of the right forms.
    pub fn pairs(&self) -> impl Iterator<Item = (String, &str)> {
        self.body
            .pairs
            .iter()
            .flat_map(|(right, wrongs)| wrongs.iter().map(move |wrong| (wrong.entry().wrong, right.as_str())))
    }

    /// Whether it has keys that only a defining file may have: they would go unread.
    fn defines_more(&self) -> bool {
        let body = &self.body;
        body.severity.is_some()
            || body.strict
            || body.priority.is_some()
            || body.summary.is_some()
            || body.authority.is_some()
            || body.leaves.is_some()
            || !body.wrong.is_empty()
            || !body.right.is_empty()
    }

    /// The error for an unknown rule.
    pub(super) fn no_rule(&self) -> Problem {
        self.error(format!("không có quy tắc {}", self.rule()), format!("no rule {}", self.rule()))
    }

    /// Checks the name of a rule.
    ///
    /// # Errors
    /// If the file defines a rule whose name is not `group/slug` with a known group.
    pub(in crate::rules) fn names_no_other_group(&self) -> Result<(), Problem> {
        let Some(name) = &self.body.name else { return Ok(()) };
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let known = |group: &str| group != "morat" && GROUPS.iter().any(|(known, _)| *known == group);
        match name.split_once('/') {
            Some((group, slug)) if known(group) && plain(slug) => Ok(()),
            _ => {
                let groups: Vec<&str> =
                    GROUPS.iter().map(|(group, _)| *group).filter(|group| *group != "morat").collect();
                let groups = groups.join(", ");
                Err(self.error(
                    format!("tên “{name}” phải có dạng nhóm/ten-khong-dau; nhóm là một trong: {groups}"),
                    format!("the name “{name}” has to be group/plain-slug, with one of the groups {groups}"),
                ))
            }
        }
    }

    pub(in crate::rules) fn error(&self, vi: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem::new(vi.into(), en.into()).in_file(&self.path)
    }

    /// The name of the rule that the file defines or adds to.
    pub fn rule(&self) -> &str {
        self.body.name.as_deref().or(self.body.rule.as_deref()).unwrap_or_default()
    }

    /// The priority of its rule, if the file gives one: lower numbers go first.
    pub fn priority(&self) -> Option<u16> {
        self.body.priority
    }

    /// Whether it defines a rule, and does not only add to one.
    pub fn defines(&self) -> bool {
        self.body.name.is_some()
    }

    /// Whether it names a kind of slip.
    pub(in crate::rules) fn names_slip(&self) -> bool {
        self.body.slip.is_some()
    }

    /// The rule, if the file defines one.
    pub(in crate::rules) fn meta(&self) -> Option<Meta> {
        let body = &self.body;
        let example =
            |[text, fixed]: &[String; 2]| Example { text: Cow::Owned(text.clone()), fixed: Cow::Owned(fixed.clone()) };
        Some(Meta {
            name: Cow::Owned(body.name.clone()?),
            severity: body.severity.unwrap_or(Severity::Warning),
            fix: body.fix.unwrap_or(Applicability::Unsafe),
            strict: body.strict,
            summary: body.summary.clone()?,
            why: whole(&body.why, body.leaves.as_ref()),
            authority: body.authority.clone(),
            wrong: body.wrong.iter().map(example).collect(),
            right: body.right.iter().map(|text| Cow::Owned(text.clone())).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_near_a_pattern_is_any_digit() {
        let rows = |near: Near| near.rows().map(Cow::into_owned).collect::<Vec<_>>();
        assert_eq!(rows(Near::Any(vec!["%".into(), String::new()])), ["%"]);
        let rows = rows(Near::One("\\d -".into()));
        assert_eq!((rows.len(), &*rows[0], &*rows[9]), (10, "0 -", "9 -"));
    }

    #[test]
    fn a_faulty_file_is_named_with_its_line() {
        let error = RuleFile::read("x.toml", "name = \"a/b\"\nwhi = 1\n").unwrap_err().to_string();
        assert!(error.starts_with("x.toml: ") && error.contains("line 2") && error.contains("whi"), "{error}");
        let both = "name = \"a/b\"\nrule = \"a/b\"\nwhy = { vi = \"\", en = \"\" }\n";
        assert!(RuleFile::read("x.toml", both).unwrap_err().to_string().contains("either"));
        let painted =
            "name = \"a/b\"\nsummary = { vi = \"a\\u001B[31m\", en = \"a\" }\nwhy = { vi = \"\", en = \"\" }\n";
        let error = RuleFile::read("x.toml", painted).unwrap_err().to_string();
        assert!(error.contains("control character") && !error.contains('\u{1B}'), "{error}");
        let unread = "rule = \"a/b\"\nright = [\"x\"]\nwhy = { vi = \"\", en = \"\" }\n";
        assert!(RuleFile::read("x.toml", unread).unwrap_err().to_string().contains("belong to"));
    }
}
