//! Markdown: CommonMark with what GitHub, Hugo, VitePress and their like add to it.
//!
//! `pulldown-cmark` says what each stretch of the file is; this module says what of that people read. Marks of emphasis, links and
//! lists are nothing, so a word goes through them; code, addresses, formulas and shortcodes hold their places; HTML is read as
//! HTML. What is put back is escaped, so that a letter never becomes a mark.

pub(super) mod front_matter;
mod inline;
mod outline;
mod table;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::html;
use crate::problem::Problem;
use front_matter::FrontMatter;
use outline::Outline;

/// Markdown.
pub(super) struct Markdown;

/// Escaping in Markdown text.
static PROSE: Escaping = Escaping(escape);

impl Format {
    /// CommonMark with GitHub's tables and footnotes, front matter, math and directives.
    pub const MARKDOWN: Format = Format::new(&Definition {
        name: "markdown",
        ends: &["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd", "svx"],
        about: About {
            title: ("Markdown", "Markdown"),
            read: (
                "văn bản, chữ thay ảnh, khung và thẻ của MkDocs, bảng vẽ bằng dấu `+---+`, phần đầu tệp theo khóa \
                 `front-matter`; cả `.md.svelte`, `.md.vue`, `.md.astro`",
                "the text, alternative texts of pictures, boxes and tabs of MkDocs, grid tables, front matter at \
                 the start by the key `front-matter`; `.md.svelte`, `.md.vue` and `.md.astro`, too",
            ),
            left_out: (
                "mã, địa chỉ, tên trang `[[…]]`, công thức, thẻ HTML, đoạn mã giữa hai thẻ của Hugo và Liquid",
                "code, addresses, names of pages in `[[…]]`, math, HTML tags, code between shortcodes of Hugo and \
                 Liquid",
            ),
        },
        reader: Some(&Markdown),
        ..Definition::TEXT
    });
}

