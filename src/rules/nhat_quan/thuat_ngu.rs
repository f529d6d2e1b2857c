//! `nhat-quan/viet-hoa`: a term with a capital in one place and without in another.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use super::{Tally, chu_giua, mark_rarer};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, SyllableSet};
use crate::text::{Prose, Span};
use crate::token::{Mark, Token, TokenKind};

/// Rule `nhat-quan/viet-hoa`. Example: *Nghị quyết 12* beside *nghị quyết 12*.
pub struct TermCapitals;

/// Terms of two syllables that occur with and without a capital: documents, offices and those who hold them.
const TERMS: &[(&str, &str)] = &[
    ("nghị", "quyết"),
    ("nghị", "định"),
    ("thông", "tư"),
    ("quyết", "định"),
    ("chỉ", "thị"),
    ("pháp", "lệnh"),
    ("bộ", "luật"),
    ("bộ", "trưởng"),
    ("thứ", "trưởng"),
    ("chủ", "tịch"),
    ("phó", "chủ"),
    ("bí", "thư"),
    ("thủ", "tướng"),
    ("tổng", "thống"),
    ("giám", "đốc"),
    ("chánh", "án"),
    ("viện", "trưởng"),
    ("cục", "trưởng"),
    ("ủy", "ban"),
    ("hội", "đồng"),
    ("ban", "chấp"),
    ("sở", "giáo"),
    ("quốc", "hội"),
];

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/viet-hoa"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một thuật ngữ lúc viết hoa lúc viết thường", "One term with a capital and without"),
    why: Bilingual::fixed(
        "“Nghị quyết 12” và “nghị quyết 12” trong một bài làm người đọc tưởng hai thứ. Chỉ so tên văn bản, cơ quan, chức \
         danh khi hai tiếng theo sau giống hệt nhau và không đứng đầu câu, và chữ hoa ở giữa tên cơ quan, chức danh, văn bản \
         (Phó Chủ tịch, Phó chủ tịch); dùng chung chung (nghị quyết của xã) và đầu câu, sau hai chấm, ngoặc được để yên.",
        "“Nghị quyết 12” and “nghị quyết 12” look like two things. Only documents, offices and titles that are followed \
         by the same two words, inside a sentence, are compared, and capitals inside of a title or name (Phó Chủ tịch, Phó chủ \
         tịch); the rest is left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Thực hiện Nghị quyết số 12, xã đã họp. Theo Nghị quyết số 12, việc cần làm ngay. Nhờ nghị quyết số 12, dân vui.",
            "Thực hiện Nghị quyết số 12, xã đã họp. Theo Nghị quyết số 12, việc cần làm ngay. Nhờ Nghị quyết số 12, dân vui.",
        ),
        Example::new(
            "Ông gặp chủ tịch UBND tỉnh. Sau đó chủ tịch UBND tỉnh phát biểu. Cuối cùng Chủ tịch UBND tỉnh kết luận.",
            "Ông gặp chủ tịch UBND tỉnh. Sau đó chủ tịch UBND tỉnh phát biểu. Cuối cùng chủ tịch UBND tỉnh kết luận.",
        ),
        Example::new(
            "Theo Thông tư Liên tịch số 5, việc ấy được phép. Vậy Thông tư liên tịch số 5 còn hiệu lực.",
            "Theo Thông tư liên tịch số 5, việc ấy được phép. Vậy Thông tư liên tịch số 5 còn hiệu lực.",
        ),
        Example::new(
            "Đoàn gặp Phó chủ tịch huyện. Tại đây, Phó Chủ tịch Lê Hòa cảm ơn. Rồi Phó Chủ tịch tiễn đoàn.",
            "Đoàn gặp Phó Chủ tịch huyện. Tại đây, Phó Chủ tịch Lê Hòa cảm ơn. Rồi Phó Chủ tịch tiễn đoàn.",
        ),
        Example::new(
            "Chị dạy ở Trường đại học Bách khoa. Nay Trường Đại học Bách khoa mở thêm ngành.",
            "Chị dạy ở Trường Đại học Bách khoa. Nay Trường Đại học Bách khoa mở thêm ngành.",
        ),
        Example::new(
            "Anh kiện lên Tòa án Hiến pháp Liên Bang. Nay Tòa án Hiến pháp Liên bang đã xử.",
            "Anh kiện lên Tòa án Hiến pháp Liên bang. Nay Tòa án Hiến pháp Liên bang đã xử.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Như vậy Thành phố có tám phường. Báo “Như Vậy Thành phố” ra hôm qua."),
        Cow::Borrowed("Hôm ấy Trần Đức Bảo nhậm chức chủ nhiệm. Nhớ ngày Trần Đức Bảo nhậm chức Chủ nhiệm."),
        Cow::Borrowed("Hôm qua, Uỷ ban nhân dân xã họp kín. Nay Uỷ ban nhân dân xã báo tin."),
        Cow::Borrowed("Theo Thông tư liên tịch số 5, việc ấy được phép. Thông tư liên tịch số 5 còn hiệu lực."),
        Cow::Borrowed("Thực hiện Nghị quyết số 12, xã ra nghị quyết riêng. Nghị quyết riêng của xã rất ngắn."),
        Cow::Borrowed("Chủ tịch UBND tỉnh đến. Dân chào chủ tịch UBND tỉnh."),
    ]),
};

