//! The text of a file that holds several texts, the parts of an archive or the pages of a PDF: one after the other.

use std::ops::Range;

/// The separator of two parts in the text of a container.
pub(super) const BETWEEN: char = '\0';

/// The parts by name, each with its range in the text of all.
pub(super) fn places<'t>(
    text: &'t str,
    parts: &'t [String],
) -> impl Iterator<Item = (&'t str, Range<usize>)> + use<'t> {
    let mut at = 0;
    let texts = text.split(BETWEEN).map(move |text| {
        let range = at..at + text.len();
        at += text.len() + BETWEEN.len_utf8();
        range
    });
    parts.iter().map(String::as_str).zip(texts)
}
