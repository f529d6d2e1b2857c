//! Floor 4: runs the rules over a document, settles findings that overlap, and leaves out what comments suppress.
//!
//! A [`Linter`] is immutable and shared between threads; each thread has a [`Worker`] with the buffers that it reuses.
//! The linter knows no rule by name.

mod capital;
mod cited;
mod edits;
#[cfg(any(test, feature = "cli"))]
pub mod examples;
mod fingerprint;
mod fix;
mod selection;
mod settle;
mod suppress;
mod terms;

pub use edits::Edits;
pub use fix::{FixOptions, Fixed, compatible, make};
pub use selection::{Level, Selection, nearest, nearest_of, plain, unknown_rule};
#[cfg(feature = "lsp")]
pub use suppress::{begun_comment, comment_commands, comment_for};
pub use terms::Terms;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dictionaries::Dictionaries;
use crate::document::{ContainerPosition, Document};
use crate::problem::Problem;
use crate::rules::{
    Bilingual, Context, Edit, Finding, Fingerprint, Fix, House, HouseStyle, Registry, RuleId, Scratch, Severity,
};
use crate::speller::Speller;
use crate::text::{DecodeError, Decoded, File, LineIndex, Normal, Position, Prose, Shown, Span, replaced};
use crate::token::Tokens;

/// A finding with its position in the file: what reports print.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule.
    pub rule: RuleId,
    /// The rule's name.
    pub name: String,
    /// Its severity.
    pub severity: Severity,
    /// What is wrong and why.
    pub message: Bilingual,
    /// The marked text as it stands in the file.
    pub text: String,
    /// Byte span of the file; in a container, of the text that it shows.
    pub span: Span<File>,
    /// Byte span of [`Document::listing`], for showing the line.
    pub listed: Span<Decoded>,
    /// The part and the paragraph of a container; `None` in other files.
    pub place: Option<ContainerPosition>,
    /// Line and column of its first character.
    pub start: Position,
    /// Line and column behind its last character.
    pub end: Position,
    /// Replacements for the span, best first.
    pub suggestions: Vec<String>,
    /// Probability that the finding is right, from 0 to 1; `None` if the rule does not know it.
    pub confidence: Option<f32>,
    /// The fix, as replacements in the file.
    pub fix: Option<Fix<File>>,
    /// The hash by which it is recognised in a later run.
    pub fingerprint: Fingerprint,
}

/// The buffers of one thread, reused from document to document.
#[derive(Default)]
pub struct Worker {
    tokens: Tokens,
    scratch: Scratch,
    opaque: Vec<Span<Prose>>,
}

/// The rules that run, with all that they need.
#[derive(Clone)]
pub struct Linter {
    registry: Arc<Registry>,
    dictionaries: Arc<Dictionaries>,
    speller: Arc<dyn Speller>,
    enabled: Vec<bool>,
    severities: Vec<Severity>,
    /// For each rule whether an unsure finding gets a lower severity: yes, unless the user has set the rule's severity.
    graded: Vec<bool>,
    min_severity: Option<Severity>,
    least: Vec<f32>,
    house: House,
    terms: Arc<Terms>,
    strict: bool,
}

impl Linter {
    /// A linter with the embedded rules and dictionaries.
    ///
    /// # Errors
    /// The first name in the selection that is neither a rule nor a group.
    #[cfg(feature = "training")]
    pub fn new(selection: &Selection) -> Result<Linter, Problem> {
        Linter::with(Arc::clone(Registry::shared()), Arc::clone(Dictionaries::embedded()), selection)
    }