/// An occurrence of a term, with its next tokens.
struct Occurrence {
    key: u64,
    at: usize,
    capital: bool,
    /// Whether a name or number stands right behind it.
    named: bool,
}

impl Rule for TermCapitals {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        chu_giua::check(text, found);
        let list = text.tokens().list();
        // Numbers of syllables are compared, no letters: nearly every word is gone after that.
        let (first, second) = (&*FIRST, &*SECOND);
        let begins =
            (1..list.len()).filter(|at| list[at - 1].is_one_of(first) && list[*at].is_one_of(second)).map(|at| at - 1);
        let mut places: Vec<Occurrence> = begins.filter_map(|at| place(text, at)).collect();
        if places.len() < 2 {
            return;
        }
        places.sort_by_key(|place| (place.key, place.at));
        for group in places.chunk_by(|a, b| a.key == b.key) {
            let mut tally = Tally::default();
            group.iter().for_each(|place| tally.add(place.capital));
            let Some(rarer_is_capital) = tally.rarer_is_first() else { continue };
            let (few, many) = tally.counts();
            // One against one is reported only where a name right behind both shows that they are the same thing; the capital is
            // suggested.
            if many < 2 && !group.iter().all(|place| place.named) {
                continue;
            }
            let rarer_is_capital = rarer_is_capital && few < many;
            let right = |written: &str| {
                let lower = written.to_lowercase();
                if rarer_is_capital { lower } else { Case::Capital.apply(&lower) }
            };
            let spans = |capital: bool| {
                let of_form = group.iter().filter(move |place| place.capital == capital);
                of_form.map(|place| list[place.at].span.cover(list[place.at + 1].span))
            };
            let rarer = spans(rarer_is_capital).map(|span| (span, vec![right(&text.text()[span.range()])]));
            let message = |span: Span<Prose>| {
                let written = &text.text()[span.range()];
                let right = right(written);
                Bilingual::new(
                    format!("“{written}” ({few} chỗ) ở các chỗ khác trong bài viết “{right}” ({many} chỗ)"),
                    format!("“{written}” ({few} times) is “{right}” elsewhere in the text ({many} times)"),
                )
            };
            let elsewhere = spans(!rarer_is_capital);
            found.compared_with(elsewhere, |found| mark_rarer(found, (few, many), rarer, message));
        }
    }
}

/// The term that two syllables, at a token and the next, may be inside a sentence, with its next two tokens.
fn place(text: &Context<'_>, at: usize) -> Option<Occurrence> {
    let tokens = text.tokens();
    let list = tokens.list();
    let first = list[at].word().filter(|word| !word.chained)?;
    let capital = match first.case {
        Case::Lower => false,
        Case::Capital => true,
        _ => return None,
    };
    let term = TERMS.iter().position(|(one, _)| is_lower_of(text.of(&list[at]), one))?;
    let written = Some(&list[at + 1]).filter(|second| second.case() == Case::Lower).map(|second| text.of(second))?;
    let term =
        TERMS[term..].iter().position(|(one, two)| is_lower_of(text.of(&list[at]), one) && *two == written)? + term;
    let (_, before) = tokens.previous_visible(at)?;
    let inside = matches!(
        before.kind(),
        TokenKind::Word(_) | TokenKind::Number | TokenKind::Date | TokenKind::Mark(Mark::Comma)
    );
    let starts = tokens.sentence_of(at).start == at;
    let behind: [&Token; 2] = [list.get(at + 2)?, list.get(at + 3)?];
    let speaks = |token: &Token| {
        matches!(token.kind(), TokenKind::Word(_) | TokenKind::Number | TokenKind::Code | TokenKind::Abbreviation)
    };
    // A name or number has to follow, maybe behind *số*: *Nghị quyết số 12*, *chủ tịch UBND tỉnh*.
    let names = |token: &Token| match token.kind() {
        TokenKind::Word(word) => word.case != Case::Lower,
        kind => matches!(kind, TokenKind::Number | TokenKind::Code),
    };
    let named = behind.iter().any(|token| names(token));
    if !inside || starts || !behind.iter().all(|token| speaks(token)) || !named {
        return None;
    }
    // *Phó chủ tịch* is compared only with other occurrences of itself. In *bầu cử tổng thống* and *Phủ tổng thống* the office is
    // meant, not who holds it.
    let title = text.of(before);
    if matches!(title, "Phó" | "Tổng") {
        // *Phó Chủ tịch* is found at its first word.
        return None;
    }
    let title = ["phó", "tổng"].into_iter().find(|known| *known == title);
    if matches!(text.of(before), "cử" | "Phủ" | "phủ" | "nữ" | "chức") {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (term, title).hash(&mut hasher);
    behind.map(|token| text.of(token)).hash(&mut hasher);
    let named = names(behind[0]) || text.of(behind[0]) == "số";
    Some(Occurrence { key: hasher.finish(), at, capital, named })
}

/// The first syllables of the terms.
static FIRST: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(TERMS.iter().map(|(one, _)| *one)));

/// Their second syllables.
static SECOND: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(TERMS.iter().map(|(_, two)| *two)));

/// Whether a word, of which at most the first letter is in upper case, is `lower`.
fn is_lower_of(written: &str, lower: &str) -> bool {
    let (mut one, mut other) = (written.chars(), lower.chars());
    let first = one.next().zip(other.next()).is_some_and(|(a, b)| a == b || a.to_lowercase().eq([b]));
    first && one.as_str() == other.as_str()
}
