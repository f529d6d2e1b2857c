//! `path:line:column: severity rule message`, one line for each finding: for grep, and for editors that jump.

use std::io::{self, Write};

use super::escape::one_line;
use super::{FileReport, Lang, Report, Style, Summary, place};

/// One line for each finding; columns count code points.
pub struct Compact {
    lang: Lang,
}

impl Compact {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Compact {
        Compact { lang: style.lang }
    }
}

impl Report for Compact {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = one_line(file.path);
        for diagnostic in file.diagnostics {
            let (line, column) = (diagnostic.start.line, diagnostic.start.column);
            let (severity, rule) = (diagnostic.severity.name(), &diagnostic.name);
            let message = one_line(&place::message(diagnostic, file, self.lang));
            writeln!(out, "{path}:{line}:{column}: {severity} {rule} {message}")?;
        }
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}
