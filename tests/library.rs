//! The library as used by another program, and its public interface.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use morat::linter::{Linter, Selection, Worker};
use morat::speller::{Correction, MistakeClass, Speller, UnmarkedPassage, Verdict};
use morat::syllable::slip::SlipKind;
use morat::syllable::{Flaw, Syllable};
use morat::token::Tokens;
use morat::{Checker, Dictionaries, Problem, Settings};

/// A speller that takes every *sạn* for a slip of *sạch* and finds no passage without diacritics.
struct Sifter;

impl Speller for Sifter {
    fn mistakes(&self, text: &str, tokens: &Tokens, _: &[UnmarkedPassage], _: bool) -> Vec<Verdict> {
        let list = tokens.list().iter().enumerate();
        let grit = list.filter(|(_, token)| token.text(text) == "sạn");
        let verdict = |(at, _)| Verdict {
            tokens: (at as u32, at as u32),
            class: MistakeClass::FLAWED,
            kind: SlipKind::GoPhim,
            corrections: Syllable::parse("sạch").map(|first| Correction { first, second: None }).into_iter().collect(),
            flaw: Some(Flaw::NotInUse),
            confidence: 0.75,
        };
        grit.map(verdict).collect()
    }

    fn unmarked_passages(&self, _: &str, _: &Tokens) -> Vec<UnmarkedPassage> {
        Vec::new()
    }
}

#[test]
fn another_speller_can_stand_in_for_ours() {
    let spelling = Selection {
        select: vec!["chinh-ta/am-tiet".to_owned(), "chinh-ta/mat-dau".to_owned()],
        ..Selection::default()
    };
    let ours = Linter::new(&spelling).unwrap();
    let other = ours.clone().with_speller(Arc::new(Sifter));
    let text = "Công tác kiẻm tra gạo có sạn.\n\nHoi nghi da thao luan ve cac bien phap phat trien kinh te xa hoi.";
    let names = |linter: &Linter| -> Vec<(String, String)> {
        let found = linter.check_text(text, &mut Worker::default()).unwrap();
        let of = |finding: &morat::rules::Finding| {
            let rule = linter.registry().rule(finding.rule).name.to_string();
            (rule, text[finding.span.range()].chars().take(4).collect())
        };
        found.iter().map(of).collect()
    };
    let pair = |rule: &str, text: &str| (rule.to_owned(), text.to_owned());
    assert_eq!(names(&ours), [pair("chinh-ta/am-tiet", "kiẻm"), pair("chinh-ta/mat-dau", "Hoi ")]);
    assert_eq!(names(&other), [pair("chinh-ta/am-tiet", "sạn")]);
}

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn dictionary(name: &str) -> std::io::Result<Vec<u8>> {
    fs::read(repository("dictionaries").join(name))
}

#[test]
fn dictionaries_from_files_find_what_the_carried_ones_find() {
    let settings = Settings::default().strict(true);
    let own = Dictionaries::from_files(dictionary).unwrap();
    let checkers = [Checker::new(&settings).unwrap(), Checker::with_dictionaries(&settings, &own).unwrap()];
    let mut count = 0;
    for file in fs::read_dir(repository("examples")).unwrap() {
        let path = file.unwrap().path();
        let (name, bytes) = (path.display().to_string(), fs::read(&path).unwrap());
        let [carried, own] = checkers.each_ref().map(|checker| checker.check(&name, &bytes).unwrap().findings);
        assert_eq!(format!("{carried:?}"), format!("{own:?}"), "{name}");
        count += carried.len();
    }
    assert!(count > 10, "hardly anything was found");
}

#[test]
fn a_dictionary_that_cannot_be_used_is_named() {
    fn problem(wrong: impl Fn(&str, Vec<u8>) -> std::io::Result<Vec<u8>>) -> Problem {
        Dictionaries::from_files(|name| wrong(name, dictionary(name)?)).unwrap_err()
    }
    for file in Dictionaries::FILES {
        let missing = problem(|name, bytes| match name == file {
            true => Err(std::io::ErrorKind::NotFound.into()),
            false => Ok(bytes),
        });
        assert_eq!(missing.to_string(), format!("{file}: cannot be read: entity not found"));
    }
    for file in ["model.bin", "network.bin"] {
        let half = problem(|name, mut bytes| {
            bytes.truncate(if name == file { 5000 } else { bytes.len() });
            Ok(bytes)
        });
        assert_eq!(half.to_string(), format!("{file}: damaged: the checksum does not match; copy or build it again"));
    }
    let no_text = problem(|name, bytes| Ok(if name == "names.tsv" { vec![0xFF] } else { bytes }));
    assert_eq!(no_text.to_string(), "names.tsv: not UTF-8; build it again with morat-train build");
}

/// The public names of `src/lib.rs` without the feature `training`.
fn front() -> BTreeSet<String> {
    let text = fs::read_to_string(repository("src/lib.rs")).unwrap();
    let mut shown = BTreeSet::new();
    let mut attributes = String::new();
    for item in text.lines().filter(|line| !line.starts_with("//")) {
        if item.starts_with("#[") {
            attributes.push_str(item);
            continue;
        }
        let is_open = !attributes.contains("training\"") || attributes.contains("not(feature = \"training\")");
        let is_hidden = attributes.contains("doc(hidden)");
        attributes.clear();
        let Some(item) = item.strip_prefix("pub ").filter(|_| is_open && !is_hidden) else { continue };
        let item = item.trim_end_matches(';');
        let names = item.split_once("::{").map_or(item, |(_, names)| names.trim_end_matches('}'));
        shown.extend(names.split(", ").map(|name| name.rsplit("::").next().unwrap_or(name).to_owned()));
    }
    shown
}

/// The public names are those listed in `docs/library.md`.
#[test]
fn the_front_is_what_the_documentation_lists() {
    let chapter = fs::read_to_string(repository("docs/library.md")).unwrap();
    let (_, list) = chapter.split_once("<!-- front -->").unwrap();
    let listed: BTreeSet<String> =
        list.split("<!-- /front -->").next().unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(front().len() > 10, "hardly anything was read");
    assert_eq!(front(), listed);
}
