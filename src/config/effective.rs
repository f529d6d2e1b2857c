//! All layers of settings, and the values that result for one file.

use std::path::Path;

use super::hint::hint;
use super::keys::{self, ValueType};
use super::node::Raw;
use super::{Layer, Override, Profile, RuleLine, Said, Value};
use crate::document::Options;
use crate::linter::{Level, Selection, nearest, nearest_of};
use crate::problem::Problem;
use crate::rules::{HOUSE_STYLES, House, HouseStyle, OptionKind, OptionValue, Registry, RuleId, RuleOption, Severity};
use crate::syllable::{ToneStyle, spellings};
use crate::text::Encoding;

/// All settings of a run: those of files, and above them the flags.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The layers of files, lowest first: the user's, the project's with what it extends, those of `--config`.
    pub files: Vec<Layer>,
    /// The layer of the flags.
    pub flags: Layer,
}

impl Settings {
    /// All `overrides` entries, in order. Their globs count from the project root.
    pub fn overrides(&self) -> impl Iterator<Item = &Override> {
        self.files.iter().flat_map(|layer| &layer.overrides)
    }

    /// The settings for a file, given which of the overrides apply to it, by index.
    pub fn effective(&self, holds: impl Fn(usize) -> bool) -> Effective<'_> {
        let overrides = self.overrides().enumerate().filter(|(at, _)| holds(*at)).map(|(_, one)| &one.layer);
        Effective { layers: self.files.iter().chain(overrides).chain([&self.flags]).collect() }
    }
}

/// The settings for a file: layers in order, of which the last one wins.
pub struct Effective<'s> {
    layers: Vec<&'s Layer>,
}

impl<'s> Effective<'s> {
    /// The value of the last layer that has the key, with the folder that a path in it counts from.
    fn last(&self, key: &str) -> Option<(&'s Said<Value>, &'s Path)> {
        let found = self.layers.iter().rev().find_map(|layer| Some((layer.get(key)?, layer.folder.as_path())));
        debug_assert!(keys::find(key).is_some(), "{key}");
        found
    }

    /// A switch; false if no layer sets it.
    pub fn switch(&self, key: &str) -> bool {
        matches!(self.last(key), Some((Said { value: Value::Switch(true), .. }, _)))
    }

    /// A text or a path, with its origin and the folder that it counts from.
    pub fn text(&self, key: &str) -> Option<(&'s str, &'s Said<Value>, &'s Path)> {
        match self.last(key)? {
            (said @ Said { value: Value::Text(text), .. }, folder) => Some((text, said, folder)),
            _ => None,
        }
    }

