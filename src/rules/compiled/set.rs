//! A set of compiled rules: what the files of the program say, or those of a project.

use std::borrow::Cow;
use std::ops::Range;

use super::capitals::{Capitals, Wrong};
use super::table::{Part, Tables, number};
use crate::rules::{Applicability, Bilingual, Example, Meta, Severity};
use crate::syllable::Case;

/// Length of the records of each part, in numbers.
pub(super) const RULE: usize = 22;
pub(super) const FILE: usize = 9;
pub(super) const ENTRY: usize = 6;
pub(super) const NODE: usize = 3;
pub(super) const MEANING: usize = 3;
pub(super) const PATTERN: usize = 3;
pub(super) const SLIP: usize = 7;

/// A set of compiled rules. Embedded ones are borrowed.
#[derive(Clone, Debug)]
pub struct Set {
    pub(super) tables: Tables,
}

/// A rule that a file of the set defines.
pub struct Defined {
    /// Its metadata.
    pub meta: Meta,
    /// Its priority: see [`super::file::RuleFile::priority`].
    pub priority: u16,
    /// Whether it names a kind of slip.
    pub names_slip: bool,
    /// The message for files that add to the rule and have none.
    pub message: Option<Bilingual>,
    /// The safety of fixes for files that add to the rule and do not set it.
    pub fix: Option<Applicability>,
}

/// A file of a set.
#[derive(Clone, Copy)]
pub struct File<'s> {
    set: &'s Set,
    record: [u32; FILE],
}

/// The record of a phrase or a pattern.
#[derive(Clone, Copy)]
pub struct Entry<'s> {
    set: &'s Set,
    record: [u32; ENTRY],
}

/// The meaning of a phrase.
pub enum Meaning<'s> {
    /// Right, whatever wrong phrase is inside.
    Shield,
    /// Wrong, whatever its capitals.
    Wrong(Entry<'s>),
    /// Wrong if its capitals are.
    Cased(Entry<'s>, Capitals),
}

pub(super) const SHIELD: u32 = 0;
pub(super) const WRONG: u32 = 1;
pub(super) const THESE: u32 = 2;
pub(super) const OTHERS: u32 = 3;
pub(super) const OTHERS_SMALL: u32 = 4;

/// A pattern.
pub struct Pattern<'s> {
    /// Its record.
    pub entry: Entry<'s>,
    /// The regular expression.
    pub expression: &'s str,
    /// More letters that stand in every match, beside those of the automaton; may be empty.
    pub with: &'s str,
}

/// The rule of a kind of slip.
pub struct SlipRule {
    /// Index of the kind in [`super::file::SLIPS`].
    pub kind: usize,
    /// The number of the rule in the set.
    pub rule: usize,
    /// Its message.
    pub message: Bilingual,
    /// Its reason.
    pub reason: Bilingual,
    /// Whether its fixes are safe.
    pub applicability: Applicability,
}

const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];
const CASES: [Case; 4] = [Case::Lower, Case::Capital, Case::Upper, Case::Mixed];

/// The cases of up to eight words as bits, the first word lowest.
pub(super) fn pack(cases: &[Case]) -> u32 {
    cases.iter().rev().fold(0, |bits, case| bits << 2 | *case as u32)
}

fn unpack(bits: u32, count: usize) -> Box<[Case]> {
    (0..count).map(|at| CASES[(bits >> (2 * at) & 3) as usize]).collect()
}

pub(super) fn applicability(safe: u32) -> Applicability {
    if safe == 1 { Applicability::Safe } else { Applicability::Unsafe }
}

impl Set {
    /// The set of these tables.
    pub fn new(tables: Tables) -> Set {
        Set { tables }
    }

