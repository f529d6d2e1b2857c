//! A written word to its letters, and the letters to a syllable.
//!
//! This is asked of every word of every text, so the way to a yes is short: a word of up to twelve letters goes into an
//! array, the onset is read off the first one to three of them, and the rest, at most four letters of six bits, is looked
//! up in a table of 512 slots. Nothing is allocated. Why a word is *not* a syllable is found by [`super::flaw`], which
//! only the suspicious words reach.

use std::sync::LazyLock;

use super::letter::{Glyph, Letter, Tone, ToneStyle};
use super::packed::Syllable;
use super::rime::{self, ONSETS, RIMES};

/// How a word uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// nỗ
    Lower,
    /// Nỗ
    Capital,
    /// NỖ, of two letters or more
    Upper,
    /// nỖ, Nỗ of three letters with two capitals …
    Mixed,
}

impl Case {
    /// The case of a word, given for each letter whether it is a capital.
    pub fn of(letters: impl Iterator<Item = bool>) -> Case {
        let (mut count, mut capitals, mut first) = (0, 0, false);
        for upper in letters {
            first |= upper && count == 0;
            capitals += usize::from(upper);
            count += 1;
        }
        Case::counted(count, capitals, first)
    }

    /// The case of a word of `count` letters, of which `capitals` are capitals; `first` says whether the first one is.
    #[inline]
    fn counted(count: usize, capitals: usize, first: bool) -> Case {
        match capitals {
            0 => Case::Lower,
            1 if first => Case::Capital,
            n if n == count => Case::Upper,
            _ => Case::Mixed,
        }
    }

    /// A word or phrase that is given in lower case, in this case. `Mixed` leaves it lower: where its capitals were is
    /// not known.
    pub fn apply(self, lower: &str) -> String {
        match self {
            Case::Lower | Case::Mixed => lower.to_owned(),
            Case::Upper => lower.to_uppercase(),
            Case::Capital => {
                let mut chars = lower.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            }
        }
    }
}

/// The most letters a word may have to be looked at as a syllable. The longest syllable, *nghiêng*, has seven; more than
/// that leaves room for slips, and for naming what is wrong with them.
pub(super) const MAX_LETTERS: usize = 12;

/// Facts about a rime that parsing needs.
#[derive(Clone, Copy, Default)]
struct RimeFacts {
    /// Closed by p, t, c or ch.
    stopped: bool,
    /// Begins with iê, which takes its i from gi.
    takes_i: bool,
    /// The index of the letter that carries the tone mark: older style, newer style, after qu.
    marks: [u8; 3],
}

/// Lookup tables for onsets and rimes by their letters.
struct Tables {
    /// By the first letter, and the second + 1 (0 if there is none): the onset's number and its length in letters. `ng`
    /// before h is handled in code.
    onsets: [[(u8, u8); Letter::COUNT + 1]; Letter::COUNT],
    /// (letters packed, rime + 1), open addressing; 0 is empty.
    slots: [(u32, u8); 512],
    rimes: [RimeFacts; RIMES.len()],
    /// For each onset, a bit for each rime that it may stand before.
    fits: [[u64; 3]; ONSETS.len()],
}

const _: () = assert!(RIMES.len() <= 192 && RIMES.len() < u8::MAX as usize);

/// The number of an onset, computed at compile time.
const fn number(onset: &str) -> usize {
    let mut at = 0;
    while at < ONSETS.len() {
        let (one, two) = (ONSETS[at].as_bytes(), onset.as_bytes());
        let mut same = one.len() == two.len();
        let mut byte = 0;
        while same && byte < one.len() {
            same = one[byte] == two[byte];
            byte += 1;
        }
        if same {
            return at;
        }
        at += 1;
    }
    panic!("not an onset")
}

const GI: usize = number("gi");
const QU: usize = number("qu");
const NG: usize = number("ng");
const NGH: usize = number("ngh");
const NONE: usize = number("");

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        onsets: [[(NONE as u8, 0); Letter::COUNT + 1]; Letter::COUNT],
        slots: [(0, 0); 512],
        rimes: [RimeFacts::default(); RIMES.len()],
        fits: [[0; 3]; ONSETS.len()],
    };
    // Onsets of one letter first, so that those of two overwrite them where they apply.
    let mut onsets: Vec<(usize, Vec<Letter>)> =
        ONSETS.iter().map(|onset| onset.chars().filter_map(Letter::of).collect()).enumerate().collect();
    onsets.sort_by_key(|(_, letters)| letters.len());
    for (onset, letters) in onsets {
        match letters[..] {
            [one] => tables.onsets[one.index()].fill((onset as u8, 1)),
            [one, two] => tables.onsets[one.index()][two.index() + 1] = (onset as u8, 2),
            _ => {}
        }
    }
    for (index, rime) in RIMES.iter().enumerate() {
        let letters: Vec<Letter> = rime.letters.chars().filter_map(Letter::of).collect();
        let key = packed(&letters);
        let mut slot = start(key);
        while tables.slots[slot].1 != 0 {
            slot = (slot + 1) % tables.slots.len();
        }
        tables.slots[slot] = (key, index as u8 + 1);
        let mark = |style, after_qu| rime.mark_at(style, after_qu) as u8;
        tables.rimes[index] = RimeFacts {
            stopped: rime.is_stopped(),
            takes_i: rime.letters.starts_with("iê"),
            marks: [mark(ToneStyle::Older, false), mark(ToneStyle::Newer, false), mark(ToneStyle::Older, true)],
        };
        for (onset, fits) in tables.fits.iter_mut().enumerate() {
            if rime::fits(ONSETS[onset], rime) {
                fits[index / 64] |= 1 << (index % 64);
            }
        }
    }
    tables
});

