//! What begins with a punctuation mark and is no prose: paths, operators, emoticons, dots to write on. Asked at marks
//! only, so that words pay nothing for it.

use super::TokenKind;

/// The greatest length of such a token, in bytes.
const LONGEST: usize = 512;

/// How far back the word before a mark is searched for, in characters.
const WORD: usize = 32;

/// Emoticons; the last character may be repeated: `:))`.
const EMOTICONS: &[&str] = &[
    ":)", ":(", ":D", ":d", ":P", ":p", ":v", ":V", ":3", ":x", ":X", ":o", ":O", ":|", ":*", ":>", ":<", ":]", ":[",
    ":'(", ":'>", ":-)", ":-(", ":-D", ":-P", ":-s", ":-ss", ":-?", ":-*", ":-|", ";)", ";))", ";-)", "=)", "=D", "=P",
    "=]", "=[", "=.=", "-_-", "^^", "^_^", "<3", "</3", ">.<", ">_<",
];

/// Whether a token that [`at`] finds may begin with this byte.
#[inline]
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(byte, b'.' | b'?' | b';' | b':' | b'/' | b'~' | b'*' | b'-' | b'=' | b'^' | b'<' | b'>' | b'$' | b'%')
}

/// The kind and the end of the token that begins with the mark at `start`; `None` if it is prose.
pub(super) fn at(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let rest = &text[start..];
    let before = text[..start].chars().next_back();
    // Nothing that belongs to the same word stands before it.
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '"' | '“' | '‘' | '\'' | '`'));
    let end = |length: usize, kind: TokenKind| Some((start + length, kind));
    if free && let Some(length) = path(rest) {
        return end(length, TokenKind::Code);
    }
    if before.is_none_or(|c| !c.is_alphanumeric())
        && let Some(length) = emoticon(rest)
        && !is_bracketed(before, &rest[..length])
    {
        return end(length, TokenKind::Symbol);
    }
    let ascii_behind = |c: char| c.is_ascii_alphabetic() || c == '_';
    match rest.as_bytes() {
        [b'.', ..] => {
            let dots = rest.len() - rest.trim_start_matches('.').len();
            let stroke = rest[dots..].starts_with('/') || before == Some('/');
            (dots > 1 && stroke && !rest[dots..].starts_with(ascii_behind)).then_some((start + dots, TokenKind::Symbol))
        }
        // `a?.b`, `a?.[0]`
        [b'?', b'.', ..] => {
            let goes_on = rest[2..].starts_with(|c: char| ascii_behind(c) || matches!(c, '[' | '('));
            let is_code = goes_on && is_ascii_word(word_before(text, start)) && is_ascii_word(word(&rest[2..]));
            is_code.then_some((start + 2, TokenKind::Symbol))
        }
        // `yellow;;underline`, `for (;;)`, `esac ;;`
        [b';', b';', ..] => {
            let marks = rest.len() - rest.trim_start_matches(';').len();
            let behind = &rest[marks..];
            let closes = behind.starts_with([')', '\n', '\r']) || behind.is_empty();
            let glued = !behind.starts_with(char::is_whitespace) && is_ascii_word(word(behind));
            let is_code = free && (closes || marks == 2) || glued && is_ascii_word(word_before(text, start));
            is_code.then_some((start + marks, TokenKind::Symbol))
        }
        // `std::vec`
        [b':', b':', ..] => {
            let glued = !rest[2..].is_empty() && rest[2..].starts_with(ascii_behind);
            (glued && is_ascii_word(word_before(text, start))).then_some((start + 2, TokenKind::Symbol))
        }
        // `--depth`, `$HOME`, `%s`
        [b'-', b'-', letter, ..] if free && letter.is_ascii_alphabetic() => {
            let length = length_of(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))?;
            end(rest[..length].trim_end_matches('-').len(), TokenKind::Code)
        }
        [b'$', b'{', ..] => {
            let close = rest.as_bytes().iter().take(LONGEST).position(|byte| *byte == b'}')?;
            end(close + 1, TokenKind::Code)
        }
        [b'$', letter, ..] if letter.is_ascii_alphabetic() || *letter == b'_' => {
            let length = 1 + length_of(&rest[1..], |c| c.is_ascii_alphanumeric() || c == '_')?;
            let behind = rest[length..].chars().next();
            behind.is_none_or(|c| !c.is_alphanumeric()).then_some((start + length, TokenKind::Code))
        }
        [b'%', letter, tail @ ..] if free && b"sdifuxcqv".contains(letter) => {
            let ends = tail.first().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
            ends.then_some((start + 2, TokenKind::Code))
        }
        _ => None,
    }
}

