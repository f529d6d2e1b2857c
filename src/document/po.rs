//! Catalogues of gettext (.po): the translations, not what they were translated from. What a program puts in, `%s` or `{name}`,
//! is held; tags and the marks of access keys are markup. What was translated tells what else belongs to the format: a piece of
//! code that stands there, too (`core.editor`, `HEAD..main`), and spaces and punctuation that are set as they are there.
//!
//! A reader of our own, because the crates for gettext (`polib`) give catalogues of strings, put together from their lines and without their escapes,
//! and not where each letter stands.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::placeholder;
use crate::problem::Problem;

/// gettext.
pub(super) struct Po;

/// What the strings of a line belong to.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Other,
    Context,
    Id,
    /// The heading: a translation of nothing.
    Heading,
    Translation,
}

/// Escaping in a string; placeholders of programs cannot be written.
static STRING: Escaping = Escaping(|words| {
    if words.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'))
        || words.contains(['%', '{', '_', '$', '<'])
        || words.match_indices('&').any(|(at, _)| is_access_key(&words[at..]))
    {
        return None;
    }
    if !words.contains(['"', '\\', '\n', '\t']) {
        return Some(Cow::Borrowed(words));
    }
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    Some(Cow::Owned(escaped))
});

impl Format {
    /// Translations of gettext: what is translated, not what it was translated from.
    pub const PO: Format = Format::new(&Definition {
        name: "po",
        ends: &["po", "pot"],
        about: About {
            title: ("gettext", "gettext"),
            read: ("bản dịch (`msgstr`)", "translations (`msgstr`)"),
            left_out: (
                "chỗ chương trình điền vào (`%s`, `{ten}`, `<n>`, …) và những gì `msgid` cũng có (tên lệnh, khoảng \
                 trắng căn cột)",
                "what a program fills in (`%s`, `{name}`, `<n>`, …) and what the `msgid` has, too (names of \
                 commands, spaces that make columns)",
            ),
        },
        reader: Some(&Po),
        ..Definition::TEXT
    });
}

impl Reader for Po {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut state = State::Other;
        // Of the entry that is read: whether what is translated is empty, and whether it has a context.
        let (mut empty, mut context) = (true, false);
        let mut model = Model::default();
        // The heading says that the translations are into another language.
        let mut foreign = false;
        let mut at = 0;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let start = at;
            at += line.len();
            let body = line.trim_end();
            let lead = body.len() - body.trim_start().len();
            let word = &body[lead..];
            if word.is_empty() || word.starts_with('#') {
                continue;
            }
            let keyword = word.split(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
            state = match keyword {
                "" => state,
                "msgctxt" => {
                    context = true;
                    State::Context
                }
                "msgid" => {
                    empty = true;
                    model.clear();
                    State::Id
                }
                "msgid_plural" => State::Id,
                _ if keyword == "msgstr" || keyword.starts_with("msgstr[") => {
                    let heading = empty && !context;
                    if !heading {
                        draft.block();
                    }
                    if heading { State::Heading } else { State::Translation }
                }
                _ => State::Other,
            };
            if state == State::Translation && keyword == "msgstr" {
                context = false;
            }
            let Some(string) = string(body) else {
                return Err(Problem::new(
                    format!("dòng {number} không phải PO: thiếu dấu nháy kép mở hoặc đóng chuỗi"),
                    format!("line {number} is not PO: a quote that opens or closes a string is missing"),
                ));
            };
            let range = start + string.start..start + string.end;
            match state {
                State::Id => {
                    empty &= range.is_empty();
                    model.add(&text[range]);
                }
                State::Heading => foreign |= is_foreign(&text[range]),
                State::Translation if foreign => draft.skip(range, Reason::Language),
                State::Translation => show(text, range, &model, draft),
                _ => {}
            }
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &STRING
    }
}