    /// A linter with other rules and dictionaries.
    ///
    /// # Errors
    /// As [`Linter::new`].
    pub fn with(
        registry: Arc<Registry>,
        dictionaries: Arc<Dictionaries>,
        selection: &Selection,
    ) -> Result<Linter, Problem> {
        let resolve = |name: &String| {
            let ids: Vec<RuleId> = registry.select(name).collect();
            if ids.is_empty() { Err(unknown_rule(&registry, name)) } else { Ok(ids) }
        };
        let mut enabled: Vec<bool> = registry
            .rules()
            .iter()
            .map(|meta| selection.select.is_empty() && (selection.strict || !meta.strict))
            .collect();
        let mut severities: Vec<Severity> = registry.rules().iter().map(|meta| meta.severity).collect();
        let mut graded = vec![true; severities.len()];
        for (name, level) in &selection.levels {
            for id in resolve(name)? {
                let on = *level != Level::Off;
                // A group that is on brings no strict rules of its own.
                let named = registry.rule(id).name == name.as_str() || !registry.rule(id).strict || selection.strict;
                enabled[id.index()] = selection.select.is_empty() && on && (named || enabled[id.index()]);
                if let Level::At(severity) = level {
                    severities[id.index()] = *severity;
                    graded[id.index()] = false;
                }
            }
        }
        for name in &selection.select {
            // A rule named in full runs even if it is strict; a group brings its strict rules only when those are wanted.
            for id in resolve(name)? {
                let meta = registry.rule(id);
                enabled[id.index()] |= meta.name == name.as_str() || selection.strict || !meta.strict;
            }
        }
        for name in &selection.ignore {
            for id in resolve(name)? {
                enabled[id.index()] = false;
            }
        }
        enabled[registry.comments().unused.index()] |= selection.report_unused;
        let mut least = vec![0.0; enabled.len()];
        for (name, confidence) in &selection.thresholds {
            for id in resolve(name)? {
                least[id.index()] = *confidence;
            }
        }
        if let Some(confidence) = selection.min_confidence {
            least.iter_mut().for_each(|least| *least = confidence.max(*least));
        }
        for (enabled, severity) in enabled.iter_mut().zip(&severities) {
            *enabled &= selection.min_severity.is_none_or(|least| *severity >= least);
        }
        // Where its rule runs and nobody said what the house writes, it is what the press writes; where it does not run, nothing
        // is settled, and other rules need not heed it.
        let mut house = selection.house.clone();
        let runs = enabled[registry.house_style().index()];
        house.spelling = runs.then(|| house.spelling.take().unwrap_or_else(HouseStyle::press));
        Ok(Linter {
            registry,
            speller: Arc::clone(&dictionaries) as Arc<dyn Speller>,
            dictionaries,
            enabled,
            severities,
            graded,
            min_severity: selection.min_severity,
            least,
            house,
            terms: Arc::clone(&selection.terms),
            strict: selection.strict,
        })
    }

    /// A linter that asks another speller for misspelled words. Rules that ask for words, names and pairs still ask the
    /// dictionaries.
    #[cfg(feature = "training")]
    pub fn with_speller(self, speller: Arc<dyn Speller>) -> Linter {
        Linter { speller, ..self }
    }

    /// All rules, whether they run or not.
    #[cfg(feature = "training")]
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// The severity of a rule; `None` if it does not run.
    pub fn severity(&self, rule: RuleId) -> Option<Severity> {
        self.enabled[rule.index()].then(|| self.severities[rule.index()])
    }

    /// The severity of a finding: that of its rule, or lower where the rule is less sure of it. A severity that the
    /// user has set for the rule applies to all its findings.
    fn severity_of(&self, finding: &Finding) -> Severity {
        let of_rule = self.severities[finding.rule.index()];
        if !self.graded[finding.rule.index()] {
            return of_rule;
        }
        let sure = finding.confidence.map_or(of_rule, Severity::of_confidence);
        sure.min(finding.at_most).min(of_rule)
    }

    /// The findings of a document by position, without those that overlap another of their group and those that a
    /// comment suppresses.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if the normalised text would be 4 GiB or more.
    pub fn check(&self, document: &Document<'_>, worker: &mut Worker) -> Result<Vec<Finding>, DecodeError> {
        let text = document.text();
        let normal = Normal::new(text)?;
        worker.read(document, &normal);
        let Worker { tokens, scratch, opaque } = worker;
        let context = Context::new(text, &normal, tokens, &self.dictionaries, &*self.speller, &self.house, self.strict);
        let mut findings = Vec::new();
        self.registry.run(&context, scratch, &self.enabled, &mut findings);
        findings.retain(|finding| finding.confidence.is_none_or(|sure| sure >= self.least[finding.rule.index()]));
        if let Some(least) = self.min_severity {
            findings.retain(|finding| self.severity_of(finding) >= least);
        }
        self.terms.accept(&normal, tokens, &mut findings);
        if !findings.is_empty() {
            cited::spare(&self.registry, document, &normal, tokens, &mut findings);
        }
        if !findings.is_empty() || !opaque.is_empty() {
            // What a comment keeps quiet is what would have been shown: a place that one rule was told to leave is not
            // handed on to the next.
            settle::settle(&self.registry, &mut findings);
            capital::protect(&self.registry, &normal, tokens, &mut findings);
            suppress::apply(&self.registry, &normal, opaque, &self.enabled, &mut findings);
            for finding in &mut findings {
                let rule = &self.registry.rule(finding.rule).name;
                finding.fingerprint = fingerprint::fingerprint(rule, finding, &normal, tokens);
            }
        }
        Ok(findings)
    }

