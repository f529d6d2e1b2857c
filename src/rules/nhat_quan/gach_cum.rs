//! `nhat-quan/gach-cum`: a term written with a hyphen or dash in one place and without in another.

use std::borrow::Cow;
use std::collections::HashMap;

use super::halves::{Halves, are_fields, joined, of};
use super::mark_rarer;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::SyllableSet;
use crate::text::{Prose, Span};
use crate::token::{Gap, Token};

/// Rule `nhat-quan/gach-cum`. Example: *kinh tế xã hội* beside *kinh tế - xã hội*.
pub struct TermWithoutStroke;

/// Syllables behind the second half with which it is part of a longer word: *kinh tế xã hội chủ nghĩa*.
const LONGER: &[&str] = &["chủ", "học", "hóa", "hoá", "đen", "thông", "cao", "sinh", "số", "viên", "gia", "sĩ", "sỹ"];

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/gach-cum"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Một cụm lúc có gạch lúc không: kinh tế - xã hội, kinh tế xã hội",
        "One term with and without its stroke",
    ),
    why: Bilingual::fixed(
        "Hai từ ghép bằng gạch (kinh tế - xã hội, văn hóa - thể thao) mà nơi khác trong bài bỏ gạch thì nên viết lại cho \
         giống: có gạch mới rõ là hai từ ngang nhau. Cụm nào bài không viết gạch lần nào, tên riêng và từ dài hơn (kinh tế \
         xã hội chủ nghĩa) được để yên.",
        "Two words joined by a stroke (kinh tế - xã hội) that stand elsewhere in the text without it: the stroke shows that \
         they are equals. Terms that the text never joins, names and longer words are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Huyện bàn việc phát triển kinh tế - xã hội. Tình hình kinh tế xã hội quý này khá hơn.",
            "Huyện bàn việc phát triển kinh tế - xã hội. Tình hình kinh tế - xã hội quý này khá hơn.",
        ),
        Example::new(
            "Phòng văn hóa thể thao du lịch mở hội. Ngành văn hóa - thể thao - du lịch góp sức.",
            "Phòng văn hóa - thể thao - du lịch mở hội. Ngành văn hóa - thể thao - du lịch góp sức.",
        ),
        Example::new(
            "Các mặt chính trị-xã hội đều ổn. Về chính trị - xã hội, xã làm tốt. Đời sống chính trị - xã hội khá.",
            "Các mặt chính trị - xã hội đều ổn. Về chính trị - xã hội, xã làm tốt. Đời sống chính trị - xã hội khá.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tình hình kinh tế xã hội quý này khá hơn quý trước, kinh tế xã hội ổn định."),
        Cow::Borrowed("Than được sử dụng chủ yếu để sưởi. Dầu ít được sử dụng—chủ yếu vì đắt."),
        Cow::Borrowed("Bàn về kinh tế - xã hội và nền kinh tế xã hội chủ nghĩa."),
    ]),
};

/// A term with its occurrences, with and without hyphen or dash.
struct Term {
    halves: Halves,
    strokes: Vec<usize>,
    bare: Vec<Occurrence>,
}

/// An occurrence of a term without its hyphens, or with other spaces around them.
struct Occurrence {
    term: usize,
    first: usize,
    last: usize,
    /// The indices of tokens before which a hyphen should stand.
    joints: Vec<usize>,
}

