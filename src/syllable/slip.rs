//! One syllable written for another: every syllable that may have been meant, with the cost and the kind of the slip.
//!
//! A slip changes the onset, the rime or the tone, and its cost is the sum of the three. So the syllables near to one are
//! found by combination, from two small tables of onsets and rimes that are near to each other, and not by going through
//! all syllables.

use std::sync::{LazyLock, OnceLock};

use super::distance::tone_for_tone;
use super::letter::{Letter, Tone};
use super::nearest::SpellingIndex;
use super::rime::{ONSETS, RIMES};
use super::{Syllable, Word, parse};

/// The kind of a slip: what was done to the syllable that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SlipKind {
    /// hỏi for ngã, ngã for hỏi.
    HoiNga,
    /// s for x, x for s.
    SX,
    /// ch for tr, tr for ch.
    ChTr,
    /// One of d, gi, r for another.
    DGiR,
    /// l for n, n for l.
    LN,
    /// Another final consonant: n for ng, t for c.
    AmCuoi,
    /// i for y, y for i.
    IY,
    /// A tone, a hat, a horn, a bar left out.
    ThieuDau,
    /// Another tone or mark, or one too many.
    NhamDau,
    /// A letter lost, added, doubled, swapped, or its neighbour on the keyboard.
    GoPhim,
    /// Two words written as one.
    DinhChu,
    /// One word written as two.
    TachChu,
    /// Several kinds at once.
    NguCanh,
}

impl SlipKind {
    /// All kinds, in the order of their discriminants.
    pub const ALL: [SlipKind; 13] = [
        SlipKind::HoiNga,
        SlipKind::SX,
        SlipKind::ChTr,
        SlipKind::DGiR,
        SlipKind::LN,
        SlipKind::AmCuoi,
        SlipKind::IY,
        SlipKind::ThieuDau,
        SlipKind::NhamDau,
        SlipKind::GoPhim,
        SlipKind::DinhChu,
        SlipKind::TachChu,
        SlipKind::NguCanh,
    ];

    /// Whether it comes from not knowing the spelling rather than from a slip of the finger: then the writer repeats
    /// it.
    pub fn is_habit(self) -> bool {
        use SlipKind::{AmCuoi, ChTr, DGiR, HoiNga, IY, LN, SX};
        matches!(self, HoiNga | SX | ChTr | DGiR | LN | AmCuoi | IY)
    }
}

/// A syllable that may have been meant, and the slip that would have led from it to what is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slip {
    /// The syllable that may have been meant.
    pub meant: Syllable,
    /// The kind of the slip.
    pub kind: SlipKind,
    /// The cost of the slip, in the units of [`super::distance::cost`].
    pub cost: f32,
}

/// The highest cost of a slip that is considered: two ordinary slips in one syllable.
pub const FARTHEST: f32 = 3.7;

/// An onset or a rime that is near to another: its number, the cost and the kind of the slip.
#[derive(Clone, Copy, PartialEq)]
struct NearbyForm {
    to: u8,
    kind: SlipKind,
    cost: f32,
}

/// Onsets or rimes, and for each of them the list of those near to it, made when first asked for.
struct NearbyForms {
    index: SpellingIndex,
    spellings: Vec<Vec<Letter>>,
    kind: fn(usize, usize) -> SlipKind,
    steps: Vec<OnceLock<Vec<NearbyForm>>>,
}

static ONSETS_NEAR: LazyLock<NearbyForms> = LazyLock::new(|| NearbyForms::new(ONSETS, onset_kind));
static RIMES_NEAR: LazyLock<NearbyForms> =
    LazyLock::new(|| NearbyForms::new(RIMES.iter().map(|rime| rime.letters), rime_kind));

impl NearbyForms {
    fn new<'s>(spellings: impl IntoIterator<Item = &'s str>, kind: fn(usize, usize) -> SlipKind) -> NearbyForms {
        let letters = |text: &str| text.chars().filter_map(Letter::of).collect();
        let spellings: Vec<Vec<Letter>> = spellings.into_iter().map(letters).collect();
        let steps = spellings.iter().map(|_| OnceLock::new()).collect();
        NearbyForms { index: SpellingIndex::new(&spellings), spellings, kind, steps }
    }

    /// The onsets or rimes near to one, itself first, then by cost.
    fn to(&self, from: usize) -> &[NearbyForm] {
        self.steps[from].get_or_init(|| {
            let mut steps = Vec::new();
            self.index.within(&self.spellings[from], FARTHEST, |to, cost| {
                steps.push(NearbyForm { to: to as u8, kind: (self.kind)(from, to), cost });
            });
            steps.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.to.cmp(&b.to)));
            steps
        })
    }
}

