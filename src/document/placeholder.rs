//! Placeholders of programs in translated strings: `%s`, `%1$d`, `%(name)s`, `{0!r:>10}`, `{{name}}`, `%{name}`,
//! `${name}`, `%L1`, `<name>`, the dates of `strftime`, and messages of ICU with their choices. A format's reader asks
//! at each sign that may begin one, and shows what is found as opaque.

use std::ops::Range;

use super::draft::Draft;
use super::html::entity;

/// The longest placeholder, in bytes.
const LONGEST: usize = 200;

/// The longest name in angle brackets, in bytes.
const LONGEST_NAME: usize = 60;

/// How deep the choices of a message of ICU may lie in one another.
const DEEPEST: usize = 8;

/// The elements of HTML that stand in translated strings: these are markup, and other names in angle brackets are filled in.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "mark",
    "nobr",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Whether a placeholder may begin with a byte.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(byte, b'%' | b'{' | b'$' | b'<')
}

/// A placeholder at the start of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Placeholder {
    /// A placeholder of this length in bytes.
    Held(usize),
    /// A message with choices: the ranges that are no text, in order; text between them is shown to somebody.
    Message(Vec<Range<usize>>),
}

/// The placeholder at the start of `text`. `before` is the character before it, and `model` the string that was
/// translated, if it is known: what is doubtful by itself is a placeholder if it stands there, too.
fn at(text: &str, before: Option<char>, model: &str) -> Option<Placeholder> {
    let held = |length: usize| Some(Placeholder::Held(length));
    match text.as_bytes() {
        [b'{', ..] => {
            if let Some(parts) = message(text) {
                return Some(Placeholder::Message(parts));
            }
            held(braces(text)?)
        }
        [b'$', b'{', ..] => held(1 + braces(&text[1..])?),
        // i18next: another message by its key.
        [b'$', b't', b'(', ..] => held(1 + memchr::memchr(b')', &text.as_bytes()[..text.len().min(LONGEST)])?),
        [b'$', letter, ..] if letter.is_ascii_alphabetic() || *letter == b'_' => {
            let name = 1 + length_of(&text[1..], |byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let whole = !text[name..].starts_with(char::is_alphanumeric);
            // `$name$`, `$name`
            (whole).then_some(Placeholder::Held(name + usize::from(text[name..].starts_with('$'))))
        }
        [b'%', ..] => held(percent(text, before, model)?),
        [b'<', ..] => held(named(text)?),
        _ => None,
    }
}

/// Shows the tag, the reference or the placeholder at `found` in the string of `range`, and the text before it that was
/// not shown yet. Gives back where it ends; `None` if there is none. For `model` see [`at`].
pub(super) fn show(
    text: &str,
    range: &Range<usize>,
    found: usize,
    said: usize,
    model: &str,
    draft: &mut Draft<'_>,
) -> Option<usize> {
    let (string, rest) = (&text[range.clone()], &text[found..range.end]);
    match rest.as_bytes()[0] {
        b'<' if let Some(length) = tag(rest, &[near(string, found - range.start), model]) => {
            draft.show(said..found);
            if rest[..length].to_ascii_lowercase().starts_with("<br") {
                draft.show_generated(found..found + length, "\n");
            }
            Some(found + length)
        }
        b'&' => {
            let (_, length) = entity::reference(rest)?;
            draft.show(said..found);
            draft.show_opaque(found..found + length);
            Some(found + length)
        }
        _ => match at(rest, text[range.start..found].chars().next_back(), model)? {
            Placeholder::Held(length) => {
                draft.show(said..found);
                draft.show_opaque(found..found + length);
                Some(found + length)
            }
            Placeholder::Message(parts) => {
                let mut said = said;
                for part in parts {
                    draft.show(said..found + part.start);
                    said = found + part.end;
                    draft.show_opaque(found + part.start..said);
                }
                Some(said)
            }
        },
    }
}

/// How far off the other half of a tag is looked for, in bytes.
const NEAR: usize = 2 << 10;

/// The text around a place.
fn near(text: &str, at: usize) -> &str {
    let (mut from, mut to) = (at.saturating_sub(NEAR), text.len().min(at + NEAR));
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    &text[from..to]
}

/// The elements that nothing closes.
const VOID: &[&str] = &["br", "hr", "img", "input", "wbr", "link"];

/// Whether `<…>` at the front of a text is a tag of HTML; gives back its length. `around` are the texts in which its other half may
/// stand: `<label>` alone is a name to fill in.
fn tag(text: &str, around: &[&str]) -> Option<usize> {
    let inside = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let name = length_of(inside, |byte| byte.is_ascii_alphanumeric());
    let end = text.find('>')?;
    let behind = inside[name..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    let known = || ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(&inside[..name]));
    // Attributes make a tag of any name.
    let attributes = || text[1..end].contains(['=', ':']);
    let closes = text.starts_with("</");
    let name_of = &inside[..name];
    let void = || VOID.iter().any(|element| element.eq_ignore_ascii_case(name_of)) || text[..end].ends_with('/');
    let half = |text: &&str| match closes {
        true => text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(name_of)),
        false => text.match_indices("</").any(|(at, _)| text[at + 2..].starts_with(name_of)),
    };
    let paired = || void() || around.iter().any(half);
    let is_tag = name > 0 && behind && !text[1..end].contains('<') && (known() && paired() || attributes());
    is_tag.then_some(end + 1)
}

