//! The figures as Markdown tables.

use std::collections::BTreeSet;

use super::score::{BUCKETS, Score, ratio};

/// The result of one set of rules: the default or the strict one.
pub struct Run {
    pub strict: bool,
    /// The figures of each file, by its name without folder.
    pub files: Vec<(String, Score)>,
}

impl Run {
    /// The figures of all files together.
    fn sum(&self) -> Score {
        self.files.iter().fold(Score::default(), |mut sum, (_, score)| {
            sum += score;
            sum
        })
    }

    fn profile(&self) -> &'static str {
        if self.strict { "strict" } else { "default" }
    }
}

/// A value with three decimals; a dash for `None`.
fn decimals(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

/// A row for each file and run; with `sum`, one for all files together, too.
pub fn files(runs: &[Run], sum: bool) -> String {
    let mut out = String::from(
        "| file | profile | words | mistakes | flags | hits | found | put right | P | R | F1 | correction | false/1,000 |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut row = |name: &str, profile: &str, score: &Score| {
        let all = &score.all;
        let (name, precision) = (name.replace('|', "\\|"), all.precision().filter(|_| score.mistakes > 0));
        let counts = [score.words, score.mistakes, all.flags, all.hits, all.found, all.right].map(|n| n.to_string());
        let shares = [precision, score.recall(), score.f1(), all.correction(), score.false_in_1000()].map(decimals);
        out += &format!("| {name} | {profile} | {} | {} |\n", counts.join(" | "), shares.join(" | "));
    };
    for index in 0..runs.first().map_or(0, |run| run.files.len()) {
        for run in runs {
            let (name, score) = &run.files[index];
            row(name, run.profile(), score);
        }
    }
    if sum {
        for run in runs {
            row("all files", run.profile(), &run.sum());
        }
    }
    out
}

/// A row for each rule that marked something and run, over all files.
pub fn rules(runs: &[Run]) -> String {
    let mut out = String::from(
        "| rule | profile | flags | hits | P | found | share of found | put right | correction |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let sums: Vec<(&Run, Score)> = runs.iter().map(|run| (run, run.sum())).collect();
    let names: BTreeSet<&String> = sums.iter().flat_map(|(_, sum)| sum.rules.keys()).collect();
    for name in names {
        for (run, sum) in &sums {
            let Some(rule) = sum.rules.get(name) else { continue };
            let (precision, correction) = (decimals(rule.precision()), decimals(rule.correction()));
            let share = decimals(ratio(rule.found, sum.all.found));
            out += &format!(
                "| `{name}` | {} | {} | {} | {precision} | {} | {share} | {} | {correction} |\n",
                run.profile(),
                rule.flags,
                rule.hits,
                rule.found,
                rule.right
            );
        }
    }
    out
}

/// A row for each bucket of confidence and run, over all files.
pub fn calibration(runs: &[Run]) -> String {
    let mut out = String::from(
        "| confidence | profile | flags | hits | share of hits | mean confidence |\n|---|---|--:|--:|--:|--:|\n",
    );
    let sums: Vec<(&Run, Score)> = runs.iter().map(|run| (run, run.sum())).collect();
    for index in 0..=BUCKETS.len() {
        let (name, known) = match (BUCKETS.get(index), index.checked_sub(1)) {
            (Some(low), None) => (format!("≥ {low}"), true),
            (Some(low), Some(above)) if *low > 0.0 => (format!("{low}–{}", BUCKETS[above]), true),
            (Some(_), Some(above)) => (format!("< {}", BUCKETS[above]), true),
            (None, _) => ("none given".to_owned(), false),
        };
        for (run, sum) in &sums {
            let bucket = &sum.buckets[index];
            let share = decimals(ratio(bucket.hits, bucket.flags));
            let mean = decimals((known && bucket.flags > 0).then(|| bucket.expected / bucket.flags as f64));
            let (profile, flags, hits) = (run.profile(), bucket.flags, bucket.hits);
            out += &format!("| {name} | {profile} | {flags} | {hits} | {share} | {mean} |\n");
        }
    }
    out
}

#[cfg(test)]
pub mod tests {
    use super::super::score::Tally;
    use super::*;

    /// A file with mistakes and one without, by default and strict.
    pub fn runs() -> Vec<Run> {
        let mut marked = Score { mistakes: 4, words: 500, ..Score::default() };
        marked.all = Tally { flags: 4, hits: 3, found: 3, right: 2 };
        marked.rules.insert("a/x".into(), Tally { flags: 3, hits: 3, found: 3, right: 2 });
        marked.rules.insert("a/y".into(), Tally { flags: 1, hits: 0, found: 0, right: 0 });
        marked.buckets[1].flags = 2;
        marked.buckets[1].hits = 1;
        marked.buckets[1].expected = 1.85;
        marked.buckets[7].flags = 2;
        marked.buckets[7].hits = 2;
        let right = Score { words: 1000, ..Score::default() };
        let mut doubtful = right.clone();
        doubtful.all.flags = 1;
        doubtful.rules.insert("a/z".into(), Tally { flags: 1, ..Tally::default() });
        let files = |right| vec![("m.jsonl".to_owned(), marked.clone()), ("r.txt".to_owned(), right)];
        vec![Run { strict: false, files: files(right) }, Run { strict: true, files: files(doubtful) }]
    }

    #[test]
    fn a_row_for_each_file_and_profile() {
        let table = files(&runs(), true);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| m.jsonl | default | 500 | 4 | 4 | 3 | 3 | 2 | 0.750 | 0.750 | 0.750 | 0.667 | 2.000 |",
                "| m.jsonl | strict | 500 | 4 | 4 | 3 | 3 | 2 | 0.750 | 0.750 | 0.750 | 0.667 | 2.000 |",
                "| r.txt | default | 1000 | 0 | 0 | 0 | 0 | 0 | – | – | – | – | 0.000 |",
                "| r.txt | strict | 1000 | 0 | 1 | 0 | 0 | 0 | – | – | – | – | 1.000 |",
                "| all files | default | 1500 | 4 | 4 | 3 | 3 | 2 | 0.750 | 0.750 | 0.750 | 0.667 | 0.667 |",
                "| all files | strict | 1500 | 4 | 5 | 3 | 3 | 2 | 0.600 | 0.750 | 0.667 | 0.667 | 1.333 |",
            ]
        );
    }

    #[test]
    fn a_row_for_each_rule_that_spoke() {
        let table = rules(&runs());
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| `a/x` | default | 3 | 3 | 1.000 | 3 | 1.000 | 2 | 0.667 |",
                "| `a/x` | strict | 3 | 3 | 1.000 | 3 | 1.000 | 2 | 0.667 |",
                "| `a/y` | default | 1 | 0 | 0.000 | 0 | 0.000 | 0 | – |",
                "| `a/y` | strict | 1 | 0 | 0.000 | 0 | 0.000 | 0 | – |",
                "| `a/z` | strict | 1 | 0 | 0.000 | 0 | 0.000 | 0 | – |",
            ]
        );
    }

    #[test]
    fn a_row_for_each_bucket() {
        let table = calibration(&runs()[..1]);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows.len(), BUCKETS.len() + 1);
        assert_eq!(rows[0], "| ≥ 0.95 | default | 0 | 0 | – | – |");
        assert_eq!(rows[1], "| 0.9–0.95 | default | 2 | 1 | 0.500 | 0.925 |");
        assert_eq!(rows[6], "| < 0.5 | default | 0 | 0 | – | – |");
        assert_eq!(rows[7], "| none given | default | 2 | 2 | 1.000 | – |");
    }
}
