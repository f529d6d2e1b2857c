//! `grouped`: one line for each finding, in columns, file by file: for people who go through many files.

use std::io::{self, Write};

use super::escape::one_line;
use super::{FileReport, Lang, Report, Style, Summary, closing, place};
use crate::rules::Severity;

/// A line for the file, then aligned lines for its findings; columns count code points.
pub struct Grouped {
    lang: Lang,
    colour: bool,
}

impl Grouped {
    /// Messages in the language of `style`, painted if it says so.
    pub fn new(style: &Style) -> Grouped {
        Grouped { lang: style.lang, colour: style.colour }
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1B}[{code}m{text}\u{1B}[0m") } else { text.to_owned() }
    }
}

impl Report for Grouped {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        if file.diagnostics.is_empty() {
            return Ok(());
        }
        // Numbers and names are ASCII, so bytes are columns.
        let widest = |width: fn(&crate::linter::Diagnostic) -> usize| file.diagnostics.iter().map(width).max();
        let line_width = widest(|d| d.start.line.to_string().len()).unwrap_or(0);
        let column_width = widest(|d| d.start.column.to_string().len()).unwrap_or(0);
        let rule_width = widest(|d| d.name.len()).unwrap_or(0);
        writeln!(out, "{}:", self.painted("1", &one_line(file.path)))?;
        for diagnostic in file.diagnostics {
            let (line, column) = (diagnostic.start.line, diagnostic.start.column);
            let code = match diagnostic.severity {
                Severity::Error => "31",
                Severity::Warning => "33",
                Severity::Info => "36",
            };
            let severity = self.painted(code, &format!("{:<7}", diagnostic.severity.name()));
            let message = one_line(&place::message(diagnostic, file, self.lang));
            writeln!(
                out,
                "  {line:>line_width$}:{column:<column_width$}  {severity}  {:<rule_width$}  {message}",
                diagnostic.name
            )?;
        }
        writeln!(out)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        closing(out, self.lang, summary)
    }
}
