//! The table of the output formats: their names, what each needs, and how it is begun.

use std::sync::Arc;

#[cfg(feature = "cli")]
use super::Full;
use super::{Compact, Json, JsonLines, Lang, Report};
use crate::rules::Registry;

/// How a report is to look, where the format leaves a choice.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to paint.
    pub colour: bool,
    /// Width of the terminal, in columns.
    pub width: usize,
}

impl Default for Style {
    /// Vietnamese, without colour, as wide as a page.
    fn default() -> Style {
        Style { lang: Lang::Vi, colour: false, width: 100 }
    }
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// The source line with the mark under it.
    #[cfg(feature = "cli")]
    Full,
    /// A finding a line.
    Compact,
    /// One JSON object.
    Json,
    /// One JSON object a finding.
    Jsonl,
}

impl OutputFormat {
    /// All of them, in the order of the documentation.
    pub const ALL: &[OutputFormat] = &[
        #[cfg(feature = "cli")]
        OutputFormat::Full,
        OutputFormat::Compact,
        OutputFormat::Json,
        OutputFormat::Jsonl,
    ];

    /// The name that `--format` takes.
    pub const fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "cli")]
            OutputFormat::Full => "full",
            OutputFormat::Compact => "compact",
            OutputFormat::Json => "json",
            OutputFormat::Jsonl => "jsonl",
        }
    }

    /// The format of this name.
    pub fn of_name(name: &str) -> Option<OutputFormat> {
        OutputFormat::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether it shows the text, so that [`super::FileReport::text`] has to be kept for files with findings.
    pub const fn needs_text(self) -> bool {
        match self {
            #[cfg(feature = "cli")]
            OutputFormat::Full => true,
            _ => false,
        }
    }

    /// A report of this form, not begun. What rules say of themselves is in `registry`, the one that found what is reported.
    pub fn report(self, style: &Style, _registry: &Arc<Registry>) -> Box<dyn Report> {
        let lang = style.lang;
        match self {
            #[cfg(feature = "cli")]
            OutputFormat::Full => Box::new(Full::new(lang, style.colour, style.width)),
            OutputFormat::Compact => Box::new(Compact::new(lang)),
            OutputFormat::Json => Box::new(Json::new(lang)),
            OutputFormat::Jsonl => Box::new(JsonLines::new(lang)),
        }
    }

    /// Findings counted by rule, in place of the findings.
    pub fn statistics(self, style: &Style, registry: &Arc<Registry>) -> Box<dyn Report> {
        self.report(style, registry)
    }
}
