//! Phrases and confusions: a tree of words, searched for in the folded words of a text.
//!
//! The text is folded once (lower case, one tone style, one space between words, a line end where something other than
//! a word stands), and a phrase is a path of words from the root of the tree: a match is whole syllables by
//! construction. A phrase that is right although it contains a wrong one (*khả năng xuất hiện*) is a path of the same
//! tree, and shields what lies inside of it. Where a file says that capitals count, a match is wrong only if its
//! capitals are.

use super::{Loaded, capitals, say};
use crate::lexicon::places::{PlaceKey, PlaceKind};
use crate::rules::compiled::{Capitals, Entry, Gate, LONGEST_PHRASE, Meaning};
use crate::rules::{Applicability, Context, Finding, RuleId, Scratch};
use crate::speller::Reading;
use crate::syllable::Case;

/// A match of a phrase, and the rule that reports it.
struct Found<'s> {
    rule: RuleId,
    entry: Entry<'s>,
}

/// Reports the phrases of a text.
pub(in crate::rules) fn run(
    sets: &[Loaded],
    text: &Context<'_>,
    scratch: &mut Scratch,
    enabled: &[bool],
    out: &mut Vec<Finding>,
) {
    if !sets.iter().flat_map(|loaded| &loaded.with_phrases).any(|rule| enabled[rule.index()]) {
        return;
    }
    fold(sets, text, scratch);
    scratch.matches.clear();
    let Scratch { folded, words, numbers, matches } = scratch;
    for (number, loaded) in sets.iter().enumerate() {
        read(loaded, folded, words, numbers);
        find(loaded, numbers, |first, last, meaning| matches.push((last, first, number as u32, meaning)));
    }
    // By their ends, and of those that end in one place the longest first.
    matches.sort_unstable();
    // Shields by their first word; a phrase is short, so those that can hold a match begin little before it.
    let mut shields: Vec<(u32, u32)> = matches
        .iter()
        .filter(|(_, _, set, meaning)| sets[*set as usize].set.is_shield(*meaning as usize))
        .map(|(last, first, _, _)| (*first, *last))
        .collect();
    shields.sort_unstable();
    for (last, first, set, meaning) in matches {
        let loaded = &sets[*set as usize];
        let (entry, capitals) = match loaded.set.meaning(*meaning as usize) {
            Meaning::Shield => continue,
            Meaning::Wrong(entry) => (entry, None),
            Meaning::Cased(entry, capitals) => (entry, Some(capitals)),
        };
        let found = Found { rule: loaded.rules[entry.file().rule()], entry };
        let from = shields.partition_point(|(from, _)| from + LONGEST_PHRASE < *first);
        let shielded = shields[from..].iter().take_while(|(from, _)| from <= first).any(|(_, to)| to >= last);
        let row = &words[*first as usize..=*last as usize];
        if !enabled[found.rule.index()] || shielded || found.is_right_there(folded, row) {
            continue;
        }
        if entry.file().since().is_some_and(|year| text.is_past(row[0].1 as usize, year)) {
            continue;
        }
        match capitals {
            Some(capitals) => out.extend(found.mended(text, row, &capitals)),
            None if is_name(text, row, || found.means_place(text)) => {}
            None => out.extend(found.read(text, row)),
        }
    }
}

/// Folds the sentences of a text that may contain a phrase.
fn fold(sets: &[Loaded], text: &Context<'_>, scratch: &mut Scratch) {
    scratch.clear();
    let tokens = text.tokens();
    let gates: Vec<Gate<'_>> = sets.iter().map(|loaded| Gate::of(loaded.set.tables())).collect();
    if let [gate] = &gates[..] {
        return gate.each(tokens.list(), text.text(), |at| {
            let sentence = tokens.sentence_of(at);
            scratch.fold(text.text(), tokens, sentence.clone());
            sentence.end
        });
    }
    // Each gate lets sentences pass that the others do not.
    let mut sentences: Vec<(usize, usize)> = Vec::new();
    for gate in gates {
        gate.each(tokens.list(), text.text(), |at| {
            let sentence = tokens.sentence_of(at);
            sentences.push((sentence.start, sentence.end));
            sentence.end
        });
    }
    sentences.sort_unstable();
    sentences.dedup();
    for (start, end) in sentences {
        scratch.fold(text.text(), tokens, start..end);
    }
}

/// Looks up the numbers of folded words, each with whether the next word follows it.
fn read(loaded: &Loaded, folded: &str, words: &[(u32, u32)], numbers: &mut Vec<(Option<u32>, bool)>) {
    let next = words.iter().skip(1).map(|(space, _)| Some(*space)).chain([None]);
    numbers.clear();
    numbers.extend(words.iter().zip(next).map(|((space, _), next)| {
        let start = *space as usize + 1;
        let word = folded[start..].split(' ').next().unwrap_or_default();
        // Words that follow one another share the space between them.
        (loaded.set.word(word), next == Some((start + word.len()) as u32))
    }));
}

