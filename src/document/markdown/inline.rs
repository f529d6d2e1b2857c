//! Inline constructs of Markdown that are no text.

use super::super::html::{self, Role};
use super::super::language::{TextLanguage, language_of};

/// The role of an HTML tag in a line.
pub enum Markup {
    /// A word continues through it.
    Nothing,
    Break,
    /// Something that is no prose.
    Thing,
    /// A new block begins.
    Block,
    /// Something that is no prose with all up to the tag that closes it.
    Hides,
}

/// The name in a tag, and whether it is one that opens.
pub fn tag_name(tag: &str) -> (&str, bool) {
    let inside = tag.trim_start_matches(['<', '/']);
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(inside.len());
    (&inside[..end], !tag.starts_with("</"))
}

/// Reads a tag.
pub fn tag(tag: &str) -> Markup {
    let (written, opens) = tag_name(tag);
    let name = written.to_ascii_lowercase();
    let closed = tag.ends_with("/>");
    let whole = closed || html::is_void(&name);
    match html::role(&name) {
        // A component of Vue or JSX: around words it is nothing, by itself it is a thing.
        _ if written.starts_with(|c: char| c.is_ascii_uppercase()) && name != written && !is_block(&name) => {
            if closed {
                Markup::Thing
            } else {
                Markup::Nothing
            }
        }
        // An element by itself that is no anchor shows something: a badge, an icon.
        Role::Inline if closed && opens && !html::is_void(&name) && name != "a" => Markup::Thing,
        Role::Inline | Role::Nothing => Markup::Nothing,
        Role::Break => Markup::Break,
        Role::Thing | Role::Passed if opens && !whole => Markup::Hides,
        Role::Block if is_block(&name) => Markup::Block,
        _ => Markup::Thing,
    }
}

/// Blocks of HTML. What is none, `<name>`, stands for something else.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "center"
            | "details"
            | "summary"
            | "table"
            | "thead"
            | "tbody"
            | "tr"
            | "td"
            | "th"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "hr"
            | "picture"
    )
}

/// The length of the mark and the name of a directive at the start of a line, `::: warning `, and how much of what comes behind is its
/// title: in `:::note[Title]{#id}` what is in brackets.
pub fn directive(line: &str) -> Option<(usize, usize)> {
    // `/// note | Title` is how MkDocs has it.
    let slashes = line.starts_with('/');
    let marks = line.len() - line.trim_start_matches(if slashes { '/' } else { ':' }).len();
    if marks < 3 {
        return None;
    }
    let rest = &line[marks..];
    if slashes {
        let title = rest.find('|').map_or(rest.len(), |bar| bar + 1);
        let lead = rest[title..].len() - rest[title..].trim_start().len();
        return Some((marks + title + lead, rest[title..].trim().len()));
    }
    let name_at = rest.len() - rest.trim_start().len();
    let named = &rest[name_at..];
    // Pandoc has the attributes in the place of the name.
    let braces = html::braces(named.as_bytes());
    let name = braces.unwrap_or_else(|| named.find([' ', '\t', '[', '{']).unwrap_or(named.len()));
    let behind = &named[name..];
    if let Some(title) = behind.strip_prefix('[') {
        return Some((marks + name_at + name + 1, title.find(']').unwrap_or(title.len())));
    }
    let lead = behind.len() - behind.trim_start().len();
    let title = behind.trim();
    let title = title.find('{').map_or(title.len(), |at| title[..at].trim_end().len());
    Some((marks + name_at + name + lead, title))
}

/// How a special stretch of a line is shown.
pub enum Show {
    /// As opaque: a shortcode, a key, an address.
    Held,
    /// Not at all.
    Hidden,
    /// Not at all, but for the title between the two offsets.
    Titles,
    /// As opaque; the text behind it, up to these marks, is shown.
    Named(usize, usize),
    /// As code, to its end.
    Code,
}

/// A stretch of a line that is no text.
pub struct Special {
    pub start: usize,
    pub end: usize,
    pub show: Show,
}

impl Special {
    fn new(start: usize, end: usize, show: Show) -> Option<Special> {
        Some(Special { start, end, show })
    }
}

/// Whether a special stretch may begin with a byte.
pub fn may_begin(byte: u8) -> bool {
    matches!(byte, b'{' | b':' | b'[' | b'(' | b'<' | b'=' | b'%' | b'^' | b'$')
}

/// How far before the second mark of a highlight the first may be, in bytes.
const FARTHEST_BACK: usize = 2 << 10;

