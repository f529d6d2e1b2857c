//! Capitals within a term that begins with one: *Phó Chủ tịch* beside *Phó chủ tịch*. Reported by `nhat-quan/viet-hoa`.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use super::mark_rarer;
use crate::rules::{Bilingual, Context, Findings};
use crate::syllable::{Case, Syllable, SyllableSet};
use crate::text::{Prose, Span};
use crate::token::{Gap, Token};

/// Complete terms with the capitals that a decree or most of the press gives them: the form that is suggested where a text has
/// both forms equally often.
const TERMS: &[&str] = &[
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Tòa án nhân dân",
    "Viện kiểm sát nhân dân",
    "Mặt trận Tổ quốc",
    "Quân đội nhân dân",
    "Công an nhân dân",
    "Chánh án Tòa án nhân dân",
    "Chủ tịch Ủy ban nhân dân",
    "Chủ tịch Hội đồng nhân dân",
    "Phó Chủ tịch",
    "Phó Chủ nhiệm",
    "Phó Giám đốc",
    "Phó Tổng Giám đốc",
    "Phó Bí thư",
    "Phó Hiệu trưởng",
    "Phó Thủ tướng",
    "Phó Trưởng ban",
    "Phó Viện trưởng",
    "Phó Cục trưởng",
    "Tổng Giám đốc",
    "Tổng Bí thư",
    "Tổng Thư ký",
];

/// How many words are compared of a body or document that is none of [`TERMS`]: *Sở Giáo dục và*, *Bộ Kế hoạch và Đầu tư*.
const WINDOWS: [usize; 2] = [4, 6];

/// Words that are in no name of a body or document: the name ends before them.
const OUTSIDE: &[&str] = &[
    "này", "đó", "ấy", "của", "là", "được", "bị", "đã", "sẽ", "đang", "có", "không", "tại", "từ", "trong", "với",
    "cho", "để", "khi", "theo", "do", "bởi", "nhưng", "thì", "mà", "đến", "ra", "vào", "gửi", "nói", "quy", "cũng",
    "vẫn", "phải", "các", "những", "trên", "dưới", "sau", "trước", "gồm", "hay", "hoặc", "như", "nhậm", "giữ", "thăm",
];

/// The fewest and the most words of a term.
const SHORTEST: usize = 3;
const LONGEST: usize = 6;

/// A term in the text.
struct Occurrence {
    key: u64,
    at: usize,
    len: usize,
    /// A bit for each word that has a capital; the first word is the lowest bit.
    capitals: u8,
    /// Its form in [`TERMS`], if it is one of them.
    known: Option<&'static str>,
}

/// Reports terms that begin with a capital and whose other capitals are the rarer form in this text.
pub(super) fn check(text: &Context<'_>, found: &mut Findings<'_>) {
    let rows: Vec<Row> = text.tokens().capitals().filter_map(|(at, _)| Row::at(text, at)).collect();
    let mut done = HashSet::new();
    for window in WINDOWS {
        compare(text, &rows, found, window, &mut done);
    }
}

