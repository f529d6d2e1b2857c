//! `chinh-ta/vi-tri-dau`: the tone mark on the wrong letter.

use std::borrow::Cow;

use super::dau_cuoi;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{self, Flaw, Glyph, Syllable};

/// Rule `chinh-ta/vi-tri-dau`. Example: *tóan* for *toán*.
pub struct ToneMarkPlace;

/// How much more frequent another reading has to be than the word with its tone mark moved, for that one to be in doubt; a
/// natural logarithm.
const MUCH: f32 = 3.0;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/vi-tri-dau"),
    severity: Severity::Error,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Dấu thanh đặt sai chữ cái", "Tone mark on the wrong letter"),
    why: Bilingual::fixed(
        "Dấu thanh đặt trên âm chính: có âm cuối thì đặt ở chữ cuối của âm chính (toán, tiếng); ia, ua, ưa không có \
         âm cuối thì đặt ở chữ đầu (mía, của, mưa). Riêng oa, oe, uy có hai cách viết đều đúng (hòa/hoà, \
         khỏe/khoẻ, thủy/thuỷ), quy tắc này không đụng đến.",
        "The tone mark stands on the nucleus: on its last letter before a coda (toán, tiếng), on the first of open \
         ia, ua, ưa (mía, của). Both usages of open oa, oe, uy (hòa/hoà) are right and left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Quyết định 1989/QĐ-BGDĐT (2018), điều 8",
        "Decision 1989/QĐ-BGDĐT (2018), article 8",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Biết aỉ đã nói điều đó.", "Biết ai đã nói điều đó."),
        Example::new("Em thích môn tóan.", "Em thích môn toán."),
        Example::new("Ngaỳ mai cuả em.", "Ngày mai của em."),
        Example::new("Có biết mặt này là aỉ", "Có biết mặt này là ai?"),
        Example::new("Quy định caủ nhà trường.", "Quy định của nhà trường."),
        Example::new("Kết qủa rất tốt.", "Kết quả rất tốt."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hòa bình và hoà thuận, khỏe và khoẻ, thủy và thuỷ."),
        Cow::Borrowed("Quý khách nghỉ ngơi thuở ấy ở khuỷu sông."),
    ]),
};

impl Rule for ToneMarkPlace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token, word) in text.tokens().odd_words() {
            if word.syllable.is_some() || !word.marked || !word.vietnamese || word.chained {
                continue;
            }
            let written = text.of(token);
            let Some(Err(Flaw::MarkPlace { meant })) = syllable::Word::read(written).map(|read| read.syllable()) else {
                continue;
            };
            if !text.lexicon().is_in_use(meant) {
                continue;
            }
            let weight = |syllable| text.lexicon().log_count(syllable);
            let right = text.as_written(&meant.spelling(), &[word.case]);
            let message = Bilingual::new(
                format!("Dấu thanh của “{written}” đặt sai chữ, viết đúng là “{right}”"),
                format!("The tone mark of “{written}” is on the wrong letter; write “{right}”"),
            );
            // *Mặt này là aỉ*: an input method took the question mark for a tone, and the word without it is the more frequent one.
            let eaten = dau_cuoi::eaten(text, at).filter(|(plain, _)| weight(*plain) > weight(meant));
            let plain = |written| Syllable::parse(&without_tone(written)).map(|bare| (bare, weight(bare)));
            let often = plain(written).map_or(0.0, |(_, often)| often);
            // *Caủ*: two keys in the wrong order (*cuả*), where the word with its tone mark moved is rare.
            let swapped = swapped(written).filter(|other| weight(*other) > weight(meant) + MUCH);
            let swapped = swapped.map(|other| text.as_written(&other.spelling(), &[word.case]));
            let doubtful = eaten.is_some() || swapped.is_some() || often > weight(meant) + MUCH;
            // *Biết aỉ đã nói*: a stray tone; the word with the tone mark moved does not fit its neighbours.
            let stray = plain(written)
                .filter(|(_, often)| eaten.is_none() && *often > weight(meant) + MUCH)
                .filter(|(bare, _)| goes_better(text, at, *bare, meant));
            let stray = stray.map(|(bare, _)| text.as_written(&bare.spelling(), &[word.case]));
            let others = swapped.or(eaten.map(|(_, with_mark)| with_mark)).or(stray);
            let suggestions = others.into_iter().chain([right]).collect();
            found.mark(token.span, message, suggestions).unsafe_if(doubtful);
        }
    }
}

/// Whether the syllable without a tone fits a neighbour better than the one with the tone mark moved.
fn goes_better(text: &Context<'_>, at: usize, bare: Syllable, meant: Syllable) -> bool {
    let syllable = |word: Option<(usize, &crate::token::Token, crate::token::Word)>| word?.2.syllable;
    let (before, behind) = (syllable(text.previous_word(at)), syllable(text.next_word(at)));
    let often = |word: Syllable| {
        let level = |one: Option<Syllable>, other| one.zip(other).map_or(0, |(one, other)| text.level(one, other));
        level(before, Some(word)).max(level(Some(word), behind))
    };
    often(bare) > often(meant)
}

/// The word without its tone mark.
fn without_tone(written: &str) -> String {
    written.chars().filter_map(Glyph::of).map(|glyph| glyph.letter.char()).collect()
}

/// The syllable that results from exchanging two neighbouring letters; `None` if none does.
fn swapped(written: &str) -> Option<Syllable> {
    let letters: Vec<char> = written.to_lowercase().chars().collect();
    (1..letters.len()).find_map(|at| {
        let mut other = letters.clone();
        other.swap(at - 1, at);
        Syllable::parse(&other.into_iter().collect::<String>())
    })
}
