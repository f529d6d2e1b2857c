//! `nhat-quan/ten-rieng`: the name of one person spelled in two ways.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Syllable};
use crate::text::{Prose, Span};
use crate::token::{Gap, Mark, Token};

/// Rule `nhat-quan/ten-rieng`. Example: *Trương Cảnh Tuyên* beside *Trương Cảnh Tuyến*.
pub struct NameTwoWays;

/// The most occurrences of a spelling that can be a slip.
const SLIPS: usize = 2;

/// The most syllables of a name; the fewest are three.
const LONGEST: usize = 4;

/// Middle names so common that two similar names with one of them are two people, unless one is far more frequent.
const COMMON_MIDDLE: &[&str] = &["văn", "thị", "ngọc", "hữu", "đức", "minh", "xuân", "thanh", "quang", "công", "đình"];

/// The fewest occurrences of the usual spelling if the name has one of [`COMMON_MIDDLE`].
const OFTEN: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/ten-rieng"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên một người viết hai cách trong bài", "The name of one person spelled in two ways"),
    why: Bilingual::fixed(
        "Tên ba, bốn âm tiết cùng họ, chỉ khác một chữ cái hay một dấu mà một cách gặp nhiều, cách kia một hai lần thì \
         thường là gõ nhầm; mỗi cách gặp một lần thì morat hỏi, không sửa. Hai tên cùng đứng trong một câu, gọi khác nhau \
         (ông, bà), khác tuổi, là ruột thịt là hai người; tên đệm rất phổ biến (Văn, Thị…) thì chỉ xét khi cách kia gặp từ \
         bốn lần hoặc một cách không phải là tên.",
        "Names of three or four syllables with one family name that differ by one letter or mark, one spelling frequent \
         and the other seen once or twice, are usually one name; one of each is asked about. Two names in one sentence, a man \
         and a woman, two ages, kin are two people; very common middle names (Văn, Thị…) need four places of the usual \
         spelling, or a spelling that is no name.",
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
        Example::new(
            "Ông Trịnh Cảnh Toàn chủ trì hội nghị. Cuối buổi, ông Trịnh Cảnh Toán kết luận.",
            "Ông Trịnh Cảnh Toàn chủ trì hội nghị. Cuối buổi, ông Trịnh Cảnh Toán kết luận.",
        ),
        Example::new(
            "Ca sĩ Phạm Quỳnh Anh vừa ra đĩa. Theo Phạm Quỳnh Ah, đĩa có tám bài.",
            "Ca sĩ Phạm Quỳnh Anh vừa ra đĩa. Theo Phạm Quỳnh Ah, đĩa có tám bài.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Anh Nguyễn Văn Hùng đến. Bác sĩ khám xong. Chiều qua Nguyễn Văn Hưng mới tới."),
        Cow::Borrowed("Anh Phạm Duy Khánh (31 tuổi) lái xe. Người bị nạn là Phạm Duy Khanh (45 tuổi)."),
        Cow::Borrowed("Anh Nguyễn Văn Hùng đến. Anh Nguyễn Văn Hùng nói. Anh Nguyễn Văn Hưng nghe."),
        Cow::Borrowed(
            "Hậu vệ: Trịnh Cảnh Toàn, Lê Diệu Phong. Tiền đạo: Phạm Duy Khánh, Trịnh Cảnh Toán, Bùi Quốc Vương.",
        ),
        Cow::Borrowed("Hai chị em Lê Diệu Hoài và Lê Diệu Hoàn đến. Lê Diệu Hoài hát. Lê Diệu Hoài cười."),
    ]),
};

/// A syllable of a name for comparison, without case and tone style; a word that is no syllable is a hash of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Syllable(Syllable),
    Odd(u64),
}

/// The parts of a name from the family name on; `None` behind the last.
type Parts = [Option<Part>; LONGEST];

/// A name in the text.
#[derive(Clone, Copy)]
struct Name {
    parts: Parts,
    /// The index of its first token.
    at: usize,
}

impl Name {
    fn len(&self) -> usize {
        self.parts.iter().flatten().count()
    }

    fn is_odd(&self) -> bool {
        self.parts.iter().flatten().any(|part| matches!(part, Part::Odd(_)))
    }

    /// One of its parts in lower case.
    fn spelled(&self, text: &Context<'_>, place: usize) -> String {
        match self.parts[place] {
            Some(Part::Syllable(syllable)) => syllable.spelling(),
            _ => text.of(&text.tokens().list()[self.at + place]).to_lowercase(),
        }
    }

