//! `checkstyle`: the XML of the Java tool of that name, which Jenkins and many review bots read.

use std::io::{self, Write};

use super::escape::{slashed, xml};
use super::{FileReport, Lang, Report, Style, Summary, UNREADABLE, place};

/// An `<error>` for each finding, in the `<file>` where it stands; columns count code points. Files without findings
/// are left out.
pub struct Checkstyle {
    lang: Lang,
    begun: bool,
}

impl Checkstyle {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Checkstyle {
        Checkstyle { lang: style.lang, begun: false }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            // The version is that of the form; readers look for a number there.
            out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")?;
        }
        Ok(())
    }
}

impl Report for Checkstyle {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        if file.diagnostics.is_empty() {
            return Ok(());
        }
        self.open(out)?;
        writeln!(out, "  <file name=\"{}\">", xml(&slashed(file.path)))?;
        for diagnostic in file.diagnostics {
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"morat.{}\"/>",
                diagnostic.start.line,
                diagnostic.start.column,
                diagnostic.severity.name(),
                xml(&place::message(diagnostic, file, self.lang)),
                xml(&diagnostic.name),
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        self.open(out)?;
        writeln!(
            out,
            "  <file name=\"{}\">\n    <error severity=\"error\" message=\"{}\" source=\"morat.{UNREADABLE}\"/>\n  </file>",
            xml(&slashed(path)),
            xml(message),
        )
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        self.open(out)?;
        out.write_all(b"</checkstyle>\n")
    }
}
