//! The settings of one file, or of the flags of one run, checked against the table of keys.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::hint::hint;
use super::keys::{self, KEYS, Key, ValueType};
use super::node::{Node, Raw};
use crate::linter::{Level, nearest_of};
use crate::problem::Problem;

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The path as it is shown, or the name of a flag.
    pub file: Arc<str>,
    /// The line, counted from 1, if it is in a file.
    pub line: Option<u32>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// A value with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Said<T> {
    /// Whether it comes from a flag.
    pub fn is_of_flag(&self) -> bool {
        self.origin.line.is_none()
    }

    /// A problem at this origin.
    pub fn error(&self, vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Problem {
        Problem::at(&*self.origin.file, self.origin.line, vi, en)
    }
}

/// The value of a key; `None` for a key that is not in the map, but for the false positives of the filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Of [`ValueType::Switch`].
    Switch(bool),
    /// Of [`ValueType::Text`], [`ValueType::Path`] and [`ValueType::Choice`], and a word of [`ValueType::ChoiceOrNames`].
    Text(String),
    /// Of all lists.
    Texts(Vec<Said<String>>),
    /// Of [`ValueType::Rules`].
    Rules(Vec<RuleLine>),
}

/// The settings of a rule or a group.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleLine {
    /// The rule or group.
    pub name: Said<String>,
    /// Whether it runs, and its severity; `None` for the default.
    pub level: Option<Level>,
    /// The least confidence of its findings, from 0 to 1.
    pub min_confidence: Option<f32>,
    /// Options of the rule by name.
    pub options: Vec<(Said<String>, Raw)>,
}

/// Settings for files that match globs.
#[derive(Clone, Debug)]
pub struct Override {
    /// The globs.
    pub paths: Vec<Said<String>>,
    /// The settings for those files.
    pub layer: Layer,
}

/// The settings of one file.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The folder that its paths and globs are relative to.
    pub folder: PathBuf,
    /// The values by name of the key.
    pub values: BTreeMap<&'static str, Said<Value>>,
    /// Settings for some files only.
    pub overrides: Vec<Override>,
}

impl Layer {
    /// Reads a tree of values. `file` is the name that error messages and `config show` use.
    ///
    /// # Errors
    /// The first unknown key, with the nearest known one, or the first value of a wrong type.
    pub fn read(file: &str, folder: PathBuf, tree: &Node) -> Result<Layer, Problem> {
        let file: Arc<str> = file.into();
        Reader { file }.table(folder, tree, false)
    }

    /// The value of a key, if this layer has it.
    pub fn get(&self, key: &str) -> Option<&Said<Value>> {
        self.values.get(key)
    }

    /// Sets a value that comes from a flag.
    pub fn say(&mut self, key: &'static str, flag: &str, value: Value) {
        debug_assert!(keys::find(key).is_some(), "{key}");
        let origin = Origin { file: flag.into(), line: None };
        self.values.insert(key, Said { value, origin });
    }
}

struct Reader {
    file: Arc<str>,
}

impl Reader {
    fn said<T>(&self, value: T, line: u32) -> Said<T> {
        Said { value, origin: Origin { file: Arc::clone(&self.file), line: Some(line) } }
    }

    fn error(&self, line: u32, vi: String, en: String) -> Problem {
        Problem::at(&*self.file, Some(line), vi, en)
    }

    /// The error for a value of a wrong type.
    fn wrong(&self, name: &str, node: &Node, [vi, en]: [&str; 2]) -> Problem {
        let is = node.value.kind();
        self.error(
            node.line,
            format!("“{name}” phải là {vi}, không phải {}", is.vi),
            format!("“{name}” has to be {en}, not {}", is.en),
        )
    }