    fn span(&self, text: &Context<'_>) -> Span<Prose> {
        let list = text.tokens().list();
        list[self.at].span.cover(list[self.at + self.len() - 1].span)
    }
}

/// A spelling of a name with its number of occurrences and the first of them.
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
        if names.len() < 2 {
            return;
        }
        names.sort_by_key(|name| (name.parts, name.at));
        let mut spellings: Vec<Spelling> = Vec::new();
        for name in &names {
            match spellings.last_mut().filter(|last| last.first.parts == name.parts) {
                Some(last) => last.count += 1,
                None => spellings.push(Spelling { first: *name, count: 1 }),
            }
        }
        let many = spellings.len() > CROWD;
        let mut done: HashSet<usize> = HashSet::new();
        // Sorted without one part, names that differ only in that part are neighbours.
        for place in 1..LONGEST {
            let without = |spelling: &Spelling| {
                let mut key = spelling.first.parts;
                key[place] = None;
                (spelling.first.len(), key)
            };
            spellings.sort_by_key(|spelling| (without(spelling), spelling.first.at));
            for alike in spellings.chunk_by(|a, b| without(a) == without(b)) {
                // Of equally frequent spellings, one that is a syllable, then the first in the text.
                let rank = |spelling: &&Spelling| (spelling.count, !spelling.first.is_odd());
                let Some(usual) = alike.iter().rev().max_by_key(rank) else { continue };
                for rare in alike {
                    if rare.first.at == usual.first.at || done.contains(&rare.first.at) {
                        continue;
                    }
                    let Some(doubt) = judge(text, rare, usual, place, many) else { continue };
                    if !meet(text, &names, rare, usual) {
                        done.insert(rare.first.at);
                        let (rare, usual) = if doubt == Doubt::OfUsual { (usual, rare) } else { (rare, usual) };
                        mark(text, found, &names, rare, usual, doubt);
                    }
                }
            }
        }
    }
}

/// The names of a text: three or four capitalised words in a row that begin with a family name; also two in a row of which one is
/// no syllable, and others of two that begin like those.
fn collect(text: &Context<'_>) -> Vec<Name> {
    let list = text.tokens().list();
    let mut names = Vec::new();
    let family = |at: usize| list[at].syllable().map_or(0.0, |syllable| text.names().roles(syllable).family);
    let given = |at: usize| list[at].syllable().map_or(0.0, |syllable| text.names().roles(syllable).given);
    let mut next = 0;
    for (at, _) in text.tokens().capitals() {
        if at < next || list[at].syllable().is_none() || part(text, at).is_none() {
            continue;
        }
        let mut end = at + 1;
        while list.get(end).is_some_and(|next| next.gap() == Gap::Space && part(text, end).is_some()) {
            end += 1;
        }
        let mut start = at;
        // *Ông Trương Cảnh Tuyên*: the capital of the first word belongs to the sentence.
        if end - start > 3 && family(start) < FAMILY {
            start += 1;
        }
        let mut parts = [None; LONGEST];
        for (slot, at) in parts.iter_mut().zip(start..end) {
            *slot = part(text, at);
        }
        let name = Name { parts, at: start };
        let odd = parts.iter().flatten().filter(|part| matches!(part, Part::Odd(_))).count();
        let begins = match end - start {
            2 => given(start) >= FAMILY,
            3..=LONGEST => family(start) >= FAMILY,
            _ => false,
        };
        if begins && odd <= 1 {
            names.push(name);
        }
        next = end;
    }
    // Names of two syllables are too often alike; they are compared only with one that has a word that is no syllable.
    let odd: HashSet<Option<Part>> =
        names.iter().filter(|name| name.len() == 2 && name.is_odd()).map(|name| name.parts[0]).collect();
    names.retain(|name| name.len() > 2 || odd.contains(&name.parts[0]));
    names
}

/// A capitalised word as a part of a name; a word that is no syllable counts if it may be one that lost a letter.
fn part(text: &Context<'_>, at: usize) -> Option<Part> {
    let token = &text.tokens().list()[at];
    let word = token.word().filter(|word| word.case == Case::Capital && !word.chained)?;
    if let Some(syllable) = word.syllable {
        return Some(Part::Syllable(syllable));
    }
    let written = text.of(token);
    let short = (2..=LONGEST_SYLLABLE).contains(&written.chars().count()) && written.chars().all(char::is_alphabetic);
    let mut hasher = DefaultHasher::new();
    written.to_lowercase().hash(&mut hasher);
    short.then(|| Part::Odd(hasher.finish()))
}