/// `<name>`, `<tên tệp>`, `<0>`, `</0>`, `<ten/>`: a name to fill in, or a component.
fn named(text: &str) -> Option<usize> {
    let end = text.bytes().take(LONGEST_NAME).position(|byte| byte == b'>')?;
    let name = &text[1..end];
    let begins = name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_'));
    let ends = !name.ends_with([' ', '-']);
    let plain = |c: char| !c.is_control() && !matches!(c, '<' | '"' | '.' | ',' | ';' | '!' | '?' | '(' | ')');
    let plain = |name: &str| {
        name.chars().all(|c| plain(c) || matches!(c, '.' | ',')) && !name.contains([' ', '.']) || {
            name.chars().all(plain)
        }
    };
    (begins && ends && plain(name)).then_some(end + 1)
}

/// `{0}`, `{ten:>10}`, `{a.b[0]!r}`, `{{ten | lon}}`; `{{` and `}}` alone are braces.
fn braces(text: &str) -> Option<usize> {
    let double = text.starts_with("{{");
    let close = if double { "}}" } else { "}" };
    let start = if double { 2 } else { 1 };
    let most = text.as_bytes();
    let most = &most[..most.len().min(LONGEST)];
    let end = memchr::memmem::find(most, close.as_bytes())?;
    let inside = text.get(start..end)?;
    let name = inside.trim_start_matches(['#', '/', '^', '&', '>', '=', '-', '{', '$', '@', ' ']);
    let plain = inside.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control() && byte != b'"');
    // A brace that is opened again before it is closed begins a message that was cut off, and its words are prose.
    let plain = plain && (double || !inside.contains('{'));
    // `{}`, and what begins with a name or a number: prose in braces has words.
    let words = name.split_ascii_whitespace().count();
    let named =
        name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '!' | ':' | '.'));
    let code = words <= 1 || double || inside.contains([',', ':', '|', '!']);
    (plain && named && code).then_some(end + close.len())
}

