//! HTML, XHTML, and the templates of Vue and Svelte as far as they are HTML: what a visitor reads.
//!
//! Blocks are blocks, tags inside a line are nothing, runs of white space are one space, references are letters. Attributes
//! that people read come behind the block that they stand in. What is in another language, and code, is no prose.
//!
//! A reader of our own, because a fix goes back to the bytes that it is of. `html5ever`, which builds the tree that browsers do, tells the
//! line of a token and gives text with its references replaced; of what it has mended nobody knows where it stood.

mod element_language;
mod elements;
pub(super) mod entity;
mod scan;
mod template;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::language::{self, TextLanguage};
use crate::problem::Problem;
use element_language::{DeclaredLanguage, Element};
pub(super) use elements::{Role, is_void, role};
use scan::{Open, Scan, Token, is_space};
pub(super) use template::{Pairs, braces, template};

/// HTML.
pub(super) struct Html;

/// Escaping between tags.
pub(super) static TEXT: Escaping = Escaping(|words| escaped(words, None));
/// Escaping in an attribute, by its quotes.
static DOUBLE: Escaping = Escaping(|words| escaped(words, Some('"')));
static SINGLE: Escaping = Escaping(|words| escaped(words, Some('\'')));
static BARE: Escaping = Escaping(|words| {
    let breaks = words.contains([' ', '"', '\'', '=', '<', '>', '`', '&']);
    if breaks { None } else { escaped(words, None) }
});
/// Escaping in a CDATA section.
static CDATA: Escaping = Escaping(|words| {
    let breaks = words.contains(['<', '>', '&']) || is_other_than_words(words);
    (!breaks).then_some(Cow::Borrowed(words))
});

impl Format {
    /// HTML and XHTML, and the templates of Vue and Svelte as far as they are HTML.
    pub const HTML: Format = Format::new(&Definition {
        name: "html",
        ends: &["html", "htm", "xhtml", "xht", "vue", "svelte"],
        about: About {
            title: ("HTML", "HTML"),
            read: (
                "chữ nhìn thấy, `alt`, `title`, mô tả trang, `pre` có văn xuôi hay thơ",
                "visible text, `alt`, `title`, descriptions, prose and verse in `pre`",
            ),
            left_out: (
                "đoạn tiếng khác, `script`, `style`, `code`, biểu thức của Vue, Svelte, JSX",
                "what is in another language, `script`, `style`, `code`, expressions of Vue, Svelte and JSX",
            ),
        },
        reader: Some(&Html),
        ..Definition::TEXT
    });
}

impl Reader for Html {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        HtmlPage::new(text, 0..text.len(), None).read(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

/// The length of the tag at the start of a text.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    match Scan::new(text, 0..text.len()).next()? {
        Token::Open(open) if text[..open.range.end].ends_with('>') => Some(open.range.end),
        _ => None,
    }
}

/// Whether words would be read as something else: white space as one space, braces as a template expression.
fn is_other_than_words(words: &str) -> bool {
    let spaces = words.contains(['\n', '\r', '\t', '\x0C', '\0']) || words.contains("  ");
    spaces || words.contains("{{") || words.contains("{%")
}

/// Words with references in the place of markup between these quotes.
fn escaped(words: &str, quote: Option<char>) -> Option<Cow<'_, str>> {
    if is_other_than_words(words) {
        return None;
    }
    if !words.contains(['&', '<', '"', '\'']) {
        return Some(Cow::Borrowed(words));
    }
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' if quote == Some('"') => out.push_str("&quot;"),
            '\'' if quote == Some('\'') => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Some(Cow::Owned(out))
}

/// Whether an object in a line stands for a word: with a space before it, and no letter behind. Else it touches a word,
/// which it does not divide.
pub(super) fn stands_for_a_word(text: &str, range: &Range<usize>, draft: &Draft<'_>) -> bool {
    !draft.is_at_block()
        && text[..range.start].ends_with(char::is_whitespace)
        && !text[range.end..].starts_with(char::is_alphanumeric)
}