/// What stands between the first and the last quote of a line.
fn string(line: &str) -> Option<Range<usize>> {
    let start = line.find('"')? + 1;
    let end = line.rfind('"').filter(|end| *end >= start && line.len() == end + 1)?;
    Some(start..end)
}

/// Whether a line of the heading says that the translations are into another language.
fn is_foreign(line: &str) -> bool {
    let language = line.strip_prefix("Language:").map(|value| value.trim_end_matches("\\n").trim());
    language.is_some_and(|language| !language.is_empty() && !language.to_ascii_lowercase().starts_with("vi"))
}

/// How much of the original is examined, in bytes: each doubtful mark asks it.
const LONGEST_MODEL: usize = 16 << 10;

/// The original of an entry (`msgid`), as the file spells it.
#[derive(Default)]
struct Model<'t> {
    text: String,
    /// The pieces of code in it.
    code: HashSet<&'t str>,
}

impl<'t> Model<'t> {
    fn clear(&mut self) {
        self.text.clear();
        self.code.clear();
    }

    fn add(&mut self, string: &'t str) {
        if self.text.len() + string.len() <= LONGEST_MODEL {
            self.text.push_str(string);
        }
        self.code.extend(chunks(string).map(|range| &string[range]).filter(|chunk| is_code(chunk)));
    }
}

/// The ranges between white space, without the punctuation around them.
fn chunks(string: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    string.split(' ').filter_map(move |chunk| {
        let start = at;
        at += chunk.len() + 1;
        let marks = ['.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '…', '“', '”', '\'', '\\', '"'];
        let front = chunk.len() - chunk.trim_start_matches(marks).len();
        let inside = chunk[front..].trim_end_matches(marks).len();
        (inside > 1).then_some(start + front..start + front + inside)
    })
}

/// Whether a chunk is no word of any language: letters with signs in between, that no tag, access key or placeholder explains.
fn is_code(chunk: &str) -> bool {
    let sign =
        |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '&' | '~' | '\'' | '’' | '/' | '\\' | '–' | '—');
    let compound = chunk.contains(['-', '/', '_']) && chunk.starts_with(['-', '/', '.', '~']) || chunk.contains("--");
    let inner = || chunk.contains('_') && chunk.split('_').all(|part| !part.is_empty());
    chunk.is_ascii()
        && chunk.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && (chunk.contains(sign) || compound || inner())
        && !chunk.contains(['<', '>', '&', '\\', '"'])
}

/// White space and punctuation that no sentence has, and that were copied with their places: columns, ranges. Brackets and quotes
/// are left to their pairs.
fn odd_run(rest: &str, model: &str) -> Option<usize> {
    let of_run = |c: char| matches!(c, ' ' | '.' | ',' | ';' | ':' | '?' | '!' | '-' | '=' | '|' | '*' | '/' | '>');
    let length = rest.find(|c| !of_run(c)).unwrap_or(rest.len());
    let run = &rest[..length];
    let odd = run.contains("  ")
        || run.len() > 1 && !run.contains(' ') && run != "..." && run.bytes().any(|byte| b".,;:?!".contains(&byte))
        || run.starts_with(' ') && run[1..].starts_with(['.', ',', ';', ':', '?', '!']);
    // An aside is set off as it is there.
    let aside = matches!(run, " - " | " -- ");
    ((odd || aside) && model.contains(run)).then_some(length)
}

/// The length of a mark that nothing stands beside in the model, either: `path:content`; of a letter in brackets that is glued to
/// what stands behind it: `(u)nknown`.
fn glued(rest: &str, before: Option<char>, model: &str) -> Option<usize> {
    let between = |text: &str, at: usize, length: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[at + length..].chars().next();
        before.is_some_and(char::is_alphanumeric) && behind.is_some_and(char::is_alphanumeric)
    };
    let mark = rest.chars().next()?;
    if mark == '(' {
        let length = rest.bytes().take(5).position(|byte| byte == b')')? + 1;
        let (label, glued) = (&rest[1..length - 1], rest[length..].starts_with(char::is_alphabetic));
        let label = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return (label && glued && model.contains(&rest[..length])).then_some(length);
    }
    let here = matches!(mark, ':' | ',' | ';' | '?' | '!')
        && before.is_some_and(char::is_alphanumeric)
        && rest[1..].starts_with(char::is_alphanumeric);
    (here && model.match_indices(mark).any(|(at, _)| between(model, at, 1))).then_some(1)
}

