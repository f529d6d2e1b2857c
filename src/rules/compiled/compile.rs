//! Compiles rule files to tables: at build time the embedded ones, at run time those of a project.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::capitals::{self, Capitals};
use super::file::{PatternEntry, RuleFile, SLIPS, Wrong};
use super::set::{self, Set};
use super::table::{Part, Writer};
use super::{gate, near};
use crate::problem::Problem;
use crate::rules::{Applicability, Bilingual};
use crate::syllable::Case;
use crate::token::{Gap, Tokens, fold_word};

/// The greatest number of words of a phrase.
pub const LONGEST_PHRASE: u32 = 16;

/// The default message of a confusion.
const CONFUSION: Bilingual =
    Bilingual::fixed("“{sai}” phải viết là “{dung}”: {vi_sao}", "“{sai}” is written “{dung}”: {vi_sao}");

/// Limits for a project's own expressions, for whoever clones the project has not written them: their number, and the
/// bytes of letters that they name as `near`. The time of a search grows with both.
const MOST_PATTERNS: usize = 500;
const MOST_NEAR: usize = 16 << 10;

/// The priority of rules without one: behind all embedded rules.
pub const LAST: u16 = 1000;

/// What compiling needs beside the files.
pub struct Surroundings<'a> {
    /// The embedded rules, if the files are those of a project.
    pub carried: Option<&'a Set>,
    /// Whether a rule of this name exists.
    pub is_rule: &'a dyn Fn(&str) -> bool,
    /// Compiles an expression, or tells what is wrong with it.
    pub expression: &'a mut dyn FnMut(&str) -> Result<(), String>,
    /// Whether the limits for expressions apply.
    pub bounded: bool,
}

/// Compiles files to the bytes and texts of [`super::Tables`], with the rules that they define in the order of their
/// priority.
///
/// # Errors
/// Names the file: a phrase without words, a wrong form that stands twice, pairs of an unknown rule, an invalid
/// expression, an unknown kind of slip or one that two files name, a missing message.
pub fn compile<'a>(files: &'a [RuleFile], mut around: Surroundings<'a>) -> Result<(Vec<u8>, String), Problem> {
    let mut compiler = Compiler::new(files, &around);
    for (number, file) in files.iter().enumerate() {
        if !(around.is_rule)(file.rule()) {
            return Err(file.no_rule());
        }
        compiler.file(number as u32, file)?;
    }
    let near = compiler.patterns(&mut around)?;
    compiler.slips(around.carried)?;
    compiler.finish(&near)
}

/// The message and the safety of fixes for the entries of a file: its own, or those of the file that defines its rule.
type Manner = (Option<Bilingual>, Applicability);

struct Compiler<'a> {
    files: &'a [RuleFile],
    carried: Option<&'a Set>,
    manners: Vec<Manner>,
    /// Numbers of rules by their names.
    rules: HashMap<&'a str, u32>,
    out: Writer,
    entries: u32,
    phrases: Phrases,
}

/// The phrases with their meanings, as records.
struct Phrases {
    list: Vec<(String, [u32; set::MEANING])>,
    seen: HashSet<String>,
    shields: HashSet<String>,
    gate: gate::Builder,
    tokens: Tokens,
}

/// What a report says about the phrases of one entry.
struct Entry<'a> {
    number: u32,
    right: &'a [String],
}

