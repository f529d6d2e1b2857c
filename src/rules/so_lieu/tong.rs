//! `so-lieu/tong`: parts that do not add up to the stated sum.

use std::borrow::Cow;
use std::ops::Range;

use super::amount::Amount;
use super::figure::{follows, says};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, TokenKind};

/// Rule `so-lieu/tong`. Example: *12 nam và 9 nữ, tổng cộng 20 người*.
pub struct WrongSum;

/// The most tokens between a part and the comma or *và* before the next.
const NEAR: usize = 6;

/// The most tokens between a sum and the word that introduces its parts (*gồm*).
const APART: usize = 9;

/// The least ratio of the smaller to the greater number for one to be a slip for the other.
const NEARLY: f64 = 0.66;

/// Words near percentages that are changes or comparisons and no parts of one whole.
const MOVES: &[&str] = &["tăng", "giảm", "lên", "xuống", "từ", "đến", "tới", "so", "hơn", "còn", "đạt", "trong", "đó"];

/// Sets of categories that exclude each other and together are complete.
const EXCLUSIVE: &[&[&str]] =
    &[&["nam", "nữ"], &["trai", "gái"], &["trống", "mái"], &["hcv", "hcb", "hcđ"], &["vàng", "bạc", "đồng"]];

/// Units that do not say what is summed up: parts counted in these may overlap or be of different things.
const NO_KIND: &[&str] = &[
    "năm", "ngày", "tháng", "giờ", "phút", "giây", "lần", "m", "km", "cm", "mm", "tầng", "điểm", "độ", "tuổi", "tuần",
    "lượt", "vị", "nhà",
];

/// General words that a sum of different things is counted in.
const GENERAL: &[&str] = &[
    "người", "em", "thành", "món", "chiếc", "cái", "loại", "suất", "học", "cháu", "bạn", "đại", "vận", "cán", "hiện",
    "cây", "quyển", "cuốn", "con",
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/tong"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tổng không bằng các phần cộng lại", "Parts that do not make up their sum"),
    why: Bilingual::fixed(
        "Một câu ghi cả tổng lẫn các phần mà cộng lại không khớp thì có số sai. Chỉ xét chỗ chắc chắn: các phần cùng loại \
         với tổng (20 xe gồm 12 xe tải và 9 xe con), nam với nữ, câu có “tổng cộng”, và tỷ lệ phần trăm của một tổng thể \
         cộng lại quá 100%. Số ước chừng, câu có “còn lại”, “trong đó” kể một số phần được để yên.",
        "Where a sentence gives both a sum and its parts and they disagree, one number is wrong. Only what is sure is looked \
         at: parts of the kind of the sum, men and women, “tổng cộng”, and shares of one whole that exceed 100%. Rough \
         numbers, and parts of which the sentence names but some, are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Đội tuyển gồm 12 nam và 9 nữ, tổng cộng 20 người.",
            "Đội tuyển gồm 12 nam và 9 nữ, tổng cộng 20 người.",
        ),
        Example::new("Lớp có 40 học sinh, gồm 22 nam và 19 nữ.", "Lớp có 40 học sinh, gồm 22 nam và 19 nữ."),
        Example::new("Lớp có 40 học sinh (22 nam, 16 nữ).", "Lớp có 40 học sinh (22 nam, 16 nữ)."),
        Example::new(
            "Công an tạm giữ 20 xe, gồm 12 xe tải và 9 xe con.",
            "Công an tạm giữ 20 xe, gồm 12 xe tải và 9 xe con.",
        ),
        Example::new("Hỗn hợp gồm 30% nước, 40% đường và 50% bột.", "Hỗn hợp gồm 30% nước, 40% đường và 50% bột."),
        Example::new(
            "Ba nhóm chiếm lần lượt 30 %, 40 % và 50 % tổng số phiếu.",
            "Ba nhóm chiếm lần lượt 30 %, 40 % và 50 % tổng số phiếu.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đội tuyển gồm 12 nam và 9 nữ, tổng cộng 21 người; lớp có 40 học sinh, gồm 22 nam và 18 nữ."),
        Cow::Borrowed(
            "Xã có 20 hộ, trong đó có 12 hộ nghèo và 9 hộ chính sách; tạm giữ 20 xe, gồm 12 xe tải và 8 xe con.",
        ),
        Cow::Borrowed("Tòa nhà gồm 2 tầng, 20 phòng và 1 hội trường; giá lần lượt tăng 30%, 40% và 50%."),
        Cow::Borrowed("Cơ cấu kinh tế chuyển dịch, công nghiệp tăng 30%, dịch vụ tăng 40%, nông nghiệp giảm 50%."),
        Cow::Borrowed("Các đội Lào (2 nam, 1 nữ), Thái Lan (1 nam, 1 nữ); 9 nhóm và 5 hội, tổng cộng có 300 người."),
        Cow::Borrowed("Tỷ lệ biết chữ là 42,2% (56,2% nam giới và 28,1% nữ giới)."),
        Cow::Borrowed("Mua 3 quyển vở và 2 cây bút, tổng cộng 50.000 đồng; khoảng 20 xe, gồm 12 xe tải và 9 xe con."),
        Cow::Borrowed(
            "Hợp kim gồm 33,3% đồng, 33,3% kẽm và 33,4% nhôm; gồm một trưởng đoàn, 12 nam và 9 nữ, tổng cộng 22 người.",
        ),
    ]),
};

