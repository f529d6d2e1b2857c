//! AsciiDoc: paragraphs, titles, lists, tables and notes. What stands between marks of listings is code; macros and attributes hold
//! their places.
//!
//! A reader of our own, because there is no crate for AsciiDoc that tells where the letters of its text stand.

use std::borrow::Cow;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{Definition, Format, Options, Reader};
use super::lines::{self, Line};
use crate::problem::Problem;

/// AsciiDoc.
pub(super) struct AsciiDoc;

/// Labels at the start of a paragraph that make it a warning or a note.
const LABELS: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];

/// Styles of blocks that are code.
const CODE: [&str; 9] =
    ["source", "listing", "literal", "stem", "latexmath", "asciimath", "plantuml", "mermaid", "graphviz"];

/// Macros in a line whose text in brackets is read.
const LINKS: [&str; 7] = ["link:", "xref:", "mailto:", "http:", "https:", "ftp:", "irc:"];

/// Escaping in a paragraph.
static TEXT: Escaping = Escaping(|words| {
    let mark = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\0' | '*' | '_' | '`' | '#' | '+' | '{' | '}' | '[' | ']' | '|' | '<' | '\\' | '^' | '~'
        )
    };
    (!words.contains(mark) && !words.contains("::") && !words.contains("((")).then_some(Cow::Borrowed(words))
});

impl Format {
    /// AsciiDoc.
    pub const ASCIIDOC: Format = Format::new(&Definition {
        name: "asciidoc",
        ends: &["adoc", "asciidoc", "asc"],
        reader: Some(&AsciiDoc),
        ..Definition::TEXT
    });
}

impl Reader for AsciiDoc {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut page = AsciiDocPage { text, lines: lines::lines(text), at: 0, in_table: false, notes: Vec::new() };
        page.read(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

struct AsciiDocPage<'t> {
    text: &'t str,
    lines: Vec<Line>,
    at: usize,
    in_table: bool,
    /// The notes of the paragraph that is open.
    notes: Vec<Range<usize>>,
}

impl<'t> AsciiDocPage<'t> {
    fn of(&self, line: usize) -> &'t str {
        self.lines.get(line).map_or("", |line| &self.text[line.text.clone()])
    }

    fn read(&mut self, draft: &mut Draft<'_>) {
        // The next block is code, as the line of attributes before it says.
        let mut code = false;
        while self.at < self.lines.len() {
            let line = self.lines[self.at].clone();
            let text = self.of(self.at);
            let range = line.text.clone();
            self.at += 1;
            if line.is_empty() {
                draft.block();
                continue;
            }
            if let Some(style) = attributes(text) {
                draft.block();
                code = CODE.contains(&style) || code && style.is_empty();
                continue;
            }
            let was_code = std::mem::take(&mut code);
            if text.starts_with("//") && !text.starts_with("///") {
                lines::comments(self.text, range, draft);
            } else if let Some(opens) = verbatim(text) {
                draft.block();
                let start = range.start;
                let inside = self.skip_to(opens);
                match opens {
                    "////" => lines::comments(self.text, start..self.lines[self.at - 1].text.end, draft),
                    "++++" => draft.skip_vietnamese(inside, Reason::Markup),
                    _ => draft.skip(inside, Reason::Code),
                }
            } else if is_table(text) {
                draft.block();
                self.in_table = !self.in_table;
            } else if was_code || line.indent > 0 && marks(text) == 0 && !self.in_table {
                // A paragraph that is set in is literal.
                draft.block();
                if is_frame(text) {
                    let opens = text.to_owned();
                    let inside = self.skip_to(&opens);
                    draft.skip(inside, Reason::Code);
                } else {
                    self.skip_paragraph();
                    draft.skip(range.start..self.lines[self.at - 1].text.end, Reason::Code);
                }
            } else if self.in_table {
                self.cells(range, draft);
            } else if is_frame(text) || matches!(text, "+" | "'''" | "<<<") || is_attribute(text) {
                draft.block();
            } else if let Some(shown) = block_macro(text) {
                draft.block();
                let shown = range.start + shown.start..range.start + shown.end;
                if !shown.is_empty() {
                    self.inline(shown, draft);
                }
                draft.block();
            } else {
                self.paragraph(range, draft);
            }
        }
    }

    /// Skips lines up to one like this, and gives back the range of those before it.
    fn skip_to(&mut self, line: &str) -> Range<usize> {
        let start = self.lines[self.at - 1].text.end;
        while self.at < self.lines.len() {
            self.at += 1;
            if self.of(self.at - 1) == line {
                return start..self.lines[self.at - 1].text.start;
            }
        }
        start..self.text.len()
    }

    fn skip_paragraph(&mut self) {
        while !self.of(self.at).is_empty() {
            self.at += 1;
        }
    }

    /// A title, an item or a paragraph that begins in the line before.
    fn paragraph(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let first = &self.text[range.clone()];
        let mut start = range.start + marks(first);
        draft.block();
        let heading = is_heading(first);
        if let Some(term) = definition(&self.text[start..range.end]) {
            let (end, behind) = (start + term.start, start + term.end);
            self.inline(start..end, draft);
            self.end(draft);
            start = behind;
            if start >= range.end {
                return;
            }
        }
        if let Some(label) = LABELS.iter().find(|label| self.text[start..range.end].starts_with(**label)) {
            start += label.len();
        }
        let mut end = range.end;
        while !heading && self.goes_on() {
            end = self.lines[self.at].text.end;
            self.at += 1;
        }
        if start < end {
            self.inline(start..end, draft);
        }
        self.end(draft);
    }

    /// Whether a paragraph goes on in the next line.
    fn goes_on(&self) -> bool {
        let next = self.of(self.at);
        !next.is_empty()
            && marks(next) == 0
            && !is_frame(next)
            && !is_table(next)
            && verbatim(next).is_none()
            && attributes(next).is_none()
            && !next.starts_with("//")
            && next != "+"
            && definition(next).is_none()
    }

    /// Ends a paragraph, and shows its notes.
    fn end(&mut self, draft: &mut Draft<'_>) {
        draft.block();
        for note in std::mem::take(&mut self.notes) {
            self.inline(note, draft);
            // A note in a note is none.
            self.notes.clear();
            draft.block();
        }
    }

    /// The cells of a line of a table.
    fn cells(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let mut start = range.start;
        let text = &self.text[range.clone()];
        let bars: Vec<usize> = text.match_indices('|').map(|(at, _)| range.start + at).collect();
        let bounds = bars.into_iter().chain([range.end]);
        for bar in bounds {
            let cell = &self.text[start..bar];
            // What stands before a bar says how the cell behind it is set: `2+`, `a`, `.3+^.>s`.
            let spec = cell.rfind(' ').map_or(0, |at| at + 1);
            let is_spec = |text: &str| {
                !text.is_empty()
                    && text.len() <= 8
                    && text.bytes().all(|b| b.is_ascii_digit() || b".+*<>^adehlmsv".contains(&b))
            };
            let cell = if bar < range.end && is_spec(&cell[spec..]) && (spec > 0 || start == range.start) {
                &cell[..spec]
            } else {
                cell
            };
            let words = cell.trim();
            if !words.is_empty() {
                let at = words.as_ptr() as usize - self.text.as_ptr() as usize;
                draft.block();
                self.inline(at..at + words.len(), draft);
                self.end(draft);
            }
            start = (bar + 1).min(range.end);
        }
    }

    /// How much white space behind a term of the index goes with it: with a space before it too, people see one.
    fn space_behind(&self, at: usize, end: usize, draft: &Draft<'_>) -> usize {
        let behind = &self.text[at.min(end)..end];
        let spaced = draft.is_at_block() || draft.text().ends_with([' ', '\n']);
        if spaced { behind.len() - behind.trim_start().len() } else { 0 }
    }

    /// Shows what stands in a line, or in some that are one paragraph.
    fn inline(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
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
                InlineItem::Nothing => {}
                InlineItem::Opens => link = Some(draft.text().len()),
                InlineItem::Closes => {
                    if let Some(from) = link.take() {
                        draft.mark_cited(from);
                    }
                }
                InlineItem::Index => at += self.space_behind(at + length, range.end, draft),
                InlineItem::Held => {
                    if rest.starts_with(['`', '+']) {
                        draft.skip_code(at..at + length);
                    }
                    draft.show_opaque(at..at + length);
                }
                InlineItem::Thing => draft.object(at..at + length),
                InlineItem::Break => draft.show_generated(at..at + length, "\n"),
                // Two signs that are one quote: no fix may leave half of them.
                InlineItem::Quote(quote) => draft.show_generated(at..at + length, quote),
                InlineItem::Note(note) => {
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
enum InlineItem {
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
fn piece(text: &str, range: &Range<usize>, at: usize, rest: &str, before: Option<char>) -> Option<(usize, InlineItem)> {
    let open = before.is_none_or(|c| !c.is_alphanumeric());
    let closed = |from: usize, close: &str| rest[from..].find(close).map(|end| from + end + close.len());
    match rest.as_bytes()[0] {
        b'"' if rest.starts_with("\"`") => Some((2, InlineItem::Quote("“"))),
        b'`' if rest.starts_with("`\"") => Some((2, InlineItem::Quote("”"))),
        b'\'' if rest.starts_with("'`") => Some((2, InlineItem::Quote("‘"))),
        b'`' if rest.starts_with("`'") => Some((2, InlineItem::Quote("’"))),
        b'`' if rest.starts_with("``") => closed(2, "``").map(|length| (length, InlineItem::Held)),
        b'`' => closed(1, "`").filter(|length| *length > 2).map(|length| (length, InlineItem::Held)),
        b'+' if rest.starts_with("+\n") || rest == "+" => Some((1 + usize::from(rest.len() > 1), InlineItem::Break)),
        b'+' if rest.starts_with("+++") => closed(3, "+++").map(|length| (length, InlineItem::Held)),
        b'+' if rest.starts_with("++") => closed(2, "++").map(|length| (length, InlineItem::Held)),
        b'+' if open => closed(1, "+").filter(|length| *length > 2).map(|length| (length, InlineItem::Held)),
        b'{' => closed(1, "}").filter(|end| is_name(&rest[1..end - 1])).map(|length| (length, InlineItem::Held)),
        b'*' | b'_' | b'#' => {
            let sign = rest.chars().next().unwrap_or('*');
            let length = rest.len() - rest.trim_start_matches(sign).len();
            (length <= 2 && (length == 2 || lines::is_emphasis(text, range, at, at + length)))
                .then_some((length, InlineItem::Nothing))
        }
        b'<' if rest.starts_with("<<") => {
            let end = closed(2, ">>")?;
            match rest[..end].find(',') {
                Some(comma) => Some((
                    comma + 1 + (rest[comma + 1..].len() - rest[comma + 1..].trim_start().len()),
                    InlineItem::Opens,
                )),
                None => Some((end, InlineItem::Thing)),
            }
        }
        b'>' if rest.starts_with(">>") && lines::before(text, range.start, at).contains("<<") => {
            Some((2, InlineItem::Closes))
        }
        b'(' if rest.starts_with("(((") => closed(3, ")))").map(|length| (length, InlineItem::Index)),
        b'(' if rest.starts_with("((") => Some((2, InlineItem::Nothing)),
        b')' if rest.starts_with("))") && lines::before(text, range.start, at).contains("((") => {
            Some((2, InlineItem::Nothing))
        }
        b'[' if rest.starts_with("[[") => closed(2, "]]").map(|length| (length, InlineItem::Nothing)),
        b'[' if rest.starts_with("[.") || rest.starts_with("[#") => {
            closed(1, "]").map(|length| (length, InlineItem::Nothing))
        }
        b']' if opened_link(text, range.start, at) => Some((1, InlineItem::Closes)),
        byte if byte.is_ascii_alphabetic() && open => inline_macro(rest),
        _ => None,
    }
}

/// `name:target[text]`
fn inline_macro(rest: &str) -> Option<(usize, InlineItem)> {
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
        return Some(if close > target_end + 1 {
            (target_end + 1, InlineItem::Opens)
        } else {
            (close + 1, InlineItem::Held)
        });
    }
    Some((
        close + 1,
        match &rest[..colon] {
            "footnote" => InlineItem::Note(target_end + 1..close),
            "image" | "icon" => InlineItem::Thing,
            "indexterm" => InlineItem::Index,
            "anchor" => InlineItem::Nothing,
            _ => InlineItem::Held,
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

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte))
}

/// The style in a line of attributes, `[source,rust]`; `None` if it is none.
fn attributes(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let is_macro = inside.contains('[') && !inside.starts_with('[');
    (!is_macro).then(|| inside.split([',', '%', '#', '.']).next().unwrap_or_default().trim())
}

/// `:toc: left`
fn is_attribute(text: &str) -> bool {
    text.strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, behind)| is_name(name.trim_matches('!')) && (behind.is_empty() || behind.starts_with(' ')))
}

