//! `html`: one page to read in a browser, keep, print and send on. It contains all that it needs and loads nothing.
//!
//! The page is written file by file. What is known at the end only (totals, the rules that found something, the list of
//! files) stands at the end of it, and the style sheet puts it at the top. Filters are check boxes that the style sheet
//! reads, so they work where scripts do not run; the script adds counts and stepping from mark to mark.

mod data;
mod marks;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use super::escape::{html, one_line};
use super::{FileReport, Lang, Report, Style, Summary, place, visible};
use crate::linter::Diagnostic;
use crate::rules::{Fix, GROUPS, Meta, Severity};
use crate::text::LineIndex;
use marks::Piece;
use words::Words;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The content security policy: nothing may be loaded, whatever a text smuggles in.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The most of a marked text or of a suggestion that a note repeats, in letters, and the most suggestions.
const QUOTED: usize = 60;
const SUGGESTED: usize = 4;

/// A file with findings, for the list of files.
struct Listed {
    path: String,
    findings: [usize; 3],
}

/// A rule with findings: its number on the page, and how many there are.
struct Found {
    number: usize,
    times: usize,
    meta: Meta,
}

/// The `html` report; it shows lines, and columns in code points.
pub struct Html {
    lang: Lang,
    words: &'static Words,
    begun: bool,
    /// The number of findings so far.
    count: usize,
    /// The rules with findings, by name.
    rules: BTreeMap<String, Found>,
    files: Vec<Listed>,
    rows: data::Rows,
}

