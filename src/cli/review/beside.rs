//! The name of a copy beside a file, and the words around a span.

/// The ending of the copy that is written if the file has changed meanwhile.
pub(super) const BESIDE: &str = ".da-soat";

/// How many words on either side of an ignored finding are stored for people.
const WORDS_BESIDE: usize = 3;

/// A few words before and after a byte range, on its line.
pub(super) fn words_beside(text: &str, place: std::ops::Range<usize>) -> (String, String) {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default();
    let after = text[place.end..].split('\n').next().unwrap_or_default();
    let mut before: Vec<&str> = before.split_whitespace().rev().take(WORDS_BESIDE).collect();
    before.reverse();
    let after: Vec<&str> = after.split_whitespace().take(WORDS_BESIDE).collect();
    (before.join(" "), after.join(" "))
}
