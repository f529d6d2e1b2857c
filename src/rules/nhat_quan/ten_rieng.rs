//! `nhat-quan/ten-rieng`: the name of one person spelled in two ways.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Syllable};
use crate::token::{Gap, Token};

/// Trương Cảnh Tuyên beside Trương Cảnh Tuyến
pub struct NameTwoWays;

/// How often a name may be misspelt and be a slip still.
const SLIPS: usize = 2;

/// Names have three syllables or four.
const LONGEST: usize = 4;

/// Middle names that so many people have that two such names are two people, unless the one is far more frequent.
const COMMON_MIDDLE: &[&str] = &["văn", "thị", "ngọc", "hữu", "đức", "minh", "xuân", "thanh", "quang", "công", "đình"];

/// How often the usual spelling of a name with such a middle name must stand.
const OFTEN: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/ten-rieng"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên một người viết hai cách trong bài", "The name of one person spelled in two ways"),
    why: Bilingual::fixed(
        "Tên ba, bốn âm tiết cùng họ, chỉ khác một chữ cái hay một dấu mà một cách gặp nhiều, cách kia một hai lần thì \
         thường là gõ nhầm. Hai tên cùng đứng trong một câu là hai người; tên đệm rất phổ biến (Văn, Thị…) thì chỉ xét \
         khi cách kia gặp từ bốn lần; hai cách gặp như nhau được để yên.",
        "Names of three or four syllables with one family name that differ by one letter or mark, one spelling frequent \
         and the other seen once or twice, are usually one name. Two names in one sentence are two people; very common \
         middle names (Văn, Thị…) need four places of the usual spelling; even counts are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Ông Trương Cảnh Tuyên chủ trì. Sau đó ông Trương Cảnh Tuyên kết luận. Ông Trương Cảnh Tuyến về sớm.",
            "Ông Trương Cảnh Tuyên chủ trì. Sau đó ông Trương Cảnh Tuyên kết luận. Ông Trương Cảnh Tuyên về sớm.",
        ),
        Example::new(
            "Bà Lê Diệu Hoài đến. Theo bà Lê Diệu Hoài, việc đã xong. Bà Lê Diệu Hoàn chào mọi người.",
            "Bà Lê Diệu Hoài đến. Theo bà Lê Diệu Hoài, việc đã xong. Bà Lê Diệu Hoài chào mọi người.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Anh Nguyễn Văn Hùng đến. Anh Nguyễn Văn Hùng nói. Anh Nguyễn Văn Hưng nghe."),
        Cow::Borrowed("Hai chị em Lê Diệu Hoài và Lê Diệu Hoàn đến. Lê Diệu Hoài hát. Lê Diệu Hoài cười."),
    ]),
};

/// A name in the text.
#[derive(Clone, Copy)]
struct Name {
    /// Its syllables; a name of three ends with none.
    syllables: [Option<Syllable>; LONGEST],
    /// Its first token.
    at: usize,
}

impl Name {
    fn len(&self) -> usize {
        self.syllables.iter().flatten().count()
    }
}

/// A spelling with its number of places, the first of which is kept.
#[derive(Clone, Copy)]
struct Spelling {
    first: Name,
    count: usize,
}

impl Rule for NameTwoWays {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut names = collect(text);
        if names.len() < 3 {
            return;
        }
        names.sort_by_key(|name| (name.syllables, name.at));
        let mut spellings: Vec<Spelling> = Vec::new();
        for name in &names {
            match spellings.last_mut().filter(|last| last.first.syllables == name.syllables) {
                Some(last) => last.count += 1,
                None => spellings.push(Spelling { first: *name, count: 1 }),
            }
        }
        let mut done: HashSet<usize> = HashSet::new();
        // Those that differ in one place only stand side by side when sorted without it.
        for place in 1..LONGEST {
            let without = |spelling: &Spelling| {
                let mut key = spelling.first.syllables;
                key[place] = None;
                (spelling.first.len(), key)
            };
            spellings.sort_by_key(|spelling| (without(spelling), spelling.first.at));
            for alike in spellings.chunk_by(|a, b| without(a) == without(b)) {
                let Some(usual) = alike.iter().max_by_key(|spelling| spelling.count) else { continue };
                for rare in alike {
                    if is_slip(rare, usual, place) && !done.contains(&rare.first.at) && !meet(text, &names, rare, usual)
                    {
                        done.insert(rare.first.at);
                        mark(text, found, &names, rare, usual);
                    }
                }
            }
        }
    }
}

