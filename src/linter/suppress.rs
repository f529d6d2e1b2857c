//! Suppression comments: `<!-- morat: tắt chinh-ta/hoi-nga -->` … `<!-- morat: bật -->`.
//!
//! The commands, in Vietnamese or English: `tắt`/`off` and `bật`/`on` for what follows, up to the other one or the end;
//! `tắt-dòng`/`off-line` for the line of the comment; `tắt-dòng-sau`/`off-next-line`; `tắt-tệp`/`off-file`. Behind them
//! stand rules or groups; none means all. An unknown word is reported and so is, when asked for, a comment that
//! suppresses nothing.

use super::{nearest, nearest_of};
#[cfg(feature = "lsp")]
use crate::problem::Lang;
use crate::rules::{Applicability, Bilingual, Edit, Finding, Fix, Registry, RuleId};
use crate::text::{Normal, Prose, Shown, Span};

#[derive(Clone, Copy, PartialEq)]
enum Scope {
    FromHere,
    Line,
    NextLine,
    File,
}

/// The commands in Vietnamese and English, whether they switch rules on, and their scope.
const COMMANDS: [(&str, &str, bool, Scope); 5] = [
    ("tắt", "off", false, Scope::FromHere),
    ("bật", "on", true, Scope::FromHere),
    ("tắt-dòng", "off-line", false, Scope::Line),
    ("tắt-dòng-sau", "off-next-line", false, Scope::NextLine),
    ("tắt-tệp", "off-file", false, Scope::File),
];

/// The comment that keeps a rule quiet on its line, or in its whole file.
#[cfg(feature = "lsp")]
pub fn comment_for(rule: &str, whole_file: bool, lang: Lang) -> String {
    let wanted = if whole_file { Scope::File } else { Scope::Line };
    let command = COMMANDS.iter().find(|(_, _, on, scope)| !on && *scope == wanted);
    let command = command.map_or("", |(vi, en, ..)| lang.pick(vi, en));
    format!("<!-- {MORAT}: {command} {rule} -->")
}

/// What can be told in a comment, in Vietnamese and English.
#[cfg(feature = "lsp")]
pub fn comment_commands() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().map(|(vi, en, ..)| (*vi, *en))
}

/// What has been written of a comment for morat, behind the colon, where the text breaks off in one; `None` elsewhere.
#[cfg(feature = "lsp")]
pub fn begun_comment(text: &str) -> Option<&str> {
    let body = text[text.rfind("<!--")? + "<!--".len()..].trim_start();
    let name = body.get(..MORAT.len())?;
    let said = body[MORAT.len()..].strip_prefix(':')?;
    (name.eq_ignore_ascii_case(MORAT) && !said.contains("-->")).then_some(said)
}

/// A rule or group named in a comment, or the whole comment if it names none and means all.
struct SuppressedName {
    span: Span<Prose>,
    rules: Vec<RuleId>,
    /// Whether it suppressed a finding, or switched something on that was off.
    used: bool,
}

struct Directive {
    comment: Span<Prose>,
    on: bool,
    scope: Scope,
    names: Vec<SuppressedName>,
}

/// What a comment for morat begins with, before the colon.
const MORAT: &str = "morat";

/// What kind of word was expected.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Command,
    Rule,
}

/// An unknown word in a comment.
struct UnknownWord {
    what: Expected,
    span: Span<Prose>,
    word: String,
    nearest: Option<String>,
}

/// A span in which rules are off, and the comment and the name in it that switched them off, by index.
struct OffSpan {
    span: Span<Shown>,
    rule: Option<RuleId>,
    by: (usize, usize),
}

/// Drops the findings that begin where their rule is off, and adds those about the comments themselves, as far as their
/// rules are `enabled`. `opaque` are the spans with comments.
pub(super) fn apply(
    registry: &Registry,
    normal: &Normal<'_>,
    opaque: &[Span<Prose>],
    enabled: &[bool],
    findings: &mut Vec<Finding>,
) {
    let text = normal.text();
    let comments = opaque.iter().filter(|span| text[span.range()].starts_with("<!--"));
    let (mut directives, mut unknown) = (Vec::new(), Vec::new());
    for comment in comments {
        directives.extend(read(registry, text, *comment, &mut unknown));
    }
    let rules = registry.comments();
    drop_suppressed(normal, &mut directives, findings);
    // These no comment suppresses: a misspelt `bật` would be covered by the very `tắt` that it was to end.
    if enabled[rules.unknown.index()] {
        findings.extend(unknown.iter().map(|unknown| report_unknown(rules.unknown, normal, unknown)));
    }
    if enabled[rules.unused.index()] {
        for directive in &directives {
            report_unused(rules.unused, normal, directive, enabled, findings);
        }
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule));
}