impl Html {
    /// A report in this style, not begun.
    pub fn new(style: &Style) -> Html {
        let (lang, rules, files) = (style.lang, BTreeMap::new(), Vec::new());
        Html { lang, words: Words::of(lang), begun: false, count: 0, rules, files, rows: data::Rows::default() }
    }

    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let Words { title, proof, skip, .. } = self.words;
        write!(
            out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n\
             <header class=\"top\"><h1><b>morat</b> {proof}</h1><a href=\"#panel\">{skip}</a></header>\n<main>\n",
            self.lang.code(),
            fixed_filters(),
        )
    }

    /// Writes a file with findings: its text in lines, and the notes of each line beside it.
    fn marked(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let mut findings = [0; 3];
        for diagnostic in file.diagnostics {
            findings[diagnostic.severity as usize] += 1;
            let number = self.rules.len() + 1;
            let meta = || file.registry.rule(diagnostic.rule).clone();
            let new = || Found { number, times: 0, meta: meta() };
            self.rules.entry(diagnostic.name.clone()).or_insert_with(new).times += 1;
        }
        self.files.push(Listed { path: file.path.to_owned(), findings });
        let (id, path) = (self.files.len(), html(&one_line(file.path)));
        writeln!(out, "<section class=\"file\" id=\"f{id}\" aria-labelledby=\"f{id}h\">")?;
        writeln!(out, "<h2 id=\"f{id}h\">{path} <small>{}</small></h2>", self.words.counted(findings))?;
        out.write_all(b"<div class=\"page\">\n")?;
        let first = self.count + 1;
        let mut sweep = marks::Sweep::new(file.diagnostics);
        for (number, line) in (1 + file.begin.lines..).zip(LineIndex::new(file.text).lines()) {
            let before = sweep.begun();
            let last = line.end == file.text.len();
            let pieces = sweep.line(line.clone(), last);
            if line.is_empty() && pieces.is_empty() {
                continue;
            }
            write!(out, "<p class=\"t\" lang=\"vi\" data-l=\"{number}\">")?;
            for piece in &pieces {
                self.piece(out, piece, file, first)?;
            }
            out.write_all(b"</p>\n")?;
            let begun = &file.diagnostics[before..sweep.begun()];
            let elements = data::WRITTEN_OUT.saturating_sub(self.count).min(begun.len());
            let (begun, rows) = begun.split_at(elements);
            if !begun.is_empty() {
                out.write_all(b"<ol class=\"notes\">\n")?;
                for diagnostic in begun {
                    self.note(out, diagnostic)?;
                }
                out.write_all(b"</ol>\n")?;
            }
            if !rows.is_empty() && self.rows.is_untouched() {
                writeln!(out, "<noscript><p class=\"failed\">{}</p></noscript>", self.words.needs_script)?;
            }
            for diagnostic in rows {
                self.count += 1;
                self.rows.add(self.count, diagnostic, self.lang);
            }
        }
        self.rows.write(out)?;
        out.write_all(b"</div>\n</section>\n")
    }

    /// Writes a piece of the text inside its marks. Only the outermost is a link: links do not nest.
    fn piece(&self, out: &mut dyn Write, piece: &Piece, file: &FileReport<'_>, first: usize) -> io::Result<()> {
        let mut close = Vec::with_capacity(piece.inside.len());
        for (depth, at) in piece.inside.iter().enumerate() {
            let diagnostic = &file.diagnostics[*at];
            let (number, class) = (first + at, self.class(diagnostic));
            let span = diagnostic.listed.range();
            let mut attributes = String::new();
            if span.start == piece.range.start {
                attributes.push_str(&format!(" id=\"m{number}\""));
            }
            if span.end == piece.range.end {
                attributes.push_str(&format!(" data-n=\"{number}\""));
            }
            if depth == 0 {
                write!(out, "<a class=\"m {class}\" href=\"#n{number}\"{attributes}>")?;
                close.push("</a>");
            } else {
                write!(out, "<span class=\"m {class}\"{attributes}>")?;
                close.push("</span>");
            }
        }
        let text = &file.text[piece.range.clone()];
        out.write_all(html(text).as_bytes())?;
        // What cannot be seen has a picture beside it, which is no part of the text.
        if !piece.inside.is_empty() && !text.is_empty() && visible(text) != text {
            write!(out, "<i class=\"z\" data-z=\"{}\"></i>", html(&unseen(text)))?;
        }
        for tag in close.iter().rev() {
            out.write_all(tag.as_bytes())?;
        }
        Ok(())
    }

    /// Writes the note beside a mark: wrong and right text, reason, and rule.
    fn note(&mut self, out: &mut dyn Write, diagnostic: &Diagnostic) -> io::Result<()> {
        self.count += 1;
        let (number, words) = (self.count, self.words);
        write!(out, "<li class=\"n {}\" id=\"n{number}\">", self.class(diagnostic))?;
        write!(out, "<a class=\"no\" href=\"#m{number}\" aria-label=\"{} {number}\">{number}</a>", words.to_mark)?;
        out.write_all(b"<p class=\"fix\">")?;
        if !diagnostic.text.is_empty() {
            let sign = is_sign(diagnostic);
            // Struck out only where something is to take its place, or nothing.
            let tag = if diagnostic.suggestions.is_empty() { "span" } else { "del" };
            let class = if sign { " class=\"sign\"" } else { "" };
            write!(out, "<{tag}{class}>{}</{tag}>", quoted(&diagnostic.text))?;
        }
        for (at, suggestion) in diagnostic.suggestions.iter().take(SUGGESTED).enumerate() {
            let before = if at == 0 { "→" } else { words.or };
            match suggestion.as_str() {
                "" => write!(out, " <i>{before}</i> <ins class=\"none\">{}</ins>", words.remove)?,
                some => write!(out, " <i>{before}</i> <ins>{}</ins>", quoted(some))?,
            }
        }
        if is_fixable(diagnostic) {
            write!(out, " <span class=\"auto\" title=\"morat fix\">{}</span>", words.fixable)?;
        }
        let summary = self.rules.get(&diagnostic.name).map_or("", |found| self.lang.of(&found.meta.summary));
        let place = html(&place_of(diagnostic, self.lang));
        write!(
            out,
            "</p><p class=\"why\">{}</p><p class=\"by\"><b>{}</b> <a href=\"#q{}\" title=\"{}\">{}</a> <span title=\"{}\">{place}</span>",
            html(&one_line(self.lang.of(&diagnostic.message))),
            words.severity(diagnostic.severity),
            self.number(&diagnostic.name),
            html(summary),
            html(&diagnostic.name),
            words.place,
        )?;
        out.write_all(b"</p></li>\n")
    }

    /// The CSS classes of a mark and its note.
    fn class(&self, diagnostic: &Diagnostic) -> String {
        let group = diagnostic.name.split('/').next().unwrap_or_default();
        let group = GROUPS.iter().position(|(name, _)| *name == group).unwrap_or(GROUPS.len());
        format!("{} g{group} r{}", severity_class(diagnostic.severity), self.number(&diagnostic.name))
    }

    /// The number of a rule on the page; 0 for one without findings.
    fn number(&self, rule: &str) -> usize {
        self.rules.get(rule).map_or(0, |found| found.number)
    }

    /// Totals, filters and the list of files.
    fn panel(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let words = self.words;
        write!(out, "<aside id=\"panel\" aria-label=\"{}\">\n<p class=\"total\">", words.panel)?;
        writeln!(out, "{}</p>", words.total(summary))?;
        if self.count > 0 {
            writeln!(out, "<p class=\"shown\" data-shown=\"{}\"></p>", words.shown)?;
            writeln!(out, "<fieldset class=\"levels\"><legend>{}</legend>", words.level)?;
            for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                let (name, count) = (words.severity(severity), summary.of(severity));
                let id = severity_class(severity);
                writeln!(out, "{}", check(id, &format!("f {id}"), name, count))?;
            }
            writeln!(out, "</fieldset>\n<details class=\"rules\"><summary>{}</summary>", words.rules)?;
            writeln!(
                out,
                "<p class=\"tools\" hidden><button type=\"button\" data-all=\"1\">{}</button><button type=\"button\" data-all=\"\">{}</button></p>",
                words.all, words.none,
            )?;
            for (at, (group, title)) in GROUPS.iter().enumerate() {
                let rules = || self.rules.values().filter(|found| found.meta.group() == *group);
                let count: usize = rules().map(|found| found.times).sum();
                if count == 0 {
                    continue;
                }
                writeln!(
                    out,
                    "<fieldset><legend>{}</legend>",
                    check(&format!("g{at}"), "f", self.lang.of(title), count)
                )?;
                for Found { number, times, meta } in rules() {
                    let label = html(self.lang.of(&meta.summary));
                    writeln!(out, "{}", check(&format!("r{number}"), "f", &label, *times))?;
                }
                out.write_all(b"</fieldset>\n")?;
            }
            out.write_all(b"</details>\n")?;
        }
        if self.files.len() > 1 {
            writeln!(out, "<details class=\"files\"><summary>{}</summary>\n<ol>", words.files(self.files.len()))?;
            for (at, Listed { path, findings }) in self.files.iter().enumerate() {
                let (id, path, count) = (at + 1, html(&one_line(path)), findings.iter().sum::<usize>());
                writeln!(out, "<li><a href=\"#f{id}\">{path}</a> <b>{count}</b></li>")?;
            }
            out.write_all(b"</ol></details>\n")?;
        }
        out.write_all(b"</aside>\n")
    }

    /// Writes the documentation of the rules with findings.
    fn rule_book(&self, out: &mut dyn Write) -> io::Result<()> {
        let words = self.words;
        writeln!(out, "<section class=\"book\"><h2>{}</h2>", words.book)?;
        for Found { number, times, meta } in self.rules.values() {
            let (summary, why) = (html(self.lang.of(&meta.summary)), html(self.lang.of(&meta.why)));
            write!(
                out,
                "<article id=\"q{number}\"><h3>{summary}</h3><p class=\"by\"><code>{}</code> <span>{}</span></p><p>{why}</p>",
                html(&meta.name),
                words.places(*times),
            )?;
            if let Some(authority) = &meta.authority {
                write!(out, "<p class=\"by\">{}: {}</p>", words.authority, html(self.lang.of(authority)))?;
            }
            out.write_all(b"</article>\n")?;
        }
        out.write_all(b"</section>\n")
    }
}

