//! Which elements are in another language. The `lang` attribute is a hint; the text decides, block by block, and for an
//! element in a line as a whole.

use std::ops::Range;

use super::elements::{self, Role};
use super::scan::{Open, Scan, Token};
use super::{HtmlPage, entity};
use crate::document::coverage::Words;
use crate::document::language::{TextLanguage, language_of};

/// An open element that declares a language.
pub(super) struct Element<'t> {
    name: &'t str,
    /// How many elements of the same name are open inside.
    depth: u32,
    said: DeclaredLanguage,
}

/// What is known of the language of an element.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum DeclaredLanguage {
    /// The tag declares Vietnamese, several languages or an undetermined one, or declares none.
    Vietnamese,
    /// The tag declares another language; each block is examined.
    Other,
    /// It is in another language: it was examined as a whole.
    Foreign,
}

/// How much of a text is examined, in bytes: of a block, and of an element in a line.
const FARTHEST: usize = 16 << 10;
const FARTHEST_IN_LINE: usize = 2 << 10;

impl HtmlPage<'_> {
    /// Whether the text that begins at `at` is Vietnamese.
    pub(super) fn is_native(&mut self, at: usize) -> bool {
        match self.languages.last().map_or(DeclaredLanguage::Vietnamese, |element| element.said) {
            DeclaredLanguage::Vietnamese => true,
            DeclaredLanguage::Foreign => false,
            DeclaredLanguage::Other => match self.block_is_vietnamese {
                Some(vietnamese) => vietnamese,
                None => {
                    let (text, _) = self.ahead(at, None, FARTHEST);
                    let vietnamese = self.is_vietnamese(&text);
                    self.block_is_vietnamese = Some(vietnamese);
                    vietnamese
                }
            },
        }
    }

    /// Whether the tags around declare another language, so that the words have to be examined.
    pub(super) fn is_hinted(&self) -> bool {
        self.languages.last().is_some_and(|element| element.said == DeclaredLanguage::Other)
    }

    /// Whether a text is Vietnamese although its tag declares another language.
    pub(super) fn is_vietnamese(&mut self, text: &str) -> bool {
        match language_of(text) {
            TextLanguage::Vietnamese => true,
            TextLanguage::Foreign => false,
            TextLanguage::Unclear => self.page_is_vietnamese(),
        }
    }

    /// Whether most of the page is Vietnamese. Scripts and styles do not count.
    fn page_is_vietnamese(&mut self) -> bool {
        const SAMPLE: usize = 64 << 10;
        if let Some(vietnamese) = self.vietnamese {
            return vietnamese;
        }
        let mut scan = Scan::new(self.text, self.range.clone());
        let (mut words, mut seen) = (Words::default(), 0);
        while let Some(token) = scan.next().filter(|_| seen < SAMPLE) {
            match token {
                Token::Text(range) => {
                    seen += range.len();
                    words += Words::of(&self.text[range]);
                }
                Token::Open(open) if !open.closed => {
                    let name = self.name(open.name.clone());
                    if elements::is_raw(&name) && elements::hides_contents(&name) {
                        scan.raw_text(&name);
                    }
                }
                _ => {}
            }
        }
        let vietnamese = words.marked * 4 > words.all;
        self.vietnamese = Some(vietnamese);
        vietnamese
    }

    /// The prose from `at` on, up to the end of the element of this name, or of the block; and the tokenizer behind it.
    fn ahead(&self, at: usize, element: Option<&str>, most: usize) -> (String, Scan<'_>) {
        let mut scan = Scan::new(self.text, at..self.range.end.min(self.text.ceil_char_boundary(at + most)));
        let mut out = String::new();
        let mut depth = 0_u32;
        while let Some(token) = scan.next() {
            match token {
                Token::Text(range) | Token::Cdata(range) => entity::decoded(&self.text[range], &mut out),
                Token::Open(open) => {
                    let name = self.name(open.name.clone());
                    let role = elements::role(&name);
                    match element {
                        None if matches!(role, Role::Block | Role::Passed) => break,
                        Some(element)
                            if element == name
                                && !open.closed
                                && self.hint(&open) != Some(DeclaredLanguage::Vietnamese) =>
                        {
                            depth += 1
                        }
                        _ => {}
                    }
                    let contents = !elements::is_void(&name) && !open.closed;
                    if contents
                        && (elements::hides_contents(&name) || self.hint(&open) == Some(DeclaredLanguage::Vietnamese))
                    {
                        self.pass(&mut scan, &name);
                    }
                    // A word does not go on behind a thing.
                    if role != Role::Inline {
                        out.push(' ');
                    }
                }
                Token::Close(name) => {
                    let name = self.name(name);
                    match element {
                        None if elements::role(&name) == Role::Block => break,
                        Some(element) if element == name => match depth.checked_sub(1) {
                            Some(less) => depth = less,
                            None => break,
                        },
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        (out, scan)
    }

    /// Whether an element in a line contains part of a word, the rest of which stands before or behind it; `scan` is
    /// behind it.
    fn divides_a_word(&self, text: &str, in_word: bool, scan: Scan<'_>) -> bool {
        in_word && text.starts_with(char::is_alphabetic)
            || text.ends_with(char::is_alphabetic) && self.goes_on_with_a_letter(scan)
    }

    fn goes_on_with_a_letter(&self, scan: Scan<'_>) -> bool {
        for token in scan {
            match token {
                Token::Text(range) => return self.text[range].starts_with(char::is_alphabetic),
                Token::Open(open) if elements::role(&self.name(open.name.clone())) == Role::Inline => {}
                Token::Close(name) if elements::role(&self.name(name.clone())) == Role::Inline => {}
                _ => return false,
            }
        }
        false
    }

    /// Records the language that an element declares, and gives back whether the whole element is in another language;
    /// `None` if it declares none, or if each block is to be examined. `in_word` says whether the shown text ends in a
    /// letter.
    pub(super) fn language(&mut self, open: &Open, name: &str, in_word: bool) -> Option<bool> {
        let said = self.hint(open);
        if elements::is_void(name) || open.closed {
            return None;
        }
        let hides = elements::hides_contents(name) || elements::is_raw(name);
        let said = match said {
            Some(DeclaredLanguage::Other) if !hides && elements::role(name) == Role::Inline => {
                let (text, behind) = self.ahead(open.range.end, Some(name), FARTHEST_IN_LINE);
                let is_foreign =
                    language_of(&text) == TextLanguage::Foreign && !self.divides_a_word(&text, in_word, behind);
                Some(if is_foreign { DeclaredLanguage::Foreign } else { DeclaredLanguage::Vietnamese })
            }
            said => said,
        };
        match (said, self.languages.last_mut()) {
            (Some(said), _) if !hides => {
                // In a block that is examined, an inline element that turns out Vietnamese does not decide for the rest of the block.
                let said = match self.languages.last().map(|element| element.said) {
                    Some(outer @ (DeclaredLanguage::Other | DeclaredLanguage::Foreign))
                        if said == DeclaredLanguage::Vietnamese && self.hint(open) == Some(DeclaredLanguage::Other) =>
                    {
                        outer
                    }
                    _ => said,
                };
                self.languages.push(Element { name: &self.text[open.name.clone()], depth: 0, said });
            }
            (_, Some(element)) if element.name.eq_ignore_ascii_case(name) && !hides => element.depth += 1,
            _ => {}
        }
        said.filter(|said| *said != DeclaredLanguage::Other).map(|said| said == DeclaredLanguage::Foreign)
    }

    /// What the attributes of a tag declare.
    pub(super) fn hint(&self, open: &Open) -> Option<DeclaredLanguage> {
        let mut said = None;
        for attribute in self.scan.attributes(open) {
            let key = &self.text[attribute.name];
            let value = self.text[attribute.value].trim();
            if key.eq_ignore_ascii_case("lang") || key.eq_ignore_ascii_case("xml:lang") {
                let language = value.split(['-', '_']).next().unwrap_or_default();
                let vietnamese = ["", "vi", "mul", "und"].iter().any(|known| language.eq_ignore_ascii_case(known));
                said = Some(if vietnamese { DeclaredLanguage::Vietnamese } else { DeclaredLanguage::Other });
            } else if key.eq_ignore_ascii_case("translate") && value.eq_ignore_ascii_case("no") {
                said = Some(DeclaredLanguage::Other);
            }
        }
        said
    }

    /// Leaves the element of this name, if it declared a language.
    pub(super) fn leave(&mut self, name: &str) {
        if let Some(element) = self.languages.last_mut().filter(|element| element.name.eq_ignore_ascii_case(name)) {
            match element.depth.checked_sub(1) {
                Some(depth) => element.depth = depth,
                None => _ = self.languages.pop(),
            }
        }
    }

    /// Skips an element's content; gives back its range.
    pub(super) fn pass(&self, scan: &mut Scan<'_>, name: &str) -> Range<usize> {
        let start = scan.at();
        let mut end = start;
        if elements::is_raw(name) {
            scan.raw_text(name);
            end = scan.at();
            if let Some(Token::Close(_)) = scan.next() {
                return start..scan.at();
            }
            return start..end;
        }
        let mut depth = 0_u32;
        while let Some(token) = scan.next() {
            end = scan.at();
            match token {
                Token::Open(open) => {
                    let inner = self.name(open.name.clone());
                    if elements::is_raw(&inner) && !open.closed {
                        scan.raw_text(&inner);
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
        start..end
    }
}
