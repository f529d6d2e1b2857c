//! `nhat-quan/dang-viet-tat`: one abbreviation written in several ways.

use std::borrow::Cow;
use std::collections::HashMap;

use super::mark_rarer;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `nhat-quan/dang-viet-tat`. Example: *TP.HCM, Tp. HCM, TP HCM*.
pub struct AbbreviationForms;

/// Forms that the press prefers: suggested where a text has several forms equally often.
const USUAL: &[&str] =
    &["TP.HCM", "TP", "TX", "ĐH", "CĐ", "GS", "PGS", "TS", "TSKH", "ThS", "BS", "KS", "GS.TS", "PGS.TS", "NXB"];

/// Forms that the press uses, too; they rank behind [`USUAL`].
const SEEN: &[&str] = &["TPHCM", "TP HCM", "TP. HCM", "TP.", "TS.", "ThS.", "BS.", "PGS.", "GS.", "PGS.TS.", "GS.TS."];

/// Academic and professional titles before a name, which may be joined: *PGS.TS.*
const DEGREES: &[&str] = &["gs", "pgs", "ts", "tskh", "ths", "bs", "kts"];

/// Abbreviations before the name of a place.
const UNITS: &[&str] = &["tp", "tx"];

/// Abbreviations of two dotted letters that are not somebody's initials.
const TWO_LETTERS: &[&str] = &["mu", "eu", "us", "uk", "un", "vn", "tw", "tư"];

/// Units of measure; their case is the business of `so-lieu/ky-hieu-don-vi`.
const MEASURES: &[&str] =
    &["km", "kg", "cm", "mm", "dm", "ml", "kw", "kwh", "mw", "hz", "mhz", "ghz", "gb", "mb", "tb", "kb"];

/// The most letters of an abbreviation without a vowel that may be written with only its first letter in capitals: *Đh, Ths, Nxb*.
const SHORT: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/dang-viet-tat"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Một chữ viết tắt viết nhiều kiểu: TP.HCM, Tp. HCM, TP HCM",
        "One abbreviation written in several ways: TP.HCM, Tp. HCM",
    ),
    why: Bilingual::fixed(
        "TP.HCM, TP HCM, TPHCM; PGS.TS, PGS. TS; ĐH, Đh: kiểu nào cũng gặp, nhưng một bài nên viết một kiểu. Chỉ so cùng \
         những chữ cái ấy, khác nhau ở dấu chấm, khoảng trắng, chữ hoa; kiểu ít gặp hơn bị đánh dấu, bằng nhau thì giữ \
         kiểu báo chí quen dùng. Dòng viết hoa toàn bộ, tên người viết tắt và dấu chấm cuối câu được để yên.",
        "TP.HCM, TP HCM, TPHCM are all seen, but a text should keep to one. Only the same letters with other dots, spaces \
         or capitals are compared; the rarer way is marked, or of two the one that the press does not use. Lines in \
         capitals, initials of people and the dot of a sentence are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Chị sống ở Tp. HCM. Anh vừa vào TP.HCM, mai lại rời TP HCM.",
            "Chị sống ở TP.HCM. Anh vừa vào TP.HCM, mai lại rời TP.HCM.",
        ),
        Example::new(
            "Theo PGS.TS Lê Hòa, mưa còn kéo dài. PGS. TS. Trần Bình cũng nói thế. PGS.TS Lê Hòa đã về.",
            "Theo PGS.TS Lê Hòa, mưa còn kéo dài. PGS.TS Trần Bình cũng nói thế. PGS.TS Lê Hòa đã về.",
        ),
        Example::new(
            "Em thi vào Đh Huế, bạn thi vào ĐH Vinh, chị học ĐH Đà Lạt.",
            "Em thi vào ĐH Huế, bạn thi vào ĐH Vinh, chị học ĐH Đà Lạt.",
        ),
        Example::new("Xe từ TP.Vinh đi TP Huế rồi về TP Vinh.", "Xe từ TP Vinh đi TP Huế rồi về TP Vinh."),
        Example::new("Xe từ TP. Vinh đi TP Huế rồi về TP Vinh.", "Xe từ TP Vinh đi TP Huế rồi về TP Vinh."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Xe từ TP.HCM ra TP. Huế rồi TP. Vinh. Về đến TP.HCM."),
        Cow::Borrowed("Chị T.P. và TP Huế, các TS, BS; PGS.TS Lê Hòa và TS. Trần Bình."),
        Cow::Borrowed("Tên tàu bắt đầu bằng USS hay U.S.S. Cả hai đều gặp."),
        Cow::Borrowed("Độ pH của đất chua là 5. Giá trị PH trên máy, viết đúng là pH."),
        Cow::Borrowed("Có cam, quýt, v.v. và mít, ổi, v.v."),
        Cow::Borrowed("ĐH HUẾ TUYỂN SINH\nSinh viên ĐH Huế và ĐH Vinh."),
    ]),
};