    /// The value of the last layer that has the key, with its origin.
    pub fn said(&self, key: &str) -> Option<&'s Said<Value>> {
        self.last(key).map(|(said, _)| said)
    }

    /// The items of a list, each with the folder that it counts from: those of all layers, or of the last layer that
    /// has the key, as its [`keys::ValueType`] says.
    pub fn texts(&self, key: &str) -> Vec<(&'s Said<String>, &'s Path)> {
        let adds = keys::find(key)
            .is_some_and(|key| !matches!(key.kind, ValueType::Globs | ValueType::Names | ValueType::ChoiceOrNames(_)));
        let items = |layer: &&'s Layer| match layer.get(key) {
            Some(Said { value: Value::Texts(items), .. }) => Some((items.iter(), layer.folder.as_path())),
            _ => None,
        };
        let with_folder =
            |(items, folder): (std::slice::Iter<'s, Said<String>>, &'s Path)| items.map(move |item| (item, folder));
        match adds {
            true => self.layers.iter().filter_map(items).flat_map(with_folder).collect(),
            false => self.layers.iter().rev().find_map(items).into_iter().flat_map(with_folder).collect(),
        }
    }

    /// The options of formats about what counts as prose.
    pub fn options(&self) -> Options {
        let encoding = self.text("encoding").and_then(|(name, ..)| Encoding::of_name(name));
        let mut options = Options { encoding, ..Options::default() };
        for (key, names) in [("front-matter", &mut options.front_matter), ("columns", &mut options.columns)] {
            if self.last(key).is_some() {
                *names = self.texts(key).into_iter().map(|(said, _)| said.value.clone()).collect();
            }
        }
        options
    }

    /// The settings of rules; later ones win.
    pub fn rules(&self) -> impl Iterator<Item = &'s RuleLine> {
        self.layers.iter().filter_map(|layer| layer.get("rules")).flat_map(|said| match &said.value {
            Value::Rules(rules) => rules.as_slice(),
            _ => &[],
        })
    }

    /// A severity, if a layer sets the key.
    pub fn severity(&self, key: &str) -> Option<Severity> {
        self.text(key).and_then(|(name, ..)| Severity::of_name(name))
    }

    /// The house style, if a layer sets one.
    ///
    /// # Errors
    /// The first item of the list that is neither the name of a style nor a spelling of a word that has two.
    pub fn house_style(&self) -> Result<Option<HouseStyle>, Problem> {
        let Some(said) = self.said("house-style") else { return Ok(None) };
        let items = match &said.value {
            Value::Text(name) => return Ok(HouseStyle::named(name)),
            Value::Texts(items) => items,
            _ => return Ok(None),
        };
        let style = HouseStyle::of_list(items.iter().map(|item| item.value.as_str()));
        style.map(Some).map_err(|at| {
            let item = &items[at];
            let (vi, en) = hint(nearest_of(HOUSE_STYLES.iter().copied().chain(spellings::forms()), &item.value));
            item.error(
                format!("“{}” không phải một chữ có hai lối viết{vi} (bảng: docs/house-style.md)", item.value),
                format!("“{}” is no word of two spellings{en} (the table: docs/house-style.md)", item.value),
            )
        })
    }

    /// What the linter is told: which rules run, and how. `asked` has what settings do not say (`select`,
    /// `ignore`, …); terms are left to the caller, who may have files of them.
    /// `profile` reads the profile of a name, with where it was said and the folder that a path counts from.
    ///
    /// # Errors
    /// The first rule or option that there is not, or an option's value that cannot be; that of `profile`.
    pub fn selection(
        &self,
        registry: &Registry,
        asked: Selection,
        profile: impl FnOnce(&str, &Said<Value>, &Path) -> Result<Profile, Problem>,
    ) -> Result<Selection, Problem> {
        let profile = self.text("profile").map(|(name, said, folder)| profile(name, said, folder)).transpose()?;
        let mut levels = profile.as_ref().map_or_else(Vec::new, Profile::levels);
        let mut thresholds = Vec::new();
        let mut house = House::default();
        house.tone_style = self.text("tone-style").and_then(|(name, ..)| tone_style(name));
        house.spelling = self.house_style()?;
        if house.spelling.as_ref().is_some_and(HouseStyle::settles_anything) {
            // Who chooses a style wants its rule; a line of the rule's own still goes before this.
            levels.push((registry.rule(registry.house_style()).name.to_string(), Level::On));
        }
        for rule in self.rules() {
            let name = &rule.name.value;
            if registry.select(name).next().is_none() {
                let (vi, en) = hint(nearest(registry, name).as_deref());
                return Err(rule.name.error(
                    format!("không có quy tắc hay nhóm “{name}”{vi}"),
                    format!("no rule or group “{name}”{en}"),
                ));
            }
            levels.extend(rule.level.map(|level| (name.clone(), level)));
            thresholds.extend(rule.min_confidence.map(|least| (name.clone(), least)));
            for (option, value) in &rule.options {
                let (id, known, value) = option_of(registry, rule, option, value)?;
                house.set(id, known, value);
            }
        }
        Ok(Selection {
            levels,
            thresholds,
            house,
            strict: self.switch("strict"),
            min_severity: self.severity("min-severity"),
            ..asked
        })
    }
}

fn tone_style(name: &str) -> Option<ToneStyle> {
    match name {
        "hòa" => Some(ToneStyle::Older),
        "hoà" => Some(ToneStyle::Newer),
        _ => None,
    }
}

