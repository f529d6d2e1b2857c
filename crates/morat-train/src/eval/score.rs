//! Compares flags with annotated mistakes: which flags are hits, which mistakes are found, which are corrected.

use std::collections::BTreeMap;
use std::ops::{AddAssign, Range};

use serde::Deserialize;

use super::canon::{canon, words};

/// A text with its mistakes: one line of an annotated file. A text believed right has none.
#[derive(Debug, Deserialize)]
pub struct Record {
    pub text: String,
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

/// An annotated mistake.
#[derive(Debug, Deserialize)]
pub struct Mistake {
    /// What is written.
    pub text: String,
    /// Its offset in code points from the start of the text.
    pub start_offset: usize,
    /// The accepted corrections.
    #[serde(default)]
    pub suggest: Vec<String>,
}

impl Record {
    /// The spans of the mistakes in bytes of the text.
    ///
    /// # Errors
    /// The first mistake that lies outside of the text.
    pub fn spans(&self) -> Result<Vec<Range<usize>>, &Mistake> {
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let span = |mistake: &Mistake| {
            let end = mistake.start_offset.checked_add(mistake.text.chars().count())?;
            Some(*starts.get(mistake.start_offset)?..*starts.get(end)?)
        };
        self.mistakes.iter().map(|mistake| span(mistake).ok_or(mistake)).collect()
    }
}

/// One finding of morat.
pub struct Flag {
    pub rule: String,
    /// Its span in bytes of the text.
    pub span: Range<usize>,
    /// The first suggestion.
    pub first: Option<String>,
    pub confidence: Option<f32>,
}

impl Flag {
    /// Whether it overlaps a mistake. Either may be empty, a place between two letters: an empty flag counts as one byte, so
    /// that it overlaps what begins where it stands.
    pub fn touches(&self, mistake: &Range<usize>) -> bool {
        mistake.start < self.span.end.max(self.span.start + 1) && self.span.start < mistake.end
    }

    /// Whether its first suggestion changes the text in the same way as a correction of the mistake, over the range that both cover.
    fn corrects(&self, text: &str, mistake: &Range<usize>, suggest: &[String]) -> bool {
        let Some(first) = &self.first else { return false };
        let (start, end) = (self.span.start.min(mistake.start), self.span.end.max(mistake.end));
        let put = |span: &Range<usize>, new: &str| {
            canon(&format!("{}{new}{}", &text[start..span.start], &text[span.end..end]))
        };
        let got = put(&self.span, first);
        suggest.iter().any(|new| put(mistake, new) == got)
    }
}

/// Counts of flags and of mistakes.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Tally {
    pub flags: usize,
    /// Flags that overlap a mistake.
    pub hits: usize,
    /// Mistakes that a flag overlaps.
    pub found: usize,
    /// Mistakes found for which the first suggestion of a flag is right.
    pub right: usize,
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.flags += other.flags;
        self.hits += other.hits;
        self.found += other.found;
        self.right += other.right;
    }
}

/// The lower ends of the confidence buckets, the highest first; a last bucket holds flags without a confidence.
pub const BUCKETS: [f32; 7] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0];

/// Flags of about the same confidence.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Bucket {
    pub flags: usize,
    pub hits: usize,
    /// The sum of their confidences: the expected number of hits.
    pub expected: f64,
}

/// The figures of a text, or of many together.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Score {
    pub mistakes: usize,
    pub words: usize,
    pub all: Tally,
    pub rules: BTreeMap<String, Tally>,
    pub buckets: [Bucket; BUCKETS.len() + 1],
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        self.mistakes += other.mistakes;
        self.words += other.words;
        self.all += &other.all;
        for (rule, tally) in &other.rules {
            *self.rules.entry(rule.clone()).or_default() += tally;
        }
        for (bucket, more) in self.buckets.iter_mut().zip(&other.buckets) {
            bucket.flags += more.flags;
            bucket.hits += more.hits;
            bucket.expected += more.expected;
        }
    }
}

