//! `full`: the source line with the marked text underlined, drawn by miette.
//!
//! A paragraph of a Vietnamese article is often one line of a thousand characters, which no terminal shows. So what is
//! drawn is a window on the line, cut at words, with the line number and column of the real one.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::escape::one_line;
use super::window::{Reach, Window};
use super::{FileReport, Lang, Report, Style, Summary, closing, place};
use crate::linter::Diagnostic;
use crate::rules::{Fix, Severity};

/// How much of a line is shown.
const REACH: Reach = Reach { before: 36, marked: 80, after: 28 };

/// The `full` report.
pub struct Full {
    lang: Lang,
    handler: GraphicalReportHandler,
}

impl Full {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Full {
        let Style { lang, colour, width } = *style;
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        Full { lang, handler: GraphicalReportHandler::new_themed(theme).with_width(width.max(40)).with_links(false) }
    }
}

impl Report for Full {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        for diagnostic in file.diagnostics {
            let mut drawn = String::new();
            self.handler
                .render_report(&mut drawn, &Drawing::new(diagnostic, file, self.lang))
                .map_err(|_| io::Error::other("a finding could not be drawn"))?;
            out.write_all(drawn.as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        closing(out, self.lang, summary)
    }
}

/// A diagnostic with the window on its line, as miette needs it.
struct Drawing {
    rule: String,
    severity: miette::Severity,
    message: String,
    label: Option<String>,
    help: Option<String>,
    place: MarkedPlace,
}

impl Drawing {
    fn new(diagnostic: &Diagnostic, file: &FileReport<'_>, lang: Lang) -> Drawing {
        let or = match lang {
            Lang::Vi => " hoặc ",
            Lang::En => " or ",
        };
        let suggestions = diagnostic.suggestions.iter().map(|text| one_line(lang.of(&super::suggested(text))));
        let label = suggestions.collect::<Vec<_>>().join(or);
        let safe = diagnostic.fix.as_ref().is_some_and(Fix::is_safe);
        let fixable = safe.then(|| match lang {
            Lang::Vi => "sửa tự động được: morat fix".to_owned(),
            Lang::En => "can be fixed: morat fix".to_owned(),
        });
        let sure = super::sure(diagnostic.confidence).map(|sure| lang.of(&sure).to_owned());
        let help: Vec<String> = sure.into_iter().chain(fixable).collect();
        Drawing {
            rule: diagnostic.name.clone(),
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            message: one_line(lang.of(&diagnostic.message)),
            label: (!label.is_empty()).then(|| format!("→ {label}")),
            help: (!help.is_empty()).then(|| help.join("; ")),
            place: MarkedPlace::new(diagnostic, file, lang),
        }
    }
}

/// The window on a line, with its position in the file.
#[derive(Debug)]
struct MarkedPlace {
    path: String,
    window: Window,
    /// Line number, counted from 0.
    line: usize,
    column: usize,
}

impl MarkedPlace {
    fn new(diagnostic: &Diagnostic, file: &FileReport<'_>, lang: Lang) -> MarkedPlace {
        MarkedPlace {
            path: match &diagnostic.place {
                Some(at) => format!("{} ({})", one_line(file.path), one_line(lang.of(&place::place(at)))),
                None => one_line(file.path),
            },
            window: Window::around(file.text, diagnostic.listed.range(), REACH),
            line: diagnostic.start.line as usize - 1,
            column: diagnostic.start.column as usize - 1,
        }
    }
}

impl SourceCode for MarkedPlace {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let shown = &self.window.shown;
        let whole = SourceSpan::from((0, shown.len()));
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            shown.as_bytes(),
            whole,
            self.line,
            self.column,
            1,
        )))
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rule)
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.place)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marked = &self.place.window.marked;
        Some(Box::new(std::iter::once(LabeledSpan::new(self.label.clone(), marked.start, marked.len()))))
    }
}