impl<'a> Compiler<'a> {
    fn new(files: &'a [RuleFile], around: &Surroundings<'a>) -> Compiler<'a> {
        let phrases = Phrases {
            list: Vec::new(),
            seen: HashSet::new(),
            shields: HashSet::new(),
            gate: gate::Builder::new(),
            tokens: Tokens::default(),
        };
        let carried = around.carried;
        let manners = files.iter().map(|file| manner(file, files, carried)).collect();
        let (rules, out) = Default::default();
        let mut compiler = Compiler { files, carried, manners, rules, out, entries: 0, phrases };
        compiler.rules();
        compiler
    }

    /// Writes the rules: those that the files define by their priority, then those that they add to.
    fn rules(&mut self) {
        let mut defining: Vec<&RuleFile> = self.files.iter().filter(|file| file.defines()).collect();
        defining.sort_by_key(|file| file.priority().unwrap_or(LAST));
        let others = self.files.iter().filter(|file| !file.defines());
        for file in defining.into_iter().chain(others) {
            let number = self.rules.len() as u32;
            if self.rules.contains_key(file.rule()) {
                continue;
            }
            self.rules.insert(file.rule(), number);
            let mut record = [0; set::RULE];
            record[0] = self.out.text(file.rule());
            if let Some(meta) = file.meta() {
                let out = &mut self.out;
                let mut both = |at: usize, text: &Bilingual| {
                    record[at..at + 2].copy_from_slice(&[out.text(&text.vi), out.text(&text.en)]);
                };
                both(8, &meta.summary);
                both(10, &meta.why);
                meta.authority.as_ref().inspect(|text| both(13, text));
                file.body.message.as_ref().inspect(|text| both(16, text));
                record[1..8].copy_from_slice(&[
                    1,
                    u32::from(file.priority().unwrap_or(LAST)),
                    u32::from(file.names_slip()),
                    meta.severity as u32,
                    u32::from(meta.fix == Applicability::Safe),
                    u32::from(file.body.fix.is_some()),
                    u32::from(meta.strict),
                ]);
                record[12] = u32::from(meta.authority.is_some());
                record[15] = u32::from(file.body.message.is_some());
                let wrong = meta.wrong.iter().flat_map(|example| [&*example.text, &*example.fixed]);
                record[18..20].copy_from_slice(&self.out.list(wrong));
                record[20..22].copy_from_slice(&self.out.list(meta.right.iter().map(|text| &**text)));
            }
            self.out.push(Part::Rules, &record);
        }
    }

    /// Writes what all entries of a file have in common, and its phrases.
    fn file(&mut self, number: u32, file: &'a RuleFile) -> Result<(), Problem> {
        let body = &file.body;
        let (message, fix) = self.manners[number as usize].clone();
        let message = message.unwrap_or(CONFUSION);
        let has_phrases = !body.pairs.is_empty() || !body.phrase.is_empty() || !body.name_list.is_empty();
        let flags = u32::from(has_phrases) | u32::from(file.rule().starts_with("chinh-ta/")) << 1;
        let rule = self.rules[file.rule()];
        let folded = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let [behind, before] = [folded(&body.not_behind), folded(&body.not_before)];
        let [behind, before] = [behind, before].map(|words| self.out.list(words.iter().map(String::as_str)));
        let [vi, en] = [self.out.text(&message.vi), self.out.text(&message.en)];
        let since = u32::from(body.since.unwrap_or(0));
        let record = [rule, vi, en, since, flags, behind[0], behind[1], before[0], before[1]];
        self.out.push(Part::Files, &record);
        let fix_if = |safe: bool| if safe { fix } else { Applicability::Unsafe };
        for (right, wrongs) in &body.pairs {
            for wrong in wrongs.iter().map(Wrong::entry) {
                let right = std::slice::from_ref(right);
                let entry = self.entry(number, right, fix_if(wrong.safe), wrong.because.as_ref(), body.case);
                self.add(file, &message, &entry, std::slice::from_ref(&wrong.wrong), &wrong.unless)?;
            }
        }
        for phrase in &body.phrase {
            let entry = self.entry(number, &phrase.right, fix_if(phrase.safe), phrase.because.as_ref(), body.case);
            self.add(file, &message, &entry, &phrase.wrong, &phrase.unless)?;
        }
        for names in &body.name_list {
            for name in &names.right {
                let right = std::slice::from_ref(name);
                let entry = self.entry(number, right, fix_if(names.safe), names.because.as_ref(), true);
                let given = capitals::Wrong::Others { small: names.small };
                self.phrases.add_cased(file, self.carried, &entry, name, given)?;
            }
            self.phrases.shield(file, &names.right, &names.unless)?;
        }
        Ok(())
    }

    /// Writes the record of a phrase or a pattern. If capitals count, they are stored apart from the right form.
    fn entry<'e>(
        &mut self,
        file: u32,
        right: &'e [String],
        fix: Applicability,
        because: Option<&Bilingual>,
        cased: bool,
    ) -> Entry<'e> {
        let reason = because.unwrap_or(&self.files[file as usize].body.why);
        let reason = [self.out.text(&reason.vi), self.out.text(&reason.en)];
        let [start, count] = match cased {
            true => {
                let lower: Vec<String> = right.iter().map(|right| right.to_lowercase()).collect();
                self.out.list(lower.iter().map(String::as_str))
            }
            false => self.out.list(right.iter().map(String::as_str)),
        };
        let safe = u32::from(fix == Applicability::Safe);
        self.out.push(Part::Entries, &[file, safe, reason[0], reason[1], start, count]);
        self.entries += 1;
        Entry { number: self.entries - 1, right }
    }

    fn add(
        &mut self,
        file: &RuleFile,
        message: &Bilingual,
        entry: &Entry<'_>,
        wrong: &[String],
        unless: &[String],
    ) -> Result<(), Problem> {
        if entry.right.is_empty() && message.vi.contains("{dung}") {
            return Err(file.error(
                "cụm từ không có dạng đúng thì message không được dùng {dung}",
                "a phrase without a right form needs a message without {dung}",
            ));
        }
        for wrong in wrong {
            if file.body.case {
                let given = capitals::Wrong::These(self.phrases.cases(file, wrong)?);
                self.phrases.add_cased(file, self.carried, entry, wrong, given)?;
            } else {
                self.phrases.add_plain(file, self.carried, entry, wrong)?;
            }
        }
        self.phrases.shield(file, wrong, unless)
    }

    /// Writes the patterns; gives back the letters near them, each with the patterns that name it.
    fn patterns(&mut self, around: &mut Surroundings<'_>) -> Result<Vec<Letters<'a>>, Problem> {
        let files = self.files;
        let mut letters: Vec<Letters<'a>> = Vec::new();
        let mut known: HashMap<Cow<'_, str>, usize> = HashMap::new();
        let mut left = around.bounded.then_some(Allowance { patterns: MOST_PATTERNS, near: MOST_NEAR });
        let mut count = 0;
        for (number, file) in files.iter().enumerate() {
            let (message, fix) = self.manners[number].clone();
            for pattern in &file.body.pattern {
                if left.as_mut().is_some_and(|left| !left.takes(pattern)) {
                    return Err(file.error(
                        format!("quá nhiều mẫu: một dự án có nhiều nhất {MOST_PATTERNS} biểu thức và {MOST_NEAR} byte “near”"),
                        format!("too many patterns: a project has at most {MOST_PATTERNS} expressions and {MOST_NEAR} bytes of “near”"),
                    ));
                }
                (around.expression)(&pattern.regex)
                    .map_err(|error| file.error(format!("biểu thức chính quy không dùng được: {error}"), error))?;
                if message.is_none() {
                    return Err(file.error("quy tắc có mẫu phải có message", "a rule of patterns needs a message"));
                }
                if pattern.near.rows().next().is_none() {
                    self.out.push(Part::Anywhere, &[count]);
                }
                for near in pattern.near.rows() {
                    let at = *known.entry(near.clone()).or_insert(letters.len());
                    match letters.get_mut(at) {
                        Some((_, patterns)) => patterns.push(count),
                        None => letters.push((near, vec![count])),
                    }
                }
                let fix = if pattern.safe { fix } else { Applicability::Unsafe };
                let entry = self.entry(number as u32, &pattern.right, fix, pattern.because.as_ref(), false);
                let [expression, with] = [&pattern.regex, &pattern.with].map(|text| self.out.text(text));
                self.out.push(Part::Patterns, &[entry.number, expression, with]);
                count += 1;
            }
        }
        Ok(letters)
    }

    /// Writes the rules for kinds of slips, and the words that no slip is part of.
    fn slips(&mut self, carried: Option<&Set>) -> Result<(), Problem> {
        let mut taken: Vec<usize> = carried.into_iter().flat_map(Set::slips).map(|slip| slip.kind).collect();
        for (number, file) in self.files.iter().enumerate() {
            let Some(slip) = &file.body.slip else { continue };
            let kind = SLIPS.iter().position(|(name, _)| name == slip).ok_or_else(|| {
                let known = SLIPS.map(|(name, _)| name).join(", ");
                file.error(
                    format!("không có loại lỗi “{slip}”; có: {known}"),
                    format!("no kind of slip {slip}; there are {known}"),
                )
            })?;
            let (message, fix) = self.manners[number].clone();
            let message = message
                .ok_or_else(|| file.error("quy tắc về loại lỗi phải có message", "a rule of slips needs a message"))?;
            if taken.contains(&kind) {
                return Err(file.error(
                    format!("loại lỗi “{slip}” đã có quy tắc rồi"),
                    format!("two rules for slips of the kind {slip}"),
                ));
            }
            taken.push(kind);
            let why = &file.body.why;
            let texts = [&message.vi, &message.en, &why.vi, &why.en].map(|text| self.out.text(text));
            let safe = u32::from(fix == Applicability::Safe);
            let [vi, en, why_vi, why_en] = texts;
            self.out.push(Part::Slips, &[kind as u32, self.rules[file.rule()], vi, en, why_vi, why_en, safe]);
        }
        // They stand in the files as they are folded.
        let pairs = self.files.iter().filter(|file| !file.body.case);
        let right = pairs.flat_map(|file| file.pairs().map(|(_, right)| right));
        let rare = self.files.iter().flat_map(|file| &file.body.words).map(String::as_str);
        let words: HashSet<&str> = right.chain(rare).filter(|right| right.contains(' ')).collect();
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_unstable();
        self.out.table(Part::Right, &words);
        Ok(())
    }

    fn finish(mut self, letters: &[Letters<'a>]) -> Result<(Vec<u8>, String), Problem> {
        if near::write(letters, &mut self.out).is_none() {
            return Err(Problem::new("“near” dài quá", "the letters near patterns are too many").in_file("near"));
        }
        self.phrases.write(&mut self.out);
        Ok(self.out.finish())
    }
}

fn manner(file: &RuleFile, files: &[RuleFile], carried: Option<&Set>) -> Manner {
    let defining = files.iter().find(|other| other.rule() == file.rule() && other.defines());
    let (message, fix) = match defining {
        Some(file) => (file.body.message.clone(), file.body.fix),
        None => carried
            .and_then(|carried| carried.defined(file.rule()))
            .map_or((None, None), |defined| (defined.message, defined.fix)),
    };
    (file.body.message.clone().or(message), file.body.fix.or(fix).unwrap_or(Applicability::Unsafe))
}

/// Letters near patterns, with the numbers of those.
type Letters<'a> = (Cow<'a, str>, Vec<u32>);

