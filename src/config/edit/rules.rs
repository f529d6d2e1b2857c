//! Switches rules off in settings files: the level of a rule in the table `rules`, and not a byte elsewhere.

use jsonc_parser::cst::{CstInputValue, CstRootNode};
use toml_edit::{Document, InlineTable, Item, Table, Value};

use super::json::STRICT;
use super::toml::{after_line, at_end, headed, invalid, own_table};
use super::{EditError, SettingsFile};

/// The level of a rule that is switched off, and the key of it in a rule's own table.
const OFF: &str = "off";
const LEVEL: &str = "level";

/// The text of a settings file with a rule switched off in its table `rules`, which is created if it is missing.
///
/// # Errors
/// If the text is invalid, is no settings file, or has the rule in a form that cannot be edited.
pub fn turn_off(kind: SettingsFile, text: &str, rule: &str) -> Result<String, EditError> {
    let edited = match kind {
        SettingsFile::Terms => None,
        SettingsFile::Package => of_json(text, rule),
        SettingsFile::Morat | SettingsFile::Pyproject => of_toml(kind, text, rule)?,
    };
    // What was meant for the library may be something else to whoever reads the file.
    edited.filter(|edited| is_off(kind, edited, rule)).ok_or_else(|| {
        EditError::new(
            None,
            format!("không tắt được {rule} ở đây; hãy ghi \"{rule}\" = \"off\" trong bảng rules bằng tay"),
            format!("{rule} cannot be switched off here; please write \"{rule}\" = \"off\" in the table rules by hand"),
        )
    })
}

/// Whether a settings file switches this very rule off.
fn is_off(kind: SettingsFile, text: &str, rule: &str) -> bool {
    if kind == SettingsFile::Package {
        let json: Option<serde_json::Value> = serde_json::from_str(text).ok();
        let said = json.as_ref().map(|json| &json["morat"]["rules"][rule]);
        return said.is_some_and(|said| said == OFF || said[LEVEL] == OFF);
    }
    let Ok(document) = Document::parse(text) else { return false };
    let root = document.as_table();
    let morat = match kind {
        SettingsFile::Pyproject => root.get("tool").and_then(|tool| tool.get("morat")),
        _ => Some(document.as_item()),
    };
    let said = morat.and_then(|morat| morat.get("rules")).and_then(|rules| rules.get(rule));
    let is_off = |item: &Item| item.as_str() == Some(OFF);
    said.is_some_and(|said| is_off(said) || said.get(LEVEL).is_some_and(is_off))
}

fn of_json(text: &str, rule: &str) -> Option<String> {
    let off = || CstInputValue::String(OFF.to_owned());
    let root = CstRootNode::parse(text, &STRICT).ok()?;
    let rules = root.object_value()?.object_value_or_create("morat")?.object_value_or_create("rules")?;
    match rules.get(rule) {
        None => drop(rules.append(rule, off())),
        Some(said) => match said.object_value() {
            None => said.set_value(off()),
            Some(table) => match table.get(LEVEL) {
                Some(level) => level.set_value(off()),
                None => drop(table.append(LEVEL, off())),
            },
        },
    }
    Some(root.to_string())
}

fn of_toml(kind: SettingsFile, text: &str, rule: &str) -> Result<Option<String>, EditError> {
    let document = Document::parse(text).map_err(|error| invalid(text, &error))?;
    let root = document.as_table();
    let (table, header) = match kind {
        SettingsFile::Pyproject => match root.get("tool").and_then(|tool| tool.get("morat")) {
            None => (None, "[tool.morat.rules]"),
            Some(morat) => (Some(own_table(text, morat)?), "[tool.morat.rules]"),
        },
        _ => (Some(root), "[rules]"),
    };
    // A JSON string is a TOML string; a name of a rule has nothing that either escapes.
    let line = format!("{} = \"{OFF}\"", serde_json::Value::from(rule));
    Ok(match table.and_then(|table| table.get("rules")) {
        None => Some(at_end(text, &headed(text, header, &line)).filled(text, "")),
        Some(Item::Value(Value::InlineTable(rules))) => with_value(text, rules.span(), |value| set(value, rule)),
        Some(Item::Table(rules)) => in_table(text, rules, rule, &line),
        Some(_) => None,
    })
}