impl Score {
    /// The figures of one text with mistakes at `spans`.
    pub fn of(record: &Record, spans: &[Range<usize>], flags: &[Flag]) -> Score {
        let mut score = Score { mistakes: spans.len(), words: words(&record.text), ..Score::default() };
        // For each mistake found whether it is corrected: by any rule, and by each rule.
        let mut seen: BTreeMap<usize, bool> = BTreeMap::new();
        let mut seen_by: BTreeMap<&str, BTreeMap<usize, bool>> = BTreeMap::new();
        for flag in flags {
            let near = || spans.iter().enumerate().filter(|(_, span)| flag.touches(span));
            let hit = usize::from(near().next().is_some());
            score.all += &Tally { flags: 1, hits: hit, ..Tally::default() };
            *score.rules.entry(flag.rule.clone()).or_default() += &Tally { flags: 1, hits: hit, ..Tally::default() };
            let bucket = &mut score.buckets[bucket_of(flag.confidence)];
            bucket.flags += 1;
            bucket.hits += hit;
            bucket.expected += f64::from(flag.confidence.unwrap_or(0.0));
            let by_rule = seen_by.entry(&flag.rule).or_default();
            for (index, span) in near() {
                let right = flag.corrects(&record.text, span, &record.mistakes[index].suggest);
                *seen.entry(index).or_default() |= right;
                *by_rule.entry(index).or_default() |= right;
            }
        }
        let add = |tally: &mut Tally, seen: &BTreeMap<usize, bool>| {
            tally.found += seen.len();
            tally.right += seen.values().filter(|right| **right).count();
        };
        add(&mut score.all, &seen);
        for (rule, seen) in seen_by {
            add(score.rules.entry(rule.to_owned()).or_default(), &seen);
        }
        score
    }

    /// The share of mistakes that are found.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.all.found, self.mistakes)
    }

    /// Harmonic mean of precision and recall; nothing where no mistake is marked.
    pub fn f1(&self) -> Option<f64> {
        let (precision, recall) = (self.all.precision().unwrap_or(0.0), self.recall()?);
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }

    /// Flags that are no hits, per thousand words.
    pub fn false_in_1000(&self) -> Option<f64> {
        ratio(1000 * (self.all.flags - self.all.hits), self.words)
    }
}

impl Tally {
    /// The share of flags that are hits.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.hits, self.flags)
    }

    /// The share of found mistakes that are corrected.
    pub fn correction(&self) -> Option<f64> {
        ratio(self.right, self.found)
    }
}

