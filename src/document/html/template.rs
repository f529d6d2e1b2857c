//! Template code in a page: the expressions of Vue, Svelte and JSX, the tags of Liquid, Jinja and Hugo.

use std::collections::HashSet;

/// The greatest length of an expression, in bytes; one that is not closed by then is text.
const LONGEST: usize = 2000;

/// The length of the template expression at the start: `{{ … }}`, `{% … %}`, or the `{…}` of Svelte and JSX where it
/// cannot be words in braces.
pub(in crate::document) fn template(text: &str) -> Option<usize> {
    let within = &text.as_bytes()[..text.len().min(LONGEST)];
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        if text.starts_with(open) {
            return memchr::memmem::find(within, close.as_bytes()).map(|at| at + close.len());
        }
    }
    let length = braces(within)?;
    let code = &text[1..length - 1];
    // The marks of Svelte's blocks, and comments.
    let block = code.starts_with(['#', '/', ':', '@']) && !code.starts_with("//");
    (block || is_expression(code)).then_some(length)
}

/// Pairs of tags of Liquid, Jinja and Hugo with code or hidden text between them.
#[derive(Default)]
pub(in crate::document) struct Pairs {
    /// Tags that are not closed, so that the search is made once.
    open: HashSet<String>,
}

/// Names of tags with code between them. Text between `raw` tags is shown as it is.
const CODE: [&str; 20] = [
    "highlight",
    "code",
    "codeblock",
    "code_block",
    "code-block",
    "mermaid",
    "math",
    "katex",
    "latex",
    "plantuml",
    "graphviz",
    "dot",
    "chart",
    "echarts",
    "diagram",
    "verbatim",
    "terminal",
    "console",
    "script",
    "style",
];

impl Pairs {
    /// The end of the code that the tag at `at` of this length opens, closing tag included, and whether people see the
    /// text between; `None` if it opens none.
    pub fn end(&mut self, text: &str, at: usize, length: usize) -> Option<(usize, bool)> {
        let tag = &text[at..at + length];
        let inside = tag.trim_start_matches(['{', '%', '<', '-']).trim_start();
        let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(inside.len());
        let name = &inside[..end];
        let shown = CODE.contains(&name);
        if !shown && name != "comment" || tag.ends_with("/>}}") || self.open.contains(name) {
            return None;
        }
        let (word, close) = match tag.starts_with("{%") {
            true => (format!("end{name}"), "%}"),
            false => (format!("/{name}"), "}}"),
        };
        let from = at + length;
        let mut found = memchr::memmem::find_iter(&text.as_bytes()[from..], word.as_bytes()).map(|found| from + found);
        let opens = |place: &usize| {
            let before = text[..*place].trim_end().trim_end_matches('-');
            ["{%", "{{<", "{{%"].iter().any(|mark| before.ends_with(mark)) && before.len() >= from
        };
        let ended = found.find(opens).and_then(|place| Some(place + text[place..].find(close)? + close.len()));
        if ended.is_none() {
            self.open.insert(name.to_owned());
        }
        ended.map(|end| (end, shown))
    }
}

/// The length of a pair of braces at the start, with quoted strings and inner braces closed.
pub(in crate::document) fn braces(text: &[u8]) -> Option<usize> {
    if text.first() != Some(&b'{') {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len().min(LONGEST) {
        match text[at] {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            // A quote that nothing closes in its line is an apostrophe.
            quote @ (b'"' | b'\'' | b'`') => at += quoted(&text[at..], quote).unwrap_or(1) - 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The length of a quoted string of a program at the start, with its quotes.
fn quoted(text: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    while at < text.len().min(LONGEST) {
        match text[at] {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether what stands between braces is code: outside of its strings it has letters of ASCII only, and signs that sentences have
/// not, or a single name.
fn is_expression(code: &str) -> bool {
    const LONGEST_NAME: usize = 120;
    let bytes = code.as_bytes();
    let code = code.trim();
    if code.starts_with("/*") && code.ends_with("*/") {
        return true;
    }
    let mut bare = String::new();
    let mut at = 0;
    let mut strings = 0;
    while at < bytes.len() {
        let length = match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => quoted(&bytes[at..], quote),
            _ => None,
        };
        if let Some(length) = length {
            strings += 1;
            at += length;
            continue;
        }
        if !bytes[at].is_ascii() {
            return false;
        }
        bare.push(char::from(bytes[at]));
        at += 1;
    }
    let signs = bare.contains(['(', '[', '=', '<', '>', '?', '|', '&', '+', '!', '{', '$', '_', ';']);
    if strings > 0 {
        return signs || bare.trim().is_empty() || bare.contains(['.', ':', ',']);
    }
    let starts = bare.trim_start().starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '_' | '.'));
    starts && (signs || bare.len() <= LONGEST_NAME && !bare.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_between_tags_ends_with_the_tag_that_closes_it() {
        fn end(text: &str) -> Option<(&str, bool)> {
            let length = template(text).unwrap();
            Pairs::default().end(text, 0, length).map(|(end, shown)| (&text[end..], shown))
        }
        assert_eq!(end("{% highlight go %} a endhighlight {%- endhighlight -%} sau"), Some((" sau", true)));
        assert_eq!(end("{{< mermaid >}} A --> B {{< /mermaid >}} sau"), Some((" sau", true)));
        assert_eq!(end("{% comment %} a {% endcomment %} sau"), Some((" sau", false)));
        for text in
            ["{% raw %} a {% endraw %}", "{{< figure >}}", "{% highlight go %} a", "{{< code />}} a {{< /code >}}"]
        {
            assert_eq!(end(text), None, "{text}");
        }
    }

    #[test]
    fn expressions_are_told_from_words_in_braces() {
        for text in [
            "{{ tên }}",
            "{% nếu %}",
            "{count}",
            "{a > 'chữ' ? 'một {hai}' : x}",
            "{#each dsách as {id, tên}}",
            "{/if}",
            "{:else}",
            "{@html bài}",
            "{() => ghi('chữ')}",
            "{`chào ${ten}`}",
            "{/* lời chú */}",
            "{'chữ'}",
            "{items.map((x) => x.name)}",
            "{...props}",
            "{t(\"khóa\")}",
        ] {
            assert_eq!(template(&format!("{text} sau")), Some(text.len()), "{text}");
        }
        for text in ["{nhưng thế này là chữ}", "{", "{mở", "{}", "{1, 2, 3}", "{ ă }"] {
            assert_eq!(template(text), None, "{text}");
        }
    }
}
