//! What stands in a line of reStructuredText: emphasis is a mark, interpreted text that is a key holds its place.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::lines;
use super::is_name;

/// Roles whose text is read as it stands; of others it is a key.
const ROLES: [&str; 8] = ["emphasis", "strong", "sub", "sup", "subscript", "superscript", "title-reference", "dfn"];

/// Shows what stands in a line, or in some that are one paragraph.
pub fn inline(text: &str, range: Range<usize>, draft: &mut Draft<'_>) {
    let bytes = text.as_bytes();
    let mut said = range.start;
    let mut at = said;
    while at < range.end {
        let rest = lines::behind(text, at, range.end);
        let before = text[range.start..at].chars().next_back();
        // What is held, and how much of it is shown.
        let found: Option<(usize, Option<Range<usize>>)> = match bytes[at] {
            b'\\' => {
                let next = rest[1..].chars().next();
                let length = 1 + next.map_or(0, char::len_utf8);
                lines::say(text, said..at, draft);
                match next {
                    Some(c) if !c.is_whitespace() => draft.show_respelled(at..at + length, c.encode_utf8(&mut [0; 4])),
                    _ => {}
                }
                said = at + length;
                at = said;
                continue;
            }
            b'`' if rest.starts_with("``") => rest[2..]
                .find("``")
                .map(|end| (end + 4 + rest[end + 4..].len() - rest[end + 4..].trim_start_matches('`').len(), None)),
            b'`' => interpreted(rest, at),
            b':' if before.is_none_or(|c| !c.is_alphanumeric()) => role(rest, at),
            b'*' => {
                let length = rest.len() - rest.trim_start_matches('*').len();
                let marks = length <= 3 && lines::is_emphasis(text, &range, at, at + length);
                marks.then_some((length, Some(at..at)))
            }
            b'|' => substitution(rest).map(|length| (length, None)),
            b'[' => note(rest).map(|length| (length, None)),
            b'_' => reference(rest, before).map(|length| (length, Some(at..at))),
            _ => None,
        };
        let Some((length, shown)) = found else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        lines::say(text, said..at, draft);
        match shown {
            None if bytes[at] == b'[' => draft.object(at..at + length),
            None => {
                if rest.starts_with("``") {
                    draft.skip_code(at..at + length);
                }
                draft.show_opaque(at..at + length);
            }
            Some(shown) => {
                let from = draft.text().len();
                // Behind the words of a link comes where it leads.
                let is_link = !shown.is_empty() && !text[shown.end..].starts_with('`');
                lines::say(text, shown, draft);
                if is_link {
                    draft.mark_cited(from);
                }
            }
        }
        at += length;
        said = at;
    }
    lines::say(text, said..range.end, draft);
}

/// `` `text <address>`_ `` shows its text; other interpreted text is a key.
fn interpreted(rest: &str, at: usize) -> Option<(usize, Option<Range<usize>>)> {
    let close = rest[1..].find('`')? + 1;
    let inside = &rest[1..close];
    if inside.is_empty() || inside.starts_with(char::is_whitespace) {
        return None;
    }
    let behind = rest[close + 1..].len() - rest[close + 1..].trim_start_matches('_').len();
    let shown = inside.rfind('<').filter(|_| inside.ends_with('>')).map(|address| {
        let words = inside[..address].trim_end();
        at + 1..at + 1 + words.len()
    });
    Some((close + 1 + behind, shown.filter(|shown| !shown.is_empty())))
}

/// `` :ref:`text <target>` ``
fn role(rest: &str, at: usize) -> Option<(usize, Option<Range<usize>>)> {
    let name_end = rest[1..].find(":`")? + 1;
    let name = &rest[1..name_end];
    if !is_name(name) {
        return None;
    }
    let quoted = name_end + 1;
    let (length, shown) = interpreted(&rest[quoted..], at + quoted)?;
    let whole = at + quoted + 1..at + quoted + length - 1;
    Some((quoted + length, if ROLES.contains(&name) { Some(whole) } else { shown }))
}

fn substitution(rest: &str) -> Option<usize> {
    let close = rest[1..].find('|')? + 1;
    let inside = &rest[1..close];
    let key = !inside.is_empty() && !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
    let behind = rest[close + 1..].len() - rest[close + 1..].trim_start_matches('_').len();
    key.then_some(close + 1 + behind)
}

/// `[1]_`, `[#]_`, `[*]_`, `[Nam2020]_`
fn note(rest: &str) -> Option<usize> {
    let close = rest.find(']')?;
    let label = &rest[1..close];
    let is_label =
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '#' | '*' | '-' | '_' | '.'));
    (is_label && rest[close + 1..].starts_with('_')).then_some(close + 2)
}

/// The underscores behind a word that is a reference, `Python_`.
fn reference(rest: &str, before: Option<char>) -> Option<usize> {
    let length = rest.len() - rest.trim_start_matches('_').len();
    let ends = rest[length..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (length <= 2 && ends && before.is_some_and(char::is_alphanumeric)).then_some(length)
}
