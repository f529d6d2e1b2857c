//! The role of HTML elements for a reader of the page.

use crate::document::coverage::Reason;

/// The role of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of the line; a word continues through its tags.
    Inline,
    /// An object in the line that is no prose: code, a picture, a form field.
    Thing,
    /// A paragraph, a heading, a cell, or a container of such.
    Block,
    /// A block that is no prose.
    Passed,
    /// A line break.
    Break,
    /// Not shown and no break: a point where a word may be broken, a child of another element.
    Nothing,
}

/// The role of an element, by its name in small letters. What HTML does not know is taken for inline if it has a hyphen, as
/// custom elements have, and else for a component that holds blocks.
pub fn role(name: &str) -> Role {
    match name {
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "data" | "del" | "dfn" | "em" | "font"
        | "i" | "ins" | "label" | "mark" | "nobr" | "output" | "q" | "rb" | "ruby" | "s" | "slot" | "small"
        | "span" | "strike" | "strong" | "sub" | "sup" | "time" | "u" => Role::Inline,
        "code" | "kbd" | "samp" | "var" | "tt" | "math" | "svg" | "img" | "image" | "input" | "object" | "embed"
        | "video" | "audio" | "canvas" | "meter" | "progress" | "applet" => Role::Thing,
        "script" | "style" | "pre" | "listing" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext" => {
            Role::Passed
        }
        "br" => Role::Break,
        "wbr" | "meta" | "link" | "base" | "source" | "track" | "param" | "area" | "col" | "rp" | "rt" | "rtc" => {
            Role::Nothing
        }
        name if name.contains('-') => Role::Inline,
        _ => Role::Block,
    }
}

/// Whether an element never has contents.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "image"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the content of an element is text without tags, up to its closing tag.
pub fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext" | "title" | "textarea")
}

/// Elements that are skipped with their content.
pub fn hides_contents(name: &str) -> bool {
    matches!(role(name), Role::Thing | Role::Passed) || matches!(name, "rp" | "rt" | "rtc")
}

/// Why the words in an element with hidden content are skipped; `None` where nobody would read them.
pub fn hidden_as(name: &str) -> Option<Reason> {
    match name {
        "code" | "kbd" | "samp" | "var" | "tt" | "pre" | "listing" | "xmp" | "plaintext" => Some(Reason::Code),
        "svg" | "object" | "canvas" => Some(Reason::Markup),
        _ => None,
    }
}

/// Whether line breaks count in an element, as in code and verse.
pub fn keeps_lines(name: &str) -> bool {
    matches!(name, "pre" | "listing")
}

/// Whether the other attributes of a tag show that one is text for people: of a description, of a button. `is` asks for
/// the value of an attribute.
pub fn tells(element: &str, is: impl Fn(&str, &[&str]) -> bool) -> bool {
    match element {
        "input" => is("type", &["submit", "button", "reset"]),
        "meta" => {
            is("name", &["description", "twitter:title", "twitter:description", "title"])
                || is("property", &["og:title", "og:description", "og:site_name", "og:image:alt"])
                || is("itemprop", &["name", "description", "headline"])
        }
        _ => false,
    }
}

/// Whether an attribute is shown to people; `tells` is the answer of [`tells`] for its tag.
pub fn is_shown(element: &str, attribute: &str, tells: bool) -> bool {
    match attribute {
        "alt" | "title" | "placeholder" | "aria-label" | "aria-description" | "summary" => true,
        "label" => matches!(element, "option" | "optgroup" | "track"),
        "value" => element == "input" && tells,
        "content" => element == "meta" && tells,
        _ => false,
    }
}
