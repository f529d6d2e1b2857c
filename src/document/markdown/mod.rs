//! Markdown: CommonMark with what GitHub, Hugo, VitePress and their like add to it.
//!
//! `pulldown-cmark` says what each stretch of the file is; this module says what of that people read. Marks of emphasis, links and
//! lists are nothing, so a word goes through them; code, addresses, formulas and shortcodes hold their places; HTML is read as
//! HTML. What is put back is escaped, so that a letter never becomes a mark.

mod front_matter;
mod inline;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::html;
use super::reader::{Options, Reader};
use front_matter::FrontMatter;

/// Markdown.
pub(super) struct Markdown;

/// The inks of HTML come first; then that of Markdown's own text, then those of front matter.
const PROSE: Ink = 16;
const FRONT_MATTER: Ink = 17;

impl Reader for Markdown {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let extensions = Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_HEADING_ATTRIBUTES
            | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
            | Extensions::ENABLE_MATH
            | Extensions::ENABLE_GFM
            | Extensions::ENABLE_DEFINITION_LIST;
        let mut page = Page {
            text,
            options,
            passed: 0,
            images: 0,
            link: None,
            alternatives: Vec::new(),
            inside: Inside::Prose,
            nested: 0,
            breaks: false,
        };
        for (event, range) in Parser::new_ext(text, extensions).into_offset_iter() {
            page.event(event, range, draft);
        }
        page.end_block(draft);
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>> {
        match ink {
            ..PROSE => html::spell(words, ink),
            PROSE => escape(words),
            _ => front_matter::spell(words, ink - FRONT_MATTER),
        }
    }
}