impl Rule for TermWithoutStroke {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        // One entry for each term, in the order of the text: a long text has thousands of hyphens.
        let mut terms: Vec<Term> = Vec::new();
        let mut known: HashMap<Halves, usize> = HashMap::new();
        for (at, _) in text.tokens().dashes() {
            let Some(halves) = joined(text, at) else { continue };
            let term = *known.entry(halves).or_insert_with(|| {
                terms.push(Term { halves, strokes: Vec::new(), bare: Vec::new() });
                terms.len() - 1
            });
            terms[term].strokes.push(at);
        }
        if terms.is_empty() {
            return;
        }
        let [first, second, third]: [SyllableSet; 3] =
            std::array::from_fn(|place| known.keys().map(|halves| halves[place]).collect());
        let mut places: Vec<Occurrence> = Vec::new();
        for at in 0..list.len().saturating_sub(3) {
            let begins =
                list[at].is_one_of(&first) && list[at + 1].is_one_of(&second) && list[at + 2].is_one_of(&third);
            if !begins || list[at + 2].gap() != Gap::Space {
                continue;
            }
            let term = of(text, [at, at + 1, at + 2, at + 3]).and_then(|halves| known.get(&halves));
            let Some(&term) = term.filter(|_| !is_longer(text, at + 3)) else { continue };
            match places.last_mut().filter(|last| last.last == at + 1) {
                Some(last) => {
                    last.last = at + 3;
                    last.joints.push(at + 2);
                }
                None => places.push(Occurrence { term, first: at, last: at + 3, joints: vec![at + 2] }),
            }
        }
        for place in places {
            let term = place.term;
            terms[term].bare.push(place);
        }
        for Term { halves, strokes, bare } in &terms {
            let is_spaced = |stroke: usize| list[stroke].gap() == Gap::Space;
            let spaced = strokes.iter().filter(|at| is_spaced(**at)).count();
            let tight = strokes.len() - spaced;
            let Some(&usual) = strokes.iter().find(|at| is_spaced(**at) == (spaced >= tight)) else { continue };
            let stroke = between(text, usual - 1, usual + 1);
            // *Sử dụng—chủ yếu để nấu ăn*: between words that are no fields, a single dash is no evidence of a term.
            if !bare.is_empty() && !are_fields(*halves) && (strokes.len() < 2 || bare.len() > strokes.len()) {
                continue;
            }
            let rarer = bare.iter().map(|place| {
                let mut right = String::new();
                let mut from = place.first;
                for joint in &place.joints {
                    right.push_str(row(text, from, joint - 1));
                    right.push_str(stroke);
                    from = *joint;
                }
                right.push_str(row(text, from, place.last));
                (list[place.first].span.cover(list[place.last].span), vec![right])
            });
            let term = row(text, usual - 2, usual + 2);
            mark_rarer(found, (bare.len(), strokes.len()), rarer, |span| {
                let written = &text.text()[span.range()];
                Bilingual::new(
                    format!("“{written}” thiếu gạch: chỗ khác trong bài viết “{term}”"),
                    format!("“{written}” lacks its stroke: the text has “{term}” elsewhere"),
                )
            });
            let others = strokes.iter().filter(|at| is_spaced(**at) != is_spaced(usual)).map(|at| {
                let right = [row(text, at - 2, at - 1), stroke, row(text, at + 1, at + 2)].concat();
                (list[at - 2].span.cover(list[at + 2].span), vec![right])
            });
            mark_rarer(found, (spaced.min(tight), spaced.max(tight)), others, |span: Span<Prose>| {
                let written = &text.text()[span.range()];
                Bilingual::new(
                    format!("“{written}” để khoảng trắng quanh gạch khác “{term}” của các chỗ khác trong bài"),
                    format!("“{written}” has other spaces around its stroke than “{term}” elsewhere in the text"),
                )
            });
        }
    }
}

/// The text from one token to another.
fn row<'t>(text: &Context<'t>, first: usize, last: usize) -> &'t str {
    let list = text.tokens().list();
    &text.text()[list[first].span.cover(list[last].span).range()]
}

/// The text between two tokens.
fn between<'t>(text: &Context<'t>, before: usize, after: usize) -> &'t str {
    let list = text.tokens().list();
    &text.text()[list[before].span.end() as usize..list[after].span.start() as usize]
}

/// Whether the term is part of a longer word that goes on behind this token.
fn is_longer(text: &Context<'_>, last: usize) -> bool {
    let next = text.tokens().list().get(last + 1).filter(|next| next.gap() == Gap::Space);
    next.filter(|next: &&Token| next.is_word()).is_some_and(|next| LONGER.contains(&text.of(next)))
}