/// Reports those of one length, except where a shorter one has been reported.
fn compare(text: &Context<'_>, rows: &[Row], found: &mut Findings<'_>, window: usize, done: &mut HashSet<usize>) {
    let list = text.tokens().list();
    let mut places: Vec<Occurrence> = rows.iter().filter_map(|row| row.term(text, window)).collect();
    if places.len() < 2 {
        return;
    }
    places.sort_by_key(|place| (place.key, place.at));
    for group in places.chunk_by(|a, b| a.key == b.key) {
        // Quick way out: nearly every term has only one form.
        if group.iter().all(|place| place.capitals == group[0].capitals)
            || group.iter().any(|place| done.contains(&place.at))
        {
            continue;
        }
        done.extend(group.iter().flat_map(|place| place.at..place.at + place.len));
        let mut counts = [0; 1 << LONGEST];
        group.iter().for_each(|place| counts[usize::from(place.capitals)] += 1);
        let count = |capitals: u8| counts[usize::from(capitals)];
        // Of equally frequent forms: the one in [`TERMS`], then the one with fewer capitals within compounds (*Liên bang*, not
        // *Liên Bang*), then the one with more capitals, then the first in the text.
        let rank = |place: &&Occurrence| {
            let more = place.known.is_none().then(|| (Reverse(broken(text, place)), place.capitals.count_ones()));
            (count(place.capitals), place.known.is_some_and(|known| capitals_of(known) == place.capitals), more)
        };
        let Some(usual) = group.iter().rev().max_by_key(rank).map(|place| place.capitals) else { continue };
        let many = count(usual);
        let span = |place: &Occurrence| list[place.at].span.cover(list[place.at + shown(text, place, usual) - 1].span);
        let others = || group.iter().filter(|place| place.capitals != usual);
        let rarer = others().map(|place| (span(place), vec![written(text, place, usual)]));
        let message = |marked: Span<Prose>| {
            let place = others().find(|place| span(place) == marked);
            let (few, usual) =
                place.map_or((1, String::new()), |place| (count(place.capitals), written(text, place, usual)));
            let rare = &text.text()[marked.range()];
            Bilingual::new(
                format!("“{rare}” ({few} chỗ) ở chỗ khác trong bài viết “{usual}” ({many} chỗ)"),
                format!("“{rare}” ({few} times) is “{usual}” elsewhere in the text ({many} times)"),
            )
        };
        let elsewhere = group.iter().filter(|place| place.capitals == usual).map(span);
        found.compared_with(elsewhere, |found| mark_rarer(found, (others().count(), many), rarer, message));
    }
}

/// How many words of a term a finding covers: up to the last word that changes, or to the end of its compound.
fn shown(text: &Context<'_>, place: &Occurrence, capitals: u8) -> usize {
    if place.known.is_some() {
        return place.len;
    }
    let last = (place.capitals ^ capitals).checked_ilog2().map_or(place.len - 1, |last| last as usize);
    last + 1 + usize::from(makes_word(text, place.at + last))
}

/// Whether a syllable and the next, without a capital, are a compound.
fn makes_word(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let next = list.get(at + 1).filter(|next| next.gap() == Gap::Space && next.case() == Case::Lower);
    let pair = list[at].syllable().zip(next.and_then(Token::syllable));
    // *Giáo dục và*: a frequent pair, but *và* is no second half of a compound.
    let joins = next.is_some_and(|next| text.of(next) == "và");
    pair.is_some_and(|(one, other)| text.make_word(one, other) || text.are_frequent(one, other) && !joins)
}

/// The number of compounds in a term whose second syllable has a capital like the first.
fn broken(text: &Context<'_>, place: &Occurrence) -> usize {
    let list = text.tokens().list();
    let capital = |number: usize| place.capitals >> number & 1 == 1;
    let word = |number: usize| {
        let pair = list[place.at + number - 1].syllable().zip(list[place.at + number].syllable());
        pair.is_some_and(|(one, other)| text.make_word(one, other))
    };
    (1..place.len).filter(|number| capital(number - 1) && capital(*number) && word(*number)).count()
}