/// Words as Markdown, with a backslash before what would be a mark.
fn escape(words: &str) -> Option<Cow<'_, str>> {
    if words.contains(['\n', '\r', '\0']) || words.contains("{{") || words.contains("{%") {
        return None;
    }
    let is_mark = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '$' | '|');
    if !words.contains(is_mark) {
        return Some(Cow::Borrowed(words));
    }
    let mut out = String::with_capacity(words.len() + 4);
    for c in words.chars() {
        match c {
            // A backtick somewhere before makes code of all up to it, backslashes or not.
            '`' => out.push_str("&#96;"),
            c if is_mark(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    Some(Cow::Owned(out))
}

/// What the events that come are part of.
#[derive(PartialEq)]
enum Inside {
    Prose,
    /// Code, an address, a block of HTML that has been read: up to the event that ends it.
    Passed,
}

/// A page that is being read.
struct Page<'t> {
    text: &'t str,
    options: &'t Options,
    /// What begins before this place has been shown or passed over.
    passed: usize,
    /// How many images are open: what is in them is what stands in their place.
    images: usize,
    /// Pieces of that, each image's ended by `None`; one that shows nothing holds a place.
    alternatives: Vec<Option<(Range<usize>, String)>>,
    inside: Inside,
    /// Where in the shown text the link that is open begins.
    link: Option<usize>,
    /// How many lists and quotes are open.
    nested: usize,
    /// The next line begins a block: this one is a directive.
    breaks: bool,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.inside == Inside::Passed {
            if let Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock) = event {
                self.inside = Inside::Prose;
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range, draft),
            Event::End(tag) => self.end(tag, range, draft),
            // A shortcode that has been held may end inside of a text.
            Event::Text(shown) if range.start < self.passed && self.passed < range.end => {
                if *shown == self.text[range.clone()] {
                    self.plain(self.passed..range.end, draft);
                }
            }
            _ if range.start < self.passed => {}
            Event::Text(shown) => self.words(&shown, range, draft),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.hold(range, draft),
            Event::InlineHtml(_) | Event::Html(_) => self.tag(range, draft),
            Event::SoftBreak if std::mem::take(&mut self.breaks) => self.end_block(draft),
            Event::SoftBreak if self.images == 0 => {
                draft.ink(PROSE);
                draft.spell(range, " ");
            }
            Event::HardBreak if self.images == 0 => draft.stand(range, "\n"),
            Event::SoftBreak | Event::HardBreak => self.alternatives.push(Some((range, " ".to_owned()))),
            Event::Rule => self.end_block(draft),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.hold(range, draft);
                self.inside = Inside::Passed;
            }
            Tag::Link { .. } => self.link = Some(draft.text().len()),
            Tag::Image { .. } => self.images += 1,
            Tag::CodeBlock(_) => {
                self.end_block(draft);
                self.inside = Inside::Passed;
            }
            Tag::MetadataBlock(_) => {
                self.end_block(draft);
                FrontMatter::new(self.text, range, &self.options.front_matter).show(draft, FRONT_MATTER);
                self.inside = Inside::Passed;
            }
            Tag::HtmlBlock => {
                self.end_block(draft);
                // Inside of a list or a quote each line has marks before it; there only comments are looked at.
                if self.nested == 0 {
                    html::Page::new(self.text, range, None).read(draft);
                    self.inside = Inside::Passed;
                }
            }
            Tag::Paragraph => {
                self.end_block(draft);
                if is_module_code(&self.text[range.clone()]) {
                    self.passed = range.end;
                }
            }
            Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList => {
                self.nested += 1;
                self.end_block(draft);
            }
            _ => self.end_block(draft),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>, draft: &mut Draft<'_>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link => {
                if let Some(from) = self.link.take() {
                    draft.cite(from);
                }
            }
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.alternatives.push(None);
                    if range.start >= self.passed {
                        draft.object(range);
                    }
                }
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionList => {
                self.nested = self.nested.saturating_sub(1);
                self.end_block(draft);
            }
            _ => self.end_block(draft),
        }
    }

    /// Ends the block that is open, and shows what stands in the place of its images.
    fn end_block(&mut self, draft: &mut Draft<'_>) {
        self.breaks = false;
        draft.block();
        draft.ink(PROSE);
        for piece in std::mem::take(&mut self.alternatives) {
            match piece {
                Some((range, shown)) if shown.is_empty() => draft.hold(range),
                Some((range, shown)) => self.say(&shown, range, draft),
                None => draft.block(),
            }
        }
    }

    fn hold(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.images > 0 {
            return self.alternatives.push(Some((range, String::new())));
        }
        self.passed = range.end;
        draft.hold(range);
    }

    /// Text in a line.
    fn words(&mut self, shown: &CowStr<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.images > 0 {
            self.alternatives.push(Some((range, shown.to_string())));
            return;
        }
        draft.ink(PROSE);
        let written = &self.text[range.clone()];
        if &**shown != written || range.start == range.end {
            return self.say(shown, range, draft);
        }
        match self.directive(range.start) {
            Some(title) => {
                draft.block();
                self.breaks = true;
                self.plain(title.max(range.start).min(range.end)..range.end, draft);
            }
            None => self.plain(range, draft),
        }
    }

    /// Where the title of a directive begins in whose line a place is, if nothing but its marks stands before that place: some of
    /// them may have been taken for the mark of a definition.
    fn directive(&self, at: usize) -> Option<usize> {
        let before = self.text[..at].trim_end_matches([' ', '\t', '>', ':']);
        if !before.is_empty() && !before.ends_with('\n') {
            return None;
        }
        let line = self.line(before.len());
        let lead = before.len() + (line.len() - line.trim_start_matches([' ', '\t', '>']).len());
        inline::directive(self.line(lead)).map(|length| lead + length)
    }

    /// Text that is shown as it stands, but for shortcodes.
    fn plain(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let mut said = range.start;
        let mut at = said;
        while let Some(found) =
            memchr::memchr2(b'{', b':', &self.text.as_bytes()[at..range.end]).map(|found| at + found)
        {
            // A shortcode may reach past this stretch: what it holds looks like other things.
            let length = match self.text.as_bytes()[found] {
                b'{' => html::template(self.line(found)),
                _ => inline::emoji(self.text, found, range.end),
            };
            let Some(length) = length else {
                at = found + 1;
                continue;
            };
            self.say(&self.text[said..found], said..found, draft);
            draft.hold(found..found + length);
            said = found + length;
            self.passed = said;
            at = said;
            if said >= range.end {
                return;
            }
        }
        self.say(&self.text[said..range.end], said..range.end, draft);
    }

    /// From a place to the end of its line, as far as a shortcode may reach: a line may be the whole file.
    fn line(&self, at: usize) -> &str {
        const FARTHEST: usize = 4 << 10;
        let most = self.text.floor_char_boundary(self.text.len().min(at + FARTHEST));
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[at..most]).map_or(most, |end| at + end);
        &self.text[at..end]
    }

    /// Shows what the parser made of a stretch: with the backslash that was before it.
    fn say(&self, shown: &str, range: Range<usize>, draft: &mut Draft<'_>) {
        let Range { start, end } = range;
        let written = &self.text[start..end];
        if shown != written {
            return draft.spell(start..end, shown);
        }
        let bytes = self.text.as_bytes();
        let escaped = start.checked_sub(1).filter(|before| bytes[*before] == b'\\' && *before >= draft.end());
        match (escaped, written.chars().next()) {
            (Some(before), Some(c)) if c.is_ascii_punctuation() => {
                draft.spell(before..start + 1, &written[..1]);
                draft.say(start + 1..end);
            }
            _ => draft.say(start..end),
        }
    }

    /// A tag of HTML in a line.
    fn tag(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.images > 0 {
            return;
        }
        match inline::tag(&self.text[range.clone()]) {
            inline::Markup::Nothing => {}
            inline::Markup::Break => draft.stand(range, "\n"),
            inline::Markup::Thing => draft.hold(range),
        }
    }
}

/// Whether a paragraph is code of an MDX file: `import X from 'y'`, `export const a = 1`.
fn is_module_code(paragraph: &str) -> bool {
    let line = paragraph.lines().next().unwrap_or_default();
    let import = line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'']));
    import
        || ["export const ", "export default ", "export function ", "export let "]
            .iter()
            .any(|word| line.starts_with(word))
}
