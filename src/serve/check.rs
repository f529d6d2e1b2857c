//! `/v2/check`: a text and what is asked of it to an answer.

use std::sync::Arc;

use hyper::StatusCode;

use super::annotated::Annotated;
use super::answer::{
    Answer, CategoryOut, Context, Detected, ExtendedRange, Kind, Language as LanguageOut, Match, Rate, Replacement,
    Rule, Software, Warnings,
};
use super::category::Category;
use super::choice::{Choice, Mode};
use super::context;
use super::desk::{Desk, Settings};
use super::form::Form;
use super::language::{self, Language};
use super::refusal::Refusal;
use crate::document::is_foreign;
use crate::linter::Diagnostic;
use crate::problem::{Lang, Problem};
use crate::project::Judge;
use crate::rules::Severity;
use crate::text::{Decoded, Span, Unit, Units};

/// What a request asks.
pub struct Asked {
    text: Annotated,
    language: Language,
    choice: Choice,
    mode: Mode,
}

impl Asked {
    /// What a request asks.
    ///
    /// # Errors
    /// What is wrong with its parameters; a text longer than `most` UTF-16 code units.
    pub fn of(form: &Form, desk: &Desk, most: usize) -> Result<Asked, Refusal> {
        let text = Annotated::of(form)?;
        // Nobody counts what cannot be too long.
        if text.text.len() > most && text.text.encode_utf16().count() > most {
            return Err(Refusal::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("văn bản dài hơn {most} ký tự, là giới hạn của máy chủ này (--max-length)"),
                format!("Your text exceeds the limit of {most} characters of this server (--max-length)"),
            ));
        }
        let language = Language::of_code(form.said("language"))?;
        let mode = Mode::of(form)?;
        let choice = Choice::of(form, desk.usual().project.registry())?;
        Ok(Asked { text, language, choice, mode })
    }

    /// The answer.
    ///
    /// # Errors
    /// If the settings cannot be used.
    pub fn answer(&self, desk: &Desk, lang: Lang) -> Result<Answer, Problem> {
        match &self.language {
            Language::Other(code) => return Ok(foreign(code, code, lang)),
            Language::Auto if is_foreign(&self.text.text) => {
                return Ok(foreign(language::UNKNOWN_NAME, language::UNKNOWN_CODE, lang));
            }
            Language::Auto | Language::Vietnamese => {}
        }
        let settings = desk.settings(&self.choice)?;
        let document = self.text.document()?;
        let units = Units::new(&self.text.text);
        let (found, sentences) = desk.with_worker(|worker| -> Result<_, Problem> {
            let linter = &settings.linter.linter;
            let found = match self.choice.is_nothing() {
                true => Vec::new(),
                false => linter.diagnostics(&document, linter.check(&document, worker)?),
            };
            Ok((found, worker.sentences(&document)?))
        })?;
        let sentences: Vec<Span<Decoded>> = sentences.into_iter().map(|span| document.to_listing(span)).collect();
        let found = self.wanted(&settings, found);
        let matches = found.into_iter().map(|found| self.written(&settings, &units, &sentences, found, lang)).collect();
        let utf16 = |at: u32| units.offset(Unit::Byte, at).utf16;
        let ranges: Vec<[u32; 2]> = sentences.iter().map(|span| [utf16(span.start()), utf16(span.end())]).collect();
        let extended = ranges.iter().map(|[from, to]| ExtendedRange {
            from: *from,
            to: *to,
            detected_languages: vec![Rate { language: language::CODE.into(), rate: 1.0 }],
        });
        let (name, code) = (language::NAME.to_owned(), language::LONG_CODE.to_owned());
        let detected_language = Detected { name: name.clone(), code: code.clone(), confidence: 1.0, source: "" };
        Ok(Answer {
            software: Software::of_check(),
            warnings: Warnings::default(),
            language: LanguageOut { name, code, detected_language },
            matches,
            extended_sentence_ranges: extended.collect(),
            sentence_ranges: ranges,
        })
    }

    /// The findings that are shown.
    fn wanted(&self, settings: &Arc<Settings>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let registry = settings.project.registry();
        found.retain(|found| self.mode.wants(Category::of(registry.rule(found.rule))));
        found.retain(|found| !self.text.is_markup(found.listed.start() as usize, found.listed.end() as usize));
        Judge::new(false).leave_shown(&settings.project, &settings.place, true, &mut found, |found| found);
        found
    }

    fn written(
        &self,
        settings: &Settings,
        units: &Units<'_>,
        sentences: &[Span<Decoded>],
        found: Diagnostic,
        lang: Lang,
    ) -> Match {
        let text = &self.text.text;
        let rule = settings.project.registry().rule(found.rule);
        let category = Category::of(rule);
        let offset = units.offset(Unit::Byte, found.listed.start()).utf16;
        let length = units.offset(Unit::Byte, found.listed.end()).utf16 - offset;
        let (around, at) = context::around(text, found.listed.range());
        let begun = sentences.partition_point(|sentence| sentence.start() <= found.listed.start());
        // What stands before the first sentence belongs to it.
        let sentence = sentences.get(begun.saturating_sub(1)).map_or("", |sentence| &text[sentence.range()]);
        let type_name = match (category.issue_type, found.severity) {
            (_, Severity::Info) => "Hint",
            ("misspelling", _) => "UnknownWord",
            _ => "Other",
        };
        Match {
            message: lang.of(&found.message).to_owned(),
            short_message: category.title(lang).to_owned(),
            replacements: found.suggestions.into_iter().map(|value| Replacement { value }).collect(),
            offset,
            length,
            context: Context { text: around, offset: at, length },
            sentence: sentence.to_owned(),
            kind: Kind { type_name },
            rule: Rule {
                description: lang.of(&rule.summary).to_owned(),
                issue_type: category.issue_type,
                category: CategoryOut { id: category.id, name: category.title(lang) },
                id: found.name,
            },
            ignore_for_incomplete_sentence: category.is_text_level(),
            context_for_sure_match: if category.is_text_level() { -1 } else { 0 },
        }
    }
}

/// The answer about a text that is not in Vietnamese.
fn foreign(name: &str, code: &str, lang: Lang) -> Answer {
    let reason = lang.pick("morat chỉ soát tiếng Việt", "morat reads Vietnamese only");
    let detected_language = Detected { name: name.into(), code: code.into(), confidence: 1.0, source: "" };
    Answer {
        software: Software::of_check(),
        warnings: Warnings { incomplete_results: true, incomplete_results_reason: Some(reason.into()) },
        language: LanguageOut { name: name.into(), code: code.into(), detected_language },
        matches: Vec::new(),
        sentence_ranges: Vec::new(),
        extended_sentence_ranges: Vec::new(),
    }
}
