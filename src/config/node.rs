//! A settings file as a tree of values with line numbers, whether it is TOML or JSON.
//!
//! Reading goes through this tree and not through derived structs, because the usual mistakes in a settings file are a
//! wrong name or a wrong type of value, and the message has to tell the line and what was probably meant, in the user's
//! language.

use toml::de::{DeTable, DeValue};

use crate::problem::Problem;
use crate::rules::{Bilingual, TomlFault};

/// A value with its line number.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Raw,
    /// Its line, counted from 1.
    pub line: u32,
}

/// The values of TOML and JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// `true` or `false`.
    Switch(bool),
    /// A number without a fraction.
    Number(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys, each with its line number, and their values.
    Table(Vec<(String, u32, Node)>),
    /// A date or `null`: no key takes them.
    Other,
}

impl Raw {
    /// The name of the value's type, for error messages.
    pub fn kind(&self) -> Bilingual {
        match self {
            Raw::Switch(_) => Bilingual::fixed("true/false", "true/false"),
            Raw::Number(_) | Raw::Fraction(_) => Bilingual::fixed("một số", "a number"),
            Raw::Text(_) => Bilingual::fixed("một chuỗi", "a string"),
            Raw::List(_) => Bilingual::fixed("một danh sách", "a list"),
            Raw::Table(_) => Bilingual::fixed("một bảng", "a table"),
            Raw::Other => Bilingual::fixed("giá trị khác", "something else"),
        }
    }
}

/// Counts the lines up to ascending byte offsets.
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn of(&self, offset: usize) -> u32 {
        let before = &self.0.as_bytes()[..offset.min(self.0.len())];
        1 + memchr::memchr_iter(b'\n', before).count() as u32
    }
}

impl Node {
    /// Parses a TOML text.
    ///
    /// # Errors
    /// If it is invalid: with the line.
    pub fn of_toml(path: &str, text: &str) -> Result<Node, Problem> {
        let lines = Lines(text);
        let table = DeTable::parse(text).map_err(|error| {
            let TomlFault { line, column, what } = TomlFault::new(text, &error);
            Problem::at(
                path,
                Some(line),
                format!("TOML viết sai ở cột {column}: {}", what.vi),
                format!("not valid TOML in column {column}: {}", what.en),
            )
        })?;
        Ok(of_table(table.get_ref(), 1, &lines))
    }

    /// Parses a JSON text, in which comments are allowed.
    ///
    /// # Errors
    /// If it is invalid: with the line.
    pub fn of_json(path: &str, text: &str) -> Result<Node, Problem> {
        let lines = Lines(text);
        let parsed = jsonc_parser::parse_to_ast(text, &Default::default(), &Default::default());
        let broken = |line: Option<u32>, what: &str| {
            Problem::at(path, line, format!("JSON viết sai: {what}"), format!("not valid JSON: {what}"))
        };
        let parsed = parsed.map_err(|error| broken(Some(lines.of(error.range().start)), &error.kind().to_string()))?;
        let value = parsed.value.ok_or_else(|| broken(None, "empty"))?;
        Ok(of_json(&value, &lines))
    }

    /// The value of a key; `None` if this is no table or does not have it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Raw::Table(entries) = &self.value else { return None };
        entries.iter().find(|(name, ..)| name == key).map(|(.., value)| value)
    }
}

fn of_table(table: &DeTable<'_>, line: u32, lines: &Lines<'_>) -> Node {
    let mut entries: Vec<(usize, String, u32, Node)> = table
        .iter()
        .map(|(key, value)| {
            let at = key.span().start;
            (
                at,
                key.get_ref().to_string(),
                lines.of(at),
                of_value(value.get_ref(), lines.of(value.span().start), lines),
            )
        })
        .collect();
    // The order of the file: the map may have another.
    entries.sort_by_key(|(at, ..)| *at);
    let entries = entries.into_iter().map(|(_, name, line, value)| (name, line, value)).collect();
    Node { value: Raw::Table(entries), line }
}

fn of_value(value: &DeValue<'_>, line: u32, lines: &Lines<'_>) -> Node {
    let value = match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Raw::Other, Raw::Number)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Raw::Other, Raw::Fraction),
        DeValue::Boolean(on) => Raw::Switch(*on),
        DeValue::Datetime(_) => Raw::Other,
        DeValue::Array(list) => {
            Raw::List(list.iter().map(|item| of_value(item.get_ref(), lines.of(item.span().start), lines)).collect())
        }
        DeValue::Table(table) => return of_table(table, line, lines),
    };
    Node { value, line }
}

fn of_json(value: &jsonc_parser::ast::Value<'_>, lines: &Lines<'_>) -> Node {
    use jsonc_parser::ast::Value;
    use jsonc_parser::common::Ranged;
    let line = lines.of(value.start());
    let value = match value {
        Value::StringLit(text) => Raw::Text(text.value.to_string()),
        Value::NumberLit(number) => match number.value.parse() {
            Ok(whole) => Raw::Number(whole),
            Err(_) => number.value.parse().map_or(Raw::Other, Raw::Fraction),
        },
        Value::BooleanLit(on) => Raw::Switch(on.value),
        Value::NullKeyword(_) => Raw::Other,
        Value::Array(list) => Raw::List(list.elements.iter().map(|item| of_json(item, lines)).collect()),
        Value::Object(object) => {
            let entry = |entry: &jsonc_parser::ast::ObjectProp<'_>| {
                (entry.name.as_str().to_owned(), lines.of(entry.start()), of_json(&entry.value, lines))
            };
            Raw::Table(object.properties.iter().map(entry).collect())
        }
    };
    Node { value, line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_and_json_give_one_tree_but_for_lines() {
        let toml =
            "profile = \"chung\"\nwords = [\n  \"a\",\n  \"b\",\n]\n[rules]\nx = { level = \"off\", n = 3, f = 0.5 }\n";
        let json = "{\"profile\": \"chung\",\n\"words\": [\"a\", \"b\"],\n\"rules\": {\"x\": {\"level\": \"off\", \"n\": 3, \"f\": 0.5}}}";
        let one = Node::of_toml("a", toml).unwrap();
        let two = Node::of_json("a", json).unwrap();
        fn bare(node: &Node) -> String {
            match &node.value {
                Raw::List(list) => list.iter().map(bare).collect::<Vec<_>>().join(" "),
                Raw::Table(entries) => entries
                    .iter()
                    .map(|(name, _, value)| format!("{name}={}", bare(value)))
                    .collect::<Vec<_>>()
                    .join(","),
                other => format!("{other:?}"),
            }
        }
        assert_eq!(bare(&one), bare(&two));
        let Raw::List(words) = &one.get("words").unwrap().value else { panic!() };
        assert_eq!(words.iter().map(|word| word.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(two.get("rules").unwrap().line, 3);
    }

    #[test]
    fn what_is_neither_is_refused_with_its_line() {
        let error = Node::of_toml("morat.toml", "a = 1\nb = = 2\n").unwrap_err();
        assert!(error.to_string().starts_with("morat.toml:2: "), "{error}");
        let error = Node::of_json("package.json", "{\n\"a\": 1,\n\"b\": x}").unwrap_err();
        assert!(error.to_string().starts_with("package.json:3: "), "{error}");
    }
}
