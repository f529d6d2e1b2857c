//! `ngu-phap/lap-cum`: two words or more that were typed or pasted twice.

use std::borrow::Cow;

use super::typed_twice;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Syllable};
use crate::token::{Gap, Mark, Token};

/// Rule `ngu-phap/lap-cum`. Example: *công ty công ty*.
pub struct DoubledPhrase;

/// The most words of a repeated phrase that is reported: longer repetitions are refrains and tables.
const LONGEST: usize = 6;

/// First words of phrases that are repeated for emphasis: *từng bước từng bước, rất lâu rất lâu, hai người hai người*.
const EMPHATIC: &[&str] = &[
    "từng", "mỗi", "càng", "rất", "thật", "thế", "như", "cực", "quá", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám",
    "chín", "mười", "hoặc", "hay", "vừa", "cả", "lúc", "mãi", "nữa", "đừng", "hãy", "ôi", "à", "vâng", "dạ", "đúng",
    "cố", "nhanh", "chầm", "dần", "lâu",
];

/// Last words of such phrases: *chạy đi chạy đi, thế này thế này*.
const CALLING: &[&str] = &["đi", "nào", "này", "nọ", "kia", "nhé", "ơi", "lên", "thôi", "mãi", "hoài", "nữa", "gì"];

/// Persons before a verb: where one of them is repeated, two clauses may meet: *nếu mẹ bạn biết bạn biết chuyện này*.
const SPEAKERS: &[&str] =
    &["tôi", "bạn", "anh", "chị", "em", "nó", "họ", "mình", "ta", "ông", "bà", "cô", "mẹ", "con", "cháu", "chúng"];

/// Syllables that begin a word but also stand alone: *bị cáo* and *bị cáo buộc*.
const FIRST: &[&str] = &["bị", "được", "có", "không", "các", "một", "là", "để", "tự", "vô", "tái", "người", "nhà"];

/// First words of names of bodies, in which a verb follows that may be used again at once: *Viện kiểm sát kiểm sát vụ án, ban tổ
/// chức tổ chức lễ hội*.
const OFFICES: &[&str] =
    &["sở", "nhân", "thể", "viện", "ban", "cục", "vụ", "phòng", "đội", "tổ", "hội", "bộ", "trạm", "xưởng"];

/// Particles behind an exclamation, which may be said twice: *hàng mới hàng mới nhé*.
const SOFT: &[&str] = &["nhé", "nha", "nhá", "nè", "ạ", "ơi", "đây", "hen"];

/// Units of time; an acceleration has *trên giây* twice.
const TIMES: &[&str] = &["giây", "phút", "giờ", "ngày", "năm"];

static META: Meta = Meta {
    name: Cow::Borrowed("ngu-phap/lap-cum"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một cụm từ gõ hai lần", "A phrase typed twice"),
    why: Bilingual::fixed(
        "Hai chữ trở lên lặp lại y nguyên liền nhau thường do gõ hay dán hai lần. Tên riêng, tiêu đề đứng trước câu bắt đầu \
         bằng chính nó (Kinh phí Kinh phí do…), lời gọi và từ lặp có nghĩa (từng bước từng bước, rất lâu rất lâu), câu \
         thơ, điệp khúc được để yên.",
        "Two words or more that stand twice side by side were as a rule typed or pasted twice. Names, headings before a \
         sentence that begins with them, calls, and repetition with a sense (từng bước từng bước) are left alone, as are \
         verse and refrains.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Đại diện công ty công ty đã trả lời.", "Đại diện công ty đã trả lời."),
        Example::new("Dự án đã hoàn thành hoàn thành vào tháng 5.", "Dự án đã hoàn thành vào tháng 5."),
        Example::new("Lễ ký diễn ra tại Hà Nội tại Hà Nội hôm qua.", "Lễ ký diễn ra tại Hà Nội hôm qua."),
        Example::new("Nhóm cải tiến thuật toán thuật toán.", "Nhóm cải tiến thuật toán."),
        Example::new("Cho biết cho biết thêm chi tiết.", "Cho biết thêm chi tiết."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Anh tiến từng bước từng bước, chờ rất lâu rất lâu; mọi người hô: “Chạy đi chạy đi”."),
        Cow::Borrowed("Kinh phí Kinh phí do tỉnh cấp; ban nhạc Duran Duran; chị Lan Anh Lan Anh; đi đi lại lại."),
        Cow::Borrowed("Cố lên Việt Nam cố lên Việt Nam cố lên Việt Nam!"),
        Cow::Borrowed(
            "Bộ Xây dựng xây dựng lộ trình; 47 bị cáo bị cáo buộc; xử lý người khiếu nại khiếu nại sai sự thật.",
        ),
        Cow::Borrowed("Chọn hoặc nút in hoặc nút in tất cả; gia tốc tính bằng mét trên giây trên giây."),
        Cow::Borrowed(
            "Cấm bán mà xuất bản xuất bản phẩm; dựng xã hội xã hội chủ nghĩa; cứ vòng vo và vòng vo và vòng vo.",
        ),
        Cow::Borrowed("Tên lửa chống tên lửa tên lửa chống tàu; Viện kiểm sát kiểm sát vụ án."),
        Cow::Borrowed("Lá rơi nghe xì xào xì xào, kèn thổi tò te tò te khắp xóm."),
        Cow::Borrowed("Hàng mới hàng mới nhé cả nhà."),
        Cow::Borrowed("Tàu rời ga Hà Nội, Hà Nội lùi xa; cần cù cần cù!"),
    ]),
};

