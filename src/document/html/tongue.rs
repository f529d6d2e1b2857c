//! Which elements are in another language. What a tag says is a hint; the text decides, block by block, and for an element in a line
//! as a whole.

use std::ops::Range;

use super::elements::{self, Role};
use super::scan::{Open, Scan, Token};
use super::{HtmlPage, entity};
use crate::document::coverage::Words;
use crate::document::language::{Tongue, tongue};

/// An element that says something of its language.
pub(super) struct Element<'t> {
    name: &'t str,
    /// How many elements of the same name are open inside.
    depth: u32,
    said: Said,
}

/// What is known of the language in an element.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Said {
    Ours,
    /// The tag says that it is another; each block is asked.
    Other,
    /// It is another: it was asked as a whole.
    Foreign,
}

/// How far a text is looked at, in bytes: of a block, and of an element in a line, of which there may be many in one another.
const FARTHEST: usize = 16 << 10;
const FARTHEST_IN_LINE: usize = 2 << 10;

impl HtmlPage<'_> {
    /// Whether the text that comes at `at` is ours.
    pub(super) fn is_native(&mut self, at: usize) -> bool {
        match self.languages.last().map_or(Said::Ours, |element| element.said) {
            Said::Ours => true,
            Said::Foreign => false,
            Said::Other => match self.block_is_ours {
                Some(ours) => ours,
                None => {
                    let (text, _) = self.ahead(at, None, FARTHEST);
                    let ours = self.is_ours(&text);
                    self.block_is_ours = Some(ours);
                    ours
                }
            },
        }
    }

    /// Whether the tags around say another language, and the words are asked.
    pub(super) fn is_hinted(&self) -> bool {
        self.languages.last().is_some_and(|element| element.said == Said::Other)
    }

    /// Whether a text is ours although its tag says another language.
    pub(super) fn is_ours(&mut self, text: &str) -> bool {
        match tongue(text) {
            Tongue::Vietnamese => true,
            Tongue::Foreign => false,
            Tongue::Unclear => self.page_is_ours(),
        }
    }

    /// Whether what can be read of the page is mostly Vietnamese. Scripts and styles do not count.
    fn page_is_ours(&mut self) -> bool {
        const SAMPLE: usize = 64 << 10;
        if let Some(ours) = self.vietnamese {
            return ours;
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
        let ours = words.marked * 4 > words.all;
        self.vietnamese = Some(ours);
        ours
    }

    /// The text from a place on, without what is no prose: up to the end of the element of this name, or of the block.
    /// With the walk behind it.
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
                        Some(element) if element == name && !open.closed && self.hint(&open) != Some(Said::Ours) => {
                            depth += 1
                        }
                        _ => {}
                    }
                    let contents = !elements::is_void(&name) && !open.closed;
                    if contents && (elements::hides_contents(&name) || self.hint(&open) == Some(Said::Ours)) {
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

    /// Whether an element in a line holds part of a word, the rest of which stands before it or behind; `scan` is behind it.
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

    /// Notes what an element says of its language, and says whether all of it is in another; `None` if it says nothing, or each block
    /// of it is to be asked. `in_word` says whether what has been shown ends in a letter.
    pub(super) fn language(&mut self, open: &Open, name: &str, in_word: bool) -> Option<bool> {
        let said = self.hint(open);
        if elements::is_void(name) || open.closed {
            return None;
        }
        let hides = elements::hides_contents(name) || elements::is_raw(name);
        let said = match said {
            Some(Said::Other) if !hides && elements::role(name) == Role::Inline => {
                let (text, behind) = self.ahead(open.range.end, Some(name), FARTHEST_IN_LINE);
                let is_foreign = tongue(&text) == Tongue::Foreign && !self.divides_a_word(&text, in_word, behind);
                Some(if is_foreign { Said::Foreign } else { Said::Ours })
            }
            said => said,
        };
        match (said, self.languages.last_mut()) {
            (Some(said), _) if !hides => {
                // In a block that is asked, what an element in its line is does not make the rest of it ours.
                let said = match self.languages.last().map(|element| element.said) {
                    Some(outer @ (Said::Other | Said::Foreign))
                        if said == Said::Ours && self.hint(open) == Some(Said::Other) =>
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
        said.filter(|said| *said != Said::Other).map(|said| said == Said::Foreign)
    }

    /// What the attributes of a tag say of its language.
    pub(super) fn hint(&self, open: &Open) -> Option<Said> {
        let mut said = None;
        for attribute in self.scan.attributes(open) {
            let key = &self.text[attribute.name];
            let value = self.text[attribute.value].trim();
            if key.eq_ignore_ascii_case("lang") || key.eq_ignore_ascii_case("xml:lang") {
                let language = value.split(['-', '_']).next().unwrap_or_default();
                let ours = ["", "vi", "mul", "und"].iter().any(|known| language.eq_ignore_ascii_case(known));
                said = Some(if ours { Said::Ours } else { Said::Other });
            } else if key.eq_ignore_ascii_case("translate") && value.eq_ignore_ascii_case("no") {
                said = Some(Said::Other);
            }
        }
        said
    }

    /// Leaves the element of this name, if it said something of its language.
    pub(super) fn leave(&mut self, name: &str) {
        if let Some(element) = self.languages.last_mut().filter(|element| element.name.eq_ignore_ascii_case(name)) {
            match element.depth.checked_sub(1) {
                Some(depth) => element.depth = depth,
                None => _ = self.languages.pop(),
            }
        }
    }

    /// Passes over an element's contents, and gives back where it ends.
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
