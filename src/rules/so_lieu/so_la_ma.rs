//! `so-lieu/so-la-ma`: Roman numerals that are none.

use std::borrow::Cow;

use super::figure::follows;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// XIIII
pub struct Roman;

/// The words that a Roman numeral stands behind.
const CUES: &[&str] = &[
    "kỷ", "kỉ", "thứ", "chương", "phần", "khóa", "khoá", "lần", "quý", "tập", "mục", "quyển", "hạng", "kỳ", "lớp",
    "đại", "hội", "giải",
];

/// Its digits, from the highest on, with what each is worth.
const STEPS: &[(u32, &str)] = &[
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/so-la-ma"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Số La Mã viết sai: IIII, XIIII, VX", "A malformed Roman numeral: IIII, XIIII, VX"),
    why: Bilingual::fixed(
        "Một chữ số La Mã lặp nhiều nhất ba lần, V, L, D không lặp, và chỉ I, X, C đứng trước số lớn hơn liền bậc để \
         trừ: IV, IX, XIV. Chữ không đứng sau “thế kỷ”, “thứ”, “chương”, “khóa”… được để yên, vì có thể là tên viết tắt.",
        "A Roman digit is repeated three times at most, V, L and D never, and only I, X, C stand before a higher digit \
         to be taken from it: IV, IX, XIV. Letters behind no word such as “thế kỷ”, “chương” are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Đầu thế kỷ XIIII, nhà Trần hưng thịnh.", "Đầu thế kỷ XIV, nhà Trần hưng thịnh."),
        Example::new("Chương IIII nói về văn thư.", "Chương IV nói về văn thư."),
        Example::new("Đại hội lần thứ VIIII của chi bộ.", "Đại hội lần thứ IX của chi bộ."),
        Example::new("Cuối thế kỷ XVIIII có nhiều biến động.", "Cuối thế kỷ XIX có nhiều biến động."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Thế kỷ XIV, XIX, XXI; chương IV; đại hội lần thứ IX; khóa VIII, lớp MC."),
        Cow::Borrowed("Mặt đồng hồ khắc số IIII, hội CLB, giải VDC, kỳ thi IC."),
    ]),
};

impl Rule for Roman {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token, word) in text.tokens().odd_words() {
            let written = text.of(token);
            if word.case != Case::Upper || written.len() < 2 || !written.bytes().all(|byte| b"IVX".contains(&byte)) {
                continue;
            }
            let Some(value) = value(written).filter(|_| follows(text, at, CUES).is_some()) else { continue };
            let right = roman(value);
            if right == written || word.chained {
                continue;
            }
            let message = Bilingual::new(
                format!("“{written}” không phải số La Mã đúng: {value} viết là “{right}”"),
                format!("“{written}” is no proper Roman numeral: {value} is “{right}”"),
            );
            found.mark(token.span, message, vec![right]);
        }
    }
}

/// What a reader takes it for: each digit counts, taken away where a higher one follows.
fn value(written: &str) -> Option<u32> {
    let worth = |byte: u8| match byte {
        b'I' => 1,
        b'V' => 5,
        _ => 10,
    };
    let bytes = written.as_bytes();
    let (mut plus, mut minus) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let taken = bytes.get(at + 1).is_some_and(|next| worth(*next) > worth(*byte));
        *(if taken { &mut minus } else { &mut plus }) += worth(*byte);
    }
    (plus > minus).then(|| plus - minus)
}

fn roman(mut value: u32) -> String {
    let mut out = String::new();
    for (step, digits) in STEPS {
        while value >= *step {
            out.push_str(digits);
            value -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_read_back() {
        for number in 1..90 {
            let written = roman(number);
            if written.bytes().all(|byte| b"IVX".contains(&byte)) {
                assert_eq!(value(&written), Some(number), "{written}");
            }
        }
        assert_eq!((value("XIIII"), value("VX"), roman(1984).as_str()), (Some(14), Some(5), "MCMLXXXIV"));
    }
}