/// The option of a rule that a line sets, and its value.
fn option_of(
    registry: &Registry,
    rule: &RuleLine,
    option: &Said<String>,
    value: &Raw,
) -> Result<(RuleId, &'static RuleOption, OptionValue), Problem> {
    let (name, wanted) = (&rule.name.value, &option.value);
    let id = registry.find(name);
    let known = id.map_or_else(Vec::new, |id| registry.options(id));
    let Some((id, known)) = id.zip(known.iter().copied().find(|known| known.name == wanted)) else {
        let names = known.iter().map(|known| known.name).chain(["level", "min-confidence"]);
        let (vi, en) = hint(nearest_of(names.clone(), wanted));
        let names = names.collect::<Vec<_>>().join(", ");
        return Err(option.error(
            format!("“{name}” không có tùy chọn “{wanted}”{vi} (có: {names})"),
            format!("“{name}” has no option “{wanted}”{en} (there are: {names})"),
        ));
    };
    let value = match (known.kind, value) {
        (OptionKind::Count { least, most, .. }, Raw::Number(number)) => {
            u32::try_from(*number).ok().filter(|number| (least..=most).contains(number)).map(OptionValue::Count)
        }
        (OptionKind::Choice { choices }, Raw::Text(text)) => {
            choices.iter().position(|choice| choice == text).map(OptionValue::Choice)
        }
        _ => None,
    };
    let value = value.ok_or_else(|| {
        let (vi, en) = match known.kind {
            OptionKind::Count { least, most, .. } => {
                (format!("một số từ {least} đến {most}"), format!("a number from {least} to {most}"))
            }
            OptionKind::Choice { choices } => {
                let choices = choices.join(", ");
                (format!("một trong: {choices}"), format!("one of: {choices}"))
            }
        };
        option.error(format!("“{wanted}” phải là {vi}"), format!("“{wanted}” has to be {en}"))
    })?;
    Ok((id, known, value))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::node::Node;
    use super::*;
    fn layer(folder: &str, text: &str) -> Layer {
        Layer::read("morat.toml", PathBuf::from(folder), &Node::of_toml("morat.toml", text).unwrap()).unwrap()
    }

    #[test]
    fn what_is_shown_as_the_default_is_what_formats_take() {
        let shown: Vec<&str> = keys::default_texts("front-matter").collect();
        assert_eq!(Options::default().front_matter, shown);
        let layer = layer("project", "front-matter = [\"a.b\"]\ncolumns = [\"c\"]\nencoding = \"vni\"");
        let settings = Settings { files: vec![layer], ..Settings::default() };
        let options = settings.effective(|_| false).options();
        assert_eq!(
            (options.front_matter.as_slice(), options.columns.as_slice()),
            (&["a.b".to_owned()][..], &["c".to_owned()][..])
        );
        assert_eq!(options.encoding, Some(Encoding::Vni));
    }

    #[test]
    fn later_layers_decide_and_lists_add_up() {
        let files = vec![
            layer("user", "strict = true\nwords = [\"một\"]\ninclude = [\"*.txt\"]\nexclude = [\"a\"]"),
            layer(
                "project",
                "words = [\"hai\"]\ninclude = [\"*.md\"]\nexclude = [\"b\"]\n[rules]\nchinh-ta = \"off\"\n[[overrides]]\npaths = [\"x\"]\nstrict = false\nwords = [\"ba\"]",
            ),
        ];
        let mut settings = Settings { files, ..Settings::default() };
        let words = |effective: &Effective<'_>| -> Vec<(String, PathBuf)> {
            effective.texts("words").iter().map(|(word, folder)| (word.value.clone(), folder.to_path_buf())).collect()
        };
        let plain = settings.effective(|_| false);
        assert!(plain.switch("strict"));
        assert_eq!(words(&plain), [("một".into(), "user".into()), ("hai".into(), "project".into())]);
        assert_eq!(plain.texts("include").len(), 1);
        assert_eq!(plain.texts("exclude").len(), 2);
        let inside = settings.effective(|at| at == 0);
        assert!(!inside.switch("strict"));
        assert_eq!(words(&inside).len(), 3);
        settings.flags.say("strict", "--strict", Value::Switch(true));
        assert!(settings.effective(|_| true).switch("strict"));
    }

    #[test]
    fn a_selection_names_only_what_there_is() {
        let registry = Registry::embedded();
        let of = |text: &str| {
            let settings = Settings { files: vec![layer("", text)], ..Settings::default() };
            let effective = settings.effective(|_| true);
            effective.selection(&registry, Selection::default(), |name, _, _| Profile::named(name))
        };
        let selection = of(
            "tone-style = \"hoà\"\n[rules]\n\"van-phong/cau-dai\" = { level = \"warning\", longest = 80 }\nchinh-ta = { min-confidence = 0.9 }",
        )
        .unwrap();
        assert_eq!(selection.levels, [("van-phong/cau-dai".to_owned(), Level::At(Severity::Warning))]);
        assert_eq!(selection.thresholds, [("chinh-ta".to_owned(), 0.9)]);
        assert_eq!(selection.house.tone_style, Some(ToneStyle::Newer));
        for (text, expected) in [
            (
                "[rules]\n\"chinh-ta/am-tiec\" = \"on\"",
                "morat.toml:2: no rule or group “chinh-ta/am-tiec”; did you mean “chinh-ta/am-tiet”?",
            ),
            (
                "[rules]\n\"van-phong/cau-dai\" = { longst = 3 }",
                "morat.toml:2: “van-phong/cau-dai” has no option “longst”; did you mean “longest”?",
            ),
            (
                "[rules]\n\"van-phong/cau-dai\" = { longest = 3 }",
                "morat.toml:2: “longest” has to be a number from 20 to 500",
            ),
            ("[rules]\nchinh-ta = { longest = 30 }", "morat.toml:2: “chinh-ta” has no option “longest”"),
        ] {
            let error = of(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
