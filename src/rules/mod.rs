//! Floor 3: the rules, each in one place.
//!
//! A rule is its [`Meta`] (name, reason, authority, examples) and a way to find mistakes. *Code rules* implement
//! [`Rule`], a file each in the folder of their group. *Declarative rules* are TOML files in `rules/`, compiled by
//! `compiled` and run by [`declarative`]; all their phrases share one tree and all their patterns one automaton. The
//! examples of a rule are its tests, its documentation and what `morat explain` prints.

mod alternates;
mod chinh_ta;
mod compiled;
mod context;
mod dau_cau;
pub mod declarative;
mod finding;
mod house_style;
mod ky_tu;
mod meta;
mod morat;
mod ngu_phap;
mod nhat_quan;
mod options;
mod past;
mod rule;
mod so_lieu;
mod toml_fault;
mod van_phong;
mod viet_hoa;
mod watch;

pub use context::{Context, Scratch, fold_word};
pub use finding::{Edit, Finding, Findings, Fingerprint, Fix};
pub use house_style::{HouseStyle, NAMES as HOUSE_STYLES};
pub use meta::{Applicability, Example, GROUPS, Meta, RuleId, Severity};
pub use options::{House, OptionKind, OptionValue, RuleOption};
pub use rule::Rule;
pub(crate) use toml_fault::TomlFault;

pub use crate::problem::Bilingual;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use crate::problem::Problem;
use crate::syllable::spellings;
use compiled::{Defined, LAST, Set, Surroundings, Tables};
use declarative::{Loaded, RuleFile, Slips, pattern, phrase};
use watch::{Watch, WatchTable};

/// The rules about suppression comments: their findings are known only after all other rules have run.
#[derive(Clone, Copy, Debug)]
pub struct Comments {
    /// A comment with an unknown command or rule.
    pub unknown: RuleId,
    /// A comment that suppresses nothing.
    pub unused: RuleId,
}

/// All rules, immutable and shared.
pub struct Registry {
    rules: Vec<Meta>,
    code: Vec<(RuleId, Box<dyn Rule>)>,
    comments: Comments,
    house_style: RuleId,
    sets: Vec<Loaded>,
    slips: Slips,
}

