//! What stands in a line of Markdown and is no text of it.

/// What a tag of HTML is in a line.
pub enum Markup {
    /// A word goes on through it.
    Nothing,
    Break,
    /// Something that is no prose.
    Thing,
}

/// Reads a tag or a comment.
pub fn tag(tag: &str) -> Markup {
    let inside = tag.trim_start_matches(['<', '/']);
    let name: String = inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    match name.to_ascii_lowercase().as_str() {
        "br" => Markup::Break,
        "a" | "abbr" | "b" | "bdi" | "bdo" | "big" | "cite" | "del" | "dfn" | "em" | "font" | "i" | "ins" | "mark"
        | "q" | "s" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "u" | "wbr" | "ruby" | "rb" | "time" => {
            Markup::Nothing
        }
        _ => Markup::Thing,
    }
}

/// The length of the mark and the name of a directive at the start of a line, `::: warning `; its title comes behind.
pub fn directive(line: &str) -> Option<usize> {
    let marks = line.len() - line.trim_start_matches(':').len();
    if marks < 3 {
        return None;
    }
    let rest = &line[marks..];
    let name_at = rest.len() - rest.trim_start().len();
    let name = rest[name_at..].find(char::is_whitespace).unwrap_or(rest.len() - name_at);
    let behind = &rest[name_at + name..];
    Some(marks + name_at + name + (behind.len() - behind.trim_start().len()))
}

/// The length of an emoji's name at a colon, `:smile:`.
pub fn emoji(text: &str, at: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    if text[..at].ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = &text.as_bytes()[at + 1..end.min(at + LONGEST)];
    let length = rest
        .iter()
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte))
        .count();
    let named =
        rest[..length].iter().any(u8::is_ascii_lowercase) || rest[..length] == *b"+1" || rest[..length] == *b"-1";
    (named && rest.get(length) == Some(&b':')).then_some(length + 2)
}
