//! What a request asks for beyond the settings: which rules, how strictly.

use super::category::Category;
use super::form::Form;
use super::refusal::Refusal;
use crate::config::Value;
use crate::project::Overrides;
use crate::rules::Registry;

/// The flag that the settings of a request are said to come from.
const FLAG: &str = "level";

/// Which rules a request asks for. All names are of rules or groups that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Whether doubtful findings are asked for.
    pub strict: bool,
    /// Those that alone run.
    only: Option<Vec<String>>,
    /// Those that run, too, whatever the settings say.
    on: Vec<String>,
    /// Those that do not run.
    off: Vec<String>,
}

/// Which part of the rules a request asks for: programs that check paragraph by paragraph ask for the others once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All rules.
    All,
    /// Those that look at the whole text.
    TextLevelOnly,
    /// All but those.
    AllButTextLevel,
}

impl Choice {
    /// The choice of a request. Names that are no rule or category of morat are passed over, as LanguageTool does: a program
    /// sends the same names to every server.
    ///
    /// # Errors
    /// If what it says contradicts itself.
    pub fn of(form: &Form, registry: &Registry) -> Result<Choice, Refusal> {
        let named = |rules: &str, categories: &str| -> Vec<String> {
            let rules = form.names(rules).filter(|name| registry.select(name).next().is_some()).map(str::to_owned);
            let groups = form.names(categories).filter_map(Category::group_named).map(str::to_owned);
            let mut names: Vec<String> = rules.chain(groups).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let any = |keys: [&str; 2]| keys.into_iter().any(|key| form.names(key).next().is_some());
        let only = form.is_on("enabledOnly");
        if only && any(["disabledRules", "disabledCategories"]) {
            return Err(Refusal::bad(
                "đã có enabledOnly=true thì không ghi quy tắc, nhóm để tắt",
                "You cannot specify disabled rules or categories using enabledOnly=true",
            ));
        }
        if only && !any(["enabledRules", "enabledCategories"]) {
            return Err(Refusal::bad(
                "đã có enabledOnly=true thì phải ghi quy tắc, nhóm để chạy",
                "You must specify enabled rules or categories when using enabledOnly=true",
            ));
        }
        let strict = match form.said("level").map(str::to_ascii_lowercase).as_deref() {
            None | Some("default") => false,
            Some("picky") => true,
            Some(_) => {
                return Err(Refusal::bad(
                    "'level' là default hoặc picky",
                    "If 'level' is set, it must be set to 'default' or 'picky'",
                ));
            }
        };
        let enabled = named("enabledRules", "enabledCategories");
        let off = named("disabledRules", "disabledCategories");
        Ok(match only {
            true => Choice { strict, only: Some(enabled), ..Choice::default() },
            false => Choice { strict, only: None, on: enabled, off },
        })
    }

    /// Whether no rule is left.
    pub fn is_nothing(&self) -> bool {
        self.only.as_ref().is_some_and(Vec::is_empty)
    }

    /// The options of the server with those of the request.
    pub fn above(&self, overrides: &Overrides) -> Overrides {
        let mut overrides = overrides.clone();
        if self.strict {
            overrides.flags.say("strict", FLAG, Value::Switch(true));
        }
        if let Some(only) = &self.only {
            overrides.select.clone_from(only);
        }
        // As a line of settings it stands above those of files, and below what is switched off.
        overrides.config.extend(self.on.iter().map(|name| format!("rules.\"{name}\" = \"on\"")));
        overrides.ignore.extend(self.off.iter().cloned());
        overrides
    }
}

impl Mode {
    /// The mode of a request.
    ///
    /// # Errors
    /// If it is none of LanguageTool's.
    pub fn of(form: &Form) -> Result<Mode, Refusal> {
        match form.said("mode").map(str::to_ascii_lowercase).as_deref() {
            None | Some("all") => Ok(Mode::All),
            Some("textlevelonly") => Ok(Mode::TextLevelOnly),
            Some("allbuttextlevelonly") => Ok(Mode::AllButTextLevel),
            Some(_) => Err(Refusal::bad(
                "'mode' là all, textLevelOnly hoặc allButTextLevelOnly",
                "If 'mode' is set, it must be one of: 'all', 'textLevelOnly', 'allButTextLevelOnly'",
            )),
        }
    }

    /// Whether findings of a category are asked for.
    pub fn wants(self, category: &Category) -> bool {
        match self {
            Mode::All => true,
            Mode::TextLevelOnly => category.is_text_level(),
            Mode::AllButTextLevel => !category.is_text_level(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Result<Choice, Refusal> {
        Choice::of(&Form::read(query, b"").unwrap(), &Registry::embedded())
    }

    #[test]
    fn rules_and_categories_are_taken_together() {
        let choice =
            of("disabledRules=dau-cau/cach-truoc,WHITESPACE_RULE&disabledCategories=TYPOS,GENDER_NEUTRALITY").unwrap();
        assert_eq!(choice.off, ["chinh-ta", "dau-cau/cach-truoc"]);
        let choice = of("enabledRules=van-phong/cau-dai&level=picky").unwrap();
        assert_eq!((choice.strict, choice.on.len()), (true, 1));
        let overrides = choice.above(&Overrides::default());
        assert_eq!(overrides.config, ["rules.\"van-phong/cau-dai\" = \"on\""]);
        let only = of("enabledOnly=true&enabledRules=MORFOLOGIK_RULE_EN_US").unwrap();
        assert!(only.is_nothing());
    }

    #[test]
    fn contradictions_are_refused() {
        for query in ["enabledOnly=true", "enabledOnly=yes&enabledRules=chinh-ta&disabledRules=dau-cau", "level=strict"]
        {
            assert!(of(query).is_err(), "{query}");
        }
        let mode = |query: &str| Mode::of(&Form::read(query, b"").unwrap()).ok();
        assert_eq!(mode("mode=textLevelOnly"), Some(Mode::TextLevelOnly));
        assert_eq!(mode("mode=some"), None);
    }
}
