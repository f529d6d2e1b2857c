//! What the dictionaries say of a single word, without its context: right, wrong or unknown.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::dialect::{self, Grade};
use super::{Lexicon, english, lines};
use crate::syllable::{Flaw, Word};

const LOANS: &str = include_str!("../../dictionaries/loans.txt");

static SPELLED_AS_OURS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(LOANS).flat_map(str::split_whitespace).collect());

/// What the dictionaries say of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It is a word, by this list; it may still be the wrong word in its context.
    Right(WordList),
    /// It has Vietnamese letters and is no syllable, for this reason, or a syllable that nobody uses. It may still be a
    /// name.
    Wrong(Flaw),
    /// No list has it: a name, a foreign word, keystrokes of an input method. Unknown is not wrong.
    Unknown,
}

/// The list that a word was found on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// The syllables in use (`syllables.tsv`).
    Syllables,
    /// Loanwords in Vietnamese spelling: *bêtông, xoong* (`loans.txt`).
    Loans,
    /// Words that are no syllable and yet normal in Vietnamese text: *ôxy, Đắk, web* (`foreign.tsv`).
    Corpus,
    /// English words and words of technology: *cron* (`english.txt`).
    English,
    /// Dialect and older words that nothing else is spelled like: *zậy* (`speech.tsv`).
    Dialect,
}

impl Lexicon {
    /// What the dictionaries say of a word in lower case.
    pub fn look_up(&self, lower: &str) -> Lookup {
        let read = Word::read(lower).map(|word| (word.known(), word));
        let syllable = read.as_ref().and_then(|(syllable, _)| *syllable);
        let source = if syllable.is_some_and(|syllable| self.is_in_use(syllable)) {
            WordList::Syllables
        } else if is_spelled_as_ours(lower) {
            WordList::Loans
        } else if self.is_attested(lower) {
            WordList::Corpus
        } else if english::is_english(lower) {
            WordList::English
        } else if dialect::entry(lower).is_some_and(|entry| entry.grade == Grade::Unambiguous) {
            WordList::Dialect
        } else {
            // Why it is none is found out last: most words that come here are right.
            return match read.filter(|_| !lower.is_ascii()) {
                Some((_, word)) => Lookup::Wrong(word.syllable().err().unwrap_or(Flaw::NotInUse)),
                None => Lookup::Unknown,
            };
        };
        Lookup::Right(source)
    }
}

/// Whether a word, in any case, is a loanword in Vietnamese spelling.
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
        let known = |word: &str| Dictionaries::embedded().lexicon.look_up(word);
        for (word, source) in [
            ("kiểm", WordList::Syllables),
            ("bêtông", WordList::Loans),
            ("ôxy", WordList::Corpus),
            ("cron", WordList::English),
        ] {
            assert_eq!(known(word), Lookup::Right(source), "{word}");
        }
        for (word, flaw) in [
            ("tóan", Flaw::MarkPlace { meant: Syllable::parse("toán").unwrap() }),
            ("kiẻm", Word::read("kiẻm").unwrap().syllable().unwrap_err()),
            ("cậụ", Flaw::TwoTones),
        ] {
            assert_eq!(known(word), Lookup::Wrong(flaw), "{word}");
        }
        for word in ["krzysztof", "vie65t", "日本", "nghanh"] {
            assert_eq!(known(word), Lookup::Unknown, "{word}");
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
