//! What is written beside a file, and the words beside a place.

/// The ending of what is written beside a file that has changed meanwhile.
pub(super) const BESIDE: &str = ".da-soat";

/// How many words on either side of an ignored finding are written down for people.
const WORDS_BESIDE: usize = 3;

/// A few words before and after a place, on its line.
pub(super) fn words_beside(text: &str, place: std::ops::Range<usize>) -> (String, String) {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default();
    let after = text[place.end..].split('\n').next().unwrap_or_default();
    let mut before: Vec<&str> = before.split_whitespace().rev().take(WORDS_BESIDE).collect();
    before.reverse();
    let after: Vec<&str> = after.split_whitespace().take(WORDS_BESIDE).collect();
    (before.join(" "), after.join(" "))
}