impl Registry {
    /// The embedded rules.
    ///
    /// # Panics
    /// If the build was damaged, which the tests of this module exclude.
    pub fn embedded() -> Registry {
        Registry::with_own(Vec::new()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The embedded rules, made on first use and shared.
    ///
    /// # Panics
    /// As [`Registry::embedded`].
    pub fn shared() -> &'static Arc<Registry> {
        static SHARED: LazyLock<Arc<Registry>> = LazyLock::new(|| Arc::new(Registry::embedded()));
        &SHARED
    }

    /// The embedded rules and those of a project's own files.
    ///
    /// # Errors
    /// As [`Registry::new`].
    pub fn with_own(own: Vec<RuleFile>) -> Result<Registry, Problem> {
        for file in &own {
            file.names_no_other_group()?;
        }
        Registry::of(Some(declarative::carried()), own)
    }

    /// The code rules and the declarative rules of these files.
    ///
    /// # Errors
    /// A [`Problem`] that names the file: a name used twice, pairs for a rule that is not there, a pattern that does not
    /// compile.
    #[cfg(feature = "training")]
    pub fn new(files: Vec<RuleFile>) -> Result<Registry, Problem> {
        Registry::of(None, files)
    }

    fn of(carried: Option<Set>, files: Vec<RuleFile>) -> Result<Registry, Problem> {
        let mut rules = Vec::new();
        let mut code = Vec::new();
        // Characters before everything; stretches before their words; what a list knows before what is found out by analysis.
        push_code(&mut rules, &mut code, ky_tu::rules());
        push_code(&mut rules, &mut code, chinh_ta::of_stretches());
        let (of_slips, others): (Vec<Definition>, Vec<Definition>) =
            definitions(carried.as_ref(), &files).into_iter().partition(|definition| definition.names_slip);
        rules.extend(others.into_iter().map(|definition| definition.meta));
        push_code(&mut rules, &mut code, chinh_ta::rules());
        rules.extend(of_slips.into_iter().map(|definition| definition.meta));
        for group in [ngu_phap::rules, viet_hoa::rules, nhat_quan::rules, so_lieu::rules, van_phong::rules] {
            push_code(&mut rules, &mut code, group());
        }
        push_code(&mut rules, &mut code, dau_cau::rules());
        let comments = Comments { unknown: RuleId(rules.len() as u16), unused: RuleId(rules.len() as u16 + 1) };
        push_code(&mut rules, &mut code, morat::rules());
        let mut names = HashMap::new();
        for (at, meta) in rules.iter().enumerate() {
            if names.insert(&*meta.name, RuleId(at as u16)).is_none() {
                continue;
            }
            if let Some(file) = files.iter().find(|file| file.defines() && file.rule() == meta.name) {
                let name = file.rule();
                return Err(file.error(format!("quy tắc {name} đã có rồi"), format!("rule {name} is defined twice")));
            }
        }
        let house_style = names[van_phong::HOUSE_STYLE];
        let mut patterns = Vec::new();
        let mut sets: Vec<(Set, Vec<pattern::Compiled>)> = Vec::new();
        if !files.is_empty() {
            let around = Surroundings {
                carried: carried.as_ref(),
                is_rule: &|name| names.contains_key(name),
                expression: &mut |expression| pattern::own(expression).map(|compiled| patterns.push(compiled)),
                bounded: true,
            };
            let (bytes, texts) = compiled::compile(&files, around)?;
            sets.push((Set::new(Tables::new(bytes.into(), texts.into())), patterns));
        }
        let carried = carried.map(|carried| (carried, Vec::new()));
        let load = |(set, patterns): (Set, Vec<pattern::Compiled>)| {
            let places = set.names().map(|name| names[name]).collect();
            Loaded::new(set, places, patterns)
        };
        let sets: Vec<Loaded> = carried.into_iter().chain(sets).map(load).collect();
        let slips = Slips::of(&sets);
        Ok(Registry { rules, code, comments, house_style, sets, slips })
    }

    /// All rules, in the order of their ids.
    pub fn rules(&self) -> &[Meta] {
        &self.rules
    }

    /// The id of the rule at an index of [`Registry::rules`].
    ///
    /// # Panics
    /// If there is none.
    #[cfg(feature = "training")]
    pub fn id(&self, index: usize) -> RuleId {
        assert!(index < self.rules.len());
        RuleId(index as u16)
    }

    /// The options of a rule.
    pub fn options(&self, id: RuleId) -> Vec<&'static RuleOption> {
        self.code.iter().find(|(known, _)| *known == id).map_or_else(Vec::new, |(_, rule)| rule.options())
    }

    /// The rules about suppression comments. The linter itself reports under them.
    pub fn comments(&self) -> Comments {
        self.comments
    }

    /// The rule that checks the spellings of the house style.
    pub fn house_style(&self) -> RuleId {
        self.house_style
    }

    /// The metadata of a rule.
    pub fn rule(&self, id: RuleId) -> &Meta {
        &self.rules[id.index()]
    }

    /// The id of the rule with this name.
    pub fn find(&self, name: &str) -> Option<RuleId> {
        self.rules.iter().position(|meta| meta.name == name).map(|at| RuleId(at as u16))
    }

    /// The rules that a name stands for: a rule (`chinh-ta/am-tiet`), a group (`chinh-ta`), or `all`.
    pub fn select<'n>(&'n self, name: &'n str) -> impl Iterator<Item = RuleId> + 'n {
        let named = move |meta: &Meta| name == "all" || meta.name == name || meta.group() == name;
        self.rules.iter().enumerate().filter(move |(_, meta)| named(meta)).map(|(at, _)| RuleId(at as u16))
    }

