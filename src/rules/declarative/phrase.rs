//! Phrases and confusions: one Aho–Corasick automaton over the folded words of a text.
//!
//! The text is folded once (lower case, one tone style, one space between words, a line end where something other than a
//! word stands), and each phrase is a pattern with a space on either side: a match is whole syllables by construction.
//! A phrase that is right although it holds a wrong one (*khả năng xuất hiện*) is a pattern of the same automaton, and
//! shields what lies inside of it. Where a file says that capitals count, a match is wrong only if its capitals are.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::capitals::{self, Capitals};
use super::file::RuleFile;
use super::gate::Gate;
use super::say;
use crate::lexicon::places::{Kind, Name};
use crate::problem::Problem;
use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Finding, RuleId, Scratch};
use crate::speller::Reading;
use crate::syllable::Case;
use crate::token::{Gap, Tokens};

/// What a match of a pattern means.
enum Meaning {
    /// The phrase is right, whatever is inside.
    Shield,
    /// The phrase is wrong, whatever its capitals; an index into the entries.
    Wrong(u32),
    /// The phrase is wrong if its capitals are.
    Cased(u32, Capitals),
}

struct Entry {
    rule: RuleId,
    /// In lower case and the older tone style; best first.
    right: Vec<String>,
    /// `{sai}` and `{dung}` are filled in.
    message: Bilingual,
    reason: Bilingual,
    applicability: Applicability,
    beside: Option<Arc<Beside>>,
    /// The year before which it is right.
    since: Option<u16>,
    /// Whether it is one word written for another, which two words that meet can look like.
    is_spelling: bool,
}

/// Words beside which the wrong forms of a file are right, folded.
struct Beside {
    behind: HashSet<String>,
    before: HashSet<String>,
}

impl Beside {
    fn of(file: &RuleFile) -> Option<Arc<Beside>> {
        let set = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<HashSet<_>>();
        let beside = Beside { behind: set(&file.body.not_behind), before: set(&file.body.not_before) };
        (!beside.behind.is_empty() || !beside.before.is_empty()).then(|| Arc::new(beside))
    }

