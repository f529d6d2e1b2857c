//! An amount with what it counts: *1.200 tấn*, *12,5%*, *3 triệu đồng*.

use super::figure::says;
use crate::rules::Context;
use crate::token::{Gap, TokenKind};

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    pub value: f64,
    /// The greatest rounding error: half a unit of its last decimal place; 0 for a whole number.
    pub half: f64,
    pub percent: bool,
    /// The index of the token with the digits.
    pub at: usize,
    /// The index of its last token: the digits, %, or a factor such as *triệu*.
    pub end: usize,
    /// The index of the word for what it counts.
    pub unit: Option<usize>,
}

/// Words that multiply the number before them.
const FACTORS: &[(&str, f64)] = &[("nghìn", 1e3), ("ngàn", 1e3), ("triệu", 1e6), ("tỷ", 1e9), ("tỉ", 1e9)];

/// Words before an amount that make it approximate, or part of another.
pub(super) const ABOUT: &[&str] = &[
    "khoảng", "gần", "hơn", "trên", "chừng", "ngót", "dưới", "tới", "thêm", "mỗi", "cách", "độ", "xấp", "xỉ", "tầm",
    "cỡ", "quá", "thứ", "số", "lớp", "điều", "khoản", "tuổi", "tổ",
];

impl Amount {
    /// The amount whose digits are the token at `at`; `None` if that is no plain number.
    pub fn at(text: &Context<'_>, at: usize) -> Option<Amount> {
        let tokens = text.tokens();
        let token = tokens.list().get(at).filter(|token| token.kind() == TokenKind::Number)?;
        let (value, decimals) = read(text.of(token))?;
        let mut half = if decimals > 0 { 0.5 / 10f64.powi(decimals as i32) } else { 0.0 };
        let (mut value, mut end, mut percent) = (value, at, false);
        let next = tokens.next_visible(at);
        if let Some((sign, _)) = next.filter(|(_, next)| text.of(next) == "%") {
            (end, percent) = (sign, true);
        } else if tokens.after(at).is_some_and(|after| matches!(after.kind(), TokenKind::Symbol | TokenKind::Code)) {
            return None;
        } else if let Some((word, _)) = next.filter(|(_, next)| next.gap() != Gap::None && next.is_word())
            && let Some((_, factor)) = FACTORS.iter().find(|(name, _)| says(text, word, &[name]))
        {
            (value, end) = (value * factor, word);
            half = if decimals > 0 { half * factor } else { 0.5 * factor };
        }
        let unit = text.next_word(end).map(|(unit, ..)| unit);
        Some(Amount { value, half, percent, at, end, unit })
    }

    /// Whether a word before it says that it is not exact, or that the number is a name and no count.
    pub fn is_vague(&self, text: &Context<'_>) -> bool {
        text.previous_word(self.at).is_some_and(|(before, ..)| says(text, before, ABOUT))
    }

    /// Whether its unit is one of `units`.
    pub fn counts(&self, text: &Context<'_>, units: &[&str]) -> bool {
        self.unit.is_some_and(|unit| says(text, unit, units))
    }
}

/// The value of digits in Vietnamese notation, and the number of decimals; *3.5* is read as having one. `None` for what may be
/// thousands or decimals (*1,234*).
fn read(written: &str) -> Option<(f64, usize)> {
    if !written.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) || written.len() > 15 {
        return None;
    }
    // Nearly all numbers are digits alone, few enough to be exact.
    if let Some(digits) = written
        .bytes()
        .try_fold(0_u64, |value, byte| byte.is_ascii_digit().then(|| 10 * value + u64::from(byte - b'0')))
    {
        return (!written.is_empty()).then_some((digits as f64, 0));
    }
    let (whole, fraction) = match written.split_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        None => match written.rsplit_once('.') {
            Some((whole, fraction)) if fraction.len() < 3 && !whole.contains('.') => (whole, fraction),
            _ => (written, ""),
        },
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let grouped = groups.all(|group| group.len() == 3) && (first.len() <= 3 || !whole.contains('.'));
    let plain = !first.is_empty() && fraction.len() < 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let number = format!("{}.{fraction}0", whole.replace('.', ""));
    Some((number.parse().ok().filter(|_| grouped && plain)?, fraction.len()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_are_read_as_vietnamese() {
        for (written, value) in [
            ("12", Some((12.0, 0))),
            ("1.200", Some((1200.0, 0))),
            ("1.250.000", Some((1_250_000.0, 0))),
            ("12,5", Some((12.5, 1))),
            ("3.5", Some((3.5, 1))),
            ("1.200,75", Some((1200.75, 2))),
            ("1,234", None),
            ("1.2.3", None),
            ("12.34.567", None),
            ("1234.567", None),
            ("20kg", None),
            ("", None),
        ] {
            assert_eq!(read(written), value, "{written}");
        }
    }
}
