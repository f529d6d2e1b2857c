//! Rules that name and explain the mistakes that the speller finds: one for each kind of slip.

use super::{Loaded, glued, say};
use crate::rules::compiled::SLIPS;
use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId};
use crate::speller::{MistakeClass, Verdict};
use crate::syllable::slip::SlipKind;
use crate::syllable::{Case, ToneStyle};
use crate::text::Span;
use crate::token::Gap;

struct Entry {
    rule: RuleId,
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
}

/// The rule of each kind of slip, by [`MistakeClass::index`].
pub struct Slips {
    entries: [Option<Entry>; MistakeClass::COUNT],
}

/// The greatest number of syllables of a right form that is looked for around a slip.
const LONGEST: usize = 4;

impl Slips {
    /// The rules for kinds of slips in some sets.
    pub(in crate::rules) fn of(sets: &[Loaded]) -> Slips {
        let mut entries = [const { None }; MistakeClass::COUNT];
        for (loaded, slip) in sets.iter().flat_map(|loaded| loaded.set.slips().map(move |slip| (loaded, slip))) {
            let (message, reason) = (slip.message, slip.reason);
            let entry = Entry { rule: loaded.rules[slip.rule], message, reason, applicability: slip.applicability };
            entries[MistakeClass::of(SLIPS[slip.kind].1).index()] = Some(entry);
        }
        Slips { entries }
    }

    /// Whether a mistake is part of a compound that the confusion pairs, or the lists of rare words, have as right:
    /// *tất tả*.
    fn is_part_of_word(sets: &[Loaded], text: &Context<'_>, verdict: &Verdict) -> bool {
        let list = text.tokens().list();
        let [first, last] = [verdict.tokens.0, verdict.tokens.1].map(|at| at as usize);
        let mut folded = String::new();
        for from in first.saturating_sub(LONGEST - 1)..=first {
            folded.clear();
            for (at, token) in list.iter().enumerate().skip(from).take(LONGEST) {
                let Some(word) = token.word().filter(|_| at == from || joins(token.gap())) else { break };
                if at > from {
                    folded.push(' ');
                }
                fold_word(word, text.of(token), &mut folded);
                if at >= last && at > from && sets.iter().any(|loaded| loaded.set.is_right(&folded)) {
                    return true;
                }
            }
        }
        false
    }

    /// Reports the mistakes of a text.
    pub(in crate::rules) fn run(&self, sets: &[Loaded], text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        if !self.entries.iter().flatten().any(|entry| enabled[entry.rule.index()]) {
            return;
        }
        for verdict in text.mistakes() {
            let Some(entry) = self.entries[verdict.class.index()].as_ref().filter(|entry| enabled[entry.rule.index()])
            else {
                continue;
            };
            if Slips::is_part_of_word(sets, text, verdict) {
                continue;
            }
            let (span, suggestions) = written(text, verdict);
            let found = &text.text()[span.range()];
            let message = say(&entry.message, found, suggestions.first(), &entry.reason);
            let mut finding =
                Finding::replacing(entry.rule, text.to_shown(span), message, suggestions, entry.applicability);
            finding.confidence = Some(verdict.confidence);
            out.push(finding);
        }
        self.run_glued(text, enabled, out);
    }

    /// Reports two words that are glued together before a capital, under the rule for missing spaces.
    fn run_glued(&self, text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        let entry = self.entries[MistakeClass::of(SlipKind::DinhChu).index()].as_ref();
        let Some(entry) = entry.filter(|entry| enabled[entry.rule.index()]) else { return };
        let mixed = text.tokens().odd_words().filter(|(_, _, word)| word.case == Case::Mixed);
        for (at, token, word) in mixed {
            let Some(right) = glued::apart(text, at, token, word) else { continue };
            let message = say(&entry.message, text.of(token), Some(&right), &entry.reason);
            let span = text.to_shown(token.span);
            out.push(Finding::replacing(entry.rule, span, message, vec![right], entry.applicability));
        }
    }
}

/// Whether the words on both sides of a gap may be one: a line end inside a paragraph is as good as a space.
fn joins(gap: Gap) -> bool {
    gap.is_space() || gap == Gap::LineBreak
}

/// The span of a mistake, and its corrections as this text would write them.
pub(in crate::rules) fn written(text: &Context<'_>, verdict: &Verdict) -> (Span<crate::text::Prose>, Vec<String>) {
    let list = text.tokens().list();
    let [first, last] = [verdict.tokens.0, verdict.tokens.1].map(|at| &list[at as usize]);
    let case = first.word().map_or(Case::Lower, |word| word.case);
    let phrase = |meant: &crate::speller::Correction| {
        let mut phrase = meant.first.spelling();
        if let Some(second) = meant.second {
            phrase.push(' ');
            second.write(ToneStyle::Older, &mut phrase);
        }
        text.as_written(&phrase, &[case])
    };
    (first.span.cover(last.span), verdict.corrections.iter().map(phrase).collect())
}
