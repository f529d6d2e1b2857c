//! Accepted terms of a project: findings inside one of them are dropped.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::rules::{Finding, fold_word};
use crate::syllable::Case;
use crate::text::{Normal, Prose, Span};
use crate::token::{Gap, Token, TokenKind, Tokens};

/// The accepted terms of a project, prepared for the search in a text.
///
/// A term is a sequence of tokens. Words are compared in one tone style; the case counts where a term has capitals
/// (*Kiên Giang* does not accept *kiên giang*), except in text that is all capitals.
#[derive(Default)]
pub struct Terms {
    /// Folded term → the numbers of the terms that fold to it.
    rows: HashMap<String, Vec<u32>>,
    terms: Vec<String>,
    /// How many terms, the first ones, are compared without case if they are in lower case.
    words: usize,
    /// The folded first tokens of all terms.
    firsts: HashSet<String>,
    /// The number of tokens of the longest term.
    longest: usize,
}

impl Terms {
    /// `words` are compared without case if they are in lower case throughout; in `names` the case always counts.
    pub fn new<'t>(words: impl IntoIterator<Item = &'t str>, names: impl IntoIterator<Item = &'t str>) -> Terms {
        let mut terms = Terms::default();
        for word in words {
            terms.add(word, word.chars().any(char::is_uppercase));
        }
        terms.words = terms.terms.len();
        for name in names {
            terms.add(name, true);
        }
        terms
    }

    fn add(&mut self, term: &str, case: bool) {
        let number = self.terms.len() as u32;
        self.terms.push(term.to_owned());
        let Ok(normal) = Normal::new(term) else { return };
        let mut tokens = Tokens::default();
        tokens.fill(normal.text(), &[]);
        let list = tokens.list();
        if list.is_empty() {
            return;
        }
        let row = row(normal.text(), list, if case { Fold::Exact } else { Fold::Small });
        self.longest = self.longest.max(list.len());
        self.firsts.insert(self::row(normal.text(), &list[..1], Fold::Small));
        self.rows.entry(row).or_default().push(number);
        if case {
            // A heading in capitals writes the name in capitals.
            let upper = normal.text().to_uppercase();
            tokens.fill(&upper, &[]);
            let shout = self::row(&upper, tokens.list(), Fold::Exact);
            self.rows.entry(shout).or_default().push(number);
        }
    }

    /// These terms and more words.
    pub fn and<'t>(&'t self, words: impl IntoIterator<Item = &'t str>) -> Terms {
        let (own, names) = self.terms.split_at(self.words);
        Terms::new(own.iter().map(String::as_str).chain(words), names.iter().map(String::as_str))
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms as they were given, by number.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Whether the term of this number is a name: its case always counts.
    pub fn is_name(&self, number: usize) -> bool {
        number >= self.words
    }

    /// Drops the findings that lie inside a term.
    pub(super) fn accept(&self, normal: &Normal<'_>, tokens: &Tokens, findings: &mut Vec<Finding>) {
        if !self.is_empty() {
            findings.retain(|finding| !self.cover(normal, tokens, normal.to_prose(finding.span)));
        }
    }

    /// Whether a span lies inside a term.
    fn cover(&self, normal: &Normal<'_>, tokens: &Tokens, span: Span<Prose>) -> bool {
        let list = tokens.list();
        let first = list.partition_point(|token| token.span.end() <= span.start());
        let behind = list.partition_point(|token| token.span.start() < span.end().max(span.start() + 1));
        if behind <= first || behind - first > self.longest {
            return false;
        }
        (first.saturating_sub(self.longest - 1)..=first).any(|from| {
            let most = (from + self.longest).min(list.len());
            (behind..=most).any(|to| {
                // A mark that touches the outer end of a term is not in it.
                let inside = list[from].span.start() <= span.start() && span.end() <= list[to - 1].span.end();
                inside && self.find(normal.text(), &list[from..to]).next().is_some()
            })
        })
    }

    /// The numbers of the terms that a sequence of tokens equals.
    fn find<'s>(&'s self, text: &str, tokens: &[Token]) -> impl Iterator<Item = u32> + 's {
        let exact = row(text, tokens, Fold::Exact);
        let small = row(text, tokens, Fold::Small);
        let same = exact == small;
        let exact = self.rows.get(&exact).into_iter().flatten();
        exact.chain(self.rows.get(&small).filter(|_| !same).into_iter().flatten()).copied()
    }

    /// Sets `used` to true, by number, for the terms that occur in a text.
    pub(super) fn note_used(&self, text: &str, tokens: &Tokens, used: &mut [bool]) {
        let list = tokens.list();
        for from in 0..list.len() {
            if !self.firsts.contains(&row(text, &list[from..=from], Fold::Small)) {
                continue;
            }
            for to in from + 1..=(from + self.longest).min(list.len()) {
                for number in self.find(text, &list[from..to]) {
                    used[number as usize] = true;
                }
            }
        }
    }
}