/// The length of a path that begins with its folder (`../lib`, `./a`, `~/b`, `/etc/hosts`), or of a pattern of names
/// (`*.txt`).
fn path(rest: &str) -> Option<usize> {
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '\\' | '_' | '-' | '~' | '*' | '+' | '@');
    let root = ["../", "./", "~/", "..\\", ".\\", "*.", "/"].into_iter().find(|root| rest.starts_with(root))?;
    let length = length_of(rest, is_part)?;
    let path = rest[..length].trim_end_matches(['.', '-', '*', '+', '@']);
    let named = path.get(root.len()..).is_some_and(|names| names.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let letters_behind = rest[length..].starts_with(char::is_alphanumeric);
    let is_path = match root {
        "/" => named && path[1..].contains('/'),
        "*." => named,
        _ => named || path.len() == root.len() || path[root.len()..].starts_with(['.', '*', '~', '_']),
    };
    // `/hoặc`, `./ấy`: a Vietnamese word with punctuation before it.
    (is_path && !letters_behind).then_some(path.len().max(root.len()))
}

/// The length of an emoticon with white space, the end of the text or a mark behind it.
fn emoticon(rest: &str) -> Option<usize> {
    let face = EMOTICONS.iter().filter(|face| rest.starts_with(**face)).max_by_key(|face| face.len())?;
    let last = face.chars().next_back()?;
    let more = match last {
        ')' | '(' | ']' | '[' | '>' | '^' => length_of(&rest[face.len()..], |c| c == last)?,
        _ => 0,
    };
    let length = face.len() + more;
    let behind = rest[length..].chars().next();
    let ends =
        behind.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?' | '…' | ')' | '"' | '”' | '<'));
    ends.then_some(length)
}

/// Whether it is no emoticon but a sign in brackets that were opened right before: `(=)`, `x[:]`.
fn is_bracketed(before: Option<char>, face: &str) -> bool {
    let (open, close) = match before {
        Some('(') => ('(', ')'),
        Some('[') => ('[', ']'),
        _ => return false,
    };
    face.ends_with(close) && !face.contains(open) && face.matches(close).count() == 1
}

/// The length in bytes of the characters at the front that pass; `None` if it is above [`LONGEST`].
fn length_of(text: &str, pass: impl Fn(char) -> bool) -> Option<usize> {
    let mut length = 0;
    for c in text.chars() {
        if !pass(c) {
            return Some(length);
        }
        length += c.len_utf8();
        if length > LONGEST {
            return None;
        }
    }
    Some(length)
}

/// The run of letters and digits that ends at `end`.
fn word_before(text: &str, end: usize) -> &str {
    let from = text[..end].char_indices().rev().take(WORD).take_while(|(_, c)| c.is_alphanumeric() || *c == '_');
    &text[from.last().map_or(end, |(at, _)| at)..end]
}

/// The run of letters and digits at the front.
fn word(text: &str) -> &str {
    let to = text.char_indices().take(WORD).take_while(|(_, c)| c.is_alphanumeric() || *c == '_');
    &text[..to.last().map_or(0, |(at, c)| at + c.len_utf8())]
}

/// Whether a word has no Vietnamese letter.
fn is_ascii_word(word: &str) -> bool {
    word.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, mark: &str) -> Option<String> {
        let start = text.find(mark)?;
        at(text, start).map(|(end, _)| text[start..end].to_owned())
    }

    #[test]
    fn code_and_faces_are_one_thing_each() {
        for (text, thing) in [
            ("vào ../src/a.c rồi", "../src/a.c"),
            ("chạy ./x.", "./x"),
            ("tệp ~/b.txt, và", "~/b.txt"),
            ("xoá *.tmp đi", "*.tmp"),
            ("ở /usr/bin nhé", "/usr/bin"),
            ("a?.b", "?."),
            ("for (;;) {", ";;"),
            ("x;;y", ";;"),
            ("a::b", "::"),
            ("vui :)) nhé", ":))"),
            ("vui :D.", ":D"),
            ("cờ --all.", "--all"),
            ("biến $HOME và", "$HOME"),
        ] {
            assert_eq!(found(text, thing).as_deref(), Some(thing), "{text}");
        }
        assert_eq!(found("ngày ..../..../20..", "..../").as_deref(), Some("...."));
    }

    #[test]
    fn prose_is_none_of_it() {
        for (text, mark) in [
            ("và /hoặc", "/"),
            ("đi không?.Tôi", "?."),
            ("hoạt động;; từ đó", ";;"),
            ("Bước hai :Sau khi nấu", ":"),
            ("Đáp án:D", ":D"),
            ("km/h", "/"),
            ("giá $5", "$"),
            ("tăng 5%so với", "%s"),
            ("chấm. Rồi", "."),
            ("bằng EQUAL (=) và", "=)"),
            ("viết x[:] = y", ":]"),
        ] {
            assert_eq!(found(text, mark), None, "{text}");
        }
    }
}