/// The least weight of a family name: ln(1 + the number of names that begin with it).
const FAMILY: f32 = 3.5;

/// The number of letters of the longest syllable: *nghiêng*.
const LONGEST_SYLLABLE: usize = 7;

/// The most names of a text that is no list; in a list some are alike by chance.
const CROWD: usize = 30;

/// By how much the weight of a syllable in names has to exceed that of another for the other to be a slip, and the greatest
/// weight of the other. A weight is ln(1 + the number of names).
const FAR: f32 = 3.0;
const UNUSUAL: f32 = 1.7;

/// The weight above which two people may share a given name by chance: ln(1 + the number of names).
const SELDOM: f32 = 3.0;

/// The evidence for a slip.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Doubt {
    /// One spelling is far more frequent.
    Rare,
    /// Each occurs once, and the later is no usual name, or no syllable.
    Strange,
    /// Each occurs once, and the earlier is no usual name, or no syllable.
    OfUsual,
    /// One stands against one.
    Even,
}

/// Why a spelling may be a slip for another, from which it differs in one letter or diacritic; `None` if it is not: it is rare
/// and the other is not, or each occurs once and nothing indicates two people.
fn judge(text: &Context<'_>, rare: &Spelling, usual: &Spelling, place: usize, crowd: bool) -> Option<Doubt> {
    // Foreign names are not judged: *Kim Jong Un*.
    let [one, other] = [rare, usual].map(|spelling| spelling.first.parts);
    let syllables = |parts: Parts| (0..LONGEST).all(|at| at == place || !matches!(parts[at], Some(Part::Odd(_))));
    let both_odd = matches!((one[place], other[place]), (Some(Part::Odd(_)), Some(Part::Odd(_))));
    // In a list each person occurs once, so similar names are two people.
    let listed = is_listed(text, &rare.first) && is_listed(text, &usual.first);
    if listed || !syllables(one) || !syllables(other) || both_odd || rare.first.len() == 2 && !rare.first.is_odd() {
        return None;
    }
    if !differ_by_one(&rare.first.spelled(text, place), &usual.first.spelled(text, place)) {
        return None;
    }
    let common = |name: &Name| name.len() == 3 && COMMON_MIDDLE.contains(&name.spelled(text, 1).as_str());
    let common = place == 2 && common(&rare.first);
    let strange = stranger(text, rare, usual, place);
    let (slips, enough) = if common && strange.is_none() { (1, OFTEN) } else { (SLIPS, 2) };
    if rare.count <= slips && usual.count >= enough && usual.count > rare.count {
        return Some(Doubt::Rare);
    }
    if rare.count > 1 || usual.count > 1 || are_two(text, rare, usual) {
        return None;
    }
    // Two rare given names behind the same family name are hardly one letter apart by chance.
    let known = |spelling: &Spelling| weight(text, spelling, place) > SELDOM;
    let apart = common && (known(rare) || known(usual));
    strange.or_else(|| (!apart && !crowd && !rare.first.is_odd()).then_some(Doubt::Even))
}

/// The weight of a middle or given name: ln(1 + the number of names with it there).
fn weight(text: &Context<'_>, spelling: &Spelling, place: usize) -> f32 {
    match spelling.first.parts[place] {
        Some(Part::Syllable(syllable)) => {
            let roles = text.names().roles(syllable);
            roles.middle.max(roles.given)
        }
        _ => 0.0,
    }
}

/// Which of two spellings has an ordinary word where the other has a usual name; `None` if neither.
fn stranger(text: &Context<'_>, rare: &Spelling, usual: &Spelling, place: usize) -> Option<Doubt> {
    let (one, other) = (weight(text, rare, place), weight(text, usual, place));
    if one <= UNUSUAL && other - one >= FAR {
        return Some(Doubt::Strange);
    }
    (other <= UNUSUAL && one - other >= FAR).then_some(Doubt::OfUsual)
}

/// Words for relatives, whose names often share all but one syllable.
const KIN: &[&str] = &["em", "trai", "gái", "ruột", "sinh", "cha", "bố", "mẹ", "con", "cháu", "cùng", "chú", "bác"];

/// How many tokens behind a name its age or year of birth is looked for.
const AGE: usize = 4;

