//! A text inside of the text of a file, in a format of its own: Markdown in the strings of a notebook. It is read by
//! that format's reader, and the range of each piece in the file is kept.

use std::ops::Range;

use super::draft::Draft;
use super::format::{Options, Reader};
use super::view::Origin;
use crate::problem::Problem;

/// A text that is put together from ranges of the file.
#[derive(Default)]
pub(super) struct Nested {
    text: String,
    stretches: Vec<Stretch>,
}

/// A stretch of the text and its range in the file, letter by letter or as a whole.
struct Stretch {
    start: usize,
    file: Range<usize>,
    verbatim: bool,
}

impl Nested {
    /// Adds a range of the file letter by letter.
    pub fn say(&mut self, file: &str, range: Range<usize>) {
        if !range.is_empty() {
            self.push(&file[range.clone()], range, true);
        }
    }

    /// Adds text that the file spells in another way.
    pub fn spell(&mut self, range: Range<usize>, text: &str) {
        self.push(text, range, false);
    }

    /// Adds a range of the file that shows nothing to the stretch before.
    pub fn join(&mut self, range: Range<usize>) {
        if let Some(last) = self.stretches.last_mut().filter(|last| !last.verbatim && last.file.end <= range.start) {
            last.file.end = range.end.max(last.file.end);
        }
    }

    fn push(&mut self, text: &str, file: Range<usize>, verbatim: bool) {
        self.stretches.push(Stretch { start: self.text.len(), file, verbatim });
        self.text.push_str(text);
    }

    fn stretch(&self, at: usize) -> Option<&Stretch> {
        self.stretches[..self.stretches.partition_point(|stretch| stretch.start <= at)].last()
    }

    /// The range of the file for a range of the text; a stretch that is spelled in another way is taken as a whole.
    fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let at = |at: usize, stretch: &Stretch| stretch.file.start + (at - stretch.start);
        let first = self.stretch(range.start)?;
        let start = if first.verbatim { at(range.start, first) } else { first.file.start };
        if range.is_empty() {
            return Some(start..start);
        }
        let last = self.stretch(range.end - 1)?;
        let end = if last.verbatim { at(range.end, last) } else { last.file.end };
        (start <= end).then_some(start..end)
    }

    /// Shows the text as a format's reader reads it.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn show(&self, reader: &dyn Reader, options: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut inner = Draft::new(&self.text, &[], reader.escaping());
        reader.read(&self.text, options, &mut inner)?;
        let (view, skipped) = inner.finish();
        draft.skip_inside(skipped);
        draft.block();
        let mut cited = view.cited.iter().peekable();
        let mut from = None;
        for (index, piece) in view.pieces.iter().enumerate() {
            let end = view.end_of(index);
            let shown = &view.text[piece.shown as usize..end as usize];
            if from.is_none() && cited.peek().is_some_and(|span| span.start() < end) {
                from = Some(draft.text().len());
            }
            let inside = piece.decoded as usize..(piece.decoded + piece.len) as usize;
            let Some(place) = self.place(inside.clone()) else { continue };
            draft.escaping(piece.escaping);
            match piece.kind {
                Origin::Verbatim => self.verbatim(inside, draft),
                Origin::Respelled => draft.show_respelled(place, shown),
                Origin::Generated => draft.show_generated(place, shown),
                Origin::Opaque | Origin::Comment => draft.show_opaque_as(place, shown),
                Origin::Break => draft.block(),
            }
            if cited.next_if(|span| span.end() <= end).is_some()
                && let Some(from) = from.take()
            {
                draft.mark_cited(from);
            }
        }
        draft.block();
        Ok(())
    }

    /// Shows a range that the text has letter by letter, and the file perhaps in another spelling.
    fn verbatim(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        let from = self.stretches.partition_point(|stretch| stretch.start <= range.start).saturating_sub(1);
        for (index, stretch) in self.stretches.iter().enumerate().skip(from) {
            if stretch.start >= range.end {
                break;
            }
            let end = self.stretches.get(index + 1).map_or(self.text.len(), |next| next.start);
            let part = stretch.start.max(range.start)..end.min(range.end);
            if part.is_empty() {
                continue;
            }
            if stretch.verbatim {
                let shift = stretch.file.start;
                draft.show(shift + (part.start - stretch.start)..shift + (part.end - stretch.start));
            } else {
                draft.show_respelled(stretch.file.clone(), &self.text[part]);
            }
        }
    }
}
