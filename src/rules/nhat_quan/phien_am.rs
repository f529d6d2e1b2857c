//! `nhat-quan/phien-am`: a foreign name transcribed in two ways.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use super::mark_rarer;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span, normal};
use crate::token::Token;

/// Rule `nhat-quan/phien-am`. Example: *Mát-xcơ-va* beside *Matxcơva*.
pub struct TwoTranscriptions;

/// The fewest letters of a name: shorter ones may be alike by chance.
const SHORTEST: usize = 5;

/// Names whose transcription cannot be compared letter by letter with the original, in lower case without diacritics and hyphens;
/// the first of each group stands for all.
const SAME: &[&[&str]] = &[
    &["moscow", "matxcova", "moskva"],
    &["paris", "pari"],
    &["washington", "oasinhton"],
    &["singapore", "xingapo", "singapo"],
    &["malaysia", "malaixia"],
    &["indonesia", "indonexia"],
    &["myanmar", "mianma"],
    &["campuchia", "cambodia"],
    &["ukraine", "ucraina", "ukraina"],
    &["argentina", "achentina"],
    &["brazil", "braxin"],
    &["iraq", "irac"],
    &["geneva", "gionevo"],
];

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/phien-am"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Một tên nước ngoài phiên âm hai cách: Mát-xcơ-va, Matxcơva",
        "A foreign name transcribed in two ways",
    ),
    why: Bilingual::fixed(
        "Mát-xcơ-va, Matxcơva, Moscow đều gặp, nhưng một bài nên viết một cách để người đọc biết là một nơi. Chỉ so tên \
         có gạch nối với tên viết liền cùng chữ cái, tên có dấu với tên không dấu khi chắc là một (Petra Kvitová, Petra \
         Kvitova), và một số tên quen thuộc; tên đứng trong ngoặc chú nguyên ngữ ngay \
         sau phiên âm được để yên.",
        "Mát-xcơ-va, Matxcơva and Moscow are all seen, but a text should keep to one. Only hyphenated names and the same \
         letters without hyphens are compared, names with and without marks where they are surely one, and some well-known names; an original in brackets is left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Đoàn đến Mát-xcơ-va hôm qua. Từ Mát-xcơ-va, đoàn bay tiếp. Matxcơva đang lạnh.",
            "Đoàn đến Mát-xcơ-va hôm qua. Từ Mát-xcơ-va, đoàn bay tiếp. Mát-xcơ-va đang lạnh.",
        ),
        Example::new(
            "Nhà văn Đốt-xtôi-ép-xki sinh ở Nga. Tác phẩm của Đốt-xtôi-ép-xki rất dày, Đôtxtôiepxki viết nhanh.",
            "Nhà văn Đốt-xtôi-ép-xki sinh ở Nga. Tác phẩm của Đốt-xtôi-ép-xki rất dày, Đốt-xtôi-ép-xki viết nhanh.",
        ),
        Example::new(
            "Hạt giống Petra Kvitova thắng. Theo Petra Kvitová, sân hơi trơn. Mai Petra Kvitova đánh tiếp.",
            "Hạt giống Petra Kvitova thắng. Theo Petra Kvitova, sân hơi trơn. Mai Petra Kvitova đánh tiếp.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đoàn đến Mát-xcơ-va hôm qua, rồi về Mát-xcơ-va."),
        Cow::Borrowed(
            "Ông Peter Handke viết, Péter Nádas đọc. Ông Peter Handke cảm ơn, rồi María Ruiz và Maria Callas hát.",
        ),
        Cow::Borrowed("Người thì viết Matxcova hay Mát-xcơ-va. Đoàn đến Matxcova, rồi rời Matxcova."),
        Cow::Borrowed("Đoàn đến Mát-xcơ-va (Moscow) rồi bay sang thủ đô khác."),
    ]),
};

/// A name: a hash of its letters without diacritics and hyphens, and its tokens.
#[derive(Clone, Copy)]
struct Name {
    key: u64,
    first: usize,
    last: usize,
}

impl Rule for TwoTranscriptions {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let chains = chains(text);
        let single = text.tokens().odd_words().filter(|(_, _, word)| word.case == Case::Capital && !word.chained);
        let single = single.map(|(at, ..)| (at, at));
        let mut names: Vec<Name> = chains.into_iter().chain(single).filter_map(|range| name(text, range)).collect();
        names.sort_by_key(|name| (name.key, name.first));
        for group in names.chunk_by(|a, b| a.key == b.key) {
            let written = |name: &Name| &text.text()[list[name.first].span.cover(list[name.last].span).range()];
            if group.iter().all(|name| written(name) == written(&group[0])) {
                continue;
            }
            let mut counts: HashMap<&str, usize> = HashMap::new();
            group.iter().for_each(|name| *counts.entry(written(name)).or_default() += 1);
            let count = |spelling: &str| counts.get(spelling).copied().unwrap_or_default();
            // Of equally frequent spellings, the first in the text.
            let Some(usual) = group.iter().rev().max_by_key(|name| count(written(name))).map(written) else { continue };
            let many = count(usual);
            if many < 2 {
                continue;
            }
            // *María* and *Maria* may be two people, unless both stand beside the same other name, or both alone.
            let same = |name: &Name| {
                is_chained(text, name)
                    || usual.contains('-')
                    || !has_letters_of(written(name), usual)
                    || group.iter().any(|other| written(other) == usual && stand_alike(text, name, other))
            };
            // *South East hay South-East*: the text mentions both as alternatives.
            let named = |name: &Name| {
                let or = name.first.checked_sub(1).is_some_and(|at| matches!(text.of(&list[at]), "hay" | "hoặc"));
                or && group.iter().any(|other| other.last + 2 == name.first)
            };
            let others: Vec<&Name> = group
                .iter()
                .filter(|name| written(name) != usual && !is_gloss(text, name) && !named(name) && same(name))
                .collect();
            let span = |name: &Name| list[name.first].span.cover(list[name.last].span);
            let rarer = others.iter().map(|name| (span(name), vec![usual.to_owned()]));
            let message = |span: Span<Prose>| {
                let rare = &text.text()[span.range()];
                let few = count(rare);
                Bilingual::new(
                    format!("“{rare}” ({few} chỗ) ở các chỗ khác trong bài viết “{usual}” ({many} chỗ)"),
                    format!("“{rare}” ({few} times) is “{usual}” elsewhere in the text ({many} times)"),
                )
            };
            let elsewhere = group.iter().filter(|name| written(name) == usual).map(span);
            found.compared_with(elsewhere, |found| mark_rarer(found, (others.len(), many), rarer, message));
        }
    }
}

