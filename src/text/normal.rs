//! Normalises the text that is shown to the one form that the rest of morat reads, with a map back.
//!
//! Three things are changed, and each is recorded as a [`Change`]:
//! - canonical composition (NFC), so that a file of decomposed letters gives the findings of its composed twin;
//! - combining marks in the wrong order. Unicode reorders *ạ + ̂* by itself, but *á + ̂* (the tone before the hat) is by
//!   its rules another text than *ấ*; to a reader it is the same letter, and here it becomes that letter;
//! - invisible characters (zero width, soft hyphen, direction marks) beside Latin text, where they only break words.
//!
//! Nearly every file needs none of this. One pass over the bytes finds that out, and the text is borrowed.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::blocks;
use super::source::DecodeError;
use super::span::{Prose, Shown, Span};
use crate::syllable::Syllable;

/// A span where the normalised text differs from the shown text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The span in the normalised text; empty where something was dropped altogether.
    pub prose: Span<Prose>,
    /// The span in the shown text.
    pub shown: Span<Shown>,
    /// Whether letters and combining marks were recomposed.
    pub recomposed: bool,
    /// Whether invisible characters were dropped.
    pub dropped: bool,
}

/// A text in NFC and in the Vietnamese order of combining marks, without stray invisible characters.
#[derive(Debug)]
pub struct Normal<'t> {
    text: Cow<'t, str>,
    changes: Vec<Change>,
}

