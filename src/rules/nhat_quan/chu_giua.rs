//! Capitals inside of a term that begins with one: *Phó Chủ tịch* beside *Phó chủ tịch*. Reported by `nhat-quan/viet-hoa`.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::mark_rarer;
use crate::rules::{Bilingual, Context, Findings};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Gap, Token};

/// Terms that are complete by themselves, as a decree or most of the press writes them: what is chosen where a text has as many of
/// each.
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

/// Words of a body or a document that are compared if it is none of the terms: *Sở Giáo dục và*, *Bộ Kế hoạch và Đầu tư*.
const WINDOWS: [usize; 2] = [4, 6];

/// The words of the longest of the terms.
const LONGEST_TERM: usize = 5;

/// A term in the text.
struct Place {
    key: u64,
    at: usize,
    len: usize,
    /// Its form in [`TERMS`], if it is one of them.
    known: Option<&'static str>,
}

/// Marks terms that begin with a capital and have the rarer capitals inside.
pub(super) fn check(text: &Context<'_>, found: &mut Findings<'_>) {
    let mut done = HashSet::new();
    for window in WINDOWS {
        compare(text, found, window, &mut done);
    }
}

/// Marks those of one length, except where a shorter one has been marked.
fn compare(text: &Context<'_>, found: &mut Findings<'_>, window: usize, done: &mut HashSet<usize>) {
    let list = text.tokens().list();
    let mut places: Vec<Place> = (0..list.len()).filter_map(|at| place(text, at, window)).collect();
    if places.len() < 2 {
        return;
    }
    places.sort_by_key(|place| (place.key, place.at));
    for group in places.chunk_by(|a, b| a.key == b.key) {
        let span = |place: &Place| list[place.at].span.cover(list[place.at + place.len - 1].span);
        let form = |place: &Place| &text.text()[span(place).range()];
        let mut counts: HashMap<&str, usize> = HashMap::new();
        group.iter().for_each(|place| *counts.entry(form(place)).or_default() += 1);
        if counts.len() < 2 {
            continue;
        }
        let count = |written: &str| counts.get(written).copied().unwrap_or_default();
        let capitals = |written: &str| written.chars().filter(|c| c.is_uppercase()).count();
        let rank = |place: &&Place| {
            let written = form(place);
            let known = place
                .known
                .is_some_and(|known| known.chars().filter(|c| c.is_uppercase()).count() == capitals(written));
            let named = place.known.is_none();
            (count(written), known, if named { capitals(written) } else { 0 })
        };
        let Some(usual) = group.iter().rev().max_by_key(rank).map(form) else { continue };
        if group.iter().any(|place| done.contains(&place.at)) {
            continue;
        }
        done.extend(group.iter().flat_map(|place| place.at..place.at + place.len));
        let others = || group.iter().filter(|place| form(place) != usual);
        let many = count(usual);
        let rarer = others().map(|place| (span(place), vec![usual.to_owned()]));
        mark_rarer(found, (others().count(), many), rarer, |span: Span<Prose>| {
            let written = &text.text()[span.range()];
            let few = count(written);
            Bilingual::new(
                format!("“{written}” ({few} chỗ) ở chỗ khác trong bài viết “{usual}” ({many} chỗ)"),
                format!("“{written}” ({few} times) is “{usual}” elsewhere in the text ({many} times)"),
            )
        });
    }
}

/// The term that begins with a token inside a sentence.
fn place(text: &Context<'_>, at: usize, window: usize) -> Option<Place> {
    let tokens = text.tokens();
    let list = tokens.list();
    let is_part = |at: usize| {
        list.get(at).is_some_and(|token: &Token| {
            token.syllable().is_some() && matches!(token.case(), Case::Lower | Case::Capital)
        })
    };
    if list[at].case() != Case::Capital || !is_part(at) {
        return None;
    }
    // A name that goes on is no beginning; the first word of a sentence is no name for that.
    let before = at.checked_sub(1).filter(|before| list[*before].is_word() && list[at].gap() == Gap::Space);
    if before.is_some_and(|before| list[before].case() != Case::Lower && !text.opens(before)) {
        return None;
    }
    let follows = |at: usize| is_part(at) && list[at].gap() == Gap::Space;
    let reach = 1 + (at + 1..).take(window.max(LONGEST_TERM) - 1).take_while(|at| follows(*at)).count();
    let lower = |len: usize| -> String {
        let words: Vec<String> = list[at..at + len].iter().map(|token| text.of(token).to_lowercase()).collect();
        words.join(" ")
    };
    let mut hasher = DefaultHasher::new();
    let known = (3..=reach).rev().find_map(|len| {
        let written = lower(len);
        let term = TERMS.iter().find(|term| term.to_lowercase() == written)?;
        Some((len, *term))
    });
    let (len, known) = match known {
        Some((len, term)) => (len, Some(term)),
        None if reach >= window => (window, None),
        None => return None,
    };
    if known.is_some() && window != WINDOWS[0] {
        return None;
    }
    // The first capital of a sentence is nobody's choice: there the others have to show that the term has them, or a document or
    // body that has one wherever it stands.
    let chosen = || {
        list[at + 1..at + len].iter().any(|token| token.case() == Case::Capital)
            || known.is_some_and(|known| !known.starts_with("Phó") && !known.starts_with("Tổng"))
    };
    if text.opens(at) && !chosen() {
        return None;
    }
    lower(len).hash(&mut hasher);
    Some(Place { key: hasher.finish(), at, len, known })
}
