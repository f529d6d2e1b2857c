//! Phrases and confusions: a tree of words, searched for where a text has the first words of a phrase.
//!
//! A gate looks at all tokens and names those with which a phrase may begin ([`Gate`]). From there on words are folded
//! (lower case, one tone style) as long as they follow one another, and a phrase is a path of words from the root of the
//! tree: a match is whole syllables by construction. A phrase that is right although it contains a wrong one (*khả năng
//! xuất hiện*) is a path of the same tree, and shields what lies inside of it; shields are looked for only around a match.
//! Where a file says that capitals count, a match is wrong only if its capitals are.

use super::capitals::{self, Row};
use super::{Loaded, say};
use crate::lexicon::places::{PlaceKey, PlaceKind};
use crate::rules::compiled::{Capitals, Entry, Gate, LONGEST_PHRASE, Meaning, Set};
use crate::rules::{Applicability, Context, Finding, RuleId, Scratch, fold_word};
use crate::speller::Reading;
use crate::syllable::Case;
use crate::token::{Gap, Token};

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
    let Scratch { word, matches } = scratch;
    matches.clear();
    for (number, Loaded { set, .. }) in sets.iter().enumerate() {
        Gate::of(set.tables()).each(text.tokens().list(), text.text(), |first| {
            phrases(set, text, first, word, |last, meaning| {
                if !set.is_shield(meaning) {
                    matches.push((last as u32, first as u32, number as u32, meaning as u32));
                }
            });
        });
    }
    // By their ends, and of those that end in one place the longest first.
    matches.sort_unstable();
    for (last, first, set, meaning) in matches {
        let loaded = &sets[*set as usize];
        let (entry, capitals) = match loaded.set.meaning(*meaning as usize) {
            Meaning::Shield => continue,
            Meaning::Wrong(entry) => (entry, None),
            Meaning::Cased(entry, capitals) => (entry, Some(capitals)),
        };
        let found = Found { rule: loaded.rules[entry.file().rule()], entry };
        let row = (*first as usize, *last as usize);
        if !enabled[found.rule.index()]
            || found.is_right_there(text, row, word)
            || sets.iter().any(|loaded| is_shielded(&loaded.set, text, row, word))
        {
            continue;
        }
        if entry.file().since().is_some_and(|year| text.is_past(row.0, year)) {
            continue;
        }
        match capitals {
            Some(capitals) => out.extend(found.mended(text, row, &capitals)),
            None if is_name(text, row, || found.means_place(text)) => {}
            None => out.extend(found.read(text, row)),
        }
    }
}

/// Calls `each` with the index of the last token and the meaning of every phrase that begins with a token. `folded` is a
/// buffer.
fn phrases(set: &Set, text: &Context<'_>, first: usize, folded: &mut String, mut each: impl FnMut(usize, usize)) {
    let numbers = row(text, first).map(|token| {
        folded.clear();
        set.word(fold(text, token, folded))
    });
    set.phrases(numbers, |count, meanings| meanings.for_each(|meaning| each(first + count - 1, meaning)));
}

/// The words from a token on that follow one another.
fn row<'a>(text: &Context<'a>, first: usize) -> impl Iterator<Item = &'a Token> {
    let list = &text.tokens().list()[first..];
    list.iter()
        .enumerate()
        .take_while(|(at, token)| token.is_word() && (*at == 0 || follows(token)))
        .map(|(_, token)| token)
}

/// Whether a word follows what stands before it, and does not begin a paragraph.
fn follows(token: &Token) -> bool {
    token.gap() != Gap::ParagraphBreak
}

/// The word of a token in lower case and the older tone style, in an empty buffer; empty for what is no word.
fn fold<'f>(text: &Context<'_>, token: &Token, folded: &'f mut String) -> &'f str {
    if let Some(word) = token.word() {
        fold_word(word, text.of(token), folded);
    }
    folded
}

/// Whether a match lies inside of a phrase that is right.
fn is_shielded(set: &Set, text: &Context<'_>, (first, last): Row, folded: &mut String) -> bool {
    let list = text.tokens().list();
    let starts = (first.saturating_sub(LONGEST_PHRASE as usize)..=first).rev();
    let mut behind = true;
    starts
        .map_while(|start| {
            let here = behind && list[start].is_word();
            behind = follows(&list[start]);
            here.then_some(start)
        })
        .any(|start| {
            let mut shielded = false;
            phrases(set, text, start, folded, |end, meaning| shielded |= end >= last && set.is_shield(meaning));
            shielded
        })
}

