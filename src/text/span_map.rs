//! A map from spans that do not overlap to values, for the spans that edits take.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use super::span::Span;

/// Values by span, in the order of the text. Whoever asks before each insertion keeps the spans apart, so that a
/// question is a look at two neighbours.
///
/// Two spans *clash* if they share a byte or begin at the same offset: of two insertions at one offset nobody could say
/// which comes first, so an empty span clashes with what begins where it stands and with what it lies strictly inside
/// of.
#[derive(Clone)]
pub struct SpanMap<In, T = ()> {
    /// Start offset → end offset and value.
    spans: BTreeMap<u32, (u32, T)>,
    space: PhantomData<In>,
}

impl<In, T> Default for SpanMap<In, T> {
    fn default() -> Self {
        SpanMap { spans: BTreeMap::new(), space: PhantomData }
    }
}

impl<In: Copy, T> SpanMap<In, T> {
    /// Inserts a span. It replaces one with the same start; it may clash with no other.
    pub fn insert(&mut self, span: Span<In>, value: T) {
        self.spans.insert(span.start(), (span.end(), value));
    }

    /// Inserts a span if it clashes with none; gives back whether it did.
    pub fn insert_free(&mut self, span: Span<In>, value: T) -> bool {
        let free = self.is_free(span);
        if free {
            self.insert(span, value);
        }
        free
    }

    /// Removes the span with the same start.
    pub fn remove(&mut self, span: Span<In>) {
        self.spans.remove(&span.start());
    }

    /// Whether a span clashes with none.
    pub fn is_free(&self, span: Span<In>) -> bool {
        self.clashes(span).next().is_none()
    }

    /// The values of all spans that a span clashes with.
    pub fn clashes(&self, span: Span<In>) -> impl Iterator<Item = &T> {
        let before = self.spans.range(..=span.start()).rev();
        let before = before.take_while(move |(start, (end, _))| *end > span.start() || **start == span.start());
        let after = self.spans.range(span.start()..).skip_while(move |(start, _)| **start == span.start());
        let after = after.take_while(move |(start, _)| **start < span.end());
        before.chain(after).map(|(_, (_, value))| value)
    }
}

impl<In, T: fmt::Debug> fmt::Debug for SpanMap<In, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spans.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Shown;

    #[test]
    fn spans_clash_on_a_byte_and_on_a_start() {
        let mut map = SpanMap::<Shown, u32>::default();
        map.insert(Span::new(3, 6), 1);
        map.insert(Span::new(8, 8), 2);
        let clashes = |start, end| map.clashes(Span::new(start, end)).copied().collect::<Vec<_>>();
        for (start, end) in [(0, 3), (6, 8), (6, 6), (9, 10), (2, 2)] {
            assert!(clashes(start, end).is_empty(), "{start}..{end}");
        }
        for (start, end) in [(0, 4), (5, 7), (4, 5), (4, 4), (3, 3)] {
            assert_eq!(clashes(start, end), [1], "{start}..{end}");
        }
        for (start, end) in [(7, 9), (8, 8), (8, 10)] {
            assert_eq!(clashes(start, end), [2], "{start}..{end}");
        }
        assert_eq!(clashes(2, 9), [1, 2]);
    }

    proptest! {
        /// A list of spans, each asked in turn, says the same.
        #[test]
        fn it_answers_like_a_list(steps in prop::collection::vec((0_u32..40, 0_u32..6, prop::bool::weighted(0.2)), 0..60)) {
            let mut map = SpanMap::<Shown, usize>::default();
            let mut list: Vec<(Span<Shown>, usize)> = Vec::new();
            for (index, (start, len, is_removal)) in steps.into_iter().enumerate() {
                let span = Span::new(start, start + len);
                let clash = |other: &Span<Shown>| {
                    other.start() == span.start() || other.start() < span.end() && span.start() < other.end()
                };
                let mut wanted: Vec<usize> = list.iter().filter(|(other, _)| clash(other)).map(|(_, value)| *value).collect();
                let mut found: Vec<usize> = map.clashes(span).copied().collect();
                wanted.sort_unstable();
                found.sort_unstable();
                prop_assert_eq!(&found, &wanted);
                prop_assert_eq!(map.is_free(span), wanted.is_empty());
                if is_removal {
                    map.remove(span);
                    list.retain(|(other, _)| other.start() != span.start());
                } else {
                    prop_assert_eq!(map.insert_free(span, index), wanted.is_empty());
                    list.extend(wanted.is_empty().then_some((span, index)));
                }
            }
        }
    }
}
