//! `full`: the source line with the span underlined, drawn by miette.
//!
//! A paragraph of a Vietnamese article is often one line of a thousand characters, which no terminal shows. So what is drawn
//! is a window on the line, cut at words, with the line number and column of the real one.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use unicode_normalization::char::is_combining_mark;

use super::escape::one_line;
use super::{FileReport, Lang, Report, Summary, closing};
use crate::linter::Diagnostic;
use crate::rules::{Applicability, Severity};

/// How much of the line is shown before and after the marked text, in letters.
const BEFORE: usize = 36;
const AFTER: usize = 28;

/// The most of the marked text itself that is shown, in letters: a finding may span a paragraph.
const MARKED: usize = 80;

/// Drawings for people.
pub struct Full {
    lang: Lang,
    handler: GraphicalReportHandler,
}

impl Full {
    /// Messages in `lang`; `colour` says whether to paint; `width` is that of the terminal, in columns.
    pub fn new(lang: Lang, colour: bool, width: usize) -> Full {
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

/// A diagnostic with the window on its line, as miette wants it.
struct Drawing {
    rule: String,
    severity: miette::Severity,
    message: String,
    label: Option<String>,
    help: Option<String>,
    window: Window,
}

impl Drawing {
    fn new(diagnostic: &Diagnostic, file: &FileReport<'_>, lang: Lang) -> Drawing {
        let or = match lang {
            Lang::Vi => " hoặc ",
            Lang::En => " or ",
        };
        let shown = |suggestion: &String| match suggestion.as_str() {
            "" => match lang {
                Lang::Vi => "(bỏ)".to_owned(),
                Lang::En => "(remove)".to_owned(),
            },
            blank if blank.trim().is_empty() => format!("“{blank}”"),
            some => some.to_owned(),
        };
        let label = diagnostic.suggestions.iter().map(shown).collect::<Vec<_>>().join(or);
        let safe = diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
        let help = safe.then(|| match lang {
            Lang::Vi => "sửa tự động được: morat fix".to_owned(),
            Lang::En => "can be fixed: morat fix".to_owned(),
        });
        Drawing {
            rule: diagnostic.name.clone(),
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            message: lang.of(&diagnostic.message).to_owned(),
            label: (!label.is_empty()).then(|| format!("→ {label}")),
            help,
            window: Window::new(diagnostic, file),
        }
    }
}

/// Part of a line, and the place of the marked text in it.
#[derive(Debug)]
struct Window {
    path: String,
    shown: String,
    /// Bytes of `shown`.
    marked: SourceSpan,
    /// Counted from 0.
    line: usize,
    column: usize,
}

impl Window {
    fn new(diagnostic: &Diagnostic, file: &FileReport<'_>) -> Window {
        let (start, end) = (diagnostic.decoded.start() as usize, diagnostic.decoded.end() as usize);
        // Only as much of the line is looked at as can be shown: a line may be megabytes long, with thousands of findings.
        let marked_end = start + reach(&file.text[start..end], MARKED).0;
        let (before_len, begins_line) = reach_back(&file.text[..start], BEFORE);
        let before = &file.text[start - before_len..start];
        // Cut at a space, so that no word is shown in half.
        let before = if begins_line { before } else { before.split_once(' ').map_or(before, |(_, rest)| rest) };
        let mut shown = String::new();
        if !begins_line {
            shown.push_str("… ");
        }
        push_visible(&mut shown, before);
        let offset = shown.len();
        push_visible(&mut shown, &file.text[start..marked_end]);
        let length = shown.len() - offset;
        let (after_len, ends_line) = reach(&file.text[marked_end..], AFTER);
        let after = &file.text[marked_end..marked_end + after_len];
        let shown_after = if ends_line { after_len } else { after.rfind(' ').unwrap_or(after_len) };
        push_visible(&mut shown, &after[..shown_after]);
        if !ends_line {
            shown.push_str(" …");
        }
        Window {
            path: one_line(file.path),
            shown,
            marked: (offset, length).into(),
            line: diagnostic.start.line as usize - 1,
            column: diagnostic.start.column as usize - 1,
        }
    }
}

/// How many bytes from the start of `text` hold `most` letters, not counting the marks that stand on them, and whether the
/// line ends there or before.
fn reach(text: &str, most: usize) -> (usize, bool) {
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += usize::from(!is_combining_mark(c));
        if matches!(c, '\n' | '\r') {
            return (at, true);
        }
        if count > most {
            return (at, false);
        }
    }
    (text.len(), true)
}

/// The same from the end of `text` backwards: bytes, and whether the line begins there.
fn reach_back(text: &str, most: usize) -> (usize, bool) {
    let mut count = 0;
    for (at, c) in text.char_indices().rev() {
        if matches!(c, '\n' | '\r') {
            return (text.len() - at - 1, true);
        }
        count += usize::from(!is_combining_mark(c));
        if count == most {
            return (text.len() - at, at == 0);
        }
    }
    (text.len(), true)
}

/// Control characters could move the cursor or paint the terminal: their pictures are shown instead. No-break and other
/// wide spaces are shown as spaces, or the underline would not stand below them everywhere.
fn push_visible(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        '\u{7F}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{AD}' => '·',
        '\u{A0}' | '\u{202F}' => ' ',
        c => c,
    }));
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::from((0, self.shown.len()));
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.shown.as_bytes(),
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
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (offset, length) = (self.window.marked.offset(), self.window.marked.len());
        Some(Box::new(std::iter::once(LabeledSpan::new(self.label.clone(), offset, length))))
    }
}