/// `%s`, `%-10.3f`, `%1$s`, `%<PRIu64>`, `%(n)d`, `%{ten}`, `%<ten>s`, `%L1`, `%n`, `%@`, `%Y`, `%%`, `%ten`.
fn percent(text: &str, before: Option<char>, model: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    let enclosed = |close: u8| bytes.iter().take(LONGEST).position(|byte| *byte == close);
    let kind = |from: usize| {
        let kind = from + length_of(&text[from..], |byte| b"-+ #0123456789.".contains(&byte));
        at(kind).filter(u8::is_ascii_alphabetic).map(|_| kind + 1)
    };
    match at(1)? {
        b'%' => return Some(2),
        b'(' => return kind(enclosed(b')')? + 1),
        b'{' => return Some(enclosed(b'}')? + 1),
        b'<' => {
            let close = enclosed(b'>')? + 1;
            // gettext's `%<PRIu64>` ends there; Ruby's `%<ten>s` has its kind behind.
            return match text[2..].starts_with("PRI") {
                true => Some(close),
                false => kind(close).or(Some(close)),
            };
        }
        _ => {}
    }
    // `%Ey`, `%Od`: dates in another calendar, or in other figures.
    if let [_, b'E' | b'O', letter, ..] = bytes
        && b"cCxXyYdeHImMSuUVwW".contains(letter)
        && !text[3..].starts_with(char::is_alphanumeric)
    {
        return Some(3);
    }
    let digits = length_of(&text[1..], |byte| byte.is_ascii_digit());
    let positional = digits > 0 && at(1 + digits) == Some(b'$');
    let mut end = if positional { 2 + digits } else { 1 };
    let flags = end;
    end += length_of(&text[end..], |byte| b"-+#0123456789.*'$I".contains(&byte));
    let widened = end > flags;
    // A space is a flag, too; and between a number and a word it is a space: 100% số.
    let spaced = !widened && at(end) == Some(b' ') && at(end + 1).is_some_and(|byte| byte.is_ascii_alphabetic());
    if spaced {
        let whole = text.get(..end + 2)?;
        return model.contains(whole).then_some(whole.len());
    }
    let length = length_of(&text[end..], |byte| b"hlqLzjt".contains(&byte));
    let percentage = before.is_some_and(|c| c.is_ascii_digit());
    // 20%cho: a figure with its word behind, unless the model has the like.
    let doubtful = |length: usize| {
        let glued = text[length..].starts_with(char::is_alphanumeric);
        percentage && glued && !model.contains(&text[..length])
    };
    // `%ten`, `%count`: a name, where the model has it.
    let name = 1 + length_of(&text[1..], |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let whole_name = !text[name..].starts_with(char::is_alphanumeric);
    if name > 3
        && whole_name
        && model.contains(&text[..name])
        && text[1..name].bytes().filter(u8::is_ascii_alphabetic).count() > 2
    {
        return Some(name);
    }
    if let Some(kind) = at(end + length).filter(|kind| b"diouxXeEfFgGaAcCsSpnmv@".contains(kind)) {
        let whole = end + length + 1;
        let letter = kind.is_ascii_alphabetic();
        return (!(letter && doubtful(whole))).then_some(whole);
    }
    // Qt's `%1`, which has no letter behind it, `%L1` and `%Ln`.
    if at(1) == Some(b'L') {
        let number = length_of(&text[2..], |byte| byte.is_ascii_digit());
        let counts = number == 0 && at(2) == Some(b'n');
        if number > 0 || counts {
            return Some(2 + number.max(1));
        }
    }
    if digits > 0 && !positional {
        return Some(1 + digits);
    }
    // Dates: `%Y`, `%-d`, `%_H`.
    let date = 1 + length_of(&text[1..], |byte| b"-_^#".contains(&byte));
    let letter = at(date).filter(|byte| b"aAbBcCdDeFgGhHIjklmMnNpPqQrRsStTuUvVwWxXyYzZ+".contains(byte))?;
    let whole = date + 1;
    let glued = letter.is_ascii_alphabetic() && text[whole..].starts_with(char::is_alphabetic);
    (!percentage && !glued || model.contains(&text[..whole])).then_some(whole)
}

/// A message of ICU that chooses: `{n, plural, one {# tệp} other {# tệp}}`. Gives back what of it is no text.
fn message(text: &str) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::new();
    choice(text, 0, 0, &mut parts)?;
    Some(parts)
}

