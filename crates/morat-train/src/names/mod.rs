//! Which syllables stand in the names of people, and where in them: family name, middle name, given name.
//!
//! A Vietnamese name is two to four capitalised syllables, family name first. A run of such syllables is believed to be a
//! name when something beside it says so: a title before it (*ông, bác sĩ, đồng chí*), an age behind it, or *Văn* or *Thị*
//! as its second syllable. Family names are learned first, from runs with *Văn* and *Thị*, which no place and no office
//! has there; then the runs that begin with a family name say which syllables are middle and given names.
//!
//! What is counted is different names, not mentions, so that one famous person weighs no more than a neighbour.

mod evidence;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use morat::syllable::Syllable;
use morat::text::Normal;
use morat::token::Tokens;

use crate::capitals::{TokenizedText, is_capitalised};
use crate::corpus;

/// Family names that most people in the country bear; with them the search begins.
const COMMON_FAMILIES: &str = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh \
                               trương đinh lâm phùng mai tô hà tạ cao lưu";

/// The middle names that mark a run as a person's name wherever it stands.
const MARKERS: [&str; 2] = ["văn", "thị"];

/// A first syllable is a family name if this many different given names follow it behind *Văn* or *Thị* ...
const FAMILY: usize = 4;

/// ... and this many of these names were seen with a title: *Khi Văn Toàn* never is.
const FAMILY_TITLED: u32 = 3;

/// A syllable is kept in a place of the name if this many different names have it there.
const KEPT: u32 = 2;

/// A run as a number: 16 bits a syllable, the first one lowest.
type Key = u64;

/// How often a run was seen.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// How often with a title before it or an age behind it.
    as_person: u32,
    /// How often behind a word for a place or an organisation.
    as_place: u32,
}

/// All runs of two to four capitalised syllables.
#[derive(Default)]
struct Runs(HashMap<Key, Seen>);

fn key(syllables: &[Syllable]) -> Key {
    syllables.iter().rev().fold(0, |key, syllable| key << 16 | syllable.index() as Key)
}

/// The indices of the syllables of a run.
fn syllables(key: Key) -> Vec<usize> {
    (0..4).map(|at| (key >> (16 * at) & 0xFFFF) as usize).take_while(|index| *index != 0).collect()
}

impl Runs {
    fn of(text: &str) -> Runs {
        let mut runs = Runs::default();
        let Ok(normal) = Normal::new(text) else { return runs };
        let mut tokens = Tokens::default();
        tokens.fill(normal.text(), &[]);
        let reading = TokenizedText { text: normal.text(), tokens: &tokens };
        let mut at = 0;
        while at < tokens.list().len() {
            let run = reading.run(at, |word| is_capitalised(word) && word.syllable.is_some() && !word.chained);
            at = run.end.max(at + 1);
            if !run.is_empty() {
                runs.take(&reading, run);
            }
        }
        runs
    }

    fn take(&mut self, reading: &TokenizedText, run: Range<usize>) {
        let mut syllables: Vec<Syllable> = run.clone().filter_map(|at| reading.word(at)?.syllable).collect();
        let mut titled = evidence::has_title(reading, run.start);
        // Ông Nguyễn Văn A: at the start of a sentence the title has a capital too.
        if syllables.len() > 2 && evidence::is_title(reading.text_at(run.start)) {
            syllables.remove(0);
            titled = true;
        }
        if !(2..=4).contains(&syllables.len()) {
            return;
        }
        let person = titled || evidence::has_age(reading, run.end);
        let place = !person && evidence::has_place_word(reading, run.start);
        let seen = self.0.entry(key(&syllables)).or_default();
        seen.as_person += u32::from(person);
        seen.as_place += u32::from(place);
    }

    fn add(mut self, mut other: Runs) -> Runs {
        if self.0.len() < other.0.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (key, more) in other.0 {
            let seen = self.0.entry(key).or_default();
            seen.as_person += more.as_person;
            seen.as_place += more.as_place;
        }
        self
    }
}

/// In how many different names each syllable stands, by its index.
#[derive(Default)]
struct Roles {
    family: Counts,
    middle: Counts,
    given: Counts,
}

/// Counts by the index of a syllable.
type Counts = BTreeMap<usize, u32>;

fn index(spelling: &str) -> usize {
    Syllable::parse(spelling).expect("written here as a syllable").index()
}

/// Whether *Văn* or *Thị* is the second of three syllables or more.
fn is_marked(run: &[usize]) -> bool {
    run.len() > 2 && MARKERS.iter().any(|marker| run[1] == index(marker))
}

/// The syllables that names begin with.
fn families(runs: &Runs) -> BTreeSet<usize> {
    // For each first syllable the given names behind it, and how many of the names have a title.
    let mut followed: BTreeMap<usize, (BTreeSet<usize>, u32)> = BTreeMap::new();
    for (key, seen) in &runs.0 {
        let run = syllables(*key);
        if is_marked(&run) {
            let (given, titled) = followed.entry(run[0]).or_default();
            given.insert(run[run.len() - 1]);
            *titled += u32::from(seen.as_person > 0);
        }
    }
    followed.retain(|_, (given, titled)| given.len() >= FAMILY && *titled >= FAMILY_TITLED);
    followed.into_keys().chain(COMMON_FAMILIES.split_ascii_whitespace().map(index)).collect()
}