    /// Whether one of the words stands beside a row of words, with nothing but a space between.
    fn excepts(&self, folded: &str, words: &[(u32, u32)], row: &RangeInclusive<usize>) -> bool {
        let (first, last) = (words[*row.start()].0 as usize, words[*row.end()].0 as usize);
        // A line end parts what does not stand side by side.
        let before = folded[..first].rsplit([' ', '\n']).next();
        let after = folded[last + 1..].split_once(' ').and_then(|(_, rest)| rest.split([' ', '\n']).next());
        before.is_some_and(|before| self.behind.contains(before))
            || after.is_some_and(|after| self.before.contains(after))
    }
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
    ) -> Result<Phrases, Problem> {
        let mut builder = Builder::new();
        for file in files {
            let rule = id_of(file.rule()).ok_or_else(|| file.no_rule())?;
            let body = &file.body;
            let (message, fix) = file.manner(files);
            let message = message.unwrap_or(CONFUSION);
            let beside = Beside::of(file);
            let fix_if = |safe: bool| if safe { fix } else { Applicability::Unsafe };
            for (right, wrongs) in &body.pairs {
                for wrong in wrongs.iter().map(super::file::Wrong::entry) {
                    let entry = Entry {
                        rule,
                        right: vec![right.clone()],
                        message: message.clone(),
                        reason: wrong.because.unwrap_or_else(|| body.why.clone()),
                        applicability: fix_if(wrong.safe),
                        beside: beside.clone(),
                        since: body.since,
                        is_spelling: file.rule().starts_with("chinh-ta/"),
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
                    beside: beside.clone(),
                    since: body.since,
                    is_spelling: file.rule().starts_with("chinh-ta/"),
                };
                builder.add(file, entry, &phrase.wrong, &phrase.unless)?;
            }
            for names in &body.name_list {
                for name in &names.right {
                    let entry = Entry {
                        rule,
                        right: vec![name.clone()],
                        message: message.clone(),
                        reason: names.because.clone().unwrap_or_else(|| body.why.clone()),
                        applicability: fix_if(names.safe),
                        beside: beside.clone(),
                        since: body.since,
                        is_spelling: false,
                    };
                    builder.add_name(file, entry, names.small)?;
                }
                builder.shield(file, &names.right, &names.unless)?;
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
            let (entry, capitals) = match &self.meanings[*pattern as usize] {
                Meaning::Shield => continue,
                Meaning::Wrong(entry) => (&self.entries[*entry as usize], None),
                Meaning::Cased(entry, capitals) => (&self.entries[*entry as usize], Some(capitals)),
            };
            let from = shields.partition_point(|(from, _)| from + LONGEST_PHRASE < *first);
            let shielded = shields[from..].iter().take_while(|(from, _)| from <= first).any(|(_, to)| to >= last);
            let row = *first as usize..=*last as usize;
            let is_right = || entry.beside.as_ref().is_some_and(|beside| beside.excepts(folded, words, &row));
            if !enabled[entry.rule.index()] || shielded || is_right() {
                continue;
            }
            let words = &words[row];
            if entry.since.is_some_and(|year| text.is_past(words[0].1 as usize, year)) {
                continue;
            }
            match capitals {
                Some(capitals) => out.extend(entry.mended(text, words, capitals)),
                None if is_name(text, words, || entry.means_place(text)) => {}
                None => out.extend(entry.read(text, words)),
            }
        }
    }
}

/// Whether capitals say that a name begins inside of a phrase, goes on behind it, or is the phrase: *sáng Lạng Sơn*, *Sáng Lạng
/// Sơn*, *Trần Phú Hợp*. What is meant may itself be the name of a place (*Quãng Ngãi*), which has its capitals.
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

impl Entry {
    /// Whether the right form is the name of the country, of a province or a city.
    fn means_place(&self, text: &Context<'_>) -> bool {
        self.right.first().is_some_and(|right| {
            let kinds = text.places().kinds(Name::of(right));
            right == "việt nam" || kinds.has(Kind::Tinh) || kinds.has(Kind::ThanhPho)
        })
    }

    /// What is to be said of a phrase; nothing where it is none, but words that meet. No fix is safe where that is possible.
    fn read(&self, text: &Context<'_>, words: &[(u32, u32)]) -> Option<Finding> {
        let reading = match words {
            [(_, first), .., (_, last)] if self.is_spelling => {
                text.reading((*first as usize, *last as usize), self.right.first().map_or("", String::as_str))
            }
            _ => Reading::Mistake,
        };
        let applicability = match reading {
            Reading::Straddle => return None,
            Reading::Doubtful => Applicability::Unsafe,
            Reading::Mistake => self.applicability,
        };
        let suggestions = self.right.iter().map(|right| {
            let cases = capitals::kept(text, words, right).unwrap_or_else(|| cases(text, words));
            text.as_written(right, &cases)
        });
        Some(self.replacing(text, words, suggestions.collect(), applicability))
    }

    /// What is to be said of a phrase with such capitals; nothing if they are right.
    fn mended(&self, text: &Context<'_>, words: &[(u32, u32)], capitals: &Capitals) -> Option<Finding> {
        let first = words.first()?.1 as usize;
        let opens = text.opens(first);
        let written = cases(text, words);
        let right = capitals.mend(&written, opens)?;
        if written.iter().skip(usize::from(opens)).all(|case| *case == Case::Lower) && capitals::is_label(text, first) {
            return None;
        }
        let suggestions = self.right.iter().map(|words| text.as_written(words, &right)).collect();
        Some(self.replacing(text, words, suggestions, self.applicability))
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
        let message = say(&self.message, &text.text()[span.range()], suggestions.first(), &self.reason);
        Finding::replacing(self.rule, text.to_shown(span), message, suggestions, applicability)
    }
}

struct Builder {
    patterns: Vec<String>,
    meanings: Vec<Meaning>,
    entries: Vec<Entry>,
    seen: HashSet<String>,
    shields: HashSet<String>,
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
            shields: HashSet::new(),
            gate: Gate::new(),
            tokens: Tokens::default(),
        }
    }

    fn add(&mut self, file: &RuleFile, entry: Entry, wrong: &[String], unless: &[String]) -> Result<(), Problem> {
        if entry.right.is_empty() && entry.message.vi.contains("{dung}") {
            return Err(file.error(
                "cụm từ không có dạng đúng thì message không được dùng {dung}",
                "a phrase without a right form needs a message without {dung}",
            ));
        }
        for wrong in wrong {
            if file.body.case {
                let given = capitals::Wrong::These(self.cases(file, wrong)?);
                self.add_cased(file, &entry, wrong, given)?;
            } else {
                self.add_plain(file, &entry, wrong)?;
            }
        }
        self.shield(file, wrong, unless)?;
        self.push(entry, file.body.case);
        Ok(())
    }

    /// Keeps an entry; where capitals count, they are kept apart from its right form.
    fn push(&mut self, mut entry: Entry, cased: bool) {
        if cased {
            entry.right = entry.right.iter().map(|right| right.to_lowercase()).collect();
        }
        self.entries.push(entry);
    }

    /// Adds a name of which all other capitals are wrong.
    fn add_name(&mut self, file: &RuleFile, entry: Entry, small: bool) -> Result<(), Problem> {
        let Some(name) = entry.right.first().cloned() else { return Ok(()) };
        self.add_cased(file, &entry, &name, capitals::Wrong::Others { small })?;
        self.push(entry, true);
        Ok(())
    }

    fn add_plain(&mut self, file: &RuleFile, entry: &Entry, wrong: &str) -> Result<(), Problem> {
        // Forms of different lengths are different: most need not be compared. The tokens are those of the wrong form at the end.
        let alike = entry.right.iter().filter(|right| right.chars().count() == wrong.chars().count());
        let rights: Vec<String> = alike.filter_map(|right| self.fold(file, right).ok()).collect();
        let pattern = self.fold(file, wrong)?;
        if rights.contains(&pattern) {
            return Err(file.error(
                format!("“{wrong}” vừa là dạng sai vừa là dạng đúng"),
                format!("“{wrong}” is given as its own right form"),
            ));
        }
        if !self.seen.insert(pattern.clone()) {
            return Err(file.error(format!("“{wrong}” đã có rồi"), format!("“{wrong}” stands twice")));
        }
        self.gate.add(self.tokens.list(), &pattern);
        self.patterns.push(pattern);
        self.meanings.push(Meaning::Wrong(self.entries.len() as u32));
        Ok(())
    }

    /// Adds a phrase that is wrong by its capitals: its right form is the same words in others.
    fn add_cased(
        &mut self,
        file: &RuleFile,
        entry: &Entry,
        wrong: &str,
        given: capitals::Wrong,
    ) -> Result<(), Problem> {
        let pattern = self.fold(file, wrong)?;
        let [right] = entry.right.as_slice() else {
            return Err(file.error(
                format!("“{wrong}”: khi chữ hoa có nghĩa thì chỉ có một dạng đúng"),
                format!("“{wrong}”: where capitals count, there is one right form"),
            ));
        };
        if self.fold(file, right)? != pattern {
            return Err(file.error(
                format!("“{wrong}” và “{right}” chỉ được khác nhau ở chữ hoa"),
                format!("“{wrong}” and “{right}” may differ in their capitals only"),
            ));
        }
        let capitals = Capitals { wrong: given, right: self.cases(file, right)? };
        if !(2..=capitals::MOST_WORDS).contains(&capitals.right.len()) {
            let most = capitals::MOST_WORDS;
            return Err(file.error(
                format!("“{wrong}”: khi chữ hoa có nghĩa thì cụm từ có từ 2 đến {most} chữ"),
                format!("“{wrong}”: where capitals count, a phrase has two to {most} words"),
            ));
        }
        let ways: Vec<Vec<Case>> = capitals.all_wrong().collect();
        if ways.is_empty() {
            return Err(file.error(
                format!("“{wrong}” vừa là dạng sai vừa là dạng đúng"),
                format!("“{wrong}” is given as its own right form"),
            ));
        }
        let way = match &capitals.wrong {
            capitals::Wrong::These(wrong) => format!("{pattern}{wrong:?}"),
            capitals::Wrong::Others { .. } => format!("{pattern}*"),
        };
        if !self.seen.insert(way) {
            return Err(file.error(format!("“{wrong}” đã có rồi"), format!("“{wrong}” stands twice")));
        }
        for way in &ways {
            self.gate.add_cased(self.tokens.list(), way);
        }
        self.patterns.push(pattern);
        self.meanings.push(Meaning::Cased(self.entries.len() as u32, capitals));
        Ok(())
    }

    fn add_shield(&mut self, pattern: String) {
        if self.shields.insert(pattern.clone()) {
            self.patterns.push(pattern);
            self.meanings.push(Meaning::Shield);
        }
    }

    fn shield(&mut self, file: &RuleFile, wrong: &[String], unless: &[String]) -> Result<(), Problem> {
        if unless.is_empty() {
            return Ok(());
        }
        let wrong = wrong.iter().map(|wrong| self.fold(file, wrong)).collect::<Result<Vec<_>, _>>()?;
        for unless in unless {
            let pattern = self.fold(file, unless)?;
            if !wrong.iter().any(|wrong| pattern.contains(wrong)) {
                return Err(file.error(
                    format!("“{unless}” không chứa dạng sai nào để mà trừ ra"),
                    format!("“{unless}” holds none of the wrong forms that it is to except"),
                ));
            }
            self.add_shield(pattern);
        }
        Ok(())
    }

    /// The capitals of a phrase, word by word.
    fn cases(&mut self, file: &RuleFile, phrase: &str) -> Result<Box<[Case]>, Problem> {
        self.fold(file, phrase)?;
        Ok(self.tokens.list().iter().map(|token| token.case()).collect())
    }

    /// A phrase as [`Scratch::fold`] would fold it in a text.
    fn fold(&mut self, file: &RuleFile, phrase: &str) -> Result<String, Problem> {
        self.tokens.fill(phrase, &[]);
        let mut folded = String::from(" ");
        let spaced = |gap: Gap| gap == Gap::None || gap.is_space();
        for token in self.tokens.list() {
            let Some(word) = token.word().filter(|_| spaced(token.gap())) else {
                return Err(file.error(
                    format!("“{phrase}”: cụm từ chỉ gồm chữ, cách nhau bằng khoảng trắng"),
                    format!("“{phrase}”: a phrase is words with spaces between"),
                ));
            };
            fold_word(word, token.text(phrase), &mut folded);
            folded.push(' ');
        }
        if folded.len() < 2 {
            return Err(file.error("cụm từ rỗng", "an empty phrase"));
        }
        if folded.split_whitespace().count() > LONGEST_PHRASE as usize {
            return Err(file.error(
                format!("“{phrase}”: dài quá {LONGEST_PHRASE} chữ"),
                format!("“{phrase}”: more than {LONGEST_PHRASE} words"),
            ));
        }
        Ok(folded)
    }

    fn finish(self) -> Result<Phrases, Problem> {
        // The contiguous automaton is the compact one: some 100 kB a thousand phrases, built in a millisecond or two.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .dense_depth(1)
            .build(&self.patterns)
            .map_err(|error| Problem::from(Bilingual::same(error.to_string())).in_file("rules"))?;
        let mut rules: Vec<RuleId> = self.entries.iter().map(|entry| entry.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        Ok(Phrases { gate: self.gate, automaton, meanings: self.meanings, entries: self.entries, rules })
    }
}