    /// Runs the rules that are `enabled`, by id.
    pub fn run(&self, text: &Context<'_>, scratch: &mut Scratch, enabled: &[bool], out: &mut Vec<Finding>) {
        phrase::run(&self.sets, text, scratch, enabled, out);
        pattern::run(&self.sets, text, enabled, out);
        self.slips.run(&self.sets, text, enabled, out);
        text.watch(&WATCHES);
        for (id, rule) in &self.code {
            if enabled[id.index()] {
                rule.check(text, &mut Findings::new(*id, self.rule(*id).fix, text, out));
            }
        }
    }
}

/// The syllables that code rules look for, each rule its own.
static WATCHES: LazyLock<WatchTable> = LazyLock::new(|| {
    let spellings = spellings::forms().filter_map(|form| form.split('-').next());
    let words = spellings.map(|word| (Watch::Spellings, word));
    let words = words.chain(nhat_quan::second_of_terms().map(|word| (Watch::Terms, word)));
    let words = words.chain(viet_hoa::LUNAR_YEARS.iter().map(|word| (Watch::LunarYears, *word)));
    let words = words.chain(chinh_ta::WORKS.iter().map(|word| (Watch::Works, *word)));
    let words = words.chain(dau_cau::first_of_set_off().map(|word| (Watch::SetOff, word)));
    WatchTable::new(words.chain(viet_hoa::UNITS.iter().map(|word| (Watch::Units, *word))))
});

/// A declarative rule while the registry is built.
struct Definition {
    meta: Meta,
    names_slip: bool,
}

/// The declarative rules, in the order of their priority; of equal ones the embedded ones go first.
fn definitions(carried: Option<&Set>, files: &[RuleFile]) -> Vec<Definition> {
    let carried = carried.into_iter().flat_map(Set::rules);
    let carried = carried.map(|Defined { priority, meta, names_slip, .. }| (priority, Definition { meta, names_slip }));
    let own = files.iter().filter_map(|file| {
        Some((file.priority().unwrap_or(LAST), Definition { meta: file.meta()?, names_slip: file.names_slip() }))
    });
    let mut all: Vec<(u16, Definition)> = carried.chain(own).collect();
    all.sort_by_key(|(priority, _)| *priority);
    all.into_iter().map(|(_, definition)| definition).collect()
}