    /// The findings of a plain text.
    ///
    /// # Errors
    /// As [`Linter::check`].
    pub fn check_text(&self, text: &str, worker: &mut Worker) -> Result<Vec<Finding>, DecodeError> {
        self.check(&Document::of_text(text)?, worker)
    }

    /// This linter with other accepted terms.
    pub fn accepting(&self, terms: Arc<Terms>) -> Linter {
        Linter { terms, ..self.clone() }
    }

    /// The accepted terms.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Sets `used` to true, by the number of the term, for the accepted terms that occur in a document.
    ///
    /// # Errors
    /// As [`Linter::check`].
    pub fn note_used_terms(
        &self,
        document: &Document<'_>,
        worker: &mut Worker,
        used: &mut [bool],
    ) -> Result<(), DecodeError> {
        let normal = Normal::new(document.text())?;
        worker.read(document, &normal);
        self.terms.note_used(normal.text(), &worker.tokens, used);
        Ok(())
    }

    /// Whether doubtful findings are reported, too.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Findings of a document as diagnostics of its file, in the order in which they stand in its listing.
    pub fn diagnostics(&self, document: &Document<'_>, findings: Vec<Finding>) -> Vec<Diagnostic> {
        if findings.is_empty() {
            return Vec::new();
        }
        let listing = document.listing();
        let findings = as_listed(document, findings);
        let mut lines = LineIndex::new(listing);
        findings
            .into_iter()
            .map(|finding| {
                let listed = document.to_listing(finding.span);
                let meta = self.registry.rule(finding.rule);
                Diagnostic {
                    rule: finding.rule,
                    name: meta.name.clone().into_owned(),
                    severity: self.severity_of(&finding),
                    message: finding.message,
                    text: listing[listed.range()].to_owned(),
                    span: document.to_file(finding.span),
                    listed,
                    place: document.place(finding.span),
                    start: lines.position(listed.start()),
                    end: lines.position(listed.end()),
                    suggestions: written(document, finding.span, finding.suggestions),
                    confidence: finding.confidence,
                    fix: finding.fix.and_then(|fix| in_file(document, fix, finding.whole)),
                    fingerprint: finding.fingerprint,
                }
            })
            .collect()
    }
}

/// Findings in the order in which they stand in [`Document::listing`]. A format may show a text elsewhere than where it is
/// written: a footnote of LaTeX is read after its paragraph.
pub fn as_listed(document: &Document<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| document.to_listing(finding.span).start());
    findings
}

/// Suggestions as they are written in the file, so that each replaces exactly the span there: with the markup inside,
/// and escaped where the format asks for it.
fn written(document: &Document<'_>, span: Span<Shown>, suggestions: Vec<String>) -> Vec<String> {
    let listed = document.to_listing(span);
    let in_file = |suggestion: String| {
        let Some(mut edits) = document.edits(span, &suggestion) else { return suggestion };
        edits.sort_by_key(|(place, _)| *place);
        let inside = edits.iter().all(|(place, _)| listed.start() <= place.start() && place.end() <= listed.end());
        if !inside || edits.windows(2).any(|two| two[1].0.start() < two[0].0.end()) {
            return suggestion;
        }
        let from_start =
            |place: Span<Decoded>| Span::<Decoded>::new(place.start() - listed.start(), place.end() - listed.start());
        let edits = edits.iter().map(|(place, replacement)| (from_start(*place), replacement.as_str()));
        replaced(&document.listing()[listed.range()], edits)
    };
    match document.is_as_shown() {
        true => suggestions,
        false => suggestions.into_iter().map(in_file).collect(),
    }
}

/// A fix as replacements in the file, or in the text that a container shows; `None` if it cannot be made there.
fn in_file(document: &Document<'_>, fix: Fix<Shown>, one_by_one: bool) -> Option<Fix<File>> {
    let edits = fix.edits.iter().map(|edit| (edit.span, edit.replacement.as_str()));
    let place = |span: Span<Decoded>| match document.format().is_container() {
        true => Span::new(span.start(), span.end()),
        false => document.source().to_file(span),
    };
    let edits = in_listing(document, edits, one_by_one)?.into_iter();
    let edits = edits.map(|(span, replacement)| Edit { span: place(span), replacement }).collect();
    Some(Fix { applicability: fix.applicability, edits })
}