/// Whether capitals show that a name begins inside of a match, continues behind it, or is the match: *sáng Lạng Sơn*,
/// *Sáng Lạng Sơn*, *Trần Phú Hợp*. The right form may itself be the name of a place (*Quãng Ngãi*), which has its
/// capitals.
fn is_name(text: &Context<'_>, (first, last): Row, means_place: impl Fn() -> bool) -> bool {
    let list = text.tokens().list();
    if first == last || list[last].case() != Case::Capital {
        return false;
    }
    let goes_on = || text.next_word(last).is_some_and(|(_, _, next)| next.case == Case::Capital);
    let all = || list[first..=last].iter().all(|word| word.case() == Case::Capital) && !means_place();
    list[first].case() == Case::Lower || all() || goes_on()
}

/// The cases of the words of a match.
fn cases(text: &Context<'_>, (first, last): Row) -> Vec<Case> {
    text.tokens().list()[first..=last].iter().map(Token::case).collect()
}

impl Found<'_> {
    /// Whether it is a spelling mistake, which two words that meet can look like. Names are not.
    fn is_spelling(&self) -> bool {
        self.entry.file().is_spelling()
    }

    /// Whether a word beside which the phrase is right stands there, with nothing but a space between.
    fn is_right_there(&self, text: &Context<'_>, (first, last): Row, folded: &mut String) -> bool {
        let file = self.entry.file();
        if !file.has_neighbours() {
            return false;
        }
        let list = text.tokens().list();
        let before = first.checked_sub(1).filter(|_| follows(&list[first])).map(|before| &list[before]);
        let after = list.get(last + 1).filter(|after| follows(after));
        let mut is = |token: Option<&Token>, holds: &dyn Fn(&str) -> bool| {
            folded.clear();
            token.is_some_and(|token| holds(fold(text, token, folded)))
        };
        is(before, &|word| file.is_right_behind(word)) || is(after, &|word| file.is_right_before(word))
    }

    /// Whether the right form is the name of the country, of a province or a city.
    fn means_place(&self, text: &Context<'_>) -> bool {
        self.entry.right().next().is_some_and(|right| {
            let kinds = text.places().kinds(PlaceKey::of(right));
            right == "việt nam" || kinds.has(PlaceKind::Tinh) || kinds.has(PlaceKind::ThanhPho)
        })
    }

    /// The finding for a match; `None` if it is words that meet. If that is possible, its fix is unsafe.
    fn read(&self, text: &Context<'_>, row: Row) -> Option<Finding> {
        let reading = match row {
            (first, last) if first < last && self.is_spelling() => {
                text.reading(row, self.entry.right().next().unwrap_or_default())
            }
            _ => Reading::Mistake,
        };
        let applicability = match reading {
            Reading::AcrossWords => return None,
            Reading::Doubtful => Applicability::Unsafe,
            Reading::Mistake => self.entry.applicability(),
        };
        let suggestions = self.entry.right().map(|right| {
            let cases = capitals::kept(text, row, right).unwrap_or_else(|| cases(text, row));
            text.as_written(right, &cases)
        });
        Some(self.replacing(text, row, suggestions.collect(), applicability))
    }

    /// The finding for a match with these capitals; `None` if they are right.
    fn mended(&self, text: &Context<'_>, row: Row, capitals: &Capitals) -> Option<Finding> {
        let opens = text.opens(row.0);
        let written = cases(text, row);
        let right = capitals.mend(&written, opens)?;
        if written.iter().skip(usize::from(opens)).all(|case| *case == Case::Lower) && capitals::is_label(text, row.0) {
            return None;
        }
        let suggestions = self.entry.right().map(|words| text.as_written(words, &right)).collect();
        Some(self.replacing(text, row, suggestions, self.entry.applicability()))
    }

    fn replacing(
        &self,
        text: &Context<'_>,
        (first, last): Row,
        suggestions: Vec<String>,
        applicability: Applicability,
    ) -> Finding {
        let list = text.tokens().list();
        let span = list[first].span.cover(list[last].span);
        let message =
            say(&self.entry.file().message(), &text.text()[span.range()], suggestions.first(), &self.entry.reason());
        Finding::replacing(self.rule, text.to_shown(span), message, suggestions, applicability)
    }
}
