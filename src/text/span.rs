//! Byte ranges whose type says which text they count in.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Marker: bytes of the file as it lies on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {}

/// Marker: bytes of the decoded UTF-8 text, without byte order mark, before normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decoded {}

/// Marker: bytes of the text that a document shows its reader, without markup, before normalisation. In plain text that is
/// the decoded text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {}

/// Marker: bytes of the normalised text that tokens and rules read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prose {}

/// A half-open byte range, `start <= end`, in the coordinate space `In`.
///
/// `u32` because a file of 4 GiB is refused ([`crate::text::DecodeError::TooLong`]) and a diagnostic, a token and
/// a map entry each hold one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Span<In = File> {
    start: u32,
    end: u32,
    #[serde(skip)]
    space: PhantomData<In>,
}

impl<In: Copy> Span<In> {
    /// The range from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If `end` comes before `start`: a reversed span is a fault of the caller, never of the input.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span cannot be reversed");
        Span { start, end, space: PhantomData }
    }

    /// The range of `usize` offsets into a text that a [`crate::text::Source`] has admitted.
    ///
    /// # Panics
    /// If an offset is 4 GiB or more, which an admitted text cannot have.
    #[inline]
    pub fn of(range: Range<usize>) -> Self {
        let narrow = |at: usize| u32::try_from(at).expect("an admitted text is shorter than 4 GiB");
        Span::new(narrow(range.start), narrow(range.end))
    }

    /// First byte.
    #[inline]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[inline]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it is a position between two bytes, where something may be inserted.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a `usize` range, to slice with.
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that contains both.
    #[inline]
    pub fn cover(self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the two share a byte. An empty span overlaps a span that it lies strictly inside of, or an equal empty
    /// span.
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        (self.start < other.end && other.start < self.end) || (self.start == other.start && self.end == other.end)
    }
}

impl<In> fmt::Debug for Span<In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span<Prose> {
        Span::new(start, end)
    }

    #[test]
    fn overlap_is_by_bytes_and_touching_is_not_overlap() {
        assert!(span(0, 3).overlaps(span(2, 4)));
        assert!(!span(0, 3).overlaps(span(3, 4)));
        assert!(span(2, 2).overlaps(span(2, 2)));
        assert!(span(2, 2).overlaps(span(1, 3)));
        assert!(!span(2, 2).overlaps(span(2, 3)));
    }

    #[test]
    #[should_panic(expected = "reversed")]
    fn a_reversed_span_cannot_be_made() {
        span(2, 1);
    }
}