/// The mark of a block of code, which another like it ends.
fn verbatim(text: &str) -> Option<&'static str> {
    ["----", "....", "++++", "////", "```"]
        .into_iter()
        .find(|mark| text == *mark || *mark == "```" && text.starts_with(mark))
}

/// The mark of a block of prose.
fn is_frame(text: &str) -> bool {
    let first = text.as_bytes()[0];
    text == "--" || text.len() >= 4 && b"=*_-.+/".contains(&first) && text.bytes().all(|byte| byte == first)
}

fn is_table(text: &str) -> bool {
    matches!(text, "|===" | ",===" | ":===" | "!===")
}

fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches(['=', '#']);
    rest.len() < text.len() && rest.starts_with(' ') || text.starts_with('.') && marks(text) == 1
}

/// What is read of `image::bai.png[Chữ thay ảnh]`; of other macros of blocks nothing.
fn block_macro(text: &str) -> Option<Range<usize>> {
    let colons = text.find("::")?;
    let open = text.find('[')?;
    if !is_name(&text[..colons]) || !text.ends_with(']') || open < colons || text[colons..open].contains(' ') {
        return None;
    }
    let inside = &text[open + 1..text.len() - 1];
    // Text with commas stands between quotes, which are no part of it.
    if let Some(quoted) = inside.strip_prefix('"').filter(|_| text.starts_with("image::")) {
        let end = quoted.find('"').unwrap_or(0);
        return Some(open + 2..open + 2 + end);
    }
    let end = inside.find(',').unwrap_or(inside.len());
    let named = inside[..end].contains('=');
    Some(if text.starts_with("image::") && !named { open + 1..open + 1 + end } else { open..open })
}

