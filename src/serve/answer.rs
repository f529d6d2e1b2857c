//! The answers, field by field as LanguageTool 6 writes them.

use serde::Serialize;

/// The name of the program in answers. Programs show it.
const NAME: &str = "morat";

/// The version of the interface.
const API_VERSION: u32 = 1;

/// What answers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Software {
    name: &'static str,
    version: &'static str,
    build_date: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_version: Option<u32>,
    premium: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

impl Software {
    /// As in the answer of a check.
    pub fn of_check() -> Software {
        Software { api_version: Some(API_VERSION), status: Some(""), ..Software::of_info() }
    }

    /// As in `/v2/info`.
    pub fn of_info() -> Software {
        // A build has no date: the same source gives the same program.
        let (version, build_date) = (env!("CARGO_PKG_VERSION"), "");
        Software { name: NAME, version, build_date, api_version: None, premium: false, status: None }
    }
}

/// The answer of a check.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// What answers.
    pub software: Software,
    /// Whether the text was read whole.
    pub warnings: Warnings,
    /// The language that was asked for, and that which it was read as.
    pub language: Language,
    /// The findings, by position.
    pub matches: Vec<Match>,
    /// The sentences, each as start and end.
    pub sentence_ranges: Vec<[u32; 2]>,
    /// The sentences, each with its language.
    pub extended_sentence_ranges: Vec<ExtendedRange>,
}

/// Whether a text was read whole.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Warnings {
    /// Whether there may be more to find.
    pub incomplete_results: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete_results_reason: Option<String>,
}

/// A language, and what it was found to be.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Language {
    /// Its English name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The language of the text.
    pub detected_language: Detected,
}

/// A language that was found.
#[derive(Serialize)]
pub struct Detected {
    /// Its English name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// What found it.
    pub source: &'static str,
}

/// A finding. Offsets and lengths are in UTF-16 code units.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// What is wrong and why.
    pub message: String,
    /// The same in a word or two.
    pub short_message: String,
    /// What to write instead, best first.
    pub replacements: Vec<Replacement>,
    /// Where it begins.
    pub offset: u32,
    /// How long it is.
    pub length: u32,
    /// The words around it.
    pub context: Context,
    /// The sentence that it begins in.
    pub sentence: String,
    /// Its kind, for colours.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The rule.
    pub rule: Rule,
    /// Whether it may be only for the lack of what is not written yet.
    pub ignore_for_incomplete_sentence: bool,
    /// How many sentences around it have to be known; -1 for the whole text.
    pub context_for_sure_match: i32,
}

/// What to write instead.
#[derive(Serialize)]
pub struct Replacement {
    /// The text.
    pub value: String,
}

/// The words around a finding.
#[derive(Serialize)]
pub struct Context {
    /// These words.
    pub text: String,
    /// Where the finding begins in them.
    pub offset: usize,
    /// How long it is.
    pub length: u32,
}

/// The kind of a finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kind {
    /// `UnknownWord`, `Hint` or `Other`.
    pub type_name: &'static str,
}

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// What it finds.
    pub description: String,
    /// Its issue type.
    pub issue_type: &'static str,
    /// Its category.
    pub category: CategoryOut,
}

/// A category.
#[derive(Serialize)]
pub struct CategoryOut {
    /// Its identifier.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// A sentence with its language.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtendedRange {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its language.
    pub detected_languages: Vec<Rate>,
}

/// How sure a language is.
#[derive(Serialize)]
pub struct Rate {
    /// Its code.
    pub language: String,
    /// From 0 to 1.
    pub rate: f32,
}