fn show(text: &str, range: Range<usize>, model: &Model<'_>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    let mut at = said;
    let string = &text[range.clone()];
    let mut code = chunks(string)
        .map(|chunk| range.start + chunk.start..range.start + chunk.end)
        .filter(|chunk| model.code.contains(&text[chunk.clone()]))
        .peekable();
    let special = |byte: &u8| {
        placeholder::may_begin(*byte)
            || matches!(
                byte,
                b'\\' | b'&' | b'_' | b' ' | b'(' | b'.' | b',' | b';' | b':' | b'?' | b'!' | b'-' | b'=' | b'|' | b'*'
            )
    };
    loop {
        while code.next_if(|chunk| chunk.start < at).is_some() {}
        let found = text.as_bytes()[at..range.end].iter().position(special).map(|found| at + found);
        if let Some(chunk) = code.next_if(|chunk| found.is_none_or(|found| chunk.start <= found)) {
            draft.show(said..chunk.start);
            draft.show_opaque(chunk.clone());
            (said, at) = (chunk.end, chunk.end);
            continue;
        }
        let Some(found) = found else { break };
        if let Some(end) = placeholder::show(text, &range, found, said, &model.text, draft) {
            (said, at) = (end, end);
            continue;
        }
        let rest = &text[found..range.end];
        let mut say = |length: usize| {
            draft.show(said..found);
            said = found + length;
            at = said;
            found..said
        };
        match rest.as_bytes()[0] {
            b'\\' => {
                let shown = match rest[1..].chars().next() {
                    Some('n') => "\n",
                    Some('t') => "\t",
                    Some('r') => "\r",
                    Some('"') => "\"",
                    Some('\\') => "\\",
                    _ => {
                        at = found + 1;
                        continue;
                    }
                };
                let range = say(2);
                draft.show_respelled(range, shown);
            }
            byte if placeholder::may_begin(byte) => at = found + 1,
            b'_' => _ = say(1),
            b'&' if is_access_key(rest) => _ = say(1),
            b'&' => at = found + 1,
            _ => match odd_run(rest, &model.text)
                .or_else(|| glued(rest, text[range.start..found].chars().next_back(), &model.text))
            {
                Some(length) => {
                    let range = say(length);
                    draft.show_opaque(range);
                }
                // The whole run was looked at.
                None => {
                    let other = |byte: &u8| placeholder::may_begin(*byte) || matches!(byte, b'\\' | b'&' | b'_' | b'(');
                    at = found + rest.bytes().take_while(|byte| special(byte) && !other(byte)).count().max(1);
                }
            },
        }
    }
    draft.show(said..range.end);
}

