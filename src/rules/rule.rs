//! What a rule of code is.

use super::context::Context;
use super::finding::Findings;
use super::meta::Meta;
use super::options::RuleOption;

/// A rule that needs code: syllables, sentences, the document as a whole.
pub trait Rule: Send + Sync {
    /// What the rule is.
    fn meta(&self) -> &'static Meta;

    /// What a house may settle about it.
    fn options(&self) -> Vec<&'static RuleOption> {
        Vec::new()
    }

    /// Reports what it finds in a text.
    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>);
}