impl Roles {
    fn learn(runs: &Runs) -> Roles {
        let families = families(runs);
        let is_name = |run: &[usize], seen: &Seen| {
            families.contains(&run[0]) && (is_marked(run) || seen.as_person > seen.as_place)
        };
        let names: Vec<Vec<usize>> = runs
            .0
            .iter()
            .map(|(key, seen)| (syllables(*key), seen))
            .filter(|(run, seen)| is_name(run, seen))
            .map(|(run, _)| run)
            .collect();
        let mut roles = Roles::default();
        names.iter().filter(|name| name.len() < 4).for_each(|name| roles.count(name));
        // A fourth syllable is often the first word of the next sentence, where the full stop is missing, so new syllables are
        // not learned from names of four.
        let known = |counts: &Counts, syllable| counts.get(&syllable).is_some_and(|count| *count >= KEPT);
        let long: Vec<&Vec<usize>> = names
            .iter()
            .filter(|name| name.len() == 4 && known(&roles.given, name[3]))
            .filter(|name| name[1..3].iter().all(|middle| known(&roles.middle, *middle)))
            .collect();
        long.into_iter().for_each(|name| roles.count(name));
        roles
    }

    fn count(&mut self, name: &[usize]) {
        let [family, middle @ .., given] = name else { return };
        *self.family.entry(*family).or_default() += 1;
        *self.given.entry(*given).or_default() += 1;
        for middle in middle {
            *self.middle.entry(*middle).or_default() += 1;
        }
    }

    /// The lines of the dictionary: syllable, different names with it as family, middle and given name; by spelling.
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Syllable::all()
            .filter_map(|syllable| {
                let count = |counts: &Counts| counts.get(&syllable.index()).copied().unwrap_or(0);
                let counts = [count(&self.family), count(&self.middle), count(&self.given)];
                let [family, middle, given] = counts.map(|count| if count < KEPT { 0 } else { count });
                (family + middle + given > 0).then(|| format!("{}\t{family}\t{middle}\t{given}", syllable.spelling()))
            })
            .collect();
        lines.sort_unstable();
        lines
    }
}

/// Counts the corpus and writes `names.tsv`.
pub fn build(folder: &Path, out: &Path) -> io::Result<()> {
    let runs = corpus::map_reduce(folder, Runs::of, Runs::add)?;
    let lines = Roles::learn(&runs).lines();
    fs::create_dir_all(out)?;
    let head = "# Generated by `morat-train names`; see README.md beside this file.\n\
                # syllable, and how many different names have it as family name, as middle name, as given name\n";
    fs::write(out.join("names.tsv"), format!("{head}{}\n", lines.join("\n")))?;
    eprintln!("{} syllables of names", lines.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns of a syllable, learned from a text.
    fn columns(text: &str, syllable: &str) -> Option<String> {
        let lines = Roles::learn(&Runs::of(text)).lines();
        lines.into_iter().find_map(|line| line.strip_prefix(&format!("{syllable}\t")).map(str::to_owned))
    }

    #[test]
    fn the_places_of_a_name_are_told_apart() {
        let text = "Hôm ấy có ông Nguyễn Cảnh Tuyến, chị Lê Cảnh Tuyến (32 tuổi) và em Tuyến Ngọc.\n\
                    Ông Trần Cảnh Toàn cùng bà Phạm Thuỷ và Phạm Thị Thủy.";
        assert_eq!(columns(text, "cảnh").as_deref(), Some("0\t3\t0"), "a title in capitals is no part of the name");
        assert_eq!(columns(text, "tuyến").as_deref(), Some("0\t0\t2"));
        assert_eq!(columns(text, "thủy").as_deref(), Some("0\t0\t2"), "one syllable in both tone styles");
        assert_eq!(columns(text, "phạm").as_deref(), Some("2\t0\t0"));
        assert_eq!(columns(text, "toàn"), None, "seen once");
    }

    #[test]
    fn a_name_counts_once_however_often_it_is_mentioned() {
        assert_eq!(columns("ông Lê Duy Khải gặp ông Lê Duy Khải", "khải"), None);
    }

    #[test]
    fn without_evidence_it_is_no_name() {
        assert_eq!(columns("đến Cao Bằng, về tỉnh Cao Bằng; qua Hồ Bằng", "bằng"), None);
        assert_eq!(columns("ở đường Lê Duẩn, phố Trần Duẩn", "duẩn"), None);
        assert_eq!(columns("Vụ Văn Minh, Vụ Văn Xã, Vụ Văn Hóa, Vụ Văn Tế, Vụ Thị Trường", "vụ"), None);
    }

    #[test]
    fn family_names_are_learned() {
        let text = "ông Khuất Văn Tư, bà Khuất Thị Năm, Khuất Văn Bảy, chị Khuất Thị Chín và cụ Khuất Bảy";
        assert_eq!(columns(text, "khuất").as_deref(), Some("5\t0\t0"));
        assert_eq!(columns(text, "bảy").as_deref(), Some("0\t0\t2"));
    }

    #[test]
    fn four_syllables_teach_nothing_new() {
        let text = "anh Lê Văn Tám Ngày, bà Đỗ Thị Mai Ngày";
        assert_eq!(columns(text, "ngày"), None);
    }

    #[test]
    fn the_order_of_the_text_does_not_matter() {
        let (one, other) = ("ông Lê Văn Tám. ", "chị Đỗ Thị Tám. ");
        let lines = |a: &str, b: &str| Roles::learn(&Runs::of(a).add(Runs::of(b))).lines();
        assert_eq!(lines(one, other), lines(other, one));
        assert_eq!(lines(one, other), lines(&format!("{one}{other}"), ""));
    }
}