/// Calls `each` with the first and the last word and the meaning of every phrase among words that have been read.
fn find(loaded: &Loaded, numbers: &[(Option<u32>, bool)], mut each: impl FnMut(u32, u32, u32)) {
    for first in 0..numbers.len() {
        let mut follows = true;
        let row = numbers[first..]
            .iter()
            .map_while(|(number, next_follows)| std::mem::replace(&mut follows, *next_follows).then_some(*number));
        loaded.set.phrases(row, |count, meanings| {
            for meaning in meanings {
                each(first as u32, (first + count) as u32 - 1, meaning as u32);
            }
        });
    }
}

/// Whether capitals show that a name begins inside of a match, continues behind it, or is the match: *sáng Lạng Sơn*,
/// *Sáng Lạng Sơn*, *Trần Phú Hợp*. The right form may itself be the name of a place (*Quãng Ngãi*), which has its
/// capitals.
fn is_name(text: &Context<'_>, words: &[(u32, u32)], means_place: impl Fn() -> bool) -> bool {
    let list = text.tokens().list();
    let case = |at: u32| list[at as usize].word().map(|word| word.case);
    let [(_, first), .., (_, last)] = words else { return false };
    if case(*last) != Some(Case::Capital) {
        return false;
    }
    let goes_on = || text.next_word(*last as usize).is_some_and(|(_, _, next)| next.case == Case::Capital);
    let all = || words.iter().all(|(_, at)| case(*at) == Some(Case::Capital)) && !means_place();
    case(*first) == Some(Case::Lower) || all() || goes_on()
}

/// The cases of some words.
fn cases(text: &Context<'_>, words: &[(u32, u32)]) -> Vec<Case> {
    words.iter().map(|(_, at)| text.tokens().list()[*at as usize].case()).collect()
}

impl Found<'_> {
    /// Whether it is a spelling mistake, which two words that meet can look like. Names are not.
    fn is_spelling(&self) -> bool {
        self.entry.file().is_spelling()
    }

    /// Whether a word beside which the phrase is right stands there, with nothing but a space between.
    fn is_right_there(&self, folded: &str, words: &[(u32, u32)]) -> bool {
        let file = self.entry.file();
        let (Some((first, _)), Some((last, _))) = (words.first(), words.last()) else { return false };
        if !file.has_neighbours() {
            return false;
        }
        // A line end parts what does not stand side by side.
        let before = folded[..*first as usize].rsplit([' ', '\n']).next();
        let after = folded[*last as usize + 1..].split_once(' ').and_then(|(_, rest)| rest.split([' ', '\n']).next());
        before.is_some_and(|word| file.is_right_behind(word)) || after.is_some_and(|word| file.is_right_before(word))
    }

    /// Whether the right form is the name of the country, of a province or a city.
    fn means_place(&self, text: &Context<'_>) -> bool {
        self.entry.right().next().is_some_and(|right| {
            let kinds = text.places().kinds(PlaceKey::of(right));
            right == "việt nam" || kinds.has(PlaceKind::Tinh) || kinds.has(PlaceKind::ThanhPho)
        })
    }

    /// The finding for a match; `None` if it is words that meet. If that is possible, its fix is unsafe.
    fn read(&self, text: &Context<'_>, words: &[(u32, u32)]) -> Option<Finding> {
        let reading = match words {
            [(_, first), .., (_, last)] if self.is_spelling() => {
                text.reading((*first as usize, *last as usize), self.entry.right().next().unwrap_or_default())
            }
            _ => Reading::Mistake,
        };
        let applicability = match reading {
            Reading::AcrossWords => return None,
            Reading::Doubtful => Applicability::Unsafe,
            Reading::Mistake => self.entry.applicability(),
        };
        let suggestions = self.entry.right().map(|right| {
            let cases = capitals::kept(text, words, right).unwrap_or_else(|| cases(text, words));
            text.as_written(right, &cases)
        });
        Some(self.replacing(text, words, suggestions.collect(), applicability))
    }

    /// The finding for a match with these capitals; `None` if they are right.
    fn mended(&self, text: &Context<'_>, words: &[(u32, u32)], capitals: &Capitals) -> Option<Finding> {
        let first = words.first()?.1 as usize;
        let opens = text.opens(first);
        let written = cases(text, words);
        let right = capitals.mend(&written, opens)?;
        if written.iter().skip(usize::from(opens)).all(|case| *case == Case::Lower) && capitals::is_label(text, first) {
            return None;
        }
        let suggestions = self.entry.right().map(|words| text.as_written(words, &right)).collect();
        Some(self.replacing(text, words, suggestions, self.entry.applicability()))
    }

    fn replacing(
        &self,
        text: &Context<'_>,
        words: &[(u32, u32)],
        suggestions: Vec<String>,
        applicability: Applicability,
    ) -> Finding {
        let token = |at: usize| &text.tokens().list()[words[at].1 as usize];
        let span = token(0).span.cover(token(words.len() - 1).span);
        let message =
            say(&self.entry.file().message(), &text.text()[span.range()], suggestions.first(), &self.entry.reason());
        Finding::replacing(self.rule, text.to_shown(span), message, suggestions, applicability)
    }
}
