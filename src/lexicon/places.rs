//! The names of places, and what kinds of places have them.
//!
//! A name is looked up by a 64-bit hash that grows word by word, so that a reader of a text can ask for each prefix of
//! a row of capitalised words without building a string. The names are so few among all numbers that no other row of
//! words will ever be taken for one of them; that no two names share a hash, a test checks.

use super::lines;
use crate::syllable::{Glyph, Tone};

/// The kind of a place. Administrative units come first, the lowest of them last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// tỉnh
    Tinh,
    /// thành phố
    ThanhPho,
    /// quận
    Quan,
    /// huyện
    Huyen,
    /// thị xã
    ThiXa,
    /// đặc khu
    DacKhu,
    /// thị trấn
    ThiTran,
    /// phường
    Phuong,
    /// xã
    Xa,
    /// sông
    Song,
    /// núi
    Nui,
    /// đảo, quần đảo, bán đảo
    Dao,
    /// đường, phố
    Duong,
}

impl PlaceKind {
    /// All kinds, in their order.
    pub const ALL: [PlaceKind; 13] = [
        PlaceKind::Tinh,
        PlaceKind::ThanhPho,
        PlaceKind::Quan,
        PlaceKind::Huyen,
        PlaceKind::ThiXa,
        PlaceKind::DacKhu,
        PlaceKind::ThiTran,
        PlaceKind::Phuong,
        PlaceKind::Xa,
        PlaceKind::Song,
        PlaceKind::Nui,
        PlaceKind::Dao,
        PlaceKind::Duong,
    ];

    /// Its name in the dictionary files: Vietnamese without diacritics, with hyphens.
    pub fn slug(self) -> &'static str {
        match self {
            PlaceKind::Tinh => "tinh",
            PlaceKind::ThanhPho => "thanh-pho",
            PlaceKind::Quan => "quan",
            PlaceKind::Huyen => "huyen",
            PlaceKind::ThiXa => "thi-xa",
            PlaceKind::DacKhu => "dac-khu",
            PlaceKind::ThiTran => "thi-tran",
            PlaceKind::Phuong => "phuong",
            PlaceKind::Xa => "xa",
            PlaceKind::Song => "song",
            PlaceKind::Nui => "nui",
            PlaceKind::Dao => "dao",
            PlaceKind::Duong => "duong",
        }
    }

    /// The kind with this name; `None` if there is none.
    pub fn read(slug: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whether it is an administrative unit of the lowest level: commune, ward, township, special zone.
    #[cfg(feature = "training")]
    pub fn is_lowest(self) -> bool {
        self >= PlaceKind::DacKhu && self.is_unit()
    }

    /// Whether it is an administrative unit.
    pub fn is_unit(self) -> bool {
        self <= PlaceKind::Xa
    }
}

/// The set of kinds that share a name: *Hòa Bình* is a province, a town and many communes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceKinds(u16);

impl PlaceKinds {
    /// Whether the set is empty: no place of this name is known.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a place of this kind has the name.
    #[inline]
    pub fn has(self, kind: PlaceKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}

/// The key of a place name: a hash of its words in order, whatever their capitals, and on whichever letter their tone
/// marks stand (*Hòa*, *Hoà*). What stands between the words does not count, so *Bà Rịa - Vũng Tàu* and *Bà Rịa–Vũng
/// Tàu* have one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceKey(u64);

/// Codes of letters of other alphabets and apostrophes begin here; also the code of the tone that ends a word.
const OTHER_LETTERS: u64 = 1 << 8;
const TONES: u64 = 1 << 32;

impl PlaceKey {
    /// The key of this name with one more word.
    #[inline]
    pub fn and(self, word: &str) -> PlaceKey {
        let mut spelling = Spelling::behind(self);
        word.chars().for_each(|c| spelling.push(c));
        spelling.end()
    }

    /// The key of the words of a text. Marks and numbers in it do not count.
    pub fn of(text: &str) -> PlaceKey {
        let mut spelling = Spelling::behind(PlaceKey::default());
        for c in text.chars() {
            match c {
                ' ' | '-' | '–' | '—' | '_' => spelling = Spelling::behind(spelling.end()),
                c => spelling.push(c),
            }
        }
        spelling.end()
    }