impl<'t> Normal<'t> {
    /// Normalises a shown text; borrows it when there is nothing to do.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`] if the result would be 4 GiB or more.
    pub fn new(text: &'t str) -> Result<Self, DecodeError> {
        let mut out = String::new();
        let mut changes = Vec::new();
        let mut copied = 0;
        let mut clusters = Clusters { text, at: 0 };
        let mut next = || -> Option<[std::ops::Range<usize>; 2]> {
            let cluster = clusters.next()?;
            // What is dropped behind a letter and its combining marks is a change of its own, however the letter is written.
            let letter = cluster.start + text[cluster.clone()].trim_end_matches(is_invisible).len();
            Some([cluster.start..letter, letter..cluster.end])
        };
        for cluster in std::iter::from_fn(&mut next).flatten() {
            let Some(mut normal) = renormalise(&text[cluster.clone()]) else { continue };
            if normal.text.is_empty() && stands_for_space(text, &cluster) {
                normal.text.push(' ');
            }
            // A character at the front that stays what it is, a space before a stray mark, is no part of the change.
            let same = text[cluster.clone()].chars().zip(normal.text.chars()).take_while(|(old, new)| old == new);
            let same: usize = same.map(|(old, _)| old.len_utf8()).sum();
            let cluster = cluster.start + same..cluster.end;
            out.push_str(&text[copied..cluster.start]);
            copied = cluster.end;
            let start = out.len();
            out.push_str(&normal.text[same..]);
            if u32::try_from(out.len()).is_err() {
                return Err(DecodeError::TooLong);
            }
            changes.push(Change {
                prose: Span::of(start..out.len()),
                shown: Span::of(cluster),
                recomposed: normal.recomposed,
                dropped: normal.dropped,
            });
        }
        if changes.is_empty() {
            return Ok(Normal { text: Cow::Borrowed(text), changes });
        }
        out.push_str(&text[copied..]);
        if u32::try_from(out.len()).is_err() {
            return Err(DecodeError::TooLong);
        }
        Ok(Normal { text: Cow::Owned(out), changes })
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The spans where it differs from the shown text, in order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The span of the shown text that a span of the normalised text stands for. A span that touches part of a changed
    /// cluster gets the whole of it: no smaller span means the same.
    pub fn to_shown(&self, span: Span<Prose>) -> Span<Shown> {
        // Where something was dropped, a span that begins there begins behind it, and one that ends there ends before it.
        let start = self.place(span.start(), self.changes_to(span.start()), |change| change.shown.start());
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = self.place(span.end(), self.changes_before(span.end()), |change| change.shown.end());
        Span::new(start, end.max(start))
    }

    /// As [`Normal::to_shown`], with the invisible characters that were dropped at either end.
    pub fn to_shown_with_dropped(&self, span: Span<Prose>) -> Span<Shown> {
        let start = self.place(span.start(), self.changes_before(span.start()), |change| change.shown.start());
        let end = self.place(span.end(), self.changes_to(span.end()), |change| change.shown.end());
        Span::new(start, end.max(start))
    }

    /// The span of the normalised text that a span of the shown text becomes. An end inside a changed cluster takes the
    /// whole of it.
    pub fn to_prose(&self, span: Span<Shown>) -> Span<Prose> {
        let place = |at: u32, inside: fn(&Change) -> u32| {
            let passed = self.changes.partition_point(|change| change.shown.start() < at);
            match passed.checked_sub(1).map(|index| &self.changes[index]) {
                None => at,
                Some(change) => match at.checked_sub(change.shown.end()) {
                    Some(after) => change.prose.end() + after,
                    None => inside(change),
                },
            }
        };
        let start = place(span.start(), |change| change.prose.start());
        Span::new(start, place(span.end(), |change| change.prose.end()).max(start))
    }

    /// How many changes begin before the offset `at`.
    fn changes_before(&self, at: u32) -> usize {
        self.changes.partition_point(|change| change.prose.start() < at)
    }

    /// How many changes begin before the offset `at` or at it.
    fn changes_to(&self, at: u32) -> usize {
        self.changes.partition_point(|change| change.prose.start() <= at)
    }

    /// The shown offset of a normalised one, `passed` changes of which begin before it; `inside` gives the answer for
    /// an offset that lies in the last of them.
    fn place(&self, at: u32, passed: usize, inside: impl Fn(&Change) -> u32) -> u32 {
        match passed.checked_sub(1) {
            None => at,
            Some(index) => {
                let change = &self.changes[index];
                match at.checked_sub(change.prose.end()) {
                    Some(after) => change.shown.end() + after,
                    None => inside(change),
                }
            }
        }
    }
}

/// A letter without its diacritics: `a` for `ậ`. `Đ` is a letter of its own.
pub fn base(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut first = None;
    decompose_canonical(c, |part| first = first.or(Some(part)));
    first.unwrap_or(c)
}

/// Characters that take no room and that nobody types on purpose beside Latin letters: soft hyphen, zero-width space
/// and joiners, direction marks, word joiner, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether an invisible character is needed beside `c`: joiners shape emoji and the letters of other scripts, direction
/// marks order right-to-left text.
fn needs_invisible(c: char) -> bool {
    let mark = canonical_combining_class(c) != 0;
    (c.is_alphabetic() && !super::is_latin(c) && !mark)
        || c >= '\u{2190}' && !c.is_alphabetic() && !c.is_whitespace() && !mark
}

/// The most combining marks on one letter that are skipped in a search.
const MOST_MARKS: usize = 32;

/// The stretches of a text that might have to change: each begins at a character that composes with nothing before
/// it and ends before the next such character.
struct Clusters<'t> {
    text: &'t str,
    at: usize,
}

/// Whether a byte may begin a character that composes with another, decomposes, or is invisible; the two bytes behind it
/// tell. Passed over are ASCII, U+0080–U+02FF (Latin-1, Latin Extended-A and -B with the horned vowels) but for the soft
/// hyphen, U+1E00–U+1EFF (the Vietnamese letters of Latin Extended Additional) and U+2010–U+2027 (dashes, quotes, the
/// ellipsis).
#[inline(always)]
fn is_suspicious(byte: u8, second: u8, third: u8) -> bool {
    let other = (byte >= 0xCC) & (byte != 0xE1) & (byte != 0xE2);
    let letter = (byte == 0xE1) & !(0xB8..=0xBB).contains(&second);
    let mark = (byte == 0xE2) & !((second == 0x80) & (0x90..=0xA7).contains(&third));
    let soft_hyphen = (byte == 0xC2) & (second == 0xAD);
    other | letter | mark | soft_hyphen
}

