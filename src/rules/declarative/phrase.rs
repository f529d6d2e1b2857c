//! Phrases and confusions: one Aho–Corasick automaton over the folded words of a text.
//!
//! The text is folded once (lower case, one tone style, one space between words, a line end where something other than a
//! word stands), and each phrase is a pattern with a space on either side: a match is whole syllables by construction.
//! A phrase that is right although it holds a wrong one (*khả năng xuất hiện*) is a pattern of the same automaton, and
//! shields what lies inside of it.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::file::{LoadError, RuleFile};
use super::say;
use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId, Scratch};
use crate::syllable::{Case, Syllable};
use crate::token::{Gap, Token, Tokens};

/// What a match of a pattern means.
enum Meaning {
    /// The phrase is right, whatever is inside.
    Shield,
    /// The phrase is wrong; an index into the entries.
    Wrong(u32),
}

struct Entry {
    rule: RuleId,
    /// In lower case and the older tone style; best first.
    right: Vec<String>,
    /// `{sai}` and `{dung}` are filled in.
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
}

/// All phrases of all rules.
pub struct Phrases {
    gate: Gate,
    automaton: AhoCorasick,
    meanings: Vec<Meaning>,
    entries: Vec<Entry>,
    /// The rules that have phrases.
    rules: Vec<RuleId>,
}

/// Says of most sentences, from two or three words side by side, that no phrase can be in them.
///
/// A bit for each pair of syllables with which a wrong phrase begins, by hash: 64 kB that stay in the cache. Some thousand
/// phrases set one bit in a hundred, so that nearly all pairs of a text are turned away at once; the first three words of the
/// phrases turn away most of the rest. The words of a sentence are folded for the automaton only where it may find something.
struct Gate {
    bits: Vec<u64>,
    /// The first three words of each phrase; [`ANY`] after a phrase of two.
    starts: HashSet<[u16; 3]>,
    /// A phrase of one word opens the gate everywhere.
    open: bool,
}

/// Bits in the gate.
const GATE: usize = 1 << 19;

/// In place of a syllable's index: any word.
const ANY: u16 = u16::MAX;

/// In place of a syllable's index: a token that is no word, and the end.
const APART: u16 = u16::MAX - 1;

const _: () = assert!(Syllable::LIMIT < APART as usize);

impl Gate {
    fn new() -> Gate {
        Gate { bits: vec![0; GATE / 64], starts: HashSet::new(), open: false }
    }

    /// A word as a number; those that are no syllable are all alike.
    #[inline]
    fn number(token: &Token) -> u16 {
        match token.syllable() {
            Some(syllable) => syllable.index() as u16,
            None if token.is_word() => 0,
            None => APART,
        }
    }

    /// Where the bit of a pair stands.
    #[inline]
    fn slot(first: u16, second: u16) -> (usize, u32) {
        let pair = u32::from(first) << 16 | u32::from(second);
        let hash = pair.wrapping_mul(0x9E37_79B1) >> (32 - GATE.trailing_zeros());
        (hash as usize / 64, hash % 64)
    }

    /// Opens the gate for a phrase.
    fn add(&mut self, phrase: &[Token]) {
        let [first, second, rest @ ..] = phrase else {
            self.open = true;
            return;
        };
        let (first, second) = (Gate::number(first), Gate::number(second));
        let (word, bit) = Gate::slot(first, second);
        self.bits[word] |= 1 << bit;
        self.starts.insert([first, second, rest.first().map_or(ANY, Gate::number)]);
    }

    /// Folds the sentences of a text that may hold a phrase.
    fn fold(&self, text: &Context<'_>, scratch: &mut Scratch) {
        let list = text.tokens().list();
        scratch.clear();
        let mut first = APART;
        let mut folded = 0;
        for (at, token) in list.iter().enumerate() {
            let second = Gate::number(token);
            let (word, bit) = Gate::slot(first, second);
            let passes = self.bits[word] >> bit & 1 != 0 && {
                let third = list.get(at + 1).map_or(APART, Gate::number);
                [ANY, third].iter().any(|third| self.starts.contains(&[first, second, *third]))
            };
            first = second;
            if (passes || self.open) && at >= folded {
                let sentence = text.tokens().sentence_of(at);
                folded = sentence.end;
                scratch.fold(text.text(), text.tokens(), sentence);
            }
        }
    }
}