    /// The tables, for gate and automaton.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    fn both(&self, [vi, en]: [u32; 2]) -> Bilingual {
        Bilingual { vi: self.tables.kept(vi), en: self.tables.kept(en) }
    }

    /// The number of rules that it defines or adds to.
    fn rule_count(&self) -> usize {
        self.tables.count::<RULE>(Part::Rules)
    }

    /// The rules that it defines, in the order of their priority.
    pub fn rules(&self) -> impl Iterator<Item = Defined> + '_ {
        (0..self.rule_count()).filter_map(|at| self.rule(at))
    }

    /// The names of the rules that it defines or adds to, by number.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.rule_count()).map(|at| self.tables.text(self.tables.record::<RULE>(Part::Rules, at)[0]))
    }

    fn rule(&self, at: usize) -> Option<Defined> {
        let record = self.tables.record::<RULE>(Part::Rules, at);
        let [name, defined, priority, names_slip, severity, fix, given, strict, rest @ ..] = record;
        if defined == 0 {
            return None;
        }
        let texts = |at: usize| self.both([rest[at], rest[at + 1]]);
        let list = |at: usize| self.tables.list(rest[at], rest[at + 1]).map(|id| self.tables.kept(id));
        let wrong: Vec<Cow<'static, str>> = list(10).collect();
        let (pairs, _) = wrong.as_chunks::<2>();
        let meta = Meta {
            name: self.tables.kept(name),
            severity: SEVERITIES.get(severity as usize).copied().unwrap_or(Severity::Warning),
            fix: applicability(fix),
            strict: strict != 0,
            summary: texts(0),
            why: texts(2),
            authority: (rest[4] != 0).then(|| texts(5)),
            wrong: pairs.iter().map(|[text, fixed]| Example { text: text.clone(), fixed: fixed.clone() }).collect(),
            right: list(12).collect(),
        };
        Some(Defined {
            meta,
            priority: priority as u16,
            names_slip: names_slip != 0,
            message: (rest[7] != 0).then(|| texts(8)),
            fix: (given != 0).then(|| applicability(fix)),
        })
    }

    /// The rule of this name, if the set defines it.
    pub fn defined(&self, name: &str) -> Option<Defined> {
        let at = self.names().position(|known| known == name)?;
        self.rule(at)
    }

    /// The files, by number.
    pub fn files(&self) -> impl Iterator<Item = File<'_>> {
        (0..self.tables.count::<FILE>(Part::Files)).map(|at| self.file(at as u32))
    }

    fn file(&self, at: u32) -> File<'_> {
        File { set: self, record: self.tables.record(Part::Files, at as usize) }
    }

    fn entry(&self, at: u32) -> Entry<'_> {
        Entry { set: self, record: self.tables.record(Part::Entries, at as usize) }
    }

    /// The patterns, by number.
    pub fn pattern(&self, at: usize) -> Pattern<'_> {
        let [entry, expression, with] = self.tables.record::<PATTERN>(Part::Patterns, at);
        let [expression, with] = [expression, with].map(|text| self.tables.text(text));
        Pattern { entry: self.entry(entry), expression, with }
    }

    /// How many patterns there are.
    pub fn pattern_count(&self) -> usize {
        self.tables.count::<PATTERN>(Part::Patterns)
    }

    /// The patterns that name no letters, by number.
    pub fn anywhere(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.tables.count::<1>(Part::Anywhere)).map(|at| number(self.tables.part(Part::Anywhere), at) as usize)
    }

    /// The rules of slips.
    pub fn slips(&self) -> impl Iterator<Item = SlipRule> + '_ {
        (0..self.tables.count::<SLIP>(Part::Slips)).map(|at| {
            let [kind, rule, vi, en, why_vi, why_en, safe] = self.tables.record(Part::Slips, at);
            SlipRule {
                kind: kind as usize,
                rule: rule as usize,
                message: self.both([vi, en]),
                reason: self.both([why_vi, why_en]),
                applicability: applicability(safe),
            }
        })
    }

    /// Whether a folded phrase is on the list of right words of two syllables or more.
    pub fn is_right(&self, folded: &str) -> bool {
        self.tables.holds(Part::Right, folded)
    }

    /// The number of a folded word, if it is one of a phrase.
    pub fn word(&self, word: &str) -> Option<u32> {
        self.tables.word(word)
    }

    /// Calls `each` with the number of words and the range of meanings of every phrase that these words begin with,
    /// shorter ones first.
    ///
    /// Words are given by their numbers ([`Set::word`]).
    pub fn phrases(&self, mut words: impl Iterator<Item = Option<u32>>, mut each: impl FnMut(usize, Range<usize>)) {
        let nodes = self.tables.part(Part::Nodes);
        let field = |node: usize, field: usize| number(nodes, NODE * node + field) as usize;
        // Words that begin a phrase have the lowest numbers, and the children of the root stand in their order.
        let Some(first) = words.next().flatten() else { return };
        let mut node = 1 + first as usize;
        if node >= field(1, 1) {
            return;
        }
        let mut count = 1;
        loop {
            let meanings = field(node, 2)..field(node + 1, 2);
            if !meanings.is_empty() {
                each(count, meanings);
            }
            let children = field(node, 1)..field(node + 1, 1);
            if children.is_empty() {
                return;
            }
            let Some(word) = words.next().flatten() else { return };
            let (mut low, mut high) = (children.start, children.end);
            while low < high {
                let middle = low.midpoint(high);
                if number(nodes, NODE * middle) < word { low = middle + 1 } else { high = middle }
            }
            if low == children.end || number(nodes, NODE * low) != word {
                return;
            }
            (node, count) = (low, count + 1);
        }
    }

    /// Whether a folded phrase has a meaning that passes.
    pub(super) fn means(&self, phrase: &str, of_kind: impl Fn(Meaning<'_>) -> bool) -> bool {
        let (words, mut found) = (phrase.split(' ').count(), false);
        self.phrases(phrase.split(' ').map(|word| self.word(word)), |count, mut meanings| {
            found |= count == words && meanings.any(|at| of_kind(self.meaning(at)));
        });
        found
    }

    /// The meaning of this number.
    pub fn meaning(&self, at: usize) -> Meaning<'_> {
        let [entry, kind, cases] = self.tables.record::<MEANING>(Part::Meanings, at);
        let (kind, words) = (kind & 0xFF, (kind >> 8) as usize);
        let wrong = match kind {
            SHIELD => return Meaning::Shield,
            WRONG => return Meaning::Wrong(self.entry(entry)),
            THESE => Wrong::These(unpack(cases >> 16, words)),
            kind => Wrong::Others { small: kind == OTHERS_SMALL },
        };
        Meaning::Cased(self.entry(entry), Capitals { wrong, right: unpack(cases, words) })
    }

    /// Whether a meaning is a shield: asked of every match.
    pub fn is_shield(&self, at: usize) -> bool {
        self.tables.record::<MEANING>(Part::Meanings, at)[1] & 0xFF == SHIELD
    }
}

