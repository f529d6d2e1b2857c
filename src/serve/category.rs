//! The groups of rules as LanguageTool's categories and issue types, by which programs choose colours: LibreOffice underlines
//! `TYPOS` in red, `STYLE` in blue and all else in orange; others go by the type.

use crate::problem::Lang;
use crate::rules::{GROUPS, Meta};

/// How LanguageTool calls a group of rules.
pub struct Category {
    group: &'static str,
    /// The identifier of its category.
    pub id: &'static str,
    /// The issue type of its rules, one of the Internationalization Tag Set's.
    pub issue_type: &'static str,
}

const fn category(group: &'static str, id: &'static str, issue_type: &'static str) -> Category {
    Category { group, id, issue_type }
}

/// All groups. The categories are LanguageTool's own, but for the last three.
const CATEGORIES: [Category; 10] = [
    category("chinh-ta", "TYPOS", "misspelling"),
    category("dau-cau", "PUNCTUATION", "typographical"),
    category("viet-hoa", "CASING", "typographical"),
    category("ngu-phap", "GRAMMAR", "grammar"),
    category("van-phong", "STYLE", "style"),
    category("so-lieu", "SEMANTICS", "numbers"),
    category("ky-tu", "TYPOGRAPHY", "characters"),
    category("nhat-quan", "CONSISTENCY", "inconsistency"),
    category("rieng", "HOUSE_STYLE", "style"),
    category("morat", "MORAT", "uncategorized"),
];

impl Category {
    /// The category of a rule.
    pub fn of(rule: &Meta) -> &'static Category {
        let own = || CATEGORIES.iter().find(|category| category.group == rule.group());
        own().unwrap_or(&CATEGORIES[CATEGORIES.len() - 1])
    }

    /// The name of the group of rules that somebody means by a category: its identifier here or its name in morat.
    pub fn group_named(name: &str) -> Option<&'static str> {
        let is = |category: &&Category| name.eq_ignore_ascii_case(category.id) || name == category.group;
        CATEGORIES.iter().find(is).map(|category| category.group)
    }

    /// Its name for people.
    pub fn title(&self, lang: Lang) -> &'static str {
        GROUPS.iter().find(|(group, _)| *group == self.group).map_or(self.group, |(_, title)| lang.of(title))
    }

    /// Whether it takes the whole text to find what belongs to it.
    pub fn is_text_level(&self) -> bool {
        self.group == "nhat-quan"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_one() {
        for (group, _) in GROUPS {
            assert_eq!(CATEGORIES.iter().filter(|category| category.group == *group).count(), 1, "{group}");
        }
        assert_eq!(CATEGORIES.len(), GROUPS.len());
        assert_eq!(Category::group_named("typos"), Some("chinh-ta"));
        assert_eq!(Category::group_named("dau-cau"), Some("dau-cau"));
        assert_eq!(Category::group_named("GENDER_NEUTRALITY"), None);
    }
}