/// Whether `&` marks the letter behind it as the one to press, as in `Thoá&t`. GTK's `_` always does.
fn is_access_key(text: &str) -> bool {
    text[1..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    const HEADING: &str = "# Dịch\nmsgid \"\"\nmsgstr \"\"\n\"Language: vi\\n\"\n\"Content-Type: text/plain\\n\"\n\n";

    fn open(text: &str) -> Result<Document<'_>, Problem> {
        property_tests::check(text.as_bytes(), Format::PO);
        Document::open(text.as_bytes(), Format::PO, &Arc::default())
    }

    #[test]
    fn only_translations_are_shown() {
        let text = format!(
            "{HEADING}#: a.c:1\nmsgctxt \"x\"\nmsgid \"Open\"\nmsgstr \"Mở\"\n\nmsgid \"one\"\nmsgid_plural \"many\"\nmsgstr[0] \"một\\n\"\n\"hai \\\"ba\\\"\"\nmsgstr[1] \"\"\n\n#~ msgid \"old\"\n#~ msgstr \"cũ\"\n"
        );
        assert_eq!(open(&text).unwrap().text(), "Mở\n\nmột\nhai \"ba\"");
        assert_eq!(open(&text.replace("Language: vi", "Language: fr")).unwrap().text(), "");
    }

    #[test]
    fn placeholders_are_held_and_access_keys_are_markup() {
        let text = format!(
            "{HEADING}msgid \"a\"\nmsgstr \"_Tập tin %1$s, {{ten}} có <b>%d</b> T_ệp 100%% %(n)s&Lưu &amp; thôi\"\n"
        );
        let document = open(&text).unwrap();
        assert_eq!(document.text(), "Tập tin %1$s, {ten} có %d Tệp 100%% %(n)sLưu &amp; thôi");
        let held: Vec<&str> = document.opaque().iter().map(|span| &document.text()[span.range()]).collect();
        assert_eq!(held, ["%1$s", "{ten}", "%d", "%%", "%(n)s", "&amp;"]);
    }

    #[test]
    fn what_was_translated_tells_what_belongs_to_the_format() {
        let held = |id: &str, translated: &str| {
            let text = format!("{HEADING}msgid \"{id}\"\nmsgstr \"{translated}\"\n");
            let document = open(&text).unwrap();
            let held = document.opaque().iter().map(|span| document.text()[span.range()].to_owned());
            held.collect::<Vec<_>>()
        };
        assert_eq!(held("x", "từ %s..%s, <tên tệp> [--so <n>]"), ["%s", "%s", "<tên tệp>", "<n>"]);
        assert_eq!(held("set core.pager now.", "đặt core.pager ngay."), ["core.pager"]);
        assert_eq!(held("%e  %Y", "%e  %Y"), ["%e", "  ", "%Y"]);
        assert_eq!(held("a  : %s", "tên  : %s"), ["  : ", "%s"]);
        assert_eq!(held("a: b.", "tên  : c."), [""; 0]);
        assert_eq!(held("path:content", "đường dẫn:nội dung"), [":"]);
        assert_eq!(held("path: content", "đường dẫn:nội dung"), [""; 0]);
        assert_eq!(held("=(u)nknown", "=(u)không rõ"), ["(u)"]);
        assert_eq!(held("l <label> = x", "nhãn <label> = x, <b>y</b>"), ["<label>"]);
        let choice = "{n, plural, one {một tệp} other {# tệp}}";
        assert_eq!(held("x", choice), ["{n, plural, one {", "} other {", "#", "}}"]);
    }

    #[test]
    fn a_string_that_is_not_closed_is_told_with_its_line() {
        assert!(open("msgid \"a\"\nmsgstr \"b\n").unwrap_err().message.vi.starts_with("dòng 2"));
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| Document::open(text.as_bytes(), Format::PO, &Arc::default()).unwrap().coverage();
        let french = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgid \"a b\"\nmsgstr \"la mer\"\n";
        assert_eq!((coverage(french).language.all, coverage(french).is_missed()), (2, false));
        assert!(coverage(&french.replace("la mer", "Cả tổ nổ lực")).is_missed());
        assert_eq!(coverage("msgid \"a b\"\nmsgstr \"\"\n").skipped().all, 0);
    }

    proptest! {
        #[test]
        fn any_catalogue_keeps_the_laws(text in "(\"|\\\\[n\"t]|%s|%|\\{0\\}|\\{n, select, a \\{|\\}|\\$x|<b>|<n>|_|&|  |[a-zđêô ,.]{1,5}|\"\n\"){0,16}") {
            property_tests::check(format!("{HEADING}msgid \"a\"\nmsgstr \"{text}\"\n").as_bytes(), Format::PO);
        }
    }
}
