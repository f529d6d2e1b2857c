//! HTML, XHTML, and the templates of Vue and Svelte as far as they are HTML: what a visitor reads.
//!
//! Blocks are blocks, tags inside a line are nothing, runs of white space are one space, references are letters. Attributes
//! that people read come behind the block that they stand in. What is in another language, and code, is no prose.

mod elements;
pub(super) mod entity;
mod scan;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};
use elements::Role;
use scan::{Open, Scan, Token, is_space};

/// HTML.
pub(super) struct Html;

/// Between tags.
const TEXT: Ink = 0;
/// In an attribute, by what stands around it.
const DOUBLE: Ink = 1;
const SINGLE: Ink = 2;
const BARE: Ink = 3;
/// In a CDATA section.
const CDATA: Ink = 4;

impl Reader for Html {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        Page::new(text, 0..text.len(), None).read(draft);
        Ok(())
    }

    fn spell<'r>(&self, words: &'r str, ink: Ink) -> Option<Cow<'r, str>> {
        spell(words, ink)
    }
}

/// How words are written in HTML.
pub(super) fn spell(words: &str, ink: Ink) -> Option<Cow<'_, str>> {
    // White space would be one space again, and braces could be a template's.
    let spaces = words.contains(['\n', '\r', '\t', '\x0C', '\0']) || words.contains("  ");
    if spaces || words.contains("{{") || words.contains("{%") {
        return None;
    }
    match ink {
        CDATA => (!words.contains(['<', '>', '&'])).then_some(Cow::Borrowed(words)),
        BARE if words.contains([' ', '"', '\'', '=', '<', '>', '`', '&']) => None,
        _ if !words.contains(['&', '<', '"', '\'']) => Some(Cow::Borrowed(words)),
        _ => {
            let mut out = String::with_capacity(words.len() + 8);
            for c in words.chars() {
                match (c, ink) {
                    ('&', _) => out.push_str("&amp;"),
                    ('<', _) => out.push_str("&lt;"),
                    ('"', DOUBLE) => out.push_str("&quot;"),
                    ('\'', SINGLE) => out.push_str("&#39;"),
                    (c, _) => out.push(c),
                }
            }
            Some(Cow::Owned(out))
        }
    }
}

/// A page that is being read.
pub(super) struct Page<'t> {
    text: &'t str,
    scan: Scan<'t>,
    /// The part of a container, whose blocks are counted.
    part: Option<(&'t str, u32)>,
    /// Where in the shown text the link or quotation that is open begins.
    link: Option<usize>,
    /// Attributes of the block that is open.
    aside: Vec<(Range<usize>, Ink)>,
    /// Elements that say which language they are in, the innermost last.
    languages: Vec<Language<'t>>,
    /// Whether the page is Vietnamese, whatever its root says.
    vietnamese: bool,
}

/// An element with a language.
struct Language<'t> {
    name: &'t str,
    /// How many elements of the same name are open inside.
    depth: u32,
    foreign: bool,
}