impl Rule for WrongSum {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut figures = text.tokens().figures().map(|(at, _)| at).peekable();
        let mut amounts = Vec::new();
        while let Some(first) = figures.next() {
            let sentence = text.tokens().sentence_of(first);
            amounts.clear();
            amounts.extend(Amount::at(text, first));
            while let Some(next) = figures.next_if(|next| *next < sentence.end) {
                amounts.extend(Amount::at(text, next));
            }
            let rest = |at: usize| says(text, at, &["lại"]) && says(text, at - 1, &["còn"]);
            if amounts.len() > 1 && !sentence.clone().skip(1).any(rest) {
                sums(text, &amounts, &sentence, found);
            }
        }
    }
}

/// Reports the wrong sums and percentages of a sentence.
fn sums(text: &Context<'_>, amounts: &[Amount], sentence: &Range<usize>, found: &mut Findings<'_>) {
    let mut from = 0;
    while from < amounts.len() {
        let mut to = from + 1;
        while to < amounts.len() && are_joined(text, &amounts[to - 1], &amounts[to]) {
            to += 1;
        }
        let parts = &amounts[from..to];
        if parts.len() > 1 && !parts.iter().any(|part| part.is_vague(text)) && !goes_on(text, parts[0].at) {
            let whole = match parts.iter().all(|part| part.percent) {
                true => shares(text, parts, sentence),
                false if parts.iter().any(|part| part.percent) => None,
                false => before(text, amounts[..from].last(), parts).or_else(|| behind(text, parts, amounts.get(to)?)),
            };
            if let Some(whole) = whole {
                report(text, parts, &whole, found);
            }
        }
        from = to;
    }
}

/// The value that parts should add up to.
struct Whole {
    value: f64,
    /// The greatest rounding error.
    half: f64,
    /// Whether only a greater sum is wrong.
    at_most: bool,
    /// The index of its number, if it stands in the text.
    at: Option<usize>,
}

fn report(text: &Context<'_>, parts: &[Amount], whole: &Whole, found: &mut Findings<'_>) {
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let slack = whole.half + parts.iter().map(|part| part.half).sum::<f64>() + 1e-6 * whole.value;
    let off = sum - whole.value;
    if off.abs() <= slack || whole.at_most && off < 0.0 {
        return;
    }
    // A number far from the sum counts other things, or the list of parts is incomplete: *9 nhóm và 5 đội, tổng cộng 300 người*.
    if whole.at.is_some() && (sum < NEARLY * whole.value || whole.value < NEARLY * sum) {
        return;
    }
    let list = text.tokens().list();
    let (first, last) = (list[parts[0].at].span, list[parts[parts.len() - 1].end].span);
    let span = whole.at.map_or(first.cover(last), |at| list[at].span);
    let (sum, value) = (shown(sum), shown(whole.value));
    let message = if whole.at.is_none() {
        Bilingual::new(
            format!("Các phần cộng lại là {sum}%, không phải {value}%: xem lại các tỷ lệ"),
            format!("The shares add up to {sum}%, not {value}%"),
        )
    } else {
        Bilingual::new(
            format!("Các phần cộng lại là {sum}, không phải {value}: xem lại các số"),
            format!("The parts add up to {sum}, not {value}"),
        )
    };
    // This finding is about all percentages: one about the form of a single number does not replace it.
    found.mark(span, message, Vec::new()).whole = whole.at.is_none();
}