fn packed(letters: &[Letter]) -> u32 {
    letters.iter().fold(0, |key, letter| (key << 6) | (letter.index() as u32 + 1))
}

fn start(key: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> 23) as usize
}

impl Tables {
    /// The number of the rime that these letters spell.
    #[inline]
    fn rime(&self, letters: &[Letter]) -> Option<usize> {
        if letters.is_empty() || letters.len() > 4 {
            return None;
        }
        let key = packed(letters);
        let mut slot = start(key);
        loop {
            match self.slots[slot] {
                (_, 0) => return None,
                (found, rime) if found == key => return Some(rime as usize - 1),
                _ => slot = (slot + 1) % self.slots.len(),
            }
        }
    }

    /// The number of the longest onset that the letters begin with, and its length in letters. `g` before i is `gi`.
    #[inline]
    fn onset(&self, letters: &[Letter]) -> (usize, usize) {
        let Some(first) = letters.first() else { return (NONE, 0) };
        let second = letters.get(1).map_or(0, |second| second.index() + 1);
        let (onset, len) = self.onsets[first.index()][second];
        if onset as usize == NG && letters.get(2) == Some(&const { Letter::of('h').unwrap() }) {
            return (NGH, 3);
        }
        (onset as usize, len as usize)
    }

    #[inline]
    fn fits(&self, onset: usize, rime: usize) -> bool {
        self.fits[onset][rime / 64] >> (rime % 64) & 1 != 0
    }

    /// The numbers of onset and rime, and the number of letters before the rime.
    #[inline]
    fn split(&self, letters: &[Letter]) -> Option<(usize, usize, usize)> {
        let (onset, len) = self.onset(letters);
        // In gi + consonant, gi alone, and gi + ê, the i belongs to the rime: gìn, gì, giếng.
        if onset == GI {
            let own = &letters[1..];
            if let Some(rime) = self.rime(own).filter(|rime| self.rimes[*rime].takes_i) {
                return Some((onset, rime, 1));
            }
            if letters.get(2).is_none_or(|next| !next.is_vowel()) {
                return Some((onset, self.rime(own)?, 1));
            }
        }
        Some((onset, self.rime(&letters[len..])?, len))
    }
}

/// Whether this onset may stand before this rime with this tone: [`rime::allowed`] as a table.
#[inline]
pub(super) fn allowed(onset: usize, rime: usize, tone: Tone) -> bool {
    let tables = &*TABLES;
    tables.fits(onset, rime) && (!tables.rimes[rime].stopped || matches!(tone, Tone::Sac | Tone::Nang))
}

/// The number of the rime that `letters` spell, whatever the onset is.
pub(super) fn find_rime(letters: &[Letter]) -> Option<usize> {
    TABLES.rime(letters)
}

/// A written word split into letters, tone marks and case.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    letters: [Letter; MAX_LETTERS],
    len: u8,
    /// The number of tone marks, and the first of them with its letter.
    marks: u8,
    tone: Tone,
    mark_at: u8,
    case: Case,
    eth: bool,
}

/// The capitals and the alphabet of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its capitals.
    pub case: Case,
    /// Whether a letter has a hat, breve, horn, bar or tone mark.
    pub marked: bool,
    /// Whether all letters are of the Vietnamese alphabet.
    pub vietnamese: bool,
    /// Whether one of them is Icelandic Ð or ð, taken for Đ or đ.
    pub eth: bool,
}

impl Word {
    /// Reads a word of one to twelve letters; `None` if it is longer, empty, or has a character that is neither a
    /// Vietnamese nor an English letter.
    #[inline]
    pub fn read(word: &str) -> Option<Word> {
        let mut read = Word {
            letters: [const { Letter::of('a').unwrap() }; MAX_LETTERS],
            len: 0,
            marks: 0,
            tone: Tone::Ngang,
            mark_at: 0,
            case: Case::Lower,
            eth: false,
        };
        let (mut capitals, mut first_upper) = (0, false);
        for c in word.chars() {
            let glyph = Glyph::of(c)?;
            let at = read.len as usize;
            if at == MAX_LETTERS {
                return None;
            }
            read.letters[at] = glyph.letter;
            if glyph.tone != Tone::Ngang {
                if read.marks == 0 {
                    (read.tone, read.mark_at) = (glyph.tone, read.len);
                }
                read.marks += 1;
            }
            capitals += usize::from(glyph.upper);
            first_upper |= glyph.upper && at == 0;
            read.eth |= glyph.eth;
            read.len += 1;
        }
        if read.len == 0 {
            return None;
        }
        read.case = Case::counted(read.len as usize, capitals, first_upper);
        Some(read)
    }