/// A share; `None` if `whole` is 0.
pub fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The index of the bucket that a flag belongs in.
fn bucket_of(confidence: Option<f32>) -> usize {
    confidence.map_or(BUCKETS.len(), |value| BUCKETS.iter().position(|low| value >= *low).unwrap_or(BUCKETS.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str, mistakes: &[(&str, usize, &[&str])]) -> Record {
        let mistake = |(text, start, suggest): &(&str, usize, &[&str])| Mistake {
            text: text.to_string(),
            start_offset: *start,
            suggest: suggest.iter().map(|one| one.to_string()).collect(),
        };
        Record { text: text.to_owned(), mistakes: mistakes.iter().map(mistake).collect() }
    }

    /// A flag on the first place where `marked` stands.
    fn flag(text: &str, rule: &str, marked: &str, first: &str) -> Flag {
        let start = text.find(marked).unwrap();
        let first = (!first.is_empty()).then(|| first.to_owned());
        Flag { rule: rule.to_owned(), span: start..start + marked.len(), first, confidence: None }
    }

    fn score(record: &Record, flags: &[Flag]) -> Score {
        Score::of(record, &record.spans().unwrap(), flags)
    }

    #[test]
    fn offsets_are_code_points_and_become_bytes() {
        let text = "Ở đây 𝒜 có lổi, cả đóm nửa";
        let one = record(text, &[("lổi", 11, &["lỗi"]), ("đóm", 19, &["đốm"]), ("", 26, &["."])]);
        let spans = one.spans().unwrap();
        assert_eq!(&text[spans[0].clone()], "lổi");
        assert_eq!(&text[spans[1].clone()], "đóm");
        assert_eq!(spans[2], text.len()..text.len());
        assert!(record(text, &[("nửaa", 23, &[])]).spans().is_err());
        assert!(record(text, &[("", 27, &[])]).spans().is_err());
        assert!(record(text, &[("a", usize::MAX, &[])]).spans().is_err());
    }

    #[test]
    fn a_flag_hits_what_it_overlaps_and_not_what_it_borders_on() {
        let flag = |span: Range<usize>| Flag { rule: String::new(), span, first: None, confidence: None };
        for (marked, mistake, touches) in [
            (2..5, 4..8, true),
            (2..5, 5..8, false),
            (5..8, 2..5, false),
            (2..8, 4..5, true),
            (4..5, 2..8, true),
            // An empty flag: inside, at the start, at the end.
            (4..4, 2..8, true),
            (2..2, 2..8, true),
            (8..8, 2..8, false),
            // A missing comma is an empty mistake: inside of a flag, at its start, at its end.
            (2..5, 3..3, true),
            (2..5, 2..2, false),
            (2..5, 5..5, false),
            (3..3, 3..3, false),
        ] {
            assert_eq!(flag(marked.clone()).touches(&mistake), touches, "{marked:?} {mistake:?}");
        }
    }

    #[test]
    fn a_mistake_is_found_once_and_right_if_any_flag_is() {
        let text = "sự kế thúc ở đây";
        let one = record(text, &[("kế", 3, &["kết"])]);
        let flags =
            [flag(text, "a/x", "kế thúc", "kế thừa"), flag(text, "a/y", "kế", "Kết"), flag(text, "a/y", "sự", "sử")];
        let score = score(&one, &flags);
        assert_eq!(score.all, Tally { flags: 3, hits: 2, found: 1, right: 1 });
        assert_eq!(score.rules["a/x"], Tally { flags: 1, hits: 1, found: 1, right: 0 });
        assert_eq!(score.rules["a/y"], Tally { flags: 2, hits: 1, found: 1, right: 1 });
        assert_eq!((score.mistakes, score.words), (1, 5));
        assert_eq!(score.recall(), Some(1.0));
        assert_eq!(score.f1(), Some(2.0 * (2.0 / 3.0) / (2.0 / 3.0 + 1.0)));
        assert_eq!(score.false_in_1000(), Some(200.0));
    }

    #[test]
    fn a_correction_is_compared_over_what_flag_and_mistake_cover() {
        let text = "đã kế thúc rồi";
        let one = record(text, &[("kế", 3, &["kết", "hết"])]);
        let right = |marked: &str, first: &str| score(&one, &[flag(text, "a/x", marked, first)]).all.right;
        assert_eq!(right("kế thúc", "kết thúc"), 1);
        assert_eq!(right("ế", "ết"), 1);
        assert_eq!(right("đã kế", "đã hết"), 1);
        assert_eq!(right("kế thúc", "kết"), 0);
        assert_eq!(right("kế", ""), 0);
        // One flag over two mistakes finds both, and is right for the one that its suggestion mends.
        let two = record(text, &[("kế", 3, &["kết"]), ("thúc", 6, &["túc"])]);
        let both = score(&two, &[flag(text, "a/x", "kế thúc", "kết thúc")]).all;
        assert_eq!(both, Tally { flags: 1, hits: 1, found: 2, right: 1 });
    }

    #[test]
    fn confidences_fall_into_buckets() {
        let buckets = [Some(1.0), Some(0.95), Some(0.949), Some(0.9), Some(0.5), Some(0.2), Some(f32::NAN), None];
        assert_eq!(buckets.map(bucket_of), [0, 0, 1, 1, 5, 6, 6, 7]);
    }

    #[test]
    fn sums_are_the_figures_of_all_texts() {
        let text = "lổi nửa";
        let mut one = flag(text, "a/x", "lổi", "lỗi");
        one.confidence = Some(0.75);
        let first = score(&record(text, &[("lổi", 0, &["lỗi"])]), &[one]);
        let second = score(&record(text, &[]), &[flag(text, "a/y", "nửa", "nữa")]);
        let mut sum = first.clone();
        sum += &second;
        assert_eq!(sum.all, Tally { flags: 2, hits: 1, found: 1, right: 1 });
        assert_eq!(sum.rules.len(), 2);
        assert_eq!((sum.mistakes, sum.words), (1, 4));
        assert_eq!(sum.buckets[3], Bucket { flags: 1, hits: 1, expected: 0.75 });
        assert_eq!(sum.buckets[7], Bucket { flags: 1, hits: 0, expected: 0.0 });
        assert_eq!((second.recall(), second.f1()), (None, None));
    }
}
