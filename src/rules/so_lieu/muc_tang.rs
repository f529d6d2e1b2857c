//! `so-lieu/muc-tang`: a growth that is not that between its two numbers.

use std::borrow::Cow;

use super::amount::{ABOUT, Amount};
use super::figure::{follows, says};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, TokenKind};

/// Rule `so-lieu/muc-tang`. Example: *tăng từ 100 lên 150, tức tăng 20%*.
pub struct WrongGrowth;

/// How many tokens may stand between two of the three numbers.
const NEAR: usize = 7;

/// By how many percentage points a stated change may be off where the text does not say *khoảng*.
const SLACK: f64 = 1.5;

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/muc-tang"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Tỷ lệ tăng, giảm không khớp với hai số đi kèm",
        "A growth that is not that between its two numbers",
    ),
    why: Bilingual::fixed(
        "Từ 100 lên 150 là tăng 50%, gấp rưỡi; câu ghi tỷ lệ khác thì có số sai. Chỉ xét câu có đủ “từ… lên (xuống, còn)…” \
         và tỷ lệ tăng, giảm hoặc số lần gấp liền bên; hai tỷ lệ phần trăm, số ước chừng và mức bình quân hằng năm được để \
         yên.",
        "From 100 to 150 is a growth of 50%; where the sentence says another one a number is wrong. Only “từ… lên…” with the \
         share beside it is looked at; two percentages, rough numbers and yearly averages are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Doanh thu tăng từ 100 lên 150, tức tăng 20%.", "Doanh thu tăng từ 100 lên 150, tức tăng 20%."),
        Example::new(
            "Sản lượng từ 2.000 tấn lên 3.000 tấn, tăng 40%.",
            "Sản lượng từ 2.000 tấn lên 3.000 tấn, tăng 40%.",
        ),
        Example::new(
            "Số hộ nghèo giảm từ 200 xuống còn 150 hộ (giảm 50%).",
            "Số hộ nghèo giảm từ 200 xuống còn 150 hộ (giảm 50%).",
        ),
        Example::new(
            "Vốn tăng từ 2 tỷ đồng lên 3 tỷ đồng, gấp 3 lần.",
            "Vốn tăng từ 2 tỷ đồng lên 3 tỷ đồng, gấp 3 lần.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Doanh thu tăng từ 100 lên 150, tức tăng 50%; vốn từ 2 tỷ đồng lên 4 tỷ đồng, gấp đôi."),
        Cow::Borrowed("Tỷ lệ tăng từ 20% lên 30%, tức tăng 10%; từ 97 lên 150 triệu đồng, tăng 54,6%."),
        Cow::Borrowed("Tăng đơn giá từ 150 lên 250, giảm thuế suất từ 10% xuống 8%."),
        Cow::Borrowed("Tăng từ 100 lên 150, bình quân mỗi năm tăng 5%; từ năm 2010 đến năm 2015 tăng 20%."),
    ]),
};

impl Rule for WrongGrowth {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, _) in text.tokens().figures() {
            if follows(text, at, &["từ"]).is_none() {
                continue;
            }
            let mut ahead = text.tokens().figures_after(at);
            let Some(first) = Amount::at(text, at) else { continue };
            let Some(second) = ahead.next().and_then(|(at, _)| Amount::at(text, at)) else { continue };
            if !leads(text, &first, &second) {
                continue;
            }
            let third = ahead.next().and_then(|(at, _)| Amount::at(text, at));
            let Some(said) = said(text, &second, third.as_ref()) else { continue };
            let Some(right) = said.mistaken(&first, &second) else { continue };
            let span = text.tokens().list()[said.at].span.cover(text.tokens().list()[said.end].span);
            let message = Bilingual::new(
                format!("Từ {} đến {} là {right}: xem lại các số", shown(text, &first), shown(text, &second)),
                format!(
                    "From {} to {} is {}",
                    shown(text, &first),
                    shown(text, &second),
                    said.english(&first, &second)
                ),
            );
            found.mark(span, message, Vec::new());
        }
    }
}

/// The text of an amount.
fn shown<'t>(text: &Context<'t>, amount: &Amount) -> &'t str {
    let list = text.tokens().list();
    &text.text()[list[amount.at].span.cover(list[amount.end].span).range()]
}

/// Whether *lên*, *xuống* or *còn* leads from one amount to the other, both of the same kind and few words apart.
fn leads(text: &Context<'_>, first: &Amount, second: &Amount) -> bool {
    let between = first.end + 1..second.at;
    let list = text.tokens().list();
    let goes = between.clone().any(|at| says(text, at, &["lên", "xuống", "còn"]));
    let words = between.clone().all(|at| list[at].is_word() && !says(text, at, ABOUT));
    // *Từ 97 lên 150 triệu*: the factor of the second number holds for the first, too.
    between.len() <= NEAR && goes && words && !first.percent && !second.percent && first.value > 0.0
}