impl Report for Html {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        self.open(out)?;
        if file.diagnostics.is_empty() {
            return writeln!(out, "<p class=\"clean\"><b>{}</b> {}</p>", html(&one_line(file.path)), self.words.clean);
        }
        self.marked(out, file)
    }

    fn error(&mut self, out: &mut dyn Write, path: &str, message: &str) -> io::Result<()> {
        self.open(out)?;
        writeln!(out, "<p class=\"failed\"><b>{}</b> {}</p>", html(&one_line(path)), html(&one_line(message)))
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.open(out)?;
        out.write_all(b"</main>\n")?;
        self.panel(out, summary)?;
        if self.count > 0 {
            self.rule_book(out)?;
        }
        let Words { before, next, keys, made, .. } = self.words;
        writeln!(
            out,
            "<nav class=\"walk\" hidden><button type=\"button\" data-step=\"-1\" title=\"{before} (k)\" aria-label=\"{before}\">↑</button>\
             <output></output><button type=\"button\" data-step=\"1\" title=\"{next} (j)\" aria-label=\"{next}\">↓</button></nav>\n\
             <footer><p class=\"keys\" hidden>{keys}</p><p>{made} morat {}</p></footer>",
            env!("CARGO_PKG_VERSION"),
        )?;
        out.write_all(b"<style>\n")?;
        for number in 1..=self.rules.len() {
            out.write_all(filter(&format!("r{number}")).as_bytes())?;
        }
        out.write_all(b"</style>\n")?;
        if !self.rows.is_untouched() {
            writeln!(out, "<script type=\"application/json\" id=\"words\">{}</script>", data::words(self.words)?)?;
        }
        write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
    }
}

fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "se",
        Severity::Warning => "sw",
        Severity::Info => "si",
    }
}

/// A check box of a filter, with its count.
fn check(id: &str, class: &str, label: &str, count: usize) -> String {
    // Off is what a browser remembers of the last visit, on is what the page says.
    format!(
        "<label class=\"{class}\"><input type=\"checkbox\" id=\"{id}\" checked autocomplete=\"off\"> <span>{label}</span> <b>{count}</b></label>"
    )
}

/// The CSS that hides notes and marks of a class when its box is not checked.
fn filter(class: &str) -> String {
    format!(
        "body:has(#{class}:not(:checked)) .n.{class}{{display:none}}\n\
         body:has(#{class}:not(:checked)) .m.{class}{{--mark:transparent;--line:transparent;pointer-events:none}}\n\
         body:has(#{class}:not(:checked)) .m.{class}::after{{content:none}}\n\
         body:has(#{class}:not(:checked)) .m.{class}>.z{{display:none}}\n"
    )
}

fn fixed_filters() -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(severity_class);
    let groups = (0..GROUPS.len()).map(|at| filter(&format!("g{at}")));
    severities.into_iter().map(filter).chain(groups).collect()
}

/// Whether a mark is on no letter: a line through a space or a comma would hide it.
fn is_sign(diagnostic: &Diagnostic) -> bool {
    !diagnostic.text.contains(char::is_alphanumeric)
}

/// Whether `morat fix` applies its fix.
fn is_fixable(diagnostic: &Diagnostic) -> bool {
    diagnostic.fix.as_ref().is_some_and(Fix::is_safe)
}

/// The position of a finding, for people.
fn place_of(diagnostic: &Diagnostic, lang: Lang) -> String {
    match &diagnostic.place {
        Some(at) => one_line(lang.of(&place::place(at))),
        None => format!("{}:{}", diagnostic.start.line, diagnostic.start.column),
    }
}

/// A marked text or a suggestion in a note, in HTML.
fn quoted(text: &str) -> String {
    html(&quoted_text(text))
}

/// A marked text or a suggestion as shown: on one line, shortened, and with invisible characters written out.
fn quoted_text(text: &str) -> String {
    let mut letters = text.graphemes(true);
    let mut short: String = letters.by_ref().take(QUOTED).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    spaces(&visible(&short))
}

/// A text with visible signs for spaces at its ends and for several spaces.
fn spaces(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let lead = text.len() - text.trim_start_matches(' ').len();
    let trail = text.len() - lead - inner.len();
    format!("{}{}{}", "␣".repeat(lead), inner.replace("  ", "␣␣"), "␣".repeat(trail))
}

/// The invisible characters of a marked text, written out, without line ends.
fn unseen(text: &str) -> String {
    let hidden = |c: &char| !matches!(c, '\n' | '\r') && visible(c.encode_utf8(&mut [0; 4])) != c.to_string();
    text.chars().filter(hidden).map(|c| visible(c.encode_utf8(&mut [0; 4]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_show_what_cannot_be_seen() {
        assert_eq!(quoted(" ,"), "␣,");
        assert_eq!(quoted("  "), "␣␣");
        assert_eq!(quoted("cái  bàn"), "cái␣␣bàn");
        assert_eq!(quoted("gh\u{200B}ế <b>"), "gh[U+200B]ế &lt;b&gt;");
        assert_eq!(quoted(&"ế".repeat(70)).chars().count(), 61);
        assert_eq!(unseen("a\u{200B}b\n"), "[U+200B]");
    }
}