impl Reader for Markdown {
    fn read(&self, text: &str, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let outline = Outline::of(text);
        let mut page = MarkdownPage {
            text,
            passed: 0,
            images: 0,
            link: None,
            alternatives: Vec::new(),
            inside: Inside::Prose,
            nested: 0,
            quotes: 0,
            breaks: false,
            closing: None,
            unseen: 0,
            pairs: html::Pairs::default(),
        };
        let mut start = 0;
        if let Some(range) = &outline.front_matter {
            start = range.end;
            FrontMatter::new(text, range.clone(), &options.front_matter).show(draft);
        }
        page.parse(start..text.len(), &outline, draft);
        page.end_block(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &PROSE
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

/// The kind of element that the next events belong to.
#[derive(PartialEq)]
enum Inside {
    Prose,
    /// Code, an address, or a block of HTML that was read already.
    Passed,
}

/// A page while it is read.
struct MarkdownPage<'t> {
    text: &'t str,
    /// The offset up to which everything was shown or skipped.
    passed: usize,
    /// The number of open images: their content is the alternative text.
    images: usize,
    /// Pieces of alternative texts, each image's ended by `None`.
    alternatives: Vec<Option<(Range<usize>, String)>>,
    inside: Inside,
    /// The offset in the shown text at which the open link begins.
    link: Option<usize>,
    /// The number of open lists and block quotes.
    nested: usize,
    /// The number of open block quotes.
    quotes: usize,
    /// Whether the next line begins a block: this one is a directive.
    breaks: bool,
    /// The marks behind the name that a wiki link shows: `]]`.
    closing: Option<(usize, usize)>,
    /// The end of something hidden, such as a comment.
    unseen: usize,
    pairs: html::Pairs,
}

/// The extensions of Markdown that are read.
fn extensions() -> Extensions {
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_MATH
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST
}

impl MarkdownPage<'_> {
    /// Shows a stretch of the file.
    fn parse(&mut self, range: Range<usize>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
        let start = range.start;
        for (event, place) in Parser::new_ext(&outline.parsed[range], extensions()).into_offset_iter() {
            self.event(event, start + place.start..start + place.end, outline, draft);
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
        if self.inside == Inside::Passed {
            if let Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::HtmlBlock) = event {
                self.inside = Inside::Prose;
            }
            return;
        }
        match event {
            // The line that begins a box: its title is all that people see of it.
            Event::Text(_) if range.start >= self.passed && outline.begins_box(range.start) => {
                let Some(opening) = outline.opening(range.start) else { return };
                self.inline(opening.title.clone(), outline, draft);
                self.passed = opening.line.end;
                self.breaks = true;
            }
            Event::Start(tag) => self.start(&tag, range, outline, draft),
            Event::End(tag) => self.end(tag, range, draft),
            // A shortcode that has been held may end inside of a text.
            Event::Text(shown) if range.start < self.passed && self.passed < range.end => {
                if *shown == self.text[range.clone()] {
                    self.text_of(self.passed..range.end, draft);
                }
            }
            _ if range.start < self.passed => {}
            Event::Text(shown) => self.words(&shown, range, outline, draft),
            Event::Code(_) => {
                draft.skip_code(range.clone());
                self.hold(range, draft);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.hold(range, draft),
            // In a quote each line has a mark before it, and is read by itself.
            Event::Html(_) => html::HtmlPage::new(self.text, range, None).read(draft),
            Event::InlineHtml(_) => self.tag(range, draft),
            Event::SoftBreak if std::mem::take(&mut self.breaks) => self.end_block(draft),
            Event::SoftBreak if [":::", "///"].iter().any(|mark| self.text[range.end..].starts_with(mark)) => {
                self.end_block(draft);
            }
            Event::SoftBreak if self.images == 0 && !draft.is_at_block() => {
                draft.escaping(&PROSE);
                draft.show_respelled(range, " ");
            }
            Event::HardBreak if self.images == 0 => draft.show_generated(range, "\n"),
            Event::SoftBreak | Event::HardBreak => self.alternatives.push(Some((range, " ".to_owned()))),
            Event::Rule => self.end_block(draft),
            Event::FootnoteReference(_) if self.images == 0 => self.note(range, draft),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
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
                if range.start >= self.passed {
                    draft.skip(range, Reason::Code);
                }
                self.inside = Inside::Passed;
            }
            Tag::HtmlBlock => {
                self.end_block(draft);
                let hides = ["<script", "<style", "<pre", "<!--"]
                    .iter()
                    .any(|start| self.text[range.clone()].starts_with(start));
                if range.start < self.passed {
                    self.inside = Inside::Passed;
                } else if self.quotes == 0 || hides {
                    html::HtmlPage::new(self.text, range, None).read(draft);
                    self.inside = Inside::Passed;
                }
            }
            Tag::Paragraph => {
                self.end_block(draft);
                if range.start >= self.passed {
                    self.paragraph(range, outline, draft);
                }
            }
            Tag::BlockQuote(_) => {
                self.nested += 1;
                self.quotes += 1;
                self.end_block(draft);
            }
            Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList => {
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
                    draft.mark_cited(from);
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
                self.quotes -= usize::from(self.quotes > 0 && matches!(tag, TagEnd::BlockQuote(_)));
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
        draft.escaping(&PROSE);
        for piece in std::mem::take(&mut self.alternatives) {
            match piece {
                Some((range, shown)) if shown.is_empty() => draft.show_opaque(range),
                Some((range, shown)) => self.spell(&shown, range, draft),
                None => draft.block(),
            }
        }
    }

    fn hold(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.images > 0 {
            return self.alternatives.push(Some((range, String::new())));
        }
        self.passed = range.end;
        draft.show_opaque(range);
    }

    /// Shows a paragraph that is something else: code, a table.
    fn paragraph(&mut self, range: Range<usize>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
        let (before, behind) = (self.line_before(range.start), self.line(range.end));
        if inline::is_module_code(&self.text[range.clone()]) {
            self.passed = range.end;
            draft.skip(range, Reason::Code);
        } else if let Some(cells) = table::cells(self.text, range.clone(), before, behind) {
            self.cells(cells, outline, draft);
            self.passed = range.end;
        }
    }

    /// Shows the cells of a table that was drawn.
    fn cells(&mut self, cells: Vec<Vec<Range<usize>>>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
        for lines in cells {
            self.end_block(draft);
            let mut end: Option<usize> = None;
            for line in lines {
                if let Some(end) = end.filter(|_| !draft.is_at_block()) {
                    draft.escaping(&PROSE);
                    draft.show_respelled(end..line.start, " ");
                }
                end = Some(line.end);
                self.inline(line, outline, draft);
            }
        }
        self.end_block(draft);
    }

    /// Shows part of a line, a cell or a title, that begins no paragraph and no table again.
    fn inline(&mut self, range: Range<usize>, outline: &Outline<'_>, draft: &mut Draft<'_>) {
        let start = range.start;
        self.passed = start;
        for (event, place) in Parser::new_ext(&self.text[range], extensions()).into_offset_iter() {
            let place = start + place.start..start + place.end;
            if !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) {
                self.event(event, place, outline, draft);
            }
        }
    }

    /// The line before one that begins at a place.
    fn line_before(&self, at: usize) -> &str {
        const FARTHEST: usize = 1 << 10;
        let start = self.text.floor_char_boundary(at.saturating_sub(FARTHEST));
        let before = self.text[start..at].trim_end_matches([' ', '\t', '>']);
        let before = before.strip_suffix('\n').unwrap_or(before);
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// From a place to the end of its line, as far as a shortcode may reach: a line may be the whole file.
    fn line(&self, at: usize) -> &str {
        const FARTHEST: usize = 4 << 10;
        let most = self.text.floor_char_boundary(self.text.len().min(at + FARTHEST));
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[at..most]).map_or(most, |end| at + end);
        &self.text[at..end]
    }
}
