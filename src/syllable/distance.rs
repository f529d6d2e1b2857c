//! How likely one written word is a slip for another: an edit distance that knows Vietnamese.
//!
//! Plain Levenshtein puts *kiẻm → kiểm* (one mark) and *kiẻm → khẻm* (one letter) side by side. Here a tone, a vowel mark
//! and a letter each have their own cost, and the pairs that writers confuse by ear (s/x, ch/tr, d/gi/r, n/ng …) count as
//! one slip however many letters they take. The costs are negative log-odds in no fixed base, to be compared with each
//! other only; they follow the shares of slips in Do et al. 2021 and Tran et al. 2021.

use std::sync::LazyLock;

use super::letter::{Letter, Tone};
use super::parse::{MAX_LETTERS, Word};

/// hỏi for ngã and ngã for hỏi: in much of the country they sound the same.
const TONE_HOI_NGA: f32 = 0.8;
/// The tone mark was left out.
const TONE_LOST: f32 = 1.2;
/// One tone for another.
const TONE_OTHER: f32 = 1.7;
/// A tone mark where none belongs.
const TONE_ADDED: f32 = 2.2;
/// A hat, breve, horn or bar was left out.
const MARK_LOST: f32 = 1.4;
/// One horn of ươ left out, or one too many in uơ: typing methods put them on by themselves, or fail to.
const HORN_MISPLACED: f32 = 0.8;
/// A letter with another mark, or with a mark too many.
const MARK_OTHER: f32 = 1.9;
/// A letter was left out.
const LETTER_LOST: f32 = 2.0;
/// A letter too many.
const LETTER_ADDED: f32 = 2.2;
/// The letter before it typed twice.
const LETTER_DOUBLED: f32 = 1.6;
/// A letter for another.
const LETTER_OTHER: f32 = 3.2;
/// A letter for its neighbour on the keyboard.
const LETTER_NEAR: f32 = 2.4;
/// Two letters in each other's place.
const TRANSPOSED: f32 = 2.0;
/// Consonants that sound alike somewhere: s/x, ch/tr, d/gi/r at the start, i/y.
const SOUND_ALIKE: f32 = 1.4;
/// l for n and n for l.
const L_FOR_N: f32 = 1.9;
/// Final consonants that are confused: n/ng, t/c, n/nh, ch/t.
const FINAL_ALIKE: f32 = 1.6;

/// Groups of letters that stand for one another as a whole: (one, other, cost). Each counts in both directions.
const UNITS: &[(&str, &str, f32)] = &[
    ("ch", "tr", SOUND_ALIKE),
    ("d", "gi", SOUND_ALIKE),
    ("r", "gi", SOUND_ALIKE),
    ("d", "r", SOUND_ALIKE),
    ("s", "x", SOUND_ALIKE),
    ("i", "y", SOUND_ALIKE),
    ("k", "c", SOUND_ALIKE),
    ("q", "c", SOUND_ALIKE),
    ("g", "gh", SOUND_ALIKE),
    ("ng", "ngh", SOUND_ALIKE),
    ("f", "ph", SOUND_ALIKE),
    ("l", "n", L_FOR_N),
    ("n", "ng", FINAL_ALIKE),
    ("n", "nh", FINAL_ALIKE),
    ("t", "c", FINAL_ALIKE),
    ("t", "ch", FINAL_ALIKE),
    ("ch", "c", FINAL_ALIKE),
    ("ie", "iê", MARK_LOST),
    ("uo", "ươ", MARK_LOST),
    ("uo", "uô", MARK_LOST),
    ("uơ", "ươ", HORN_MISPLACED),
    ("ưo", "ươ", HORN_MISPLACED),
    // The glide: o before a, ă, e, u elsewhere.
    ("oâ", "uâ", SOUND_ALIKE),
    ("oê", "uê", SOUND_ALIKE),
];

/// The least cost of a step over two letters meant, which may be two in each other's place, and over three.
const LEAST_OF_TWO: f32 = HORN_MISPLACED;
const LEAST_OF_THREE: f32 = SOUND_ALIKE;

/// The least cost of a step for each letter by which it changes the length.
const LEAST_OF_LENGTH: f32 = SOUND_ALIKE;