    fn table(&self, folder: PathBuf, tree: &Node, in_override: bool) -> Result<Layer, Problem> {
        let Raw::Table(entries) = &tree.value else {
            return Err(self.wrong("morat", tree, ["một bảng", "a table"]));
        };
        let mut layer = Layer { folder, ..Layer::default() };
        let known = |key: &&Key| !in_override || key.in_override;
        for (name, line, node) in entries {
            let Some(key) = keys::find(name).filter(known) else {
                if in_override && name == "paths" {
                    continue;
                }
                let near = nearest_of(KEYS.iter().filter(known).map(|key| key.name), name);
                let (vi, en) = hint(near);
                let here = match in_override {
                    true => (" trong “overrides”", " in “overrides”"),
                    false => ("", ""),
                };
                return Err(self.error(
                    *line,
                    format!("không có khóa “{name}”{}{vi}", here.0),
                    format!("no key “{name}”{}{en}", here.1),
                ));
            };
            if key.kind == ValueType::Overrides {
                layer.overrides = self.overrides(&layer.folder, node)?;
            } else {
                let value = self.value(key, node)?;
                layer.values.insert(key.name, self.said(value, *line));
            }
        }
        Ok(layer)
    }

    fn value(&self, key: &Key, node: &Node) -> Result<Value, Problem> {
        let name = key.name;
        Ok(match (key.kind, &node.value) {
            (ValueType::Switch, Raw::Switch(on)) => Value::Switch(*on),
            (ValueType::Switch, _) => return Err(self.wrong(name, node, ["true hoặc false", "true or false"])),
            (ValueType::Choice(choices), Raw::Text(text)) if choices.contains(&text.as_str()) => {
                Value::Text(text.clone())
            }
            (ValueType::Choice(choices), _) => {
                let choices = choices.join(", ");
                return Err(self.error(
                    node.line,
                    format!("“{name}” nhận một trong các giá trị: {choices}"),
                    format!("“{name}” takes one of: {choices}"),
                ));
            }
            (ValueType::ChoiceOrNames(choices), Raw::Text(text)) if choices.contains(&text.as_str()) => {
                Value::Text(text.clone())
            }
            (ValueType::ChoiceOrNames(_), Raw::List(_)) => Value::Texts(self.texts(name, node)?),
            (ValueType::ChoiceOrNames(choices), _) => {
                let choices = choices.join(", ");
                return Err(self.error(
                    node.line,
                    format!("“{name}” nhận một trong các giá trị: {choices}, hoặc một danh sách"),
                    format!("“{name}” takes one of: {choices}, or a list"),
                ));
            }
            (ValueType::Text | ValueType::Path, Raw::Text(text)) => Value::Text(text.clone()),
            (ValueType::Text | ValueType::Path, _) => return Err(self.wrong(name, node, ["một chuỗi", "a string"])),
            (ValueType::Paths, Raw::Text(text)) => Value::Texts(vec![self.said(text.clone(), node.line)]),
            (ValueType::Texts | ValueType::Names | ValueType::Paths | ValueType::Globs | ValueType::MoreGlobs, _) => {
                Value::Texts(self.texts(name, node)?)
            }
            (ValueType::Rules, _) => Value::Rules(self.rules(node)?),
            (ValueType::Overrides, _) => Value::Texts(Vec::new()),
        })
    }

    fn texts(&self, name: &str, node: &Node) -> Result<Vec<Said<String>>, Problem> {
        let wanted = ["một danh sách chuỗi", "a list of strings"];
        let Raw::List(items) = &node.value else { return Err(self.wrong(name, node, wanted)) };
        let text = |item: &Node| match &item.value {
            Raw::Text(text) => Ok(self.said(text.clone(), item.line)),
            _ => Err(self.wrong(name, item, wanted)),
        };
        items.iter().map(text).collect()
    }

    fn overrides(&self, folder: &std::path::Path, node: &Node) -> Result<Vec<Override>, Problem> {
        let wanted = ["một danh sách bảng: [[overrides]]", "a list of tables: [[overrides]]"];
        let Raw::List(items) = &node.value else { return Err(self.wrong("overrides", node, wanted)) };
        let one = |item: &Node| {
            let layer = self.table(folder.to_owned(), item, true)?;
            let paths = item.get("paths").ok_or_else(|| {
                self.error(
                    item.line,
                    "mỗi mục của “overrides” cần “paths”".into(),
                    "an entry of “overrides” needs “paths”".into(),
                )
            })?;
            Ok(Override { paths: self.texts("paths", paths)?, layer })
        };
        items.iter().map(one).collect()
    }