fn is_chained(text: &Context<'_>, name: &Name) -> bool {
    name.first != name.last || text.of(&text.tokens().list()[name.first]).contains('-')
}

/// Whether two spellings have the same letters, apart from diacritics and case.
fn has_letters_of(one: &str, other: &str) -> bool {
    one.chars().map(base).eq(other.chars().map(base))
}

/// Whether two one-word names have the same capitalised word beside them, or both have none.
fn stand_alike(text: &Context<'_>, one: &Name, other: &Name) -> bool {
    let capital = |(_, token, word): (usize, &Token, crate::token::Word)| {
        (word.case != Case::Lower).then(|| text.of(token).to_lowercase())
    };
    let before = |name: &Name| text.previous_word(name.first).and_then(capital);
    let behind = |name: &Name| text.next_word(name.last).and_then(capital);
    let (one, other) = ([before(one), behind(one)], [before(other), behind(other)]);
    let alone = one.iter().chain(&other).all(Option::is_none);
    alone || one.iter().zip(&other).any(|(a, b)| a.is_some() && a == b)
}

/// The first and last token of each row of words joined by hyphens whose first word has a capital.
fn chains(text: &Context<'_>) -> Vec<(usize, usize)> {
    let tokens = text.tokens();
    let list = tokens.list();
    let mut chains: Vec<(usize, usize)> = Vec::new();
    for (at, _) in tokens.dashes() {
        let joins = tokens.before(at).and_then(Token::word).is_some_and(|word| word.chained)
            && tokens.after(at).and_then(Token::word).is_some_and(|word| word.chained);
        if !joins {
            continue;
        }
        match chains.last_mut().filter(|chain| chain.1 + 1 == at) {
            Some(chain) => chain.1 = at + 1,
            None => chains.push((at - 1, at + 1)),
        }
    }
    chains.retain(|(first, _)| list[*first].word().is_some_and(|word| word.case == Case::Capital));
    chains
}

/// The name in these tokens; `None` if it is shorter than [`SHORTEST`] or no name.
fn name(text: &Context<'_>, (first, last): (usize, usize)) -> Option<Name> {
    let list = text.tokens().list();
    let letters = (first..=last).flat_map(|at| text.of(&list[at]).chars()).filter(|c| c.is_alphabetic()).map(base);
    let letters: String = letters.collect();
    // *Girl's* is not *Girls*; two kinds of apostrophes are the business of another rule.
    let possessive = (first..=last).any(|at| text.of(&list[at]).contains(['\'', '’', '‘']));
    if possessive || letters.chars().count() < SHORTEST {
        return None;
    }
    static GROUPS: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| SAME.iter().flat_map(|group| group.iter().map(|name| (*name, group[0]))).collect());
    let mut hasher = DefaultHasher::new();
    GROUPS.get(&*letters).copied().unwrap_or(&letters).hash(&mut hasher);
    Some(Name { key: hasher.finish(), first, last })
}

/// A letter in lower case without its diacritics.
fn base(c: char) -> char {
    normal::base(c.to_lowercase().next().unwrap_or(c))
}

/// Whether a name explains the one before it, is quoted from another language (*Mát-xcơ-va (Moscow)*, *phát âm là Joro*), or is
/// part of another name (*New Mexico*).
fn is_gloss(text: &Context<'_>, name: &Name) -> bool {
    use crate::token::Mark::{CloseBracket, OpenBracket, OpenQuote};
    let mark = |neighbour: Option<(usize, &Token)>| neighbour.and_then(|(_, token)| token.mark());
    let cited =
        |(_, token, _): (usize, &Token, _)| matches!(text.of(token), "là" | "tiếng" | "tên" | "chữ" | "từ" | "New");
    if text.previous_word(name.first).is_some_and(cited) {
        return true;
    }
    let before = mark(text.tokens().previous_visible(name.first));
    let after = mark(text.tokens().next_visible(name.last));
    matches!(before, Some(OpenBracket | OpenQuote)) || matches!(after, Some(OpenBracket | CloseBracket))
}