/// An abbreviation in the text: its letters in lower case, and its span.
struct Occurrence {
    key: String,
    span: Span<Prose>,
}

impl Rule for AbbreviationForms {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut places = collect(text);
        if places.len() < 2 {
            return;
        }
        places.sort_by(|one, other| (&one.key, one.span).cmp(&(&other.key, other.span)));
        for group in places.chunk_by(|one, other| one.key == other.key) {
            let form = |place: &Occurrence| &text.text()[place.span.range()];
            if group.iter().all(|place| form(place) == form(&group[0])) {
                continue;
            }
            let mut counts: HashMap<&str, usize> = HashMap::new();
            group.iter().for_each(|place| *counts.entry(form(place)).or_default() += 1);
            let count = |written: &str| counts.get(written).copied().unwrap_or_default();
            let rank = |written: &str| (count(written), USUAL.contains(&written), SEEN.contains(&written));
            // Of forms that rank alike, the first in the text.
            let Some(usual) = group.iter().rev().map(form).max_by_key(|written| rank(written)) else { continue };
            let many = count(usual);
            if group.windows(2).any(|two| are_named(text, two[0].span, two[1].span)) {
                continue;
            }
            let others = || group.iter().filter(|place| form(place) != usual);
            let rarer = others().map(|place| (place.span, vec![beside(text, place.span, usual)]));
            let message = |span: Span<Prose>| {
                let written = &text.text()[span.range()];
                let few = count(written);
                Bilingual::new(
                    format!("“{written}” ({few} chỗ) ở chỗ khác trong bài viết “{usual}” ({many} chỗ)"),
                    format!("“{written}” ({few} times) is “{usual}” elsewhere in the text ({many} times)"),
                )
            };
            let elsewhere = group.iter().filter(|place| form(place) == usual).map(|place| place.span);
            found.compared_with(elsewhere, |found| mark_rarer(found, (others().count(), many), rarer, message));
        }
    }
}

/// The replacement for a span, with a space at the end where the dot in *TP.Vinh* stood for one.
fn beside(text: &Context<'_>, span: Span<Prose>, form: &str) -> String {
    let touched = text.text()[span.range().end..].starts_with(char::is_alphanumeric);
    if touched && !form.ends_with('.') { format!("{form} ") } else { form.to_owned() }
}

/// Whether the text mentions both forms as alternatives: *USS hay U.S.S*.
fn are_named(text: &Context<'_>, one: Span<Prose>, other: Span<Prose>) -> bool {
    let between = text.text().get(one.range().end..other.range().start);
    between.is_some_and(|between| matches!(between.trim(), "hay" | "hoặc" | "hay là" | "," | "/" | "=" | "("))
        && text.text()[one.range()] != text.text()[other.range()]
}

/// The abbreviations of a text that can be written in several forms.
fn collect(text: &Context<'_>) -> Vec<Occurrence> {
    let list = text.tokens().list();
    let mut places = Vec::new();
    let mut at = 0;
    while at < list.len() {
        // Nearly all of a text is small words and marks.
        let may_be_short = list[at].case() != Case::Lower || list[at].kind() == TokenKind::Abbreviation;
        let key = match may_be_short && is_short(text, &list[at]) {
            true => letters(text.of(&list[at])),
            false => {
                at += 1;
                continue;
            }
        };
        let start = at;
        at += 1;
        if is_shouted(text, start) || MEASURES.contains(&key.as_str()) {
            continue;
        }
        let named = |last: usize| is_named(text, last);
        if UNITS.contains(&key.as_str()) {
            // *TP. HCM* is one abbreviation in two tokens.
            let city = list.get(at).filter(|next| next.gap() == Gap::Space && next.case() == Case::Upper);
            match city.filter(|next| next.is_word()) {
                Some(city) if !is_shouted(text, at) => {
                    let span = list[start].span.cover(city.span);
                    places.push(Occurrence { key: key + &letters(text.of(city)), span });
                    at += 1;
                }
                None if named(start) => places.push(Occurrence { key, span: list[start].span }),
                _ => {}
            }
        } else if DEGREES.contains(&key.as_str()) {
            let mut last = start;
            let mut key = key;
            loop {
                let comma = list.get(last + 1).is_some_and(|token| token.mark() == Some(Mark::Comma));
                let next = last + 1 + usize::from(comma);
                let Some(token) = list.get(next).filter(|token| is_short(text, token) && token.gap() == Gap::Space)
                else {
                    break;
                };
                let more = letters(text.of(token));
                if !DEGREES.contains(&more.as_str()) {
                    break;
                }
                key.push_str(&more);
                last = next;
            }
            at = last + 1;
            if named(last) {
                places.push(Occurrence { key, span: list[start].span.cover(list[last].span) });
            }
        } else if key.chars().count() >= 3
            || TWO_LETTERS.contains(&key.as_str())
            || !text.of(&list[start]).contains('.')
        {
            let degrees = starts_with_degrees(&key) && text.of(&list[start]).contains('.');
            let span = list[start].span;
            if !degrees || named(start) {
                places.push(Occurrence { key, span: if degrees { span } else { without_dot(text, span) } });
            }
        }
    }
    places
}