/// Shows the terms only.
impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.terms, self.words)
    }
}

/// Hashes the terms: all other fields follow from them.
impl Hash for Terms {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.terms, self.words).hash(state);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Fold {
    /// Letters keep their case.
    Exact,
    /// Letters are folded to lower case.
    Small,
}

/// Tokens in folded form, with a space where there is white space between two.
fn row(text: &str, tokens: &[Token], fold: Fold) -> String {
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.gap() {
            _ if at == 0 => {}
            Gap::None => {}
            Gap::ParagraphBreak => out.push('\n'),
            _ => out.push(' '),
        }
        let written = token.text(text);
        match token.kind() {
            TokenKind::Word(word) if fold == Fold::Small => fold_word(word, written, &mut out),
            TokenKind::Word(word) if word.case != Case::Mixed => {
                // The tone style in which the word would be folded, the case as it is written.
                let mut small = String::new();
                fold_word(word, written, &mut small);
                out.push_str(&word.case.apply(&small));
            }
            _ if fold == Fold::Small => out.extend(written.chars().flat_map(char::to_lowercase)),
            _ => out.push_str(written),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::linter::{Linter, Selection, Worker};

    fn marked(words: &[&str], names: &[&str], text: &str) -> Vec<String> {
        let terms = Arc::new(Terms::new(words.iter().copied(), names.iter().copied()));
        let linter = Linter::new(&Selection { terms, ..Selection::default() }).unwrap();
        let found = linter.check_text(text, &mut Worker::default()).unwrap();
        found.into_iter().map(|finding| text[finding.span.range()].to_owned()).collect()
    }

    #[test]
    fn what_is_marked_inside_a_term_is_let_pass() {
        let text = "Cả tổ nổ lực kiẻm tra, NỔ LỰC lắm.";
        assert_eq!(marked(&[], &[], text), ["nổ lực", "kiẻm", "NỔ LỰC"]);
        assert_eq!(marked(&["kiẻm"], &[], text), ["nổ lực", "NỔ LỰC"]);
        assert_eq!(marked(&["nổ lực"], &[], text), ["kiẻm"]);
        assert_eq!(marked(&["tổ nổ lực kiẻm"], &[], text), ["NỔ LỰC"]);
        // Half of a phrase is no licence for the phrase.
        assert_eq!(marked(&["nổ", "lực"], &[], text), ["nổ lực", "kiẻm", "NỔ LỰC"]);
    }

    #[test]
    fn the_case_of_names_counts() {
        let text = "Quán Nổ lực cứ nổ lực. QUÁN NỔ LỰC.";
        assert_eq!(marked(&[], &[], text), ["Nổ lực", "nổ lực", "NỔ LỰC"]);
        assert_eq!(marked(&[], &["Quán Nổ lực"], text), ["nổ lực"]);
        assert_eq!(marked(&["nổ lực"], &[], text), [""; 0]);
    }

    #[test]
    fn tone_style_and_normal_form_do_not_count() {
        let terms = Terms::new(["lòe loẹt", "khỏe"], []);
        let mut used = [false; 2];
        let text = "Loè loẹt quá.";
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        terms.note_used(text, &tokens, &mut used);
        assert_eq!(used, [true, false]);
    }
}
