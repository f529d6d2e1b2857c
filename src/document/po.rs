//! Catalogues of gettext (.po): the translations, not what they were translated from. What a program puts in, `%s` or `{name}`, is
//! held; tags and the marks of access keys are markup.

use std::borrow::Cow;
use std::ops::Range;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::html::entity;
use super::reader::{Options, Reader};

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

impl Reader for Po {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let mut state = State::Other;
        // Of the entry that is read: whether what is translated is empty, and whether it has a context.
        let (mut empty, mut context) = (true, false);
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
                return Err(Unreadable::new(
                    format!("dòng {number} không phải PO: thiếu dấu nháy kép mở hoặc đóng chuỗi"),
                    format!("line {number} is not PO: a quote that opens or closes a string is missing"),
                ));
            };
            let range = start + string.start..start + string.end;
            match state {
                State::Id => empty &= range.is_empty(),
                State::Heading if is_foreign(&text[range.clone()]) => return Ok(()),
                State::Translation => show(text, range, draft),
                _ => {}
            }
        }
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        if words.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'))
            || words.contains(['%', '{', '_'])
            || words.match_indices('&').any(|(at, _)| is_access_key(&words[at..]))
        {
            return None;
        }
        if !words.contains(['"', '\\', '\n', '\t']) {
            return Some(Cow::Borrowed(words));
        }
        let escaped = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
        Some(Cow::Owned(escaped))
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

fn show(text: &str, range: Range<usize>, draft: &mut Draft<'_>) {
    let mut said = range.start;
    let mut at = said;
    let special = |byte: &u8| matches!(byte, b'\\' | b'%' | b'{' | b'$' | b'<' | b'&' | b'_');
    while let Some(found) = text.as_bytes()[at..range.end].iter().position(special).map(|found| at + found) {
        let rest = &text[found..range.end];
        let mut say = |length: usize| {
            draft.say(said..found);
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
                draft.spell(range, shown);
            }
            b'%' | b'{' | b'$' => match placeholder(rest) {
                Some(length) => {
                    let range = say(length);
                    draft.hold(range);
                }
                None => at = found + 1,
            },
            b'<' => match tag(rest) {
                Some(length) => {
                    let range = say(length);
                    if text[range.clone()].to_ascii_lowercase().starts_with("<br") {
                        draft.stand(range, "\n");
                    }
                }
                None => at = found + 1,
            },
            b'&' if let Some((_, length)) = entity::reference(rest) => {
                let range = say(length);
                draft.hold(range);
            }
            b'_' => _ = say(1),
            _ if is_access_key(rest) => _ = say(1),
            _ => at = found + 1,
        }
    }
    draft.say(said..range.end);
}

/// The length of what a program puts something in for: `%s`, `%1$d`, `%(name)s`, `%%`, `{0}`, `{name}`, `${x}`.
pub(super) fn placeholder(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let braces = |from: usize| {
        let end = from + memchr::memchr(b'}', &bytes[from..bytes.len().min(from + 60)])?;
        let name = &text[from + 1..end];
        name.bytes().all(|byte| byte.is_ascii_graphic()).then_some(end + 1)
    };
    match bytes {
        [b'{', ..] => braces(0),
        [b'$', b'{', ..] => braces(1),
        [b'%', b'%', ..] => Some(2),
        [b'%', b'(', ..] => {
            let end = memchr::memchr(b')', &bytes[..bytes.len().min(60)])?;
            let kind = end + 1 + bytes[end + 1..].iter().take_while(|byte| b"-+ #0123456789.".contains(byte)).count();
            bytes.get(kind).filter(|byte| byte.is_ascii_alphabetic()).map(|_| kind + 1)
        }
        [b'%', rest @ ..] => {
            let number = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            // Qt's `%1`, which has no letter behind it.
            let positional = rest.get(number) == Some(&b'$');
            let mut at = if positional { number + 1 } else { 0 };
            at += rest[at..].iter().take_while(|byte| b"-+#0123456789.*'".contains(byte)).count();
            at += rest[at..].iter().take_while(|byte| b"hlqLzjt".contains(byte)).count();
            match rest.get(at) {
                Some(kind) if b"diouxXeEfFgGaAcsSpn@".contains(kind) => Some(at + 2),
                _ if number > 0 && !positional => Some(number + 1),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The length of an HTML tag.
pub(super) fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let end = text.find('>')?;
    (inside.starts_with(|c: char| c.is_ascii_alphabetic()) && !text[1..end].contains('<')).then_some(end + 1)
}

/// Whether `&` marks the letter behind it as the one to press, as in `Thoá&t`. GTK's `_` always does.
fn is_access_key(text: &str) -> bool {
    text[1..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, laws};
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    const HEADING: &str = "# Dịch\nmsgid \"\"\nmsgstr \"\"\n\"Language: vi\\n\"\n\"Content-Type: text/plain\\n\"\n\n";

    fn open(text: &str) -> Result<Document<'_>, Unreadable> {
        laws::hold(text.as_bytes(), Format::Po);
        Document::open(text.as_bytes(), Format::Po, &Arc::default())
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
    fn a_string_that_is_not_closed_is_told_with_its_line() {
        assert!(open("msgid \"a\"\nmsgstr \"b\n").unwrap_err().vi.starts_with("dòng 2"));
    }

    proptest! {
        #[test]
        fn any_catalogue_keeps_the_laws(text in "(\"|\\\\[n\"t]|%s|%|\\{0\\}|<b>|_|&|[a-zđêô ,.]{1,5}|\"\n\"){0,16}") {
            laws::hold(format!("{HEADING}msgid \"a\"\nmsgstr \"{text}\"\n").as_bytes(), Format::Po);
        }
    }
}