impl Rule for DoubledPhrase {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut at = 0;
        while at + 3 < list.len() {
            let syllable = list[at].syllable();
            // Nearly no word stands a few words on once more.
            let row = list[at..].first_chunk::<{ LONGEST + 1 }>();
            let is_alone =
                row.is_some_and(|row| row[2..].iter().fold(true, |alone, next| alone & (next.syllable() != syllable)));
            if is_alone || !list[at].is_word() {
                at += 1;
                continue;
            }
            let again = |length: &usize| list.get(at + length).is_some_and(|token| token.syllable() == syllable);
            let Some(length) = (2..=LONGEST).filter(again).find(|length| is_repeated(text, at, *length)) else {
                at += 1;
                continue;
            };
            let mut times = 2;
            while (at..at + length).all(|word| is_same(text, word, word + times * length)) {
                times += 1;
            }
            let first = list[at].span.cover(list[at + length - 1].span);
            let whole = list[at].span.cover(list[at + 2 * length - 1].span);
            if times == 2 && is_slip(text, at, length) && !text.is_verse(at) {
                let written = &text.text()[first.range()];
                found.mark(whole, typed_twice(written), vec![written.to_owned()]);
            }
            at += times * length;
        }
    }
}

/// Whether the words at two indices are the same, and only a space or the end of a wrapped line stands before the second.
fn is_same(text: &Context<'_>, one: usize, other: usize) -> bool {
    let list = text.tokens().list();
    let Some(second) = list.get(other) else { return false };
    match (list[one].word(), second.word()) {
        (Some(a), Some(b)) if a.syllable == b.syllable => {
            matches!(second.gap(), Gap::Space | Gap::LineBreak)
                && (a.syllable.is_some() || text.of(&list[one]).eq_ignore_ascii_case(text.of(second)))
        }
        _ => false,
    }
}

/// Whether the `length` words from `at` on stand there twice and are not all the same word.
fn is_repeated(text: &Context<'_>, at: usize, length: usize) -> bool {
    let list = text.tokens().list();
    let apart = |word: usize| word == at || matches!(list[word].gap(), Gap::Space | Gap::LineBreak);
    (at..at + length).all(|word| is_same(text, word, word + length) && apart(word))
        && !(at + 1..at + length).all(|word| is_same(text, at, word))
}