/// The change as the sentence states it.
struct Said {
    at: usize,
    end: usize,
    /// Percent of the first amount, or the ratio of the second to the first.
    value: f64,
    half: f64,
    times: bool,
}

/// The change that is stated right behind the second amount: *, tức tăng 20%*, *(giảm 5%)*, *, gấp đôi*.
fn said(text: &Context<'_>, second: &Amount, third: Option<&Amount>) -> Option<Said> {
    let list = text.tokens().list();
    let last = (second.end + 1 + NEAR).min(list.len());
    let until = third.map_or(last, |third| third.at.min(last));
    let between = second.end + 1..until;
    let ends = |at: usize| matches!(list[at].mark(), Some(Mark::Stop | Mark::Semicolon | Mark::Question));
    let pause =
        |at: usize| matches!(list[at].mark(), Some(Mark::Comma | Mark::OpenBracket | Mark::Dash | Mark::Hyphen));
    let stop = between.clone().find(|at| ends(*at)).unwrap_or(between.end);
    let between = second.end + 1..stop;
    let vague =
        |at: usize| says(text, at, ABOUT) || says(text, at, &["năm", "bình", "trung", "tháng", "quý", "so", "nếu"]);
    let mark = between.clone().find(|at| pause(*at))?;
    if between.clone().any(vague) || between.clone().filter(|at| pause(*at)).count() > 1 {
        return None;
    }
    if let Some(at) = (mark..stop).find(|at| says(text, *at, &["gấp"])) {
        let next = text.next_word(at).map(|(at, ..)| at);
        let in_words = [("đôi", 2.0), ("rưỡi", 1.5), ("ba", 3.0), ("bốn", 4.0), ("năm", 5.0)];
        if let Some(next) = next {
            let (_, value) = in_words.iter().find(|(word, _)| says(text, next, &[word]))?;
            return Some(Said { at, end: next, value: *value, half: 0.0, times: true });
        }
        let third = third.filter(|third| third.at == at + 1 && third.counts(text, &["lần"]))?;
        return Some(Said { at, end: third.end, value: third.value, half: third.half, times: true });
    }
    let third = third.filter(|third| third.percent && third.at == stop)?;
    let direct = says(text, third.at - 1, &["tăng", "giảm", "thêm", "đương", "là", "mức"]);
    let changes = direct && (mark..stop).any(|at| says(text, at, &["tăng", "giảm"]));
    let yearly = text.tokens().next_visible(third.end).is_some_and(|(at, next)| {
        next.kind() == TokenKind::Mark(Mark::Slash) || says(text, at, &["mỗi", "một", "hằng", "hàng", "so"])
    });
    (changes && !yearly).then_some(Said {
        at: third.at,
        end: third.end,
        value: third.value,
        half: third.half,
        times: false,
    })
}

impl Said {
    /// The right change in Vietnamese words; `None` if the stated one is right, or off by no more than rounding.
    fn mistaken(&self, first: &Amount, second: &Amount) -> Option<String> {
        let (from, to) = same_scale(first, second);
        let ratio = to / from;
        let change = (ratio - 1.0) * 100.0;
        // Numbers in round millions may be off by half of one.
        let rounding = 100.0 * (first.half / from + second.half * ratio / to.max(f64::MIN_POSITIVE));
        if self.times {
            let slack = 0.15 * ratio + self.half + rounding / 100.0;
            return ((self.value - ratio).abs() > slack && ratio > 1.0).then(|| format!("gấp {} lần", number(ratio)));
        }
        let slack = SLACK + self.half + rounding + 0.03 * change.abs();
        let turn = if change < 0.0 { "giảm" } else { "tăng" };
        ((self.value - change.abs()).abs() > slack).then(|| format!("{turn} {}%", number(change.abs())))
    }

    fn english(&self, first: &Amount, second: &Amount) -> String {
        let (from, to) = same_scale(first, second);
        match self.times {
            true => format!("{:.1} times", to / from),
            false => format!("a change of {:.1}%", (to / from - 1.0) * 100.0),
        }
    }
}

/// The values of two amounts in the same unit, where the first may lack the factor of the second: *từ 97 lên 150 triệu đồng*.
fn same_scale(first: &Amount, second: &Amount) -> (f64, f64) {
    let factor = [1e9, 1e6, 1e3]
        .into_iter()
        .find(|factor| first.at == first.end && second.at != second.end && second.value / first.value >= factor * 0.02);
    (first.value * factor.unwrap_or(1.0), second.value)
}

/// A number in Vietnamese notation with one decimal, or none if that is zero.
fn number(value: f64) -> String {
    let written = format!("{value:.1}");
    written.strip_suffix(".0").map_or_else(|| written.replace('.', ","), str::to_owned)
}