/// A number in Vietnamese notation.
fn shown(value: f64) -> String {
    let plain = format!("{value:.2}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && digit != '-' {
            out.push('.');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { out } else { format!("{out},{fraction}") }
}

/// Whether two amounts are items of one list: a comma or *và* right before the second, and but a few words before that.
fn are_joined(text: &Context<'_>, one: &Amount, other: &Amount) -> bool {
    let list = text.tokens().list();
    let between = one.end + 1..other.at;
    let Some(joint) = between.clone().next_back().filter(|_| between.len() <= NEAR + 1) else { return false };
    let comma = |at: usize| matches!(list[at].mark(), Some(Mark::Comma | Mark::Semicolon));
    let joins = |at: usize| comma(at) || says(text, at, &["và", "cùng", "với"]);
    if one.percent && other.percent && !joins(joint) {
        // Category before number: *nông nghiệp 30%, công nghiệp 40%*.
        let joints = between.clone().filter(|at| joins(*at)).count();
        let moves = |at: usize| says(text, at, MOVES);
        return joints == 1 && between.clone().all(|at| comma(at) || list[at].is_word() && !moves(at));
    }
    joins(joint)
        && (between.start..joint).all(|at| list[at].is_word() && !says(text, at, &["tổng", "gồm", "trong", "đó"]))
}

/// Whether the list begins before its first amount in digits: with a number in words, or with another list.
fn goes_on(text: &Context<'_>, first: usize) -> bool {
    text.tokens().previous_visible(first).is_some_and(|(at, before)| {
        matches!(before.mark(), Some(Mark::Comma | Mark::Semicolon)) || says(text, at, &["và", "với", "cùng"])
    }) && !says_divided(text, first)
}

/// Whether *gồm*, *gồm có*, a colon or a bracket stands right before a list.
fn says_divided(text: &Context<'_>, first: usize) -> bool {
    let tokens = text.tokens();
    let Some((mut at, _)) = tokens.previous_visible(first) else { return false };
    if says(text, at, &["có", "cả"])
        && let Some((before, _)) = tokens.previous_visible(at)
    {
        at = before;
    }
    let bracket = matches!(tokens.list()[at].mark(), Some(Mark::OpenBracket | Mark::Colon));
    bracket || says(text, at, &["gồm"])
}

/// Whether the parts are of kinds that exclude each other and leave nothing out.
fn are_exclusive(text: &Context<'_>, parts: &[Amount]) -> bool {
    EXCLUSIVE.iter().any(|kinds| {
        parts.len() == kinds.len()
            && kinds.iter().all(|kind| parts.iter().filter(|part| part.counts(text, &[kind])).count() == 1)
    })
}

/// Whether amounts have the same unit.
fn are_alike(text: &Context<'_>, amounts: &[&Amount]) -> bool {
    let unit = |amount: &Amount| amount.unit.map(|at| text.of(&text.tokens().list()[at]).to_lowercase());
    let first = unit(amounts[0]);
    first.as_deref().is_some_and(|first| !NO_KIND.contains(&first)) && amounts.iter().all(|other| unit(other) == first)
}

/// Whether the list ends with its last part.
fn is_closed(text: &Context<'_>, parts: &[Amount]) -> bool {
    let list = text.tokens().list();
    let (last, before) = (&parts[parts.len() - 1], &parts[parts.len() - 2]);
    let joint = last.at - 1;
    let by_word = says(text, joint, &["và", "với", "cùng"]);
    let end = (last.end + 1..list.len().min(last.end + 2 + NEAR)).find(|at| !list[*at].is_word());
    let bracket = end.is_some_and(|at| list[at].mark() == Some(Mark::CloseBracket));
    before.end < joint && (by_word || bracket) && end.is_none_or(|at| matches!(list[at].kind(), TokenKind::Mark(_)))
}

/// The sum before its parts: *20 xe, gồm 12 xe tải và 9 xe con*.
fn before(text: &Context<'_>, sum: Option<&Amount>, parts: &[Amount]) -> Option<Whole> {
    let sum = sum.filter(|sum| !sum.percent && !sum.is_vague(text) && parts[0].at - sum.end <= APART)?;
    let exclusive = are_exclusive(text, parts);
    let named = exclusive && !sum.counts(text, NO_KIND) && sum.unit.is_some();
    let partly = (sum.end..parts[0].at).any(|at| says(text, at, &["đó"]));
    let all: Vec<&Amount> = parts.iter().chain([sum]).collect();
    let alike = !partly && is_closed(text, parts) && are_alike(text, &all);
    // The other order of words: *trong 120 học sinh có 70 nam, 60 nữ*.
    let out_of = || says(text, parts[0].at - 1, &["có"]) && follows(text, sum.at, &["trong"]).is_some();
    let divided = says_divided(text, parts[0].at) || exclusive && (partly || out_of());
    // Only words that belong to the sum may stand between, no other clause.
    let clause =
        (sum.end + 1..parts[0].at).filter(|at| text.tokens().list()[*at].mark() == Some(Mark::Comma)).count() > 1;
    // *Đội một (1 nam, 2 nữ), đội hai (1 nam, 1 nữ)*: the parts in the first brackets do not belong to the later list.
    let told = (sum.at..parts[0].at).any(|at| text.tokens().list()[at].mark() == Some(Mark::CloseBracket));
    (divided && (named || alike) && !clause && !told).then_some(Whole {
        value: sum.value,
        half: sum.half,
        at_most: false,
        at: Some(sum.at),
    })
}

/// The sum behind its parts: *12 nam và 9 nữ, tổng cộng 20 người*.
fn behind(text: &Context<'_>, parts: &[Amount], sum: &Amount) -> Option<Whole> {
    let last = &parts[parts.len() - 1];
    let mut at = sum.at.checked_sub(1)?;
    while says(text, at, &["là", "có", "được", "số"]) && at > last.end {
        at -= 1;
    }
    let said = says(text, at, &["cộng"]) && says(text, at.checked_sub(1)?, &["tổng"])
        || says(text, at, &["cả"]) && says(text, at.checked_sub(1)?, &["tất"])
        || says(text, at, &["tổng"]);
    let near = sum.at - last.end <= APART && !sum.percent && !sum.is_vague(text);
    let all: Vec<&Amount> = parts.iter().chain([sum]).collect();
    let of_parts: Vec<&Amount> = parts.iter().collect();
    let unlike = !parts.iter().any(|part| part.counts(text, NO_KIND)) && parts.iter().all(|part| part.half == 0.0);
    let whole = are_alike(text, &all)
        || unlike && (sum.unit.is_none() || sum.counts(text, GENERAL))
        || are_alike(text, &of_parts) && sum.unit.is_none();
    (said && near && whole).then_some(Whole { value: sum.value, half: sum.half, at_most: false, at: Some(sum.at) })
}

/// Percentages that should come to 100: of categories that exclude each other, of what something consists of, of *tổng số*.
fn shares(text: &Context<'_>, parts: &[Amount], sentence: &Range<usize>) -> Option<Whole> {
    let first = parts[0].at;
    let window = first.saturating_sub(APART).max(sentence.start)..first;
    let structure = |at: usize| says(text, at, &["cấu"]) && at > 0 && says(text, at - 1, &["cơ"]);
    let moved = || window.clone().any(|at| says(text, at, MOVES));
    let made_of = window.clone().any(|at| says(text, at, &["gồm"]) || structure(at)) && !moved();
    let last = parts[parts.len() - 1].end;
    let bare = parts.windows(2).all(|two| two[1].at - two[0].end <= 2);
    let of_all = bare
        && window.clone().any(|at| says(text, at, &["chiếm"]))
        && text.next_word(last).is_some_and(|(at, ..)| says(text, at, &["tổng", "toàn"]));
    // *Nam 60%, nữ 30%* may be shares within each category (how many can read).
    let made_up = || window.clone().any(|at| says(text, at, &["gồm", "cấu"]));
    if parts.len() == 2 && are_exclusive(text, parts) && made_up() {
        return Some(Whole { value: 100.0, half: 1.0, at_most: false, at: None });
    }
    let rounding = 0.5 * parts.len() as f64;
    (made_of || of_all).then_some(Whole { value: 100.0, half: rounding, at_most: true, at: None })
}