impl Clusters<'_> {
    fn next(&mut self) -> Option<std::ops::Range<usize>> {
        loop {
            self.at = blocks::find(self.text.as_bytes(), self.at, is_suspicious);
            if self.at == self.text.len() {
                return None;
            }
            if let Some(cluster) = self.suspect() {
                return Some(cluster);
            }
        }
    }

    /// Checks the character at `self.at` more closely, and moves past it.
    fn suspect(&mut self) -> Option<std::ops::Range<usize>> {
        let start = self.at;
        let end = self.unstable_end(start);
        if end > start {
            // What composes or vanishes belongs to the character before it.
            let before = self.text[..start].chars().next_back().map_or(0, char::len_utf8);
            self.at = end;
            return Some(start - before..end);
        }
        let c = self.text[start..].chars().next()?;
        self.at += c.len_utf8();
        if is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes {
            return None;
        }
        // A character that always decomposes, such as the Kelvin sign, and what composes with it.
        self.at = self.unstable_end(self.at);
        Some(start..self.at)
    }

    /// The end of the run, from `at` on, of characters that compose with what is before them or are to be dropped.
    fn unstable_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = &self.text[end..];
            let Some(c) = rest.chars().next() else { return end };
            if is_invisible(c) {
                let run = rest.find(|c| !is_invisible(c)).unwrap_or(rest.len());
                // The letter before it, past the marks that stand on that letter.
                let letter =
                    self.text[..end].chars().rev().take(MOST_MARKS).find(|c| canonical_combining_class(*c) == 0);
                let needed =
                    letter.is_some_and(needs_invisible) || rest[run..].chars().next().is_some_and(needs_invisible);
                if needed {
                    return end;
                }
                end += run;
            } else if canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe {
                end += c.len_utf8();
            } else {
                return end;
            }
        }
    }
}

/// Whether a zero-width space is all that divides two words: what stands before it is a syllable, what stands behind it is one, and
/// both together are none.
fn stands_for_space(text: &str, dropped: &std::ops::Range<usize>) -> bool {
    const LONGEST: usize = 16;
    if !text[dropped.clone()].contains('\u{200B}') {
        return false;
    }
    let is_part = |c: &char| c.is_alphabetic() || canonical_combining_class(*c) != 0;
    let (before, behind) = (&text[..dropped.start], &text[dropped.end..]);
    let one: Vec<char> = before.chars().rev().take(LONGEST).take_while(is_part).collect();
    let one: String = one.into_iter().rev().collect();
    let other: String = behind.chars().take(LONGEST).take_while(is_part).collect();
    let is_syllable = |word: &str| Syllable::parse(&reorder_marks(word.nfc().collect())).is_some();
    is_syllable(&one) && is_syllable(&other) && !is_syllable(&format!("{one}{other}"))
}

struct Renormalised {
    text: String,
    recomposed: bool,
    dropped: bool,
}

/// The normal form of one cluster, or `None` if it has it already.
fn renormalise(cluster: &str) -> Option<Renormalised> {
    let kept: String = cluster.chars().filter(|c| !is_invisible(*c)).collect();
    let text = reorder_marks(kept.nfc().collect());
    let dropped = kept.len() != cluster.len();
    let recomposed = text != kept;
    (dropped || recomposed).then_some(Renormalised { text, recomposed, dropped })
}

