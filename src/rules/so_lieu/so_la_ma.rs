//! `so-lieu/so-la-ma`: Roman numerals that are none.

use std::borrow::Cow;

use super::figure::follows;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Rule `so-lieu/so-la-ma`. Example: *XIIII*.
pub struct Roman;

/// Words before a Roman numeral.
const CUES: &[&str] = &[
    "kỷ", "kỉ", "thứ", "chương", "phần", "khóa", "khoá", "lần", "quý", "tập", "mục", "quyển", "hạng", "kỳ", "lớp",
    "đại", "hội", "giải",
];

/// The digits and subtractive pairs of Roman numerals with their values, the highest first.
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
        Example::new("Quốc hội khóa XIVI họp.", "Quốc hội khóa XIV họp."),
        Example::new("Từ thế kỷ IXX đến nay.", "Từ thế kỷ XIX đến nay."),
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
            if word.chained || is_numeral(written) || follows(text, at, CUES).is_none() {
                continue;
            }
            let meant = meant(written);
            let Some(best) = meant.first() else { continue };
            let message = Bilingual::new(
                format!("“{written}” không phải số La Mã đúng, có lẽ là “{best}”"),
                format!("“{written}” is no proper Roman numeral; perhaps “{best}”"),
            );
            found.mark(token.span, message, meant);
        }
    }
}

/// Whether a numeral is in the standard form.
fn is_numeral(written: &str) -> bool {
    value(written).is_some_and(|value| roman(value) == written)
}

/// The numerals that may be intended, the likeliest first, three at most.
///
/// *XIIII* and *IIX* have a value, only not in the standard form. Otherwise it is a slip in typing: two letters changed places
/// (*IXX*), or there is one too many, mostly the last (*XIVI*).
fn meant(written: &str) -> Vec<String> {
    let read = value(written).map(roman);
    let bytes = written.as_bytes();
    let swapped = (1..bytes.len()).map(|at| {
        let mut other = bytes.to_vec();
        other.swap(at - 1, at);
        String::from_utf8_lossy(&other).into_owned()
    });
    let swapped: Vec<String> = swapped.filter(|other| is_numeral(other)).collect();
    let without = |at: usize| format!("{}{}", &written[..at], &written[at + 1..]);
    let last = written.len() - 1;
    let shorter = Some(without(last)).filter(|_| written.len() > 2 && bytes[last] == b'I');
    let counted = ["IIII", "XXXX", "IIX", "IIV"].iter().any(|run| written.contains(run));
    let mut meant = Vec::new();
    let mut offer = |other: &str| {
        if is_numeral(other) && meant.len() < 3 && !meant.iter().any(|known| known == other) {
            meant.push(other.to_owned());
        }
    };
    read.iter().filter(|read| counted || swapped.contains(read)).for_each(|read| offer(read));
    shorter.iter().for_each(|other| offer(other));
    swapped.iter().for_each(|other| offer(other));
    (0..written.len()).rev().for_each(|at| offer(&without(at)));
    read.iter().for_each(|read| offer(read));
    meant
}

/// The value that a reader gives it: the sum of its digits, where a digit is subtracted if a higher one follows anywhere.
fn value(written: &str) -> Option<u32> {
    let worth = |byte: &u8| match byte {
        b'I' => 1,
        b'V' => 5,
        _ => 10,
    };
    let bytes = written.as_bytes();
    let (mut plus, mut minus) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let taken = bytes[at + 1..].iter().any(|later| worth(later) > worth(byte));
        *(if taken { &mut minus } else { &mut plus }) += worth(byte);
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
        for (written, best) in [("VX", "XV"), ("IIX", "VIII"), ("XXVV", "XXV"), ("XVIIII", "XIX"), ("XIXI", "XIX")] {
            assert_eq!(meant(written).first().map(String::as_str), Some(best), "{written}");
        }
        assert_eq!((value("XIIII"), value("VX"), roman(1984).as_str()), (Some(14), Some(5), "MCMLXXXIV"));
    }
}
