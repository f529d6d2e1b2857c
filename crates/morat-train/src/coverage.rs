//! How much of other lists the dictionaries cover, and how much they have beyond them.
//!
//! Lists are measured against, never copied from: what they have and the dictionaries lack is a number here and nothing
//! else.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use morat::dictionaries::Dictionaries;
use morat::lexicon::names::{Names, Roles};
use morat::lexicon::places::{PlaceKey, Places};
use morat::syllable::Syllable;

use crate::{built, corpus};

/// Words for the kind of place before a name, longest first.
const KIND_WORDS: [&str; 9] = ["thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã"];

/// A line of a list, up to a tab, as lines are compared: lower case, the older tone style, a plain apostrophe, one space, no
/// numbers.
fn fold(line: &str) -> String {
    let entry = line.split('\t').next().unwrap_or_default();
    let words = entry.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '_'));
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    let fold =
        |word: &str| Syllable::parse(word).map_or_else(|| word.to_lowercase().replace('’', "'"), Syllable::spelling);
    words.map(fold).collect::<Vec<_>>().join(" ")
}

/// A folded name without the word that says what kind of place it is.
fn without_kind(folded: &str) -> &str {
    KIND_WORDS.iter().find_map(|kind| folded.strip_prefix(kind)?.strip_prefix(' ')).unwrap_or(folded)
}

/// The different entries of a list.
fn entries(list: &str, part: fn(&str) -> &str) -> BTreeSet<String> {
    list.lines().map(|line| part(&fold(line)).to_owned()).filter(|entry| !entry.is_empty()).collect()
}

/// A share in percent; a hyphen where there is nothing to have a share in.
fn percent(part: usize, of: usize) -> String {
    if of == 0 { "-".to_owned() } else { format!("{:.1}", 100.0 * part as f64 / of as f64) }
}

/// The dictionaries of names.
struct Named {
    names: Names,
    places: Places,
}

impl Named {
    fn read(folder: &Path) -> io::Result<Named> {
        let text = |name: &str| corpus::text(&folder.join(name));
        let places = Places::read(&text("places.tsv")?, &text("places-2025.txt")?);
        Ok(Named { names: Names::read(&text("names.tsv")?), places })
    }

    /// One syllable of a name, or a family name and others behind it.
    fn is_person(&self, entry: &str) -> bool {
        let roles = |word| Syllable::parse(word).map_or(Roles::default(), |syllable| self.names.roles(syllable));
        match entry.split_once(' ') {
            None => roles(entry) != Roles::default(),
            Some((first, rest)) => {
                let is_other = |word| roles(word).middle > 0.0 || roles(word).given > 0.0;
                roles(first).family > 0.0 && rest.split(' ').all(is_other)
            }
        }
    }

    fn is_place(&self, entry: &str) -> bool {
        !self.places.kinds(PlaceKey::of(entry)).is_empty()
    }

    /// A row of figures for a list of names.
    fn measure(&self, list: &str) -> String {
        let entries = entries(list, without_kind);
        let count = |pass: &dyn Fn(&str) -> bool| entries.iter().filter(|entry| pass(entry)).count();
        let person = count(&|entry| self.is_person(entry));
        let place = count(&|entry| self.is_place(entry));
        let either = count(&|entry| self.is_person(entry) || self.is_place(entry));
        let is_beyond =
            |syllable: &Syllable| self.is_person(&syllable.spelling()) && !entries.contains(&syllable.spelling());
        let columns = [entries.len(), person, place, either].map(|count| count.to_string()).join("\t");
        let more_names = Syllable::all().filter(is_beyond).count();
        format!("{columns}\t{}\t{more_names}\t{}", percent(either, entries.len()), self.places.count() - place)
    }
}

