//! Counts both forms of every confusion pair in a corpus, as the rules would find them: the evidence for a pair.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use morat::linter::{Linter, Selection, Worker};
use morat::rules::declarative::RuleFile;
use morat::rules::fold_word;
use morat::text::Normal;
use morat::token::{Gap, Tokens};

use crate::corpus;

/// The rule whose pairs are counted.
const RULE: &str = "chinh-ta/nham-lan";

/// Folded forms with their counts.
type Counts = HashMap<String, u64>;

/// A phrase or a text as the rules compare it: lower case, one tone style, a space before and after each word; a line end
/// where words do not follow one another.
fn fold(text: &str) -> String {
    let Ok(normal) = Normal::new(text) else { return String::new() };
    let mut tokens = Tokens::default();
    tokens.fill(normal.text(), &[]);
    let mut folded = " ".to_owned();
    for token in tokens.list() {
        let word = token.word();
        let apart = word.is_none() || token.gap() == Gap::ParagraphBreak;
        if apart && !folded.ends_with("\n ") && folded != " " {
            folded.push_str("\n ");
        }
        if let Some(word) = word {
            fold_word(word, token.text(normal.text()), &mut folded);
            folded.push(' ');
        }
    }
    folded
}

/// Prints a row for each pair: wrong form, right form, count of either. A wrong form inside of a phrase that excepts it is
/// not counted.
pub fn count(folder: &Path, rules: &Path) -> io::Result<()> {
    let mut pairs = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(rules)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let file = RuleFile::read(&path.display().to_string(), &fs::read_to_string(path)?).map_err(io::Error::other)?;
        pairs.extend(file.pairs().map(|(wrong, right)| (fold(&wrong), fold(right))));
    }
    let right_forms: Vec<&String> = pairs.iter().map(|(_, right)| right).collect();
    let automaton = aho_corasick::AhoCorasick::new(&right_forms).map_err(io::Error::other)?;
    let selection = Selection { select: vec![RULE.to_owned()], ..Selection::default() };
    let linter = Linter::new(&selection).map_err(|error| io::Error::other(error.message.en.into_owned()))?;

    let of = |text: &str| -> Counts {
        let mut counts = Counts::new();
        for found in linter.check_text(text, &mut Worker::default()).unwrap_or_default() {
            *counts.entry(fold(&text[found.span.range()])).or_default() += 1;
        }
        let folded = fold(text);
        for found in automaton.find_overlapping_iter(&folded) {
            *counts.entry(folded[found.range()].to_owned()).or_default() += 1;
        }
        counts
    };
    let add = |mut one: Counts, other: Counts| {
        for (form, count) in other {
            *one.entry(form).or_default() += count;
        }
        one
    };
    let counts = corpus::map_reduce(folder, of, add)?;
    // Several wrong forms may have one right form, which the automaton then counts once for each.
    let repeats = |right: &String| right_forms.iter().filter(|other| **other == right).count() as u64;
    let mut out = io::stdout().lock();
    for (wrong, right) in &pairs {
        let seen = |form: &String| counts.get(form).copied().unwrap_or(0);
        writeln!(out, "{}\t{}\t{}\t{}", wrong.trim(), right.trim(), seen(wrong), seen(right) / repeats(right))?;
    }
    Ok(())
}
