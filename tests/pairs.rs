//! Every confusion pair is its own example: the wrong form is marked and becomes the right one, the right one is left alone.

use std::fs;
use std::path::Path;

use morat::linter::{Linter, Selection, Worker};
use morat::rules::declarative::RuleFile;

#[test]
fn each_wrong_form_is_found_and_each_right_form_is_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/chinh-ta/nham-lan");
    // The group alone: names stand in the lists in small letters, and the rules of capitals would mark them.
    let spelling = Selection { select: vec!["chinh-ta".to_owned()], ..Selection::default() };
    let linter = Linter::new(&spelling).unwrap();
    let mut failed = Vec::new();
    let mut worker = Worker::default();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = RuleFile::read(&path.display().to_string(), &fs::read_to_string(&path).unwrap()).unwrap();
        for (wrong, right) in file.pairs() {
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