/// The most words that a phrase may have.
const LONGEST_PHRASE: u32 = 16;

/// The message of a confusion, unless its rule has one of its own.
const CONFUSION: Bilingual =
    Bilingual::fixed("“{sai}” phải viết là “{dung}”: {vi_sao}", "“{sai}” is written “{dung}”: {vi_sao}");

impl Phrases {
    /// Compiles the phrases of all files.
    ///
    /// # Errors
    /// Names the file: a phrase of no words, a wrong form that stands twice, pairs of an unknown rule.
    pub(in crate::rules) fn build(
        files: &[RuleFile],
        id_of: impl Fn(&str) -> Option<RuleId>,
    ) -> Result<Phrases, LoadError> {
        let mut builder = Builder::new();
        for file in files {
            let rule = id_of(file.rule()).ok_or_else(|| file.error(format!("no rule {}", file.rule())))?;
            let body = &file.body;
            let (message, fix) = file.manner(files);
            let message = message.unwrap_or(CONFUSION);
            let fix_if = |safe: bool| if safe { fix } else { Applicability::Unsafe };
            for (right, wrongs) in &body.pairs {
                for wrong in wrongs.iter().map(super::file::Wrong::entry) {
                    let entry = Entry {
                        rule,
                        right: vec![right.clone()],
                        message: message.clone(),
                        reason: wrong.because.unwrap_or_else(|| body.why.clone()),
                        applicability: fix_if(wrong.safe),
                    };
                    builder.add(file, entry, std::slice::from_ref(&wrong.wrong), &wrong.unless)?;
                }
            }
            for phrase in &body.phrase {
                let entry = Entry {
                    rule,
                    right: phrase.right.clone(),
                    message: message.clone(),
                    reason: phrase.because.clone().unwrap_or_else(|| body.why.clone()),
                    applicability: fix_if(phrase.safe),
                };
                builder.add(file, entry, &phrase.wrong, &phrase.unless)?;
            }
        }
        builder.finish()
    }

    /// Reports the phrases of a text.
    pub(in crate::rules) fn run(
        &self,
        text: &Context<'_>,
        scratch: &mut Scratch,
        enabled: &[bool],
        out: &mut Vec<Finding>,
    ) {
        if !self.rules.iter().any(|rule| enabled[rule.index()]) {
            return;
        }
        self.gate.fold(text, scratch);
        scratch.matches.clear();
        let Scratch { folded, words, matches } = scratch;
        for found in self.automaton.find_overlapping_iter(folded.as_str()) {
            let first = words.partition_point(|(at, _)| (*at as usize) < found.start()) as u32;
            let last = words.partition_point(|(at, _)| (*at as usize) < found.end() - 1) as u32 - 1;
            matches.push((first, last, found.pattern().as_u32()));
        }
        // Shields by their first word; a phrase is short, so those that can hold a match begin little before it.
        let mut shields: Vec<(u32, u32)> = matches
            .iter()
            .filter(|(_, _, pattern)| matches!(self.meanings[*pattern as usize], Meaning::Shield))
            .map(|(first, last, _)| (*first, *last))
            .collect();
        shields.sort_unstable();
        for (first, last, pattern) in matches {
            let Meaning::Wrong(entry) = self.meanings[*pattern as usize] else { continue };
            let entry = &self.entries[entry as usize];
            let from = shields.partition_point(|(from, _)| from + LONGEST_PHRASE < *first);
            let shielded = shields[from..].iter().take_while(|(from, _)| from <= first).any(|(_, to)| to >= last);
            let words = &words[*first as usize..=*last as usize];
            if enabled[entry.rule.index()] && !shielded && !is_name(text, words) {
                out.push(entry.finding(text, words));
            }
        }
    }
}

/// Whether capitals say that a name begins inside of a phrase, or goes on behind it: *sáng Lạng Sơn*, *Sáng Lạng Sơn*.
fn is_name(text: &Context<'_>, words: &[(u32, u32)]) -> bool {
    let list = text.tokens().list();
    let case = |at: usize| list[at].word().map(|word| word.case);
    let [(_, first), .., (_, last)] = words else { return false };
    let last_capital = case(*last as usize) == Some(Case::Capital);
    let goes_on = || text.next_word(*last as usize).is_some_and(|(_, _, next)| next.case == Case::Capital);
    last_capital && (case(*first as usize) == Some(Case::Lower) || goes_on())
}

