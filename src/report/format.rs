//! The table of output formats: their names, what they need, and how a report is created.

use super::Full;
use super::style::Style;
use super::{
    Checkstyle, Compact, GitHub, GitLab, Grouped, Html, JUnit, Json, JsonLines, RdJson, Report, Sarif, Statistics,
};

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// The source line with the marked text underlined.
    Full,
    /// One line for each finding.
    Compact,
    /// One line for each finding, in columns, file by file.
    Grouped,
    /// One JSON object.
    Json,
    /// One JSON object for each finding.
    Jsonl,
    /// Annotations of GitHub Actions.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// XML as Checkstyle writes it.
    Checkstyle,
    /// XML as test runners write it.
    Junit,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// A page to read in a browser.
    Html,
}

impl OutputFormat {
    /// All formats, in the order of the documentation.
    pub const ALL: &[OutputFormat] = &[
        OutputFormat::Full,
        OutputFormat::Compact,
        OutputFormat::Grouped,
        OutputFormat::Html,
        OutputFormat::Json,
        OutputFormat::Jsonl,
        OutputFormat::Github,
        OutputFormat::Gitlab,
        OutputFormat::Sarif,
        OutputFormat::Checkstyle,
        OutputFormat::Junit,
        OutputFormat::Rdjson,
    ];

    /// The name that `--format` takes.
    pub const fn name(self) -> &'static str {
        match self {
            OutputFormat::Full => "full",
            OutputFormat::Compact => "compact",
            OutputFormat::Grouped => "grouped",
            OutputFormat::Json => "json",
            OutputFormat::Jsonl => "jsonl",
            OutputFormat::Github => "github",
            OutputFormat::Gitlab => "gitlab",
            OutputFormat::Sarif => "sarif",
            OutputFormat::Checkstyle => "checkstyle",
            OutputFormat::Junit => "junit",
            OutputFormat::Rdjson => "rdjson",
            OutputFormat::Html => "html",
        }
    }

    /// The format of this name.
    pub fn of_name(name: &str) -> Option<OutputFormat> {
        OutputFormat::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether it shows the text, so that [`super::FileReport::text`] has to be kept for files with findings.
    pub const fn needs_text(self) -> bool {
        matches!(self, OutputFormat::Full | OutputFormat::Html)
    }

    /// Whether it is for people, and ends with a summary line.
    pub const fn is_for_people(self) -> bool {
        matches!(self, OutputFormat::Full | OutputFormat::Compact | OutputFormat::Grouped)
    }

    /// A new report in this format.
    pub fn report(self, style: &Style) -> Box<dyn Report> {
        match self {
            OutputFormat::Full => Box::new(Full::new(style)),
            OutputFormat::Compact => Box::new(Compact::new(style)),
            OutputFormat::Grouped => Box::new(Grouped::new(style)),
            OutputFormat::Json => Box::new(Json::new(style)),
            OutputFormat::Jsonl => Box::new(JsonLines::new(style)),
            OutputFormat::Github => Box::new(GitHub::new(style)),
            OutputFormat::Gitlab => Box::new(GitLab::new(style)),
            OutputFormat::Sarif => Box::new(Sarif::new(style)),
            OutputFormat::Checkstyle => Box::new(Checkstyle::new(style)),
            OutputFormat::Junit => Box::new(JUnit::new(style)),
            OutputFormat::Rdjson => Box::new(RdJson::new(style)),
            OutputFormat::Html => Box::new(Html::new(style)),
        }
    }

    /// A new report that counts findings by rule instead of listing them: as JSON if this format is, or else as a
    /// table.
    pub fn statistics(self, style: &Style) -> Box<dyn Report> {
        Box::new(Statistics::new(style, matches!(self, OutputFormat::Json | OutputFormat::Jsonl)))
    }
}
