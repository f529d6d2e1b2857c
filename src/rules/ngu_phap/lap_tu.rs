//! `ngu-phap/lap-tu`: a word typed twice.

use std::borrow::Cow;

use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Script, Token};

/// của của
pub struct DoubledWord;

/// Words that are never said twice and that begin or end no compound, so that two of them side by side are one too many.
/// Vietnamese doubles freely (*xanh xanh, ngày ngày, người người*), and a compound may end as the next word begins (*có thể
/// thể hiện, đại học học phí*): everything that is not in this list is left alone.
const NEVER_TWICE: &[&str] = &[
    "của", "và", "các", "những", "với", "bị", "đã", "đang", "nhưng", "nếu", "vì", "hoặc", "rằng", "thì", "cũng", "vẫn",
    "được", "bởi", "khi", "tôi", "chúng", "mỗi", "một", "này", "đó", "trên", "dưới", "trong", "ngoài", "sau", "trước",
    "về", "đến", "cho", "là", "không", "có", "để", "phải", "nên", "vào", "ra", "theo", "cùng", "như", "hơn", "hay",
];

static META: Meta = Meta {
    name: Cow::Borrowed("ngu-phap/lap-tu"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một từ gõ hai lần", "A word typed twice"),
    why: Bilingual::fixed(
        "Hư từ như “của”, “và”, “các” không bao giờ đi đôi; từ nước ngoài lặp liền nhau cũng vậy. Từ láy và từ lặp có \
         nghĩa (xanh xanh, ngày ngày, rất rất), chữ cuối của từ này trùng chữ đầu của từ sau (có thể thể hiện) được \
         để yên.",
        "Function words are never said twice, nor are foreign words. Reduplication (xanh xanh, ngày ngày, rất rất) \
         and compounds that meet (có thể thể hiện) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Ý kiến của của người dân.", "Ý kiến của người dân."),
        Example::new("Tất cả các các xã đều họp.", "Tất cả các xã đều họp."),
        Example::new("Chạy trên thread thread nền.", "Chạy trên thread nền."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời xanh xanh, ngày ngày người người qua lại, rất rất đông."),
        Cow::Borrowed("Nhạc có thể thể hiện nỗi buồn; đại học học phí thấp; từ từ đã."),
        Cow::Borrowed("Điệu cha cha cha, ban nhạc Duran Duran, New York New York. Ông Cho cho biết."),
        Cow::Borrowed("Dở dang nào có hay gì,\nĐã tu tu trót quá thì thì thôi!"),
        Cow::Borrowed("Anh đi đi về về, ra ra vào vào. Này này, anh kia! Nước trong trong, mây trắng trắng."),
    ]),
};

impl Rule for DoubledWord {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut folded = String::new();
        let starts = |at: usize| text.tokens().sentence_of(at).start == at;
        for (at, second) in text.tokens().echoes() {
            let Some((at, first, one)) = text.previous_word(at) else { continue };
            let Some(two) = second.word() else { continue };
            if two.case == Case::Capital || one.script != Script::Latin {
                continue;
            }
            let written = text.of(second);
            let doubled = match one.syllable {
                Some(_) => {
                    folded.clear();
                    fold_word(two, written, &mut folded);
                    // Ông Cho cho biết: a capital inside a sentence is a name.
                    let named = one.case == Case::Capital && !starts(at);
                    NEVER_TWICE.contains(&folded.as_str())
                        && !named
                        && !is_part_of_more(text, at)
                        && !ends_word(text, at)
                }
                // A foreign word in small letters, three letters or more: ha ha, la la are syllables or shorter.
                None => {
                    one.case == Case::Lower
                        && !one.chained
                        && !two.chained
                        && written.chars().count() > 3
                        && text.of(first) == written
                        && !is_part_of_more(text, at)
                        && !behind_genus(text, at)
                }
            };
            // Ra ra vào vào: pairs in a row are a figure. Trong trong, : before a mark it is the word itself that is said twice.
            let paired = |one: usize, two: usize| match (list.get(one), list.get(two)) {
                (Some(one), Some(two)) => {
                    one.word().is_some_and(|word| two.word().is_some_and(|other| word.syllable == other.syllable))
                }
                _ => false,
            };
            let figure = paired(at + 2, at + 3) || at >= 2 && paired(at - 2, at - 1);
            let said_twice = text.tokens().after(at + 1).and_then(Token::mark).is_some_and(Mark::is_pause);
            if doubled && !figure && !said_twice && !text.is_verse(at) {
                let message = Bilingual::new(
                    format!("“{written}” được gõ hai lần liền nhau"),
                    format!("“{written}” is typed twice"),
                );
                found.mark(first.span.cover(second.span), message, vec![text.of(first).to_owned()]);
            }
        }
    }
}

/// Whether a foreign word at `at` follows a capital one: Corucia zebrata zebrata is a subspecies.
fn behind_genus(text: &Context<'_>, at: usize) -> bool {
    text.previous_word(at).is_some_and(|(_, _, word)| word.case == Case::Capital && word.syllable.is_none())
}

/// Whether the first of the pair at `at` is the end of a word of two syllables: triệt để để.
fn ends_word(text: &Context<'_>, at: usize) -> bool {
    text.of(&text.tokens().list()[at]) == "để"
        && text.previous_word(at).is_some_and(|(_, before, _)| text.of(before).eq_ignore_ascii_case("triệt"))
}

/// Whether the pair at `at` is part of three or more of the same: that is no slip but a cry, a song or a list.
fn is_part_of_more(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let same = |other: Option<usize>| {
        other
            .and_then(|other| list.get(other))
            .is_some_and(|token| text.of(token).eq_ignore_ascii_case(text.of(&list[at])))
    };
    same(at.checked_sub(1)) || same(at.checked_add(2))
}
