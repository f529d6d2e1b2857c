//! Which rows of words are names of places, and of which kinds.
//!
//! A name is looked up by a hash of 64 bits that grows word by word, so that a reader of a text asks of each beginning of
//! a row of capitalised words without writing any of them down. The names are so few among all numbers that no other row of
//! words will ever be taken for one of them; that no two names share a number, a test says.

use super::lines;
use crate::syllable::{Glyph, Tone};

/// What a place is. The units of administration come first, the lowest of them last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
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

impl Kind {
    /// All kinds, in their order.
    pub const ALL: [Kind; 13] = [
        Kind::Tinh,
        Kind::ThanhPho,
        Kind::Quan,
        Kind::Huyen,
        Kind::ThiXa,
        Kind::DacKhu,
        Kind::ThiTran,
        Kind::Phuong,
        Kind::Xa,
        Kind::Song,
        Kind::Nui,
        Kind::Dao,
        Kind::Duong,
    ];

    /// As it stands in the dictionaries: Vietnamese without marks.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Tinh => "tinh",
            Kind::ThanhPho => "thanh-pho",
            Kind::Quan => "quan",
            Kind::Huyen => "huyen",
            Kind::ThiXa => "thi-xa",
            Kind::DacKhu => "dac-khu",
            Kind::ThiTran => "thi-tran",
            Kind::Phuong => "phuong",
            Kind::Xa => "xa",
            Kind::Song => "song",
            Kind::Nui => "nui",
            Kind::Dao => "dao",
            Kind::Duong => "duong",
        }
    }

    /// The kind with a slug.
    pub fn read(slug: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whether it is a unit of the lowest level: a commune, a ward, a township, a special zone.
    #[cfg(feature = "training")]
    pub fn is_lowest(self) -> bool {
        self >= Kind::DacKhu && self.is_unit()
    }

    /// Whether it is a unit of administration, which has others above or below it.
    pub fn is_unit(self) -> bool {
        self <= Kind::Xa
    }
}

/// The kinds of the places that share a name: *Hòa Bình* is a province, a town and many communes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Whether there is none: no place of this name is known.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a place of this kind has the name.
    #[inline]
    pub fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}

/// The name of a place as it is looked up: its words one after another, whatever their capitals, and on whichever letter their
/// tone marks stand (*Hòa*, *Hoà*). What stands between them does not count, so *Bà Rịa - Vũng Tàu* and *Bà Rịa–Vũng Tàu*
/// are one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u64);

/// What letters of other alphabets and apostrophes are numbered from, and the tone that ends a word.
const OTHER_LETTERS: u64 = 1 << 8;
const TONES: u64 = 1 << 32;

impl Name {
    /// The name with one more word.
    #[inline]
    pub fn and(self, word: &str) -> Name {
        let mut spelling = Spelling::behind(self);
        word.chars().for_each(|c| spelling.push(c));
        spelling.end()
    }

    /// The name that a text spells. Marks and numbers in it do not count.
    pub fn of(text: &str) -> Name {
        let mut spelling = Spelling::behind(Name::default());
        for c in text.chars() {
            match c {
                ' ' | '-' | '–' | '—' | '_' => spelling = Spelling::behind(spelling.end()),
                c => spelling.push(c),
            }
        }
        spelling.end()
    }