/// A row of figures for a list of words: for those of one syllable and for those of several how many there are, and in what
/// share of them every syllable is in use, or is at least a word of the lexicon; last, what share of those of two to four
/// syllables is a word of the model.
fn measure_words(list: &str, dictionaries: &Dictionaries) -> String {
    let Dictionaries { lexicon, model, .. } = dictionaries;
    let in_use = |word: &str| Syllable::parse(word).filter(|syllable| lexicon.is_in_use(*syllable));
    let is_known = |word: &str| in_use(word).is_some() || lexicon.is_attested(word);
    let (several, one): (Vec<String>, Vec<String>) =
        entries(list, |entry| entry).into_iter().partition(|entry| entry.contains(' '));
    let columns = [&one, &several].map(|entries| {
        let share = |pass: &dyn Fn(&str) -> bool| {
            percent(entries.iter().filter(|entry| entry.split(' ').all(pass)).count(), entries.len())
        };
        format!("{}\t{}\t{}", entries.len(), share(&|word| in_use(word).is_some()), share(&is_known))
    });
    let rows = several.iter().filter_map(|entry| {
        entry.split(' ').map(|word| Some(lexicon.symbol(in_use(word)?))).collect::<Option<Vec<_>>>()
    });
    let short: Vec<Vec<_>> = rows.filter(|row| row.len() <= 4).collect();
    let words = short.iter().filter(|row| model.is_word(row)).count();
    format!("{}\t{}", columns.join("\t"), percent(words, several.len()))
}

/// Prints a row of figures for each list of names and each list of words, an entry a line.
pub fn print(dictionaries: &Path, names: &[PathBuf], words: &[PathBuf]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut table = |head: &str, lists: &[PathBuf], row: &dyn Fn(&str) -> String| {
        if !lists.is_empty() {
            writeln!(out, "list\t{head}")?;
        }
        lists.iter().try_for_each(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            writeln!(out, "{name}\t{}", row(&corpus::text(path)?))
        })
    };
    let named = Named::read(dictionaries)?;
    let head = "names\tas a person\tas a place\teither\tpercent\tour syllables beyond it\tour places beyond it";
    table(head, names, &|list| named.measure(list))?;
    let dictionaries = built::load(dictionaries)?;
    let head = "of one syllable\tpercent in use\tor known\tof several\tpercent all in use\tor known\tpercent words";
    table(head, words, &|list| measure_words(list, &dictionaries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_compared_without_kind_number_and_style() {
        let entry = |line| without_kind(&fold(line)).to_owned();
        assert_eq!(entry("Phường Hoà Bình 2"), "hòa bình");
        assert_eq!(entry("Thị trấn Ea H’Leo\t12"), "ea h'leo");
        assert_eq!(entry("Bà Rịa – Vũng Tàu"), "bà rịa vũng tàu");
        assert_eq!(entry("Xã"), "xã");
        assert_eq!(entry("12"), "");
    }

    #[test]
    fn a_list_of_names_is_measured_from_both_sides() {
        let named = Named {
            names: Names::read("lê\t9\t0\t0\nduẩn\t0\t0\t2\n"),
            places: Places::read("# head\nxa\tTân Hội\t3\n", "dac-khu: Cô Tô, Vân Đồn\n"),
        };
        // Five entries: a person's name, two syllables of one, a place and something unknown.
        assert_eq!(named.measure("Lê Duẩn\nDuẩn\nLê\nXã Tân Hội\nTân Hội\nMai Châu\n"), "5\t3\t1\t4\t80.0\t0\t2");
    }

    #[test]
    fn words_are_measured_syllable_by_syllable() {
        let dictionaries = Dictionaries::embedded();
        // Of one syllable: one in use, one normal. Of several: a word, two with a normal one, one with an unknown one.
        let list = "hoà\t5\nHòa\nôxy\nHòa Bình\nbình ôxy\nkhí ôxy\nhòa-nghoẻo\n";
        assert_eq!(measure_words(list, dictionaries), "2\t50.0\t100.0\t4\t25.0\t75.0\t25.0");
    }
}