    /// Its letters, in lower case and without tone.
    pub fn letters(&self) -> &[Letter] {
        &self.letters[..self.len as usize]
    }

    /// The tone of its first tone mark; `Ngang` if it has none.
    pub fn tone(&self) -> Tone {
        self.tone
    }

    /// How many letters carry a tone mark.
    pub fn marks(&self) -> usize {
        self.marks as usize
    }

    /// Its capitals and alphabet.
    pub fn shape(&self) -> Shape {
        Shape {
            case: self.case,
            marked: self.marks > 0 || self.letters().iter().any(|letter| letter.plain() != *letter),
            vietnamese: self.letters().iter().all(|letter| letter.is_vietnamese()),
            eth: self.eth,
        }
    }

    /// The syllable that the word spells; `None` if it is none. [`Word::syllable`] says why.
    #[inline]
    pub fn known(&self) -> Option<Syllable> {
        if self.marks > 1 {
            return None;
        }
        let tables = &*TABLES;
        let (onset, rime, before) = tables.split(self.letters())?;
        let facts = &tables.rimes[rime];
        if facts.stopped && !matches!(self.tone, Tone::Sac | Tone::Nang) || !tables.fits(onset, rime) {
            return None;
        }
        if self.marks == 1 {
            let at = self.mark_at.wrapping_sub(before as u8);
            let [older, newer, after_qu] = facts.marks;
            if if onset == QU { at != after_qu } else { at != older && at != newer } {
                return None;
            }
        }
        Some(Syllable::pack(onset, rime, self.tone))
    }

    /// The tone style of the word; `None` if both styles write it alike.
    pub fn style(&self) -> Option<ToneStyle> {
        let (onset, rime, before) = self.split()?;
        if self.marks != 1 || !rime::has_two_styles(rime) || ONSETS[onset] == "qu" {
            return None;
        }
        let older = before + RIMES[rime].mark_at(ToneStyle::Older, false) == self.mark_at as usize;
        Some(if older { ToneStyle::Older } else { ToneStyle::Newer })
    }

    /// The numbers of onset and rime, and the number of letters before the rime, whatever the tone is.
    pub(super) fn split(&self) -> Option<(usize, usize, usize)> {
        TABLES.split(self.letters())
    }
}

/// The number of the longest onset that the letters begin with, and its length in letters.
pub(super) fn onset(letters: &[Letter]) -> (usize, usize) {
    TABLES.onset(letters)
}

impl Syllable {
    /// The syllable that a word spells, in any case and either tone style.
    pub fn parse(word: &str) -> Option<Syllable> {
        Word::read(word)?.known()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_read_and_put_back() {
        for (word, case) in [("nỗ", Case::Lower), ("Nỗ", Case::Capital), ("NỖ", Case::Upper), ("nỖ", Case::Mixed)]
        {
            assert_eq!(Word::read(word).unwrap().shape().case, case);
            assert_eq!(Case::of(word.chars().map(char::is_uppercase)), case);
        }
        assert_eq!(Case::Capital.apply("nỗ lực"), "Nỗ lực");
        assert_eq!(Case::Upper.apply("nỗ lực"), "NỖ LỰC");
        assert_eq!(Word::read("Ở").unwrap().shape().case, Case::Capital);
    }

    #[test]
    fn tone_style_is_seen_where_it_shows() {
        let style = |word| Word::read(word).unwrap().style();
        assert_eq!(style("hòa"), Some(ToneStyle::Older));
        assert_eq!(style("thuỷ"), Some(ToneStyle::Newer));
        assert_eq!(style("quý"), None);
        assert_eq!(style("toán"), None);
        assert_eq!(style("hoa"), None);
    }

    #[test]
    fn words_that_are_syllables() {
        for word in "ý yêu quạ quốc quỳnh quýt quí gìn giê gia giặc giường khuya khuỷu ngoằn ngoèo xoong nghiêng kỹ kỉ \
                     uống ươm ướt oẳng uể oải thuở huơ đờ rê mi xoáy quây quẩy quyển quăng giò chả tuýp ghi ghẹ ghế"
            .split_whitespace()
        {
            assert!(Syllable::parse(word).is_some(), "{word}");
        }
    }

    #[test]
    fn words_that_are_none() {
        for word in "kiẻm sat tóan cuả nưã thưở ngaỳ thúyên qủa ngỉ kang cế gề nghang tiang iên yêng2 lým được̀ bcd \
                     strong web Đắk Krông têt míât"
            .split_whitespace()
        {
            assert_eq!(Syllable::parse(word), None, "{word}");
        }
    }
}