/// The text with a rule switched off in a table that has lines of its own.
fn in_table(text: &str, rules: &Table, rule: &str, line: &str) -> Option<String> {
    match rules.get(rule) {
        Some(Item::Value(Value::InlineTable(of_rule))) => with_value(text, of_rule.span(), |table| {
            table.insert(LEVEL, OFF.into());
        }),
        Some(Item::Value(said)) => {
            let span = said.span()?;
            Some(format!("{}\"{OFF}\"{}", &text[..span.start], &text[span.end..]))
        }
        Some(_) => None,
        None => {
            let values = rules.get_values();
            let last = values.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max();
            let prefix = if rules.is_dotted() { "rules." } else { "" };
            let header = rules.span().filter(|_| !rules.is_implicit() && !rules.is_dotted()).map(|span| span.end);
            Some(after_line(text, last.or(header)?, &format!("{prefix}{line}")).filled(text, ""))
        }
    }
}

/// Switches a rule off in an inline table of rules.
fn set(rules: &mut InlineTable, rule: &str) {
    match rules.get_mut(rule) {
        Some(Value::InlineTable(of_rule)) => drop(of_rule.insert(LEVEL, OFF.into())),
        _ => drop(rules.insert(rule, OFF.into())),
    }
}

/// The text with another inline table at a span.
fn with_value(
    text: &str,
    span: Option<std::ops::Range<usize>>,
    change: impl FnOnce(&mut InlineTable),
) -> Option<String> {
    let span = span?;
    let Ok(Value::InlineTable(mut table)) = text[span.clone()].parse() else { return None };
    change(&mut table);
    Some(format!("{}{table}{}", &text[..span.start], &text[span.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(kind: SettingsFile, text: &str) -> String {
        turn_off(kind, text, "chinh-ta/nham-lan").unwrap()
    }

    #[test]
    fn comments_and_order_stay() {
        use SettingsFile::{Morat, Package, Pyproject};
        for (kind, before, after) in [
            (Morat, "", "[rules]\n\"chinh-ta/nham-lan\" = \"off\"\n"),
            (
                Morat,
                "# nhà\nstrict = true # cả\n",
                "# nhà\nstrict = true # cả\n\n[rules]\n\"chinh-ta/nham-lan\" = \"off\"\n",
            ),
            (
                Morat,
                "[rules] # riêng\r\nb = \"off\" # b\r\na = \"off\"\r\n\r\n[[overrides]]\r\npaths = []\r\n",
                "[rules] # riêng\r\nb = \"off\" # b\r\na = \"off\"\r\n\"chinh-ta/nham-lan\" = \"off\"\r\n\r\n[[overrides]]\r\npaths = []\r\n",
            ),
            (Morat, "[rules]\n", "[rules]\n\"chinh-ta/nham-lan\" = \"off\"\n"),
            (
                Morat,
                "[rules]\n\"chinh-ta/nham-lan\" = \"info\" # ít thôi\n",
                "[rules]\n\"chinh-ta/nham-lan\" = \"off\" # ít thôi\n",
            ),
            (
                Morat,
                "rules.\"a/b\" = \"off\"\nstrict = true\n",
                "rules.\"a/b\" = \"off\"\nrules.\"chinh-ta/nham-lan\" = \"off\"\nstrict = true\n",
            ),
            (
                Morat,
                "[rules]\n\"chinh-ta/nham-lan\" = { level = \"info\", min-confidence = 0.5 }\n",
                "[rules]\n\"chinh-ta/nham-lan\" = { level = \"off\", min-confidence = 0.5 }\n",
            ),
            (
                Pyproject,
                "[tool.x]\na = 1\n",
                "[tool.x]\na = 1\n\n[tool.morat.rules]\n\"chinh-ta/nham-lan\" = \"off\"\n",
            ),
            (
                Package,
                "{\n  \"name\": \"x\",\n  \"morat\": {\n    \"rules\": {\n      \"a\": \"off\"\n    }\n  }\n}\n",
                "{\n  \"name\": \"x\",\n  \"morat\": {\n    \"rules\": {\n      \"a\": \"off\",\n      \"chinh-ta/nham-lan\": \"off\"\n    }\n  }\n}\n",
            ),
        ] {
            assert_eq!(off(kind, before), after);
        }
    }

    #[test]
    fn an_inline_table_keeps_its_line() {
        let text = off(SettingsFile::Morat, "rules = { \"a/b\" = \"off\" } # a\nstrict = true\n");
        assert!(text.contains("\"chinh-ta/nham-lan\" = \"off\"") && text.ends_with("# a\nstrict = true\n"), "{text}");
    }

    #[test]
    fn what_cannot_be_edited_is_told() {
        assert!(turn_off(SettingsFile::Morat, "rules = 1\n", "a/b").is_err());
        assert_eq!(turn_off(SettingsFile::Morat, "a = \n", "a/b").unwrap_err().line, Some(1));
        assert!(turn_off(SettingsFile::Terms, "phở\n", "a/b").is_err());
    }
}
