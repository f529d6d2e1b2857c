//! Where in a document's letters a comment begins and ends, and which letters a change strikes out.

use std::ops::Range;

use super::ReviewedParts;
use crate::document::view::{Piece, View, same_back, same_front};
use crate::text::{Shown, Span};

/// A range from an offset in one `w:t` to an offset in the same or another.
#[derive(Clone)]
pub(super) struct Anchor {
    pub first: usize,
    pub start: usize,
    pub last: usize,
    pub end: usize,
}

/// Ranges that are deleted, and the text that is inserted behind the last one.
pub(super) struct Change {
    pub deleted: Vec<(usize, Range<usize>)>,
    pub at: (usize, usize),
    pub new: String,
}

impl Anchor {
    /// The range of a span; for an empty span the position beside it.
    pub fn of(view: &View, sheet: &ReviewedParts<'_>, span: Span<Shown>) -> Option<Anchor> {
        let prose = prose(view, span);
        let (start, end) = match (prose.first(), prose.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => {
                let at = view.to_decoded(Span::new(span.start(), span.start())).start() as usize;
                (at, at)
            }
        };
        let first = sheet.letters_at(start)?;
        let last = if start == end { first } else { sheet.letters_at(end).filter(|last| *last >= first)? };
        Some(Anchor { first, start, last, end })
    }
}

/// The pieces that a span overlaps, each with the overlap.
fn pieces(view: &View, span: Span<Shown>) -> impl Iterator<Item = (&Piece, Span<Shown>)> {
    let from = view.pieces.partition_point(|piece| piece.shown < span.start()).saturating_sub(1);
    let pieces = view.pieces.iter().enumerate().skip(from).take_while(move |(_, piece)| piece.shown < span.end());
    pieces.filter_map(move |(index, piece)| {
        let (start, end) = (piece.shown.max(span.start()), view.end_of(index).min(span.end()));
        (start < end).then(|| (piece, Span::new(start, end)))
    })
}

/// The ranges of the parts' text that a span shows, piece by piece.
fn prose(view: &View, span: Span<Shown>) -> Vec<Range<usize>> {
    let prose = pieces(view, span).filter(|(piece, _)| piece.is_prose());
    prose.map(|(_, letters)| view.to_decoded(letters).range()).collect()
}

impl Change {
    /// A replacement of whole words; `None` for a change that Word cannot track.
    pub fn of(view: &View, sheet: &ReviewedParts<'_>, span: Span<Shown>, new: &str) -> Option<Change> {
        let (span, new) = words(&view.text, span, new);
        let stretches = prose(view, span);
        // A tab or a picture in between has no letters to strike out.
        let broken = pieces(view, span).any(|(piece, _)| !piece.is_prose() && piece.shown >= span.start());
        if broken || stretches.is_empty() && !span.is_empty() {
            return None;
        }
        let mut deleted: Vec<(usize, Range<usize>)> = Vec::new();
        for stretch in stretches {
            let letters =
                sheet.letters_at(stretch.start).filter(|index| sheet.letters[*index].content.end >= stretch.end);
            // Where one `w:t` ends another may begin.
            let letters = match letters {
                Some(index) if sheet.letters[index].content.end == stretch.start && !stretch.is_empty() => index + 1,
                Some(index) => index,
                None => return None,
            };
            match deleted.last_mut().filter(|(last, range)| *last == letters && range.end == stretch.start) {
                Some((_, range)) => range.end = stretch.end,
                None => deleted.push((letters, stretch)),
            }
        }
        let at = match deleted.last() {
            Some((letters, range)) => (*letters, range.end),
            None => {
                let at = view.to_decoded(span).start() as usize;
                (sheet.letters_at(at)?, at)
            }
        };
        Some(Change { deleted, at, new: new.to_owned() })
    }
}

/// A replacement without the words that are unchanged at either end.
fn words<'r>(text: &str, span: Span<Shown>, new: &'r str) -> (Span<Shown>, &'r str) {
    let old = &text[span.range()];
    let front = same_front(old, new);
    let front = if front == old.len().min(new.len()) { front } else { old[..front].rfind(' ').map_or(0, |at| at + 1) };
    let (old, new) = (&old[front..], &new[front..]);
    let back = same_back(old, new);
    let rest = &old[old.len() - back..];
    let back = if back == old.len().min(new.len()) { back } else { rest.find(' ').map_or(0, |at| rest.len() - at) };
    let start = span.start() + front as u32;
    (Span::new(start, span.end() - back as u32), &new[..new.len() - back])
}
