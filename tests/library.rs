//! The library as another program uses it.

use std::sync::Arc;

use morat::linter::{Linter, Selection, Worker};
use morat::speller::{Correction, MistakeClass, Speller, UnmarkedPassage, Verdict};
use morat::syllable::slip::SlipKind;
use morat::syllable::{Flaw, Syllable};
use morat::token::Tokens;

/// Takes every *sạn* for *sạch*, and nothing for a passage without marks.
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
