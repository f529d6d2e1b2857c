//! What stands in a line of AsciiDoc: marks, macros, notes, quotes of two signs.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::lines;
use super::AsciiDocPage;
use super::blocks::is_name;

/// Macros in a line whose text in brackets is read.
const LINKS: [&str; 7] = ["link:", "xref:", "mailto:", "http:", "https:", "ftp:", "irc:"];

impl AsciiDocPage<'_> {
    /// How much white space behind a term of the index goes with it: with a space before it too, people see one.
    fn space_behind(&self, at: usize, end: usize, draft: &Draft<'_>) -> usize {
        let behind = &self.text[at.min(end)..end];
        let spaced = draft.is_at_block() || draft.text().ends_with([' ', '\n']);
        if spaced { behind.len() - behind.trim_start().len() } else { 0 }
    }

    /// Shows what stands in a line, or in some that are one paragraph.
    pub(super) fn inline(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let text = self.text;
        let mut said = range.start;
        let mut at = said;
        // From which byte of the shown text on the link is that is open.
        let mut link: Option<usize> = None;
        while at < range.end {
            let rest = lines::behind(text, at, range.end);
            let before = text[range.start..at].chars().next_back();
            let Some((length, what)) = piece(text, &range, at, rest, before) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            lines::say(text, said..at, draft);
            match what {
                What::Nothing => {}
                What::Opens => link = Some(draft.text().len()),
                What::Closes => {
                    if let Some(from) = link.take() {
                        draft.mark_cited(from);
                    }
                }
                What::Index => at += self.space_behind(at + length, range.end, draft),
                What::Held => {
                    if rest.starts_with(['`', '+']) {
                        draft.skip_code(at..at + length);
                    }
                    draft.show_opaque(at..at + length);
                }
                What::Thing => draft.object(at..at + length),
                What::Break => draft.show_generated(at..at + length, "\n"),
                // Two signs that are one quote: no fix may leave half of them.
                What::Quote(quote) => draft.show_generated(at..at + length, quote),
                What::Note(note) => {
                    draft.object(at..at + length);
                    self.notes.push(at + note.start..at + note.end);
                }
            }
            at += length;
            said = at;
        }
        lines::say(text, said.min(range.end)..range.end, draft);
    }
}

/// An inline item of a line that is no text.
enum What {
    /// Markup that is not shown.
    Nothing,
    /// The mark before the text of a link, and the one behind it.
    Opens,
    Closes,
    /// An index term, which is not shown where it stands.
    Index,
    /// Code or an address: shown as opaque.
    Held,
    /// A note reference or a picture.
    Thing,
    Break,
    Quote(&'static str),
    /// A note, with the range of its text.
    Note(Range<usize>),
}

/// The inline item that begins at `at`, with its length.
fn piece(text: &str, range: &Range<usize>, at: usize, rest: &str, before: Option<char>) -> Option<(usize, What)> {
    let open = before.is_none_or(|c| !c.is_alphanumeric());
    let closed = |from: usize, close: &str| rest[from..].find(close).map(|end| from + end + close.len());
    match rest.as_bytes()[0] {
        b'"' if rest.starts_with("\"`") => Some((2, What::Quote("“"))),
        b'`' if rest.starts_with("`\"") => Some((2, What::Quote("”"))),
        b'\'' if rest.starts_with("'`") => Some((2, What::Quote("‘"))),
        b'`' if rest.starts_with("`'") => Some((2, What::Quote("’"))),
        b'`' if rest.starts_with("``") => closed(2, "``").map(|length| (length, What::Held)),
        b'`' => closed(1, "`").filter(|length| *length > 2).map(|length| (length, What::Held)),
        b'+' if rest.starts_with("+\n") || rest == "+" => Some((1 + usize::from(rest.len() > 1), What::Break)),
        b'+' if rest.starts_with("+++") => closed(3, "+++").map(|length| (length, What::Held)),
        b'+' if rest.starts_with("++") => closed(2, "++").map(|length| (length, What::Held)),
        b'+' if open => closed(1, "+").filter(|length| *length > 2).map(|length| (length, What::Held)),
        b'{' => closed(1, "}").filter(|end| is_name(&rest[1..end - 1])).map(|length| (length, What::Held)),
        b'*' | b'_' | b'#' => {
            let sign = rest.chars().next().unwrap_or('*');
            let length = rest.len() - rest.trim_start_matches(sign).len();
            (length <= 2 && (length == 2 || lines::is_emphasis(text, range, at, at + length)))
                .then_some((length, What::Nothing))
        }
        b'<' if rest.starts_with("<<") => {
            let end = closed(2, ">>")?;
            match rest[..end].find(',') {
                Some(comma) => {
                    Some((comma + 1 + (rest[comma + 1..].len() - rest[comma + 1..].trim_start().len()), What::Opens))
                }
                None => Some((end, What::Thing)),
            }
        }
        b'>' if rest.starts_with(">>") && lines::before(text, range.start, at).contains("<<") => {
            Some((2, What::Closes))
        }
        b'(' if rest.starts_with("(((") => closed(3, ")))").map(|length| (length, What::Index)),
        b'(' if rest.starts_with("((") => Some((2, What::Nothing)),
        b')' if rest.starts_with("))") && lines::before(text, range.start, at).contains("((") => {
            Some((2, What::Nothing))
        }
        b'[' if rest.starts_with("[[") => closed(2, "]]").map(|length| (length, What::Nothing)),
        b'[' if rest.starts_with("[.") || rest.starts_with("[#") => {
            closed(1, "]").map(|length| (length, What::Nothing))
        }
        b']' if opened_link(text, range.start, at) => Some((1, What::Closes)),
        byte if byte.is_ascii_alphabetic() && open => inline_macro(rest),
        _ => None,
    }
}

/// `name:target[text]`
fn inline_macro(rest: &str) -> Option<(usize, What)> {
    const LONGEST: usize = 400;
    let most = rest.floor_char_boundary(rest.len().min(LONGEST));
    let target_end = rest[..most].find(|c: char| c == '[' || c.is_whitespace())?;
    let colon = rest[..target_end].find(':')?;
    let is_macro = rest[target_end..].starts_with('[') && is_name(&rest[..colon]);
    if !is_macro {
        return None;
    }
    let close = target_end + rest[target_end..].find(']')?;
    if LINKS.iter().any(|link| rest.starts_with(link)) {
        // The text is read, and the bracket behind it is a mark.
        return Some(if close > target_end + 1 { (target_end + 1, What::Opens) } else { (close + 1, What::Held) });
    }
    Some((
        close + 1,
        match &rest[..colon] {
            "footnote" => What::Note(target_end + 1..close),
            "image" | "icon" => What::Thing,
            "indexterm" => What::Index,
            "anchor" => What::Nothing,
            _ => What::Held,
        },
    ))
}

/// Whether a bracket closes the text of a link.
fn opened_link(text: &str, start: usize, at: usize) -> bool {
    let before = lines::before(text, start, at);
    let Some(bracket) = before.rfind('[') else { return false };
    let target = before[..bracket].rsplit(char::is_whitespace).next().unwrap_or_default();
    let target = target.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    !before[bracket..].contains(']') && LINKS.iter().any(|link| target.starts_with(link))
}