/// How far a rule is off, up to the position that was reached in the text.
#[derive(Clone, Default)]
struct OffState {
    /// The spans that have begun and have suppressed nothing yet: the end of each, and the comment and name that made
    /// it.
    fresh: Vec<(u32, (usize, usize))>,
    /// The furthest end of the other spans.
    until: u32,
}

/// Drops the findings that begin where their rule is off, and sets `used` of the names that had an effect.
fn drop_suppressed(normal: &Normal<'_>, directives: &mut [Directive], findings: &mut Vec<Finding>) {
    let (mut spans, closed) = stretches(normal, directives);
    for (directive, name) in closed {
        directives[directive].names[name].used = true;
    }
    spans.sort_by_key(|off| off.span.start());
    findings.sort_by_key(|finding| finding.span.start());
    let mut coming = spans.iter().peekable();
    // By rule. A stretch is looked at once, however many findings are in it and however many stretches there are.
    let mut reached: Vec<OffState> = Vec::new();
    findings.retain(|finding| {
        let at = finding.span.start();
        while let Some(OffSpan { span, rule, by }) = coming.next_if(|off| off.span.start() <= at) {
            let named = &directives[by.0].names[by.1].rules;
            for rule in rule.as_ref().map_or(named.as_slice(), std::slice::from_ref) {
                if reached.len() <= rule.index() {
                    reached.resize(rule.index() + 1, OffState::default());
                }
                reached[rule.index()].fresh.push((span.end(), *by));
            }
        }
        let Some(OffState { fresh, until }) = reached.get_mut(finding.rule.index()) else { return true };
        for (end, (directive, name)) in fresh.drain(..).filter(|(end, _)| at < *end) {
            directives[directive].names[name].used = true;
            *until = end.max(*until);
        }
        *until <= at
    });
}

