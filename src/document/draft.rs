//! The text of a document while a format's reader builds it: each stretch with its range in the file.

use std::ops::Range;

use super::coverage::{Coverage, Reason, Words};
use super::escaping::Escaping;
use super::joined;
use super::language::{self, TextLanguage};
use super::view::{Origin, Piece, View};
use crate::text::{Decoded, Shown, Span};

/// The text that a document shows, while it is built.
///
/// A reader goes through the decoded text in the order in which people read, and calls a method for every stretch that
/// is shown. What it skips is markup: it is not shown, and no fix touches it.
#[derive(Debug)]
pub struct Draft<'t> {
    source: &'t str,
    parts: &'t [String],
    view: View,
    escaping: &'static Escaping,
    /// White space that is shown if something follows in the block.
    space: Option<Range<usize>>,
    skipped: Coverage,
}

impl<'t> Draft<'t> {
    pub(super) fn new(source: &'t str, parts: &'t [String], escaping: &'static Escaping) -> Draft<'t> {
        Draft { source, parts, view: View::default(), escaping, space: None, skipped: Coverage::default() }
    }

    /// The names of a container's parts, each with its range in the text of the file.
    pub fn parts(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> + use<'t> {
        joined::places(self.source, self.parts)
    }

    /// Sets how the words that follow are escaped in the file.
    pub fn escaping(&mut self, escaping: &'static Escaping) {
        self.escaping = escaping;
    }

    /// Sets the escaping of the format around this one, if the whole text stands inside of another format.
    pub fn escaping_around(&mut self, outer: &'static Escaping) {
        self.view.outer = Some(outer);
    }

    /// Shows a range of the file letter by letter.
    pub fn show(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.show_space();
        let text = &self.source[range.clone()];
        if let Some(last) = self.view.pieces.last_mut()
            && last.kind == Origin::Verbatim
            && last.escaping.is(self.escaping)
            && (last.decoded + last.len) as usize == range.start
            && !self.view.wants_break
        {
            last.len += text.len() as u32;
            self.view.text.push_str(text);
            return;
        }
        self.piece(text, range, Origin::Verbatim);
    }

    /// Shows `text` for a range of the file that spells it in another way: an entity, an escape, a run of white space.
    /// It is replaced as a whole.
    pub fn show_respelled(&mut self, range: Range<usize>, text: &str) {
        if text == &self.source[range.clone()] {
            return self.show(range);
        }
        self.piece(text, range, Origin::Respelled);
    }

    /// Shows `text` for a range of the file that has no letters: an element that is a tab or a line break. Rules read
    /// it; no edit can replace it.
    pub fn show_generated(&mut self, range: Range<usize>, text: &str) {
        self.piece(text, range, Origin::Generated);
    }

    /// Shows a line break; white space before it is dropped.
    pub fn line(&mut self, range: Range<usize>) {
        self.trim();
        self.show_generated(range, "\n");
    }

    /// Shows white space, in formats in which a run of it is one space, and none at the ends of a block or behind a
    /// line break.
    pub fn space(&mut self, range: Range<usize>) {
        self.space.get_or_insert(range);
    }

    /// Drops white space that nothing has followed yet.
    pub fn trim(&mut self) {
        self.space = None;
    }

    /// Shows a range letter by letter, but for its white space ([`Draft::space`]).
    pub fn collapse(&mut self, range: Range<usize>, is_space: impl Fn(u8) -> bool) {
        let bytes = &self.source.as_bytes()[..range.end];
        let mut at = range.start;
        while at < range.end {
            let spaces = bytes[at..].iter().take_while(|byte| is_space(**byte)).count();
            if spaces > 0 {
                self.space(at..at + spaces);
                at += spaces;
                continue;
            }
            // Up to white space that is more than one space.
            let mut end = at;
            while end < range.end {
                let alone = || bytes[end] == b' ' && bytes.get(end + 1).is_some_and(|next| !is_space(*next));
                if is_space(bytes[end]) && !alone() {
                    break;
                }
                end += 1;
            }
            self.show(at..end);
            at = end;
        }
    }

    fn show_space(&mut self) {
        let space = self.space.take().filter(|_| !self.is_at_block() && !self.view.text.ends_with('\n'));
        if let Some(space) = space {
            self.show_respelled(space, " ");
        }
    }

    /// Shows a range of the file as opaque: code, an address, a formula. No rule checks or changes it, and words beside
    /// it have a neighbour.
    pub fn show_opaque(&mut self, range: Range<usize>) {
        self.show_opaque_as(range.clone(), &self.source[range]);
    }

    /// Shows `text` as opaque for a range of the file.
    pub fn show_opaque_as(&mut self, range: Range<usize>, text: &str) {
        self.opaque(range, text, Origin::Opaque);
    }

    /// Shows a comment for morat. It is opaque, but can be removed or changed.
    pub fn show_comment(&mut self, range: Range<usize>) {
        self.opaque(range.clone(), &self.source[range], Origin::Comment);
    }

    fn opaque(&mut self, range: Range<usize>, text: &str, kind: Origin) {
        self.piece(text, range, kind);
        let held = self.view.text.len() - text.len()..self.view.text.len();
        if !held.is_empty() {
            self.view.opaque.push(Span::of(held));
        }
    }

    /// Counts the words of a range that is skipped although people read it.
    pub fn skip(&mut self, range: Range<usize>, why: Reason) {
        self.skip_words(&self.source[range], why);
    }

    /// Counts skipped words that the file spells in another way.
    pub fn skip_words(&mut self, words: &str, why: Reason) {
        self.skipped.skip(Words::of(words), why);
    }

    /// Counts the words of a skipped range if they are Vietnamese: elsewhere it is seldom text for people.
    pub fn skip_vietnamese(&mut self, range: Range<usize>, why: Reason) {
        self.skip_vietnamese_words(&self.source[range], why);
    }

    /// Counts skipped words if they are Vietnamese; the file spells them in another way.
    pub fn skip_vietnamese_words(&mut self, words: &str, why: Reason) {
        if language::language_of(words) == TextLanguage::Vietnamese {
            self.skip_words(words, why);
        }
    }

    /// Counts inline code: it is shown as opaque, and counts only if it consists of words.
    pub fn skip_code(&mut self, range: Range<usize>) {
        self.skip_vietnamese(range, Reason::Code);
    }

    /// Counts a word with unknown letters.
    pub fn skip_broken(&mut self) {
        self.skipped.skip(Words { all: 1, marked: 0 }, Reason::Undecodable);
    }

    /// Adds the words that were skipped in a text inside of this one.
    pub fn skip_inside(&mut self, skipped: Coverage) {
        self.skipped += skipped;
    }

    /// Marks what was shown from the offset `from` on as a link, code, or a quotation. What lies inside of another such
    /// range is part of it, and so is what begins where one ends: a word may stretch over both.
    pub fn mark_cited(&mut self, from: usize) {
        let mut span = Span::<Shown>::of(from..self.view.text.len());
        if span.is_empty() {
            return;
        }
        while let Some(last) = self.view.cited.pop_if(|last| last.end() >= span.start()) {
            span = Span::new(last.start().min(span.start()), last.end().max(span.end()));
        }
        self.view.cited.push(span);
    }

    /// Shows an object in the line that is no text, such as a picture.
    pub fn object(&mut self, range: Range<usize>) {
        self.show_opaque_as(range, "\u{FFFC}");
    }

    /// Begins a new block: a paragraph, a heading, a cell. However often it is called, there is one break between two
    /// blocks, and none before the first or behind the last.
    pub fn block(&mut self) {
        if !self.view.text.is_empty() {
            self.view.wants_break = true;
        }
    }

    /// Shows a space that the file does not have: what follows continues the block.
    pub fn join(&mut self) {
        self.piece(" ", self.end()..self.end(), Origin::Break);
    }

    /// The offset in the file at which the last piece ends.
    pub fn end(&self) -> usize {
        self.view.pieces.last().map_or(0, |last| (last.decoded + last.len) as usize)
    }

    /// Sets the part of a container, and the number of its paragraph (counted from 1), for what follows. Begins a new
    /// block.
    pub fn place(&mut self, part: &str, paragraph: u32) {
        self.block();
        self.view.next_place = Some((self.view.part(part), paragraph));
    }

    /// Whether nothing has been shown since the last block began.
    pub fn is_at_block(&self) -> bool {
        self.view.text.is_empty() || self.view.wants_break
    }

    /// Whether nothing has been shown at all.
    pub fn is_empty(&self) -> bool {
        self.view.text.is_empty()
    }

    /// Whether the shown text ends in a letter, which another one would continue.
    pub fn ends_in_letter(&self) -> bool {
        self.space.is_none() && !self.is_at_block() && self.view.text.ends_with(char::is_alphabetic)
    }

    /// The text shown so far.
    pub fn text(&self) -> &str {
        &self.view.text
    }

    fn piece(&mut self, text: &str, range: Range<usize>, kind: Origin) {
        if text.is_empty() {
            return;
        }
        self.show_space();
        let decoded = Span::<Decoded>::of(range);
        self.view.open(decoded.start());
        let shown = Span::<Shown>::of(self.view.text.len()..self.view.text.len()).start();
        self.view.pieces.push(Piece {
            shown,
            decoded: decoded.start(),
            len: decoded.len(),
            kind,
            escaping: self.escaping,
        });
        self.view.text.push_str(text);
    }

    pub(super) fn finish(self) -> (View, Coverage) {
        (self.view, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::escaping::VERBATIM;

    fn shown(source: &str, write: impl Fn(&mut Draft<'_>)) -> String {
        let mut draft = Draft::new(source, &[], &VERBATIM);
        write(&mut draft);
        draft.finish().0.text
    }

    #[test]
    fn white_space_is_shown_once_and_only_between_things() {
        let spaced = |draft: &mut Draft<'_>| draft.collapse(0..draft.source.len(), |byte| byte.is_ascii_whitespace());
        assert_eq!(shown(" \n một  hai ba\n", spaced), "một hai ba");
        let broken = |draft: &mut Draft<'_>| {
            draft.collapse(0..2, |byte| byte == b' ');
            draft.line(2..3);
            draft.collapse(3..5, |byte| byte == b' ');
        };
        assert_eq!(shown("a ; b", broken), "a\nb");
    }

    #[test]
    fn stretches_that_are_cited_are_in_order_and_apart() {
        let mut draft = Draft::new("abcdef", &[], &VERBATIM);
        for (said, from) in [(0..1, 0), (1..2, 1), (2..3, 3), (3..4, 3), (4..5, 4), (5..6, 2)] {
            draft.show(said);
            if from < draft.text().len() {
                draft.mark_cited(from);
            }
        }
        let cited: Vec<_> = draft.finish().0.cited.iter().map(|span| span.range()).collect();
        assert_eq!(cited, std::iter::once(0..6).collect::<Vec<_>>());
    }

    #[test]
    fn a_block_begins_even_where_the_file_has_nothing_between() {
        let blocks = |draft: &mut Draft<'_>| {
            draft.show(0..1);
            draft.block();
            draft.show(1..2);
        };
        assert_eq!(shown("ab", blocks), "a\n\nb");
    }
}
