//! What a reader of a file sees, as a format's reader writes it down: each stretch with the place that it is from.

use std::ops::Range;

use super::view::{Kind, Piece, View};
use crate::text::{Decoded, Shown, Span};

/// How text is spelled at a place of a file, as a number that means something to the format's reader alone: in XML text, in
/// an attribute between double quotes, in a JSON string.
pub type Ink = u8;

/// The text that a document shows, while it is taken out of the file.
///
/// A reader goes through the decoded text in the order in which people read, and says for every stretch what it is. What it
/// passes over is markup: it is not shown, and no fix touches it.
#[derive(Debug)]
pub struct Draft<'t> {
    source: &'t str,
    parts: &'t [String],
    view: View,
    ink: Ink,
}

impl<'t> Draft<'t> {
    pub(super) fn new(source: &'t str, parts: &'t [String]) -> Draft<'t> {
        Draft { source, parts, view: View::default(), ink: 0 }
    }

    /// The names of a container's parts, each with its place in the text of the file.
    pub fn parts(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> + use<'t> {
        let mut at = 0;
        let texts = self.source.split(super::package::BETWEEN).map(move |text| {
            let range = at..at + text.len();
            at += text.len() + 1;
            range
        });
        self.parts.iter().map(String::as_str).zip(texts)
    }

    /// How what is said from here on is spelled in the file.
    pub fn ink(&mut self, ink: Ink) {
        self.ink = ink;
    }

    /// Shows a stretch of the file as it stands there.
    pub fn say(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let text = &self.source[range.clone()];
        if let Some(last) = self.view.pieces.last_mut()
            && (last.kind, last.ink) == (Kind::Verbatim, self.ink)
            && (last.decoded + last.len) as usize == range.start
        {
            last.len += text.len() as u32;
            self.view.text.push_str(text);
            return;
        }
        self.piece(text, range, Kind::Verbatim);
    }

    /// Shows `text`, which the file spells in another way: an entity, an escape, a run of white space. It stays whole: an edit
    /// of any of it spells it anew.
    pub fn spell(&mut self, range: Range<usize>, text: &str) {
        if text == &self.source[range.clone()] {
            return self.say(range);
        }
        self.piece(text, range, Kind::Spelled);
    }

    /// Shows `text` for something that is no letters in the file: an element that is a tab or a line break. Rules read it; no
    /// edit can be of it.
    pub fn stand(&mut self, range: Range<usize>, text: &str) {
        self.piece(text, range, Kind::Stands);
    }

    /// Shows a stretch of the file as something that is no prose: code, an address, a formula. Nothing in it is judged or
    /// changed, and what stands beside it stands beside something.
    pub fn hold(&mut self, range: Range<usize>) {
        self.hold_as(range.clone(), &self.source[range]);
    }

    /// The same, shown as something else than what the file has there.
    pub fn hold_as(&mut self, range: Range<usize>, text: &str) {
        self.piece(text, range, Kind::Held);
        let held = self.view.text.len() - text.len()..self.view.text.len();
        if !held.is_empty() {
            self.view.opaque.push(Span::of(held));
        }
    }

    /// A thing in the line that is no text, such as a picture.
    pub fn object(&mut self, range: Range<usize>) {
        self.hold_as(range, "\u{FFFC}");
    }

    /// Begins a new block: a paragraph, a heading, a cell. However often it is said, there is one break between two blocks, and
    /// none before the first or behind the last.
    pub fn block(&mut self) {
        if !self.view.text.is_empty() {
            self.view.wants_break = true;
        }
    }

    /// A space that the file does not have: what comes goes on with what has been, and no new block has begun.
    pub fn join(&mut self) {
        self.piece(" ", self.end()..self.end(), Kind::Made);
    }

    /// Where in the file the last piece ends.
    pub fn end(&self) -> usize {
        self.view.pieces.last().map_or(0, |last| (last.decoded + last.len) as usize)
    }

    /// What is said from here on stands in this part of a container, in its paragraph of this number, counted from 1. Begins a
    /// new block.
    pub fn place(&mut self, part: &str, paragraph: u32) {
        self.block();
        self.view.next_place = Some((self.view.part(part), paragraph));
    }

    /// Whether nothing has been shown since the last block began.
    pub fn is_at_block(&self) -> bool {
        self.view.text.is_empty() || self.view.wants_break
    }

    /// What has been shown so far.
    pub fn text(&self) -> &str {
        &self.view.text
    }

    fn piece(&mut self, text: &str, range: Range<usize>, kind: Kind) {
        if text.is_empty() {
            return;
        }
        let decoded = Span::<Decoded>::of(range);
        self.view.open(decoded.start());
        let shown = Span::<Shown>::of(self.view.text.len()..self.view.text.len()).start();
        self.view.pieces.push(Piece { shown, decoded: decoded.start(), len: decoded.len(), kind, ink: self.ink });
        self.view.text.push_str(text);
    }

    pub(super) fn finish(self) -> View {
        self.view
    }
}