/// Whether a name follows a token. Behind a dot a capitalised word may begin a sentence; there it has to be a known place or
/// given name, or a second capitalised word has to follow.
fn is_named(text: &Context<'_>, last: usize) -> bool {
    let list = text.tokens().list();
    // The name may follow without a space: *TP.Hồ Chí Minh*.
    let apart = |next: &&Token, at: usize| next.gap().is_space() || at == last + 1 && next.gap() == Gap::None;
    let capital = |at: usize| {
        list.get(at).filter(|next| apart(next, at) && next.case() == Case::Capital).and_then(Token::syllable)
    };
    let same = text.tokens().sentence_of(last).contains(&(last + 1));
    let Some(syllable) = capital(last + 1).filter(|_| same) else { return false };
    let known = || {
        !text.places().kinds(crate::lexicon::places::PlaceKey::of(text.of(&list[last + 1]))).is_empty()
            || text.names().roles(syllable).given >= GIVEN
    };
    !text.of(&list[last]).ends_with('.') || capital(last + 2).is_some() || known()
}

/// The least weight of a given name: ln(1 + the number of names that end with it).
const GIVEN: f32 = 4.5;

/// Whether letters are two titles joined: *pgsts*.
fn starts_with_degrees(key: &str) -> bool {
    DEGREES.iter().any(|one| key.strip_prefix(one).is_some_and(|rest| DEGREES.contains(&rest)))
}

/// A span without its final dot, which may be the full stop of the sentence.
fn without_dot(text: &Context<'_>, span: Span<Prose>) -> Span<Prose> {
    let written = &text.text()[span.range()];
    let dot = written.len() - written.trim_end_matches('.').len();
    Span::new(span.start(), span.end() - dot as u32)
}

/// Whether a token may be an abbreviation: with dots, in capitals, or without a vowel behind its capital.
fn is_short(text: &Context<'_>, token: &Token) -> bool {
    match token.kind() {
        TokenKind::Abbreviation => true,
        TokenKind::Word(word) if word.chained => false,
        TokenKind::Word(word) => {
            let written = text.of(token);
            let vowel = || written.chars().any(|c| "aeiouyAEIOUY".contains(crate::text::normal::base(c)));
            let count = || written.chars().count();
            match word.case {
                Case::Upper => {
                    word.syllable.is_none() && count() > 1 || TWO_LETTERS.contains(&letters(written).as_str())
                }
                Case::Lower => false,
                // *pH*, *dB*: a lower-case first letter is part of the form.
                _ => {
                    let begins = written.starts_with(char::is_uppercase);
                    begins && word.syllable.is_none() && (2..=SHORT).contains(&count()) && !vowel()
                }
            }
        }
        _ => false,
    }
}

/// Whether a word beside a token is a Vietnamese word in capitals: in a line in capitals the case says nothing.
fn is_shouted(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let shouts = |token: Option<&Token>| {
        token.is_some_and(|token| token.case() == Case::Upper && token.syllable().is_some() && token.span.len() > 1)
    };
    shouts(at.checked_sub(1).and_then(|before| list.get(before))) || shouts(list.get(at + 1))
}

/// The letters of an abbreviation in lower case, without dots; *tw* becomes *tư*.
fn letters(written: &str) -> String {
    let letters: String = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // Both are abbreviations of *Trung ương*.
    if letters == "tw" { "tư".to_owned() } else { letters }
}