/// Hat, breve and horn go onto the vowel before the tone does, whatever order they were typed in.
fn reorder_marks(nfc: String) -> String {
    let mut out = String::with_capacity(nfc.len());
    for c in nfc.chars() {
        let toned = out.chars().next_back().filter(|_| matches!(c, '\u{302}' | '\u{306}' | '\u{31B}'));
        let composed = toned.and_then(|toned| {
            let mut parts: Vec<char> = std::iter::once(toned).nfd().collect();
            parts.insert(1, c);
            let mut composed = parts.into_iter().nfc();
            composed.next().filter(|_| composed.next().is_none())
        });
        match composed {
            Some(letter) => {
                out.pop();
                out.push(letter);
            }
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normal(text: &str) -> String {
        Normal::new(text).unwrap().text().to_owned()
    }

    #[test]
    fn composed_text_is_borrowed() {
        let text = "Hội nghị đã nghe “báo cáo” – và thảo luận… 日本語 👩‍👩‍👧 می‌خواهم";
        assert!(matches!(Normal::new(text).unwrap().text, Cow::Borrowed(_)));
    }

    #[test]
    fn every_way_to_type_a_letter_is_one_letter() {
        for written in ["ệ", "e\u{323}\u{302}", "e\u{302}\u{323}", "ê\u{323}", "ẹ\u{302}"] {
            assert_eq!(normal(written), "ệ", "{written:?}");
        }
        for written in ["ấ", "a\u{302}\u{301}", "a\u{301}\u{302}", "á\u{302}", "â\u{341}", "a\u{341}\u{302}"] {
            assert_eq!(normal(written), "ấ", "{written:?}");
        }
        for written in ["ờ", "o\u{31B}\u{300}", "o\u{300}\u{31B}", "ò\u{31B}", "ơ\u{340}"] {
            assert_eq!(normal(written), "ờ", "{written:?}");
        }
    }

    #[test]
    fn invisible_characters_go_where_they_only_break_words() {
        assert_eq!(normal("kiểm\u{200B} tra, lu\u{AD}ật, \u{FEFF}xin"), "kiểm tra, luật, xin");
        assert_eq!(normal("tie\u{302}\u{200B}\u{301}ng"), "tiếng");
        assert_eq!(normal("👩\u{200D}👧"), "👩\u{200D}👧");
    }

    #[test]
    fn a_zero_width_space_between_words_is_a_space() {
        assert_eq!(normal("bổ\u{200B}sung và mất\u{200B}\u{200B}mát"), "bổ sung và mất mát");
        assert_eq!(normal("th\u{200B}ầy, lu\u{AD}ật, kiểm\u{200B} tra"), "thầy, luật, kiểm tra");
        assert_eq!(normal("bô\u{309}\u{200B}sung"), "bổ sung");
    }

    #[test]
    fn spans_lead_back_to_what_was_typed() {
        let text = "Ba\u{301}o ca\u{301}o \u{200B}tô\u{309}ng";
        let normal = Normal::new(text).unwrap();
        assert_eq!(normal.text(), "Báo cáo tổng");
        let at = normal.text().find("tổng").unwrap();
        let back = normal.to_shown(Span::of(at..at + "tổng".len()));
        assert_eq!(&text[back.range()], "tô\u{309}ng");
        let at = normal.text().find("cáo").unwrap();
        assert_eq!(&text[normal.to_shown(Span::of(at..at + "cáo".len())).range()], "ca\u{301}o");
    }

    proptest! {
        #[test]
        fn spans_stay_on_boundaries_and_in_order(
            text in "([a-zđêơ \u{300}-\u{323}\u{31b}\u{200b}\u{ad}ạ]|\\PC|[\u{1100}-\u{11ff}]){0,40}",
        ) {
            let normal = Normal::new(&text).unwrap();
            let mut last = 0;
            for (at, c) in normal.text().char_indices() {
                let back = normal.to_shown(Span::of(at..at + c.len_utf8()));
                prop_assert!(text.get(back.range()).is_some(), "{:?}", back);
                prop_assert!(back.start() >= last || back.end() > last);
                last = back.start();
            }
            let whole = normal.to_shown(Span::of(0..normal.text().len()));
            prop_assert!(whole.end() as usize <= text.len());
        }

        #[test]
        fn normal_form_is_nfc_and_does_not_depend_on_the_form_it_came_from(
            text in "[a-zA-Zăâđêôơưàảãáạắằẩẫậếềểễệ ,.\u{300}\u{301}\u{323}\u{302}]{0,40}",
        ) {
            let from_nfd: String = text.nfd().collect();
            let once = normal(&text);
            prop_assert_eq!(&normal(&from_nfd), &once);
            prop_assert_eq!(&normal(&once), &once);
            prop_assert_eq!(once.nfc().collect::<String>(), once);
        }
    }
}
