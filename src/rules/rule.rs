//! The interface of code rules.

use super::context::Context;
use super::finding::Findings;
use super::meta::Meta;
use super::options::RuleOption;

/// A code rule: one that needs syllables, sentences, or the document as a whole.
pub trait Rule: Send + Sync {
    /// Its metadata.
    fn meta(&self) -> &'static Meta;

    /// Its options.
    fn options(&self) -> Vec<&'static RuleOption> {
        Vec::new()
    }

    /// Reports its findings in a text.
    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>);
}