/// Whether the repetition of a phrase of `length` words at `at` is a slip and not intended.
fn is_slip(text: &Context<'_>, at: usize, length: usize) -> bool {
    let list = text.tokens().list();
    let words = |from: usize| list[from..from + length].iter().filter_map(Token::word);
    let says = |at: usize, words: &[&str]| words.contains(&text.of(&list[at]).to_lowercase().as_str());
    // *Kinh phí Kinh phí do tỉnh cấp*: a heading runs into the text. *Bộ Xây dựng xây dựng lộ trình*: a name before its verb.
    let second = words(at + length);
    let alike = words(at).zip(second).enumerate().all(|(place, (one, two))| {
        let opens = place == 0 && one.case == Case::Capital && two.case == Case::Lower && text.opens(at);
        (one.case == two.case || opens) && !one.chained && !two.chained && (place > 0 || two.case == Case::Lower)
    });
    let called = says(at + length - 1, CALLING) || says(at, EMPHATIC) || says(at, SPEAKERS);
    let (mark, short) = (text.tokens().after(at + 2 * length - 1).and_then(Token::mark), length < 4);
    let cried =
        matches!(mark, Some(Mark::Exclamation | Mark::Ellipsis | Mark::CloseQuote | Mark::StraightQuote | Mark::Slash));
    // *Người khiếu nại khiếu nại sai sự thật*: the noun for a person, then the same verb.
    let doer = (1..=4).any(|back| {
        let word = at.checked_sub(back).filter(|word| list[*word + 1..=at].iter().all(|token| token.gap().is_space()));
        word.is_some_and(|word| says(word, &["người", "kẻ", "bên"]) || back == 1 && says(word, OFFICES))
    });
    // *Lạnh rồi lạnh rồi :)* is intended, and so is a phrase that continues with its own beginning: *vòng vo và vòng vo và vòng vo*.
    let greeted =
        short && text.opens(at) && text.next_word(at + 2 * length - 1).is_none_or(|(next, ..)| says(next, SOFT));
    let goes_on = length > 2 && (0..2).all(|word| is_same(text, at + word, at + 2 * length + word));
    // A unit of acceleration: *mét trên giây trên giây*.
    let rate = says(at, &["trên", "mỗi"]) && says(at + 1, TIMES);
    let chained = meets_longer(text, at, length) || meets_others(text, at, length);
    let sounds = length == 2 && is_sound(text, at);
    let said_twice = called || greeted || sounds || cried && short;
    let part_of_more = doer || goes_on || rate || chained;
    alike && !said_twice && !part_of_more
}

/// Whether two syllables are a word for a sound or a manner, which may be said twice (*xì xào xì xào, tò te tò te*): they begin
/// alike and are no frequent pair (*tiếp tục, đã được*), or are a pair that the model has never seen.
fn is_sound(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    match (list[at].syllable(), list[at + 1].syllable()) {
        (Some(one), Some(other)) => {
            one.onset() == other.onset() && !text.are_frequent(one, other) || !text.are_seen(one, other)
        }
        _ => false,
    }
}

/// Whether the repetition arises where two compounds meet, one ending and the other beginning with the phrase.
fn meets_others(text: &Context<'_>, at: usize, length: usize) -> bool {
    if length != 2 {
        return false;
    }
    let list = text.tokens().list();
    let (last, spaced) = (at + 3, |at: usize| list[at].gap().is_space());
    let before = at.checked_sub(1).filter(|_| spaced(at));
    let behind = text.next_word(last).map(|(next, ..)| next).filter(|next| *next == last + 1 && spaced(*next));
    let row = |from: usize, to: usize| {
        let row: Option<Vec<Syllable>> = (from..=to).map(|at| list[at].syllable()).collect();
        row.is_some_and(|row| text.is_word(&row))
    };
    let says = |at: usize, words: &[&str]| list.get(at).is_some_and(|token| words.contains(&text.of(token)));
    // The second copy begins a longer word: *xuất bản xuất bản phẩm*, *xã hội xã hội chủ nghĩa*.
    let begins = || {
        behind.is_some_and(|next| says(next, &["phẩm", "viên"]) || says(next, &["chủ"]) && says(next + 1, &["nghĩa"]))
    };
    // Two items of a list whose comma is missing: *tên lửa chống tên lửa, tên lửa chống tàu*.
    let crossed = || before.zip(behind).is_some_and(|(before, behind)| is_same(text, before, behind));
    // Three items that share syllables in turn: *ưa nhìn, dễ nhìn, dễ thương*.
    let listed = || before.is_some_and(|before| row(before, at) && row(at + 1, at + 2)) && !row(at, at + 1);
    begins() || crossed() || listed()
}

/// Whether the last word of the second copy begins another compound: *47 bị cáo bị cáo buộc*.
fn meets_longer(text: &Context<'_>, at: usize, length: usize) -> bool {
    let syllable = |at: usize| text.tokens().list().get(at)?.word()?.syllable;
    let last = at + 2 * length - 1;
    let Some((next, ..)) = text.next_word(last) else { return false };
    let make = |one: usize, other: usize| match (syllable(one), syllable(other)) {
        (Some(one), Some(other)) => text.make_word(one, other),
        _ => false,
    };
    length == 2 && make(at, at + 1) && make(last, next) && FIRST.contains(&text.of(&text.tokens().list()[at]))
}
