//! The JSON schema of a settings file, with which editors complete and check it.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, ValueType};
use crate::rules::{GROUPS, OptionKind, Registry};
use crate::syllable::spellings;

/// The schema (draft 2020-12) for the rules of this version, as `schema/morat.schema.json` holds it.
pub fn schema(registry: &Registry) -> Value {
    let rules = rules(registry);
    let properties = |of: &dyn Fn(&Key) -> bool| -> Map<String, Value> {
        KEYS.iter().filter(|key| of(key)).map(|key| (key.name.to_owned(), property(key))).collect()
    };
    let mut in_override = properties(&|key| key.in_override);
    in_override.insert("paths".into(), json!({ "$ref": "#/$defs/texts" }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "morat.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(&|_| true),
        "$defs": {
            "texts": { "type": "array", "items": { "type": "string" } },
            "level": { "enum": ["off", "on", "info", "warning", "error"] },
            "confidence": { "type": "number", "minimum": 0, "maximum": 1 },
            "setting": {
                "anyOf": [
                    { "$ref": "#/$defs/level" },
                    {
                        "type": "object",
                        "additionalProperties": false,
                        "properties": {
                            "level": { "$ref": "#/$defs/level" },
                            "min-confidence": { "$ref": "#/$defs/confidence" },
                        },
                    },
                ],
            },
            // Rules of a project's own are none of these, so other names are let pass.
            "rules": { "type": "object", "properties": rules, "additionalProperties": { "$ref": "#/$defs/setting" } },
            "override": {
                "type": "object",
                "additionalProperties": false,
                "required": ["paths"],
                "properties": in_override,
            },
        },
    })
}

fn property(key: &Key) -> Value {
    let mut property = match key.kind {
        ValueType::Switch => json!({ "type": "boolean" }),
        ValueType::Choice(choices) => json!({ "enum": choices }),
        ValueType::ChoiceOrNames(choices) => {
            let known: Vec<&str> = choices.iter().copied().chain(spellings::forms()).collect();
            json!({ "anyOf": [{ "enum": choices }, { "type": "array", "items": { "enum": known } }] })
        }
        ValueType::Text | ValueType::Path => json!({ "type": "string" }),
        ValueType::Texts | ValueType::Names | ValueType::Globs | ValueType::MoreGlobs => {
            json!({ "$ref": "#/$defs/texts" })
        }
        ValueType::Paths => json!({ "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/texts" }] }),
        ValueType::Rules => json!({ "$ref": "#/$defs/rules" }),
        ValueType::Overrides => json!({ "type": "array", "items": { "$ref": "#/$defs/override" } }),
    };
    property["description"] = format!("{} · {}", key.doc.vi, key.doc.en).into();
    property
}

fn rules(registry: &Registry) -> Map<String, Value> {
    let setting = json!({ "$ref": "#/$defs/setting" });
    let groups = std::iter::once("all").chain(GROUPS.iter().map(|(group, _)| *group));
    let mut out: Map<String, Value> = groups.map(|group| (group.to_owned(), setting.clone())).collect();
    for meta in registry.rules() {
        let id = registry.find(&meta.name);
        let options = id.map_or_else(Vec::new, |id| registry.options(id));
        let described = |mut of: Value| {
            of["description"] = format!("{} · {}", meta.summary.vi, meta.summary.en).into();
            of
        };
        let value = if options.is_empty() {
            described(setting.clone())
        } else {
            let mut properties = json!({
                "level": { "$ref": "#/$defs/level" },
                "min-confidence": { "$ref": "#/$defs/confidence" },
            });
            for option in options {
                properties[option.name] = match option.kind {
                    OptionKind::Count { default, least, most } => {
                        json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
                    }
                    OptionKind::Choice { choices } => json!({ "enum": choices, "default": choices[0] }),
                };
                properties[option.name]["description"] = format!("{} · {}", option.doc.vi, option.doc.en).into();
            }
            let table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
            described(json!({ "anyOf": [{ "$ref": "#/$defs/level" }, table] }))
        };
        out.insert(meta.name.to_string(), value);
    }
    out
}
