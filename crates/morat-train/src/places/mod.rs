//! Decides which of the names found behind a word for a kind of place are names of places, and how they are spelled.
//!
//! What [`patterns`] finds is right where a paper writes *xã Tân Hội, huyện Tân Châu* and wrong where a full stop is
//! missing, a name continues into the next one, or somebody mistyped. What is kept depends on how often a name was
//! seen, and how often beside another unit; foreign towns, which no rule of spelling can judge, are left out.

mod patterns;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use morat::lexicon::Lexicon;
use morat::lexicon::places::PlaceKind;
use morat::syllable::{Syllable, Word, distance};

use crate::corpus;
use patterns::{Found, HIGHLAND_HEADS, Seen};

/// A unit is kept if it was seen this often, at least once beside another unit ...
const UNIT: u32 = 3;
/// ... this often if it is a commune, a ward or a township, which there are ten thousand of ...
const LOWEST_UNIT: u32 = 2;
/// ... or this often without any other unit beside it.
const UNIT_ALONE: u32 = 15;
/// A province is named so often that one seen less is none.
const PROVINCE: u32 = 12;
/// ... and beside another unit less often than this, in percent, it is a region.
const PROVINCE_PERCENT: u32 = 2;
/// A name of one word, or with a word that is not in use elsewhere (*Krông Nô, Pleiku*), needs this many other units beside
/// it ...
const ODD_CHAINED: u32 = 3;
/// ... and this share of its occurrences, in percent: *tỉnh Bắc* is the beginning of *tỉnh Bắc* + a name the patterns could not read.
const ODD_PERCENT: u32 = 15;
/// Rivers, mountains and islands: the fewest occurrences of a name of several words, and of a single word.
const FEATURE: u32 = 5;
const FEATURE_OF_ONE_WORD: u32 = 15;
/// The same for streets.
const STREET: u32 = 6;

/// Two names that a hyphen joins are one (*Bà Rịa - Vũng Tàu*) if they stand together this often, in percent of the first.
const JOINED_PERCENT: u32 = 50;

/// A rare name that was never seen beside another unit has something stuck to it if its beginning, of two words or more, is
/// a name this many times as frequent.
const STUCK_RATIO: u32 = 10;

/// A name is a slip for another of the same kind that is this many times as frequent, if one word of it differs and the slip
/// costs no more than this: a tone, a mark, letters that sound alike.
const SLIP_RATIO: u32 = 20;
const SLIP_COST: f32 = 1.9;

/// Words that no name begins with: a second word for a kind of place, or an organisation.
const HEADS: [&str; 7] = ["Tỉnh", "Huyện", "Quận", "Phường", "Xã", "Đoàn", "Ủy"];

/// The names of one kind, in order.
type Names = BTreeMap<String, Seen>;

/// Decides what to keep of what was found; the result is ordered by kind and name.
fn learn(found: &Found, lexicon: &Lexicon) -> Vec<(PlaceKind, String, u32)> {
    let mut kinds: BTreeMap<PlaceKind, Names> = BTreeMap::new();
    for ((kind, name), seen) in one_spelling(found) {
        kinds.entry(kind).or_default().insert(name, seen);
    }
    for (kind, names) in &mut kinds {
        part_joined(names);
        let all = names.clone();
        names.retain(|name, seen| is_believed(*kind, name, *seen, lexicon) && !is_stuck(name, *seen, &all));
        let slips: Vec<String> =
            names.iter().filter(|(name, seen)| is_slip(name, **seen, names)).map(|(name, _)| name.clone()).collect();
        names.retain(|name, _| !slips.contains(name));
    }
    // Đường Hà Nội is a street in Hà Nội more often than one of that name.
    let towns: Vec<String> = [PlaceKind::Tinh, PlaceKind::ThanhPho]
        .iter()
        .filter_map(|kind| kinds.get(kind))
        .flat_map(|names| names.keys().cloned())
        .collect();
    if let Some(streets) = kinds.get_mut(&PlaceKind::Duong) {
        streets.retain(|street, _| !towns.contains(street));
    }
    kinds
        .into_iter()
        .flat_map(|(kind, names)| names.into_iter().map(move |(name, seen)| (kind, name, seen.times)))
        .collect()
}

