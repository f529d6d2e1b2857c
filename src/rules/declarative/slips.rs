//! Rules that give a name and a reason to what the speller finds: one for each kind of slip.

use std::collections::HashSet;

use super::file::RuleFile;
use super::{glued, say};
use crate::problem::Problem;
use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId};
use crate::speller::{Class, Verdict};
use crate::syllable::slip::Kind;
use crate::syllable::{Case, ToneStyle};
use crate::text::Span;
use crate::token::Gap;

/// The name of each kind in a rule file.
const NAMES: [(&str, Kind); 13] = [
    ("hoi-nga", Kind::HoiNga),
    ("s-x", Kind::SX),
    ("ch-tr", Kind::ChTr),
    ("d-gi-r", Kind::DGiR),
    ("l-n", Kind::LN),
    ("am-cuoi", Kind::AmCuoi),
    ("i-y", Kind::IY),
    ("thieu-dau", Kind::ThieuDau),
    ("nham-dau", Kind::NhamDau),
    ("go-phim", Kind::GoPhim),
    ("dinh-chu", Kind::DinhChu),
    ("tach-chu", Kind::TachChu),
    ("ngu-canh", Kind::NguCanh),
];

struct Entry {
    rule: RuleId,
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
}

/// The rule of each kind of slip, by [`Class::index`].
pub struct Slips {
    entries: [Option<Entry>; Class::COUNT],
    /// The right forms of the confusion pairs, of two syllables and more, and rare words: these are right.
    words: HashSet<String>,
}

/// The most syllables of a right form that is looked for around a slip.
const LONGEST: usize = 4;

impl Slips {
    /// Gathers the files that name a kind of slip.
    ///
    /// # Errors
    /// Names the file: a kind that does not exist, one that two files name, a missing message.
    pub(in crate::rules) fn build(
        files: &[RuleFile],
        id_of: impl Fn(&str) -> Option<RuleId>,
    ) -> Result<Slips, Problem> {
        let mut entries = [const { None }; Class::COUNT];
        for file in files {
            let Some(slip) = &file.body.slip else { continue };
            let kind = NAMES.iter().find(|(name, _)| name == slip).map(|(_, kind)| *kind);
            let kind = kind.ok_or_else(|| {
                let known: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
                let known = known.join(", ");
                file.error(
                    format!("không có loại lỗi “{slip}”; có: {known}"),
                    format!("no kind of slip {slip}; there are {known}"),
                )
            })?;
            let rule = id_of(file.rule()).ok_or_else(|| file.no_rule())?;
            let (message, applicability) = file.manner(files);
            let entry = Entry {
                rule,
                message: message.ok_or_else(|| {
                    file.error("quy tắc về loại lỗi phải có message", "a rule of slips needs a message")
                })?,
                reason: file.body.why.clone(),
                applicability,
            };
            if entries[Class::of(kind).index()].replace(entry).is_some() {
                return Err(file.error(
                    format!("loại lỗi “{slip}” đã có quy tắc rồi"),
                    format!("two rules for slips of the kind {slip}"),
                ));
            }
        }
        // They stand in the files as they are folded.
        let right = files.iter().filter(|file| !file.body.case).flat_map(|file| file.pairs().map(|(_, right)| right));
        let rare = files.iter().flat_map(|file| &file.body.words).map(String::as_str);
        let words = right.chain(rare).filter(|right| right.contains(' ')).map(str::to_owned).collect();
        Ok(Slips { entries, words })
    }

    /// Whether what is taken for a slip is part of a word that the confusion pairs know to be right: *tất tả*.
    fn is_part_of_word(&self, text: &Context<'_>, verdict: &Verdict) -> bool {
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
                if at >= last && at > from && self.words.contains(folded.as_str()) {
                    return true;
                }
            }
        }
        false
    }

    /// Reports the slips of a text.
    pub(in crate::rules) fn run(&self, text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        if !self.entries.iter().flatten().any(|entry| enabled[entry.rule.index()]) {
            return;
        }
        for verdict in text.mistakes() {
            let Some(entry) = self.entries[verdict.class.index()].as_ref().filter(|entry| enabled[entry.rule.index()])
            else {
                continue;
            };
            if self.is_part_of_word(text, verdict) {
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

    /// Reports two words that a capital between them tells apart: the rule is that of the words that the speller parts.
    fn run_glued(&self, text: &Context<'_>, enabled: &[bool], out: &mut Vec<Finding>) {
        let entry = self.entries[Class::of(Kind::DinhChu).index()].as_ref();
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

/// Where a slip stands, and what may be written there instead, as this text would write it.
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