/// The end of a term and the start of its definition: `Thuật ngữ:: nghĩa`.
fn definition(text: &str) -> Option<Range<usize>> {
    let at = ["::", ";;"].iter().find_map(|mark| {
        text.match_indices(mark).map(|(at, _)| at).find(|at| {
            let behind = text[at + 2..].trim_start_matches([':', ';']);
            *at > 0 && (behind.is_empty() || behind.starts_with(' '))
        })
    })?;
    let behind = text[at..].trim_start_matches([':', ';']).trim_start();
    Some(at..text.len() - behind.len())
}

/// The length of the markup at the start of a line: of a title, of a list item, of a block's title.
fn marks(text: &str) -> usize {
    let first = text.split(' ').next().unwrap_or_default();
    let all = |signs: &str| !first.is_empty() && first.chars().all(|c| signs.contains(c)) && first.len() <= 6;
    let item = all("*") || all(".") || all("=") || all("#") || first == "-";
    let number =
        first.len() > 1 && first.ends_with('.') && first[..first.len() - 1].bytes().all(|b| b.is_ascii_digit());
    let callout = first.starts_with('<') && first.ends_with('>');
    if (item || number || callout) && text.len() > first.len() {
        let behind = &text[first.len()..];
        let boxed = behind.trim_start();
        let boxed = ["[ ] ", "[x] ", "[*] "].iter().find(|mark| boxed.starts_with(**mark)).map_or(0, |mark| mark.len());
        return first.len() + (behind.len() - behind.trim_start().len()) + boxed;
    }
    // `.Tên khối`
    let title = text.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '.'));
    usize::from(title)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::ASCIIDOC);
        Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn titles_paragraphs_lists_and_notes() {
        let text = "= Mở đầu\n:toc: left\n\n.Tên khối\nMột dòng\ncòn nữa, *nghiêng* và __đ__ậm.footnote:[Ghi chú.] Hết.\n\n* mục một\n** mục hai\n. số\n\nNOTE: Nhớ kỹ.\n\nThuật ngữ:: Nghĩa\n";
        assert_eq!(
            shown(text),
            "Mở đầu\n\nTên khối\n\nMột dòng còn nữa, nghiêng và đậm.\u{FFFC} Hết.\n\nGhi chú.\n\nmục một\n\nmục hai\n\nsố\n\nNhớ kỹ.\n\nThuật ngữ\n\nNghĩa"
        );
    }

    #[test]
    fn code_and_comments_are_no_prose() {
        let text = "[source,c]\n----\nfor (;;) { a , b; }\n\n----\n// không ai đọc <!-- morat: tắt -->\n[source]\na , b\n\n====\nTrong khung.\n====\n\n literal , x\n\nimage::a.png[Chữ thay ảnh,300]\ninclude::b.adoc[]\n|===\n|Cột một |Cột hai\n2+|gộp\n|===\n";
        assert_eq!(shown(text), "<!-- morat: tắt -->\n\nTrong khung.\n\nChữ thay ảnh\n\nCột một\n\nCột hai\n\ngộp");
    }

    #[test]
    fn code_and_addresses_in_a_line_hold_their_places() {
        let text = "Gọi `a , b` ở {tên}, xem link:a,b.html[trang này] và <<khóa,chỗ kia>>, \"`nháy`\" pass:[x , y].";
        assert_eq!(shown(text), "Gọi `a , b` ở {tên}, xem trang này và chỗ kia, “nháy” pass:[x , y].");
    }

    #[test]
    fn what_is_markup_of_a_quote_or_the_index_is_left_alone() {
        let text = "Nhấn “Lưu” hoặc \"`Hủy bỏ`\". (((hủy)))(((lưu)))\nDòng sau indexterm:[a] rồi hết.\n\nimage::a.png[\"Sân, vườn và ao\",300]\n";
        assert_eq!(shown(text), "Nhấn “Lưu” hoặc “Hủy bỏ”. Dòng sau rồi hết.\n\nSân, vườn và ao");
        let document = Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap();
        let at = document.text().find("“Hủy").unwrap();
        assert!(document.edits(crate::text::Span::of(at..at + "“".len()), "\"").is_none());
    }

    #[test]
    fn long_lines_of_marks_are_read_quickly() {
        property_tests::quick(
            Format::ASCIIDOC,
            &[
                ("a ` ", 50_000),
                ("*a ", 50_000),
                ("<<a >> ", 30_000),
                ("link:a[", 30_000),
                ("a] ", 50_000),
                ("((a )) ", 30_000),
                ("a\n", 50_000),
                ("{a ", 50_000),
                ("footnote:[a] ", 20_000),
            ],
        );
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage =
            |text: &str| Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap().coverage();
        let some = coverage(
            "Một `nổ lực` `a b`.\n\n----\nba bốn\n----\n\n  năm\n\n////\nbỏ\n////\n\n++++\n<b>sáu</b>\n++++\n",
        );
        assert_eq!((some.read.all, some.code.all), (1, 5));
        assert!(coverage("....\nCả tổ nổ lực.\n....\n").is_missed());
    }

    #[test]
    fn links_are_cited() {
        let text = "Xem https://a.vn[trang này], <<b,mục kia>> và *đậm*.";
        let document = Document::open(text.as_bytes(), Format::ASCIIDOC, &Arc::default()).unwrap();
        assert_eq!(property_tests::cited(&document), ["trang này", "mục kia"]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_the_laws(
            text in "(\n|\n\n| |----\n|====\n|\\|===\n|\\||\\[source\\]\n|\\*|_|`|\\+|link:a\\[|footnote:\\[|\\]|<<|>>|,|::|\"`|\\{a\\}|= |\\. |[a-zđêô ,.]{1,5}){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::ASCIIDOC);
        }
    }
}