/// Edits of the shown text as replacements in [`Document::listing`], by position; `None` if they cannot be made there.
/// Of edits that are made `one_by_one`, those that cannot be made are left out.
pub fn in_listing<'e>(
    document: &Document<'_>,
    edits: impl IntoIterator<Item = (Span<Shown>, &'e str)>,
    one_by_one: bool,
) -> Option<Vec<(Span<Decoded>, String)>> {
    let mut listed = Vec::new();
    for (span, replacement) in edits {
        match document.edits(span, replacement) {
            // The text of a container's parts is nobody's but its own.
            Some(_) if document.format().is_container() => {
                listed.push((document.to_listing(span), replacement.to_owned()));
            }
            Some(places) => listed.extend(places),
            None if one_by_one => {}
            None => return None,
        }
    }
    listed.sort_by_key(|(span, _)| *span);
    (!listed.is_empty()).then_some(listed)
}

impl Worker {
    /// The sentences of a document, as spans of its shown text, without the white space between them.
    ///
    /// # Errors
    /// As [`Linter::check`].
    #[cfg(feature = "serve")]
    pub fn sentences(&mut self, document: &Document<'_>) -> Result<Vec<Span<Shown>>, DecodeError> {
        let normal = Normal::new(document.text())?;
        self.read(document, &normal);
        let tokens = self.tokens.list();
        let of = |range: std::ops::Range<usize>| -> Option<Span<Shown>> {
            let (first, last) = (tokens[range.clone()].first()?, tokens[range].last()?);
            Some(normal.to_shown(Span::new(first.span.start(), last.span.end())))
        };
        Ok(self.tokens.sentences().filter_map(of).collect())
    }

    /// Tokenises a document.
    fn read(&mut self, document: &Document<'_>, normal: &Normal<'_>) {
        self.opaque.clear();
        self.opaque.extend(document.opaque().iter().map(|span| normal.to_prose(*span)));
        self.tokens.fill(normal.text(), &self.opaque);
    }
}