/// Merges names that differ in capitals alone (*Ea H'leo, Ea H'Leo*) into the most frequent form.
fn one_spelling(found: &Found) -> HashMap<(PlaceKind, String), Seen> {
    let mut forms: BTreeMap<(PlaceKind, String), Vec<(&String, Seen)>> = BTreeMap::new();
    for ((kind, name), seen) in &found.0 {
        forms.entry((*kind, name.to_lowercase())).or_default().push((name, *seen));
    }
    let merged = forms.into_iter().filter_map(|((kind, _), mut forms)| {
        forms.sort_by(|one, other| other.1.times.cmp(&one.1.times).then_with(|| one.0.cmp(other.0)));
        let sum = forms.iter().fold(Seen::default(), |sum, (_, seen)| sum.and(*seen));
        Some(((kind, forms.first()?.0.clone()), sum))
    });
    merged.collect()
}

/// Takes apart what a hyphen joined by chance (*Trà Vinh - Ảnh*) and gives the count to the first of the two. Where it joins
/// the two parts of one name, the first part alone is no name of its kind.
fn part_joined(names: &mut Names) {
    let joined: Vec<String> = names.keys().filter(|name| name.contains(" - ")).cloned().collect();
    for name in joined {
        let Some((first, _)) = name.split_once(" - ") else { continue };
        let seen = names[&name];
        let alone = names.get(first).copied().unwrap_or_default();
        let share = seen.times * 100 / (seen.times + alone.times);
        if share < JOINED_PERCENT || seen.times < PROVINCE {
            names.remove(&name);
            let sum = alone.and(seen);
            names.insert(first.to_owned(), sum);
        } else {
            names.remove(first);
        }
    }
}

/// Whether a word looks Vietnamese: a syllable in use, or another normal word with Vietnamese letters and a diacritic
/// (*Đắk*). A slip is neither.
fn is_homely(word: &str, lexicon: &Lexicon) -> bool {
    match Syllable::parse(word) {
        Some(syllable) => lexicon.is_in_use(syllable),
        None => {
            let ours = |word: Word| word.shape().marked && word.shape().vietnamese;
            Word::read(word).is_some_and(ours) && lexicon.is_attested(&word.to_lowercase())
        }
    }
}

/// Whether a name was seen often enough, for its kind and its words, to be one.
fn is_believed(kind: PlaceKind, name: &str, seen: Seen, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = name.split(' ').filter(|word| *word != "-").collect();
    // Cư M and Ea H are cut off at an apostrophe; Bình Hưng Hòa B and A Lưới are names.
    let cut = words
        .last()
        .is_none_or(|last| last.chars().count() == 1 && !(words.len() > 1 && matches!(*last, "A" | "B" | "C")));
    let of_highlands = words.len() > 1 && HIGHLAND_HEADS.contains(&words[0]);
    let homely = of_highlands || words.iter().all(|word| is_homely(word, lexicon));
    // Phường Huyện Mường Ảng, tỉnh Đoàn Nghệ An.
    let headed = words.first().is_some_and(|first| HEADS.contains(first));
    if cut || headed {
        return false;
    }
    match kind {
        PlaceKind::Song | PlaceKind::Nui if words.len() == 1 => homely && seen.times >= FEATURE_OF_ONE_WORD,
        // *Đảo Anh*, *đảo Bắc*: a single word may be an adjective or a nationality.
        PlaceKind::Dao if words.len() == 1 => false,
        PlaceKind::Song | PlaceKind::Nui | PlaceKind::Dao => homely && seen.times >= FEATURE,
        PlaceKind::Duong => homely && words.len() > 1 && seen.times >= STREET,
        PlaceKind::Tinh if words.len() == 1 => false,
        _ if words.len() == 1 || !homely => {
            seen.chained >= ODD_CHAINED && seen.chained * 100 >= seen.times * ODD_PERCENT
        }
        // *Các tỉnh Nam Trung Bộ*, *chủ tịch thành phố Lê Văn A*: no provinces, frequent but never beside another unit.
        PlaceKind::Tinh => seen.times >= PROVINCE && seen.chained * 100 >= seen.times * PROVINCE_PERCENT,
        PlaceKind::ThanhPho | PlaceKind::Quan | PlaceKind::Huyen | PlaceKind::ThiXa if words.len() > 2 => {
            seen.times >= UNIT && seen.chained > 0
        }
        _ if kind.is_lowest() && seen.chained > 0 => seen.times >= LOWEST_UNIT,
        _ => seen.times >= UNIT && seen.chained > 0 || seen.times >= UNIT_ALONE,
    }
}

/// Whether a name is a much more frequent one with the beginning of something else: *Khánh Hòa Lê Đức Vinh*.
fn is_stuck(name: &str, seen: Seen, names: &Names) -> bool {
    if seen.chained > 0 || seen.times >= UNIT_ALONE {
        return false;
    }
    let is_frequent = |part: &str| names.get(part).is_some_and(|part| part.times >= seen.times * STUCK_RATIO);
    name.match_indices(' ').skip(1).any(|(at, _)| is_frequent(&name[..at]))
}

