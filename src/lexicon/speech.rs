//! Words of regions and of older Vietnamese: what is a slip in the press and none in the mouth of a person, in verse, in an old
//! book (*tui, bển, chửa, giời*).
//!
//! A text is known by its own words, so each says how much it tells of the text that it stands in.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::syllable::Syllable;

const BY_HAND: &str = include_str!("../../dictionaries/speech.tsv");

/// How sure a word is of its region or age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Nothing else is written so: *tui, bển, ổng*.
    Own,
    /// It may be a slip, and beside others of its kind it is none: *ni, mạ, chửa*.
    Telling,
    /// Everybody's word, with a sense of its own there: *ảnh* for *anh ấy*.
    Common,
}

/// What is known of such a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How sure it is.
    pub grade: Grade,
    /// It is a word of old books and of verse.
    pub old: bool,
    /// What it is in the standard language.
    pub means: Vec<&'static str>,
}

/// The words by their spelling, and a bit for each syllable that tells of a region, of an age, or of neither.
struct Speech {
    words: HashMap<&'static str, Entry>,
    telling: Vec<bool>,
    old: Vec<bool>,
}

static SPEECH: LazyLock<Speech> = LazyLock::new(|| {
    let words: HashMap<_, _> = super::lines(BY_HAND).filter_map(read).collect();
    let mut speech = Speech { words, telling: vec![false; Syllable::LIMIT], old: vec![false; Syllable::LIMIT] };
    for (word, entry) in &speech.words {
        let Some(syllable) = Syllable::parse(word).filter(|_| entry.grade != Grade::Common) else { continue };
        speech.telling[syllable.index()] = true;
        speech.old[syllable.index()] = entry.old;
    }
    speech
});

fn read(line: &'static str) -> Option<(&'static str, Entry)> {
    let mut fields = line.split('\t');
    let (word, regions, grade, means) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let grade = match grade {
        "rieng" => Grade::Own,
        "dau-hieu" => Grade::Telling,
        "chung" => Grade::Common,
        _ => return None,
    };
    let means = means.split(',').filter(|meaning| *meaning != "-").collect();
    Some((word, Entry { grade, old: regions.split(',').any(|region| region == "co"), means }))
}

/// What is known of a word in lower case and the older tone style.
pub fn entry(word: &str) -> Option<&'static Entry> {
    SPEECH.words.get(word)
}

/// Whether a syllable tells of a region or of an age.
pub fn is_telling(syllable: Syllable) -> bool {
    SPEECH.telling[syllable.index()]
}

/// Whether a syllable tells of an old book.
pub fn is_old(syllable: Syllable) -> bool {
    SPEECH.old[syllable.index()]
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
        assert_eq!(SPEECH.words.len(), lines.len());
    }
}
