//! Profiles: text files that say which rules run, and with which severity.
//!
//! Those inside the program stand in `rules/profiles/`; a user may write others in the same form.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::hint::hint;
use crate::linter::{Level, nearest};
use crate::problem::{Bilingual, Location, Problem};
use crate::rules::{Registry, TomlFault};

/// The profiles inside the program, the default one first.
const EMBEDDED: [&str; 4] = [
    include_str!("../../rules/profiles/chung.toml"),
    include_str!("../../rules/profiles/bao-chi.toml"),
    include_str!("../../rules/profiles/hanh-chinh.toml"),
    include_str!("../../rules/profiles/giao-khoa.toml"),
];

/// Which rules run, and with which severity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The rule's name.
    pub name: String,
    /// Its purpose, in one line.
    pub summary: Bilingual,
    /// Rules or groups with their level; that of a rule wins over that of its group.
    #[serde(default)]
    rules: BTreeMap<String, Level>,
}

impl Profile {
    /// The profiles inside the program, the default one first.
    pub fn embedded() -> impl Iterator<Item = Profile> {
        EMBEDDED.iter().filter_map(|text| toml::from_str(text).ok())
    }

    /// The profile inside the program with this name.
    ///
    /// # Errors
    /// If there is none.
    pub fn named(name: &str) -> Result<Profile, Problem> {
        Profile::embedded().find(|profile| profile.name == name).ok_or_else(|| {
            let names: Vec<String> = Profile::embedded().map(|profile| profile.name).collect();
            let names = names.join(", ");
            Problem::new(
                format!("không có bộ quy tắc “{name}”; có sẵn: {names}; hoặc ghi đường dẫn tới một tệp .toml"),
                format!("no profile “{name}”; there are: {names}; or name a .toml file"),
            )
        })
    }

    /// Reads a profile from the text of a file; `path` is for error messages.
    ///
    /// # Errors
    /// If the text is no profile: with the line, and the nearest right name of a rule.
    pub fn read(path: &str, text: &str, registry: &Registry) -> Result<Profile, Problem> {
        let profile: Profile = toml::from_str(text).map_err(|error| {
            let TomlFault { line, column, what } = TomlFault::new(text, &error);
            let place = Location { path: path.to_owned(), line: Some(line), column: Some(column) };
            Problem { place: Some(place), message: what }
        })?;
        let unknown = profile.rules.keys().find(|name| registry.select(name).next().is_none());
        if let Some(name) = unknown {
            let at = text.find(&format!("\"{name}\"")).or_else(|| text.find(name.as_str())).unwrap_or(0);
            let line = 1 + text[..at].matches('\n').count() as u32;
            let near = nearest(registry, name);
            let (vi, en) = hint(near.as_deref());
            return Err(Problem::at(
                path,
                Some(line),
                format!("không có quy tắc hay nhóm “{name}”{vi}"),
                format!("no rule or group “{name}”{en}"),
            ));
        }
        Ok(profile)
    }

    /// The levels in the order in which a selection takes them, groups before rules.
    pub fn levels(&self) -> Vec<(String, Level)> {
        let mut levels: Vec<_> = self.rules.iter().map(|(name, level)| (name.clone(), *level)).collect();
        levels.sort_by_key(|(name, _)| Level::reach(name));
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    #[test]
    fn the_embedded_ones_are_whole_and_name_rules_that_there_are() {
        let registry = Registry::embedded();
        for text in EMBEDDED {
            let profile = Profile::read("embedded", text, &registry).unwrap_or_else(|error| panic!("{error}"));
            assert!(!profile.summary.vi.is_empty() && !profile.summary.en.is_empty(), "{}", profile.name);
            assert_eq!(Profile::named(&profile.name).unwrap().levels(), profile.levels());
        }
        assert_eq!(Profile::embedded().count(), EMBEDDED.len());
        assert_eq!(Profile::embedded().next().unwrap().name, "chung");
    }

    #[test]
    fn a_rule_goes_before_its_group() {
        let text = "name = \"a\"\nsummary = { vi = \"a\", en = \"a\" }\n[rules]\n\"chinh-ta/am-tiet\" = \"on\"\nchinh-ta = \"off\"\nall = \"info\"\n";
        let profile = Profile::read("a.toml", text, &Registry::embedded()).unwrap();
        let names: Vec<String> = profile.levels().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["all", "chinh-ta", "chinh-ta/am-tiet"]);
        assert_eq!(profile.levels()[0].1, Level::At(Severity::Info));
    }

    #[test]
    fn a_faulty_one_is_named_with_its_line() {
        let head = "name = \"a\"\nsummary = { vi = \"a\", en = \"a\" }\n";
        for (rest, expected) in [
            (
                "[rules]\n\"chinh-ta/am-tiec\" = \"on\"\n",
                "a.toml:4: no rule or group “chinh-ta/am-tiec”; did you mean “chinh-ta/am-tiet”?",
            ),
            ("[rules]\n\"chinh-ta\" = \"loud\"\n", "a.toml:4: "),
            ("[rulez]\n", "a.toml:3: "),
        ] {
            let error = Profile::read("a.toml", &format!("{head}{rest}"), &Registry::embedded()).unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error}");
        }
    }
}