/// Whether a name is a slip for a much more frequent one: *Hà Nôi*.
fn is_slip(name: &str, seen: Seen, names: &Names) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    names.iter().filter(|(_, frequent)| frequent.times >= seen.times * SLIP_RATIO).any(|(frequent, _)| {
        let meant: Vec<&str> = frequent.split(' ').collect();
        let differing: Vec<_> = words.iter().zip(&meant).filter(|(word, meant)| word != meant).collect();
        let [(word, meant_word)] = differing[..] else { return false };
        let (Some(word), Some(meant_word)) = (Word::read(word), Word::read(meant_word)) else { return false };
        // Krông Pắc beside Krông Pắk is another spelling, no slip.
        let syllables = word.syllable().is_ok() && meant_word.syllable().is_ok();
        syllables && words.len() == meant.len() && distance::cost(&word, &meant_word, SLIP_COST).is_some()
    })
}

/// Counts the corpus and writes `places.tsv`. The lexicon is of the same corpus.
pub fn build(folder: &Path, out: &Path, lexicon: &Lexicon) -> io::Result<()> {
    let places = learn(&corpus::map_reduce(folder, Found::of, Found::add)?, lexicon);
    let rows: String = places.iter().map(|(kind, name, times)| format!("{}\t{name}\t{times}\n", kind.slug())).collect();
    let head = "# Generated by `morat-train places`; see README.md beside this file.\n";
    fs::create_dir_all(out)?;
    fs::write(out.join("places.tsv"), format!("{head}{rows}"))?;
    eprintln!("{} places", places.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use morat::dictionaries::Dictionaries;

    /// What is learned from sentences with their counts, as `kind name count`.
    fn learned(sentences: &[(usize, &str)]) -> Vec<String> {
        let text: String = sentences.iter().map(|(times, sentence)| format!("{sentence}\n").repeat(*times)).collect();
        let line = |(kind, name, times): (PlaceKind, String, u32)| format!("{} {name} {times}", kind.slug());
        learn(&Found::of(&text), &Dictionaries::embedded().lexicon).into_iter().map(line).collect()
    }

    #[test]
    fn a_unit_beside_another_is_believed_sooner() {
        assert_eq!(
            learned(&[(3, "xã Tân Hội, huyện Tân Châu."), (3, "tại phường Bình Yên.")]),
            ["huyen Tân Châu 3", "xa Tân Hội 3"]
        );
        assert_eq!(learned(&[(15, "tại phường Bình Yên.")]), ["phuong Bình Yên 15"]);
    }

    #[test]
    fn slips_and_what_stuck_to_a_name_are_dropped() {
        let text = [(60, "thành phố Hà Nội."), (3, "quận Ba Đình, thành phố Hà Nôi."), (3, "thành phố Hà Nội Ảnh.")];
        assert_eq!(learned(&text), ["thanh-pho Hà Nội 60", "quan Ba Đình 3"]);
    }

    #[test]
    fn joined_names_are_one_name_or_two() {
        let text = [
            (14, "huyện Đất Đỏ, tỉnh Bà Rịa – Vũng Tàu."),
            (1, "tỉnh Bà Rịa."),
            (20, "huyện Càng Long, tỉnh Trà Vinh."),
            (2, "tỉnh Trà Vinh - Ảnh: An"),
        ];
        assert_eq!(
            learned(&text),
            ["tinh Bà Rịa - Vũng Tàu 14", "tinh Trà Vinh 22", "huyen Càng Long 20", "huyen Đất Đỏ 14"]
        );
    }

    #[test]
    fn foreign_towns_are_left_out_and_highland_names_are_not() {
        let text = [
            (5, "huyện Ea H'leo, tỉnh Đắk Lắk."),
            (9, "huyện Ea H'Leo."),
            (90, "thành phố Boston."),
            (90, "huyện Sanamxay, tỉnh Attapeu."),
        ];
        assert_eq!(learned(&text), ["huyen Ea H'Leo 14"]);
    }

    #[test]
    fn one_word_alone_is_no_place() {
        assert_eq!(
            learned(&[(9, "tỉnh Bắc."), (9, "xã Hội."), (3, "thị trấn Lim, huyện Tiên Du.")]),
            ["huyen Tiên Du 3", "thi-tran Lim 3"]
        );
        assert_eq!(
            learned(&[(15, "sông Hồng."), (14, "sông Phố."), (5, "núi Bà Đen."), (40, "đường Láng.")]),
            ["song Hồng 15", "nui Bà Đen 5"]
        );
    }
}