fn onset_kind(from: usize, to: usize) -> SlipKind {
    let pair = [ONSETS[from], ONSETS[to]];
    let both = |set: &[&str]| pair.iter().all(|onset| set.contains(onset));
    match pair {
        _ if both(&["s", "x"]) => SlipKind::SX,
        _ if both(&["ch", "tr"]) => SlipKind::ChTr,
        _ if both(&["d", "gi", "r"]) => SlipKind::DGiR,
        _ if both(&["l", "n"]) => SlipKind::LN,
        ["d", "đ"] => SlipKind::ThieuDau,
        ["đ", "d"] => SlipKind::NhamDau,
        _ => SlipKind::GoPhim,
    }
}

fn rime_kind(from: usize, to: usize) -> SlipKind {
    let (from, to) = (&RIMES[from], &RIMES[to]);
    let plain = |text: &str| text.chars().filter_map(Letter::of).map(Letter::plain).collect::<Vec<_>>();
    if plain(from.letters) == plain(to.letters) {
        // Marks were lost where every letter that differs has none.
        let lost = from
            .letters
            .chars()
            .zip(to.letters.chars())
            .all(|(from, to)| from == to || Letter::of(from).is_some_and(|letter| letter == letter.plain()));
        return if lost { SlipKind::ThieuDau } else { SlipKind::NhamDau };
    }
    let consonant = |coda: &str| !coda.is_empty() && !matches!(coda, "i" | "y" | "o" | "u");
    let head = |rime: &'static super::rime::Rime| (rime.glide(), rime.nucleus());
    if head(from) == head(to) && consonant(from.coda()) && consonant(to.coda()) {
        return SlipKind::AmCuoi;
    }
    if from.letters.replace('y', "i") == to.letters.replace('y', "i") {
        return SlipKind::IY;
    }
    SlipKind::GoPhim
}

fn tone_kind(from: Tone, to: Tone) -> SlipKind {
    match (from, to) {
        (Tone::Hoi, Tone::Nga) | (Tone::Nga, Tone::Hoi) => SlipKind::HoiNga,
        (Tone::Ngang, _) => SlipKind::ThieuDau,
        _ => SlipKind::NhamDau,
    }
}

/// The kind of several slips in one word: [`SlipKind::ThieuDau`] if all are missing diacritics, otherwise mixed.
fn together(kinds: impl Iterator<Item = SlipKind>) -> SlipKind {
    kinds
        .reduce(|one, other| match (one, other) {
            _ if one == other => one,
            (
                SlipKind::ThieuDau | SlipKind::NhamDau | SlipKind::HoiNga,
                SlipKind::ThieuDau | SlipKind::NhamDau | SlipKind::HoiNga,
            ) => SlipKind::NhamDau,
            _ => SlipKind::NguCanh,
        })
        .unwrap_or(SlipKind::NguCanh)
}

/// Calls `each` with every syllable that passes `wanted` and that `written` may be a slip for, up to the cost `limit`,
/// in a fixed order.
pub fn around(written: Syllable, limit: f32, wanted: impl Fn(Syllable) -> bool, mut each: impl FnMut(Slip)) {
    let (onset, rime, tone) = written.parts();
    for first in ONSETS_NEAR.to(onset).iter().take_while(|step| step.cost <= limit) {
        for second in RIMES_NEAR.to(rime).iter().take_while(|step| first.cost + step.cost <= limit) {
            for meant_tone in Tone::ALL {
                let cost = first.cost + second.cost + tone_for_tone(tone, meant_tone);
                if cost > limit || !parse::allowed(first.to as usize, second.to as usize, meant_tone) {
                    continue;
                }
                let meant = Syllable::pack(first.to as usize, second.to as usize, meant_tone);
                if meant == written || !wanted(meant) {
                    continue;
                }
                let parts = [
                    (first.to as usize != onset, first.kind),
                    (second.to as usize != rime, second.kind),
                    (meant_tone != tone, tone_kind(tone, meant_tone)),
                ];
                let kind = together(parts.into_iter().filter(|(differs, _)| *differs).map(|(_, kind)| kind));
                each(Slip { meant, kind, cost });
            }
        }
    }
}

/// The kind and cost of a non-word written for a syllable.
pub fn of_word(written: &Word, meant: Syllable, cost: f32) -> Slip {
    let own: Vec<Letter> = written.letters().iter().map(|letter| letter.plain()).collect();
    let spelled = Word::read(&meant.spelling());
    let same = spelled.is_some_and(|word| word.letters().iter().map(|letter| letter.plain()).eq(own.iter().copied()));
    let marked = |word: &Word| word.letters().iter().filter(|letter| letter.plain() != **letter).count();
    let lost = spelled.is_some_and(|word| marked(&word) >= marked(written) && written.marks() == 0);
    let kind = match (same, lost) {
        (true, true) => SlipKind::ThieuDau,
        (true, false) => SlipKind::NhamDau,
        _ => SlipKind::GoPhim,
    };
    Slip { meant, kind, cost }
}