/// Reads a choice that begins at a place; gives back where it ends.
fn choice(text: &str, start: usize, depth: usize, parts: &mut Vec<Range<usize>>) -> Option<usize> {
    let head = text.get(start + 1..).filter(|_| depth < DEEPEST)?;
    let comma = head.bytes().take(LONGEST).position(|byte| matches!(byte, b',' | b'{' | b'}'))?;
    let name = head[..comma].trim();
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    let kind = head.get(comma + 1..)?.trim_start();
    let kind = ["plural", "selectordinal", "select"].into_iter().find(|known| kind.starts_with(known));
    if !is_name || !head[comma..].starts_with(',') || kind.is_none() {
        return None;
    }
    // What lies between the branches, and the signs that stand for the number in them.
    let mut from = start;
    let mut at = start + 1;
    let mut inside = false;
    while let Some(found) = text[at..].find(['{', '}', '#', '\'']).map(|found| at + found) {
        let byte = text.as_bytes()[found];
        at = found + 1;
        match byte {
            b'{' if !inside => {
                parts.push(from..found + 1);
                inside = true;
            }
            b'{' => {
                let first = parts.len();
                if let Some(end) = choice(text, found, depth + 1, parts) {
                    at = end;
                } else {
                    parts.truncate(first);
                    let length = braces(&text[found..])?;
                    parts.push(found..found + length);
                    at = found + length;
                }
            }
            b'}' if inside => {
                (from, inside) = (found, false);
            }
            b'}' => {
                parts.push(from..found + 1);
                return Some(found + 1);
            }
            b'#' if inside => parts.push(found..found + 1),
            _ => {}
        }
    }
    None
}

fn length_of(text: &str, pass: impl Fn(u8) -> bool) -> usize {
    text.bytes().take(LONGEST).take_while(|byte| pass(*byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> Option<&str> {
        match at(text, None, "")? {
            Placeholder::Held(length) => Some(&text[..length]),
            Placeholder::Message(_) => None,
        }
    }

    #[test]
    fn of_every_kind_of_format() {
        for whole in [
            "%s",
            "%d",
            "%-10.3f",
            "%1$s",
            "%2$*1$d",
            "%lld",
            "%zu",
            "%<PRIuMAX>",
            "%@",
            "%1$@",
            "%%",
            "%(so)d",
            "%(so)-5.2f",
            "%{ten}",
            "%<ten>s",
            "%1",
            "%12",
            "%L1",
            "%n",
            "%Ln",
            "%Y",
            "%-d",
            "%e",
            "%Ey",
            "{}",
            "{0}",
            "{0!r:>10}",
            "{a.b[0]}",
            "{:,.2f}",
            "{ten:%Y-%m}",
            "{{ten}}",
            "{{ so | tien }}",
            "${x}",
            "$ten",
            "$ten$",
            "<n>",
            "<tên tệp>",
            "<0>",
            "</0>",
            "<số>",
            "{n, number}",
            "{ngay, date, short}",
            "{t}",
        ] {
            assert_eq!(held(&format!("{whole} rồi")), Some(whole), "{whole}");
            assert_eq!(held(&format!("{whole}, rồi")), Some(whole), "{whole}");
        }
    }

    #[test]
    fn prose_is_none() {
        for text in ["% số", "{một câu nói}", "$5", "< 5 và > 3", "<- trái", "{", "%", "<b", "{\"a\": 1}"] {
            assert_eq!(at(text, None, ""), None, "{text}");
        }
        assert_eq!(at("%cho", Some('0'), ""), None);
        assert_eq!(at("% số", Some('0'), ""), None);
        assert_eq!(at("% d", None, "a % d"), Some(Placeholder::Held(3)));
        assert_eq!(at("%ten nhé", None, "%ten here"), Some(Placeholder::Held(4)));
    }

    #[test]
    fn choices_show_what_they_choose_between() {
        let text = "{n, plural, =0 {không có} other {# tệp của {ten}}} rồi";
        let Some(Placeholder::Message(parts)) = at(text, None, "") else { panic!("no message") };
        let parts: Vec<&str> = parts.into_iter().map(|part| &text[part]).collect();
        assert_eq!(parts, ["{n, plural, =0 {", "} other {", "#", "{ten}", "}}"]);
        assert_eq!(message("{n, plural, other {"), None);
    }

    #[test]
    fn tags_are_known_by_name_or_by_attributes() {
        assert_eq!(tag("<b>x", &["<b>x</b>"]), Some(3));
        assert_eq!(tag("</span>x", &["<span>"]), Some(7));
        assert_eq!(tag("<x y=\"1\">", &[]), Some(9));
        assert_eq!(tag("<br/>", &[]), Some(5));
        assert_eq!(tag("<label> = x", &["<label> = x"]), None);
        assert_eq!(tag("<n>", &[]), None);
        assert_eq!(tag("<tên>", &[]), None);
    }
}
