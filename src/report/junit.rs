//! `junit`: the XML of test runners, for CI that only knows tests. A file is a suite, a finding a failed test.

use std::io::{self, Write};

use super::escape::{slashed, xml};
use super::{FileReport, Lang, Report, Style, Summary, UNREADABLE, place};

/// A `<testsuite>` for each file; columns count code points.
pub struct JUnit {
    lang: Lang,
    begun: bool,
}

impl JUnit {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> JUnit {
        JUnit { lang: style.lang, begun: false }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            // The totals that may stand here are known at the end only; readers add the suites up.
            out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"morat\">\n")?;
        }
        Ok(())
    }

    fn suite(&mut self, out: &mut dyn Write, path: &str, [tests, failures, errors]: [usize; 3]) -> io::Result<()> {
        self.open(out)?;
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\" time=\"0\">"
        )
    }
}

impl Report for JUnit {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = xml(&slashed(file.path));
        let count = file.diagnostics.len();
        self.suite(out, &path, [count.max(1), count, 0])?;
        if count == 0 {
            writeln!(out, "    <testcase name=\"morat\" classname=\"{path}\" file=\"{path}\" time=\"0\"/>")?;
        }
        for diagnostic in file.diagnostics {
            let (line, column) = (diagnostic.start.line, diagnostic.start.column);
            let (rule, message) = (xml(&diagnostic.name), xml(&place::message(diagnostic, file, self.lang)));
            let severity = diagnostic.severity.name();
            // Two findings of one rule are two tests only if their names differ.
            writeln!(
                out,
                "    <testcase name=\"{rule} ({line}:{column})\" classname=\"{path}\" file=\"{path}\" line=\"{line}\" time=\"0\">"
            )?;
            writeln!(
                out,
                "      <failure type=\"{severity}\" message=\"{message}\">{path}:{line}:{column}: {severity} {rule} {message}</failure>"
            )?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        let (path, message) = (xml(&slashed(path)), xml(message));
        self.suite(out, &path, [1, 0, 1])?;
        writeln!(
            out,
            "    <testcase name=\"{UNREADABLE}\" classname=\"{path}\" file=\"{path}\" time=\"0\">\n      \
             <error type=\"{UNREADABLE}\" message=\"{message}\">{path}: {message}</error>\n    </testcase>\n  </testsuite>"
        )
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        self.open(out)?;
        out.write_all(b"</testsuites>\n")
    }
}
