//! Tests every confusion pair: the wrong form is reported and becomes the right one, the right one is not reported.

use std::fs;
use std::path::Path;

use morat::linter::{Linter, Selection, Worker};
use morat::rules::Applicability;
use morat::rules::declarative::RuleFile;
use morat::syllable::{Syllable, spellings};

#[test]
fn each_wrong_form_is_found_and_each_right_form_is_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/chinh-ta/nham-lan");
    // Only this group runs: the lists have names in lower case, which the rules about capitals would report.
    let spelling = Selection { select: vec!["chinh-ta".to_owned()], ..Selection::default() };
    let linter = Linter::new(&spelling).unwrap();
    let mut failed = Vec::new();
    let mut worker = Worker::default();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = RuleFile::read(&path.display().to_string(), &fs::read_to_string(&path).unwrap()).unwrap();
        for (wrong, right) in file.pairs() {
            if differ_in_style_only(&wrong, right) {
                failed.push(format!("“{wrong}” is another way to spell “{right}”: see syllable::spellings"));
            }
            let found = linter.check_text(&wrong, &mut worker).unwrap();
            let suggested = found.iter().any(|finding| finding.suggestions.first().is_some_and(|first| first == right));
            if !suggested {
                failed.push(format!("“{wrong}” → “{right}”: {found:?}"));
            }
            let found = linter.check_text(right, &mut worker).unwrap();
            if !found.is_empty() {
                failed.push(format!("“{right}” is right: {found:?}"));
            }
            count += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count >= 2500, "{count} pairs");
}

/// A mistake beside another mistake still has its own fix.
#[test]
fn a_known_mistake_beside_a_broken_word_is_safe_to_put_right() {
    let linter =
        Linter::new(&Selection { select: vec!["chinh-ta/nham-lan".to_owned()], ..Selection::default() }).unwrap();
    for (text, right) in [("Cả tổ nổ lực kiẻm tra.", "nỗ lực"), ("Phòng này nổ lực tìm kiém thêm.", "nỗ lực")]
    {
        let found = linter.check_text(text, &mut Worker::default()).unwrap();
        let fixes: Vec<_> = found.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        assert!(
            matches!(fixes[..], [fix] if fix.applicability == Applicability::Safe && fix.edits[0].replacement == right),
            "{text}: {found:?}"
        );
    }
    let straddling = linter.check_text("Nộp hồ sơ hữu quan cho phòng một cửa.", &mut Worker::default()).unwrap();
    assert!(straddling.is_empty(), "{straddling:?}");
}

/// Whether two phrases differ only in accepted spellings of the same words.
fn differ_in_style_only(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let alike = |(one, other): (&&str, &&str)| match (Syllable::parse(one), Syllable::parse(other)) {
        (Some(one), Some(other)) => one == other || spellings::twin(one) == Some(other),
        _ => one == other,
    };
    one.len() == other.len() && one.iter().zip(&other).all(alike)
}