/// The names of a text: rows of three or four capitalised syllables, the first of them a family name.
fn collect(text: &Context<'_>) -> Vec<Name> {
    let list = text.tokens().list();
    let mut names = Vec::new();
    let capital = |token: &Token| token.word().filter(|word| word.case == Case::Capital && !word.chained)?.syllable;
    let mut at = 0;
    while at < list.len() {
        let Some(mut family) = capital(&list[at]) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while list.get(end).is_some_and(|next| next.gap() == Gap::Space && capital(next).is_some()) {
            end += 1;
        }
        let mut start = at;
        // Ông Trương Cảnh Tuyên: the first word of a sentence has its capital from there.
        if end - start > 3 && text.names().roles(family).family < FAMILY {
            start += 1;
            family = capital(&list[start]).unwrap_or(family);
        }
        if (3..=LONGEST).contains(&(end - start)) && text.names().roles(family).family >= FAMILY {
            let mut syllables = [None; LONGEST];
            for (slot, token) in syllables.iter_mut().zip(&list[start..end]) {
                *slot = capital(token);
            }
            names.push(Name { syllables, at: start });
        }
        at = end;
    }
    names
}

/// How much of a family name a syllable must be: ln of 1 + the number of names that begin with it.
const FAMILY: f32 = 3.5;

/// Whether a spelling may be a slip for another: it is rare, the other is not, and one letter or mark is all between them.
fn is_slip(rare: &Spelling, usual: &Spelling, place: usize) -> bool {
    let common = |name: &Name| {
        name.len() == 3 && name.syllables[1].is_some_and(|middle| COMMON_MIDDLE.contains(&middle.spelling().as_str()))
    };
    let (slips, enough) = if place == 2 && common(&rare.first) { (1, OFTEN) } else { (SLIPS, 2) };
    let apart = match (rare.first.syllables[place], usual.first.syllables[place]) {
        (Some(one), Some(other)) => one != other && differ_by_one(&one.spelling(), &other.spelling()),
        _ => false,
    };
    rare.count <= slips && usual.count >= enough && usual.count > rare.count && apart
}

/// Whether one letter is another, too many or missing; a letter with another mark is another letter.
fn differ_by_one(one: &str, other: &str) -> bool {
    let (short, long) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    let (short_rest, long_rest) = (short.chars().skip(same), long.chars().skip(same + 1));
    match long.chars().count() - short.chars().count() {
        0 => short_rest.skip(1).eq(long_rest),
        1 => short_rest.eq(long_rest),
        _ => false,
    }
}

/// The places of a spelling, in their order; `names` are sorted.
fn places<'a>(names: &'a [Name], spelling: &Spelling) -> &'a [Name] {
    let wanted = spelling.first.syllables;
    let from = &names[names.partition_point(|name| name.syllables < wanted)..];
    &from[..from.partition_point(|name| name.syllables == wanted)]
}

/// Whether two names, the first of them rare, stand in one sentence somewhere: then they are two people.
fn meet(text: &Context<'_>, names: &[Name], rare: &Spelling, usual: &Spelling) -> bool {
    let others = places(names, usual);
    places(names, rare).iter().any(|name| {
        let sentence = text.tokens().sentence_of(name.at);
        let next = others.partition_point(|other| other.at < sentence.start);
        others.get(next).is_some_and(|other| sentence.contains(&other.at))
    })
}

fn mark(text: &Context<'_>, found: &mut Findings<'_>, names: &[Name], rare: &Spelling, usual: &Spelling) {
    let list = text.tokens().list();
    let span = |name: &Name| list[name.at].span.cover(list[name.at + name.len() - 1].span);
    let right = &text.text()[span(&usual.first).range()];
    for name in places(names, rare) {
        let written = &text.text()[span(name).range()];
        let message = Bilingual::new(
            format!(
                "“{written}” ({} chỗ) khác “{right}” ({} chỗ) một chữ: có phải cùng một người?",
                rare.count, usual.count
            ),
            format!(
                "“{written}” ({} times) is one letter from “{right}” ({} times): one person?",
                rare.count, usual.count
            ),
        );
        found.mark(span(name), message, vec![right.to_owned()]).whole = true;
    }
}

#[cfg(test)]
mod tests {
    use super::differ_by_one;

    #[test]
    fn one_letter_or_mark() {
        for (one, other) in
            [("tuyên", "tuyến"), ("hoài", "hoàn"), ("hùng", "hung"), ("thanh", "thành"), ("an", "ân"), ("hoa", "hoan")]
        {
            assert!(differ_by_one(one, other) && differ_by_one(other, one), "{one} {other}");
        }
        for (one, other) in [("tuyên", "toàn"), ("hùng", "hương"), ("an", "bình")] {
            assert!(!differ_by_one(one, other), "{one} {other}");
        }
    }
}