/// The spans in which rules are off, and the names that switched something on again, by comment and index in it.
fn stretches(normal: &Normal<'_>, directives: &[Directive]) -> (Vec<OffSpan>, Vec<(usize, usize)>) {
    let text = normal.text();
    let place = |span| normal.to_shown_with_dropped(span);
    let (mut spans, mut used) = (Vec::new(), Vec::new());
    // Where many comments are in one line, it is looked for once.
    let (mut here, mut below) = (None, None);
    // Rules that are off here, each with the place from which on and the name that says so.
    let mut off: Vec<(RuleId, u32, (usize, usize))> = Vec::new();
    for (at, Directive { comment, on, scope, names }) in directives.iter().enumerate() {
        for (name, SuppressedName { rules, .. }) in names.iter().enumerate() {
            let by = (at, name);
            let mut whole = |span: Span<Prose>| spans.push(OffSpan { span: place(span), rule: None, by });
            match (on, scope) {
                (true, _) => off.retain(|(rule, from, off_by)| {
                    let closed = rules.contains(rule);
                    if closed {
                        used.push(by);
                        let span = place(Span::new(*from, comment.start()));
                        spans.push(OffSpan { span, rule: Some(*rule), by: *off_by });
                    }
                    !closed
                }),
                (false, Scope::FromHere) => {
                    for rule in rules {
                        if !off.iter().any(|(other, ..)| other == rule) {
                            off.push((*rule, comment.end(), by));
                        }
                    }
                }
                (false, Scope::File) => whole(Span::of(0..text.len())),
                (false, Scope::Line) => whole(line(text, comment.start() as usize, &mut here)),
                (false, Scope::NextLine) => {
                    let here = line(text, comment.end() as usize, &mut here);
                    let next = (here.end() as usize + 1).min(text.len());
                    let next = (next..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
                    whole(line(text, next, &mut below));
                }
            }
        }
    }
    for (rule, from, by) in off {
        spans.push(OffSpan { span: place(Span::new(from, text.len() as u32)), rule: Some(rule), by });
    }
    (spans, used)
}

/// The span of the line at a byte offset; `last` caches the line found before.
fn line(text: &str, at: usize, last: &mut Option<Span<Prose>>) -> Span<Prose> {
    if let Some(same) = last.filter(|last| (last.start() as usize..=last.end() as usize).contains(&at)) {
        return same;
    }
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    *last.insert(Span::of(start..end))
}

/// Reads a comment; `None` if it is not for morat. Unknown words are appended to `unknown`.
fn read(registry: &Registry, text: &str, comment: Span<Prose>, unknown: &mut Vec<UnknownWord>) -> Option<Directive> {
    let whole = &text[comment.range()];
    let body = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim_start();
    let spoken =
        body.get(..MORAT.len()).filter(|name| name.eq_ignore_ascii_case(MORAT)).map(|_| &body[MORAT.len()..])?;
    let colon = spoken.strip_prefix(':');
    let spoken = colon.unwrap_or(spoken);
    let mut at = comment.end() as usize - "-->".len() - spoken.len();
    let mut words = Vec::new();
    for part in spoken.split_inclusive([' ', ',', '\t', '\n', '\r']) {
        let word = part.trim_end_matches([' ', ',', '\t', '\n', '\r']);
        if !word.is_empty() {
            words.push((Span::<Prose>::of(at..at + word.len()), word));
        }
        at += part.len();
    }
    let (first, names) = words.split_first()?;
    let command = first.1.to_lowercase();
    let command = COMMANDS.iter().find(|(vi, en, ..)| *vi == command || *en == command);
    // A sentence that begins with morat's name is one; a command without its colon is meant for morat.
    if colon.is_none() && (command.is_none() || !spoken.starts_with(char::is_whitespace)) {
        return None;
    }
    let Some((_, _, on, scope)) = command.filter(|_| colon.is_some()) else {
        let known = COMMANDS.iter().flat_map(|(vi, en, ..)| [*vi, *en]);
        let nearest = nearest_of(known, first.1).map(str::to_owned);
        unknown.push(UnknownWord { span: first.0, word: first.1.to_owned(), nearest, what: Expected::Command });
        return None;
    };
    let mut directive = Directive { comment, on: *on, scope: *scope, names: Vec::new() };
    if names.is_empty() {
        directive.names.push(SuppressedName { span: comment, rules: registry.select("all").collect(), used: false });
    }
    for (span, word) in names {
        let rules: Vec<RuleId> = registry.select(word).collect();
        match rules.is_empty() {
            true => {
                let nearest = nearest(registry, word);
                unknown.push(UnknownWord { span: *span, word: (*word).to_owned(), nearest, what: Expected::Rule });
            }
            false => directive.names.push(SuppressedName { span: *span, rules, used: false }),
        }
    }
    Some(directive)
}

fn report_unknown(rule: RuleId, normal: &Normal<'_>, unknown: &UnknownWord) -> Finding {
    let word = &unknown.word;
    let lacks_colon = unknown.nearest.as_deref() == Some(word.as_str());
    let (vi, en) = match (&unknown.nearest, unknown.what) {
        _ if lacks_colon => {
            ("thiếu dấu hai chấm, viết là “morat: …”".into(), "the colon is missing, write “morat: …”".into())
        }
        (Some(near), _) => (
            format!("morat không biết “{word}”; ý bạn là “{near}”?"),
            format!("morat does not know “{word}”; did you mean “{near}”?"),
        ),
        (None, Expected::Command) => {
            let [vi, en] = [0, 1].map(|at| COMMANDS.map(|(vi, en, ..)| [vi, en][at]).join(", "));
            (format!("morat không biết “{word}”; có: {vi}"), format!("morat does not know “{word}”; there are: {en}"))
        }
        (None, Expected::Rule) => (
            format!("không có quy tắc hay nhóm “{word}”; xem danh sách: morat rules"),
            format!("no rule or group “{word}”; see the list: morat rules"),
        ),
    };
    let message =
        Bilingual::new(format!("Chú thích này không có tác dụng: {vi}"), format!("This comment has no effect: {en}"));
    let suggestions = unknown.nearest.iter().filter(|_| !lacks_colon).cloned().collect();
    Finding::replacing(rule, normal.to_shown(unknown.span), message, suggestions, Applicability::Unsafe)
}

/// Reports the names of a comment that suppress nothing although their rules run: one by one, or the whole comment if
/// none does.
fn report_unused(rule: RuleId, normal: &Normal<'_>, directive: &Directive, enabled: &[bool], out: &mut Vec<Finding>) {
    let is_unused = |name: &&SuppressedName| !name.used && name.rules.iter().any(|rule| enabled[rule.index()]);
    let unused: Vec<&SuppressedName> = directive.names.iter().filter(is_unused).collect();
    let mut report = |span: Span<Prose>, removed: Span<Prose>, vi: String, en: String| {
        let span = normal.to_shown(span);
        let mut finding =
            Finding::replacing(rule, span, Bilingual::new(vi, en), vec![String::new()], Applicability::Safe);
        let edit = Edit { span: normal.to_shown(removed), replacement: String::new() };
        finding.fix = Some(Fix { applicability: Applicability::Safe, edits: vec![edit] });
        out.push(finding);
    };
    let text = normal.text();
    if unused.len() == directive.names.len() && !unused.is_empty() {
        report(
            directive.comment,
            with_its_place(text, directive.comment),
            "Chú thích này không còn che gì, nên bỏ".into(),
            "This comment keeps nothing quiet any more; remove it".into(),
        );
        return;
    }
    for name in unused {
        let word = &text[name.span.range()];
        let before = text[..name.span.start() as usize].trim_end_matches([' ', ',', '\t', '\n', '\r']).len();
        report(
            name.span,
            Span::new(before as u32, name.span.end()),
            format!("“{word}” trong chú thích này không còn che gì, nên bỏ"),
            format!("“{word}” in this comment keeps nothing quiet any more; remove it"),
        );
    }
}

/// The span of a comment with what is removed together with it: its line, if nothing else is in it, or the spaces
/// before it.
fn with_its_place(text: &str, comment: Span<Prose>) -> Span<Prose> {
    let blank = [' ', '\t'];
    let (start, end) = (comment.start() as usize, comment.end() as usize);
    let before = text[..start].trim_end_matches(blank);
    let after = text[end..].trim_start_matches(blank);
    let opens = before.is_empty() || before.ends_with('\n');
    let line_end = ["\r\n", "\n"].into_iter().find(|line_end| after.starts_with(line_end)).unwrap_or_default();
    match (opens, after.is_empty() || !line_end.is_empty()) {
        // A comment that is a block by itself goes with the break on one of its sides.
        (true, true) if after.is_empty() && before.ends_with("\n\n") => {
            Span::of(before.trim_end_matches('\n').len()..text.len())
        }
        (true, true) if (before.is_empty() || before.ends_with("\n\n")) && after.starts_with("\n\n") => {
            Span::of(before.len()..text.len() - after.len() + 2)
        }
        (true, true) => Span::of(before.len()..text.len() - after.len() + line_end.len()),
        (true, false) => Span::of(start..text.len() - after.len()),
        // Of the spaces on its two sides one is left, between two words as between any.
        (false, _) if text[end..].starts_with(|c: char| !c.is_whitespace()) => comment,
        (false, _) => Span::of(before.len()..end),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::linter::{FixOptions, Linter, Selection, Worker};

    /// The marked texts.
    fn marked(text: &str) -> Vec<&str> {
        let linter = Linter::new(&Selection::default()).unwrap();
        let findings = linter.check_text(text, &mut Worker::default()).unwrap();
        findings.iter().map(|finding| &text[finding.span.range()]).collect()
    }

    #[test]
    fn a_stretch_is_off_until_it_is_on() {
        let text = "nổ lực <!-- morat: tắt --> bổ xung <!-- morat: bật --> chia sẽ";
        assert_eq!(marked(text), ["nổ lực", "chia sẽ"]);
        assert_eq!(marked("<!-- morat: off chinh-ta/nham-lan,chinh-ta/s-x -->bổ xung, kiẻm tra"), ["kiẻm"]);
    }

    #[test]
    fn a_line_the_next_line_and_the_file() {
        assert_eq!(marked("bổ xung <!-- morat: tắt-dòng chinh-ta -->\nnổ lực"), ["nổ lực"]);
        assert_eq!(marked("bổ xung <!-- morat: off-next-line -->\nnổ lực\nchia sẽ"), ["bổ xung", "chia sẽ"]);
        assert_eq!(marked("bổ xung\n\nnổ lực <!-- morat: tắt-tệp chinh-ta -->"), [""; 0]);
    }

    #[test]
    fn other_comments_say_nothing_and_misspelt_ones_are_told() {
        assert_eq!(marked("<!-- tắt --> bổ xung <!-- moratorium: tắt -->"), ["bổ xung"]);
        assert_eq!(
            marked("<!-- morat: tat --> bổ xung <!-- morat: tắt-dòng chinh-ta/hoi-ga -->"),
            ["tat", "bổ xung", "chinh-ta/hoi-ga"]
        );
        assert_eq!(marked("<!-- morat: tắt -->\nbổ xung\n<!-- morat: bậtt -->\nnổ lực"), ["bậtt"]);
        assert_eq!(marked("bổ xung <!-- Morat: Tắt-Dòng -->"), [""; 0]);
        assert_eq!(
            marked("bổ xung <!-- morat tắt-dòng --> <!-- morat là gì? --> <!-- morat: -->"),
            ["bổ xung", "tắt-dòng"]
        );
        // A rule that is told to be quiet does not hand its place on to another.
        assert_eq!(marked("bổ xung <!-- morat: tắt-dòng chinh-ta/nham-lan -->"), [""; 0]);
        // What is known in it holds.
        assert_eq!(marked("bổ xung <!-- morat: tắt-dòng chinh-ta, chinh-to -->"), ["chinh-to"]);
    }

    fn unused(text: &str) -> (Vec<&str>, String) {
        let linter = Linter::new(&Selection { report_unused: true, ..Selection::default() }).unwrap();
        let mut worker = Worker::default();
        let findings = linter.check_text(text, &mut worker).unwrap();
        let comments = linter.registry().comments();
        let found = findings.iter().filter(|finding| finding.rule == comments.unused);
        let found = found.map(|finding| &text[finding.span.range()]).collect();
        let except = |finding: &crate::rules::Finding| finding.rule != comments.unused;
        let fixing = FixOptions { all: false, except: Some(&except) };
        (found, linter.fix(Document::of_text(text).unwrap(), fixing, &mut worker).unwrap().document.text().to_owned())
    }

    #[test]
    fn comments_are_taken_out_of_markup_too() {
        use crate::document::Format;
        let linter = Linter::new(&Selection { report_unused: true, ..Selection::default() }).unwrap();
        let comments = linter.registry().comments();
        let tidy = |text: &str, format: Format| {
            let document = Document::open(text.as_bytes(), format, &std::sync::Arc::default()).unwrap();
            let except = |finding: &crate::rules::Finding| finding.rule != comments.unused;
            let fixing = FixOptions { all: false, except: Some(&except) };
            let fixed = linter.fix(document, fixing, &mut Worker::default()).unwrap();
            String::from_utf8(fixed.document.bytes().unwrap()).unwrap()
        };
        for (format, text, tidied) in [
            (Format::MARKDOWN, "Trời đẹp.\n\n<!-- morat: tắt chinh-ta -->\n\nGió mát.\n", "Trời đẹp.\n\nGió mát.\n"),
            (Format::MARKDOWN, "<!-- morat: tắt chinh-ta -->\n\nGió mát.\n", "Gió mát.\n"),
            (Format::MARKDOWN, "Gió mát.\n\n<!-- morat: tắt chinh-ta -->\n", "Gió mát.\n"),
            (Format::MARKDOWN, "Gió <!-- morat: tắt-dòng chinh-ta --> mát.\n", "Gió mát.\n"),
            (
                Format::MARKDOWN,
                "Có nổ lực. <!-- morat: tắt-dòng chinh-ta dau-cau -->\n",
                "Có nổ lực. <!-- morat: tắt-dòng chinh-ta -->\n",
            ),
            (
                Format::HTML,
                "<p>Trời đẹp.</p>\n<!-- morat: tắt chinh-ta -->\n<p>Gió mát.</p>\n",
                "<p>Trời đẹp.</p>\n<p>Gió mát.</p>\n",
            ),
            (Format::HTML, "<p>Gió <!-- morat: tắt-dòng chinh-ta -->mát.</p>", "<p>Gió mát.</p>"),
        ] {
            assert_eq!(tidy(text, format), tidied);
        }
    }

    #[test]
    fn what_keeps_nothing_quiet_is_reported_and_taken_out() {
        let used = "bổ xung <!-- morat: tắt-dòng chinh-ta -->\n";
        assert_eq!(unused(used), (vec![], used.to_owned()));
        let partly = "bổ xung <!-- morat: tắt-dòng chinh-ta dau-cau -->\n";
        assert_eq!(unused(partly), (vec!["dau-cau"], used.to_owned()));
        let text = "Trời đẹp.\n<!-- morat: tắt chinh-ta -->\nGió mát.\n<!-- morat: bật chinh-ta -->\nHết.\n";
        // The one that switches on is of use until the other is gone.
        assert_eq!(unused(text), (vec!["<!-- morat: tắt chinh-ta -->"], "Trời đẹp.\nGió mát.\nHết.\n".to_owned()));
        // A rule that does not run cannot be judged.
        let strict = "Trời đẹp. <!-- morat: tắt-dòng van-phong/cau-dai -->";
        assert_eq!(unused(strict).0, [""; 0]);
    }
}
