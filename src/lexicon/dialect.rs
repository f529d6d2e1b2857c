//! Dialect words and words of older Vietnamese: a slip in the press, and none in speech, in verse, in an old book
//! (*tui, bển, chửa, giời*).
//!
//! The register of a text shows in its words, so each entry says how much it tells of the text that it stands in.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::syllable::Syllable;

const BY_HAND: &str = include_str!("../../dictionaries/speech.tsv");

/// How surely a word belongs to a dialect or an older time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Nothing else is spelled like it: *tui, bển, ổng*.
    Unambiguous,
    /// It may be a slip, and beside other dialect words it is none: *ni, mạ, chửa*.
    Indicative,
    /// A word of the standard language, too, with another sense in dialect: *ảnh* for *anh ấy*. It tells nothing by
    /// itself.
    Shared,
}

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialectWord {
    /// How surely it belongs to a dialect or an older time.
    pub grade: Grade,
    /// Whether it is a word of old books and of verse.
    pub old: bool,
    /// Its equivalents in the standard language.
    pub means: Vec<&'static str>,
}

/// The list by spelling, with two bits for each syllable.
struct DialectWords {
    words: HashMap<&'static str, DialectWord>,
    indicative: Vec<bool>,
    old: Vec<bool>,
}

static DIALECT_WORDS: LazyLock<DialectWords> = LazyLock::new(|| {
    let words: HashMap<_, _> = super::lines(BY_HAND).filter_map(read).collect();
    let mut dialect =
        DialectWords { words, indicative: vec![false; Syllable::LIMIT], old: vec![false; Syllable::LIMIT] };
    for (word, entry) in &dialect.words {
        let Some(syllable) = Syllable::parse(word).filter(|_| entry.grade != Grade::Shared) else { continue };
        dialect.indicative[syllable.index()] = true;
        dialect.old[syllable.index()] = entry.old;
    }
    dialect
});

fn read(line: &'static str) -> Option<(&'static str, DialectWord)> {
    let mut fields = line.split('\t');
    let (word, regions, grade, means) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let grade = match grade {
        "rieng" => Grade::Unambiguous,
        "dau-hieu" => Grade::Indicative,
        "chung" => Grade::Shared,
        _ => return None,
    };
    let means = means.split(',').filter(|meaning| *meaning != "-").collect();
    Some((word, DialectWord { grade, old: regions.split(',').any(|region| region == "co"), means }))
}

/// The entry of a word in lower case, spelled in the older tone style.
pub fn entry(word: &str) -> Option<&'static DialectWord> {
    DIALECT_WORDS.words.get(word)
}

/// Whether a syllable is a dialect word or an old word that is not also one of the standard language.
pub fn is_indicative(syllable: Syllable) -> bool {
    DIALECT_WORDS.indicative[syllable.index()]
}

/// Whether a syllable is such a word of old books.
pub fn is_old(syllable: Syllable) -> bool {
    DIALECT_WORDS.old[syllable.index()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::ToneStyle;

    #[test]
    fn every_line_is_read_and_none_stands_twice() {
        let lines: Vec<&str> = super::super::lines(BY_HAND).collect();
        for line in &lines {
            let (word, _) = read(line).unwrap_or_else(|| panic!("{line}"));
            let regions = line.split('\t').nth(1).unwrap_or_default();
            assert!(regions.split(',').all(|region| ["nam", "trung", "bac", "co"].contains(&region)), "{line}");
            if let Some(syllable) = Syllable::parse(word) {
                let mut older = String::new();
                syllable.write(ToneStyle::Older, &mut older);
                assert_eq!(older, word);
            }
        }
        assert_eq!(DIALECT_WORDS.words.len(), lines.len());
    }
}