impl<'s> File<'s> {
    /// The number of its rule in the set.
    pub fn rule(self) -> usize {
        self.record[0] as usize
    }

    /// The template of its message.
    pub fn message(self) -> Bilingual {
        self.set.both([self.record[1], self.record[2]])
    }

    /// The year from which on it is wrong.
    pub fn since(self) -> Option<u16> {
        u16::try_from(self.record[3]).ok().filter(|year| *year != 0)
    }

    /// Whether it has phrases.
    pub fn has_phrases(self) -> bool {
        self.record[4] & 1 != 0
    }

    /// Whether its rule is about spelling.
    pub fn is_spelling(self) -> bool {
        self.record[4] & 2 != 0
    }

    fn holds(self, [start, count]: [u32; 2], word: &str) -> bool {
        self.set.tables.list(start, count).any(|id| self.set.tables.text(id) == word)
    }

    /// Whether its phrases are right behind a folded word.
    pub fn is_right_behind(self, word: &str) -> bool {
        self.holds([self.record[5], self.record[6]], word)
    }

    /// Whether its phrases are right before a folded word.
    pub fn is_right_before(self, word: &str) -> bool {
        self.holds([self.record[7], self.record[8]], word)
    }

    /// Whether there are such words.
    pub fn has_neighbours(self) -> bool {
        self.record[6] + self.record[8] > 0
    }
}

impl<'s> Entry<'s> {
    /// The file that it stands in.
    pub fn file(self) -> File<'s> {
        self.set.file(self.record[0])
    }

    /// Whether its fix is safe.
    pub fn applicability(self) -> Applicability {
        applicability(self.record[1])
    }

    /// The reason why it is wrong.
    pub fn reason(self) -> Bilingual {
        self.set.both([self.record[2], self.record[3]])
    }

    /// Corrections, best first: for a phrase in lower case and the older tone style, for a pattern as templates.
    pub fn right(self) -> impl Iterator<Item = &'s str> {
        self.set.tables.list(self.record[4], self.record[5]).map(|id| self.set.tables.text(id))
    }
}