const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The costs above as tables.
struct Tables {
    /// The cost of one letter for another, by [`Letter::index`]: meant, written.
    substitution: [[f32; Letter::COUNT]; Letter::COUNT],
    /// Units in both directions: (written, meant, cost).
    units: Vec<(Vec<Letter>, Vec<Letter>, f32)>,
    /// For the last meant and the last written letter a bit for each unit that ends in them. Most pairs have none.
    ends: [[u64; Letter::COUNT]; Letter::COUNT],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let letters = |unit: &str| unit.chars().filter_map(Letter::of).collect::<Vec<_>>();
    let both = |(one, other, price): &(&str, &str, f32)| {
        [(letters(one), letters(other), *price), (letters(other), letters(one), *price)]
    };
    let units: Vec<_> = UNITS.iter().flat_map(both).collect();
    assert!(units.len() <= 64, "a bit for each unit");
    let mut ends = [[0; Letter::COUNT]; Letter::COUNT];
    for (bit, (written, meant, _)) in units.iter().enumerate() {
        if let (Some(written), Some(meant)) = (written.last(), meant.last()) {
            ends[meant.index()][written.index()] |= 1 << bit;
        }
    }
    let mut substitution = [[0.0; Letter::COUNT]; Letter::COUNT];
    for written in Letter::all() {
        for meant in Letter::all() {
            substitution[meant.index()][written.index()] = letter_cost(written, meant);
        }
    }
    Tables { substitution, units, ends }
});

/// The cost of having written `written` for `meant`, 0 when letters and tone are equal; `None` if it is above `limit`,
/// which most pairs show early.
pub fn cost(written: &Word, meant: &Word, limit: f32) -> Option<f32> {
    let tone = tone_cost(written, meant.tone());
    let letters = letters_cost(written.letters(), meant.letters(), limit - tone)?;
    Some(tone + letters)
}

/// The part of [`cost`] that lies in the tone.
pub fn tone_cost(written: &Word, meant: Tone) -> f32 {
    // A second tone mark in the word says that tones were hit by accident: the missing one may be among them.
    if written.marks() > 1 && meant == Tone::Ngang {
        return TONE_OTHER;
    }
    tone_for_tone(written.tone(), meant)
}

/// The cost of one tone for another.
pub(super) fn tone_for_tone(written: Tone, meant: Tone) -> f32 {
    match (written, meant) {
        (w, m) if w == m => 0.0,
        (Tone::Hoi, Tone::Nga) | (Tone::Nga, Tone::Hoi) => TONE_HOI_NGA,
        (Tone::Ngang, _) => TONE_LOST,
        (_, Tone::Ngang) => TONE_ADDED,
        _ => TONE_OTHER,
    }
}

fn letter_cost(written: Letter, meant: Letter) -> f32 {
    if written == meant {
        0.0
    } else if written.plain() == meant.plain() {
        if written == written.plain() { MARK_LOST } else { MARK_OTHER }
    } else if are_neighbours(written.plain().char(), meant.plain().char()) {
        LETTER_NEAR
    } else {
        LETTER_OTHER
    }
}

fn are_neighbours(a: char, b: char) -> bool {
    let place = |c| KEYS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(c)?)));
    match (place(a), place(b)) {
        (Some((row_a, at_a)), Some((row_b, at_b))) => row_a.abs_diff(row_b) <= 1 && at_a.abs_diff(at_b) <= 1,
        _ => false,
    }
}

/// The letters' part of [`cost`]; `None` if it is above `limit`.
pub(super) fn letters_cost(written: &[Letter], meant: &[Letter], limit: f32) -> Option<f32> {
    let mut matrix = EditMatrix::new(written, limit);
    for len in 1..=meant.len() {
        matrix.add_column(&meant[..len]);
        if matrix.is_hopeless(len) {
            return None;
        }
    }
    let found = matrix.cost(meant.len());
    (found <= limit).then_some(found)
}

/// Damerau–Levenshtein over letters, with [`UNITS`] as single steps: for each beginning of what was meant a column of
/// what each beginning of what is written costs.
pub(super) struct EditMatrix<'w> {
    tables: &'static Tables,
    written: &'w [Letter],
    /// The cost of each written letter as one too many, at the place behind it.
    added: [f32; SIDE],
    /// The costs; infinite where the two beginnings differ in length by more than `band`.
    cost: [[f32; SIDE]; SIDE],
    /// Costs above this are not told from each other.
    limit: f32,
    /// By how many letters two beginnings may differ in length for no more than `limit`.
    band: usize,
    /// The least cost of each column.
    least: [f32; SIDE],
}

const SIDE: usize = MAX_LETTERS + 1;