/// How many expressions, and bytes of letters, are still allowed.
struct Allowance {
    patterns: usize,
    near: usize,
}

impl Allowance {
    /// Whether one more expression is allowed; it is then counted.
    fn takes(&mut self, pattern: &PatternEntry) -> bool {
        let near: usize = pattern.near.rows().map(|row| row.len()).sum();
        match (self.patterns.checked_sub(1), self.near.checked_sub(near)) {
            (Some(patterns), Some(near)) => {
                *self = Allowance { patterns, near };
                true
            }
            _ => false,
        }
    }
}

impl Phrases {
    fn add_plain(
        &mut self,
        file: &RuleFile,
        carried: Option<&Set>,
        entry: &Entry<'_>,
        wrong: &str,
    ) -> Result<(), Problem> {
        // Forms of different lengths are different: most need not be compared. The tokens are those of the wrong form at the end.
        let alike = entry.right.iter().filter(|right| right.chars().count() == wrong.chars().count());
        let rights: Vec<String> = alike.filter_map(|right| self.fold(file, right).ok()).collect();
        let phrase = self.fold(file, wrong)?;
        if rights.contains(&phrase) {
            return Err(file.error(
                format!("“{wrong}” vừa là dạng sai vừa là dạng đúng"),
                format!("“{wrong}” is given as its own right form"),
            ));
        }
        let plain = |meaning: set::Meaning<'_>| matches!(meaning, set::Meaning::Wrong(_));
        if !self.seen.insert(phrase.clone()) || carried.is_some_and(|carried| carried.means(&phrase, plain)) {
            return Err(file.error(format!("“{wrong}” đã có rồi"), format!("“{wrong}” stands twice")));
        }
        self.gate.add(self.tokens.list(), &phrase);
        self.list.push((phrase, [entry.number, set::WRONG, 0]));
        Ok(())
    }

