//! Checks a rule against its own examples: the embedded rules are tested in the test suite, a project's own by `morat
//! rules --check`.

use std::sync::Arc;

use super::{Linter, Selection, Worker, fix};
use crate::problem::{Bilingual, Problem};
use crate::rules::Meta;

/// How a rule departs from its examples: the rule alone has to mark each wrong text, the first suggestions have to give
/// the fixed text, nothing may be found in that, and neither the rule nor the default rules (`all`) may mark a right
/// text.
///
/// # Errors
/// If `all` has no rule of this name.
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