/// Whether something indicates two people: a word for relatives in their sentences, titles of a man and a woman, two ages.
fn are_two(text: &Context<'_>, one: &Spelling, other: &Spelling) -> bool {
    let list = text.tokens().list();
    let kin = |name: &Name| {
        let sentence = text.tokens().sentence_of(name.at);
        list[sentence].iter().any(|token| token.is_word() && KIN.contains(&text.of(token)))
    };
    let title = |name: &Name| {
        let before = name.at.checked_sub(1).map(|before| text.of(&list[before]).to_lowercase())?;
        match before.as_str() {
            "ông" | "anh" => Some(true),
            "bà" | "chị" | "cô" => Some(false),
            _ => None,
        }
    };
    let age = |name: &Name| {
        let behind = (name.at + name.len()..).take(AGE).map_while(|at| list.get(at));
        behind.into_iter().find(|token| token.kind().is_figure()).map(|token| text.of(token))
    };
    let differ = |a: Option<bool>, b: Option<bool>| a.is_some() && b.is_some() && a != b;
    let (one, other) = (&one.first, &other.first);
    kin(one) || kin(other) || differ(title(one), title(other)) || age(one).zip(age(other)).is_some_and(|(a, b)| a != b)
}

/// Whether a name is an item of a list: *Hậu vệ: Trần Văn Nam, Lê Hải*.
fn is_listed(text: &Context<'_>, name: &Name) -> bool {
    let list = text.tokens().list();
    let mark = |at: Option<usize>| at.and_then(|at| list.get(at)).and_then(Token::mark);
    let before = mark(name.at.checked_sub(1));
    let behind = mark(Some(name.at + name.len()));
    matches!(before, Some(Mark::Comma | Mark::Semicolon | Mark::Colon | Mark::CloseBracket))
        && matches!(behind, Some(Mark::Comma | Mark::Semicolon | Mark::OpenBracket | Mark::Stop))
}

/// Whether the edit distance of two words is one letter; a letter with other diacritics is another letter.
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

/// The occurrences of a spelling in the order of the text; `names` have to be sorted.
fn places<'a>(names: &'a [Name], spelling: &Spelling) -> &'a [Name] {
    let wanted = spelling.first.parts;
    let from = &names[names.partition_point(|name| name.parts < wanted)..];
    &from[..from.partition_point(|name| name.parts == wanted)]
}

/// Whether two names, the first of them rare, stand in the same sentence anywhere: then they are two people.
fn meet(text: &Context<'_>, names: &[Name], rare: &Spelling, usual: &Spelling) -> bool {
    let others = places(names, usual);
    places(names, rare).iter().any(|name| {
        let sentence = text.tokens().sentence_of(name.at);
        let next = others.partition_point(|other| other.at < sentence.start);
        others.get(next).is_some_and(|other| sentence.contains(&other.at))
    })
}

fn mark(text: &Context<'_>, found: &mut Findings<'_>, names: &[Name], rare: &Spelling, usual: &Spelling, doubt: Doubt) {
    let elsewhere = places(names, usual).iter().map(|name| name.span(text));
    found.compared_with(elsewhere, |found| mark_each(text, found, places(names, rare), rare, usual, doubt));
}

fn mark_each(
    text: &Context<'_>,
    found: &mut Findings<'_>,
    names: &[Name],
    rare: &Spelling,
    usual: &Spelling,
    doubt: Doubt,
) {
    let right = &text.text()[usual.first.span(text).range()];
    for name in names {
        let written = &text.text()[name.span(text).range()];
        let message = match doubt {
            Doubt::Rare => Bilingual::new(
                format!(
                    "“{written}” ({} chỗ) khác “{right}” ({} chỗ) một chữ: có phải cùng một người?",
                    rare.count, usual.count
                ),
                format!(
                    "“{written}” ({} times) is one letter from “{right}” ({} times): one person?",
                    rare.count, usual.count
                ),
            ),
            _ => Bilingual::new(
                format!("“{written}” khác “{right}” ở chỗ khác trong bài một chữ: có phải cùng một người?"),
                format!("“{written}” is one letter from “{right}” elsewhere in the text: one person?"),
            ),
        };
        let finding = found.mark(name.span(text), message, vec![right.to_owned()]);
        finding.whole = true;
        if doubt != Doubt::Rare {
            // Which of the two is right only the writer knows.
            finding.fix = None;
        }
        if doubt == Doubt::Even {
            finding.at_most = Severity::Info;
        }
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
