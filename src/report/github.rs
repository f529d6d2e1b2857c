//! `github`: workflow commands, which GitHub Actions shows as annotations beside the changed lines.

use std::io::{self, Write};

use super::escape::{lines, slashed};
use super::{FileReport, Lang, Report, Style, Summary, place};
use crate::rules::Severity;

/// A workflow command for each finding; columns count code points.
pub struct GitHub {
    lang: Lang,
}

impl GitHub {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> GitHub {
        GitHub { lang: style.lang }
    }
}

impl Report for GitHub {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        for diagnostic in file.diagnostics {
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let (start, end) = (diagnostic.start, diagnostic.end);
            write!(out, "::{command} file={},line={}", property(&slashed(file.path)), start.line)?;
            // The runner takes columns only where both are of one line.
            if start.line == end.line {
                write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column)?;
            } else {
                write!(out, ",endLine={}", end.line)?;
            }
            let message = data(&place::message(diagnostic, file, self.lang));
            writeln!(out, ",title=morat ({})::{message}", property(&diagnostic.name))?;
        }
        Ok(())
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        writeln!(out, "::error file={},title=morat::{}", property(&slashed(path)), data(message))
    }

    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// Escapes the message behind `::`: one line, and `%` begins an escape.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    // What is left of control characters would command the log that shows it.
    lines(&text)
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%0A\r\nd"), "a%2Cb%3Ac%250A%0D%0Ad");
        assert_eq!(data("100%, thế: là\nhết\u{1B}[1m"), "100%25, thế: là%0Ahết␛[1m");
    }
}