/// The special stretch that begins at `at`; `line` is the text from there on, as far as it may reach.
pub fn special(text: &str, at: usize, line: &str) -> Option<Special> {
    let bytes = text.as_bytes();
    let escaped = text[..at].len() - text[..at].trim_end_matches('\\').len();
    if escaped % 2 == 1 || escaped == 2 {
        return formula(text, at, line, escaped);
    }
    let found = |length: usize, show: Show| Special::new(at, at + length, show);
    let before = text[..at].chars().next_back();
    match bytes[at] {
        b'{' => found(html::template(line)?, Show::Code),
        b':' => found(emoji(text, at)?, Show::Held),
        b'[' if line.starts_with("[[") => wikilink(at, line),
        b'[' if line.starts_with("[!") => {
            let close = line.find(']')?;
            let named = close > 2 && line[2..close].bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
            let behind = line[close + 1..].trim_start_matches(['+', '-']);
            let length = line.len() - behind.trim_start_matches([' ', '\t']).len();
            found(length, if named && opens_quote(text, at) { Show::Titles } else { return None })
        }
        // The mark of a note that nowhere is, and of one of Pandoc's citations.
        b'[' if line.starts_with("[^") || line.starts_with("[@") => {
            let close = line.find(']')?;
            let id = line[2..close].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:.".contains(&byte));
            (close > 2 && id).then(|| found(close + 1, Show::Held))?
        }
        b'$' => spaced_formula(text, at),
        b'(' if before == Some(']') => found(target(line)?, Show::Held),
        // A tag of JSX with an expression in it, which is none of HTML.
        b'<' if line[1..].starts_with(|c: char| c.is_ascii_uppercase()) => found(html::tag_length(line)?, Show::Hidden),
        b'<' => {
            let close = line.find('>')?;
            let inside = &line[1..close];
            let path = ["./", "../", "/", "#", "http:", "https:"].iter().any(|start| inside.starts_with(start));
            (path && !inside.starts_with("/>") && !inside.contains('<')).then(|| found(close + 1, Show::Held))?
        }
        // Highlights: a mark stands at one side of a word.
        b'=' if line.starts_with("==") && !line.starts_with("===") && before != Some('=') => {
            let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '=');
            let (left, right) = (is_word(before), is_word(line[2..].chars().next()));
            let pair = match right {
                true => line[2..].find("==").is_some(),
                false => {
                    let start = text.floor_char_boundary(at.saturating_sub(FARTHEST_BACK));
                    text[start..at].rsplit('\n').next()?.contains("==")
                }
            };
            (left != right && pair).then(|| found(2, Show::Hidden))?
        }
        b'%' if line.starts_with("%%") => {
            let close = line[2..].find("%%").filter(|close| *close > 0)?;
            found(close + 4, Show::Hidden)
        }
        // The name of a block, at the end of its line.
        b'^' if before.is_some_and(char::is_whitespace) => {
            let id = line[1..].trim_end();
            let named = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            named.then(|| found(1 + id.len(), Show::Held))?
        }
        _ => None,
    }
}

/// `\( … \)` and `\[ … \]`, as MathJax reads them; brackets that were escaped around words are none.
fn formula(text: &str, at: usize, line: &str, escaped: usize) -> Option<Special> {
    let close = match text.as_bytes()[at] {
        b'(' => "\\)",
        b'[' => "\\]",
        _ => return None,
    };
    let inside = &line[1..1 + line[1..].find(close)?];
    let signs = inside.contains(['\\', '^', '_', '=', '{']);
    // Brackets are escaped around words and numbers, too.
    let word = close == "\\]" && !signs && !inside.starts_with(char::is_whitespace);
    if word || inside.trim().is_empty() || !signs && language_of(inside) == TextLanguage::Vietnamese {
        return None;
    }
    let start = if escaped == 1 { at - 1 } else { at };
    Special::new(start, at + 1 + inside.len() + close.len(), Show::Held)
}

/// `$ … $` with white space inside of the dollars, which MathJax takes for a formula and Markdown does not: on lines of its own, or
/// with commands of TeX in it.
fn spaced_formula(text: &str, at: usize) -> Option<Special> {
    const LONGEST: usize = 4 << 10;
    let start = at + 1;
    let most = &text[start..text.floor_char_boundary(text.len().min(start + LONGEST))];
    let most = &most[..most.find("\n\n").unwrap_or(most.len())];
    let close = most.find('$').filter(|close| *close > 0)?;
    let inside = &most[..close];
    let command =
        inside.match_indices('\\').any(|(at, _)| inside[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let spaced = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
    (command && spaced).then(|| Special::new(at, start + close + 1, Show::Held))?
}

/// `[[page]]`, `[[page#part|what is shown]]`: a page goes by its name.
fn wikilink(at: usize, line: &str) -> Option<Special> {
    let close = line.find("]]")?;
    let inside = &line[2..close];
    // `[[1]](address)` is a link whose text has brackets.
    if inside.trim().is_empty() || inside.contains("[[") || line[close + 2..].starts_with(['(', '[']) {
        return None;
    }
    match inside.rfind('|').filter(|bar| bar + 1 < inside.len()) {
        Some(bar) => Special::new(at, at + 2 + bar + 1, Show::Named(at + close, at + close + 2)),
        None => Special::new(at, at + close + 2, Show::Held),
    }
}

/// The length of the target of a link that is none by the rules, for it has spaces: `(../a b.md)`.
fn target(line: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let close = line.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let inside = line[1..close].trim();
    let end = inside.rsplit_once('.').map(|(_, end)| end);
    let file =
        end.is_some_and(|end| (2..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let path = inside.starts_with(['<', '#', '/', '.'])
        || inside.contains("://")
        || inside.contains('/') && !inside.contains(", ");
    (file || path).then_some(close + 1)
}

/// Whether only the marks of block quotes stand before an offset in its line.
fn opens_quote(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.ends_with('>') && before.trim_end_matches([' ', '\t', '>']).ends_with(['\n'])
        || before.trim_matches([' ', '\t', '>']).is_empty()
}

/// The length of an emoji's name at a colon, `:smile:`.
fn emoji(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    if text[..at].ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = &text.as_bytes()[at + 1..text.len().min(at + LONGEST)];
    let length = rest
        .iter()
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte))
        .count();
    let named =
        rest[..length].iter().any(u8::is_ascii_lowercase) || rest[..length] == *b"+1" || rest[..length] == *b"-1";
    (named && rest.get(length) == Some(&b':')).then_some(length + 2)
}

/// Whether a paragraph is code of an MDX file: `import X from 'y'`, `export const a = 1`.
pub fn is_module_code(paragraph: &str) -> bool {
    let line = paragraph.lines().next().unwrap_or_default();
    let import = line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'']));
    import
        || ["export const ", "export default ", "export function ", "export let "]
            .iter()
            .any(|word| line.starts_with(word))
}
