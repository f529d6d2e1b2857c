//! What is known of a word by itself, without any text around it: right, wrong or unknown.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::speech::{self, Grade};
use super::{Lexicon, english, lines};
use crate::syllable::{Flaw, Word};

const LOANS: &str = include_str!("../../dictionaries/loans.txt");

static SPELLED_AS_OURS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(LOANS).flat_map(str::split_whitespace).collect());

/// What is known of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is a word, though it may stand in the wrong place.
    Right(Source),
    /// It has letters of ours and is no syllable, for this reason; or it is one that nobody uses. It may still be a name.
    Wrong(Flaw),
    /// Nothing is known: a name, a word of another language, keys of an input method. Unknown is not wrong.
    Unknown,
}

/// Who knows a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is a syllable in use.
    Syllables,
    /// A loan that is spelled as ours are: *bêtông, xoong*.
    Loans,
    /// No syllable, and yet normal in Vietnamese text: *ôxy, Đắk, web*.
    Corpus,
    /// A word of English or of technology: *cron*.
    English,
    /// A word of a region or of older Vietnamese that nothing else is written like: *zậy*.
    Speech,
}

impl Lexicon {
    /// What is known of a word in lower case.
    pub fn known(&self, lower: &str) -> Known {
        let read = Word::read(lower).map(|word| (word.known(), word));
        let syllable = read.as_ref().and_then(|(syllable, _)| *syllable);
        let source = if syllable.is_some_and(|syllable| self.is_in_use(syllable)) {
            Source::Syllables
        } else if is_spelled_as_ours(lower) {
            Source::Loans
        } else if self.is_attested(lower) {
            Source::Corpus
        } else if english::is_english(lower) {
            Source::English
        } else if speech::entry(lower).is_some_and(|entry| entry.grade == Grade::Own) {
            Source::Speech
        } else {
            // Why it is none is found out last: most words that come here are right.
            return match read.filter(|_| !lower.is_ascii()) {
                Some((_, word)) => Known::Wrong(word.syllable().err().unwrap_or(Flaw::NotInUse)),
                None => Known::Unknown,
            };
        };
        Known::Right(source)
    }
}

/// Whether a word, in any case, is a loan that is spelled as ours are.
pub fn is_spelled_as_ours(written: &str) -> bool {
    let listed = |written: &str| SPELLED_AS_OURS.contains(written);
    listed(written) || written.contains(char::is_uppercase) && listed(&written.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::syllable::Syllable;

    #[test]
    fn a_word_is_right_wrong_or_unknown() {
        let known = |word: &str| Dictionaries::embedded().lexicon.known(word);
        for (word, source) in
            [("kiểm", Source::Syllables), ("bêtông", Source::Loans), ("ôxy", Source::Corpus), ("cron", Source::English)]
        {
            assert_eq!(known(word), Known::Right(source), "{word}");
        }
        for (word, flaw) in [
            ("tóan", Flaw::MarkPlace { meant: Syllable::parse("toán").unwrap() }),
            ("kiẻm", Word::read("kiẻm").unwrap().syllable().unwrap_err()),
            ("cậụ", Flaw::TwoTones),
        ] {
            assert_eq!(known(word), Known::Wrong(flaw), "{word}");
        }
        for word in ["krzysztof", "vie65t", "日本", "nghanh"] {
            assert_eq!(known(word), Known::Unknown, "{word}");
        }
    }

    #[test]
    fn loans_are_sorted_in_lower_case_and_found_in_any() {
        for loan in ["alô", "Alô", "ÊCU", "bêtông"] {
            assert!(is_spelled_as_ours(loan), "{loan}");
        }
        assert!(!is_spelled_as_ours("kiẻm"));
        let words: Vec<&str> = lines(LOANS).flat_map(str::split_whitespace).collect();
        assert!(words.is_sorted_by(|one, other| one < other));
        assert!(words.iter().all(|word| word.to_lowercase() == **word));
    }
}