impl Entry {
    fn finding(&self, text: &Context<'_>, words: &[(u32, u32)]) -> Finding {
        let token = |at: usize| &text.tokens().list()[words[at].1 as usize];
        let span = token(0).span.cover(token(words.len() - 1).span);
        let cases: Vec<_> = (0..words.len()).filter_map(|at| token(at).word()).map(|word| word.case).collect();
        let suggestions: Vec<String> = self.right.iter().map(|right| text.as_written(right, &cases)).collect();
        let message = say(&self.message, &text.text()[span.range()], suggestions.first(), &self.reason);
        Finding::replacing(self.rule, text.to_decoded(span), message, suggestions, self.applicability)
    }
}

struct Builder {
    patterns: Vec<String>,
    meanings: Vec<Meaning>,
    entries: Vec<Entry>,
    seen: HashSet<String>,
    gate: Gate,
    tokens: Tokens,
}

impl Builder {
    fn new() -> Builder {
        Builder {
            patterns: Vec::new(),
            meanings: Vec::new(),
            entries: Vec::new(),
            seen: HashSet::new(),
            gate: Gate::new(),
            tokens: Tokens::default(),
        }
    }

    fn add(&mut self, file: &RuleFile, entry: Entry, wrong: &[String], unless: &[String]) -> Result<(), LoadError> {
        let index = self.entries.len() as u32;
        let right: Vec<String> = entry.right.iter().filter_map(|right| self.fold(file, right).ok()).collect();
        for wrong in wrong {
            let pattern = self.fold(file, wrong)?;
            if right.contains(&pattern) {
                return Err(file.error(format!("“{wrong}” is given as its own right form")));
            }
            if !self.seen.insert(pattern.clone()) {
                return Err(file.error(format!("“{wrong}” stands twice")));
            }
            self.gate.add(self.tokens.list());
            self.patterns.push(pattern);
            self.meanings.push(Meaning::Wrong(index));
        }
        if entry.right.is_empty() && entry.message.vi.contains("{dung}") {
            return Err(file.error("a phrase without a right form needs a message without {dung}"));
        }
        for unless in unless {
            let pattern = self.fold(file, unless)?;
            if !wrong.iter().any(|wrong| self.fold(file, wrong).is_ok_and(|wrong| pattern.contains(&wrong))) {
                return Err(file.error(format!("“{unless}” holds none of the wrong forms that it is to except")));
            }
            self.patterns.push(pattern);
            self.meanings.push(Meaning::Shield);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// A phrase as [`Scratch::fold`] would fold it in a text.
    fn fold(&mut self, file: &RuleFile, phrase: &str) -> Result<String, LoadError> {
        self.tokens.fill(phrase, &[]);
        let mut folded = String::from(" ");
        let spaced = |gap: Gap| gap == Gap::None || gap.is_space();
        for token in self.tokens.list() {
            let Some(word) = token.word().filter(|_| spaced(token.gap())) else {
                return Err(file.error(format!("“{phrase}”: a phrase is words with spaces between")));
            };
            fold_word(word, token.text(phrase), &mut folded);
            folded.push(' ');
        }
        if folded.len() < 2 {
            return Err(file.error("an empty phrase"));
        }
        if folded.split_whitespace().count() > LONGEST_PHRASE as usize {
            return Err(file.error(format!("“{phrase}”: more than {LONGEST_PHRASE} words")));
        }
        Ok(folded)
    }

    fn finish(self) -> Result<Phrases, LoadError> {
        // The contiguous automaton is the compact one: some 100 kB a thousand phrases, built in a millisecond or two.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&self.patterns)
            .map_err(|error| LoadError { path: "rules".into(), message: error.to_string() })?;
        let mut rules: Vec<RuleId> = self.entries.iter().map(|entry| entry.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        Ok(Phrases { gate: self.gate, automaton, meanings: self.meanings, entries: self.entries, rules })
    }
}
