//! The examples of a rule are its tests: those that morat carries are tested when it is built, a project's own by
//! `morat rules --check`.

use std::sync::Arc;

use super::{Linter, Selection, Worker, fix};
use crate::problem::{Bilingual, Problem};
use crate::rules::Meta;

/// What is not as a rule's examples say: each wrong text has to be marked by the rule alone, to become the fixed text when
/// first suggestions are taken, and to have nothing left then; each right text has to be left alone by the rule and by `all`
/// default rules.
///
/// # Errors
/// If `all` has no such rule.
pub fn failures(all: &Linter, meta: &Meta) -> Result<Vec<Bilingual>, Problem> {
    let only = Linter::with(Arc::clone(&all.registry), Arc::clone(&all.dictionaries), &Selection::of_rule(meta))?;
    let mut worker = Worker::default();
    let mut findings = |linter: &Linter, text: &str| linter.check_text(text, &mut worker).unwrap_or_default();
    let mut failed = Vec::new();
    for example in meta.wrong.iter() {
        let (text, wanted) = (&example.text, &example.fixed);
        let found = findings(&only, text);
        if found.is_empty() {
            failed.push(Bilingual::new(
                format!("{}: không bắt được gì trong “{text}”", meta.name),
                format!("{}: nothing found in “{text}”", meta.name),
            ));
        }
        let fixed = fix::suggested(text, &found);
        if fixed != *wanted {
            failed.push(Bilingual::new(
                format!("{}: sửa thành “{fixed}”, ví dụ ghi “{wanted}”", meta.name),
                format!("{}: “{fixed}” instead of “{wanted}”", meta.name),
            ));
        }
        if fixed != *text && !findings(&only, &fixed).is_empty() {
            failed.push(Bilingual::new(
                format!("{}: sửa thành “{fixed}” rồi vẫn còn bị bắt", meta.name),
                format!("{}: “{fixed}” is still marked", meta.name),
            ));
        }
    }
    for text in meta.right.iter() {
        for linter in [&only, all] {
            let found = findings(linter, text);
            if found.is_empty() {
                continue;
            }
            let rules: Vec<&str> = found.iter().map(|finding| all.registry.rule(finding.rule).name.as_ref()).collect();
            let rules = rules.join(", ");
            failed.push(Bilingual::new(
                format!("{}: câu đúng “{text}” bị bắt ({rules})", meta.name),
                format!("{}: the right text “{text}” is marked ({rules})", meta.name),
            ));
        }
    }
    Ok(failed)
}