    fn rules(&self, node: &Node) -> Result<Vec<RuleLine>, Problem> {
        let Raw::Table(entries) = &node.value else {
            return Err(self.wrong("rules", node, ["một bảng: [rules]", "a table: [rules]"]));
        };
        let rule = |(name, line, node): &(String, u32, Node)| {
            let mut rule = RuleLine {
                name: self.said(name.clone(), *line),
                level: None,
                min_confidence: None,
                options: Vec::new(),
            };
            match &node.value {
                Raw::Table(entries) => {
                    for (key, line, node) in entries {
                        match key.as_str() {
                            "level" => rule.level = Some(self.level(node)?),
                            "min-confidence" => rule.min_confidence = Some(self.confidence(node)?),
                            _ => rule.options.push((self.said(key.clone(), *line), node.value.clone())),
                        }
                    }
                }
                _ => rule.level = Some(self.level(node)?),
            }
            Ok(rule)
        };
        let mut rules = entries.iter().map(rule).collect::<Result<Vec<_>, Problem>>()?;
        // A rule's own line goes before its group's, whichever stands first.
        rules.sort_by_key(|rule| Level::reach(&rule.name.value));
        Ok(rules)
    }

    fn level(&self, node: &Node) -> Result<Level, Problem> {
        let level = match &node.value {
            Raw::Text(text) => Level::try_from(text.clone()).ok(),
            _ => None,
        };
        level.ok_or_else(|| {
            self.error(
                node.line,
                "mức của quy tắc là một trong: off, on, info, warning, error".into(),
                "the level of a rule is one of: off, on, info, warning, error".into(),
            )
        })
    }

    fn confidence(&self, node: &Node) -> Result<f32, Problem> {
        let number = match node.value {
            Raw::Number(number) => number as f64,
            Raw::Fraction(number) => number,
            _ => f64::NAN,
        };
        if (0.0..=1.0).contains(&number) {
            return Ok(number as f32);
        }
        Err(self.error(
            node.line,
            "“min-confidence” là một số từ 0 đến 1".into(),
            "“min-confidence” is a number from 0 to 1".into(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Layer, Problem> {
        Layer::read("morat.toml", PathBuf::new(), &Node::of_toml("morat.toml", text)?)
    }

    #[test]
    fn every_example_of_the_table_is_read() {
        for key in KEYS {
            let layer = read(&format!("{} = {}\n", key.name, key.example)).unwrap();
            assert!(layer.get(key.name).is_some() != (key.kind == ValueType::Overrides), "{}", key.name);
            assert_eq!(layer.overrides.len(), usize::from(key.kind == ValueType::Overrides));
            let default =
                read(&if key.default.is_empty() { String::new() } else { format!("{} = {}\n", key.name, key.default) });
            assert_eq!(default.unwrap().get(key.name).is_some(), !key.default.is_empty());
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_was_meant() {
        for (text, expected) in [
            ("profil = \"chung\"", "morat.toml:1: no key “profil”; did you mean “profile”?"),
            ("\n\nstrict = 3", "morat.toml:3: “strict” has to be true or false, not a number"),
            ("words = [\"a\",\n 3]", "morat.toml:2: “words” has to be a list of strings, not a number"),
            ("tone-style = \"hoa\"", "morat.toml:1: “tone-style” takes one of: auto, hòa, hoà"),
            ("[rules]\n\"a/b\" = \"loud\"", "morat.toml:2: the level of a rule is one of"),
            ("[rules]\n\"a/b\" = { min-confidence = 2 }", "morat.toml:2: “min-confidence” is a number from 0 to 1"),
            ("[[overrides]]\nstrict = true", "morat.toml:1: an entry of “overrides” needs “paths”"),
            ("[[overrides]]\npaths = []\nexclude = []", "morat.toml:3: no key “exclude” in “overrides”"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn a_rule_goes_before_its_group() {
        let layer =
            read("[rules]\n\"chinh-ta/am-tiet\" = \"on\"\nchinh-ta = \"off\"\nall = { level = \"info\", x = 1 }")
                .unwrap();
        let Some(Said { value: Value::Rules(rules), .. }) = layer.get("rules") else { panic!() };
        let names: Vec<&str> = rules.iter().map(|rule| rule.name.value.as_str()).collect();
        assert_eq!(names, ["all", "chinh-ta", "chinh-ta/am-tiet"]);
        assert_eq!(rules[0].options.len(), 1);
    }
}