/// A page while it is read.
pub(super) struct HtmlPage<'t> {
    text: &'t str,
    range: Range<usize>,
    scan: Scan<'t>,
    /// The part of a container, and the number of blocks begun in it.
    part: Option<(&'t str, u32)>,
    /// The offset in the shown text at which the open link or quotation begins.
    link: Option<usize>,
    /// Attributes of the open block, which are shown behind it.
    aside: Vec<(Range<usize>, &'static Escaping)>,
    /// The open elements that declare a language, the innermost last.
    languages: Vec<Element<'t>>,
    /// Whether the open block is Vietnamese, once that was asked.
    block_is_vietnamese: Option<bool>,
    /// Whether the page is Vietnamese, once that was asked.
    vietnamese: Option<bool>,
    /// In a text whose lines are those of the file: the number of line breaks that nothing has followed yet, and their
    /// range.
    lines: Option<(usize, Range<usize>)>,
    pairs: Pairs,
}

impl<'t> HtmlPage<'t> {
    /// The page in `range` of a text; `part` is its name in a container.
    pub fn new(text: &'t str, range: Range<usize>, part: Option<&'t str>) -> HtmlPage<'t> {
        let scan = Scan::new(text, range.clone());
        let part = part.map(|part| (part, 0));
        HtmlPage {
            text,
            range,
            scan,
            part,
            link: None,
            aside: Vec::new(),
            languages: Vec::new(),
            block_is_vietnamese: None,
            vietnamese: None,
            lines: None,
            pairs: Pairs::default(),
        }
    }

    /// Shows what is on the page.
    pub fn read(mut self, draft: &mut Draft<'_>) {
        draft.block();
        while let Some(token) = self.scan.next() {
            match token {
                Token::Text(range) | Token::Cdata(range) if !self.is_native(range.start) => {
                    draft.skip(range, Reason::Language);
                }
                Token::Text(range) => self.prose(range, &TEXT, draft),
                Token::Cdata(range) => {
                    draft.escaping(&CDATA);
                    self.words(range, draft);
                }
                Token::Code(range) if self.is_native(range.end) => self.hold(range, draft),
                Token::Comment(range) => {
                    // In these morat is spoken to.
                    if self.text[range.clone()].contains("morat") {
                        self.begin(draft);
                        draft.show_comment(range);
                    }
                }
                Token::Open(open) => self.open(&open, draft),
                Token::Close(name) => self.close(name, draft),
                Token::Code(_) | Token::Other => {}
            }
        }
        self.block(draft);
    }

    fn name(&self, range: Range<usize>) -> Cow<'t, str> {
        let name = &self.text[range];
        match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        }
    }

    fn open(&mut self, open: &Open, draft: &mut Draft<'_>) {
        let name = self.name(open.name.clone());
        let was_native = self.is_native(open.range.end);
        let foreign = self.language(open, &name, draft.ends_in_letter());
        self.attributes(open, &name, was_native && foreign != Some(true), draft);
        let role = elements::role(&name);
        match role {
            Role::Block | Role::Passed => self.block(draft),
            Role::Break if was_native && !draft.is_at_block() => draft.line(open.range.clone()),
            _ => {}
        }
        if matches!(&*name, "a" | "q") && !open.closed {
            self.link = Some(draft.text().len());
        }
        let mut range = open.range.clone();
        let verse = |page: &HtmlPage<'_>| page.lines.is_some() || page.holds_verse(&name);
        if elements::keeps_lines(&name) && !open.closed && verse(self) {
            self.lines = Some((0, range.end..range.end));
        } else if elements::hides_contents(&name) && !elements::is_void(&name) && !open.closed {
            let mut scan = self.scan.clone();
            let inside = self.pass(&mut scan, &name);
            self.scan = scan;
            range.end = inside.end;
            match elements::hidden_as(&name) {
                Some(Reason::Code) if role == Role::Thing => draft.skip_code(inside),
                Some(_) if elements::keeps_lines(&name) => {
                    let why = if self.is_foreign(inside.clone()) { Reason::Language } else { Reason::Code };
                    self.skip_inside(inside, why, draft);
                }
                Some(why) => self.skip_inside(inside, why, draft),
                None => {}
            }
        } else if elements::is_raw(&name) && !open.closed {
            // A title or a text field: text, with references but without tags.
            let inside = self.scan.raw_text(&name);
            let said = self.hint(open).is_none_or(|said| said == DeclaredLanguage::Vietnamese) && was_native;
            if said || self.is_vietnamese(&self.text[inside.clone()]) {
                self.prose(inside, &TEXT, draft);
            } else {
                draft.skip(inside, Reason::Language);
            }
        }
        if role == Role::Inline && self.is_empty(&name) {
            range.end = self.scan.at();
            self.leave(&name);
            if was_native && stands_for_a_word(self.text, &range, draft) {
                draft.object(range);
            }
            return;
        }
        // An inline element in another language is opaque in its line.
        let thing = role == Role::Thing || foreign == Some(true) && role == Role::Inline;
        if was_native && thing {
            self.begin(draft);
            draft.object(range);
        }
    }

    /// Whether an element in a line is empty: an icon, a link target. It is then skipped.
    fn is_empty(&mut self, name: &str) -> bool {
        let mut behind = self.scan.clone();
        let ends = matches!(behind.next(), Some(Token::Close(close)) if self.name(close.clone()) == name);
        if ends {
            self.scan = behind;
        }
        ends
    }

    fn close(&mut self, name: Range<usize>, draft: &mut Draft<'_>) {
        let name = self.name(name);
        if matches!(elements::role(&name), Role::Block | Role::Passed) {
            self.block(draft);
        }
        if matches!(&*name, "a" | "q")
            && let Some(from) = self.link.take()
        {
            draft.mark_cited(from);
        }
        if elements::keeps_lines(&name) {
            self.lines = None;
        }
        self.leave(&name);
    }

    /// Whether the content of an element for preformatted text is prose: a poem, an old text with its lines.
    fn holds_verse(&self, name: &str) -> bool {
        let inside = self.pass(&mut self.scan.clone(), name);
        self.words_in(inside).is_some_and(|text| language::language_of(&text) == TextLanguage::Vietnamese)
    }

    /// Whether the content of an element is prose in another language.
    fn is_foreign(&self, inside: Range<usize>) -> bool {
        self.words_in(inside).is_some_and(|text| language::language_of(&text) == TextLanguage::Foreign)
    }

    /// The text between the tags of a range; `None` if it is code.
    fn words_in(&self, inside: Range<usize>) -> Option<String> {
        let mut text = String::new();
        for token in Scan::new(self.text, inside) {
            match token {
                Token::Text(range) => entity::decoded(&self.text[range], &mut text),
                Token::Open(open) if elements::hides_contents(&self.name(open.name.clone())) => return None,
                _ => {}
            }
        }
        (!language::looks_like_code(&text)).then_some(text)
    }

    /// Counts the words between the tags of a skipped range.
    fn skip_inside(&self, inside: Range<usize>, why: Reason, draft: &mut Draft<'_>) {
        for token in Scan::new(self.text, inside) {
            if let Token::Text(range) | Token::Cdata(range) = token {
                draft.skip(range, why);
            }
        }
    }

    /// Collects the attributes of a tag that people read.
    fn attributes(&mut self, open: &Open, element: &str, native: bool, draft: &mut Draft<'_>) {
        let text = self.text;
        let is = |key: &str, values: &[&str]| {
            self.scan.attributes(open).any(|attribute| {
                let value = text[attribute.value].trim();
                text[attribute.name].eq_ignore_ascii_case(key)
                    && values.iter().any(|one| value.eq_ignore_ascii_case(one))
            })
        };
        // Once for the tag: one may have a hundred thousand attributes.
        let tells = elements::tells(element, is);
        let mut found = Vec::new();
        for attribute in self.scan.attributes(open) {
            let key = self.name(attribute.name.clone());
            let value = text[attribute.value.clone()].trim();
            // The code of a template.
            let code = value.starts_with('{');
            if !value.is_empty() && !code && elements::is_shown(element, &key, tells) {
                let told = language::language_of(value);
                if told == TextLanguage::Foreign && self.is_hinted() || !native && told != TextLanguage::Vietnamese {
                    draft.skip(attribute.value, Reason::Language);
                    continue;
                }
                let escaping = match attribute.quote {
                    Some(b'"') => &DOUBLE,
                    Some(_) => &SINGLE,
                    None => &BARE,
                };
                found.push((attribute.value, escaping));
            }
        }
        self.aside.append(&mut found);
    }

    /// Ends the open block, and shows its attributes.
    fn block(&mut self, draft: &mut Draft<'_>) {
        draft.block();
        self.block_is_vietnamese = None;
        let lines = self.lines.take();
        for (range, escaping) in std::mem::take(&mut self.aside) {
            self.prose(range, escaping, draft);
            draft.block();
        }
        self.lines = lines.map(|(_, at)| (0, at));
    }

    /// Sets the position of the block that begins here.
    fn begin(&mut self, draft: &mut Draft<'_>) {
        if let Some((part, blocks)) = self.part.as_mut().filter(|_| draft.is_at_block()) {
            *blocks += 1;
            draft.place(part, *blocks);
        }
    }

    fn hold(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        self.end_line(draft);
        self.begin(draft);
        draft.show_opaque(range);
    }

    /// Shows text with references and template expressions.
    fn prose(&mut self, range: Range<usize>, escaping: &'static Escaping, draft: &mut Draft<'_>) {
        draft.escaping(escaping);
        let bytes = &self.text.as_bytes()[..range.end];
        let mut said = range.start;
        let mut at = said;
        while let Some(found) = memchr::memchr2(b'&', b'{', &bytes[at..]).map(|found| at + found) {
            let text = &self.text[found..range.end];
            if bytes[found] == b'&' {
                let Some((c, length)) = entity::reference(text) else {
                    at = found + 1;
                    continue;
                };
                self.words(said..found, draft);
                let reference = found..found + length;
                // A space that is written as a reference is white space all the same.
                if c.bytes().all(is_space) {
                    draft.space(reference);
                } else {
                    self.end_line(draft);
                    self.begin(draft);
                    draft.show_respelled(reference, &c);
                }
                said = found + length;
            } else {
                let Some(length) = template(text) else {
                    at = found + 1;
                    continue;
                };
                self.words(said..found, draft);
                self.hold(found..found + length, draft);
                said = found + length;
                let ended = self.pairs.end(&self.text[..self.range.end], found, length);
                if let Some((end, shown)) = ended.filter(|_| escaping.is(&TEXT)) {
                    if shown {
                        draft.skip(said..end, Reason::Code);
                    }
                    self.scan.go_on(end);
                    said = end;
                    if said >= range.end {
                        return;
                    }
                }
            }
            at = said;
        }
        self.words(said..range.end, draft);
    }

    /// Shows text in which only white space is special.
    fn words(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.lines.is_some() {
            return self.verse(range, draft);
        }
        if self.text[range.clone()].bytes().any(|byte| !is_space(byte)) {
            self.begin(draft);
        }
        draft.collapse(range, is_space);
    }

    /// Shows text whose lines are those of the file; an empty line separates blocks.
    fn verse(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let mut at = range.start;
        for line in self.text[range].split_inclusive('\n') {
            let (content, end) = (at..at + line.trim_end_matches(['\n', '\r']).len(), at + line.len());
            at = end;
            if self.text[content.clone()].bytes().any(|byte| !is_space(byte)) {
                self.end_line(draft);
                self.begin(draft);
            }
            draft.collapse(content.clone(), is_space);
            if let Some((breaks, place)) = self.lines.as_mut().filter(|_| line.ends_with('\n')) {
                draft.trim();
                if *breaks == 0 {
                    *place = content.end..end;
                }
                *breaks += 1;
            }
        }
    }

    /// Shows the line breaks before what follows.
    fn end_line(&mut self, draft: &mut Draft<'_>) {
        let Some((breaks, place)) = &mut self.lines else { return };
        match std::mem::take(breaks) {
            0 => {}
            1 if !draft.is_at_block() => draft.line(place.clone()),
            _ => draft.block(),
        }
    }
}