    /// Adds a phrase that is wrong by its capitals: its right form has the same words.
    fn add_cased(
        &mut self,
        file: &RuleFile,
        carried: Option<&Set>,
        entry: &Entry<'_>,
        wrong: &str,
        given: capitals::Wrong,
    ) -> Result<(), Problem> {
        let phrase = self.fold(file, wrong)?;
        let [right] = entry.right else {
            return Err(file.error(
                format!("“{wrong}”: khi chữ hoa có nghĩa thì chỉ có một dạng đúng"),
                format!("“{wrong}”: where capitals count, there is one right form"),
            ));
        };
        if self.fold(file, right)? != phrase {
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
            capitals::Wrong::These(wrong) => format!("{phrase} {wrong:?}"),
            capitals::Wrong::Others { .. } => format!("{phrase} *"),
        };
        let same = |meaning: set::Meaning<'_>| match (meaning, &capitals.wrong) {
            (set::Meaning::Cased(_, known), capitals::Wrong::These(wrong)) => {
                matches!(known.wrong, capitals::Wrong::These(known) if known == *wrong)
            }
            (set::Meaning::Cased(_, known), _) => matches!(known.wrong, capitals::Wrong::Others { .. }),
            _ => false,
        };
        if !self.seen.insert(way) || carried.is_some_and(|carried| carried.means(&phrase, same)) {
            return Err(file.error(format!("“{wrong}” đã có rồi"), format!("“{wrong}” stands twice")));
        }
        for way in &ways {
            self.gate.add_cased(self.tokens.list(), way);
        }
        let (kind, wrong) = match &capitals.wrong {
            capitals::Wrong::These(wrong) => (set::THESE, set::pack(wrong)),
            capitals::Wrong::Others { small: false } => (set::OTHERS, 0),
            capitals::Wrong::Others { small: true } => (set::OTHERS_SMALL, 0),
        };
        let words = (capitals.right.len() as u32) << 8;
        self.list.push((phrase, [entry.number, kind | words, wrong << 16 | set::pack(&capitals.right)]));
        Ok(())
    }

    fn shield(&mut self, file: &RuleFile, wrong: &[String], unless: &[String]) -> Result<(), Problem> {
        if unless.is_empty() {
            return Ok(());
        }
        let spaced = |phrase: String| format!(" {phrase} ");
        let wrong = wrong.iter().map(|wrong| self.fold(file, wrong).map(spaced)).collect::<Result<Vec<_>, _>>()?;
        for unless in unless {
            let phrase = self.fold(file, unless)?;
            let whole = spaced(phrase.clone());
            if !wrong.iter().any(|wrong| whole.contains(wrong)) {
                return Err(file.error(
                    format!("“{unless}” không chứa dạng sai nào để mà trừ ra"),
                    format!("“{unless}” holds none of the wrong forms that it is to except"),
                ));
            }
            if self.shields.insert(phrase.clone()) {
                self.list.push((phrase, [0, set::SHIELD, 0]));
            }
        }
        Ok(())
    }

    /// The capitals of a phrase, word by word.
    fn cases(&mut self, file: &RuleFile, phrase: &str) -> Result<Box<[Case]>, Problem> {
        self.fold(file, phrase)?;
        Ok(self.tokens.list().iter().map(|token| token.case()).collect())
    }

    /// A phrase folded as in a text, with a space between its words.
    fn fold(&mut self, file: &RuleFile, phrase: &str) -> Result<String, Problem> {
        self.tokens.fill(phrase, &[]);
        let mut folded = String::new();
        let spaced = |gap: Gap| gap == Gap::None || gap.is_space();
        for token in self.tokens.list() {
            let Some(word) = token.word().filter(|_| spaced(token.gap())) else {
                return Err(file.error(
                    format!("“{phrase}”: cụm từ chỉ gồm chữ, cách nhau bằng khoảng trắng"),
                    format!("“{phrase}”: a phrase is words with spaces between"),
                ));
            };
            if !folded.is_empty() {
                folded.push(' ');
            }
            fold_word(word, token.text(phrase), &mut folded);
        }
        if folded.is_empty() {
            return Err(file.error("cụm từ rỗng", "an empty phrase"));
        }
        if folded.split(' ').count() > LONGEST_PHRASE as usize {
            return Err(file.error(
                format!("“{phrase}”: dài quá {LONGEST_PHRASE} chữ"),
                format!("“{phrase}”: more than {LONGEST_PHRASE} words"),
            ));
        }
        Ok(folded)
    }

    /// Writes the gate, the words, and the tree: nodes by depth, the children of each side by side in the order of
    /// their words.
    fn write(self, out: &mut Writer) {
        self.gate.write(out);
        // Words that begin a phrase have the lowest numbers, so that the children of the root need not be searched.
        let phrases: Vec<Vec<&str>> = self.list.iter().map(|(phrase, _)| phrase.split(' ').collect()).collect();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut words: Vec<&str> = Vec::new();
        for word in phrases.iter().map(|words| words[0]).chain(phrases.iter().flatten().copied()) {
            numbers.entry(word).or_insert_with(|| {
                words.push(word);
                words.len() as u32 - 1
            });
        }
        out.words(&words);
        // Of each node its children, by word, and what ends there.
        let mut children: Vec<BTreeMap<u32, usize>> = vec![BTreeMap::new()];
        let mut meanings: Vec<Vec<[u32; set::MEANING]>> = vec![Vec::new()];
        for (phrase, (_, meaning)) in phrases.iter().zip(&self.list) {
            let mut node = 0;
            for word in phrase {
                let new = children.len();
                node = *children[node].entry(numbers[word]).or_insert(new);
                if node == new {
                    children.push(BTreeMap::new());
                    meanings.push(Vec::new());
                }
            }
            meanings[node].push(*meaning);
        }
        let mut order: Vec<(u32, usize)> = vec![(0, 0)];
        let (mut at, mut ends) = (0, 0);
        while let Some((word, node)) = order.get(at).copied() {
            out.push(Part::Nodes, &[word, order.len() as u32, ends]);
            order.extend(children[node].iter().map(|(word, child)| (*word, *child)));
            for meaning in &meanings[node] {
                out.push(Part::Meanings, meaning);
            }
            ends += meanings[node].len() as u32;
            at += 1;
        }
        out.push(Part::Nodes, &[0, order.len() as u32, ends]);
    }
}
