//! A linter for all files with the same settings, and the cache key of these settings.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::config::Origin;
use crate::document::Options;
use crate::linter::{Linter, Selection};
use crate::rules::Severity;

/// A linter, with the cache key of its settings.
pub struct FileLinter {
    /// The linter.
    pub linter: Linter,
    /// A hash of everything that its findings depend on, apart from the text.
    pub key: u128,
    /// The options of formats about what counts as prose.
    pub options: Arc<Options>,
    /// Where each accepted term comes from, by its number.
    pub terms: Vec<Origin>,
    /// The severity from which on a finding makes the run fail.
    pub fail_on: Severity,
}

/// Everything that findings depend on, apart from the text.
#[derive(Hash)]
pub(super) struct Key<'k> {
    /// Identifies the build of the program.
    pub program: &'k str,
    /// Identifies the state of the dictionaries.
    pub dictionaries: &'k str,
    /// The project's own rule files, paths and texts.
    pub own_rules: &'k [(String, String)],
    /// Which rules run, and how.
    pub selection: &'k Selection,
    /// What counts as prose in a file.
    pub options: &'k Options,
}

impl Key<'_> {
    /// The 128-bit hash, which is valid on this machine only.
    pub fn hash(&self) -> u128 {
        let mut hash = Hasher128(Xxh3::new());
        Hash::hash(self, &mut hash);
        hash.0.digest128()
    }
}

/// A hasher of 128 bits: among a million files two hashes of 64 bits might meet.
struct Hasher128(Xxh3);

impl Hasher for Hasher128 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.digest()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::document::{Block, Format};
    use crate::linter::{Level, Terms};
    use crate::rules::{House, HouseStyle, OptionValue, Registry};
    use crate::syllable::ToneStyle;
    use crate::text::Encoding;

    fn key(own_rules: &[(String, String)], selection: &Selection, options: &Options) -> u128 {
        Key { program: "1", dictionaries: "", own_rules, selection, options }.hash()
    }

    #[test]
    fn whatever_changes_findings_changes_the_key() {
        let registry = Registry::embedded();
        let house = |change: &dyn Fn(&mut House)| {
            let mut house = House::default();
            change(&mut house);
            Selection { house, ..Selection::default() }
        };
        let id = registry.find("van-phong/cau-dai").unwrap();
        let longest = registry.options(id)[0];
        let count = |number| house(&|house| house.set(id, longest, OptionValue::Count(number)));
        let level = |level| Selection { levels: vec![("all".into(), level)], ..Selection::default() };
        let terms = |words: &[&'static str], names: &[&'static str]| Selection {
            terms: Arc::new(Terms::new(words.iter().copied(), names.iter().copied())),
            ..Selection::default()
        };
        let selections = [
            Selection::default(),
            level(Level::Off),
            level(Level::On),
            level(Level::At(Severity::Info)),
            level(Level::At(Severity::Error)),
            Selection { select: vec!["all".into()], ..Selection::default() },
            Selection { select: vec!["al".into(), "l".into()], ..Selection::default() },
            Selection { ignore: vec!["all".into()], ..Selection::default() },
            Selection { strict: true, ..Selection::default() },
            Selection { report_unused: true, ..Selection::default() },
            Selection { min_severity: Some(Severity::Info), ..Selection::default() },
            Selection { min_severity: Some(Severity::Warning), ..Selection::default() },
            Selection { thresholds: vec![("all".into(), 0.5)], ..Selection::default() },
            Selection { thresholds: vec![("all".into(), 0.6)], ..Selection::default() },
            Selection { min_confidence: Some(0.5), ..Selection::default() },
            Selection { min_confidence: Some(0.6), ..Selection::default() },
            house(&|house| house.tone_style = Some(ToneStyle::Older)),
            house(&|house| house.tone_style = Some(ToneStyle::Newer)),
            house(&|house| house.spelling = HouseStyle::named("off")),
            house(&|house| house.spelling = HouseStyle::named("press")),
            house(&|house| house.spelling = HouseStyle::named("school")),
            count(50),
            count(51),
            terms(&["phở"], &[]),
            terms(&[], &["phở"]),
            terms(&["bún"], &[]),
            terms(&["phở", "bún"], &[]),
        ];
        let all_options = [
            Options { encoding: Some(Encoding::Utf8), ..Options::default() },
            Options { encoding: Some(Encoding::Tcvn3), ..Options::default() },
            Options { format: Some(Format::TEXT), ..Options::default() },
            Options { format: Some(Format::MARKDOWN), ..Options::default() },
            Options { front_matter: Vec::new(), ..Options::default() },
            Options { columns: vec!["text".into()], ..Options::default() },
            Options { block: Some(Block { heading: "a".into(), lines: 1 }), ..Options::default() },
        ];
        let (plain, usual) = (Selection::default(), Options::default());
        let rule = |path: &str, text: &str| vec![(path.to_owned(), text.to_owned())];
        let rules = [rule("a.toml", "x"), rule("b.toml", "x"), rule("a.toml", "y"), rule("a.tomlx", "")];
        let mut keys: Vec<u128> = selections.iter().map(|selection| key(&[], selection, &usual)).collect();
        keys.extend(all_options.iter().map(|options| key(&[], &plain, options)));
        keys.extend(rules.iter().map(|rules| key(rules, &plain, &usual)));
        for (program, dictionaries) in [("2", ""), ("1", "2"), ("12", "")] {
            keys.push(Key { program, dictionaries, own_rules: &[], selection: &plain, options: &usual }.hash());
        }
        let different: HashSet<u128> = keys.iter().copied().collect();
        assert_eq!(different.len(), keys.len(), "{keys:x?}");
        assert_eq!(key(&[], &terms(&["phở"], &[]), &usual), key(&[], &terms(&["phở"], &[]), &usual));
    }
}