/// The findings of the default rules in a text, for tests.
#[cfg(test)]
pub fn diagnostics_of(text: &str) -> Vec<Diagnostic> {
    let linter = Linter::new(&Selection::default()).unwrap();
    let document = Document::of_text(text).unwrap();
    let found = linter.check(&document, &mut Worker::default()).unwrap();
    linter.diagnostics(&document, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn select(names: &[&str]) -> Selection {
        Selection { select: names.iter().map(|name| name.to_string()).collect(), ..Selection::default() }
    }

    fn findings(linter: &Linter, text: &str) -> Vec<Finding> {
        linter.check_text(text, &mut Worker::default()).unwrap()
    }

    #[test]
    fn every_rule_does_what_its_examples_say() {
        let all = shared();
        let failed = all.registry().rules().iter().flat_map(|meta| examples::failures(all, meta).unwrap());
        let failed: Vec<String> = failed.map(|failed| failed.en.into_owned()).collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }

    #[test]
    fn selection_by_rule_group_and_severity() {
        let registry = shared().registry();
        let on = |selection: Selection| {
            Linter::with(Arc::clone(registry), Arc::clone(Dictionaries::embedded()), &selection)
                .unwrap()
                .enabled
                .iter()
                .filter(|on| **on)
                .count()
        };
        let all = on(Selection::default());
        assert_eq!(on(select(&["chinh-ta/am-tiet"])), 1);
        assert!(on(select(&["chinh-ta"])) > 1);
        assert_eq!(on(Selection { ignore: vec!["chinh-ta/am-tiet".into()], ..Selection::default() }), all - 1);
        assert!(on(Selection { min_severity: Some(Severity::Error), ..Selection::default() }) < all);
        let error = Linter::new(&select(&["am-tiec"])).err().unwrap();
        assert!(error.message.en.contains("did you mean “chinh-ta/am-tiet”?"), "{error}");
        let far = Linter::new(&select(&["xyz/qwertyuiop"])).err().unwrap();
        assert!(far.message.en.ends_with("see the list: morat rules"), "{far}");
        // A group that is another, and a name as people write it.
        for (name, meant) in [
            ("nhat-quan/cach-doi", "dau-cau/cach-doi"),
            ("Chính tả/hỏi ngã", "chinh-ta/hoi-nga"),
            ("cach-đôi", "dau-cau/cach-doi"),
        ] {
            assert_eq!(nearest(registry, name).as_deref(), Some(meant));
        }
        let error: Box<dyn std::error::Error> = Box::new(error);
        assert!(error.to_string().starts_with("no rule or group “am-tiec”"), "{error}");
    }

    #[test]
    fn diagnostics_stand_as_in_the_file() {
        // The note is read behind the paragraph in which it stands.
        let text = "\\begin{document}\nSáng\\footnote{Sự nổ lực.} nay chia sẽ.\n\\end{document}\n";
        let document = Document::open(text.as_bytes(), Format::LATEX, &Arc::default()).unwrap();
        let linter = Linter::new(&Selection::default()).unwrap();
        let found = linter.check(&document, &mut Worker::default()).unwrap();
        assert!(found[0].span.start() < found[1].span.start(), "by what is shown");
        let diagnostics = linter.diagnostics(&document, found);
        let texts: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.text.as_str()).collect();
        assert_eq!(texts, ["nổ lực", "chia sẽ"]);
    }

    #[test]
    fn one_mistake_gives_one_finding() {
        let linter = Linter::new(&Selection::default()).unwrap();
        for text in ["Công tác kiẻm tra.", "Sự nổ lực.", "Ðược rồi.", "Kết quả. , từ đó", "Cam ,quýt", "cuả tôi"]
        {
            let found = findings(&linter, text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
        }
    }

    fn draft() -> impl Strategy<Value = String> {
        // Words that are right, wrong and foreign, punctuation, spaces and things that are no prose, in any order.
        let piece = prop::sample::select(vec![
            "kiẻm",
            "tra",
            "giám",
            "sat",
            "nổ",
            "lực",
            "chia",
            "sẽ",
            "bổ",
            "xung",
            "Nghi",
            "quyết",
            "của",
            "của",
            "các",
            "UBND",
            "TP.HCM",
            "v.v.",
            "28/12",
            "1.000",
            "https://a.vn/b",
            "Ðảng",
            "cоng",
            "người",
            "đươc",
            "Tuỳ",
            "hoà",
            "tóan",
            "a\u{301}\u{302}",
            "👩\u{200D}👧",
            "\u{200B}",
            "日本",
            "Mát-xcơ-va",
            "(",
            ")",
            "“",
            "”",
            "\"",
            ",",
            ";",
            ".",
            "…",
            "...",
            "?",
            "!",
            ":",
            "/.",
            " ",
            "  ",
            "\u{A0}",
            "\n",
            "\r\n",
            "\t",
            "<!-- morat: tắt -->",
            "<!-- morat: bật -->",
            "`a  b`",
        ]);
        prop::collection::vec(
            prop_oneof![4 => piece.prop_map(str::to_owned), 2 => Just(" ".to_owned()), 1 => "\\PC"],
            0..40,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters_inside_the_text(text in draft()) {
            let linter = shared();
            for finding in findings(linter, &text) {
                prop_assert!(text.get(finding.span.range()).is_some());
                for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                    prop_assert!(text.get(edit.span.range()).is_some());
                }
            }
        }

        #[test]
        fn every_normal_form_gives_the_same_findings(text in draft()) {
            let linter = shared();
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            let said = |text: &str| -> Vec<(RuleId, String, Vec<String>)> {
                findings(linter, text)
                    .into_iter()
                    .filter(|finding| linter.registry().rule(finding.rule).name != "ky-tu/nfc")
                    .map(|finding| {
                        let marked = Normal::new(&text[finding.span.range()]).unwrap().text().to_owned();
                        (finding.rule, marked, finding.suggestions)
                    })
                    .collect()
            };
            prop_assert_eq!(said(&composed), said(&decomposed));
        }

        #[test]
        fn fixing_twice_changes_nothing_more(text in draft(), all in any::<bool>()) {
            let linter = shared();
            let mut worker = Worker::default();
            let once = linter.fix(Document::of_text(&text).unwrap(), FixOptions { all, except: None }, &mut worker).unwrap();
            prop_assert!(once.settled, "{:?} → {:?}", text, once.document.text());
            let twice = linter.fix(once.document.clone(), FixOptions { all, except: None }, &mut worker).unwrap();
            prop_assert_eq!(twice.document.text(), once.document.text());
            prop_assert_eq!(twice.applied, 0);
        }
    }

    fn shared() -> &'static Linter {
        static LINTER: std::sync::LazyLock<Linter> =
            std::sync::LazyLock::new(|| Linter::new(&Selection::default()).unwrap());
        &LINTER
    }
}
