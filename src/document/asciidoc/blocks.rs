//! What a line of AsciiDoc begins or ends: blocks, attributes, titles, items.

use std::ops::Range;

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte))
}

/// The style in a line of attributes, `[source,rust]`; `None` if it is none.
pub(super) fn attributes(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let is_macro = inside.contains('[') && !inside.starts_with('[');
    (!is_macro).then(|| inside.split([',', '%', '#', '.']).next().unwrap_or_default().trim())
}

/// `:toc: left`
pub(super) fn is_attribute(text: &str) -> bool {
    text.strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, behind)| is_name(name.trim_matches('!')) && (behind.is_empty() || behind.starts_with(' ')))
}

/// The mark of a block of code, which another like it ends.
pub(super) fn verbatim(text: &str) -> Option<&'static str> {
    ["----", "....", "++++", "////", "```"]
        .into_iter()
        .find(|mark| text == *mark || *mark == "```" && text.starts_with(mark))
}

/// The mark of a block of prose.
pub(super) fn is_frame(text: &str) -> bool {
    let first = text.as_bytes()[0];
    text == "--" || text.len() >= 4 && b"=*_-.+/".contains(&first) && text.bytes().all(|byte| byte == first)
}

pub(super) fn is_table(text: &str) -> bool {
    matches!(text, "|===" | ",===" | ":===" | "!===")
}

pub(super) fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches(['=', '#']);
    rest.len() < text.len() && rest.starts_with(' ') || text.starts_with('.') && marks(text) == 1
}

/// What is read of `image::bai.png[Chữ thay ảnh]`; of other macros of blocks nothing.
pub(super) fn block_macro(text: &str) -> Option<Range<usize>> {
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
pub(super) fn definition(text: &str) -> Option<Range<usize>> {
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
pub(super) fn marks(text: &str) -> usize {
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
