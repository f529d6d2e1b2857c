//! What can be written next: commands and rules in a comment for morat, keys and rules in a settings file.

use std::ops::Range;

use crate::config::keys::{KEYS, Key, ValueType};
use crate::linter::{begun_comment, comment_commands};
use crate::problem::Lang;
use crate::rules::{GROUPS, Registry};

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written.
    pub text: String,
    /// What it is, in a line.
    pub about: String,
    /// The bytes that it replaces.
    pub range: Range<usize>,
    /// What kind of thing it is.
    pub kind: Kind,
}

/// A kind of thing that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command in a comment, or a value.
    Word,
    /// A rule or a group.
    Rule,
    /// A key of a settings file.
    Key,
}

/// What can be written at a byte offset of a text with prose.
pub fn in_text(text: &str, at: usize, registry: &Registry, lang: Lang) -> Vec<Offer> {
    let Some(said) = begun_comment(&text[..at]) else { return Vec::new() };
    let begun = said.rsplit([' ', ',', '\t', '\n']).next().unwrap_or_default();
    let range = at - begun.len()..at;
    let is_command = said.trim_start() == begun;
    if is_command {
        let command = |(vi, en): (&'static str, &'static str)| Offer {
            text: lang.pick(vi, en).to_owned(),
            about: lang.pick(en, vi).to_owned(),
            range: range.clone(),
            kind: Kind::Word,
        };
        return comment_commands().map(command).collect();
    }
    rules(registry, lang).map(|(text, about)| Offer { text, about, range: range.clone(), kind: Kind::Rule }).collect()
}

/// All rules and groups, each with what it is about.
fn rules(registry: &Registry, lang: Lang) -> impl Iterator<Item = (String, String)> {
    let groups = GROUPS.iter().map(move |(group, title)| ((*group).to_owned(), lang.of(title).to_owned()));
    let rules = registry.rules().iter().map(move |meta| (meta.name.to_string(), lang.of(&meta.summary).to_owned()));
    groups.chain(rules)
}

/// The table of a settings file in which a line stands.
enum Table {
    Top,
    Rules,
    Override,
    Other,
}

/// What can be written at a byte offset of a `morat.toml`.
pub fn in_settings(text: &str, at: usize, registry: &Registry, lang: Lang) -> Vec<Offer> {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    if line.trim_start().starts_with(['#', '[']) {
        return Vec::new();
    }
    let mut headers = before[..before.len() - line.len()].lines().map(str::trim).filter(|line| line.starts_with('['));
    let header = headers.next_back().map(|header| header.split('#').next().unwrap_or_default().trim());
    let table = match header {
        None => Table::Top,
        Some("[rules]" | "[overrides.rules]") => Table::Rules,
        Some("[[overrides]]") => Table::Override,
        Some(_) => Table::Other,
    };
    match (line.split_once('='), table) {
        (None, Table::Top) => keys(line, at, lang, |_| true),
        (None, Table::Override) => keys(line, at, lang, |key| key.in_override),
        (None, Table::Rules) => {
            // A name has a slash, so it stands in quotes; they are replaced with it.
            let begun = line.trim_start();
            let closing = usize::from(begun.starts_with('"') && text[at..].starts_with('"'));
            let range = at - begun.len()..at + closing;
            let offer =
                |(name, about)| Offer { text: format!("\"{name}\""), about, range: range.clone(), kind: Kind::Rule };
            rules(registry, lang).map(offer).collect()
        }
        (Some((_, value)), Table::Rules) => values(value, at, &["off", "on", "info", "warning", "error"], text),
        (Some((key, value)), Table::Top | Table::Override) => {
            let key = KEYS.iter().find(|known| known.name == key.trim());
            match key.map(|key| key.kind) {
                Some(ValueType::Choice(choices) | ValueType::ChoiceOrNames(choices)) => {
                    values(value, at, choices, text)
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn keys(line: &str, at: usize, lang: Lang, fits: impl Fn(&Key) -> bool) -> Vec<Offer> {
    let range = at - line.trim_start().len()..at;
    let offer = |key: &Key| Offer {
        text: key.name.to_owned(),
        about: lang.of(&key.doc).to_owned(),
        range: range.clone(),
        kind: Kind::Key,
    };
    KEYS.iter().filter(|key| fits(key)).map(offer).collect()
}

/// Words that a value can be, where one has been begun, with or without its quotes.
fn values(value: &str, at: usize, choices: &[&str], text: &str) -> Vec<Offer> {
    let begun = value.rsplit([',', '[', ' ']).next().unwrap_or_default();
    if begun.matches('"').count() > 1 || begun.contains('{') {
        return Vec::new();
    }
    let closing = usize::from(begun.starts_with('"') && text[at..].starts_with('"'));
    let range = at - begun.len()..at + closing;
    let offer = |choice: &&str| Offer {
        text: format!("\"{choice}\""),
        about: String::new(),
        range: range.clone(),
        kind: Kind::Word,
    };
    choices.iter().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered at the `|`, as the text would be with it; the first few.
    fn offered(text: &str, of: fn(&str, usize, &Registry, Lang) -> Vec<Offer>) -> Vec<String> {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let offers = of(&text, at, Registry::shared(), Lang::Vi);
        offers
            .into_iter()
            .map(|offer| format!("{}{}{}", &text[..offer.range.start], offer.text, &text[offer.range.end..]))
            .collect()
    }

    #[test]
    fn in_a_comment_commands_then_rules() {
        let first = offered("Trời đẹp. <!-- morat: tă| -->", in_text);
        assert!(first.contains(&"Trời đẹp. <!-- morat: tắt-dòng -->".to_owned()), "{first:?}");
        let then = offered("<!-- morat: tắt chinh-ta/n|", in_text);
        assert!(then.contains(&"<!-- morat: tắt chinh-ta/nham-lan".to_owned()));
        for elsewhere in ["Trời |đẹp", "<!-- morat: tắt --> chinh|", "<!-- ghi chú: |"] {
            assert!(offered(elsewhere, in_text).is_empty(), "{elsewhere}");
        }
    }

    #[test]
    fn in_settings_keys_rules_and_values() {
        assert!(offered("pro|", in_settings).contains(&"profile".to_owned()));
        assert!(offered("[rules]\n\"chinh|\"", in_settings).contains(&"[rules]\n\"chinh-ta/am-tiet\"".to_owned()));
        assert_eq!(offered("tone-style = \"|\"", in_settings)[0], "tone-style = \"auto\"");
        assert_eq!(offered("[rules]\n\"chinh-ta\" = |", in_settings)[0], "[rules]\n\"chinh-ta\" = \"off\"");
        let of_override = offered("[[overrides]]\n|", in_settings);
        assert!(of_override.iter().any(|text| text.ends_with("profile")));
        assert!(!of_override.iter().any(|text| text.ends_with("baseline")));
        assert!(offered("# pro|", in_settings).is_empty());
    }
}