/// The lower of two costs. [`f32::min`] asks for NaN, too, which takes as long as all else in the innermost loop.
#[inline]
fn lower(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

impl<'w> EditMatrix<'w> {
    /// A matrix with the column of nothing meant, for costs up to `limit`. Of more letters than a [`Word`] may have the
    /// first ones are read.
    pub(super) fn new(written: &'w [Letter], limit: f32) -> EditMatrix<'w> {
        let written = &written[..written.len().min(MAX_LETTERS)];
        let band = ((limit / LEAST_OF_LENGTH) as usize).min(MAX_LETTERS);
        let (mut added, mut cost) = ([LETTER_ADDED; SIDE], [[f32::INFINITY; SIDE]; SIDE]);
        cost[0][0] = 0.0;
        for w in 1..=written.len() {
            if w > 1 && written[w - 1].plain() == written[w - 2].plain() {
                added[w] = LETTER_DOUBLED;
            }
            if w <= band {
                cost[0][w] = cost[0][w - 1] + added[w];
            }
        }
        EditMatrix { tables: &TABLES, written, added, cost, limit, band, least: [0.0; SIDE] }
    }

    /// Fills the column of a beginning that is not empty, where the columns of all shorter beginnings are filled.
    pub(super) fn add_column(&mut self, meant: &[Letter]) {
        let (m, written) = (meant.len(), self.written);
        let Some(end) = meant.last().copied() else { return };
        let (substitution, ends) = (&self.tables.substitution[end.index()], &self.tables.ends[end.index()]);
        let (before, columns) = self.cost.split_at_mut(m);
        let (last_column, column) = (&before[m - 1], &mut columns[0]);
        if m <= self.band {
            column[0] = m as f32 * LETTER_LOST;
        }
        let first = m.saturating_sub(self.band).max(1);
        let mut above = column[first - 1];
        let mut least = above;
        for w in first..=written.len().min(m + self.band) {
            let letter = &written[w - 1];
            let mut best = lower(above + self.added[w], last_column[w] + LETTER_LOST);
            best = lower(best, last_column[w - 1] + substitution[letter.index()]);
            if w > 1 && m > 1 && *letter == meant[m - 2] && written[w - 2] == end {
                best = lower(best, before[m - 2][w - 2] + TRANSPOSED);
            }
            let mut units = ends[letter.index()];
            while units != 0 {
                let (left, right, price) = &self.tables.units[units.trailing_zeros() as usize];
                units &= units - 1;
                if written[..w].ends_with(left) && meant.ends_with(right) {
                    best = lower(best, before[m - right.len()][w - left.len()] + price);
                }
            }
            column[w] = best;
            above = best;
            least = lower(least, best);
        }
        self.least[m] = least;
    }

    /// Whether so many letters may have been meant for no more than the limit.
    pub(super) fn allows_length(&self, len: usize) -> bool {
        self.written.len().abs_diff(len) <= self.band
    }

    /// Whether all that begins with the first `len` letters meant costs more than the limit: it would have to go on from
    /// the last column, or pass over it in one step of two or three columns.
    pub(super) fn is_hopeless(&self, len: usize) -> bool {
        let limit = self.limit;
        let back = |columns: usize| len.checked_sub(columns).map_or(f32::INFINITY, |column| self.least[column]);
        back(0) > limit && back(1) + LEAST_OF_TWO > limit && back(2) + LEAST_OF_THREE > limit
    }

    /// The cost of having written all for the first `len` letters meant, or infinity, or something above the limit.
    pub(super) fn cost(&self, len: usize) -> f32 {
        self.cost[len][self.written.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(written: &str, meant: &str) -> f32 {
        cost(&Word::read(written).unwrap(), &Word::read(meant).unwrap(), f32::MAX).unwrap()
    }

    #[test]
    fn no_step_costs_less_than_is_reckoned_with() {
        for (written, meant, price) in &TABLES.units {
            assert!(*price >= LEAST_OF_LENGTH * written.len().abs_diff(meant.len()) as f32, "{written:?} {meant:?}");
            let least = [0.0, LEAST_OF_TWO, LEAST_OF_THREE].get(meant.len() - 1).copied();
            assert!(least.is_some_and(|least| *price >= least), "{meant:?}");
        }
        const { assert!(TRANSPOSED >= LEAST_OF_TWO && LETTER_DOUBLED.min(LETTER_LOST) >= LEAST_OF_LENGTH) };
    }

    #[test]
    fn the_likelier_slip_is_nearer() {
        for (written, near, far) in [
            ("kiẻm", "kiểm", "khẻm"),
            ("kiẻm", "kiểm", "kém"),
            ("sat", "sát", "sạch"),
            ("nổ", "nỗ", "nợ"),
            ("đươc", "được", "đưa"),
            ("nghiêp", "nghiệp", "nghiền"),
            ("trưòng", "trường", "trong"),
            ("sữ", "sử", "cứ"),
            ("giành", "dành", "nhành"),
            ("ngành", "nghành", "hành"),
            ("hồai", "hoài", "hồi"),
        ] {
            assert!(between(written, near) < between(written, far), "{written}: {near} {far}");
        }
    }

    proptest! {
        #[test]
        fn it_is_zero_for_itself_and_never_negative(
            a in "[a-zăâđêôơưáảếợ]{1,9}", b in "[a-zăâđêôơưáảếợ]{1,9}",
        ) {
            prop_assert_eq!(between(&a, &a), 0.0);
            let distance = between(&a, &b);
            prop_assert!(distance >= 0.0 && distance.is_finite());
            let within = |limit| cost(&Word::read(&a).unwrap(), &Word::read(&b).unwrap(), limit);
            prop_assert_eq!(within(distance + 0.01), Some(distance));
            prop_assert_eq!(within(distance - 0.01), None);
        }
    }
}