impl<'t> Page<'t> {
    /// The page in `range` of a text; `part` is its name in a container.
    pub fn new(text: &'t str, range: Range<usize>, part: Option<&'t str>) -> Page<'t> {
        let vietnamese = is_vietnamese(&text[range.clone()]);
        let scan = Scan::new(text, range);
        let part = part.map(|part| (part, 0));
        Page { text, scan, part, link: None, aside: Vec::new(), languages: Vec::new(), vietnamese }
    }

    /// Shows what is on the page.
    pub fn read(mut self, draft: &mut Draft<'_>) {
        draft.block();
        while let Some(token) = self.scan.next() {
            match token {
                Token::Text(range) if self.is_native() => self.prose(range, TEXT, draft),
                Token::Cdata(range) if self.is_native() => {
                    draft.ink(CDATA);
                    self.words(range, draft);
                }
                Token::Code(range) if self.is_native() => self.hold(range, draft),
                Token::Comment(range) => {
                    // In these morat is spoken to.
                    if self.text[range.clone()].contains("morat") {
                        self.hold(range, draft);
                    }
                }
                Token::Open(open) => self.open(&open, draft),
                Token::Close(name) => self.close(name, draft),
                Token::Text(_) | Token::Cdata(_) | Token::Code(_) | Token::Other => {}
            }
        }
        self.block(draft);
    }

    fn is_native(&self) -> bool {
        self.languages.last().is_none_or(|language| !language.foreign)
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
        let was_native = self.is_native();
        let foreign = self.language(open, &name);
        if was_native && foreign != Some(true) {
            self.attributes(open, &name);
        }
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
        if elements::hides_contents(&name) && !elements::is_void(&name) && !open.closed {
            range.end = self.pass_over(&name);
        } else if elements::is_raw(&name) && !open.closed {
            // A title or a text field: text, with references but without tags.
            let inside = self.scan.raw_text(&name);
            if self.is_native() && foreign != Some(true) {
                self.prose(inside, TEXT, draft);
            }
        }
        // An element in another language stands in the line as something that is none of ours.
        let thing = role == Role::Thing || foreign == Some(true) && role == Role::Inline;
        if was_native && thing {
            self.begin(draft);
            draft.object(range);
        }
    }

    fn close(&mut self, name: Range<usize>, draft: &mut Draft<'_>) {
        let name = self.name(name);
        if matches!(elements::role(&name), Role::Block | Role::Passed) {
            self.block(draft);
        }
        if matches!(&*name, "a" | "q")
            && let Some(from) = self.link.take()
        {
            draft.cite(from);
        }
        if let Some(language) = self.languages.last_mut().filter(|language| language.name.eq_ignore_ascii_case(&name)) {
            match language.depth.checked_sub(1) {
                Some(depth) => language.depth = depth,
                None => _ = self.languages.pop(),
            }
        }
    }

    /// Notes the language of an element, and says whether it is another than ours, if it says anything.
    fn language(&mut self, open: &Open, name: &str) -> Option<bool> {
        let mut foreign = None;
        for attribute in self.scan.attributes(open) {
            let key = &self.text[attribute.name];
            let value = self.text[attribute.value].trim();
            if key.eq_ignore_ascii_case("lang") || key.eq_ignore_ascii_case("xml:lang") {
                let language = value.split(['-', '_']).next().unwrap_or_default();
                let ours = ["", "vi", "mul", "und"].iter().any(|known| language.eq_ignore_ascii_case(known));
                // Templates leave `lang="en"` on pages in every language.
                foreign = Some(!(ours || name == "html" && self.vietnamese));
            } else if key.eq_ignore_ascii_case("translate") && value.eq_ignore_ascii_case("no") {
                foreign = Some(true);
            }
        }
        if elements::is_void(name) || open.closed {
            return foreign;
        }
        let hides = elements::hides_contents(name) || elements::is_raw(name);
        match (foreign, self.languages.last_mut()) {
            (Some(foreign), _) if !hides => {
                self.languages.push(Language { name: &self.text[open.name.clone()], depth: 0, foreign });
            }
            (_, Some(language)) if language.name.eq_ignore_ascii_case(name) && !hides => language.depth += 1,
            _ => {}
        }
        foreign
    }

    /// Passes over an element's contents, and gives back where it ends.
    fn pass_over(&mut self, name: &str) -> usize {
        let mut end = self.scan.at();
        if elements::is_raw(name) {
            self.scan.raw_text(name);
            if let Some(Token::Close(_)) = self.scan.next() {
                end = self.scan.at();
            }
            return end;
        }
        let mut depth = 0_u32;
        while let Some(token) = self.scan.next() {
            end = self.scan.at();
            match token {
                Token::Open(open) => {
                    let inner = self.name(open.name.clone());
                    if elements::is_raw(&inner) && !open.closed {
                        self.scan.raw_text(&inner);
                    }
                    depth += u32::from(inner == name && !open.closed);
                }
                Token::Close(inner) if self.name(inner.clone()) == name => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => break,
                },
                _ => {}
            }
        }
        end
    }

    /// Remembers the attributes of a tag that people read.
    fn attributes(&mut self, open: &Open, element: &str) {
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
            let code = value.contains("{{") || value.starts_with('{');
            if !value.is_empty() && !code && elements::is_shown(element, &key, tells) {
                let ink = match attribute.quote {
                    Some(b'"') => DOUBLE,
                    Some(_) => SINGLE,
                    None => BARE,
                };
                found.push((attribute.value, ink));
            }
        }
        self.aside.append(&mut found);
    }

    /// Ends the block that is open, and shows the attributes in it.
    fn block(&mut self, draft: &mut Draft<'_>) {
        draft.block();
        for (range, ink) in std::mem::take(&mut self.aside) {
            self.prose(range, ink, draft);
            draft.block();
        }
    }

    /// Before something is shown: the place of the block that it begins.
    fn begin(&mut self, draft: &mut Draft<'_>) {
        if let Some((part, blocks)) = self.part.as_mut().filter(|_| draft.is_at_block()) {
            *blocks += 1;
            draft.place(part, *blocks);
        }
    }

    fn hold(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        self.begin(draft);
        draft.hold(range);
    }

    /// Shows text with references and the braces of templates in it.
    fn prose(&mut self, range: Range<usize>, ink: Ink, draft: &mut Draft<'_>) {
        draft.ink(ink);
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
                    self.begin(draft);
                    draft.spell(reference, &c);
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
            }
            at = said;
        }
        self.words(said..range.end, draft);
    }

    /// Shows text in which nothing is spelled in another way but white space.
    fn words(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.text[range.clone()].bytes().any(|byte| !is_space(byte)) {
            self.begin(draft);
        }
        draft.collapse(range, is_space);
    }
}

/// The length of a template's expression that begins here: `{{ … }}`, `{% … %}`, and Svelte's `{…}` as long as it is short and
/// has no letters but those of code.
pub(super) fn template(text: &str) -> Option<usize> {
    const LONGEST: usize = 2000;
    const LONGEST_SHORT: usize = 120;
    let within = |most: usize| &text.as_bytes()[..text.len().min(most)];
    for (open, close) in [("{{", "}}"), ("{%", "%}"), ("{#", "}"), ("{/", "}"), ("{:", "}"), ("{@", "}")] {
        if text.starts_with(open) {
            return memchr::memmem::find(within(LONGEST), close.as_bytes()).map(|at| at + close.len());
        }
    }
    let close = memchr::memchr(b'}', within(LONGEST_SHORT))?;
    let code = &text[1..close];
    let plain = code.is_ascii() && !code.is_empty() && !code.contains('\n');
    (plain && code.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '_' | '`' | '\'')))
        .then_some(close + 1)
}

/// Whether a text is visibly Vietnamese: one byte in a hundred begins a letter that no other language writes.
fn is_vietnamese(text: &str) -> bool {
    const SAMPLE: usize = 64 << 10;
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    let marks = sample.windows(2).filter(|two| two[0] == 0xE1 && matches!(two[1], 0xBA | 0xBB)).count();
    marks * 100 > sample.len()
}
