//! What of a Markdown file is known before it is parsed: front matter, which stands at its start and nowhere else, and the boxes and
//! tabs of MkDocs, whose contents are indented as code is.
//!
//! `!!! note "Title"` becomes `-   note "Title"` in the text that is parsed: a list item, to which lines that are indented by four
//! belong. It is as long as it was, so every place in it is one of the file.

use std::borrow::Cow;
use std::ops::Range;

/// What is known of a file before it is parsed.
pub(super) struct Outline<'t> {
    /// Front matter, with its marks.
    pub front_matter: Option<Range<usize>>,
    /// What is parsed, as long as the file.
    pub parsed: Cow<'t, str>,
    /// The lines that begin a box or a tab, in order.
    pub boxes: Vec<Opening>,
}

/// A line that begins a box or a tab: from its mark to its end, and the title in it.
pub(super) struct Opening {
    pub line: Range<usize>,
    pub title: Range<usize>,
}

impl<'t> Outline<'t> {
    pub fn of(text: &'t str) -> Outline<'t> {
        let front_matter = front_matter(text);
        let mut parsed = Cow::Borrowed(text);
        let mut boxes = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end();
            let lead = content.len() - content.trim_start_matches([' ', '\t', '>']).len();
            let mark = at + lead;
            if let Some((pattern, title)) = opening(&content[lead..]) {
                boxes.push(Opening { line: mark..at + content.len(), title: mark + title.start..mark + title.end });
                parsed.to_mut().replace_range(mark..mark + pattern.len(), pattern);
            }
            at += line.len();
        }
        Outline { front_matter, parsed, boxes }
    }

    /// Whether a place is in what begins a box or a tab, before or behind its title.
    pub fn begins_box(&self, at: usize) -> bool {
        self.opening(at).is_some_and(|opening| !opening.title.contains(&at))
    }

    /// The line that begins a box or a tab, if a place is in one.
    pub fn opening(&self, at: usize) -> Option<&Opening> {
        let next = self.boxes.partition_point(|opening| opening.line.end <= at);
        self.boxes.get(next).filter(|opening| opening.line.start <= at)
    }
}

/// Whether a line begins a box or a tab: what stands in the place of its mark then, and where its title is.
fn opening(line: &str) -> Option<(&'static str, Range<usize>)> {
    let marks = [
        ("!!! ", "-   "),
        ("???+ ", "-   x"),
        ("??? ", "-   "),
        ("===! ", "-   x"),
        ("===+ ", "-   x"),
        ("=== ", "-   "),
    ];
    let (mark, pattern) = marks.into_iter().find(|(mark, _)| line.starts_with(mark))?;
    let rest = &line[mark.len()..];
    let quoted = rest.find('"').and_then(|open| Some((open, open + 1 + rest[open + 1..].rfind('"')?)));
    let title = quoted.map_or(0..0, |(open, close)| mark.len() + open + 1..mark.len() + close);
    // Under a heading stands a row of `=` and nothing else.
    let known = match mark.starts_with('=') {
        true => rest.starts_with('"') && quoted.is_some(),
        false => rest.starts_with(|c: char| c.is_ascii_alphabetic()),
    };
    known.then_some((pattern, title))
}

/// Where the front matter of a file is, if it begins with some. A rule (`---`) with text behind it is none.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let mark = first.trim_end();
    if mark != "---" && mark != "+++" {
        return None;
    }
    let mut at = first.len();
    let mut known = false;
    for line in lines {
        let content = line.trim_end();
        at += line.len();
        if content == mark || mark == "---" && content == "..." {
            return Some(0..at);
        }
        // Each line at the margin is a key, an item, a comment or the end of something.
        let blank = content.is_empty() || content.starts_with([' ', '\t', '#', '-', ']', '}', '[', '{', '"', '\'']);
        let keyed = match mark {
            "---" => key(content),
            _ => content.contains('=') || content.starts_with('['),
        };
        // A heading looks like a comment: only behind a key it can be one.
        // A text of TOML goes over lines as it likes.
        let in_toml = mark == "+++" && known;
        if !keyed
            && !in_toml
            && !(blank && (known || content.is_empty() || content.starts_with("# ") || content.starts_with('-')))
        {
            return None;
        }
        known |= keyed;
    }
    None
}

/// Whether a line begins with a key of YAML.
fn key(line: &str) -> bool {
    const LONGEST: usize = 60;
    let Some(colon) = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len)) else { return false };
    let name = line[..colon].trim_matches(['"', '\'']);
    !name.is_empty()
        && name.chars().count() <= LONGEST
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '@' | '$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_at_the_start_and_has_keys() {
        for text in
            ["---\ntitle: a\n---\n", "---\n# lời\nmột hai: a\n  b\n- c\n...\nx", "+++\na = 1\n\n[b]\n+++", "---\n---\n"]
        {
            assert!(front_matter(text).is_some(), "{text}");
        }
        for text in [
            "---\n\nCâu chuyện.\n\n---\n",
            "---\n## Câu chuyện\nKể rằng\n---\n",
            "x\n---\na: b\n---\n",
            "+++\nCâu.\n+++\n",
            "---\na: b\n",
            "---\nKể rằng có một người.\n---\n",
        ] {
            assert!(front_matter(text).is_none(), "{text}");
        }
    }

    #[test]
    fn boxes_become_items_of_the_same_length() {
        let text = "!!! note \"Tên\"\n    chữ\n\n===+ \"Thẻ\"\n??? tip\nĐầu đề\n===\n!!!\n> !!! a\n";
        let outline = Outline::of(text);
        assert_eq!(outline.parsed, "-   note \"Tên\"\n    chữ\n\n-   x\"Thẻ\"\n-   tip\nĐầu đề\n===\n!!!\n> -   a\n");
        let titles: Vec<&str> = outline.boxes.iter().map(|opening| &text[opening.title.clone()]).collect();
        assert_eq!(titles[..2], ["Tên", "Thẻ"]);
        assert!(outline.opening(3).is_some() && outline.opening(20).is_none());
    }
}