fn push_code(rules: &mut Vec<Meta>, code: &mut Vec<(RuleId, Box<dyn Rule>)>, new: Vec<Box<dyn Rule>>) {
    for rule in new {
        rules.push(rule.meta().clone());
        code.push((RuleId(rules.len() as u16 - 1), rule));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::linter::{Linter, Selection, Worker};

    #[test]
    fn names_are_unique_and_well_formed() {
        let registry = Registry::embedded();
        let mut seen = HashSet::new();
        for meta in registry.rules() {
            assert!(seen.insert(meta.name.clone()), "{} twice", meta.name);
            let (group, slug) = meta.name.split_once('/').expect("group/slug");
            let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(plain(group) && plain(slug), "{}", meta.name);
            assert!(meta.group_title().is_some(), "{}: group without a title", meta.name);
        }
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(pattern::broken(&Registry::embedded().sets), [""; 0]);
    }

    #[test]
    fn every_rule_has_reasons_and_examples_of_both_kinds() {
        for meta in Registry::embedded().rules() {
            assert!(meta.wrong.len() >= 2 && meta.right.len() >= 2, "{}: too few examples", meta.name);
            for text in [&meta.summary, &meta.why] {
                assert!(!text.vi.is_empty() && !text.en.is_empty(), "{}", meta.name);
            }
        }
    }

    #[test]
    fn a_name_selects_a_rule_a_group_or_all() {
        let registry = Registry::embedded();
        assert_eq!(registry.select("chinh-ta/am-tiet").count(), 1);
        assert!(registry.select("chinh-ta").count() > 2);
        assert_eq!(registry.select("all").count(), registry.rules().len());
        assert_eq!(registry.select("chinh").count(), 0);
    }

    /// A registry with one file of a project's own.
    fn with(file: &str) -> Result<Registry, Problem> {
        Registry::with_own(vec![RuleFile::read("cua-toi.toml", file)?])
    }

    /// What the rules of these names find in a text: rule, and what was found.
    fn found(registry: Registry, names: &[&str], text: &str) -> Vec<(String, String)> {
        let (registry, select) = (Arc::new(registry), names.iter().map(|name| (*name).to_owned()).collect());
        let selection = Selection { select, ..Selection::default() };
        let linter = Linter::with(Arc::clone(&registry), Arc::clone(Dictionaries::embedded()), &selection).unwrap();
        let found = linter.check_text(text, &mut Worker::default()).unwrap();
        let of = |finding: &Finding| {
            let said = text[finding.span.range()].to_owned();
            (registry.rule(finding.rule).name.clone().into_owned(), said)
        };
        found.iter().map(of).collect()
    }

    const ADDS: &str = "rule = \"chinh-ta/nham-lan\"\nwhy = { vi = \"a\", en = \"a\" }\n";
    const DEFINES: &str =
        "name = \"rieng/chu\"\nsummary = { vi = \"a\", en = \"a\" }\nwhy = { vi = \"a\", en = \"a\" }\n";

    #[test]
    fn files_of_a_project_and_those_of_the_program_are_one() {
        let text = "Họ nổ lực vượt bực, nổ lực.";
        let carried = |phrase: &str| ("chinh-ta/nham-lan".to_owned(), phrase.to_owned());
        let names = ["chinh-ta/nham-lan"];
        assert_eq!(found(Registry::embedded(), &names, text), [carried("nổ lực"), carried("nổ lực")]);
        // A phrase of the project beside those of the program, and an exception that shields one of theirs.
        let own =
            format!("{ADDS}[pairs]\n\"vượt bậc\" = [{{ wrong = \"vượt bực\", unless = [\"nổ lực vượt bực\"] }}]\n");
        assert_eq!(found(with(&own).unwrap(), &names, text), [carried("nổ lực")]);
        let own = format!("{ADDS}[pairs]\n\"vượt bậc\" = [\"vượt bực\"]\n");
        let all = [carried("nổ lực"), carried("vượt bực"), carried("nổ lực")];
        assert_eq!(found(with(&own).unwrap(), &names, text), all);
        let twice = with(&format!("{ADDS}[pairs]\n\"nỗ lực\" = [\"nổ lực\"]\n")).err().unwrap();
        assert_eq!(twice.to_string(), "cua-toi.toml: “nổ lực” stands twice");
    }

    #[test]
    fn of_two_rules_that_mark_one_place_the_one_with_the_lower_number_speaks() {
        let rule = |name: &str, priority: &str, wrong: &str| {
            let head = DEFINES.replace("rieng/chu", name);
            let text = format!("{head}{priority}\n[[phrase]]\nwrong = [\"{wrong}\"]\nright = [\"a\"]\n");
            RuleFile::read(name, &text).unwrap()
        };
        for (first, second, speaks) in
            [("", "", "rieng/mot"), ("", "priority = 999", "rieng/hai"), ("priority = 2", "priority = 1", "rieng/hai")]
        {
            let files = vec![rule("rieng/mot", first, "nhà cửa"), rule("rieng/hai", second, "cửa sổ")];
            let found = found(Registry::new(files).unwrap(), &["rieng"], "Trước nhà cửa sổ mở.");
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].0, speaks, "{first} {second}");
        }
        assert!(RuleFile::read("x.toml", &format!("{ADDS}priority = 1\n")).is_err());
    }
}
