//! Comments that tell morat to be quiet: `<!-- morat: tắt chinh-ta/hoi-nga -->` … `<!-- morat: bật -->`.
//!
//! The words, in Vietnamese or English: `tắt`/`off` and `bật`/`on` for what follows, up to the other one or the end;
//! `tắt-dòng`/`off-line` for the line that the comment is in; `tắt-dòng-sau`/`off-next-line`; `tắt-tệp`/`off-file`. Behind
//! them rules or groups; none means all.

use crate::rules::{Finding, Registry, RuleId};
use crate::text::{Decoded, Normal, Prose, Span};

enum Reach {
    FromHere,
    Line,
    NextLine,
    File,
}

struct Directive {
    on: bool,
    reach: Reach,
    rules: Vec<RuleId>,
}

/// A stretch in which some rules are off.
struct Quiet {
    span: Span<Decoded>,
    rules: Vec<RuleId>,
}

/// Drops the findings that begin where their rule is off. `opaque` holds the comments.
pub(super) fn apply(registry: &Registry, normal: &Normal<'_>, opaque: &[Span<Prose>], findings: &mut Vec<Finding>) {
    let text = normal.text();
    let comments = opaque.iter().filter(|span| text[span.range()].starts_with("<!--"));
    let mut quiet: Vec<Quiet> = Vec::new();
    // Rules that are off here, each with the place from which on.
    let mut off: Vec<(RuleId, u32)> = Vec::new();
    let mut close = |rule: RuleId, from: u32, to: u32| {
        quiet.push(Quiet { span: normal.to_decoded_with_dropped(Span::new(from, to)), rules: vec![rule] });
    };
    let mut lines: Vec<(Span<Prose>, Vec<RuleId>)> = Vec::new();
    for span in comments {
        let Some(directive) = read(registry, &text[span.range()]) else { continue };
        match (directive.on, directive.reach) {
            (true, _) => off.retain(|(rule, from)| {
                let on = directive.rules.contains(rule);
                if on {
                    close(*rule, *from, span.start());
                }
                !on
            }),
            (false, Reach::FromHere) => {
                for rule in directive.rules {
                    if !off.iter().any(|(other, _)| *other == rule) {
                        off.push((rule, span.end()));
                    }
                }
            }
            (false, Reach::File) => lines.push((Span::of(0..text.len()), directive.rules)),
            (false, Reach::Line) => lines.push((line(text, span.start() as usize), directive.rules)),
            (false, Reach::NextLine) => {
                let here = line(text, span.end() as usize);
                let next = (here.end() as usize + 1).min(text.len());
                let next = (next..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
                lines.push((line(text, next), directive.rules));
            }
        }
    }
    for (rule, from) in off {
        close(rule, from, text.len() as u32);
    }
    quiet.extend(lines.into_iter().map(|(span, rules)| Quiet { span: normal.to_decoded_with_dropped(span), rules }));
    if quiet.is_empty() {
        return;
    }
    findings.retain(|finding| {
        !quiet.iter().any(|quiet| {
            let at = finding.span.start();
            quiet.span.start() <= at && at < quiet.span.end() && quiet.rules.contains(&finding.rule)
        })
    });
}

/// The line that holds a byte offset.
fn line(text: &str, at: usize) -> Span<Prose> {
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    Span::of(start..end)
}

/// What a comment says, if it speaks to morat.
fn read(registry: &Registry, comment: &str) -> Option<Directive> {
    let body = comment.trim_start_matches("<!--").trim_end_matches("-->").trim();
    let mut words = body.strip_prefix("morat:")?.split([' ', ',', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    let (on, reach) = match words.next()? {
        "bật" | "on" => (true, Reach::FromHere),
        "tắt" | "off" => (false, Reach::FromHere),
        "tắt-dòng" | "off-line" => (false, Reach::Line),
        "tắt-dòng-sau" | "off-next-line" => (false, Reach::NextLine),
        "tắt-tệp" | "off-file" => (false, Reach::File),
        _ => return None,
    };
    let mut names = words.peekable();
    let rules = match names.peek() {
        None => registry.select("all").collect(),
        Some(_) => names.flat_map(|name| registry.select(name).collect::<Vec<_>>()).collect(),
    };
    Some(Directive { on, reach, rules })
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::linter::{Linter, Selection, Worker};

    /// The marked texts.
    fn marked(text: &str) -> Vec<&str> {
        let linter = Linter::new(&Selection::default()).unwrap();
        let findings = linter.check(text, Format::Text, &mut Worker::default()).unwrap();
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
    fn other_comments_say_nothing() {
        assert_eq!(marked("<!-- tắt --> bổ xung <!-- morat: xyz -->"), ["bổ xung"]);
    }
}
