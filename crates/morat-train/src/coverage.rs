//! How much of a list of names that others made our dictionaries know, and how much they know beyond it.
//!
//! Lists are measured against, never copied from: what they have and we lack is a number here and nothing else.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use morat::syllable::Syllable;

use crate::corpus;

/// What may stand before a name to say what it is, longest first.
const KIND_WORDS: [&str; 9] = ["thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã"];

/// The names of both dictionaries, folded.
struct Known {
    families: BTreeSet<String>,
    /// Middle and given names.
    others: BTreeSet<String>,
    places: BTreeSet<String>,
}

/// A name as names are compared: lower case, the older tone style, a plain apostrophe, one space, no numbers.
fn fold(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '_'));
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    let fold =
        |word: &str| Syllable::parse(word).map_or_else(|| word.to_lowercase().replace('’', "'"), Syllable::spelling);
    words.map(fold).collect::<Vec<_>>().join(" ")
}

/// An entry of a list: folded, and without the word that says what kind of place it is.
fn entry(line: &str) -> String {
    let folded = fold(line);
    let name = KIND_WORDS.iter().find_map(|kind| folded.strip_prefix(kind)?.strip_prefix(' '));
    name.unwrap_or(&folded).to_owned()
}

/// The lines of a dictionary that hold something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

impl Known {
    fn read(folder: &Path) -> io::Result<Known> {
        let text = |name: &str| corpus::text(&folder.join(name));
        Ok(Known::of(&text("names.tsv")?, &text("places.tsv")?, &text("places-2025.txt")?))
    }

    fn of(names: &str, places: &str, by_hand: &str) -> Known {
        let mut known = Known { families: BTreeSet::new(), others: BTreeSet::new(), places: BTreeSet::new() };
        for line in lines(names) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [syllable, family, middle, given] = columns[..] else { continue };
            if family != "0" {
                known.families.insert(syllable.to_owned());
            }
            if middle != "0" || given != "0" {
                known.others.insert(syllable.to_owned());
            }
        }
        known.places.extend(lines(places).filter_map(|line| line.split('\t').nth(1)).map(fold));
        let by_hand = lines(by_hand).filter_map(|line| line.split_once(':'));
        known.places.extend(by_hand.flat_map(|(_, names)| names.split(',')).map(fold));
        known
    }

    /// One syllable of a name, or a family name and others behind it.
    fn is_person(&self, entry: &str) -> bool {
        let mut words = entry.split(' ');
        let first = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        match rest[..] {
            [] => self.others.contains(first) || self.families.contains(first),
            _ => self.families.contains(first) && rest.iter().all(|word| self.others.contains(*word)),
        }
    }

    /// A row of figures for a list.
    fn measure(&self, list: &str) -> String {
        let entries: BTreeSet<String> = list.lines().map(entry).filter(|entry| !entry.is_empty()).collect();
        let count = |pass: &dyn Fn(&String) -> bool| entries.iter().filter(|entry| pass(entry)).count();
        let person = count(&|entry| self.is_person(entry));
        let place = count(&|entry| self.places.contains(entry));
        let either = count(&|entry| self.is_person(entry) || self.places.contains(entry));
        let beyond = |ours: &BTreeSet<String>| ours.difference(&entries).count();
        let names: BTreeSet<String> = self.families.union(&self.others).cloned().collect();
        let percent = 100.0 * either as f64 / entries.len().max(1) as f64;
        let (more_names, more_places) = (beyond(&names), beyond(&self.places));
        format!("{}\t{person}\t{place}\t{either}\t{percent:.1}\t{more_names}\t{more_places}", entries.len())
    }
}

/// Prints a row of figures for each list of names, a name a line.
pub fn print(dictionaries: &Path, lists: &[PathBuf]) -> io::Result<()> {
    let known = Known::read(dictionaries)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "list\tentries\tas a person\tas a place\teither\tpercent\tour syllables beyond it\tour places beyond it"
    )?;
    for path in lists {
        let list = corpus::text(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(out, "{name}\t{}", known.measure(&list))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_compared_without_kind_number_and_style() {
        assert_eq!(entry("Phường Hoà Bình 2"), "hòa bình");
        assert_eq!(entry("Thị trấn Ea H’Leo"), "ea h'leo");
        assert_eq!(entry("Bà Rịa – Vũng Tàu"), "bà rịa vũng tàu");
        assert_eq!(entry("Xã"), "xã");
        assert_eq!(entry("12"), "");
    }

    #[test]
    fn a_list_is_measured_from_both_sides() {
        let known = Known::of("lê\t9\t0\t0\nduẩn\t0\t0\t2\n", "# head\nxa\tTân Hội\t3\n", "dac-khu: Cô Tô, Vân Đồn\n");
        // Five entries: a person's name, two syllables of one, a place and something unknown.
        assert_eq!(known.measure("Lê Duẩn\nDuẩn\nLê\nXã Tân Hội\nTân Hội\nMai Châu\n"), "5\t3\t1\t4\t80.0\t0\t2");
    }
}