    /// A step of FxHash: for each number a bijection, fast, and good enough where nobody chooses the numbers.
    #[inline]
    fn with(self, number: u64) -> PlaceKey {
        PlaceKey((self.0.rotate_left(23) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// A key while its last word is added letter by letter.
struct Spelling {
    /// The key of the words before.
    before: PlaceKey,
    name: PlaceKey,
    tones: u64,
    has_letters: bool,
}

impl Spelling {
    #[inline]
    fn behind(before: PlaceKey) -> Spelling {
        Spelling { before, name: before, tones: 0, has_letters: false }
    }

    #[inline]
    fn push(&mut self, c: char) {
        let Some(glyph) = Glyph::of(c) else { return self.push_other(c) };
        self.has_letters = true;
        self.name = self.name.with(glyph.letter.index() as u64);
        if glyph.tone != Tone::Ngang {
            self.tones = self.tones << 3 | glyph.tone as u64;
        }
    }

    fn push_other(&mut self, c: char) {
        let c = if c == '’' { '\'' } else { c };
        self.has_letters |= c.is_alphabetic();
        self.name = c.to_lowercase().fold(self.name, |name, c| name.with(OTHER_LETTERS + u64::from(c)));
    }

    /// The key with the word, if there was one.
    #[inline]
    fn end(self) -> PlaceKey {
        if self.has_letters { self.name.with(TONES | self.tones) } else { self.before }
    }
}

/// The known place names, immutable.
pub struct Places {
    /// The keys in ascending order.
    names: Vec<PlaceKey>,
    /// The kinds of each name, in the same order.
    kinds: Vec<PlaceKinds>,
}

impl Places {
    /// Reads the texts of `places.tsv` and `places-2025.txt`. Lines that are no entry are skipped.
    pub fn read(counted: &str, by_hand: &str) -> Places {
        Places::packed(&pack(counted, by_hand))
    }

    /// The places that [`pack`] packed.
    pub fn packed(bytes: &[u8]) -> Places {
        let (entries, _) = bytes.as_chunks::<ENTRY>();
        let name = |entry: &[u8; ENTRY]| entry.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let kinds = |entry: &[u8; ENTRY]| entry.last_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes));
        Places {
            names: entries.iter().map(|entry| PlaceKey(name(entry))).collect(),
            kinds: entries.iter().map(|entry| PlaceKinds(kinds(entry))).collect(),
        }
    }

    /// The kinds of the places with this name; empty for an unknown name, which may still be that of a place.
    pub fn kinds(&self, name: PlaceKey) -> PlaceKinds {
        self.names.binary_search(&name).map_or(PlaceKinds::default(), |at| self.kinds[at])
    }

    /// The number of different names.
    #[cfg(feature = "training")]
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

/// Bytes of a packed entry: a key and its kinds.
const ENTRY: usize = 8 + 2;

/// Packs the texts of `places.tsv` and `places-2025.txt`: keys with their kinds, in ascending order.
pub fn pack(counted: &str, by_hand: &str) -> Vec<u8> {
    let mut all: Vec<(PlaceKey, PlaceKind)> = lines(counted).filter_map(entry).collect();
    all.extend(lines(by_hand).filter_map(entries).flatten());
    all.sort_unstable_by_key(|(name, _)| *name);
    let mut bytes = Vec::new();
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        bytes.extend(same[0].0.0.to_le_bytes());
        bytes.extend(same.iter().fold(0_u16, |kinds, (_, kind)| kinds | 1 << *kind as u16).to_le_bytes());
    }
    bytes
}

/// Reads a line of `places.tsv`: kind, name, count.
fn entry(line: &str) -> Option<(PlaceKey, PlaceKind)> {
    let mut columns = line.split('\t');
    let kind = PlaceKind::read(columns.next()?)?;
    Some((PlaceKey::of(columns.next()?), kind))
}

/// Reads a line of `places-2025.txt`: a kind, a colon, names with commas between them.
fn entries(line: &str) -> Option<impl Iterator<Item = (PlaceKey, PlaceKind)>> {
    let (kind, names) = line.split_once(':')?;
    let kind = PlaceKind::read(kind)?;
    Some(names.split(',').map(move |name| (PlaceKey::of(name), kind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::syllable::Syllable;
    use std::collections::HashSet;

    const COUNTED: &str = include_str!("../../dictionaries/places.tsv");
    const BY_HAND: &str = include_str!("../../dictionaries/places-2025.txt");

    fn kinds(name: &str) -> PlaceKinds {
        Dictionaries::embedded().places.kinds(PlaceKey::of(name))
    }

    #[test]
    fn every_line_is_read() {
        let mut names = HashSet::new();
        let mut check = |kind: &str, name: &str| {
            let kind = PlaceKind::read(kind).unwrap_or_else(|| panic!("{kind}"));
            assert!(kinds(name).has(kind), "{} {name}", kind.slug());
            let words = name.split_whitespace().filter(|word| *word != "-");
            let fold = |word| Syllable::parse(word).map_or(word.to_lowercase(), Syllable::spelling);
            names.insert(words.map(fold).collect::<Vec<_>>().join(" "));
        };
        for line in lines(COUNTED) {
            let [kind, name, count] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert!(count.parse::<u32>().is_ok(), "{line}");
            check(kind, name);
        }
        for line in lines(BY_HAND) {
            let (kind, names) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            names.split(", ").for_each(|name| check(kind, name));
        }
        assert_eq!(Dictionaries::embedded().places.count(), names.len(), "no two names have one hash");
    }

    #[test]
    fn a_name_has_the_kinds_of_its_places() {
        for province in ["Đắk Lắk", "Thái Nguyên", "Bà Rịa - Vũng Tàu", "Khánh Hòa"] {
            assert!(kinds(province).has(PlaceKind::Tinh), "{province}");
        }
        assert!(kinds("Phú Quốc").has(PlaceKind::DacKhu) && kinds("Phú Quốc").has(PlaceKind::Huyen));
        assert!(kinds("Trường Sơn").has(PlaceKind::Nui));
        assert!(kinds("Xin Chào").is_empty() && kinds("").is_empty() && kinds("12").is_empty());
    }

    #[test]
    fn capitals_tone_style_and_what_stands_between_do_not_count() {
        for (one, other) in [
            ("Khánh Hòa", "KHÁNH HOÀ"),
            ("Ea H'leo", "EA H’LEO"),
            ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
            ("Bảo Lộc", "Bảo Lộc 2"),
        ] {
            assert_eq!(PlaceKey::of(one), PlaceKey::of(other));
        }
        for (one, other) in [("Hà Nam", "Nam Hà"), ("Krông Nô", "Krôngnô"), ("Hà", "Hà Hà"), ("Hòa", "Hóa")]
        {
            assert_ne!(PlaceKey::of(one), PlaceKey::of(other));
        }
    }

    #[test]
    fn a_name_grows_word_by_word() {
        let words = ["Buôn", "Đôn", "Krông"];
        let grown = words.iter().fold(PlaceKey::default(), |name, word| name.and(word));
        assert_eq!(grown, PlaceKey::of("Buôn Đôn Krông"));
    }

    #[test]
    fn units_come_before_what_nature_and_builders_made() {
        assert!(
            PlaceKind::ALL.is_sorted()
                && PlaceKind::ALL.into_iter().all(|kind| PlaceKind::read(kind.slug()) == Some(kind))
        );
        assert!(PlaceKind::Xa.is_unit() && PlaceKind::Xa.is_lowest() && PlaceKind::DacKhu.is_lowest());
        assert!(PlaceKind::Huyen.is_unit() && !PlaceKind::Huyen.is_lowest() && !PlaceKind::ThiXa.is_lowest());
        assert!(!PlaceKind::Song.is_unit() && !PlaceKind::Duong.is_unit() && !PlaceKind::Duong.is_lowest());
    }
}