/// The text of a term with other capitals and otherwise unchanged.
fn written(text: &Context<'_>, place: &Occurrence, capitals: u8) -> String {
    let list = text.tokens().list();
    let words = (0..shown(text, place, capitals)).map(|number| {
        let lower = text.of(&list[place.at + number]).to_lowercase();
        // The rest of a compound that goes on behind the term.
        if number >= place.len {
            return lower;
        }
        if capitals >> number & 1 == 1 { Case::Capital.apply(&lower) } else { lower }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A bit for each word of a term that has a capital; the first word is the lowest bit.
fn capitals_of(term: &str) -> u8 {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    term.split(' ').enumerate().filter(|(_, word)| capital(word)).fold(0, |bits, (number, _)| bits | 1 << number)
}

/// The words from a capital on that may be a term.
struct Row {
    at: usize,
    syllables: [Syllable; LONGEST],
    /// How many there are.
    len: usize,
    /// The one of [`TERMS`] that they begin with.
    known: Option<&'static (Vec<Syllable>, &'static str)>,
}

impl Row {
    /// The row that begins with the token `at`; `None` if no term can begin there.
    fn at(text: &Context<'_>, at: usize) -> Option<Row> {
        let list = text.tokens().list();
        let part = |at: usize| {
            let token = list.get(at).filter(|token| matches!(token.case(), Case::Lower | Case::Capital))?;
            // *Như vậy Thành phố có tám phường*: the capital of the sentence does not begin a name; the name comes later.
            token.syllable().filter(|syllable| !is_outside(*syllable))
        };
        let mut syllables = [part(at).filter(|_| list[at].case() == Case::Capital)?; LONGEST];
        let mut len = 1;
        while len < LONGEST && list.get(at + len).is_some_and(|next| next.gap() == Gap::Space) {
            let Some(syllable) = part(at + len) else { break };
            syllables[len] = syllable;
            len += 1;
        }
        if len < SHORTEST {
            return None;
        }
        // A word in the middle of a name does not begin a term; the first word of a sentence does not count as part of a name.
        let before = at.checked_sub(1).filter(|before| list[*before].is_word() && list[at].gap() == Gap::Space);
        if before.is_some_and(|before| list[before].case() != Case::Lower && !text.opens(before)) {
            return None;
        }
        let known = known(syllables[0]).find(|(term, _)| syllables[..len].starts_with(term));
        Some(Row { at, syllables, len, known })
    }

    /// The term that the row begins with: one of [`TERMS`], which are searched for with the first of [`WINDOWS`], or the first
    /// `window` words of another name.
    fn term(&self, text: &Context<'_>, window: usize) -> Option<Occurrence> {
        let (list, at) = (text.tokens().list(), self.at);
        let (len, known) = match self.known {
            Some((syllables, term)) if window == WINDOWS[0] => (syllables.len(), Some(*term)),
            None if self.len >= window && !is_person(text, at) => (window, None),
            _ => return None,
        };
        // The capital at the start of a sentence is no evidence: there another word has to have one, or the term is a document
        // or body that always has one.
        let chosen = || {
            list[at + 1..at + len].iter().any(|token| token.case() == Case::Capital)
                || known.is_some_and(|known| !known.starts_with("Phó") && !known.starts_with("Tổng"))
        };
        if text.opens(at) && !chosen() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        self.syllables[..len].hash(&mut hasher);
        let capital = |number: &usize| list[at + number].case() == Case::Capital;
        let capitals = (0..len).filter(capital).fold(0, |bits, number| bits | 1 << number);
        Some(Occurrence { key: hasher.finish(), at, len, capitals, known })
    }
}

/// Those of [`TERMS`] that begin with a syllable, the longest first, each with its syllables.
fn known(first: Syllable) -> impl Iterator<Item = &'static (Vec<Syllable>, &'static str)> {
    static KNOWN: LazyLock<Vec<(Vec<Syllable>, &str)>> = LazyLock::new(|| {
        let read = |term: &&'static str| (term.split(' ').filter_map(Syllable::parse).collect::<Vec<_>>(), *term);
        let mut known: Vec<_> = TERMS.iter().map(read).collect();
        known.sort_by_key(|(syllables, _)| syllables.len());
        known.reverse();
        known
    });
    static FIRST: LazyLock<SyllableSet> =
        LazyLock::new(|| KNOWN.iter().filter_map(|(syllables, _)| syllables.first().copied()).collect());
    KNOWN.iter().filter(move |_| FIRST.has(first))
}

/// Whether a word is one of [`OUTSIDE`].
fn is_outside(syllable: Syllable) -> bool {
    static WORDS: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(OUTSIDE.iter().copied()));
    WORDS.has(syllable)
}

/// Whether a person's name begins with a token: *Lê Văn Hải và đoàn*.
fn is_person(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let family = list[at].syllable().is_some_and(|syllable| text.names().roles(syllable).family >= FAMILY);
    family && list[at + 1].case() == Case::Capital
}

/// The least weight of a family name: ln of 1 + the number of names that begin with it.
const FAMILY: f32 = 3.5;