    /// A step of FxHash: a bijection for each number, fast, and good enough where nobody chooses the numbers.
    #[inline]
    fn with(self, number: u64) -> Name {
        Name((self.0.rotate_left(23) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// A name while its last word is spelled.
struct Spelling {
    /// What stands before the word.
    before: Name,
    name: Name,
    tones: u64,
    has_letters: bool,
}

impl Spelling {
    #[inline]
    fn behind(before: Name) -> Spelling {
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

    /// The name with the word, if it was one.
    #[inline]
    fn end(self) -> Name {
        if self.has_letters { self.name.with(TONES | self.tones) } else { self.before }
    }
}

/// The names of places, immutable.
pub struct Places {
    /// In order.
    names: Vec<Name>,
    /// The kinds of each.
    kinds: Vec<Kinds>,
}

impl Places {
    /// The places that `places.tsv` and `places-2025.txt` hold. Lines that are no entry are passed over.
    pub fn read(counted: &str, by_hand: &str) -> Places {
        Places::packed(&pack(counted, by_hand))
    }

    /// The places that were packed ([`pack`]).
    pub fn packed(bytes: &[u8]) -> Places {
        let (entries, _) = bytes.as_chunks::<ENTRY>();
        let name = |entry: &[u8; ENTRY]| entry.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let kinds = |entry: &[u8; ENTRY]| entry.last_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes));
        Places {
            names: entries.iter().map(|entry| Name(name(entry))).collect(),
            kinds: entries.iter().map(|entry| Kinds(kinds(entry))).collect(),
        }
    }

    /// The kinds of the places with this name; none if it is not known, which does not say that it is no place.
    pub fn kinds(&self, name: Name) -> Kinds {
        self.names.binary_search(&name).map_or(Kinds::default(), |at| self.kinds[at])
    }

    /// How many different names there are.
    #[cfg(feature = "training")]
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

/// Bytes of a name and its kinds.
const ENTRY: usize = 8 + 2;

/// Packs what `places.tsv` and `places-2025.txt` say: names with their kinds, in the order of the names.
pub fn pack(counted: &str, by_hand: &str) -> Vec<u8> {
    let mut all: Vec<(Name, Kind)> = lines(counted).filter_map(entry).collect();
    all.extend(lines(by_hand).filter_map(entries).flatten());
    all.sort_unstable_by_key(|(name, _)| *name);
    let mut bytes = Vec::new();
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        bytes.extend(same[0].0.0.to_le_bytes());
        bytes.extend(same.iter().fold(0_u16, |kinds, (_, kind)| kinds | 1 << *kind as u16).to_le_bytes());
    }
    bytes
}

/// A line of `places.tsv`: kind, name, count.
fn entry(line: &str) -> Option<(Name, Kind)> {
    let mut columns = line.split('\t');
    let kind = Kind::read(columns.next()?)?;
    Some((Name::of(columns.next()?), kind))
}

/// A line of `places-2025.txt`: a kind, a colon, names with commas between them.
fn entries(line: &str) -> Option<impl Iterator<Item = (Name, Kind)>> {
    let (kind, names) = line.split_once(':')?;
    let kind = Kind::read(kind)?;
    Some(names.split(',').map(move |name| (Name::of(name), kind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::syllable::Syllable;
    use std::collections::HashSet;

    const COUNTED: &str = include_str!("../../dictionaries/places.tsv");
    const BY_HAND: &str = include_str!("../../dictionaries/places-2025.txt");

    fn kinds(name: &str) -> Kinds {
        Dictionaries::embedded().places.kinds(Name::of(name))
    }

    #[test]
    fn every_line_is_read() {
        let mut names = HashSet::new();
        let mut check = |kind: &str, name: &str| {
            let kind = Kind::read(kind).unwrap_or_else(|| panic!("{kind}"));
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
            assert!(kinds(province).has(Kind::Tinh), "{province}");
        }
        assert!(kinds("Phú Quốc").has(Kind::DacKhu) && kinds("Phú Quốc").has(Kind::Huyen));
        assert!(kinds("Trường Sơn").has(Kind::Nui));
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
            assert_eq!(Name::of(one), Name::of(other));
        }
        for (one, other) in [("Hà Nam", "Nam Hà"), ("Krông Nô", "Krôngnô"), ("Hà", "Hà Hà"), ("Hòa", "Hóa")]
        {
            assert_ne!(Name::of(one), Name::of(other));
        }
    }

    #[test]
    fn a_name_grows_word_by_word() {
        let words = ["Buôn", "Đôn", "Krông"];
        let grown = words.iter().fold(Name::default(), |name, word| name.and(word));
        assert_eq!(grown, Name::of("Buôn Đôn Krông"));
    }

    #[test]
    fn units_come_before_what_nature_and_builders_made() {
        assert!(Kind::ALL.is_sorted() && Kind::ALL.into_iter().all(|kind| Kind::read(kind.slug()) == Some(kind)));
        assert!(Kind::Xa.is_unit() && Kind::Xa.is_lowest() && Kind::DacKhu.is_lowest());
        assert!(Kind::Huyen.is_unit() && !Kind::Huyen.is_lowest() && !Kind::ThiXa.is_lowest());
        assert!(!Kind::Song.is_unit() && !Kind::Duong.is_unit() && !Kind::Duong.is_lowest());
    }
}
